"""kill -9 at random moments of make site, make add and make serve: no half file, no lost source, the next run heals.

A few moments in every test run; KILLS=200 gives each of the three commands 200.
"""

import csv
import gzip
import hashlib
import io
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import lxml.etree
import pytest

ROOT = Path(__file__).resolve().parent.parent
KILLS = int(os.environ.get("KILLS", "4"))
FIXTURES = Path(__file__).parent / "fixtures" / "add"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file but those that are only being written (their names begin with a dot and end with .tmp)."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not (p.name.startswith(".") and p.name.endswith(".tmp"))
    }


def article(number: int) -> str:
    return f"Họp lần {number}\n\nNgày {number % 27 + 1}/3/2024, ông Trần Văn Thử, Chủ tịch UBND xã Mẫu, cho biết Nghị quyết số {number:02}-NQ/TU đã xong.\n"


class Desk:
    """A copy of the project with sources of its own, and its commands as the Makefile runs them."""

    def __init__(self, folder: Path):
        self.home, self.sources, self.docs, self.site = folder, folder / "sources", folder / "docs", folder / "site"
        for name in subprocess.run(
            ["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True, check=True
        ).stdout.split("\0"):
            if name and (ROOT / name).is_file() and not name.startswith(("tests/", "sources/")):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, folder / name)
        self.sources.mkdir()
        (folder / "tmp").mkdir()
        self.env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder / "tmp")}
        for name in ("SOURCES", "DOCS_DIR", "SITE_DIR", "SITE_URL"):
            self.env.pop(name, None)

    def start(self, *command) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *map(str, command)],
            env=self.env,
            cwd=self.home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def make_site(self):
        return self.start("scripts/make_site.py", "--sources", self.sources, "--site", self.site)

    def make_serve(self, port: int):
        return self.start("-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}")

    def make_add(self, origin: Path):
        return self.start("scripts/add_article.py", "--sources", self.sources, "--", origin)

    def undisturbed(self) -> "Desk":
        """The same sources built in a folder where nothing was ever killed."""
        fresh = Desk(self.home.with_name(f"{self.home.name}-{time.monotonic_ns()}"))
        shutil.copytree(self.sources, fresh.sources, dirs_exist_ok=True)
        assert fresh.make_site().wait(300) == 0
        return fresh


def end(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill(process: subprocess.Popen, after: float) -> bool:
    """End a process and its children as a power cut would, after some seconds; whether it was still running."""
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        end(process)
        return True


def whole(folder: Path) -> None:
    """Every file is one that some complete run would write: none is cut off."""
    for name, data in tree(folder).items():
        if name.endswith(".html"):
            assert data.rstrip().endswith(b"</html>"), name
        elif name.endswith((".bin", ".gz")):
            gzip.decompress(data)
        elif name.endswith(".jsonl"):
            assert data.endswith(b"\n"), name
            for line in data.splitlines():
                json.loads(line)
        elif name.endswith((".json", ".map")):
            json.loads(data)
        elif name.endswith((".xml", ".svg")):
            lxml.etree.fromstring(data)
        elif name.endswith(".csv"):
            assert len({len(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))}) == 1, name
        elif name.endswith(".md"):
            assert data.endswith(b"\n"), name
            if name.startswith("bai-viet/") and name.count("/") == 2:
                assert b"\nsha256: " in data, name
        else:
            assert data, name


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "desk")


def test_site(desk):
    rng = random.Random(7)
    for number in range(30):
        (desk.sources / f"{number}.txt").write_text(article(number))
    started = time.monotonic()
    assert desk.make_site().wait(300) == 0
    usual = time.monotonic() - started
    killed = 0
    while killed < KILLS:
        (desk.sources / f"{rng.randrange(40)}.txt").write_text(article(rng.randrange(1000)))
        (desk.sources / f"{rng.randrange(40)}.txt").unlink(missing_ok=True)
        if rng.random() < 0.1:  # from nothing, as after `make clean`
            shutil.rmtree(desk.site, ignore_errors=True)
        sources = tree(desk.sources)
        killed += kill(desk.make_site(), rng.uniform(0.1, 1.1) * usual)
        assert tree(desk.sources) == sources
        whole(desk.docs)
        whole(desk.site)
    assert desk.make_site().wait(300) == 0
    fresh = desk.undisturbed()
    assert tree(desk.docs) == tree(fresh.docs)
    assert tree(desk.site) == tree(fresh.site)
    assert not list(desk.site.rglob(".*.tmp"))


def test_serve(desk):
    rng = random.Random(9)
    (desk.sources / "a.txt").write_text(article(1))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def shows(page: str, text: str) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=30) as answer:
                return text in answer.read().decode()
        except OSError:
            return False

    def until_shown(page: str, text: str) -> float:
        """Seconds until the preview shows it; the caller's test fails if that takes two minutes."""
        started = time.monotonic()
        while not shows(page, text):
            assert time.monotonic() - started < 120, page
            time.sleep(0.1)
        return time.monotonic() - started

    process = desk.make_serve(port)
    usual = until_shown("bai-viet/a/", "Họp lần 1")
    end(process)
    for turn in range(KILLS):
        process = desk.make_serve(port)
        if turn % 2:  # while it starts
            (desk.sources / f"{turn % 3}.txt").write_text(article(turn))
            sources = tree(desk.sources)
            time.sleep(rng.uniform(0.1, 1.1) * usual)
        else:  # while it follows an edit
            until_shown("bai-viet/a/", "Họp lần")
            (desk.sources / f"{turn % 3}.txt").write_text(article(turn))
            sources = tree(desk.sources)
            time.sleep(rng.uniform(0, 1.5 * usual))
        assert process.poll() is None
        end(process)
        assert tree(desk.sources) == sources
        whole(desk.docs)
    (desk.sources / "sau.txt").write_text(article(5000))
    process = desk.make_serve(port)
    until_shown("bai-viet/sau/", "Họp lần 5000")
    end(process)
    assert tree(desk.docs) == tree(desk.undisturbed().docs)


def test_add(desk):
    rng = random.Random(10)
    (desk.sources / "co-san.txt").write_text(article(1))
    origin = desk.home / "moi"
    origin.mkdir()
    for number in range(4):
        (origin / f"tin-{number}.txt").write_text(article(number + 200) + f"Câu riêng của bài {number}. " * 30)
    shutil.copyfile(FIXTURES / "libreoffice.docx", origin / "word.docx")
    started = time.monotonic()
    assert desk.make_add(origin).wait(300) == 0
    usual = time.monotonic() - started
    complete = {hashlib.sha256(data).hexdigest() for data in tree(desk.sources).values()}
    killed = 0
    while killed < KILLS:
        for path in rng.sample(there := sorted(desk.sources.glob("*.txt")), min(2, len(there))):
            if path.name != "co-san.txt":
                path.unlink()
        before = tree(desk.sources)
        killed += kill(desk.make_add(origin), rng.uniform(0.1, 1.0) * usual)
        after = tree(desk.sources)
        assert before.items() <= after.items()
        assert {hashlib.sha256(data).hexdigest() for data in after.values()} <= complete
    assert desk.make_add(origin).wait(300) == 0
    assert {hashlib.sha256(data).hexdigest() for data in tree(desk.sources).values()} == complete
    assert not list(desk.sources.glob(".*.tmp"))
