//! Waiting, but not for ever.

use std::pin::pin;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use locale::{Text, say};

use crate::error::{ErrorCode, PlaygroundError};

/// How long a worker may take to start. Compiling nothing, a start takes some hundred
/// milliseconds; a machine under load may take some seconds.
const START_DEADLINE_MS: u32 = 10_000;

const LATE: Text = Text::new(
    "no answer came in time",
    "es kam keine Antwort zur rechten Zeit",
);

/// What `start` yields, or a failure that names the step if it takes too long.
///
/// # Errors
/// `start`'s own, or `start-failed` past the deadline.
pub async fn started<T>(
    step: &str,
    start: impl Future<Output = Result<T, PlaygroundError>>,
) -> Result<T, PlaygroundError> {
    match select(pin!(start), TimeoutFuture::new(START_DEADLINE_MS)).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => Err(failed(step, LATE.read())),
    }
}

/// The failure of a step of a worker's start.
pub fn failed(step: &str, cause: &str) -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::StartFailed,
        say!(
            "Starting a worker failed at “{step}”: {cause}. Run again; if that does not help, reload the page.",
            "Einen Worker zu starten ist bei „{step}“ gescheitert: {cause}. Noch einmal starten; hilft das nicht, die Seite neu laden."
        ),
    )
}
