//! A request that the thread waits for, as a Python thread does in `urllib`: a synchronous
//! XMLHttpRequest, which browsers allow in workers.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, XmlHttpRequest, XmlHttpRequestResponseType};

use super::conditions::MOST_BYTES;
use super::response::{self, Head};
use super::{Conditions, Tried};
use crate::tasks::{FetchFailure, Source};

/// Makes one try of a request.
///
/// # Errors
/// Every way a download can fail but `not-a-picture`; the browser tells less of the reason than
/// it tells to `fetch`.
pub fn get(conditions: &Conditions, source: &Source, attempt: u32) -> Tried {
    let address = conditions.address(source, attempt)?;
    let request =
        send(&address, conditions.timeout_ms).map_err(|error| explain(conditions, &error))?;
    let status = request.status().unwrap_or_default();
    let header = |name: &str| request.get_response_header(name).ok().flatten();
    let head = Head::check(conditions, status, &request.response_url(), header)?;
    let came = request
        .response()
        .ok()
        .and_then(|body| body.dyn_into::<ArrayBuffer>().ok());
    let came = came.map(|body| Uint8Array::new(&body)).unwrap_or_default();
    let length = came.length() as usize;
    // It is not in our memory yet.
    if length > MOST_BYTES {
        return Err(response::too_large().into());
    }
    let mut body = head.body()?;
    body.grow(length, |room| came.copy_to(room))
        .map_err(response::no_room)?;
    Ok(head.check_body(body)?)
}

fn send(address: &str, timeout_ms: u32) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async("GET", address, false)?;
    request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    request.set_timeout(timeout_ms);
    request.send()?;
    Ok(request)
}

fn explain(conditions: &Conditions, error: &JsValue) -> FetchFailure {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("TimeoutError") => response::timed_out(conditions),
        _ => response::unreachable(),
    }
}
