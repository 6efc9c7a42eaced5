//! `fetch`: the caller's event loop goes on meanwhile, and the body is read as it comes.

use std::pin::pin;

use futures::future::{Either, select};
use gloo_net::http::{Request, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache};

use super::response::{self, Head, MOST_BYTES};
use super::{Conditions, Tried};
use crate::tasks::{Body, FetchFailure, Source};

/// Makes one try of a request. `received` is told how many bytes came, as they come. Dropping the
/// future ends the request.
///
/// # Errors
/// Every way a download can fail but `not-a-picture`.
pub async fn get(
    conditions: &Conditions,
    source: &Source,
    attempt: u32,
    received: impl Fn(usize),
) -> Tried {
    let address = conditions.address(source, attempt)?;
    let request = pin!(download(conditions, &address, received));
    match select(request, TimeoutFuture::new(conditions.timeout_ms)).await {
        Either::Left((tried, _)) => tried,
        Either::Right(_) => Err(response::timed_out(conditions).into()),
    }
}

/// Returns after so many milliseconds.
pub async fn pause(milliseconds: u32) {
    TimeoutFuture::new(milliseconds).await;
}

/// Ends its request when it is dropped; a request that is over does not mind.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn download(conditions: &Conditions, address: &str, received: impl Fn(usize)) -> Tried {
    let abort = Abort(AbortController::new().map_err(|_| response::unreachable())?);
    let response = Request::get(address)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(&abort.0.signal()))
        .send()
        .await
        .map_err(|_| response::unreachable())?;
    let head = Head::check(conditions, response.status(), &response.url(), |name| {
        response.headers().get(name)
    })?;
    let body = read(&response, head.body()?, received).await?;
    Ok(head.check_body(body)?)
}

async fn read(
    response: &Response,
    mut body: Body,
    received: impl Fn(usize),
) -> Result<Body, FetchFailure> {
    let Some(stream) = response.body() else {
        return Ok(body);
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let read = JsFuture::from(reader.read()).await;
        let piece = read.and_then(|read| Reflect::get(&read, &"value".into()));
        let Ok(piece) = piece else {
            return Err(response::broken_off(body.len()));
        };
        // The end has no value.
        let Ok(piece) = piece.dyn_into::<Uint8Array>() else {
            return Ok(body);
        };
        let length = piece.length() as usize;
        if body.len() + length > MOST_BYTES {
            return Err(response::too_large());
        }
        body.grow(length, |room| piece.copy_to(room))
            .map_err(response::no_room)?;
        received(length);
    }
}
