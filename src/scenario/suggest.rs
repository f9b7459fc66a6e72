//! "Did you mean ...?": the closest of the words that would have been right.

/// Longest word that is compared; beyond it nothing is suggested.
const LONGEST: usize = 64;

/// The candidate that the author most likely meant, or none when all are too far off. Case, `-` and
/// `_` count for nothing; otherwise one slip in three letters is forgiven. The first candidate wins a tie.
#[must_use]
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let folded = fold(word);
    let allowed = (folded.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word && candidate.len() <= LONGEST)
        .map(|candidate| (distance(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

fn fold(word: &str) -> String {
    word.trim().to_lowercase().replace(['-', ' '], "_")
}

fn distance(word: &str, candidate: &str) -> usize {
    let longer = candidate.len() >= word.len() + 3 && word.len() >= 4;
    if longer && candidate.starts_with(word) {
        return 1;
    }
    strsim::damerau_levenshtein(word, candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(did_you_mean(word, candidates.iter().copied()).as_deref(), expected, "{word}");
    }

    #[test]
    fn the_nearest_word_is_suggested() {
        check("tilte", &["title", "text"], Some("title"));
        check("partner", &["partners", "printers"], Some("partners"));
        check("ofice", &["office", "core"], Some("office"));
        check("file-transfer", &["file_transfer"], Some("file_transfer"));
        check("BW-Portal", &["bw-mail", "bw-portal"], Some("bw-portal"));
        check("infra", &["infrastructure", "tool"], Some("infrastructure"));
    }

    #[test]
    fn nothing_is_suggested_when_nothing_is_near() {
        check("xyz", &["title", "text"], None);
        check("", &["a"], None);
        check("a", &[], None);
        check(&"x".repeat(100_000), &["x"], None);
        check("title", &["title"], None);
    }
}
