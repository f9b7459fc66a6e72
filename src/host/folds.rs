//! Zones of a large network that a page shows open: they stand in its address, so that a link opens one
//! more, the way back closes it again, and nothing has to be remembered.

use super::here::Here;
use crate::scenario::ids::ZoneId;
use crate::scenario::model::Text;
use crate::view::{MapView, NodeView, ZoneView, names};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Most zones that a page opens at once.
const MOST: usize = 24;

/// The zones that are open, by their ids.
pub struct Open(Vec<String>);

impl Open {
    /// Those of the page's address: `?open=lk-01-net,lk-02-net`.
    #[must_use]
    pub fn of(here: &Here) -> Open {
        let query = here.address.split_once('?').map_or("", |(_, query)| query);
        let ids = query.split('&').find_map(|part| part.strip_prefix("open=")).unwrap_or("");
        let ids = ids.replace("%2C", ",");
        let is_id = |id: &&str| {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            !id.is_empty() && id.len() <= 40 && id.bytes().all(plain)
        };
        Open(ids.split(',').filter(is_id).take(MOST).map(str::to_owned).collect())
    }

    /// Their ids.
    #[must_use]
    pub fn slugs(&self) -> &[String] {
        &self.0
    }

    /// Those of them that are on the map.
    #[must_use]
    pub fn zones(&self, map: &MapView) -> BTreeSet<ZoneId> {
        map.zones.iter().filter(|zone| self.has(zone)).map(|zone| zone.id).collect()
    }

    fn has(&self, zone: &ZoneView) -> bool {
        self.0.contains(&zone.slug)
    }

    /// What stands behind the question mark, with it; empty where nothing is open.
    #[must_use]
    pub fn query(&self) -> String {
        if self.0.is_empty() { String::new() } else { format!("?open={}", self.0.join(",")) }
    }

    /// The same with something that tells one state of the map from another.
    #[must_use]
    pub fn query_with(&self, mark: &str) -> String {
        if self.0.is_empty() { format!("?{mark}") } else { format!("{}&{mark}", self.query()) }
    }

    /// The same with a zone opened that was closed, or the other way round.
    fn turned(&self, zone: &ZoneView) -> Open {
        let mut zones: Vec<String> = self.0.iter().filter(|id| **id != zone.slug).cloned().collect();
        if zones.len() == self.0.len() {
            zones.push(zone.slug.clone());
        }
        Open(zones)
    }
}

/// Zones that fold, by what they are called together.
#[must_use]
pub fn families<'m>(map: &'m MapView, foldable: &BTreeSet<ZoneId>) -> Vec<(&'m Text, Vec<&'m ZoneView>)> {
    let mut families: Vec<(&Text, Vec<&ZoneView>)> = Vec::new();
    for zone in map.zones.iter().filter(|zone| foldable.contains(&zone.id)) {
        let name = zone.family.as_ref().unwrap_or(&zone.name);
        match families.iter_mut().find(|(family, _)| *family == name) {
            Some((_, zones)) => zones.push(zone),
            None => families.push((name, vec![zone])),
        }
    }
    families
}

/// What is known of several systems together: how many, and how many of them carry which mark.
#[must_use]
pub fn state(here: &Here, nodes: &[&NodeView]) -> String {
    let mut marked: BTreeMap<crate::view::Mark, usize> = BTreeMap::new();
    nodes.iter().flat_map(|node| &node.marks).for_each(|mark| *marked.entry(*mark).or_default() += 1);
    let count = format!("{} {}", nodes.len(), here.say("Systeme", "systems"));
    let marks =
        marked.into_iter().map(|(mark, count)| format!("{count} {}", names::mark(mark).say(here.lang)));
    [count].into_iter().chain(marks).collect::<Vec<_>>().join(" · ")
}

/// Links that open folded zones on the drawing and close open ones; nothing on a map that is drawn whole.
#[must_use]
pub fn bar(here: &Here, map: &MapView) -> Markup {
    let foldable = map.foldable();
    let open = Open::of(here);
    let link = |zone: &ZoneView, sign: &str| {
        let to = open.turned(zone).query();
        let to = if to.is_empty() { here.path.clone() } else { to };
        html! { a href={ (to) "#map" } { (sign) " " (here.lang.of(&zone.name)) } " " }
    };
    html! {
        @if !foldable.is_empty() {
            @let (opened, closed): (Vec<_>, Vec<_>) = families(map, &foldable).into_iter().flat_map(|(_, zones)| zones).partition(|zone| open.has(zone));
            @if !opened.is_empty() {
                p { (here.say("Auf der Zeichnung offen, zum Zuklappen:", "Open on the drawing, to fold again:")) " "
                    @for zone in opened { (link(zone, "−")) } }
            }
            details id="folds" {
                summary { (here.say("Auf der Zeichnung öffnen", "Open on the drawing")) " (" (closed.len()) ")" }
                @for (family, zones) in families(map, &foldable) {
                    p { strong { (here.lang.of(family)) ": " }
                        @for zone in zones.iter().filter(|zone| !open.has(zone)) { (link(zone, "+")) } }
                }
            }
        }
    }
}
