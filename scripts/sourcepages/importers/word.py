"""A Word (.docx) or OpenDocument (.odt) file → draft: every paragraph, table cell, text box and note, in the order of
the file, with the numbers that the program itself prints before the items of a list. What was deleted, hidden or
commented is no text; headers and footers are left out and told."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator

import docx
import lxml.etree
from docx.opc.constants import RELATIONSHIP_TYPE

from .draft import Draft, Refused, tidy

MAX_UNPACKED = 200_000_000
MAX_XML = 30_000_000
"""Bytes. A .docx is a zip: what it unpacks to is bounded before anything is unpacked."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NO_TEXT = frozenset(
    [
        _FALLBACK,
        *(_W + name for name in "del moveFrom instrText delText delInstrText rPr pPr sectPr tblPr tcPr trPr".split()),
    ]
)


def word(data: bytes) -> Draft:
    """A Word file (.docx) → its draft. Raises :class:`Refused`."""
    check(data)
    try:
        document = docx.Document(io.BytesIO(_plain(data)))
        number = numbering(document)
    except Exception as err:  # python-docx raises whatever the broken part made it raise
        raise Refused(
            "không đọc được tệp Word này (tệp hỏng hoặc có mật khẩu)",
            "mở thử bằng Word hay LibreOffice: mở được thì lưu lại dạng .docx, không được thì xin lại tệp",
        ) from err
    blocks = list(paragraphs(document.element.body, number))
    notes, left = [], []
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        if name in ("/word/footnotes.xml", "/word/endnotes.xml"):
            extra = [b for b in paragraphs(_parsed(part.blob)) if b.strip()]
            if extra:
                notes.append(f"{len(extra)} chú thích của tệp Word đứng ở cuối bài")
                blocks += extra
        elif re.fullmatch(r"/word/(?:header|footer)\d*\.xml", name):
            left += [" ".join(b.split()) for b in paragraphs(_parsed(part.blob)) if b.strip()]
    text = tidy(blocks)
    if not text.strip():
        raise Refused("tệp Word không có chữ nào", "nếu trong tệp chỉ có ảnh chụp, cần nhận dạng chữ (OCR) trước")
    left = list(dict.fromkeys(left))
    if left:
        notes.append("không lấy phần đầu trang và chân trang vào bài")
    # without any, python-docx makes some up
    stated = RELATIONSHIP_TYPE.CORE_PROPERTIES in (r.reltype for r in document.part.package.rels.values())
    properties = document.core_properties if stated else None
    return _draft(
        text,
        left,
        notes,
        title=properties.title or "" if properties else "",
        author=properties.author or "" if properties else "",
    )


def odt(data: bytes) -> Draft:
    """An OpenDocument text (.odt) → its draft. Raises :class:`Refused`."""
    check(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            content = _parsed(archive.read("content.xml"))
            meta = _parsed(archive.read("meta.xml")) if "meta.xml" in names else None
            styles = _parsed(archive.read("styles.xml")) if "styles.xml" in names else None
    except Exception as err:  # zipfile and lxml, on a file made to break them
        raise Refused(
            "không đọc được tệp .odt này (tệp hỏng hoặc có mật khẩu)",
            "mở thử bằng LibreOffice: mở được thì lưu lại, không được thì xin lại tệp",
        ) from err
    body = next(content.iter(_OFFICE + "text"), None)
    notes: list[str] = []
    blocks = [] if body is None else list(_odt_paragraphs(body))
    aside = (
        []
        if body is None
        else [b for note in body.iter(_TEXT + "note-body") for b in _odt_paragraphs(note) if b.strip()]
    )
    if aside:
        notes.append(f"{len(aside)} chú thích của tệp đứng ở cuối bài")
    if (
        body is not None
        and next(body.iter(_TEXT + "list-item"), None) is not None
        and any(s.get(_STYLE + "num-format") for s in content.iter(_TEXT + "list-level-style-number"))
    ):
        notes.append("có danh sách đánh số tự động: số thứ tự không nằm trong tệp, xin điền lại nếu cần")
    text = tidy(blocks + aside)
    if not text.strip():
        raise Refused("tệp .odt không có chữ nào", "nếu trong tệp chỉ có ảnh chụp, cần nhận dạng chữ (OCR) trước")
    left = (
        []
        if styles is None
        else [
            " ".join(b.split())
            for page in styles.iter(_STYLE + "header", _STYLE + "footer")
            for b in _odt_paragraphs(page)
            if b.strip()
        ]
    )
    if left:
        notes.append("không lấy phần đầu trang và chân trang vào bài")

    def said(name: str) -> str:
        found = None if meta is None else next(meta.iter(name), None)
        return "" if found is None else found.text or ""

    return _draft(
        text,
        list(dict.fromkeys(left)),
        notes,
        title=said(_DC + "title"),
        author=said(_META + "initial-creator") or said(_DC + "creator"),
    )


def _draft(text: str, left: list[str], notes: list[str], **properties: str) -> Draft:
    values, guessed = {}, {}
    for key, value in properties.items():
        if value.strip() and value.strip().lower() not in ("python-docx", "unknown", "user", "admin"):
            values[key], guessed[key] = value, "thuộc tính của tệp"
    if values.get("author") and values["author"] not in text:  # who typed it, seldom who wrote it
        notes.append(f"tác giả trong thuộc tính tệp là “{values.pop('author')}”, không có trong bài nên không dùng")
        del guessed["author"]
    return Draft(text, values, guessed, len(text.split()) + sum(len(block.split()) for block in left), left, notes)


def check(data: bytes) -> None:
    """Refuses a zip that unpacks to more than a document can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as err:
        raise Refused(
            "tệp hỏng, hoặc tải về chưa xong",
            "mở thử bằng Word hay LibreOffice: mở được thì lưu lại dạng .docx, không được thì xin lại tệp",
        ) from err
    if (
        len(entries) > 5000
        or sum(e.file_size for e in entries) > MAX_UNPACKED
        or any(e.file_size > MAX_XML for e in entries if e.filename.endswith((".xml", ".rels")))
    ):
        raise Refused("tệp bung ra quá lớn: tệp hỏng, hoặc cố ý làm ra để gây hại", "dán phần chữ của bài vào tệp .txt")


_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_RELATIVES = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def _plain(data: bytes) -> bytes:
    """The file with the names of an ordinary .docx, where it is a template, holds macros (which stay unread) or is
    "strict" Open XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kinds = archive.read("[Content_Types].xml")
        strict = (
            "word/document.xml" in archive.namelist()
            and b"purl.oclc.org/ooxml" in archive.read("word/document.xml")[:10_000]
        )
        if not strict and not _RELATIVES.search(kinds):
            return data
        with zipfile.ZipFile(made := io.BytesIO(), "w") as copy:
            for entry in archive.infolist():
                part = archive.read(entry)
                if entry.filename.endswith((".xml", ".rels")):
                    part = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", part)
                copy.writestr(
                    entry.filename, _RELATIVES.sub(_DOCUMENT, part) if entry.filename == "[Content_Types].xml" else part
                )
    return made.getvalue()


def _parsed(data: bytes) -> lxml.etree._Element:
    return lxml.etree.fromstring(data, lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def paragraphs(
    root: lxml.etree._Element, number: Callable[[lxml.etree._Element], str] = lambda paragraph: ""
) -> Iterator[str]:
    """The text of each paragraph of Word's XML, what ``number`` gives for it before; two line breaks in a row end one.
    Deleted revisions, hidden text, placeholders of forms and the doubles that older programs read are left out."""
    current: list[list[str]] = [[]]
    stack = [(root, True)]
    while stack:
        element, entering = stack.pop()
        tag = element.tag
        if not entering:
            yield from re.split(r"\n(?:[^\S\n]*\n)+", "".join(current.pop()))
            continue
        if tag in _NO_TEXT or not isinstance(tag, str):
            continue
        if tag == _W + "r" and _on(element.find(f"{_W}rPr/{_W}vanish")):
            continue
        if tag == _W + "sdt" and element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
            continue
        if tag == _W + "p":
            current.append([number(element)])
            stack.append((element, False))
        elif tag in (_W + "t", _MATH):
            current[-1].append(element.text or "")
        elif tag in (_W + "br", _W + "cr"):
            current[-1].append("\n")
        elif tag in (_W + "tab", _W + "ptab"):
            current[-1].append(" ")
        elif tag == _W + "noBreakHyphen":
            current[-1].append("-")
        elif tag == _W + "rt":  # what stands above the words: after them
            current[-1].append(" ")
        children = list(element)
        stack.extend((child, True) for child in (children if tag == _W + "ruby" else reversed(children)))


def _on(element: lxml.etree._Element | None) -> bool:
    return element is not None and element.get(_W + "val", "1") not in ("0", "false", "off")


def numbering(document) -> Callable[[lxml.etree._Element], str]:
    """What Word prints before a paragraph of a numbered list ("1. ", "a) ", "Điều 2. "), as a function that is asked
    for every paragraph in order; "" for bullets and for what is no list. ISO 29500-1, 17.9."""
    levels: dict[tuple[str, int], tuple[str, str, int]] = {}  # (list, level) → (form, pattern, first)
    lists: dict[str, str] = {}  # list → its definition: lists of one definition count on
    part = next((p for p in document.part.package.iter_parts() if str(p.partname) == "/word/numbering.xml"), None)
    if part is None:
        return lambda paragraph: ""
    root = _parsed(part.blob)
    abstract = {a.get(_W + "abstractNumId"): a for a in root.iter(_W + "abstractNum")}
    for num in root.iter(_W + "num"):
        name, link = num.get(_W + "numId"), num.find(_W + "abstractNumId")
        base = abstract.get(link.get(_W + "val")) if link is not None else None
        lists[name] = link.get(_W + "val") if link is not None else name
        for level in [] if base is None else base.iter(_W + "lvl"):
            levels[name, int(level.get(_W + "ilvl", 0))] = (
                _val(level, "numFmt", "decimal"),
                _val(level, "lvlText", ""),
                _whole(_val(level, "start", "1")),
            )
        for change in num.iter(_W + "lvlOverride"):
            key = (name, int(change.get(_W + "ilvl", 0)))
            form, pattern, _ = levels.get(key, ("decimal", "", 1))
            if change.find(_W + "startOverride") is not None:
                levels[key], lists[name] = (form, pattern, _whole(_val(change, "startOverride", "1"))), name
    styles = {style.style_id: style.element for style in document.styles}
    counters: dict[str, Counter] = {}

    def place(paragraph) -> tuple[str, int]:
        """(list, level) of a paragraph, its own or its style's; ("", 0) for none."""
        found, level = paragraph.find(f"{_W}pPr/{_W}numPr"), None
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = styles.get(style.get(_W + "val")) if style is not None else None
        seen = 0
        while True:
            if found is not None:
                level = (
                    level if level is not None or found.find(_W + "ilvl") is None else _whole(_val(found, "ilvl", "0"))
                )
                if found.find(_W + "numId") is not None:
                    return _val(found, "numId", ""), level or 0
            if style is None or seen > 20:
                return "", 0
            found, based, seen = style.find(f"{_W}pPr/{_W}numPr"), style.find(_W + "basedOn"), seen + 1
            style = styles.get(based.get(_W + "val")) if based is not None else None

    def number(paragraph) -> str:
        name, level = place(paragraph)
        if (name, level) not in levels or name == "0":
            return ""
        count = counters.setdefault(lists[name], Counter())
        for deeper in [key for key in count if key > level]:
            del count[deeper]
        for above in range(level + 1):
            first = levels.get((name, above), ("", "", 1))[2]
            count[above] = count[above] + (above == level) if above in count else first
        form, pattern, _ = levels[name, level]
        if form in ("bullet", "none"):
            return ""
        shown = re.sub(
            r"%([1-9])",
            lambda m: _figure(count[int(m[1]) - 1], levels.get((name, int(m[1]) - 1), ("decimal",))[0]),
            pattern,
        )
        return shown + " " if shown.strip() else ""

    return number


def _val(element: lxml.etree._Element, name: str, default: str) -> str:
    found = element.find(_W + name)
    return default if found is None else found.get(_W + "val", default)


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else 1


def _figure(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        made = ""
        roman = (
            (1000, "M"),
            (900, "CM"),
            (500, "D"),
            (400, "CD"),
            (100, "C"),
            (90, "XC"),
            (50, "L"),
            (40, "XL"),
            (10, "X"),
            (9, "IX"),
            (5, "V"),
            (4, "IV"),
            (1, "I"),
        )
        for worth, sign in roman:
            made += sign * (value // worth)
            value %= worth
        return made.lower() if form == "lowerRoman" else made
    return f"{value:02}" if form == "decimalZero" else str(value)


_OFFICE, _TEXT, _STYLE, _META = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "text", "style", "meta")
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_ODT_NO_TEXT = frozenset(
    [
        _TEXT + "tracked-changes",
        _TEXT + "note",
        _OFFICE + "annotation",
        _OFFICE + "annotation-end",
        _SVG + "title",
        _SVG + "desc",
        _TEXT + "sequence-decls",
        _TEXT + "ruby-text",
    ]
)


def _odt_paragraphs(root: lxml.etree._Element) -> Iterator[str]:
    """The text of each paragraph of OpenDocument's XML; notes are for the caller."""
    current: list[list[str]] = [[]]
    stack = [(root, True)]
    while stack:
        element, entering = stack.pop()
        tag = element.tag
        paragraph = tag in (_TEXT + "p", _TEXT + "h")
        if not entering:
            if paragraph:
                yield from re.split(r"\n(?:[^\S\n]*\n)+", "".join(current.pop()))
            if element is not root and len(current) > 1:
                current[-1].append(element.tail or "")
            continue
        if not isinstance(tag, str) or (tag in _ODT_NO_TEXT and element is not root):
            if len(current) > 1:
                current[-1].append(element.tail or "")
            continue
        stack.append((element, False))
        if paragraph:
            current.append([element.text or ""])
        elif tag in (_TEXT + "s", _TEXT + "tab"):
            current[-1].append(" ")
        elif tag == _TEXT + "line-break":
            current[-1].append("\n")
        elif len(current) > 1:
            current[-1].append(element.text or "")
        stack.extend((child, True) for child in reversed(element))
