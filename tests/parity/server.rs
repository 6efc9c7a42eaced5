//! A server of pictures that takes its time, and notes how many requests are waiting at once.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Time enough for a client to ask for more than one picture, if it means to.
const LATENCY: Duration = Duration::from_millis(50);

/// A server on this machine, until the tests end.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Requests>>,
}

#[derive(Default)]
struct Requests {
    waiting: usize,
    /// For each request, how many were waiting when it came, itself included.
    log: Vec<usize>,
}

impl Server {
    /// Serves pictures below `0/`, `1/` and so on, and nothing else.
    pub fn start(pictures: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let requests = Arc::<Mutex<Requests>>::default();
        let (pictures, shared) = (Arc::new(pictures), requests.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.expect("a connection that came can be taken");
                let (pictures, requests) = (pictures.clone(), shared.clone());
                thread::spawn(move || answer(stream, &pictures, &requests));
            }
        });
        Self { address, requests }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// For each request so far, how many were waiting when it came, itself included.
    pub fn log(&self) -> Vec<usize> {
        lock(&self.requests).log.clone()
    }
}

fn lock(requests: &Mutex<Requests>) -> std::sync::MutexGuard<'_, Requests> {
    requests.lock().expect("nobody panics while holding it")
}

/// Answers one request, late.
fn answer(mut stream: TcpStream, pictures: &[Vec<u8>], requests: &Mutex<Requests>) {
    let mut lines = BufReader::new(&stream).lines();
    let mut line = || lines.next().and_then(Result::ok).unwrap_or_default();
    let request = line();
    while !line().is_empty() {}
    {
        let mut requests = lock(requests);
        requests.waiting += 1;
        let waiting = requests.waiting;
        requests.log.push(waiting);
    }
    thread::sleep(LATENCY);
    // Before the client can know that it was answered, and ask for the next.
    lock(requests).waiting -= 1;
    let (status, body) = match picture(&request, pictures) {
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
