//! Seat cards to print: the seat, the address, the room's code, the key, and a QR code that admits one
//! device without typing.

use super::hall::{Hall, Issued};
use crate::view::{Lang, seat_name, seat_slug};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg;
use std::path::Path;

const STYLE: &str = "body{font:12pt sans-serif}article{border:1px solid #000;padding:8mm;margin:0 0 8mm;break-inside:avoid;\
                     display:grid;grid-template-columns:1fr 42mm;gap:6mm}h2{margin:0}svg{width:42mm;height:42mm}\
                     .key{font:bold 20pt monospace;letter-spacing:2px}.mark{font-weight:bold}";

/// Writes `cards.html` and, for other programs, `cards.json`. Only what was issued just now has a key.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(hall: &Hall, issued: &[Issued], folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("cards.html"), page(hall, issued).into_string())?;
    let list: Vec<_> = issued
        .iter()
        .map(|issued| {
            serde_json::json!({"seat": seat_slug(&hall.scenario, issued.seat), "key": issued.key,
                "link": link(hall, issued)})
        })
        .collect();
    let all = serde_json::json!({"schema": "planspiel.cards/1", "address": hall.reach.origin, "room": hall.room,
        "cards": list});
    std::fs::write(folder.join("cards.json"), format!("{all:#}\n"))
}

fn link(hall: &Hall, issued: &Issued) -> String {
    format!("{}/claim?code={}", hall.reach.origin, issued.claim)
}

fn page(hall: &Hall, issued: &[Issued]) -> Markup {
    let about = &hall.scenario.about;
    html! {
        (DOCTYPE)
        html lang="de" {
            head { meta charset="utf-8"; title { "Planspiel" } style { (PreEscaped(STYLE)) } }
            body {
                @for issued in issued {
                    article {
                        div {
                            p.mark { "ÜBUNG / EXERCISE" }
                            h2 { (Lang::De.of(&seat_name(&hall.scenario, issued.seat))) " / " span lang="en" { (Lang::En.of(&seat_name(&hall.scenario, issued.seat))) } }
                            p { (Lang::De.of(&about.title)) " / " span lang="en" { (Lang::En.of(&about.title)) } }
                            p { (hall.reach.origin) br; "Raumcode / " span lang="en" { "room code" } ": " strong { (hall.room) } }
                            p { "Schlüssel / " span lang="en" { "key" } br; span.key { (issued.key) } }
                        }
                        div { (qr(&link(hall, issued))) }
                    }
                }
            }
        }
    }
}

fn qr(text: &str) -> Markup {
    match QrCode::new(text) {
        Ok(code) => PreEscaped(code.render::<svg::Color<'_>>().build()),
        // An address too long for any code: the key does it as well.
        Err(_) => html! { p { (text) } },
    }
}
