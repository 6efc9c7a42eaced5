//! Whether a strategy lost what it lost because the same work took longer, and why it may have.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::{Interference, SpeedupStack, Statistics};
use crate::timeline::{Lane, SpanKind};

/// By how much computing may take longer on several workers than alone.
const NOTABLE_SLOWDOWN: f64 = 1.2;
/// Less computing than this says little.
const LEAST_MS: f64 = 20.0;
/// A loss of so few workers, of all, is none to explain.
const NOTABLE_LOSS: f64 = 0.1;
/// What explains so much of a loss explains it.
const MAIN_SHARE: f64 = 0.5;
/// Sequential's longest trial over its shortest, where the machine was steady.
const STEADY: f64 = 1.1;
/// The same where it was not.
const UNSTEADY: f64 = 1.25;

/// Work inflation that explains the better part of what a strategy lost: its workers computed for
/// longer, in all, than sequential did for the same items. No law of scaling holds for such a
/// timing, as they all speak of work that stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct Inflation {
    /// The time all workers computed, over sequential's.
    pub factor: f64,
    /// What made it so long.
    pub cause: InflationCause,
}

/// Why the same work may take longer on several workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum InflationCause {
    /// They were more than the cores, and took turns.
    Oversubscribed,
    /// Other programs had the cores for part of the time.
    BusyMachine,
    /// The cores were left to them: they share a memory, its caches, or the parts of a core.
    SharedHardware,
    /// One of the last two.
    Unknown,
}

/// What is known of the machine while a run took place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Machine {
    /// Processors the browser admits to.
    pub logical_cores: u32,
    /// What other programs had of the cores, if it was looked for.
    pub interference: Option<Interference>,
    /// Sequential's trials.
    pub sequential: Statistics,
}

impl Inflation {
    /// Of a trial with this stack, in which so much time was computed, and in sequential's; none
    /// where that does not explain what was lost.
    pub fn of(
        stack: &SpeedupStack,
        (own_ms, sequential_ms): (f64, f64),
        workers: u32,
        machine: &Machine,
    ) -> Option<Self> {
        let (lost, factor) = (stack.lost(), own_ms / sequential_ms);
        let explains = sequential_ms > LEAST_MS
            && factor > NOTABLE_SLOWDOWN
            && lost > NOTABLE_LOSS * f64::from(workers)
            && stack.inflation > MAIN_SHARE * lost;
        explains.then(|| Self {
            factor,
            cause: machine.cause(workers),
        })
    }
}

impl Machine {
    fn cause(&self, workers: u32) -> InflationCause {
        let Statistics { min, max, .. } = self.sequential;
        let seen = self.interference.as_ref();
        if workers > self.logical_cores {
            InflationCause::Oversubscribed
        } else if seen.is_some_and(Interference::is_busy) || max > min * UNSTEADY {
            InflationCause::BusyMachine
        } else if seen.is_some_and(|seen| seen.is_calm(workers)) && max < min * STEADY {
            InflationCause::SharedHardware
        } else {
            InflationCause::Unknown
        }
    }
}

/// Time in which items were computed; neither combining nor waiting for the network is among it.
pub fn computing_ms(lanes: &[Lane]) -> f64 {
    let spans = lanes.iter().flat_map(|lane| &lane.spans);
    spans
        .filter(|span| span.kind == SpanKind::Run && span.range.is_some())
        .fold(0.0, |sum, span| sum + span.end_ms - span.start_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALM: Machine = Machine {
        logical_cores: 2,
        interference: Some(Interference {
            workers: 2,
            before: 0.0,
            after: 0.01,
        }),
        sequential: Statistics {
            median: 100.0,
            min: 98.0,
            max: 104.0,
        },
    };

    /// Two workers at work for all of the time, on ranges that take twice as long.
    const TWICE_AS_LONG: SpeedupStack = SpeedupStack {
        speedup: 1.0,
        inflation: 0.95,
        lock_wait: 0.0,
        serialise: 0.0,
        copy: 0.0,
        waiting: 0.05,
        start_and_combine: 0.0,
    };

    fn cause(machine: &Machine) -> InflationCause {
        let found = Inflation::of(&TWICE_AS_LONG, (195.0, 100.0), 2, machine);
        found.expect("it explains nearly all of the loss").cause
    }

    #[test]
    fn a_busy_machine_is_told_apart_where_it_can_be() {
        assert_eq!(cause(&CALM), InflationCause::SharedHardware);
        let looked = |before, after| Machine {
            interference: Some(Interference {
                workers: 2,
                before,
                after,
            }),
            ..CALM
        };
        assert_eq!(cause(&looked(0.0, 0.4)), InflationCause::BusyMachine);
        assert_eq!(cause(&looked(0.1, 0.1)), InflationCause::Unknown);
        let varying = |max| Machine {
            sequential: Statistics {
                max,
                ..CALM.sequential
            },
            ..CALM
        };
        assert_eq!(cause(&varying(150.0)), InflationCause::BusyMachine);
        assert_eq!(cause(&varying(115.0)), InflationCause::Unknown);
        let not_looked = Machine {
            interference: None,
            ..CALM
        };
        assert_eq!(cause(&not_looked), InflationCause::Unknown);
        let few_cores = Machine {
            logical_cores: 1,
            ..looked(0.4, 0.4)
        };
        assert_eq!(cause(&few_cores), InflationCause::Oversubscribed);
    }

    #[test]
    fn what_is_lost_otherwise_is_not_explained_by_it() {
        let of = |stack, own_ms| Inflation::of(&stack, (own_ms, 100.0), 2, &CALM);
        let idle = SpeedupStack {
            inflation: 0.3,
            waiting: 0.7,
            ..TWICE_AS_LONG
        };
        assert_eq!(of(idle, 130.0), None, "waiting was worse");
        let small = SpeedupStack {
            speedup: 1.85,
            inflation: 0.15,
            waiting: 0.0,
            ..TWICE_AS_LONG
        };
        assert_eq!(of(small, 125.0), None, "too little was lost");
        assert_eq!(of(TWICE_AS_LONG, 110.0), None, "it took hardly longer");
        for short in [0.0, 1.0] {
            let of_short = Inflation::of(&TWICE_AS_LONG, (2.0, short), 2, &CALM);
            assert_eq!(of_short, None, "it was hardly timed");
        }
    }
}
