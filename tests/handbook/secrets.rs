//! Everything of a scenario that players must not read, and what they have anyway.

use planspiel::handbook::condition;
use planspiel::scenario::Scenario;
use planspiel::scenario::model::{Condition, Text, WhenDef};
use planspiel::view::Lang;

/// What kind of secret it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Who attacks, with what, and why.
    Actor,
    /// A technique that some attacker masters.
    Technique,
    /// All words of an inject.
    Inject,
    /// From whom an inject seems to come.
    Sender,
    Ending,
    /// What is aimed at and asked for.
    Objective,
    /// A weakness that its owner does not know of, and what helps against it.
    Weakness,
    Credential,
    /// What an inject, an objective or an ending waits for: looked for as a whole, since its parts name
    /// systems and measures.
    Condition,
    /// What only those who lead read: summary, note, questions of the hot wash.
    Summary,
}

/// Something that players must not read.
#[derive(Debug, Clone)]
pub struct Secret {
    pub kind: Kind,
    text: Text,
}

impl Secret {
    /// The whole, and each sentence that is long enough to be no accident.
    pub fn pieces(&self, lang: Lang) -> Vec<String> {
        /// A shorter sentence may stand anywhere ("Wetter.", "Nobody knows").
        const LONG: usize = 28;
        let whole = flat(lang.of(&self.text));
        if self.kind == Kind::Condition {
            return vec![whole];
        }
        let sentences =
            whole.split(['.', '!', '?', ':', ';', '„', '“', '”']).map(|piece| piece.trim().to_owned());
        let sentences: Vec<String> = sentences.filter(|piece| piece.chars().count() >= LONG).collect();
        let whole = Some(whole).filter(|whole| !whole.is_empty());
        whole.into_iter().chain(sentences).collect()
    }
}

/// One line, with single spaces.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What players have anyway: on their screens, on their cards, read aloud at StartEx.
pub struct Public {
    de: Vec<String>,
    en: Vec<String>,
}

impl Public {
    /// Something stands in a public text, word for word.
    pub fn hold(&self, piece: &str, lang: Lang) -> bool {
        let texts = if lang == Lang::De { &self.de } else { &self.en };
        texts.iter().any(|text| stands_in(text, piece))
    }
}

/// Word for word: not as a part of a longer word.
fn stands_in(text: &str, piece: &str) -> bool {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(piece).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + piece.len()..].chars().next());
        !is_word(before) && !is_word(after)
    })
}

/// Secrets that stand in a text and that players do not have anyway.
pub fn found(text: &str, secrets: &[Secret], public: &Public, lang: Lang) -> Vec<String> {
    let text = flat(text);
    let leaks = |secret: &Secret| {
        let pieces = secret.pieces(lang).into_iter().filter(|piece| !public.hold(piece, lang));
        let leaked = pieces.into_iter().find(|piece| stands_in(&text, piece));
        leaked.map(|piece| format!("{:?}: {piece}", secret.kind))
    };
    secrets.iter().filter_map(leaks).collect()
}

/// Every secret of a scenario.
pub fn secrets(scenario: &Scenario) -> Vec<Secret> {
    let mut all = Vec::new();
    let mut add = |kind: Kind, text: &Text| {
        if *text != Text::default() {
            all.push(Secret { kind, text: text.clone() });
        }
    };
    let code = |text: &String| Text { de: text.clone(), en: text.clone(), ..Text::default() };
    let told = |of: &Condition| condition(scenario, of);
    for actor in &scenario.actors {
        add(Kind::Actor, &actor.name);
        add(Kind::Actor, &actor.about);
        actor.infrastructure.iter().chain(&actor.tools).for_each(|name| add(Kind::Actor, &code(name)));
        for id in &actor.techniques {
            let technique = &scenario.techniques[id.index()];
            add(Kind::Technique, &technique.name);
            add(Kind::Technique, &code(&technique.id));
        }
    }
    for inject in &scenario.injects {
        let texts =
            [&inject.title, &inject.text, &inject.read_aloud, &inject.expected, &inject.fixed_because];
        texts
            .into_iter()
            .chain(&inject.hints)
            .chain(&inject.questions)
            .for_each(|text| add(Kind::Inject, text));
        inject.choices.iter().for_each(|choice| add(Kind::Inject, &choice.text));
        add(Kind::Sender, &inject.from);
        if let WhenDef::When(of) = &inject.at {
            add(Kind::Condition, &told(of));
        }
    }
    for objective in &scenario.objectives {
        add(Kind::Objective, &objective.text);
        match &objective.met {
            Condition::All(parts) => parts.iter().for_each(|part| add(Kind::Condition, &told(part))),
            other => add(Kind::Condition, &told(other)),
        }
        objective.tasks.iter().for_each(|task| add(Kind::Objective, &task.text));
    }
    for end in &scenario.ends {
        add(Kind::Ending, &end.text);
        add(Kind::Condition, &told(&end.when));
    }
    for (place, weakness) in scenario.weaknesses.iter().enumerate() {
        let is_there = scenario.nodes.iter().any(|node| node.weaknesses.has(place));
        let is_known = scenario.partners.iter().any(|partner| partner.weaknesses.has(place));
        if is_there && !is_known {
            add(Kind::Weakness, &weakness.name);
            add(Kind::Weakness, &weakness.remedy);
        }
    }
    scenario.credentials.iter().for_each(|credential| add(Kind::Credential, &credential.name));
    let about = &scenario.about;
    [&about.summary, &about.note].into_iter().chain(&about.debrief).for_each(|text| add(Kind::Summary, text));
    all
}

/// What players have anyway, field by field.
pub fn public(scenario: &Scenario) -> Public {
    let about = &scenario.about;
    let mut texts: Vec<&Text> = vec![&about.title, &about.opening, &about.audience];
    texts.extend(&about.learning_goals);
    for partner in &scenario.partners {
        texts.extend([&partner.name, &partner.stakes]);
        texts.extend(partner.seats.iter().flat_map(|seat| [&seat.name, &seat.card]));
        texts.extend(partner.agreements.iter().flatten().map(|agreement| &agreement.text));
        for duty in &partner.duties {
            texts.extend([&duty.name, &duty.law]);
            let stages = duty.stages.iter();
            texts.extend(stages.flat_map(|stage| [&stage.name, &stage.to].into_iter().chain(&stage.content)));
        }
    }
    // The catalogue of measures is on every seat's screen.
    texts
        .extend(scenario.measures.iter().flat_map(|measure| [&measure.name, &measure.text, &measure.breaks]));
    // Own systems and what lies between the partners are on the map.
    texts.extend(scenario.nodes.iter().flat_map(|node| [&node.name, &node.stakes]));
    texts.extend(scenario.zones.iter().map(|zone| &zone.name));
    texts.extend(scenario.third_parties.iter().map(|third| &third.name));
    // Weaknesses that their owner knows of stand with the systems.
    let known = |place: usize| scenario.partners.iter().any(|partner| partner.weaknesses.has(place));
    let weaknesses = scenario.weaknesses.iter().enumerate().filter(|(place, _)| known(*place));
    texts.extend(weaknesses.map(|(_, weakness)| &weakness.name));
    texts.extend(scenario.objectives.iter().map(|objective| &objective.capability));
    let mut public = Public {
        de: texts.iter().map(|text| flat(Lang::De.of(text))).collect(),
        en: texts.iter().map(|text| flat(Lang::En.of(text))).collect(),
    };
    // Some injects come from those who lead; every manual names them.
    public.de.push("Übungsleitung".to_owned());
    public.en.push("Exercise control".to_owned());
    public
}
