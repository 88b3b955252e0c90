"""`make serve` as a maintainer uses it: add, edit, delete a source and look."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture
def preview(tmp_path):
    """(sources folder, function that gets a page, the log) of a running live preview."""
    sources, docs, log = tmp_path / "sources", tmp_path / "docs", tmp_path / "log"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    sources.mkdir()
    shutil.copytree(
        ROOT / "docs",
        docs,
        ignore=shutil.ignore_patterns(
            "bai-viet", "nguoi-phat-bieu", "nghi-quyet", "van-ban", "thoi-gian", "du-lieu", ".*"
        ),
    )
    (sources / "mot.txt").write_text(
        "Họp báo ở Lam Sơn\n\nNgày 12/3/2031, tỉnh họp báo về Nghị quyết số 59-NQ/TW.\n", encoding="utf-8"
    )
    port = free_port()
    env = os.environ | {
        "SOURCES": str(sources),
        "DOCS_DIR": str(docs),
        "SITE_URL": "http://127.0.0.1/",
        "NO_MKDOCS_2_WARNING": "1",
        "TMPDIR": str(temporary),
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "mkdocs",
                "serve",
                "--livereload",
                "-a",
                f"127.0.0.1:{port}",
                "-f",
                str(ROOT / "mkdocs.yml"),
            ],
            env=env,
            stdout=out,
            stderr=out,
        )

    def get(path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=30) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            return ""

    yield sources, get, log
    process.terminate()
    process.wait(30)
    assert list(temporary.iterdir()) == [], "no copy of the site is left behind"


def until(condition, seconds=60):
    """Wait for a condition; the caller asserts it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.3)
    return False


def test_sources_added_edited_and_deleted_show_up_without_a_restart_or_a_loop(preview):
    sources, get, log = preview
    assert until(lambda: "Họp báo ở Lam Sơn" in get("bai-viet/mot/")), log.read_text()
    new = sources / "hai.txt"
    new.write_text("Bão số 3 vào Biển Đông\n\nTin mới nhất về cơn bão.\n", encoding="utf-8")
    assert until(lambda: "cơn bão" in get("bai-viet/hai/")), log.read_text()
    assert log.read_text().count("bai-viet/hai/index.md shown") == 1, "a new article need not wait for the whole"
    new.write_text(
        "Bão số 3 vào Biển Đông\n\nBão đã tan trên biển, ông Vũ Đình Thử, Giám đốc Sở Y tế, cho biết.\n",
        encoding="utf-8",
    )
    assert until(lambda: "đã tan" in get("bai-viet/hai/")), log.read_text()
    assert log.read_text().count("bai-viet/hai/index.md shown") == 2, (
        "nor an edit, nor one that names someone for the first time"
    )
    new.write_text("Bão số 3 vào Biển Đông\n\nTin mới nhất về cơn bão.\n", encoding="utf-8")
    assert until(lambda: "Tin mới nhất" in get("bai-viet/hai/")), log.read_text()
    new.write_text(
        "Bão số 3 vào Biển Đông\n\nBão đã tan trên biển, ông Vũ Đình Thử, Giám đốc Sở Y tế, cho biết.\n",
        encoding="utf-8",
    )
    assert until(lambda: "Giám đốc" in get("nguoi-phat-bieu/vu-dinh-thu/")), (
        "the pages around it follow: " + log.read_text()
    )
    new.unlink()
    assert until(lambda: "cơn bão" not in get("bai-viet/hai/") and "đã tan" not in get("bai-viet/hai/")), (
        log.read_text()
    )
    time.sleep(4)  # a loop would go on building
    builds = len(re.findall(r"Building documentation", log.read_text()))
    assert builds <= 8, log.read_text()


def test_a_broken_source_is_named_and_the_preview_recovers_on_the_next_save(preview):
    sources, get, log = preview
    assert until(lambda: "Họp báo" in get("bai-viet/mot/")), log.read_text()
    (sources / "mot.txt").write_text("---\ndate: 2031-13-01\n---\nHọp báo.\n", encoding="utf-8")
    assert until(lambda: "mot.txt:2" in log.read_text()), log.read_text()
    assert "Họp báo ở Lam Sơn" in get("bai-viet/mot/"), "the last site is shown meanwhile: " + log.read_text()
    (sources / "mot.txt").write_text("Họp báo đã sửa.\n", encoding="utf-8")
    assert until(lambda: "đã sửa" in get("bai-viet/mot/")), log.read_text()
