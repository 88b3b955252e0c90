"""`make serve` as a maintainer uses it: add, edit, delete a source and look."""

import http.client
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import make_site
import mkdocs_speed
import pytest
from running_kit import SECONDS, port, put, until

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def preview(tmp_path):
    """(sources folder, function that gets a page, one that gives the log) of a running live preview."""
    sources, docs, log = tmp_path / "sources", tmp_path / "docs", tmp_path / "log"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    sources.mkdir()
    make_site._copy(docs)
    put(sources / "mot.txt", "Họp báo ở Lam Sơn\n\nNgày 12/3/2031, tỉnh họp báo về Nghị quyết số 59-NQ/TW.\n")
    env = os.environ | {
        "SOURCES": str(sources),
        "DOCS_DIR": str(docs),
        "SITE_URL": "http://127.0.0.1/",
        "NO_MKDOCS_2_WARNING": "1",
        "TMPDIR": str(temporary),
    }
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-f", str(ROOT / "mkdocs.yml")]
    with port() as number:
        with log.open("wb") as out:
            process = subprocess.Popen([*command, "-a", f"127.0.0.1:{number}"], env=env, stdout=out, stderr=out)

        def get(path: str) -> str | None:
            """The page; "" where there is none, None where nobody answers yet."""
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{number}/{path}", timeout=SECONDS) as answer:
                    return answer.read().decode()
            except urllib.error.HTTPError as err:
                return "" if err.code == 404 else None
            except (OSError, http.client.HTTPException):
                assert process.poll() is None, log.read_text("utf-8", "replace")
                return None

        yield sources, get, lambda: log.read_text("utf-8", "replace")
        process.terminate()
        process.wait(SECONDS)
    assert list(temporary.iterdir()) == [], "no copy of the site is left behind"


def quiet(log, line: str) -> bool:
    """Wait until ``line`` comes no more: at least as long as three builds take."""
    counted, since = 0, time.monotonic()

    def rests() -> bool:
        nonlocal counted, since
        if (number := log().count(line)) != counted:
            counted, since = number, time.monotonic()
        return time.monotonic() - since > 8

    return until(rests)


def test_sources_added_edited_and_deleted_show_up_without_a_restart_or_a_loop(preview):
    sources, get, log = preview
    new, shown = sources / "hai.txt", "bai-viet/hai/index.md shown"
    first = "Bão số 3 vào Biển Đông\n\nTin mới nhất về cơn bão.\n"
    second = "Bão số 3 vào Biển Đông\n\nBão đã tan trên biển, ông Vũ Đình Thử, Giám đốc Sở Y tế, cho biết.\n"

    def has(path: str, words: str) -> bool:
        return words in (get(path) or "")

    assert until(lambda: has("bai-viet/mot/", "Họp báo ở Lam Sơn")), log()
    put(new, first)
    assert until(lambda: has("bai-viet/hai/", "cơn bão")), log()
    assert until(lambda: log().count(shown) == 1), "a new article need not wait for the whole: " + log()
    put(new, second)
    assert until(lambda: has("bai-viet/hai/", "đã tan")), log()
    # nor an edit, nor one that names someone for the first time
    assert until(lambda: log().count(shown) == 2), log()
    put(new, first)
    assert until(lambda: has("bai-viet/hai/", "Tin mới nhất")), log()
    put(new, second)
    assert until(lambda: has("nguoi-phat-bieu/vu-dinh-thu/", "Giám đốc")), "the pages around it follow: " + log()
    new.unlink()
    assert until(lambda: get("bai-viet/hai/") == ""), log()
    assert quiet(log, "Building documentation"), "it builds for ever: " + log()
    # the first, and for each change at most the whole after what is shown at once, and that once more where the watcher
    # told of the change in two
    assert log().count("Building documentation") <= 1 + 5 * 2, log()


def test_a_broken_source_is_named_and_the_preview_recovers_on_the_next_save(preview):
    sources, get, log = preview
    assert until(lambda: "Họp báo" in (get("bai-viet/mot/") or "")), log()
    put(sources / "mot.txt", "---\ndate: 2031-13-01\n---\nHọp báo.\n")
    assert until(lambda: "mot.txt:2" in log()), log()
    assert "Họp báo ở Lam Sơn" in (get("bai-viet/mot/") or ""), "the last site is shown meanwhile: " + log()
    put(sources / "mot.txt", "Họp báo đã sửa.\n")
    assert until(lambda: "đã sửa" in (get("bai-viet/mot/") or "")), log()


@pytest.mark.parametrize("saved", [False, True])
def test_what_is_saved_while_the_first_site_is_built_is_built_too(tmp_path, monkeypatch, saved):
    class Server:
        _want_rebuild, _rebuild_cond = False, threading.Condition()

        def unwatch(self, path):
            pass

        watch = unwatch

    class Config:
        docs_dir, config_file_path = str(tmp_path / "docs"), str(tmp_path / "mkdocs.yml")

    (tmp_path / "docs").mkdir()
    (tmp_path / "sources").mkdir()
    monkeypatch.delenv("SOURCES", raising=False)
    monkeypatch.setattr(mkdocs_speed, "_serving", True)
    monkeypatch.setattr(mkdocs_speed, "_unknown", lambda config: "a test")
    put(tmp_path / "sources" / "mot.txt", "Họp báo.\n")
    mkdocs_speed.on_config(Config)  # the first build begins
    if saved:
        put(tmp_path / "sources" / "mot.txt", "Họp báo đã sửa.\n")
    preview = mkdocs_speed._Preview(Server(), Config, None)
    assert preview.server._want_rebuild == saved
