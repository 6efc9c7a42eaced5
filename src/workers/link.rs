//! A direct connection between two processes, past the coordinator.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(not(target_arch = "wasm32"))]
pub use native::Link;
#[cfg(not(target_arch = "wasm32"))]
pub(super) use native::pair;
#[cfg(target_arch = "wasm32")]
pub use web::Link;
#[cfg(target_arch = "wasm32")]
pub(super) use web::pair;

thread_local! {
    /// In a process: its ends of the connections to others, by their numbers.
    static LINKS: RefCell<HashMap<usize, Rc<Link>>> = RefCell::default();
}

/// In a process: the connection to process `peer`, if there is one.
pub fn link_to(peer: usize) -> Option<Rc<Link>> {
    LINKS.with_borrow(|links| links.get(&peer).cloned())
}

/// In a process: takes its end of a connection to process `peer`.
pub(super) fn keep_link(peer: usize, link: Link) {
    LINKS.with_borrow_mut(|links| links.insert(peer, Rc::new(link)));
}
