//! The field's closed vocabularies: each is written in scenario files in `snake_case` and means the
//! same in the rules, on screens and in exports. Adding a word here needs rules that know it;
//! everything open-ended (techniques, measures, services, ...) is data in the catalogue instead.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $slug:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $slug)] $variant,)* }

        impl $name {
            /// Every word, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            /// How many words there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The word as written in files and JSON.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $($name::$variant => $slug,)* }
            }
        }
    };
}

words! {
    /// Traffic Light Protocol 2.0 (FIRST, 2022), from most to least restricted.
    Tlp { Red = "red", AmberStrict = "amber_strict", Amber = "amber", Green = "green", Clear = "clear", }
}

words! {
    /// Permissible Actions Protocol (MISP taxonomy `PAP`), from most to least restricted: what a
    /// receiver may do with what it was told, where TLP says whom it may tell.
    Pap {
        /// Nothing the attacker could notice.
        Red = "red",
        /// Passive checks elsewhere; no blocking.
        Amber = "amber",
        /// Active measures such as blocking.
        Green = "green",
        Clear = "clear",
    }
}

words! {
    /// What a number in a catalogue rests on (see the doctrine's evidence marks).
    Mark {
        /// An official text or specification that was opened.
        Official = "v",
        /// A secondary source that was opened.
        Secondary = "s",
        /// General knowledge, not opened: shown as an assumption.
        General = "g",
        /// Our own design assumption: shown as an assumption.
        Assumption = "a",
    }
}

words! {
    /// Kinds of people whose shifts limit what a partner can do in a turn.
    People {
        Analyst = "analyst", Operator = "operator", Forensic = "forensic",
        Liaison = "liaison", Legal = "legal", Press = "press",
    }
}

words! {
    /// Role tags of seats: who may draft which measure.
    Role {
        Lead = "lead", Analyst = "analyst", Operator = "operator", Forensic = "forensic",
        Liaison = "liaison", Legal = "legal", Press = "press",
    }
}

words! {
    /// What a node is; decides its shape and icon, never a rule.
    NodeKind {
        Internet = "internet", Workstation = "workstation", Server = "server", Database = "database",
        FileTransfer = "file_transfer", Mail = "mail", Directory = "directory", Web = "web", Vpn = "vpn",
        Gateway = "gateway", Backup = "backup", Cloud = "cloud", Portal = "portal", Phone = "phone",
        Hmi = "hmi", Plc = "plc", Historian = "historian", Field = "field", Service = "service",
    }
}

words! {
    /// What a zone is for; decides its look on the map.
    ZoneKind {
        Public = "public", Perimeter = "perimeter", Office = "office", Core = "core",
        Process = "process", Cloud = "cloud", Supplier = "supplier", Citizen = "citizen",
    }
}

words! {
    /// ATT&CK tactics, Enterprise and ICS (v18.1), in matrix order.
    Tactic {
        Reconnaissance = "reconnaissance", ResourceDevelopment = "resource_development",
        InitialAccess = "initial_access", Execution = "execution", Persistence = "persistence",
        PrivilegeEscalation = "privilege_escalation", DefenseEvasion = "defense_evasion",
        CredentialAccess = "credential_access", Discovery = "discovery", LateralMovement = "lateral_movement",
        Collection = "collection", CommandAndControl = "command_and_control", Exfiltration = "exfiltration",
        InhibitResponse = "inhibit_response_function", ImpairControl = "impair_process_control", Impact = "impact",
    }
}

words! {
    /// Which ATT&CK matrix a technique stands in.
    Matrix { Enterprise = "enterprise", Ics = "ics", }
}

words! {
    /// NIST Cybersecurity Framework 2.0 functions.
    CsfFunction {
        Govern = "govern", Identify = "identify", Protect = "protect",
        Detect = "detect", Respond = "respond", Recover = "recover",
    }
}

words! {
    /// How orders are grouped on a sheet: by what they are for.
    OrderGroup {
        Understand = "understand", Contain = "contain", Protect = "protect", Recover = "recover",
        Share = "share", Duty = "duty", Public = "public", Lead = "lead",
    }
}

words! {
    /// By which way something is shared.
    Channel {
        /// At once, also at night: it wakes people, and that wears them out.
        Phone = "phone",
        Mail = "mail", Feed = "feed", Liaison = "liaison",
        /// Mutual legal assistance: slow, and the only lawful way for evidence.
        LawEnforcement = "law_enforcement",
    }
}

words! {
    /// By which way an inject reaches its seats (the MSEL's "method").
    Medium {
        Phone = "phone", Email = "email", Radio = "radio", Portal = "portal",
        SimCell = "sim_cell", News = "news", Letter = "letter",
    }
}

words! {
    /// Days of the week, Monday first.
    Weekday {
        Monday = "mon", Tuesday = "tue", Wednesday = "wed", Thursday = "thu", Friday = "fri",
        Saturday = "sat", Sunday = "sun",
    }
}

words! {
    /// MSEL entry types (HSEEP).
    InjectKind {
        /// Builds the picture; demands no action by itself.
        Contextual = "contextual",
        /// Marks when a response is expected.
        ExpectedAction = "expected_action",
        /// Fired only if players do not take the action needed to sustain play.
        Contingency = "contingency",
        /// Raises the difficulty when play is too easy.
        Complexity = "complexity",
    }
}

words! {
    /// What an actor is after; decides stock texts, never a rule.
    ActorKind { Criminal = "criminal", Espionage = "espionage", Disruptive = "disruptive", }
}

words! {
    /// How an actor decides.
    Brain {
        Script = "script", Playbook = "playbook", Adaptive = "adaptive",
        /// Plays on in its head from what it believes.
        Search = "search",
        /// A person in a red seat; where nobody can sit, as `adaptive`.
        Human = "human",
    }
}

words! {
    /// What makes a statutory or agreed clock start, as soon as a partner's picture holds it.
    DutyTrigger {
        /// The partner knows that personal data left.
        PersonalDataBreach = "personal_data_breach",
        /// The partner knows of a confirmed compromise of one of its nodes, or that one of worth is out.
        SignificantIncident = "significant_incident",
        /// The partner holds a confirmed fact that a partner with an agreement should have.
        PartnerAffected = "partner_affected",
    }
}

words! {
    /// The two things of an actor that indicators point at.
    IndicatorKind { Infrastructure = "infrastructure", Tool = "tool", }
}
