//! The PDF, read back: what it says, how it is tagged, where it stands on the page.

use crate::paper::{Paper, Tag};
use crate::{LANGS, NASTY, nasty, of, played, same, shipped, table};
use lopdf::Object;
use planspiel::export::document::{Block, Document, Drawing, PaperSize, pdf};
use planspiel::export::svg;
use planspiel::scenario::model::Text;
use planspiel::view::wording::both;
use planspiel::view::{Lang, shared_map};

/// Left and right of everything that is said.
const MARGIN_PT: f64 = 57.0;

fn paper(document: &Document, lang: Lang) -> Paper {
    Paper::of(&pdf(document, lang, PaperSize::of(lang)).expect("the document can be set"))
}

/// Text without breaks of lines and the hyphens that they bring: what stays is what was written.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '‐' | '\u{ad}' | '\u{200b}'))
        .collect()
}

fn says(words: &str, text: &str) {
    assert!(words.contains(&bare(text)), "{text:?} is not said");
}

/// Nothing stands left or right of the margins.
fn stays_on_the_page(paper: &Paper) {
    for page in paper.pages() {
        let (width, _) = paper.size(page);
        for run in paper.runs(page) {
            // The blank at which a line broke hangs over: nothing is to be seen of it.
            let blank = if run.text.ends_with(' ') { 3.0 } else { 0.0 };
            let is_inside = run.from >= MARGIN_PT - 0.5 && run.to <= width - MARGIN_PT + 0.5 + blank;
            assert!(is_inside, "{run:?} leaves a page {width} wide");
        }
    }
}

fn count(tags: &[Tag], name: &str) -> usize {
    tags.iter().filter(|tag| tag.name == name).count()
}

#[test]
fn a_pdf_is_tagged_and_says_what_it_is() {
    let report = played("first-steps");
    for lang in LANGS {
        let paper = paper(&report, lang);
        let language = lang.pick("de-DE", "en-US");
        assert_eq!(paper.catalog().get(b"Lang").and_then(Object::as_str).ok(), Some(language.as_bytes()));
        assert_eq!(paper.part(b"MarkInfo").get(b"Marked").and_then(Object::as_bool).ok(), Some(true));
        let shows_title = paper.part(b"ViewerPreferences").get(b"DisplayDocTitle").and_then(Object::as_bool);
        assert_eq!(shows_title.ok(), Some(true));
        assert!(paper.part(b"Outlines").has(b"First"), "there are bookmarks");
        let xmp = paper.xmp();
        let title = format!("{} – {}", lang.of(&report.title), lang.of(&report.kind));
        for needed in ["<pdfuaid:part>1</pdfuaid:part>", language, &title] {
            assert!(xmp.contains(needed), "{needed} is missing in {xmp}");
        }
        for clock in ["CreateDate", "ModifyDate", "MetadataDate"] {
            assert!(!xmp.contains(clock), "{clock} in {xmp}");
        }
        let (width, height) = paper.size(paper.pages()[0]);
        let size = match lang {
            Lang::De => (595.0, 842.0),
            Lang::En => (612.0, 792.0),
        };
        assert_eq!((width.round(), height.round()), size);
        stays_on_the_page(&paper);
    }
    println!("PDF/UA-1 is claimed and typst's own checks passed; no independent validator has proven it.");
}

#[test]
fn headings_tables_and_lists_are_tagged_as_such() {
    let report = played("first-steps");
    for lang in LANGS {
        let tags = paper(&report, lang).tags();
        let sections = report.sections.len();
        assert_eq!(count(&tags, "H1"), sections + 1, "each section, and the contents");
        assert_eq!(count(&tags, "Table"), report.tables().count());
        assert_eq!(count(&tags, "TH"), report.tables().map(|table| table.head.len()).sum::<usize>());
        let cells = report.tables().map(|table| table.rows.len() * table.head.len()).sum::<usize>();
        assert_eq!(count(&tags, "TD"), cells);
        assert_eq!(count(&tags, "TOCI"), sections);
        assert!(count(&tags, "LI") > 3 && tags.iter().all(|tag| tag.depth < 20), "lists are lists");
    }
}

#[test]
fn either_language_is_printed_on_either_paper() {
    let report = played("first-steps");
    for lang in LANGS {
        for (size, wide, high) in [(PaperSize::A4, 595.3, 841.9), (PaperSize::Letter, 612.0, 792.0)] {
            let paper = Paper::of(&pdf(&report, lang, size).expect("the document can be set"));
            stays_on_the_page(&paper);
            for page in paper.pages() {
                let (width, height) = paper.size(page);
                let is_so = |one: f64, other: f64| (one - width).abs() < 0.1 && (other - height).abs() < 0.1;
                assert!(is_so(wide, high) || is_so(high, wide), "{width} by {height} is not {size:?}");
            }
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let (one, other) = (nasty(), played("first-steps"));
    for lang in LANGS {
        let first = pdf(&one, lang, PaperSize::of(lang));
        let between = pdf(&other, lang, PaperSize::of(lang));
        assert_eq!(first, pdf(&one, lang, PaperSize::of(lang)));
        assert_eq!(between, pdf(&other, lang, PaperSize::of(lang)));
    }
}

#[test]
fn every_text_of_a_report_is_said() {
    let report = played("first-steps");
    for lang in LANGS {
        let words = bare(&paper(&report, lang).words());
        says(&words, "ÜBUNG / EXERCISE");
        let cells = report.tables().flat_map(|table| table.head.iter().chain(table.rows.iter().flatten()));
        let titles = report.sections.iter().map(|section| &section.title);
        for text in cells.chain(titles).chain([&report.title, &report.kind, &report.scope]) {
            says(&words, lang.of(text));
        }
    }
}

#[test]
fn text_is_never_read_as_markup() {
    for lang in LANGS {
        let paper = paper(&nasty(), lang);
        let words = bare(&paper.words());
        // Runs come in the order of the eye: what is written from right to left is turned.
        for text in NASTY.map(|text| text.replace("שלום", "")) {
            assert!(words.matches(&bare(&text)).count() >= 3, "{text:?} in list, steps and table: {words}");
        }
        for text in ["#title(*[x])", "$scope$", "= Section [1]", "#include \"/etc/passwd\"", "#head", "*n*"] {
            says(&words, text);
        }
        let tags = paper.tags();
        assert_eq!((count(&tags, "H1"), count(&tags, "H2")), (2, 1), "no text made a heading");
        let alt = tags.iter().find(|tag| tag.name == "Figure").and_then(|tag| tag.alt.clone());
        assert_eq!(alt.as_deref(), Some(lang.pick("Das *Netz*", "The *network*")));
    }
}

#[test]
fn what_no_font_has_is_named_and_what_steers_is_left_out() {
    let odd = "ok 🙂 \u{202e}abc\u{202c} \u{0}\u{7} 中 e\u{301} \u{e000} tab\there";
    let document = of(vec![Block::Words(same(odd)), Block::List(vec![same("one\ntwo"), same("")])]);
    for lang in LANGS {
        let words = bare(&paper(&document, lang).words());
        says(&words, "ok [U+1F642] abc [U+4E2D]");
        says(&words, "[U+E000] tab here");
        says(&words, "one two");
    }
}

/// Long texts, long words, long tokens, many columns: whatever it takes.
#[test]
fn wide_tables_stay_on_the_page() {
    let long = "Benachrichtigung der Aufsichtsbehörde über die Datenschutzverletzung im Verfahren";
    let token = "0123456789abcdef".repeat(8);
    let address = "https://example.org/a/very/long/path/that/nobody/can/hyphenate?query=1&other=2";
    for columns in [2, 4, 6, 8, 12, 16] {
        let head: Vec<String> = (0..columns).map(|at| format!("Meldepflichtüberschrift {at}")).collect();
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let cell = |at: usize| match at % 4 {
            0 => long.to_owned(),
            1 => token.clone(),
            2 => at.to_string(),
            _ => address.to_owned(),
        };
        let rows: Vec<Vec<String>> =
            (0..3).map(|row| (0..columns).map(|at| cell(at + row)).collect()).collect();
        let document = of(vec![
            Block::Table(table(&head, &rows)),
            Block::Words(same(&token)),
            Block::List(vec![same(address), same(&"x".repeat(300))]),
        ]);
        for lang in LANGS {
            let paper = paper(&document, lang);
            stays_on_the_page(&paper);
            let words = bare(&paper.words());
            says(&words, &token);
            let (width, height) = paper.size(*paper.pages().last().expect("a page"));
            assert_eq!(width > height, columns >= 6, "{columns} columns on {width} × {height}");
        }
    }
}

#[test]
fn the_networks_drawing_fits_and_has_words_for_those_who_cannot_see_it() {
    let scenario = shipped("two-rivers");
    let map = shared_map(&scenario);
    let drawing = Drawing {
        caption: both("Das Netz beider Partner", "The network of both partners"),
        svg: both(svg(&scenario, &map, Lang::De), svg(&scenario, &map, Lang::En)),
    };
    let words = Text::clone(&drawing.caption);
    for lang in LANGS {
        let paper = paper(&of(vec![Block::Drawing(drawing.clone())]), lang);
        let tags = paper.tags();
        let figures: Vec<&Tag> = tags.iter().filter(|tag| tag.name == "Figure").collect();
        assert!(figures.iter().any(|tag| tag.alt.as_deref() == Some(lang.of(&words))), "{figures:?}");
        says(&bare(&paper.words()), lang.of(&words));
    }
}

#[test]
fn a_drawing_that_is_none_is_an_error_that_says_so() {
    let drawing = Drawing { caption: same("x"), svg: same("<svg") };
    let error = pdf(&of(vec![Block::Drawing(drawing)]), Lang::De, PaperSize::A4).expect_err("this is no SVG");
    assert!(error.to_string().contains("SVG"), "{error}");
}
