//! What several scenes are made of.

pub mod canvas;
pub mod cells;
pub mod field;
pub mod outline;
pub mod sky;
pub mod stars;
pub mod terrain;
pub mod water;
