//! A process in a browser: a Web Worker that instantiates our module with a memory of its own.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use futures::channel::oneshot;
use gloo_events::EventListener;
use js_sys::Array;
use locale::Text;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, MessagePort, Worker};

use super::death::{new_lock, when_ended};
use super::handshake::Script;
use super::inbox::Inbox;
use super::mailbox::{Mailbox, Mailroom};
use super::message::Message;
use super::outbox::Outbox;
use crate::error::{ErrorCode, PlaygroundError};
use crate::timeline::now_ms;
use crate::workers::deadline::{failed, started};
use crate::workers::executor;
use crate::workers::link::pair;

const CONNECT: Text = Text::new("connect two processes", "zwei Prozesse verbinden");
const REFUSED: Text = Text::new("the browser refused", "der Browser weigerte sich");
const REFUSED_WORKER: Text = Text::new(
    "the browser refused to make a worker",
    "der Browser weigerte sich, einen Worker zu machen",
);
const NOT_HANDED_OVER: Text = Text::new(
    "the module could not be handed over",
    "das Modul konnte nicht übergeben werden",
);
const NOT_LOADED: Text = Text::new(
    "its script, process.worker.js, did not load or did not run; the file may be missing on the site’s server",
    "sein Skript, process.worker.js, wurde nicht geladen oder lief nicht; vielleicht fehlt die Datei auf dem Server der Website",
);

/// Those who wait for a process's words.
#[derive(Debug, Clone, Default)]
struct Ties {
    /// Who waits for the greeting; nobody once it came or the worker is gone.
    greeted: Rc<RefCell<Option<oneshot::Sender<JsValue>>>>,
    /// What has arrived after it.
    inbox: Rc<Inbox>,
    /// Those who wait for answers, in the order they asked.
    waiting: Rc<RefCell<VecDeque<oneshot::Sender<Message>>>>,
    /// Whether the worker is gone.
    are_cut: Rc<Cell<bool>>,
}

impl Ties {
    /// The first word.
    fn greeting(&self) -> oneshot::Receiver<JsValue> {
        let (greeted, greeting) = oneshot::channel();
        self.greeted.replace(Some(greeted));
        greeting
    }

    /// The answer to what is sent now; it fails at once where there can be none.
    fn answer(&self) -> oneshot::Receiver<Message> {
        let (reply, answer) = oneshot::channel();
        if !self.are_cut.get() {
            self.waiting.borrow_mut().push_back(reply);
        }
        answer
    }

    /// Hands on what the worker posted: the first time to who waits for the greeting. Nobody may wait
    /// any more: the run was dropped.
    fn hear(&self, data: JsValue) {
        if let Some(greeted) = self.greeted.take() {
            let _ = greeted.send(data);
            return;
        }
        self.inbox.take_in(data);
        self.hand_on();
    }

    /// Hands on what has arrived, to who waits longest.
    fn hand_on(&self) {
        while let Some(message) = self.inbox.next() {
            let first = self.waiting.borrow_mut().pop_front();
            let _ = first.map(|reply| reply.send(message));
        }
    }

    /// The worker is gone: all who wait are let know.
    fn cut(&self) {
        self.are_cut.set(true);
        self.greeted.take();
        self.waiting.take();
    }
}

/// A worker that is given bytes and answers with bytes, in order. Dropping it ends it, whatever
/// it is doing.
#[derive(Debug)]
pub struct Process {
    worker: Worker,
    /// Where memory can be shared, with what is called when something may be in it.
    mailbox: Option<(Mailbox, Closure<dyn Fn()>)>,
    outbox: Rc<Outbox>,
    ties: Ties,
    started_in_ms: f64,
    _listeners: [EventListener; 2],
}

impl Process {
    /// Starts a process, and waits until it is ready. It is handed our module, or, `from_nothing`,
    /// fetches and compiles its own. What fails is tried once more, with the script fetched anew:
    /// a cache may have kept another build's, and a browser loses a worker's first word now and
    /// then.
    ///
    /// # Errors
    /// `start-failed`, naming the step, or `build-mismatch` if it is of another build.
    pub async fn start(
        script: &Script,
        name: &str,
        from_nothing: bool,
    ) -> Result<Self, PlaygroundError> {
        if let Ok(process) = Self::start_once(script, name, from_nothing).await {
            return Ok(process);
        }
        script.refetch(name).await;
        Self::start_once(script, name, from_nothing).await
    }

    async fn start_once(
        script: &Script,
        name: &str,
        from_nothing: bool,
    ) -> Result<Self, PlaygroundError> {
        let begin_ms = now_ms();
        let worker = script
            .spawn(name)
            .map_err(|_| failed(name, REFUSED_WORKER.read()))?;
        let mailbox = script.mailroom.as_ref().map(Mailroom::open);
        let ties = Ties {
            inbox: Rc::new(Inbox::new(mailbox.clone())),
            ..Ties::default()
        };
        let greeting = ties.greeting();
        let listeners = [listen(&worker, &ties), watch(&worker, &ties)];
        let mut process = Self {
            worker,
            mailbox: mailbox.map(|mailbox| open(mailbox, &ties)),
            outbox: Rc::default(),
            ties,
            started_in_ms: 0.0,
            _listeners: listeners,
        };
        let lock = new_lock(name);
        let handshake = async {
            let buffers = process.mailbox().map(Mailbox::buffers);
            let start = script.start_message(&lock, from_nothing, buffers);
            start
                .and_then(|start| process.worker.post_message(&start))
                .map_err(|_| failed(name, NOT_HANDED_OVER.read()))?;
            let greeting = greeting
                .await
                .map_err(|_| failed(name, NOT_LOADED.read()))?;
            script.read_greeting(&greeting, name)
        };
        if started(name, handshake).await? {
            let ties = process.ties.clone();
            when_ended(&lock, move || ties.cut());
        }
        process.started_in_ms = now_ms() - begin_ms;
        Ok(process)
    }

    /// Ends it, whatever it is doing: the answers it owes will never come.
    pub fn kill(&self) {
        self.worker.terminate();
        self.ties.cut();
    }

    /// What starting it took.
    pub fn started_in_ms(&self) -> f64 {
        self.started_in_ms
    }

    /// Sends a copy of `bytes`; what has to be posted goes together with all else that is in this turn.
    /// The future yields the answer.
    ///
    /// # Errors
    /// `worker-crashed` if the worker is gone before it answered.
    pub fn send(
        &self,
        bytes: &[u8],
    ) -> impl Future<Output = Result<Message, PlaygroundError>> + use<> {
        let answer = self.ties.answer();
        if !self.ties.are_cut.get()
            && !self.mailbox().is_some_and(|mailbox| mailbox.put(bytes))
            && self.outbox.add(bytes)
        {
            self.post_soon();
        }
        async { answer.await.map_err(|_| crashed()) }
    }

    fn mailbox(&self) -> Option<&Mailbox> {
        self.mailbox.as_ref().map(|(mailbox, _)| mailbox)
    }

    /// Posts what is in the outbox once all that goes on now has had its turn.
    fn post_soon(&self) {
        let (worker, outbox) = (self.worker.clone(), self.outbox.clone());
        let ties = self.ties.clone();
        executor::spawn(async move {
            let posted = outbox.post(|messages, handed_over| {
                worker.post_message_with_transfer(messages, handed_over)
            });
            if posted.is_err() {
                // What was not sent is not answered.
                ties.cut();
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
        connect().ok_or_else(|| failed(CONNECT.read(), REFUSED.read()))
    }

    /// Sends its end of a connection to process `peer`: the number, with the port beside it.
    fn give_link(&self, peer: usize, port: MessagePort) -> Result<(), JsValue> {
        if let Some(mailbox) = self.mailbox() {
            mailbox.announce();
        }
        self.worker
            .post_message_with_transfer(&JsValue::from(peer as u32), &Array::of1(&port))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.worker.terminate();
        if let Some(mailbox) = self.mailbox() {
            mailbox.close();
        }
    }
}

/// Has what a mailbox gets handed on.
fn open(mailbox: Mailbox, ties: &Ties) -> (Mailbox, Closure<dyn Fn()>) {
    let ties = ties.clone();
    let on_ring = Closure::new(move || ties.hand_on());
    mailbox.set_on_ring(&on_ring);
    (mailbox, on_ring)
}

fn listen(worker: &Worker, ties: &Ties) -> EventListener {
    let ties = ties.clone();
    EventListener::new(worker, "message", move |event| {
        ties.hear(event.unchecked_ref::<MessageEvent>().data());
    })
}

fn watch(worker: &Worker, ties: &Ties) -> EventListener {
    let ties = ties.clone();
    EventListener::new(worker, "error", move |event| {
        if let Some(error) = event.dyn_ref::<ErrorEvent>() {
            error.prevent_default();
        }
        ties.cut();
    })
}

fn crashed() -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::WorkerCrashed,
        Text::new(
            "A process stopped in the middle of its work, perhaps for lack of memory. Run again, with a smaller size.",
            "Ein Prozess hat mitten in der Arbeit aufgehört, vielleicht aus Mangel an Speicher. Mit kleinerer Größe noch einmal starten.",
        ),
    )
}
