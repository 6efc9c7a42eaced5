//! What a command needs before it can begin: how it is found, and the ways to get it.

use xshell::Shell;

use crate::line::Line;

/// Something that has to be there.
pub trait Need: Sync {
    /// Its name, with the version that is wanted.
    fn name(&self) -> String;

    /// What it is for.
    fn purpose(&self) -> &'static str;

    /// What was found, if all of it is there.
    fn find(&self, sh: &Shell) -> Option<String>;

    /// The ways to get it, the best first. The next is tried where one fails.
    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>>;

    /// Where to turn if no way leads there.
    fn advice(&self) -> &'static str;

    /// Whether it is compiled: that takes cores, and all else the network.
    fn is_compiled(&self) -> bool {
        false
    }
}

/// One way to get something: commands, one after another.
pub struct Way<'a> {
    /// The commands.
    pub lines: Vec<Line<'a>>,
    /// Whether only root can go it.
    pub as_root: bool,
}
