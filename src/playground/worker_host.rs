//! A coordinator worker as the place that a run runs in.

use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::event::RunEvent;
use super::host::Host;
use super::javascript::{to_js, trial_of};
use super::packing::{put_spans, take_spans};
use crate::error::PlaygroundError;
use crate::network::{self, Conditions, Directory};
use crate::tasks::{Fetched, File, Source};

/// A run's place is this worker.
pub(super) struct WorkerHost {
    pub(super) base_url: String,
    pub(super) on_event: Function,
}

impl Host for WorkerHost {
    fn emit(&self, mut event: RunEvent, picture: Option<Vec<u8>>) {
        let spans = match &mut event {
            RunEvent::TrialEnd(record) => take_spans(&mut record.trial),
            _ => Vec::new(),
        };
        let event = to_js(&event).and_then(|event| {
            if !spans.is_empty() {
                put_spans(&trial_of(&event)?, spans)?;
            }
            if let Some(bytes) = picture {
                Reflect::set(&event, &"bytes".into(), &Uint8Array::from(bytes.as_slice()))?;
            }
            self.on_event.call1(&JsValue::NULL, &event)
        });
        // An event that cannot be delivered is the page's loss, not the run's.
        drop(event);
    }

    async fn picture(&self, number: u32) -> Fetched {
        let conditions = Conditions::real(&self.base_url);
        network::get(&conditions, &Source::Picture(number), 0, |_| ()).await
    }

    async fn set_up_directory(&self) -> Result<(), PlaygroundError> {
        Directory::set_up().await.map(drop)
    }

    async fn save(&self, files: &[File]) -> Result<(), PlaygroundError> {
        Directory::set_up().await?.save(files).await
    }
}
