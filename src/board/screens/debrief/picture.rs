//! Networks as somebody saw them, small and side by side, in the shapes and colours of the map.

use super::super::super::icons::{self, Body};
use super::super::super::map::layout::{self, Layout};
use super::super::super::map::{BODY, RING, look};
use super::super::super::panels::Desk;
use super::super::super::panels::widgets::head;
use super::super::super::words;
use super::super::super::{partner_name, theme};
use crate::live::link::{DebriefStep, DebriefView, PictureView};
use crate::view::{MapView, NodeView, Side};
use bevy::math::Vec2;
use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{self, Color32, Rect, Sense, Stroke, StrokeKind, Ui};

/// Pictures in a row.
const IN_A_ROW: usize = 3;

/// Draws the pictures in the height that they have together. Where they have the whole height, at the step of the truth,
/// the truth has a row of its own.
pub(super) fn side_by_side(ui: &mut Ui, desk: &Desk, view: &DebriefView, height: f32) {
    let own_row = usize::from(view.step == DebriefStep::Truth && view.pictures.len() > 2);
    let (truth, teams) = view.pictures.split_at(own_row);
    let rows: Vec<&[PictureView]> = truth.chunks(1).chain(teams.chunks(IN_A_ROW)).collect();
    let each = (height / rows.len().max(1) as f32 - 40.0).max(120.0);
    for row in rows {
        ui.columns(row.len(), |columns| {
            for (ui, picture) in columns.iter_mut().zip(row) {
                one(ui, desk, picture, each);
            }
        });
    }
}

fn one(ui: &mut Ui, desk: &Desk, picture: &PictureView, height: f32) {
    let title = match picture.of {
        None => desk.say(words::TRUTH_SHORT).to_owned(),
        Some(partner) => words::BELIEVED.with(desk.lang(), desk.session.partner(partner)),
    };
    ui.add(egui::Label::new(head(title)).truncate());
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), height), Sense::hover());
    let partners = desk.session.sheet.as_ref().map_or(0, |sheet| sheet.partners.len());
    let map = picture.map.folded(&desk.session.open);
    let area = Vec2::new(rect.width(), rect.height());
    // Small pictures have small titles, so that their nodes can be seen.
    let letters = (area.x / 38.0).min(area.y / 32.0).clamp(7.5, theme::SMALL);
    let layout = layout::lay_out(&map, partners, area, letters);
    let Some(bounds) = layout.bounds else { return };
    let zoom = (area.x / bounds.width()).min(area.y / bounds.height());
    let painter = ui.painter().with_clip_rect(rect);
    let sheet = Sheet { painter, rect, center: bounds.center(), zoom, letters };
    sheet.grounds(desk, &map, &layout);
    sheet.links(&map, &layout);
    for node in &map.nodes {
        sheet.node(&layout, node);
    }
    if let Some(pointer) = response.hover_pos() {
        let near = |node: &&NodeView| {
            layout.nodes.get(&node.id).is_some_and(|at| sheet.at(*at).distance(pointer) < RING * zoom)
        };
        if let Some(node) = map.nodes.iter().find(near) {
            response.on_hover_text_at_pointer(desk.of(&node.name));
        }
    }
}

/// Where a picture is drawn, and how large.
struct Sheet {
    painter: egui::Painter,
    rect: Rect,
    center: Vec2,
    zoom: f32,
    /// Height of the letters of titles.
    letters: f32,
}

impl Sheet {
    fn at(&self, place: Vec2) -> egui::Pos2 {
        let from = (place - self.center) * self.zoom;
        self.rect.center() + egui::vec2(from.x, -from.y)
    }

    fn area(&self, area: bevy::math::Rect) -> Rect {
        Rect::from_two_pos(self.at(area.min), self.at(area.max))
    }

    /// A text at the top of an area; what has no room ends in dots.
    fn title(&self, area: Rect, words: &str, color: Color32) {
        let at = area.left_top() + egui::vec2(0.35, 0.15) * self.letters;
        let mut job = LayoutJob::simple_singleline(words.to_owned(), theme::big(self.letters), color);
        job.wrap = TextWrapping::truncate_at_width(area.width() - 0.7 * self.letters);
        self.painter.galley(at, self.painter.layout_job(job), color);
    }

    fn grounds(&self, desk: &Desk, map: &MapView, layout: &Layout) {
        for side in &layout.sides {
            let area = self.area(side.rect);
            let stroke = Stroke::new(1.0, theme::LINE);
            self.painter.rect(area, 8.0, theme::PANEL, stroke, StrokeKind::Inside);
            let name = match side.side {
                Side::Partner(partner) => partner_name(desk.session, partner),
                Side::Shared => desk.say(words::BETWEEN).to_owned(),
            };
            self.title(area, &name, theme::TEXT);
            if side.is_veiled {
                let (font, words) = (theme::big(self.letters), desk.say(words::NO_VIEW).to_owned());
                let galley = self.painter.layout(words, font, theme::SOFT, area.width() - 12.0);
                self.painter.galley(area.center() - galley.size() / 2.0, galley, theme::SOFT);
            }
        }
        for zone in &map.zones {
            let Some(rect) = layout.zones.get(&zone.id) else { continue };
            let area = self.area(*rect);
            self.painter.rect_filled(area, 5.0, theme::CARD);
            self.title(area, desk.of(&zone.name), theme::SOFT);
        }
    }

    fn links(&self, map: &MapView, layout: &Layout) {
        for link in &map.links {
            let ends = layout.nodes.get(&link.from).zip(layout.nodes.get(&link.to));
            let Some((from, to)) = ends else { continue };
            let (width, color) = match (link.cut, link.attacked) {
                (true, _) => (1.0, theme::SKY),
                (false, true) => (2.5, theme::RED),
                (false, false) => (1.0, theme::LINE),
            };
            let (from, to) = (self.at(*from), self.at(*to));
            if link.cut {
                let gap = egui::Shape::dashed_line(&[from, to], Stroke::new(width, color), 4.0, 6.0);
                self.painter.extend(gap);
            } else {
                self.painter.line_segment([from, to], Stroke::new(width, color));
            }
        }
    }

    fn node(&self, layout: &Layout, node: &NodeView) {
        let Some(at) = layout.nodes.get(&node.id).map(|at| self.at(*at)) else { return };
        let (fill, edge, ink) = look(node);
        let square = |half: f32| Rect::from_center_size(at, egui::Vec2::splat(2.0 * half * self.zoom));
        let body = Body::of(node.kind).sketch(1.0);
        self.painter.add(body.shape(square(BODY * 1.1), edge));
        self.painter.add(body.shape(square(BODY), fill));
        self.painter.add(icons::glyph(node.kind).shape(square(BODY * 0.98), ink));
        let Some(worst) = icons::MARKS.into_iter().find(|mark| node.marks.contains(mark)) else { return };
        let (color, half) = (icons::color(worst), (RING * 0.36 * self.zoom).max(4.5));
        self.painter.circle_stroke(at, RING * self.zoom, Stroke::new(2.0, color));
        let badge = at + egui::vec2(RING, -RING) * self.zoom * 0.7;
        self.painter.circle_filled(badge, half * 1.25, theme::GROUND);
        let place = Rect::from_center_size(badge, egui::Vec2::splat(2.0 * half));
        self.painter.add(icons::badge(worst).shape(place, color));
    }
}
