//! Workers with a memory of their own: bytes go in, bytes come out.

#[cfg(target_arch = "wasm32")]
mod death;
#[cfg(target_arch = "wasm32")]
mod handshake;
#[cfg(target_arch = "wasm32")]
mod inbox;
#[cfg(target_arch = "wasm32")]
mod mailbox;
#[cfg(target_arch = "wasm32")]
mod message;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod outbox;
#[cfg(target_arch = "wasm32")]
mod serve;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(target_arch = "wasm32")]
pub use handshake::Script;
#[cfg(target_arch = "wasm32")]
pub use mailbox::{Mailbox, Mailroom};
#[cfg(target_arch = "wasm32")]
pub use message::Message;
#[cfg(not(target_arch = "wasm32"))]
pub use native::{Message, Process};
#[cfg(target_arch = "wasm32")]
pub(in crate::workers) use outbox::post_alone;
#[cfg(target_arch = "wasm32")]
pub use serve::serve;
#[cfg(target_arch = "wasm32")]
pub use web::Process;
