//! The browsers that tests are driven in.

use std::path::PathBuf;

use xshell::Shell;

use crate::debian;
use crate::line::Line;
use crate::need::{Need, Way};

/// Chromium, and the driver that comes with it.
pub struct Chromium;

impl Chromium {
    fn programs() -> Option<(PathBuf, PathBuf)> {
        Some((
            which::which("chromium").ok()?,
            which::which("chromedriver").ok()?,
        ))
    }

    /// Tells a command where both are.
    pub fn apply<'a>(&self, line: Line<'a>) -> Line<'a> {
        match Self::programs() {
            Some((chromium, driver)) => line
                .env("CHROME", &chromium.display().to_string())
                .env("CHROMEDRIVER", &driver.display().to_string()),
            None => line,
        }
    }
}

impl Need for Chromium {
    fn name(&self) -> String {
        "Chromium and chromedriver".to_owned()
    }

    fn purpose(&self) -> &'static str {
        "tests are driven in it"
    }

    fn find(&self, _: &Shell) -> Option<String> {
        let (chromium, driver) = Self::programs()?;
        Some(format!("{}, {}", chromium.display(), driver.display()))
    }

    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        debian::install(sh, &["chromium", "chromium-driver"])
            .into_iter()
            .collect()
    }

    fn advice(&self) -> &'static str {
        "    both, of one version, as `chromium` and `chromedriver` on the PATH"
    }
}
