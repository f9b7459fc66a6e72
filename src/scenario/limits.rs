//! How much a scenario may hold. A file beyond a limit is reported, never read to the end.

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
