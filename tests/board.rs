//! The board's stage without a window, driven through a whole exercise over the link in process: after
//! every step the entities are what the view says, for the trainer and for every partner.

use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use planspiel::analysis;
use planspiel::board::sim::{
    EventTold, Line, LinkOnMap, NodeOnMap, Outcome, PhaseState, Shown, SimPlugin, Turn, View, Wish, ZoneOnMap,
};
use planspiel::brain::{AttackPlan, Style};
use planspiel::exercise::{Command, Exercise};
use planspiel::live::link::Viewer;
use planspiel::live::{InProcess, Live};
use planspiel::rules::situation::Phase;
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::PartnerId;
use planspiel::view::SeatView;
use std::path::Path;
use std::sync::Arc;

fn scenario(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    planspiel::files::load_scenario(&path, None).checked.scenario.expect("shipped scenarios are sound")
}

/// A stage with an exercise behind it.
fn stage(scenario: Scenario) -> App {
    let scale = analysis::scale(&scenario);
    let attackers = Arc::new(AttackPlan::new(&scenario, Style::Scenario));
    let live = Live::new(Exercise::new(Arc::new(scenario), scale, 11, attackers), None);
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin, SimPlugin));
    app.insert_resource(Line::new(Box::new(InProcess::new(Arc::new(live)))));
    app.update();
    app
}

fn wish(app: &mut App, wish: Wish) {
    app.world_mut().write_message(wish);
    // One update carries it out and shows it, the next applies the states.
    app.update();
    app.update();
}

fn lead(app: &mut App, command: Command) {
    wish(app, Wish::Do { viewer: Viewer::Trainer, command, reason: None });
}

fn view(app: &App) -> View {
    app.world().resource::<Shown>().view.clone().expect("the exercise answers")
}

fn seat(app: &App) -> Box<SeatView> {
    match view(app) {
        View::Seat(view) => view,
        View::Trainer(_) => panic!("a seat was asked for"),
    }
}

fn told(app: &App) -> usize {
    app.world().resource::<Messages<EventTold>>().iter_current_update_messages().count()
}

/// What the entities stand for, each sorted by id.
fn compare(app: &mut App) {
    let view = view(app);
    let map = view.map();
    let world = app.world_mut();
    let mut nodes: Vec<_> = world.query::<&NodeOnMap>().iter(world).map(|node| node.0.clone()).collect();
    nodes.sort_by_key(|node| node.id);
    assert_eq!(nodes, map.nodes);
    let mut links: Vec<_> = world.query::<&LinkOnMap>().iter(world).map(|link| link.0.clone()).collect();
    links.sort_by_key(|link| link.id);
    assert_eq!(links, map.links);
    let mut zones: Vec<_> = world.query::<&ZoneOnMap>().iter(world).map(|zone| zone.0.clone()).collect();
    zones.sort_by_key(|zone| zone.id);
    assert_eq!(zones, map.zones);
    let clock = view.clock();
    assert_eq!(world.resource::<State<Turn>>().get().0, clock.turn);
    assert_eq!(world.resource::<State<PhaseState>>().get().0, clock.phase);
}

/// Gives the first order that each of the first cards offers.
fn order(app: &mut App, partner: PartnerId) {
    let orders: Vec<_> = seat(app)
        .orders
        .iter()
        .filter_map(|card| card.choices.first())
        .map(|choice| choice.order)
        .take(3)
        .collect();
    let before = seat(app).jobs.len();
    for order in &orders {
        let command = Command::Order { partner, order: *order };
        wish(app, Wish::Do { viewer: Viewer::Partner(partner), command, reason: Some("because".to_owned()) });
    }
    assert!(orders.is_empty() || seat(app).jobs.len() > before, "at least the first order is accepted");
}

fn play(name: &str) {
    let scenario = scenario(name);
    let partners: Vec<PartnerId> = (0..scenario.partners.len()).map(PartnerId::at).collect();
    let mut app = stage(scenario);
    compare(&mut app);
    let mut phases = 0;
    while view(&app).clock().phase != Phase::Ended {
        lead(&mut app, Command::NextPhase);
        compare(&mut app);
        for partner in &partners {
            wish(&mut app, Wish::See(Viewer::Partner(*partner)));
            compare(&mut app);
            if seat(&app).clock.phase == Phase::Orders {
                order(&mut app, *partner);
                compare(&mut app);
            }
        }
        wish(&mut app, Wish::See(Viewer::Trainer));
        compare(&mut app);
        phases += 1;
        assert!(phases < 400, "the exercise ends");
    }
    assert!(view(&app).clock().turn > 1);
}

#[test]
fn the_stage_follows_a_small_exercise_to_its_end() {
    play("first-steps");
}

#[test]
fn the_stage_follows_two_states_through_four_days() {
    play("two-rivers");
}

#[test]
fn what_is_refused_changes_nothing_and_is_said() {
    let mut app = stage(scenario("first-steps"));
    lead(&mut app, Command::NextPhase);
    let before = app.world().resource::<Shown>().revision.map(|revision| revision.entries);
    app.world_mut().write_message(Wish::Do {
        viewer: Viewer::Trainer,
        command: Command::Undo { turn: 9, new_dice: false },
        reason: None,
    });
    app.update();
    let outcomes = app.world().resource::<Messages<Outcome>>();
    assert!(outcomes.iter_current_update_messages().any(|outcome| matches!(outcome, Outcome::Refused(_))));
    assert_eq!(app.world().resource::<Shown>().revision.map(|revision| revision.entries), before);
}

#[test]
fn another_seat_hears_nothing_of_what_was_told_before_it_looked() {
    let mut app = stage(scenario("first-steps"));
    lead(&mut app, Command::NextPhase);
    app.world_mut().resource_mut::<Messages<EventTold>>().clear();
    app.world_mut().write_message(Wish::See(Viewer::Partner(PartnerId(0))));
    app.update();
    assert_eq!(told(&app), 0, "old news is in the recap, not announced");
    compare_soon(&mut app);
}

fn compare_soon(app: &mut App) {
    app.update();
    compare(app);
}
