//! Every limit of a scenario, named, in one place.

/// Playing partners (shares address them as bits of a byte).
pub const PARTNERS: usize = 8;
/// Third parties.
pub const THIRD_PARTIES: usize = 64;
/// Zones.
pub const ZONES: usize = 128;
/// Nodes.
pub const NODES: usize = 16_000;
/// Links, after zone-to-zone links were laid out.
pub const LINKS: usize = 60_000;
/// Different services, weaknesses, credentials and controls (each a bit of a word).
pub const WORD: usize = 64;
/// Attackers.
pub const ACTORS: usize = 8;
/// Techniques and measures in use.
pub const TECHNIQUES: usize = 128;
/// Measures of the catalogue.
pub const MEASURES: usize = 128;
/// Measures that add a control, and that add a sensor (each a bit of a half word).
pub const ADDED: usize = 16;
/// Injects.
pub const INJECTS: usize = 250;
/// Choices of one inject.
pub const CHOICES: usize = 8;
/// Seats of one partner.
pub const SEATS: usize = 16;
/// Turns.
pub const TURNS: usize = 200;
/// Hours of one turn.
pub const TURN_H: u32 = 72;
/// Depth of a condition.
pub const CONDITION_DEPTH: usize = 16;
