//! What the things of a sweep are called.

use crate::analysis::Titles;
use crate::scenario::model::{Dial, Text};
use crate::view::Lang;

/// Names, each list in the order of the scenario.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub partners: Vec<String>,
    /// The partners' short names.
    pub shorts: Vec<String>,
    pub objectives: Vec<String>,
    pub injects: Vec<String>,
    pub ends: Vec<String>,
    pub measures: Vec<String>,
    pub nodes: Vec<String>,
}

impl Names {
    /// Names in a language.
    #[must_use]
    pub fn of(titles: &Titles, lang: Lang) -> Self {
        let own = |texts: &[Text]| texts.iter().map(|text| lang.of(text).to_owned()).collect();
        Names {
            partners: own(&titles.partners),
            shorts: titles.shorts.clone(),
            objectives: own(&titles.objectives),
            injects: own(&titles.injects),
            ends: titles.ends.iter().map(|text| first_sentence(lang.of(text))).collect(),
            measures: own(&titles.measures),
            nodes: own(&titles.nodes),
        }
    }
}

/// An ending's text tells what became of everything; its first sentence is its name.
fn first_sentence(text: &str) -> String {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.').to_owned()
}

/// What a dial is called.
pub(super) const fn dial(lang: Lang, dial: Dial) -> &'static str {
    match dial {
        Dial::Tempo => lang.pick("Tempo der Angreifer", "Attackers’ tempo"),
        Dial::Skill => lang.pick("Können der Angreifer", "Attackers’ skill"),
        Dial::Noise => lang.pick("Fehlalarme", "False alarms"),
        Dial::Staff => lang.pick("Personal", "Staff"),
        Dial::Sharing => lang.pick("Nutzen des Geteilten", "Value of what is shared"),
        Dial::Reliability => lang.pick("Zuverlässigkeit der Partner", "Partners’ reliability"),
        Dial::Pressure => lang.pick("Zeitdruck", "Time pressure"),
    }
}
