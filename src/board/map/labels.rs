//! Texts on the map: always as large as the text of the panels, whatever the zoom; shortened to the
//! room they have, and hidden when there is none.

use super::super::theme;
use super::art::bevy_color;
use super::camera::{MapCamera, MapFrame};
use bevy::prelude::*;
use bevy::sprite::Anchor;
use bevy::text::{FontSize, TextLayout};
use bevy_egui::egui::Color32;

/// What a label names; decides size and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Node,
    /// The chosen node, where names have no room.
    Chosen,
    Zone,
    Side,
    Veil,
}

/// A text on the map.
#[derive(Component, Debug, Clone)]
pub(crate) struct Label {
    text: String,
    /// Width and height it may take, in units of the map.
    room: Vec2,
    place: Place,
}

impl Label {
    pub(crate) fn bundle(
        text: &str,
        at: Vec2,
        room: Vec2,
        place: Place,
        color: Color32,
        font: &Handle<Font>,
    ) -> impl Bundle {
        let anchor = if place == Place::Zone { Anchor::TOP_LEFT } else { Anchor::TOP_CENTER };
        (
            Label { text: text.to_owned(), room, place },
            Text2d::new(""),
            TextFont { font: font.clone().into(), ..default() },
            TextColor(bevy_color(color)),
            TextBackgroundColor(bevy_color(ground(place))),
            TextLayout::justify(if place == Place::Zone { Justify::Left } else { Justify::Center }),
            anchor,
            Transform::from_translation(at.extend(if place == Place::Chosen { 6.5 } else { 6.0 })),
            Visibility::Hidden,
        )
    }

    /// The text as it fits at this zoom: pixels per unit, height of the font in pixels.
    fn fit(&self, zoom: f32, font_px: f32) -> Option<String> {
        if self.place == Place::Chosen {
            return Some(wrap(&self.text, 24, 3));
        }
        let chars = (self.room.x * zoom / (font_px * LETTER)).round() as usize;
        // A hair's breadth more, for what was rounded on the way.
        let lines = (self.room.y * zoom / (font_px * 1.15) + 0.2) as usize;
        let most = if matches!(self.place, Place::Zone | Place::Side) { 1 } else { 4 };
        (chars >= 6 && lines >= 1).then(|| wrap(&self.text, chars, lines.min(most)))
    }
}

/// Width of a letter on average, in heights of the font.
const LETTER: f32 = 0.53;

/// What lies under a text, so that links do not run through its letters.
fn ground(place: Place) -> Color32 {
    match place {
        Place::Chosen => theme::GROUND,
        Place::Node | Place::Veil => Color32::from_rgba_unmultiplied(0x10, 0x18, 0x20, 150),
        Place::Zone => Color32::from_rgba_unmultiplied(0x10, 0x18, 0x20, 90),
        Place::Side => Color32::TRANSPARENT,
    }
}

/// Breaks a text into at most so many lines of at most so many characters; what does not fit ends
/// with an ellipsis.
fn wrap(text: &str, chars: usize, lines: usize) -> String {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let wanted = line.chars().count() + usize::from(!line.is_empty()) + word.chars().count();
        if line.is_empty() || wanted <= chars {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else if done.len() + 1 < lines {
            done.push(std::mem::replace(&mut line, word.to_owned()));
        } else {
            line.push(' ');
            line.push_str(word);
            words.by_ref().for_each(|_| ());
        }
    }
    done.push(line);
    let cut = |line: String| {
        if line.chars().count() <= chars {
            return line;
        }
        let kept: String = line.chars().take(chars.saturating_sub(1)).collect();
        format!("{}…", kept.trim_end())
    };
    done.into_iter().map(cut).collect::<Vec<_>>().join("\n")
}

/// Sizes and shortens all labels after the zoom, the window or the text has changed.
pub(super) fn refit(
    camera: Single<&MapCamera>,
    frame: Res<MapFrame>,
    added: Query<(), Added<Label>>,
    mut labels: Query<(&Label, &mut Text2d, &mut TextFont, &mut Transform, &mut Visibility)>,
    mut last: Local<(f32, f32)>,
) {
    let now = (camera.zoom, frame.text_zoom);
    if *last == now && added.is_empty() {
        return;
    }
    *last = now;
    for (label, mut text, mut font, mut transform, mut visibility) in &mut labels {
        let size = match label.place {
            Place::Node | Place::Chosen | Place::Zone | Place::Veil => theme::SMALL,
            Place::Side => theme::HEAD,
        };
        let font_px = (size * frame.text_zoom).round();
        let fitted = label.fit(camera.zoom, font_px);
        *visibility = if fitted.is_some() { Visibility::Inherited } else { Visibility::Hidden };
        let fitted = fitted.unwrap_or_default();
        if text.0 != fitted {
            text.0 = fitted;
        }
        font.font_size = FontSize::Px(font_px);
        transform.scale = Vec3::splat(1.0 / camera.zoom);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_break_and_end_where_the_room_ends() {
        assert_eq!(wrap("Integrierte Leitstelle", 12, 2), "Integrierte\nLeitstelle");
        assert_eq!(wrap("Verwaltungsrechner Landesnetz (6)", 12, 2), "Verwaltungs…\nLandesnetz…");
        assert_eq!(wrap("E-Mail", 12, 1), "E-Mail");
        assert_eq!(wrap("Pegel und Vorhersage", 9, 1), "Pegel un…");
    }
}
