//! The MSEL: every inject with its state; fire, skip with a reason, hints, and what was not planned.

use super::super::answer::{Problem, sorry, then, then_with};
use super::super::here::{Here, Sent};
use super::lead::{confirm, trainer_view};
use super::{layout, text};
use crate::conduct::{Act, Audience};
use crate::exercise::Command;
use crate::rules::situation::InjectState;
use crate::scenario::ids::InjectId;
use crate::scenario::model::Text;
use crate::scenario::words::Tlp;
use crate::view::{InjectItem, Lang, names};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// `GET /lead/msel`.
pub async fn page(here: Here) -> Response {
    let view = trainer_view(&here);
    let title = here.say("Einlagen", "Injects");
    let mut items: Vec<&InjectItem> = view.injects.iter().collect();
    // What can still be done something about comes first.
    items.sort_by_key(|item| matches!(item.state, InjectState::Fired | InjectState::Skipped));
    let body = html! {
        h1 { (title) }
        (improvise(&here))
        (shift(&here))
        section id="msel" data-live { @for item in items { (inject(&here, item)) } }
    };
    layout(&here, title, &body).into_response()
}

fn inject(here: &Here, item: &InjectItem) -> Markup {
    let is_open = matches!(item.state, InjectState::Pending | InjectState::Armed | InjectState::Delayed(_));
    html! {
        details.card id={ "inject-" (item.slug) } {
            summary {
                strong { (text(here.lang, &item.title)) } " · " (names::inject(item.state).say(here.lang))
                " · " (here.lang.of(&item.when)) " · " (item.to.join(", "))
                @if item.edited { " · " (here.say("umformuliert", "reworded")) }
            }
            p.prose { (text(here.lang, &item.text)) }
            @for (label, words) in [(here.say("Vorlesen", "Read aloud"), &item.read_aloud), (here.say("Erwartet", "Expected"), &item.expected)] {
                @if *words != Text::default() { p { strong { (label) ": " } (text(here.lang, words)) } }
            }
            @if !item.questions.is_empty() { ul { @for question in &item.questions { li { (text(here.lang, question)) } } } }
            (hints(here, item))
            @if is_open {
                p { a href={ "/lead/forecast?inject=" (item.inject.index()) "#odds" } { (here.say("Was täte sie an der Aussicht?", "What would it do to the forecast?")) } }
                (confirm(here, "/lead/fire", here.say("Jetzt einspielen", "Fire now"), here.say("Die Teams bekommen die Einlage sofort.", "The teams get the inject at once."), &hidden(item)))
                (delay(here, item))
                (reword(here, item))
                (confirm(here, "/lead/skip", here.say("Auslassen", "Skip"), here.say("Die Einlage kommt dann nicht mehr.", "The inject will not come any more."), &html! {
                    (hidden(item))
                    label for={ "skip-" (item.slug) } { (here.say("Grund", "Reason")) }
                    input id={ "skip-" (item.slug) } name="text" required maxlength="500";
                }))
            }
        }
    }
}

/// The turns that are still to come, to choose from.
fn later_turns(here: &Here) -> Markup {
    let clock = &here.stage.clock;
    html! { @for turn in clock.turn + 1..=clock.turns { option value=(turn) { (turn) } } }
}

fn delay(here: &Here, item: &InjectItem) -> Markup {
    html! {
        @if here.stage.clock.turn < here.stage.clock.turns {
            form.inline method="post" action="/lead/delay" {
                (hidden(item))
                label for={ "delay-" (item.slug) } { (here.say("Auf Runde", "To turn")) " " }
                select id={ "delay-" (item.slug) } name="turn" { (later_turns(here)) }
                button { (here.say("Verschieben", "Move")) }
            }
        }
    }
}

/// Other words for it, in both languages: each seat reads its own.
fn reword(here: &Here, item: &InjectItem) -> Markup {
    html! {
        details {
            summary { (here.say("Umformulieren", "Reword")) }
            form method="post" action="/lead/edit" {
                (hidden(item))
                @for (tag, label, words) in [("de", "Deutsch", Lang::De.of(&item.text)), ("en", "English", Lang::En.of(&item.text))] {
                    label for={ "edit-" (tag) "-" (item.slug) } { (label) }
                    textarea id={ "edit-" (tag) "-" (item.slug) } name=(tag) lang=(tag) rows="5" required maxlength="1800" data-keep { (words) }
                }
                button { (here.say("Übernehmen", "Apply")) }
            }
        }
    }
}

/// Everything that is still to come by time, later.
fn shift(here: &Here) -> Markup {
    let left = here.stage.clock.turns - here.stage.clock.turn;
    html! {
        @if left > 0 {
            form.inline method="post" action="/lead/shift" {
                label for="shift" { (here.say("Alle späteren Einlagen nach hinten, um Runden:", "All later injects back, by turns:")) " " }
                select id="shift" name="turns" { @for turns in 1..=left.min(6) { option value=(turns) { (turns) } } }
                button { (here.say("Alle verschieben", "Shift all")) }
            }
        }
    }
}

fn hidden(item: &InjectItem) -> Markup {
    html! { input type="hidden" name="inject" value=(item.inject.index()); }
}

/// The hint ladder: one step after the other, each on the record.
fn hints(here: &Here, item: &InjectItem) -> Markup {
    let given = here.stage.conduct.hints.iter().filter(|(inject, _)| *inject == item.inject);
    let given: Vec<u8> = given.map(|(_, step)| *step).collect();
    html! {
        @if !item.hints.is_empty() {
            h3 { (here.say("Hinweise", "Hints")) }
            ol { @for (step, hint) in item.hints.iter().enumerate() {
                @let is_given = given.iter().any(|known| usize::from(*known) == step);
                li {
                    (text(here.lang, hint)) @if is_given { " ✓" }
                    form method="post" action="/lead/hint" {
                        (hidden(item))
                        input type="hidden" name="step" value=(step);
                        @for partner in &here.hall.scenario.partners { button name="to" value=(partner.id) { "→ " (partner.short) } }
                    }
                }
            } }
        }
    }
}

/// Something that no file foresaw.
fn improvise(here: &Here) -> Markup {
    html! {
        details.card {
            summary { (here.say("Einlage aus dem Stegreif", "Improvised inject")) }
            form method="post" action="/lead/improvise" {
                label for="improvise-to" { (here.say("An", "To")) }
                select id="improvise-to" name="to" {
                    option value="" { (here.say("alle", "everyone")) }
                    @for partner in &here.hall.scenario.partners { option value=(partner.id) { (here.lang.of(&partner.name)) } }
                }
                label for="improvise-text" { (here.say("Text (so kommt er an)", "Text (as it will arrive)")) }
                textarea id="improvise-text" name="text" rows="3" required maxlength="4000" data-keep {}
                button.main { (here.say("Einspielen", "Fire")) }
            }
        }
    }
}

/// An inject, with words.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    inject: u8,
    #[serde(default)]
    text: String,
}

/// `POST /lead/fire`.
pub async fn fire(here: Here, Sent(form): Sent<Chosen>) -> Response {
    then(&here, here.act(Command::Fire { inject: InjectId(form.inject) }, None).await, "/lead/msel")
}

/// An inject's new words.
#[derive(Debug, Deserialize)]
pub struct Reworded {
    inject: u8,
    de: String,
    en: String,
}

/// `POST /lead/edit`.
pub async fn edit(here: Here, Sent(form): Sent<Reworded>) -> Response {
    let clean = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    let text = Text { de: clean(&form.de), en: clean(&form.en), ..Text::default() };
    let words = serde_json::to_string(&text).ok();
    let done = here.act(Command::Edit { inject: InjectId(form.inject) }, words).await;
    then_with(&here, done, "/lead/msel", Some(&format!("{}\n\n{}", form.de, form.en)))
}

/// An inject and a turn.
#[derive(Debug, Deserialize)]
pub struct Later {
    inject: u8,
    turn: u16,
}

/// `POST /lead/delay`.
pub async fn delay_one(here: Here, Sent(form): Sent<Later>) -> Response {
    let command = Command::Delay { inject: InjectId(form.inject), turn: form.turn };
    then(&here, here.act(command, None).await, "/lead/msel")
}

/// How many turns.
#[derive(Debug, Deserialize)]
pub struct Shift {
    turns: u16,
}

/// `POST /lead/shift`.
pub async fn shift_all(here: Here, Sent(form): Sent<Shift>) -> Response {
    if form.turns == 0 {
        return sorry(&here, Problem::Unclear);
    }
    then(&here, here.act(Command::ShiftLater { turns: form.turns }, None).await, "/lead/msel")
}

/// `POST /lead/skip`: with a reason.
pub async fn skip(here: Here, Sent(form): Sent<Chosen>) -> Response {
    if form.text.trim().is_empty() {
        return sorry(&here, Problem::Unclear);
    }
    then(
        &here,
        here.act(Command::Skip { inject: InjectId(form.inject) }, Some(form.text)).await,
        "/lead/msel",
    )
}

/// A step of a hint ladder.
#[derive(Debug, Deserialize)]
pub struct Hint {
    inject: u8,
    step: u8,
    to: String,
}

/// `POST /lead/hint`.
pub async fn hint(here: Here, Sent(form): Sent<Hint>) -> Response {
    let scenario = &here.hall.scenario;
    let partner = scenario.partner_named(&form.to);
    let hints = scenario.injects.get(usize::from(form.inject)).map(|inject| &inject.hints);
    let hint = hints.and_then(|hints| hints.get(usize::from(form.step)));
    let (Some(partner), Some(hint)) = (partner, hint) else { return sorry(&here, Problem::NotHere) };
    // Both languages: who reads it is not known here.
    let (de, en) = (crate::view::wording::german(hint), crate::view::wording::english(hint));
    let words = if de == en { de.to_owned() } else { format!("{de} / {en}") };
    let act = Act::Hint { inject: InjectId(form.inject), step: form.step, to: partner };
    then(&here, here.conduct(act, Some(words)).await, "/lead/msel")
}

/// An improvised inject.
#[derive(Debug, Deserialize)]
pub struct Improvised {
    #[serde(default)]
    to: String,
    text: String,
}

/// `POST /lead/improvise`.
pub async fn improvised(here: Here, Sent(form): Sent<Improvised>) -> Response {
    let to = match here.hall.scenario.partner_named(&form.to) {
        Some(partner) => Audience::Partner(partner),
        None if form.to.is_empty() => Audience::Everyone,
        None => return sorry(&here, Problem::NotHere),
    };
    let done = here.conduct(Act::Say { to, label: Tlp::Amber }, Some(form.text.clone())).await;
    then_with(&here, done, "/lead/msel", Some(&form.text))
}
