//! Where memory can be shared, messages go through some of it that is neither worker's own, as a pipe
//! is the operating system's: nobody is woken by the browser for each. The page's script has it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `Mailroom` of `www/engine/mailroom.ts`: where a coordinator has mailboxes from.
    #[derive(Debug, Clone)]
    pub type Mailroom;
    #[wasm_bindgen(method)]
    pub(super) fn open(this: &Mailroom) -> Mailbox;

    /// Either end of a mailbox: `CoordinatorMailbox` of the same file, or `ProcessMailbox` of
    /// `www/engine/mailbox.ts`.
    #[derive(Debug, Clone)]
    pub type Mailbox;
    #[wasm_bindgen(method)]
    pub(super) fn put(this: &Mailbox, bytes: &[u8]) -> bool;
    #[wasm_bindgen(method)]
    pub(super) fn announce(this: &Mailbox);
    #[wasm_bindgen(method)]
    pub(super) fn take(this: &Mailbox) -> JsValue;
    #[wasm_bindgen(method)]
    pub(super) fn pass(this: &Mailbox);

    // The coordinator's alone.
    #[wasm_bindgen(method, getter)]
    pub(super) fn buffers(this: &Mailbox) -> JsValue;
    #[wasm_bindgen(method, setter, js_name = onRing)]
    pub(super) fn set_on_ring(this: &Mailbox, on_ring: &Closure<dyn Fn()>);
    #[wasm_bindgen(method)]
    pub(super) fn close(this: &Mailbox);

    // A process's alone.
    #[wasm_bindgen(method)]
    pub(super) fn wait(this: &Mailbox, on_ring: &Closure<dyn Fn()>) -> bool;
}
