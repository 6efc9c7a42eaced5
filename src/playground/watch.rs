//! What those who watch a trial in Rust are told while it goes on.

use std::cell::RefCell;
use std::sync::atomic::Ordering;

use futures::channel::mpsc::UnboundedReceiver;

use super::event::{
    LogLines, PaintedRows, PictureArrival, Progress, RunEvent, TrialSoFar, TrialWindow,
};
use super::host::Host;
use super::timings::trial_of;
use crate::analysis::{Pace, ProgressLog};
use crate::language::Language;
use crate::strategies::{Arrival, Band, Counters, Entry, Execution, News};
use crate::timeline::{Lane, OpenWindow, now_ms};
use crate::workers::tick;

/// Time between two progress events.
const PROGRESS_EVERY_MS: u32 = 50;
/// Progress events for one look at the lanes.
const LOOK_EVERY: u32 = 5;
/// A lane's outline has at most so many gaps: about as many as pixels can show.
const OUTLINE_GAPS: f64 = 1_000.0;

/// Tells whoever watches a trial how it goes on.
pub(super) struct Watch<'run, H> {
    host: &'run H,
    strategy: &'static Entry,
    trial: u32,
    pub(super) begin_ms: f64,
    execution: &'run Execution,
    pace: &'run RefCell<Pace>,
    log: RefCell<Log>,
    /// Through which the page sees the spans, if it shares this memory.
    window: Option<OpenWindow<'run>>,
}

/// A trial's log, and how much of it has been told.
struct Log {
    progress: ProgressLog,
    lines: Vec<String>,
    told: usize,
}

/// Watching ends with the trial, never by itself.
pub(super) enum Never {}

impl<'run, H: Host> Watch<'run, H> {
    /// A watch over a trial that begins now.
    pub(super) fn new(
        host: &'run H,
        strategy: &'static Entry,
        trial: u32,
        execution: &'run Execution,
        pace: &'run RefCell<Pace>,
    ) -> Self {
        let plan = &execution.plan;
        let workers = (strategy.workers)(plan);
        let progress = ProgressLog::new(plan.verbose, workers, execution.task.len());
        Self {
            host,
            strategy,
            trial,
            begin_ms: now_ms(),
            execution,
            pace,
            log: RefCell::new(Log {
                lines: progress.opening(strategy.id).into_iter().collect(),
                progress,
                told: 0,
            }),
            window: None,
        }
    }

    /// Shows the page where the spans are, so that it need not be told of them.
    pub(super) fn open_window(&mut self) {
        let (open, window) = OpenWindow::on(&self.execution.timeline, self.begin_ms);
        self.window = Some(open);
        let event = TrialWindow {
            language: Language::Rust,
            strategy: self.strategy.id.into(),
            trial: self.trial,
            window,
        };
        self.host.emit(RunEvent::TrialWindow(event), None);
    }

    /// Tells now and then what has come and how far the trial is, until it is over. To tell each thing
    /// as it comes would take from the workers a part of their cores.
    pub(super) async fn watch(&self, news: &mut UnboundedReceiver<News>) -> Never {
        let mut looks = (1..LOOK_EVERY).chain([0]).cycle();
        loop {
            tick(PROGRESS_EVERY_MS).await;
            self.tell_news(news);
            self.tell_progress();
            if looks.next() == Some(0) {
                self.tell_so_far();
            }
        }
    }

    /// What happened since the last event, once the trial is over; yields the whole log.
    pub(super) fn finish(self, mut news: UnboundedReceiver<News>) -> Vec<String> {
        self.tell_news(&mut news);
        self.tell_progress();
        self.log.into_inner().lines
    }

    /// The trial begins.
    pub(super) fn tell_start(&self) {
        self.host.emit(RunEvent::TrialStart(self.progress()), None);
    }

    fn tell_progress(&self) {
        self.tell_log();
        self.host.emit(RunEvent::Progress(self.progress()), None);
    }

    fn tell_so_far(&self) {
        let elapsed_ms = now_ms() - self.begin_ms;
        let gap_ms = elapsed_ms / OUTLINE_GAPS;
        let lanes = self.execution.timeline.lanes().iter();
        let lanes = lanes
            .map(|lane| Lane::so_far(lane, self.begin_ms, gap_ms))
            .collect();
        let mut so_far = trial_of(self.execution, lanes, elapsed_ms);
        if self.window.is_some() {
            so_far.lanes.iter_mut().for_each(|lane| lane.spans.clear());
        }
        let event = TrialSoFar {
            language: Language::Rust,
            strategy: self.strategy.id.into(),
            trial: self.trial,
            so_far,
        };
        self.host.emit(RunEvent::TrialSoFar(Box::new(event)), None);
    }

    fn tell_log(&self) {
        let Log { lines, told, .. } = &mut *self.log.borrow_mut();
        if *told < lines.len() {
            let lines = lines[std::mem::replace(told, lines.len())..].to_vec();
            let event = LogLines {
                language: Language::Rust,
                strategy: self.strategy.id.into(),
                trial: self.trial,
                lines,
            };
            self.host.emit(RunEvent::Log(event), None);
        }
    }

    fn progress(&self) -> Progress {
        let Counters {
            completed,
            bytes,
            retries,
            ..
        } = &self.execution.counters;
        let completed = completed.load(Ordering::Relaxed);
        let (items, elapsed_ms) = (self.execution.task.len(), now_ms() - self.begin_ms);
        let mut pace = self.pace.borrow_mut();
        let estimate = pace.estimate(self.trial, items, completed, elapsed_ms);
        Progress {
            language: Language::Rust,
            strategy: self.strategy.id.into(),
            trial: self.trial,
            completed: completed as u32,
            items: items as u32,
            bytes: bytes.load(Ordering::Relaxed) as f64,
            retries: retries.load(Ordering::Relaxed),
            elapsed_ms,
            rate: estimate.map(|estimate| estimate.rate),
            remaining_ms: estimate.map(|estimate| estimate.remaining_ms),
        }
    }

    fn tell_news(&self, news: &mut UnboundedReceiver<News>) {
        let mut bands = Vec::new();
        while let Ok(news) = news.try_recv() {
            match news {
                News::Arrival(arrival) => self.tell_arrival(arrival),
                News::Completed { items, at_ms } => {
                    let Log {
                        progress, lines, ..
                    } = &mut *self.log.borrow_mut();
                    lines.extend(progress.completed(items, at_ms - self.begin_ms));
                }
                News::Painted(band) => band.add_to(&mut bands),
            }
        }
        bands.into_iter().for_each(|band| self.tell_painted(band));
    }

    fn tell_painted(&self, band: Band) {
        let event = PaintedRows {
            language: Language::Rust,
            strategy: self.strategy.id.into(),
            trial: self.trial,
            rows: band.items.into(),
            height: self.execution.task.len() as u32,
            worker: band.lane as u32,
        };
        self.host.emit(RunEvent::Painted(event), Some(band.pixels));
    }

    fn tell_arrival(&self, arrival: Arrival) {
        let source = self.execution.task.source(arrival.item);
        let event = PictureArrival {
            language: Language::Rust,
            strategy: self.strategy.id.into(),
            trial: self.trial,
            item: arrival.item as u32,
            worker: arrival.lane as u32,
            url: source.map(|source| source.to_string()).unwrap_or_default(),
        };
        self.host.keep(arrival.item, &arrival.body);
        let bytes = arrival.body.to_vec();
        self.host.emit(RunEvent::Picture(event), Some(bytes));
    }
}
