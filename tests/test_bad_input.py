"""Broken and hostile input: a clear message with file, line and remedy; the rest unharmed; nothing lost."""

import contextlib
import os
import re
import textwrap
from pathlib import Path

import build_pages
import pytest
from sourcepages import frontmatter, read, tables
from sourcepages.build import build, convert, convert_all
from sourcepages.models import Unreadable
from sourcepages.sources import collect

GOOD = "Họp bàn việc xã\n\nÔng Trần Văn Thử, Chủ tịch UBND xã, cho biết việc đã xong ngày 5/3/2024.\n"


def problems(data: bytes | str, name: str = "tin.txt"):
    """The diagnostics one file is refused with."""
    with pytest.raises(Unreadable) as caught:
        read.read(name, data.encode() if isinstance(data, str) else data)
    return caught.value.diagnostics


def record(text: str | bytes, name: str = "tin.txt"):
    return convert(name, text if isinstance(text, bytes) else text.encode(), "tin", tables.load())


@pytest.fixture
def folder(tmp_path):
    """(sources with one good article, docs)"""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "tot.txt").write_text(GOOD)
    return sources, tmp_path / "docs"


# --- one file ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\ufeff\u200b\u00ad\n\u00a0".encode(), b"---\ntitle: A\n---\n\n"])
def test_empty_or_blank(data):
    (problem,) = problems(data)
    assert problem.code == "empty"
    assert problem.remedy


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_unicode_encodings_give_one_text(encoding):
    assert read.read("a.txt", GOOD.encode(encoding)).text == GOOD


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("Tin\nxã Hòa Bình".encode("cp1258", "ignore") + b"\xd2\xf0", 2),
        (b"Tin\n\nUBND t\xd8nh, Ch\xf1 t\xdech", 3),  # TCVN3 bytes
        (b"UBND t\xe6nh, Chu\xfb t\xf2ch", 1),  # VNI bytes
    ],
)
def test_legacy_encoding_is_refused_with_its_line_and_how_to_convert(data, line):
    (problem,) = problems(data)
    assert (problem.code, problem.line) == ("encoding", line)
    assert "iconv" in problem.remedy
    assert "UniKey" in problem.remedy


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Ba\xcc con xa\xde Lam Th\xfd\xd2 ho\xf2p ba\xcc n v\xea\xcc n\xfd\xec\xf5c sa\xf2ch", "Windows-1258"),
        ("§¹i héi ®¹i biÓu x· Lam Thö bµn vÒ kÕ ho¹ch míi cña th«n".encode("latin-1"), "TCVN3"),
        ("Ñaïi hoäi ñaïi bieåu xaõ Lam Thöû baøn veà keá hoaïch môùi cuûa thoân".encode("latin-1"), "VNI"),
    ],
)
def test_the_likely_legacy_encoding_is_named(data, name):
    (problem,) = problems(data)
    assert f"có thể là {name}" in problem.message
    assert problem.message.count("VNI") == (name == "VNI")


@pytest.mark.parametrize(
    "text",
    [
        "Ñaïi hoäi\nUÛy ban nhaân daân xaõ hoïp baøn veà keá hoaïch môùi cuûa thoân",
        "§¹i héi\nñy ban nh©n d©n x· häp bµn vÒ kÕ ho¹ch míi cña th«n",
        "Từ: Lê Mẫu\nGửi: Tòa soạn\n\nÑaïi hoäi ñaïi bieåu xaõ hoïp baøn veà keá hoaïch môùi cuûa thoân",
        "Từ: Lê Mẫu\n\n§¹i héi ®¹i biÓu x· häp bµn vÒ kÕ ho¹ch míi cña th«n",
    ],
)
def test_text_typed_for_a_legacy_font_is_refused_though_its_bytes_are_utf8(text):
    (problem,) = problems(text)
    assert problem.code == "encoding"
    assert "UniKey" in problem.remedy


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil a déclaré que l'été où il est né fut très naïf, voilà tout",
        "Die Größe der Straße heißt: süß und schön für Bürger",
        "Hop ban viec xa, khong dau",
        "HỌP XÃ: «Bà con» hoà thuận, quà Tết, 5 µm, loá mắt; Ông Müller, cô Zoë và anh Bjørn vui vẻ",
        "Ông A cho hay: 5 µm, 3×4, 25°C, 10 m², ±2",
    ],
)
def test_other_languages_and_signs_are_text(text):
    assert read.read("a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    "data",
    [
        b"Tin\0 x\xc3\xa3",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        b"PK\x03\x04\x14\0\x06\0",
        "Tin".encode("utf-16-le"),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)),
    ],
    ids=["nul", "png", "jpeg", "zip", "utf-16 without bom", "pdf"],
)
def test_what_is_no_text_is_refused(data):
    (problem,) = problems(data)
    assert problem.code == "binary"
    assert problem.remedy


def test_a_file_of_20_mb_is_refused_without_reading_it_all(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(10**10)
    data = read.load(path)
    assert len(data) == read.MAX_BYTES + 1
    assert problems(data)[0].code == "too-large"


def test_nfd_line_ends_and_invisible_characters():
    import unicodedata

    data = unicodedata.normalize(
        "NFD", "Xã Hòa Bình\r\nhọp\rngày\u200b 5/3\u00ad/2024\u00a0nay\u2028xong\u202e"
    ).encode()
    assert read.read("a.txt", data).text == "Xã Hòa Bình\nhọp\nngày 5/3/2024 nay\nxong"


def test_an_article_of_5_mb():
    text = GOOD + "Nghị quyết số 03-NQ/TU nêu rõ việc ấy.\n" * 120_000
    assert len(text.encode()) > 5_000_000
    article = record(text)
    assert [d.number for d in article.resolutions] == ["03-NQ/TU"]


@pytest.mark.parametrize(
    "line",
    [
        "a" * 200_000,
        "Nguyễn " * 25_000,
        "A" * 200_000,
        "1" * 200_000,
        "1/" * 100_000,
        "NQ-" * 66_000,
        "- " * 100_000,
        "“" * 200_000,
        "ông " * 50_000,
        "số 1, " * 33_000,
        "Bí thư, " * 25_000,
        "Tỉnh ủy " * 25_000,
        "(" * 100_000 + ")" * 100_000,
        "[x](" * 50_000,
        "ngày 1 tháng " * 15_000,
        "- Ông A: “B” " * 15_000,
        ". " * 100_000,
        "http://" * 28_000,
    ],
    ids=lambda line: line[:12],
)
def test_a_single_line_of_200_kb(line):
    article = record("Tin\n\n" + line)
    assert article.source.text == "Tin\n\n" + line


# --- front matter -----------------------------------------------------------------------------------

FRONT = [
    ("---\ntitle: A\nspeaker:\n- B\n---\nC", 3, 1, "unknown-key", "speakers"),
    ("---\ntiêu đề: A\n---\nC", 2, 1, "unknown-key", "title"),
    ("---\nngày đăng: 2024\n---\nC", 2, 1, "unknown-key", "published"),
    ("---\ndate: 5/3/2024\n---\nC", 2, 7, "bad-date", "2024-03-05"),
    ("---\ndate: 2023-02-29\n---\nC", 2, 7, "bad-date", "2024-03-05"),
    ("---\ntitle: [A, B]\n---\nC", 2, 8, "not-text", "cùng một dòng"),
    ("---\nauthor:\n- A\n- B\n---\nC", 3, 1, "not-text", "cùng một dòng"),
    ("---\nspeakers: Trần Văn Thử\n---\nC", 2, 11, "not-a-list", "- "),
    ("---\nspeakers:\n- nam: A\n---\nC", 3, 3, "unknown-key", "name"),
    ("---\nspeakers:\n- name: A\n  name: B\n---\nC", 4, 3, "twice", "một dòng"),
    ("---\nresolutions:\n- issuer: A\n---\nC", 3, 3, "missing", "number"),
    ("---\nurl: javascript:alert(1)\n---\nC", 2, 6, "bad-url", "https://"),
    ("---\nurl: 'https://a.vn/\"><script>'\n---\nC", 2, 6, "bad-url", "https://"),
    ("---\ntitle: A\ntitle: B\n---\nC", 3, 1, "twice", "một dòng"),
    ("---\ntitle: A: B\n---\nC", 2, 9, "yaml", "dấu nháy"),
    ("---\ntitle: 'A\n---\nC", 2, 0, "yaml", "dấu nháy"),
    ("---\ntitle: A\nC", 1, 1, "front-matter-open", "---"),
    ("---\ntitle: !!python/object/apply:os.system ['true']\n---\nC", 2, 8, "yaml-feature", "dấu nháy"),
    ("---\ntitle: &a A\nauthor: *a\n---\nC", 2, 8, "yaml-feature", "dấu nháy"),
    ("---\nnote: " + "[" * 20_000 + "\n---\nC", 2, 0, "yaml", "đơn giản"),
    ("---\n? [a, b]\n: c\n---\nC", 2, 0, "", ""),
    ("---\n<<: {title: A}\n---\nC", 2, 1, "unknown-key", "title"),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "remedy"), FRONT, ids=lambda v: v[4:24] if isinstance(v, str) else None
)
def test_wrong_front_matter(text, line, column, code, remedy):
    if not code:  # no key at all: text, printed as it stands
        assert read.read("a.txt", text.encode()).text == text
        return
    problem = problems(text)[0]
    assert (problem.code, problem.line) == (code, line)
    assert remedy in problem.remedy
    if column:
        assert problem.column == column


def test_every_problem_of_a_file_is_reported_at_once():
    found = problems("---\ndate: hôm nay\nspeaker: A\nurl: a.vn\n---\nC")
    assert [p.code for p in found] == ["bad-date", "unknown-key", "bad-url"]


def test_the_report_points_at_the_place_with_a_caret(folder, capsys):
    sources, docs = folder
    (sources / "sai.txt").write_text("---\ntitle: A\nspeakers:\n- nam: Trần Văn Thử\n---\nTin.")
    assert build_pages.main(["--sources", str(sources), "--docs", str(docs)]) == 1
    assert (
        textwrap.dedent("""\
        LỖI sai.txt:4:3: “speakers” không có mục con “nam”
            - nam: Trần Văn Thử
              ^
            → có phải “name”?""")
        in capsys.readouterr().err
    )


def test_a_caret_in_a_very_long_line_stays_readable(folder, capsys):
    sources, docs = folder
    (sources / "sai.txt").write_text("---\n" + "note: " + "a" * 5000 + " b: c\n---\nTin.")
    build_pages.main(["--sources", str(sources), "--docs", str(docs)])
    assert max(map(len, capsys.readouterr().err.splitlines())) < 160


def test_rules_in_the_text_are_no_front_matter():
    for text in (
        "---\nTin vắn\n---\nHết.",
        "***\n\n---\ntitle: A\n---\n",
        "---\nHà Nội: trời mưa.\nHết.",
        "--- \n\nÔng A nói: xong.\n",
    ):
        assert read.read("a.txt", text.encode()).text == text


def test_scalars_stay_as_they_are_written():
    editor = read.read("a.txt", b"---\ntitle: 01\nauthor: no\npublisher: 12:30\nnote: ~\n---\nC").editor
    assert [editor[k].value for k in ("title", "author", "publisher", "note")] == ["01", "no", "12:30", None]


def test_every_key_has_a_nearest_one_for_a_slip_of_the_finger():
    for key in frontmatter.KEYS:
        assert frontmatter.nearest(key + "x", frontmatter.KEYS) == key


# --- text that looks like something else: it reads like text -----------------------------------------------

MARKUP = """# Không phải đề mục
* _không_ **đậm** `mã`
[x](y) ![x](y) [x]: y
<script>alert(1)</script> <!-- x --> &amp; &#60;
{{ config }} {% include 'x' %} {# x #}
---
{#id} {: .lop } a | b
--- | ---
    bốn dấu cách
1. một
- hai
> ba
~~~
*[HTML]: x
[^1]: chú
"""


def test_markup_is_text():
    assert record(MARKUP).source.text == MARKUP


# --- the folder ---------------------------------------------------------------------------------------------


def codes(sources: Path) -> dict[str, str]:
    return {p.source: p.code for p in collect(sources)[1]}


@pytest.mark.parametrize(
    "name",
    [
        "tên có dấu cách.txt",
        "Đường đi – tin.md",
        "a..b.txt",
        "x" * 251 + ".txt",
        "ạ" * 83 + ".txt",
        "'\"`$(touch x).txt",
        "a;b&c.txt",
        "100%.txt",
        "TIN.TXT",
        "#a?b.txt",
        "[x](y).txt",
        "{{a}}.txt",
        "<b>.txt",
        "con.txt",
        "\\.txt",
        "-rf.txt",
        "index.md",
    ],
)
def test_odd_file_names_are_only_names(folder, name):
    sources, docs = folder
    (sources / name).write_text(GOOD)
    result = build(sources, docs)
    assert not result.errors
    assert name in {a.source.name for a in result.articles}
    assert all(len(part.encode()) <= 255 for path in result.files for part in Path(path).parts)
    assert all(path.isascii() and ".." not in Path(path).parts for path in result.files)


@pytest.mark.parametrize("name", [b"a\nb.txt", b"a\x1b[31m.txt", b"\xff\xfe.txt", b"a\xe2\x80\xaeb.txt", b"a\tb.txt"])
def test_names_with_control_characters_or_of_no_encoding_are_refused_and_shown_harmlessly(folder, name):
    sources, docs = folder
    with open(os.path.join(os.fsencode(sources), name), "wb") as file:
        file.write(GOOD.encode())
    result = build(sources, docs)
    (problem,) = result.errors
    assert problem.code == "bad-name"
    assert problem.source.isprintable()
    assert problem.source.encode()


def test_one_name_in_two_forms_of_its_diacritics(folder):
    sources, _ = folder
    import unicodedata

    for form in ("NFC", "NFD"):
        (sources / unicodedata.normalize(form, "xã.txt")).write_text(GOOD)
    assert "same-name" in codes(sources).values()


def test_links_folders_and_other_things_that_are_no_article(folder, tmp_path):
    sources, docs = folder
    outside = tmp_path / "mat.txt"
    outside.write_text("bí mật")
    other = tmp_path / "ngoai"
    other.mkdir()
    (other / "x.txt").write_text("bí mật")
    (sources / "dut.txt").symlink_to(tmp_path / "khong-co")
    (sources / "vong.txt").symlink_to("vong.txt")
    (sources / "ra-ngoai.txt").symlink_to(outside)
    (sources / "thu-muc-ngoai").symlink_to(other)
    (sources / "lap").symlink_to(sources)
    (sources / "x.txt").mkdir()
    (sources / "anh.jpg").write_bytes(b"\xff")
    (sources / ".an.txt").write_text("ẩn")
    (sources / "_people.yml").write_text("[]")
    os.mkfifo(sources / "ong.txt")
    found, _ = collect(sources)
    assert list(found) == ["tot.txt"]
    assert codes(sources) == {
        "dut.txt": "dangling-link",
        "vong.txt": "dangling-link",
        "ra-ngoai.txt": "outside",
        "thu-muc-ngoai": "outside",
        "lap": "linked-folder",
        "x.txt": "folder",
        "anh.jpg": "suffix",
        "ong.txt": "no-file",
        ".an.txt": "hidden",
    }
    result = build(sources, docs, keep_going=True)
    assert not any("bí mật".encode() in data for data in result.files.values())


def test_unreadable_file_and_folder(folder):
    sources, _ = folder
    (sources / "khoa.txt").write_text(GOOD)
    (sources / "khoa.txt").chmod(0)
    (sources / "kin").mkdir()
    (sources / "kin" / "a.txt").write_text(GOOD)
    (sources / "kin").chmod(0)
    rules, mine = tables.load(), os.geteuid()
    for path in [sources, *sources.parents]:  # another user must get as far as here
        with contextlib.suppress(OSError):
            path.chmod(path.stat().st_mode | 0o755)
    try:
        if mine == 0:
            os.seteuid(65534)
        paths, found = collect(sources)
        articles, more = convert_all(paths, rules)
    finally:
        os.seteuid(mine)
        (sources / "kin").chmod(0o755)
    assert {p.source: p.code for p in [*found, *more]} == {"khoa.txt": "unreadable", "kin": "unreadable"}
    assert [a.source.name for a in articles] == ["tot.txt"]


@pytest.mark.parametrize("make", [False, True])
def test_no_sources_at_all(tmp_path, make):
    if make:
        (tmp_path / "sources").mkdir()
    result = build(tmp_path / "sources", tmp_path / "docs")
    assert [e.code for e in result.errors] in (["no-folder"], ["no-articles"])
    assert all(e.remedy for e in result.errors)
    assert not (tmp_path / "docs").exists()


def test_two_articles_with_one_title_or_one_slug(folder):
    sources, docs = folder
    for name in ("hop-xa.txt", "Họp xã.txt", "hop_xa.md", "hop xa.txt"):
        (sources / name).write_text(GOOD)
    result = build(sources, docs)
    assert not result.errors
    assert len({a.slug for a in result.articles}) == 5
    assert {a.source.name: a.slug for a in result.articles}["hop-xa.txt"] == "hop-xa"
    assert all(f"bai-viet/{a.slug}/index.md" in result.files for a in result.articles)


# --- what happens to the rest --------------------------------------------------------------------------------


@pytest.fixture
def mixed(folder):
    """A folder built once; then three bad files come into it."""
    sources, docs = folder
    build(sources, docs)
    before = {p: p.read_bytes() for p in docs.rglob("*") if p.is_file()}
    (sources / "trong.txt").write_text("")
    (sources / "anh.txt").write_bytes(b"\x89PNG\0")
    (sources / "sai.txt").write_text("---\ndate: 31/2\n---\nTin.")
    (sources / "moi.txt").write_text(GOOD)
    return sources, docs, before


def test_all_bad_files_are_reported_together_and_the_previous_output_stays(mixed, capsys):
    sources, docs, before = mixed
    assert build_pages.main(["--sources", str(sources), "--docs", str(docs)]) == 1
    err = capsys.readouterr().err
    assert all(name in err for name in ("trong.txt", "anh.txt", "sai.txt:2:7"))
    assert {p: p.read_bytes() for p in docs.rglob("*") if p.is_file()} == before


def test_keep_going_builds_the_rest_and_lists_the_bad_ones_on_the_status_page(mixed):
    sources, docs, _ = mixed
    assert build_pages.main(["--sources", str(sources), "--docs", str(docs), "--keep-going"]) == 1
    assert (docs / "bai-viet" / "moi" / "index.md").is_file()
    status = (docs / "tinh-trang-nguon" / "index.md").read_text()
    assert all(name in status for name in ("trong.txt", "anh.txt", "sai.txt"))
    (sources / "trong.txt").unlink()
    (sources / "anh.txt").unlink()
    (sources / "sai.txt").unlink()
    assert build_pages.main(["--sources", str(sources), "--docs", str(docs)]) == 0
    assert "trong.txt" not in (docs / "tinh-trang-nguon" / "index.md").read_text()


# --- what a maintainer gets wrong by hand: plain words, the line, and what to write instead -------------------

SLIPS = [
    ("speakers:\n- name: Trần Văn Thử\n   office: Giám đốc", 4, "thụt vào", "thẳng hàng"),
    (" title: Họp\ndate: 2024", 3, "thẳng hàng", "cột"),
    ("title Họp xã\ndate: 2024", 2, "thiếu dấu hai chấm", "title: Họp xã"),
    ("title = Họp xã", 2, "thiếu dấu hai chấm", "title: Họp xã"),
    ("date: 2024\ntitle Họp xã", 3, "thiếu dấu hai chấm", "title: Họp xã"),
    ("title:Họp xã", 2, "dấu cách", "title: Họp xã"),
    ("date: 2024\ntitle:Họp xã", 3, "dấu cách", "title: Họp xã"),
    ("title：Họp xã", 2, "dấu cách", "title: Họp xã"),
    ("speakers:\n-Trần Văn Thử", 3, "dấu cách", "- Trần Văn Thử"),
    ("speakers:\nTrần Văn Thử", 3, "mục: giá trị", "“- ”"),
    ("speakers: Trần Văn Thử", 2, "danh sách", "- Trần Văn Thử"),
    ("speakers: - Trần Văn Thử", 2, "cùng dòng", "xuống dòng"),
    ("speakers:\n  name: Trần Văn Thử", 3, "danh sách", "dấu gạch"),
    (
        "speakers:\n- Trần Văn Thử: Giám đốc Sở Y tế",
        3,
        "name:",
        "- name: Trần Văn Thử, dòng dưới: office: Giám đốc Sở Y tế",
    ),
    ("exclude: [Lê Mẫu", 2, "]", "một dòng"),
    ("title: Lam Thử: họp xã", 2, "dấu hai chấm", "'Lam Thử: họp xã'"),
    ('title: "Họp xã', 2, "dấu nháy đóng", "dấu nháy"),
    ('title: "C:\\xa"', 2, "\\", "dấu nháy đơn"),
    ("author: @tacgia", 2, "@", "dấu nháy"),
    ("author: #1", 2, "#", "dấu nháy"),
    ("date: 5/3/2024", 2, "không phải ngày", ": 2024-03-05"),
    ("date: 05-03-2024", 2, "không phải ngày", ": 2024-03-05"),
    ("date: ngày 5 tháng 3 năm 2024", 2, "không phải ngày", ": 2024-03-05"),
    ("date: “2024-03-05”", 2, "không phải ngày", ": 2024-03-05"),
    ("published: 2024-3-5 06:00", 2, "không phải ngày", ": 2024-03-05"),
    ("date: tháng 3/2024", 2, "không phải ngày", ": 2024-03"),
    ("date: 17/11", 2, "không phải ngày", ": XXXX-11-17"),
    ("date: 31/2/2024", 2, "không phải ngày", "2024-03-05"),
    ("date: 2024-02-31", 2, "lịch không có ngày", "2024-03-05"),
    ("Ngày: 2024", 2, "Ngày", "date"),
]


@pytest.mark.parametrize(("block", "line", "message", "remedy"), SLIPS, ids=lambda v: v if isinstance(v, str) else None)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_slip_is_told_in_plain_words_with_what_to_write(block, line, message, remedy, ends):
    data = f"---\n{block}\n---\nTin.\n".replace("\n", ends).encode("utf-8-sig")
    problem = problems(data)[0]
    assert problem.line == line
    assert message in problem.message
    assert remedy in problem.remedy
    english = "expected|found|mapping|scanning|token|block|sequence|stream"
    assert not re.search(english, problem.message + problem.remedy)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("———\ntitle: Họp\n———\nTin.", 1, "mở"),
        ("----\ntitle: Họp\n----\nTin.", 1, "mở"),
        ("--\ndate: 2024\n--\nTin.", 1, "mở"),
        ("```yaml\n---\ntitle: Họp\n---\n```\nTin.", 1, "mở"),
        ("---\ntitle: Họp\n–––\nTin.", 3, "đóng"),
        ("\n\n---\ntitle: Họp\nTin.", 3, "đóng lại"),
        ("title: Họp\nspeakers:\n- name: A\n  office: B\n---\nTin.", 1, "thiếu dòng mở"),
        ("date: 2024-03-05   # thay XXXX bằng năm\nHọp xã\n\nTin.", 1, "giữa hai dòng"),
        ("\nresolutions:\n- number: 16\nHọp xã\n", 2, "giữa hai dòng"),
    ],
)
def test_front_matter_between_the_wrong_lines_is_no_text(text, line, word):
    problem = problems(text)[0]
    assert problem.line == line
    assert word in problem.message


def test_front_matter_may_follow_blank_lines_and_keeps_its_line_numbers():
    source = read.read("a.txt", b"\n \n---\ntitle: A\n---\nTin.\n")
    assert source.editor["title"].line == 4
    assert (source.text, source.text_line) == ("Tin.\n", 6)


@pytest.mark.parametrize(
    "text",
    [
        "–––\nTin vắn\n–––\nHết.",
        "---\nnote này\nHết.",
        "title: một chữ tiếng Anh\nHết.",
        "date: 5/3\nHết.",
        "speakers: hai loa\n- một\nHết.",
        "date: 5/3\nauthor: X\nÔng A nói.\n\n---\nHết.",
        "-----\n\nTin.\n-----\n",
        "```\nmã\n```",
    ],
)
def test_lines_of_dashes_in_a_text_are_text(text):
    assert read.read("a.txt", text.encode()).text == text
