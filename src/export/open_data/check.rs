//! Whom one could still recognize: groups of rows that are alike in what others may know, and how many of them are
//! smaller than [`K`]; partners of whom too few seats acted to hide in; duties that only one partner has. It says
//! what it found and changes nothing.

use super::Package;
use super::table::Table;
use std::collections::{BTreeMap, BTreeSet};

/// A group should have at least so many rows (k-anonymity; Sweeney 2002).
pub(super) const K: usize = 3;

/// Columns that somebody who was there may know, table by table.
const KNOWN: [(&str, &[&str]); 6] = [
    ("partners", &["partner"]),
    ("duties", &["partner", "duty"]),
    ("shares", &["from", "to", "channel"]),
    ("shares", &["from", "to", "turn"]),
    ("orders", &["partner", "seat"]),
    ("orders", &["partner", "seat", "group"]),
];

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Findings {
    pub(super) groups: Vec<Groups>,
    /// Partners by pseudonym, with how many of their seats gave orders, where these are fewer than [`K`].
    pub(super) few_seats: Vec<(String, usize)>,
    /// Duties in the data that only one partner of the scenario has: they name it to whoever knows the law.
    pub(super) telling_duties: Vec<String>,
}

/// Groups of rows that are alike in some columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Groups {
    pub(super) table: &'static str,
    pub(super) columns: Vec<&'static str>,
    pub(super) all: usize,
    /// Groups with fewer than [`K`] rows, and the rows in them.
    pub(super) small: usize,
    pub(super) rows: usize,
}

impl Findings {
    /// Nobody stands out.
    pub(super) fn is_clean(&self) -> bool {
        self.few_seats.is_empty()
            && self.telling_duties.is_empty()
            && self.groups.iter().all(|groups| groups.small == 0)
    }
}

pub(super) fn check(package: &Package<'_>) -> Findings {
    let named = |slug: &str| package.tables.iter().find(|table| table.slug == slug);
    let groups = KNOWN.iter().filter_map(|(slug, columns)| groups(named(slug)?, columns));
    Findings {
        groups: groups.collect(),
        few_seats: named("orders").map(few_seats).unwrap_or_default(),
        telling_duties: named("duties").map(|table| telling(package, table)).unwrap_or_default(),
    }
}

/// `None` where there are no rows. A row without a seat is nobody's.
fn groups(table: &Table, columns: &[&'static str]) -> Option<Groups> {
    let places: Vec<usize> = columns.iter().filter_map(|name| table.column(name)).collect();
    let seat = table.column("seat").filter(|seat| places.contains(seat));
    let mut sizes: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for row in table.rows.iter().filter(|row| seat.is_none_or(|seat| !row[seat].is_empty())) {
        *sizes.entry(places.iter().map(|place| row[*place].as_str()).collect()).or_default() += 1;
    }
    let small: Vec<usize> = sizes.values().copied().filter(|size| *size < K).collect();
    let (all, rows) = (sizes.len(), small.iter().sum());
    (all > 0).then(|| Groups { table: table.slug, columns: columns.to_vec(), all, small: small.len(), rows })
}

fn few_seats(orders: &Table) -> Vec<(String, usize)> {
    let (Some(partner), Some(seat)) = (orders.column("partner"), orders.column("seat")) else {
        return Vec::new();
    };
    let mut seats: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in orders.rows.iter().filter(|row| row[seat].starts_with("seat-")) {
        seats.entry(&row[partner]).or_default().insert(&row[seat]);
    }
    let few = seats.into_iter().filter(|(_, seats)| seats.len() < K);
    few.map(|(partner, seats)| (partner.to_owned(), seats.len())).collect()
}

fn telling(package: &Package<'_>, duties: &Table) -> Vec<String> {
    let Some(place) = duties.column("duty") else { return Vec::new() };
    let partners = &package.source.exercise.scenario().partners;
    let owners = |id: &str| partners.iter().filter(|def| def.duties.iter().any(|duty| duty.id == id)).count();
    let ids: BTreeSet<&str> = duties.rows.iter().map(|row| row[place].as_str()).collect();
    ids.into_iter().filter(|id| owners(id) == 1).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::table::Field;
    use super::*;
    use crate::view::wording::both;

    fn orders(rows: &[[&str; 3]]) -> Table {
        let field = |name: &'static str| Field::text(name, both("", ""), both("", ""));
        Table {
            slug: "orders",
            title: both("", ""),
            about: both("", ""),
            fields: ["partner", "seat", "group"].map(field).into(),
            key: Vec::new(),
            rows: rows.iter().map(|row| row.map(str::to_owned).into()).collect(),
        }
    }

    #[test]
    fn small_groups_and_lonely_seats_are_found() {
        let table = orders(&[
            ["partner-1", "seat-4", "share"],
            ["partner-1", "seat-4", "share"],
            ["partner-1", "seat-4", "contain"],
            ["partner-2", "seat-1", "share"],
            ["partner-2", "", "share"],
            ["partner-2", "control", "share"],
        ]);
        let by_seat = groups(&table, &["partner", "seat"]).expect("there are rows");
        assert_eq!((by_seat.all, by_seat.small, by_seat.rows), (3, 2, 2));
        let by_group = groups(&table, &["partner", "seat", "group"]).expect("there are rows");
        assert_eq!((by_group.all, by_group.small, by_group.rows), (4, 4, 5));
        assert_eq!(few_seats(&table), [("partner-1".to_owned(), 1), ("partner-2".to_owned(), 1)]);
        assert_eq!(groups(&orders(&[["partner-1", "", "share"]]), &["partner", "seat"]), None);
    }
}
