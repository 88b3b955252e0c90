"""A PDF with text → draft. A PDF knows where each character stands and nothing of words, lines or paragraphs.

Characters at one height make a line, wide gaps cut it, two columns are read one after the other; a paragraph goes on
where the line before is full and the next follows at the usual distance.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
import statistics
from collections import Counter
from dataclasses import dataclass

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFParser

from .draft import Draft, Refused, tidy

MAX_PAGES = 200
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are about fonts, and no maintainer can act on them


@dataclass(slots=True)
class Line:
    """A line of print on its page, in points from the left and the foot of the page."""

    left: float
    right: float
    height: float  # of its baseline above the foot of the page
    size: float
    text: str


def pdf(data: bytes) -> Draft:
    """A PDF file → its draft, paragraphs put together from lines. Raises :class:`Refused`."""
    try:
        pages = [lines(page) for page in extract_pages(io.BytesIO(data), maxpages=MAX_PAGES + 1, laparams=None)]
        title = _title(data)
    except PDFPasswordIncorrect as err:
        raise Refused("tệp PDF có mật khẩu", "mở bằng mật khẩu rồi in lại thành PDF không mật khẩu") from err
    except MemoryError:
        raise
    except Exception as err:  # a broken file may raise anything inside the parser
        raise Refused("không đọc được tệp PDF này (tệp hỏng)", "mở tệp rồi in lại thành PDF, hoặc dán phần chữ vào tệp .txt") from err
    if len(pages) > MAX_PAGES:
        raise Refused(f"tệp PDF có hơn {MAX_PAGES} trang", "tách riêng các trang của bài")
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    if len(empty) == len(pages):
        raise Refused("tệp PDF là ảnh chụp hay ảnh quét, không có chữ", "nhận dạng chữ (OCR) trước, ví dụ bằng ocrmypdf -l vie, rồi thêm lại")
    seen = sum(len(line.text.split()) for page in pages for line in page)
    pages, dropped = without_running_heads(pages)
    text = tidy(paragraphs(pages))
    if sum(ch == "\ufffd" or "\ue000" <= ch <= "\uf8ff" for ch in text) * 50 > len(text) or text.count("(cid:") > 3:
        raise Refused("chữ trong PDF không đọc được: phông chữ của tệp thiếu bảng mã", "dán phần chữ vào tệp .txt, hoặc nhận dạng chữ (OCR)")
    draft = Draft(text, {}, {}, seen, dropped, ["PDF không ghi chỗ ngắt đoạn: các đoạn do máy ghép lại, xin xem qua"])
    if title and " ".join(title.lower().split()) in " ".join(text.lower().split()):
        draft.values["title"], draft.guessed["title"] = title, "thuộc tính của tệp PDF"
    if empty:
        draft.notes.append(f"trang {', '.join(empty)} là ảnh, không có chữ")
    return draft


def _title(data: bytes) -> str:
    info = PDFDocument(PDFParser(io.BytesIO(data))).info
    raw = info[0].get("Title") if info else None
    if not isinstance(raw, bytes):
        return ""
    return " ".join(raw.decode("utf-16" if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "ignore").split())


def lines(page: LTContainer) -> list[Line]:
    """The lines of a page in reading order."""
    characters, stack = [], [page]
    while stack:
        for item in stack.pop():
            if isinstance(item, LTChar):
                if item.upright and item.get_text():
                    characters.append(item)
            elif isinstance(item, LTContainer):
                stack.append(item)
    rows: list[list[LTChar]] = []
    for char in sorted(characters, key=lambda c: (-c.y0 - (c.y1 - c.y0) * 0.2, c.x0)):
        if rows and abs(_middle(rows[-1][0]) - _middle(char)) < 0.45 * max(rows[-1][0].size, char.size):
            rows[-1].append(char)
        else:
            rows.append([char])
    return _in_columns([line for row in rows for line in _cut(sorted(row, key=lambda c: c.x0))], page.width)


def _middle(char: LTChar) -> float:
    return (char.y0 + char.y1) / 2


def _cut(row: list[LTChar]) -> list[Line]:
    """One height's characters, cut at wide gaps; a gap wide enough for a space is one."""
    found: list[Line] = []
    text, first, last = "", row[0], None
    for char in row:
        gap = char.x0 - last.x1 if last else 0.0
        if last and gap > 1.5 * char.size and text.strip():
            found.append(_line(text, first, last))
            text, first = "", char
        elif last and gap > 0.22 * char.size and not text.endswith(" "):
            text += " "
        if last and char.get_text() == last.get_text() and abs(char.x0 - last.x0) < 0.1 * char.size:
            continue  # printed twice for boldness
        text += char.get_text()
        last = char if char.get_text().strip() or not last else last
    if text.strip():
        found.append(_line(text, first, last))
    return found


def _line(text: str, first: LTChar, last: LTChar) -> Line:
    return Line(first.x0, last.x1, first.y0, first.size, " ".join(text.split()))


def _in_columns(found: list[Line], width: float) -> list[Line]:
    """Left column before right column, where most lines come in two pieces that part at one place."""
    starts = Counter(round(line.left / 12) for line in found if line.left > 0.4 * width)
    if not starts:
        return found
    at, count = starts.most_common(1)[0]
    right = [line for line in found if line.left >= at * 12 - 12]
    left = [line for line in found if line.left < at * 12 - 12]
    crossing = sum(line.right > at * 12 for line in left)
    if count < 8 or len(right) < 0.3 * len(found) or crossing > 0.2 * len(left):
        return found
    top = max(line.height for line in right)
    return [line for line in left if line.height > top + 2] + [line for line in left if line.height <= top + 2] + right


def without_running_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Pages without the lines that stand at the edge of every one of them but for their numbers, and those lines."""
    filled = [page for page in pages if page]
    if len(filled) < 3:
        return pages, []

    def shape(line: Line) -> str:
        return re.sub(r"\d+", "0", line.text)

    heads = set.intersection(*({shape(line) for line in (*page[:2], *page[-2:])} for page in filled))
    dropped = [line.text for page in pages for n, line in enumerate(page) if (n < 2 or n >= len(page) - 2) and shape(line) in heads]
    kept = [[line for n, line in enumerate(page) if not ((n < 2 or n >= len(page) - 2) and shape(line) in heads)] for page in pages]
    return kept, dropped


def paragraphs(pages: list[list[Line]]) -> list[str]:
    """Lines → paragraphs."""
    made: list[str] = []
    everything = [line for page in pages for line in page]
    edge = sorted(line.right for line in everything)[int(len(everything) * 0.9)] if everything else 0.0
    steps = [a.height - b.height for page in pages for a, b in itertools.pairwise(page) if 0 < a.height - b.height < 4 * a.size]
    step = statistics.median_low(steps) if steps else 0.0
    last: Line | None = None
    for page in pages:
        for number, line in enumerate(page):
            goes_on = last is not None and abs(line.size - last.size) < 0.1 * last.size and _goes_on(last, line, number == 0, edge, step)
            made[-1:] = [f"{made[-1]} {line.text}"] if goes_on else [*made[-1:], line.text]
            last = line
    return made


def _goes_on(last: Line, line: Line, new_page: bool, edge: float, step: float) -> bool:
    if abs(last.height - line.height) < 0.5 * line.size and not new_page:  # two cells of a table
        return False
    full = last.right > edge - 8 * last.size  # the next word might not have found room
    if not full:
        return False
    if new_page or line.height > last.height:  # next page or column: only the words can tell
        return line.text[:1].islower() or not re.search(r"[.!?…:”\"]$", last.text)
    return last.height - line.height < 1.25 * step and line.left < last.left + 1.5 * line.size
