"""A Word file (.docx) → draft: every paragraph, table cell, text box and note, in the order of the file."""

from __future__ import annotations

import io
import zipfile

import docx
import lxml.etree

from .draft import Draft, Refused, tidy

MAX_UNPACKED = 200_000_000
MAX_XML = 30_000_000
"""Bytes. A .docx is a zip: what it unpacks to is bounded before anything is unpacked."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def word(data: bytes) -> Draft:
    """A Word file (.docx) → its draft. Raises :class:`Refused`."""
    check(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as err:  # python-docx raises whatever the broken part made it raise
        raise Refused("không đọc được tệp Word này (tệp hỏng hoặc có mật khẩu)", "mở bằng Word hay LibreOffice rồi lưu lại dạng .docx") from err
    blocks = list(paragraphs(document.element.body))
    notes = []
    for part in document.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            extra = [b for b in paragraphs(lxml.etree.fromstring(part.blob, parser)) if b.strip()]
            if extra:
                notes.append(f"{len(extra)} chú thích của tệp Word đứng ở cuối bài")
                blocks += extra
    text = tidy(blocks)
    if not text.strip():
        raise Refused("tệp Word không có chữ nào", "nếu trong tệp chỉ có ảnh chụp, cần nhận dạng chữ (OCR) trước")
    values, guessed = {}, {}
    properties = document.core_properties
    for key in ("title", "author"):
        value = getattr(properties, key, "") or ""
        if value.strip() and value.strip().lower() not in ("python-docx", "unknown", "user", "admin"):
            values[key], guessed[key] = value, "thuộc tính của tệp Word"
    if values.get("author") and values["author"] not in text:  # who typed it, seldom who wrote it
        notes.append(f"tác giả trong thuộc tính tệp là “{values.pop('author')}”, không có trong bài nên không dùng")
        del guessed["author"]
    return Draft(text, values, guessed, len(text.split()), [], notes)


def check(data: bytes) -> None:
    """Refuses a zip that unpacks to more than a document can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as err:
        raise Refused("không phải tệp .docx, hoặc tệp hỏng", "tệp .doc cũ: mở bằng Word hay LibreOffice rồi lưu lại dạng .docx") from err
    if len(entries) > 5000 or sum(e.file_size for e in entries) > MAX_UNPACKED or any(e.file_size > MAX_XML for e in entries if e.filename.endswith((".xml", ".rels"))):
        raise Refused("tệp Word bung ra quá lớn: tệp hỏng, hoặc làm ra để gây hại", "dán phần chữ của bài vào tệp .txt")
    if not any(e.filename == "[Content_Types].xml" for e in entries):
        raise Refused("không phải tệp .docx", "chỉ nhận .docx; tệp nén thì mở ra trước")


def paragraphs(root):
    """The text of each paragraph; deleted revisions and the doubles that older programs read are left out."""
    current: list[list[str]] = [[]]
    stack = [(root, True)]
    while stack:
        element, entering = stack.pop()
        tag = element.tag
        if not entering:
            yield "".join(current.pop())
            continue
        if tag == _FALLBACK or tag in (_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText"):
            continue
        if tag == _W + "p":
            current.append([])
            stack.append((element, False))
        elif tag == _W + "t":
            current[-1].append(element.text or "")
        elif tag in (_W + "tab", _W + "br", _W + "cr") and element.getparent().tag == _W + "r":
            current[-1].append(" ")
        elif tag == _W + "noBreakHyphen":
            current[-1].append("-")
        stack.extend((child, True) for child in reversed(element))
