"""`make add`: documents made by real programs, and documents made to do harm."""

import contextlib
import http.server
import io
import json
import os
import random
import re
import shutil
import threading
import types
import zipfile
from collections import Counter
from pathlib import Path

import add_article
import docx
import pytest
from running_kit import port
from sourcepages import files, near, read
from sourcepages.importers import desk, fetch, page, plain, word
from sourcepages.importers import pdf as pdf_module
from sourcepages.importers.draft import Draft, Refused, article_file, day, tidy
from sourcepages.importers.pdf import pdf

FIXTURES = Path(__file__).parent / "fixtures" / "add"
TEXT = (FIXTURES / "bai.txt").read_text(encoding="utf-8")
META = {
    "author": "Nguyễn Thí Dụ",
    "published": "2024-03-07",
    "publisher": "Báo Thử Nghiệm",
    "url": "https://bao-thu-nghiem.example/xa-mau-nuoc-sach-12345.html",
}


def add(capsys, *arguments) -> tuple[int, list[dict]]:
    code = add_article.main(["--format", "json", *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


def zipped(*names, text="x") -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        for name in names:
            archive.writestr(name, text)
    return out.getvalue()


# --- each way in ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "bai.txt",
        "trang.html",
        "trang.mhtml",
        "libreoffice.docx",
        "libreoffice.odt",
        "chromium.pdf",
        "libreoffice.pdf",
        "hai-cot.pdf",
        "hai-cot-libreoffice.pdf",
    ],
)
def test_every_word_of_the_original_is_in_the_source_and_no_other(name, tmp_path, capsys):
    code, (result,) = add(capsys, "--sources", tmp_path, FIXTURES / name)
    assert code == 0
    source = read.read("a.txt", (tmp_path / result["name"]).read_bytes())
    difference = (
        Counter(TEXT.split()) - Counter(source.text.split()) + (Counter(source.text.split()) - Counter(TEXT.split()))
    )
    print(
        f"{name}: {len(TEXT.split())} words in the original, {len(source.text.split())} in the source, difference "
        f"{difference.total()}"
    )
    assert source.text.split() == TEXT.split()
    if name.startswith("trang"):
        assert {k: source.editor[k].value for k in META} == META
        assert source.editor["title"].value == TEXT.splitlines()[0]
        assert "xin xem lại" in (tmp_path / result["name"]).read_text()
        left_out = " ".join(result["left_out"])
        assert "Tin liên quan" in left_out
        assert "không được chạy" not in left_out + source.text


def test_paragraphs_of_a_page_and_of_word_are_the_originals():
    for name in ("trang.html", "trang.mhtml", "libreoffice.docx"):
        assert desk.convert((FIXTURES / name).read_bytes(), name).text.split("\n\n") == tidy(TEXT.splitlines()).split(
            "\n\n"
        )


def test_a_folder_once_and_again(tmp_path, capsys):
    inbox, sources = tmp_path / "hộp thư", tmp_path / "s"
    (inbox / "con").mkdir(parents=True)
    for name, to in (("bai.txt", "con/tin.txt"), ("trang.html", "trang.html"), ("anh-quet.pdf", "anh-quet.pdf")):
        shutil.copyfile(FIXTURES / name, inbox / to)
    code, results = add(capsys, "--sources", sources, inbox)
    assert code == 1
    assert [(bool(r["name"]), bool(r["same_as"]), bool(r["problem"])) for r in results] == [
        (False, False, True),
        (True, False, False),
        (False, True, False),
    ]
    before = {p.name: p.read_bytes() for p in sources.iterdir()}
    _, results = add(capsys, "--sources", sources, inbox)
    assert all(r["same_as"] or r["problem"] for r in results)
    assert {p.name: p.read_bytes() for p in sources.iterdir()} == before


def test_nothing_is_overwritten_and_a_near_duplicate_is_named(tmp_path, capsys):
    (tmp_path / "goc").mkdir()
    for number, more in enumerate(("", " Thêm một câu.", " Thêm một câu khác hẳn.")):
        (tmp_path / "goc" / "tin xã.txt").write_text(TEXT + more)
        _, (result,) = add(capsys, "--sources", tmp_path / "s", tmp_path / "goc" / "tin xã.txt")
        assert result["name"] == ("tin-xa.txt" if not number else f"tin-xa-{number + 1}.txt")
        assert any("có thể trùng với tin-xa.txt" in n for n in result["notes"]) == bool(number)
    assert (tmp_path / "s" / "tin-xa.txt").read_text() == TEXT


def test_the_original_is_kept_beside_if_asked_and_is_no_article(tmp_path, capsys):
    from sourcepages.sources import collect

    add(capsys, "--sources", tmp_path, "--keep-original", FIXTURES / "libreoffice.docx")
    (article,) = collect(tmp_path)[0]
    assert (tmp_path / "_goc" / article).with_suffix(".docx").read_bytes() == (
        FIXTURES / "libreoffice.docx"
    ).read_bytes()


def test_dry_run_writes_nothing(tmp_path, capsys):
    _, (result,) = add(capsys, "--sources", tmp_path / "s", "--dry-run", FIXTURES / "bai.txt")
    assert result["name"] == "bai.txt"
    add_article.main(["--sources", str(tmp_path / "s"), "--dry-run", str(FIXTURES / "bai.txt")])
    assert "SẼ THÊM" in capsys.readouterr().out
    assert not (tmp_path / "s").exists()


def test_an_article_file_goes_as_it_is(tmp_path, capsys):
    data = b"---\ntitle: A\nspeakers: [B C]\n---\nB C n\xc3\xb3i.\n"
    (tmp_path / "a.txt").write_bytes(data)
    add(capsys, "--sources", tmp_path / "s", tmp_path / "a.txt")
    assert (tmp_path / "s" / "a.txt").read_bytes() == data


def test_the_report_says_what_was_guessed_and_counts_words(tmp_path, capsys):
    assert add_article.main(["--sources", str(tmp_path), str(FIXTURES / "trang.html")]) == 0
    out = capsys.readouterr().out
    assert "đoán từ og:site_name" in out
    assert "lấy 336, bỏ 57" in out
    assert "bỏ: " in out


# --- Word ------------------------------------------------------------------------------------------------------


def docx_bytes(change=None) -> bytes:
    document = docx.Document()
    document.add_paragraph("Họp xã")
    document.add_table(1, 2).rows[0].cells[0].text = "Ô một"
    document.add_paragraph("Ông Trần Văn Thử nói.")
    out = io.BytesIO()
    document.save(out)
    if not change:
        return out.getvalue()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item, change(item.filename, old.read(item)))
    return made.getvalue()


def test_word_gives_tables_insertions_and_boxes_but_no_deletions():
    def revise(name, data):
        run = "<w:r><w:t>{}</w:t></w:r>"
        extra = (
            f'<w:p><w:ins w:id="1" w:author="x">{run.format("thêm vào")}</w:ins><w:del w:id="2" '
            f'w:author="x"><w:r><w:delText>bỏ đi</w:delText></w:r></w:del>'
            f"<w:sdt><w:sdtContent>{run.format(' trong ô')}</w:sdtContent></w:sdt><w:r><w:tab/><w:t>sau</w:t><w:br/><w:t>dòng</w:t></w:r></w:p>"
        )
        return data.replace(b"<w:sectPr", extra.encode() + b"<w:sectPr") if name == "word/document.xml" else data

    assert (
        word.word(docx_bytes(revise)).text == "Họp xã\n\nÔ một\n\nÔng Trần Văn Thử nói.\n\nthêm vào trong ô sau dòng\n"
    )


RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
# What Word itself writes, paragraph by paragraph: (its XML, the words a reader of the document sees)
WORD_LIKE = [
    (
        "<w:smartTag w:uri='u' w:element='City'><w:r><w:t>Lam</w:t></w:r></w:smartTag>"
        + RUN.format(" Thử ")
        + "<w:proofErr w:type='spellStart'/>"
        + RUN.format("họp"),
        "Lam Thử họp",
    ),
    ("".join(RUN.format(part) for part in ("Ngh", "ị quy", "ết số ", "12", "-NQ/", "HU")), "Nghị quyết số 12-NQ/HU"),
    (
        "<w:r><w:t>khu</w:t><w:softHyphen/><w:t>yến\u00adnông</w:t><w:noBreakHyphen/><w:t>ngư</w:t></w:r>"
        + RUN.format("\u00a0nghiệp"),
        "khuyếnnông-ngư nghiệp",
    ),
    (
        "<w:ins w:id='1' w:author='x'>" + RUN.format("thêm ") + "</w:ins><w:del w:id='2' "
        "w:author='x'><w:r><w:delText>xóa</w:delText></w:r></w:del><w:moveFrom w:id='3' w:author='x'>"
        + RUN.format("cũ")
        + "</w:moveFrom><w:moveTo w:id='4' w:author='x'>"
        + RUN.format("mới")
        + "</w:moveTo>",
        "thêm mới",
    ),
    (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://a.example\" "
        "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        + RUN.format("xem tại đây")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:fldSimple w:instr=' DATE '>"
        + RUN.format(" 12/3/2024")
        + "</w:fldSimple><w:hyperlink "
        "w:anchor='a'>" + RUN.format(" và kia") + "</w:hyperlink>",
        "xem tại đây 12/3/2024 và kia",
    ),
    (
        "<w:r><w:ruby><w:rubyPr/><w:rt>"
        + RUN.format("han")
        + "</w:rt><w:rubyBase>"
        + RUN.format("漢")
        + "</w:rubyBase></w:ruby></w:r>",
        "漢 han",
    ),
    (
        RUN.format("hiện") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr><w:vanish "
        "w:val='0'/></w:rPr><w:t xml:space='preserve'> rõ</w:t></w:r>",
        "hiện rõ",
    ),
    (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + RUN.format("Bấm vào đây")
        + "</w:sdtContent></w:sdt><w:sdt><w:sdtContent>"
        + RUN.format("đã điền")
        + "</w:sdtContent></w:sdt>",
        "đã điền",
    ),
    (
        "<w:r><w:t>dòng một</w:t><w:br/><w:t>dòng hai</w:t><w:br/><w:br/><w:t>đoạn</w:t><w:tab/><w:t>khác</w:t></w:r>",
        "dòng một dòng hai\n\nđoạn khác",
    ),
    (
        "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice "
        "Requires='wps'><w:drawing><w:txbxContent><w:p>"
        + RUN.format("trong khung")
        + "</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>"
        + RUN.format("trong khung")
        + "</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        + RUN.format("ngoài khung"),
        "trong khung\n\nngoài khung",
    ),
    (
        "<w:r><w:t xml:space='preserve'>diện tích </w:t></w:r><m:oMath "
        "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>a=b</m:t></m:r></m:oMath>",
        "diện tích a=b",
    ),
]


def word_like() -> bytes:
    """A document with the structures Word writes and LibreOffice does not, made with python-docx and raw XML."""
    document = docx.Document()
    document.add_heading("Bài có mọi thứ", 1)
    document.sections[0].header.paragraphs[0].text = "Đầu trang của tòa soạn"
    document.sections[0].footer.paragraphs[0].text = "Chân trang"
    for text in ("việc một", "việc hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("gạch", style="List Bullet")
    document.add_paragraph("việc ba", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("ô một", "ô hai", "ô ba", "ô bốn"), strict=True
    ):
        cell.text = text
    nested = table.rows[1].cells[1].add_table(1, 1)
    nested.rows[0].cells[0].text = "bảng trong bảng"
    document.save(out := io.BytesIO())
    extra = (
        "".join(f"<w:p>{xml}</w:p>" for xml, _ in WORD_LIKE)
        + "<w:p>"
        + RUN.format("có chú")
        + "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    notes = (
        "<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:footnote "
        "w:type='separator' w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>"
        + RUN.format(" Theo số liệu của xã.")
        + "</w:p></w:footnote></w:footnotes>"
    )
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "word/document.xml":
                data = data.replace(b"<w:sectPr", extra.encode() + b"<w:sectPr", 1)
            elif item.filename == "[Content_Types].xml":
                data = data.replace(
                    b"</Types>",
                    b'<Override PartName="/word/footnotes.xml" '
                    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
                )
            elif item.filename == "word/_rels/document.xml.rels":
                data = data.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rId99" '
                    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
                    b'Target="footnotes.xml"/></Relationships>',
                )
            new.writestr(item, data)
        new.writestr("word/footnotes.xml", notes)
    return made.getvalue()


def test_what_word_writes_comes_in_word_for_word_and_in_order():
    draft = word.word(word_like())
    wanted = [
        "Bài có mọi thứ",
        "1. việc một",
        "2. việc hai",
        "gạch",
        "3. việc ba",
        "ô một",
        "ô hai",
        "ô ba",
        "ô bốn",
        "bảng trong bảng",
        *(words for _, words in WORD_LIKE),
        "có chú",
        "Theo số liệu của xã.",
    ]
    print(f"Word-like .docx: {sum(len(w.split()) for w in wanted)} words in the original, {draft.kept} in the source")
    assert draft.text.rstrip("\n").split("\n\n") == "\n\n".join(wanted).split("\n\n")
    assert draft.left_out == ["Đầu trang của tòa soạn", "Chân trang"]
    assert draft.seen == draft.kept + 7


@pytest.mark.parametrize(
    ("level", "wanted"),
    [
        ("<w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/>", ["I. a", "II. b", "III. c"]),
        ("<w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1)'/>", ["a) a", "b) b", "c) c"]),
        (
            "<w:start w:val='5'/><w:numFmt w:val='decimal'/><w:lvlText w:val='Điều %1.'/>",
            ["Điều 5. a", "Điều 6. b", "Điều 7. c"],
        ),
        ("<w:numFmt w:val='bullet'/><w:lvlText w:val='•'/>", ["a", "b", "c"]),
        ("<w:numFmt w:val='none'/><w:lvlText w:val=''/>", ["a", "b", "c"]),
    ],
)
def test_numbers_of_lists_are_those_word_prints(level, wanted):
    def with_list(name, data):
        if name == "word/numbering.xml":
            own = f"<w:abstractNum w:abstractNumId='77'><w:lvl w:ilvl='0'>{level}</w:lvl></w:abstractNum>"
            data = data.replace(b"<w:num ", own.encode() + b"<w:num ", 1).replace(
                b"</w:numbering>", b"<w:num w:numId='77'><w:abstractNumId w:val='77'/></w:num></w:numbering>"
            )
        if name == "word/document.xml":
            rows = "".join(
                f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='77'/></w:numPr></w:pPr>{RUN.format(t)}</w:p>"
                for t in "abc"
            )
            data = data.replace(b"<w:sectPr", rows.encode() + b"<w:sectPr", 1)
        return data

    assert word.word(docx_bytes(with_list)).text.rstrip("\n").split("\n\n")[3:] == wanted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"vnd.ms-word.document.macroEnabled.main+xml",
        ),
        (
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        ),
        (b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main"),
        (
            b"schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ],
)
def test_relatives_of_docx_are_read_too(old, new):
    strict = b"purl" in new

    def change(name, data):
        data = data.replace(old, new)
        return (
            data.replace(
                b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main"
            )
            if strict
            else data
        )

    data = docx_bytes(change)
    assert data != docx_bytes(lambda name, data: data)
    assert word.word(data).text == word.word(docx_bytes()).text


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = docx_bytes(lambda name, data: b" " * (word.MAX_XML + 1) if name == "word/document.xml" else data)
    assert len(bomb) < 200_000
    with pytest.raises(Refused, match="quá lớn"):
        word.word(bomb)


def test_entities_and_outside_files_in_word_stay_unread(tmp_path):
    secret = tmp_path / "mat"
    secret.write_text("BÍ MẬT")

    def attack(name, data):
        if name != "word/document.xml":
            return data
        head = (
            f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "aaaaaaaaaa">'
            + "".join(
                f'<!ENTITY {chr(98 + i)} "{"&" + chr(97 + i) + ";" * 1}{("&" + chr(97 + i) + ";") * 9}">'
                for i in range(9)
            )
            + "]>"
        )
        return data.replace(b"?>", b"?>" + head.encode(), 1).replace("Họp xã".encode(), b"&x;&j;", 1)

    with contextlib.suppress(Refused):
        text = word.word(docx_bytes(attack)).text
        assert "BÍ MẬT" not in text
        assert len(text) < 1000


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\0" * 100,
        docx_bytes()[:2000],
        docx_bytes(lambda n, d: b"<a" if n == "word/document.xml" else d),
    ],
)
def test_broken_word_files_are_refused(data):
    with pytest.raises(Refused):
        word.word(data)


# --- PDF -------------------------------------------------------------------------------------------------------


def test_a_scanned_pdf_is_told_from_an_empty_one_by_saying_so():
    with pytest.raises(Refused, match="ảnh quét") as caught:
        pdf((FIXTURES / "anh-quet.pdf").read_bytes())
    assert "OCR" in caught.value.remedy


class Char:
    """As much of pdfminer's character as the reading order needs; 5 points wide, 10 high."""

    size = 10.0

    def __init__(self, x, y, text):
        self.x0, self.x1, self.matrix, self._text = x, x + 5, (1, 0, 0, 1, x, y), text

    def get_text(self):
        return self._text


def printed(*lines) -> list[Char]:
    """(left, height, text) …, a character each 5 points."""
    return [Char(x + 5 * n, y, ch) for x, y, text in lines for n, ch in enumerate(text)]


def in_order(characters, strips=()) -> list[str]:
    groups = pdf_module._columns(characters, list(strips))
    return ["".join(c.get_text() for c in row).strip() for group in groups for row in group]


def column(x, top, mark, count, width=40) -> list:
    return [(x, top - 12 * n, f"{mark}{n} ".ljust(width, "x")) for n in range(count)]


def test_columns_are_read_one_after_the_other_between_the_lines_that_cross_them():
    head, foot = (50, 800, "H" * 90), (50, 600, "F" * 90)
    text = in_order(printed(head, *column(50, 780, "a", 8), *column(270, 777, "b", 8), foot))  # not on the same lines
    assert [line[0] for line in text] == ["H", *"a" * 8, *"b" * 8, "F"]
    three = in_order(
        printed(*column(50, 780, "a", 8, 25), *column(190, 780, "b", 8, 25), *column(330, 780, "c", 8, 25))
    )
    assert [line[0] for line in three] == [*"a" * 8, *"b" * 8, *"c" * 8]


def test_tables_letterheads_and_a_date_at_the_right_are_no_columns():
    table = [(x, 700 - 12 * n, f"{mark}{n}") for n in range(9) for x, mark in ((50, "a"), (200, "b"), (350, "c"))]
    assert in_order(printed(*table))[0] == "a0b0c0"
    letterhead = [
        *column(50, 800, "a", 3),
        *column(270, 800, "b", 3),
        *[(50, 740 - 12 * n, "t" * 90) for n in range(20)],
    ]
    assert in_order(printed(*letterhead))[0].count("b0") == 1
    dated = [(400, 800, "d" * 20), *[(50, 780 - 12 * n, "t" * 90) for n in range(20)]]
    assert in_order(printed(*dated))[0] == "d" * 20


def test_the_last_column_may_be_short_and_the_last_page_too():
    long = column(50, 780, "a", 30)
    assert in_order(printed(*long, *column(260, 782, "b", 2)))[-1].startswith("b1")
    # far from the column, and not at its top
    assert in_order(printed(*long, (400, 600, "Tác giả")))[15].endswith("Tác giả")
    end = printed(*column(50, 780, "a", 3), *column(270, 780, "b", 2))
    assert [line[0] for line in in_order(end)] == ["a", "a", "a"]
    assert [line[0] for line in in_order(end, [260])] == [*"aaa", *"bb"]


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_cut_off_pdf_does_not_break_anything(keep):
    data = (FIXTURES / "chromium.pdf").read_bytes()
    with contextlib.suppress(Refused):
        assert pdf(data[: int(len(data) * keep)]).text.strip()


# --- pages -----------------------------------------------------------------------------------------------------

LONG = "".join(
    f"<p>Đoạn {i}: ông Trần Văn Thử cho biết việc thứ {i} đã xong và bà con rất vui mừng với kết quả ấy.</p>"
    for i in range(6)
)


def html(body: str, head: str = "") -> Draft:
    return page.html(
        f"<html><head><meta charset=utf-8><title>Tin xã</title>{head}</head><body>{body}</body></html>".encode()
    )


def test_scripts_styles_forms_and_hidden_text_never_come_in():
    text = html(
        f"<h1>Tin xã</h1><script>evil()</script><style>p{{}}</style><p style='display:none'>ẩn</p><p "
        f"hidden>ẩn</p><form><input value=x>gửi</form>"
        f"<noscript>ns</noscript><template>tp</template><svg><text>sv</text></svg>{LONG}<p "
        f"onclick='evil()'>Hết.</p>"
    ).text
    assert not {"evil", "ẩn", "gửi", "ns", "tp", "sv", "p{}"} & set(text.replace("(", " ").replace(")", " ").split())
    assert "Hết." in text


def test_what_stands_between_headline_and_byline_stays_in_order():
    text = html(
        f"<nav>Trang chủ</nav><div><div><h1>Tin xã</h1><div>Thứ Hai, 5/3/2024</div><h2>Lời dẫn "
        f"ngắn</h2><div>{LONG}<figure><figcaption>Ảnh: A</figcaption></figure>"
        "<blockquote>Lời trích</blockquote><ul><li>Khoản một</li><li>Khoản hai</li></ul></div><p>Tác "
        "Giả</p></div></div><footer>Chân trang</footer>"
    ).text
    words = [
        "Tin xã",
        "Thứ Hai, 5/3/2024",
        "Lời dẫn ngắn",
        "Đoạn 0",
        "Đoạn 5",
        "Ảnh: A",
        "Lời trích",
        "Khoản một",
        "Khoản hai",
    ]
    assert [w for w in words if w in text] == words
    assert sorted(words, key=text.index) == words
    assert "Trang chủ" not in text


def test_entities_of_html_are_text():
    assert (
        "<script>alert(1)</script> & “x”"
        in html(
            f"<h1>Tin</h1>{LONG}<p>&lt;script&gt;alert(1)&lt;/script&gt; "
            f"&amp; &#8220;x&#8221; đã là chữ của bài trong bản tin này</p>"
        ).text
    )


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"<html>" + b"x" * (page.MAX_PAGE + 1), "MB"),
        (b"<html>" + b"<div>" * 100_000 + b"x", "tầng"),
        (b"<html><body><script>document.write('x')</script></body></html>", "không có chữ"),
        (b"<html><meta charset=utf-8><p>\xff\xfe\xfa</p>", "khai báo"),
        (b"<html></html>", "chữ"),
        (b"<html>" + bytes(range(256)), "utf-8"),
    ],
)
def test_hostile_pages_are_refused(data, match):
    with pytest.raises(Refused, match=match):
        page.html(data)


def test_declared_legacy_encodings_are_read_and_undeclared_ones_refused():
    body = f"<h1>Tin xã</h1>{LONG}"
    for name in ("utf-16", "windows-1258"):
        text = (
            body
            if name == "utf-16"
            else "<h1>Tin</h1>" + "<p>" + "Ông A nói ".encode("cp1258", "ignore").decode("cp1258") * 30 + "</p>"
        )
        assert page.html(f"<html><meta charset={name}>{text}</html>".encode(name)).text
    with pytest.raises(Refused):
        page.html("<html><p>Thành phố họp".encode("cp1252", "ignore") + b"\xe0\xf2</html>")


def test_an_address_in_the_page_must_be_one():
    assert "url" not in html(f"<h1>Tin xã</h1>{LONG}", "<link rel=canonical href='javascript:alert(1)'>").values


def test_metadata_can_not_break_the_front_matter():
    draft = html(
        f"<h1>Tin xã</h1>{LONG}",
        "<meta name=author content='A: [b]\n---\n!!python/x {{ x }} # y'><meta "
        "property=og:title content='&quot;x&quot;: - &amp;a *b'>",
    )
    source = read.read("a.txt", article_file(draft))
    assert source.editor["author"].value.startswith("A: [b]")
    assert source.editor["title"].value == '"x": - &a *b'


def test_deep_linked_data_is_ignored():
    assert html(f"<h1>Tin xã</h1>{LONG}", f"<script type='application/ld+json'>{'[' * 5000}</script>").text


def test_mhtml_without_a_page_is_refused():
    with pytest.raises(Refused):
        page.mhtml(
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: "
            b"image/png\n\nx\n--x--\n"
        )


# --- files -----------------------------------------------------------------------------------------------------


def test_names_with_control_characters_dots_and_links_come_out_harmless(tmp_path, capsys):
    (tmp_path / "goc").mkdir()
    names = ["a\nb.txt", "..txt.txt", "a\x1b[31m.txt", "../goc/x.txt", "ạ" * 80 + ".txt", "%2e%2e.txt"]
    for number, name in enumerate(names):
        (tmp_path / "goc" / name).write_text(f"Bài số {number} có nội dung riêng của nó.")
    (tmp_path / "goc" / "link.txt").symlink_to("/etc/passwd")
    _, results = add(capsys, "--sources", tmp_path / "s", tmp_path / "goc")
    made = sorted(p.name for p in (tmp_path / "s").iterdir())
    assert all(name.isascii() and name.isprintable() and not name.startswith((".", "_", "-")) for name in made)
    assert len(made) == len([r for r in results if r["name"]]) == 5
    assert all(r["origin"].isprintable() for r in results)


@pytest.mark.parametrize(
    ("name", "data", "word_"),
    [
        ("a.txt", b"", "chữ"),
        ("a.txt", b"\xd8\xf1 Th\xb5nh", "UTF-8"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 20, ".docx"),
        ("a.png", b"\x89PNG\0", "OCR"),
        ("a.xyz", b"x", "loại tệp"),
        ("a.pdf", b"no pdf", "bên trong không phải"),
        ("a.docx", b"no zip", "bên trong không phải"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 20, "mật khẩu"),
        ("a.rtf", b"{\\rtf1 x}", ".docx"),
        ("a.zip", zipped("bai/a.txt"), "giải nén"),
        ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "bảng tính"),
        ("a.epub", zipped("mimetype", text="application/epub+zip"), "sách"),
        ("a.zip", b"PK\x03\x04x", "hỏng"),
        ("a.msg", b"x", "Outlook"),
        ("a.txt", b"---\nspeaker: [a]\n---\nB", "speaker"),
    ],
)
def test_what_can_not_be_used_is_said_and_the_rest_goes_on(name, data, word_, tmp_path, capsys):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "tot.txt").write_text("Tin tốt.")
    code, results = add(capsys, "--sources", tmp_path / "s", tmp_path / name, tmp_path / "tot.txt")
    assert code == 1
    assert word_ in results[0]["problem"] + results[0]["remedy"]
    assert results[1]["name"] == "tot.txt"


def test_a_parser_that_never_ends_is_stopped(monkeypatch, tmp_path):
    endless = tmp_path / "python"
    endless.write_text("#!/bin/sh\nexec sleep 60\n")
    endless.chmod(0o755)
    monkeypatch.setattr(desk, "sys", types.SimpleNamespace(executable=str(endless)))
    monkeypatch.setattr(desk, "SECONDS", 0.2)
    with pytest.raises(Refused, match="giây"):
        desk.convert(b"<html><p>x", "a.html")


def test_a_word_file_that_states_no_title_gets_none_of_the_librarys():
    document = docx.Document()
    document.add_paragraph("Xã Bản Mẫu mở lớp xóa mù chữ")
    document.save(whole := io.BytesIO())
    bare = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bare, "w") as new:
        for entry in old.namelist():
            if entry != "docProps/core.xml":
                new.writestr(entry, re.sub(rb'<Relationship [^>]*core-properties"[^>]*/>', b"", old.read(entry)))
    assert word.word(bare.getvalue()).values == {}


def test_the_end_of_the_report_counts_and_says_what_comes_next(tmp_path, capsys):
    (tmp_path / "ngan.txt").write_text("Xin nhập mật khẩu.")
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04")
    run = ["--sources", str(tmp_path / "s"), str(tmp_path / "ngan.txt"), str(tmp_path / "hong.docx")]
    add_article.main(["--dry-run", *run])
    assert "make site" not in capsys.readouterr().out
    add_article.main(run)
    out = capsys.readouterr().out
    assert out.endswith("Đã thêm 1 bài; 1 tệp không thêm được, xem ở trên\nTiếp theo: make site\n")
    assert "bài chỉ có 4 chữ" in out


@pytest.mark.parametrize(
    ("origin", "word_"),
    [
        ("www.bao.example/bai.html", "https://www.bao.example/bai.html"),
        ("bao.vn/bai-1.html", "https://bao.vn"),
        ("bai.html", "nháy"),
        ("thu-muc/bai.docx", "nháy"),
    ],
)
def test_an_address_without_its_beginning_is_told_from_a_file_that_is_not_there(origin, word_, tmp_path, capsys):
    _, (result,) = add(capsys, "--sources", tmp_path / "s", origin)
    assert word_ in result["remedy"]


def test_a_missing_file_is_a_message(tmp_path, capsys):
    code, (result,) = add(capsys, "--sources", tmp_path / "s", tmp_path / "khong-co.html")
    assert (code, bool(result["problem"])) == (1, True)


def test_nothing_named_and_the_archive_itself_are_refused(tmp_path, capsys):
    sources = tmp_path / "kho" / "sources"
    sources.mkdir(parents=True)
    (tmp_path / "kho" / "README.md").write_text("Không phải bài.")
    for origin in ("", " ", tmp_path / "kho", tmp_path, sources):
        code, (result,) = add(capsys, "--sources", sources, origin)
        assert code == 1
        assert result["remedy"]
    assert not list(sources.iterdir())


def test_what_a_folder_holds_and_nobody_reads_is_told(tmp_path, capsys):
    (inbox := tmp_path / "hộp").mkdir()
    (inbox / "tin.txt").write_text("Tin tốt.")
    (inbox / "ảnh.jpg").write_bytes(b"\xff\xd8\xff")
    (inbox / "link.txt").symlink_to("tin.txt")
    code, results = add(capsys, "--sources", tmp_path / "s", inbox)
    assert code == 0
    assert results[-1]["passed_over"] == ["link.txt", "ảnh.jpg"]
    (inbox / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    assert add_article.main(["--sources", str(tmp_path / "s"), str(inbox)]) == 1
    out = capsys.readouterr().out
    assert "cu.doc: tệp Word kiểu cũ (.doc)\n    → mở bằng Word hay LibreOffice" in out
    assert "BỎ QUA" in out
    assert "ảnh.jpg" in out


def test_a_double_that_knows_more_says_so(tmp_path, capsys):
    add(capsys, "--sources", tmp_path, FIXTURES / "bai.txt")
    assert add_article.main(["--sources", str(tmp_path), str(FIXTURES / "trang.html")]) == 0
    out = capsys.readouterr().out
    assert "ĐÃ CÓ" in out
    assert "publisher: Báo Thử Nghiệm" in out
    assert "title:" not in out


# --- e-mail ------------------------------------------------------------------------------------------------------


def eml(body: str, kind="plain", charset="utf-8", attach=(), **headers) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    for name, value in (
        {"From": "Lê Mẫu <a@b.example>", "Subject": "Bài cộng tác", "Date": "Tue, 12 Mar 2024 08:00:00 +0700"} | headers
    ).items():
        message[name] = value
    message.set_content(body, subtype=kind, charset=charset)
    for name in attach:
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


@pytest.mark.parametrize(
    "data",
    [eml(TEXT), eml(TEXT.replace("\n", "\r\n")), eml("".join(f"<p>{p}</p>" for p in TEXT.splitlines() if p), "html")],
)
def test_an_e_mail_gives_its_text(data):
    draft = desk.convert(data, "thu.eml")
    assert draft.text.split()[-336:] == TEXT.split()
    assert any("a@b.example" in note for note in draft.notes)
    assert "author" not in draft.values
    assert draft.values.get("title") != "Bài cộng tác"


def test_the_subject_is_the_title_where_the_text_has_it_and_attachments_are_named():
    draft = desk.convert(eml(TEXT, attach=["bai.docx"], Subject=f"Fwd: {TEXT.splitlines()[0]}"), "thu.eml")
    assert draft.values["title"] == TEXT.splitlines()[0]
    assert any("bai.docx" in note for note in draft.notes)
    with pytest.raises(Refused, match=r"bai\.docx") as caught:
        desk.convert(eml(" ", attach=["bai.docx"]), "thu.eml")
    assert "đính kèm" in caught.value.remedy


def test_an_e_mail_of_unknown_letters_is_refused():
    with pytest.raises(Refused, match="UTF-8"):
        desk.convert(b"From: a@b\nContent-Type: text/plain; charset=utf-8\n\n\xe0\xf2 Th\xb5nh", "thu.eml")


# --- addresses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "ff02::1",
    ],
)
def test_addresses_of_local_networks_are_not_public(address):
    assert not fetch.is_public(address)


def test_public_addresses_are():
    assert fetch.is_public("8.8.8.8")
    assert fetch.is_public("2606:4700::1111")


@pytest.fixture
def server():
    """A local web server: an article at /bai, redirects at /xa and /file, too much at /to."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            where = {"/xa": "http://10.0.0.1/x", "/file": "file:///etc/passwd", "/vong": "/vong", "/gan": "/bai"}.get(
                self.path
            )
            self.send_response(302 if where else 200 if self.path != "/mat" else 404)
            if where:
                self.send_header("Location", where)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            if not where:
                self.wfile.write((FIXTURES / "trang.html").read_bytes())

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


def test_a_local_address_is_refused_unless_asked(server, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(desk, "today", lambda: "2024-03-08")
    code, (result,) = add(capsys, "--sources", tmp_path, f"{server}/bai")
    assert code == 1
    assert "--allow-local" in result["remedy"]
    code, (result,) = add(capsys, "--sources", tmp_path, "--allow-local", f"{server}/gan")
    assert code == 0
    source = read.read("a.txt", (tmp_path / result["name"]).read_bytes())
    assert source.text.split() == TEXT.split()
    assert source.editor["url"].value == f"{server}/bai"
    assert source.editor["retrieved"].value == "2024-03-08"


def test_redirects_are_checked_like_the_first_address(server, monkeypatch):
    # as if this machine were the public internet
    monkeypatch.setattr(fetch, "is_public", lambda text: text == "127.0.0.1")
    for path in ("/xa", "/file", "/vong", "/mat"):
        with pytest.raises(Refused):
            fetch.fetch(server + path)
    monkeypatch.setattr(fetch, "MAX_BYTES", 1000)
    with pytest.raises(Refused, match="MB"):
        fetch.fetch(server + "/bai")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "http://",
        "http://user:pass@a.example/",
        "javascript://x",
        "http://[::1]/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://localhost/",
        "http://a.invalid:99999/",
    ],
)
def test_odd_addresses_are_refused(address):
    with pytest.raises(Refused):
        fetch.fetch(address)


# --- helpers ---------------------------------------------------------------------------------------------------


def test_days_of_time_stamps():
    assert [day(t) for t in ("2024-03-07T06:00:00+07:00", "20240307", "2024-13-01", "hôm nay", "07/03/2024", "")] == [
        "2024-03-07",
        "2024-03-07",
        "",
        "",
        "",
        "",
    ]


def test_near_duplicates_are_found_and_others_are_not():
    words = TEXT.split()
    other = " ".join(words[::-1])
    changed = " ".join([*words[:150], "mới", *words[160:]])
    found = near.pairs(
        [(name, near.samples(text)) for name, text in (("a", TEXT), ("b", other), ("c", changed), ("d", TEXT))]
    )
    assert [(one, two) for one, two, _ in found] == [("c", "a"), ("d", "a"), ("d", "c")]
    assert {(one, two): share for one, two, share in found}["d", "a"] == 1.0


# --- broken at random --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        "\ufeff\u200b".encode(),
        b"Tin\0",
        "Thành phố".encode("cp1252", "ignore") + b"\xf0",
        b"---\ntitle: &a [*a]\n---\nx",
        b"---\ntitle: A\nx",
        "§¹i héi ñy ban nh©n d©n x· häp".encode(),
        b"\xff\xfeT\x00\x01",
    ],
)
def test_text_files_that_the_build_would_refuse_are_refused_here(data):
    with pytest.raises(Refused) as caught:
        plain.plain("a.txt", data)
    assert caught.value.remedy


def test_text_files_come_in_canonical():
    assert (
        plain.plain("a.txt", "Xa\u0303 Ho\u0300a\r\nngày\u200b 5/3\u00a0nay".encode("utf-16")).text
        == "Xã Hòa\nngày 5/3 nay"
    )


def broken(data: bytes, seed: int) -> bytes:
    rng = random.Random(seed)
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(data))
        piece = data[at : at + rng.choice((1, 10, 200))]
        data = rng.choice(
            (
                data[:at] + data[at + len(piece) :],
                data[:at] + piece * 3 + data[at:],
                data[:at] + bytes(rng.randrange(256) for _ in range(3)) + data[at:],
                data[:at]
                + rng.choice(
                    (b"<", b">", b"</div>", b"<!--", b"<table>", b"<p>", b"&#0;", b"\0", b"<script>", b'"', b"]]>")
                )
                + data[at:],
            )
        )
    return data


@pytest.mark.parametrize(
    ("name", "read_it"),
    [
        ("trang.html", page.html),
        ("trang.mhtml", page.mhtml),
        ("libreoffice.docx", word.word),
        ("libreoffice.odt", word.odt),
        ("chromium.pdf", pdf),
        ("hai-cot.pdf", pdf),
    ],
)
def test_documents_broken_at_random_give_a_draft_or_a_refusal(name, read_it):
    original = (FIXTURES / name).read_bytes()
    for seed in range(int(os.environ.get("BROKEN", "12")) // (4 if name.endswith("pdf") else 1)):
        with contextlib.suppress(Refused):
            read.read("a.txt", article_file(read_it(broken(original, seed))))


# --- why something can't be read, in words a maintainer knows --------------------------------------------------


def test_a_server_that_is_not_there_is_told_in_vietnamese():
    with port() as number, pytest.raises(Refused, match="máy chủ từ chối kết nối"):
        fetch.fetch(f"http://127.0.0.1:{number}/", local=True)


@pytest.mark.parametrize(
    ("err", "word_"),
    [
        (FileNotFoundError(2, "No such file"), "không có tệp"),
        (PermissionError(13, "Permission denied"), "quyền"),
        (OSError(28, "No space left"), "hết chỗ"),
        (TimeoutError("timed out"), "không trả lời"),
        (OSError(9999, "odd"), "odd"),
        (OSError("chỉ có chữ"), "chỉ có chữ"),
    ],
)
def test_reasons_of_the_system(err, word_):
    assert word_ in files.reason(err)
