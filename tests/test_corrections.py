"""What an editor says across articles: names and documents joined, namesakes kept apart, with a history."""

import pytest
from sourcepages import corrections
from sourcepages.build import build
from sourcepages.models import Unreadable


def article(name: str, office: str = "", number: str = "") -> str:
    about = f"\n\nHội nghị bàn việc thực hiện {number} trong năm nay.\n" if number else "\n"
    return f"Họp bàn việc nước\n\nÔng {name}{', ' + office if office else ''}, nhấn mạnh việc ấy đã xong.{about}"


@pytest.fixture
def desk(tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text(article("Trần Văn Thử", "Chủ tịch UBND xã Mẫu", "Nghị quyết 16"))
    (sources / "b.txt").write_text(article("Trần Quốc Thử", "Bí thư Đảng ủy xã Mẫu", "Nghị quyết số 16-NQ/TW"))
    (sources / "c.txt").write_text(article("Lê Thị Mẫu", "Giám đốc Sở Y tế") + "x" * 9)
    (sources / "d.txt").write_text(article("Lê Thị Mẫu", "Giám đốc Sở Y tế") + "y" * 9)

    def made(people: str = "", documents: str = ""):
        for file, text in ((corrections.PEOPLE, people), (corrections.DOCUMENTS, documents)):
            (sources / file).write_text(text) if text else (sources / file).unlink(missing_ok=True)
        return build(sources, tmp_path / "docs")

    return made


def test_two_names_of_one_person_are_joined(desk):
    assert {p.name for p in desk().library.people} == {"Trần Văn Thử", "Trần Quốc Thử", "Lê Thị Mẫu"}
    people = {
        p.name: p
        for p in desk(
            "- name: Trần Văn Thử\n  also: [Trần Quốc Thử]\n  why: đổi tên\n  by: Biên tập\n  on: 2024-03-08\n"
        ).library.people
    }
    assert set(people) == {"Trần Văn Thử", "Lê Thị Mẫu"}
    assert {a.source.name for a, _ in people["Trần Văn Thử"].appearances} == {"a.txt", "b.txt"}


def test_two_namesakes_are_kept_apart(desk):
    assert len([p for p in desk().library.people if p.name == "Lê Thị Mẫu"]) == 1
    result = desk("- name: Lê Thị Mẫu\n  articles: [c.txt]\n  why: người khác\n")
    found = [p for p in result.library.people if p.name == "Lê Thị Mẫu"]
    assert [{a.source.name for a, _ in p.appearances} for p in found] in (
        [{"c.txt"}, {"d.txt"}],
        [{"d.txt"}, {"c.txt"}],
    )
    assert all(p.namesakes for p in found)
    assert all(f"{p.path}index.md" in result.files for p in found)


def test_two_forms_of_one_document_are_joined(desk):
    before = [d for d in desk().library.documents if d.is_resolution]
    assert len(before) == 2
    (entry,) = [
        d
        for d in desk(
            documents="- number: 16-NQ/TW\n  also: ['16']\n  issuer: Bộ Chính trị\n  why: bài b nêu đủ số\n"
        ).library.documents
        if d.is_resolution
    ]
    assert (entry.number, entry.issuer, entry.full) == ("16-NQ/TW", "Bộ Chính trị", True)
    assert {a.source.name for a, _ in entry.appearances} == {"a.txt", "b.txt"}


def test_a_document_can_be_said_to_be_of_different_years(desk):
    words = "- number: 16-NQ/TW\n  also: ['16']\n  articles: [a.txt]\n  date: '2017'\n  why: x\n- number: 16-NQ/TW\n  articles: [b.txt]\n  date: '2022'\n  why: x\n"
    assert len([d for d in desk(documents=words).library.documents if d.is_resolution]) == 2


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("- name: A B\n  also: [C]\n", 1, "why"),
        ("- name: A B\n  why: x\n", 1, "also"),
        ("- nam: A B\n", 1, "nam"),
        ("- name: A B\n  also: C\n  why: x\n", 2, "“also” phải là danh sách"),
        ("- name A B\n  also: [C]\n  why: x\n", 1, "thiếu dấu hai chấm"),
        ("- name: A B\n also: [C]\n", 2, "thẳng hàng"),
        ("- name: A B\n   also: [C]\n", 2, "thụt vào"),
        ("- name: A B\n  also: [C D]\n  why: trùng tên: hai bài\n", 3, "dấu hai chấm"),
        ("name: A\n", 1, "danh sách"),
        ("- name: A B\n  also: [C D]\n  on: hôm qua\n  why: x\n", 3, "ngày"),
        ("- name: A B\n  also: [C D]\n  why: x\n- name: C D\n  also: [E]\n  why: x\n", 4, "dòng 1"),
        ("- name: !!python/object:os.system A\n", 1, "YAML"),
        ("[" * 5000, 1, "tầng"),
    ],
)
def test_mistakes_are_told_with_their_line(text, line, word):
    with pytest.raises(Unreadable) as caught:
        corrections.parse(corrections.PEOPLE, text)
    problem = caught.value.diagnostics[0]
    assert problem.line == line
    assert word in problem.message


def test_a_mistake_stops_the_build_and_names_the_file(desk):
    result = desk("- name: A\n")
    assert result.stopped
    assert {e.source for e in result.errors} == {corrections.PEOPLE}


def test_entries_that_match_nothing_are_warned_of(desk):
    result = desk(
        "- name: Ngô Bịa Đặt\n  also: [Ngô Bịa]\n  articles: [a.tx]\n  why: x\n",
        "- number: 99-NQ/TW\n  also: ['99']\n  why: x\n",
    )
    assert [(d.code, d.source) for d in result.diagnostics if d.severity == "warning"] == [
        ("matches-nothing", corrections.DOCUMENTS),
        ("matches-nothing", corrections.PEOPLE),
        ("no-such-article", corrections.PEOPLE),
    ]
    assert not result.errors


def test_an_empty_file_says_nothing(desk):
    assert not desk("\n# chưa có gì\n").diagnostics or not desk("\n# chưa có gì\n").errors


def test_corrections_stand_on_their_page_with_their_history(desk):
    page = (
        desk("- name: Trần Văn Thử\n  also: [Trần Quốc Thử]\n  why: đổi tên\n  by: Biên tập\n  on: 2024-03-08\n")
        .files["dinh-chinh/index.md"]
        .decode()
    )
    assert "cũng là Trần Quốc Thử" in page
    assert "đổi tên (Biên tập, ngày 08/03/2024)" in page


def test_with_a_cache_the_pages_are_those_of_a_fresh_build(desk, tmp_path):
    sources, docs = tmp_path / "sources", tmp_path / "docs"

    def pages() -> dict:
        build(sources, docs, cache=tmp_path / "cache")
        return {p.relative_to(docs).as_posix(): p.read_bytes() for p in docs.rglob("*.md")}

    desk()
    words = "- name: Trần Văn Thử\n  also: [Trần Quốc Thử]\n  why: x\n"
    for people, papers in (
        (words, ""),
        (words, "- number: 16-NQ/TW\n  also: ['16']\n  issuer: Bộ Chính trị\n  why: x\n"),
        ("- name: Lê Thị Mẫu\n  articles: [c.txt]\n  why: x\n", ""),
        ("", ""),
    ):
        for file, text in ((corrections.PEOPLE, people), (corrections.DOCUMENTS, papers)):
            (sources / file).write_text(text)
        kept = pages()
        build(sources, tmp_path / "fresh")
        assert kept == {
            p.relative_to(tmp_path / "fresh").as_posix(): p.read_bytes() for p in (tmp_path / "fresh").rglob("*.md")
        }


def test_what_was_probably_meant_is_named(tmp_path):
    (tmp_path / "xa").mkdir()
    (tmp_path / "xa" / "c.txt").write_text("Họp xã\n\nBà Lê Thị Mẫu, Trưởng thôn, nói việc chưa xong.\n")
    (tmp_path / "e.txt").write_text("Họp huyện\n\nHôm qua, huyện họp.\n")
    (tmp_path / corrections.PEOPLE).write_text("- name: Lê Thị Mẩu\n  articles: [c.txt]\n  why: x\n")
    remedies = {
        d.code: d.remedy for d in build(tmp_path, tmp_path / "docs", check=True).diagnostics if d.severity == "warning"
    }
    assert remedies == {"no-such-article": "có phải “xa/c.txt”?", "matches-nothing": "có phải “Lê Thị Mẫu”?"}
