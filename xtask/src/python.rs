//! Python, and the environment that the Python programs run in.

use xshell::{Shell, cmd};

use crate::debian;
use crate::line::Line;
use crate::need::{Need, Way};

/// The oldest Python that the programs run in.
const OLDEST: (u32, u32) = (3, 11);

/// The names to look for, the usual one first.
const NAMES: [&str; 5] = [
    "python3",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
];

/// Where the environment is, below the project's folder.
const FOLDER: &str = ".tools/python";

/// What the environment is made of.
const REQUIREMENTS: &str = "python/requirements.txt";

/// Python, with what makes environments of its own.
pub struct Python;

impl Python {
    /// The first that is new enough, and what it says it is.
    fn first(sh: &Shell) -> Option<(&'static str, String)> {
        NAMES
            .into_iter()
            .find_map(|name| Some((name, Self::version(sh, name)?)))
    }

    /// What a Python says it is, if it is new enough and can make environments.
    fn version(sh: &Shell, name: &str) -> Option<String> {
        which::which(name).ok()?;
        let script = "import ensurepip, venv, platform; print(platform.python_version())";
        let version = Line::new(cmd!(sh, "{name} -c {script}")).read()?;
        let mut numbers = version.split('.').map_while(|n| n.parse().ok());
        let new_enough = (numbers.next()?, numbers.next()?) >= OLDEST;
        new_enough.then_some(version)
    }
}

impl Need for Python {
    fn name(&self) -> String {
        format!("Python {}.{} or newer, with venv", OLDEST.0, OLDEST.1)
    }

    fn purpose(&self) -> &'static str {
        "packages for the tab are had with it, and Python's programs held against the Rust ones"
    }

    fn find(&self, sh: &Shell) -> Option<String> {
        Self::first(sh).map(|(name, version)| format!("{name} {version}"))
    }

    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        debian::install(sh, &["python3", "python3-venv"])
            .into_iter()
            .collect()
    }

    fn advice(&self) -> &'static str {
        "    Python, from https://www.python.org"
    }
}

/// An environment of the project's own, with the packages that the programs use.
pub struct Environment;

impl Environment {
    /// Where a program of the environment is, below the project's folder.
    pub fn program(name: &str) -> String {
        format!("{FOLDER}/bin/{name}")
    }

    /// What makes it, with pip and nothing else.
    fn anew(sh: &Shell) -> Line<'_> {
        let name = Python::first(sh).map_or(NAMES[0], |(name, _)| name);
        Line::new(cmd!(sh, "{name} -m venv --clear {FOLDER}"))
    }

    /// What gives it a pip, where it has none yet.
    pub fn with_pip(sh: &Shell) -> Option<Line<'_>> {
        let python = Self::program("python");
        let pip = Line::new(cmd!(sh, "{python} -m pip --version")).read();
        pip.is_none().then(|| Self::anew(sh))
    }

    /// Tells a command where the environment's Python is.
    pub fn apply(line: Line<'_>) -> Line<'_> {
        line.env("PYTHON", &Self::program("python"))
    }
}

impl Need for Environment {
    fn name(&self) -> String {
        format!("Python packages of {REQUIREMENTS}")
    }

    fn purpose(&self) -> &'static str {
        "the Python programs are made of them, and what tests them, and one of the tests' articles"
    }

    /// The list that was installed is kept with what it lists.
    fn find(&self, sh: &Shell) -> Option<String> {
        let python = Self::program("python");
        Line::new(cmd!(sh, "{python} --version")).read()?;
        let installed = sh.read_file(format!("{FOLDER}/requirements.txt")).ok()?;
        let wanted = sh.read_file(REQUIREMENTS).ok()?;
        (installed == wanted).then(|| FOLDER.to_owned())
    }

    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        let python = Self::program("python");
        let install = cmd!(
            sh,
            "{python} -m pip install --quiet --disable-pip-version-check --requirement {REQUIREMENTS}"
        );
        vec![Way {
            lines: vec![
                Self::anew(sh),
                Line::new(install),
                Line::new(cmd!(sh, "cp {REQUIREMENTS} {FOLDER}/")),
            ],
            as_root: false,
        }]
    }

    fn advice(&self) -> &'static str {
        "    a registry that pip can reach: `pip index versions pip`"
    }
}
