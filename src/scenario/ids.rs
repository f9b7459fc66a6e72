//! Small ids given at load: an index into the list of its kind. They are what the rules compute with
//! and never what a person reads; slugs are for people.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident($int:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $int);

        impl $name {
            /// The place in the list of its kind.
            #[must_use]
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The id at a place; the check keeps every list within the limit of its id.
            #[must_use]
            #[inline]
            #[expect(clippy::cast_possible_truncation, reason = "limits keep lists within the id")]
            pub const fn at(index: usize) -> Self {
                $name(index as $int)
            }
        }
    )*};
}

id! {
    /// A playing partner.
    PartnerId(u8);
    /// A third party.
    ThirdId(u8);
    /// A zone.
    ZoneId(u8);
    /// A generator, whose copies belong together.
    FamilyId(u8);
    /// A node.
    NodeId(u16);
    /// A link.
    LinkId(u16);
    /// An attacker.
    ActorId(u8);
    /// A technique of the scenario's catalogue.
    TechniqueId(u8);
    /// A measure of the scenario's catalogue.
    MeasureId(u8);
    /// A control.
    ControlId(u8);
    /// A sensor.
    SensorId(u8);
    /// A weakness.
    WeaknessId(u8);
    /// A class of data.
    DataClassId(u8);
    /// A duty of a partner, an index into the partner's own list.
    DutyId(u8);
    /// An inject.
    InjectId(u8);
    /// A fact out of the scenario's finite list of facts.
    FactId(u16);
}

/// A set of up to 64 small things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Set64(pub u64);

impl Set64 {
    /// Holds this one.
    #[must_use]
    #[inline]
    pub const fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }

    /// The same set with this one.
    #[must_use]
    #[inline]
    pub const fn with(self, index: usize) -> Self {
        Set64(self.0 | 1 << index)
    }

    /// Both sets share something.
    #[must_use]
    #[inline]
    pub const fn meets(self, other: Set64) -> bool {
        self.0 & other.0 != 0
    }

    /// Nothing in it.
    #[must_use]
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in it, in ascending order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let next = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            Some(next)
        })
    }
}
