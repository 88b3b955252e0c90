"""kill -9 at random moments of make site, make add and make serve: no half file, no lost source, the next run heals.

A few moments in every test run; KILLS=200 gives each of the three commands 200.
"""

import csv
import gzip
import hashlib
import http.client
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import lxml.etree
import pytest
from running_kit import SECONDS, port, put, until

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
        assert fresh.make_site().wait(SECONDS) == 0
        return fresh


def end(process: subprocess.Popen) -> None:
    """Kill a process and its children, and wait until none of them does anything more."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert until(lambda: not any(lives(path, process.pid) for path in Path("/proc").glob("[0-9]*/stat")))


def lives(stat: Path, group: int) -> bool:
    """Whether the process is one of a group and not yet dead; of a dead one a zombie may be left."""
    try:
        state, _, its, *_ = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return False
    return int(its) == group and state not in "ZX"


class Killer:
    """Ends processes at random moments of the time they take. That time is measured anew with each that comes to its end
    and taken for longer with each that doesn't: once too long or too short, no moment would lie in the right place."""

    def __init__(self, usual: float, seed: int):
        self.usual, self.random, self.killed = usual, random.Random(seed), 0

    def kill(self, process: subprocess.Popen) -> None:
        """End a process and its children as a power cut would; ``killed`` counts those that were still running."""
        started = time.monotonic()
        try:
            process.wait(self.random.uniform(0.05, 1.1) * self.usual)
            self.usual = time.monotonic() - started
        except subprocess.TimeoutExpired:
            end(process)
            self.usual *= 1.25
            self.killed += 1


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
    assert desk.make_site().wait(SECONDS) == 0
    killer = Killer(time.monotonic() - started, 7)
    while killer.killed < KILLS:
        (desk.sources / f"{rng.randrange(40)}.txt").write_text(article(rng.randrange(1000)))
        (desk.sources / f"{rng.randrange(40)}.txt").unlink(missing_ok=True)
        if rng.random() < 0.1:  # from nothing, as after `make clean`
            shutil.rmtree(desk.site, ignore_errors=True)
        sources = tree(desk.sources)
        killer.kill(desk.make_site())
        assert tree(desk.sources) == sources
        whole(desk.docs)
        whole(desk.site)
    assert desk.make_site().wait(SECONDS) == 0
    fresh = desk.undisturbed()
    assert tree(desk.docs) == tree(fresh.docs)
    assert tree(desk.site) == tree(fresh.site)
    assert not list(desk.site.rglob(".*.tmp"))


@pytest.fixture
def number():
    with port() as number:
        yield number


def test_serve(desk, number):
    rng = random.Random(9)
    (desk.sources / "a.txt").write_text(article(1))

    def shows(page: str, text: str) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{number}/{page}", timeout=SECONDS) as answer:
                return text in answer.read().decode()
        except (OSError, http.client.HTTPException):
            return False

    def until_shown(page: str, text: str) -> None:
        assert until(lambda: shows(page, text)), page

    started = time.monotonic()
    process = desk.make_serve(number)
    until_shown("bai-viet/a/", "Họp lần 1")
    usual = time.monotonic() - started
    end(process)
    for turn in range(KILLS):
        process = desk.make_serve(number)
        if turn % 2:  # while it starts
            put(desk.sources / f"{turn % 3}.txt", article(turn))
            sources = tree(desk.sources)
            time.sleep(rng.uniform(0.1, 1.1) * usual)
        else:  # while it follows an edit
            until_shown("bai-viet/a/", "Họp lần")
            put(desk.sources / f"{turn % 3}.txt", article(turn))
            sources = tree(desk.sources)
            time.sleep(rng.uniform(0, 1.5 * usual))
        assert process.poll() is None
        end(process)
        assert tree(desk.sources) == sources
        whole(desk.docs)
    (desk.sources / "sau.txt").write_text(article(5000))
    process = desk.make_serve(number)
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
    assert desk.make_add(origin).wait(SECONDS) == 0
    killer = Killer(time.monotonic() - started, 10)
    complete = {hashlib.sha256(data).hexdigest() for data in tree(desk.sources).values()}
    while killer.killed < KILLS:
        for path in rng.sample(there := sorted(desk.sources.glob("*.txt")), min(2, len(there))):
            if path.name != "co-san.txt":
                path.unlink()
        before = tree(desk.sources)
        killer.kill(desk.make_add(origin))
        after = tree(desk.sources)
        assert before.items() <= after.items()
        assert {hashlib.sha256(data).hexdigest() for data in after.values()} <= complete
    assert desk.make_add(origin).wait(SECONDS) == 0
    assert {hashlib.sha256(data).hexdigest() for data in tree(desk.sources).values()} == complete
    assert not list(desk.sources.glob(".*.tmp"))
