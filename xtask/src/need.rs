//! What a command needs before it can begin: how to find it, and how to get it.

use anyhow::{Result, bail};
use xshell::Shell;

use crate::debian;
use crate::line::Line;
use crate::step::Step;

/// Something that has to be there.
pub trait Need {
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
}

/// One way to get something: commands, one after another.
pub struct Way<'a> {
    /// The commands.
    pub lines: Vec<Line<'a>>,
    /// Whether only root can go it.
    pub as_root: bool,
}

/// Sees to it that everything needed is there; says nothing about what already is.
///
/// # Errors
/// If something is missing and cannot be had; the error says what to do by hand.
pub fn provide(sh: &Shell, needs: &[Box<dyn Need>]) -> Result<()> {
    needs
        .iter()
        .filter(|need| need.find(sh).is_none())
        .try_for_each(|need| get(sh, need.as_ref()))
}

/// What to do by hand to get it.
pub fn by_hand(sh: &Shell, need: &dyn Need) -> String {
    let mut options: Vec<String> = need.ways(sh).iter().map(describe).collect();
    options.push(need.advice().to_owned());
    options.join("\n  or\n")
}

fn describe(way: &Way) -> String {
    let user = if way.as_root { "    # as root\n" } else { "" };
    let lines: Vec<String> = way.lines.iter().map(|line| format!("    {line}")).collect();
    user.to_owned() + &lines.join("\n")
}

fn get(sh: &Shell, need: &dyn Need) -> Result<()> {
    for way in need
        .ways(sh)
        .into_iter()
        .filter(|way| !way.as_root || debian::is_root())
    {
        match go(need, way) {
            Ok(()) if need.find(sh).is_some() => return Ok(()),
            Ok(()) => eprintln!("    {}: still not found", need.name()),
            Err(error) => eprintln!("    {error:#}"),
        }
    }
    bail!(
        "{} is missing: {}. To get it:\n{}",
        need.name(),
        need.purpose(),
        by_hand(sh, need)
    )
}

fn go(need: &dyn Need, way: Way) -> Result<()> {
    way.lines
        .into_iter()
        .try_for_each(|line| Step::new(need.name(), need.purpose(), line).run())
}
