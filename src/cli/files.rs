//! `new` and `show`: a scenario to start from, and the network drawn.

use super::Failure;
use super::args::ShowArgs;
use super::play::playable;
use crate::export;
use crate::rules::situation::Situation;
use crate::scenario::Scenario;
use crate::scenario::graph::{GraphFacts, facts};
use crate::scenario::ids::ZoneId;
use crate::scenario::suggest::did_you_mean;
use crate::scenario::template::TEMPLATE;
use crate::view::{Lang, MapView, WHOLE, seat_view, shared_map};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Writes a scenario to start from.
pub(crate) fn new(dir: &Path, from: Option<&str>) -> Result<(), Failure> {
    if dir.exists() {
        let text = format!("{} exists already; name a folder that does not exist yet", dir.display());
        return Err(Failure::Usage(text));
    }
    match from {
        None | Some("template") => write_template(dir)?,
        Some(other) => copy(Path::new(other), dir)?,
    }
    anstream::eprintln!("{} is there; look at it with `planspiel check {}`", dir.display(), dir.display());
    Ok(())
}

fn disk(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Environment(format!("{}: {error}", path.display()))
}

fn write_template(dir: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(dir).map_err(|error| disk(dir, &error))?;
    for (name, text) in TEMPLATE {
        let path = dir.join(name);
        std::fs::write(&path, text).map_err(|error| disk(&path, &error))?;
    }
    Ok(())
}

/// Copies the files of a scenario's folder.
fn copy(from: &Path, dir: &Path) -> Result<(), Failure> {
    if !from.join(crate::files::ROOT).is_file() {
        let text = format!("{} is no scenario's folder (it has no {})", from.display(), crate::files::ROOT);
        return Err(Failure::Usage(text));
    }
    std::fs::create_dir_all(dir).map_err(|error| disk(dir, &error))?;
    let entries = std::fs::read_dir(from).map_err(|error| disk(from, &error))?;
    for entry in entries.filter_map(Result::ok).filter(|entry| entry.path().is_file()) {
        let to = dir.join(entry.file_name());
        std::fs::copy(entry.path(), &to).map_err(|error| disk(&to, &error))?;
    }
    Ok(())
}

/// Draws the network, or says what its graph shows.
pub(crate) fn show(options: &ShowArgs, lang: Lang) -> Result<(), Failure> {
    let scenario = playable(&options.scenario, None)?;
    let map = map(&scenario, options.seat.as_deref())?;
    if options.dot {
        anstream::print!("{}", export::dot(&scenario, lang));
    } else if options.json {
        anstream::println!("{}", export::json(&scenario, &facts(&scenario)));
    } else if let Some(path) = &options.svg {
        let open = zones(&map, &options.open)?;
        let drawing = export::svg(&scenario, &map.folded(&open), lang);
        if path.as_os_str() == "-" {
            anstream::print!("{drawing}");
        } else {
            std::fs::write(path, drawing).map_err(|error| disk(path, &error))?;
            anstream::eprintln!("drawn to {}", path.display());
        }
    } else {
        print_facts(&scenario, &facts(&scenario), lang);
    }
    Ok(())
}

/// Zones by their ids.
fn zones(map: &MapView, ids: &[String]) -> Result<BTreeSet<ZoneId>, Failure> {
    let slugs = || map.zones.iter().map(|zone| zone.slug.as_str());
    let find = |id: &String| {
        let zone = map.zones.iter().find(|zone| zone.slug == *id).map(|zone| zone.id);
        zone.ok_or_else(|| {
            let meant = did_you_mean(id, slugs()).or_else(|| slugs().next().map(str::to_owned));
            Failure::Usage(format!("there is no zone \"{id}\"; there is {}", meant.unwrap_or_default()))
        })
    };
    ids.iter().map(find).collect()
}

/// The whole map, or what a partner's seats see at the start.
fn map(scenario: &Scenario, seat: Option<&str>) -> Result<MapView, Failure> {
    let Some(seat) = seat.filter(|seat| *seat != "trainer") else { return Ok(shared_map(scenario)) };
    let slug = seat.split('.').next().unwrap_or(seat);
    let partner = scenario.partner_named(slug).ok_or_else(|| {
        let known: Vec<&str> = scenario.partners.iter().map(|partner| partner.id.as_str()).collect();
        Failure::Usage(format!("there is no seat \"{seat}\"; there are trainer, {}", known.join(", ")))
    })?;
    let now = Situation::new(scenario);
    Ok(seat_view(scenario, partner, &now.pictures[partner.index()], now.public, &[]).map)
}

fn print_facts(scenario: &Scenario, facts: &GraphFacts, lang: Lang) {
    let count = |n: usize, de: &str, en: &str| format!("{n} {}", if lang == Lang::De { de } else { en });
    anstream::println!(
        "{}: {}, {}, {}",
        lang.of(&scenario.about.title),
        count(scenario.nodes.len(), "Systeme", "nodes"),
        count(scenario.links.len(), "Verbindungen", "links"),
        count(scenario.zones.len(), "Zonen", "zones")
    );
    for (place, family) in scenario.families.iter().enumerate() {
        let zones = scenario.zones.iter().filter(|zone| zone.family.is_some_and(|id| id.index() == place));
        let nodes = zones.clone().map(|zone| zone.nodes.len()).sum();
        anstream::println!(
            "{}: {}, {}",
            lang.of(&family.name),
            count(zones.count(), "Zonen", "zones"),
            count(nodes, "Systeme", "nodes")
        );
    }
    let mut facts = export::json(scenario, facts)["facts"].take();
    if scenario.nodes.len() > WHOLE {
        shorten(&mut facts, lang);
    }
    anstream::println!("{facts:#}");
}

/// Of long lists the beginning, and how much more there is.
fn shorten(facts: &mut Value, lang: Lang) {
    const FEW: usize = 12;
    match facts {
        Value::Array(list) => {
            let more = list.len().saturating_sub(FEW);
            if more > 0 {
                list.truncate(FEW);
                let words = match lang {
                    Lang::De => format!("... und {more} weitere (alle mit --json)"),
                    Lang::En => format!("... and {more} more (all of them with --json)"),
                };
                list.push(Value::String(words));
            }
            list.iter_mut().for_each(|entry| shorten(entry, lang));
        }
        Value::Object(fields) => fields.values_mut().for_each(|field| shorten(field, lang)),
        _ => {}
    }
}
