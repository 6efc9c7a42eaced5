//! The GPU as a coordinator worker reaches it: by a script that is loaded once it is wanted.

use std::ops::Range;
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use js_sys::{Array, Function, Uint8Array};
use locale::Text;
use wasm_bindgen::prelude::*;

use super::javascript::{failure_of, promised};
use super::packing::unpack;
use crate::error::PlaygroundError;
use crate::tasks::Job;
use crate::workers::{Computed, Gpu, GpuInfo, OpenGpu};

#[wasm_bindgen]
extern "C" {
    /// `GpuHost` of `www/engine/gpu-host.ts`.
    type GpuHost;
    #[wasm_bindgen(method, catch)]
    async fn compute(
        this: &GpuHost,
        task: &str,
        numbers: Vec<u32>,
        inputs: Array,
        invocations: u32,
        output: u32,
        ranges: Vec<u32>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = giveUp)]
    fn give_up(this: &GpuHost);

    /// `Computed` of the same file.
    type JsComputed;
    #[wasm_bindgen(method, getter)]
    fn output(this: &JsComputed) -> Vec<u8>;
    #[wasm_bindgen(method, getter)]
    fn spans(this: &JsComputed) -> Vec<f64>;
    #[wasm_bindgen(method, getter, js_name = startedInMs)]
    fn started_in_ms(this: &JsComputed) -> f64;
    #[wasm_bindgen(method, getter)]
    fn name(this: &JsComputed) -> String;
    #[wasm_bindgen(method, getter)]
    fn software(this: &JsComputed) -> bool;
    #[wasm_bindgen(method, getter, js_name = ownClock)]
    fn own_clock(this: &JsComputed) -> bool;
}

/// Makes the GPU known whose `GpuHost` `open` promises.
pub(super) fn gpu_opener(open: Function) -> OpenGpu {
    Box::new(move || {
        let open = open.clone();
        Box::pin(async move {
            let gpu: GpuHost = promised(&open).await.map_err(of_gpu)?.unchecked_into();
            Ok(Rc::new(gpu) as Rc<dyn Gpu>)
        })
    })
}

impl Gpu for GpuHost {
    fn compute<'a>(
        &'a self,
        task: &'a str,
        job: Job<'a>,
        ranges: &'a [Range<usize>],
    ) -> LocalBoxFuture<'a, Result<Computed, PlaygroundError>> {
        let inputs = job.inputs.iter().map(|input| Uint8Array::from(&**input));
        let inputs = inputs.collect();
        let ranges = ranges.iter().flat_map(|range| [range.start, range.end]);
        let ranges = ranges.map(|item| item as u32).collect();
        let (invocations, output) = (job.invocations as u32, job.output as u32);
        let compute =
            GpuHost::compute(self, task, job.numbers, inputs, invocations, output, ranges);
        Box::pin(async move {
            let computed: JsComputed = compute.await.map_err(of_gpu)?.unchecked_into();
            Ok(Computed {
                output: computed.output(),
                spans: unpack(&computed.spans()),
                started_in_ms: computed.started_in_ms(),
                info: GpuInfo {
                    name: computed.name(),
                    software: computed.software(),
                    own_clock: computed.own_clock(),
                },
            })
        })
    }

    fn give_up(&self) {
        GpuHost::give_up(self);
    }
}

fn of_gpu(thrown: JsValue) -> PlaygroundError {
    failure_of(Text::new("The GPU", "Die GPU").read(), thrown)
}
