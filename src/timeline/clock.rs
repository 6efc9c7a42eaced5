//! One clock for every worker.

/// Milliseconds since the Unix epoch, on a clock that never goes back and that all workers of a
/// page share: `performance.timeOrigin + performance.now()`.
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
    TIME_ORIGIN.with(|origin| *origin) + now()
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
