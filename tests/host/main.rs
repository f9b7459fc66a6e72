//! The host: seats in browsers, nothing lost, nothing told that should not be. About a minute and a half
//! on two cores, half of it the kill test.

mod client;
mod cut;
mod debrief;
mod hand;
mod joining;
mod kill;
mod once;
mod remote;
mod routes;
mod secrets;
mod stage;
mod streams;
mod whole;
