//! `handbook`: documents to print for an exercise, made from its scenario.

use super::Failure;
use super::args::{Args, HandbookArgs};
use super::papers::paper;
use super::play::playable;
use crate::export::document::{Document, PaperSize, csv, html, markdown, xlsx_with};
use crate::handbook::{KINDS, Kind};
use crate::view::Lang;
use rayon::prelude::*;
use std::io;

/// One way to write a document: the ending of its file, and what goes in.
type Writer = (&'static str, fn(&Document, Lang, PaperSize) -> io::Result<Vec<u8>>);

/// Every way that this build can.
const WRITERS: &[Writer] = &[
    ("html", |document, lang, _| Ok(html(document, lang).into_bytes())),
    ("md", |document, lang, _| Ok(markdown(document, lang).into_bytes())),
    #[cfg(feature = "pdf")]
    ("pdf", |document, lang, paper| {
        crate::export::document::pdf(document, lang, paper).map_err(io::Error::other)
    }),
];

/// Writes every document into a folder.
pub(crate) fn write(options: &HandbookArgs, args: &Args) -> Result<(), Failure> {
    let scenario = playable(&options.scenario, options.cut.as_deref())?;
    let langs = args.languages();
    let disk = |error| Failure::Environment(format!("{}: {error}", options.out.display()));
    std::fs::create_dir_all(&options.out).map_err(disk)?;
    let of =
        |kind: &'static Kind| kind.documents(&scenario).into_iter().map(move |(name, of)| (kind, name, of));
    let documents: Vec<(&Kind, String, Document)> = KINDS.iter().flat_map(of).collect();
    let all = documents.par_iter();
    all.try_for_each(|(kind, name, of)| files(kind, name, of, &langs, options)).map_err(disk)?;
    for kind in &KINDS {
        if let Some(workbook) = kind.workbook {
            let (document, entries) = workbook(&scenario);
            for lang in &langs {
                let path = options.out.join(format!("{}.{}.xlsx", kind.name, lang.tag()));
                std::fs::write(path, xlsx_with(&document, &entries, *lang)).map_err(disk)?;
            }
        }
    }
    if !args.quiet {
        anstream::eprintln!("{} holds the handbook", options.out.display());
    }
    Ok(())
}

fn files(
    kind: &Kind,
    name: &str,
    document: &Document,
    langs: &[Lang],
    options: &HandbookArgs,
) -> io::Result<()> {
    let out = &options.out;
    for lang in langs {
        for (ending, write) in WRITERS {
            let path = out.join(format!("{name}.{}.{ending}", lang.tag()));
            std::fs::write(path, write(document, *lang, paper(options.paper, *lang))?)?;
        }
        if kind.has_tables {
            for table in document.tables() {
                std::fs::write(out.join(format!("{}.{}.csv", table.slug, lang.tag())), csv(table, *lang))?;
            }
        }
    }
    Ok(())
}
