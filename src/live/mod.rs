//! One exercise shared by screens: the writer that proposes, writes down, commits and answers, and
//! the only clock of the program.

pub mod link;
