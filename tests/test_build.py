"""The build as a maintainer meets it: what is written, kept and removed."""

import json
import os

import pytest
from sourcepages import build as build_module
from sourcepages import files
from sourcepages.build import build
from sourcepages.writer import JOURNAL, MANIFEST, Writer

ARTICLE = """Hội nghị sơ kết ở Lam Sơn

Ngày 12/3/2031, tại hội nghị, ông Trần Văn Thử cho biết tỉnh đã thực hiện xong Nghị quyết số 07-NQ/TU.
"""


@pytest.fixture
def folders(tmp_path):
    sources, docs = tmp_path / "sources", tmp_path / "docs"
    sources.mkdir()
    docs.mkdir()
    return sources, docs


def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_second_run_writes_nothing(folders):
    sources, docs = folders
    (sources / "hoi-nghi.txt").write_text(ARTICLE, encoding="utf-8")
    assert "bai-viet/hoi-nghi/index.md" in build(sources, docs).written
    before = {p: p.stat().st_mtime_ns for p in docs.rglob("*")}
    again = build(sources, docs)
    assert (again.written, again.removed) == ((), ())
    assert {p: p.stat().st_mtime_ns for p in docs.rglob("*")} == before


def test_a_removed_source_removes_its_pages_and_the_folders_left_empty(folders):
    sources, docs = folders
    (sources / "mot.txt").write_text(ARTICLE, encoding="utf-8")
    (sources / "hai.txt").write_text(ARTICLE.replace("07-NQ/TU", "09-NQ/TU"), encoding="utf-8")
    build(sources, docs)
    assert any("09-nq-tu" in path for path in tree(docs))
    (sources / "hai.txt").unlink()
    result = build(sources, docs)
    assert "bai-viet/hai/index.md" in result.removed
    assert not any("hai/" in path or "09-nq-tu" in path for path in tree(docs))
    assert not (docs / "bai-viet" / "hai").exists()


def test_hand_written_pages_stay_even_inside_generated_folders(folders):
    sources, docs = folders
    mine = docs / "bai-viet" / "ghi-chu.md"
    mine.parent.mkdir()
    mine.write_text("của tôi", encoding="utf-8")
    (sources / "mot.txt").write_text(ARTICLE, encoding="utf-8")
    build(sources, docs)
    (sources / "mot.txt").unlink()
    (sources / "ba.txt").write_text(ARTICLE, encoding="utf-8")
    build(sources, docs)
    assert mine.read_text(encoding="utf-8") == "của tôi"


def test_what_a_killed_build_left_is_removed_by_the_next(folders):
    sources, docs = folders
    (sources / "mot.txt").write_text(ARTICLE, encoding="utf-8")
    for name in ("dang-do", "con-lai"):
        (docs / "bai-viet" / name).mkdir(parents=True)
        (docs / "bai-viet" / name / "index.md").write_text("nửa chừng", encoding="utf-8")
    torn = b'["bai-viet/con-l'
    (docs / JOURNAL).write_bytes(
        torn + b"\n" + json.dumps(["bai-viet/dang-do/index.md", "../ngoai.md"]).encode() + b"\n" + torn
    )
    (docs.parent / "ngoai.md").write_text("của người khác", encoding="utf-8")
    assert build(sources, docs).removed == ("bai-viet/dang-do/index.md",)
    assert (docs / "bai-viet" / "con-lai" / "index.md").exists()
    assert (docs.parent / "ngoai.md").exists()
    assert not (docs / JOURNAL).exists()


def test_a_file_that_another_build_has_just_removed_is_no_fault(tmp_path, monkeypatch):
    first = Writer(tmp_path)
    first.note(first.write([[("a.md", b"a"), ("b.md", b"b")]])[0])
    first.finish()
    second, unlink = Writer(tmp_path), os.unlink
    second.note([("b.md", False)])
    monkeypatch.setattr(os, "unlink", lambda path: (unlink(path), unlink(path)))
    assert second.finish()[1] == ("a.md",)


def test_a_manifest_that_names_files_outside_docs_removes_none_of_them(folders):
    sources, docs = folders
    outside = docs.parent / "quan-trong.txt"
    outside.write_text("giữ", encoding="utf-8")
    (docs / MANIFEST).write_text(json.dumps({"files": ["../quan-trong.txt", str(outside)]}), encoding="utf-8")
    (sources / "mot.txt").write_text(ARTICLE, encoding="utf-8")
    build(sources, docs)
    assert outside.exists()


def test_one_bad_file_stops_the_build_and_leaves_the_last_output_as_it_was(folders):
    sources, docs = folders
    (sources / "tot.txt").write_text(ARTICLE, encoding="utf-8")
    build(sources, docs)
    before = tree(docs)
    (sources / "tot.txt").write_text(ARTICLE + "\nThêm một dòng.", encoding="utf-8")
    (sources / "hong.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    result = build(sources, docs)
    assert result.stopped
    assert [d.source for d in result.errors] == ["hong.txt"]
    assert tree(docs) == before


def test_keep_going_builds_the_rest(folders):
    sources, docs = folders
    (sources / "tot.txt").write_text(ARTICLE, encoding="utf-8")
    (sources / "hong.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    result = build(sources, docs, keep_going=True)
    assert "bai-viet/tot/index.md" in result.written
    assert [d.source for d in result.errors] == ["hong.txt"]


def test_check_writes_nothing(folders):
    sources, docs = folders
    (sources / "mot.txt").write_text(ARTICLE, encoding="utf-8")
    assert build(sources, docs, check=True).articles
    assert tree(docs) == {}


def test_a_write_that_dies_midway_leaves_the_old_file_whole(folders, monkeypatch):
    target = folders[1] / "trang.md"
    files.replace(target, b"old")

    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        files.replace(target, b"new")
    assert target.read_bytes() == b"old"


def test_pages_do_not_depend_on_the_order_of_the_file_system(folders, tmp_path):
    sources, docs = folders
    texts = {f"bai-{n}.txt": ARTICLE.replace("12/3", f"{n}/3") for n in range(1, 8)}
    for name, text in texts.items():
        (sources / name).write_text(text, encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    for name in reversed(texts):
        (other / name).write_text(texts[name], encoding="utf-8")
    build(sources, docs)
    build(other, tmp_path / "docs2")
    assert tree(docs) == tree(tmp_path / "docs2")


def test_sources_in_subfolders_with_one_file_name_get_pages_of_their_own(folders):
    sources, docs = folders
    for folder in ("2030", "2031"):
        (sources / folder).mkdir()
        (sources / folder / "hop-bao.md").write_text(ARTICLE, encoding="utf-8")
    build(sources, docs)
    assert {p for p in tree(docs) if p.startswith("bai-viet/20")} == {
        "bai-viet/2030-hop-bao/index.md",
        "bai-viet/2031-hop-bao/index.md",
    }


def test_a_fault_of_ours_in_one_article_names_it_and_leaves_the_others_read(tmp_path, monkeypatch):
    right = build_module.convert

    def faulty(name, *rest):
        return right(name, *rest) if name != "b.txt" else [][0]

    monkeypatch.setattr(build_module, "convert", faulty)
    (tmp_path / "s").mkdir()
    for name in "abc":
        (tmp_path / "s" / f"{name}.txt").write_text(
            f"Họp ở xã {name}\n\nNgày 5/3/2031, xã họp bàn việc nước sạch.\n", encoding="utf-8"
        )
    result = build_module.build(tmp_path / "s", tmp_path / "d", keep_going=True)
    assert [a.source.name for a in result.articles] == ["a.txt", "c.txt"]
    [error] = result.errors
    assert error.source == "b.txt"
    assert "IndexError" in error.message
    assert "test_build.py" in error.message
    assert error.remedy
