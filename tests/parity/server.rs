//! A server of pictures that takes its time, and notes how many requests are waiting at once.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// In which a client may ask for more pictures than it should at once.
const LATENCY: Duration = Duration::from_millis(50);
/// How long a request waits for the next, in vain where a client means to make none.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on this machine, until the tests end.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// What all connections share.
struct Shared {
    pictures: Vec<Vec<u8>>,
    /// Whether the request of this number, from 0, is answered only once the next one has come.
    waits: Box<dyn Fn(usize) -> bool + Send + Sync>,
    requests: Mutex<Requests>,
    came: Condvar,
}

#[derive(Default)]
struct Requests {
    waiting: usize,
    /// For each request, how many were waiting when it came, itself included.
    log: Vec<usize>,
}

impl Server {
    /// Serves pictures below `0/`, `1/` and so on, and nothing else.
    ///
    /// A request of which `waits` says so is answered only once the next one has come: a client that
    /// has more than one under way at once makes it meanwhile, on however slow a machine.
    pub fn start(
        pictures: Vec<Vec<u8>>,
        waits: impl Fn(usize) -> bool + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let shared = Arc::new(Shared {
            pictures,
            waits: Box::new(waits),
            requests: Mutex::default(),
            came: Condvar::new(),
        });
        let own = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.expect("a connection that came can be taken");
                let shared = own.clone();
                thread::spawn(move || answer(stream, &shared));
            }
        });
        Self { address, shared }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// For each request so far, how many were waiting when it came, itself included.
    pub fn log(&self) -> Vec<usize> {
        self.shared.requests().log.clone()
    }
}

impl Shared {
    fn requests(&self) -> MutexGuard<'_, Requests> {
        self.requests
            .lock()
            .expect("nobody panics while holding it")
    }

    /// A request has come: notes it, and waits for the next if it is to.
    fn note(&self) {
        let mut requests = self.requests();
        let number = requests.log.len();
        requests.waiting += 1;
        let waiting = requests.waiting;
        requests.log.push(waiting);
        self.came.notify_all();
        if (self.waits)(number) {
            let is_last = |requests: &mut Requests| requests.log.len() == number + 1;
            // In vain or not, the log tells.
            let waited = self.came.wait_timeout_while(requests, PATIENCE, is_last);
            drop(waited.expect("nobody panics while holding it"));
        }
    }
}

/// Answers one request, late.
fn answer(mut stream: TcpStream, shared: &Shared) {
    let mut lines = BufReader::new(&stream).lines();
    let mut line = || lines.next().and_then(Result::ok).unwrap_or_default();
    let request = line();
    while !line().is_empty() {}
    shared.note();
    thread::sleep(LATENCY);
    // Before the client can know that it was answered, and ask for the next.
    shared.requests().waiting -= 1;
    let (status, body) = match picture(&request, &shared.pictures) {
        Some(picture) => ("200 OK", &picture[..]),
        None => ("404 Not Found", &b"there is nothing here"[..]),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // A client that has gone away tells of it itself.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body));
}

/// The picture that a request's first line asks for.
fn picture<'a>(request: &str, pictures: &'a [Vec<u8>]) -> Option<&'a Vec<u8>> {
    let number = request.strip_prefix("GET /")?.split('/').next()?;
    pictures.get(number.parse::<usize>().ok()?)
}
