//! What an exercise came to, as tables: scores turn by turn, outcomes, duties, objectives.

use super::Source;
use super::table::{Field, Table, cell, figure};
use crate::export::shared::served;
use crate::rules::duty::due_h;
use crate::rules::inject::is_true;
use crate::rules::picture::{NEVER, StageState};
use crate::rules::score::{Cooperation, Part};
use crate::scenario::ids::{DutyId, PartnerId};
use crate::scenario::model::Text;
use crate::view::wording::{both, english, german};

pub(super) fn turn() -> Field {
    Field::integer("turn", both("Runde", "Turn"), both("Nummer der Runde.", "Number of the turn."))
}

pub(super) fn partner() -> Field {
    let about = both(
        "Partner, unter einem Decknamen, der in allen Tabellen derselbe ist.",
        "Partner, under a pseudonym that is the same in all tables.",
    );
    Field::text("partner", both("Partner", "Partner"), about)
}

fn points(name: &'static str, title: Text, about: Text) -> Field {
    Field::number(name, title, about)
}

/// The score at the end of each turn.
pub(super) fn turns(of: &Source<'_>) -> Table {
    let clock = &of.exercise.scenario().clock;
    let row = |(turn, score): (u16, crate::rules::score::Score)| {
        let hours = clock.turns.get(usize::from(turn).saturating_sub(1)).map(|turn| turn.hours);
        vec![
            turn.to_string(),
            clock.from_h(turn).to_string(),
            cell(hours),
            figure(score.joint),
            figure(score.outcome),
            cell(score.cooperation.map(figure)),
        ]
    };
    Table {
        slug: "turns",
        title: both("Wertung nach jeder Runde", "Score after each turn"),
        about: both(
            "Die gemeinsame Wertung am Ende jeder Runde, als hätte die Übung dort geendet, gemessen am Maßstab der ganzen Übung: Sie beginnt deshalb hoch und sinkt mit dem Schaden.",
            "The joint score at the end of each turn, as if the exercise had ended there, on the scale of the whole exercise: it therefore starts high and falls as harm grows.",
        ),
        fields: vec![
            turn(),
            Field::integer(
                "hour",
                both("Stunde", "Hour"),
                both("Übungsstunde zu Beginn der Runde.", "Exercise hour at the start of the turn."),
            ),
            Field::integer(
                "hours",
                both("Dauer in Stunden", "Hours"),
                both("Übungsstunden, für die die Runde steht.", "Exercise hours the turn stands for."),
            ),
            points("joint", both("Gemeinsame Wertung", "Joint score"), both("0 bis 100.", "0 to 100.")),
            points(
                "outcome",
                both("Ergebnis", "Outcome"),
                both(
                    "Gewichtetes Mittel der Ergebnisse, 0 bis 100.",
                    "Weighted mean of the outcomes, 0 to 100.",
                ),
            ),
            points(
                "cooperation",
                both("Zusammenarbeit", "Cooperation"),
                both("0 bis 100; leer bei nur einem Partner.", "0 to 100; empty with only one partner."),
            )
            .optional(),
        ],
        key: vec!["turn"],
        rows: of.exercise.scores().into_iter().map(row).collect(),
    }
}

/// Each partner's figures at the end of each turn.
pub(super) fn partner_turns(of: &Source<'_>) -> Table {
    let pictures = of.exercise.pictures();
    let mut rows = Vec::new();
    for ((turn, score), picture) in of.exercise.scores().into_iter().zip(pictures) {
        for id in of.aliases.partners() {
            let partner = &score.partners[id.index()];
            rows.push(vec![
                turn.to_string(),
                of.aliases.partner(id),
                figure(partner.outcome),
                cell(partner.cooperation.map(|cooperation| figure(cooperation.score))),
                picture.correctness[id.index()].to_string(),
            ]);
        }
    }
    Table {
        slug: "partner-turns",
        title: both("Partner nach jeder Runde", "Partners after each turn"),
        about: both(
            "Ergebnis, Zusammenarbeit und Güte des Lagebilds jedes Partners am Ende jeder Runde.",
            "Outcome, cooperation and quality of the picture of each partner at the end of each turn.",
        ),
        fields: vec![
            turn(),
            partner(),
            points(
                "outcome",
                both("Ergebnis", "Outcome"),
                both("Als hätte die Übung dort geendet, 0 bis 100.", "As if it had ended there, 0 to 100."),
            ),
            points("cooperation", both("Zusammenarbeit", "Cooperation"), both("0 bis 100.", "0 to 100."))
                .optional(),
            Field::integer(
                "picture_correct",
                both("Lagebild richtig", "Picture correct"),
                both(
                    "Anteil der betroffenen und der für betroffen gehaltenen eigenen Systeme, bei denen beides stimmt, Prozent.",
                    "Of the own systems that are affected or believed to be, the share that are both, percent.",
                ),
            ),
        ],
        key: vec!["turn", "partner"],
        rows,
    }
}

/// A part of cooperation: its column, its name, where it stands.
type CooperationPart = (&'static str, (&'static str, &'static str), fn(&Cooperation) -> f64);

const COOPERATION: [CooperationPart; 5] = [
    ("cooperation", ("Zusammenarbeit", "Cooperation"), |of| of.score),
    ("timeliness", ("Rechtzeitigkeit", "Timeliness"), |of| of.timeliness),
    ("usefulness", ("Nutzen", "Usefulness"), |of| of.usefulness),
    ("labels", ("Einhaltung der Stufen", "Labels kept"), |of| of.labels),
    ("aid", ("Amtshilfe", "Aid"), |of| of.aid),
];

/// What each partner came to.
pub(super) fn partners(of: &Source<'_>) -> Table {
    let score = of.exercise.score();
    let row = |id: PartnerId| {
        let partner = &score.partners[id.index()];
        let mut row = vec![
            of.aliases.partner(id),
            figure(partner.outcome),
            figure(partner.par),
            figure(partner.harm.iter().sum()),
        ];
        row.extend(Part::ALL.iter().map(|part| figure(partner.parts[*part as usize])));
        row.extend(
            COOPERATION.iter().map(|(.., read)| cell(partner.cooperation.as_ref().map(|c| figure(read(c))))),
        );
        row
    };
    let scale = || both("0 bis 100, mehr ist besser.", "0 to 100, more is better.");
    let mut fields = vec![
        partner(),
        points("outcome", both("Ergebnis", "Outcome"), scale()),
        points(
            "par",
            both("Richtwert", "Par"),
            both("Mittleres Ergebnis der Referenz.", "Mean outcome of the reference policy."),
        ),
        points("harm", both("Schaden", "Harm"), both("Schadenspunkte.", "Points of harm.")),
    ];
    fields.extend(Part::ALL.iter().map(|part| points(part.slug(), crate::view::part_name(*part), scale())));
    fields.extend(
        COOPERATION.iter().map(|(name, (de, en), _)| points(name, both(*de, *en), scale()).optional()),
    );
    Table {
        slug: "partners",
        title: both("Ergebnisse der Partner", "Outcomes of the partners"),
        about: both(
            "Ergebnis, seine Teile und die Zusammenarbeit jedes Partners am Ende.",
            "Outcome, its parts and cooperation of each partner at the end.",
        ),
        fields,
        key: vec!["partner"],
        rows: of.aliases.partners().into_iter().map(row).collect(),
    }
}

/// Every notice of every duty whose clock started.
pub(super) fn duties(of: &Source<'_>) -> Table {
    let scenario = of.exercise.scenario();
    let mut rows = Vec::new();
    for id in of.aliases.partners() {
        let picture = &of.exercise.now().pictures[id.index()];
        let def = &scenario.partners[id.index()];
        let notices = &of.memory.notices[id.index()];
        let clocks = picture.duties.iter().zip(&def.duties).enumerate();
        for (duty, (clock, def)) in clocks.filter(|(_, (clock, _))| clock.started_h != NEVER) {
            for (stage, (state, def_stage)) in clock.stages.iter().zip(&def.stages).enumerate() {
                rows.push(vec![
                    of.aliases.partner(id),
                    def.id.clone(),
                    def_stage.id.clone(),
                    clock.started_h.to_string(),
                    due_h(scenario, id, def_stage, clock.started_h).to_string(),
                    cell(served(notices, DutyId::at(duty), stage).map(|turn| scenario.clock.from_h(turn))),
                    state_slug(*state).to_owned(),
                ]);
            }
        }
    }
    let hour = |name: &'static str, title: Text| {
        Field::integer(name, title, both("Übungsstunde.", "Exercise hour."))
    };
    Table {
        slug: "duties",
        title: both("Meldepflichten", "Reporting duties"),
        about: both(
            "Jede Meldung, deren Frist zu laufen begann: wann, bis wann, und was daraus wurde.",
            "Each notice whose clock started: when, until when, and what came of it.",
        ),
        fields: vec![
            partner(),
            Field::text("duty", both("Pflicht", "Duty"), both("Kennung im Katalog.", "Id in the catalog.")),
            Field::text("stage", both("Meldung", "Notice"), both("Stufe der Pflicht.", "Stage of the duty.")),
            hour("started_h", both("Frist läuft seit", "Clock started")),
            hour("due_h", both("fällig", "Due")),
            hour("done_h", both("erledigt", "Done")).optional(),
            Field::text("state", both("Stand", "State"), both("Stand am Ende.", "State at the end."))
                .one_of(["open", "met", "late", "overdue"]),
        ],
        key: Vec::new(),
        rows,
    }
}

const fn state_slug(state: StageState) -> &'static str {
    match state {
        StageState::Idle | StageState::Open => "open",
        StageState::Met => "met",
        StageState::Late => "late",
        StageState::Overdue => "overdue",
    }
}

/// The objectives and whether they were met; their words only where the scenario may be released.
pub(super) fn objectives(of: &Source<'_>) -> Table {
    let scenario = of.exercise.scenario();
    let rows = (1..).zip(&scenario.objectives).map(|(number, def): (usize, _)| {
        let words = [german(&def.text), english(&def.text)];
        let words = words.map(|text| if of.tells_scenario { text.to_owned() } else { String::new() });
        let [de, en] = words;
        let met = is_true(scenario, of.exercise.now(), &def.met);
        vec![number.to_string(), met.to_string(), de, en]
    });
    let words = |name: &'static str, title: Text| {
        let about =
            both("Leer, wo das Szenario nicht freigegeben ist.", "Empty where the scenario is not released.");
        Field::text(name, title, about).optional()
    };
    Table {
        slug: "objectives",
        title: both("Übungsziele", "Objectives"),
        about: both("Welche Ziele erreicht wurden.", "Which objectives were met."),
        fields: vec![
            Field::integer(
                "objective",
                both("Ziel", "Objective"),
                both("Nummer im Szenario.", "Number in the scenario."),
            ),
            Field::boolean("met", both("erreicht", "Met"), both("Am Ende erreicht.", "Met at the end.")),
            words("text_de", both("Wortlaut deutsch", "Words in German")),
            words("text_en", both("Wortlaut englisch", "Words in English")),
        ],
        key: vec!["objective"],
        rows: rows.collect(),
    }
}
