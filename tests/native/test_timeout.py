"""A server that never answers is waited for as long as the command says."""

import json
import socket

from conftest import command


def test_a_download_takes_no_longer_than_it_may() -> None:
    """Whichever library waits, it is told as a timeout."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = "http://{}:{}/picture.jpg".format(*silent.getsockname())
        words = ["--task", "download-images", "--urls", url, "--timeout", 0.2]
        said = command("output", *words, "--strategies", "sequential", "event-loop", "threads")
    outputs = list(map(json.loads, said.stdout.splitlines()))
    assert [[it["code"] for it in output["failures"]] for output in outputs] == [["timed-out"]] * 3
