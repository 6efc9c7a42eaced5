//! Parallel Playground: the programs of a parallel-processing tutorial, run for real in a browser
//! tab under every way a program can be made concurrent or parallel.
//!
//! The house and its rooms; arrows point one way, and a room knows only those it points at:
//!
//! ```text
//! playground ──► strategies ──► tasks      what is computed: pure Rust
//!     │              ├────────► workers    Web Workers as threads and as processes
//!     │              ├────────► network    requests, and the download directory
//!     │              └────────► timeline   spans on lanes, recorded while running
//!     └────────► analysis ────────┘        what the timings say
//! ```
//!
//! - [`playground`] is the face: a request in, events while running, a report out. All that
//!   JavaScript sees is there.
//! - [`hazards`] are small exhibits of what can go wrong, on the same workers; they stand beside
//!   the strategies.
//! - [`strategies`] says *how* a task is executed, one file a strategy.
//! - [`tasks`] says *what* is executed, one file a task. It imports none of the rooms above, and runs
//!   anywhere. It is a crate of its own, since it is compiled to be quick and the rest to be small.
//! - [`locale`] is what languages the page speaks. All that a reader is told stands in each of them,
//!   where it is told; so that all may know it, tasks among them, it is a crate of its own.
//! - [`language`] is what language the programs of a run are in.
//! - [`error`] is what can go wrong, in a form that a page can show and a program can test.
//!
//! What the page loads is made of `src/module`, which links all this and nothing else.
//!
//! Outside a browser the crate has no network and no directory, its threads are the system's, and
//! its processes are threads that are given bytes and nothing else: enough to test and to measure
//! everything but the browser.

pub mod analysis;
pub mod error;
pub mod hazards;
pub mod language;
pub mod network;
pub mod order;
pub mod playground;
pub mod strategies;
pub mod timeline;
pub mod workers;

pub use locale;
pub use tasks;

/// The worked example of `CONTRIBUTING.md` is run as it stands there.
#[cfg(doctest)]
#[doc = include_str!("../CONTRIBUTING.md")]
struct Contributing;
