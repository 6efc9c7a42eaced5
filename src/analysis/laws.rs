//! The laws of scaling: of Amdahl, of Karp and Flatt, and of Gunther, each fitted to speed-ups.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// From so many worker counts on, [`Usl`] is fitted: it has two parameters.
const USL_POINTS: usize = 6;

/// A speed-up, measured with so many workers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Speedup {
    pub(super) workers: u32,
    pub(super) speedup: f64,
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

/// Amdahl's speed-up, S = 1 / (s + (1-s)/p).
pub(super) fn amdahl(serial_fraction: f64, workers: u32) -> f64 {
    1.0 / (serial_fraction + (1.0 - serial_fraction) / f64::from(workers))
}

/// Karp and Flatt's experimentally determined serial fraction, (1/S - 1/p) / (1 - 1/p); none for
/// one worker.
pub(super) fn karp_flatt(Speedup { workers, speedup }: Speedup) -> Option<f64> {
    let share = 1.0 / f64::from(workers);
    (workers > 1).then(|| (1.0 / speedup - share) / (1.0 - share))
}

/// Amdahl's serial fraction, by least squares of 1/S: 1/S - 1/p is s(1 - 1/p), a line through the
/// origin. None without two worker counts.
pub(super) fn serial_fraction(measured: &[Speedup]) -> Option<f64> {
    let coordinates = measured.iter().map(|point| {
        let share = 1.0 / f64::from(point.workers);
        (1.0 - share, 1.0 / point.speedup - share)
    });
    let (xy, xx) = coordinates.fold((0.0, 0.0), |(xy, xx), (x, y)| (xy + x * y, xx + x * x));
    (measured.len() > 1 && xx > 0.0).then(|| (xy / xx).clamp(0.0, 1.0))
}

impl Usl {
    pub(super) fn speedup(&self, workers: u32) -> f64 {
        let p = f64::from(workers);
        p / (1.0 + self.contention * (p - 1.0) + self.coherency * p * (p - 1.0))
    }

    /// By least squares: p/S - 1 is σ(p-1) + κp(p-1), linear in σ and κ, neither of which is
    /// negative. None of too few worker counts.
    pub(super) fn fitted_to(measured: &[Speedup]) -> Option<Self> {
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
        Some(Self {
            contention,
            coherency,
            peak_workers: (coherency > 0.0)
                .then(|| ((1.0 - contention) / coherency).sqrt().max(1.0)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(counts: &[u32], law: impl Fn(f64) -> f64) -> Vec<Speedup> {
        let point = |&workers: &u32| Speedup {
            workers,
            speedup: law(f64::from(workers)),
        };
        counts.iter().map(point).collect()
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn finds_amdahls_serial_fraction_again() {
        let points = of(&[1, 2, 4], |p| 1.0 / (0.2 + 0.8 / p));
        assert!(serial_fraction(&points).is_some_and(|s| close(s, 0.2)));
        assert!(close(amdahl(0.2, 4), points[2].speedup));
        assert_eq!(karp_flatt(points[0]), None);
        let karp_flatt = points.iter().filter_map(|&point| karp_flatt(point));
        assert!(karp_flatt.into_iter().all(|e| close(e, 0.2)));
        assert_eq!(serial_fraction(&points[..1]), None);
    }

    #[test]
    fn finds_gunthers_parameters_and_his_peak_again() {
        let (sigma, kappa) = (0.05, 0.01);
        let law = |p: f64| p / (1.0 + sigma * (p - 1.0) + kappa * p * (p - 1.0));
        let points = of(&[1, 2, 4, 8, 12, 16], law);
        let usl = Usl::fitted_to(&points).expect("six points are enough");
        assert!(close(usl.contention, sigma) && close(usl.coherency, kappa));
        let peak = usl.peak_workers;
        assert!(peak.is_some_and(|peak| close(peak, 95.0_f64.sqrt())));
        assert!(close(usl.speedup(32), law(32.0)));
        assert_eq!(Usl::fitted_to(&points[..5]), None, "five are too few");
    }

    #[test]
    fn a_law_that_only_grows_has_no_peak() {
        let usl = Usl::fitted_to(&of(&[1, 2, 3, 4, 5, 6], |p| p)).expect("six points");
        assert!(usl.contention < 1e-9);
        assert!(usl.peak_workers.is_none_or(|peak| peak > 1e4));
    }
}
