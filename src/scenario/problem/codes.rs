//! Every kind of problem, one row each: slug, level, title, and for `planspiel explain` what it
//! means with an example and how to mend it. Slugs never change their meaning; retired ones stay unused.
//! PS01 file and form, PS02 references, PS03 values, PS04 reachability, PS05 balance, PS06 languages.

use super::Level;

macro_rules! codes {
    ($($name:ident $slug:literal $level:ident $title:literal $explanation:literal)*) => {
        /// A kind of problem, in the order of its slug.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $name,)* }

        impl Code {
            /// Every code, in the order of the slugs.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable name, such as "PS0110".
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Code::$name => $slug,)* }
            }

            /// How bad it usually is.
            #[must_use]
            pub const fn level(self) -> Level {
                match self { $(Code::$name => Level::$level,)* }
            }

            /// A few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }

            /// What it means, with an example and how to mend it.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Code::$name => $explanation,)* }
            }
        }
    };
}

impl Code {
    /// The code of that slug, in either case.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.slug().eq_ignore_ascii_case(slug))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.slug())
    }
}

codes! {
    Syntax "PS0101" Error "the text is not well formed"
    "A bracket, comma, colon or quote is missing or too many.

    zones: [(id: \"lan\" kind: office)]      // wrong: a comma is missing after \"lan\"
    zones: [(id: \"lan\", kind: office)]     // right

Groups of fields stand in ( ), lists in [ ], maps in { }, texts in \" \". Entries are separated by
commas; a comma after the last one is allowed. When a closing bracket is missing, the place shown is
where that became certain; the opening bracket is shown beside it."

    FileNotFound "PS0102" Error "the scenario's file does not exist"
    "The path given leads to no file. Give the path of a scenario's root file, or of the folder in which
its scenario.ron stands:

    planspiel check scenarios/two-rivers"

    NotText "PS0103" Error "the file is not UTF-8 text"
    "Scenario files are plain text in UTF-8. Save the file in that encoding; pictures and documents
belong into attachments, not among the included files."

    Unreadable "PS0104" Error "the file cannot be read"
    "The file exists, but the computer refuses to read it, for example because of its permissions.
The message says what the system answered."

    IncludeCycle "PS0105" Error "files include each other in a circle"
    "An included file leads back to one that is being read already.

    // scenario.ron:  include: [\"network.ron\"]
    // network.ron:   include: [\"scenario.ron\"]     // wrong

Let the root file include all others; parts rarely need to include anything."

    IncludeOutside "PS0106" Error "an included file lies outside the scenario's folder"
    "A scenario is one folder that can be copied and handed on, so it includes only files inside it.

    include: [\"/home/me/network.ron\", \"../other/network.ron\"]   // wrong
    include: [\"network.ron\", \"parts/injects.ron\"]               // right

Paths are relative to the including file and are written with / on every system."

    IncludeMissing "PS0107" Error "an included file does not exist"
    "No file has that path. Paths are relative to the file that includes, and capitals count.

    // in parts/injects.ron
    include: [\"texts.ron\"]        // is parts/texts.ron
    include: [\"../texts.ron\"]     // is texts.ron beside scenario.ron"

    TooLarge "PS0108" Error "a file, or the scenario as a whole, is too large"
    "One file may hold 2 MiB and all files of a scenario together 16 MiB. Texts of that size are usually
generated; use `count` for groups of alike nodes, or split the file and include the parts."

    TooDeep "PS0109" Error "brackets are nested too deeply"
    "At most 64 brackets may be open at once. Conditions are the only thing that nests freely; `all` and
`any` take lists, so they need not be nested pair by pair.

    all([a, all([b, all([c])])])     // deep
    all([a, b, c])                   // the same, flat"

    UnknownField "PS0110" Error "a field of that name does not exist here"
    "Fields are a closed list, so that a slip of the pen is not silently ignored.

    about: (id: \"x\", tilte: (en: \"...\"))     // wrong
    about: (id: \"x\", title: (en: \"...\"))     // right

The help names the closest field, or all that are possible. A field in the right file but the wrong
group is reported the same way: check the brackets around it."

    MissingField "PS0111" Error "a field that is needed is missing"
    "Some fields have no sensible default and must be written.

    zones: [(id: \"lan\", kind: office)]                              // wrong: no name
    zones: [(id: \"lan\", kind: office, name: (en: \"Office\"))]     // right

All fields missing from one group are named together. What a node does not say may come from a
template, and what an actor does not say from a stock adversary: like: \"criminal-2\"."

    WrongType "PS0112" Error "a value of another kind is needed here"
    "The value has the wrong form: a text where a number is needed, one thing where a list is needed.

    name: \"Portal\"                              // wrong: texts say their language
    name: (de: \"Portal\", en: \"Portal\")        // right
    kind: \"office\"                              // wrong: fixed words stand without quotes
    kind: office                                // right
    services: \"https\"                           // wrong: a list is needed
    services: [\"https\"]                         // right"

    Duplicate "PS0113" Error "a field or key is given twice"
    "Which of the two should count? Delete one, or join them.

    sensors: {\"edr\": 600, \"edr\": 800}     // wrong
    sensors: {\"edr\": 800}                  // right"

    Format "PS0114" Error "the format version is missing or not known"
    "The root file says in which version of the format it is written, so that files stay readable when
the format grows.

    (
        format: 1,
        about: ( ... ),
    )

A higher number than this program knows needs a newer program."

    IncludedTwice "PS0115" Error "a file is included twice"
    "Everything in the file would exist twice. Delete one of the two lines; the other place is shown."

    TooManyFiles "PS0116" Error "the scenario has too many files"
    "A scenario may consist of at most 64 files, catalogues of its own included. Join small ones."

    UnknownWord "PS0117" Error "a word that does not exist here"
    "The place takes one of a fixed list of words, without quotes.

    kind: ofice        // wrong
    kind: office       // right

The help names the closest word, or all that are possible."

    TooManyProblems "PS0118" Note "there are more problems than are shown"
    "After 100 problems in one file the rest is not shown. Mend the first ones; they are often the cause
of the others."

    UnknownId "PS0201" Error "nothing has that id"
    "The id is used here, but nothing of that kind is called so.

    nodes: [(id: \"bw-portal\", zone: \"dmz\")]     // and no zone \"dmz\" anywhere

Ids are unique per kind; a node and a zone may share one, so check the kind as well as the spelling."

    DuplicateId "PS0202" Error "two things of one kind have the same id"
    "An id must lead to one thing. Rename one of the two. A catalogue entry of the scenario may have the
id of a built-in one and then replaces it; two in the scenario itself may not."

    NotASlug "PS0203" Error "an id is not a short plain name"
    "Ids are lower-case letters a to z, digits and single hyphens, beginning with a letter, at most 40
characters: \"bw-portal\", \"county2\". ATT&CK technique ids (\"T1190\") keep their own form."

    WrongKind "PS0204" Error "the id belongs to something of another kind"
    "Something has that id, but it is not what is needed here, for example a partner where a node is needed."

    Unused "PS0205" Warning "something is defined and never used"
    "Nothing refers to it, so players never meet it. Delete it, or use it where it was meant to be used."

    TemplateCycle "PS0206" Error "templates lead back to themselves"
    "A template takes its values from another with `like`; going on that way one comes back to the first.
Break the circle at one of the places shown."

    Itself "PS0207" Error "something refers to itself"
    "A node cannot depend on itself or stand by for itself, a link cannot lead from a node to the same
node, and a partner has no agreement with itself."

    NotOffered "PS0208" Warning "a link leads to a service that is not offered there"
    "Nothing can be done over a service that nothing at the end of the link offers.

    nodes: [(id: \"files\", services: [\"smb\"], ...)]
    links: [(from: \"office\", to: \"files\", services: [\"sbm\"])]     // wrong
    links: [(from: \"office\", to: \"files\", services: [\"smb\"])]     // right

Correct the spelling, let the node offer the service, or take it out of the link."

    NoCopy "PS0209" Error "a rule of a generator is about no copy"
    "A rule in `vary` says with `every` or `copies` which copies differ.

    count: 35, vary: [(every: 50, nodes: [(id: \"mail\", backup: none)])]    // wrong: there is no 50th copy
    count: 35, vary: [(every: 5, nodes: [(id: \"mail\", backup: none)])]     // right: 5, 10, 15 ... 35"

    AlikeCopies "PS0210" Error "copies of a generator cannot be told apart"
    "People choose among the copies by name, so each needs one of its own.

    count: 35, name: (de: \"Landkreis\", en: \"County\")             // wrong
    count: 35, name: (de: \"Landkreis {n}\", en: \"County {n}\")     // right

Copies that have names of their own get them in `names`, the first copies first."

    Placeholder "PS0211" Error "a placeholder is not known"
    "Texts of a generator may hold {n}, the number of the copy, and {name}, its name; the name itself only {n}.

    nodes: [(id: \"mail\", name: (de: \"Mailserver {kreis}\", en: \"Mail server {county}\"))]   // wrong
    nodes: [(id: \"mail\", name: (de: \"Mailserver {name}\", en: \"Mail server {name}\"))]      // right"

    OutOfRange "PS0301" Error "a number is outside its range"
    "Every number has a range. Chances and coverages are in per mille (0 to 1000), percentages 0 to 100,
and counts are never negative.

    sensors: {\"edr\": 6000}     // wrong
    sensors: {\"edr\": 600}      // 60 percent"

    EmptyList "PS0302" Error "a list is empty that must not be"
    "At least one entry is needed, for example one partner, one seat of each partner, one turn."

    MissingSection "PS0303" Error "a whole section is missing"
    "A scenario needs about, time, at least one partner and at least one node. They may stand in any of
its files."

    SectionTwice "PS0304" Error "a section that exists once is given in two files"
    "about, time, dials and scoring exist once in a scenario, whichever file they stand in. Delete one."

    TooMany "PS0305" Error "there are more of these than the program takes"
    "The message names the limit. Groups of alike nodes need one node with a `count`."

    EmptyText "PS0306" Error "a text is empty that people will read"
    "Nobody can play from an empty page. Write the text in at least one language: (de: \"...\", en: \"...\")."

    BadTime "PS0307" Error "a point in time or time zone cannot be read"
    "Times are written in UTC as \"2026-10-09T06:00:00Z\", time zones by their IANA name such as
\"Europe/Berlin\" or \"America/Los_Angeles\", holidays as local dates such as \"2027-01-06\"."

    RealAddress "PS0308" Error "an address could belong to somebody"
    "Exercises use names and addresses reserved for documentation, so that nobody real is blocked or
accused: 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32, and domains ending in .example."

    NoBasis "PS0309" Warning "a number does not say what it rests on"
    "Numbers in the catalogue name their source or say that they are assumptions.

    basis: [(of: \"*\", mark: a, source: \"assumption: as hard as T1190\")]"

    TooLong "PS0310" Warning "a text is longer than people can read in its place"
    "The message names the limit. Move details into the trainer's notes."

    Contradiction "PS0311" Error "two statements cannot both hold"
    "The two places shown contradict each other, for example a want that ends before it begins, a span
of turns whose last comes first, or a duty of one partner about another's nodes.

    wants: [(goal: steal, nodes: [\"files\"], worth: 200, not_before: 3, not_after: 2)]     // wrong
    wants: [(goal: steal, nodes: [\"files\"], worth: 200, not_before: 2, not_after: 3)]     // right"

    OneChoice "PS0312" Warning "an inject offers only one choice"
    "One choice is no decision: the button will be pressed or not, and nobody will discuss it. Add an
alternative, if only to do nothing, or leave the choices out and give the inject its effects directly.

    choices: [(id: \"pay\", ...)]                                   // wrong
    choices: [(id: \"pay\", ...), (id: \"refuse\", ...)]            // right"

    NoLead "PS0313" Error "a partner has no leading seat"
    "Some seat must commit the partner's orders; without one it could never act.

    seats: [(id: \"desk\", roles: [analyst], ...)]            // wrong
    seats: [(id: \"desk\", roles: [lead, analyst], ...)]      // right: one person may do both"

    AttackVersion "PS0314" Warning "technique ids are of another ATT&CK version"
    "Technique ids change their meaning between versions of MITRE ATT&CK now and then. The built-in
catalogue is of version 18.1. Compare the ids your scenario uses, then write the version you compared:

    about: ( ..., attack_version: \"18.1\")"

    Unreachable "PS0401" Warning "no actor can ever reach it"
    "There is no way along links and with the actors' techniques from where they start to this node, so
nothing can happen to it. Add a link, a weakness or a technique, or say why it is there."

    NeverMet "PS0402" Error "an objective can never be met"
    "Its condition cannot become true whatever the players do, so nobody can meet it. Change the condition,
or what stands in its way: the help says what that is."

    NeverTrue "PS0403" Warning "a condition can never become true"
    "For example because it waits for an inject that never fires or a turn after the last one."

    AlwaysTrue "PS0404" Warning "a condition is always true"
    "It holds from the start whatever anybody does, so it decides nothing."

    NeverFires "PS0405" Warning "an inject never fires in some version"
    "Its turn or hour lies after the end of the exercise or of a shorter version of it."

    NobodyCan "PS0406" Error "nobody can do it"
    "No seat of the partner has a role that may order the measure, or too few people are ever on duty."

    ActorStuck "PS0407" Error "an actor can do nothing of what it wants"
    "From where it starts, over the links, with its techniques and credentials, no way leads to
anything that the actor is after, even if everything it tries works. Then nothing ever happens.

    links: []                                                              // wrong
    links: [(from: \"internet\", to: \"portal\", services: [\"https\"])]     // a way in

Add links, weaknesses, credentials or techniques, or take the actor out."

    NoMeans "PS0408" Warning "an actor has no technique for what it wants"
    "Wanting is not enough: to encrypt, the actor must master a technique that encrypts.

    wants: [(goal: encrypt, nodes: [\"files\"], worth: 300)],
    techniques: [\"T1190\"]                 // wrong
    techniques: [\"T1190\", \"T1486\"]      // right

Goals and what serves them: steal - exfiltration, encrypt - encryption, wipe - wiping,
manipulate - manipulation, disrupt - disruption, hold - user or admin."

    NoMove "PS0409" Warning "a step of a script can never be done"
    "No link, weakness, service or credential makes this technique possible at this node, so the step
fails whenever its turn comes.

    script: [(turn: 2, technique: \"T1190\", target: \"office-pc\")]     // an office machine offers no web service
    script: [(turn: 2, technique: \"T1190\", target: \"portal\")]        // right"

    NothingToDecide "PS0501" Warning "a partner has nothing to decide for a long time"
    "People who only watch learn little. Give the partner an inject, a duty or a node of its own."

    NoObjective "PS0502" Note "an inject serves no objective"
    "Injects that serve no objective make an exercise longer, not better. Name the objective, or delete it."

    NoEvidence "PS0503" Warning "a critical task has no evidence"
    "Without an event pattern no rating can be suggested with its proof."

    NoInfluence "PS0504" Note "no decision can influence an inject"
    "It fires at a fixed time whatever was done before. Say why in `fixed_because`, or give it a `skip_if`."

    Unbalanced "PS0505" Warning "partners differ much in what they can do or lose"
    "The message says in what. It may be meant so; then say it in the author's note."

    NoDebrief "PS0506" Warning "nobody asks afterwards what was learned"
    "Most of what an exercise teaches is learned in the hot wash. Write the questions for it:

    about: ( ..., debrief: [
        (de: \"Was wussten Sie, bevor Sie es sagten?\", en: \"What did you know before you told?\"),
    ])"

    NoDuty "PS0507" Note "a partner has no duty"
    "Most authorities must tell somebody when data leave or services fail, and the clocks of these duties
are a good part of the pressure. Name those that bind the partner:

    partners: [(id: \"bw\", ..., duties: [\"gdpr-33\"])]"

    NotExercised "PS0508" Note "no inject serves an objective"
    "Perhaps the attack itself exercises it. If not, nothing in the exercise leads the players to it.

    injects: [(id: \"press-call\", ..., objective: \"speak\")]"

    NoGoals "PS0509" Warning "the exercise has no stated aim"
    "Learning goals are what people should be able to do afterwards; objectives are what can be seen and
rated during play. Without them nobody can say whether the exercise was worth the afternoon.

    about: ( ..., learning_goals: [(de: \"...\", en: \"...\")])
    objectives: [(id: \"tell\", text: ..., capability: ..., met: shared(\"bw\", \"ca\"), tasks: [...])]"

    NoTime "PS0510" Warning "the turns do not fit into the exercise"
    "All phases of all turns together take longer than the whole exercise, briefing and hot wash included.

    time: (hours: [4, 4, 4, 4, 4, 4], phase_minutes: (situation: 3, orders: 10, resolution: 1, review: 4))
    about: ( ..., minutes: 90)       // wrong: six turns of 18 minutes need 108
    about: ( ..., minutes: 150)      // right

The minutes of the phases are advice to the trainer; nobody is cut off."

    MissingLanguage "PS0601" Warning "a text is missing in one language"
    "The text is shown in another language instead, marked as such. Add the translation:

    title: (de: \"Zwei Flüsse\")                          // English is missing
    title: (de: \"Zwei Flüsse\", en: \"Two rivers\")"

    UnknownLanguage "PS0602" Error "a language is not known"
    "Languages are written as de, en, he, fr or es, without country: languages: [\"de\", \"en\"]."
}
