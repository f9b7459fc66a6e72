//! A table of open data as Parquet: the columns of the CSV file with their kinds, an empty cell as null, and the
//! data dictionary in the file itself. Not compressed, since such tables are small and every reader can do it.

use super::table::{Field, Kind, Table};
use parquet::basic::{LogicalType, Repetition, Type as Stored};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

/// Where readers find the data dictionary in the file.
const DICTIONARY: &str = "frictionless:schema";

/// The file. The same table gives the same bytes.
pub(super) fn parquet(table: &Table) -> Vec<u8> {
    written(table).expect("memory takes everything, and cells are what their column says")
}

fn written(table: &Table) -> Result<Vec<u8>> {
    let fields = table.fields.iter().map(|field| kind(field).map(Arc::new)).collect::<Result<_>>()?;
    let schema = Type::group_type_builder(table.slug).with_fields(fields).build()?;
    let dictionary = KeyValue::new(DICTIONARY.to_owned(), table.schema().to_string());
    let properties = WriterProperties::builder()
        .set_created_by("Planspiel".to_owned())
        .set_key_value_metadata(Some(vec![dictionary]))
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut rows = file.next_row_group()?;
    for (place, field) in table.fields.iter().enumerate() {
        let cells: Vec<&str> = table.rows.iter().map(|row| row[place].as_str()).collect();
        let mut column = rows.next_column()?.expect("there are as many columns as fields");
        match field.kind {
            Kind::Integer => put::<Int64Type>(&mut column, field, &cells, parsed)?,
            Kind::Number => put::<DoubleType>(&mut column, field, &cells, parsed)?,
            Kind::Boolean => put::<BoolType>(&mut column, field, &cells, parsed)?,
            Kind::Text => put::<ByteArrayType>(&mut column, field, &cells, |cell| Ok(ByteArray::from(cell)))?,
        }
        column.close()?;
    }
    rows.close()?;
    file.into_inner()
}

/// What Parquet calls a column.
fn kind(field: &Field) -> Result<Type> {
    let (stored, logical) = match field.kind {
        Kind::Integer => (Stored::INT64, None),
        Kind::Number => (Stored::DOUBLE, None),
        Kind::Boolean => (Stored::BOOLEAN, None),
        Kind::Text => (Stored::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let repetition = if field.is_optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(field.name, stored)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()
}

/// Writes a column; an empty cell that may be empty is null.
fn put<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    field: &Field,
    cells: &[&str],
    read: impl Fn(&str) -> Result<T::T>,
) -> Result<()> {
    let is_there = |cell: &&str| !(field.is_optional && cell.is_empty());
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(is_there(cell))).collect();
    let values = cells.iter().copied().filter(is_there).map(read).collect::<Result<Vec<_>>>()?;
    column.typed::<T>().write_batch(&values, field.is_optional.then_some(levels.as_slice()), None)?;
    Ok(())
}

fn parsed<V: FromStr<Err: Display>>(cell: &str) -> Result<V> {
    cell.parse().map_err(|error: V::Err| ParquetError::General(format!("{cell:?}: {error}")))
}
