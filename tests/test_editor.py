"""Front matter over what was found: field by field, shown as confirmed, checked against the text."""

import pytest
from sourcepages import tables
from sourcepages.build import convert
from sourcepages.models import Unreadable

TEXT = """Họp bàn việc nước sạch

Ngày 17/11, tại xã Mẫu, ông Trần Văn Thử, Giám đốc Sở Nước sạch, cho biết việc đã xong theo Nghị quyết 16.

Bà Lê Thị Mẫu, Phó Giám đốc Sở Nước sạch, nhấn mạnh Kế hoạch số 12-KH/TU và Nghị quyết số 07-NQ/TU của Tỉnh ủy Quảng Ninh.
"""
RULES = tables.load()


def read(front: str = "", text: str = TEXT):
    return convert("tin.txt", (f"---\n{front}\n---\n{text}" if front else text).encode(), "tin", RULES)


def error(front: str):
    with pytest.raises(Unreadable) as caught:
        read(front)
    return caught.value.diagnostics[0]


def test_a_date_wins_keeps_what_was_found_and_points_at_the_words_that_bear_it_out():
    found, said = read().date, read("date: 2025-11-17").date
    assert (said.value, said.status) == ("2025-11-17", "confirmed")
    assert said.found == found.value
    assert said.evidence.quote.endswith("17/11")


def test_a_date_the_text_does_not_have_stands_without_evidence():
    said = read("published: 2025-11-20").published
    assert (said.value, said.status, said.evidence) == ("2025-11-20", "confirmed", None)


def test_an_empty_key_says_the_article_states_nothing():
    said = read("date:\nspeakers:\nresolutions: []")
    assert (said.date.value, said.date.status) == ("", "confirmed")
    assert said.speakers == said.resolutions == ()
    assert "07-NQ/TU" in said.excluded


def test_an_agreeing_word_confirms():
    value = read().date.value
    if value:
        assert read(f"date: {value}").date.found == ""


def test_speakers_replace_the_list_and_take_their_places_from_the_text():
    said = read("speakers:\n- name: Trần Văn Thử\n  office: Giám đốc Sở Nước sạch\n- Lê Thị Mẫu")
    assert [(s.name, s.status) for s in said.speakers] == [("Trần Văn Thử", "confirmed"), ("Lê Thị Mẫu", "confirmed")]
    assert all(m.quote for s in said.speakers for m in s.mentions)
    assert said.speakers[0].offices[0].quote.startswith("Giám đốc")


def test_a_speaker_who_is_not_in_the_text_is_refused_with_the_line_and_the_nearest_name():
    problem = error("title: A\nspeakers:\n- name: Trần Văn Thủ")
    assert (problem.code, problem.line, problem.column) == ("not-in-text", 4, 9)
    assert error("speakers: [Ngô Bịa Đặt]").line == 2


def test_the_other_place_of_a_tone_mark_is_the_same_name():
    said = read("speakers: [Phạm Hoà]", TEXT + "\nAnh Phạm Hòa vỗ tay.\n")
    assert said.speakers[0].mentions[0].quote == "Phạm Hòa"


def test_a_full_number_settles_a_short_one_and_keeps_what_was_printed():
    said = read("resolutions: [16-NQ/TW, 07-NQ/TU]").resolutions
    assert [(d.number, d.status, d.full) for d in said] == [
        ("16-NQ/TW", "confirmed", True),
        ("07-NQ/TU", "confirmed", True),
    ]
    assert "Nghị quyết 16" in said[0].mentions[0].quote
    assert said[0].found == "16"
    assert said[1].found == ""
    assert said[1].locality == "Quảng Ninh"


def test_fields_of_a_document():
    said = read(
        "resolutions:\n- number: 07-NQ/TU\n  issuer: Tỉnh ủy Hà Giang\n  date: 2021-05-06\n  title: Về nước sạch"
    ).resolutions[0]
    assert (said.issuer, said.date, said.title, said.locality) == (
        "Tỉnh ủy Hà Giang",
        "2021-05-06",
        "Về nước sạch",
        "Hà Giang",
    )
    assert said.issuer_evidence is None


def test_a_document_tells_its_kind_by_its_code_or_must_be_told():
    assert read("documents: [12-KH/TU]").documents[0].kind == "Kế hoạch"
    problem = error("documents: ['12']")
    assert (problem.code, problem.line) in (("missing", 2), ("not-in-text", 2))


def test_a_number_that_is_not_in_the_text_is_refused():
    problem = error("resolutions: [99-NQ/TU]")
    assert (problem.code, problem.line) == ("not-in-text", 2)


def test_exclude_takes_away_people_and_documents_and_what_they_said():
    before = read()
    said = read("exclude: [Lê Thị Mẫu, 07-NQ/TU]")
    assert "Lê Thị Mẫu" in {s.name for s in before.speakers}
    assert "Lê Thị Mẫu" not in {s.name for s in said.speakers} | {s.speaker for s in said.statements}
    assert [d.number for d in said.all_documents] == [d.number for d in before.all_documents if d.number != "07-NQ/TU"]
    assert set(said.excluded) == {"Lê Thị Mẫu", "07-NQ/TU"}


def test_exclude_of_nothing_is_a_warning_with_the_nearest_value():
    (problem,) = [d for d in read("exclude: [Lê Thị Mẫn]").diagnostics if d.code == "exclude-nothing"]
    assert (problem.severity, problem.line) == ("warning", 2)
    assert "Lê Thị Mẫu" in problem.remedy


def test_every_quote_of_an_editor_stands_in_the_text():
    read(
        "date: 2025-11-17\nspeakers: [Trần Văn Thử]\nresolutions:\n- number: 07-NQ/TU\n  issuer: Tỉnh ủy Quảng "
        "Ninh\n  title: nước sạch"
    )


def test_the_report_shows_the_line_with_a_caret(tmp_path):
    from sourcepages import report
    from sourcepages.build import build

    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a.txt").write_text(f"---\nspeakers:\n- name: Trần Văn Thủ\n---\n{TEXT}")
    (problem,) = build(tmp_path / "s", tmp_path / "d").errors
    assert report.diagnostics_text([problem]).splitlines()[1:3] == ["    - name: Trần Văn Thủ", "            ^"]
    assert "Trần Văn Thử" in problem.remedy


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("Giám đốc Sở Nước sạch", True),
        ("Trần Văn Thử, Giám đốc Sở Nước sạch", True),
        ("Trần Văn Thử", False),
        ("Ursula von der Leyen", False),
        ("H'Mẫu Niê", False),
    ],
)
def test_an_office_in_the_place_of_a_name_is_warned_of(name, warned):
    said = read(f"speakers:\n- name: {name}", f"{TEXT}\nBà Ursula von der Leyen và chị H'Mẫu Niê vỗ tay.\n")
    assert [d.code for d in said.diagnostics if d.severity == "warning"] == ["no-name"] * warned


@pytest.mark.parametrize("number", ["Nghị quyết 16", "nghị quyết số 16"])
def test_a_kind_written_before_the_number_is_told(number):
    problem = error(f"resolutions: [{number}]")
    assert (problem.code, problem.line, problem.remedy) == ("kind-in-number", 2, "viết: 16")
