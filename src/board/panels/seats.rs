//! How people come in: the address, the room's code, who is there, and keys with their QR codes.

use super::super::act::Act;
use super::super::theme;
use super::super::words;
use super::Desk;
use super::widgets::{head, small, soft, text};
use crate::live::link::{IssuedView, SeatsView};
use bevy_egui::egui::{self, Color32, RichText, Ui};
use qrcode::{Color, QrCode};

/// Side of a QR code, points.
const QR_SIDE: f32 = 260.0;
/// White modules around it (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

/// Draws it.
pub(crate) fn list(ui: &mut Ui, desk: &mut Desk) {
    ui.label(head(desk.say(words::JOINING)));
    let Some(seats) = desk.shown.seats.clone() else {
        ui.spinner();
        return;
    };
    ui.horizontal(|ui| {
        ui.label(soft(desk.say(words::ADDRESS)));
        ui.label(RichText::new(&seats.address).size(22.0).color(theme::TEXT));
        ui.add_space(18.0);
        ui.label(soft(desk.say(words::ROOM)));
        ui.label(RichText::new(&seats.room).size(22.0).color(theme::TEXT));
    });
    if is_loopback(&seats.address) {
        text(ui, RichText::new(desk.say(words::ONLY_HERE)).size(theme::SMALL).color(theme::ORANGE));
    }
    ui.add_space(8.0);
    let issued = desk.shown.issued.clone();
    ui.columns(2, |columns| {
        rows(&mut columns[0], desk, &seats);
        match &issued {
            Some(issued) => key(&mut columns[1], desk, issued),
            None => {
                text(&mut columns[1], soft(desk.say(words::KEY_NOTE)));
            }
        }
    });
}

fn is_loopback(address: &str) -> bool {
    ["//127.", "//localhost", "//[::1]"].iter().any(|host| address.contains(host))
}

fn rows(ui: &mut Ui, desk: &mut Desk, seats: &SeatsView) {
    for item in &seats.seats {
        ui.horizontal(|ui| {
            let (sign, color) = if item.devices > 0 { ("●", theme::GREEN) } else { ("○", theme::SOFT) };
            ui.label(RichText::new(sign).color(color));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(desk.say(words::NEW_KEY)).clicked() {
                    desk.act(Act::Issue(item.seat));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let name = egui::Label::new(desk.of(&item.name)).truncate();
                    ui.add(name).on_hover_text(match item.devices {
                        0 => desk.say(words::NOBODY).to_owned(),
                        devices => words::DEVICES.with(desk.lang(), devices),
                    });
                });
            });
        });
    }
}

fn key(ui: &mut Ui, desk: &Desk, issued: &IssuedView) {
    ui.vertical_centered(|ui| {
        ui.label(head(desk.of(&issued.name)));
        // An address too long for any code: the key does it as well.
        if let Ok(code) = QrCode::new(&issued.link) {
            qr(ui, &code);
        }
        ui.label(soft(desk.say(words::KEY)));
        ui.label(RichText::new(&issued.key).font(egui::FontId::monospace(28.0)).color(theme::TEXT));
        text(ui, small(desk.say(words::KEY_ONCE)));
    });
}

fn qr(ui: &mut Ui, code: &QrCode) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(QR_SIDE, QR_SIDE), egui::Sense::hover());
    ui.painter().rect_filled(rect, 0.0, Color32::WHITE);
    let width = code.width();
    let module = QR_SIDE / (width + 2 * QUIET) as f32;
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Light {
            continue;
        }
        let (x, y) = (index % width + QUIET, index / width + QUIET);
        let at = rect.min + egui::vec2(x as f32 * module, y as f32 * module);
        let square = egui::Rect::from_min_size(at, egui::vec2(module, module));
        ui.painter().rect_filled(square, 0.0, Color32::BLACK);
    }
}
