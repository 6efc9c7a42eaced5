"""Downloads that fail are tried again, by Rust's rules: `src/network/retry.rs` has such tests."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, ClassVar

import pytest

from conftest import ROOT, Report
from parallel_playground.tasks.fetch_failure import FetchFailure, seconds_until
from parallel_playground.tasks.retrying import Patience, address

PICTURE = (ROOT / "www/pictures/01.jpg").read_bytes()
STRATEGIES = ["sequential", "event-loop", "threads", "processes"]


def pauses(retries: int, tried: bytes | FetchFailure) -> list[float]:
    """Those before all tries, if every one comes to the same."""
    patience = Patience(timeout_s=10, retries=retries)
    all_pauses = (patience.pause_s(tried, attempt) for attempt in range(retries + 1))
    return [pause for pause in all_pauses if pause is not None]


def test_the_pause_doubles_until_no_try_is_left() -> None:
    """And is no shorter than the server asks, nor longer than a try may take."""
    assert pauses(3, FetchFailure("server-error", "")) == [0.1, 0.2, 0.4]
    assert pauses(3, FetchFailure("server-error", "", 0.15)) == [0.15, 0.2, 0.4]
    assert pauses(2, FetchFailure("server-error", "", 10)) == [10, 10]
    assert pauses(2, FetchFailure("server-error", "", 10.1)) == []


def test_what_another_try_cannot_mend_is_left_alone() -> None:
    """As is what came."""
    assert pauses(3, FetchFailure("bad-status", "")) == []
    assert pauses(3, PICTURE) == []


def test_a_server_asks_for_seconds_or_until_a_date() -> None:
    """Everything else says nothing."""
    soon = datetime.now(UTC) + timedelta(seconds=30)
    assert seconds_until("2") == 2
    assert 20 < seconds_until(format_datetime(soon, usegmt=True)) <= 30
    assert seconds_until("Thu, 26 Nov 1998 12:00:00 GMT") == 0
    for word in ("soon", "-5", "1.5", "1, 2", "", "Mon, 01 Jan 99999 00:00:00 GMT"):
        assert seconds_until(word) == 0, word


def test_only_the_simulated_network_is_told_which_try_it_is() -> None:
    """`src/network/address.rs` writes such an address for the first."""
    conditions = "http://host/simulated-network/latency-200.failures-5.seed-7"
    assert address(f"{conditions}.try-0/http%3A%2F%2Fa%2Fb", 2) == (
        f"{conditions}.try-2/http%3A%2F%2Fa%2Fb"
    )
    for url in ("http://host/latency-1.try-0/a", f"{conditions}.try-0x/a"):
        assert address(url, 2) == url


class Flaky(BaseHTTPRequestHandler):
    """Refuses what it is asked for the first time, the third time and so on."""

    asked: ClassVar[Counter[str]] = Counter()
    lock: ClassVar[Any] = Lock()

    def do_GET(self) -> None:
        """Answers."""
        with self.lock:
            self.asked[self.path] += 1
            refuses = self.asked[self.path] % 2 == 1
        self.send_response(503 if refuses else 200)
        body = b"" if refuses else PICTURE
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def flaky() -> Iterator[str]:
    """The address of such a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Flaky) as server:
        Thread(target=server.serve_forever).start()
        yield "http://{}:{}".format(*server.server_address)
        server.shutdown()


def test_every_strategy_tries_again_and_says_how_often(
    flaky: str, timed: Callable[..., Report]
) -> None:
    """Each picture comes at its second try."""
    urls = [f"{flaky}/{number}.jpg" for number in range(4)]
    words = ["--task", "download-images", "--workers", 2, "--trials", 1, "--retries", 1]
    report = timed(*words, "--urls", *urls, "--strategies", *STRATEGIES)
    assert report["request"]["retries"] == 1
    told = {
        it["strategy"]: (it["output"]["pictures"], it["trials"][0]["traffic"]["retries"])
        for it in report["results"]
    }
    assert told == dict.fromkeys(STRATEGIES, (4, 4))
