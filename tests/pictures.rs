//! What pictures say: which shares break a rule, and situations that somebody could believe in.

use planspiel::analysis::{Game, Setup};
use planspiel::brain::Policy;
use planspiel::files::load_scenario;
use planspiel::rules::belief::{agree, agree_with_actor, distance, distance_of_actor};
use planspiel::rules::picture::{Held, Picture, mark};
use planspiel::rules::sharing::{Breach, Share, breaches};
use planspiel::rules::situation::{Situation, state};
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::*;
use planspiel::scenario::model::Fact;
use planspiel::scenario::words::{Channel, IndicatorKind, Pap, Tlp};
use std::path::Path;

fn scenario(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load_scenario(&path, None).checked.scenario.expect("a shipped scenario is without errors")
}

/// Exercises that went differently, each played to its end by the playbook.
fn ends(scenario: &Scenario, seeds: impl Iterator<Item = u64>) -> Vec<Situation> {
    let setup = Setup::all(scenario, Policy::Playbook);
    let game = Game::new(scenario, &setup);
    seeds.map(|seed| game.play(seed).end).collect()
}

fn partners(scenario: &Scenario) -> impl Iterator<Item = PartnerId> + use<> {
    (0..scenario.partners.len()).map(PartnerId::at)
}

/// What a node's marks in a picture leave no doubt about is so in a situation.
fn is_so(scenario: &Scenario, picture: &Picture, node: NodeId, sample: &Situation) {
    let (belief, truth) = (picture.node(node), sample.truth.nodes[node.index()].marks);
    let id = &scenario.node(node).id;
    let certain = [
        (mark::ISOLATED, state::ISOLATED),
        (mark::ENCRYPTED, state::ENCRYPTED),
        (mark::WIPED, state::WIPED),
        (mark::MANUAL | mark::FAILED_OVER, state::CARRIED),
        (mark::COPIED, state::COPIED),
    ];
    for (seen, so) in certain {
        assert_eq!(belief.is(seen), truth & so != 0, "{id}: {so:#x}");
    }
    if belief.is(mark::CONFIRMED) {
        assert!(sample.holder(node).is_some(), "{id} is confirmed, and nobody holds it");
    }
    if belief.is(mark::WAS_CONFIRMED) && !belief.is(mark::CONFIRMED | mark::SUSPECTED) {
        assert!(sample.holder(node).is_none(), "{id} was cleared, and somebody holds it");
    }
}

#[test]
fn a_situation_that_agrees_with_a_picture_is_no_distance_from_it() {
    let scenario = scenario("two-rivers");
    let mut ends = ends(&scenario, 1..7);
    let (mut apart, mut confirmed) = (0, 0);
    for _ in 0..ends.len() - 1 {
        let believer = ends.remove(0);
        let sample = &mut ends[0].clone();
        for partner in partners(&scenario) {
            let picture = &believer.pictures[partner.index()];
            apart += distance(&scenario, partner, picture, sample);
            agree(&scenario, partner, picture, sample);
            assert_eq!(distance(&scenario, partner, picture, sample), 0);
            for node in &scenario.partners[partner.index()].nodes {
                confirmed += u32::from(picture.node(*node).is(mark::WAS_CONFIRMED));
                is_so(&scenario, picture, *node, sample);
            }
        }
    }
    assert!(apart > 0 && confirmed > 0, "exercises so alike show nothing: {apart}, {confirmed}");
}

#[test]
fn a_situation_that_agrees_with_an_actor_is_no_distance_from_it() {
    let scenario = scenario("two-rivers");
    let ends = ends(&scenario, 1..7);
    let mut apart = 0;
    for pair in ends.windows(2) {
        for actor in (0..scenario.actors.len()).map(ActorId::at) {
            let (mind, mut sample) = (&pair[0].minds[actor.index()], pair[1].clone());
            apart += distance_of_actor(actor, mind, &sample);
            agree_with_actor(&scenario, actor, mind, &mut sample);
            assert_eq!(distance_of_actor(actor, mind, &sample), 0);
            for node in (0..scenario.nodes.len()).map(NodeId::at) {
                assert_eq!(sample.grip(actor, node), mind.grip(node), "{}", scenario.node(node).id);
                let isolated = sample.truth.nodes[node.index()].marks & state::ISOLATED != 0;
                assert!(!(isolated && mind.holds(node)), "{} is held and cut off", scenario.node(node).id);
            }
        }
    }
    assert!(apart > 0, "exercises so alike show nothing");
}

/// A partner that was told something by the second one, under a label and PAP.
fn told(scenario: &Scenario, fact: FactId, label: Tlp, pap: Pap) -> Picture {
    let mut picture = Situation::new(scenario).pictures[0].clone();
    let held = &mut picture.facts[fact.index()];
    (held.turn, held.from, held.label, held.pap) = (1, 1, label, pap);
    picture
}

#[test]
fn what_was_told_amber_stays_with_its_receiver() {
    let scenario = scenario("quiet-winter");
    assert!(scenario.partners.len() >= 3, "passing on takes three");
    let fact = scenario.fact(Fact::Indicator(ActorId::at(0), IndicatorKind::Tool));
    let found = |held: Tlp, label: Tlp, pap: Pap, to: u8| -> Vec<Breach> {
        let share = Share { fact, to, label, pap, channel: Channel::Feed };
        let picture = told(&scenario, fact, held, Pap::Amber);
        breaches(&scenario, PartnerId::at(0), &picture, share).collect()
    };
    let source = PartnerId::at(1);
    let (back, onward, both) = (0b010, 0b100, 0b110);
    for held in [Tlp::Red, Tlp::AmberStrict, Tlp::Amber] {
        assert_eq!(found(held, held, Pap::Amber, back), []);
        assert_eq!(found(held, held, Pap::Amber, onward), [Breach::Onward(source)]);
        assert_eq!(found(held, held, Pap::Amber, both), [Breach::Onward(source)]);
    }
    assert_eq!(found(Tlp::Green, Tlp::Green, Pap::Amber, onward), []);
    assert_eq!(found(Tlp::Green, Tlp::Amber, Pap::Red, onward), [], "stricter is always allowed");
    assert_eq!(found(Tlp::Green, Tlp::Green, Pap::Green, back), [Breach::Pap]);
    // A broken label counts once, whatever PAP goes with it.
    assert_eq!(found(Tlp::Green, Tlp::Clear, Pap::Green, back), [Breach::Label]);
}

#[test]
fn who_found_it_out_itself_may_tell_everybody_it_has_a_basis_for() {
    let scenario = scenario("quiet-winter");
    for from in partners(&scenario) {
        let fact = scenario.fact(Fact::Attribution(ActorId::at(0)));
        let mut picture = told(&scenario, fact, Tlp::AmberStrict, Pap::Amber);
        picture.facts[fact.index()].from = Held::OWN;
        let agreements = &scenario.partners[from.index()].agreements;
        for to in partners(&scenario).filter(|to| *to != from) {
            let (label, pap) = (Tlp::AmberStrict, Pap::Amber);
            let share = Share { fact, to: 1 << to.index(), label, pap, channel: Channel::Feed };
            let basis = agreements[to.index()].as_ref().is_some_and(|agreement| agreement.personal_data);
            let expected = if basis { vec![] } else { vec![Breach::PersonalData(to)] };
            let found =
                |picture: &Picture| -> Vec<Breach> { breaches(&scenario, from, picture, share).collect() };
            assert_eq!(found(&picture), expected);
            let mut redacted = picture.clone();
            redacted.facts[fact.index()].used |= Held::REDACTED;
            assert_eq!(found(&redacted), []);
        }
    }
}
