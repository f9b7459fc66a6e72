//! What can be typed: the commands and options of `planspiel`, as their help shows them.

use super::Failure;
use super::export::ExportArgs;
pub(crate) use super::papers::{ForkArgs, Format, HandbookArgs, ReportArgs, ValidityArgs};
use crate::scenario::model::Dial;
use crate::view::Lang;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::ffi::OsStr;
#[cfg(feature = "board")]
use std::ffi::OsString;
use std::path::PathBuf;

/// A tabletop cyber-exercise simulator for authorities that must respond together.
#[derive(Debug, Parser)]
#[command(name = "planspiel", version, about, long_about = None)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// Language of texts; by default that of the locale. Documents are written in both unless one is asked for.
    #[arg(long, global = true, value_parser = languages())]
    pub lang: Option<Langs>,
    /// Say nothing on stderr but errors.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more on stderr.
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Colours.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Applies to everything written from here on; `NO_COLOR` is respected by `auto`.
    pub(crate) fn write_global(self) {
        match self {
            Colour::Auto => anstream::ColorChoice::Auto,
            Colour::Always => anstream::ColorChoice::Always,
            Colour::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// One language, or both, which only documents can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Langs {
    One(Lang),
    Both,
}

/// The languages by their tags.
fn languages() -> impl TypedValueParser<Value = Langs> {
    PossibleValuesParser::new(["de", "en", "both"])
        .map(|tag| Lang::parse(&tag).map_or(Langs::Both, Langs::One))
}

impl Args {
    /// The language asked for, else the locale's.
    pub(crate) fn language(&self) -> Lang {
        let asked = match self.lang {
            Some(Langs::One(lang)) => Some(lang),
            Some(Langs::Both) | None => None,
        };
        asked.unwrap_or_else(|| {
            let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
            let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
            locale.and_then(|locale| Lang::parse(&locale)).unwrap_or(Lang::En)
        })
    }

    /// The languages of documents: the one asked for, else both.
    pub(crate) fn languages(&self) -> Vec<Lang> {
        match self.lang {
            Some(Langs::One(lang)) => vec![lang],
            Some(Langs::Both) | None => vec![Lang::De, Lang::En],
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Open the board for one scenario.
    Board {
        /// A scenario's folder or file, or the log (.planspiel) of an exercise that was interrupted.
        scenario: Option<PathBuf>,
        /// Attach to a host elsewhere, with --key.
        #[arg(long, value_name = "URL", requires = "key", conflicts_with = "scenario")]
        connect: Option<String>,
        /// The key of the trainer's seat there.
        #[arg(long, value_name = "KEY", requires = "connect", env = "PLANSPIEL_KEY", hide_env_values = true)]
        key: Option<String>,
        /// Its certificate (PEM), where it was made by the host itself: `host --self-signed` says where it is.
        #[arg(long, value_name = "FILE", requires = "connect")]
        trust: Option<PathBuf>,
        #[command(flatten)]
        reach: ReachArgs,
    },
    /// Serve an exercise to browsers and boards; prints the trainer's link once.
    Host(HostArgs),
    /// Show every problem of scenarios with file, line, column and help.
    Check(CheckArgs),
    /// Explain one diagnostic at length.
    Explain {
        /// For example PS0201.
        code: String,
    },
    /// Write an annotated scenario to start from.
    New {
        /// A folder that does not exist yet.
        dir: PathBuf,
        /// "template", or an existing scenario's folder to copy.
        #[arg(long)]
        from: Option<String>,
    },
    /// Draw the network, and say what its graph shows.
    Show(ShowArgs),
    /// Play one exercise by policies, to the end.
    Run(RunArgs),
    /// Play many exercises; distributions of scores, what matters, what is dead.
    Sweep(SweepArgs),
    /// Set what the catalogue comes to over simulated years beside published figures.
    Calibrate {
        /// Write nothing; fail if the page is not what would be written.
        #[arg(long)]
        check: bool,
        /// The page.
        #[arg(long, short, value_name = "FILE", default_value = "docs/calibration.md")]
        out: PathBuf,
    },
    /// Move every assumption of the catalogue by a fifth and see what flips.
    Robust {
        /// Scenarios' folders or files.
        #[arg(required = true, value_name = "SCENARIO")]
        scenarios: Vec<PathBuf>,
        /// The page.
        #[arg(long, short, value_name = "FILE", default_value = "docs/robustness.md")]
        out: PathBuf,
    },
    /// See whether decision values measure decisions: policies of known skill, told apart by them.
    Validity(ValidityArgs),
    /// An exercise's report from its log: pages, PDF, Markdown, JSON, tables and workbooks, in both languages.
    Report(ReportArgs),
    /// Documents to print from a scenario: situation manual, facilitator guide, MSEL, cards, evaluation guides,
    /// paper for when the technology fails.
    Handbook(HandbookArgs),
    /// An exercise's log for other people's tools: STIX, MISP, ATT&CK Navigator, JSON Lines, open data.
    Export(ExportArgs),
    /// An exercise again, from its log.
    Replay(ReplayArgs),
    /// A new log that starts at a turn of another one: the same seats and dice, other decisions.
    Fork(ForkArgs),
    /// Look at display, GPU, port, network, disk and clock; say what is wrong and what to do.
    Doctor {
        /// One JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// The manual page.
    Man,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct HostArgs {
    /// A scenario's folder or file, or the log (.planspiel) of an exercise that was interrupted.
    pub scenario: PathBuf,
    /// Play another version of the scenario, for example a marked cut.
    #[arg(long, value_name = "CUT")]
    pub cut: Option<String>,
    /// Folder for the log; by default that of the board.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// By default the moment gives one.
    #[arg(long)]
    pub seed: Option<u64>,
    #[command(flatten)]
    pub difficulty: Difficulty,
    #[command(flatten)]
    pub reach: ReachArgs,
    /// Write seat cards with keys and QR codes to this folder.
    #[arg(long, value_name = "DIR")]
    pub cards: Option<PathBuf>,
    /// Go on with the scenario's latest exercise in the data folder, paused.
    #[arg(long)]
    pub resume: bool,
    /// Where the exercise can be reached, as one JSON object when it is open.
    #[arg(long)]
    pub json: bool,
}

/// How others reach the host.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct ReachArgs {
    /// Address and port; port 0 takes any free one. Others can only reach addresses that are not loopback.
    /// By default 127.0.0.1:7420, or any free port where that one is taken.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<std::net::SocketAddr>,
    /// What people type, where a proxy stands before the host: https://exercise.example.org
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// A certificate (PEM), with its key.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A certificate made on the spot; browsers warn.
    #[arg(long, conflicts_with_all = ["tls_cert", "insecure_lan"])]
    pub self_signed: bool,
    /// No encryption, on a network where everybody may listen.
    #[arg(long, conflicts_with = "tls_cert")]
    pub insecure_lan: bool,
}

impl ReachArgs {
    /// As they were typed, for a host of its own process.
    #[cfg(feature = "board")]
    pub(crate) fn words(&self) -> Vec<OsString> {
        let mut words: Vec<OsString> = Vec::new();
        let mut option = |name: &str, value: Option<OsString>| {
            words.extend(value.into_iter().flat_map(|value| [name.into(), value]));
        };
        option("--listen", self.listen.map(|address| address.to_string().into()));
        option("--public-url", self.public_url.clone().map(OsString::from));
        option("--tls-cert", self.tls_cert.clone().map(OsString::from));
        option("--tls-key", self.tls_key.clone().map(OsString::from));
        let flags = [("--self-signed", self.self_signed), ("--insecure-lan", self.insecure_lan)];
        words.extend(flags.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name.into()));
        words
    }
}

impl HostArgs {
    /// For a scenario, with the defaults of the command line.
    pub(crate) fn of(scenario: PathBuf) -> HostArgs {
        let words = [OsStr::new("planspiel"), OsStr::new("host"), OsStr::new("--"), scenario.as_os_str()];
        match Args::parse_from(words).verb {
            Some(Verb::Host(options)) => options,
            _ => unreachable!("these words say \"host\""),
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Scenario folders or files.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// One JSON object.
    #[arg(long, conflicts_with_all = ["plain", "sarif"])]
    pub json: bool,
    /// One line per problem.
    #[arg(long, conflicts_with = "sarif")]
    pub plain: bool,
    /// SARIF 2.1.0, for editors and pipelines.
    #[arg(long)]
    pub sarif: bool,
    /// "warnings": warnings count as errors for the exit status.
    #[arg(long, value_enum)]
    pub deny: Option<Deny>,
}

/// What else makes a scenario faulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    Warnings,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ShowArgs {
    /// A scenario's folder or file.
    pub scenario: PathBuf,
    /// Write a drawing to this file ("-" for stdout).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dot", "json"])]
    pub svg: Option<PathBuf>,
    /// Graphviz.
    #[arg(long, conflicts_with = "json")]
    pub dot: bool,
    /// One JSON object with the facts of the graph.
    #[arg(long)]
    pub json: bool,
    /// Only what this partner's seats see at the start.
    #[arg(long = "as", value_name = "SEAT")]
    pub seat: Option<String>,
    /// Zones of a large network that are drawn open instead of folded (from 301 nodes on).
    #[arg(long, value_name = "ZONE", value_delimiter = ',', requires = "svg")]
    pub open: Vec<String>,
}

/// Who plays: shared by `run` and `sweep`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Players {
    /// Play another version of the scenario, for example a marked cut.
    #[arg(long, value_name = "CUT")]
    pub cut: Option<String>,
    /// PARTNER=POLICY, or POLICY for all: idle, random, playbook, playbook-weak, playbook-silent,
    /// playbook-open, playbook-unaided, planner (slow: it looks ahead), spam:<measure>.
    #[arg(long, value_name = "PARTNER=POLICY")]
    pub play: Vec<String>,
    #[command(flatten)]
    pub difficulty: Difficulty,
}

/// How hard it is made: shared by `host`, `run` and `sweep`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Difficulty {
    /// Who plays the attackers: scenario, script, playbook, adaptive, search (looks ahead).
    #[arg(long, value_name = "BRAIN", default_value = "scenario")]
    pub attacker: String,
    /// A dial in percent, for example tempo=120; dials: tempo, skill, noise, staff,
    /// sharing, reliability, pressure.
    #[arg(long, value_name = "DIAL=PERCENT")]
    pub dial: Vec<String>,
}

impl Difficulty {
    /// Nothing was made harder or easier than the scenario has it.
    pub(crate) fn is_as_written(&self) -> bool {
        self.attacker == "scenario" && self.dial.is_empty()
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RunArgs {
    /// A scenario's folder or file.
    pub scenario: PathBuf,
    #[arg(long)]
    pub seed: u64,
    #[command(flatten)]
    pub players: Players,
    /// Keep the log in this file (which must not exist).
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// One JSON object.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct SweepArgs {
    #[command(subcommand)]
    pub merge: Option<SweepVerb>,
    /// A scenario's folder or file.
    #[arg(required = true)]
    pub scenario: Option<PathBuf>,
    /// How many exercises.
    #[arg(short, long, default_value_t = 1000)]
    pub n: u32,
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    #[command(flatten)]
    pub players: Players,
    /// Threads; by default one per core.
    #[arg(long)]
    pub threads: Option<usize>,
    /// The table that proves that decisions matter, as for the scenario's header.
    #[arg(long, conflicts_with_all = ["json", "shard"])]
    pub table: bool,
    /// What decides, what sharing and aid are worth, and what each measure and each inject is good for,
    /// all on the same dice: two sweeps more, sixty exercises of each policy against each attacker, and a
    /// sweep for each measure and inject that occurs.
    #[arg(long, conflicts_with_all = ["table", "shard"])]
    pub worth: bool,
    /// Thresholds (RON) that the sweep must keep, for example (joint: (min: 40, max: 80)); status 1 if
    /// one is not met.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["table", "shard"])]
    pub gate: Option<PathBuf>,
    /// Only part I of N, for `sweep merge`; each part may be played on another machine.
    #[arg(long, value_name = "I/N", requires = "out", conflicts_with = "json", value_parser = shard)]
    pub shard: Option<(u32, u32)>,
    /// Write a page (sweep.html) with plots, and the data as CSV, to this folder; with --shard, the part.
    #[arg(long, value_name = "DIR", conflicts_with = "table")]
    pub out: Option<PathBuf>,
    /// What every dial does: the playbook at several settings of each, on the same dice. `--dial NAME`
    /// shows one.
    #[arg(long, conflicts_with_all = ["table", "shard"])]
    pub dials: bool,
    /// One JSON object.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SweepVerb {
    /// The parts of a sweep checked for completeness and put together; the result is that of one run.
    Merge {
        /// The folder with the parts.
        dir: PathBuf,
        /// One JSON object.
        #[arg(long)]
        json: bool,
        /// Write the page (sweep.html) and the data as CSV to this folder, as an undivided sweep does.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

impl SweepArgs {
    /// Dials whose effect is to be shown, and the players with the dials that are turned.
    pub(crate) fn split_dials(&self) -> Result<(Vec<Dial>, Players), Failure> {
        let (turned, named): (Vec<String>, Vec<String>) =
            self.players.difficulty.dial.iter().cloned().partition(|dial| dial.contains('='));
        let known = || Dial::ALL.map(Dial::name).join(", ");
        let find = |name: &String| {
            let wrong = || format!("there is no dial \"{name}\"; there are {}", known());
            Dial::named(name).ok_or_else(|| Failure::Usage(wrong()))
        };
        if !named.is_empty() && (self.table || self.shard.is_some()) {
            let wrong = format!(
                "--dial {0} shows what a dial does, not with --table or --shard; {0}=80 turns it",
                named[0]
            );
            return Err(Failure::Usage(wrong));
        }
        let mut shown = named.iter().map(find).collect::<Result<Vec<Dial>, Failure>>()?;
        if self.dials {
            shown = Dial::ALL.to_vec();
        }
        let difficulty = Difficulty { dial: turned, ..self.players.difficulty.clone() };
        Ok((shown, Players { difficulty, ..self.players.clone() }))
    }
}

/// `2/8` as part and number of parts.
fn shard(text: &str) -> Result<(u32, u32), String> {
    let wrong = || "write a part and how many there are, for example 2/8 (1 to 9999 parts)".to_owned();
    let (part, of) = text.split_once('/').ok_or_else(wrong)?;
    let (part, of) = (part.parse().map_err(|_| wrong())?, of.parse().map_err(|_| wrong())?);
    if (1..=of).contains(&part) && of <= 9999 { Ok((part, of)) } else { Err(wrong()) }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReplayArgs {
    /// A log written by `run --log` or by an exercise.
    pub log: PathBuf,
    /// Stop after this turn.
    #[arg(long)]
    pub until: Option<u16>,
    /// What this partner's seats were told.
    #[arg(long = "as", value_name = "SEAT")]
    pub seat: Option<String>,
    /// Check the chain and every fingerprint.
    #[arg(long)]
    pub verify: bool,
    /// One JSON object.
    #[arg(long)]
    pub json: bool,
}
