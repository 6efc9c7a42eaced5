//! Outside a browser there is no network: every request says so.

use locale::say;

use crate::tasks::{FetchFailure, FetchFailureCode, Source};

use super::{Conditions, Tried};

/// Fails: there is no browser to make the request.
pub async fn get(_: &Conditions, source: &Source, _: u32, _: impl Fn(usize)) -> Tried {
    refuse(source)
}

/// Returns at once: nothing that failed here gets better.
pub async fn pause(_: u32) {}

fn refuse(source: &Source) -> Tried {
    let failure = FetchFailure {
        code: FetchFailureCode::NotSimulated,
        message: say!(
            "{source} can only be downloaded in a browser.",
            "{source} kann nur in einem Browser heruntergeladen werden."
        ),
    };
    Err(failure.into())
}
