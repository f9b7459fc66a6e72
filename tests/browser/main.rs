//! A real browser at the seats: Chromium without a window, by WebDriver. Joins by link and by code, on
//! a phone and on a laptop, with scripts and without; plays two turns. Leaves its pictures in the
//! build folder. Needs chromium and chromedriver; about 75 s. With PLANSPIEL_AXE set to axe-core's
//! file, axe checks every page as well.

#[path = "../host/client.rs"]
#[expect(dead_code, reason = "the browser needs less of a client than the host's tests")]
mod client;
mod driver;
#[path = "../host/stage.rs"]
#[expect(dead_code, reason = "the browser needs less of a stage than the host's tests")]
mod stage;

use driver::{Browser, Device};

use planspiel::conduct::Seat;
use planspiel::exercise::Command;
use planspiel::rules::situation::Phase;
use planspiel::scenario::ids::PartnerId;
use planspiel::view::seat_slug;
use stage::*;

/// Every page of a participant.
const PAGES: [&str; 7] =
    ["/seat", "/seat/inbox", "/seat/orders", "/seat/share", "/seat/duties", "/seat/talk", "/seat/recap"];

fn orders(hosted: &Hosted) -> usize {
    hosted.live.look(|exercise| {
        let is_order = |command: &Command| matches!(command, Command::Order { .. });
        exercise.entries().iter().filter(|entry| is_order(&entry.command)).count()
    })
}

/// Drafts the first order of the first card that has one, and commits it: by pressing what a person
/// would press.
async fn give_an_order(browser: &Browser, hosted: &Hosted) {
    browser.open(hosted, "/seat/orders").await;
    let before = orders(hosted);
    browser.press("#cards details:has(form) summary").await;
    browser.press("#cards details[open] form[action='/seat/draft'] button").await;
    browser.see("#sheet form[action='/seat/order'] button").await;
    browser.press("#sheet form[action='/seat/order'] button").await;
    browser.see("#sheet form[action='/seat/take-back'] button").await;
    assert_eq!(orders(hosted), before + 1, "the order is in the log when the page shows it");
}

async fn play(browser: &Browser, hosted: &Hosted, trainer: &client::Client, name: &str) {
    for turn in 1..=2 {
        tokio::task::block_in_place(|| hosted.go_on(trainer));
        tokio::task::block_in_place(|| hosted.go_on(trainer));
        give_an_order(browser, hosted).await;
        browser.picture(&format!("{name}-orders-{turn}")).await;
        tokio::task::block_in_place(|| hosted.go_on(trainer));
    }
    for page in PAGES {
        browser.open(hosted, page).await;
        browser.fits(page).await;
        browser.axe(page).await;
        browser.picture(&format!("{name}{}", page.replace('/', "-"))).await;
    }
}

fn with_browser<F: AsyncFnOnce(&Browser, &Hosted)>(device: Device, seed: u64, run: F) {
    let hosted = Hosted::of("two-rivers", seed);
    hosted.runtime.block_on(async {
        let browser = Browser::start(device).await;
        run(&browser, &hosted).await;
        browser.close().await;
    });
}

#[test]
fn a_phone_joins_by_link_and_plays_two_turns() {
    with_browser(Device::Phone, 71, async |browser, hosted| {
        let trainer = tokio::task::block_in_place(|| hosted.trainer());
        let seat = lead_of(&hosted.scenario, PartnerId(0));
        browser.open(hosted, &format!("/claim?code={}", hosted.code(seat))).await;
        browser.picture("phone-claim").await;
        browser.press("form[action='/claim'] button").await;
        browser.see("#map").await;
        play(browser, hosted, &trainer, "phone").await;
    });
}

#[test]
fn a_laptop_without_scripts_joins_by_code_and_plays_two_turns() {
    with_browser(Device::LaptopWithoutScripts, 72, async |browser, hosted| {
        let trainer = tokio::task::block_in_place(|| hosted.trainer());
        let seat = lead_of(&hosted.scenario, PartnerId(1));
        browser.open(hosted, "/").await;
        browser.press("button[name='lang'][value='de']").await;
        browser.see("html[lang='de']").await;
        browser.press("button[name='lang'][value='en']").await;
        browser.see("html[lang='en']").await;
        browser.write("#room", &hosted.host().room.to_lowercase()).await;
        browser.press("form[action='/'] button").await;
        browser.picture("laptop-join").await;
        browser.press(&format!("input[value='{}']", seat_slug(&hosted.scenario, seat))).await;
        browser.write("#key", &hosted.key(seat)).await;
        browser.press("form[action='/join'] button").await;
        browser.see("#map").await;
        play(browser, hosted, &trainer, "laptop").await;
    });
}

#[test]
fn pages_follow_the_exercise_and_never_overwrite_what_somebody_writes() {
    with_browser(Device::Laptop, 73, async |browser, hosted| {
        let trainer = tokio::task::block_in_place(|| hosted.trainer());
        let seat = lead_of(&hosted.scenario, PartnerId(0));
        browser.open(hosted, &format!("/claim?code={}", hosted.code(seat))).await;
        browser.press("form[action='/claim'] button").await;
        browser.see("#map").await;
        browser.open(hosted, "/seat/talk").await;
        browser.write("#say-text", "half a sentence").await;
        let say = [("to", "bw"), ("label", "amber"), ("text", "the trainer speaks")];
        tokio::task::block_in_place(|| trainer.post("/say", &say).is(303));
        browser.read("#messages", "the trainer speaks").await;
        assert_eq!(browser.value("#say-text").await, "half a sentence");
        // The phase changes on every page by itself.
        tokio::task::block_in_place(|| hosted.go_on(&trainer));
        browser.read("#top .phase strong", "Situation").await;
        // The keyboard alone: what is framed is pressed.
        browser.open(hosted, "/seat").await;
        browser.tab_to("nav a[href='/seat/inbox']").await;
        browser.enter().await;
        browser.see("#inbox").await;
    });
}

#[test]
fn trainer_evaluator_and_wall_look_as_they_should() {
    with_browser(Device::Laptop, 74, async |browser, hosted| {
        browser.open(hosted, &format!("/claim?code={}", hosted.code(Seat::Trainer))).await;
        browser.press("form[action='/claim'] button").await;
        browser.see("#pace").await;
        browser.picture("lead-before").await;
        browser.press("#pace details summary").await;
        browser.press("form[action='/lead/next'] button").await;
        browser.read("#top .phase strong", "Situation").await;
        browser.press("form[action='/lead/next'] button").await;
        browser.read("#top .phase strong", "Orders").await;
        browser.press("form[action='/lead/next'] button").await;
        browser.read("#top .phase strong", "Review").await;
        assert_eq!(hosted.live.look(|exercise| exercise.now().public.phase), Phase::Review);
        let pages = [
            "/lead",
            "/lead/msel",
            "/lead/truth",
            "/lead/checks",
            "/lead/talk",
            "/lead/people",
            "/lead/score",
            "/watch",
            "/watch/team/bw",
            "/watch/notes",
            "/watch/ratings",
            "/wall",
        ];
        for page in pages {
            browser.open(hosted, page).await;
            browser.fits(page).await;
            browser.axe(page).await;
            browser.picture(&format!("trainer{}", page.replace('/', "-"))).await;
        }
        // A seat's card: a camera reads its code, and whoever holds it is in the seat.
        browser.open(hosted, "/lead/people").await;
        browser.press("form[action='/lead/issue'] input[value='bw-lead'] ~ button").await;
        browser.see(".seat-card svg").await;
        let link = browser.scan("cards").await;
        let path = link.strip_prefix(&hosted.host().reach.origin).expect("the code leads to this host");
        browser.open(hosted, path).await;
        browser.press("form[action='/claim'] button").await;
        browser.see("#map").await;
    });
}

#[test]
fn the_debrief_is_moved_along_its_time_line_by_key_and_by_click() {
    with_browser(Device::Laptop, 75, async |browser, hosted| {
        let trainer = tokio::task::block_in_place(|| hosted.trainer());
        tokio::task::block_in_place(|| {
            (0..8).for_each(|_| hosted.go_on(&trainer));
            trainer.post("/lead/end", &[]).is(303);
        });
        browser.open(hosted, "/").await;
        browser.write("#room", &hosted.host().room).await;
        browser.press("form[action='/'] button").await;
        browser.press("input[value='trainer']").await;
        browser.write("#key", &hosted.key(Seat::Trainer)).await;
        browser.press("form[action='/join'] button").await;
        browser.see("#pace").await;
        browser.open(hosted, "/lead/debrief?step=truth&at=3").await;
        browser.fits("/lead/debrief?step=truth").await;
        browser.axe("/lead/debrief?step=truth").await;
        browser.read("#moment output", "Event 3 of").await;
        // The keyboard alone, and the mouse; the picture beside it follows.
        browser.tab_to("#at").await;
        browser.arrow_right().await;
        browser.read("#moment output", "Event 4 of").await;
        browser.press("#event-2").await;
        browser.read("#moment output", "Event 2 of").await;
        browser.see("#event-2[aria-current]").await;
        browser.press("#to-turn-2").await;
        browser.read("#moment h2", "Turn 2").await;
        browser.read("#fork h2", "turn 2").await;
        browser.picture("lead-debrief").await;
        for page in ["/watch/ratings", "/lead/debrief?step=known&turn=2"] {
            browser.open(hosted, page).await;
            browser.fits(page).await;
            browser.axe(page).await;
        }
        browser.picture("lead-debrief-known").await;
    });
}
