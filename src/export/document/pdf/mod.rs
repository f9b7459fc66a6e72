//! A document as PDF, set by typst: tagged for those who listen (PDF/UA-1), the same bytes from the same
//! document. What the document says goes to the template as data and is never read as markup.

mod columns;
mod fonts;
mod sheet;

use super::{Document, PaperSize};
use crate::view::Lang;
use fonts::FONTS;
use std::fmt;
use std::path::PathBuf;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

const TEMPLATE: &str = include_str!("../../../../assets/export/document.typ");

/// Why a document could not be set: a drawing that is no SVG, or a defect of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfError {
    /// What typst says, each with its hints.
    pub problems: Vec<String>,
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the PDF could not be set: {}", self.problems.join("; "))
    }
}

impl std::error::Error for PdfError {}

/// The document in one language, on that paper.
///
/// # Errors
/// Where a drawing is no SVG, or the result would not be PDF/UA-1.
pub fn pdf(document: &Document, lang: Lang, paper: PaperSize) -> Result<Vec<u8>, PdfError> {
    let data = sheet::of(document, lang, paper, &FONTS).to_string();
    let ident = data.clone();
    let desk = Desk { data: Bytes::from_string(data) };
    let made = typst::compile::<PagedDocument>(&desk);
    let made = made.output.and_then(|pages| typst_pdf::pdf(&pages, &options(ident)));
    typst::comemo::evict(0);
    made.map_err(|problems| PdfError { problems: problems.iter().map(told).collect() })
}

fn options(ident: String) -> PdfOptions {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard agrees with itself");
    PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Planspiel".to_owned())),
        timestamp: None,
        standards,
        ..PdfOptions::default()
    }
}

fn told(problem: &SourceDiagnostic) -> String {
    let hints = problem.hints.iter().map(|hint| format!(" ({})", hint.v));
    format!("{}{}", problem.message, hints.collect::<String>())
}

/// What does not differ between documents.
struct Shelf {
    library: LazyHash<Library>,
    template: Source,
    data: FileId,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(|| Shelf {
    library: LazyHash::new(Library::default()),
    template: Source::new(file("document.typ"), TEMPLATE.to_owned()),
    data: file("document.json"),
});

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// All that typst can reach: the template, the data, the fonts. No disk, no clock, no network.
struct Desk {
    data: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHELF.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        SHELF.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHELF.template.id() { Ok(SHELF.template.clone()) } else { Err(elsewhere()) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHELF.data { Ok(self.data.clone()) } else { Err(elsewhere()) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn elsewhere() -> FileError {
    FileError::NotFound(PathBuf::from("only the template and its data are at hand"))
}
