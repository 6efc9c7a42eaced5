//! Requests: asynchronous, as an event loop makes them, and blocking, as a thread does.

mod address;
#[cfg(target_arch = "wasm32")]
mod asynchronous;
mod blocking;
mod conditions;
#[cfg(target_arch = "wasm32")]
mod directory;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod response;
mod retry;
#[cfg(any(target_arch = "wasm32", test))]
mod retry_after;

#[cfg(target_arch = "wasm32")]
pub use asynchronous::{get, pause};
pub use blocking::{Order, Orders, Requester};
pub use conditions::{Conditions, Simulation};
#[cfg(target_arch = "wasm32")]
pub use directory::{Directory, DirectoryEntry};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{get, pause};
pub use retry::{FailedTry, Retry, Tried};
