//! Giving the event loop its turn.

/// Returns once the event loop has handled what had arrived before: messages, above all a
/// cancellation. A message to oneself does it in some microseconds, where a timer would be held
/// back to four milliseconds.
#[cfg(target_arch = "wasm32")]
pub async fn next_turn() {
    use futures::channel::oneshot;
    use gloo_events::EventListener;
    use web_sys::wasm_bindgen::JsValue;

    let Ok(channel) = web_sys::MessageChannel::new() else {
        return;
    };
    let (done, turn) = oneshot::channel();
    let port = channel.port1();
    let _listener = EventListener::once(&port, "message", move |_| {
        // Nobody waits any more where the whole run was dropped.
        let _ = done.send(());
    });
    port.start();
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = turn.await;
    }
    port.close();
}

/// Returns after so many milliseconds.
#[cfg(target_arch = "wasm32")]
pub async fn tick(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}

/// Never returns: outside a browser nobody watches.
#[cfg(not(target_arch = "wasm32"))]
pub async fn tick(_: u32) {
    futures::future::pending().await
}

/// Outside a browser there is no event loop to give a turn to.
#[cfg(not(target_arch = "wasm32"))]
pub async fn next_turn() {}
