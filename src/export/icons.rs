//! Shapes and signs of the drawn map, all made of paths: one shape per family of nodes, one sign per
//! kind (24 by 24), one badge per mark (14 by 14). Colours: Okabe and Ito, safe for colour-blind eyes.

use crate::scenario::words::NodeKind;
use crate::view::Mark;

/// Sky, vermillion and so on, by their names in Okabe and Ito (2008).
pub(super) const ORANGE: &str = "#e69f00";
/// Okabe and Ito's blue.
pub(super) const BLUE: &str = "#0072b2";
/// Okabe and Ito's vermillion.
pub(super) const VERMILLION: &str = "#d55e00";
/// Okabe and Ito's purple.
pub(super) const PURPLE: &str = "#a8447f";
/// Letters and lines.
pub(super) const INK: &str = "#1b2733";
/// What is less important.
pub(super) const GREY: &str = "#5c6873";

/// Line and ground colour of each side: partners in turn.
const SIDES: [(&str, &str); 6] = [
    (BLUE, "#eaf3fa"),
    ("#00795a", "#e8f5f0"),
    (PURPLE, "#faeff5"),
    ("#9a6a00", "#fdf5e4"),
    ("#2b6f93", "#eaf5fb"),
    ("#a34800", "#fcefe6"),
];

/// Line and ground colour of a partner's side; of the middle for `None`.
pub(super) fn side(partner: Option<usize>) -> (&'static str, &'static str) {
    partner.map_or((GREY, "#f3f4f6"), |index| SIDES[index % SIDES.len()])
}

/// Families of nodes, each with a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Office,
    Store,
    Crossing,
    Process,
    Outside,
}

impl Family {
    pub(super) const ALL: [Family; 5] =
        [Family::Office, Family::Store, Family::Crossing, Family::Process, Family::Outside];

    pub(super) fn of(kind: NodeKind) -> Family {
        match kind {
            NodeKind::Workstation | NodeKind::Server | NodeKind::Mail | NodeKind::Directory => Family::Office,
            NodeKind::Database | NodeKind::Backup | NodeKind::Historian => Family::Store,
            NodeKind::FileTransfer | NodeKind::Vpn | NodeKind::Gateway | NodeKind::Web | NodeKind::Portal => {
                Family::Crossing
            }
            NodeKind::Hmi | NodeKind::Plc | NodeKind::Field => Family::Process,
            NodeKind::Internet | NodeKind::Cloud | NodeKind::Phone | NodeKind::Service => Family::Outside,
        }
    }

    /// What the legend says.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Family::Office => ("Arbeitsplatz, Server", "Workstation, server"),
            Family::Store => ("Daten, Sicherung", "Data, backup"),
            Family::Crossing => ("Übergang, Portal", "Gateway, portal"),
            Family::Process => ("Steuerung, Messung", "Control, field device"),
            Family::Outside => ("Internet, Dienst", "Internet, service"),
        }
    }

    /// The outline, 40 by 40.
    pub(super) const fn outline(self) -> &'static str {
        match self {
            Family::Office => "M8 2H32A6 6 0 0 1 38 8V32A6 6 0 0 1 32 38H8A6 6 0 0 1 2 32V8A6 6 0 0 1 8 2Z",
            Family::Store => "M4 7C4 0.5 36 0.5 36 7V33C36 39.5 4 39.5 4 33Z",
            Family::Crossing => "M13 2H27L38 13V27L27 38H13L2 27V13Z",
            Family::Process => "M11 3H29L39 20L29 37H11L1 20Z",
            Family::Outside => "M20 1A19 19 0 0 1 20 39A19 19 0 0 1 20 1Z",
        }
    }
}

/// The sign of a kind: strokes in a box of 24.
pub(super) const fn sign(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Internet => {
            "M12 2A10 10 0 0 1 12 22A10 10 0 0 1 12 2ZM2 12H22M12 2C6 8 6 16 12 22M12 2C18 8 18 16 12 22"
        }
        NodeKind::Workstation => "M3 4H21V16H3ZM9 20H15M12 16V20M6 20H18",
        NodeKind::Server => "M4 3H20V10H4ZM4 14H20V21H4ZM7 6.5H8M7 17.5H8M12 6.5H17M12 17.5H17",
        NodeKind::Database => {
            "M4 6C4 2 20 2 20 6V18C20 22 4 22 4 18ZM4 6C4 10 20 10 20 6M4 12C4 16 20 16 20 12"
        }
        NodeKind::FileTransfer => "M3 8H18M14 4L18 8L14 12M21 16H6M10 12L6 16L10 20",
        NodeKind::Mail => "M3 5H21V19H3ZM3 6L12 13L21 6",
        NodeKind::Directory => {
            "M9 11A4 4 0 1 1 9.1 11ZM2 21C2 15 16 15 16 21M16 4A4 4 0 0 1 16 11M18 15C21 16 22 18 22 21"
        }
        NodeKind::Web => "M3 4H21V20H3ZM3 9H21M6 6.5H7M9 6.5H10",
        NodeKind::Vpn => {
            "M12 2L20 5V11C20 17 16 20 12 22C8 20 4 17 4 11V5ZM9 11H15V16H9ZM10 11V9C10 6.5 14 6.5 14 9V11"
        }
        NodeKind::Gateway => {
            "M3 4H21V20H3ZM3 9.3H21M3 14.6H21M9 4V9.3M15 4V9.3M12 9.3V14.6M9 14.6V20M15 14.6V20"
        }
        NodeKind::Backup => "M12 3A9 9 0 1 1 4 8M4 3V8H9M12 8V12L15 14",
        NodeKind::Cloud => "M7 19C1 19 1 11 7 11C7 4 17 4 17.5 10C23 10 23 19 17 19Z",
        NodeKind::Portal => "M12 3A4 4 0 0 1 12 11A4 4 0 0 1 12 3ZM4 21C4 12.5 20 12.5 20 21Z",
        NodeKind::Phone => {
            "M6 3L9 3L11 8L8.5 10C9.5 12.5 11.5 14.5 14 15.5L16 13L21 15V18C21 20 19.5 21 18 21C10 20.5 3.5 14 3 6C3 4.5 4 3 6 3Z"
        }
        NodeKind::Hmi => "M3 4H21V17H3ZM8 21H16M6 13L9 9L12 12L14.5 8L18 11",
        NodeKind::Plc => {
            "M7 7H17V17H7ZM9 3V7M12 3V7M15 3V7M9 17V21M12 17V21M15 17V21M3 9H7M3 12H7M3 15H7M17 9H21M17 12H21M17 15H21"
        }
        NodeKind::Historian => "M3 3V21H21M6 16L10 11L13 14L19 6",
        NodeKind::Field => {
            "M12 21V11M8 21H16M12 5A2.5 2.5 0 0 1 12 10A2.5 2.5 0 0 1 12 5ZM6.5 12C4 9 4 6 6.5 3M17.5 12C20 9 20 6 17.5 3"
        }
        NodeKind::Service => {
            "M12 20C4 14 2 10.5 3.5 7C5.5 3 10.5 3.5 12 7.5C13.5 3.5 18.5 3 20.5 7C22 10.5 20 14 12 20Z"
        }
    }
}

/// How a mark is drawn: colour of its badge, the badge's outline and the sign on it (boxes of 14), words.
pub(super) struct Badge {
    pub colour: &'static str,
    pub outline: &'static str,
    pub sign: &'static str,
    pub words: (&'static str, &'static str),
}

const ROUND: &str = "M7 0A7 7 0 0 1 7 14A7 7 0 0 1 7 0Z";
const SQUARE: &str = "M0.5 0.5H13.5V13.5H0.5Z";
const TRIANGLE: &str = "M7 0L14 13H0Z";
const DIAMOND: &str = "M7 -0.5L14.5 7L7 14.5L-0.5 7Z";
const OCTAGON: &str = "M4 0H10L14 4V10L10 14H4L0 10V4Z";

/// The badge of a mark.
pub(super) const fn badge(mark: Mark) -> Badge {
    let (colour, outline, sign, words) = match mark {
        Mark::Suspected => (ORANGE, TRIANGLE, "M7 4V8.5M7 10.5V11", ("Verdacht", "Suspected")),
        Mark::Confirmed => (VERMILLION, OCTAGON, "M4 4L10 10M10 4L4 10", ("Bestätigt befallen", "Confirmed")),
        Mark::Isolated => (BLUE, SQUARE, "M4.5 3.5V10.5M9.5 3.5V10.5", ("Vom Netz getrennt", "Isolated")),
        Mark::Encrypted => {
            ("#000000", SQUARE, "M4 6.5H10V11H4ZM5 6.5V5C5 2.5 9 2.5 9 5V6.5", ("Verschlüsselt", "Encrypted"))
        }
        Mark::Wiped => ("#000000", OCTAGON, "M4 7H10", ("Gelöscht", "Wiped")),
        Mark::Manipulated => {
            (PURPLE, DIAMOND, "M4 5.5H10M4 8.5H10M8.5 3.5L5.5 10.5", ("Manipuliert", "Manipulated"))
        }
        Mark::Stolen => {
            (VERMILLION, DIAMOND, "M4 7H10M7.5 4.5L10 7L7.5 9.5", ("Daten abgeflossen", "Data left"))
        }
        Mark::Out => ("#000000", ROUND, "M7 3V7M4.2 5A4 4 0 1 0 9.8 5", ("Ausgefallen", "Out")),
        Mark::Carried => (BLUE, DIAMOND, "M4 8L7 5L10 8", ("Ersatzbetrieb", "Carried by a fallback")),
        Mark::Copied => (BLUE, ROUND, "M4 7.5L6.2 9.8L10 5", ("Offline gesichert", "Offline copy")),
        Mark::Looked => {
            (GREY, ROUND, "M3 7C5 4 9 4 11 7C9 10 5 10 3 7ZM7 6.5V7.5", ("Untersucht", "Looked into"))
        }
        Mark::Working => (GREY, SQUARE, "M3.5 7H4M7 7H7.5M10 7H10.5", ("In Arbeit", "Being worked on")),
        Mark::Blind => (GREY, DIAMOND, "M4 4.5L10 9.5", ("Sensoren blind", "Sensors blind")),
        Mark::BackupLost => {
            ("#000000", TRIANGLE, "M5 6L9 11M9 6L5 11", ("Sicherung zerstört", "Backup lost"))
        }
    };
    Badge { colour, outline, sign, words }
}
