//! A partner's chapter of the situation manual: what everybody may know of it, and what its own team knows.

use super::drawing;
use crate::export::document::{Block, Section, joined, same};
use crate::handbook::words::{fill, group, number, people, role, table, table_or, trigger, within, words};
use crate::rules::situation::Situation;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::{PartnerDef, Text};
use crate::scenario::words::{OrderGroup, People};
use crate::view::wording::{self, both};
use crate::view::{FULL, MapView, NodeView, Side, WHOLE, names, seat_view};
use std::collections::BTreeMap;

/// What everybody may know of a partner.
pub(super) fn public(scenario: &Scenario, id: PartnerId) -> Section {
    let def = &scenario.partners[id.index()];
    let mut blocks = who(scenario, def);
    blocks.push(seats(def, false));
    Section::new(format!("partner-{}", def.id), def.name.clone(), blocks)
}

/// What its own team knows: the same, its people, its network and its duties.
pub(super) fn own(scenario: &Scenario, id: PartnerId) -> Vec<Section> {
    let def = &scenario.partners[id.index()];
    let mut about = who(scenario, def);
    about.push(Block::Heading(both("Ihre Plätze", "Your seats")));
    about.push(seats(def, true));
    about.push(Block::Heading(both("Ihre Leute", "Your people")));
    about.push(shifts(def));
    about.extend(known(scenario, def));
    let now = Situation::new(scenario);
    let map = seat_view(scenario, id, &now.pictures[id.index()], now.public, &[]).map;
    let caption = both(
        "Ihr Netz, wie Sie es vor Übungsbeginn kennen, mit dem, was es umgibt. Gestrichelt ist, wohin Sie keinen Einblick haben.",
        "Your network as you know it before StartEx, with what surrounds it. Dashed: where you have no insight.",
    );
    vec![
        Section::new(format!("partner-{}", def.id), def.name.clone(), about),
        Section::new("map-own", both("Ihr Netz", "Your network"), vec![drawing(scenario, &map, caption)]),
        Section::new("systems", both("Ihre Systeme", "Your systems"), systems(&map, id)),
        Section::new("duties", both("Ihre Meldepflichten", "Your reporting duties"), duties(scenario, def)),
    ]
}

/// What is at stake for it, and what it agreed on with others.
fn who(scenario: &Scenario, def: &PartnerDef) -> Vec<Block> {
    let mut blocks: Vec<Block> = words(&def.stakes).into_iter().collect();
    let promised = def.agreements.iter().zip(&scenario.partners).filter_map(|(agreement, other)| {
        let agreement = agreement.as_ref()?;
        Some(fill(
            "Vereinbarung mit {}: {} (bis {}, binnen {} Stunden)",
            "Agreement with {}: {} (up to {}, within {} hours)",
            &[
                &other.name,
                &agreement.text,
                &same(wording::tlp(agreement.up_to)),
                &number(agreement.within_h),
            ],
        ))
    });
    let promised: Vec<Text> = promised.collect();
    if !promised.is_empty() {
        blocks.push(Block::List(promised));
    }
    blocks
}

/// The team's seats; what a seat is for is its own team's to read.
fn seats(def: &PartnerDef, is_own: bool) -> Block {
    let row = |seat: &crate::scenario::model::SeatDef| {
        let roles: Vec<Text> = seat.roles.iter().map(|of| role(*of)).collect();
        let mut row = vec![seat.name.clone(), joined(roles.iter(), ", ")];
        row.extend(is_own.then(|| seat.card.clone()));
        row
    };
    let mut head = vec![both("Platz", "Seat"), both("Rollen", "Roles")];
    head.extend(is_own.then(|| both("Wofür dieser Platz da ist", "What this seat is for")));
    table("seats", head, def.seats.iter().map(row).collect())
}

fn shifts(def: &PartnerDef) -> Block {
    let kinds = People::ALL.iter().zip(&def.people).filter(|(_, [day, night])| day + night > 0);
    let row =
        |(kind, [day, night]): (&People, &[u8; 2])| vec![wording::people(*kind), number(day), number(night)];
    let head = vec![
        both("Leute", "People"),
        both("tagsüber (8 bis 18 Uhr, an Arbeitstagen)", "by day (8 a.m. to 6 p.m. on working days)"),
        both("sonst", "otherwise"),
    ];
    table("people", head, kinds.map(row).collect())
}

/// What the team may spend and knows before StartEx.
fn known(scenario: &Scenario, def: &PartnerDef) -> Vec<Block> {
    let mut lines: Vec<Text> = Vec::new();
    if def.prevention > 0 {
        lines.push(fill(
            "Vor Übungsbeginn hat Ihr Team {} Punkte für Vorsorge. Was das kostet, steht bei den Maßnahmen.",
            "Before StartEx your team has {} points for prevention. The prices are given with the measures.",
            &[&number(def.prevention)],
        ));
    }
    lines.extend(def.knows.iter().map(|fact| {
        fill(
            "Das weiß Ihr Team schon: {}",
            "Your team knows this already: {}",
            &[&wording::fact(scenario, *fact, 0)],
        )
    }));
    if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] }
}

/// Own systems zone by zone; alike zones and very full ones are counted where the network is large.
fn systems(map: &MapView, own: PartnerId) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut folded = Vec::new();
    for zone in &map.zones {
        let here = map.nodes.iter().filter(|node| node.zone == zone.id && node.side == Side::Partner(own));
        let here: Vec<&NodeView> = here.collect();
        let is_folded = map.nodes.len() > WHOLE && (here.len() > FULL || zone.family.is_some());
        if is_folded {
            folded.extend(here);
        } else if !here.is_empty() {
            blocks.push(Block::Heading(zone.name.clone()));
            blocks.push(in_zone(&here));
        }
    }
    if !folded.is_empty() {
        blocks.push(Block::Heading(both("Gleichartige Bereiche", "Alike parts")));
        blocks.push(families(map, &folded));
    }
    blocks
}

fn in_zone(nodes: &[&NodeView]) -> Block {
    let row = |node: &&NodeView| {
        let kind = names::kind(node.kind);
        let open = if node.open.is_empty() { same("–") } else { joined(node.open.iter(), ", ") };
        let stakes = if node.stakes == Text::default() { same("–") } else { node.stakes.clone() };
        vec![node.name.clone(), both(kind.0, kind.1), stakes, open]
    };
    let head = vec![
        both("System", "System"),
        both("Art", "Kind"),
        both("Was daran hängt", "What depends on it"),
        both("Bekannte Schwachstellen", "Known weaknesses"),
    ];
    table("systems", head, nodes.iter().map(row).collect())
}

/// What generators made and what is very full, counted by what it is called together.
fn families(map: &MapView, nodes: &[&NodeView]) -> Block {
    let mut counts: BTreeMap<(String, String), (BTreeMap<u8, u32>, Text)> = BTreeMap::new();
    for node in nodes {
        let Some(zone) = map.zones.iter().find(|zone| zone.id == node.zone) else { continue };
        let name = zone.family.clone().unwrap_or_else(|| zone.name.clone());
        let entry = counts.entry((name.de.clone(), name.en.clone()));
        let (zones, _) = entry.or_insert_with(|| (BTreeMap::new(), name));
        *zones.entry(zone.id.0).or_default() += 1;
    }
    let row = |(zones, name): &(BTreeMap<u8, u32>, Text)| {
        vec![name.clone(), number(zones.len()), number(zones.values().sum::<u32>())]
    };
    let head = vec![both("Bereich", "Part"), both("Zonen", "Zones"), both("Systeme", "Systems")];
    table("families", head, counts.values().map(row).collect())
}

fn duties(scenario: &Scenario, def: &PartnerDef) -> Vec<Block> {
    let rows: Vec<Vec<Text>> = def
        .duties
        .iter()
        .flat_map(|duty| {
            duty.stages.iter().map(|stage| {
                let what = fill("{}: {} ({})", "{}: {} ({})", &[&duty.name, &stage.name, &duty.law]);
                let by = fill(
                    "{}. Beginn: {}.",
                    "{}. Starts {}.",
                    &[&within(stage.within), &trigger(duty.trigger)],
                );
                vec![what, by, stage.to.clone()]
            })
        })
        .collect();
    let head = vec![both("Pflicht", "Duty"), both("Frist", "Deadline"), both("An wen", "To whom")];
    let none = both(
        "Ihr Team hat in dieser Übung keine Meldepflichten.",
        "Your team has no reporting duties in this exercise.",
    );
    let notify = scenario.measures.iter().find(|measure| measure.group == OrderGroup::Duty);
    let how = notify.map(|measure| {
        Block::Words(fill(
            "Gemeldet wird mit der Maßnahme „{}“ ({}: {}). Was eine Meldung enthalten muss, steht auf den Pflichtenkarten. Die Übung ersetzt keine Rechtsberatung.",
            "Notices go out by the measure “{}” ({}: {}). What a notice must contain is on the duty cards. The exercise is no legal advice.",
            &[&measure.name, &group(OrderGroup::Duty), &people(&measure.people)],
        ))
    });
    std::iter::once(table_or("duties", head, rows, none)).chain(how).collect()
}
