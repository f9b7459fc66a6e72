//! Findings for programs: `planspiel.sweep/1`. Keys are added, never renamed.

use super::Findings;
use super::tables::ending_counts;
use super::verdict::is_far_above;
use crate::analysis::{
    Ablations, Comparison, DialEffect, Distribution, FAMILY_ALPHA, Gain, INJECTS_PER_H, Paired, Rate, Worth,
};
use serde_json::{Map, Value, json};

/// One object with everything that was found; texts in it are English.
#[must_use]
pub fn json(of: &Findings<'_>) -> Value {
    let found = of.found;
    let mut all = json!({
        "schema": "planspiel.sweep/1",
        "scenario": {"id": of.scenario.0, "hash": of.scenario.1},
        "n": found.n, "seed": of.seed,
        "joint": figures(&found.joint),
        "outcome": figures(&found.outcome),
        "cooperation": figures(&found.cooperation),
        "partners": partners(of),
        "objectives": rates(&of.subject.objectives, &found.objectives),
        "injects": rates(&of.subject.injects, &found.injects),
        "injects_per_h": figures(&found.injects_per_h),
        "measures": measures(of),
        "nodes": nodes(of),
        "endings": endings(of),
        "turns": figures(&found.turns),
        "warnings": warnings(of),
        "exercises_per_s": f64::from(found.n) / of.seconds,
        "turns_per_s": count(found.turns_played) / of.seconds,
    });
    if let Some(worth) = of.worth {
        all["worth"] = worth_of(worth);
    }
    if let Some(ablations) = of.ablations {
        all["worth"]["measures"] = compared(&of.subject.measures, &ablations.measures);
        let injects: Vec<String> = of.subject.injects.iter().map(|(id, _)| id.clone()).collect();
        all["worth"]["injects"] = compared(&injects, &ablations.injects);
        all["worth"]["never_ordered"] =
            ablations.never_ordered.iter().map(|place| of.subject.measures[*place].as_str()).collect();
        all["worth"]["method"] = method(ablations);
    }
    if !of.dials.is_empty() {
        all["dials"] = of.dials.iter().map(|effect| (effect.dial.name().to_owned(), dial(effect))).collect();
    }
    all
}

fn figures(of: &Distribution) -> Value {
    json!({"mean": of.mean, "ci95": of.ci95, "sd": of.sd,
        "p05": of.p05, "p25": of.p25, "p50": of.p50, "p75": of.p75, "p95": of.p95})
}

fn rate(of: &Rate) -> Value {
    json!({"rate": of.rate, "ci95": of.ci95})
}

fn paired(of: &Paired) -> Value {
    json!({"mean": of.mean, "ci95": of.ci95})
}

fn gain(of: &Gain) -> Value {
    json!({"joint": paired(&of.joint), "outcome": paired(&of.outcome)})
}

/// A rate per id.
fn rates(ids: &[(String, bool)], rates: &[Rate]) -> Value {
    ids.iter().zip(rates).map(|((id, _), of)| (id.clone(), rate(of))).collect::<Map<_, _>>().into()
}

fn partners(of: &Findings<'_>) -> Value {
    let partner = |(id, found): (&String, &crate::analysis::PartnerDistribution)| {
        let mut value = figures(&found.outcome);
        value["cooperation"] = figures(&found.cooperation);
        value["harm"] = figures(&found.harm);
        (id.clone(), value)
    };
    of.subject.partners.iter().zip(&of.found.partners).map(partner).collect::<Map<_, _>>().into()
}

fn measures(of: &Findings<'_>) -> Value {
    let measure = |(id, used): (&String, &crate::analysis::MeasureUse)| {
        let partners = of.subject.partners.iter().zip(&used.partners);
        let partners: Map<String, Value> = partners.map(|(id, of)| (id.clone(), rate(of))).collect();
        let mut value = rate(&used.anybody);
        value["orders"] = used.orders.into();
        value["partners"] = partners.into();
        (id.clone(), value)
    };
    of.subject.measures.iter().zip(&of.found.measures).map(measure).collect::<Map<_, _>>().into()
}

fn nodes(of: &Findings<'_>) -> Value {
    let node = |(id, used): (&String, &crate::analysis::NodeUse)| {
        (id.clone(), json!({"attacked": used.attacked.rate, "ordered": used.ordered.rate}))
    };
    of.subject.nodes.iter().zip(&of.found.nodes).map(node).collect::<Map<_, _>>().into()
}

fn endings(of: &Findings<'_>) -> Value {
    let n = of.found.n.max(1);
    let ending = |(id, _, count): (String, String, u32)| (id, rate(&crate::analysis::rate(count, n)));
    ending_counts(of).into_iter().map(ending).collect::<Map<_, _>>().into()
}

fn worth_of(worth: &Worth) -> Value {
    let shares = worth.shares;
    json!({"sharing": gain(&worth.sharing), "aid": gain(&worth.aid),
        "variance": {"policy": shares.policy, "attacker": shares.attacker, "both": shares.both,
            "luck": shares.luck}})
}

fn compared(ids: &[String], comparisons: &[Comparison]) -> Value {
    let one = |found: &Comparison| {
        let mut value = gain(&found.gain);
        value["changed"] = found.changed.rate.into();
        value["verdict"] = found.verdict.slug().into();
        (ids[found.index].clone(), value)
    };
    comparisons.iter().map(one).collect::<Map<_, _>>().into()
}

fn method(ablations: &Ablations) -> Value {
    json!({"n": ablations.n, "tested": ablations.tested(), "correction": "holm", "alpha": FAMILY_ALPHA})
}

fn dial(effect: &DialEffect) -> Value {
    let point = |point: &crate::analysis::DialPoint| {
        json!({"percent": point.percent, "joint": figures(&point.joint), "change": paired(&point.change),
            "turn_minutes": point.turn_minutes, "injects_per_h": point.injects_per_h})
    };
    effect.points.iter().map(point).collect()
}

#[expect(clippy::cast_precision_loss, reason = "turns stay far below 2^53")]
fn count(n: u64) -> f64 {
    n as f64
}

/// What an author should look at.
fn warnings(of: &Findings<'_>) -> Vec<String> {
    let found = of.found;
    let mut warnings = Vec::new();
    for ((id, by_hand), rate) in of.subject.injects.iter().zip(&found.injects) {
        if rate.rate == 0.0 && !by_hand {
            warnings.push(format!("inject {id} never fired"));
        }
    }
    for ((id, duty), rate) in of.subject.objectives.iter().zip(&found.objectives) {
        if !duty && (rate.rate < 0.02 || rate.rate > 0.98) {
            warnings.push(format!("objective {id} is met in {:.0} %", rate.rate * 100.0));
        }
    }
    let pace = found.injects_per_h.p50;
    if is_far_above(pace) {
        let more = pace - INJECTS_PER_H;
        warnings.push(format!(
            "{pace:.1} injects per real hour (median), {more:.1} more than the guide of about {INJECTS_PER_H:.0}"
        ));
    }
    warnings
}
