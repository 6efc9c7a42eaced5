//! The Python packages that the site brings along: wheels, for the interpreter in the tab.

use xshell::{Shell, cmd};

use crate::line::Line;
use crate::need::{Need, Way};
use crate::python::Environment;

/// Which they are, each with its digest.
const PINS: &str = "www/python/packages.txt";

/// Where they are, below the project's folder; `www/python/pins.mjs` takes them from there.
const FOLDER: &str = ".tools/wheels";

/// What pip is to believe it downloads for: the Python in the tab. No registry has compiled code for
/// that, so where a package has nothing else, a Linux's wheel brings its Python half.
const TARGET: [&str; 8] = [
    "--python-version",
    "3.14",
    "--implementation",
    "cp",
    "--abi",
    "cp314",
    "--platform",
    "manylinux_2_17_x86_64",
];

/// The packages of `www/python/packages.txt`.
pub struct Wheels;

impl Need for Wheels {
    fn name(&self) -> String {
        format!("Python packages of {PINS}")
    }

    fn purpose(&self) -> &'static str {
        "programs in the tab import them"
    }

    /// The list that was downloaded is kept with what it lists.
    fn find(&self, sh: &Shell) -> Option<String> {
        let downloaded = sh.read_file(format!("{FOLDER}/packages.txt")).ok()?;
        let wanted = sh.read_file(PINS).ok()?;
        (downloaded == wanted).then(|| FOLDER.to_owned())
    }

    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        let python = Environment::program("python");
        let download = cmd!(
            sh,
            "{python} -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: {TARGET...} --dest {FOLDER} --requirement {PINS}"
        );
        let keep = cmd!(sh, "cp {PINS} {FOLDER}/");
        let mut lines: Vec<_> = Environment::with_pip(sh).into_iter().collect();
        lines.extend([download, keep].map(Line::new));
        vec![Way {
            lines,
            as_root: false,
        }]
    }

    fn advice(&self) -> &'static str {
        "    a registry that pip can reach: `pip index versions pip`"
    }
}
