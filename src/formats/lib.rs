//! Pictures as they come from anywhere: what format they are of, whether they are whole, and, for
//! PNG, GIF and WebP, their pixels.
//!
//! A reader's own addresses may lead to them. They are no part of what is timed by default, so that
//! this is a crate of its own, compiled to be small and not to be quick.

mod decode;
mod format;
mod orientation;
mod reader;
mod signature;
mod whole;

pub use decode::{MOST_SIDE, decode, limits};
pub use format::Format;
pub use orientation::upright;
