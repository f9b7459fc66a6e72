//! The annotated scenario that `new` starts from, built in.

/// Name below the new folder, and text, of each file; the first is the root.
pub const TEMPLATE: &[(&str, &str)] = &[
    ("scenario.ron", include_str!("../../assets/template/scenario.ron")),
    ("network.ron", include_str!("../../assets/template/network.ron")),
];
