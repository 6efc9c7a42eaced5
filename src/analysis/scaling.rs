//! What timings at several worker counts say of more workers.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::laws::{Speedup, Usl, amdahl, karp_flatt, serial_fraction};
use super::{Inflation, InflationCause, Statistics, times_as_fast};
use crate::order::sort_by_number;

/// A further worker has to make a run at least this much shorter, or it does not pay.
const WORTH_WHILE: f64 = 0.03;

/// The timings at one worker count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct ScalingPoint {
    /// How many workers.
    pub workers: u32,
    /// Each trial's time.
    pub elapsed_ms: Vec<f64>,
    /// Each trial's time of sequential, in the same run.
    pub sequential_ms: Vec<f64>,
    /// Work inflation, where it explains what was lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub inflation: Option<Inflation>,
}

/// Whether the laws are fitted to a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// They are.
    Fitted,
    /// They are not: the workers were more than the cores, and had to take turns.
    Oversubscribed,
    /// They are not: the same work took longer, which explains what was lost.
    Inflated,
}

/// What was measured at one worker count.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct MeasuredSpeedup {
    /// How many workers.
    pub workers: u32,
    /// The median time.
    pub median_ms: f64,
    /// Sequential's median over the median.
    pub speedup: f64,
    /// Sequential's median over the longest time.
    pub speedup_min: f64,
    /// Sequential's median over the shortest time.
    pub speedup_max: f64,
    /// Whether the laws are fitted to it.
    pub standing: Standing,
    /// Work inflation, where it explains what was lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub inflation: Option<Inflation>,
    /// Karp and Flatt's experimentally determined serial fraction, (1/S - 1/p) / (1 - 1/p); none
    /// for one worker, nor where no law is fitted. Where it rises with the workers, overhead is to
    /// blame; where it stays, serial work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub karp_flatt: Option<f64>,
}

/// What the laws say of one worker count.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct FittedSpeedup {
    /// How many workers.
    pub workers: u32,
    /// Amdahl's speed-up, if it was fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub amdahl: Option<f64>,
    /// The Universal Scalability Law's, if it was fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub usl: Option<f64>,
}

/// What timings at several worker counts say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Scaling {
    /// What was measured, by worker count.
    pub measured: Vec<MeasuredSpeedup>,
    /// Amdahl's serial fraction s, fitted to S = 1 / (s + (1-s)/p) by least squares of 1/S; none
    /// without two worker counts to fit it to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub serial_fraction: Option<f64>,
    /// The Universal Scalability Law, from six worker counts on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub usl: Option<Usl>,
    /// What the laws say, from one worker to twice the most that they were fitted to.
    pub fitted: Vec<FittedSpeedup>,
    /// The last worker count that still paid: from there on, a further worker made a run less
    /// than 3% shorter. None where the next one might have paid on a machine with nothing else to
    /// do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub pays_up_to: Option<u32>,
    /// The worst work inflation of workers that had a core each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub inflation: Option<Inflation>,
}

impl Scaling {
    /// Of at least one worker count with at least one trial; none of none. Workers beyond `cores`
    /// take turns; where they only wait, there is no such number.
    pub fn of(points: &[ScalingPoint], cores: Option<u32>) -> Option<Self> {
        let measure = |point| MeasuredSpeedup::of(point, cores);
        let mut measured: Vec<_> = points.iter().filter_map(measure).collect();
        sort_by_number(&mut measured, |point| f64::from(point.workers));
        let lawful: Vec<_> = measured.iter().filter_map(lawful).collect();
        let (serial_fraction, usl) = (serial_fraction(&lawful), Usl::fitted_to(&lawful));
        let most = lawful.last().map_or(0, |point| point.workers) * 2;
        let fitted = |workers| FittedSpeedup {
            workers,
            amdahl: serial_fraction.map(|serial| amdahl(serial, workers)),
            usl: usl.map(|usl| usl.speedup(workers)),
        };
        let inflated = measured.iter().filter_map(inflated);
        Some(Self {
            serial_fraction,
            usl,
            fitted: (1..=most).map(fitted).collect(),
            pays_up_to: pays_up_to(measured.split_first()?),
            inflation: inflated.max_by(|a, b| a.factor.total_cmp(&b.factor)),
            measured,
        })
    }
}

impl MeasuredSpeedup {
    fn of(point: &ScalingPoint, cores: Option<u32>) -> Option<Self> {
        let &ScalingPoint {
            workers, inflation, ..
        } = point;
        let sequential = Statistics::of(point.sequential_ms.iter().copied())?.median;
        let Statistics { median, min, max } = Statistics::of(point.elapsed_ms.iter().copied())?;
        let measured = Self {
            workers,
            median_ms: median,
            speedup: times_as_fast(sequential, median),
            speedup_min: times_as_fast(sequential, max),
            speedup_max: times_as_fast(sequential, min),
            standing: if cores.is_some_and(|cores| workers > cores) {
                Standing::Oversubscribed
            } else if inflation.is_some() {
                Standing::Inflated
            } else {
                Standing::Fitted
            },
            inflation,
            karp_flatt: None,
        };
        Some(Self {
            karp_flatt: lawful(&measured).and_then(karp_flatt),
            ..measured
        })
    }
}

/// What the laws are fitted to.
fn lawful(measured: &MeasuredSpeedup) -> Option<Speedup> {
    let &MeasuredSpeedup {
        workers, speedup, ..
    } = measured;
    (measured.standing == Standing::Fitted).then_some(Speedup { workers, speedup })
}

/// The inflation of workers that had a core each.
fn inflated(measured: &MeasuredSpeedup) -> Option<Inflation> {
    let is = measured.standing == Standing::Inflated;
    measured.inflation.filter(|_| is)
}

/// Whether hardware that workers share makes the same work longer: then it always does.
fn lasts(Inflation { cause, .. }: Inflation) -> bool {
    cause == InflationCause::SharedHardware
}

fn pays_up_to((first, others): (&MeasuredSpeedup, &[MeasuredSpeedup])) -> Option<u32> {
    let mut last = first;
    for next in others {
        let further = f64::from(next.workers - last.workers);
        if next.median_ms >= last.median_ms * (1.0 - WORTH_WHILE).powf(further) {
            return inflated(next).is_none_or(lasts).then_some(last.workers);
        }
        last = next;
    }
    Some(last.workers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(counts: &[u32], speedup: impl Fn(f64) -> f64) -> Vec<ScalingPoint> {
        let point = |&workers: &u32| ScalingPoint {
            workers,
            elapsed_ms: vec![1_000.0 / speedup(f64::from(workers))],
            sequential_ms: vec![1_000.0],
            inflation: None,
        };
        counts.iter().map(point).collect()
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    fn standings(scaling: &Scaling) -> Vec<Standing> {
        let standing = |point: &MeasuredSpeedup| point.standing;
        scaling.measured.iter().map(standing).collect()
    }

    #[test]
    fn the_laws_are_fitted_and_drawn_to_twice_the_workers() {
        let amdahl = |p: f64| 1.0 / (0.2 + 0.8 / p);
        let scaling = Scaling::of(&points(&[4, 1, 2], amdahl), Some(4)).expect("three points");
        assert!(scaling.serial_fraction.is_some_and(|s| close(s, 0.2)));
        assert_eq!(scaling.usl, None, "three points are too few");
        let twice = scaling.fitted.last().copied();
        assert_eq!(twice.map(|fitted| fitted.workers), Some(8));
        let law = twice.and_then(|fitted| fitted.amdahl);
        assert!(law.is_some_and(|s| close(s, amdahl(8.0))));
        assert!(scaling.measured[0].karp_flatt.is_none());
        let karp_flatt = scaling.measured.iter().filter_map(|point| point.karp_flatt);
        assert!(karp_flatt.into_iter().all(|e| close(e, 0.2)));
    }

    #[test]
    fn a_peak_is_where_workers_cease_to_pay() {
        let law = |p: f64| p / (1.0 + 0.05 * (p - 1.0) + 0.01 * p * (p - 1.0));
        let scaling = Scaling::of(&points(&[1, 2, 4, 8, 12, 16], law), None).expect("six points");
        assert_eq!(scaling.pays_up_to, Some(8));
        let twice = scaling.fitted.last().and_then(|fitted| fitted.usl);
        assert!(twice.is_some_and(|speedup| close(speedup, law(32.0))));
    }

    #[test]
    fn where_nothing_is_gained_nothing_pays() {
        let scaling = Scaling::of(&points(&[4, 2, 1], |_| 1.0), None).expect("three points");
        assert_eq!(scaling.pays_up_to, Some(1));
        assert!(scaling.serial_fraction.is_some_and(|s| close(s, 1.0)));
        assert_eq!(Scaling::of(&[], None), None);
    }

    /// Work without any serial part, on two cores: that more workers gain nothing is no fault of
    /// the work.
    #[test]
    fn workers_beyond_the_cores_are_no_evidence_of_serial_work() {
        let two_cores = points(&[1, 2, 3, 4, 5, 6, 7, 8], |p| p.min(2.0));
        let scaling = Scaling::of(&two_cores, Some(2)).expect("eight points");
        assert_eq!(scaling.serial_fraction, Some(0.0));
        assert_eq!(scaling.usl, None, "two points are too few");
        assert_eq!(scaling.measured[1].karp_flatt, Some(0.0));
        assert!(
            scaling.measured[2..]
                .iter()
                .all(|point| point.karp_flatt.is_none())
        );
        assert_eq!(scaling.fitted.len(), 4);
        let beyond = [Standing::Oversubscribed; 6];
        assert_eq!(standings(&scaling)[2..], beyond);
        assert_eq!(scaling.pays_up_to, Some(2));
    }

    #[test]
    fn workers_that_only_wait_need_no_cores() {
        let scaling = Scaling::of(&points(&[1, 2, 3, 4, 5, 6], |p| p), None).expect("six points");
        assert_eq!(standings(&scaling), [Standing::Fitted; 6]);
        assert_eq!(scaling.serial_fraction, Some(0.0));
        assert!(scaling.usl.is_some());
    }

    /// Both cores are taken by another program.
    fn busy(cause: InflationCause) -> Scaling {
        let mut points = points(&[1, 2, 3, 4], |p| 1.02_f64.min(p));
        for point in &mut points[1..] {
            point.inflation = Some(Inflation {
                factor: f64::from(point.workers) * 0.9,
                cause,
            });
        }
        Scaling::of(&points, Some(2)).expect("four points")
    }

    #[test]
    fn no_law_is_drawn_through_work_that_took_longer() {
        let scaling = busy(InflationCause::BusyMachine);
        assert_eq!(scaling.serial_fraction, None);
        assert!(
            scaling
                .measured
                .iter()
                .all(|point| point.karp_flatt.is_none())
        );
        let (fitted, inflated) = (Standing::Fitted, Standing::Inflated);
        assert_eq!(standings(&scaling)[..2], [fitted, inflated]);
        let inflation = scaling.inflation.expect("two workers had a core each");
        assert_eq!(inflation.factor, 1.8);
    }

    #[test]
    fn a_busy_machine_does_not_say_what_pays() {
        assert_eq!(busy(InflationCause::BusyMachine).pays_up_to, None);
        assert_eq!(busy(InflationCause::Unknown).pays_up_to, None);
        let shared = busy(InflationCause::SharedHardware);
        assert_eq!(shared.pays_up_to, Some(1));
    }
}
