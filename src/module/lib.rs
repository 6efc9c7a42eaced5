//! The playground as the page loads it. A library that other crates link as well, as tests do, is
//! never optimised together with what it is made of; this one is linked by nobody.

pub use linked::*;
