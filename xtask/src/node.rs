//! Node and the packages from npm.

use xshell::{Shell, cmd};

use crate::line::Line;
use crate::need::{Need, Way};

/// The oldest Node that the scripts run in.
const OLDEST: (u32, u32) = (20, 12);

/// Node, with npm.
pub struct Node;

impl Need for Node {
    fn name(&self) -> String {
        format!("Node {}.{} or newer, with npm", OLDEST.0, OLDEST.1)
    }

    fn purpose(&self) -> &'static str {
        "the page's scripts are bundled with it"
    }

    fn find(&self, sh: &Shell) -> Option<String> {
        let node = Line::new(cmd!(sh, "node --version")).read()?;
        let npm = Line::new(cmd!(sh, "npm --version")).read()?;
        let mut numbers = node
            .trim_start_matches('v')
            .split('.')
            .map_while(|n| n.parse().ok());
        let version = (numbers.next()?, numbers.next()?);
        (version >= OLDEST).then(|| format!("node {node}, npm {npm}"))
    }

    fn ways<'a>(&self, _: &'a Shell) -> Vec<Way<'a>> {
        Vec::new()
    }

    fn advice(&self) -> &'static str {
        "    Node, from https://nodejs.org"
    }
}

/// The packages that a folder's `package-lock.json` names.
pub struct Packages {
    /// The folder, below the project's.
    pub folder: &'static str,
    /// What they are for.
    pub purpose: &'static str,
}

impl Need for Packages {
    fn name(&self) -> String {
        format!("npm packages of {}", self.folder)
    }

    fn purpose(&self) -> &'static str {
        self.purpose
    }

    /// npm writes down what it installed, last of all; older than the lock, it is out of date.
    fn find(&self, sh: &Shell) -> Option<String> {
        let folder = sh.current_dir().join(self.folder);
        let modified = |file: &str| {
            folder
                .join(file)
                .metadata()
                .and_then(|file| file.modified())
        };
        let installed = modified("node_modules/.package-lock.json").ok()?;
        let wanted = modified("package-lock.json").ok()?;
        (installed >= wanted).then(|| format!("{}/node_modules", self.folder))
    }

    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        let folder = self.folder;
        let line = Line::new(cmd!(sh, "npm ci --no-audit --no-fund --prefix {folder}"));
        vec![Way {
            lines: vec![line],
            as_root: false,
        }]
    }

    fn advice(&self) -> &'static str {
        "    a registry that npm can reach: `npm ping`"
    }
}
