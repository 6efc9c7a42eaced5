//! A short name for many bytes.

/// The FNV-1a hash of `bytes`, in hexadecimal (Fowler, Noll & Vo; draft-eastlake-fnv). It tells
/// outputs apart; it guards against nobody.
pub(super) fn digest<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    let hash = bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::digest;

    /// The draft's own test vectors.
    #[test]
    fn agrees_with_the_published_vectors() {
        assert_eq!(digest(b""), "cbf29ce484222325");
        assert_eq!(digest(b"a"), "af63dc4c8601ec8c");
        assert_eq!(digest(b"foobar"), "85944171f73967e8");
    }
}
