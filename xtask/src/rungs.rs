//! The table of rungs, held against every engine.

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::browsers::{CHROMIUM, FIREFOX, WEBKIT};
use crate::line::Line;
use crate::need::{self, Need};
use crate::step::Step;
use crate::{checks, site, tools};

/// Builds the site, gets the other engines, and looks which rung each reaches in every place.
///
/// # Errors
/// If something it needs cannot be had, or an engine does not reach what the table says.
pub fn run(sh: &Shell) -> Result<()> {
    site::build(sh)?;
    let others: [Box<dyn Need>; 3] = [
        Box::new(FIREFOX),
        Box::new(tools::geckodriver()),
        Box::new(WEBKIT),
    ];
    need::provide(sh, &checks::needs())?;
    need::provide(sh, &others)?;
    let line = Line::new(cmd!(sh, "npm run rungs --prefix tests/end-to-end")).with_tools(sh);
    let line = [CHROMIUM, FIREFOX, WEBKIT]
        .iter()
        .fold(line, |line, browser| browser.apply(line));
    let why = "what each engine allows in every place, against the table";
    Step::new("Rungs", why, line).run()
}
