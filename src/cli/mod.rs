//! The command line: arguments to calls, results to stdout, talk to stderr, and an exit status that
//! says whose fault it was. No logic of its own.

mod args;
mod calibrate;
mod check;
mod export;
mod files;
mod fork;
mod gate;
mod handbook;
mod host;
mod log;
mod papers;
mod play;
mod report;
mod robust;
mod sweep;
mod system;
mod validity;

use args::{Args, Langs, ReachArgs, Verb};
use clap::Parser;
use std::fmt;
use std::process::ExitCode;

/// Why a command did not end well; decides the exit status.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The thing checked was found faulty (1); what there is to say has been said.
    Faulty,
    /// Wrong usage (2).
    Usage(String),
    /// The environment: port, disk, display, GPU (3).
    Environment(String),
    /// A defect of ours (4).
    Defect(String),
}

impl Failure {
    const fn status(&self) -> u8 {
        match self {
            Failure::Faulty => 1,
            Failure::Usage(_) => 2,
            Failure::Environment(_) => 3,
            Failure::Defect(_) => 4,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Faulty => Ok(()),
            Failure::Usage(text) | Failure::Environment(text) => f.write_str(text),
            Failure::Defect(text) => write!(f, "this is a defect of planspiel, please report it: {text}"),
        }
    }
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let args = Args::parse();
    args.color.write_global();
    std::panic::set_hook(Box::new(|info| {
        anstream::eprintln!("planspiel: this is a defect of planspiel, please report it: {info}");
    }));
    let result = std::panic::catch_unwind(|| carry_out(&args));
    match result {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(failure)) => {
            let text = failure.to_string();
            if !text.is_empty() {
                anstream::eprintln!("planspiel: {text}");
            }
            ExitCode::from(failure.status())
        }
        Err(_) => ExitCode::from(4),
    }
}

fn carry_out(args: &Args) -> Result<(), Failure> {
    if args.lang == Some(Langs::Both) && !matches!(args.verb, Some(Verb::Report(_) | Verb::Handbook(_))) {
        let text = "only documents come in both languages: give --lang de or --lang en here";
        return Err(Failure::Usage(text.to_owned()));
    }
    match &args.verb {
        None => system::board(None, None, &ReachArgs::default(), args),
        Some(Verb::Board { scenario, connect, key, trust, reach }) => {
            let host = connect.as_deref().zip(key.as_deref()).map(|(url, key)| (url, key, trust.as_deref()));
            system::board(scenario.as_deref(), host, reach, args)
        }
        Some(Verb::Host(options)) => host::host(options, args),
        Some(Verb::Check(options)) => check::check(options),
        Some(Verb::Explain { code }) => check::explain(code),
        Some(Verb::Run(options)) => play::run(options, args),
        Some(Verb::Sweep(options)) => sweep::sweep(options, args),
        Some(Verb::New { dir, from }) => files::new(dir, from.as_deref()),
        Some(Verb::Show(options)) => files::show(options, args.language()),
        Some(Verb::Calibrate { check, out }) => {
            if *check {
                calibrate::check(out)
            } else {
                calibrate::write(out)
            }
        }
        Some(Verb::Robust { scenarios, out }) => robust::write(scenarios, out, args.quiet),
        Some(Verb::Validity(options)) => validity::write(options, args.quiet),
        Some(Verb::Report(options)) => report::write(options, args),
        Some(Verb::Handbook(options)) => handbook::write(options, args),
        Some(Verb::Export(options)) => export::write(options, args.quiet),
        Some(Verb::Fork(options)) => fork::fork(options, args.quiet),
        Some(Verb::Replay(options)) => log::replay(options, args),
        Some(Verb::Doctor { json }) => system::doctor(*json),
        Some(Verb::Completions { shell }) => system::completions(*shell),
        Some(Verb::Man) => system::man(),
    }
}
