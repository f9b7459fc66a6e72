//! The difficulty dials: what an author, or whoever plays, sets harder or easier in percent.

use serde::{Deserialize, Serialize};

/// What every dial is set to where nobody turned it.
const AS_WRITTEN: u32 = 100;

/// Difficulty dials in percent; 100 is the author's own setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dials {
    /// Attack points per turn.
    pub tempo: u32,
    /// The attackers' odds.
    pub skill: u32,
    /// False alerts.
    pub noise: u32,
    /// The partners' people.
    pub staff: u32,
    /// 100: what partners share is what they know; 0: it is of no use to anybody (to see what
    /// sharing is worth).
    pub sharing: u32,
    /// How reliable partners are, 0 to 100: the chance that a share or aid is handed over in time;
    /// otherwise it goes out one turn later.
    #[serde(skip_serializing_if = "is_as_written")]
    pub reliability: u32,
    /// Time pressure, 10 to 500: 200 halves the advised minutes of every phase. Policies feel
    /// nothing of it.
    #[serde(skip_serializing_if = "is_as_written")]
    pub pressure: u32,
}

/// Not written where nobody turned it: scenarios and logs from before the dial keep their hash.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_as_written(percent: &u32) -> bool {
    *percent == AS_WRITTEN
}

impl Default for Dials {
    fn default() -> Self {
        let at = AS_WRITTEN;
        Dials { tempo: at, skill: at, noise: at, staff: at, sharing: at, reliability: at, pressure: at }
    }
}

/// One of the dials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dial {
    Tempo,
    Skill,
    Noise,
    Staff,
    Sharing,
    Reliability,
    Pressure,
}

impl Dial {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Dial; 7] = [
        Dial::Tempo,
        Dial::Skill,
        Dial::Noise,
        Dial::Staff,
        Dial::Sharing,
        Dial::Reliability,
        Dial::Pressure,
    ];

    /// What it is set to, percent.
    #[must_use]
    pub const fn of(self, dials: &Dials) -> u32 {
        match self {
            Dial::Tempo => dials.tempo,
            Dial::Skill => dials.skill,
            Dial::Noise => dials.noise,
            Dial::Staff => dials.staff,
            Dial::Sharing => dials.sharing,
            Dial::Reliability => dials.reliability,
            Dial::Pressure => dials.pressure,
        }
    }

    /// Its name in scenarios and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Dial::Tempo => "tempo",
            Dial::Skill => "skill",
            Dial::Noise => "noise",
            Dial::Staff => "staff",
            Dial::Sharing => "sharing",
            Dial::Reliability => "reliability",
            Dial::Pressure => "pressure",
        }
    }

    /// The dial of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Dial> {
        Self::ALL.into_iter().find(|dial| dial.name() == name)
    }

    /// Lowest and highest percentage it can be turned to.
    #[must_use]
    pub const fn range(self) -> (u32, u32) {
        match self {
            Dial::Tempo | Dial::Skill | Dial::Noise | Dial::Staff => (0, 1000),
            Dial::Sharing | Dial::Reliability => (0, 100),
            Dial::Pressure => (10, 1000),
        }
    }

    /// Turns it: to `percent` of what the scenario has set. `sharing` is set, not scaled.
    pub fn turn(self, dials: &mut Dials, percent: u32) {
        let scale = |of: &mut u32| *of = of.saturating_mul(percent) / 100;
        match self {
            Dial::Tempo => scale(&mut dials.tempo),
            Dial::Skill => scale(&mut dials.skill),
            Dial::Noise => scale(&mut dials.noise),
            Dial::Staff => scale(&mut dials.staff),
            Dial::Sharing => dials.sharing = percent,
            Dial::Reliability => scale(&mut dials.reliability),
            Dial::Pressure => scale(&mut dials.pressure),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dials_are_found_by_name_and_scale_what_is_set() {
        assert!(Dial::ALL.into_iter().all(|dial| Dial::named(dial.name()) == Some(dial)));
        assert_eq!(Dial::named("speed"), None);
        let mut dials = Dials { tempo: 150, reliability: 80, ..Dials::default() };
        Dial::Tempo.turn(&mut dials, 200);
        Dial::Reliability.turn(&mut dials, 50);
        assert_eq!((dials.tempo, dials.reliability, dials.skill), (300, 40, 100));
    }

    #[test]
    fn an_unturned_dial_changes_no_hash() {
        let plain = serde_json::to_string(&Dials::default()).expect("numbers");
        assert_eq!(plain, r#"{"tempo":100,"skill":100,"noise":100,"staff":100,"sharing":100}"#);
        let read: Dials = serde_json::from_str(&plain).expect("an old log's dials");
        assert_eq!(read, Dials::default());
        let late = Dials { reliability: 60, ..Dials::default() };
        let text = serde_json::to_string(&late).expect("numbers");
        assert_eq!(serde_json::from_str::<Dials>(&text).expect("its own text"), late);
    }
}
