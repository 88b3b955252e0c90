"""Layout by its invariants, its tables by their examples; what it reads is tested by cases/layout*.yml."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sourcepages import bylines, layout, quotations, sentences, tables
from sourcepages.models import Segment
from sourcepages.read import read

RULES = tables.load()
KNOWN = layout.words(RULES)
PIECES = ["Ông Lê Mẫu cho biết", "lúa chín", ".", "./.", "…", "?", "“", "”", '"', "''", " - ", "Ảnh: Trần Thử",
          "(Ảnh minh họa)", "Tại xã", "\n", "12/04/2023 - 07:30",
          "TP.", "(NLĐO)- ", ">> Xem thêm", "a.jpg", "Theo Dân trí", "LÊ MẪU", "- Vì sao?", "1.", ":", ";",
          "https://vi-du.vn/a"]  # fmt: skip


@given(
    st.one_of(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join), st.text(min_size=1)).filter(
        str.strip
    )
)
def test_segments_tile_every_paragraph_and_sentences_stay_inside_them(text):
    try:
        source = read("a.txt", text.encode("utf-8", "surrogatepass"))
    except Exception:  # not a text that can be read: nothing to lay out
        return
    parts = layout.lay_out(source, RULES)
    by_paragraph: dict[int, list[Segment]] = {}
    for segment in parts.segments:
        by_paragraph.setdefault(segment.paragraph, []).append(segment)
    for paragraph in source.paragraphs:
        own = by_paragraph[paragraph.index]
        assert (own[0].start, own[-1].end) == (paragraph.start, paragraph.end)
        assert all(a.end == b.start for a, b in pairwise(own))
    at = 0
    for sentence in parts.sentences:
        assert at <= sentence.start < sentence.end
        assert any(s.start <= sentence.start and sentence.end <= s.end for s in parts.segments)
        at = sentence.end
    covered = "".join(source.text[s.start : s.end] for s in parts.sentences)
    assert "".join(covered.split()) == "".join(source.text.split())


@pytest.mark.parametrize("row", RULES["outlets"], ids=lambda row: row["kind"])
def test_every_example_of_an_outlet_holds_one_of_its_names(row):
    for example in row["examples"]:
        assert any(name.lower() in example.lower() for name in row["names"]), example
    assert all(
        bylines.is_outlet(name, KNOWN.bylines) and not bylines.is_name(name, KNOWN.bylines) for name in row["names"]
    )


@pytest.mark.parametrize(
    "row", [*RULES["frame"], *(row for row in RULES["accounts"] if "words" in row)], ids=lambda row: row["kind"]
)
def test_every_example_holds_a_word_of_its_row(row):
    for example in row["examples"]:
        assert any(word.lower() in example.lower() for word in row["words"]), example


@pytest.mark.parametrize("example", RULES["rubrics"][0]["examples"])
def test_a_rubric_is_made_of_names_of_sections_and_nothing_else(example):
    assert KNOWN.rubric.match(example)
    assert not KNOWN.rubric.match(example + " ở Bình Lập")


@pytest.mark.parametrize(
    "row", [row for row in RULES["frame"] if row["kind"].startswith("no_name")], ids=lambda row: row["kind"]
)
def test_what_has_the_shape_of_a_name_and_is_none(row):
    known = bylines.words(RULES)
    for text in (*row["examples"], *(f"{word.title()} Văn Mẫu" for word in row["words"])):
        assert not bylines.is_name(text, known), text
    assert bylines.is_name("Trần Văn Mẫu", known)


@pytest.mark.parametrize(
    "row",
    [row for row in RULES["frame"] if row["kind"] in ("byline_before", "byline_after", "rank")],
    ids=lambda row: row["kind"],
)
def test_bylines_of_the_tables_are_read_as_bylines(row):
    for example in row["examples"]:
        found = bylines.parse(example, 0, len(example), KNOWN.bylines)
        assert found, example
        assert example[slice(*found.author)] in ("LÊ MẪU", "Lê Mẫu"), example


@pytest.mark.parametrize(
    ("run", "author", "publisher"),
    [
        ("Lê Mẫu/VOV.VN Lê Mẫu/VOV.VN", "Lê Mẫu", "VOV.VN"),
        ("Lê Mẫu/VOV-Trung tâm Tin", "Lê Mẫu", "VOV"),
        ("Trần Thử Theo Reuters", "Trần Thử", "Reuters"),
        ("Trần ThửTổng hợp", "Trần Thử", None),
        ("Theo Lê Mẫu/VnExpress", "Lê Mẫu", "VnExpress"),
        ("TTXVN/Tin Tức", None, "TTXVN"),
        ("PV (TTXVN)", None, "TTXVN"),
        ("CTV Lê Mẫu/VOV online", "Lê Mẫu", "VOV online"),
        ("L.Mẫu", "L.Mẫu", None),
        ("B. Mẫu", "B. Mẫu", None),
        ("LÊ MẪU - TRẦN THỬ", "LÊ MẪU - TRẦN THỬ", None),
        ("Lê Mẫu Thể thao & Văn hóa", "Lê Mẫu", "Thể thao & Văn hóa"),
        ("Lê Mẫu (từ Cẩm Thủy)", "Lê Mẫu", None),
        ("Lê Mẫu Từ Cẩm Thủy Theo Tri Thức", "Lê Mẫu", "Tri Thức"),
        ("Lê Mẫu Dân trí", "Lê Mẫu", "Dân trí"),
        ("Lê Mẫu Dân Trí", "Lê Mẫu", "Dân Trí"),
    ],
)
def test_parts_of_a_byline(run, author, publisher):
    found = bylines.parse(run, 0, len(run), KNOWN.bylines)
    assert (found.author and run[slice(*found.author)]) == author
    assert (found.publisher and run[slice(*found.publisher)]) == publisher


@pytest.mark.parametrize(
    "run",
    ["Công an huyện", "Lê Mẫu cho biết", "Ý kiến của bạn", "Tổng cộng: 5.567 phiếu", "Hoàng hôn", "Anh ấy đã về", ""],
)
def test_what_is_no_byline(run):
    assert bylines.parse(run, 0, len(run), KNOWN.bylines) is None


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("LÊ VĂN MẪU", "Lê Văn Mẫu"),
        ("Lê  Mẫu", "Lê Mẫu"),
        ("L.MẪU", "L.Mẫu"),
        ("N.D", "N.D"),
        ("LÊ MẪU-TRẦN THỬ", "Lê Mẫu-Trần Thử"),
    ],
)
def test_an_authors_name_is_shown_with_the_capitals_of_a_name(printed, shown):
    assert bylines.shown(printed) == shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bà nói: “Lúa chín”.", ["“Lúa chín”"]),
        ("Bà nói: “Nó bảo “thôi” rồi đi”.", ["“Nó bảo “thôi” rồi đi”"]),
        ('"Lúa chín", bà nói. "Gặt đi".', ['"Lúa chín"', '"Gặt đi"']),
        ("''Lúa chín'' - bà nói", ["''Lúa chín''"]),
        ("Bà nói: ‘Lúa chín’ rồi.", ["‘Lúa chín’"]),
        ("Thôn K’Long và xã D’Ran.", []),
        ("“Mất dấu. Bà nói: “Lúa chín”.", ["“Lúa chín”"]),
    ],
)
def test_quotations_of_a_paragraph(text, found):
    assert [text[q.start : q.end] for q in quotations.find(text, [Segment(0, len(text), "body", 1)])] == found


def test_a_quotation_left_open_goes_on_to_the_paragraph_that_closes_it():
    text = "Ông kể: “Ngày ấy khổ.\nĐi bộ ba ngày.\nGiờ thì khác”. Ông cười."
    cuts = [0, *(i + 1 for i, ch in enumerate(text) if ch == "\n"), len(text) + 1]
    segments = [Segment(a, b - 1, "body", n) for n, (a, b) in enumerate(pairwise(cuts), 1)]
    assert [text[q.start : q.end] for q in quotations.find(text, segments)] == [
        "“Ngày ấy khổ.",
        "Đi bộ ba ngày.",
        "Giờ thì khác”",
    ]


def test_sentences_of_a_span_leave_the_rest_of_the_text_alone():
    text = "Một. Hai. Ba. Bốn."
    assert [text[a:b] for a, b in sentences.split(text, 5, 13, KNOWN.abbreviations, KNOWN.starters)] == ["Hai.", "Ba."]


def test_stray_commas_at_the_very_end_begin_no_sentence():
    text = "Một. Hai. , ,"
    found = sentences.split(text, 0, len(text), KNOWN.abbreviations, KNOWN.starters)
    assert [text[a:b] for a, b in found] == ["Một.", "Hai. , ,"]
