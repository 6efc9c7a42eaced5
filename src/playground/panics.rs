//! What panics say is kept: it explains the trap that follows.

#[cfg(target_arch = "wasm32")]
use std::sync::{Mutex, Once};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::*;

#[cfg(target_arch = "wasm32")]
static KEPT: Once = Once::new();
#[cfg(target_arch = "wasm32")]
static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// From now on, what a panic says is kept before the trap that follows.
#[cfg(target_arch = "wasm32")]
pub(super) fn keep_panics() {
    KEPT.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map(|place| (place.file(), place.line()));
            let sentence = sentence(panic.payload_as_str(), place);
            if let Ok(mut last) = LAST_PANIC.lock() {
                *last = Some(sentence);
            }
            report(panic);
        }));
    });
}

/// What the last panic in this memory said, if there was one: it explains a trap.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> Option<String> {
    LAST_PANIC.try_lock().ok()?.clone()
}

/// What a panic said, and in which line of which file. A build may leave its places out; their
/// line is then 0.
fn sentence(message: Option<&str>, place: Option<(&str, u32)>) -> String {
    let message = message.unwrap_or("it gave no reason");
    match place {
        Some((file, line)) if line > 0 => format!("{message}, in line {line} of {file}"),
        _ => message.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_place_is_named_where_the_build_knows_it() {
        let said = Some("attempt to divide by zero");
        assert_eq!(
            sentence(said, Some(("src/lib.rs", 7))),
            "attempt to divide by zero, in line 7 of src/lib.rs"
        );
        for nowhere in [Some(("<redacted>", 0)), None] {
            assert_eq!(sentence(said, nowhere), "attempt to divide by zero");
        }
        assert_eq!(sentence(None, None), "it gave no reason");
    }
}
