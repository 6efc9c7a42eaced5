//! What a coordinator is told of the place it is in.

use locale::{Locale, say};
use serde::Deserialize;

use super::report::Environment;
use crate::timeline::{now_ms, resolution_ms};
use crate::workers::{Mailroom, Process, Rung, Script, StartProcess};

/// What a coordinator must be told of the place it is in.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CoordinatorSettings {
    /// The build of the page that started it.
    pub build_id: String,
    /// The playground's own root: an absolute address that ends in a slash.
    pub base_url: String,
    /// The script of a process.
    pub process_script_url: String,
    /// What a process is started from: its script, or what imports it from another site.
    pub process_worker_url: String,
    /// The module that reads pictures.
    pub pictures_url: String,
    /// The rung that this place was found to allow.
    pub rung: Rung,
    /// Whether the service worker is there to simulate a network.
    pub simulated_network: bool,
    /// The language that the page speaks.
    pub locale: Locale,
    /// The user-agent string.
    pub browser: String,
    /// Processors the browser admits to.
    pub logical_cores: u32,
    /// Whether the page is cross-origin isolated.
    pub isolated: bool,
}

impl CoordinatorSettings {
    /// The place, as reports tell of it.
    pub(super) fn environment(&self) -> Environment {
        Environment {
            browser: self.browser.clone(),
            logical_cores: self.logical_cores,
            isolated: self.isolated,
            rung: self.rung,
            timer_resolution_ms: resolution_ms(now_ms),
            build_id: self.build_id.clone(),
            simulated_network: self.simulated_network,
            python: None,
            gpu: None,
            native: None,
        }
    }

    /// How a process is started here.
    pub(super) fn process_starter(&self, mailroom: Option<Mailroom>) -> StartProcess {
        let script = Script {
            url: self.process_script_url.clone(),
            worker_url: self.process_worker_url.clone(),
            build_id: self.build_id.clone(),
            locale: self.locale,
            mailroom,
        };
        Box::new(move |number, from_nothing| {
            let script = script.clone();
            let name = say!("process {number}", "Prozess {number}", number = number + 1);
            Box::pin(async move { Process::start(&script, &name, from_nothing).await })
        })
    }
}
