//! A document as a workbook: what it says on the first sheet, then one sheet for each table.

use super::{Block, Document, Entry, Section, Table};
use crate::scenario::model::Text;
use crate::view::Lang;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Url, Workbook,
    Worksheet, XlsxError,
};

/// What a cell can hold; what is longer ends with a mark of omission.
const LONGEST_CELL: usize = 32_000;
const LONGEST_NAME: usize = 31;
/// Widths of columns, in letters.
const NARROWEST: usize = 6;
const WIDEST: usize = 60;
/// A note's width and height in pixels.
const NOTE: (u32, u32) = (420, 260);
/// What can be said to whoever enters something else.
const LONGEST_HINT: usize = 255;
/// Width of the sheet with the words, in letters.
const WORDS: f64 = 100.0;
/// Heights in points: of a line, of a row to write in, and the most that a row can have.
const LINE_PT: f64 = 15.0;
const BLANK_PT: f64 = 36.0;
const TALLEST_PT: f64 = 409.0;
/// The part of a width that is counted on: not every program has the same letters.
const SURE: f64 = 0.95;
/// Figures with more digits lose some as numbers.
const DIGITS: usize = 15;

/// The workbook in one language. The same document gives the same bytes.
///
/// # Panics
/// Never: names, lengths and numbers of rows are brought within the format's limits.
#[must_use]
pub fn xlsx(document: &Document, lang: Lang) -> Vec<u8> {
    xlsx_with(document, &[], lang)
}

/// The same, with columns laid out for reading or for filling in.
///
/// # Panics
/// Never, as [`xlsx`].
#[must_use]
pub fn xlsx_with(document: &Document, entries: &[Entry], lang: Lang) -> Vec<u8> {
    made(document, entries, lang).expect("names and lengths are within the format's limits")
}

fn made(document: &Document, entries: &[Entry], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut names = Names { taken: Vec::new() };
    let first = names.free(lang.of(&document.kind));
    let sheets: Vec<(usize, &Table, String)> = document
        .sections
        .iter()
        .enumerate()
        .flat_map(|(at, section)| {
            tables(section, lang).into_iter().map(move |(table, name)| (at, table, name))
        })
        .map(|(at, table, name)| (at, table, names.free(&name)))
        .collect();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document, lang)?);
    words(workbook.add_worksheet().set_name(&first)?, document, &sheets, lang)?;
    for (_, table, name) in &sheets {
        let sheet = workbook.add_worksheet().set_name(name)?;
        let entries: Vec<&Entry> = entries.iter().filter(|entry| entry.table == table.slug).collect();
        self::table(sheet, table, &entries, lang)?;
        for entry in entries {
            laid_out(sheet, table, entry, lang)?;
        }
    }
    workbook.save_to_buffer()
}

/// No clock: a workbook made tomorrow has the same bytes.
fn properties(document: &Document, lang: Lang) -> Result<DocProperties, XlsxError> {
    let properties = DocProperties::new()
        .set_title(cut(lang.of(&document.title), 255))
        .set_subject(cut(lang.of(&document.kind), 255))
        .set_author("Planspiel")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    Ok(properties)
}

/// The tables of a section, each with the nearest heading above it.
fn tables(section: &Section, lang: Lang) -> Vec<(&Table, String)> {
    let mut name = lang.of(&section.title);
    let mut found = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Heading(text) => name = lang.of(text),
            Block::Table(table) => found.push((table, name.to_owned())),
            Block::Words(_) | Block::List(_) | Block::Steps(_) | Block::Drawing(_) => {}
        }
    }
    found
}

/// Names of sheets, each once.
struct Names {
    taken: Vec<String>,
}

impl Names {
    /// A name of the length and the letters that the format allows, and that no sheet has yet.
    fn free(&mut self, wanted: &str) -> String {
        let allowed = |letter: char| match letter {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '-',
            other if other.is_control() => ' ',
            other => other,
        };
        let wanted: String = wanted.chars().map(allowed).collect();
        let wanted = match wanted.trim_matches(['\'', ' ']) {
            "" => "-",
            // Excel keeps this name for itself.
            reserved if reserved.eq_ignore_ascii_case("history") => "History ",
            other => other,
        };
        let name = (1..)
            .map(|count| {
                let end = if count == 1 { String::new() } else { format!(" {count}") };
                let begin: String = wanted.chars().take(LONGEST_NAME - end.len()).collect();
                let begin = begin.trim_end_matches('\'');
                if count == 1 { begin.to_owned() } else { format!("{}{end}", begin.trim_end()) }
            })
            .find(|name| self.taken.iter().all(|taken| taken.to_lowercase() != name.to_lowercase()))
            .expect("there is always a next number");
        self.taken.push(name.clone());
        name
    }
}

/// Title, scope and words, section by section, with links to the tables.
fn words(
    sheet: &mut Worksheet,
    document: &Document,
    sheets: &[(usize, &Table, String)],
    lang: Lang,
) -> Result<(), XlsxError> {
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = plain.clone().set_bold();
    let (title, section_title) = (
        bold.clone().set_font_size(18),
        bold.clone().set_font_size(13).set_border_bottom(FormatBorder::Medium),
    );
    // Each line with its format and how much larger its letters are.
    let mut lines: Vec<(String, &Format, f64)> = vec![
        ("ÜBUNG / EXERCISE".to_owned(), &bold, 1.0),
        (lang.of(&document.kind).to_owned(), &bold, 1.0),
        (lang.of(&document.title).to_owned(), &title, 1.7),
        (lang.of(&document.scope).to_owned(), &plain, 1.0),
    ];
    let mut links = Vec::new();
    let mut sheets_left = sheets.iter();
    for section in &document.sections {
        lines.push((String::new(), &plain, 1.0));
        lines.push((lang.of(&section.title).to_owned(), &section_title, 1.3));
        for block in &section.blocks {
            match block {
                Block::Heading(text) => lines.push((lang.of(text).to_owned(), &bold, 1.0)),
                Block::Table(_) => {
                    let (_, _, name) = sheets_left.next().expect("each table has its sheet");
                    links.push((lines.len(), name));
                    lines.push((String::new(), &plain, 1.0));
                }
                other => lines.extend(said(other, lang).into_iter().map(|line| (line, &plain, 1.0))),
            }
        }
    }
    sheet.set_column_width(0, WORDS)?;
    for (row, (line, format, size)) in (0..).zip(&lines) {
        sheet.set_row_height(row, (tall(line, WORDS / size) * size).min(TALLEST_PT))?;
        sheet.write_string_with_format(row, 0, cut(line, LONGEST_CELL), format)?;
    }
    for (row, name) in links {
        let row = u32::try_from(row).expect("a document has fewer lines than a sheet");
        let place = format!("internal:'{}'!A1", name.replace('\'', "''"));
        let text = format!("{} {name}", lang.pick("Tabelle:", "Table:"));
        sheet.write_url(row, 0, Url::new(place).set_text(text))?;
    }
    for_print(sheet, lang)
}

/// What a block says without tables and drawings.
fn said(block: &Block, lang: Lang) -> Vec<String> {
    match block {
        Block::Words(text) | Block::Heading(text) => vec![lang.of(text).to_owned()],
        Block::List(texts) => texts.iter().map(|text| format!("• {}", lang.of(text))).collect(),
        Block::Steps(texts) => {
            texts.iter().zip(1..).map(|(text, at)| format!("{at}. {}", lang.of(text))).collect()
        }
        Block::Drawing(drawing) => vec![lang.of(&drawing.caption).to_owned()],
        Block::Table(_) => Vec::new(),
    }
}

/// A table: its head stays in view, every column can be filtered and sorted.
fn table(sheet: &mut Worksheet, table: &Table, entries: &[&Entry], lang: Lang) -> Result<(), XlsxError> {
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = plain.clone().set_bold().set_border_bottom(FormatBorder::Medium);
    let mut heights = vec![LINE_PT; table.rows.len() + 1];
    let columns = 0..u16::try_from(table.head.len()).expect("tables have few columns");
    for (column, title) in columns.zip(&table.head) {
        let at = usize::from(column);
        let cells: Vec<&str> = table.rows.iter().map(|row| lang.of(&row[at])).collect();
        let laid_out = entries.iter().find(|entry| entry.column == column);
        let width = laid_out.map_or_else(|| width(lang.of(title), &cells), |entry| f64::from(entry.letters));
        sheet.set_column_width(column, width)?;
        for (height, cell) in heights.iter_mut().zip(std::iter::once(&lang.of(title)).chain(&cells)) {
            *height = height.max(tall(cell, width));
        }
        sheet.write_string_with_format(0, column, cut(lang.of(title), LONGEST_CELL), &head)?;
        let places = places(&cells, lang);
        let figure = plain.clone().set_align(FormatAlign::Right).set_num_format(pattern(places.unwrap_or(0)));
        for (row, cell) in (1..).zip(&cells) {
            match places.and_then(|places| value(cell, places, lang)) {
                Some(number) => sheet.write_number_with_format(row, column, number, &figure)?,
                None => sheet.write_string_with_format(row, column, cut(cell, LONGEST_CELL), &plain)?,
            };
        }
    }
    for ((row, height), cells) in (0..).zip(heights).zip(std::iter::once(&table.head).chain(&table.rows)) {
        let is_blank = !entries.is_empty() && cells.iter().all(|cell| lang.of(cell).is_empty());
        sheet.set_row_height(row, if is_blank { BLANK_PT } else { height })?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Ok(rows @ 1..), Some(last)) = (u32::try_from(table.rows.len()), table.head.len().checked_sub(1)) {
        let last = u16::try_from(last).expect("tables have few columns");
        sheet.autofilter(0, 0, rows, last)?;
        // Empty rows are printed, too: somebody may write there by hand.
        sheet.set_print_area(0, 0, rows, last)?;
    }
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    for_print(sheet, lang)
}

/// Gives a column its choices as a drop-down in each row, and its note at the head. Between columns to
/// fill in, lines show on paper where to write.
fn laid_out(sheet: &mut Worksheet, table: &Table, entry: &Entry, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_print_gridlines(true);
    let own = |texts: &[Text]| texts.iter().map(|text| lang.of(text).to_owned()).collect::<Vec<_>>();
    if let Some(note) = &entry.note {
        let note = Note::new(lang.of(note)).set_author("Planspiel").add_author_prefix(false);
        sheet.insert_note(0, entry.column, &note.set_width(NOTE.0).set_height(NOTE.1))?;
    }
    if let Ok(rows @ 1..) = u32::try_from(table.rows.len())
        && !entry.choices.is_empty()
    {
        let choices = own(&entry.choices);
        let wrong = format!("{} {}", lang.pick("Möglich sind:", "Possible entries:"), choices.join(", "));
        let validation = DataValidation::new()
            .allow_list_strings(&choices)?
            .set_error_message(cut(&wrong, LONGEST_HINT))?;
        sheet.add_data_validation(1, entry.column, rows, entry.column, &validation)?;
    }
    Ok(())
}

/// One page wide, on the paper of the language.
fn for_print(sheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_paper_size(match lang {
        Lang::De => 9,
        Lang::En => 1,
    });
    sheet.set_header("&C&BÜBUNG / EXERCISE");
    sheet.set_footer("&R&P / &N");
    Ok(())
}

/// How high a row must be for a text in a column of this width: not every program finds out by itself.
fn tall(text: &str, letters: f64) -> f64 {
    let room = letters * SURE;
    let mut lines = 0.0;
    for line in text.lines() {
        let mut used = 0.0;
        lines += 1.0;
        for word in line.split_whitespace() {
            let word = word.chars().count() as f64;
            if used > 0.0 && used + 1.0 + word <= room {
                used += 1.0 + word;
                continue;
            }
            // What is wider than the column goes on below.
            let more = (word / room).ceil() - 1.0;
            lines += more + if used > 0.0 { 1.0 } else { 0.0 };
            used = word - more * room;
        }
    }
    (LINE_PT * f64::max(lines, 1.0)).min(TALLEST_PT)
}

/// Room for the longest line, and for the head's longest word beside the filter's button.
fn width(head: &str, cells: &[&str]) -> f64 {
    let longest = cells.iter().flat_map(|cell| cell.lines()).map(|line| line.chars().count()).max();
    let word = head.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let letters = longest.unwrap_or(0).max(word + 3).clamp(NARROWEST, WIDEST);
    letters as f64 + 2.0
}

/// How many places after the point or comma the figures of a column have, if it holds nothing else: such
/// columns are numbers, so that they sort as numbers.
fn places(cells: &[&str], lang: Lang) -> Option<usize> {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let first = filled.next()?;
    let places = first.split_once(lang.pick(",", ".")).map_or(0, |(_, after)| after.len());
    let is_figure = |cell: &&&str| value(cell, places, lang).is_some();
    (is_figure(&first) && filled.all(|cell| is_figure(&cell))).then_some(places)
}

/// A figure as a number, if the number with these places would be written just like it.
fn value(cell: &str, places: usize, lang: Lang) -> Option<f64> {
    let (whole, after) = match cell.split_once(lang.pick(",", ".")) {
        Some((whole, after)) => (whole, after),
        None => (cell, ""),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = whole == "0" || (!whole.is_empty() && !whole.starts_with('0'));
    let is_exact = digits(whole) && digits(after) && after.len() == places && whole.len() + places <= DIGITS;
    let is_whole = places > 0 || !cell.contains([',', '.']);
    if is_plain && is_exact && is_whole { format!("{whole}.{after}0").parse().ok() } else { None }
}

/// How a number with so many places is shown.
fn pattern(places: usize) -> String {
    if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) }
}

/// The text within a limit of letters.
fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    text.chars().take(letters - 1).chain(['…']).collect()
}
