//! A partner's seat: its picture and its notices, in words.

use super::wording;
use super::*;
use crate::rules::duty::due_h;
use crate::rules::order::open_weaknesses;
use crate::rules::picture::{Held, NEVER, Picture, mark};
use crate::rules::prevention;
use crate::rules::situation::Public;
use crate::scenario::Scenario;
use crate::scenario::model::Owner;

/// What a partner's seat is shown: from its picture, its notices and the public part alone.
#[must_use]
pub fn seat_view(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    public: Public,
    notices: &[Notice],
) -> SeatView {
    let def = &scenario.partners[partner.index()];
    SeatView {
        partner,
        slug: def.id.clone(),
        name: def.name.clone(),
        clock: clock(scenario, public),
        map: map(scenario, partner, picture, public, notices),
        inbox: inbox(scenario, picture, notices),
        alerts: alerts(scenario, picture),
        facts: facts(scenario, partner, picture, notices),
        prevention: prevention(scenario, partner, picture),
        orders: orders(scenario, partner, picture, public),
        jobs: jobs(scenario, partner, picture, public),
        duties: duties(scenario, partner, picture, public),
        people: People::ALL
            .iter()
            .enumerate()
            .map(|(index, kind)| PeopleItem {
                kind: *kind,
                on_shift: picture.on_shift[index],
                free: picture.free[index],
            })
            .collect(),
        trust: picture.trust,
        recap: recap(scenario, partner, notices),
    }
}

/// Before StartEx, what a partner has for prevention, if anything.
pub(super) fn prevention(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
) -> Option<PreventionItem> {
    let budget = scenario.partners[partner.index()].prevention;
    let left = prevention::left(scenario, partner, picture);
    (budget > 0 && !picture.has_started).then_some(PreventionItem { budget, left })
}

/// Turn, phase and clocks.
#[must_use]
pub fn clock(scenario: &Scenario, public: Public) -> ClockView {
    let table = &scenario.clock;
    let index = usize::from(public.turn.max(1)) - 1;
    let turn = &table.turns[index.min(table.turns.len() - 1)];
    let minutes = scenario.phase_minutes();
    let phase = match public.phase {
        Phase::Situation => 0,
        Phase::Orders => 1,
        Phase::Resolution => 2,
        Phase::Review => 3,
        Phase::Briefing | Phase::Ended => 4,
    };
    let all: u32 = minutes.iter().sum();
    let turns = u16::try_from(table.turns.len()).unwrap_or(u16::MAX);
    let later = u32::from(turns.saturating_sub(public.turn)) * all;
    let here: u32 = minutes.iter().skip(phase).sum();
    ClockView {
        turn: public.turn,
        turns,
        phase: public.phase,
        time_s: table.start_s + i64::from(turn.from_h) * 3600,
        hours: turn.hours,
        local: scenario
            .partners
            .iter()
            .enumerate()
            .map(|(partner, def)| LocalTime {
                slug: def.id.clone(),
                short: def.short.clone(),
                minute: turn.local_minute[partner],
                day: turn.day[partner],
            })
            .collect(),
        phase_minutes: minutes.get(phase).copied().unwrap_or(0),
        minutes_left: if public.phase == Phase::Ended { 0 } else { later + here },
        ending: scenario.ends.get(usize::from(public.end)).map(|end| end.text.clone()),
    }
}

pub(super) fn side(owner: Owner) -> Side {
    owner.partner().map_or(Side::Shared, Side::Partner)
}

/// Zones that a viewer may see: its own and those between the partners, or all.
pub(super) fn zones(scenario: &Scenario, visible: impl Fn(Side) -> bool) -> Vec<ZoneView> {
    let zones = scenario.zones.iter().enumerate().filter(|(_, zone)| visible(side(zone.owner)));
    zones
        .map(|(index, zone)| ZoneView {
            id: ZoneId::at(index),
            slug: zone.id.clone(),
            name: zone.name.clone(),
            kind: zone.kind,
            side: side(zone.owner),
            family: zone.family.map(|id| scenario.families[id.index()].name.clone()),
        })
        .collect()
}

/// The map without anything that happened: for the picker and for `show`.
#[must_use]
pub fn shared_map(scenario: &Scenario) -> MapView {
    let nodes =
        (0..scenario.nodes.len()).map(|index| blank_node(scenario, NodeId::at(index), true)).collect();
    let links = (0..scenario.links.len()).map(|index| link(scenario, LinkId::at(index))).collect();
    MapView { zones: zones(scenario, |_| true), nodes, links }
}

pub(super) fn blank_node(scenario: &Scenario, id: NodeId, known: bool) -> NodeView {
    let def = scenario.node(id);
    NodeView {
        id,
        slug: def.id.clone(),
        name: def.name.clone(),
        kind: def.kind,
        zone: def.zone,
        side: side(def.owner),
        count: def.count,
        known,
        level: 1000,
        marks: Vec::new(),
        since: 0,
        worth: def.worth,
        records: def.records,
        stakes: def.stakes.clone(),
        open: Vec::new(),
        held_by: Vec::new(),
        fold: None,
    }
}

pub(super) fn link(scenario: &Scenario, id: LinkId) -> LinkView {
    let def = &scenario.links[id.index()];
    LinkView {
        id,
        from: def.from,
        to: def.to,
        services: def.services.iter().map(|service| scenario.services[service].clone()).collect(),
        trust: def.trust,
        cut: false,
        attacked: false,
    }
}

/// Own nodes with what is believed of them, shared nodes as unknown, others not at all.
fn map(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    public: Public,
    notices: &[Notice],
) -> MapView {
    let visible = |side: Side| side == Side::Partner(partner) || side == Side::Shared;
    let sees = |node: NodeId| visible(side(scenario.node(node).owner));
    let nodes = (0..scenario.nodes.len())
        .map(NodeId::at)
        .filter(|node| sees(*node))
        .map(|node| node_view(scenario, partner, picture, public, node))
        .collect();
    let alerted = |node: NodeId| {
        let recent = notices.iter().rev().take_while(|(turn, _)| turn + 1 >= public.turn);
        recent.into_iter().any(|(_, told)| matches!(told, Told::Alert { node: at, .. } if *at == node))
    };
    let links = (0..scenario.links.len())
        .map(LinkId::at)
        .filter(|id| sees(scenario.links[id.index()].from) && sees(scenario.links[id.index()].to))
        .map(|id| LinkView {
            cut: picture.has_cut(id),
            attacked: alerted(scenario.links[id.index()].to),
            ..link(scenario, id)
        })
        .collect();
    MapView { zones: zones(scenario, visible), nodes, links }
}

fn node_view(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    public: Public,
    node: NodeId,
) -> NodeView {
    let own = scenario.node(node).owner == Owner::Partner(partner);
    let blank = blank_node(scenario, node, own);
    if !own {
        return NodeView { worth: 0, records: 0, ..blank };
    }
    let belief = picture.node(node);
    let open = open_weaknesses(scenario, partner, picture, node);
    let working = picture.jobs.iter().any(|job| {
        job.order.target == crate::rules::order::Target::Node(node)
            && scenario.measures[job.order.measure.index()].service_while < 1000
            && job.ends >= public.turn
    });
    let table = [
        (mark::SUSPECTED, Mark::Suspected),
        (mark::CONFIRMED, Mark::Confirmed),
        (mark::ISOLATED, Mark::Isolated),
        (mark::ENCRYPTED, Mark::Encrypted),
        (mark::WIPED, Mark::Wiped),
        (mark::MANIPULATED, Mark::Manipulated),
        (mark::STOLEN, Mark::Stolen),
        (mark::OUT, Mark::Out),
        (mark::MANUAL | mark::FAILED_OVER, Mark::Carried),
        (mark::COPIED, Mark::Copied),
        (mark::LOOKED, Mark::Looked),
    ];
    let mut marks: Vec<Mark> =
        table.iter().filter(|(bits, _)| belief.is(*bits)).map(|(_, mark)| *mark).collect();
    if working {
        marks.push(Mark::Working);
    }
    NodeView {
        level: belief.level,
        marks,
        since: belief.since,
        open: open.iter().map(|weakness| scenario.weaknesses[weakness].name.clone()).collect(),
        ..blank
    }
}

fn inbox(scenario: &Scenario, picture: &Picture, notices: &[Notice]) -> Vec<InboxItem> {
    let item = |turn: u16, inject: InjectId| {
        let def = &scenario.injects[inject.index()];
        let chosen = picture.choices[inject.index()];
        InboxItem {
            inject,
            turn,
            title: def.title.clone(),
            from: def.from.clone(),
            medium: def.medium,
            text: def.text.clone(),
            questions: def.questions.clone(),
            choices: def.choices.iter().map(|choice| choice.text.clone()).collect(),
            chosen: chosen.checked_sub(1),
        }
    };
    let received = notices.iter().filter_map(|(turn, told)| match told {
        Told::Inject { inject } => Some(item(*turn, *inject)),
        _ => None,
    });
    received.collect()
}

fn alerts(scenario: &Scenario, picture: &Picture) -> Vec<AlertItem> {
    let mut items: Vec<AlertItem> = picture
        .alerts
        .iter()
        .map(|alert| AlertItem {
            number: alert.number,
            turn: alert.turn,
            node: alert.node,
            node_name: scenario.node(alert.node).name.clone(),
            looks: scenario.techniques[alert.looks.index()].looks_like.clone(),
            state: alert.state,
        })
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.number));
    items
}

/// Admiralty code of a fact: a source of one's own is completely reliable (A), a partner with an agreement
/// usually (B), one without fairly (C), one who broke a label not usually (D); what a second source confirms
/// is confirmed (1), what was found here probably true (2), what one partner says possibly (3).
fn admiralty(scenario: &Scenario, partner: PartnerId, picture: &Picture, held: &Held) -> String {
    let source = PartnerId(held.from);
    let agreed = |source: PartnerId| {
        scenario.partners[partner.index()].agreements.get(source.index()).is_some_and(Option::is_some)
    };
    let reliability = match held.from {
        Held::OWN => 'A',
        _ if picture.wary_of >> source.index() & 1 == 1 => 'D',
        _ if agreed(source) => 'B',
        _ => 'C',
    };
    let others = if held.from == Held::OWN { held.heard } else { held.heard & !(1 << source.index()) };
    let credibility = match (held.from, others) {
        (_, others) if others != 0 => 1,
        (Held::OWN, _) => 2,
        _ => 3,
    };
    format!("{reliability}{credibility}")
}

fn facts(scenario: &Scenario, partner: PartnerId, picture: &Picture, notices: &[Notice]) -> Vec<FactItem> {
    let arrived = |index: usize| {
        let of = FactId::at(index);
        let places = notices.iter().filter_map(|(turn, told)| match told {
            Told::Arrived { fact, to } if *fact == of => Some((*to, *turn)),
            _ => None,
        });
        places.collect()
    };
    let partners = |bits: u8| {
        let all = (0..scenario.partners.len()).map(PartnerId::at);
        all.filter(|partner| bits >> partner.index() & 1 == 1).collect()
    };
    let held = picture.facts.iter().enumerate().filter(|(_, held)| held.is_held());
    let mut items: Vec<FactItem> = held
        .map(|(index, held)| FactItem {
            fact: FactId::at(index),
            text: wording::fact(scenario, FactId::at(index), held.generation),
            turn: held.turn,
            from: (held.from != Held::OWN).then_some(PartnerId(held.from)),
            label: held.label,
            admiralty: admiralty(scenario, partner, picture, held),
            pap: held.pap,
            heard: partners(held.heard),
            told: partners(held.told),
            arrived: arrived(index),
            read: Vec::new(),
            acknowledged: None,
            blocked: held.used & Held::BLOCKED != 0,
            watched: held.used & Held::WATCHED != 0,
        })
        .collect();
    items.sort_by_key(|item| (std::cmp::Reverse(item.turn), item.fact));
    items
}

fn jobs(scenario: &Scenario, partner: PartnerId, picture: &Picture, public: Public) -> Vec<JobItem> {
    let item = |job: &crate::rules::picture::Job| JobItem {
        order: job.order,
        text: wording::order(scenario, partner, picture, job.order),
        from: job.from,
        ends: job.ends,
        fresh: job.from == public.turn && prevention::takes_orders(scenario, partner, public),
    };
    picture.jobs.iter().map(item).collect()
}

fn duties(scenario: &Scenario, partner: PartnerId, picture: &Picture, public: Public) -> Vec<DutyItem> {
    let now_h = scenario.clock.from_h(public.turn);
    let defs = &scenario.partners[partner.index()].duties;
    let items = defs.iter().enumerate().map(|(index, def)| {
        let clock = &picture.duties[index];
        let started = (clock.started_h != NEVER).then_some(clock.started_h);
        let stages = def.stages.iter().enumerate().map(|(stage, stage_def)| StageItem {
            name: stage_def.name.clone(),
            to: stage_def.to.clone(),
            content: stage_def.content.clone(),
            state: clock.stages[stage],
            left_h: started.map(|h| i64::from(due_h(scenario, partner, stage_def, h)) - i64::from(now_h)),
        });
        DutyItem {
            duty: DutyId::at(index),
            name: def.name.clone(),
            law: def.law.clone(),
            started_h: started,
            stages: stages.collect(),
            assumption: cards::is_assumption(&def.basis),
            source: cards::source(&def.basis),
        }
    });
    items.collect()
}

/// What happened, in plain words: only what was told.
fn recap(scenario: &Scenario, partner: PartnerId, notices: &[Notice]) -> Vec<Line> {
    notices.iter().filter_map(|(turn, told)| wording::told(scenario, partner, *turn, told)).collect()
}
