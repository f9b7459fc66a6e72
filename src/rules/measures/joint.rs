//! Joint measures: they work only if partners order the same for the same turn. One side alone gets
//! nothing, and the actor learns that it has been found.

use crate::rules::attack::renew;
use crate::rules::event::{Found, JobResult, Told, World};
use crate::rules::order::Target;
use crate::rules::picture::{Held, Job};
use crate::rules::table::{Recorder, Table};
use crate::scenario::ids::*;
use crate::scenario::model::{Effect, Fact, MeasureDef};
use crate::scenario::words::IndicatorKind;

/// What naming an actor together gains in public trust, points. Assumption.
const NAMED_TRUST: i32 = 4;

/// Finds out who else ordered the same for this turn, and tells the partner.
pub(super) fn meet<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, job: Job) -> u8 {
    let same = |other: &usize| {
        let jobs = &table.now.pictures[*other].jobs;
        jobs.iter().any(|theirs| theirs.order == job.order && theirs.from == job.from)
    };
    let others = (0..table.now.pictures.len()).filter(|other| *other != partner.index());
    let with = others.filter(same).fold(0, |bits, other| bits | 1u8 << other);
    if with != 0 {
        table.tell(partner, Told::Joined { order: job.order, with });
    }
    with
}

/// Nobody else came: whoever it was aimed at is warned.
pub(super) fn alone<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    measure: &MeasureDef,
    target: Target,
) -> JobResult {
    let aimed_at = match target {
        Target::Fact(fact) => match table.scenario.facts[fact.index()] {
            Fact::Indicator(actor, _) | Fact::Attribution(actor) => Some(actor),
            _ => None,
        },
        _ => None,
    };
    for actor in (0..table.scenario.actors.len()).map(ActorId::at) {
        let warned = match measure.effect {
            Effect::RotateShared | Effect::Inform(_) => {
                let warning = table.scenario.fact(Fact::Warning(actor));
                table.now.pictures[partner.index()].fact(warning).is_held()
            }
            _ => aimed_at == Some(actor),
        };
        if warned {
            renew(table, actor, IndicatorKind::Infrastructure);
        }
    }
    JobResult::Failed
}

/// New keys for what partners share: third parties' systems, and whatever a trust link leads to.
pub(super) fn rotate_shared<R: Recorder>(table: &mut Table<'_, R>) -> JobResult {
    let scenario = table.scenario;
    let third = scenario.nodes.iter().filter(|node| node.owner.partner().is_none());
    let trusted = scenario.links.iter().filter(|link| link.trust).map(|link| scenario.node(link.to));
    let keys = third.chain(trusted).fold(0, |keys, node| keys | node.accepts.0);
    if keys == 0 {
        return JobResult::Nothing;
    }
    table.world(World::CredentialsVoid { credentials: Set64(keys) });
    JobResult::Worked
}

/// Partners name an actor together: it lies low for a turn, and the public hears one voice.
pub(super) fn name<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    actor: ActorId,
    fact: FactId,
    points: u32,
) -> JobResult {
    table.tell(partner, Told::Used { fact, bit: Held::REFERRED });
    let points = i8::try_from(points).unwrap_or(i8::MAX);
    table.world(World::SetBack { actor, points });
    table.find(actor, Found::Burned(IndicatorKind::Infrastructure));
    super::trust(table, partner, NAMED_TRUST);
    JobResult::Worked
}
