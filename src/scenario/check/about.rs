//! What the scenario is: its description, its dials, and that the sections it cannot do without are
//! there.

use super::book::{Book, is_slug};
use super::clock::Version;
use super::desk::{Desk, Where};
use crate::scenario::draft::{About, Dials, Text};
use crate::scenario::problem::{Code, Place};
use crate::scenario::source::FileId;
use crate::scenario::words::Tlp;

/// The ATT&CK version that the catalogue's technique ids are from.
const ATTACK_VERSION: &str = "18.1";
/// Highest setting of a dial, percent.
const DIAL: u32 = 500;

/// Reports sections that are missing altogether.
pub(super) fn sections(desk: &mut Desk<'_>, book: &Book<'_>) {
    if desk.is_incomplete() {
        return;
    }
    let there = [
        ("about", book.about.is_some()),
        ("time", book.time.is_some()),
        ("partners", !book.partners.is_empty()),
        ("zones", !book.zones.is_empty()),
        ("nodes", !book.nodes.is_empty()),
    ];
    for (section, _) in there.iter().filter(|(_, there)| !there) {
        let place = Place::top(desk.sources.name(FileId::ROOT));
        desk.report_at(Code::MissingSection, place, format!("the section `{section}` is missing"))
            .help("write it in the root file or in an included one");
    }
}

/// The description; an empty one where it is missing.
pub(super) fn about(desk: &mut Desk<'_>, book: &Book<'_>, version: &Version<'_>) -> About {
    let Some(entry) = &book.about else { return nothing() };
    let (at, def) = (&entry.at, entry.def);
    if !is_slug(&def.id) {
        desk.report(Code::NotASlug, &at.field("id"), format!("`{}` is not a short plain name", def.id));
    }
    desk.range(&at.field("minutes"), def.minutes, 1..=2880);
    desk.range(&at.field("difficulty"), u32::from(def.difficulty), 1..=5);
    texts(desk, at, def);
    if def.attack_version != ATTACK_VERSION {
        let message = format!("the catalogue is of ATT&CK {ATTACK_VERSION}, not {}", def.attack_version);
        desk.report(Code::AttackVersion, &at.field("attack_version"), message)
            .help(format!("compare the technique ids, then write \"{ATTACK_VERSION}\""));
    }
    let mut about = def.clone();
    if let Some(cut) = version.cut {
        about.minutes = cut.minutes;
    }
    about
}

fn texts(desk: &mut Desk<'_>, at: &Where<'_>, def: &About) {
    desk.text(&at.field("title"), &def.title);
    desk.text(&at.field("summary"), &def.summary);
    for (field, text) in [("audience", &def.audience), ("note", &def.note), ("opening", &def.opening)] {
        desk.text_if_any(&at.field(field), text);
    }
    for (field, list) in [("learning_goals", &def.learning_goals), ("debrief", &def.debrief)] {
        for (index, text) in list.iter().enumerate() {
            desk.text(&at.field(field).index(index), text);
        }
    }
    if def.licence.trim().is_empty() {
        desk.report(Code::EmptyText, &at.field("licence"), "the licence is empty")
            .help("for example \"CC-BY-4.0\"");
    }
}

fn nothing() -> About {
    About {
        id: String::new(),
        title: Text::default(),
        summary: Text::default(),
        authors: Vec::new(),
        licence: String::new(),
        tlp: Tlp::Clear,
        audience: Text::default(),
        minutes: 0,
        difficulty: 1,
        learning_goals: Vec::new(),
        attack_version: String::new(),
        note: Text::default(),
        opening: Text::default(),
        debrief: Vec::new(),
    }
}

/// The dials as the version that is played sets them.
pub(super) fn dials(desk: &mut Desk<'_>, book: &Book<'_>, version: &Version<'_>) -> Dials {
    let mut dials = Dials::default();
    if let Some(entry) = &book.dials {
        dials = *entry.def;
        let fields =
            [("tempo", dials.tempo), ("skill", dials.skill), ("noise", dials.noise), ("staff", dials.staff)];
        for (field, value) in fields {
            desk.range(&entry.at.field(field), value, 0..=DIAL);
        }
        desk.range(&entry.at.field("sharing"), dials.sharing, 0..=100);
        desk.range(&entry.at.field("reliability"), dials.reliability, 0..=100);
        desk.range(&entry.at.field("pressure"), dials.pressure, 10..=DIAL);
    }
    if let Some(cut) = version.cut {
        dials.tempo = dials.tempo.min(DIAL) * cut.tempo.min(1000) / 100;
    }
    dials
}
