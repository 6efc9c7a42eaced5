//! What timings at several worker counts say of more workers: the laws of Amdahl, of Karp and
//! Flatt, and of Gunther.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::Statistics;

/// From so many worker counts on, [`Usl`] is fitted: it has two parameters.
const USL_POINTS: usize = 6;

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
    /// Karp and Flatt's experimentally determined serial fraction, (1/S - 1/p) / (1 - 1/p); none
    /// for one worker. Where it rises with the workers, overhead is to blame; where it stays,
    /// serial work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub karp_flatt: Option<f64>,
}

/// Gunther's Universal Scalability Law, S(p) = p / (1 + σ(p-1) + κp(p-1)).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Usl {
    /// σ: the part that waits its turn.
    pub contention: f64,
    /// κ: what every worker costs every other.
    pub coherency: f64,
    /// The worker count with the largest speed-up, √((1-σ)/κ); none if it only ever grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub peak_workers: Option<f64>,
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
    /// without two worker counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub serial_fraction: Option<f64>,
    /// The Universal Scalability Law, from six worker counts on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub usl: Option<Usl>,
    /// What the laws say, from one worker to twice the most that were measured.
    pub fitted: Vec<FittedSpeedup>,
    /// The last worker count that still paid: from there on, a further worker made a run less
    /// than 3% shorter.
    pub pays_up_to: u32,
}

impl Scaling {
    /// Of at least one worker count with at least one trial; none of none.
    pub fn of(points: &[ScalingPoint]) -> Option<Self> {
        let mut measured: Vec<_> = points.iter().filter_map(measure).collect();
        measured.sort_by_key(|point| point.workers);
        let (serial_fraction, usl) = (serial_fraction(&measured), usl(&measured));
        let most = measured.last()?.workers * 2;
        let fitted = |workers| FittedSpeedup {
            workers,
            amdahl: serial_fraction.map(|serial| amdahl(serial, workers)),
            usl: usl.map(|usl| usl.speedup(workers)),
        };
        Some(Self {
            serial_fraction,
            usl,
            fitted: (1..=most).map(fitted).collect(),
            pays_up_to: pays_up_to(&measured)?,
            measured,
        })
    }
}

/// S = 1 / (s + (1-s)/p).
fn amdahl(serial_fraction: f64, workers: u32) -> f64 {
    1.0 / (serial_fraction + (1.0 - serial_fraction) / f64::from(workers))
}

impl Usl {
    fn speedup(&self, workers: u32) -> f64 {
        let p = f64::from(workers);
        p / (1.0 + self.contention * (p - 1.0) + self.coherency * p * (p - 1.0))
    }
}

fn measure(point: &ScalingPoint) -> Option<MeasuredSpeedup> {
    let sequential = Statistics::of(point.sequential_ms.iter().copied())?.median;
    let Statistics { median, min, max } = Statistics::of(point.elapsed_ms.iter().copied())?;
    let (speedup, workers) = (sequential / median, f64::from(point.workers));
    let karp_flatt = || (1.0 / speedup - 1.0 / workers) / (1.0 - 1.0 / workers);
    Some(MeasuredSpeedup {
        workers: point.workers,
        median_ms: median,
        speedup,
        speedup_min: sequential / max,
        speedup_max: sequential / min,
        karp_flatt: (point.workers > 1).then(karp_flatt),
    })
}

/// 1/S - 1/p is s(1 - 1/p): a line through the origin.
fn serial_fraction(measured: &[MeasuredSpeedup]) -> Option<f64> {
    let coordinates = measured.iter().map(|point| {
        let share = 1.0 / f64::from(point.workers);
        (1.0 - share, 1.0 / point.speedup - share)
    });
    let (xy, xx) = coordinates.fold((0.0, 0.0), |(xy, xx), (x, y)| (xy + x * y, xx + x * x));
    (measured.len() > 1 && xx > 0.0).then(|| (xy / xx).clamp(0.0, 1.0))
}

/// p/S - 1 is σ(p-1) + κp(p-1): linear in σ and κ, neither of which is negative.
fn usl(measured: &[MeasuredSpeedup]) -> Option<Usl> {
    if measured.len() < USL_POINTS {
        return None;
    }
    let rows = measured.iter().map(|point| {
        let p = f64::from(point.workers);
        (p - 1.0, p * (p - 1.0), p / point.speedup - 1.0)
    });
    let [aa, ab, bb, ay, by] = rows.fold([0.0; 5], |[aa, ab, bb, ay, by], (a, b, y)| {
        [aa + a * a, ab + a * b, bb + b * b, ay + a * y, by + b * y]
    });
    let determinant = aa * bb - ab * ab;
    if determinant <= 0.0 {
        return None;
    }
    let mut contention = (ay * bb - by * ab) / determinant;
    let mut coherency = (by * aa - ay * ab) / determinant;
    // The least squares under the condition that neither is negative lie on the border then.
    if coherency < 0.0 {
        (contention, coherency) = (ay / aa, 0.0);
    } else if contention < 0.0 {
        (contention, coherency) = (0.0, by / bb);
    }
    let (contention, coherency) = (contention.clamp(0.0, 1.0), coherency.max(0.0));
    Some(Usl {
        contention,
        coherency,
        peak_workers: (coherency > 0.0).then(|| ((1.0 - contention) / coherency).sqrt().max(1.0)),
    })
}

fn pays_up_to(measured: &[MeasuredSpeedup]) -> Option<u32> {
    let pays = |pair: &[MeasuredSpeedup]| {
        let further = f64::from(pair[1].workers - pair[0].workers);
        pair[1].median_ms < pair[0].median_ms * (1.0 - WORTH_WHILE).powf(further)
    };
    let last = measured.windows(2).take_while(|pair| pays(pair)).count();
    measured.get(last).map(|point| point.workers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(counts: &[u32], speedup: impl Fn(f64) -> f64) -> Vec<ScalingPoint> {
        let point = |&workers: &u32| ScalingPoint {
            workers,
            elapsed_ms: vec![1_000.0 / speedup(f64::from(workers))],
            sequential_ms: vec![1_000.0],
        };
        counts.iter().map(point).collect()
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn finds_amdahls_serial_fraction_again() {
        let amdahl = |p: f64| 1.0 / (0.2 + 0.8 / p);
        let scaling = Scaling::of(&points(&[1, 2, 4], amdahl)).expect("three points");
        assert!(scaling.serial_fraction.is_some_and(|s| close(s, 0.2)));
        assert_eq!(scaling.usl, None, "three points are too few");
        assert_eq!(scaling.measured[0].karp_flatt, None);
        let twice = scaling.fitted.last().copied();
        assert_eq!(twice.map(|fitted| fitted.workers), Some(8));
        assert!(
            twice
                .and_then(|fitted| fitted.amdahl)
                .is_some_and(|s| close(s, amdahl(8.0)))
        );
        let karp_flatt = scaling.measured.iter().filter_map(|point| point.karp_flatt);
        assert!(karp_flatt.into_iter().all(|e| close(e, 0.2)));
    }

    #[test]
    fn finds_gunthers_parameters_and_his_peak_again() {
        let (sigma, kappa) = (0.05, 0.01);
        let law = |p: f64| p / (1.0 + sigma * (p - 1.0) + kappa * p * (p - 1.0));
        let scaling = Scaling::of(&points(&[1, 2, 4, 8, 12, 16], law)).expect("six points");
        let usl = scaling.usl.expect("six points are enough");
        assert!(close(usl.contention, sigma) && close(usl.coherency, kappa));
        assert!(
            usl.peak_workers
                .is_some_and(|peak| close(peak, 95.0_f64.sqrt()))
        );
        let twice = scaling.fitted.last().and_then(|fitted| fitted.usl);
        assert!(twice.is_some_and(|speedup| close(speedup, law(32.0))));
        assert_eq!(scaling.pays_up_to, 8);
    }

    #[test]
    fn a_law_that_only_grows_has_no_peak() {
        let scaling = Scaling::of(&points(&[1, 2, 3, 4, 5, 6], |p| p)).expect("six points");
        let usl = scaling.usl.expect("six points are enough");
        assert!(usl.contention < 1e-9);
        assert!(usl.peak_workers.is_none_or(|peak| peak > 1e4));
        assert!(scaling.serial_fraction.is_some_and(|s| close(s, 0.0)));
        assert_eq!(scaling.pays_up_to, 6);
    }

    #[test]
    fn where_nothing_is_gained_nothing_pays() {
        let scaling = Scaling::of(&points(&[4, 2, 1], |_| 1.0)).expect("three points");
        assert_eq!(scaling.pays_up_to, 1);
        assert!(scaling.serial_fraction.is_some_and(|s| close(s, 1.0)));
        assert_eq!(Scaling::of(&[]), None);
    }
}
