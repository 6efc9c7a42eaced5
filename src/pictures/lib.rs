//! `pictures.wasm`: all that reads strangers' pictures, in a module of its own, which is loaded once
//! there are any. `src/sandbox/` calls it.
//!
//! Who calls writes the input where `exchange` says, calls a reader, which tells how long its
//! answer is, and reads that where `exchange` says.

#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;

thread_local! {
    /// What goes in or comes out.
    static EXCHANGE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Where so many bytes go in or come out.
// SAFETY: here and below, the module is linked with nothing else that has these names.
#[unsafe(no_mangle)]
pub extern "C" fn exchange(length: usize) -> *mut u8 {
    EXCHANGE.with_borrow_mut(|bytes| {
        bytes.resize(length, 0);
        bytes.as_mut_ptr()
    })
}

/// What picture it is: see [`tasks::read_format`].
#[unsafe(no_mangle)]
pub extern "C" fn format() -> usize {
    answer(tasks::read_format)
}

/// It made small: see [`tasks::read_thumbnail`].
#[unsafe(no_mangle)]
pub extern "C" fn thumbnail() -> usize {
    answer(tasks::read_thumbnail)
}

fn answer(read: fn(&[u8]) -> Vec<u8>) -> usize {
    let output = read(&EXCHANGE.take());
    let length = output.len();
    EXCHANGE.set(output);
    length
}
