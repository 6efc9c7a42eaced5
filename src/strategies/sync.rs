//! The locks that our own protocols are made of: the standard ones, or, with the feature `models`,
//! the ones with which every order of events is tried (`tests/models.rs`).

#[cfg(feature = "models")]
pub(super) use loom::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
#[cfg(feature = "models")]
pub(super) use loom::sync::{Condvar, Mutex, MutexGuard};
#[cfg(not(feature = "models"))]
pub(super) use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
#[cfg(not(feature = "models"))]
pub(super) use std::sync::{Condvar, Mutex, MutexGuard};
