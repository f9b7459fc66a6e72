//! Keys, sessions and claim codes: made here, kept only as hashes.

use crate::rules::fingerprint::hex;
use argon2::password_hash::{Output, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::sync::{Mutex, PoisonError};

/// Letters and digits that nobody confuses on paper: 31, so that a key of eight holds 39 bits.
const LETTERS: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// Length of a seat's key.
const KEY: usize = 8;

/// Random bytes from the system.
///
/// # Panics
/// When the system has none: nothing could be kept secret then.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// A new key for a seat, to be typed from paper.
#[must_use]
pub fn new_key() -> String {
    let mut key = String::new();
    while key.len() < KEY {
        // 31 × 8 = 248: larger bytes are thrown away, so that each letter is equally likely.
        let [byte] = random::<1>();
        if byte < 248 {
            key.push(char::from(LETTERS[usize::from(byte % 31)]));
        }
    }
    key
}

/// A key as somebody typed it: case, blanks and hyphens do not matter.
#[must_use]
pub fn as_typed(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// Memory that a key's hash takes, KiB, and passes over it: argon2id (RFC 9106) with the least that
/// OWASP's Password Storage Cheat Sheet asks for.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// The memory for hashing, taken once: threads that each took their own would never give it back.
static MEMORY: Mutex<Vec<Block>> = Mutex::new(Vec::new());

/// What is kept of a key: its salted hash in PHC's form.
///
/// # Panics
/// Never: sixteen bytes make a salt.
#[must_use]
pub fn hash_key(key: &str) -> String {
    let salt = SaltString::encode_b64(&random::<16>()).expect("sixteen bytes make a salt");
    let hash = derive(key, salt.as_str());
    format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1${salt}${hash}")
}

/// Whether a key is the one that was kept. Takes as long for a wrong one.
#[must_use]
pub fn is_key(stored: &str, key: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|kept| {
        let (Some(salt), Some(hash)) = (kept.salt, kept.hash) else { return false };
        // Outputs are compared in constant time.
        derive(key, salt.as_str()) == hash
    })
}

/// The hash itself. One at a time.
fn derive(key: &str, salt: &str) -> Output {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("the parameters are valid");
    let mut salt_bytes = [0; 64];
    let salt = Salt::from_b64(salt).and_then(|salt| salt.decode_b64(&mut salt_bytes).map(<[u8]>::to_vec));
    let salt = salt.expect("what was kept has a salt of ours");
    let mut memory = MEMORY.lock().unwrap_or_else(PoisonError::into_inner);
    memory.resize(params.block_count(), Block::default());
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    let hashed =
        hasher.hash_password_into_with_memory(key.as_bytes(), &salt, &mut out, memory.as_mut_slice());
    hashed.expect("the parameters are valid");
    Output::new(&out).expect("an output of usual length")
}

/// A new session or claim code: 256 bits.
#[must_use]
pub fn new_token() -> String {
    URL_SAFE_NO_PAD.encode(random::<32>())
}

/// What is kept of a session or a claim code. It holds 256 bits, so that nobody can guess it back.
#[must_use]
pub fn hash_token(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// A room's code: six letters that follow from the log's opening and tell nothing about it.
#[must_use]
pub fn room_code(opening: &[u8]) -> String {
    let sum = Sha256::digest(opening);
    sum.iter().take(6).map(|byte| char::from(LETTERS[usize::from(byte % 31)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_what_it_was_made_for_and_nothing_else() {
        let key = new_key();
        assert_eq!(key.len(), KEY);
        let stored = hash_key(&key);
        assert!(stored.starts_with("$argon2id$") && !stored.contains(&key));
        let typed = format!(" {}-{} ", &key[..4].to_lowercase(), &key[4..]);
        assert!(is_key(&stored, &as_typed(&typed)));
        assert!(!is_key(&stored, &new_key()));
        assert!(!is_key("", &key));
        assert_ne!(hash_key(&key), stored, "two hashes of a key have different salts");
    }

    #[test]
    fn tokens_are_long_and_new() {
        let (one, other) = (new_token(), new_token());
        assert_eq!(one.len(), 43);
        assert_ne!(one, other);
        assert_eq!(hash_token(&one), hash_token(&one));
        assert_ne!(hash_token(&one), hash_token(&other));
    }
}
