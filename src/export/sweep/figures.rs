//! How figures are written in a language.

use crate::view::Lang;

/// A figure with so many places after the point or comma.
pub(super) fn number(lang: Lang, value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let is_zero = text.chars().all(|letter| matches!(letter, '0' | '.'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| lang.grouped(whole));
    let point = if rest.is_empty() { "" } else { lang.pick(",", ".") };
    format!("{sign}{whole}{point}{rest}")
}

/// The same with a plus sign where it is above 0.
pub(super) fn signed(lang: Lang, value: f64, places: usize) -> String {
    let text = number(lang, value, places);
    let is_positive = value > 0.0 && text.chars().any(|letter| matches!(letter, '1'..='9'));
    if is_positive { format!("+{text}") } else { text }
}

/// A share (0 to 1) as per cent; shares that are not quite nothing or everything say so.
pub(super) fn percent(lang: Lang, share: f64) -> String {
    let rounded = (share * 100.0).round();
    let figure = match rounded {
        _ if share > 0.0 && share < 0.005 => format!("<\u{a0}{}", number(lang, 1.0, 0)),
        _ if (0.995..1.0).contains(&share) => format!(">\u{a0}{}", number(lang, 99.0, 0)),
        rounded => number(lang, rounded, 0),
    };
    lang.percent(&figure)
}

/// A mean with half its 95 % interval.
pub(super) fn with_error(lang: Lang, mean: f64, ci95: f64, places: usize) -> String {
    format!("{} ± {}", signed(lang, mean, places), number(lang, ci95, places))
}

/// A list in a sentence: the first few, and how many more there are.
pub(super) fn list(lang: Lang, names: &[String]) -> String {
    const MOST: usize = 6;
    let quoted: Vec<String> = names.iter().take(MOST).map(|name| quoted(lang, name)).collect();
    let more = names.len().saturating_sub(MOST);
    match (quoted.as_slice(), more) {
        ([one], 0) => one.clone(),
        ([first @ .., last], 0) => format!("{}{}{last}", first.join(", "), lang.pick(" und ", " and ")),
        (some, more) => {
            let rest = lang.pick("und {} weitere", "and {} more").replace("{}", &more.to_string());
            format!("{} {rest}", some.join(", "))
        }
    }
}

fn quoted(lang: Lang, name: &str) -> String {
    let name = name.trim_end_matches('.');
    match lang {
        Lang::De => format!("„{name}“"),
        Lang::En => format!("“{name}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_figures_its_own_way() {
        assert_eq!(number(Lang::De, -1234.56, 1), "−1.234,6");
        assert_eq!(number(Lang::En, 1234.56, 1), "1,234.6");
        assert_eq!(number(Lang::En, -0.04, 1), "0.0");
        assert_eq!(
            (signed(Lang::En, 0.04, 1), signed(Lang::De, 2.0, 1)),
            ("0.0".to_owned(), "+2,0".to_owned())
        );
        assert_eq!(percent(Lang::De, 0.004), "<\u{a0}1\u{a0}%");
        assert_eq!(
            (percent(Lang::En, 0.999), percent(Lang::En, 1.0)),
            (">\u{a0}99%".to_owned(), "100%".to_owned())
        );
    }

    #[test]
    fn long_lists_are_cut() {
        let names: Vec<String> = ["a", "b", "c", "d", "e", "f", "g", "h"].map(str::to_owned).to_vec();
        assert_eq!(list(Lang::En, &names[..1]), "“a”");
        assert_eq!(list(Lang::De, &names[..3]), "„a“, „b“ und „c“");
        assert_eq!(list(Lang::En, &names), "“a”, “b”, “c”, “d”, “e”, “f” and 2 more");
    }
}
