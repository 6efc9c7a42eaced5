//! Says what is there and what is missing, and changes nothing.

use std::process::ExitCode;

use anyhow::Result;
use xshell::Shell;

use crate::need::Need;
use crate::provide::by_hand;
use crate::{checks, site};

/// Reports on everything that is needed; success if all of it is there.
///
/// # Errors
/// If `Cargo.lock` cannot be read.
pub fn examine(sh: &Shell) -> Result<ExitCode> {
    println!("To serve and to build (`cargo xtask serve` and `build` get what is missing):");
    let to_build = report(sh, &site::needs(sh)?);
    println!("\nTo test, besides (`cargo xtask test` gets what is missing):");
    let to_test = report(sh, &checks::needs());
    match to_build + to_test {
        0 => {
            println!("\nAll is there.");
            Ok(ExitCode::SUCCESS)
        }
        missing => {
            println!("\nMissing: {missing}.");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Prints a line on each need; how many are missing.
fn report(sh: &Shell, needs: &[Box<dyn Need>]) -> usize {
    needs
        .iter()
        .filter(|need| !is_there(sh, need.as_ref()))
        .count()
}

fn is_there(sh: &Shell, need: &dyn Need) -> bool {
    let found = need.find(sh);
    match &found {
        Some(found) => println!("  found    {}: {found}", need.name()),
        None => {
            println!("  MISSING  {}: {}. To get it:", need.name(), need.purpose());
            println!("{}", by_hand(sh, need));
        }
    }
    found.is_some()
}
