//! What a response must be before its body is believed.

use crate::tasks::{FetchFailure, FetchFailureCode};

use super::Conditions;

/// The header that the service worker puts on what it simulates.
const SIMULATED: &str = "x-simulated-network";

/// The most that is read of one response.
pub(super) const MOST_BYTES: usize = 32 << 20;

/// What a response said before its body.
#[derive(Debug)]
pub(super) struct Head {
    status: u16,
    announced: Option<usize>,
}

impl Head {
    /// Reads and checks what came before the body.
    ///
    /// # Errors
    /// `not-simulated`, `server-error`, `bad-status` or `too-large`.
    pub(super) fn check(
        conditions: &Conditions,
        status: u16,
        header: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, FetchFailure> {
        if conditions.simulation.is_some() && header(SIMULATED).is_none() {
            return Err(failure(
                FetchFailureCode::NotSimulated,
                "This browser let the request past the simulated network. Choose the real network, or another strategy.",
            ));
        }
        let head = Self {
            status,
            // An encoded body is longer than announced, which is why only a shorter one is wrong.
            announced: header("content-length").and_then(|length| length.parse().ok()),
        };
        head.check_status()?;
        match head.announced {
            Some(announced) if announced > MOST_BYTES => Err(too_large()),
            _ => Ok(head),
        }
    }

    fn check_status(&self) -> Result<(), FetchFailure> {
        let status = self.status;
        match status {
            200..=299 => Ok(()),
            429 | 500..=599 => Err(failure(
                FetchFailureCode::ServerError,
                format!(
                    "The server answered with status {status}: it cannot at the moment. Try again later."
                ),
            )),
            _ => Err(failure(
                FetchFailureCode::BadStatus,
                format!("The server answered with status {status}. Check the address."),
            )),
        }
    }

    /// The body, if it is as long as announced.
    ///
    /// # Errors
    /// `truncated`.
    pub(super) fn check_body(&self, body: Vec<u8>) -> Result<Vec<u8>, FetchFailure> {
        match self.announced {
            Some(announced) if body.len() < announced => Err(failure(
                FetchFailureCode::Truncated,
                format!("Only {} of {announced} bytes came. Try again.", body.len()),
            )),
            _ => Ok(body),
        }
    }
}

/// No answer at all, of which a browser tells a page no more.
pub(super) fn unreachable() -> FetchFailure {
    failure(
        FetchFailureCode::BlockedOrUnreachable,
        "No answer, and the browser does not say why: the server is out of reach, the answer broke off, or the server does not let other sites read it. For the last it must send “Access-Control-Allow-Origin”.",
    )
}

/// The answer broke off.
pub(super) fn broken_off(received: usize) -> FetchFailure {
    failure(
        FetchFailureCode::Truncated,
        format!("The answer broke off after {received} bytes. Try again."),
    )
}

/// No complete answer in time.
pub(super) fn timed_out(conditions: &Conditions) -> FetchFailure {
    failure(
        FetchFailureCode::TimedOut,
        format!(
            "No complete answer within {} ms. Allow more time, or try again later.",
            conditions.timeout_ms
        ),
    )
}

/// More than is read of one response.
pub(super) fn too_large() -> FetchFailure {
    failure(
        FetchFailureCode::TooLarge,
        format!(
            "The answer is larger than {} MiB. Choose a smaller picture.",
            MOST_BYTES >> 20
        ),
    )
}

fn failure(code: FetchFailureCode, message: impl Into<String>) -> FetchFailure {
    FetchFailure {
        code,
        message: message.into(),
    }
}
