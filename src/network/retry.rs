//! When a request is worth another try, and after how long.

use super::Conditions;
use crate::tasks::{Body, FetchFailure, FetchFailureCode};

/// The pause before the second try.
const FIRST_PAUSE_MS: u32 = 100;

/// What came of one try of a request: a body, or why there is none.
pub type Tried = Result<Body, FailedTry>;

/// A try that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedTry {
    /// Why.
    pub failure: FetchFailure,
    /// How long the server asks to be left alone, in milliseconds, if it does.
    pub retry_after_ms: Option<u32>,
}

impl From<FetchFailure> for FailedTry {
    fn from(failure: FetchFailure) -> Self {
        Self {
            failure,
            retry_after_ms: None,
        }
    }
}

/// Counts the tries of one request.
#[derive(Debug)]
pub struct Retry<'run> {
    attempt: u32,
    conditions: &'run Conditions,
}

impl<'run> Retry<'run> {
    /// A request that has not been tried yet.
    pub fn new(conditions: &'run Conditions) -> Self {
        Self {
            attempt: 0,
            conditions,
        }
    }

    /// The number of the present try, from 0.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// If what came of the present try calls for another and one is left, the pause before it in
    /// milliseconds: each twice as long as the one before (exponential backoff), and no shorter
    /// than the server asks. One that asks for more than a try may take is not waited for.
    pub fn next(&mut self, tried: &Tried) -> Option<u32> {
        let failed = tried.as_ref().err()?;
        let asked_ms = failed.retry_after_ms.unwrap_or(0);
        if self.attempt >= self.conditions.retries
            || !is_temporary(failed.failure.code)
            || asked_ms > self.conditions.timeout_ms
        {
            return None;
        }
        let pause_ms = FIRST_PAUSE_MS << self.attempt;
        self.attempt += 1;
        Some(pause_ms.max(asked_ms))
    }
}

/// Whether the next try may go better.
fn is_temporary(code: FetchFailureCode) -> bool {
    use FetchFailureCode::*;
    match code {
        ServerError | Truncated | TimedOut | BlockedOrUnreachable => true,
        MalformedUrl | UnsupportedScheme | MixedContent | BadStatus | TooLarge | NotAPicture
        | NotSimulated => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conditions(retries: u32) -> Conditions {
        Conditions {
            retries,
            timeout_ms: 10_000,
            ..Conditions::real("http://host/")
        }
    }

    fn failed(code: FetchFailureCode, retry_after_ms: Option<u32>) -> Tried {
        Err(FailedTry {
            failure: FetchFailure {
                code,
                message: String::new(),
            },
            retry_after_ms,
        })
    }

    fn pauses(retries: u32, tried: &Tried) -> Vec<u32> {
        let conditions = conditions(retries);
        let mut retry = Retry::new(&conditions);
        std::iter::from_fn(|| retry.next(tried)).collect()
    }

    #[test]
    fn doubles_the_pause_until_no_try_is_left() {
        let error = failed(FetchFailureCode::ServerError, None);
        assert_eq!(pauses(3, &error), [100, 200, 400]);
    }

    #[test]
    fn counts_the_tries() {
        let conditions = conditions(3);
        let mut retry = Retry::new(&conditions);
        retry.next(&failed(FetchFailureCode::TimedOut, None));
        assert_eq!(retry.attempt(), 1);
    }

    #[test]
    fn waits_as_long_as_the_server_asks_but_not_longer_than_a_try_may_take() {
        let asks = |ms| failed(FetchFailureCode::ServerError, Some(ms));
        assert_eq!(pauses(3, &asks(150)), [150, 200, 400]);
        assert_eq!(pauses(2, &asks(10_000)), [10_000, 10_000]);
        assert!(pauses(2, &asks(10_001)).is_empty());
    }

    #[test]
    fn leaves_alone_what_another_try_cannot_mend() {
        assert!(pauses(3, &failed(FetchFailureCode::BadStatus, None)).is_empty());
        assert!(pauses(3, &Ok(Body::default())).is_empty());
    }
}
