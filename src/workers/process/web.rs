//! A process in a browser: a Web Worker that instantiates our module with a memory of its own.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures::channel::{mpsc, oneshot};
use futures::{Stream, StreamExt};
use gloo_events::EventListener;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{
    DedicatedWorkerGlobalScope, ErrorEvent, MessageEvent, MessagePort, Url, Worker, WorkerOptions,
    WorkerType,
};

use crate::error::{ErrorCode, PlaygroundError};
use crate::timeline::now_ms;
use crate::workers::deadline::{failed, started};
use crate::workers::executor;
use crate::workers::link::{Link, keep_link, pair};

use super::outbox::Outbox;

/// How long a process may keep an answer back, to post it together with the next.
const POST_EVERY_MS: f64 = 1.0;

/// Bytes that have arrived, still outside our memory.
#[derive(Debug)]
pub struct Message(Uint8Array);

impl Message {
    /// A message of these bytes.
    pub fn new(bytes: Uint8Array) -> Self {
        Self(bytes)
    }

    /// Copies the bytes into our memory.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

/// Those who wait for answers, in the order they asked; `None` once the worker is gone.
type Waiting = Rc<RefCell<Option<VecDeque<oneshot::Sender<Message>>>>>;

/// Who waits for the greeting; `None` once it came or the worker is gone.
type Greeted = Rc<RefCell<Option<oneshot::Sender<JsValue>>>>;

/// A worker that is given bytes and answers with bytes, in order. Dropping it ends it, whatever
/// it is doing.
#[derive(Debug)]
pub struct Process {
    worker: Worker,
    outbox: Rc<Outbox>,
    waiting: Waiting,
    started_in_ms: f64,
    _listeners: [EventListener; 2],
}

impl Process {
    /// Starts a process from the script at `url`, and waits until it is ready. It is handed our
    /// module, or, `from_nothing`, fetches and compiles its own.
    ///
    /// # Errors
    /// `start-failed`, naming the step, or `build-mismatch` if it is of another build.
    pub async fn start(
        url: &str,
        build_id: &str,
        name: &str,
        from_nothing: bool,
    ) -> Result<Self, PlaygroundError> {
        let begin_ms = now_ms();
        let worker =
            spawn(url, name).map_err(|_| failed(name, "the browser refused to make a worker"))?;
        let waiting: Waiting = Rc::new(RefCell::new(Some(VecDeque::new())));
        let (greeted, greeting) = oneshot::channel();
        let greeted: Greeted = Rc::new(RefCell::new(Some(greeted)));
        let listeners = [
            listen(&worker, &waiting, &greeted),
            watch(&worker, &waiting, &greeted),
        ];
        let mut process = Self {
            worker,
            outbox: Rc::default(),
            waiting,
            started_in_ms: 0.0,
            _listeners: listeners,
        };
        let handshake = async {
            process
                .greet(build_id, from_nothing)
                .map_err(|_| failed(name, "the module could not be handed over"))?;
            let Ok(greeting) = greeting.await else {
                return Err(failed(name, "its script failed to load or to run"));
            };
            check_greeting(&greeting, build_id, name)
        };
        started(name, handshake).await?;
        process.started_in_ms = now_ms() - begin_ms;
        Ok(process)
    }

    /// Ends it, whatever it is doing: the answers it owes will never come.
    pub fn kill(&self) {
        self.worker.terminate();
        self.waiting.borrow_mut().take();
    }

    /// What starting it took.
    pub fn started_in_ms(&self) -> f64 {
        self.started_in_ms
    }

    /// Sends a copy of `bytes`, together with all else that it is sent in this turn; the future
    /// yields the answer.
    ///
    /// # Errors
    /// `worker-crashed` if the worker is gone before it answered.
    pub fn send(
        &self,
        bytes: &[u8],
    ) -> impl Future<Output = Result<Message, PlaygroundError>> + use<> {
        let (reply, answer) = oneshot::channel();
        if let Some(waiting) = self.waiting.borrow_mut().as_mut() {
            waiting.push_back(reply);
            if self.outbox.add(bytes) {
                self.post_soon();
            }
        }
        async { answer.await.map_err(|_| crashed()) }
    }

    /// Posts what is in the outbox once all that goes on now has had its turn.
    fn post_soon(&self) {
        let (worker, outbox, waiting) = (
            self.worker.clone(),
            self.outbox.clone(),
            self.waiting.clone(),
        );
        executor::spawn(async move {
            let posted = outbox.post(|messages, handed_over| {
                worker.post_message_with_transfer(messages, handed_over)
            });
            if posted.is_err() {
                // What was not sent is not answered.
                waiting.borrow_mut().take();
            }
        });
    }

    /// Connects two processes, each with its number.
    ///
    /// # Errors
    /// `start-failed` if the browser does not make the connection.
    pub fn connect(
        (a, to_a): (usize, &Self),
        (b, to_b): (usize, &Self),
    ) -> Result<(), PlaygroundError> {
        let connect = || {
            let (end_a, end_b) = pair()?;
            to_a.give_link(b, end_a).ok()?;
            to_b.give_link(a, end_b).ok()
        };
        connect().ok_or_else(|| failed("connect two processes", "the browser refused"))
    }

    /// Sends its end of a connection to process `peer`: the number, with the port beside it.
    fn give_link(&self, peer: usize, port: MessagePort) -> Result<(), JsValue> {
        self.worker
            .post_message_with_transfer(&JsValue::from(peer as u32), &Array::of1(&port))
    }

    fn greet(&self, build_id: &str, from_nothing: bool) -> Result<(), JsValue> {
        let start = Object::new();
        Reflect::set(&start, &"kind".into(), &"start".into())?;
        if !from_nothing {
            Reflect::set(&start, &"module".into(), &wasm_bindgen::module())?;
        }
        Reflect::set(&start, &"buildId".into(), &build_id.into())?;
        self.worker.post_message(&start)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn spawn(url: &str, name: &str) -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(name);
    Worker::new_with_options(&own_address(url, name)?, &options)
}

/// The script's address for the worker of this name alone: of several that start from one address,
/// WebKitGTK has only the first one's requests pass through the service worker.
fn own_address(url: &str, name: &str) -> Result<String, JsValue> {
    let address = Url::new(url)?;
    // A script that comes from no server (`blob:`, `data:`) has no service worker either.
    if address.protocol().starts_with("http") {
        address.set_search(&format!("{}&worker={name}", address.search()));
    }
    Ok(address.href())
}

/// Hands the first message, the greeting, to `greeted`, and every answer of the later ones to who
/// waits longest.
fn listen(worker: &Worker, waiting: &Waiting, greeted: &Greeted) -> EventListener {
    let (waiting, greeted) = (waiting.clone(), greeted.clone());
    EventListener::new(worker, "message", move |event| {
        let data = event.unchecked_ref::<MessageEvent>().data();
        // Sending fails where nobody waits any more: the run was dropped.
        let greeting = greeted.borrow_mut().take();
        if let Some(greeted) = greeting {
            let _ = greeted.send(data);
        } else {
            for message in messages(data) {
                let first = waiting.borrow_mut().as_mut().and_then(VecDeque::pop_front);
                let _ = first.map(|reply| reply.send(message));
            }
        }
    })
}

/// What an outbox had posted; nothing if this did not come from one.
fn messages(data: JsValue) -> impl Iterator<Item = Message> {
    let several = data.dyn_ref::<Array>().map(Array::to_vec);
    several
        .unwrap_or_else(|| vec![data])
        .into_iter()
        .filter_map(|bytes| bytes.dyn_into().map(Message).ok())
}

/// Lets all who wait know when the worker is gone.
fn watch(worker: &Worker, waiting: &Waiting, greeted: &Greeted) -> EventListener {
    let (waiting, greeted) = (waiting.clone(), greeted.clone());
    EventListener::new(worker, "error", move |event| {
        if let Some(error) = event.dyn_ref::<ErrorEvent>() {
            error.prevent_default();
        }
        greeted.borrow_mut().take();
        waiting.borrow_mut().take();
    })
}

/// A greeting is `{kind: "ready", buildId}` or `{kind: "failed", step, message}`.
fn check_greeting(greeting: &JsValue, build_id: &str, name: &str) -> Result<(), PlaygroundError> {
    let field = |field: &str| {
        let value = Reflect::get(greeting, &field.into()).ok();
        value
            .and_then(|value| value.as_string())
            .unwrap_or_default()
    };
    if field("buildId") != build_id {
        return Err(PlaygroundError::new(
            ErrorCode::BuildMismatch,
            format!(
                "{name} is of build {}, the page of {build_id}: reload the page.",
                field("buildId")
            ),
        ));
    }
    match field("kind").as_str() {
        "ready" => Ok(()),
        _ => Err(failed(
            &format!("{name}: {}", field("step")),
            &field("message"),
        )),
    }
}

fn crashed() -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::WorkerCrashed,
        "A process stopped in the middle of its work, perhaps for want of memory. Run again, with a smaller size.",
    )
}

/// In a process: answers every message from now on, one after another.
pub fn serve<F: Future<Output = Vec<u8>> + 'static>(answer: fn(Message) -> F) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let (arrived, mut waiting) = mpsc::unbounded();
    let listener = EventListener::new(&scope.clone(), "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        let data = event.data();
        if let Some(peer) = data.as_f64() {
            if let Ok(port) = event.ports().get(0).dyn_into() {
                keep_link(peer as usize, Link::new(port));
            }
        } else {
            for message in messages(data) {
                // Messages are answered as long as the worker lives.
                let _ = arrived.unbounded_send(message);
            }
        }
    });
    listener.forget();
    executor::spawn(async move {
        let outbox = Outbox::default();
        let mut posted_ms = now_ms();
        while let Some(message) = waiting.next().await {
            outbox.add(&answer(message).await);
            let is_last = waiting.size_hint().0 == 0;
            if is_last || now_ms() - posted_ms >= POST_EVERY_MS {
                let posted = outbox.post(|messages, handed_over| {
                    scope.post_message_with_transfer(messages, handed_over)
                });
                if posted.is_err() {
                    // Only a scope that is being closed refuses a message.
                    scope.close();
                }
                posted_ms = now_ms();
            }
        }
    });
}
