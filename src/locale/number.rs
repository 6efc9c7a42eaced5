//! Numbers as people read them.

use std::fmt::Display;

use super::Locale;

/// A whole number with its thousands set apart, such as `1,234,567`.
pub fn count(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(match Locale::current() {
        Locale::English => ",",
        Locale::German => ".",
    })
}

/// A number that is written with a point, as the page's language has that: `2.5`.
pub fn decimal(written: impl Display) -> String {
    let written = written.to_string();
    match Locale::current() {
        Locale::English => written,
        Locale::German => written.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_thousands_apart() {
        let counted = [0_u32, 999, 1_000, 1_234_567].map(count);
        assert_eq!(counted, ["0", "999", "1,000", "1,234,567"]);
    }
}
