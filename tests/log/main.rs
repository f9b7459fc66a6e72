//! Logs and shared exercises from outside: written, interrupted, damaged, resumed, replayed.

#![expect(clippy::unwrap_used, reason = "a test that unwraps says enough by failing")]

mod crash;
mod damage;
mod keeping;
mod live;
mod replay;
mod stage;
