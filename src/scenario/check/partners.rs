//! Partners: seats, people, agreements, duties, what they know at the start.

use super::book::{Book, Entry, is_slug};
use super::conditions::Context;
use super::desk::{Desk, Where, suggest};
use super::names::Kind;
use super::network::{Network, ends, short};
use crate::scenario::draft::*;
use crate::scenario::ids::*;
use crate::scenario::limits::{OWN_DUTIES, SEATS};
use crate::scenario::model::*;
use crate::scenario::problem::Code;
use crate::scenario::words::{People, Role};
use std::collections::BTreeMap;

/// Languages that texts can be written in.
const LANGUAGES: [&str; 5] = ["de", "en", "he", "fr", "es"];
/// Policies that can play for a partner when nobody comes.
const POLICIES: [&str; 7] =
    ["idle", "random", "playbook", "playbook-weak", "playbook-silent", "playbook-open", "planner"];

/// Checks every partner; nodes and zones are added when the network is known.
pub(super) fn read(
    desk: &mut Desk<'_>,
    context: &Context<'_, '_>,
    duties: &[DutyDef],
    network: &Network,
) -> Vec<PartnerDef> {
    let mut partners: Vec<PartnerDef> =
        context.book.partners.iter().map(|entry| partner(desk, context, entry, duties)).collect();
    for (index, entry) in context.book.partners.iter().enumerate() {
        partners[index].calendar = context.version.calendars[index].clone();
        duty_scope(desk, entry, PartnerId::at(index), network, &mut partners[index].duties);
    }
    partners
}

fn partner(
    desk: &mut Desk<'_>,
    context: &Context<'_, '_>,
    entry: &Entry<'_, Partner>,
    duties: &[DutyDef],
) -> PartnerDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text(&at.field("name"), &def.name);
    desk.text_if_any(&at.field("stakes"), &def.stakes);
    short(desk, &at.field("short"), &def.short);
    languages(desk, &at.field("languages"), &def.languages);
    if let Some(policy) = def.absent.as_deref().filter(|policy| !POLICIES.contains(policy)) {
        let help = suggest(policy, POLICIES.iter().copied());
        desk.report(Code::UnknownId, &at.field("absent"), format!("no policy is called `{policy}`"))
            .help(help);
    }
    let noise = desk.range(&at.field("noise_tenths"), def.noise_tenths, 0..=1000);
    let knows_at = at.field("knows");
    let fact = |(index, fact)| context.fact(desk, &knows_at.index(index), fact);
    let knows = def.knows.iter().enumerate().filter_map(fact).collect();
    PartnerDef {
        id: def.id.clone(),
        name: def.name.clone(),
        short: def.short.clone(),
        time_zone: def.time_zone.clone(),
        languages: def.languages.clone(),
        seats: seats(desk, at, def),
        people: people(desk, at, def),
        calendar: Calendar::default(),
        agreements: agreements(desk, context.book, at, def),
        duties: own_duties(desk, at, def, duties),
        knows,
        stakes: def.stakes.clone(),
        noise_ppm_per_h: noise * 100_000 / 24,
        prevention: desk.range(&at.field("prevention"), def.prevention, 0..=1000),
        absent: def.absent.clone(),
        nodes: Vec::new(),
        zones: Vec::new(),
        weaknesses: Set64::default(),
    }
}

fn languages(desk: &mut Desk<'_>, at: &Where<'_>, languages: &[String]) {
    if languages.is_empty() {
        desk.report(Code::EmptyList, at, "the partner speaks no language").help("write [\"de\", \"en\"]");
    }
    for (index, language) in languages.iter().enumerate() {
        if !LANGUAGES.contains(&language.as_str()) {
            let message = format!("`{language}` is no language that texts can be written in");
            let help = format!("there are: {}", LANGUAGES.join(", "));
            desk.report(Code::UnknownLanguage, &at.index(index), message).help(help);
        }
    }
}

fn seats(desk: &mut Desk<'_>, at: &Where<'_>, def: &Partner) -> Vec<SeatDef> {
    let list = at.field("seats");
    desk.limit(&list, "seats", def.seats.len(), SEATS);
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, seat) in def.seats.iter().enumerate() {
        let here = list.index(index);
        inner_id(desk, &list, index, &seat.id, &mut first);
        desk.text(&here.field("name"), &seat.name);
        desk.text_if_any(&here.field("card"), &seat.card);
        if seat.roles.is_empty() {
            desk.report(Code::EmptyList, &here.field("roles"), "the seat has no role");
        }
    }
    if !def.seats.iter().any(|seat| seat.roles.contains(&Role::Lead)) {
        let message = format!("`{}` has no seat with the role lead", def.id);
        let help = "the lead commits the partner's orders: roles: [lead]";
        desk.report(Code::NoLead, &list, message).help(help);
    }
    let seat = |seat: &Seat| SeatDef {
        id: seat.id.clone(),
        name: seat.name.clone(),
        roles: seat.roles.clone(),
        card: seat.card.clone(),
    };
    def.seats.iter().map(seat).collect()
}

/// An id inside a list of one entry (seats, choices, tasks): plain, and there once.
pub(super) fn inner_id<'i>(
    desk: &mut Desk<'_>,
    list: &Where<'_>,
    index: usize,
    id: &'i str,
    first: &mut BTreeMap<&'i str, usize>,
) {
    let here = list.index(index);
    let here = here.field("id");
    if !is_slug(id) {
        desk.report(Code::NotASlug, &here, format!("`{id}` is not a short plain name"));
    }
    let Some(before) = first.get(id) else {
        first.insert(id, index);
        return;
    };
    let place = desk.place(&list.index(*before).field("id"));
    desk.report(Code::DuplicateId, &here, format!("the id `{id}` is given twice"))
        .help("rename one of the two")
        .related(place, "given here first");
}

fn people(desk: &mut Desk<'_>, at: &Where<'_>, def: &Partner) -> [[u8; 2]; People::COUNT] {
    let mut people = [[0; 2]; People::COUNT];
    let list = at.field("people");
    for (kind, shift) in &def.people {
        let here = list.key(kind.slug());
        for (field, count) in [("day", shift.day), ("night", shift.night)] {
            desk.range(&here.field(field), u32::from(count), 0..=100);
        }
        people[*kind as usize] = [shift.day, shift.night];
    }
    if people.iter().flatten().all(|count| *count == 0) {
        let message = format!("`{}` has no people", def.id);
        desk.report(Code::EmptyList, &list, message).help("people: {analyst: (day: 2, night: 1)}");
    }
    people
}

fn agreements(
    desk: &mut Desk<'_>,
    book: &Book<'_>,
    at: &Where<'_>,
    def: &Partner,
) -> Vec<Option<AgreementDef>> {
    let mut agreements = vec![None; book.partners.len()];
    let list = at.field("agreements");
    for (index, agreement) in def.agreements.iter().enumerate() {
        let here = list.index(index);
        desk.text(&here.field("text"), &agreement.text);
        let within_h = desk.range(&here.field("within_h"), agreement.within_h, 1..=8760);
        let with = here.field("with");
        if agreement.with == def.id {
            desk.report(Code::Itself, &with, format!("`{}` has an agreement with itself", def.id));
        }
        let Some(partner) = desk.partner(&with, &agreement.with) else { continue };
        if agreements[partner.index()].is_some() {
            let message = format!("a second agreement with `{}`", agreement.with);
            desk.report(Code::DuplicateId, &with, message).help("join the two");
        }
        let (text, up_to) = (agreement.text.clone(), agreement.up_to);
        let personal_data = agreement.personal_data;
        agreements[partner.index()] = Some(AgreementDef { text, up_to, within_h, personal_data });
    }
    agreements
}

fn own_duties(desk: &mut Desk<'_>, at: &Where<'_>, def: &Partner, duties: &[DutyDef]) -> Vec<DutyDef> {
    let list = at.field("duties");
    desk.limit(&list, "duties", def.duties.len(), OWN_DUTIES);
    let mut own: Vec<DutyDef> = Vec::with_capacity(def.duties.len());
    for (index, id) in def.duties.iter().enumerate() {
        let here = list.index(index);
        let Some(duty) = duties.iter().find(|duty| duty.id == *id) else {
            desk.find(Kind::Duty, &here, id);
            continue;
        };
        if own.iter().any(|other| other.id == *id) {
            desk.report(Code::DuplicateId, &here, format!("the duty `{id}` is named twice"));
        }
        own.push(duty.clone());
    }
    own
}

/// Which of the partner's nodes a duty is about, where it is not about all of them.
fn duty_scope(
    desk: &mut Desk<'_>,
    entry: &Entry<'_, Partner>,
    partner: PartnerId,
    network: &Network,
    duties: &mut [DutyDef],
) {
    let (at, def) = (entry.at.field("duty_scope"), entry.def);
    for (id, places) in &def.duty_scope {
        let here = at.key(id);
        let Some(duty) = duties.iter_mut().find(|duty| duty.id == *id) else {
            let help = suggest(id, def.duties.iter().map(String::as_str));
            let place = desk.key_place(&here);
            desk.report_at(Code::UnknownId, place, format!("`{}` has no duty `{id}`", def.id)).help(help);
            continue;
        };
        if places.is_empty() {
            desk.report(Code::EmptyList, &here, format!("the duty `{id}` is about nothing"))
                .help("name nodes or zones, or take the duty out of duty_scope");
        }
        let own = |node: &NodeId| network.nodes[node.index()].owner == Owner::Partner(partner);
        for (index, place) in places.iter().enumerate() {
            let here = here.index(index);
            let nodes = ends(desk, &here, place, &network.zones);
            let before = duty.only.len();
            duty.only.extend(nodes.iter().copied().filter(own));
            if before == duty.only.len() && !nodes.is_empty() {
                let message = format!("nothing of `{place}` is `{}`'s", def.id);
                desk.report(Code::Contradiction, &here, message).help("name its own nodes or zones");
            }
        }
        duty.only.sort_unstable();
        duty.only.dedup();
    }
}

/// A seat of a partner by its id.
pub(super) fn seat(desk: &mut Desk<'_>, at: &Where<'_>, partner: &Partner, id: &str) -> Option<u8> {
    let place = partner.seats.iter().position(|seat| seat.id == id);
    if place.is_none() {
        let help = suggest(id, partner.seats.iter().map(|seat| seat.id.as_str()));
        let message = format!("`{}` has no seat `{id}`", partner.id);
        desk.report(Code::UnknownId, at, message).help(help);
    }
    u8::try_from(place?).ok()
}
