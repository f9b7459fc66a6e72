//! What things are called on every screen: phases, marks, kinds, states. German and English side by
//! side.

use super::{Lang, Mark, wording};
use crate::rules::picture::{AlertState, StageState};
use crate::rules::situation::{InjectState, Phase};
use crate::scenario::Scenario;
use crate::scenario::ids::FactId;
use crate::scenario::model::Text;
use crate::scenario::words::{Channel, Medium, NodeKind, OrderGroup, Pap, Tlp};

/// One text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(pub &'static str, pub &'static str);

impl Word {
    /// In one of them.
    #[must_use]
    pub const fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::De => self.0,
            Lang::En => self.1,
        }
    }

    /// With the only `{}` filled in.
    #[must_use]
    pub fn with(self, lang: Lang, what: impl std::fmt::Display) -> String {
        self.say(lang).replacen("{}", &what.to_string(), 1)
    }
}

/// Phases as the top line names them.
#[must_use]
pub const fn phase(phase: Phase) -> Word {
    match phase {
        Phase::Briefing => Word("Einweisung", "Briefing"),
        Phase::Situation => Word("Lage", "Situation"),
        Phase::Orders => Word("Entschluss", "Orders"),
        Phase::Resolution => Word("Durchführung", "Resolution"),
        Phase::Review => Word("Auswertung", "Review"),
        Phase::Ended => Word("Ende", "Ended"),
    }
}

/// Groups of orders: what they are for.
#[must_use]
pub const fn group(group: OrderGroup) -> Word {
    match group {
        OrderGroup::Understand => Word("Verstehen", "Understand"),
        OrderGroup::Contain => Word("Eindämmen", "Contain"),
        OrderGroup::Protect => Word("Schützen", "Protect"),
        OrderGroup::Recover => Word("Wiederherstellen", "Recover"),
        OrderGroup::Share => Word("Austauschen", "Share"),
        OrderGroup::Duty => Word("Melden", "Notify"),
        OrderGroup::Public => Word("Öffentlichkeit", "The public"),
        OrderGroup::Lead => Word("Führen", "Lead"),
    }
}

/// Kinds of nodes.
#[must_use]
pub const fn kind(kind: NodeKind) -> Word {
    match kind {
        NodeKind::Internet => Word("Internet", "Internet"),
        NodeKind::Workstation => Word("Arbeitsplätze", "Workstations"),
        NodeKind::Server => Word("Server", "Server"),
        NodeKind::Database => Word("Datenbank", "Database"),
        NodeKind::FileTransfer => Word("Dateischleuse", "File transfer"),
        NodeKind::Mail => Word("E-Mail", "E-mail"),
        NodeKind::Directory => Word("Verzeichnisdienst", "Directory"),
        NodeKind::Web => Word("Webserver", "Web server"),
        NodeKind::Vpn => Word("Fernzugang", "Remote access"),
        NodeKind::Gateway => Word("Übergang", "Gateway"),
        NodeKind::Backup => Word("Datensicherung", "Backup"),
        NodeKind::Cloud => Word("Cloud", "Cloud"),
        NodeKind::Portal => Word("Portal", "Portal"),
        NodeKind::Phone => Word("Telefonie", "Telephony"),
        NodeKind::Hmi => Word("Bedienstation", "Operator panel"),
        NodeKind::Plc => Word("Steuerung", "Controller"),
        NodeKind::Historian => Word("Prozessarchiv", "Historian"),
        NodeKind::Field => Word("Feldgeräte", "Field devices"),
        NodeKind::Service => Word("Dienst für Bürger", "Public service"),
    }
}

/// Marks on a node.
#[must_use]
pub const fn mark(mark: Mark) -> Word {
    match mark {
        Mark::Suspected => Word("Verdacht", "suspected"),
        Mark::Confirmed => Word("befallen", "compromised"),
        Mark::Isolated => Word("getrennt", "isolated"),
        Mark::Encrypted => Word("verschlüsselt", "encrypted"),
        Mark::Wiped => Word("gelöscht", "wiped"),
        Mark::Manipulated => Word("verfälscht", "manipulated"),
        Mark::Stolen => Word("Daten abgeflossen", "data stolen"),
        Mark::Out => Word("ausgefallen", "out of service"),
        Mark::Carried => Word("Notbetrieb", "emergency operation"),
        Mark::Copied => Word("offline gesichert", "offline copy"),
        Mark::Looked => Word("untersucht, ohne Befund", "looked into, clean"),
        Mark::Working => Word("in Arbeit", "being worked on"),
        Mark::Blind => Word("Sensoren blind", "sensors blind"),
        Mark::BackupLost => Word("Sicherung verloren", "backup lost"),
    }
}

/// States of an alert.
#[must_use]
pub const fn alert(state: AlertState) -> Word {
    match state {
        AlertState::New => Word("neu", "new"),
        AlertState::Confirmed => Word("bestätigt", "confirmed"),
        AlertState::False => Word("Fehlalarm", "false alarm"),
        AlertState::Unclear => Word("unklar", "unclear"),
    }
}

/// States of a notice.
#[must_use]
pub const fn stage(state: StageState) -> Word {
    match state {
        StageState::Idle => Word("nicht ausgelöst", "not triggered"),
        StageState::Open => Word("offen", "open"),
        StageState::Met => Word("erfüllt", "met"),
        StageState::Late => Word("verspätet", "late"),
        StageState::Overdue => Word("überfällig", "overdue"),
    }
}

/// States of an inject.
#[must_use]
pub const fn inject(state: InjectState) -> Word {
    match state {
        InjectState::Pending => Word("steht aus", "pending"),
        InjectState::Armed => Word("kommt nächste Runde", "fires next turn"),
        InjectState::Fired => Word("eingespielt", "fired"),
        InjectState::Skipped => Word("ausgelassen", "skipped"),
        InjectState::Delayed(_) => Word("verschoben", "delayed"),
    }
}

/// How an inject arrives.
#[must_use]
pub const fn medium(medium: Medium) -> Word {
    match medium {
        Medium::Phone => Word("Telefon", "phone"),
        Medium::Email => Word("E-Mail", "e-mail"),
        Medium::Radio => Word("Funk", "radio"),
        Medium::Portal => Word("Portal", "portal"),
        Medium::SimCell => Word("Übungsleitung", "simulation cell"),
        Medium::News => Word("Nachrichten", "news"),
        Medium::Letter => Word("Brief", "letter"),
    }
}

/// A PAP label: what may be done with what was told.
#[must_use]
pub const fn pap(pap: Pap) -> Word {
    match pap {
        Pap::Red => Word(
            "PAP:RED – nichts, was der Angreifer merken könnte",
            "PAP:RED – nothing the attacker could notice",
        ),
        Pap::Amber => Word("PAP:AMBER – nur verdeckt suchen", "PAP:AMBER – passive search only"),
        Pap::Green => Word("PAP:GREEN – sperren erlaubt", "PAP:GREEN – blocking allowed"),
        Pap::Clear => Word("PAP:CLEAR – alles erlaubt", "PAP:CLEAR – no restriction"),
    }
}

/// Ways a share can take.
#[must_use]
pub const fn channel(channel: Channel) -> Word {
    match channel {
        Channel::Phone => Word("Telefon", "phone"),
        Channel::Mail => Word("E-Mail", "e-mail"),
        Channel::Feed => Word("Datenaustausch", "data feed"),
        Channel::Liaison => Word("Verbindungsperson", "liaison"),
        Channel::LawEnforcement => Word("Rechtshilfe", "legal assistance"),
    }
}

/// That a fact bears another label from now on.
pub(super) fn relabelled(scenario: &Scenario, fact: FactId, label: Tlp) -> Text {
    let (what, label) = (wording::fact_at_large(scenario, fact), wording::tlp(label));
    let de = format!("Neue Einstufung {label}: {}", what.de);
    wording::both(de, format!("Now marked {label}: {}", what.en))
}
