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

/// The smallest step the clock is seen to make, in milliseconds.
#[cfg(target_arch = "wasm32")]
pub fn resolution_ms() -> f64 {
    const STEPS: usize = 10;
    let step = || {
        let begin = now_ms();
        loop {
            let now = now_ms();
            if now > begin {
                return now - begin;
            }
        }
    };
    (0..STEPS).map(|_| step()).fold(f64::INFINITY, f64::min)
}

/// Milliseconds since the first call, for tests and benchmarks outside a browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn now_ms() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;

    static ORIGIN: OnceLock<Instant> = OnceLock::new();
    ORIGIN.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
}
