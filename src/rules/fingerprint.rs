//! The fingerprint of a situation: SHA-256 over every field in a fixed, portable form. Two machines,
//! builds or thread counts that agree on it agree on everything.

use super::situation::Situation;
use sha2::{Digest, Sha256};
use std::hash::{Hash, Hasher};

/// The fingerprint, as lower-case hexadecimal.
#[must_use]
pub fn fingerprint(now: &Situation) -> String {
    let mut hasher = Portable(Sha256::new());
    now.hash(&mut hasher);
    hex(&hasher.0.finalize())
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Feeds integers in little-endian order and lengths as 64 bits, whatever the machine.
struct Portable(Sha256);

impl Hasher for Portable {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    fn write_u16(&mut self, n: u16) {
        self.write(&n.to_le_bytes());
    }
    fn write_u32(&mut self, n: u32) {
        self.write(&n.to_le_bytes());
    }
    fn write_u64(&mut self, n: u64) {
        self.write(&n.to_le_bytes());
    }
    fn write_i16(&mut self, n: i16) {
        self.write(&n.to_le_bytes());
    }
    fn write_i32(&mut self, n: i32) {
        self.write(&n.to_le_bytes());
    }
    fn write_usize(&mut self, n: usize) {
        self.write(&(n as u64).to_le_bytes());
    }
    fn write_isize(&mut self, n: isize) {
        self.write(&(n as i64).to_le_bytes());
    }
    fn finish(&self) -> u64 {
        unreachable!("the fingerprint is taken from the whole digest")
    }
}
