//! The host: an exercise for browsers and boards. Pages, seats and keys, live streams, the API. It
//! knows an exercise through `live`; what a seat is shown comes from that seat's views alone.

mod answer;
mod api;
mod bell;
mod cards;
mod debriefing;
mod folds;
mod forking;
mod hall;
mod here;
mod improving;
mod judging;
mod pages;
mod remote;
mod routes;
mod secret;
mod serve;
mod stage;
mod stream;
mod writer;

pub use hall::{Clock, Issued, Reach};
pub use here::Who;
pub use remote::{Remote, RemoteError};
pub use routes::{Declared, Verb, declared};
pub use serve::{Host, HostError, Options, Security, outside_address, serve};
