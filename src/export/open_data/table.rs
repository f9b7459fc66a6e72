//! A table of open data with its data dictionary in both languages, as CSV and, beside it, as Parquet.

use crate::scenario::model::Text;
use serde_json::{Map, Value, json};

/// A table: its rows and what its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// Its name as a file.
    pub(super) slug: &'static str,
    pub(super) title: Text,
    pub(super) about: Text,
    pub(super) fields: Vec<Field>,
    /// Columns that no two rows share.
    pub(super) key: Vec<&'static str>,
    /// As long as the fields; an empty cell is a value that there is not.
    pub(super) rows: Vec<Vec<String>>,
}

/// A kind of file that holds a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Csv,
    Parquet,
}

impl Form {
    pub(super) const ALL: [Form; 2] = [Form::Csv, Form::Parquet];

    /// The ending of its files.
    pub(super) const fn slug(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Parquet => "parquet",
        }
    }

    /// In IANA's list.
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Form::Csv => "text/csv",
            Form::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// In the European Union's list of file types, and in CKAN.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Form::Csv => "CSV",
            Form::Parquet => "PARQUET",
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    title: Text,
    about: Text,
    one_of: Vec<String>,
    pub(super) is_optional: bool,
}

/// What a column's cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Number,
    Boolean,
    Text,
}

impl Field {
    fn new(name: &'static str, kind: Kind, title: Text, about: Text) -> Self {
        Field { name, kind, title, about, one_of: Vec::new(), is_optional: false }
    }

    /// A whole number, not below 0.
    pub(super) fn integer(name: &'static str, title: Text, about: Text) -> Self {
        Self::new(name, Kind::Integer, title, about)
    }

    /// A figure with decimal places.
    pub(super) fn number(name: &'static str, title: Text, about: Text) -> Self {
        Self::new(name, Kind::Number, title, about)
    }

    pub(super) fn boolean(name: &'static str, title: Text, about: Text) -> Self {
        Self::new(name, Kind::Boolean, title, about)
    }

    pub(super) fn text(name: &'static str, title: Text, about: Text) -> Self {
        Self::new(name, Kind::Text, title, about)
    }

    /// Only these values occur.
    pub(super) fn one_of<'v>(self, values: impl IntoIterator<Item = &'v str>) -> Self {
        Field { one_of: values.into_iter().map(str::to_owned).collect(), ..self }
    }

    /// Cells may be empty.
    pub(super) fn optional(self) -> Self {
        Field { is_optional: true, ..self }
    }

    fn json(&self) -> Value {
        let kind = match self.kind {
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Boolean => "boolean",
            Kind::Text => "string",
        };
        let mut constraints = Map::new();
        if !self.is_optional {
            constraints.insert("required".to_owned(), json!(true));
        }
        if matches!(self.kind, Kind::Integer | Kind::Number) {
            constraints.insert("minimum".to_owned(), json!(0));
        }
        if !self.one_of.is_empty() {
            constraints.insert("enum".to_owned(), json!(self.one_of));
        }
        json!({
            "name": self.name, "type": kind, "title": self.title.en, "description": self.about.en,
            "translations": { "de": { "title": self.title.de, "description": self.about.de } },
            "constraints": constraints,
        })
    }
}

impl Table {
    /// Where its file lies, from the package's folder.
    pub(super) fn path(&self, form: Form) -> String {
        format!("data/{}.{}", self.slug, form.slug())
    }

    /// The place of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The file (RFC 4180).
    pub(super) fn csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let head = writer.write_record(self.fields.iter().map(|field| field.name));
        let rows = self.rows.iter().try_for_each(|row| writer.write_record(row));
        let _: () = head.and(rows).expect("every row of a table is as long as its head");
        let bytes = writer.into_inner().expect("memory takes everything");
        String::from_utf8(bytes).expect("what was text stays text")
    }

    /// The data dictionary (Frictionless Table Schema).
    pub(super) fn schema(&self) -> Value {
        let mut schema = json!({
            "fields": self.fields.iter().map(Field::json).collect::<Vec<_>>(),
            "missingValues": [""],
        });
        if !self.key.is_empty() {
            schema["primaryKey"] = json!(self.key);
        }
        if self.slug != "partners" && self.column("partner").is_some() {
            let partners = json!({ "resource": "partners", "fields": ["partner"] });
            schema["foreignKeys"] = json!([{ "fields": ["partner"], "reference": partners }]);
        }
        schema
    }

    /// The resource of a data package (Frictionless): tabular data is what the standard calls CSV only.
    pub(super) fn resource(&self, form: Form) -> Value {
        let mut resource = json!({
            "name": self.slug, "path": self.path(form), "format": form.slug(), "mediatype": form.media_type(),
            "title": self.title.en, "description": self.about.en,
            "translations": { "de": { "title": self.title.de, "description": self.about.de } },
            "schema": self.schema(),
        });
        match form {
            Form::Csv => {
                resource["profile"] = json!("tabular-data-resource");
                resource["encoding"] = json!("utf-8");
            }
            Form::Parquet => {
                resource["profile"] = json!("data-resource");
                resource["name"] = json!(format!("{}-parquet", self.slug));
                // Frictionless' own library would want more than itself to look inside.
                resource["type"] = json!("file");
            }
        }
        resource
    }
}

/// A cell that may be empty.
pub(super) fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A figure with two decimal places.
pub(super) fn figure(value: f64) -> String {
    format!("{value:.2}")
}
