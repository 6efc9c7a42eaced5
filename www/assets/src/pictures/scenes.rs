//! The kinds of pictures there are, one a file.

pub mod aurora;
pub mod balloons;
pub mod bloom;
pub mod coral;
pub mod dunes;
pub mod flow;
pub mod galaxy;
pub mod marble;
pub mod mountains;
pub mod paper;
pub mod planet;
pub mod sea;
pub mod skyline;
pub mod stained_glass;
pub mod truchet;
