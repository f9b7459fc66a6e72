//! The catalogue of measures as tables: what each does, whom it keeps busy, how likely it works, what it
//! breaks. The catalogue is public; every seat sees it in play.

use super::words::{d100, fill, group, people, table, turns};
use crate::export::document::{Block, same};
use crate::rules::dice::CERTAIN_PPM;
use crate::scenario::Scenario;
use crate::scenario::model::{MeasureDef, Text};
use crate::scenario::words::OrderGroup;
use crate::view::Lang;
use crate::view::wording::both;

/// All measures, group by group.
pub(super) fn by_group(scenario: &Scenario) -> Vec<Block> {
    let mut blocks = vec![Block::Words(both(
        "Das ist der ganze Katalog. Ob eine Maßnahme gerade möglich ist, sagt das Programm; manche setzt einen Verdacht, eine Datensicherung oder das Wissen voraus, wie man sie macht. „Vorsorge“: Preis in Punkten vor Übungsbeginn, wo es das gibt.",
        "This is the whole catalog. Whether a measure is possible at the moment, the program tells you; some need a suspicion, a backup, or knowing how it is done. “Prevention”: price in points before StartEx, where there is one.",
    ))];
    for of in OrderGroup::ALL {
        let of_group = scenario.useful_measures().filter(|(_, measure)| measure.group == *of);
        let rows: Vec<Vec<Text>> = of_group.map(|(_, measure)| row(measure)).collect();
        if !rows.is_empty() {
            blocks.push(Block::Heading(group(*of)));
            blocks.push(table("measures", head(), rows));
        }
    }
    blocks
}

fn head() -> Vec<Text> {
    vec![
        both("Maßnahme", "Measure"),
        both("Was geschieht, und was es stört", "What happens, and what it breaks"),
        both("Leute", "People"),
        both("Dauer", "Takes"),
        both("Chance", "Chance"),
        both("Vorsorge", "Prevention"),
    ]
}

fn row(measure: &MeasureDef) -> Vec<Text> {
    let text = if measure.breaks == Text::default() {
        measure.text.clone()
    } else {
        fill("{} Stört: {}", "{} Breaks: {}", &[&measure.text, &measure.breaks])
    };
    let text = if measure.joint {
        fill(
            "{} Wirkt nur gemeinsam: Ein Partner muss dasselbe für dieselbe Runde beauftragen.",
            "{} Works only jointly: a partner must order the same for the same turn.",
            &[&text],
        )
    } else {
        text
    };
    let price = if measure.prevention > 0 { measure.prevention.to_string() } else { "–".to_owned() };
    vec![
        measure.name.clone(),
        text,
        people(&measure.people),
        turns(measure.turns),
        chance(measure.chance_ppm),
        same(price),
    ]
}

/// A chance in per cent; what always works says so.
pub(super) fn chance(ppm: u32) -> Text {
    if ppm >= CERTAIN_PPM {
        return both("sicher", "certain");
    }
    both(Lang::De.percent(&d100(ppm)), Lang::En.percent(&d100(ppm)))
}
