//! Turns drafts into a `Scenario` that cannot be wrong, or says everything that keeps them from being
//! one: references, ranges, reachability, balance, languages. All problems at once, each with its place.
//! Reading order: `book` (what the files say), `desk` (places and problems), then one file per noun.

mod about;
mod actors;
mod addresses;
mod adversaries;
mod book;
mod catalog;
mod clock;
mod conditions;
mod desk;
mod generate;
mod lint;
mod measures;
mod moves;
mod names;
mod network;
mod nodes;
mod partners;
mod play;
mod reach;
mod routes;
mod sizes;
mod verdicts;

pub use moves::measure_anew;

use super::ids::*;
use super::limits::{MOVES, PROBLEMS_PER_FILE};
use super::model::*;
use super::problem::{Code, Level, Place, Problem};
use super::source::{FileId, Loaded, Sources};
use book::Book;
use catalog::{Catalog, Words};
use clock::Version;
use conditions::Context;
use desk::Desk;
use generate::Grown;
use network::Network;
use play::Play;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What came of a check.
#[derive(Debug)]
pub struct Checked {
    /// The scenario; only if nothing is an error.
    pub scenario: Option<Scenario>,
    /// Everything that was found, mistakes of form included: file by file in the order of reading, by
    /// place within a file.
    pub problems: Vec<Problem>,
}

impl Checked {
    /// How many problems are this bad.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.problems.iter().filter(|problem| problem.level == level).count()
    }
}

/// Checks what was read. The first root file with everything it includes is the scenario; further
/// roots are the catalogue, whose entries the scenario may replace by id. `cut` names the shorter
/// version to make; `None` makes the full one.
#[must_use]
pub fn check(loaded: &Loaded, cut: Option<&str>) -> Checked {
    let grown = generate::grow(loaded);
    let mut desk = Desk::new(loaded);
    let book = Book::read(&mut desk, loaded, &grown);
    let scenario = scenario(&mut desk, &book, &grown, cut);
    let mut problems = loaded.problems.clone();
    problems.append(&mut generate::once(desk.problems, &loaded.sources));
    let faulty = problems.iter().any(|problem| problem.level == Level::Error);
    Checked { scenario: if faulty { None } else { scenario }, problems: in_order(problems, &loaded.sources) }
}

/// SHA-256 of the checked scenario as JSON, lower-case hexadecimal: what an exercise was played with.
///
/// # Panics
/// Never: everything in a scenario can be written as JSON.
#[must_use]
pub fn hash(scenario: &Scenario) -> String {
    let json = serde_json::to_vec(scenario).expect("a scenario has only JSON's own kinds of values");
    Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The scenario, or nothing if something in it cannot be used.
fn scenario(desk: &mut Desk<'_>, book: &Book<'_>, grown: &Grown, cut: Option<&str>) -> Option<Scenario> {
    about::sections(desk, book);
    if !sizes::check(desk, book) {
        return None;
    }
    generate::check(desk, book);
    let version = clock::read(desk, book, cut);
    let about = about::about(desk, book, &version);
    let dials = about::dials(desk, book, &version);
    let context = Context::new(book, &version);
    let mut services = Words::default();
    let network = network::read(desk, book, grown, &mut services);
    let catalog = catalog::read(desk, book, &services);
    let measures = measures::read(desk, book);
    adversaries::check(desk, book);
    let partners = partners::read(desk, &context, &catalog.duties, &network);
    let play = play::read(desk, &context, &network.zones);
    let memos = context.into_memos();
    if !desk.is_incomplete() {
        lint::check(desk, book);
    }
    if desk.has_errors() || desk.is_incomplete() {
        return None;
    }
    let parts = Parts { about, dials, version, services, network, catalog, measures, partners, play, memos };
    let scenario = parts.join(book);
    if scenario.moves.all.len() > MOVES {
        let place = Place::top(desk.sources.name(FileId::ROOT));
        let message = format!("{} moves are possible, but {MOVES} is the limit", scenario.moves.all.len());
        desk.report_at(Code::TooMany, place, message).help("fewer links, or fewer techniques per actor");
        return None;
    }
    verdicts::check(desk, book, &scenario);
    lint::stakes(desk, book, &scenario);
    reach::check(desk, book, &scenario);
    Some(scenario)
}

/// Everything checked piece by piece.
struct Parts<'a> {
    about: About,
    dials: Dials,
    version: Version<'a>,
    services: Words,
    network: Network,
    catalog: Catalog,
    measures: Vec<MeasureDef>,
    partners: Vec<PartnerDef>,
    play: Play,
    memos: Vec<Memo>,
}

impl Parts<'_> {
    /// Puts the pieces together and adds what follows from them.
    fn join(mut self, book: &Book<'_>) -> Scenario {
        self.owned();
        self.outside();
        for actor in &mut self.play.actors {
            routes::add(actor, &self.network.nodes, &self.network.links);
        }
        let moves = moves::lay_out(&self.ground(book));
        let practices: Vec<MeasureId> = (0..self.measures.len())
            .filter(|index| self.measures[*index].practice.is_some())
            .map(MeasureId::at)
            .collect();
        let (actors, techniques) = (self.play.actors.len(), self.catalog.techniques.len());
        Scenario {
            about: self.about,
            cut: self.version.cut.map(|cut| cut.id.clone()),
            dials: self.dials,
            partners: self.partners,
            third_parties: self.network.third_parties,
            zones: self.network.zones,
            families: self.network.families,
            nodes: self.network.nodes,
            links: self.network.links,
            dependencies: self.network.dependencies,
            services: self.services.list().to_vec(),
            credentials: self.network.credentials,
            actors: self.play.actors,
            agenda: Agenda::new(&self.play.injects, &self.version.table),
            injects: self.play.injects,
            objectives: self.play.objectives,
            ends: self.play.ends,
            scoring: self.play.scoring,
            memos: self.memos,
            facts: Scenario::list_facts(
                actors,
                techniques,
                self.catalog.weaknesses.len(),
                u8::try_from(practices.len()).unwrap_or(u8::MAX),
            ),
            practices,
            techniques: self.catalog.techniques,
            measures: self.measures,
            sensors: self.catalog.sensors,
            controls: self.catalog.controls,
            weaknesses: self.catalog.weaknesses,
            data_classes: self.catalog.data_classes,
            data_sources: self.catalog.data_sources,
            clock: self.version.table,
            moves,
            around: DependenciesAround::default(),
        }
    }

    /// What belongs to each partner, and the weaknesses it knows of.
    fn owned(&mut self) {
        let known = self.catalog.weaknesses.iter().enumerate().filter(|(_, weakness)| weakness.known);
        let known = known.fold(Set64::default(), |set, (index, _)| catalog::with(set, index));
        for (index, partner) in self.partners.iter_mut().enumerate() {
            let owner = Owner::Partner(PartnerId::at(index));
            let nodes = self.network.nodes.iter().enumerate().filter(|(_, node)| node.owner == owner);
            partner.nodes = nodes.map(|(index, _)| NodeId::at(index)).collect();
            let zones = self.network.zones.iter().enumerate().filter(|(_, zone)| zone.owner == owner);
            partner.zones = zones.map(|(index, _)| ZoneId::at(index)).collect();
            partner.weaknesses = known;
        }
    }

    /// Nodes that some actor holds at the start are never counted as compromised.
    fn outside(&mut self) {
        for node in self.play.actors.iter().flat_map(|actor| &actor.start) {
            self.network.nodes[node.index()].outside = true;
        }
    }

    fn ground<'g>(&'g self, book: &Book<'g>) -> moves::Ground<'g> {
        let mut used = vec![false; self.catalog.techniques.len()];
        for actor in &self.play.actors {
            let scripted = actor.script.iter().flat_map(|step| &step.tries).map(|(technique, _)| technique);
            for technique in actor.techniques.iter().chain(scripted) {
                used[technique.index()] = true;
            }
        }
        moves::Ground {
            nodes: &self.network.nodes,
            links: &self.network.links,
            techniques: &self.catalog.techniques,
            written: book.techniques.iter().map(|entry| entry.def).collect(),
            sensors: &self.catalog.sensors,
            measures: &self.measures,
            used,
        }
    }
}

/// File by file in the order of reading, by place; so many of each file at most, errors first to stay.
fn in_order(mut problems: Vec<Problem>, sources: &Sources) -> Vec<Problem> {
    let files: BTreeMap<&str, usize> =
        sources.iter().enumerate().map(|(index, (name, _))| (name, index)).collect();
    let file = |problem: &Problem| files.get(problem.place.file.as_str()).copied().unwrap_or(usize::MAX);
    problems.sort_by_key(|problem| (file(problem), problem.level));
    let mut kept: Vec<Problem> = Vec::with_capacity(problems.len());
    for of_file in problems.chunk_by(|a, b| a.place.file == b.place.file) {
        kept.extend(of_file.iter().take(PROBLEMS_PER_FILE).cloned());
        if of_file.len() > PROBLEMS_PER_FILE
            && of_file.iter().all(|problem| problem.code != Code::TooManyProblems)
        {
            kept.push(too_many(&of_file[0].place.file, of_file.len() - PROBLEMS_PER_FILE));
        }
    }
    kept.sort_by_key(|problem| (file(problem), problem.place.start, problem.level));
    kept.dedup();
    kept
}

fn too_many(file: &str, count: usize) -> Problem {
    let message = format!("{count} further problems in this file are not shown");
    Problem::new(Code::TooManyProblems, Place::top(file), message)
}
