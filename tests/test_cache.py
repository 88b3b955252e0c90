"""What is kept between builds changes how long one takes and nothing else, whatever happens to it."""

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest
from benchmarks import corpus
from running_kit import SECONDS
from sourcepages import build as building
from sourcepages import cache, models, tables
from sourcepages.sources import collect

SCRIPT = Path(__file__).parent.parent / "scripts" / "build_pages.py"


@pytest.fixture
def sources(tmp_path):
    corpus.write(tmp_path / "sources", range(12))
    return tmp_path / "sources"


@pytest.fixture
def conversions(monkeypatch):
    """The names of the articles that were read for real."""
    names, convert = [], building.convert
    monkeypatch.setattr(building, "convert", lambda name, *rest: (names.append(name), convert(name, *rest))[1])
    return names


def convert(sources: Path, kept: Path, version: str = "1") -> list[models.Article]:
    paths, _ = collect(sources)
    articles, problems = building.convert_all(paths, tables.load(), cache.Cache(kept, version))
    assert not problems
    return articles


def test_only_what_changed_is_read(sources, tmp_path, conversions):
    first = convert(sources, tmp_path / "kept")
    assert len(conversions) == 12
    conversions.clear()
    assert convert(sources, tmp_path / "kept") == first
    assert conversions == []
    (sources / "bai-000003.txt").write_text("Bài khác hẳn\nHôm nay trời đẹp.\n", encoding="utf-8")
    corpus.write(sources, range(12, 13))
    (sources / "bai-000007.txt").unlink()
    again = convert(sources, tmp_path / "kept")
    assert conversions == ["bai-000003.txt", "bai-000012.txt"]
    assert again == convert(sources, None)


def test_a_file_that_looks_as_it_did_is_not_opened_unless_it_was_too_young_to_tell(sources, tmp_path, monkeypatch):
    opened, load = [], building.read.load
    monkeypatch.setattr(building.read, "load", lambda path: (opened.append(path.name), load(path))[1])
    written = max(path.stat().st_ctime_ns for path in sources.iterdir())
    monkeypatch.setattr(cache, "time", types.SimpleNamespace(time_ns=lambda: now))
    now = written + 1_000_000
    convert(sources, tmp_path / "kept")
    opened.clear()
    first = convert(sources, tmp_path / "kept")  # written a moment ago: a change might not show
    assert len(opened) == 12
    now = written + 3_000_000_000
    convert(sources, tmp_path / "kept")
    opened.clear()
    assert convert(sources, tmp_path / "kept") == first
    assert opened == []
    path = sources / "bai-000005.txt"
    before, text = path.stat(), path.read_text("utf-8")
    while path.stat().st_ctime_ns == before.st_ctime_ns:  # within one tick of the clock
        path.write_text(text.swapcase(), "utf-8")  # as long as before, and made to look as old
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    again = convert(sources, tmp_path / "kept")
    assert set(opened) == {"bai-000005.txt"}
    assert again == convert(sources, None)
    (tmp_path / "kept" / "looks").write_bytes(b"spoilt")
    assert convert(sources, tmp_path / "kept") == again


def test_another_version_reads_everything(sources, tmp_path, conversions):
    convert(sources, tmp_path / "kept", "1")
    conversions.clear()
    convert(sources, tmp_path / "kept", "2")
    assert len(conversions) == 12


def test_the_version_follows_the_tables(tmp_path):
    (tmp_path / "kinds.yml").write_text("- {kind: Nghị quyết, examples: [Nghị quyết]}\n", encoding="utf-8")
    before = tables.load(tmp_path).digest
    (tmp_path / "kinds.yml").write_text("- {kind: Kế hoạch, examples: [Kế hoạch]}\n", encoding="utf-8")
    assert tables.load(tmp_path).digest != before


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"x",
        lambda data: b"\0" * len(data),
        lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
        lambda data: b"c__builtin__\neval\n(S'1/0'\ntR.",
    ],
    ids=["empty", "short", "half", "long", "zeros", "one bit", "a pickle"],
)
def test_a_damaged_cache_is_started_over(sources, tmp_path, conversions, damage):
    kept = tmp_path / "kept"
    whole = convert(sources, kept)
    packs = sorted(kept.glob("*.pack"))
    assert packs
    before = [pack.read_bytes() for pack in packs]
    for pack in packs:
        pack.write_bytes(damage(pack.read_bytes()))
    conversions.clear()
    assert convert(sources, kept) == whole
    assert len(conversions) == 12
    assert [pack.read_bytes() for pack in packs] == before, "mended for the next time"


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(sources, tmp_path):
    (tmp_path / "kept").write_text("a file where the folder should be", encoding="utf-8")
    assert convert(sources, tmp_path / "kept") == convert(sources, None)


def test_a_record_comes_back_as_it_was(sources):
    rules = tables.load()
    for path in sources.iterdir():
        article = building.convert(path.name, path.read_bytes(), "x", rules)
        stored = cache.unpack(cache.pack(article, b"key"))
        assert cache.decode(cache.encode(article)) == article
        assert stored.key == b"key"
        assert {name: getattr(stored, name) for name in article.__slots__ if name != "source"} == {
            name: getattr(article, name) for name in article.__slots__ if name != "source"
        }
        assert {name: getattr(stored.source, name) for name in article.source.__slots__} == {
            name: getattr(article.source, name) for name in article.source.__slots__
        }
        with pytest.raises(AttributeError):
            _ = stored.nothing
    value = models.EditorValue([{"name": "A", "roles": [1, None]}, []], 3, 4)
    assert cache.decode(cache.encode(value)) == value
    with pytest.raises(ValueError, match="no place"):
        cache.encode(models.EditorValue({1, 2}, 1, 1))


def test_what_is_read_of_many_articles_is_not_held_for_good(sources, tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_KEPT", 5)
    cache._recent.clear()
    articles = convert(sources, tmp_path / "kept")
    texts = [a.source.text for a in articles]
    held = sum("text" in {name for record, name in cache._recent if record is a.source} for a in articles)
    assert (held, len(cache._recent)) == (5, 5)
    assert [a.source.text for a in articles] == texts
    assert [a.layout for a in articles] == [a.layout for a in convert(sources, None)]


def test_two_builds_at_once_leave_a_whole_cache_and_whole_pages(sources, tmp_path, conversions):
    def run(docs):
        return subprocess.Popen(
            [sys.executable, SCRIPT, "--sources", sources, "--docs", tmp_path / docs, "--cache", tmp_path / "kept"],
            stdout=subprocess.DEVNULL,
        )

    builds = [run(docs) for docs in ("one", "one", "two")]
    assert [build.wait(SECONDS) for build in builds] == [0, 0, 0]
    files = {
        docs: {p.relative_to(tmp_path / docs): p.read_bytes() for p in (tmp_path / docs).rglob("*") if p.is_file()}
        for docs in ("one", "two")
    }
    assert files["one"] == files["two"]
    assert not list(tmp_path.rglob("*.tmp"))
    convert(sources, tmp_path / "kept", cache.code_version() + tables.load().digest)
    assert conversions == []
