//! The score page: every figure with its formula and the events behind it.

use super::trainer::log_line;
use super::wording::both;
use super::*;
use crate::rules::event::{Event, Outcome, World};
use crate::rules::inject::is_true;
use crate::rules::picture::Picture;
use crate::rules::score::{
    COOPERATION, Cooperation, HALF_LIFE_H, Part, Scale, Score, USEFUL_HALF, VIOLATION, answered, duties,
    timely,
};
use crate::rules::situation::Situation;
use crate::scenario::Scenario;

/// The score page: every number with what it is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreView {
    pub joint: f64,
    pub outcome: f64,
    pub cooperation: Option<f64>,
    pub outcome_share: u32,
    /// Joint score, outcome, and cooperation where there are partners.
    pub totals: Vec<FigureView>,
    pub partners: Vec<PartnerScoreView>,
    pub objectives: Vec<(Text, bool)>,
    pub duties: [u32; 3],
}

/// One partner's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartnerScoreView {
    pub slug: String,
    pub name: Text,
    pub outcome: f64,
    /// How the outcome follows.
    pub formula: Text,
    pub par: f64,
    /// Harm in points and what idleness would have cost.
    pub harm: f64,
    pub idle: f64,
    pub parts: Vec<PartView>,
    /// Cooperation, then each part of it.
    pub cooperation: Vec<FigureView>,
}

/// A figure from 0 to 100.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureView {
    pub name: Text,
    pub figure: f64,
    /// How it follows, with the numbers of this exercise.
    pub formula: Text,
}

/// One part of an outcome with the events behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartView {
    pub slug: String,
    pub name: Text,
    pub figure: f64,
    pub harm: f64,
    pub idle: f64,
    /// How the figure follows.
    pub formula: Text,
    /// Per turn: harm in points.
    pub by_turn: Vec<(u16, f64)>,
    /// Events that speak for it.
    pub events: Vec<Line>,
}

/// The score page.
#[must_use]
pub fn score_view(
    scenario: &Scenario,
    now: &Situation,
    score: &Score,
    scale: &Scale,
    history: &[(u16, Event)],
) -> ScoreView {
    let partners = (0..scenario.partners.len())
        .map(|index| partner_score(scenario, now, score, scale, history, PartnerId::at(index)))
        .collect();
    let objectives =
        scenario.objectives.iter().map(|o| (o.text.clone(), is_true(scenario, now, &o.met))).collect();
    ScoreView {
        joint: score.joint,
        outcome: score.outcome,
        cooperation: score.cooperation,
        outcome_share: scenario.scoring.outcome,
        totals: totals(scenario, score, scale),
        partners,
        objectives,
        duties: duties(scenario, now),
    }
}

fn partner_score(
    scenario: &Scenario,
    now: &Situation,
    score: &Score,
    scale: &Scale,
    history: &[(u16, Event)],
    partner: PartnerId,
) -> PartnerScoreView {
    let (figures, scale) = (&score.partners[partner.index()], &scale.partners[partner.index()]);
    let parts = Part::ALL.iter().map(|part| {
        let index = *part as usize;
        let (harm, idle) = (figures.harm[index], scale.idle_parts[index]);
        PartView {
            slug: part.slug().to_owned(),
            name: part_name(*part),
            figure: figures.parts[index],
            harm,
            idle,
            formula: of_harm(harm, idle),
            by_turn: by_turn(history, partner, index),
            events: part_events(scenario, history, partner, *part),
        }
    });
    let cooperation = figures.cooperation.map_or_else(Vec::new, |c| cooperation(scenario, now, partner, c));
    let def = &scenario.partners[partner.index()];
    PartnerScoreView {
        slug: def.id.clone(),
        name: def.name.clone(),
        outcome: figures.outcome,
        formula: of_harm(figures.harm.iter().sum(), scale.idle),
        par: figures.par,
        harm: figures.harm.iter().sum(),
        idle: scale.idle,
        parts: parts.collect(),
        cooperation,
    }
}

/// The joint score, the outcome, and cooperation where there are partners.
fn totals(scenario: &Scenario, score: &Score, scale: &Scale) -> Vec<FigureView> {
    let share = scenario.scoring.outcome;
    let joint = match score.cooperation {
        None => both(
            "Ergebnis, denn es gibt nur einen Partner; was unter 1 liegt, zählt als 1",
            "outcome, as there is only one partner; whatever is below 1 counts as 1",
        ),
        Some(_) if scale.partners.iter().all(|partner| partner.no_outcome) => {
            both("Zusammenarbeit, denn Schaden droht kaum", "cooperation, as hardly any harm threatens")
        }
        Some(cooperation) => in_both(|lang| {
            let (of, with) = (lang.percent(&share.to_string()), lang.percent(&(100 - share).to_string()));
            let (outcome, cooperation) = (lang.number(score.outcome), lang.number(cooperation));
            format!("{of} × {outcome} + {with} × {cooperation}")
        }),
    };
    let mut totals = vec![
        FigureView { name: both("Gemeinsame Wertung", "Joint score"), figure: score.joint, formula: joint },
        FigureView {
            name: both("Ergebnis", "Outcome"),
            figure: score.outcome,
            formula: power_mean(scenario, score, scale),
        },
    ];
    totals.extend(score.cooperation.map(|figure| FigureView {
        name: both("Zusammenarbeit", "Cooperation"),
        figure,
        formula: in_both(|lang| {
            let figures = score.partners.iter().filter_map(|partner| partner.cooperation);
            let figures: Vec<String> = figures.map(|of| lang.number(of.score)).collect();
            format!("({}) / {}", figures.join(" + "), figures.len())
        }),
    }));
    totals
}

/// Nobody makes up for a partner that was left alone.
fn power_mean(scenario: &Scenario, score: &Score, scale: &Scale) -> Text {
    let counted = || (0..score.partners.len()).filter(|index| !scale.partners[*index].no_outcome);
    if counted().next().is_none() {
        return both("0: Schaden droht kaum", "0: hardly any harm threatens");
    }
    let weights: u32 = counted().map(|index| scenario.scoring.weights[index]).sum();
    let sum = in_both(|lang| {
        let root = |index: usize| {
            let outcome = lang.number(score.partners[index].outcome.clamp(1.0, 100.0));
            format!("{} × {outcome}^¼", scenario.scoring.weights[index])
        };
        format!("(({}) / {weights})^4", counted().map(root).collect::<Vec<_>>().join(" + "))
    });
    both(
        format!("{}: gewichtetes Potenzmittel; was unter 1 liegt, zählt als 1", sum.de),
        format!("{}: weighted power mean; whatever is below 1 counts as 1", sum.en),
    )
}

/// What harm leaves of 100.
fn of_harm(harm: f64, idle: f64) -> Text {
    if harm <= 0.0 {
        return both("100, denn hier entstand kein Schaden", "100, as no harm was done here");
    }
    if idle <= 0.0 {
        let harm = in_both(|lang| lang.number(harm));
        return both(
            format!("0: Schaden von {}; ohne jede Maßnahme entsteht hier keiner", harm.de),
            format!("0: harm of {}; if nobody acts, none is done here", harm.en),
        );
    }
    let formula = in_both(|lang| format!("100 × (1 − {} / {})", lang.number(harm), lang.number(idle)));
    let (least_de, least_en) = if harm > idle { (", mindestens 0", ", at least 0") } else { ("", "") };
    both(
        format!("{}{least_de}: Schaden, geteilt durch den mittleren Schaden ohne jede Maßnahme", formula.de),
        format!("{}{least_en}: harm divided by the mean harm if nobody acts", formula.en),
    )
}

/// How well a partner worked with the others, and each part of it.
fn cooperation(scenario: &Scenario, now: &Situation, partner: PartnerId, of: Cooperation) -> Vec<FigureView> {
    let truth = &now.truth.partners[partner.index()];
    let figure =
        |de: &str, en: &str, figure: f64, formula: Text| FigureView { name: both(de, en), figure, formula };
    let parts = [of.timeliness, of.usefulness, of.labels, of.aid];
    let sum = in_both(|lang| {
        let part = |(weight, part): (&f64, f64)| {
            format!("{} × {}", pointed(lang, weight.to_string()), lang.number(part))
        };
        COOPERATION.iter().zip(parts).map(part).collect::<Vec<_>>().join(" + ")
    });
    let changed = f64::from(truth.useful_ppm) / 1e6;
    let useful = in_both(|lang| {
        let (changed, half) = (pointed(lang, format!("{changed:.3}")), lang.number(USEFUL_HALF / 1e6));
        format!("100 × {changed} / ({changed} + {half})")
    });
    let violations = truth.violations;
    vec![
        figure("Zusammenarbeit", "Cooperation", of.score, sum),
        figure("Rechtzeitigkeit", "Timeliness", of.timeliness, timeliness(scenario, now, partner)),
        figure(
            "Nutzen für die anderen",
            "Usefulness to the others",
            of.usefulness,
            both(
                format!(
                    "{}. So weit haben die Mitteilungen die Chancen der Würfe bei den anderen insgesamt verschoben: {}; bei {} wäre es die Hälfte von 100.",
                    useful.de,
                    Lang::De.number(changed),
                    Lang::De.number(USEFUL_HALF / 1e6)
                ),
                format!(
                    "{}. How far, in all, what was told moved the odds of the others’ dice rolls: {}; {} would be half of 100.",
                    useful.en,
                    Lang::En.number(changed),
                    Lang::En.number(USEFUL_HALF / 1e6)
                ),
            ),
        ),
        figure(
            "Einhaltung der Kennzeichnungen",
            "Labels kept",
            of.labels,
            both(
                format!(
                    "100 − {VIOLATION:.0} × {violations} verletzte Kennzeichnungen, mindestens 0; 0, wenn nichts mitgeteilt wurde"
                ),
                format!(
                    "100 − {VIOLATION:.0} × {violations} labels broken, at least 0; 0 if nothing was shared"
                ),
            ),
        ),
        figure("Hilfe", "Aid", of.aid, aid(&now.pictures[partner.index()])),
    ]
}

fn timeliness(scenario: &Scenario, now: &Situation, partner: PartnerId) -> Text {
    let (worth, items) = timely(scenario, now, partner);
    if items == 0.0 {
        return both(
            "Keine eigene Erkenntnis ging einen anderen an: 100, wenn trotzdem etwas mitgeteilt wurde, sonst 0",
            "no own finding concerned another partner: 100 if something was shared all the same, else 0",
        );
    }
    let of = in_both(|lang| pointed(lang, format!("{worth:.3}")));
    let (half, quarter) = (HALF_LIFE_H, 2.0 * HALF_LIFE_H);
    both(
        format!(
            "100 × {of} / {items:.0}. Von den eigenen Erkenntnissen, die einen anderen angingen und die er noch nicht hatte ({items:.0}), zählt jede 1, wenn er sie sofort bekam, nach {half:.0} Stunden noch ½, nach {quarter:.0} noch ¼, nie bekommen 0; zusammen {of}.",
            of = of.de
        ),
        format!(
            "100 × {of} / {items:.0}. Of the own findings that concerned another partner that did not have them yet ({items:.0}), each counts 1 if the partner had it at once, ½ after {half:.0} hours, ¼ after {quarter:.0}, and 0 if never; {of} in all.",
            of = of.en
        ),
    )
}

fn aid(picture: &Picture) -> Text {
    let [given, wanted] = answered(picture);
    if wanted == 0 {
        return both(
            "Niemand bat um Hilfe oder Auskunft: 100, wenn selbst um Hilfe gebeten wurde; 0, wenn das trotz Überlastung unterblieb; sonst 50, wenn etwas mitgeteilt wurde, und 0, wenn nicht",
            "nobody requested aid or information: 100 if it asked for aid itself; 0 if it did not although overrun; otherwise 50 if anything was shared, and 0 if not",
        );
    }
    both(
        format!(
            "100 × {given} / {wanted}: erfüllt, beantwortet oder abgelehnt, von den Bitten der anderen um Hilfe oder Auskunft"
        ),
        format!(
            "100 × {given} / {wanted}: met, answered or declined, of the others’ requests for aid or information"
        ),
    )
}

/// A number as people write it: 0.15, 0,15.
fn pointed(lang: Lang, number: String) -> String {
    if lang == Lang::De { number.replace('.', ",") } else { number }
}

/// The same in each language.
fn in_both(say: impl Fn(Lang) -> String) -> Text {
    both(say(Lang::De), say(Lang::En))
}

/// The name of a part.
#[must_use]
pub fn part_name(part: Part) -> Text {
    match part {
        Part::Service => {
            both("Dienste erhalten (Ausfälle durch den Angriff)", "Service kept (outages by the attack)")
        }
        Part::Records => both("Datensätze geschützt", "Records protected"),
        Part::Integrity => both("Unverfälschte Daten", "Integrity"),
        Part::Detection => both("Erkennung", "Detection"),
        Part::Containment => both("Eindämmung", "Containment"),
        Part::Recovery => both("Wiederherstellung", "Recovery"),
        Part::Duties => both("Meldepflichten", "Duties"),
        Part::Proportionality => {
            both("Verhältnismäßigkeit (selbst Abgeschaltetes)", "Proportionality (own shutdowns)")
        }
    }
}

fn by_turn(history: &[(u16, Event)], partner: PartnerId, part: usize) -> Vec<(u16, f64)> {
    let mut turns: std::collections::BTreeMap<u16, f64> = std::collections::BTreeMap::new();
    for (turn, event) in history {
        if let Event::World(World::Harmed { partner: of, part: which, milli }) = event
            && *of == partner
            && usize::from(*which) == part
        {
            *turns.entry(*turn).or_default() += f64::from(*milli) / 1000.0;
        }
    }
    turns.into_iter().collect()
}

/// The events that speak for a part.
fn part_events(scenario: &Scenario, history: &[(u16, Event)], partner: PartnerId, part: Part) -> Vec<Line> {
    let own = |node: &NodeId| scenario.node(*node).owner.partner() == Some(partner);
    let speaks = |event: &Event| match (part, event) {
        (Part::Service | Part::Recovery, Event::Told(of, Told::Marked { set, clear, .. })) => {
            let out = crate::rules::picture::mark::OUT
                | crate::rules::picture::mark::ENCRYPTED
                | crate::rules::picture::mark::WIPED;
            *of == partner && (set | clear) & out != 0
        }
        (Part::Records, Event::World(World::Acted { target, outcome: Outcome::Worked, technique, .. })) => {
            let steals = |gain: &crate::scenario::model::Gain| {
                matches!(gain, crate::scenario::model::Gain::Exfiltration(_))
            };
            own(target) && scenario.techniques[technique.index()].gives.iter().any(steals)
        }
        (Part::Detection | Part::Containment, Event::World(World::Acted { target, outcome, .. })) => {
            own(target) && *outcome == Outcome::Worked
        }
        (Part::Duties, Event::Told(of, Told::DutyStage { .. } | Told::DutyStarted { .. })) => *of == partner,
        (Part::Proportionality, Event::Told(of, Told::Done { .. })) => *of == partner,
        (Part::Integrity, Event::Told(of, Told::Marked { set, .. })) => {
            *of == partner && set & crate::rules::picture::mark::MANIPULATED != 0
        }
        _ => false,
    };
    let lines = history.iter().filter(|(_, event)| speaks(event));
    lines.filter_map(|(turn, event)| log_line(scenario, *turn, event)).collect()
}
