//! Numbers as people read them.

/// A whole number with its thousands set apart, such as `1,234,567`.
pub fn count(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
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
