//! Attackers act: one action at a time while they have attack points. Whether an action is possible
//! is decided by the truth, whether it works by a check, and whether it is seen by another.

use super::check::{Cause, Notes, permille, times};
use super::detect;
use super::dice::{CERTAIN_PPM, Dice, Key, Purpose};
use super::event::{Found, Outcome, Sight, World};
use super::mind::{Mind, grip, nodes_in};
use super::picture::Held;
use super::situation::{Situation, state};
use super::table::{Odds, Recorder, Table};
use super::thought::Thought;
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Access, Fact, Gain, Move, Reach, WhenFound};
use crate::scenario::words::IndicatorKind;

mod gain;
pub mod plan;

/// One action of an attacker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// A move of the scenario's move table, by its place there.
    Move(u32),
    /// A technique that touches no node.
    Home(TechniqueId),
}

/// How an actor goes about its turn, where its brain knows several ways; what each means is the brain's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mood(pub u8);

/// Whoever decides for the attackers. It gets what a person in the actor's seat would get.
pub trait Attackers {
    /// The next action of an actor in a mood, or `None` when it rests for this turn.
    fn next(&self, scenario: &Scenario, actor: ActorId, mind: &Mind, turn: u16, mood: Mood)
    -> Option<Action>;

    /// The mood of an actor for its turn: asked once before its first action.
    fn mood(&self, _scenario: &Scenario, _actor: ActorId, _mind: &Mind, _turn: u16, _dice: &Dice) -> Mood {
        Mood::default()
    }

    /// Why it was this action; for the trainer, asked only where somebody writes it down.
    fn why(
        &self,
        _scenario: &Scenario,
        _actor: ActorId,
        _mind: &Mind,
        _turn: u16,
        _mood: Mood,
        _action: Action,
    ) -> Option<Thought> {
        None
    }
}

/// A chance that the trainer's dials cannot push beyond this: nothing is quite certain.
pub(super) const MOST_PPM: u32 = 970_000;
/// Chance that persistence which nobody found brings an evicted actor back. Assumption.
pub const RETURN_PPM: u32 = 500_000;
/// Chance that an actor who burns what it holds gets through with it on a system, in the hours before it goes.
/// Assumption.
pub const BURN_PPM: u32 = 500_000;
/// No block: neither a generation nor an effect.
const NO_BLOCK: (u8, u16) = (0, 0);

/// All attackers act, in the order of the file.
pub(super) fn act<R: Recorder>(table: &mut Table<'_, R>, attackers: &(impl Attackers + ?Sized)) {
    for index in 0..table.scenario.actors.len() {
        let actor = ActorId::at(index);
        let def = &table.scenario.actors[index];
        let turn = u32::from(table.turn());
        if turn < def.from_turn {
            continue;
        }
        if turn == def.from_turn {
            arrive(table, actor);
        }
        if leaves(table, actor) {
            continue;
        }
        come_back(table, actor);
        let tempo = def.points * table.scenario.dials.tempo / 100;
        let tempo = u8::try_from(tempo).unwrap_or(u8::MAX);
        let setback = table.now.truth.setback[index];
        let points = tempo.saturating_add_signed(setback.saturating_neg());
        if setback != 0 {
            table.world(World::SetBack { actor, points: 0 });
        }
        table.find(actor, Found::Points(points));
        spend(table, actor, attackers);
    }
}

/// One actor acts while it has points: first what people planned for it, then what its brain says.
pub(super) fn spend<R: Recorder>(
    table: &mut Table<'_, R>,
    actor: ActorId,
    attackers: &(impl Attackers + ?Sized),
) {
    let mut mood = None;
    while table.now.minds[actor.index()].points > 0 {
        let mind = &table.now.minds[actor.index()];
        let turn = table.now.public.turn;
        let (action, planned) = match plan::next(table.scenario, actor, mind) {
            Some((step, action)) => (action, Some(step)),
            None if mind.is_seated => break,
            None => {
                let mood = *mood
                    .get_or_insert_with(|| attackers.mood(table.scenario, actor, mind, turn, table.dice));
                match attackers.next(table.scenario, actor, mind, turn, mood) {
                    Some(action) => (action, None),
                    None => break,
                }
            }
        };
        if R::CHECKS {
            let why = match planned {
                Some(step) => Some(plan::thought(actor, mind, step)),
                None => attackers.why(table.scenario, actor, mind, turn, mood.unwrap_or_default(), action),
            };
            why.into_iter().for_each(|thought| table.recorder.thought(thought));
        }
        if let Some(step) = planned {
            table.find(actor, Found::Dropped(step));
        }
        try_action(table, actor, action);
    }
}

/// An actor's first turn: its start nodes, what it knows, what it bought.
fn arrive<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId) {
    let scenario = table.scenario;
    let def = &scenario.actors[actor.index()];
    for node in &def.knows {
        table.find(actor, Found::Node(*node));
    }
    for node in &def.start {
        take_hold(table, actor, *node, grip::USER | grip::ADMIN);
        for link in &scenario.moves.out[node.index()] {
            table.find(actor, Found::Node(scenario.links[link.index()].to));
        }
    }
    let Some(seller) = def.buys_from else { return };
    for word in 0..table.now.truth.upset.len() {
        let bits = table.now.truth.held[seller.index()][word] | table.now.minds[seller.index()].known[word];
        for node in Set64(bits).iter().map(|bit| NodeId::at(word * 64 + bit)) {
            let held = table.now.grip(seller, node) & (grip::ACCESS | grip::PERSISTENT);
            if held & grip::ACCESS != 0 && !scenario.node(node).outside {
                take_hold(table, actor, node, held);
            }
            if table.now.minds[seller.index()].knows(node) {
                table.find(actor, Found::Node(node));
            }
        }
    }
    let credentials = table.now.truth.credentials[seller.index()];
    if !credentials.is_empty() {
        table.world(World::CredentialsTaken { actor, credentials });
        table.find(actor, Found::Credentials(credentials));
    }
}

/// Persistence that nobody found lets an evicted actor in again.
fn come_back<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId) {
    let mut from = NodeId(0);
    while let Some(node) = table.now.next_gripped(actor, grip::PERSISTENT, from) {
        from = NodeId(node.0 + 1);
        let value = table.now.grip(actor, node);
        let gone = state::ISOLATED | state::DESTROYED;
        if value & grip::ACCESS != 0 || table.now.truth.nodes[node.index()].marks & gone != 0 {
            continue;
        }
        let key = table.key(Purpose::Return, actor.index(), 0, node.index(), 0);
        if table.check(key, RETURN_PPM, super::table::Plain) {
            take_hold(table, actor, node, value | grip::USER);
        }
    }
}

/// Whether an actor has gone, or goes now that it has been thrown out often enough. One with a person in its
/// seat stays until that person says otherwise.
fn leaves<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId) -> bool {
    let mind = &table.now.minds[actor.index()];
    let Some(found) = table.scenario.actors[actor.index()].when_found else { return false };
    if mind.is_seated || mind.lost < found.after() {
        return false;
    }
    if mind.has_left {
        return true;
    }
    let nodes: Vec<NodeId> = held_nodes(table.now, actor).collect();
    for node in nodes.into_iter().filter(|node| table.scenario.node(*node).owner.partner().is_some()) {
        let controls = table.now.grip(actor, node) & grip::ADMIN != 0;
        let key = table.key(Purpose::Burn, actor.index(), 0, node.index(), 0);
        if matches!(found, WhenFound::Burn(_)) && controls && table.check(key, BURN_PPM, super::table::Plain)
        {
            gain::ruin(table, actor, node, state::WIPED);
        }
    }
    let traces = grip::STOLEN | grip::DONE | grip::LOOTED | grip::SCOUTED;
    let mut from = NodeId(0);
    while let Some(node) = table.now.next_gripped(actor, grip::ACCESS | grip::PERSISTENT, from) {
        from = NodeId(node.0 + 1);
        take_hold(table, actor, node, table.now.grip(actor, node) & traces);
    }
    table.find(actor, Found::Left);
    true
}

fn take_hold<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, node: NodeId, value: u8) {
    table.world(World::Gripped { actor, node, grip: value });
    table.find(actor, Found::Gripped { node, grip: value });
}

/// Tries one action: pays, tests, is seen or not, gains.
fn try_action<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, action: Action) {
    let technique = match action {
        Action::Move(index) => table.scenario.moves.all[index as usize].technique,
        Action::Home(technique) => technique,
    };
    let scenario = table.scenario;
    let def = &scenario.techniques[technique.index()];
    let points = table.now.minds[actor.index()].points;
    let cost = u8::try_from(def.cost.max(1)).unwrap_or(u8::MAX);
    table.find(actor, Found::Points(points.saturating_sub(cost)));
    match action {
        Action::Home(_) => work_at_home(table, actor, technique),
        Action::Move(index) => {
            let mv = scenario.moves.all[index as usize];
            let Move { technique, source, target, .. } = mv;
            let is_vetoed = table.dice.is_vetoed(check_key(table, actor, &mv));
            let (outcome, seen) = if is_vetoed {
                (Outcome::Vetoed, Sight::Unseen)
            } else {
                let outcome = attempt(table, actor, &mv);
                (outcome, detect::watch(table, actor, &mv, outcome))
            };
            table.world(World::Acted { actor, technique, source, target, outcome, seen });
            table.find(actor, Found::Tried { technique, target, outcome });
            if outcome == Outcome::Worked {
                gain::gain(table, actor, &mv);
            }
        }
    }
}

/// New infrastructure or tools.
fn work_at_home<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, technique: TechniqueId) {
    for index in 0..table.scenario.techniques[technique.index()].gives.len() {
        match table.scenario.techniques[technique.index()].gives[index] {
            Gain::NewInfrastructure => renew(table, actor, IndicatorKind::Infrastructure),
            Gain::NewTools => renew(table, actor, IndicatorKind::Tool),
            _ => {}
        }
    }
}

/// An actor changes its means: what points at the old ones points nowhere.
pub(super) fn renew<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, kind: IndicatorKind) {
    table.world(World::Renewed { actor, kind });
    table.find(actor, Found::Renewed(kind));
}

/// The key of an attack action's check.
#[inline]
fn check_key<R: Recorder>(table: &Table<'_, R>, actor: ActorId, mv: &Move) -> Key {
    let (technique, target) = (mv.technique.index(), mv.target.index());
    let attempt = table.now.minds[actor.index()].tries[technique];
    table.key(Purpose::Attack, actor.index(), technique, target, usize::from(attempt))
}

/// Whether the action is possible at all and then whether it works.
fn attempt<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, mv: &Move) -> Outcome {
    let scenario = table.scenario;
    let def = &scenario.techniques[mv.technique.index()];
    if !reaches(scenario, table.now, actor, mv) {
        return Outcome::NoAnswer;
    }
    let target = &table.now.truth.nodes[mv.target.index()];
    if !def.weaknesses.is_empty() && !def.weaknesses.meets(target.weaknesses) {
        credit_patch(table, mv);
        return Outcome::Failed;
    }
    if def.credential {
        let accepts = scenario.node(mv.target).accepts;
        if !table.now.truth.credentials[actor.index()].meets(accepts) {
            let believed = table.now.minds[actor.index()].credentials.0 & accepts.0;
            table.find(actor, Found::CredentialsDead(Set64(believed)));
            return Outcome::Failed;
        }
    }
    let key = check_key(table, actor, mv);
    let odds = AttackOdds { actor, mv: *mv };
    let (_, block) = odds.block(scenario, table.now);
    if block > 0 {
        credit_block(table, &odds);
    }
    if table.check(key, def.chance_ppm, odds) {
        Outcome::Worked
    } else if block > 0 {
        let kind = def.exposes.expect("only what exposes something can be blocked");
        table.find(actor, Found::Burned(kind));
        Outcome::Blocked
    } else {
        Outcome::Failed
    }
}

/// Source and target are there, connected, and the source is really held.
#[inline]
fn reaches(scenario: &Scenario, now: &Situation, actor: ActorId, mv: &Move) -> bool {
    let def = &scenario.techniques[mv.technique.index()];
    let gone = state::ISOLATED | state::DESTROYED;
    let held = now.grip(actor, mv.source);
    let enough = match def.access {
        Access::Admin => held & grip::ADMIN != 0,
        Access::User | Access::None => held & grip::ACCESS != 0,
    };
    let source_up = now.truth.nodes[mv.source.index()].marks & gone == 0;
    let target_up = now.truth.nodes[mv.target.index()].marks & gone == 0;
    let linked = def.reach != Reach::Link || !now.truth.is_cut(mv.link);
    enough && source_up && target_up && linked
}

/// Odds of one attack action.
#[derive(Clone, Copy)]
struct AttackOdds {
    actor: ActorId,
    mv: Move,
}

impl AttackOdds {
    /// A block by the target's owner that fits the actor's current means: who, and how well.
    #[inline]
    fn block(&self, scenario: &Scenario, now: &Situation) -> (Option<PartnerId>, u16) {
        let Some(kind) = scenario.techniques[self.mv.technique.index()].exposes else {
            return (None, 0);
        };
        let Some(owner) = scenario.node(self.mv.target).owner.partner() else {
            return (None, 0);
        };
        let index = self.actor.index() * 2 + kind as usize;
        let (generation, permille) =
            now.truth.partners[owner.index()].blocks.get(index).copied().unwrap_or(NO_BLOCK);
        let fits = generation == now.generation(self.actor, kind).saturating_add(1);
        (Some(owner), if fits { permille } else { 0 })
    }
}

impl Odds for AttackOdds {
    #[inline]
    fn chance(&self, scenario: &Scenario, now: &Situation, base_ppm: u32, notes: &mut impl Notes) -> u32 {
        let skill = scenario.actors[self.actor.index()].skill * scenario.dials.skill / 100;
        let mut chance = permille(base_ppm, skill, MOST_PPM);
        notes.note(Cause::Skill, chance);
        if self.mv.left_ppm < CERTAIN_PPM {
            chance = times(chance, self.mv.left_ppm);
            notes.note(Cause::Controls, chance);
        }
        let mut hardened = now.truth.nodes[self.mv.target.index()].hardened;
        while hardened != 0 {
            let bit = hardened.trailing_zeros() as u8;
            hardened &= hardened - 1;
            let left = scenario.moves.harden_left[self.mv.technique.index()][usize::from(bit)];
            if left < CERTAIN_PPM {
                chance = times(chance, left);
                notes.note(Cause::Hardening(bit), chance);
            }
        }
        let (_, block) = self.block(scenario, now);
        if block > 0 {
            chance = times(chance, CERTAIN_PPM - u32::from(block) * 1000);
            notes.note(Cause::Block, chance);
        }
        chance
    }
}

/// A block whose indicator came from a partner earns that partner what it changed.
fn credit_block<R: Recorder>(table: &mut Table<'_, R>, odds: &AttackOdds) {
    let scenario = table.scenario;
    let def = &scenario.techniques[odds.mv.technique.index()];
    let (Some(owner), block) = odds.block(scenario, table.now) else {
        return;
    };
    let Some(kind) = def.exposes else { return };
    let fact = scenario.fact(Fact::Indicator(odds.actor, kind));
    let from = table.now.pictures[owner.index()].fact(fact).from;
    if from != Held::OWN {
        let ppm = times(def.chance_ppm, u32::from(block) * 1000);
        table.world(World::Useful { partner: PartnerId(from), ppm });
    }
}

/// A patch made possible by a partner's warning earns that partner the odds it took away.
fn credit_patch<R: Recorder>(table: &mut Table<'_, R>, mv: &Move) {
    let scenario = table.scenario;
    let def = &scenario.techniques[mv.technique.index()];
    let Some(owner) = table.owner(mv.target) else {
        return;
    };
    let picture = &table.now.pictures[owner.index()];
    let patched = picture.node(mv.target).patched.0 & def.weaknesses.0;
    for weakness in Set64(patched).iter() {
        let held = picture.fact(scenario.fact(Fact::Weakness(WeaknessId::at(weakness))));
        if held.is_held() && held.from != Held::OWN {
            let partner = PartnerId(held.from);
            table.world(World::Useful { partner, ppm: def.chance_ppm });
            return;
        }
    }
}

/// An actor is thrown out of a node: it notices that nothing answers there any more.
pub(super) fn throw_out<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, node: NodeId, keep: u8) {
    let nodes = table.now.truth.nodes.len();
    let held = table.now.grip(actor, node);
    let technique = TechniqueId(table.now.truth.entries[actor.index() * nodes + node.index()]);
    table.world(World::Gripped { actor, node, grip: held & keep });
    if held & grip::ACCESS != 0 {
        table.find(actor, Found::Lost { node, technique });
    }
    if held & !keep & !grip::ACCESS != 0 {
        let believed = table.now.minds[actor.index()].grip(node);
        table.find(actor, Found::Gripped { node, grip: believed & keep });
    }
}

/// Nodes an actor really holds, without its start.
pub(super) fn held_nodes(now: &Situation, actor: ActorId) -> impl Iterator<Item = NodeId> + '_ {
    nodes_in(&now.truth.held[actor.index()])
}
