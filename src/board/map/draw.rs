//! Draws the stage's entities anew whenever one of them, the language or the shape of the window
//! has changed.

use super::super::icons;
use super::super::session::Session;
use super::super::sim::{LinkOnMap, NodeOnMap, Shown, View, ZoneOnMap};
use super::super::sketch::Sketch;
use super::super::theme;
use super::super::words::{self, Lang};
use super::art::{Art, BODY, RING};
use super::camera::{MapCamera, MapFrame};
use super::labels::{Label, Place};
use super::layout::{self, Layout};
use super::motion::Traveller;
use crate::rules::order::Target;
use crate::scenario::ids::{NodeId, PartnerId, ZoneId};
use crate::scenario::model::Text;
use crate::scenario::words::ZoneKind;
use crate::view::{LinkView, MapView, Mark, NodeView, Side, ZoneView, name_in_zone};
use bevy::prelude::*;
use bevy_egui::egui::Color32;
use std::collections::BTreeSet;

/// Everything drawn; removed and drawn again together.
#[derive(Component)]
pub(crate) struct Drawn;

/// What marks the chosen and the touched node.
#[derive(Component)]
pub(crate) struct Highlight;

/// Where things stand at the moment.
#[derive(Resource, Default)]
pub(crate) struct Standing {
    pub layout: Layout,
    /// What is drawn: large maps are folded.
    pub map: MapView,
    /// All that the viewer may see.
    pub whole: MapView,
    open: BTreeSet<ZoneId>,
    /// Size of the area in pixels and of the text that the layout was made for.
    area: (Vec2, f32),
    lang: Lang,
    partners: Vec<Text>,
    flights: usize,
}

impl Standing {
    /// A zone that can be folded and is open, and whose title is there.
    pub(crate) fn title_at(&self, at: Vec2) -> Option<ZoneId> {
        let foldable = self.whole.foldable();
        let open =
            self.layout.zones.iter().filter(|(zone, _)| foldable.contains(zone) && self.open.contains(zone));
        let mut titles = open.filter(|(_, rect)| rect.contains(at) && at.y > rect.max.y - self.layout.head);
        titles.next().map(|(zone, _)| *zone)
    }

    /// The zone for which a drawn node stands, if it stands for one.
    pub(crate) fn fold_of(&self, node: NodeId) -> Option<ZoneId> {
        let drawn = self.map.nodes.iter().find(|other| other.id == node)?;
        drawn.fold.as_ref().map(|fold| fold.zone)
    }

    /// The zone of a node, if it can be folded.
    pub(crate) fn foldable_of(&self, node: NodeId) -> Option<ZoneId> {
        let zone = self.whole.nodes.iter().find(|other| other.id == node)?.zone;
        self.whole.foldable().contains(&zone).then_some(zone)
    }

    /// What is drawn for a node: itself, or what its zone is folded to.
    pub(crate) fn drawn_for(&self, node: NodeId) -> Option<NodeId> {
        if self.layout.nodes.contains_key(&node) {
            return Some(node);
        }
        let zone = self.whole.nodes.iter().find(|other| other.id == node)?.zone;
        let stands = |other: &&NodeView| other.fold.as_ref().is_some_and(|fold| fold.zone == zone);
        self.map.nodes.iter().find(stands).map(|other| other.id)
    }

    /// Nodes in reading order: by side, then zone, then place.
    pub(crate) fn order(&self) -> Vec<NodeId> {
        let mut nodes: Vec<&NodeView> = self.map.nodes.iter().collect();
        nodes.sort_by_key(|node| (node.side == Side::Shared, node.side, node.zone, node.id));
        nodes.into_iter().map(|node| node.id).collect()
    }
}

/// A pen with all that is needed to put something on the map.
struct Pen<'w, 's, 'a> {
    commands: Commands<'w, 's>,
    art: &'a mut Art,
    meshes: &'a mut Assets<Mesh>,
    materials: &'a mut Assets<ColorMaterial>,
    lang: Lang,
}

impl Pen<'_, '_, '_> {
    fn put(&mut self, mesh: Handle<Mesh>, color: Color32, at: Transform) {
        let material = self.art.paint(self.materials, color);
        self.commands.spawn((Drawn, Mesh2d(mesh), material, at));
    }

    fn area(&mut self, rect: Rect, radius: f32, fill: Color32, line: Color32, z: f32) {
        let mut panel = |grow: f32, color: Color32, z: f32| {
            let size = rect.size() + Vec2::splat(2.0 * grow);
            let mesh =
                self.meshes.add(Sketch::new().round_block(0.0, 0.0, size.x, size.y, radius + grow).mesh(1.0));
            let material = self.art.paint(self.materials, color);
            self.commands.spawn((
                Drawn,
                Mesh2d(mesh),
                material,
                Transform::from_translation(rect.center().extend(z)),
            ));
        };
        panel(1.5, line, z);
        panel(0.0, fill, z + 0.1);
    }

    fn label(&mut self, text: &str, at: Vec2, room: Vec2, place: Place, color: Color32) {
        self.commands.spawn((Drawn, Label::bundle(text, at, room, place, color, &self.art.font)));
    }
}

/// Redraws what has changed.
pub(super) fn redraw(
    commands: Commands,
    things: (Query<&ZoneOnMap>, Query<&NodeOnMap>, Query<&LinkOnMap>),
    changed: Query<(), Or<(Changed<ZoneOnMap>, Changed<NodeOnMap>, Changed<LinkOnMap>)>>,
    mut gone: RemovedComponents<NodeOnMap>,
    drawn: Query<Entity, With<Drawn>>,
    (session, shown, frame): (Res<Session>, Res<Shown>, Res<MapFrame>),
    mut standing: ResMut<Standing>,
    mut camera: Single<&mut MapCamera>,
    (mut art, mut meshes, mut materials): (ResMut<Art>, ResMut<Assets<Mesh>>, ResMut<Assets<ColorMaterial>>),
) {
    let partners: Vec<Text> = super::super::chosen(&session)
        .map_or_else(Vec::new, |sheet| sheet.partners.iter().map(|(_, name)| name.clone()).collect());
    let text_px = (theme::SMALL * frame.text_zoom).round();
    // While the map is not drawn its area means nothing.
    let area = if frame.is_open { (frame.inside(), text_px) } else { standing.area };
    let flights = flights(&shown).len();
    let is_same = changed.is_empty()
        && gone.read().count() == 0
        && standing.lang == session.lang
        && standing.partners == partners
        && standing.flights == flights
        && standing.open == session.open
        && !is_other(standing.area, area);
    if is_same {
        return;
    }
    let mut whole = MapView {
        zones: things.0.iter().map(|zone| zone.0.clone()).collect(),
        nodes: things.1.iter().map(|node| node.0.clone()).collect(),
        links: things.2.iter().map(|link| link.0.clone()).collect(),
    };
    whole.zones.sort_by_key(|zone| zone.id);
    whole.nodes.sort_by_key(|node| node.id);
    whole.links.sort_by_key(|link| link.id);
    let open = session.open.clone();
    let map = whole.folded(&open).into_owned();
    let layout = if is_other(standing.area, area)
        || !is_alike(&standing.map, &map, standing.partners.len(), partners.len())
    {
        layout::lay_out(&map, partners.len(), area.0, area.1)
    } else {
        standing.layout.clone()
    };
    if standing.layout.bounds != layout.bounds {
        camera.wants_fit = true;
    }
    *standing = Standing { layout, map, whole, open, area, lang: session.lang, partners, flights };
    let mut commands = commands;
    drawn.iter().for_each(|entity| commands.entity(entity).despawn());
    let lang = session.lang;
    let mut pen = Pen { commands, art: &mut art, meshes: &mut meshes, materials: &mut materials, lang };
    draw_sides(&mut pen, &standing.layout, &session);
    standing.map.zones.iter().for_each(|zone| draw_zone(&mut pen, &standing.layout, zone));
    standing.map.links.iter().for_each(|link| draw_link(&mut pen, &standing.layout, link, 1.0));
    standing.map.nodes.iter().for_each(|node| draw_node(&mut pen, &standing.layout, &standing.map, node));
    draw_flights(&mut pen, &standing.layout, &shown);
}

/// Whether a layout for one area is none for the other.
fn is_other((before, text_before): (Vec2, f32), (now, text_now): (Vec2, f32)) -> bool {
    (before - now).abs().max_element() > 3.0 || (text_before - text_now).abs() > 0.1
}

/// Whether two maps stand in the same places, whatever has happened to their nodes.
fn is_alike(before: &MapView, now: &MapView, partners_before: usize, partners_now: usize) -> bool {
    let zones = |map: &MapView| map.zones.iter().map(|zone| (zone.id, zone.side)).collect::<Vec<_>>();
    let nodes = |map: &MapView| map.nodes.iter().map(|node| (node.id, node.zone)).collect::<Vec<_>>();
    partners_before == partners_now && zones(before) == zones(now) && nodes(before) == nodes(now)
}

fn draw_sides(pen: &mut Pen, layout: &Layout, session: &Session) {
    for area in &layout.sides {
        let top = Vec2::new(area.rect.center().x, area.rect.max.y - 6.0);
        let name = match area.side {
            Side::Partner(partner) => super::super::partner_name(session, partner),
            Side::Shared => words::BETWEEN.say(pen.lang).to_owned(),
        };
        let is_shared = area.side == Side::Shared;
        let fill =
            if is_shared { Color32::from_rgb(0x13, 0x1c, 0x25) } else { Color32::from_rgb(0x15, 0x20, 0x2b) };
        let line =
            if is_shared { Color32::from_rgb(0x2a, 0x36, 0x42) } else { Color32::from_rgb(0x34, 0x4c, 0x60) };
        pen.area(area.rect, 20.0, fill, line, 0.0);
        let color = if is_shared { theme::SOFT } else { theme::TEXT };
        pen.label(&name, top, Vec2::new(area.rect.width() - 12.0, f32::INFINITY), Place::Side, color);
        if area.is_veiled {
            let center = area.rect.center();
            let fog = Color32::from_rgb(0x1d, 0x29, 0x35);
            for row in -3i16..=3 {
                let at = center + Vec2::new(0.0, f32::from(row) * 74.0 - 14.0);
                if area.rect.contains(at + Vec2::new(0.0, -26.0)) {
                    let size = Vec3::new(area.rect.width() - 44.0, 24.0, 1.0);
                    pen.put(
                        pen.art.quad.clone(),
                        fog,
                        Transform::from_translation(at.extend(0.4)).with_scale(size),
                    );
                }
            }
            let room = Vec2::new(area.rect.width() - 12.0, f32::INFINITY);
            pen.label(
                words::NO_VIEW.say(pen.lang),
                center + Vec2::new(0.0, 30.0),
                room,
                Place::Veil,
                theme::SOFT,
            );
        }
    }
}

fn draw_zone(pen: &mut Pen, layout: &Layout, zone: &ZoneView) {
    let Some(rect) = layout.zones.get(&zone.id) else { return };
    let (fill, line) = match zone.kind {
        ZoneKind::Public => ((0x1a, 0x22, 0x2a), (0x5b, 0x6b, 0x7a)),
        ZoneKind::Perimeter => ((0x24, 0x25, 0x22), (0x7d, 0x70, 0x48)),
        ZoneKind::Office => ((0x1a, 0x29, 0x38), (0x40, 0x68, 0x8a)),
        ZoneKind::Core => ((0x1c, 0x2c, 0x34), (0x3d, 0x74, 0x7c)),
        ZoneKind::Process => ((0x25, 0x25, 0x33), (0x6a, 0x5f, 0x8e)),
        ZoneKind::Cloud => ((0x1f, 0x2b, 0x3c), (0x57, 0x71, 0x9c)),
        ZoneKind::Supplier => ((0x29, 0x25, 0x2a), (0x84, 0x62, 0x78)),
        ZoneKind::Citizen => ((0x1b, 0x2d, 0x2b), (0x3f, 0x7d, 0x66)),
    };
    let color = |(r, g, b): (u8, u8, u8)| Color32::from_rgb(r, g, b);
    pen.area(*rect, 14.0, color(fill), color(line), 1.0);
    let name = pen.lang.of(&zone.name).to_owned();
    let at = Vec2::new(rect.min.x + 10.0, rect.max.y - 4.0);
    pen.label(&name, at, Vec2::new(rect.width() - 16.0, f32::INFINITY), Place::Zone, theme::SOFT);
}

/// The stretch of a link between the rings of its ends.
pub(super) fn stretch(layout: &Layout, link: &LinkView) -> Option<(Vec2, Vec2)> {
    let (from, to) = (*layout.nodes.get(&link.from)?, *layout.nodes.get(&link.to)?);
    let way = (to - from).try_normalize()?;
    Some((from + way * BODY, to - way * BODY))
}

fn draw_link(pen: &mut Pen, layout: &Layout, link: &LinkView, weight: f32) {
    let Some((from, to)) = stretch(layout, link) else { return };
    let (color, width, z) = if link.cut {
        (Color32::from_rgba_unmultiplied(0x56, 0xb4, 0xe9, 150), 2.5, 2.2)
    } else if link.attacked {
        (theme::RED, 4.0, 2.4)
    } else if link.trust {
        (Color32::from_rgba_unmultiplied(0xb4, 0x9a, 0x5c, 110), 2.0, 2.1)
    } else {
        (Color32::from_rgba_unmultiplied(0x8a, 0xa4, 0xba, 70), 1.6, 2.0)
    };
    let line = |from: Vec2, to: Vec2, width: f32| {
        let way = to - from;
        Transform::from_translation(((from + to) / 2.0).extend(z))
            .with_rotation(Quat::from_rotation_z(way.to_angle()))
            .with_scale(Vec3::new(way.length(), width, 1.0))
    };
    if link.cut {
        // A gap with two bars: cut by colour and by shape.
        let (a, b) = (from.lerp(to, 0.44), from.lerp(to, 0.56));
        let across = (to - from).normalize_or_zero().perp() * 11.0;
        for (from, to, width) in
            [(from, a, width), (b, to, width), (a - across, a + across, 4.0), (b - across, b + across, 4.0)]
        {
            pen.put(pen.art.quad.clone(), color, line(from, to, width * weight));
        }
        return;
    }
    pen.put(pen.art.quad.clone(), color, line(from, to, width * weight));
    if link.attacked {
        let material = pen.art.paint(pen.materials, theme::YELLOW);
        for start in [0.0, 0.5] {
            pen.commands.spawn((
                Drawn,
                Mesh2d(pen.art.pulse.clone()),
                material.clone(),
                Transform::from_translation(from.lerp(to, start).extend(3.5)),
                Traveller { from, to, start, per_s: 0.35 },
            ));
        }
    }
}

fn draw_node(pen: &mut Pen, layout: &Layout, map: &MapView, node: &NodeView) {
    let Some(at) = layout.nodes.get(&node.id).copied() else { return };
    let (body, rim) = pen.art.body(node.kind);
    let (fill, edge, ink) = look(node);
    let put = |pen: &mut Pen, mesh: Handle<Mesh>, color: Color32, offset: Vec2, z: f32| {
        pen.put(mesh, color, Transform::from_translation((at + offset).extend(z)));
    };
    if node.fold.is_some() {
        // Two more behind it: there are several.
        for (offset, z) in [(10.0, 3.6), (5.0, 3.8)] {
            put(pen, rim.clone(), edge, Vec2::splat(offset), z);
            put(pen, body.clone(), fill, Vec2::splat(offset), z + 0.1);
        }
    }
    put(pen, rim, edge, Vec2::ZERO, 4.0);
    put(pen, body, fill, Vec2::ZERO, 4.1);
    put(pen, pen.art.glyph(node.kind), ink, Vec2::ZERO, 4.2);
    let worst = icons::MARKS.into_iter().find(|mark| node.marks.contains(mark));
    let ring = match worst {
        Some(Mark::Suspected) => Some(pen.art.dashes.clone()),
        Some(Mark::Copied | Mark::Looked | Mark::Working | Mark::Carried) => None,
        Some(_) => Some(pen.art.ring.clone()),
        None if !node.known => Some(pen.art.dashes.clone()),
        None => None,
    };
    if let Some(mesh) = ring {
        let color = worst.map_or(Color32::from_rgb(0x5d, 0x6c, 0x7a), icons::color);
        put(pen, mesh, color, Vec2::ZERO, 4.3);
    }
    let badges = icons::MARKS.into_iter().filter(|mark| node.marks.contains(mark)).take(4);
    for (index, mark) in badges.enumerate() {
        let angle = [0.75f32, 2.39, 0.05, 3.09][index];
        let offset = Vec2::from_angle(angle) * (RING - 1.0);
        put(pen, pen.art.disc.clone(), Color32::from_rgb(0x0c, 0x12, 0x18), offset, 5.0);
        put(pen, pen.art.badge(mark), icons::color(mark), offset, 5.1);
    }
    if node.level < 1000 && node.known {
        draw_level(pen, at, node.level);
    }
    let color = if node.known { theme::TEXT } else { theme::SOFT };
    let room = Vec2::new(layout.widths.get(&node.zone).copied().unwrap_or(0.0), layout.name);
    let zone = map.zones.iter().find(|zone| zone.id == node.zone).map_or("", |zone| pen.lang.of(&zone.name));
    let words = name(node, pen.lang);
    pen.label(name_in_zone(&words, zone), at - Vec2::new(0.0, RING + 2.0), room, Place::Node, color);
}

/// A node's name with how many it stands for.
fn name(node: &NodeView, lang: Lang) -> String {
    let name = lang.of(&node.name);
    if node.count > 1 { format!("{name} ({})", node.count) } else { name.to_owned() }
}

/// Fill, edge and ink of a node.
pub(crate) fn look(node: &NodeView) -> (Color32, Color32, Color32) {
    let has = |mark| node.marks.contains(&mark);
    if !node.known {
        let (fill, edge) = (Color32::from_rgb(0x1c, 0x25, 0x2e), Color32::from_rgb(0x46, 0x55, 0x63));
        return (fill, edge, Color32::from_rgb(0x8d, 0x9d, 0xab));
    }
    if has(Mark::Encrypted) || has(Mark::Wiped) || has(Mark::Out) {
        return (Color32::from_rgb(0x3a, 0x24, 0x34), theme::PURPLE, theme::PURPLE);
    }
    if has(Mark::Confirmed) {
        return (Color32::from_rgb(0x4a, 0x26, 0x12), theme::RED, Color32::from_rgb(0xff, 0xd9, 0xc2));
    }
    if has(Mark::Isolated) {
        return (Color32::from_rgb(0x16, 0x34, 0x46), theme::SKY, theme::TEXT);
    }
    (Color32::from_rgb(0x2c, 0x4a, 0x5e), Color32::from_rgb(0x6d, 0x95, 0xb1), theme::TEXT)
}

/// A bar below the body: how much of the service is left.
fn draw_level(pen: &mut Pen, at: Vec2, level: u16) {
    let (width, left) = (2.0 * BODY, f32::from(level) / 1000.0);
    let center = at - Vec2::new(0.0, BODY + 1.0);
    let color = if level >= 700 { theme::YELLOW } else { theme::RED };
    let bar = |x: f32, width: f32, height: f32, z: f32| {
        Transform::from_translation((center + Vec2::new(x, 0.0)).extend(z))
            .with_scale(Vec3::new(width, height, 1.0))
    };
    let quad = pen.art.quad.clone();
    pen.put(quad.clone(), Color32::from_rgb(0x0c, 0x12, 0x18), bar(0.0, width + 4.0, 11.0, 4.6));
    if level > 0 {
        pen.put(quad, color, bar((left - 1.0) * width / 2.0, width * left, 7.0, 4.7));
    }
}

/// Shares on their way that the viewer knows of: from, to.
fn flights(shown: &Shown) -> Vec<(PartnerId, PartnerId)> {
    match &shown.view {
        Some(View::Trainer(view)) => view.transit.iter().map(|(from, to, ..)| (*from, *to)).collect(),
        Some(View::Seat(view)) => {
            let to = |to: u8| (0..8).filter(move |index| to >> index & 1 == 1).map(PartnerId::at);
            let jobs = view.jobs.iter().filter_map(|job| match job.order.target {
                Target::Share { to: others, .. } => Some(to(others)),
                _ => None,
            });
            jobs.flatten().map(|to| (view.partner, to)).collect()
        }
        None => Vec::new(),
    }
}

fn draw_flights(pen: &mut Pen, layout: &Layout, shown: &Shown) {
    let side = |partner| layout.sides.iter().find(|area| area.side == Side::Partner(partner));
    for (index, (from, to)) in flights(shown).into_iter().take(12).enumerate() {
        let (Some(from), Some(to)) = (side(from), side(to)) else { continue };
        let lane = from.rect.max.y - 74.0 - f32::from(u8::try_from(index % 6).unwrap_or(0)) * 34.0;
        let leftwards = from.rect.center().x > to.rect.center().x;
        let (a, b) = if leftwards {
            (from.rect.min.x + 30.0, to.rect.max.x - 30.0)
        } else {
            (from.rect.max.x - 30.0, to.rect.min.x + 30.0)
        };
        let (from, to) = (Vec2::new(a, lane), Vec2::new(b, lane));
        let material = pen.art.paint(pen.materials, theme::GREEN);
        let back = pen.art.paint(pen.materials, Color32::from_rgb(0x0c, 0x2a, 0x22));
        let start = (0.35 + 0.17 * index as f32).fract();
        let traveller = Traveller { from, to, start, per_s: 0.12 };
        let at = Transform::from_translation(from.lerp(to, start).extend(7.0));
        let quad = Mesh2d(pen.art.quad.clone());
        let under = Transform::from_xyz(0.0, 0.0, -0.1).with_scale(Vec3::new(36.0, 26.0, 1.0));
        pen.commands
            .spawn((Drawn, Mesh2d(pen.art.letter.clone()), material, at, traveller))
            .with_child((quad, back, under));
    }
}

/// Rings the chosen and the touched node and lights their links.
pub(super) fn highlight(
    mut commands: Commands,
    standing: Res<Standing>,
    session: Res<Session>,
    old: Query<Entity, With<Highlight>>,
    (mut art, mut materials): (ResMut<Art>, ResMut<Assets<ColorMaterial>>),
    mut last: Local<(Option<NodeId>, Option<NodeId>)>,
) {
    let drawn = |node: Option<NodeId>| node.and_then(|node| standing.drawn_for(node));
    let now = (drawn(session.selected), drawn(session.hovered));
    if *last == now && !standing.is_changed() {
        return;
    }
    *last = now;
    old.iter().for_each(|entity| commands.entity(entity).despawn());
    let (glow, quad) = (art.glow.clone(), art.quad.clone());
    for (node, color) in [(now.1, theme::SOFT), (now.0, theme::SKY)] {
        let Some((node, at)) = node.and_then(|node| Some((node, *standing.layout.nodes.get(&node)?))) else {
            continue;
        };
        let material = art.paint(&mut materials, color);
        let place = Transform::from_translation(at.extend(5.5));
        commands.spawn((Highlight, Mesh2d(glow.clone()), material.clone(), place));
        if standing.layout.name == 0.0
            && now.0 == Some(node)
            && let Some(chosen) = standing.map.nodes.iter().find(|other| other.id == node)
        {
            let (name, under) = (name(chosen, session.lang), at - Vec2::new(0.0, RING + 6.0));
            let label = Label::bundle(&name, under, Vec2::ZERO, Place::Chosen, theme::TEXT, &art.font);
            commands.spawn((Highlight, label));
        }
        for link in standing.map.links.iter().filter(|link| link.from == node || link.to == node) {
            let Some((from, to)) = stretch(&standing.layout, link) else { continue };
            let way = to - from;
            let place = Transform::from_translation(((from + to) / 2.0).extend(3.0))
                .with_rotation(Quat::from_rotation_z(way.to_angle()))
                .with_scale(Vec3::new(way.length(), 2.4, 1.0));
            commands.spawn((Highlight, Mesh2d(quad.clone()), material.clone(), place));
        }
    }
}
