//! The request's numbers: their names, bounds and defaults, for the check and for the page.

use locale::Text;
use serde::Serialize;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use crate::language::Language;
use crate::tasks::{Kind, SizeField};

/// A number that a request may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct NumberField {
    /// Its camelCase name; the attribute's is the same in kebab-case.
    pub name: &'static str,
    /// What the page calls it.
    pub label: Text,
    /// What is counted, in a word for the page.
    pub unit: Text,
    /// What it is when nothing is said.
    pub default: u32,
    /// The smallest that is allowed.
    pub min: u32,
    /// The largest that is allowed.
    pub max: u32,
}

const fn field(
    name: &'static str,
    label: Text,
    unit: Text,
    default: u32,
    min: u32,
    max: u32,
) -> NumberField {
    NumberField {
        name,
        label,
        unit,
        default,
        min,
        max,
    }
}

/// A word that a request may set, out of a few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct ChoiceField {
    /// Its camelCase name; the attribute's is the same in kebab-case.
    pub name: &'static str,
    /// What the page calls it.
    pub label: Text,
    /// The words to choose from; the first is the default.
    pub words: &'static [&'static str],
}

const MS: Text = Text::alike("ms");

/// The most addresses a reader may give.
pub const MOST_URLS: usize = 900;

/// The most workers a run may have: twice what large machines admit to a browser.
pub const MOST_WORKERS: u32 = 64;

/// `workers`, by default one for each logical core.
pub const fn workers(logical_cores: u32) -> NumberField {
    let default = if logical_cores == 0 {
        1
    } else if logical_cores > MOST_WORKERS {
        MOST_WORKERS
    } else {
        logical_cores
    };
    field(
        "workers",
        Text::new("Workers", "Worker"),
        Text::new("workers", "Worker"),
        default,
        1,
        MOST_WORKERS,
    )
}

/// `size`, as a task has it; Python's programs take longer over the same.
pub fn size(size: &SizeField, languages: &[Language]) -> NumberField {
    let default = if languages.contains(&Language::Python) {
        size.python_default
    } else {
        size.default
    };
    field("size", size.label, size.unit, default, size.min, size.max)
}

/// `trials`: by default enough of them to see how much they differ, but downloads take long and
/// differ little.
pub const fn trials(kind: Kind) -> NumberField {
    let default = match kind {
        Kind::Compute => 3,
        Kind::Download => 1,
    };
    field(
        "trials",
        Text::new("Trials", "Versuche"),
        Text::new("trials", "Versuche"),
        default,
        1,
        101,
    )
}

/// `chunkSize`, when it is a number.
pub const CHUNK_SIZE: NumberField = field(
    "chunkSize",
    Text::new("Chunk size", "Blockgröße"),
    Text::new("items", "Elemente"),
    1,
    1,
    1_000_000_000,
);
/// `language`, of which there may be several.
pub const LANGUAGE: ChoiceField = ChoiceField {
    name: "language",
    label: Text::new("Language", "Sprache"),
    words: &["rust", "python"],
};
/// `call`.
pub const CALL: ChoiceField = ChoiceField {
    name: "call",
    label: Text::new("Pool call", "Pool-Aufruf"),
    words: &["map", "starmap", "imap-unordered", "apply-async", "apply"],
};
/// `startMethod`.
pub const START_METHOD: ChoiceField = ChoiceField {
    name: "startMethod",
    label: Text::new("Start method", "Startmethode"),
    words: &["reuse", "forkserver", "spawn"],
};
/// `network`.
pub const NETWORK: ChoiceField = ChoiceField {
    name: "network",
    label: Text::new("Network", "Netz"),
    words: &["simulated", "real"],
};
/// `make`.
pub const MAKE: ChoiceField = ChoiceField {
    name: "make",
    label: Text::new("Make", "Ergebnis"),
    words: &["files", "contact-sheet"],
};
/// `preDispatch`: joblib's default is two for each job. More than so many are all, at a chunk size
/// that a strategy chooses itself.
pub const PRE_DISPATCH: NumberField = field(
    "preDispatch",
    Text::new("Handed out ahead", "Im Voraus verteilt"),
    Text::new("ranges a worker", "Bereiche je Worker"),
    2,
    1,
    64,
);
/// `verbose`.
pub const VERBOSE: NumberField = field(
    "verbose",
    Text::new("Log", "Protokoll"),
    Text::new("0 to 50", "0 bis 50"),
    0,
    0,
    50,
);
/// `seed`.
pub const SEED: NumberField = field(
    "seed",
    Text::new("Seed", "Startwert"),
    Text::alike(""),
    1,
    0,
    u32::MAX,
);
/// `inFlight`.
pub const IN_FLIGHT: NumberField = field(
    "inFlight",
    Text::new("Requests in flight", "Gleichzeitige Anfragen"),
    Text::new("requests", "Anfragen"),
    8,
    1,
    256,
);
/// `retries`.
pub const RETRIES: NumberField = field(
    "retries",
    Text::new("Retries", "Wiederholungen"),
    Text::new("tries more", "weitere Versuche"),
    2,
    0,
    10,
);
/// `timeoutMs`.
pub const TIMEOUT_MS: NumberField = field(
    "timeoutMs",
    Text::new("Timeout", "Zeitlimit"),
    MS,
    10_000,
    100,
    120_000,
);
/// `latencyMs`: the tutorial's pictures took 200 ms on average.
pub const LATENCY_MS: NumberField = field(
    "latencyMs",
    Text::new("Latency", "Latenz"),
    MS,
    200,
    0,
    10_000,
);
/// `jitterMs`.
pub const JITTER_MS: NumberField = field("jitterMs", Text::alike("Jitter"), MS, 0, 0, 10_000);
/// `bandwidthKib`.
pub const BANDWIDTH_KIB: NumberField = field(
    "bandwidthKib",
    Text::new("Bandwidth", "Bandbreite"),
    Text::new("KiB/s (0: unlimited)", "KiB/s (0: unbegrenzt)"),
    0,
    0,
    1_000_000,
);
/// `failurePercent`.
pub const FAILURE_PERCENT: NumberField = field(
    "failurePercent",
    Text::new("Failures", "Ausfälle"),
    Text::alike("%"),
    0,
    0,
    100,
);

/// The fields that every task has, for the page's controls.
pub const COMMON: [NumberField; 4] = [CHUNK_SIZE, PRE_DISPATCH, SEED, VERBOSE];

/// The choices that processes have besides.
pub const PROCESSES: [ChoiceField; 2] = [CALL, START_METHOD];

/// The choices that a task has besides when it downloads.
pub const DOWNLOAD_CHOICES: [ChoiceField; 1] = [MAKE];

/// The fields that a task has besides when it downloads.
pub const DOWNLOAD: [NumberField; 7] = [
    IN_FLIGHT,
    RETRIES,
    TIMEOUT_MS,
    LATENCY_MS,
    JITTER_MS,
    BANDWIDTH_KIB,
    FAILURE_PERCENT,
];
