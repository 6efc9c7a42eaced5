//! Packages of Debian's.

use xshell::{Shell, cmd};

use crate::line::Line;
use crate::need::Way;

/// Whether all of the packages are installed.
pub fn has(sh: &Shell, packages: &[&str]) -> bool {
    let format = "--showformat=${db:Status-Status} ";
    Line::new(cmd!(sh, "dpkg-query --show {format} {packages...}"))
        .read()
        .is_some_and(|states| states.split_whitespace().all(|state| state == "installed"))
}

/// How to install packages; no way where there is no `apt-get`.
pub fn install<'a>(sh: &'a Shell, packages: &[&str]) -> Option<Way<'a>> {
    which::which("apt-get").ok()?;
    let quietly = |line: Line<'a>| line.env("DEBIAN_FRONTEND", "noninteractive");
    Some(Way {
        lines: vec![
            quietly(Line::new(cmd!(sh, "apt-get update"))),
            quietly(Line::new(cmd!(
                sh,
                "apt-get install --yes --no-install-recommends {packages...}"
            ))),
        ],
        as_root: true,
    })
}
