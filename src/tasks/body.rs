//! A body that was downloaded, counted as long as it is in this memory.

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};

use locale::Text;

/// What all bodies in this memory may take at once: a quarter of what it may grow to, since they
/// are copied on their way out, and others need memory too.
pub const MOST_HELD: usize = 256 << 20;

/// What they take.
static HELD: AtomicUsize = AtomicUsize::new(0);

/// A body, whole or still growing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Body(Vec<u8>);

/// There is no room for more in this memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{}",
    Text::new(
        "bodies that have not been passed on yet fill the memory",
        "Inhalte, die noch nicht weitergegeben sind, füllen den Speicher"
    )
)]
pub struct Full;

impl Body {
    /// An empty body, with room for so many bytes.
    ///
    /// # Errors
    /// If there is none.
    pub fn with_room(length: usize) -> Result<Self, Full> {
        let mut body = Self::default();
        body.make_room(length)?;
        Ok(body)
    }

    /// Grows by so many bytes, which `fill` writes.
    ///
    /// # Errors
    /// If there is no room for them.
    pub fn grow(&mut self, length: usize, fill: impl FnOnce(&mut [u8])) -> Result<(), Full> {
        self.make_room(length)?;
        let begin = self.0.len();
        self.0.resize(begin + length, 0);
        fill(&mut self.0[begin..]);
        Ok(())
    }

    /// Room is taken before memory is asked for, and twice as much as there was, so that a body that
    /// comes in many pieces is not moved for each.
    fn make_room(&mut self, length: usize) -> Result<(), Full> {
        let (had, needed) = (self.0.capacity(), self.0.len() + length);
        if needed <= had {
            return Ok(());
        }
        let more = needed.max(2 * had) - had;
        let taken = |held: usize| Some(held + more).filter(|&held| held <= MOST_HELD);
        HELD.fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken)
            .map_err(|_| Full)?;
        self.0.reserve_exact(had + more - self.0.len());
        // An allocator may give more than was asked for.
        HELD.fetch_add(self.0.capacity() - had - more, Ordering::Relaxed);
        Ok(())
    }
}

impl From<Vec<u8>> for Body {
    /// A body that is in this memory already.
    fn from(bytes: Vec<u8>) -> Self {
        HELD.fetch_add(bytes.capacity(), Ordering::Relaxed);
        Self(bytes)
    }
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        HELD.fetch_sub(self.0.capacity(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One test, since all tests of a crate share its memory.
    #[test]
    fn no_more_is_held_than_there_is_room_for() {
        let mut growing = Body::default();
        for piece in 0..100_u8 {
            let grown = growing.grow(3, |bytes| bytes.fill(piece));
            grown.expect("there is room");
        }
        assert_eq!(growing.len(), 300);
        assert_eq!(growing[294..], [98, 98, 98, 99, 99, 99]);

        let half = Body::with_room(MOST_HELD / 2).expect("there is room");
        assert_eq!(Body::with_room(MOST_HELD / 2), Err(Full));
        assert_eq!(growing.grow(MOST_HELD / 2, |_| ()), Err(Full));
        assert_eq!(growing.len(), 300, "it is as it was");
        drop(half);
        assert!(Body::with_room(MOST_HELD / 2).is_ok());

        let there_already = Body::from(vec![0; MOST_HELD / 2]);
        assert_eq!(Body::with_room(MOST_HELD / 2), Err(Full));
        drop(there_already);
        drop(growing);
    }
}
