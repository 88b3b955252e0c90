"""What the tests and the benchmark of the search share: an index in a folder, a server, and the real worker in
Chromium."""

from __future__ import annotations

import gzip
import http.server
import shutil
import threading
from functools import partial
from pathlib import Path

import site_kit
from sourcepages import build, library, search, tables
from sourcepages.models import Article, Unreadable
from sourcepages.render import context

SCRIPTS = site_kit.ROOT / "docs" / "assets" / "javascripts"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and counts the bytes of what was asked for; ``sent`` is a list of (path, bytes)."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for the client's acknowledgement
    sent: list  # of the class made for each server
    answering: threading.Event  # while cleared, nothing is answered

    def do_GET(self):
        self.answering.wait()
        super().do_GET()

    def log_message(self, *args):
        pass

    def send_head(self):
        # Scripts as a host would send them, compressed.
        path = Path(self.translate_path(self.path))
        if path.suffix in (".js", ".json", ".html") and path.is_file():
            data = gzip.compress(path.read_bytes(), 6)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.sent.append((self.path, len(data)))
            self.wfile.write(data)
            return None
        if path.is_file():
            self.sent.append((self.path, path.stat().st_size))
        return super().send_head()


class Server:
    """A static server over ``folder`` in a thread; ``address`` ends in a slash. What is asked for while ``answering`` is
    cleared waits until it is set."""

    def __init__(self, folder: Path):
        self.answering = threading.Event()
        self.answering.set()
        self.handler = type("Counting", (Handler,), {"sent": [], "answering": self.answering})
        self.http = site_kit.Server(("127.0.0.1", 0), partial(self.handler, directory=str(folder)))
        self.http.start()
        self.address = f"http://127.0.0.1:{self.http.server_port}/"

    @property
    def sent(self) -> list[tuple[str, int]]:
        return self.handler.sent


def convert(rows: list[tuple[str, str]]) -> list[Article]:
    """(name, text) → articles; what can't be used is left out."""
    rules, slugs, found = tables.load(), library.article_slugs(name for name, _ in rows), []
    for name, text in rows:
        try:
            found.append(build.convert(name, text.encode(), slugs[name], rules))
        except Unreadable:
            continue
    return found


def site(folder: Path, articles: list[Article]) -> library.Library:
    """A folder with nothing but the scripts and the index of ``articles``."""
    made = library.compose(articles)
    for path, data in search.files(made, context.title).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / "assets" / "javascripts").mkdir(parents=True, exist_ok=True)
    scripts = folder / "assets" / "javascripts"
    for name in ("search-text.js", "box.js"):
        shutil.copy(SCRIPTS / name, scripts / name)
    # as mkdocs_hooks.py joins them
    (scripts / search.SCRIPTS[-1]).write_bytes(b"".join((SCRIPTS / name).read_bytes() for name in search.SCRIPTS))
    (folder / "index.html").write_text("<!doctype html><title>.</title>", encoding="utf-8")
    (folder / "box.html").write_text(BOX, encoding="utf-8")
    return made


BOX = """<!doctype html><title>.</title><label class="sp-search-button" for="__search"></label><input type="checkbox" id="__search">
<form><input class="md-search__input"></form><div class="md-search-result__meta"></div><ol class="md-search-result__list"></ol>
<script src="assets/javascripts/box.js"></script>
"""
"""What box.js needs of a page; on it a new worker is box.js's stand-in, as the theme gets it."""


OPEN = """async (address) => {
  window.worker = new Worker(new URL("assets/javascripts/search-worker.js", address));
  await new Promise((done) => worker.addEventListener("message", done, {once: true}));
}"""
TOLD = """(query, worker) => new Promise((done, failed) => {
  const from = performance.now(), parts = [];
  const listen = ({data}) => {
    if (data.type === "failed") failed(new Error(data.message));
    if (data.type !== 3) return;
    parts.push({ms: performance.now() - from, ...data.data});
    if (data.data.more) return;
    worker.removeEventListener("message", listen);
    done(parts);
  };
  worker.addEventListener("message", listen);
  worker.postMessage({type: 2, data: query});
})"""
"""What the box is sent for a query: {ms, items, …} for each part, the last of them whole."""
ASK = f"""async (query) => {{
  const parts = await ({TOLD})(query, worker);
  return {{ms: parts.at(-1).ms, urls: parts.at(-1).items.map((item) => item[0].location).filter((url) => !url.startsWith("tim-kiem/"))}};
}}"""
PARTS = f"async (query) => ({TOLD})(query, worker)"
ASK_ALL = f"async (queries) => {{ const ask = {ASK}; const found = []; for (const query of queries) found.push(await ask(query)); return found; }}"


class Browser:
    """A page with the worker on it. ``ask`` gives the addresses found for each query."""

    def __init__(self, chromium, address: str):
        self.page = chromium.new_page()
        self.page.set_default_timeout(site_kit.PATIENCE)
        self.page.goto(address)
        self.address = address
        self.page.evaluate(OPEN, address)

    def ask(self, queries: list[str], end: str = " ") -> list[list[str]]:
        """``end`` is a space for queries that are whole, nothing for those still in the typing."""
        found = []
        for at in range(0, len(queries), 200):
            found += [
                row["urls"] for row in self.page.evaluate(ASK_ALL, [query + end for query in queries[at : at + 200]])
            ]
        return found

    def items(self, query: str) -> list[list[dict]]:
        """What the theme's box has been sent in the end for a query as typed so far."""
        return self.parts(query)[-1]["items"]

    def parts(self, query: str) -> list[dict]:
        """What it is sent one after the other."""
        return self.page.evaluate(PARTS, query)
