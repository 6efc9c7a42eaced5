//! The ladder of isolation: threads, else processes, else one worker.

use locale::Text;
use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// How far up the ladder of isolation this page could climb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// One worker: neither threads nor processes could be started.
    Single,
    /// Workers with memories of their own; memory cannot be shared here.
    Processes,
    /// Workers that share memory, and processes besides.
    Threads,
}

impl Rung {
    /// Why something that needs this rung cannot be had on a lower one, and what would change it.
    pub fn out_of_reach(self) -> &'static str {
        match self {
            Self::Threads => {
                Text::new(
                    "Threads need shared memory, which browsers give only to a cross-origin isolated page. Open the full page, or have the host send the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy.",
                    "Threads brauchen gemeinsamen Speicher, den Browser nur einer cross-origin-isolierten Seite geben. Die volle Seite öffnen oder den Host die Header Cross-Origin-Opener-Policy und Cross-Origin-Embedder-Policy senden lassen.",
                )
            }
            Self::Processes | Self::Single => {
                Text::new(
                    "The page can start only one worker here. Open the full page, or use another browser.",
                    "Die Seite kann hier nur einen Worker starten. Die volle Seite öffnen oder einen anderen Browser verwenden.",
                )
            }
        }
        .read()
    }
}
