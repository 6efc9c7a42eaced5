//! A place to read untrusted bytes in, which may die alone.
//!
//! A library that decodes what strangers send may panic, or ask for more memory than there is. In
//! WebAssembly either traps, which leaves an instance, and every thread that shares its memory, in
//! no known state. So such a call is made in an instance of its own: our module once more, in the
//! same worker, with a memory that nobody shares. If it traps, that instance is left, and nothing
//! is lost but the call. Natively a panic unwinds, and is caught.

#[cfg(target_arch = "wasm32")]
mod instance;

/// What was called ended without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("reading it failed in a way that nobody foresaw, or took more memory than there is")]
pub struct Died;

/// What `function` makes of `input`, which are bytes that nobody vouches for.
///
/// # Errors
/// If it panicked, or asked for more memory than it may have.
pub fn call(function: fn(&[u8]) -> Vec<u8>, input: &[u8]) -> Result<Vec<u8>, Died> {
    #[cfg(target_arch = "wasm32")]
    return instance::call(function, input);
    #[cfg(not(target_arch = "wasm32"))]
    return std::panic::catch_unwind(|| function(input)).map_err(|_| Died);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_back_and_a_panic_does_not_come_through() {
        let reversed = |bytes: &[u8]| bytes.iter().rev().copied().collect();
        assert_eq!(call(reversed, b"abc"), Ok(b"cba".to_vec()));
        assert_eq!(call(|bytes| vec![bytes[3]], b"abc"), Err(Died));
        assert_eq!(call(reversed, b""), Ok(Vec::new()));
    }
}
