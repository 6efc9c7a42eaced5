//! Sees to it that what a command needs is there.

use std::os::unix::fs::MetadataExt;
use std::thread;

use anyhow::{Result, anyhow, bail};
use xshell::Shell;

use crate::need::{Need, Way};
use crate::step::Step;

/// Sees to it that everything needed is there; says nothing about what already is. What is compiled
/// is compiled while the rest is downloaded.
///
/// # Errors
/// If something is missing and cannot be had; the error says what to do by hand.
pub fn provide(sh: &Shell, needs: &[Box<dyn Need>]) -> Result<()> {
    let folder = sh.current_dir();
    thread::scope(|scope| {
        let compiling = scope.spawn(|| {
            // A shell belongs to one thread.
            let sh = Shell::new()?;
            sh.change_dir(folder);
            provide_some(&sh, needs, true)
        });
        let downloaded = provide_some(sh, needs, false);
        let compiled = compiling
            .join()
            .unwrap_or_else(|_| Err(anyhow!("what compiles the tools panicked")));
        downloaded.and(compiled)
    })
}

fn provide_some(sh: &Shell, needs: &[Box<dyn Need>], compiled: bool) -> Result<()> {
    needs
        .iter()
        .filter(|need| need.is_compiled() == compiled && need.find(sh).is_none())
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
        .filter(|way| !way.as_root || is_root())
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

/// Whether this process may install packages.
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn go(need: &dyn Need, way: Way) -> Result<()> {
    way.lines
        .into_iter()
        .try_for_each(|line| Step::new(need.name(), need.purpose(), line).run())
}
