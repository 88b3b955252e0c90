"""kill -9 at random moments of make site, make add and make serve: no half file, no lost source, the next run heals.

A few moments in every test run; KILLS=200 for the long one.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KILLS = int(os.environ.get("KILLS", "6"))
FIXTURES = Path(__file__).parent / "fixtures" / "add"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file but those that are only being written (their names begin with a dot and end with .tmp)."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file() and not (p.name.startswith(".") and p.name.endswith(".tmp"))}


def article(number: int) -> str:
    return f"Họp lần {number}\n\nNgày {number % 27 + 1}/3/2024, ông Trần Văn Thử, Chủ tịch UBND xã Mẫu, cho biết Nghị quyết số {number:02}-NQ/TU đã xong.\n"


class Desk:
    """Sources, docs and site in one folder, with the hand-written pages of the project."""

    def __init__(self, folder: Path):
        self.sources, self.docs, self.site, self.cache = (folder / n for n in ("sources", "docs", "site", "cache"))
        self.sources.mkdir(parents=True)
        for name in subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "docs"], capture_output=True, text=True, check=True).stdout.split("\0"):
            if name:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, folder / name)
        self.env = os.environ | {"SOURCES": str(self.sources), "DOCS_DIR": str(self.docs), "SITE_DIR": str(self.site), "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}

    def start(self, *command) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, *map(str, command)], env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def pages(self):
        return self.start(ROOT / "scripts" / "build_pages.py", "--sources", self.sources, "--docs", self.docs, "--cache", self.cache)

    def mkdocs(self):
        return self.start("-m", "mkdocs", "build", "--strict", "-q", "-f", ROOT / "mkdocs.yml")

    def serve(self):
        return self.start("-m", "mkdocs", "serve", "--livereload", "-q", "-a", "127.0.0.1:0", "-f", ROOT / "mkdocs.yml")

    def add(self, origin: Path):
        return self.start(ROOT / "scripts" / "add_article.py", "--sources", self.sources, origin)


def kill(process: subprocess.Popen, after: float) -> bool:
    """End a process and its children as a power cut would, after some seconds; whether it was still running."""
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def whole(docs: Path) -> None:
    """Every generated file is one that some complete run would write: it reads back, and says which source it is of."""
    for path in docs.glob("bai-viet/*/index.md"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("---\n"), path
        assert "\nsha256: " in text, path
        assert text.endswith("\n") or len(text) > 200, path
    for path in docs.glob("du-lieu/*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            json.loads(line)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "desk")


def expected(desk: Desk, tmp_path: Path) -> dict[str, bytes]:
    """What an undisturbed build of these sources makes."""
    fresh = Desk(tmp_path / f"fresh-{time.monotonic_ns()}")
    shutil.copytree(desk.sources, fresh.sources, dirs_exist_ok=True)
    assert fresh.pages().wait(120) == 0
    return tree(fresh.docs)


def test_conversion(desk, tmp_path):
    rng = random.Random(7)
    for number in range(30):
        (desk.sources / f"{number}.txt").write_text(article(number))
    started = time.monotonic()
    assert desk.pages().wait(120) == 0
    usual = time.monotonic() - started
    killed = 0
    for turn in range(KILLS):
        (desk.sources / f"{rng.randrange(40)}.txt").write_text(article(100 + turn))
        (desk.sources / f"{rng.randrange(40)}.txt").unlink(missing_ok=True)
        sources = tree(desk.sources)
        killed += kill(desk.pages(), rng.uniform(0.2, 1.1) * usual)
        assert tree(desk.sources) == sources
        whole(desk.docs)
    assert desk.pages().wait(120) == 0
    assert killed
    assert tree(desk.docs) == expected(desk, tmp_path)


def test_site(desk, tmp_path):
    rng = random.Random(8)
    for number in range(4):
        (desk.sources / f"{number}.txt").write_text(article(number))
    started = time.monotonic()
    assert desk.mkdocs().wait(120) == 0
    usual = time.monotonic() - started
    killed = 0
    for turn in range(max(1, KILLS // 3)):
        (desk.sources / f"{turn % 4}.txt").write_text(article(50 + turn))
        sources = tree(desk.sources)
        killed += kill(desk.mkdocs(), rng.uniform(0.3, 1.0) * usual)
        assert tree(desk.sources) == sources
        whole(desk.docs)
    assert killed
    assert desk.mkdocs().wait(120) == 0
    healed = tree(desk.site)
    fresh = Desk(tmp_path / "fresh")
    shutil.copytree(desk.sources, fresh.sources, dirs_exist_ok=True)
    assert fresh.mkdocs().wait(120) == 0
    undisturbed = tree(fresh.site)
    assert set(healed) == set(undisturbed)
    assert [name for name in healed if healed[name] != undisturbed[name]] == []


def test_serve(desk, tmp_path):
    rng = random.Random(9)
    (desk.sources / "a.txt").write_text(article(1))
    killed = 0
    for turn in range(max(1, KILLS // 4)):
        process = desk.serve()
        (desk.sources / f"{turn % 3}.txt").write_text(article(turn))
        sources = tree(desk.sources)
        killed += kill(process, rng.uniform(0.5, 6))
        assert tree(desk.sources) == sources
        whole(desk.docs)
    assert killed
    assert desk.pages().wait(120) == 0
    assert tree(desk.docs) == expected(desk, tmp_path)


def test_add(desk):
    rng = random.Random(10)
    (desk.sources / "co-san.txt").write_text(article(1))
    origin = desk.sources.parent / "moi"
    origin.mkdir()
    for number in range(4):
        (origin / f"tin-{number}.txt").write_text(article(number + 200) + f"Câu riêng của bài {number}. " * 30)
    shutil.copyfile(FIXTURES / "libreoffice.docx", origin / "word.docx")
    started = time.monotonic()
    assert desk.add(origin).wait(120) == 0
    usual = time.monotonic() - started
    complete = {hashlib.sha256(data).hexdigest() for data in tree(desk.sources).values()}
    killed = 0
    for _ in range(KILLS):
        for path in rng.sample(there := sorted(desk.sources.glob("*.txt")), min(2, len(there))):
            if path.name != "co-san.txt":
                path.unlink()
        killed += kill(desk.add(origin), rng.uniform(0.2, 1.0) * usual)
        assert {hashlib.sha256(data).hexdigest() for data in tree(desk.sources).values()} <= complete
        assert (desk.sources / "co-san.txt").read_text() == article(1)
    assert killed
    assert desk.add(origin).wait(120) == 0
    assert {hashlib.sha256(data).hexdigest() for data in tree(desk.sources).values()} == complete
    assert not list(desk.sources.glob(".*.tmp"))
