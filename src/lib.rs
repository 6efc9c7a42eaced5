//! The crate's front door.
