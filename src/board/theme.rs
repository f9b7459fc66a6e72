//! Colours and sizes: a calm dark ground, Okabe and Ito's colour-blind-safe colours for what means
//! something, and never a meaning by colour alone.

use bevy_egui::egui::{self, Color32, CornerRadius, FontFamily, FontId, Stroke, TextStyle};

/// Ground of the map.
pub(crate) const GROUND: Color32 = Color32::from_rgb(0x10, 0x18, 0x20);
/// Ground of panels.
pub(crate) const PANEL: Color32 = Color32::from_rgb(0x17, 0x21, 0x2c);
/// Cards on panels.
pub(crate) const CARD: Color32 = Color32::from_rgb(0x20, 0x2d, 0x3a);
/// Cards under the pointer or chosen.
pub(crate) const CARD_UP: Color32 = Color32::from_rgb(0x2b, 0x3d, 0x4e);
/// Lines between things.
pub(crate) const LINE: Color32 = Color32::from_rgb(0x3a, 0x4b, 0x5c);
/// Text.
pub(crate) const TEXT: Color32 = Color32::from_rgb(0xee, 0xf2, 0xf5);
/// Text of less weight; still 7:1 on panels.
pub(crate) const SOFT: Color32 = Color32::from_rgb(0xb4, 0xc2, 0xce);

/// Sky blue: ours, chosen, links.
pub(crate) const SKY: Color32 = Color32::from_rgb(0x56, 0xb4, 0xe9);
/// Bluish green: good.
pub(crate) const GREEN: Color32 = Color32::from_rgb(0x2f, 0xc4, 0x98);
/// Orange: attention.
pub(crate) const ORANGE: Color32 = Color32::from_rgb(0xe6, 0x9f, 0x00);
/// Yellow: suspected.
pub(crate) const YELLOW: Color32 = Color32::from_rgb(0xf0, 0xe4, 0x42);
/// Vermillion: bad.
pub(crate) const RED: Color32 = Color32::from_rgb(0xff, 0x88, 0x48);
/// Reddish purple: lost.
pub(crate) const PURPLE: Color32 = Color32::from_rgb(0xe0, 0x8f, 0xc0);

/// Smallest text, in points.
pub(crate) const SMALL: f32 = 14.0;
/// Running text.
pub(crate) const BODY: f32 = 16.0;
/// Headings inside panels.
pub(crate) const HEAD: f32 = 20.0;
/// Titles of screens.
pub(crate) const TITLE: f32 = 34.0;

/// Frame of what the keyboard has reached.
pub(crate) const FOCUS: Stroke = Stroke { width: 3.0, color: Color32::WHITE };

/// A size of our own for large figures.
pub(crate) fn big(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Dresses an egui context once.
pub(crate) fn dress(ctx: &egui::Context) {
    // Arrows and other signs that the text's own font lacks.
    let mut fonts = egui::FontDefinitions::default();
    let family = fonts.families.entry(FontFamily::Proportional).or_default();
    family.insert(1.min(family.len()), "Hack".to_owned());
    ctx.set_fonts(fonts);
    ctx.set_theme(egui::Theme::Dark);
    ctx.all_styles_mut(|style| {
        for (name, size) in [
            (TextStyle::Small, SMALL),
            (TextStyle::Body, BODY),
            (TextStyle::Button, BODY),
            (TextStyle::Heading, HEAD),
        ] {
            style.text_styles.insert(name, big(size));
        }
        style.text_styles.insert(TextStyle::Monospace, FontId::new(BODY, FontFamily::Monospace));
        style.interaction.selectable_labels = false;
        style.spacing.item_spacing = egui::vec2(8.0, 6.0);
        style.spacing.button_padding = egui::vec2(10.0, 5.0);
        style.spacing.interact_size.y = 28.0;
        style.spacing.scroll = egui::style::ScrollStyle::thin();
        style.animation_time = 0.0;
        #[cfg(debug_assertions)]
        {
            style.debug.show_unaligned = false;
        }
        visuals(&mut style.visuals);
    });
}

fn visuals(visuals: &mut egui::Visuals) {
    visuals.override_text_color = None;
    visuals.panel_fill = PANEL;
    visuals.window_fill = PANEL;
    visuals.window_stroke = Stroke::new(1.0, LINE);
    visuals.extreme_bg_color = GROUND;
    visuals.faint_bg_color = CARD;
    visuals.hyperlink_color = SKY;
    visuals.selection.bg_fill = Color32::from_rgb(0x1f, 0x5f, 0x86);
    visuals.selection.stroke = Stroke::new(1.0, TEXT);
    visuals.weak_text_color = Some(SOFT);
    let widgets = &mut visuals.widgets;
    for (look, fill, line) in [
        (&mut widgets.noninteractive, PANEL, LINE),
        (&mut widgets.inactive, CARD_UP, LINE),
        (&mut widgets.hovered, Color32::from_rgb(0x37, 0x4f, 0x65), SKY),
        (&mut widgets.active, Color32::from_rgb(0x1f, 0x5f, 0x86), SKY),
        (&mut widgets.open, CARD_UP, SKY),
    ] {
        look.bg_fill = fill;
        look.weak_bg_fill = fill;
        look.bg_stroke = Stroke::new(1.0, line);
        look.fg_stroke = Stroke::new(1.0, TEXT);
        look.corner_radius = CornerRadius::same(6);
        look.expansion = 0.0;
    }
    // What the keyboard has reached looks so, too: it must be seen from the back row.
    widgets.active.bg_stroke = FOCUS;
}

/// How much larger everything is drawn than written, by the height of the window and the wish; never
/// smaller, for the smallest text would no longer be read.
pub(crate) fn zoom(height_px: f32, wish: f32) -> f32 {
    ((height_px / 1080.0).clamp(1.0, 3.0) * wish).clamp(1.0, 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn light(color: Color32) -> f32 {
        let part = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.r()) + 0.7152 * part(color.g()) + 0.0722 * part(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_colour_of_text_can_be_read_on_every_ground() {
        for ground in [GROUND, PANEL, CARD, CARD_UP] {
            for text in [TEXT, SOFT, SKY, GREEN, ORANGE, YELLOW, RED, PURPLE] {
                assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}: {}", contrast(text, ground));
            }
        }
    }

    #[test]
    fn no_text_is_ever_under_14_px() {
        for (height, wish) in [(1080.0, 1.0), (720.0, 1.0), (600.0, 0.7), (2160.0, 0.7)] {
            assert!(zoom(height, wish) * SMALL >= 14.0);
        }
    }
}
