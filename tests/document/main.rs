//! Documents as files for people: the workbook is what the tables say, the PDF is tagged, says every text as
//! it was written, and nothing leaves the page. Whether a PDF is PDF/UA-1 to the last rule is not proven here:
//! typst refuses to write it where it sees that it is not, and `tests/validators/pdf.py` looks with other eyes.

#[cfg(feature = "pdf")]
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod workbook;

use planspiel::brain::{AttackPlan, Policy, Style, play_to_end};
use planspiel::exercise::{Command, Exercise};
use planspiel::export::document::{Block, Document, Drawing, Section, Table};
use planspiel::export::report::{Computed, report};
use planspiel::files::load_scenario;
use planspiel::scenario::Scenario;
use planspiel::scenario::model::Text;
use planspiel::view::Lang;
use planspiel::view::wording::both;
use std::path::Path;
use std::sync::Arc;

pub const LANGS: [Lang; 2] = [Lang::De, Lang::En];

/// What reads as a command in typst, in a spreadsheet, in XML or in a terminal; each is to be set as it is.
pub const NASTY: [&str; 16] = [
    "#panic(\"x\")",
    "#let a = 1",
    "*bold* _italic_",
    "$x^2$",
    "[",
    "]]",
    "\\",
    "\\u{41}",
    "= Heading",
    "=1+1",
    "+49 711",
    "-5",
    "@SUM(A1)",
    "<b>&amp;</b>",
    "// no comment",
    "„Gänsefüßchen“ “quotes” – → ✓ ✗ ± § € é שלום",
];

pub fn shipped(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load_scenario(&path, None).checked.scenario.expect("a shipped scenario has no errors")
}

/// The report of an exercise played to its end.
pub fn played(name: &str) -> Document {
    let scenario = Arc::new(shipped(name));
    let scale = planspiel::analysis::scale(&scenario);
    let plan = Arc::new(AttackPlan::new(&scenario, Style::Scenario));
    let policies = vec![Policy::Playbook; scenario.partners.len()];
    let mut exercise = Exercise::new(scenario, scale, 7, plan);
    let mut carry = |exercise: &mut Exercise, command: Command| Ok::<_, ()>(exercise.run(command).map(drop));
    play_to_end(&mut exercise, &policies, &mut carry).expect("nothing is written down");
    report(&exercise, None, Computed::default())
}

pub fn same(text: &str) -> Text {
    both(text, text)
}

/// A document of these blocks in one section.
pub fn of(blocks: Vec<Block>) -> Document {
    Document {
        schema: "planspiel.report/1",
        kind: both("Übungsbericht", "Exercise report"),
        title: same("#title(*[x])"),
        scope: same("$scope$"),
        sections: vec![Section::new("one", same("= Section [1]"), blocks)],
    }
}

pub fn table(head: &[&str], rows: &[Vec<String>]) -> Table {
    Table {
        slug: "wide",
        head: head.iter().map(|cell| same(cell)).collect(),
        rows: rows.iter().map(|row| row.iter().map(|cell| same(cell)).collect()).collect(),
    }
}

/// Every kind of block, each with texts that are easily taken for something else.
pub fn nasty() -> Document {
    let texts: Vec<Text> = NASTY.map(same).to_vec();
    let rows: Vec<Vec<String>> = NASTY.map(|text| vec![text.to_owned(), "7".to_owned()]).to_vec();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 100\" width=\"400\" height=\"100\">\
               <rect width=\"400\" height=\"100\" fill=\"#eef3f7\"/><text x=\"20\" y=\"50\">Tür ✓ → [1]</text></svg>";
    of(vec![
        Block::Words(same("#include \"/etc/passwd\"")),
        Block::Heading(same("== Not a heading ==")),
        Block::List(texts.clone()),
        Block::Steps(texts),
        Block::Table(table(&["#head", "*n*"], &rows)),
        Block::Drawing(Drawing { caption: both("Das *Netz*", "The *network*"), svg: same(svg) }),
    ])
}
