//! `sweep --gate`: thresholds from a file become an exit status.

use super::Failure;
use crate::analysis::{Subject, Sweep, Worth};
use crate::export::sweep::Threshold;
use crate::view::Lang;
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::Path;

/// Thresholds; what is not named is not asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Gate {
    /// Mean joint score, 0 to 100, and its standard deviation.
    joint: Option<Bounds>,
    joint_sd: Option<Bounds>,
    /// Mean outcome without cooperation, 0 to 100.
    outcome: Option<Bounds>,
    cooperation: Option<Bounds>,
    /// Share of exercises, 0 to 1, in which each objective that is not about a duty is met.
    objectives: Option<Bounds>,
    /// Injects that fire in an exercise, on average.
    injects_fired: Option<Bounds>,
    /// Injects, those by hand aside, that never fired.
    injects_dead: Option<Bounds>,
    /// Injects that fire in an hour of real time, median.
    injects_per_h: Option<Bounds>,
    /// Points of joint score that honest sharing is worth, and aid; needs `--worth`.
    sharing: Option<Bounds>,
    aid: Option<Bounds>,
    /// Share of the differences between exercises that is luck, 0 to 1; needs `--worth`.
    luck: Option<Bounds>,
}

/// At least, at most, or both.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Bounds {
    min: Option<f64>,
    max: Option<f64>,
}

/// A threshold with what was found.
pub(crate) struct Judged {
    name: String,
    found: f64,
    bounds: Bounds,
}

impl Judged {
    /// Whether it holds.
    pub(crate) fn is_met(&self) -> bool {
        self.bounds.min.is_none_or(|min| self.found >= min)
            && self.bounds.max.is_none_or(|max| self.found <= max)
    }

    /// For people.
    pub(crate) fn threshold(&self, lang: Lang) -> Threshold {
        let wanted = match (self.bounds.min, self.bounds.max) {
            (Some(min), Some(max)) => format!("{min} {} {max}", lang.pick("bis", "to")),
            (Some(min), None) => format!("{} {min}", lang.pick("mindestens", "at least")),
            (None, Some(max)) => format!("{} {max}", lang.pick("höchstens", "at most")),
            (None, None) => lang.pick("beliebig", "anything").to_owned(),
        };
        Threshold { name: self.name.clone(), found: self.found, wanted, is_met: self.is_met() }
    }

    /// For programs.
    pub(crate) fn json(&self) -> Value {
        json!({"name": self.name, "found": self.found, "min": self.bounds.min, "max": self.bounds.max,
            "met": self.is_met()})
    }
}

impl Gate {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub(crate) fn read(path: &Path) -> Result<Gate, Failure> {
        let wrong = |error: &dyn std::fmt::Display| {
            Failure::Usage(format!(
                "{}: {error}; thresholds are written like (joint: (min: 40, max: 80), luck: (max: 0.6))",
                path.display()
            ))
        };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
        let options =
            ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let gate: Gate = options.from_str(&text).map_err(|error| wrong(&error))?;
        gate.all().try_for_each(|bounds| match (bounds.min, bounds.max) {
            (Some(min), Some(max)) if min > max => Err(wrong(&format!("min {min} is above max {max}"))),
            _ => Ok(()),
        })?;
        Ok(gate)
    }

    fn all(&self) -> impl Iterator<Item = Bounds> {
        let all = [
            self.joint,
            self.joint_sd,
            self.outcome,
            self.cooperation,
            self.objectives,
            self.injects_fired,
            self.injects_dead,
            self.injects_per_h,
            self.sharing,
            self.aid,
            self.luck,
        ];
        all.into_iter().flatten()
    }

    /// Asks for something that only `--worth` finds.
    pub(crate) const fn needs_worth(&self) -> bool {
        self.sharing.is_some() || self.aid.is_some() || self.luck.is_some()
    }

    /// Each threshold with what was found.
    pub(crate) fn judge(&self, subject: &Subject, found: &Sweep, worth: Option<&Worth>) -> Vec<Judged> {
        let mut judged = Vec::new();
        let mut add = |name: &str, bounds: Option<Bounds>, found: f64| {
            judged.extend(bounds.map(|bounds| Judged { name: name.to_owned(), found, bounds }));
        };
        add("joint", self.joint, found.joint.mean);
        add("joint_sd", self.joint_sd, found.joint.sd);
        add("outcome", self.outcome, found.outcome.mean);
        add("cooperation", self.cooperation, found.cooperation.mean);
        for ((id, is_duty), rate) in subject.objectives.iter().zip(&found.objectives) {
            if !is_duty {
                add(&format!("objectives {id}"), self.objectives, rate.rate);
            }
        }
        add("injects_fired", self.injects_fired, found.injects.iter().map(|rate| rate.rate).sum());
        let dead = subject.injects.iter().zip(&found.injects);
        let dead = dead.filter(|((_, by_hand), rate)| !by_hand && rate.rate == 0.0).count();
        add("injects_dead", self.injects_dead, u32::try_from(dead).map_or(f64::MAX, f64::from));
        add("injects_per_h", self.injects_per_h, found.injects_per_h.p50);
        if let Some(worth) = worth {
            add("sharing", self.sharing, worth.sharing.joint.mean);
            add("aid", self.aid, worth.aid.joint.mean);
            add("luck", self.luck, worth.shares.luck);
        }
        judged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Rate, distribution, summary};

    fn read(text: &str) -> Result<Gate, String> {
        let path = std::env::temp_dir().join(format!("planspiel-gate-{}-{}", std::process::id(), text.len()));
        std::fs::write(&path, text).expect("the system's folder for passing files can be written to");
        let read = Gate::read(&path).map_err(|failure| failure.to_string());
        std::fs::remove_file(&path).expect("the file is there");
        read
    }

    #[test]
    fn a_gate_says_what_is_wrong_with_it() {
        assert!(read("(joint: (min: 40), luck: (max: 0.6))").is_ok_and(|gate| gate.needs_worth()));
        for (text, complaint) in [
            ("(joint: (min: 80, max: 40))", "min 80 is above max 40"),
            ("(joint: (least: 40))", "least"),
            ("(points: (min: 40))", "points"),
            ("(joint: 40)", "40"),
        ] {
            let error = read(text).expect_err("there is something wrong");
            assert!(error.contains(complaint), "{text}: {error}");
            assert!(error.contains("thresholds are written like"), "{error}");
        }
    }

    #[test]
    fn each_threshold_is_judged_by_itself() {
        let gate = read(
            "(joint: (min: 40, max: 60), joint_sd: (max: 1), objectives: (min: 0.5), injects_dead: (max: 0))",
        );
        let subject = Subject {
            objectives: [("see", false), ("report", true)].map(|(id, duty)| (id.to_owned(), duty)).to_vec(),
            injects: [("quiet", false), ("by-hand", true)].map(|(id, hand)| (id.to_owned(), hand)).to_vec(),
            ..Subject::default()
        };
        let never = Rate { rate: 0.0, ci95: [0.0, 0.0] };
        let found = Sweep {
            joint: distribution(&[45.0, 55.0]),
            objectives: vec![Rate { rate: 0.5, ..never }, never],
            injects: vec![never; 2],
            ..summary(&subject, &[])
        };
        let judged = gate.expect("a good gate").judge(&subject, &found, None);
        let verdicts: Vec<(&str, bool)> =
            judged.iter().map(|judged| (judged.name.as_str(), judged.is_met())).collect();
        let wanted =
            [("joint", true), ("joint_sd", false), ("objectives see", true), ("injects_dead", false)];
        assert_eq!(verdicts, wanted);
    }
}
