//! The host: seats in browsers, nothing lost, nothing told that should not be. About a minute on two
//! cores, most of it the kill test.

mod client;
mod cut;
mod joining;
mod kill;
mod once;
mod remote;
mod routes;
mod secrets;
mod stage;
mod streams;
mod whole;
