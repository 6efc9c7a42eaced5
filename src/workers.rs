//! Web Workers as threads and as processes, and the GPU as one more kind of worker.
//!
//! There is one WebAssembly module and two ways to start a worker with it. Given the
//! coordinator's memory it is a *thread*: it shares everything. Left to make its own memory it is
//! a *process*: it shares nothing, and all that passes between the two is copied in messages.

mod crew;
#[cfg(target_arch = "wasm32")]
mod deadline;
#[cfg(target_arch = "wasm32")]
mod executor;
mod gpu;
mod link;
mod process;
mod rung;
mod threads;
mod turn;

pub use crew::{Crew, OpenGpu, StartProcess};
#[cfg(target_arch = "wasm32")]
pub use executor::run_here;
pub use gpu::{Computed, Gpu, GpuInfo};
pub use link::link_to;
#[cfg(target_arch = "wasm32")]
pub use process::{Mailbox, Mailroom, Script, serve};
pub use process::{Message, Process};
pub use rung::Rung;
pub use threads::Threads;
#[cfg(target_arch = "wasm32")]
pub use threads::worker_threw;
pub use turn::{next_turn, tick};
