"""Pages made again only where what they are made from changed are the pages a build from scratch makes."""

import contextlib
import os
import shutil
from pathlib import Path

import pytest
from benchmarks import corpus
from sourcepages import build as building
from sourcepages import changes, indexing

COUNT = 40


@pytest.fixture
def texts():
    return corpus.given(Path(os.environ["ARTICLES_DIR"])) if os.environ.get("ARTICLES_DIR") else None


@pytest.fixture
def made(monkeypatch):
    """The names of the parts that were made."""
    names, make = [], building._make
    monkeypatch.setattr(
        building,
        "_make",
        lambda shared, numbers: (names.extend(shared[0][n].name for n in numbers), make(shared, numbers))[1],
    )
    monkeypatch.setattr(
        building,
        "each",
        lambda function, items, shared=None, **_: (result for item in items for result in function(shared, [item])),
    )
    return names


def contents(docs: Path) -> dict[str, bytes]:
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()}


class Archive:
    def __init__(self, folder: Path, texts):
        self.sources, self.docs, self.kept, self.texts = folder / "sources", folder / "docs", folder / "kept", texts
        self.index = folder / "index"
        self.add(range(COUNT))

    def add(self, numbers: range) -> None:
        corpus.write(self.sources, numbers, texts=self.texts)

    def path(self, number: int) -> Path:
        return self.sources / f"bai-{number:06d}.txt"

    def build(self) -> building.Result:
        """Build with what is remembered; it is what a build without gives."""
        result = building.build(self.sources, self.docs, cache=self.kept, index=self.index)
        assert not result.errors
        scratch = self.docs.with_name("scratch")
        shutil.rmtree(scratch, ignore_errors=True)
        building.build(self.sources, scratch / "docs", index=scratch / "index")
        for again, anew in (
            (contents(self.docs), contents(scratch / "docs")),
            (self.indexed(), contents(scratch / "index" / "tim-kiem")),
        ):
            assert again.keys() == anew.keys()
            assert [path for path in anew if again[path] != anew[path]] == []
        return result

    def indexed(self) -> dict[str, bytes]:
        """The files of the search index."""
        return contents(self.index / "tim-kiem")


def test_after_every_kind_of_change(tmp_path, texts, made):
    archive = Archive(tmp_path, texts)
    archive.build()
    made.clear()
    result = building.build(archive.sources, archive.docs, cache=archive.kept)
    assert (result.written, result.removed) == ((), ())
    assert not [name for name in made if "/" in name], "no page of an article, a person or a document is made again"

    archive.add(range(COUNT, COUNT + 2))
    archive.build()
    made.clear()
    archive.path(3).unlink()
    archive.build()
    for number, change in enumerate(
        (
            lambda text: text + "\nMột đoạn mới về Nghị quyết số 77-NQ/TU ngày 5/6/2019 của Tỉnh ủy Cao Bằng.\n",
            lambda text: text.replace("ngày ", "hôm ", 1),
            lambda text: text.split("\n", 1)[1],  # no headline any more
            lambda text: "---\ntitle: Nhan đề khác hẳn\ndate: 2001-02-03\n---\n" + text,
            # other offices, perhaps other people
            lambda text: text.replace("Giám đốc", "Phó Giám đốc").replace("Chủ tịch", "Phó Chủ tịch"),
            lambda text: text.replace("-NQ/TU", "-NQ/TW"),  # other documents
        )
    ):
        path = archive.path(10 + number)
        path.write_text(change(path.read_text("utf-8")), "utf-8")
        archive.build()
    archive.path(20).rename(archive.sources / "ten-moi.txt")
    archive.build()
    archive.sources.joinpath("hong.txt").write_bytes(b"\xff\xfe\xff")
    assert building.build(archive.sources, archive.docs, cache=archive.kept).stopped


def test_what_an_editor_says_across_articles_reaches_every_page_and_the_search(tmp_path):
    archive = Archive(tmp_path, None)
    for name, day in (("mot", "3"), ("hai", "4")):
        (archive.sources / f"{name}.txt").write_text(
            f"Bàn về lúa ngày {day}\n\nÔng Đặng Văn Mẫu, Giám đốc Sở Nông nghiệp tỉnh Bắc Ninh, nói về Nghị quyết số"
            " 07-NQ/TU của Tỉnh ủy Bắc Ninh: “Chúng tôi rất vui”.\n",
            "utf-8",
        )
    archive.build()
    people, papers = archive.sources / "_people.yml", archive.sources / "_documents.yml"
    people.write_text("- name: Đặng Văn Mẫu\n  articles: [mot.txt]\n  why: hai người trùng tên\n", "utf-8")
    before = archive.indexed()
    archive.build()
    assert archive.indexed().keys() != before.keys()
    papers.write_text("- number: 07-NQ/TU\n  title: Về cây lúa\n  why: theo bản in\n", "utf-8")
    archive.build()
    people.unlink()
    papers.unlink()
    archive.build()


def test_pages_that_were_touched_or_lost_are_made_again(tmp_path, texts):
    archive = Archive(tmp_path, texts)
    archive.build()
    page, other = (archive.docs / "bai-viet" / f"bai-00000{number}" / "index.md" for number in (1, 2))
    page.write_text("spoilt", "utf-8")
    other.unlink()
    result = archive.build()
    assert len(result.written) == 2


@pytest.mark.parametrize("damage", [b"", b"half", b"\0" * 5000])
def test_a_damaged_memory_is_started_over(tmp_path, texts, damage):
    archive = Archive(tmp_path, texts)
    archive.build()
    memory = next(archive.kept.glob("pages-*"))
    memory.write_bytes(damage)
    assert changes.Changes(memory, archive.docs, "any").old == {}
    assert archive.build().written == ()


def test_one_article_more_rewrites_a_bounded_number_of_files(tmp_path, texts):
    """At most 60 apart from the search index, however many articles there are: the number is not to grow with them."""
    archive = Archive(tmp_path, texts)
    archive.add(range(200))
    building.build(archive.sources, archive.docs, cache=archive.kept)
    for number in range(200, 203):
        archive.add(range(number, number + 1))
        result = building.build(archive.sources, archive.docs, cache=archive.kept)
        assert len(result.written + result.removed) <= 60, (result.written, result.removed)


def test_halves_made_and_written_at_once_are_the_whole(tmp_path, texts, monkeypatch):
    archive = Archive(tmp_path, texts)
    archive.build()
    whole = archive.indexed()
    shutil.rmtree(archive.index)
    monkeypatch.setattr(indexing, "beside", contextlib.nullcontext)  # in this process, where they are counted
    monkeypatch.setattr(indexing, "two", lambda number: asked.append(number) or (lambda half: (half(0), half(1))))
    asked = []
    archive.build()
    assert archive.indexed() == whole
    assert len(asked) == 4, "made and written, with a memory and without"
    archive.add(range(COUNT, COUNT + 1))
    archive.build()
