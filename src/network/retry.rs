//! When a request is worth another try, and after how long.

use crate::tasks::{FetchFailureCode, Fetched};

/// The pause before the second try.
const FIRST_PAUSE_MS: u32 = 100;

/// Counts the tries of one request.
#[derive(Debug)]
pub struct Retry {
    attempt: u32,
    retries: u32,
}

impl Retry {
    /// A request that may be tried again so often.
    pub fn new(retries: u32) -> Self {
        Self {
            attempt: 0,
            retries,
        }
    }

    /// The number of the present try, from 0.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// If what came of the present try calls for another and one is left, the pause before it in
    /// milliseconds: each twice as long as the one before (exponential backoff).
    pub fn next(&mut self, fetched: &Fetched) -> Option<u32> {
        let failure = fetched.as_ref().err()?;
        if self.attempt >= self.retries || !is_temporary(failure.code) {
            return None;
        }
        let pause_ms = FIRST_PAUSE_MS << self.attempt;
        self.attempt += 1;
        Some(pause_ms)
    }
}

/// Whether the next try may go better.
fn is_temporary(code: FetchFailureCode) -> bool {
    use FetchFailureCode::*;
    match code {
        ServerError | Truncated | TimedOut | BlockedOrUnreachable => true,
        MalformedUrl | UnsupportedScheme | BadStatus | TooLarge | NotAPicture | NotSimulated => {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::FetchFailure;

    fn failed(code: FetchFailureCode) -> Fetched {
        Err(FetchFailure {
            code,
            message: String::new(),
        })
    }

    #[test]
    fn doubles_the_pause_until_no_try_is_left() {
        let mut retry = Retry::new(3);
        let error = failed(FetchFailureCode::ServerError);
        let pauses: Vec<_> = std::iter::from_fn(|| retry.next(&error)).collect();
        assert_eq!(pauses, [100, 200, 400]);
        assert_eq!(retry.attempt(), 3);
    }

    #[test]
    fn leaves_alone_what_another_try_cannot_mend() {
        assert_eq!(
            Retry::new(3).next(&failed(FetchFailureCode::BadStatus)),
            None
        );
        assert_eq!(Retry::new(3).next(&Ok(Vec::new())), None);
    }
}
