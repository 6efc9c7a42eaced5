//! One clock for every worker.

#[cfg(target_arch = "wasm32")]
thread_local! {
    /// By how much this worker's clock differs from the coordinator's.
    static SHIFT_MS: std::cell::Cell<f64> = const { std::cell::Cell::new(0.0) };
}

/// Milliseconds since the Unix epoch, on a clock that never goes back and that all workers of a
/// page share: `performance.timeOrigin + performance.now()`, [shifted](shift_clock) to the coordinator's.
#[cfg(target_arch = "wasm32")]
pub fn now_ms() -> f64 {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = performance)]
        fn now() -> f64;
        #[wasm_bindgen(thread_local_v2, js_namespace = performance, js_name = timeOrigin)]
        static TIME_ORIGIN: f64;
    }
    TIME_ORIGIN.with(|origin| *origin) + now() + SHIFT_MS.get()
}

/// From now on this worker's [`now_ms`] tells so much more.
#[cfg(target_arch = "wasm32")]
pub fn shift_clock(by_ms: f64) {
    SHIFT_MS.set(SHIFT_MS.get() + by_ms);
}

/// By how much another worker's clock differs from ours, as far as that can be told: what it says was
/// from `first_ms` to `last_ms` was between a call and its reply. Clocks of workers part where the
/// machine slept in between their starts.
pub fn shift_between(called_ms: f64, replied_ms: f64, first_ms: f64, last_ms: f64) -> f64 {
    (called_ms - first_ms).max(0.0) + (replied_ms - last_ms).min(0.0)
}

/// The smallest step that a clock is seen to make, in milliseconds: this one is `now_ms`. A browser
/// that hides the time may have one that does not move at all, which is taken to have steps of a
/// second.
pub fn resolution_ms(now_ms: impl Fn() -> f64) -> f64 {
    const STEPS: usize = 10;
    /// Longer than the longest steps of a clock that moves, 100 ms, take to be waited for.
    const MOST_READINGS: usize = 5_000_000;
    const STILL_MS: f64 = 1e3;
    let step = || {
        let begin = now_ms();
        let later = (0..MOST_READINGS).map(|_| now_ms());
        later.map(|now| now - begin).find(|&step| step > 0.0)
    };
    (0..STEPS)
        .map_while(|_| step())
        .reduce(f64::min)
        .unwrap_or(STILL_MS)
}

/// Milliseconds since the first call, for tests and benchmarks outside a browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn now_ms() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;

    static ORIGIN: OnceLock<Instant> = OnceLock::new();
    ORIGIN.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_another_worker_did_lies_between_the_call_and_the_reply() {
        let shift = |first_ms, last_ms| shift_between(100.0, 110.0, first_ms, last_ms);
        assert_eq!(shift(101.0, 109.0), 0.0);
        assert_eq!(shift(5_101.0, 5_109.0), -4_999.0);
        assert_eq!(shift(1.0, 4.0), 99.0);
        // Where it did nothing.
        assert_eq!(shift(f64::INFINITY, f64::NEG_INFINITY), 0.0);
    }

    #[test]
    fn a_clock_is_asked_for_its_smallest_step() {
        let readings = Cell::new(0_u32);
        let steps = |every: u32, ms: f64| {
            let reading = readings.replace(readings.get() + 1);
            f64::from(reading / every) * ms
        };
        assert_eq!(resolution_ms(|| steps(7, 0.5)), 0.5);
        assert_eq!(resolution_ms(|| 1_700_000_000_000.0), 1e3);
    }
}
