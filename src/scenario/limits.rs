//! Every limit of a scenario, named, in one place.

/// Playing partners (shares address them as bits of a byte).
pub const PARTNERS: usize = 8;
/// Third parties.
pub const THIRD_PARTIES: usize = 64;
/// Zones.
pub const ZONES: usize = 250;
/// Generators.
pub const GENERATORS: usize = 32;
/// Copies that one generator makes.
pub const COPIES: u32 = 1000;
/// Nodes.
pub const NODES: usize = 16_000;
/// Links, after zone-to-zone links were laid out.
pub const LINKS: usize = 60_000;
/// Pairs of nodes that all links as written may lead between, alike ones counted each time.
pub const LINK_PAIRS: usize = 1_000_000;
/// Templates.
pub const TEMPLATES: usize = 512;
/// How many templates a node may take from, one like the other.
pub const TEMPLATE_DEPTH: usize = 16;
/// Dependencies.
pub const DEPENDENCIES: usize = 60_000;
/// Moves: a technique over a link, or on a node.
pub const MOVES: usize = 4_000_000;
/// Different services, weaknesses, credentials and controls (each a bit of a word).
pub const WORD: usize = 64;
/// Attackers.
pub const ACTORS: usize = 8;
/// Stock adversaries of the catalogue.
pub const ADVERSARIES: usize = 64;
/// Wants of one attacker.
pub const WANTS: usize = 64;
/// Names of one attacker's tools, or of its infrastructure.
pub const MEANS: usize = 32;
/// Steps of one attacker's script.
pub const SCRIPT: usize = 1000;
/// Techniques.
pub const TECHNIQUES: usize = 128;
/// Measures of the catalogue.
pub const MEASURES: usize = 128;
/// Measures that add a control, and that add a sensor (each a bit of a word of 32, or 16 for sensors).
pub const ADDED: usize = 32;
/// Injects.
pub const INJECTS: usize = 250;
/// Objectives.
pub const OBJECTIVES: usize = 64;
/// Endings.
pub const ENDS: usize = 64;
/// Shorter versions.
pub const CUTS: usize = 16;
/// Duties of the catalogue.
pub const DUTIES: usize = 128;
/// Duties of one partner.
pub const OWN_DUTIES: usize = 6;
/// Stages of one duty.
pub const STAGES: usize = 4;
/// Things that conditions want remembered (each a bit of a word).
pub const MEMOS: usize = 64;
/// Holidays of one partner.
pub const HOLIDAYS: usize = 64;
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
/// Characters of a name or title, before it is called too long.
pub const NAME: usize = 90;
/// Characters of a hint, a question or a choice.
pub const LINE: usize = 400;
/// Characters of what an inject says.
pub const MESSAGE: usize = 1600;

/// Largest single file, in bytes.
pub const FILE_BYTES: usize = 2 * 1024 * 1024;
/// Largest sum of all files of a scenario, in bytes.
pub const TOTAL_BYTES: usize = 16 * 1024 * 1024;
/// Most files of a scenario, the root file included.
pub const FILES: usize = 64;
/// Deepest nesting of brackets in a file.
pub const DEPTH: usize = 64;
/// Most problems that are collected from one file.
pub const PROBLEMS_PER_FILE: usize = 100;
/// Longest piece of a file that is quoted in a message, in characters.
pub const QUOTE_CHARS: usize = 60;
/// Longest path of an included file, in bytes.
pub const PATH_BYTES: usize = 512;
