//! Clones that use memory again: thousands of exercises are played in the lists of the first.

/// `Clone` field by field, so that `clone_from` keeps what is allocated.
macro_rules! again {
    ($($name:ident { $($field:ident)* })*) => {$(
        impl Clone for $name {
            fn clone(&self) -> Self {
                $name { $($field: self.$field.clone(),)* }
            }

            fn clone_from(&mut self, source: &Self) {
                $(self.$field.clone_from(&source.$field);)*
            }
        }
    )*};
}

pub(super) use again;
