//! No two boxes overlap, whatever is drawn.

use super::*;
use proptest::prelude::*;

fn sketches() -> impl Strategy<Value = Sketch> {
    let zone = ("\\PC{0,40}", 0u8..5).prop_map(|(title, side)| ZoneSketch {
        title,
        side: if side == 4 { None } else { Some(PartnerId(side)) },
    });
    let node = ("[a-zäöüß ./-]{0,60}|\\PC{0,80}", any::<usize>());
    (prop::collection::vec(zone, 1..20), prop::collection::vec(node, 0..150)).prop_map(|(zones, nodes)| {
        let count = zones.len();
        let nodes = nodes.into_iter().map(|(label, zone)| NodeSketch { label, zone: zone % count });
        Sketch { zones, nodes: nodes.collect() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn nothing_overlaps(sketch in sketches()) {
        let layout = lay_out(&sketch);
        layout.assert_sound(&sketch);
        prop_assert_eq!(layout, lay_out(&sketch));
    }

    #[test]
    fn labels_keep_within_their_lines(text in "\\PC{0,200}") {
        let lines = wrap(&text, LABEL_TENTHS);
        prop_assert!(lines.len() <= 2);
        prop_assert!(lines.iter().all(|line| text_width(line, 10) <= LABEL_TENTHS + 1));
    }
}

#[test]
fn nothing_at_all_is_a_map_too() {
    let layout = lay_out(&Sketch::default());
    assert!(layout.zones.is_empty() && layout.width > 0 && layout.height > 0);
}

#[test]
fn the_largest_network_is_laid_out() {
    let zones =
        (0..128).map(|zone| ZoneSketch { title: format!("Zone {zone}"), side: Some(PartnerId(zone % 2)) });
    let nodes = (0..16_000).map(|node| NodeSketch { label: format!("Node {node}"), zone: node % 128 });
    let sketch = Sketch { zones: zones.collect(), nodes: nodes.collect() };
    let layout = lay_out(&sketch);
    assert_eq!(layout.nodes.len(), 16_000);
}

#[test]
fn labels_break_between_words() {
    assert_eq!(wrap("E-Mail Land", LABEL_TENTHS), ["E-Mail Land"]);
    assert_eq!(wrap("Auszahlung Sozialleistungen", LABEL_TENTHS), ["Auszahlung", "Sozialleistungen"]);
    assert_eq!(
        wrap("Lagezentrum Cal-CSIC: Arbeitsplätze", LABEL_TENTHS),
        ["Lagezentrum Cal-CSIC:", "Arbeitsplätze"]
    );
}
