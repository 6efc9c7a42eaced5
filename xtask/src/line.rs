//! A command line: what a step runs, and what a reader can run by hand instead.

use std::fmt;
use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};
use xshell::{Cmd, Shell};

/// Where the project's own tools are, below its folder.
pub const TOOLS: &str = ".tools";

/// A command with the variables it is given, shown as one would type it in the project's folder.
pub struct Line<'a> {
    command: Cmd<'a>,
    variables: String,
}

impl<'a> Line<'a> {
    /// A command in the environment as it is.
    pub fn new(command: Cmd<'a>) -> Self {
        Self {
            command: command.quiet(),
            variables: String::new(),
        }
    }

    /// Sets a variable.
    pub fn env(mut self, key: &str, value: &str) -> Self {
        self.variables += &format!("{key}={value} ");
        self.command = self.command.env(key, value);
        self
    }

    /// Puts the project's own tools before all others.
    pub fn with_tools(mut self, sh: &Shell) -> Self {
        let folder = sh.current_dir().join(TOOLS).join("bin");
        let inherited = sh.var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(folder).chain(std::env::split_paths(&inherited));
        // Only a path with a colon in it cannot be joined, and such a one does not come from PATH.
        let joined = std::env::join_paths(paths).unwrap_or(inherited);
        self.variables += &format!("PATH=\"$PWD/{}/bin:$PATH\" ", TOOLS);
        self.command = self.command.env("PATH", joined);
        self
    }

    /// Runs the command and shows what it prints.
    pub fn run(&self) -> Result<()> {
        Ok(self.command.run()?)
    }

    /// Runs the command and keeps what it prints in a file.
    pub fn run_into(self, log: &Path) -> Result<()> {
        let log = File::create(log)?;
        let mut command = Command::from(self.command);
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        match command.status()? {
            status if status.success() => Ok(()),
            status => bail!("{status}"),
        }
    }

    /// Runs the command and shows nothing; what it printed, if it succeeded.
    pub fn read(self) -> Option<String> {
        self.command.ignore_stderr().read().ok()
    }

    /// Becomes the command, so that whoever stops this process stops it. Returns only on failure.
    pub fn become_it(self) -> std::io::Error {
        Command::from(self.command).exec()
    }
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.variables, self.command)
    }
}
