//! What is told turn by turn of everybody: how the scores and the pictures stood.

use super::course::course;
use super::plots::{Line, Plot, Row};
use crate::exercise::Exercise;
use crate::export::document::{Block, Table, same};
use crate::live::Memory;
use crate::rules::event::{Event, Outcome, Told, World};
use crate::rules::figures::PictureFigures;
use crate::rules::score::Score;
use crate::rules::situation::InjectState;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;
use crate::view::{Lang, Notice};

/// How the scores stood at the end of each turn, what happened in it, and what everybody was told.
pub(super) fn course_of_all(
    exercise: &Exercise,
    memory: &Memory,
    told: &[(PartnerId, &Vec<Notice>)],
) -> Vec<Block> {
    let scenario = exercise.scenario();
    let scores = exercise.scores();
    let table = course(scenario, told);
    let Some((last, _)) = scores.last() else { return vec![table] };
    let mut lines = vec![Line {
        name: both("Gemeinsam", "Joint"),
        of: None,
        points: scores.iter().map(|(turn, score)| (*turn, score.joint)).collect(),
    }];
    for partner in (0..scenario.partners.len()).map(PartnerId::at) {
        let outcome = |score: &Score| score.partners[partner.index()].outcome;
        lines.push(Line {
            name: same(&scenario.partners[partner.index()].short),
            of: Some(partner),
            points: scores.iter().map(|(turn, score)| (*turn, outcome(score))).collect(),
        });
    }
    let mut head = vec![both("Runde", "Turn"), both("Gemeinsam", "Joint")];
    head.extend(scenario.partners.iter().map(|partner| same(&partner.short)));
    let rows = scores.iter().map(|(turn, score)| {
        let figures = [score.joint].into_iter().chain(score.partners.iter().map(|of| of.outcome));
        let figures = figures.map(|value| both(Lang::De.number(value), Lang::En.number(value)));
        [same(turn.to_string())].into_iter().chain(figures).collect()
    });
    let rows = rows.collect();
    let plot = Plot {
        caption: both(
            "Gemeinsame Wertung und Ergebnis jedes Partners, als wäre die Übung nach der jeweiligen Runde zu Ende gewesen; darunter, wie oft etwas geschah.",
            "Joint score and outcome of each partner, as if the exercise had ended after that turn; below, how often something happened.",
        ),
        high: 100.0,
        last: *last,
        lines,
        rows: happened(memory),
    };
    vec![Block::Drawing(plot.drawn()), Block::Table(Table { slug: "standing", head, rows }), table]
}

/// Turns in which injects fired, attackers succeeded, and findings were shared.
fn happened(memory: &Memory) -> Vec<Row> {
    let world = |is_it: fn(&World) -> bool| {
        let events = memory.history.iter();
        events
            .filter_map(|(turn, event)| match event {
                Event::World(world) if is_it(world) => Some(*turn),
                _ => None,
            })
            .collect()
    };
    let shared = memory.notices.iter().flatten().filter(|(_, told)| matches!(told, Told::SharedWith { .. }));
    vec![
        Row {
            name: both("Einlagen", "Injects"),
            turns: world(|of| matches!(of, World::Inject { state: InjectState::Fired, .. })),
        },
        Row {
            name: both("Angriffsschritte", "Attack steps"),
            turns: world(|of| matches!(of, World::Acted { outcome: Outcome::Worked, .. })),
        },
        Row { name: both("Mitteilungen", "Findings shared"), turns: shared.map(|(turn, _)| *turn).collect() },
    ]
}

/// How near the pictures were to the truth and to each other.
pub(super) fn pictures(exercise: &Exercise) -> Vec<Block> {
    let scenario = exercise.scenario();
    let short = |partner: PartnerId| &scenario.partners[partner.index()].short;
    let figures = exercise.pictures();
    let mut head = vec![both("Runde", "Turn")];
    for partner in (0..scenario.partners.len()).map(PartnerId::at) {
        head.push(both(format!("{} richtig, %", short(partner)), format!("{} correct, %", short(partner))));
    }
    for (a, b, _) in figures.first().map(|first| &first.agreement[..]).unwrap_or_default() {
        let pair = format!("{} – {}", short(*a), short(*b));
        head.push(both(format!("{pair} gleich, %"), format!("{pair} agree, %")));
    }
    let row = |figures: &PictureFigures| {
        let agreement = figures.agreement.iter().map(|(_, _, percent)| percent);
        let cells = figures.correctness.iter().chain(agreement).map(|percent| same(percent.to_string()));
        [same(figures.turn.to_string())].into_iter().chain(cells).collect()
    };
    let correct = both(
        "Richtig: von den eigenen Systemen, die betroffen sind oder dafür gehalten werden, der Anteil, bei dem beides stimmt. Wo es nichts zu vergleichen gibt, stehen 100.",
        "Correct: of the own systems that are affected or believed to be, the share that are both. Where there is nothing to compare, it says 100.",
    );
    let agree = both(
        "Gleich: von den Erkenntnissen über Angreifer und Schwachstellen, die mindestens einer der beiden hat, der Anteil, den beide haben; gute Praxis zählt nicht.",
        "Agree: of the findings about attackers and weaknesses that at least one of the two partners has, the share that both have; best practices do not count.",
    );
    let mut blocks = vec![Block::Words(correct)];
    if scenario.partners.len() > 1 {
        blocks.push(Block::Words(agree));
    }
    if let Some(last) = figures.last() {
        blocks.push(Block::Drawing(picture_plot(scenario, &figures, last.turn).drawn()));
    }
    blocks.push(Block::Table(Table { slug: "pictures", head, rows: figures.iter().map(row).collect() }));
    blocks
}

fn picture_plot(scenario: &Scenario, figures: &[PictureFigures], last: u16) -> Plot {
    let short = |partner: PartnerId| &scenario.partners[partner.index()].short;
    let line = |name: Text, of: Option<PartnerId>, figure: &dyn Fn(&PictureFigures) -> u8| Line {
        name,
        of,
        points: figures.iter().map(|at| (at.turn, f64::from(figure(at)))).collect(),
    };
    let correct = (0..scenario.partners.len()).map(PartnerId::at).map(|partner| {
        let name = both(format!("{} richtig", short(partner)), format!("{} correct", short(partner)));
        line(name, Some(partner), &|at| at.correctness[partner.index()])
    });
    let pairs = figures.first().map(|first| &first.agreement[..]).unwrap_or_default();
    let agree = pairs.iter().enumerate().map(|(pair, (a, b, _))| {
        let pair_name = format!("{} – {}", short(*a), short(*b));
        let name = both(format!("{pair_name} gleich"), format!("{pair_name} agree"));
        line(name, None, &|at| at.agreement[pair].2)
    });
    Plot {
        caption: both(
            "Wie richtig die Lagebilder am Ende jeder Runde waren und wie weit sie übereinstimmten, in Prozent.",
            "How correct the pictures were and how far they agreed at the end of each turn, in percent.",
        ),
        high: 100.0,
        last,
        lines: correct.chain(agree).collect(),
        rows: Vec::new(),
    }
}
