//! The pieces of the graph's questions that need no scenario.

use super::attack::cost;

#[test]
fn costs_follow_the_logarithm() {
    assert_eq!(cost(1_000_000), 0);
    assert_eq!(cost(0), u64::MAX);
    assert!(cost(500_000).abs_diff(1 << 16) < 4);
    assert!(cost(250_000).abs_diff(2 << 16) < 4);
    assert!(cost(700_000).abs_diff(33_723) < 8, "{}", cost(700_000));
    assert!((1..1_000).all(|step| cost(step * 1_000) >= cost((step + 1) * 1_000)));
}

#[test]
fn costs_add_where_chances_multiply() {
    for (a, b) in [(900_000, 300_000), (123_456, 654_321), (5_000, 700_000)] {
        let both = u32::try_from(u64::from(a) * u64::from(b) / 1_000_000).unwrap();
        assert!(cost(both).abs_diff(cost(a) + cost(b)) < 64, "{a} {b}");
    }
}
