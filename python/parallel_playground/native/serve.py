"""Opens a report in the playground's page, served from here."""

import argparse
import json
import sys
import threading
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from parallel_playground.native.foreign.opened import UnreadableError, opened

PAGE = "/opened/"

ISOLATING = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""What lets the page's workers share memory."""

HTML = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>{title}</title>
    <link rel="icon" href="../icon.svg" />
    <link rel="stylesheet" href="../page.css" />
    <script type="module" src="../parallel-playground.js"></script>
  </head>
  <body>
    <main><parallel-playground report="{report}"></parallel-playground></main>
  </body>
</html>
"""


def open_report(arguments: argparse.Namespace) -> None:
    """Serves the page with a report opened, until it is interrupted."""
    site = arguments.site or found_site()
    try:
        report = opened(arguments.report)
    except UnreadableError as error:
        sys.exit(str(error))
    if site is None or not (site / "parallel-playground.js").exists():
        sys.exit(
            "The playground's page is not here: name the folder that `cargo xtask build` makes in "
            "the project's repository, as in --site REPOSITORY/dist."
        )
    try:
        server = serving(site, report, arguments.report.name, arguments.port)
    except OSError as error:
        sys.exit(f"Nothing can be served on port {arguments.port} ({error}): leave out --port.")
    address = f"http://127.0.0.1:{server.server_port}{PAGE}"
    print(f"{arguments.report} is open at {address} (Ctrl+C ends it).", flush=True)
    if arguments.browser:
        threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


def found_site() -> Path | None:
    """The site that was built beside this package, or from where one stands."""
    beside = [Path.cwd(), *Path(__file__).resolve().parents]
    built = (folder / "dist" for folder in beside)
    return next((site for site in built if (site / "parallel-playground.js").exists()), None)


def serving(site: Path, report: Any, name: str, port: int) -> ThreadingHTTPServer:
    """A server of the site, and of a page in it that has the report opened, by its own name."""
    file = quote(name, safe="")
    page = HTML.format(title=quote(name, safe=" .-"), report=f"./{file}")
    made = {
        PAGE: (page.encode(), "text/html; charset=utf-8"),
        PAGE + file: (json.dumps(report).encode(), "application/json"),
    }
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, made, directory=str(site)))


class Handler(SimpleHTTPRequestHandler):
    """Sends the site's files, and what was made."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, made: dict[str, tuple[bytes, str]], *rest: Any, **named: Any) -> None:
        """Answers one request."""
        self.made = made
        super().__init__(*rest, **named)

    def do_GET(self) -> None:
        """Sends what was made under a name, or a file of the site."""
        found = self.made.get(urlsplit(self.path).path)
        if found is None:
            super().do_GET()
            return
        contents, kind = found
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(contents)))
        self.end_headers()
        self.wfile.write(contents)

    def end_headers(self) -> None:
        """Isolates the page."""
        for name, value in ISOLATING.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (as it is called)
        """Says nothing of requests."""
