//! Everything the files say, section by section: entries of several files joined in order, entries
//! of the scenario in place of catalogue entries with the same id.

use super::desk::{Desk, Where};
use super::generate::{Grow, Grown};
use super::names::{Kind, Names};
use crate::scenario::draft::*;
use crate::scenario::problem::Code;
use crate::scenario::source::{FileId, Loaded};
use std::collections::BTreeMap;

/// One entry and where it stands.
pub(super) struct Entry<'a, T> {
    pub(super) at: Where<'static>,
    pub(super) def: &'a T,
}

impl<T> Clone for Entry<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Entry<'_, T> {}

/// Something with an id.
pub(super) trait Named {
    fn id(&self) -> &str;
}

macro_rules! named {
    ($($name:ident)*) => {$(impl Named for $name { fn id(&self) -> &str { &self.id } })*};
}

named! {
    Cut Partner ThirdParty NodeDraft Zone Generator Credential Actor Inject Objective End Technique Measure
    Sensor Control Weakness DataClass Duty Adversary
}

macro_rules! book {
    (one $($one:ident: $one_type:ident)*; many $($many:ident: $many_type:ident)*;
     named $($own:ident: $own_type:ident $own_kind:ident)*;
     catalog $($catalog:ident: $catalog_type:ident $catalog_kind:ident)*;) => {
        /// Everything the files say.
        pub(super) struct Book<'a> {
            $(pub(super) $one: Option<Entry<'a, $one_type>>,)*
            $(pub(super) $many: Vec<Entry<'a, $many_type>>,)*
            $(pub(super) $own: Vec<Entry<'a, $own_type>>,)*
            $(pub(super) $catalog: Vec<Entry<'a, $catalog_type>>,)*
        }

        impl<'a> Book<'a> {
            /// Joins the files; reports what exists twice and ids that are none.
            pub(super) fn read(desk: &mut Desk<'a>, loaded: &'a Loaded, grown: &'a Grown) -> Self {
                let files = Files::split(loaded);
                let mut book = Book {
                    $($one: one(desk, &files.own, stringify!($one), |draft| draft.$one.as_ref()),)*
                    $($many: entries(&files.own, stringify!($many), |draft| &draft.$many),)*
                    $($own: entries(&files.own, stringify!($own), |draft| &draft.$own),)*
                    $($catalog: merged(desk, &files, stringify!($catalog), |draft| &draft.$catalog),)*
                };
                book.add(grown);
                $(check_ids(desk, &book.$own, Kind::$own_kind);)*
                $(check_ids(desk, &book.$catalog, Kind::$catalog_kind);)*
                desk.names = book.names();
                book
            }

            fn names(&self) -> Names<'a> {
                let mut names = Names::default();
                $(names.add(Kind::$own_kind, self.$own.iter().map(|entry| entry.def.id()));)*
                $(names.add(Kind::$catalog_kind, self.$catalog.iter().map(|entry| entry.def.id()));)*
                names
            }
        }
    };
}

book! {
    one about: About time: Time dials: Dials scoring: Scoring;
    many links: Link dependencies: Dependency;
    named
        cuts: Cut Cut
        partners: Partner Partner
        third_parties: ThirdParty Third
        templates: NodeDraft Template
        zones: Zone Zone
        nodes: NodeDraft Node
        generate: Generator Family
        credentials: Credential Credential
        actors: Actor Actor
        injects: Inject Inject
        objectives: Objective Objective
        ends: End End;
    catalog
        techniques: Technique Technique
        measures: Measure Measure
        sensors: Sensor Sensor
        controls: Control Control
        weaknesses: Weakness Weakness
        data_classes: DataClass DataClass
        duties: Duty Duty
        adversaries: Adversary Adversary;
}

impl<'a> Book<'a> {
    /// What generators make follows what is written.
    fn add(&mut self, grown: &'a Grown) {
        self.zones.extend(grown.zones.iter().map(Grow::entry));
        self.nodes.extend(grown.nodes.iter().map(Grow::entry));
        self.links.extend(grown.links.iter().map(Grow::entry));
        self.dependencies.extend(grown.dependencies.iter().map(Grow::entry));
    }
}

/// The drafts of the scenario's own files, and those of the catalogue.
struct Files<'a> {
    own: Vec<(FileId, &'a Draft)>,
    catalog: Vec<(FileId, &'a Draft)>,
}

impl<'a> Files<'a> {
    /// The root file and what it includes is the scenario; every further root is catalogue.
    fn split(loaded: &'a Loaded) -> Self {
        let later_root = |file: &FileId| *file != FileId::ROOT && loaded.sources.asked(*file).is_none();
        let catalog_from = loaded.sources.files().find(later_root);
        let (catalog, own) = loaded
            .drafts
            .iter()
            .map(|(file, draft)| (*file, draft))
            .partition(|(file, _)| catalog_from.is_some_and(|from| *file >= from));
        Files { own, catalog }
    }
}

fn entries<'a, T>(
    files: &[(FileId, &'a Draft)],
    section: &'static str,
    pick: impl Fn(&'a Draft) -> &'a Vec<T>,
) -> Vec<Entry<'a, T>> {
    let of_file = |(file, draft): &(FileId, &'a Draft)| {
        let file = *file;
        let list = pick(draft).iter().enumerate();
        list.map(move |(index, def)| Entry { at: Where::Entry(file, section, index), def })
    };
    files.iter().flat_map(of_file).collect()
}

fn one<'a, T>(
    desk: &mut Desk<'a>,
    files: &[(FileId, &'a Draft)],
    section: &'static str,
    pick: impl Fn(&'a Draft) -> Option<&'a T>,
) -> Option<Entry<'a, T>> {
    let mut found: Option<Entry<'a, T>> = None;
    for (file, draft) in files {
        let Some(def) = pick(draft) else { continue };
        let at = Where::Section(*file, section);
        let Some(first) = &found else {
            found = Some(Entry { at, def });
            continue;
        };
        let (here, first) = (desk.key_place(&at), desk.key_place(&first.at));
        desk.report_at(Code::SectionTwice, here, format!("`{section}` is given in two files"))
            .related(first, "given here first");
    }
    found
}

/// Catalogue entries in their order, each replaced by the scenario's own of the same id; then the
/// scenario's further ones.
fn merged<'a, T: Named>(
    desk: &mut Desk<'a>,
    files: &Files<'a>,
    section: &'static str,
    pick: impl Fn(&'a Draft) -> &'a Vec<T> + Copy,
) -> Vec<Entry<'a, T>> {
    let mut list = unique(desk, entries(&files.catalog, section, pick));
    let place: BTreeMap<&str, usize> =
        list.iter().enumerate().map(|(index, entry)| (entry.def.id(), index)).collect();
    for own in unique(desk, entries(&files.own, section, pick)) {
        match place.get(own.def.id()) {
            Some(index) => list[*index] = own,
            None => list.push(own),
        }
    }
    list
}

/// The first entry of each id; the others are reported.
fn unique<'a, T: Named>(desk: &mut Desk<'a>, list: Vec<Entry<'a, T>>) -> Vec<Entry<'a, T>> {
    report_twice(desk, &list);
    let mut seen = BTreeMap::new();
    list.into_iter().filter(|entry| seen.insert(entry.def.id(), ()).is_none()).collect()
}

fn report_twice<T: Named>(desk: &mut Desk<'_>, list: &[Entry<'_, T>]) {
    let mut first: BTreeMap<&str, &Entry<'_, T>> = BTreeMap::new();
    for entry in list {
        let id = entry.def.id();
        let Some(before) = first.get(id) else {
            first.insert(id, entry);
            continue;
        };
        let place = desk.place(&before.at.field("id"));
        desk.report(Code::DuplicateId, &entry.at.field("id"), format!("the id `{id}` is given twice"))
            .help("rename one of the two")
            .related(place, "given here first");
    }
}

fn check_ids<T: Named>(desk: &mut Desk<'_>, list: &[Entry<'_, T>], kind: Kind) {
    report_twice(desk, list);
    for entry in list {
        let id = entry.def.id();
        let attack = kind == Kind::Technique && is_attack_id(id);
        if !attack && !is_slug(id) {
            let message = format!("`{id}` is not a short plain name");
            desk.report(Code::NotASlug, &entry.at.field("id"), message)
                .help("lower-case letters, digits and single hyphens, beginning with a letter, at most 40");
        }
    }
}

/// A short plain name: `[a-z][a-z0-9]*(-[a-z0-9]+)*`, at most 40 characters.
pub(super) fn is_slug(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let parts = id.split('-').all(|part| !part.is_empty() && part.chars().all(plain));
    parts && id.len() <= 40 && id.starts_with(|c: char| c.is_ascii_lowercase())
}

/// `T1190` or `T1566.001`.
fn is_attack_id(id: &str) -> bool {
    let Some(rest) = id.strip_prefix('T') else { return false };
    let (number, sub) = rest.split_once('.').unwrap_or((rest, "000"));
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    digits(number, 4) && digits(sub, 3)
}
