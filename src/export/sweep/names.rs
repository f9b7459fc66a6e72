//! What the things of a sweep are called: by name where the scenario is at hand, by id otherwise.

use crate::analysis::Subject;
use crate::scenario::Scenario;
use crate::scenario::model::Dial;
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
    pub fn of(scenario: &Scenario, lang: Lang) -> Self {
        let own = |text: &crate::scenario::model::Text| lang.of(text).to_owned();
        Names {
            partners: scenario.partners.iter().map(|def| own(&def.name)).collect(),
            shorts: scenario.partners.iter().map(|def| def.short.clone()).collect(),
            objectives: scenario.objectives.iter().map(|def| own(&def.text)).collect(),
            injects: scenario.injects.iter().map(|def| own(&def.title)).collect(),
            ends: scenario.ends.iter().map(|def| first_sentence(lang.of(&def.text))).collect(),
            measures: scenario.measures.iter().map(|def| own(&def.name)).collect(),
            nodes: scenario.nodes.iter().map(|def| own(&def.name)).collect(),
        }
    }

    /// Ids instead of names: shards hold no more.
    #[must_use]
    pub fn ids(subject: &Subject) -> Self {
        let first = |pairs: &[(String, bool)]| pairs.iter().map(|(id, _)| id.clone()).collect();
        Names {
            partners: subject.partners.clone(),
            shorts: subject.partners.clone(),
            objectives: first(&subject.objectives),
            injects: first(&subject.injects),
            ends: subject.ends.clone(),
            measures: subject.measures.clone(),
            nodes: subject.nodes.clone(),
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
