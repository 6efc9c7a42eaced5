//! From a source to the address that is really asked for.

#[cfg(target_arch = "wasm32")]
use locale::say;

#[cfg(target_arch = "wasm32")]
use crate::tasks::{FetchFailure, FetchFailureCode};
use crate::tasks::{PICTURES, Source};

use super::Conditions;
#[cfg(any(target_arch = "wasm32", test))]
use super::Simulation;

impl Conditions {
    /// The address of a source for its first try, by whoever asks for it in our place; one that
    /// cannot be asked for is left as it was written. On the simulated network, `try-1` and so on
    /// in place of its `try-0` is the address for further tries.
    pub fn address_for_others(&self, source: &Source) -> String {
        #[cfg(target_arch = "wasm32")]
        if let Ok(address) = self.address(source, 0) {
            return address;
        }
        self.target(source)
    }

    /// The address of a source for its `attempt`-th try, counted from 0.
    ///
    /// # Errors
    /// `malformed-url`, `unsupported-scheme` or `mixed-content`, for an address that cannot be asked
    /// for.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn address(&self, source: &Source, attempt: u32) -> Result<String, FetchFailure> {
        let target = self.target(source);
        let url = web_sys::Url::new(&target).map_err(|_| FetchFailure {
            code: FetchFailureCode::MalformedUrl,
            message: say!(
                "“{target}” is not an address. Write it in full, as https://example.org/picture.jpg.",
                "„{target}“ ist keine Adresse. Sie ganz ausschreiben, wie https://example.org/picture.jpg."
            ),
        })?;
        if !["http:", "https:"].contains(&url.protocol().as_str()) {
            return Err(FetchFailure {
                code: FetchFailureCode::UnsupportedScheme,
                message: say!(
                    "“{target}” cannot be downloaded. Give an address that begins with https: or http:.",
                    "„{target}“ kann nicht heruntergeladen werden. Eine Adresse angeben, die mit https: oder http: beginnt."
                ),
            });
        }
        if self.is_mixed_content(&url.protocol(), &url.hostname()) {
            return Err(FetchFailure {
                code: FetchFailureCode::MixedContent,
                message: say!(
                    "“{target}” begins with http:, and a page that begins with https: may not ask for it. Try its address with https:.",
                    "„{target}“ beginnt mit http:, und eine Seite, die mit https: beginnt, darf es nicht abrufen. Die Adresse mit https: versuchen."
                ),
            });
        }
        Ok(match &self.simulation {
            None => url.href(),
            Some(simulation) => {
                let target = String::from(js_sys::encode_uri_component(&url.href()));
                let path = simulation.path(self.timeout_ms, attempt);
                format!("{}simulated-network/{path}/{target}", self.base_url)
            }
        })
    }

    /// Whether a page that is encrypted would ask for what is not; this machine itself is trusted.
    #[cfg(any(target_arch = "wasm32", test))]
    fn is_mixed_content(&self, scheme: &str, host: &str) -> bool {
        let is_this_machine =
            ["localhost", "127.0.0.1", "[::1]"].contains(&host) || host.ends_with(".localhost");
        self.base_url.starts_with("https:") && scheme == "http:" && !is_this_machine
    }

    /// A source's own address. A picture that is asked for again has another query, so that
    /// every request is a request and none is answered from a cache.
    fn target(&self, source: &Source) -> String {
        match source {
            Source::Url(url) => url.clone(),
            Source::Picture(number) => {
                let (picture, copy) = (number % PICTURES + 1, number / PICTURES + 1);
                format!("{}pictures/{picture:02}.jpg?copy={copy}", self.base_url)
            }
        }
    }
}

#[cfg(any(target_arch = "wasm32", test))]
impl Simulation {
    /// The settings as the service worker reads them. It is told the time a try may take, since
    /// browsers do not tell it when the one who asked has given up.
    pub(super) fn path(&self, timeout_ms: u32, attempt: u32) -> String {
        let Self {
            latency_ms,
            jitter_ms,
            bandwidth_kib,
            failure_percent,
            seed,
        } = self;
        format!(
            "latency-{latency_ms}.jitter-{jitter_ms}.bandwidth-{bandwidth_kib}.failures-{failure_percent}.timeout-{timeout_ms}.seed-{seed}.try-{attempt}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(base_url: &str) -> Conditions {
        Conditions::real(base_url)
    }

    #[test]
    fn only_an_encrypted_page_refuses_what_is_not_encrypted() {
        let (encrypted, plain) = (on("https://host/"), on("http://host/"));
        assert!(encrypted.is_mixed_content("http:", "example.org"));
        assert!(!encrypted.is_mixed_content("https:", "example.org"));
        assert!(!plain.is_mixed_content("http:", "example.org"));
        for this_machine in ["localhost", "127.0.0.1", "[::1]", "pictures.localhost"] {
            assert!(!encrypted.is_mixed_content("http:", this_machine));
        }
    }

    #[test]
    fn begins_again_with_the_first_picture_when_all_have_been_used() {
        let conditions = on("http://host/playground/");
        let address = |number| conditions.target(&Source::Picture(number));
        assert_eq!(address(0), "http://host/playground/pictures/01.jpg?copy=1");
        assert_eq!(address(59), "http://host/playground/pictures/60.jpg?copy=1");
        assert_eq!(address(60), "http://host/playground/pictures/01.jpg?copy=2");
    }

    /// The service worker reads these very words, and Python's `retrying.py` the last of them.
    #[test]
    fn says_what_to_simulate() {
        let simulation = Simulation {
            latency_ms: 200,
            jitter_ms: 50,
            bandwidth_kib: 0,
            failure_percent: 5,
            seed: 7,
        };
        assert_eq!(
            simulation.path(10_000, 1),
            "latency-200.jitter-50.bandwidth-0.failures-5.timeout-10000.seed-7.try-1"
        );
    }
}
