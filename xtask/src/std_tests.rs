//! CPython's own tests, which run in the tab, too.

use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::debian;
use crate::line::Line;
use crate::need::{Need, Way};
use crate::python::Environment;

/// The Python that is Debian's own, whose tests are a package of their own.
const DEBIANS: &str = "/usr/bin/python3";

/// Parts of the package `test` that are among the tests, and that installations often leave out.
const PARTS: [[&str; 2]; 2] = [
    ["test_asyncio", "test_asyncio.py"],
    ["test_concurrent_futures", "test_concurrent_futures.py"],
];

/// The package `test` of an installed Python.
pub struct StandardTests;

impl StandardTests {
    /// Tells a command where it is.
    pub fn apply<'a>(sh: &Shell, line: Line<'a>) -> Line<'a> {
        match Self::folder(sh) {
            Some(folder) => line.env("STD_TESTS", &folder.display().to_string()),
            None => line,
        }
    }

    /// The first one that is whole.
    fn folder(sh: &Shell) -> Option<PathBuf> {
        [&Environment::program("python"), DEBIANS]
            .into_iter()
            .filter_map(|python| asked(sh, python, "sysconfig.get_path('stdlib') + '/test'"))
            .map(PathBuf::from)
            .find(|folder| is_whole(folder))
    }
}

fn is_whole(folder: &Path) -> bool {
    PARTS
        .iter()
        .all(|names| names.iter().any(|name| folder.join(name).exists()))
}

/// What an expression comes to in a Python.
fn asked(sh: &Shell, python: &str, expression: &str) -> Option<String> {
    let script = format!("import sys, sysconfig; print({expression})");
    Line::new(cmd!(sh, "{python} -c {script}")).read()
}

impl Need for StandardTests {
    fn name(&self) -> String {
        "CPython’s own tests".to_owned()
    }

    fn purpose(&self) -> &'static str {
        "those of threads, processes and asyncio run in the tab, too"
    }

    fn find(&self, sh: &Shell) -> Option<String> {
        Self::folder(sh).map(|folder| folder.display().to_string())
    }

    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        let version = "'{}.{}'.format(*sys.version_info)";
        asked(sh, DEBIANS, version)
            .and_then(|version| debian::install(sh, &[&format!("libpython{version}-testsuite")]))
            .into_iter()
            .collect()
    }

    fn advice(&self) -> &'static str {
        "    the package `test` of the Python that `python3` is: python.org’s installers bring it"
    }
}
