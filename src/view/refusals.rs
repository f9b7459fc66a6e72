//! Why an order is refused, and what would have been allowed, in words.

use super::wording::{both, people};
use crate::rules::order::Refusal;
use crate::scenario::Scenario;
use crate::scenario::model::{Requirement, TargetKind, Text};

/// A refusal with what would be allowed.
#[must_use]
pub fn refusal(_: &Scenario, refusal: Refusal) -> Text {
    match refusal {
        Refusal::NotNow => {
            both("Aufträge werden in der Phase Entschluss erteilt.", "Orders are given in the orders phase.")
        }
        Refusal::NotEnded => both("Das geht erst nach EndEx.", "This opens after EndEx."),
        Refusal::UnknownMeasure => {
            both("Diese Maßnahme gibt es in diesem Szenario nicht.", "This scenario has no such measure.")
        }
        Refusal::WrongTarget { expected } => {
            let (de, en) = target_kind(expected);
            both(
                format!("Diese Maßnahme braucht als Ziel: {de}."),
                format!("Target needed for this measure: {en}."),
            )
        }
        Refusal::NotYours => both(
            "Das Ziel gehört nicht zu Ihrem Bereich oder ist Ihnen nicht bekannt.",
            "The target is not yours, or you do not know of it.",
        ),
        Refusal::WrongRole => both(
            "Ihre Rolle darf das nicht entwerfen; die Leitung darf es.",
            "Your role may not draft this; the lead may.",
        ),
        Refusal::NoPeople { kind, needed, free } => {
            let kind = people(kind);
            both(
                format!("Dafür sind {needed} Personen nötig ({}); frei: {free}.", kind.de),
                format!("This takes {needed} people ({}); free: {free}.", kind.en),
            )
        }
        Refusal::NoBudget { needed, left } => both(
            format!("Dafür sind {needed} Punkte nötig; übrig: {left}."),
            format!("This takes {needed} points; left: {left}."),
        ),
        Refusal::Missing { requirement } => requirement_text(requirement),
        Refusal::Running => both("Dieser Auftrag läuft schon.", "This order is already running."),
        Refusal::Done => both("Das ist schon erledigt.", "This has been done already."),
        Refusal::TooMany { limit } => both(
            format!("Es laufen schon {limit} Aufträge; mehr sind nicht möglich."),
            format!("{limit} orders are running already; there can be no more."),
        ),
        Refusal::TooLong { limit } => both(
            format!("Der Text ist zu lang: höchstens {limit} Zeichen."),
            format!("The text is too long: {limit} characters at most."),
        ),
        Refusal::NoText => both("Hier fehlt der Text.", "The text is missing here."),
        Refusal::Full => both(
            "Mehr davon nimmt das Protokoll dieser Übung nicht auf.",
            "The log of this exercise cannot take any more of these.",
        ),
        Refusal::Frozen => both(
            "Die Übung ist angehalten: Ernstfall. Sie geht weiter, wenn die Übungsleitung es sagt.",
            "The exercise is stopped: NO DUFF. It resumes when the trainer says so.",
        ),
        Refusal::NoPen => both(
            "An diesem Platz schreibt gerade ein anderes Gerät. Sie können den Stift übernehmen.",
            "Another device is writing for this seat. You can take the pen over.",
        ),
        Refusal::Given => both("Dieser Auftrag ist schon erteilt.", "This order was given already."),
        Refusal::Stale { .. } => both(
            "Inzwischen hat sich der Auftragszettel oder die Runde geändert. Bitte noch einmal ansehen.",
            "The order sheet or the turn has changed in the meantime. Please look again.",
        ),
        Refusal::LeadOnly => {
            both("Das erteilt die Leitung Ihres Teams.", "The lead of your team commits this.")
        }
    }
}

const fn target_kind(kind: TargetKind) -> (&'static str, &'static str) {
    match kind {
        TargetKind::Own => ("kein Ziel", "no target"),
        TargetKind::Alert => ("eine Meldung", "an alert"),
        TargetKind::Node => ("ein eigenes System", "one of your systems"),
        TargetKind::Zone => ("eine eigene Zone", "one of your zones"),
        TargetKind::Link => ("eine eigene Verbindung", "one of your links"),
        TargetKind::Fact => ("eine Erkenntnis aus Ihrem Lagebild", "a finding in your picture"),
        TargetKind::Partner => ("ein Partner", "a partner"),
        TargetKind::Duty => ("eine Stufe einer Meldepflicht", "a stage of a duty"),
        TargetKind::Share => ("eine Erkenntnis und ein Partner", "a finding and a partner"),
    }
}

fn requirement_text(requirement: Requirement) -> Text {
    use Requirement as R;
    match requirement {
        R::Suspected => both("Erst muss ein Verdacht bestehen.", "A compromise must be suspected first."),
        R::Confirmed => both("Erst muss ein Befall bestätigt sein.", "A compromise must be confirmed first."),
        R::Impaired => both("Das System ist in Betrieb.", "The system is in service."),
        R::Isolated => both("Das System ist nicht getrennt.", "The system is not isolated."),
        R::KnownWeakness => {
            both("Dort ist keine offene Schwachstelle bekannt.", "No open weakness is known there.")
        }
        R::Standby => both("Es gibt kein Ersatzsystem.", "There is no standby."),
        R::Manual => both("Von Hand lässt sich das nicht betreiben.", "It cannot be run by hand."),
        R::Backup => both("Es gibt keine Datensicherung.", "There is no backup."),
        R::AnyConfirmed => both("Noch ist kein Befall bestätigt.", "No compromise has been confirmed yet."),
        R::Evidence => both("Erst müssen Beweise gesichert sein.", "Evidence must be preserved first."),
        R::CrisisStaff => {
            both("Erst muss der Krisenstab arbeiten.", "The crisis staff must be active first.")
        }
        R::Asked => both("Der Partner hat nicht um Hilfe gebeten.", "The partner has not asked for aid."),
        R::AskedForInformation => {
            both("Der Partner hat nicht um Auskunft gebeten.", "The partner has not asked for information.")
        }
        R::Encrypted => both("Dort ist nichts verschlüsselt.", "Nothing is encrypted there."),
        R::Falsified => both(
            "Von verfälschten Daten ist dort nichts bekannt.",
            "No data there is currently known to be falsified.",
        ),
        R::Carried => both(
            "Das System läuft weder von Hand noch auf dem Ersatzsystem.",
            "The system is running neither by hand nor on its standby.",
        ),
        R::Practice => both(
            "Wie das geht, wissen Sie noch nicht; ein Partner kann es Ihnen sagen.",
            "You do not know how to do this yet; a partner can tell you.",
        ),
    }
}
