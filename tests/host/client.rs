//! A browser without a screen: sends forms, follows nothing, keeps its session.

use serde_json::{Value, json};
use std::time::Duration;
use ureq::Agent;
use ureq::http::Response;

/// A device.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    pub origin: String,
    pub session: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Reply {
    /// Fails unless it has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Reply {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Client {
    pub fn new(origin: &str) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // A host that has refused a long body closes the line; the next request takes a new one.
            .max_idle_connections(0)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Client { agent: config.into(), origin: origin.to_owned(), session: None }
    }

    pub fn get(&self, path: &str) -> Reply {
        self.try_get(path).expect("the host answers")
    }

    /// As `get`, from a host that may be gone.
    pub fn try_get(&self, path: &str) -> Result<Reply, ureq::Error> {
        let mut request = self.agent.get(format!("{}{path}", self.origin));
        if let Some(session) = &self.session {
            request = request.header("authorization", format!("Bearer {session}"));
        }
        reply(request.call()?)
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.try_post(path, fields).expect("the host answers")
    }

    /// As `post`, to a host that may be gone.
    pub fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Reply, ureq::Error> {
        let mut request = self.agent.post(format!("{}{path}", self.origin));
        if let Some(session) = &self.session {
            request = request.header("authorization", format!("Bearer {session}"));
        }
        reply(request.send_form(fields.iter().copied())?)
    }

    /// A form with more headers than a browser would send.
    pub fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut request = self.agent.post(format!("{}{path}", self.origin));
        if let Some(session) = &self.session {
            request = request.header("authorization", format!("Bearer {session}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        reply(request.send(body).expect("the host answers")).expect("an answer can be read")
    }

    /// Comes in by a claim code.
    #[track_caller]
    pub fn spend(&mut self, code: &str) {
        let reply = self.post("/claim", &[("code", code)]).is(303);
        self.session = Some(session(&reply));
    }

    /// The same device with the session that an answer sets.
    #[track_caller]
    pub fn seated(self, reply: &Reply) -> Client {
        Client { session: Some(session(reply)), ..self }
    }

    /// What the seat sees, as a program reads it.
    #[track_caller]
    pub fn view(&self) -> Value {
        self.get("/api/v1/view").is(200).json()
    }

    /// An order, written for what a view shows.
    pub fn order(&self, id: &str, view: &Value, order: &Value) -> Reply {
        self.try_order(id, view, order).expect("the host answers")
    }

    /// As `order`, to a host that may be gone.
    pub fn try_order(&self, id: &str, view: &Value, order: &Value) -> Result<Reply, ureq::Error> {
        let sheet = &view["desk"]["sheet"];
        let body = json!({"id": id, "turn": sheet["turn"], "sheet": sheet["revision"], "order": order});
        let mut request = self.agent.post(format!("{}/api/v1/orders", self.origin));
        if let Some(session) = &self.session {
            request = request.header("authorization", format!("Bearer {session}"));
        }
        reply(request.header("content-type", "application/json").send(body.to_string())?)
    }
}

/// The session that an answer sets.
#[track_caller]
fn session(reply: &Reply) -> String {
    let cookie =
        reply.headers.iter().find(|(name, value)| name == "set-cookie" && value.contains("planspiel-"));
    let (_, cookie) = cookie.expect("a session is set");
    let value = cookie.split(['=', ';']).nth(1).expect("a cookie has a value");
    value.to_owned()
}

/// The orders a view offers.
pub fn choices(view: &Value) -> Vec<Value> {
    let cards = view["view"]["orders"].as_array().expect("a seat's view has orders");
    let choices = cards.iter().flat_map(|card| card["choices"].as_array().into_iter().flatten());
    choices.map(|choice| choice["order"].clone()).collect()
}

fn reply(mut response: Response<ureq::Body>) -> Result<Reply, ureq::Error> {
    let status = response.status().as_u16();
    let pairs = response.headers().iter();
    let headers = pairs.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("").to_owned()));
    let headers = headers.collect();
    let body = String::from_utf8_lossy(&response.body_mut().read_to_vec()?).into_owned();
    Ok(Reply { status, headers, body })
}
