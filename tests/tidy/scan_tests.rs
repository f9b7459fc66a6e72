//! The scanner on small strings: a rule that cannot see cannot fail.

use super::scan::{Function, code_only, firsts_after, functions, lines_with, undocumented};

fn check_code(source: &str, expect: &str) {
    let code = code_only(source);
    assert_eq!(code.len(), source.len(), "blanking moves nothing: {source}");
    let words: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(words.join(" "), expect, "{source}");
}

#[test]
fn comments_and_literals_are_not_code() {
    check_code("a // b\nc", "a c");
    check_code("a /* b /* c */ d */ e", "a e");
    check_code("a /* never closed", "a");
    check_code(r#"a "b \" // c" d"#, "a d");
    check_code("a \"never closed", "a");
    check_code(r##"a r#"b " c"# d"##, "a d");
    check_code(r#"a r"b\" c"#, "a c");
    check_code(r##"a br#"b"# c b"d" e"##, "a c b e");
    check_code("a r#type b", "a r#type b");
    check_code("bar\"x\" for\"y\"", "bar for");
    check_code("a /* Überlingen */ \"Straße\" b", "a b");
}

#[test]
fn lifetimes_are_code_and_characters_are_not() {
    check_code("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}");
    check_code(r"a '{' b '\'' c '\\' d '\u{7b}' e", "a b c d e");
    check_code("a 'ß' b '\"' c", "a b c");
    check_code("match c { 'a'..='z' => 'outer: loop {} }", "match c { ..= => 'outer: loop {} }");
}

fn check_functions(source: &str, expect: &[(&str, usize, usize)]) {
    let expect: Vec<Function> =
        expect.iter().map(|&(name, line, lines)| Function { name: name.to_owned(), line, lines }).collect();
    assert_eq!(functions(&code_only(source)), expect, "{source}");
}

#[test]
fn functions_are_measured_from_signature_to_brace() {
    check_functions("fn a() {}\n\nfn b(\n    x: u8,\n) {\n    x;\n}\n", &[("a", 1, 1), ("b", 3, 5)]);
    check_functions("fn a() {\n    fn b() {\n    }\n}", &[("a", 1, 4), ("b", 2, 2)]);
    check_functions("fn a() {\n    let s = \"}\"; // }\n    let c = '}';\n}", &[("a", 1, 4)]);
    check_functions("fn a<const N: usize>(x: [u8; 4]) -> [u8; { N }] {\n}", &[("a", 1, 2)]);
    check_functions("fn $name() {\n}", &[("$name", 1, 2)]);
}

#[test]
fn types_and_declarations_are_no_functions() {
    check_functions(
        "trait T { fn a(&self) -> [u8; 4]; }\ntype F = fn(u8) -> u8;\nstruct S { defn: u8 }",
        &[],
    );
}

fn check_firsts(source: &str, expect: &[&str]) {
    let firsts: Vec<String> =
        firsts_after(&code_only(source), "crate").into_iter().map(|(name, _)| name).collect();
    assert_eq!(firsts, expect, "{source}");
}

#[test]
fn paths_are_found_wherever_they_stand() {
    check_firsts("use crate::rules::Order;", &["rules"]);
    check_firsts("pub(crate) fn f() -> crate::view::Seat { $crate::rules::go() }", &["view", "rules"]);
    check_firsts("pub(in crate::rules) struct S;", &["rules"]);
    check_firsts(
        "use crate::{\n    rules::{self, dice::{a, b}},\n    view,\n};\nuse other::thing;",
        &["rules", "view"],
    );
    check_firsts("// crate::board\nlet s = \"crate::board\"; my_crate::host(); mycrate::x();", &[]);
}

#[test]
fn lines_are_counted_from_one() {
    assert_eq!(lines_with("a\nb\nab", "b"), [2, 3]);
    assert_eq!(firsts_after("\n\nuse crate::x;", "crate"), [("x".to_owned(), 3)]);
}

#[test]
fn silent_items_are_found() {
    assert_eq!(undocumented("/// Said.\n#[derive(Debug)]\npub struct S {\n    pub field: u8,\n}\n"), []);
    assert_eq!(undocumented("#[derive(Debug)]\npub struct S;\n\npub fn f() {}\n"), [2, 4]);
    assert_eq!(undocumented("impl S {\n    pub const fn f() {}\n}\n"), [2]);
    assert_eq!(undocumented("pub mod m;\npub use m::*;\npub(crate) fn f() {}\nfn g() {}\n"), []);
    assert_eq!(undocumented("$(#[$doc])*\npub enum $name {}\n"), []);
    assert_eq!(undocumented("/* pub fn f() {} */\nconst S: &str = \"\npub fn f() {}\n\";\n"), []);
}
