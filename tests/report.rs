//! The report of an exercise: whole in both languages, the same from the same log, and for one partner no
//! more than it was told.

use planspiel::analysis::decisions::{Decision, Label, decisions};
use planspiel::analysis::evidence::evidence;
use planspiel::analysis::forecast::forecast;
use planspiel::analysis::hindsight::{Hindsight, NoHindsight};
use planspiel::analysis::improve::improvements;
use planspiel::analysis::judged::judged;
use planspiel::analysis::moments::moments;
use planspiel::analysis::{Paired, Progress, scale};
use planspiel::brain::{AttackPlan, Policy, Style, play_to_end};
use planspiel::conduct::{Act, By, Category, Element, Rating, Request, Seat, Simulated};
use planspiel::exercise::{Command, Exercise};
use planspiel::export::document::{Block, Document, Section, csv, html, markdown};
use planspiel::export::report::{Computed, report};
use planspiel::files::load_scenario;
use planspiel::live::Memory;
use planspiel::rules::event::Told;
use planspiel::rules::order::Refusal;
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::{FactId, PartnerId};
use planspiel::scenario::model::{EvidenceDef, Place, Text};
use planspiel::view::Lang;
use planspiel::view::wording::told;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

const LANGS: [Lang; 2] = [Lang::De, Lang::En];

fn shipped(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load_scenario(&path, None).checked.scenario.expect("a shipped scenario has no errors")
}

fn played(name: &str, seed: u64, policy: Policy) -> Exercise {
    let scenario = Arc::new(shipped(name));
    let scale = scale(&scenario);
    let plan = Arc::new(AttackPlan::new(&scenario, Style::Scenario));
    play_whole(Exercise::new(scenario, scale, seed, plan), policy)
}

/// From wherever it stands to its end, everybody by one policy.
fn play_whole(mut exercise: Exercise, policy: Policy) -> Exercise {
    let policies = vec![policy; exercise.scenario().partners.len()];
    let mut carry = |exercise: &mut Exercise, command: Command| Ok::<_, ()>(exercise.run(command).map(drop));
    play_to_end(&mut exercise, &policies, &mut carry).expect("nothing is written down");
    exercise
}

fn texts(report: &Document) -> String {
    LANGS.iter().map(|lang| markdown(report, *lang)).collect()
}

#[test]
fn a_report_is_whole_in_both_languages_and_the_same_again() {
    let exercise = played("first-steps", 7, Policy::Playbook);
    let whole = report(&exercise, None, Computed::default());
    assert_eq!(whole, report(&played("first-steps", 7, Policy::Playbook), None, Computed::default()));
    for lang in LANGS {
        let (page, plain) = (html(&whole, lang), markdown(&whole, lang));
        assert!(!page.contains('`') && !plain.contains('`'), "marks that only programs read");
        for section in &whole.sections {
            let title = lang.of(&section.title);
            assert!(page.contains(&format!("id=\"{}\"", section.slug)) && plain.contains(title), "{title}");
            assert!(!section.blocks.is_empty(), "{title}: a section without data says why");
        }
        for table in whole.tables() {
            let widths = table.rows.iter().map(Vec::len).collect::<BTreeSet<_>>();
            assert!(widths.iter().all(|width| *width == table.head.len()), "{}: {widths:?}", table.slug);
            assert_eq!(csv(table, lang).lines().count(), table.rows.len() + 1, "{}", table.slug);
        }
    }
}

/// Numbers of an English formula such as `0.4 × 26.6 + 0.3 × 0.0`, multiplied and added up.
fn worked_out(formula: &str) -> f64 {
    let number = |text: &str| text.trim().parse::<f64>().expect("a number");
    let product = |term: &str| term.split('×').map(number).product::<f64>();
    formula.split('+').map(product).sum()
}

#[test]
fn every_figure_of_the_score_has_its_formula() {
    for (name, policy) in [("first-steps", Policy::Idle), ("two-rivers", Policy::PlaybookWeak)] {
        let exercise = played(name, 7, policy);
        let whole = report(&exercise, None, Computed::default());
        let table = whole.tables().find(|table| table.slug == "score").expect("a table of scores");
        for lang in LANGS {
            for row in &table.rows {
                let (what, formula) = (lang.of(&row[1]), lang.of(&row[3]));
                assert!(!formula.is_empty() && !formula.contains("/ 0"), "{what}: {formula}");
            }
        }
        // What is told as a sum adds up, within what was rounded away.
        let sums = table.rows.iter().filter(|row| row[1].en == "Cooperation" && row[0].en != "all");
        for row in sums {
            let figure: f64 = row[2].en.parse().expect("a figure");
            let found = worked_out(&row[3].en);
            assert!((found - figure).abs() < 0.11, "{}: {figure}, by its formula {found}", row[0].en);
        }
    }
}

/// Compares a report in both languages with the one that people read, or writes it.
fn is_golden(name: &str, found: &Document, writes: bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    for lang in LANGS {
        let path = folder.join(format!("{name}.{}.md", lang.tag()));
        let found = markdown(found, lang);
        if writes {
            std::fs::write(&path, &found).expect("a report can be written");
        }
        let expected = std::fs::read_to_string(&path).expect("a golden report");
        let differs = expected.lines().zip(found.lines()).find(|(expected, found)| expected != found);
        assert_eq!(differs, None, "{}: expected, and found", path.display());
        assert_eq!(expected, found, "{}", path.display());
    }
}

/// Reports as they were read by people. `PLANSPIEL_WRITE_REPORTS=1 cargo test --no-default-features --test report`
/// writes what is found, and fails, so that nobody takes it for a check. Read the change before you keep it.
#[test]
fn golden_reports_stay_as_they_were_read() {
    let writes = std::env::var_os("PLANSPIEL_WRITE_REPORTS").is_some();
    let first_steps = played("first-steps", 7, Policy::Playbook);
    is_golden("first-steps", &report(&first_steps, None, Computed::default()), writes);
    let mut exercise = played("golden-state", 7, Policy::PlaybookWeak);
    is_golden("golden-state", &report(&exercise, None, Computed::default()), writes);
    // For one partner, as it knew it; and once everything is declassified.
    let one = Some(PartnerId::at(0));
    is_golden("golden-state.ca", &report(&exercise, one, Computed::default()), writes);
    exercise.run(Command::Act(Act::Declassify)).expect("after the end");
    is_golden("golden-state.ca.declassified", &report(&exercise, one, Computed::default()), writes);
    // With what decisions were worth, what was luck, and what improvements would be worth.
    let first_steps = played("first-steps", 7, Policy::PlaybookWeak);
    let judged = judged(&first_steps, 40, &());
    let improvements = improvements(first_steps.scenario(), first_steps.scale(), &());
    let computed = Computed { judged: Some(&judged), improvements: Some(&improvements) };
    is_golden("first-steps.decisions", &report(&first_steps, None, computed), writes);
    assert!(!writes, "reports were written, not checked");
}

#[test]
fn the_report_for_one_partner_holds_what_it_was_told_and_no_more() {
    let exercise = played("two-rivers", 7, Policy::Playbook);
    let scenario = exercise.scenario();
    let memory = Memory::of(scenario.partners.len(), exercise.entries());
    let words = |partner: PartnerId| -> BTreeSet<String> {
        let lines = memory.notices[partner.index()].iter();
        lines
            .filter_map(|(turn, notice)| told(scenario, partner, *turn, notice))
            .map(|line| line.text.en)
            .collect()
    };
    let [one, other] = [PartnerId::at(0), PartnerId::at(1)];
    let own = texts(&report(&exercise, Some(one), Computed::default()));
    let theirs: Vec<String> = words(other).difference(&words(one)).cloned().collect();
    assert!(theirs.len() > 50, "both were told much that the other was not");
    let leaked: Vec<&String> = theirs.iter().filter(|line| own.contains(&format!("| {line} |"))).collect();
    assert!(leaked.is_empty(), "{leaked:#?}");
    // Everything that was told stands in the table, joint SITREPs included.
    let whole = report(&exercise, None, Computed::default());
    let shared = whole.tables().find(|table| table.slug == "sharing").expect("a table of what was shared");
    let sent = memory.notices.iter().flatten().filter_map(|(_, notice)| match notice {
        Told::SharedWith { to, .. } => Some(to.count_ones() as usize),
        _ => None,
    });
    assert_eq!(shared.rows.len(), sent.sum::<usize>());
    assert!(shared.rows.iter().any(|row| row[5].en == "joint SITREP"), "the playbook signs some");
    // What it changed stands with it, and in no partner's report: that is more than it knows.
    let changed = |row: &Vec<Text>| row[8].en.clone();
    assert!(shared.rows.iter().any(|row| changed(row).contains("“Block an indicator” in turn ")));
    assert!(shared.rows.iter().any(|row| changed(row).contains("met ")), "attackers met what was shared");
    assert!(shared.rows.iter().all(|row| row[6].en != "not before EndEx" || changed(row) == "–"));
    let partners = report(&exercise, Some(one), Computed::default());
    let theirs = partners.tables().find(|table| table.slug == "sharing").expect("the partner's own");
    assert_eq!(theirs.head.len(), shared.head.len() - 1);
    // What everybody's report tells of the truth stands in no partner's.
    for actor in &scenario.actors {
        let line = format!("{}: ", actor.name.en);
        assert!(
            texts(&report(&exercise, None, Computed::default())).contains(&line) && !own.contains(&line),
            "{line}"
        );
    }
}

#[test]
fn once_declassified_a_partners_report_tells_the_truth_and_not_what_the_trainer_was_told() {
    let mut exercise = played("two-rivers", 7, Policy::Playbook);
    let one = PartnerId::at(0);
    let words = |act: Act, words: &str| {
        let by = Some(By { seat: Seat::Trainer, person: 0, id: None });
        Request { by, text: Some(words.to_owned()), ..Command::Act(act).into() }
    };
    let said = [
        (Act::Note { partner: Some(one), category: Category::Strength }, "Calm under pressure"),
        (Act::Note { partner: None, category: Category::Improvement }, "Offline copies"),
        (Act::Feedback { mark: 2 }, "Too few pauses"),
        (
            Act::Improve { element: Element::Equipment, simulated: None },
            "Section 45\nMarch 31\nSpare gateway",
        ),
    ];
    for (act, text) in said {
        exercise.run(words(act, text)).expect("after the end everybody may say what they think");
    }
    let whole = report(&exercise, None, Computed::default());
    let everything = texts(&whole);
    let plan = whole.tables().find(|table| table.slug == "improvements").expect("a plan");
    let planned: Vec<&str> = plan.rows.last().expect("two items").iter().map(|cell| &*cell.en).collect();
    assert_eq!(planned[1..], ["Spare gateway", "Section 45", "March 31", "Equipment", "not simulated"]);
    let before = texts(&report(&exercise, Some(one), Computed::default()));
    let declassify = || Command::Act(Act::Declassify);
    exercise.run(declassify()).expect("after the end");
    let after = texts(&report(&exercise, Some(one), Computed::default()));
    for actor in &exercise.scenario().actors {
        let line = format!("{}: ", actor.name.en);
        assert!(after.contains(&line) && !before.contains(&line), "{line}");
    }
    for words in ["Calm under pressure", "Too few pauses"] {
        assert!(everything.contains(words) && !after.contains(words), "{words}");
    }
    assert!(after.contains("Offline copies"), "what is to improve concerns everybody");
    assert!(after.contains("## Your picture") && !everything.contains("## Your picture"));
    // Everybody's report says one more entry in the log, and nothing else.
    let sections = report(&exercise, None, Computed::default()).sections;
    let is_other = |(now, then): &(&Section, &Section)| now != then;
    let other: Vec<&str> =
        sections.iter().zip(&whole.sections).filter(is_other).map(|(now, _)| &*now.slug).collect();
    assert_eq!((sections.len(), other), (whole.sections.len(), vec!["method"]));
    assert_eq!(exercise.run(declassify()).err(), Some(Refusal::Done));
    // The exercise goes on from an earlier turn: what a team is told then is its own again.
    exercise.run(Command::Undo { turn: 3, new_dice: false }).expect("the last turns are played again");
    assert_eq!(exercise.run(declassify()).err(), Some(Refusal::NotEnded));
    let again = texts(&report(&exercise, Some(one), Computed::default()));
    let actor = format!("{}: ", exercise.scenario().actors[0].name.en);
    assert!(!again.contains(&actor), "{actor}");
}

#[test]
fn ratings_are_suggested_from_evidence_alone() {
    let ratings = |policy: Policy| {
        let exercise = played("two-rivers", 7, policy);
        let memory = Memory::of(exercise.scenario().partners.len(), exercise.entries());
        evidence(exercise.scenario(), exercise.now(), &memory.notices)
    };
    let scenario = shipped("two-rivers");
    let (idle, playbook) = (ratings(Policy::Idle), ratings(Policy::Playbook));
    let count = |found: &[planspiel::analysis::evidence::TaskFound], rating: Rating| {
        found.iter().filter(|task| task.suggestion == Some(rating)).count()
    };
    assert!(count(&playbook, Rating::P) > count(&idle, Rating::P), "whoever acts leaves evidence");
    for task in idle.iter().chain(&playbook) {
        assert_eq!(task.suggestion.is_none(), task.found.iter().all(|found| !found.applies));
        let def = &scenario.objectives[task.objective].tasks[task.task];
        for (pattern, found) in def.evidence.iter().zip(&task.found) {
            // Before StartEx there is only what can be had as prevention.
            let first = match pattern {
                EvidenceDef::Ordered { measure, .. } => {
                    u16::from(scenario.measures[measure.index()].prevention == 0)
                }
                _ => 1,
            };
            assert!(found.turns.iter().all(|turn| (first..=18).contains(turn)), "{}: {found:?}", def.id);
        }
    }
    // In the report each letter stands beside the events that speak for it.
    let whole = report(&played("two-rivers", 7, Policy::Playbook), None, Computed::default());
    let tasks = whole.tables().find(|table| table.slug == "tasks").expect("a table of tasks");
    assert_eq!(tasks.rows.len(), playbook.len());
    assert!(
        whole
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
            .any(|block| matches!(block, Block::List(_)))
    );
}

#[test]
fn decisions_are_judged_from_what_could_be_known() {
    let exercise = played("two-rivers", 7, Policy::Playbook);
    // Whoever decides like the reference is worth exactly as much.
    for decision in decisions(&exercise, 40, &()) {
        assert_eq!((decision.value.mean, decision.label), (0.0, Label::Open), "turn {}", decision.turn);
    }
    // Who lets everything pass is told so.
    let idle = decisions(&played("golden-state", 1, Policy::Idle), 100, &());
    let bad = idle.iter().filter(|decision| decision.label == Label::Bad).count();
    let good = idle.iter().filter(|decision| decision.label == Label::Good).count();
    assert!(bad * 5 >= idle.len() && good < bad, "{bad} bad, {good} good of {}", idle.len());
    assert!(idle.iter().all(|decision| decision.over_nothing.mean == 0.0));
}

/// Two exercises on other dice, the same until the attackers begin: sensors make no noise, and nothing that is
/// ordered hangs on dice.
#[test]
fn other_dice_and_what_comes_later_change_no_judgement() {
    const FROM: u16 = 4;
    let mut quiet = shipped("golden-state");
    quiet.dials.noise = 0;
    quiet.actors.iter_mut().for_each(|actor| actor.from_turn = u32::from(FROM));
    let quiet = Arc::new(quiet);
    let of = |seed: u64| {
        let plan = Arc::new(AttackPlan::new(&quiet, Style::Scenario));
        play_whole(Exercise::new(quiet.clone(), scale(&quiet), seed, plan), Policy::PlaybookSilent)
    };
    let (one, other) = (of(1), of(2));
    let known =
        |exercise: &Exercise| moments(exercise).into_iter().map(|moment| moment.start).collect::<Vec<_>>();
    let (ones, others) = (known(&one), known(&other));
    assert!(ones[..usize::from(FROM)] == others[..usize::from(FROM)], "equal up to here, on other dice");
    assert!(ones.last() != others.last() && one.score() != other.score(), "and not later");
    let judged = |exercise: &Exercise| {
        let judged = decisions(exercise, 30, &());
        judged.into_iter().filter(|decision| decision.turn < FROM).collect::<Vec<_>>()
    };
    let told = judged(&one);
    assert_eq!(told, judged(&other));
    assert!(told.iter().any(|decision| decision.turn == FROM - 1 && decision.value.mean != 0.0), "{told:?}");
    for turn in 0..usize::from(FROM) {
        assert_eq!(
            forecast(&quiet, one.scale(), &ones[turn]),
            forecast(&quiet, other.scale(), &others[turn]),
            "turn {turn}"
        );
    }
    // An exercise, and the same with its later turns on new dice.
    let first = played("golden-state", 3, Policy::PlaybookWeak);
    let mut again = first.clone();
    again.run(Command::Undo { turn: 6, new_dice: true }).expect("a turn that was played");
    let again = play_whole(again, Policy::Playbook);
    assert!(first.score() != again.score());
    let before = |exercise: &Exercise| {
        let judged = decisions(exercise, 30, &());
        judged.into_iter().filter(|decision| decision.turn < 6).collect::<Vec<_>>()
    };
    assert_eq!(before(&first), before(&again));
}

/// Whoever keeps to itself what the playbook tells learns what that cost the other partner; whoever shares, what it
/// gained.
#[test]
fn a_share_and_a_refusal_are_worth_something_to_the_other_partner() {
    let sums = |policy: Policy| {
        let judged = decisions(&played("golden-state", 7, policy), 200, &());
        let sum = |of: &dyn Fn(&Decision) -> Option<Paired>| {
            let found: Vec<f64> = judged.iter().filter_map(of).map(|gained| gained.mean).collect();
            (found.len(), found.iter().sum::<f64>())
        };
        (sum(&|of| of.others.shared), sum(&|of| of.others.refused))
    };
    let ((shares, gained), (refusals, _)) = sums(Policy::Playbook);
    assert!(shares > 3 && gained > 0.0 && refusals == 0, "{shares}, {gained}, {refusals}");
    let ((shares, _), (refusals, missed)) = sums(Policy::PlaybookSilent);
    assert!(shares == 0 && refusals > 3 && missed > 0.0, "{shares}, {refusals}, {missed}");
}

/// Everything that is told while an exercise is judged.
#[derive(Default)]
struct Heard(Mutex<(u64, u64, Vec<Decision>, Vec<Result<Hindsight, NoHindsight>>)>);

impl Progress for Heard {
    fn planned(&self, exercises: u64) {
        self.0.lock().expect("nobody panicked").0 += exercises;
    }
    fn played(&self) {
        self.0.lock().expect("nobody panicked").1 += 1;
    }
    fn judged(&self, decision: &Decision, of: u64) {
        let heard = &mut self.0.lock().expect("nobody panicked").2;
        heard.push(decision.clone());
        assert!(heard.len() as u64 <= of);
    }
    fn explained(&self, found: &Result<Hindsight, NoHindsight>) {
        self.0.lock().expect("nobody panicked").3.push(found.clone());
    }
}

#[test]
fn what_is_found_is_told_as_it_comes() {
    let heard = Heard::default();
    let found = judged(&played("first-steps", 7, Policy::PlaybookWeak), 6, &heard);
    let (planned, played, mut told, explained) = heard.0.into_inner().expect("nobody panicked");
    assert_eq!(planned, played, "all that was planned was played");
    told.sort_by_key(|decision| (decision.turn, decision.partner.0));
    assert!(told.len() > 4 && told == found.decisions);
    assert!(explained.len() == 1 && explained[0] == found.hindsight && found.hindsight.is_ok());
}

/// Nobody waits any more.
struct Gone;

impl Progress for Gone {
    fn planned(&self, _: u64) {}
    fn played(&self) {}
    fn is_wanted(&self) -> bool {
        false
    }
}

#[test]
fn what_nobody_waits_for_is_not_computed() {
    let exercise = played("two-rivers", 7, Policy::Playbook);
    let found = judged(&exercise, 500, &Gone);
    assert!(found.decisions.is_empty());
    assert!(improvements(exercise.scenario(), exercise.scale(), &Gone).is_empty());
    assert_eq!(found.hindsight, Err(NoHindsight::NotEnded));
}

#[test]
fn an_item_of_the_plan_has_its_simulated_worth() {
    let mut exercise = played("first-steps", 7, Policy::Playbook);
    let found = improvements(exercise.scenario(), exercise.scale(), &());
    let best = found.first().expect("something can be had before StartEx");
    assert!(
        best.is_sure() && found.iter().any(|of| !of.is_sure()),
        "all are told, those that are sure are marked"
    );
    let note = |simulated: Option<Simulated>| {
        let by = Some(By { seat: Seat::Trainer, person: 0, id: None });
        let act = Act::Improve { element: Element::Planning, simulated };
        Request { by, text: Some("Section 45\nMarch 31\nDo it".to_owned()), ..Command::Act(act).into() }
    };
    let same = Simulated { measure: best.measure, zone: best.zone };
    exercise.run(note(Some(same))).expect("the trainer plans");
    let nowhere = Simulated { zone: planspiel::scenario::ids::ZoneId(200), ..same };
    assert_eq!(exercise.run(note(Some(nowhere))).err(), Some(Refusal::NotYours), "there is no such zone");
    let worth = |computed: Computed<'_>| {
        let report = report(&exercise, None, computed);
        let plan = report.tables().find(|table| table.slug == "improvements").expect("a plan");
        plan.rows[0][5].en.clone()
    };
    assert_eq!(worth(Computed::default()), "not computed yet");
    let told = worth(Computed { improvements: Some(&found), ..Computed::default() });
    let gain = |figure: f64| Lang::En.number(figure);
    assert_eq!(told, format!("+{} ± {}", gain(best.gain.mean), gain(best.gain.ci95)));
}

#[test]
fn evidence_counts_what_the_task_names() {
    let exercise = played("two-rivers", 7, Policy::Playbook);
    let scenario = exercise.scenario();
    let [bw, ca] = [PartnerId(0), PartnerId(1)];
    let memory = Memory::of(scenario.partners.len(), exercise.entries());
    let turns = |partner: PartnerId, pattern: EvidenceDef| {
        let mut scenario = (**scenario).clone();
        let task = &mut scenario.objectives[0].tasks[0];
        (task.partner, task.evidence) = (partner, vec![pattern]);
        evidence(&scenario, exercise.now(), &memory.notices)[0].found[0].turns.clone()
    };
    // One fact that was told, one that was not.
    let told = |fact: FactId| {
        let is_it = |told: &Told| matches!(told, Told::SharedWith { fact: of, to } if *of == fact && to >> 1 & 1 == 1);
        memory.notices[0].iter().any(|(_, notice)| is_it(notice))
    };
    let facts = || (0..scenario.facts.len()).map(FactId::at);
    let (yes, no) = (facts().find(|fact| told(*fact)), facts().find(|fact| !told(*fact)));
    let shared = |facts: Vec<FactId>| turns(bw, EvidenceDef::Shared { with: ca, within_h: None, facts });
    let (yes, no) = (yes.expect("something was told"), no.expect("not everything was told"));
    assert!(shared(vec![no]).is_empty());
    assert!(!shared(vec![yes]).is_empty() && shared(vec![yes]) == shared(vec![no, yes]));
    assert!(shared(Vec::new()).len() >= shared(vec![yes]).len());
    // Every node that was patched, and no other.
    let patch = scenario.measures.iter().position(|measure| measure.id == "patch").expect("in the catalog");
    let patch = planspiel::scenario::ids::MeasureId::at(patch);
    let ordered = |at: Vec<Place>, on_word_of: Option<PartnerId>| {
        turns(ca, EvidenceDef::Ordered { measure: patch, by_turn: None, at, on_word_of })
    };
    let all = ordered(Vec::new(), None);
    let mut by_node: Vec<u16> =
        scenario.partners[1].nodes.iter().flat_map(|node| ordered(vec![Place::Node(*node)], None)).collect();
    by_node.sort_unstable();
    by_node.dedup();
    assert!(!all.is_empty() && by_node == all);
    assert!(ordered(vec![Place::Node(scenario.partners[0].nodes[0])], None).is_empty(), "another's node");
    // Only after word has come.
    let word = memory.notices[1].iter().find_map(|(turn, told)| match told {
        Told::Learned { from: 0, .. } => Some(*turn),
        _ => None,
    });
    let word = word.expect("the playbook shares");
    let after: Vec<u16> = all.iter().copied().filter(|turn| *turn >= word).collect();
    assert_eq!(ordered(Vec::new(), Some(bw)), after);
}

#[test]
fn what_was_not_due_yet_speaks_for_and_against_nobody() {
    const LAST: u16 = 3;
    let scenario = Arc::new(shipped("two-rivers"));
    let plan = Arc::new(AttackPlan::new(&scenario, Style::Scenario));
    let mut exercise = Exercise::new(scenario.clone(), scale(&scenario), 7, plan);
    while exercise.now().public.turn < LAST {
        exercise.run(Command::NextPhase).expect("nobody orders anything");
    }
    exercise.run(Command::End).expect("the trainer ends it");
    let memory = Memory::of(scenario.partners.len(), exercise.entries());
    let found = evidence(&scenario, exercise.now(), &memory.notices);
    let mut passed_over = 0;
    for task in &found {
        let def = &scenario.objectives[task.objective].tasks[task.task];
        for (pattern, found) in def.evidence.iter().zip(&task.found) {
            let EvidenceDef::Ordered { by_turn: Some(by), .. } = pattern else { continue };
            assert_eq!(found.applies, *by <= u32::from(LAST), "{}: by turn {by}", def.id);
            passed_over += u32::from(!found.applies);
        }
    }
    assert!(passed_over > 5, "{passed_over}");
    // What is told of it is no cross.
    let page = markdown(&report(&exercise, None, Computed::default()), Lang::En);
    assert!(page.contains("| no suggestion |") && page.contains("– “"), "{page}");
}
