//! What a response must be before its body is believed.

use crate::tasks::{Body, FetchFailure, FetchFailureCode, Full};

use js_sys::Date;
use wasm_bindgen::JsCast;
use web_sys::{Url, WorkerGlobalScope};

use super::{Conditions, FailedTry, retry_after};

/// The header that the service worker puts on what it simulates.
const SIMULATED: &str = "x-simulated-network";

/// The most that is read of one response.
pub(super) const MOST_BYTES: usize = 32 << 20;

/// What a response said before its body.
#[derive(Debug)]
pub(super) struct Head {
    /// The length that the body has to have, where it is known.
    length: Option<usize>,
}

impl Head {
    /// Reads and checks what came, from `url`, before the body.
    ///
    /// # Errors
    /// `not-simulated`, `server-error`, `bad-status` or `too-large`.
    pub(super) fn check(
        conditions: &Conditions,
        status: u16,
        url: &str,
        header: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, FailedTry> {
        if conditions.simulation.is_some() && header(SIMULATED).is_none() {
            let failure = failure(
                FetchFailureCode::NotSimulated,
                "This browser let the request past the simulated network. Choose the real network, or another strategy.",
            );
            return Err(failure.into());
        }
        check_status(status, &header)?;
        let announced = header("content-length").and_then(|length| length.parse().ok());
        if announced.is_some_and(|announced: usize| announced > MOST_BYTES) {
            return Err(too_large().into());
        }
        // What is announced of an encoded body is not the length of what we see; and of another
        // site's, a browser does not tell us whether it is encoded.
        let is_plain = is_of_our_origin(url) && header("content-encoding").is_none();
        Ok(Self {
            length: announced.filter(|_| is_plain),
        })
    }

    /// A body to fill, with room for what was announced.
    ///
    /// # Errors
    /// `too-large` if there is no room.
    pub(super) fn body(&self) -> Result<Body, FetchFailure> {
        Body::with_room(self.length.unwrap_or(0)).map_err(no_room)
    }

    /// The body, if it is as long as it has to be.
    ///
    /// # Errors
    /// `truncated`.
    pub(super) fn check_body(&self, body: Body) -> Result<Body, FetchFailure> {
        match self.length {
            Some(length) if body.len() < length => Err(failure(
                FetchFailureCode::Truncated,
                format!("Only {} of {length} bytes came. Try again.", body.len()),
            )),
            _ => Ok(body),
        }
    }
}

fn check_status(status: u16, header: impl Fn(&str) -> Option<String>) -> Result<(), FailedTry> {
    match status {
        200..=299 => Ok(()),
        429 | 500..=599 => Err(FailedTry::of_server(status, header("retry-after"))),
        _ => Err(failure(
            FetchFailureCode::BadStatus,
            format!("The server answered with status {status}. Check the address."),
        )
        .into()),
    }
}

impl FailedTry {
    /// The server cannot at the moment; it may have said for how long.
    fn of_server(status: u16, retry_after: Option<String>) -> Self {
        let until = |date: &str| Date::parse(date) - Date::now();
        let retry_after_ms = retry_after.and_then(|value| retry_after::pause_ms(&value, until));
        let asked = match retry_after_ms {
            Some(ms) => format!(
                ", and asks for a pause of {} s. Allow as much time",
                ms.div_ceil(1_000)
            ),
            None => ". Try again later".to_owned(),
        };
        Self {
            failure: failure(
                FetchFailureCode::ServerError,
                format!(
                    "The server answered with status {status}: it cannot at the moment{asked}."
                ),
            ),
            retry_after_ms,
        }
    }
}

fn is_of_our_origin(url: &str) -> bool {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    Url::new(url).is_ok_and(|url| url.origin() == scope.origin())
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

/// More than there is room for now.
pub(super) fn no_room(cause: Full) -> FetchFailure {
    failure(
        FetchFailureCode::TooLarge,
        format!(
            "There is no room for the answer: {cause}. Download fewer at once, or smaller ones."
        ),
    )
}

fn failure(code: FetchFailureCode, message: impl Into<String>) -> FetchFailure {
    FetchFailure {
        code,
        message: message.into(),
    }
}
