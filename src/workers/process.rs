//! Workers with a memory of their own: bytes go in, bytes come out.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod outbox;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(not(target_arch = "wasm32"))]
pub use native::{Message, Process};
#[cfg(target_arch = "wasm32")]
pub(in crate::workers) use outbox::post_alone;
#[cfg(target_arch = "wasm32")]
pub use web::{Message, Process, serve};
