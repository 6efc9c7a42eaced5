//! A step: it says what it does and why, and then how long it took, or what to do by hand.

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use crate::line::Line;

/// One command, and what it is for.
pub struct Step<'a> {
    /// What it does, in a word or two.
    pub what: String,
    /// Why it is done.
    pub why: &'static str,
    /// The command.
    pub line: Line<'a>,
}

impl<'a> Step<'a> {
    /// A step that has not begun yet.
    pub fn new(what: impl Into<String>, why: &'static str, line: Line<'a>) -> Self {
        Self {
            what: what.into(),
            why,
            line,
        }
    }

    /// Runs the command.
    ///
    /// # Errors
    /// If the command fails; the error says how to run it by hand.
    pub fn run(self) -> Result<()> {
        self.told(|line| line.run())
    }

    /// Runs the command, and keeps what it prints in a file.
    ///
    /// # Errors
    /// If the command fails; the error says how to run it by hand.
    pub fn run_into(self, log: &Path) -> Result<()> {
        self.told(|line| line.run_into(log))
    }

    fn told(self, run: impl FnOnce(Line<'a>) -> Result<()>) -> Result<()> {
        let Self { what, why, line } = self;
        let by_hand = line.to_string();
        println!("==> {what}: {why}\n    {by_hand}");
        let started = Instant::now();
        run(line).map_err(|error| {
            let took = Took(started.elapsed());
            anyhow!("{what}: failed after {took}: {error}. By hand:\n    {by_hand}")
        })?;
        println!("    {what}: done in {}", Took(started.elapsed()));
        Ok(())
    }
}

/// A time as people say it.
struct Took(Duration);

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            0..60 => write!(f, "{:.1} s", self.0.as_secs_f64()),
            seconds => write!(f, "{} min {} s", seconds / 60, seconds % 60),
        }
    }
}
