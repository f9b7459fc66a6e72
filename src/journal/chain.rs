//! The hash chain: each link is the SHA-256 of the link before it, of the entry as written and of the
//! salted hash of its free text. The opening is the first link. Computes only; reads no file.

use sha2::{Digest, Sha256};

/// One link.
pub type Hash = [u8; 32];

/// What goes before the opening, so that no other file of ours could begin the same chain.
const HEAD: &[u8] = b"planspiel log 1\n";

/// The first link.
pub(super) fn opening(payload: &[u8]) -> Hash {
    Sha256::new().chain_update(HEAD).chain_update(payload).finalize().into()
}

/// The link after `previous`.
pub(super) fn link(previous: &[u8], text_hash: Option<&[u8]>, payload: &[u8]) -> Hash {
    let marked = Sha256::new().chain_update(previous).chain_update([u8::from(text_hash.is_some())]);
    marked.chain_update(text_hash.unwrap_or_default()).chain_update(payload).finalize().into()
}

/// What the chain holds of a text: it says nothing about the text without its salt.
pub(super) fn text(salt: &[u8], text: &[u8]) -> Hash {
    Sha256::new().chain_update(salt).chain_update(text).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fingerprint::hex;

    #[test]
    fn links_are_the_same_on_every_machine() {
        let first = opening(b"{}");
        assert_eq!(hex(&first), FIRST);
        let second = link(&first, Some(&text(&[7; 32], b"because")), b"{}");
        assert_eq!(hex(&second), SECOND);
        assert_ne!(link(&first, None, b"{}"), link(&first, Some(&[]), b"{}"));
    }

    const FIRST: &str = "43fcdf4d0d349e3e5e29478b8bd2ee705e495dae7b2eb9125ca1c6ca8f1bbf8a";
    const SECOND: &str = "7a0b3afb1ad55cbf53aed696efb1c29fa73ab9ba720d648b4f4bed35853d5296";
}
