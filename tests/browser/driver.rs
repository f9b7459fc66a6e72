//! A browser by WebDriver.

use crate::stage::Hosted;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// What people hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    Phone,
    Laptop,
    LaptopWithoutScripts,
}

/// A browser with its driver.
pub struct Browser {
    client: Client,
    device: Device,
    driver: Child,
}

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(15);

impl Browser {
    pub async fn start(device: Device) -> Browser {
        let mut driver = Command::new("chromedriver")
            .args(["--port=0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed");
        let out = BufReader::new(driver.stdout.take().expect("its output is ours"));
        let port = out.lines().map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("started successfully on port ")?;
            rest.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.expect("chromedriver says its port");
        let (width, height) = if device == Device::Phone { (390, 844) } else { (1280, 800) };
        let mut options = json!({"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--lang=en-US", format!("--window-size={width},{height}")]});
        if device == Device::Phone {
            options["mobileEmulation"] =
                json!({"deviceMetrics": {"width": width, "height": height, "pixelRatio": 2.0}});
        }
        if device == Device::LaptopWithoutScripts {
            options["prefs"] = json!({"profile.managed_default_content_settings.javascript": 2});
        }
        let capabilities = json!({"goog:chromeOptions": options});
        let capabilities = capabilities.as_object().expect("an object").clone();
        let connector = HttpConnector::new();
        let connected = ClientBuilder::new(connector)
            .capabilities(capabilities.into_iter().collect())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await;
        Browser { client: connected.expect("the browser starts"), device, driver }
    }

    pub async fn open(&self, hosted: &Hosted, path: &str) {
        let url = format!("{}{path}", hosted.host().reach.origin);
        self.client.goto(&url).await.expect("the page opens");
    }

    /// Waits until something is there.
    pub async fn see(&self, css: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE);
        let seen = wait.for_element(Locator::Css(css)).await;
        match seen {
            Ok(element) => element,
            Err(error) => {
                panic!("{css} is not there ({error}): {}", self.client.source().await.unwrap_or_default())
            }
        }
    }

    /// Presses something, as a finger would.
    pub async fn press(&self, css: &str) {
        let mut why = String::new();
        let pressed = async {
            // What is pressed may just be swapped for a new one.
            while let Err(error) = self.see(css).await.click().await {
                why = error.to_string();
            }
        };
        let in_time = tokio::time::timeout(PATIENCE, pressed).await.is_ok();
        assert!(in_time, "{css} cannot be pressed ({why}) on {:?}", self.client.current_url().await);
    }

    pub async fn write(&self, css: &str, text: &str) {
        self.see(css).await.send_keys(text).await.expect("a field takes text");
    }

    pub async fn value(&self, css: &str) -> String {
        self.see(css).await.prop("value").await.expect("a field").unwrap_or_default()
    }

    /// Waits until something says something.
    pub async fn read(&self, css: &str, text: &str) {
        let there = async {
            loop {
                // The part may just be swapped for a new one.
                if let Ok(element) = self.client.find(Locator::Css(css)).await
                    && element.text().await.is_ok_and(|said| said.contains(text))
                {
                    return;
                }
            }
        };
        let in_time = tokio::time::timeout(PATIENCE, there).await;
        assert!(
            in_time.is_ok(),
            "{css} never says \"{text}\": {}",
            self.client.source().await.unwrap_or_default()
        );
    }

    /// Goes on with the tab key until something has the focus.
    pub async fn tab_to(&self, css: &str) {
        for _ in 0..40 {
            let active = self.client.active_element().await.expect("something has the focus");
            active.send_keys(&Key::Tab).await.expect("a key");
            let script = format!("return document.activeElement.matches({css:?})");
            if self.client.execute(&script, Vec::new()).await.expect("a script") == json!(true) {
                return;
            }
        }
        panic!("{css} is not reached with the tab key");
    }

    pub async fn arrow_right(&self) {
        let active = self.client.active_element().await.expect("something has the focus");
        active.send_keys(&Key::Right).await.expect("a key");
    }

    pub async fn enter(&self) {
        let active = self.client.active_element().await.expect("something has the focus");
        active.send_keys(&Key::Enter).await.expect("a key");
    }

    /// Nothing has to be scrolled sideways, at 200 % either.
    pub async fn fits(&self, page: &str) {
        if self.device == Device::LaptopWithoutScripts {
            return;
        }
        let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let over = self.client.execute(script, Vec::new()).await.expect("a script");
        assert!(over.as_i64().is_some_and(|over| over <= 0), "{page} is {over} pixels too wide");
        if self.device == Device::Laptop {
            // 200 % of a window is half the window.
            self.client.set_window_size(640, 400).await.expect("a window");
            let over = self.client.execute(script, Vec::new()).await.expect("a script");
            self.client.set_window_size(1280, 800).await.expect("a window");
            assert!(over.as_i64().is_some_and(|over| over <= 0), "{page} at 200 % is {over} pixels too wide");
        }
    }

    /// What axe finds, where it is at hand.
    pub async fn axe(&self, page: &str) {
        let Some(path) = std::env::var_os("PLANSPIEL_AXE") else { return };
        if self.device == Device::LaptopWithoutScripts {
            return;
        }
        let axe = std::fs::read_to_string(&path).expect("axe-core's file");
        self.client.execute(&axe, Vec::new()).await.expect("axe loads");
        let script = "const done = arguments[0]; axe.run().then((r) => done(r.violations.map((v) => v.id + ': ' + \
                      v.nodes.slice(0, 3).map((n) => n.html).join(' | '))))";
        let found = self.client.execute_async(script, Vec::new()).await.expect("axe runs");
        assert_eq!(found, json!([]), "{page}");
    }

    /// Leaves a picture of the whole page.
    pub async fn picture(&self, name: &str) {
        let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
        std::fs::create_dir_all(&folder).expect("the build folder can be written to");
        let image = self.client.screenshot().await.expect("a picture");
        std::fs::write(folder.join(format!("{name}.png")), image)
            .expect("the build folder can be written to");
    }

    /// What the first QR code on the screen says, read from its picture.
    pub async fn scan(&self, name: &str) -> String {
        self.picture(name).await;
        let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages").join(format!("{name}.png"));
        let read = Command::new("zbarimg").args(["-q", "--raw"]).arg(picture).output().expect("zbarimg runs");
        let text = String::from_utf8(read.stdout).expect("a link is text");
        text.lines().next().expect("a code is on the screen").to_owned()
    }

    pub async fn close(mut self) {
        self.client.clone().close().await.expect("the browser closes");
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
