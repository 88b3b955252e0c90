"""Citations and what a page's head says, from front matter alone."""

import html
import json
import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sourcepages.render import cite, metadata

FULL = {
    "title": "Giữ rừng từ gốc",
    "date": "2024-03-05",
    "published": "2024-03-07",
    "author": "Lê Vàm",
    "publisher": "Báo Vùng Cao",
    "url": "https://bao.example.vn/giu-rung",
    "speakers": [{"name": "Trần Văn Thử", "office": "Giám đốc"}],
    "resolutions": [{"number": "05-NQ/TU", "issuer": "Tỉnh ủy", "date": "2023-02-15"}],
    "documents": [],
    "source": "2024/giu-rung.txt",
    "sha256": "0" * 64,
}
BARE = {
    "title": "Chuyện ở một xóm nhỏ",
    "date": None,
    "published": None,
    "author": None,
    "publisher": None,
    "url": None,
    "speakers": [],
    "resolutions": [],
    "documents": [],
    "source": "xom.txt",
    "sha256": "0" * 64,
}
HERE = "https://doc.example.vn/bai-viet/giu-rung/"


@pytest.mark.parametrize(
    ("meta", "address", "wanted"),
    [
        (
            FULL,
            HERE,
            f"Lê Vàm. “Giữ rừng từ gốc”. Báo Vùng Cao, ngày 07/03/2024. https://bao.example.vn/giu-rung. Bản "
            f"đối chiếu nguồn: {HERE}",
        ),
        (
            FULL | {"publisher": None},
            "",
            "Lê Vàm. “Giữ rừng từ gốc”. Đăng ngày 07/03/2024. https://bao.example.vn/giu-rung",
        ),
        (FULL | {"published": "2024-03", "url": None}, "", "Lê Vàm. “Giữ rừng từ gốc”. Báo Vùng Cao, tháng 3/2024."),
        (BARE, "", "“Chuyện ở một xóm nhỏ”. Không rõ ngày đăng."),
    ],
)
def test_plain(meta, address, wanted):
    assert cite.plain(meta, address) == wanted


def test_an_account_says_what_it_retells():
    meta = FULL | {"original_title": "Rừng còn, người còn"}
    assert "“Giữ rừng từ gốc” (lược thuật bài “Rừng còn, người còn”). Báo Vùng Cao" in cite.plain(meta)
    assert "note = {lược thuật bài “Rừng còn, người còn”. Bản đối chiếu nguồn: https" in cite.bibtex(meta, HERE)
    assert "N1  - lược thuật bài “Rừng còn, người còn”\n" in cite.ris(meta)


def test_the_day_of_the_event_is_never_cited_as_the_day_of_publication():
    meta = FULL | {"published": None}
    assert "2024" not in cite.plain(meta) + cite.bibtex(meta) + cite.ris(meta)


def test_bibtex():
    assert cite.bibtex(FULL, HERE) == (
        "@misc{giu-rung,\n  author = {{Lê Vàm}},\n  title = {{Giữ rừng từ gốc}},\n  howpublished = {Báo Vùng Cao},\n  "
        "year = {2024},\n"
        f"  date = {{2024-03-07}},\n  url = {{https://bao.example.vn/giu-rung}},\n  note = "
        f"{{Bản đối chiếu nguồn: {HERE}}},\n  month = mar,\n"
        "  langid = {vietnamese},\n}\n"
    )


def test_ris():
    assert cite.ris(FULL, HERE).splitlines() == [
        "TY  - NEWS",
        "TI  - Giữ rừng từ gốc",
        "AU  - Lê Vàm",
        "T2  - Báo Vùng Cao",
        "PY  - 2024",
        "DA  - 2024/03/07/",
        "UR  - https://bao.example.vn/giu-rung",
        f"L2  - {HERE}",
        "LA  - vi",
        "ER  - ",
    ]


@given(st.text(), st.text(), st.text())
def test_no_words_break_a_citation(title, author, publisher):
    meta = BARE | {"title": title, "author": author, "publisher": publisher}
    record = cite.bibtex(meta)
    depth = 0
    for ch in record:
        depth += (ch == "{") - (ch == "}")
        assert depth >= 0
    assert depth == 0
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in cite.ris(meta).splitlines())
    assert re.match(r"@misc\{[a-z0-9-]+,\n", record)
    section = html5lib.parseFragment(cite.section(meta, HERE), namespaceHTMLElements=False)
    assert [e.get("id") for e in section.iter("code")] == ["trich-dan-bibtex", "trich-dan-ris"]


@given(st.text(), st.text())
def test_no_words_leave_the_head(title, name):
    meta = FULL | {"title": title, "speakers": [{"name": name, "office": "</script>"}]}
    lines = metadata.head("bai-viet/x/", meta, HERE, "Đọc & đọc", "https://doc.example.vn/").split("\n")
    script = lines.pop()
    data = re.fullmatch(r'<script type="application/ld\+json">([^<>&]*)</script>', script).group(1)
    assert json.loads(data)["headline"] == (" ".join(title.split()) or "Đọc & đọc")
    for line in lines:
        assert re.fullmatch(r'<(meta|link)( [\w:]+="[^"<>]*")+>', line), line


def test_descriptions_are_short_and_tell_pages_apart():
    long = FULL | {"speakers": [{"name": f"Trần Văn Thử {i}", "office": ""} for i in range(40)]}
    assert len(metadata.description(long)) <= 160
    kinds = [
        FULL,
        BARE,
        {"title": "Trần Văn Thử", "offices": [{"office": "Giám đốc"}]},
        {"title": "Nghị quyết", "kind": "Nghị quyết", "number": "05-NQ/TU"},
        {"title": "Bài viết"},
    ]
    assert [metadata.kind(k) for k in kinds] == ["article", "article", "person", "document", "other"]
    assert len({metadata.description(k, "Trang đọc báo") for k in kinds}) == 5


def test_an_unknown_year_is_no_date_for_machines():
    meta = FULL | {"published": "XXXX-11-17", "date": "XXXX-11-17"}
    head = html.unescape(metadata.head("bai-viet/x/", meta, HERE, "Đọc", "https://doc.example.vn/"))
    assert "XXXX" not in head.replace("17/11", "")
    assert "citation_publication_date" not in head
