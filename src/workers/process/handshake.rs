//! How a process in a browser begins: its script, what it is told, and its first word.

use gloo_net::http::Request;
use js_sys::{Object, Reflect};
use locale::{Locale, say};
use wasm_bindgen::prelude::*;
use web_sys::{RequestCache, Url, Worker, WorkerOptions, WorkerType};

use super::mailbox::Mailroom;
use crate::error::{ErrorCode, PlaygroundError};
use crate::workers::deadline::failed;

/// The script that processes are started from.
#[derive(Debug, Clone)]
pub struct Script {
    /// Where it lies.
    pub url: String,
    /// What a worker is started from: the script itself, or what imports it from another site.
    pub worker_url: String,
    /// The build that it has to be of.
    pub build_id: String,
    /// The language that the page speaks.
    pub locale: Locale,
    /// Where their mailboxes are, where memory can be shared.
    pub mailroom: Option<Mailroom>,
}

impl Script {
    /// Makes a worker of this name.
    pub(super) fn spawn(&self, name: &str) -> Result<Worker, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(name);
        Worker::new_with_options(&self.address(name)?, &options)
    }

    /// What a worker of this name alone is started from: of several that start from one address,
    /// WebKitGTK has only the first one's requests pass through the service worker.
    fn address(&self, name: &str) -> Result<String, JsValue> {
        let address = Url::new(&self.worker_url)?;
        // A script that comes from no server (`blob:`, `data:`) has no service worker either.
        if address.protocol().starts_with("http") {
            address.set_search(&format!("{}&worker={name}", address.search()));
        }
        Ok(address.href())
    }

    /// Replaces what a cache that overlooks the build in an address may have kept of another.
    pub(super) async fn refetch(&self, name: &str) {
        let address = if self.worker_url == self.url {
            self.address(name).unwrap_or_default()
        } else {
            self.url.clone()
        };
        // What cannot be fetched fails once more, where it is told.
        let _ = Request::get(&address)
            .cache(RequestCache::Reload)
            .send()
            .await;
    }

    /// What a process is told first: `lock` is the one to hold as long as it lives, and `mailbox` what
    /// its mailbox is made from; without our module it fetches and compiles its own.
    pub(super) fn start_message(
        &self,
        lock: &str,
        from_nothing: bool,
        mailbox: Option<JsValue>,
    ) -> Result<Object, JsValue> {
        let start = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&start, &name.into(), value);
        set("kind", &"start".into())?;
        if !from_nothing {
            set("module", &wasm_bindgen::module())?;
        }
        set("buildId", &self.build_id.as_str().into())?;
        set("lock", &lock.into())?;
        set("mailbox", &mailbox.into())?;
        set("locale", &self.locale.tag().into())?;
        Ok(start)
    }

    /// Reads a greeting, which is `{kind: "ready", buildId, isLocked}` or `{kind: "failed",
    /// buildId, step, message}`, and tells whether the lock is held.
    ///
    /// # Errors
    /// `build-mismatch`, or `start-failed` with the step that failed.
    pub(super) fn read_greeting(
        &self,
        greeting: &JsValue,
        name: &str,
    ) -> Result<bool, PlaygroundError> {
        let field = |name: &str| Reflect::get(greeting, &name.into()).unwrap_or_default();
        let text = |name: &str| field(name).as_string().unwrap_or_default();
        if text("buildId") != self.build_id {
            return Err(PlaygroundError::new(
                ErrorCode::BuildMismatch,
                say!(
                    "{name} is of build {own}, the page of {wanted}: reload the page.",
                    "{name} ist vom Build {own}, die Seite von {wanted}: die Seite neu laden.",
                    own = text("buildId"),
                    wanted = self.build_id
                ),
            ));
        }
        match text("kind").as_str() {
            "ready" => Ok(field("isLocked").is_truthy()),
            _ => Err(failed(
                &format!("{name}: {}", text("step")),
                &text("message"),
            )),
        }
    }
}
