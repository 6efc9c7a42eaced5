//! A coordinator worker as the place that a run runs in.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use js_sys::{Array, Function, Reflect, Uint8Array};
use locale::Text;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ImageBitmap, WorkerGlobalScope};

use super::event::RunEvent;
use super::host::Host;
use super::javascript::{failure_of, from_js, promised, python_trial_from_js, to_js};
use super::packing::{put_spans, take_spans};
use super::python::{PythonAbilities, PythonTrial, PythonTrialRequest};
use crate::error::PlaygroundError;
use crate::network::{self, Conditions, Directory};
use crate::tasks::{Fetched, File, Format, SavedBody, Source, decodes};

#[wasm_bindgen]
extern "C" {
    /// `PythonHost` of `www/engine/python-host.ts`.
    #[derive(Clone)]
    type Python;
    #[wasm_bindgen(method, catch)]
    async fn start(this: &Python) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn trial(this: &Python, request: JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn cancel(this: &Python);
}

/// A run's place is this worker.
pub(super) struct WorkerHost {
    base_url: String,
    on_event: Function,
    /// Makes Python known to this worker.
    open_python: Function,
    /// Python, once it has been wanted.
    python: RefCell<Option<Python>>,
    /// Bodies by their items. A browser keeps a blob's bytes on disk where they are many.
    kept: RefCell<HashMap<usize, Blob>>,
}

impl WorkerHost {
    /// A place whose events go to `on_event`, and whose Python `open_python` promises.
    pub(super) fn new(base_url: &str, on_event: Function, open_python: Function) -> Self {
        Self {
            base_url: base_url.into(),
            on_event,
            open_python,
            python: RefCell::default(),
            kept: RefCell::default(),
        }
    }

    fn blob(&self, item: usize) -> Option<Blob> {
        self.kept.borrow().get(&item).cloned()
    }

    /// Keeps a body outside our memory.
    fn keep_bytes(&self, item: usize, body: &Uint8Array) {
        // What a browser has no place for is missing when it is asked for.
        let blob = blob_of(body).ok();
        let mut kept = self.kept.borrow_mut();
        match blob {
            Some(blob) => kept.insert(item, blob),
            None => kept.remove(&item),
        };
    }

    async fn open_python(&self) -> Result<Python, JsValue> {
        let python: Python = promised(&self.open_python).await?.unchecked_into();
        self.python.replace(Some(python.clone()));
        Ok(python)
    }

    fn python(&self) -> Result<Python, JsValue> {
        let python = self.python.borrow().clone();
        python.ok_or_else(|| {
            Text::new("Python was not started", "Python wurde nicht gestartet")
                .read()
                .into()
        })
    }

    /// Takes the bodies out of a `PythonTrial` as JavaScript has it, and keeps them.
    fn keep_python_bodies(&self, trial: &JsValue) -> Result<(), JsValue> {
        let bodies = Reflect::get(trial, &"bodies".into())?;
        let Some(bodies) = bodies.dyn_ref::<Array>() else {
            return Ok(());
        };
        for (item, body) in (0_u32..).zip(bodies.iter()) {
            if let Some(body) = body.dyn_ref::<Uint8Array>() {
                self.keep_bytes(item as usize, body);
                bodies.set(item, JsValue::NULL);
            }
        }
        Ok(())
    }
}

impl Host for WorkerHost {
    fn emit(&self, mut event: RunEvent, picture: Option<Vec<u8>>) {
        let spans = match &mut event {
            RunEvent::TrialSoFar(event) => Some(("soFar", take_spans(&mut event.so_far))),
            RunEvent::TrialEnd(record) => Some(("trial", take_spans(&mut record.trial))),
            _ => None,
        };
        let event = to_js(&event).and_then(|event| {
            if let Some((trial, spans)) = spans {
                put_spans(&Reflect::get(&event, &trial.into())?, spans)?;
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
        let tried = network::get(&conditions, &Source::Picture(number), 0, |_| ()).await;
        tried.map(Arc::new).map_err(|failed| failed.failure)
    }

    async fn set_up_directory(&self) -> Result<(), PlaygroundError> {
        Directory::set_up().await.map(drop)
    }

    fn keep(&self, item: usize, body: &[u8]) {
        self.keep_bytes(item, &Uint8Array::from(body));
    }

    async fn kept(&self, item: usize) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.blob(item)?.array_buffer());
        Some(Uint8Array::new(&buffer.await.ok()?).to_vec())
    }

    /// Workers have no document to show an SVG in, so that one that is whole is believed.
    async fn shows(&self, item: usize, format: Format) -> bool {
        let Some(blob) = self.blob(item) else {
            return false;
        };
        if format == Format::Svg {
            return true;
        }
        match bitmap(&blob, format) {
            Ok(bitmap) => bitmap.await.is_ok_and(|bitmap| {
                bitmap.unchecked_ref::<ImageBitmap>().close();
                true
            }),
            // A browser that shows a worker no pictures.
            Err(_) => self.kept(item).await.is_some_and(|body| decodes(&body)),
        }
    }

    async fn save(&self, files: &[File], bodies: &[SavedBody]) -> Result<(), PlaygroundError> {
        let directory = Directory::set_up().await?;
        for SavedBody { item, name } in bodies {
            if let Some(blob) = self.blob(*item) {
                directory.save(name, &blob).await?;
            }
        }
        for File { name, bytes } in files {
            if let Ok(blob) = blob_of(&Uint8Array::from(bytes.as_slice())) {
                directory.save(name, &blob).await?;
            }
        }
        Ok(())
    }

    async fn start_python(&self) -> Result<PythonAbilities, PlaygroundError> {
        let started = async { from_js(self.open_python().await?.start().await?) };
        started.await.map_err(|thrown| failure_of("Python", thrown))
    }

    async fn python_trial(
        &self,
        request: PythonTrialRequest,
    ) -> Result<PythonTrial, PlaygroundError> {
        let finished = async {
            let trial = self.python()?.trial(to_js(&request)?).await?;
            self.keep_python_bodies(&trial)?;
            python_trial_from_js(trial)
        };
        finished
            .await
            .map_err(|thrown| failure_of("Python", thrown))
    }

    fn interrupt_python(&self) {
        if let Ok(python) = self.python() {
            python.cancel();
        }
    }
}

/// Bytes outside our memory.
fn blob_of(bytes: &Uint8Array) -> Result<Blob, JsValue> {
    Blob::new_with_u8_array_sequence(&Array::of1(bytes))
}

/// A picture as the browser decodes it.
fn bitmap(picture: &Blob, format: Format) -> Result<JsFuture, JsValue> {
    let (end, media_type) = (picture.size(), format.media_type());
    let picture = picture.slice_with_f64_and_f64_and_content_type(0.0, end, media_type)?;
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    Ok(scope.create_image_bitmap_with_blob(&picture)?.into())
}
