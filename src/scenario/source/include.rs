//! Paths of included files: made relative to the scenario's folder, and never out of it.

use super::quote;
use crate::scenario::limits::PATH_BYTES;

/// Why a path is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    Empty,
    TooLong,
    Absolute,
    Leaves,
    Backslash,
    ControlCharacter,
}

impl Refused {
    /// What is wrong with the path, as a message.
    pub fn words(self, path: &str) -> String {
        let path = quote(path);
        match self {
            Refused::Empty => "the path is empty".to_owned(),
            Refused::TooLong => format!("the path `{path}` is too long"),
            Refused::Absolute => format!("`{path}` does not begin in the scenario's folder"),
            Refused::Leaves => format!("`{path}` leads out of the scenario's folder"),
            Refused::Backslash => format!("`{path}` is written with backslashes"),
            Refused::ControlCharacter => format!("`{path}` holds characters that no path has"),
        }
    }

    /// What to write instead.
    pub fn help(self) -> &'static str {
        match self {
            Refused::Backslash => "write paths with / on every system",
            _ => "put the file into the scenario's folder and write its path relative to this file",
        }
    }
}

/// The path of a file, relative to the scenario's folder, that the file `from` asks for as `path`.
pub(super) fn resolve(from: &str, path: &str) -> Result<String, Refused> {
    refuse(path)?;
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(Refused::Leaves)?;
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() { Err(Refused::Empty) } else { Ok(parts.join("/")) }
}

fn refuse(path: &str) -> Result<(), Refused> {
    let drive = path.as_bytes().get(1) == Some(&b':');
    match path {
        "" => Err(Refused::Empty),
        _ if path.len() > PATH_BYTES => Err(Refused::TooLong),
        _ if path.starts_with('/') || drive || path.contains("://") => Err(Refused::Absolute),
        _ if path.contains('\\') => Err(Refused::Backslash),
        _ if path.chars().any(char::is_control) => Err(Refused::ControlCharacter),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, path: &str, expected: Result<&str, Refused>) {
        assert_eq!(resolve(from, path), expected.map(str::to_owned), "{from} asks for {path}");
    }

    #[test]
    fn paths_stay_in_the_folder() {
        check("scenario.ron", "network.ron", Ok("network.ron"));
        check("parts/a.ron", "b.ron", Ok("parts/b.ron"));
        check("parts/a.ron", "../b.ron", Ok("b.ron"));
        check("scenario.ron", "./parts//x/../b.ron", Ok("parts/b.ron"));
        check("scenario.ron", "ä/b c.ron", Ok("ä/b c.ron"));
    }

    #[test]
    fn other_paths_are_refused() {
        check("scenario.ron", "../b.ron", Err(Refused::Leaves));
        check("parts/a.ron", "../../b.ron", Err(Refused::Leaves));
        check("scenario.ron", "x/../../x/b.ron", Err(Refused::Leaves));
        check("scenario.ron", "/etc/passwd", Err(Refused::Absolute));
        check("scenario.ron", "C:/b.ron", Err(Refused::Absolute));
        check("scenario.ron", "https://a.example/b.ron", Err(Refused::Absolute));
        check("scenario.ron", "parts\\b.ron", Err(Refused::Backslash));
        check("scenario.ron", "", Err(Refused::Empty));
        check("scenario.ron", ".", Err(Refused::Empty));
        check("scenario.ron", "a\0b", Err(Refused::ControlCharacter));
        check("scenario.ron", &"a".repeat(10_000), Err(Refused::TooLong));
    }
}
