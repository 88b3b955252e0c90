"""What the tests of the built site share: a site built from invented articles, served with the policy README gives
hosts."""

from __future__ import annotations

import functools
import gzip
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import html5lib
import install_browser

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tests" / "site_sources"
PREFIX = "/doc/"
"""Sites often live below a host's root: everything must work there."""
ADDRESS = "https://doc.example.vn" + PREFIX
PATIENCE = 60_000
"""Milliseconds a browser is waited for: only a test that fails takes as long."""


def policy() -> str:
    """The Content-Security-Policy the README gives to hosts: what is documented is what is tested."""
    return re.search(r"Content-Security-Policy: (.+)", (ROOT / "README.md").read_text()).group(1).strip()


def many(folder: Path, count: int = 45) -> Path:
    """The invented articles and ``count`` short ones of one speaker and one resolution, so that the hubs' long lists
    are cut into pages."""
    sources = folder / "sources"
    shutil.copytree(SOURCES, sources)
    for number in range(count):
        year, month, day = 2010 + number % 9, 1 + number % 12, 1 + number % 28
        text = (
            f"Chuyện mùa thứ {number + 1}\n\n{day:02}/{month:02}/{year} 07:00\n\n"
            f"Ngày {day}/{month}/{year}, ông Vi Văn Sào, Chủ tịch UBND huyện Mèo Vạc, tỉnh Hà Giang cho biết Nghị "
            f"quyết số 30-NQ/TU "
            "của Ban Chấp hành Đảng bộ tỉnh Hà Giang đã giúp bà con có thêm giống ngô tốt.\n"
        )
        (sources / f"mua-{number + 1}.txt").write_text(text, encoding="utf-8")
    return sources


def build(folder: Path, sources: Path = SOURCES) -> Path:
    """Build the site of ``sources`` below ``folder``, strictly, as `make site` does; returns the site's folder."""
    site = folder / PREFIX.strip("/")
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "make_site.py", "--sources", sources, "--site", site],
        env=os.environ | {"SITE_URL": ADDRESS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return site


class _Handler(SimpleHTTPRequestHandler):
    """Files below a folder, with the policy; missing ones answered by the site's own 404 page."""

    headers_sent: Mapping[str, str] = MappingProxyType({})
    zipped = False

    def end_headers(self):
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / PREFIX.strip("/") / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.server.asked.append(self.path)
        file = Path(self.translate_path(self.path))
        if not (
            self.zipped
            and file.suffix in (".html", ".js", ".css", ".xml", ".json", "")
            and "gzip" in self.headers.get("Accept-Encoding", "")
        ):
            return super().do_GET()
        file = file / "index.html" if file.is_dir() and self.path.split("?")[0].endswith("/") else file
        if not file.is_file():
            return super().do_GET()
        body = gzip.compress(file.read_bytes())
        self.send_response(200)
        for name, value in (
            ("Content-Type", self.guess_type(file)),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "max-age=3600"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        return None


class Server(ThreadingHTTPServer):
    """As many connections as a browser opens at once wait until each is taken, and its end is not waited for."""

    request_queue_size = 128

    def start(self) -> None:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()


@dataclass
class Served:
    """A site on localhost. ``asked`` is the path of every request: of one test alone where the server is its own."""

    folder: Path
    url: str
    asked: list[str] = field(default_factory=list)

    def file(self, path: str) -> Path:
        """The file a path of the server stands for."""
        target = self.folder / unquote(urlsplit(path).path).removeprefix(PREFIX)
        return target / "index.html" if target.is_dir() else target


class serve:
    """``with serve(site) as served``: the site below :data:`PREFIX`, every answer with the hosts' policy."""

    def __init__(self, site: Path, zipped: bool = False):
        made = type(
            "Handler",
            (_Handler,),
            {"headers_sent": {"Content-Security-Policy": policy()}, "zipped": zipped, "protocol_version": "HTTP/1.1"},
        )
        handler = functools.partial(made, directory=site.parent)
        self.server = Server(("127.0.0.1", 0), handler)
        self.server.asked = []
        self.served = Served(site, f"http://127.0.0.1:{self.server.server_port}{PREFIX}", self.server.asked)

    def __enter__(self) -> Served:
        self.server.start()
        return self.served

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


@dataclass
class Page:
    """A page of the built site, parsed: ``path`` inside the site ("bai-viet/x/"), its document and parse errors."""

    path: str
    root: object
    errors: list

    @functools.cached_property
    def elements(self) -> list:
        return [e for e in self.root.iter() if isinstance(e.tag, str)]

    def all(self, *tags: str) -> list:
        return [e for e in self.elements if e.tag in tags]

    @functools.cached_property
    def ids(self) -> list[str]:
        return [e.get("id") for e in self.elements if e.get("id")]

    def meta(self, name: str) -> list[str]:
        return [e.get("content") for e in self.all("meta") if name in (e.get("name"), e.get("property"))]

    def links(self) -> list[tuple[str, str]]:
        """(path inside the site, fragment) of every internal address on the page; "" for this page."""
        found = []
        for element in self.elements:
            for name in ("href", "src"):
                if value := element.get(name):
                    target, fragment = urldefrag(urljoin(ADDRESS + self.path, value))
                    if target.startswith(ADDRESS):
                        found.append((unquote(target.removeprefix(ADDRESS)), unquote(fragment)))
                    elif target.startswith(ADDRESS.removesuffix(PREFIX)):
                        raise AssertionError(f"{self.path}: {value!r} leaves the site's folder")
        return found


def launch(playwright):
    """The browser every test and tool uses."""
    return playwright.chromium.launch(
        executable_path=install_browser.find(),
        # the last: where a container has little memory to share, a page would crash
        args=["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"],
        timeout=PATIENCE,
    )


def still(page) -> None:
    """Wait until nothing on the page moves or changes its colours any more."""
    page.evaluate("""async () => {
      const moving = () => document.getAnimations().filter((a) => a.playState === "running" && Number.isFinite(a.effect.getComputedTiming().endTime))
      for (let all; (all = moving()).length;) await Promise.allSettled(all.map((a) => a.finished))
    }""")


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).split())


def parse(site: Path) -> dict[str, Page]:
    """Every HTML page of ``site`` by its path inside the site."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        root = parser.parse(file.read_text(encoding="utf-8"))
        pages[path] = Page(path, root, [(position, code) for position, code, _ in parser.errors])
    return pages


def kinds(pages: dict[str, Page]) -> dict[str, str]:
    """One page of every kind: kind → path. A kind is a folder and how deep below it the page stands."""
    found: dict[str, str] = {}
    for path in sorted(pages, key=lambda p: (-len(pages[p].elements), p)):
        parts = [p for p in path.split("/") if p]
        kind = "/".join([parts[0] if parts else "home", *("*" * (len(parts) - 1))])
        found.setdefault(kind, path)
    return found
