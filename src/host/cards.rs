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

/// The link that admits one device without typing.
#[must_use]
pub fn link(hall: &Hall, issued: &Issued) -> String {
    format!("{}/claim?code={}", hall.reach.origin, issued.claim)
}

fn page(hall: &Hall, issued: &[Issued]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="de" {
            head { meta charset="utf-8"; title { "Planspiel" } style { (PreEscaped(STYLE)) } }
            body { @for issued in issued { (card(hall, issued)) } }
        }
    }
}

/// One card, in both languages: nobody knows who will hold it.
#[must_use]
pub fn card(hall: &Hall, issued: &Issued) -> Markup {
    let about = &hall.scenario.about;
    let name = seat_name(&hall.scenario, issued.seat);
    let both = |de: &str, en: &str| html! { span lang="de" { (de) } " / " span lang="en" { (en) } };
    html! {
        article.card.seat-card {
            div {
                p.mark { "ÜBUNG / EXERCISE" }
                h2 { (both(Lang::De.of(&name), Lang::En.of(&name))) }
                p { (both(Lang::De.of(&about.title), Lang::En.of(&about.title))) }
                p { (hall.reach.origin) br; (both("Raumcode", "room code")) ": " strong { (hall.room) } }
                p { (both("Schlüssel", "key")) br; span.key { (issued.key) } }
            }
            div { (qr(&link(hall, issued))) }
        }
    }
}

fn qr(text: &str) -> Markup {
    match QrCode::new(text) {
        Ok(code) => {
            let drawing: String = code.render::<svg::Color<'_>>().build();
            // Without its own declaration it may stand inside a page.
            let start = drawing.find("<svg").unwrap_or(0);
            PreEscaped(drawing[start..].to_owned())
        }
        // An address too long for any code: the key does it as well.
        Err(_) => html! { p { (text) } },
    }
}
