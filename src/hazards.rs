//! What can go wrong where workers share something, small enough to be watched: each hazard is run
//! for real, and beside it what avoids it.
//!
//! Nothing here is undefined: a lost update is one that two atomic steps lost between them, a
//! deadlock ends when it has been noticed, and a worker is killed by those who started it.
//!
//! To add a hazard: write its file and name it in [`CATALOGUE`].

mod deadlock;
mod killed_worker;
mod lost_updates;

use futures::future::LocalBoxFuture;
use locale::Text;
use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use crate::analysis::Breakdown;
use crate::error::PlaygroundError;
use crate::timeline::{Lane, Timeline, now_ms};
use crate::workers::{Crew, Rung};

/// All hazards, in the order they are shown.
pub const CATALOGUE: &[Entry] = &[lost_updates::ENTRY, deadlock::ENTRY, killed_worker::ENTRY];

/// A hazard's place in the catalogue.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS), ts(rename = "HazardEntry"))]
pub struct Entry {
    /// Its kebab-case id.
    pub id: &'static str,
    /// What the page calls it.
    pub title: Text,
    /// What is done, in a sentence or two for a learner.
    pub summary: Text,
    /// What to learn from it, and how Python fares.
    pub lesson: Text,
    /// The rung it needs.
    pub needs: Rung,
    /// Runs it on so many workers, which are there.
    #[serde(skip)]
    pub run: fn(&Crew, usize) -> Scenes<'_>,
}

/// What a hazard comes to.
pub type Scenes<'crew> = LocalBoxFuture<'crew, Result<Vec<Scene>, PlaygroundError>>;

/// One way to do it, and how that went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Scene {
    /// What was done, in a few words.
    pub title: String,
    /// What came of it, in a sentence or two.
    pub outcome: String,
    /// Whether harm was done: something was lost, or nobody could go on.
    pub harmed: bool,
    /// From the beginning to the end.
    pub elapsed_ms: f64,
    /// What the workers did with their time.
    pub breakdown: Breakdown,
    /// A row for each worker.
    pub lanes: Vec<Lane>,
}

/// A hazard that was run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct HazardReport {
    /// The hazard's id.
    pub hazard: String,
    /// Workers that took part.
    pub workers: u32,
    /// What was done, one after another.
    pub scenes: Vec<Scene>,
}

/// The entry of an id.
pub fn find(id: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.id == id)
}

/// All ids, in order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|entry| entry.id)
}

/// Starts the workers that a hazard needs, and runs it.
///
/// # Errors
/// `start-failed` where this place does not allow such workers, or they do not start.
pub async fn run(
    entry: &Entry,
    crew: &mut Crew,
    workers: usize,
) -> Result<HazardReport, PlaygroundError> {
    // It takes two; and a pool of threads stays as large as it is.
    let workers = crew.thread_count().unwrap_or(workers).max(2);
    crew.start(entry.needs, workers).await?;
    Ok(HazardReport {
        hazard: entry.id.into(),
        workers: workers as u32,
        scenes: (entry.run)(crew, workers).await?,
    })
}

/// A scene that began at `begin_ms` and has just ended.
fn scene(title: Text, begin_ms: f64, timeline: &Timeline) -> Scene {
    let elapsed_ms = now_ms() - begin_ms;
    let lanes = timeline.lanes().iter();
    let lanes: Vec<Lane> = lanes.map(|lane| Lane::of(lane, begin_ms, None)).collect();
    Scene {
        title: title.into(),
        outcome: String::new(),
        harmed: false,
        elapsed_ms,
        breakdown: Breakdown::of(&lanes, elapsed_ms, 1),
        lanes,
    }
}
