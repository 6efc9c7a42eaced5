//! The browsers that tests are driven in.

use std::path::PathBuf;

use xshell::Shell;

use crate::debian;
use crate::line::Line;
use crate::need::{Need, Way};

/// A browser, with what it takes to drive it.
pub struct Browser {
    name: &'static str,
    /// The programs, each with the variable that tells the tests where it is.
    programs: &'static [(&'static str, &'static str)],
    /// The packages of Debian's that they are in.
    packages: &'static [&'static str],
    advice: &'static str,
}

/// Chromium, and the driver that comes with it.
pub const CHROMIUM: Browser = Browser {
    name: "Chromium and chromedriver",
    programs: &[("CHROME", "chromium"), ("CHROMEDRIVER", "chromedriver")],
    packages: &["chromium", "chromium-driver"],
    advice: "    both, of one version, as `chromium` and `chromedriver` on the PATH",
};

/// Firefox; its driver is a tool of the project's own.
pub const FIREFOX: Browser = Browser {
    name: "Firefox ESR",
    programs: &[("FIREFOX", "firefox-esr")],
    packages: &["firefox-esr"],
    advice: "    it, as `firefox-esr` on the PATH",
};

/// WebKitGTK's browser and driver, and a screen for it, since it cannot do without.
pub const WEBKIT: Browser = Browser {
    name: "WebKitGTK’s MiniBrowser and driver, and Xvfb",
    programs: &[
        (
            "WEBKIT",
            "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        ),
        ("WEBKITDRIVER", "WebKitWebDriver"),
        ("XVFB", "Xvfb"),
    ],
    packages: &["webkit2gtk-driver", "xvfb"],
    advice: "    `WebKitWebDriver` and `Xvfb` on the PATH, and MiniBrowser where Debian has it",
};

impl Browser {
    fn found(&self) -> Option<Vec<(&'static str, PathBuf)>> {
        self.programs
            .iter()
            .map(|(variable, program)| Some((*variable, which::which(program).ok()?)))
            .collect()
    }

    /// Tells a command where its programs are.
    pub fn apply<'a>(&self, line: Line<'a>) -> Line<'a> {
        self.found()
            .into_iter()
            .flatten()
            .fold(line, |line, (variable, path)| {
                line.env(variable, &path.display().to_string())
            })
    }
}

impl Need for Browser {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn purpose(&self) -> &'static str {
        "tests are driven in it"
    }

    fn find(&self, _: &Shell) -> Option<String> {
        let paths: Vec<_> = self
            .found()?
            .into_iter()
            .map(|(_, path)| path.display().to_string())
            .collect();
        Some(paths.join(", "))
    }

    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        debian::install(sh, self.packages).into_iter().collect()
    }

    fn advice(&self) -> &'static str {
        self.advice
    }
}
