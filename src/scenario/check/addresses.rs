//! Addresses that could belong to somebody: exercises name only what is reserved for documentation,
//! so that nobody real is blocked, called or accused.

use core::net::{IpAddr, Ipv4Addr};

/// Top-level domains that are nobody's (RFC 2606, RFC 6761).
const RESERVED: [&str; 4] = ["example", "test", "invalid", "localhost"];
/// Domains that are nobody's (RFC 2606).
const EXAMPLES: [&str; 3] = ["example.com", "example.org", "example.net"];

/// An IP address outside the ranges for documentation (RFC 5737, RFC 3849).
pub(super) fn is_real_address(name: &str) -> bool {
    match name.parse() {
        Ok(IpAddr::V4(address)) => !is_documentation(address),
        Ok(IpAddr::V6(address)) => address.segments()[..2] != [0x2001, 0xdb8],
        Err(_) => false,
    }
}

fn is_documentation(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    matches!((a, b, c), (192, 0, 2) | (198, 51, 100) | (203, 0, 113))
}

/// A domain, or the host of a URL, that is not reserved.
pub(super) fn is_real_domain(name: &str) -> bool {
    let host = name.split_once("://").map_or(name, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or(host).to_ascii_lowercase();
    let top = host.rsplit('.').next().unwrap_or(&host);
    let under = |known: &str| host == known || host.ends_with(&format!(".{known}"));
    let reserved = RESERVED.contains(&top) || EXAMPLES.iter().any(|known| under(known));
    host.contains('.') && host.parse::<IpAddr>().is_err() && !reserved
}

/// The first public IPv4 address or e-mail address of somebody in a text.
pub(super) fn real_in(text: &str) -> Option<&str> {
    let words = text.split(|c: char| c.is_whitespace() || "()<>[]\"',;„“”".contains(c));
    words.map(|word| word.trim_end_matches(['.', ':', '!', '?'])).find(|word| is_somebodys(word))
}

fn is_somebodys(word: &str) -> bool {
    if let Some((name, domain)) = word.split_once('@') {
        return !name.is_empty() && is_real_domain(domain);
    }
    let public = |address: Ipv4Addr| {
        let local = address.is_private() || address.is_loopback() || address.is_link_local();
        !local && !address.is_unspecified() && !address.is_broadcast() && !is_documentation(address)
    };
    word.parse().is_ok_and(public)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_reserved_is_nobodys() {
        for ours in ["192.0.2.1", "198.51.100.255", "203.0.113.9", "2001:db8::1", "glowworm.aspx"] {
            assert!(!is_real_address(ours), "{ours}");
        }
        for theirs in ["8.8.8.8", "192.0.3.1", "10.0.0.1", "2001:4860::1", "::1"] {
            assert!(is_real_address(theirs), "{theirs}");
        }
        for ours in ["a.example", "x.y.test", "https://pay.example/now", "www.example.com", "198.51.100.1"] {
            assert!(!is_real_domain(ours), "{ours}");
        }
        for theirs in ["example.de", "notexample.com", "https://bank.com:443/x", "example.com.evil.ru"] {
            assert!(is_real_domain(theirs), "{theirs}");
        }
    }

    #[test]
    fn addresses_are_found_in_texts() {
        assert_eq!(real_in("Block 8.8.4.4, please."), Some("8.8.4.4"));
        assert_eq!(real_in("Write to jane@bank.com."), Some("jane@bank.com"));
        assert_eq!(real_in("From 203.0.113.7 or 10.1.2.3 to desk@land.example (version 3.1.4)."), None);
    }
}
