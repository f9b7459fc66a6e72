//! Who is on shift and who is free, as small figures.

use super::super::theme;
use super::super::words;
use super::Desk;
use super::widgets::small;
use crate::scenario::words::People;
use crate::view::{SeatView, wording};
use bevy_egui::egui::{self, Ui};

/// The partner's people: free ones filled.
pub(crate) fn strip(ui: &mut Ui, desk: &Desk, view: &SeatView) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(12.0, 2.0);
        for people in view.people.iter().filter(|people| people.on_shift > 0) {
            let name = capital(desk.of(&wording::people(people.kind)));
            let text = format!("{name} {}/{}", people.free, people.on_shift);
            let color = if people.free == 0 { theme::ORANGE } else { theme::SOFT };
            ui.add(egui::Label::new(small(text).color(color)).extend()).on_hover_text(format!(
                "{} {}, {} {}",
                people.free,
                desk.say(words::FREE),
                people.on_shift,
                desk.say(words::ON_SHIFT)
            ));
        }
    });
}

/// What an order takes: kinds and numbers.
pub(crate) fn cost(desk: &Desk, people: &[(People, u8)]) -> String {
    if people.is_empty() {
        return desk.say(words::NO_PEOPLE).to_owned();
    }
    let part = |(kind, count): &(People, u8)| format!("{count} {}", desk.of(&wording::people(*kind)));
    people.iter().map(part).collect::<Vec<_>>().join(", ")
}

/// With a capital letter in front.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
