//! Steps side by side: each lane does one after another, beside the other lanes.
//!
//! What a step prints is kept in a file, and shown only if it fails: the lines of two steps in turn
//! would tell nothing.

use std::ops::Add;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Result, anyhow};
use xshell::Shell;

use crate::step::Step;

/// Where what steps print is kept, below the project's folder.
const LOGS: &str = "target/checks";

/// The steps of a lane.
pub type Lane = fn(&Shell) -> Result<Vec<Step<'_>>>;

/// How many steps have come to what.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
    /// Those that were not begun, since another had failed.
    pub skipped: usize,
}

/// Does all lanes at once, each to its end or until a step of any of them has failed.
///
/// # Errors
/// If a lane's steps cannot be told, or what they print cannot be kept.
pub fn run(sh: &Shell, lanes: &[Lane]) -> Result<Tally> {
    let folder = sh.current_dir();
    let logs = sh.create_dir(LOGS)?;
    let has_failed = AtomicBool::new(false);
    thread::scope(|scope| {
        let begun: Vec<_> = lanes
            .iter()
            .map(|lane| scope.spawn(|| go_through(*lane, &folder, &logs, &has_failed)))
            .collect();
        begun.into_iter().try_fold(Tally::default(), |sum, lane| {
            let tally = lane
                .join()
                .unwrap_or_else(|_| Err(anyhow!("what does the steps panicked")))?;
            Ok(sum + tally)
        })
    })
}

/// Does a lane's steps in a shell of its own, since a shell belongs to one thread.
fn go_through(lane: Lane, folder: &Path, logs: &Path, has_failed: &AtomicBool) -> Result<Tally> {
    let sh = Shell::new()?;
    sh.change_dir(folder);
    let mut tally = Tally::default();
    for step in lane(&sh)? {
        if has_failed.load(Ordering::Relaxed) {
            tally.skipped += 1;
            continue;
        }
        let log = logs.join(format!("{}.log", step.what.replace(' ', "-")));
        match step.run_into(&log) {
            Ok(()) => tally.passed += 1,
            Err(error) => {
                has_failed.store(true, Ordering::Relaxed);
                tally.failed += 1;
                eprintln!("{}\nerror: {error:#}", sh.read_file(&log)?);
            }
        }
    }
    Ok(tally)
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}
