//! Every list within its limit. Checked before everything else, so that no file, however made, keeps
//! the check busy or fills the memory.

use super::book::{Book, Entry};
use super::desk::Desk;
use crate::scenario::limits::*;

/// Whether all lists are within their limits; those that are not are reported.
pub(super) fn check(desk: &mut Desk<'_>, book: &Book<'_>) -> bool {
    let network = [
        list(desk, "partners", &book.partners, PARTNERS),
        list(desk, "third parties", &book.third_parties, THIRD_PARTIES),
        list(desk, "templates", &book.templates, TEMPLATES),
        list(desk, "zones", &book.zones, ZONES),
        list(desk, "nodes", &book.nodes, NODES),
        list(desk, "generators", &book.generate, GENERATORS),
        list(desk, "links", &book.links, LINKS),
        list(desk, "dependencies", &book.dependencies, DEPENDENCIES),
        list(desk, "credentials", &book.credentials, WORD),
    ];
    let play = [
        list(desk, "cuts", &book.cuts, CUTS),
        list(desk, "actors", &book.actors, ACTORS),
        list(desk, "stock adversaries", &book.adversaries, ADVERSARIES),
        list(desk, "injects", &book.injects, INJECTS),
        list(desk, "objectives", &book.objectives, OBJECTIVES),
        list(desk, "endings", &book.ends, ENDS),
    ];
    let catalog = [
        list(desk, "techniques", &book.techniques, TECHNIQUES),
        list(desk, "measures", &book.measures, MEASURES),
        list(desk, "sensors", &book.sensors, WORD),
        list(desk, "controls", &book.controls, WORD),
        list(desk, "weaknesses", &book.weaknesses, WORD),
        list(desk, "data classes", &book.data_classes, WORD),
        list(desk, "duties", &book.duties, DUTIES),
    ];
    network.iter().chain(&play).chain(&catalog).all(|within| *within)
}

/// The first entry beyond the limit is where it is said.
fn list<T>(desk: &mut Desk<'_>, what: &str, list: &[Entry<'_, T>], most: usize) -> bool {
    let Some(beyond) = list.get(most) else { return true };
    desk.limit(&beyond.at, what, list.len(), most);
    false
}
