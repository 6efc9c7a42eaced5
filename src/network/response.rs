//! What a response must be before its body is believed.

use crate::tasks::{Body, FetchFailure, FetchFailureCode, Full};

use js_sys::Date;
use locale::{Text, say};
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
                Text::new(
                    "This browser let the request bypass the simulated network. Choose the real network, or another strategy.",
                    "Dieser Browser ließ die Anfrage am simulierten Netz vorbei. Das echte Netz wählen oder eine andere Strategie.",
                ),
            );
            return Err(failure.into());
        }
        check_status(status, &header)?;
        // In 64 bits: one too large for an address here is too large.
        let announced: Option<u64> =
            header("content-length").and_then(|length| length.parse().ok());
        if announced.is_some_and(|announced| announced > MOST_BYTES as u64) {
            return Err(too_large().into());
        }
        // What is announced of an encoded body is not the length of what we see; and of another
        // site's, a browser does not tell us whether it is encoded.
        let is_plain = is_of_our_origin(url) && header("content-encoding").is_none();
        Ok(Self {
            length: announced.filter(|_| is_plain).map(|length| length as usize),
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
                say!(
                    "Only {came} of {length} bytes came. Try again.",
                    "Nur {came} von {length} Bytes sind gekommen. Noch einmal versuchen.",
                    came = body.len()
                ),
            )),
            _ => Ok(body),
        }
    }
}

fn check_status(status: u16, header: impl Fn(&str) -> Option<String>) -> Result<(), FailedTry> {
    match status {
        200..=299 => Ok(()),
        // 408 and 425: it waited too long for the request, or does not trust one that comes so early.
        408 | 425 | 429 | 500..=599 => Err(FailedTry::of_server(status, header("retry-after"))),
        _ => Err(failure(FetchFailureCode::BadStatus, refusal(status)).into()),
    }
}

/// What is said of a status that asking once more would not change.
fn refusal(status: u16) -> String {
    match status {
        401 | 403 | 407 | 451 => say!(
            "The server answered with status {status}: it does not give this to everybody. Choose an address that needs no permission.",
            "Der Server antwortete mit Status {status}: Das gibt er nicht jedem. Eine Adresse wählen, die keine Erlaubnis braucht."
        ),
        _ => say!(
            "The server answered with status {status}. Check the address.",
            "Der Server antwortete mit Status {status}. Die Adresse prüfen."
        ),
    }
}

impl FailedTry {
    /// The server cannot at the moment; it may have said for how long.
    fn of_server(status: u16, retry_after: Option<String>) -> Self {
        let until = |date: &str| Date::parse(date) - Date::now();
        let retry_after_ms = retry_after.and_then(|value| retry_after::pause_ms(&value, until));
        let message = match retry_after_ms {
            Some(ms @ 1..) => say!(
                "The server answered with status {status}: it refuses for the moment, and asks for a pause of {pause} s. Allow as much time.",
                "Der Server antwortete mit Status {status}: Er weigert sich im Moment und bittet um eine Pause von {pause} s. So viel Zeit lassen.",
                pause = ms.div_ceil(1_000)
            ),
            Some(0) | None => say!(
                "The server answered with status {status}: it refuses for the moment. Try again later.",
                "Der Server antwortete mit Status {status}: Er weigert sich im Moment. Später noch einmal versuchen."
            ),
        };
        Self {
            failure: failure(FetchFailureCode::ServerError, message),
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
        Text::new(
            "No answer, and the browser does not say why: the server is out of reach, the answer broke off, or the server does not let other sites read it. To let them, it must send “Access-Control-Allow-Origin”.",
            "Keine Antwort, und der Browser sagt nicht, warum: Der Server ist nicht erreichbar, die Antwort brach ab, oder der Server lässt andere Websites sie nicht lesen. Um sie zu lassen, muss er „Access-Control-Allow-Origin“ senden.",
        ),
    )
}

/// The answer broke off.
pub(super) fn broken_off(received: usize) -> FetchFailure {
    failure(
        FetchFailureCode::Truncated,
        say!(
            "The answer broke off after {received} bytes. Try again.",
            "Die Antwort brach nach {received} Bytes ab. Noch einmal versuchen."
        ),
    )
}

/// No complete answer in time.
pub(super) fn timed_out(conditions: &Conditions) -> FetchFailure {
    failure(
        FetchFailureCode::TimedOut,
        say!(
            "No complete answer within {timeout} ms. Allow more time, or try again later.",
            "Keine vollständige Antwort in {timeout} ms. Mehr Zeit lassen oder später noch einmal versuchen.",
            timeout = conditions.timeout_ms
        ),
    )
}

/// More than is read of one response.
pub(super) fn too_large() -> FetchFailure {
    failure(
        FetchFailureCode::TooLarge,
        say!(
            "The answer is larger than {most} MiB. Choose a smaller picture.",
            "Die Antwort ist größer als {most} MiB. Ein kleineres Bild wählen.",
            most = MOST_BYTES >> 20
        ),
    )
}

/// More than there is room for now.
pub(super) fn no_room(cause: Full) -> FetchFailure {
    failure(
        FetchFailureCode::TooLarge,
        say!(
            "There is no room for the answer: {cause}. Download fewer at once, or smaller ones.",
            "Für die Antwort ist kein Platz: {cause}. Weniger auf einmal herunterladen oder kleinere."
        ),
    )
}

fn failure(code: FetchFailureCode, message: impl Into<String>) -> FetchFailure {
    FetchFailure {
        code,
        message: message.into(),
    }
}
