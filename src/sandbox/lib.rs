//! A place to read untrusted bytes in, which may die alone.
//!
//! A library that decodes what strangers send may panic, or ask for more memory than there is. In
//! WebAssembly either traps, which leaves an instance, and every thread that shares its memory, in
//! no known state. So such a call is made in an instance of its own: of another module, in the same
//! worker, with a memory that nobody shares. If it traps, that instance is left, and nothing is lost
//! but the call. The other module is only loaded where something is to be read. Natively there is no
//! other module; a panic unwinds, and is caught.

#[cfg(target_arch = "wasm32")]
mod instance;

use locale::Text;

#[cfg(target_arch = "wasm32")]
pub use instance::found_at;

/// Why a call has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// What was called ended without one.
    #[error(
        "{}",
        Text::new(
            "reading it failed in a way that nobody foresaw, or took more memory than there is",
            "es zu lesen ist auf eine Weise gescheitert, die niemand vorhersah, oder brauchte mehr Speicher, als da ist"
        )
    )]
    Died,
    /// The other module is not there.
    #[error(
        "{}",
        Text::new(
            "What reads pictures, the site’s file pictures.wasm, did not load. Reload the page.",
            "Was Bilder liest, die Datei pictures.wasm dieser Website, wurde nicht geladen. Die Seite neu laden."
        )
    )]
    Missing,
}

/// A function that reads untrusted bytes.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Its name in the other module.
    #[cfg(target_arch = "wasm32")]
    name: &'static str,
    #[cfg(not(target_arch = "wasm32"))]
    read: fn(&[u8]) -> Vec<u8>,
}

/// Loads the other module, which the first call does otherwise.
///
/// # Errors
/// If it is not to be had.
pub fn prepare() -> Result<(), Failed> {
    #[cfg(target_arch = "wasm32")]
    instance::module().map_err(|_| Failed::Missing)?;
    Ok(())
}

impl Reader {
    /// The function `read`, which the other module exports as `name`.
    pub const fn new(name: &'static str, read: fn(&[u8]) -> Vec<u8>) -> Self {
        // Who has the one need not be linked with the other.
        #[cfg(target_arch = "wasm32")]
        let reader = (Self { name }, read).0;
        #[cfg(not(target_arch = "wasm32"))]
        let reader = (Self { read }, name).0;
        reader
    }

    /// What it makes of `input`, which are bytes that nobody vouches for.
    ///
    /// # Errors
    /// If it panicked, asked for more memory than it may have, or is not there.
    pub fn call(self, input: &[u8]) -> Result<Vec<u8>, Failed> {
        #[cfg(target_arch = "wasm32")]
        return instance::call(self.name, input);
        #[cfg(not(target_arch = "wasm32"))]
        return std::panic::catch_unwind(|| (self.read)(input)).map_err(|_| Failed::Died);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_back_and_a_panic_does_not_come_through() {
        let reversed = Reader::new("reversed", |bytes| bytes.iter().rev().copied().collect());
        assert_eq!(reversed.call(b"abc"), Ok(b"cba".to_vec()));
        let panics = Reader::new("panics", |bytes| vec![bytes[3]]);
        assert_eq!(panics.call(b"abc"), Err(Failed::Died));
        assert_eq!(reversed.call(b""), Ok(Vec::new()));
    }
}
