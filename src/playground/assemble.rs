//! From finished trials to a report.

use std::collections::BTreeSet;

use locale::{Text, say};
use serde_json::Value;

use super::report::{Environment, REPORT_VERSION, RunReport, Skipped, StrategyResult, TrialRecord};
use super::request::RunRequest;
use super::soundings::Soundings;
use super::version::Version;
use crate::analysis::{Statistics, times_as_fast};
use crate::language::Language;
use crate::strategies::YARDSTICK;
use crate::tasks::{Comparison, Deviation};

/// Puts finished trials together. A strategy without any, or without sequential trials to compare
/// with, is added to `skipped` unless it is there already: the run was cut short. The report is
/// not dated: that takes a clock.
pub fn assemble(
    request: RunRequest,
    environment: Environment,
    records: Vec<TrialRecord>,
    mut skipped: Vec<Skipped>,
    soundings: Soundings,
) -> RunReport {
    let mut results = Vec::new();
    // Of a program, the first version that has come to its end.
    let begun = |version: &&Version| records.iter().any(|record| record.strategy == version.id);
    let first = request.versions.iter().find(begun);
    for (language, strategy) in request.contenders() {
        let result = Yardstick::of(&records, language, first)
            .and_then(|yardstick| yardstick.compare(of(&records, language, strategy)));
        let is_skipped =
            |skipped: &Skipped| skipped.language == language && skipped.strategy == strategy;
        match result {
            Some(result) => results.push(result),
            None if skipped.iter().any(is_skipped) => {}
            None => skipped.push(Skipped {
                language,
                strategy: strategy.into(),
                reason: Text::new(
                    "The run was cancelled before a trial of it was finished.",
                    "Der Lauf wurde abgebrochen, bevor ein Versuch davon fertig war.",
                )
                .into(),
            }),
        }
    }
    let mut report = RunReport {
        version: REPORT_VERSION,
        ended_at: None,
        request,
        environment,
        results,
        skipped,
        interference: soundings.interference,
        soundings: soundings.combining,
        inflation_beside_another: soundings.inflation_beside_another,
        diagnosis: Vec::new(),
    };
    report.explain();
    report
}

/// The trials of a strategy in a language.
fn of<'records>(
    records: &'records [TrialRecord],
    language: Language,
    strategy: &str,
) -> impl Iterator<Item = &'records TrialRecord> {
    let is_own =
        move |record: &&TrialRecord| record.language == language && record.strategy == strategy;
    records.iter().filter(is_own)
}

/// What every strategy of a language is compared with: its sequential's output and median, or those
/// of the first version of a program.
struct Yardstick<'records> {
    first: &'records TrialRecord,
    median_ms: f64,
    /// Rust's sequential, with which other languages have to agree.
    reference: Option<&'records TrialRecord>,
    /// What counts as the same output. Nothing keeps anything from a program's: what is open of it is
    /// the order of its lines, where that is free.
    same: &'static [Comparison],
}

impl<'records> Yardstick<'records> {
    fn of(
        records: &'records [TrialRecord],
        language: Language,
        first: Option<&Version>,
    ) -> Option<Self> {
        let id = first.map_or(YARDSTICK, |version| &version.id);
        let own = || of(records, language, id);
        let elapsed = own().map(|record| record.trial.elapsed_ms);
        Some(Self {
            first: own().next()?,
            median_ms: Statistics::of(elapsed)?.median,
            reference: of(records, Language::Rust, YARDSTICK).next(),
            same: if first.is_none() {
                &[Comparison::Equal]
            } else {
                &[Comparison::Equal, Comparison::Open]
            },
        })
    }

    fn compare<'a>(
        &self,
        records: impl Iterator<Item = &'a TrialRecord>,
    ) -> Option<StrategyResult> {
        let records: Vec<_> = records.collect();
        let first = *records.first()?;
        let Statistics { median, min, max } =
            Statistics::of(records.iter().map(|record| record.trial.elapsed_ms))?;
        let speedup = times_as_fast(self.median_ms, median);
        Some(StrategyResult {
            language: first.language,
            strategy: first.strategy.clone(),
            workers: first.workers,
            items: first.items,
            output: first.output.clone(),
            matches_sequential: self.all(&records, self.same)
                && records
                    .iter()
                    .all(|record| self.agrees_with_reference(record)),
            not_comparable: self.not_comparable(&records),
            deviation: furthest(&records),
            trials: records.iter().map(|record| record.trial.clone()).collect(),
            median_ms: median,
            min_ms: min,
            max_ms: max,
            speedup,
            efficiency: speedup / f64::from(first.workers),
            stack: None,
            inflation: None,
            in_flight: None,
            warm_up_ms: first.warm_up_ms,
        })
    }

    fn agrees_with_reference(&self, record: &TrialRecord) -> bool {
        let agrees = |reference: &TrialRecord| reference.fingerprint.agrees(&record.fingerprint);
        self.reference.is_none_or(agrees)
    }

    fn all(&self, records: &[&TrialRecord], are: &[Comparison]) -> bool {
        let is = |record: &&TrialRecord| {
            are.contains(&self.first.fingerprint.compare(&record.fingerprint))
        };
        records.iter().all(is)
    }

    /// What the network kept from whom, if that is all in which the outputs differ.
    fn not_comparable(&self, records: &[&TrialRecord]) -> Option<String> {
        let open = [Comparison::Equal, Comparison::Open];
        if self.same.contains(&Comparison::Open) || !self.all(records, &open) {
            return None;
        }
        let is_open = |record: &&&TrialRecord| {
            self.first.fingerprint.compare(&record.fingerprint) == Comparison::Open
        };
        let record = records.iter().find(is_open)?;
        Some(say!(
            "Not comparable: here {own}, and in sequential {first}. What both have is the same.",
            "Nicht vergleichbar: hier {own}, bei „Sequenziell“ {first}. Was beide haben, ist gleich.",
            own = failed_downloads(&record.output),
            first = failed_downloads(&self.first.output)
        ))
    }
}

/// By how much the worst of some outputs differs from sequential's, where it was rounded more.
fn furthest(records: &[&TrialRecord]) -> Option<Deviation> {
    let deviations = records
        .iter()
        .filter_map(|record| record.deviation.as_ref());
    // The first of those that are not tolerable, if any is not.
    deviations
        .min_by_key(|deviation| deviation.tolerable)
        .cloned()
}

/// How many downloads of an output failed, and of what kinds the failures were.
fn failed_downloads(output: &Value) -> String {
    let failures = output["failures"].as_array().map_or(&[][..], Vec::as_slice);
    let codes: BTreeSet<&str> = failures
        .iter()
        .filter_map(|failure| failure["code"].as_str())
        .collect();
    let codes = Vec::from_iter(codes).join(", ");
    match failures.len() {
        0 => Text::new("no download failed", "kein fehlgeschlagener Download").into(),
        1 => say!(
            "1 download failed ({codes})",
            "1 fehlgeschlagener Download ({codes})"
        ),
        count => say!(
            "{count} downloads failed ({codes})",
            "{count} fehlgeschlagene Downloads ({codes})"
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A trial whose output is of two downloads.
    fn record(strategy: &str, things: [Option<&str>; 2], failures: &Value) -> TrialRecord {
        let record = json!({
            "strategy": strategy, "workers": 1, "items": 2,
            "fingerprint": { "things": things, "own": null },
            "output": { "failures": failures },
            "trial": {
                "elapsedMs": 3.0, "startupMs": 0.0,
                "traffic": { "messages": 0, "bytesCopied": 0, "bytesReceived": 0, "retries": 0 },
                "lanes": [],
            },
        });
        serde_json::from_value(record).expect("a record")
    }

    #[test]
    fn what_differs_only_by_the_networks_failures_is_not_called_wrong() {
        let failed = json!([{ "code": "server-error" }]);
        let sequential = record(YARDSTICK, [Some("a"), Some("b")], &json!([]));
        let equal = record("threads", [Some("a"), Some("b")], &json!([]));
        let open = record("threads", [Some("a"), None], &failed);
        let wrong = record("threads", [Some("c"), None], &failed);
        let records = [sequential];
        let yardstick =
            Yardstick::of(&records, Language::Rust, None).expect("there is a sequential trial");
        for (trials, matches, says) in [
            (vec![&equal], true, false),
            (vec![&equal, &open], false, true),
            (vec![&equal, &open, &wrong], false, false),
        ] {
            let result = yardstick.compare(trials.into_iter()).expect("a result");
            assert_eq!(result.matches_sequential, matches);
            assert_eq!(result.not_comparable.is_some(), says);
            if let Some(why) = result.not_comparable {
                assert!(why.contains("1 download failed (server-error)"), "{why}");
                assert!(why.contains("no download failed"), "{why}");
            }
        }
    }
}
