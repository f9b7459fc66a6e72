//! What can be played, but hardly as meant: things nobody uses, partners with nothing to decide,
//! injects that no decision influences, exercises from which nobody learns.

use super::book::{Book, Entry, Named};
use super::desk::{Desk, Where, is_empty};
use crate::scenario::draft::*;
use crate::scenario::limits::PARTNERS;
use crate::scenario::problem::{Code, Level};
use crate::scenario::words::{DutyTrigger, People, Role};
use std::collections::BTreeSet;

/// From how many times on partners differ so much that it is said.
const FAR_APART: u64 = 5;

/// Reports everything that is legal and unwise.
pub(super) fn check(desk: &mut Desk<'_>, book: &Book<'_>) {
    unused(desk, book);
    data_sources(desk, book);
    didactics(desk, book);
    for entry in &book.injects {
        inject(desk, book, entry);
    }
    for entry in &book.partners {
        partner(desk, book, entry);
    }
    balance(desk, book);
}

/// Things that nothing refers to.
fn unused(desk: &mut Desk<'_>, book: &Book<'_>) {
    let nodes = || book.nodes.iter().chain(&book.templates).map(|entry| entry.def);
    let like: BTreeSet<&str> = nodes().filter_map(|node| node.like.as_deref()).collect();
    report_unused(desk, &book.templates, &like, "no node is like the template");

    let accepted: BTreeSet<&str> =
        nodes().flat_map(|node| node.accepts.iter().flatten()).map(String::as_str).collect();
    report_unused(desk, &book.credentials, &accepted, "no node accepts the credential");

    let zones: BTreeSet<&str> = nodes().filter_map(|node| node.zone.as_deref()).collect();
    report_unused(desk, &book.zones, &zones, "no node stands in the zone");

    let owners = nodes().filter_map(|node| node.owner.as_deref());
    let owners: BTreeSet<&str> =
        owners.chain(book.zones.iter().filter_map(|zone| zone.def.owner.as_deref())).collect();
    report_unused(desk, &book.third_parties, &owners, "nothing belongs to the third party");
}

fn report_unused<T: Named>(desk: &mut Desk<'_>, list: &[Entry<'_, T>], used: &BTreeSet<&str>, message: &str) {
    for entry in list.iter().filter(|entry| !used.contains(entry.def.id())) {
        let message = format!("{message} `{}`", entry.def.id());
        desk.report(Code::Unused, &entry.at.field("id"), message).help("use it, or delete it");
    }
}

/// Traces that no sensor reads, and sensors that read what nothing leaves.
fn data_sources(desk: &mut Desk<'_>, book: &Book<'_>) {
    let read: BTreeSet<&str> =
        book.sensors.iter().flat_map(|sensor| sensor.def.reads.keys()).map(String::as_str).collect();
    let left: BTreeSet<&str> = book
        .techniques
        .iter()
        .flat_map(|technique| technique.def.traces.keys())
        .map(String::as_str)
        .collect();
    for entry in &book.techniques {
        let list = entry.at.field("traces");
        for source in entry.def.traces.keys().filter(|source| !read.contains(source.as_str())) {
            let place = desk.key_place(&list.key(source));
            let help = super::desk::suggest(source, read.iter().copied());
            desk.report_at(Code::Unused, place, format!("no sensor reads `{source}`")).help(help);
        }
    }
    for entry in &book.sensors {
        let list = entry.at.field("reads");
        for source in entry.def.reads.keys().filter(|source| !left.contains(source.as_str())) {
            let place = desk.key_place(&list.key(source));
            let help = super::desk::suggest(source, left.iter().copied());
            desk.report_at(Code::Unused, place, format!("no technique leaves traces in `{source}`"))
                .help(help);
        }
    }
}

/// What people should learn, and that somebody asks them afterwards.
fn didactics(desk: &mut Desk<'_>, book: &Book<'_>) {
    let Some(about) = &book.about else { return };
    if about.def.debrief.is_empty() {
        desk.report(Code::NoDebrief, &about.at.field("debrief"), "there is no question for the hot wash")
            .help("add debrief: [(de: \"...\", en: \"...\")]");
    }
    if about.def.learning_goals.is_empty() {
        desk.report(Code::NoGoals, &about.at.field("learning_goals"), "no learning goal is named")
            .help("add learning_goals: [(de: \"...\", en: \"...\")]");
    }
    real_time(desk, book, &about.at, about.def.minutes);
    if book.objectives.is_empty() {
        desk.report(Code::NoGoals, &about.at.field("id"), "the exercise has no objectives")
            .help("add objectives: [...], each with tasks and their evidence");
    }
    let served: BTreeSet<&str> =
        book.injects.iter().filter_map(|inject| inject.def.objective.as_deref()).collect();
    for entry in &book.objectives {
        let id = entry.def.id.as_str();
        if !served.contains(id) && !book.injects.is_empty() {
            desk.report(
                Code::NotExercised,
                &entry.at.field("id"),
                format!("no inject serves the objective `{id}`"),
            )
            .help("name it in an inject, if the attack alone does not exercise it");
        }
    }
}

/// The turns of each version fit into its real minutes.
fn real_time(desk: &mut Desk<'_>, book: &Book<'_>, at: &Where<'_>, minutes: u32) {
    let Some(time) = &book.time else { return };
    let phases = time.def.phase_minutes;
    let turn = [phases.situation, phases.orders, phases.resolution, phases.review].iter().fold(0, add);
    let mut fits = |at: &Where<'_>, turns: usize, minutes: u32| {
        let needed = u32::try_from(turns).unwrap_or(u32::MAX).saturating_mul(turn);
        if needed > minutes {
            let message =
                format!("the turns take {needed} minutes ({turns} times {turn}), the exercise {minutes}");
            desk.report(Code::NoTime, &at.field("minutes"), message)
                .help("briefing and hot wash need time as well: fewer turns, shorter phases or more minutes");
        }
    };
    fits(at, time.def.hours.len(), minutes);
    for cut in &book.cuts {
        fits(&cut.at, cut.def.hours.len(), cut.def.minutes);
    }
}

fn inject(desk: &mut Desk<'_>, book: &Book<'_>, entry: &Entry<'_, Inject>) {
    let (at, def) = (&entry.at, entry.def);
    let id = &def.id;
    if def.objective.is_none() && !book.objectives.is_empty() {
        desk.report(Code::NoObjective, &at.field("id"), format!("the inject `{id}` serves no objective"))
            .help("add objective: \"...\", or delete the inject");
    }
    let fixed = matches!(def.at, When::Turn(_) | When::Hour(_));
    if fixed && def.skip_if.is_none() && def.choices.is_empty() && is_empty(&def.fixed_because) {
        desk.report(
            Code::NoInfluence,
            &at.field("at"),
            format!("no decision can influence the inject `{id}`"),
        )
        .help("add skip_if, choices or a condition, or say why in fixed_because");
    }
    never_fires(desk, book, at, def);
}

/// Versions that end before the inject is due.
fn never_fires(desk: &mut Desk<'_>, book: &Book<'_>, at: &Where<'_>, def: &Inject) {
    let Some(time) = &book.time else { return };
    let here = at.field("at");
    let full: u32 = total(&time.def.hours);
    let due = match def.at {
        When::Turn(turn) if turn as usize > time.def.hours.len() => full,
        When::Turn(turn) => time.def.hours.iter().take((turn as usize).saturating_sub(1)).fold(0, add),
        When::Hour(hour) => hour,
        When::When(_) | When::Hand => return,
    };
    if due >= full {
        let message = format!("the inject `{}` is due after the end of the exercise", def.id);
        desk.report(Code::NeverFires, &here, message).help(format!("it lasts {full} hours"));
        return;
    }
    for cut in &book.cuts {
        let hours = total(&cut.def.hours);
        if due >= hours {
            let message = format!("in the cut `{}` the inject `{}` is due after the end", cut.def.id, def.id);
            desk.report(Code::NeverFires, &here, message).help(format!("that version lasts {hours} hours"));
        }
    }
}

fn total(hours: &[u32]) -> u32 {
    hours.iter().fold(0, add)
}

fn add(sum: u32, hours: &u32) -> u32 {
    sum.saturating_add(*hours)
}

fn partner(desk: &mut Desk<'_>, book: &Book<'_>, entry: &Entry<'_, Partner>) {
    let (at, def) = (&entry.at, entry.def);
    let id = &def.id;
    if def.duties.is_empty() {
        desk.report(Code::NoDuty, &at.field("id"), format!("`{id}` has no duty to notify anybody"))
            .help("name duties of the catalogue, if it is bound by any");
    }
    let owned = |owner: &Option<String>| owner.as_deref() == Some(id);
    let owns = book.nodes.iter().any(|node| owned(&node.def.owner))
        || book.zones.iter().any(|zone| owned(&zone.def.owner));
    let hears = |to: &String| to == "all" || to.split('.').next() == Some(id);
    let reached = book.injects.iter().any(|inject| inject.def.to.iter().any(hears));
    if !owns && !reached {
        let message = format!("`{id}` owns no node and no inject reaches it");
        desk.report(Code::NothingToDecide, &at.field("id"), message);
    }
    roles(desk, book, at, def);
    people(desk, book, at, def);
    for (index, duty) in def.duties.iter().enumerate() {
        idle_duty(desk, book, &at.field("duties").index(index), def, duty);
    }
}

/// A duty whose clock can never start.
fn idle_duty(desk: &mut Desk<'_>, book: &Book<'_>, at: &Where<'_>, def: &Partner, id: &str) {
    let Some(duty) = book.duties.iter().find(|duty| duty.def.id == id) else { return };
    if duty.def.trigger == DutyTrigger::PartnerAffected && def.agreements.is_empty() {
        let message = format!("the clock of `{id}` can never start: `{}` has no agreement", def.id);
        desk.report(Code::NeverTrue, at, message).help("add the agreement, or take the duty out");
    }
}

/// Roles that measures need and no seat has: only the lead can order them.
fn roles(desk: &mut Desk<'_>, book: &Book<'_>, at: &Where<'_>, def: &Partner) {
    let has = |role: &Role| def.seats.iter().any(|seat| seat.roles.contains(role));
    let left_to_lead = |measure: &&Entry<'_, Measure>| {
        !measure.def.roles.contains(&Role::Lead) && !measure.def.roles.iter().any(has)
    };
    let ids: Vec<&str> =
        book.measures.iter().filter(left_to_lead).map(|measure| measure.def.id.as_str()).collect();
    if !ids.is_empty() {
        let message = format!("no seat but the lead may order {}", listed(&ids));
        desk.report(Code::NobodyCan, &at.field("seats"), message)
            .level(Level::Warning)
            .help("give a seat one of the roles that these measures name");
    }
}

/// Measures that keep more people busy than are ever on duty.
fn people(desk: &mut Desk<'_>, book: &Book<'_>, at: &Where<'_>, def: &Partner) {
    let most = |kind: &People| def.people.get(kind).map_or(0, |shift| shift.day.max(shift.night));
    let too_few =
        |measure: &&Entry<'_, Measure>| measure.def.people.iter().any(|(kind, needed)| *needed > most(kind));
    let ids: Vec<&str> =
        book.measures.iter().filter(too_few).map(|measure| measure.def.id.as_str()).collect();
    if !ids.is_empty() {
        let message = format!("`{}` never has enough people on duty for {}", def.id, listed(&ids));
        desk.report(Code::NobodyCan, &at.field("people"), message)
            .level(Level::Note)
            .help("more people of these kinds, or crisis staff and aid, would be needed");
    }
}

fn listed(ids: &[&str]) -> String {
    const FEW: usize = 5;
    let first: Vec<String> = ids.iter().take(FEW).map(|id| format!("`{id}`")).collect();
    let more = ids.len().saturating_sub(FEW);
    if more == 0 { first.join(", ") } else { format!("{} and {more} more measures", first.join(", ")) }
}

/// Partners that differ much in what they can do.
fn balance(desk: &mut Desk<'_>, book: &Book<'_>) {
    let staff = |def: &Partner| -> u64 {
        def.people.values().map(|shift| u64::from(shift.day) + u64::from(shift.night)).sum()
    };
    let all = || book.partners.iter().take(PARTNERS);
    let Some(most) = all().max_by_key(|entry| staff(entry.def)) else { return };
    for entry in all() {
        let (own, others) = (staff(entry.def), staff(most.def));
        if own > 0 && others >= own * FAR_APART {
            let message = format!("`{}` has {others} people where `{}` has {own}", most.def.id, entry.def.id);
            desk.report(Code::Unbalanced, &entry.at.field("people"), message)
                .help("if it is meant so, say it in the author's note");
        }
    }
}
