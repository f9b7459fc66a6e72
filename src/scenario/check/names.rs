//! What exists under which id: per kind, from id to its place in the list.

use std::collections::BTreeMap;

macro_rules! kinds {
    ($($name:ident $word:literal)*) => {
        /// Kinds of things that have ids of their own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Kind { $($name,)* }

        impl Kind {
            const ALL: &'static [Kind] = &[$(Kind::$name,)*];

            /// What people call it.
            pub(super) const fn word(self) -> &'static str {
                match self { $(Kind::$name => $word,)* }
            }
        }
    };
}

kinds! {
    Partner "partner"
    Third "third party"
    Zone "zone"
    Node "node"
    Family "generator"
    Template "template"
    Credential "credential"
    Actor "actor"
    Inject "inject"
    Objective "objective"
    End "ending"
    Cut "cut"
    Technique "technique"
    Measure "measure"
    Sensor "sensor"
    Control "control"
    Weakness "weakness"
    DataClass "data class"
    Duty "duty"
    Adversary "stock adversary"
}

/// All ids.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    lists: Vec<BTreeMap<&'a str, usize>>,
}

impl<'a> Names<'a> {
    /// Adds the ids of a kind; the first of several alike counts.
    pub(super) fn add(&mut self, kind: Kind, ids: impl Iterator<Item = &'a str>) {
        self.lists.resize_with(Kind::ALL.len(), BTreeMap::new);
        let list = &mut self.lists[kind as usize];
        for (index, id) in ids.enumerate() {
            list.entry(id).or_insert(index);
        }
    }

    /// Where the thing stands in the list of its kind.
    pub(super) fn get(&self, kind: Kind, id: &str) -> Option<usize> {
        self.lists.get(kind as usize)?.get(id).copied()
    }

    /// All ids of a kind, in alphabetical order.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &'a str> + Clone + '_ {
        self.lists.get(kind as usize).into_iter().flat_map(|list| list.keys().copied())
    }

    /// The first kind in which something has that id.
    pub(super) fn kind_of(&self, id: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| self.get(*kind, id).is_some())
    }
}
