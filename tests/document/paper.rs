//! Reads a PDF: what stands where on its pages, and how it is tagged.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A PDF on the table.
pub struct Paper {
    pub document: Document,
}

/// A line of text on a page: where it begins and ends, in points from the left, and what it says.
#[derive(Debug)]
pub struct Run {
    pub from: f64,
    pub to: f64,
    pub text: String,
}

/// A node of the structure tree.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub alt: Option<String>,
    /// How many tags it stands in.
    pub depth: usize,
}

fn number(object: &Object) -> f64 {
    object.as_float().map(f64::from).expect("a number")
}

impl Paper {
    pub fn of(bytes: &[u8]) -> Self {
        assert!(bytes.starts_with(b"%PDF-1.7"));
        Self { document: Document::load_mem(bytes).expect("it is a PDF") }
    }

    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("a PDF has a catalog")
    }

    fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).expect("what is referred to exists").1
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        self.follow(object).as_dict().expect("a dictionary")
    }

    /// A dictionary below the catalog.
    pub fn part(&self, key: &[u8]) -> &Dictionary {
        self.dictionary(self.catalog().get(key).expect("the catalog has it"))
    }

    /// The metadata.
    pub fn xmp(&self) -> String {
        let stream = self.catalog().get(b"Metadata").expect("there are metadata");
        let stream = self.follow(stream).as_stream().expect("metadata are a stream");
        let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(bytes).expect("metadata are text")
    }

    /// Pages in their order.
    pub fn pages(&self) -> Vec<ObjectId> {
        self.document.get_pages().into_values().collect()
    }

    /// Width and height of a page, in points.
    pub fn size(&self, page: ObjectId) -> (f64, f64) {
        let page = self.document.get_dictionary(page).expect("a page");
        let sides = self.follow(page.get(b"MediaBox").expect("a page has a size"));
        let sides: Vec<f64> = sides.as_array().expect("four numbers").iter().map(number).collect();
        (sides[2] - sides[0], sides[3] - sides[1])
    }

    /// Every line of text on a page.
    pub fn runs(&self, page: ObjectId) -> Vec<Run> {
        let bytes = self.document.get_page_content(page);
        let content = Content::decode(&bytes).expect("content can be read");
        let fonts = self.fonts(page);
        let (mut left, mut stack, mut size) = (0.0, Vec::new(), 0.0);
        let mut font = None;
        let mut runs = Vec::new();
        for operation in &content.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "q" => stack.push(left),
                "Q" => left = stack.pop().expect("what is restored was saved"),
                "cm" => left += number(&operands[4]),
                "Tf" => {
                    font = fonts.get(operands[0].as_name().expect("a font's name"));
                    size = number(&operands[1]);
                }
                "TJ" | "Tj" => {
                    let font = font.expect("text has a font");
                    let pieces = operands[0].as_array().map_or(&operands[..1], Vec::as_slice);
                    let (width, text) = font.set(pieces);
                    runs.push(Run { from: left, to: left + width * size, text });
                }
                _ => {}
            }
        }
        runs
    }

    /// What all pages say, line by line.
    pub fn words(&self) -> String {
        let runs = self.pages().into_iter().flat_map(|page| self.runs(page));
        runs.map(|run| run.text).collect::<Vec<_>>().join("\n")
    }

    fn fonts(&self, page: ObjectId) -> BTreeMap<Vec<u8>, Font<'_>> {
        let fonts = self.document.get_page_fonts(page).expect("a page has fonts");
        fonts.into_iter().map(|(name, font)| (name, Font::of(self, font))).collect()
    }

    /// The structure tree, from the top.
    pub fn tags(&self) -> Vec<Tag> {
        let mut tags = Vec::new();
        if let Ok(children) = self.part(b"StructTreeRoot").get(b"K") {
            self.tag(children, 0, &mut tags);
        }
        tags
    }

    fn tag(&self, object: &Object, depth: usize, tags: &mut Vec<Tag>) {
        match self.follow(object) {
            Object::Array(children) => children.iter().for_each(|child| self.tag(child, depth, tags)),
            Object::Dictionary(tag) => {
                if let Ok(name) = tag.get(b"S").and_then(Object::as_name) {
                    let alt = tag.get(b"Alt").ok().map(|alt| lopdf::decode_text_string(alt).expect("a text"));
                    tags.push(Tag { name: String::from_utf8_lossy(name).into_owned(), alt, depth });
                }
                if let Ok(children) = tag.get(b"K") {
                    self.tag(children, depth + 1, tags);
                }
            }
            _ => {}
        }
    }
}

/// How wide a font's letters are, and which.
struct Font<'a> {
    widths: BTreeMap<u16, f64>,
    encoding: lopdf::Encoding<'a>,
}

impl<'a> Font<'a> {
    fn of(paper: &'a Paper, font: &'a Dictionary) -> Self {
        let encoding = font.get_font_encoding(&paper.document).expect("letters can be read back");
        let below = paper.follow(font.get(b"DescendantFonts").expect("a composite font"));
        let below = paper.dictionary(&below.as_array().expect("one font")[0]);
        let listed = paper.follow(below.get(b"W").expect("widths")).as_array().expect("a list");
        let mut widths = BTreeMap::new();
        let mut rest = listed.iter();
        while let Some(first) = rest.next() {
            let first = first.as_i64().expect("a letter's number");
            let mut put = |at: i64, width: &Object| {
                widths.insert(u16::try_from(at).expect("two bytes"), number(width));
            };
            match paper.follow(rest.next().expect("widths follow")) {
                Object::Array(each) => (first..).zip(each).for_each(|(at, width)| put(at, width)),
                last => {
                    let width = rest.next().expect("a width follows");
                    (first..=last.as_i64().expect("a letter's number")).for_each(|at| put(at, width));
                }
            }
        }
        Self { widths, encoding }
    }

    /// Width for letters one point high, and what they say.
    fn set(&self, pieces: &[Object]) -> (f64, String) {
        let (mut width, mut text) = (0.0, String::new());
        for piece in pieces {
            match piece {
                Object::String(bytes, _) => {
                    for letter in bytes.chunks(2) {
                        let letter = u16::from_be_bytes([letter[0], letter[1]]);
                        width += self.widths.get(&letter).copied().unwrap_or(1000.0);
                    }
                    text.push_str(
                        &Document::decode_text(&self.encoding, bytes).expect("letters can be read"),
                    );
                }
                shift => width -= number(shift),
            }
        }
        (width / 1000.0, text)
    }
}
