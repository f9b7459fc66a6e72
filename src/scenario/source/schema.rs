//! Which fields must be written, asked of the draft's own types: a deserializer that fills in
//! anything, except for one field of one type, shows whether reading fails without that field.

use crate::scenario::draft::Draft;
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

type Fields = &'static [&'static str];

/// How deep values are filled in; deeper than any type that does not hold itself.
const DEPTH: usize = 24;

/// The fields of a type (by its Rust name) that have no default; none for an unknown type.
pub(super) fn required(type_name: &str) -> &'static [&'static str] {
    static REQUIRED: OnceLock<BTreeMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    REQUIRED.get_or_init(probe_all).get(type_name).map_or(&[], Vec::as_slice)
}

fn probe_all() -> BTreeMap<&'static str, Vec<&'static str>> {
    let types = RefCell::new(BTreeMap::new());
    let whole = Draft::deserialize(Fill { types: &types, without: ("", ""), depth: 0 });
    if whole.is_err() {
        return BTreeMap::new();
    }
    let types = types.into_inner();
    types.into_iter().map(|(name, fields)| (name, probe(name, fields))).collect()
}

fn probe(name: &'static str, fields: Fields) -> Vec<&'static str> {
    let types = RefCell::new(BTreeMap::new());
    let fails = |field: &&'static str| {
        let fill = Fill { types: &types, without: (name, field), depth: 0 };
        Draft::deserialize(fill).is_err()
    };
    fields.iter().copied().filter(fails).collect()
}

/// Fills in any value.
#[derive(Clone, Copy)]
struct Fill<'a> {
    /// Every struct met, with its fields.
    types: &'a RefCell<BTreeMap<&'static str, Fields>>,
    /// The type and field that are left out.
    without: (&'static str, &'static str),
    depth: usize,
}

impl<'a> Fill<'a> {
    fn values(self, left: usize) -> Values<'a> {
        let deeper = Fill { depth: self.depth + 1, ..self };
        Values { fill: deeper, left: if self.depth < DEPTH { left } else { 0 } }
    }
}

macro_rules! fill_with {
    ($($method:ident $visit:ident($($value:expr)?),)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit($($value)?)
        }
    )* };
}

impl<'de> Deserializer<'de> for Fill<'_> {
    type Error = Error;

    fill_with! {
        deserialize_any visit_str("x"), deserialize_ignored_any visit_unit(), deserialize_unit visit_unit(),
        deserialize_bool visit_bool(true), deserialize_char visit_char('x'),
        deserialize_i8 visit_i8(1), deserialize_i16 visit_i16(1), deserialize_i32 visit_i32(1), deserialize_i64 visit_i64(1),
        deserialize_u8 visit_u8(1), deserialize_u16 visit_u16(1), deserialize_u32 visit_u32(1), deserialize_u64 visit_u64(1),
        deserialize_f32 visit_f32(1.0), deserialize_f64 visit_f64(1.0),
        deserialize_str visit_str("x"), deserialize_string visit_str("x"), deserialize_identifier visit_str("x"),
        deserialize_bytes visit_bytes(b"x"), deserialize_byte_buf visit_bytes(b"x"),
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(self.values(1))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self.values(1))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Values { fill: self, left: len })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        v: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(len, v)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: Fields,
        v: V,
    ) -> Result<V::Value, Error> {
        self.types.borrow_mut().insert(name, fields);
        v.visit_map(Members { fill: self, name, fields: fields.iter() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: Fields,
        v: V,
    ) -> Result<V::Value, Error> {
        v.visit_enum(Choice { fill: self, variant: variants.first().copied().unwrap_or("") })
    }
}

/// Elements of a list or entries of a map.
struct Values<'a> {
    fill: Fill<'a>,
    left: usize,
}

impl Values<'_> {
    fn take(&mut self) -> bool {
        let any = self.left > 0;
        self.left = self.left.saturating_sub(1);
        any
    }
}

impl<'de> SeqAccess<'de> for Values<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.take() { seed.deserialize(self.fill).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Values<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if self.take() { seed.deserialize(self.fill).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.fill)
    }
}

/// Fields of a struct, save the one that is left out.
struct Members<'a> {
    fill: Fill<'a>,
    name: &'static str,
    fields: std::slice::Iter<'static, &'static str>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let wanted = self.fields.find(|field| (self.name, **field) != self.fill.without);
        let Some(field) = wanted else { return Ok(None) };
        let key: StrDeserializer<'_, Error> = (*field).into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(Fill { depth: self.fill.depth + 1, ..self.fill })
    }
}

/// One variant of an enum.
struct Choice<'a> {
    fill: Fill<'a>,
    variant: &'static str,
}

impl<'de, 'a> EnumAccess<'de> for Choice<'a> {
    type Error = Error;
    type Variant = Fill<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Fill<'a>), Error> {
        let name: StrDeserializer<'_, Error> = self.variant.into_deserializer();
        Ok((seed.deserialize(name)?, self.fill))
    }
}

impl<'de> VariantAccess<'de> for Fill<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: Fields, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Members { fill: self, name: "", fields: fields.iter() })
    }
}

#[cfg(test)]
mod tests {
    use super::required;

    fn check(name: &str, expected: &[&str]) {
        assert_eq!(required(name), expected, "{name}");
    }

    #[test]
    fn the_types_say_what_they_need() {
        check("Draft", &[]);
        check("Zone", &["id", "name", "kind"]);
        check("Seat", &["id", "name", "roles"]);
        check("TechniqueNeeds", &["reach"]);
        check("DutyStage", &["id", "name", "within", "to"]);
        check("Shift", &["day"]);
        check("NoSuchType", &[]);
    }
}
