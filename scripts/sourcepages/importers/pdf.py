"""A PDF with text → draft. A PDF knows where each character stands and nothing of words, lines or paragraphs.

Characters on one baseline make a row; a strip that stays white down several rows parts columns, which are read one
after the other, between the lines that cross it; a wide gap cuts a line (cells of a table are read row by row). A
paragraph goes on where the line before fills its column and the next follows at the usual distance.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
import statistics
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
    edge: float = 0.0  # how far right the lines of its column go


def pdf(data: bytes) -> Draft:
    """A PDF file → its draft, paragraphs put together from lines. Raises :class:`Refused`."""
    try:
        strips: list[float] = []
        pages = [lines(page, strips) for page in extract_pages(io.BytesIO(data), maxpages=MAX_PAGES + 1, laparams=None)]
        title = _title(data)
    except PDFPasswordIncorrect as err:
        raise Refused("tệp PDF có mật khẩu", "mở bằng mật khẩu rồi in lại thành PDF không đặt mật khẩu") from err
    except MemoryError:
        raise
    except Exception as err:  # a broken file may raise anything inside the parser
        raise Refused(
            "không đọc được tệp PDF này (tệp hỏng)", "mở tệp rồi in lại thành PDF, hoặc dán phần chữ vào tệp .txt"
        ) from err
    if len(pages) > MAX_PAGES:
        raise Refused(f"tệp PDF có hơn {MAX_PAGES} trang", "tách riêng các trang của bài")
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    if len(empty) == len(pages):
        raise Refused(
            "tệp PDF là ảnh chụp hay ảnh quét, không có chữ",
            "nhận dạng chữ (OCR) trước, ví dụ bằng ocrmypdf -l vie, rồi thêm lại",
        )
    seen = sum(len(line.text.split()) for page in pages for line in page)
    pages, dropped = without_running_heads(pages)
    text = tidy(paragraphs(pages))
    if sum(ch == "\ufffd" or "\ue000" <= ch <= "\uf8ff" for ch in text) * 50 > len(text) or text.count("(cid:") > 3:
        raise Refused(
            "chữ trong PDF không đọc được: phông chữ của tệp thiếu bảng mã",
            "dán phần chữ vào tệp .txt, hoặc nhận dạng chữ (OCR)",
        )
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


def lines(page: LTContainer, strips: list[float]) -> list[Line]:
    """The lines of a page in reading order. ``strips``: where the pages before had white strips between columns; those
    of this page are added."""
    characters, stack = [], [page]
    while stack:
        for item in stack.pop():
            if isinstance(item, LTChar):
                if item.upright and item.get_text():
                    characters.append(item)
            elif isinstance(item, LTContainer):
                stack.append(item)
    return [
        line
        for column in _columns(characters, strips)
        for line in _filled([piece for row in column for piece in _cut(row)])
    ]


def _rows(characters: list[LTChar]) -> list[list[LTChar]]:
    """Characters on one baseline, from the top; what is raised or of another font belongs to the row nearest to it."""
    rows: list[list[LTChar]] = []
    for char in sorted(characters, key=lambda c: (-_baseline(c), c.x0)):
        if rows and _baseline(rows[-1][0]) - _baseline(char) < 0.45 * max(rows[-1][0].size, char.size):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [sorted(row, key=lambda c: c.x0) for row in rows if any(c.get_text().strip() for c in row)]


def _baseline(char: LTChar) -> float:
    return char.matrix[5]


COLUMN_ROWS = 5
"""Rows of text each side of a white strip that make columns of it; fewer are the two halves of a letterhead or a
table."""


def _columns(characters: list[LTChar], strips: list[float]) -> list[list[list[LTChar]]]:
    """The characters of a page → groups of rows in reading order: what stands above columns, the columns from the left,
    what stands below. Each column makes its own rows: those of its neighbour needn't stand at the same heights."""
    rows = _rows(characters)
    spans = [_spans(row) for row in rows]
    best, runs, at = 0, [], 0.0
    if len(rows) >= COLUMN_ROWS:
        size = statistics.median(c.size for c in characters)
        left, right = min(row[0][0] for row in spans), max(row[-1][1] for row in spans)
        for step in range(10, 91):
            x = left + (right - left) * step / 100
            found = _runs(spans, x, size)
            worth = sum(last - first for first, last in found)
            if worth > best:
                best, runs, at = worth, found, x
    # the end of an article: too few lines to tell, but they part where columns were
    for x in strips if not runs and rows else ():
        if sum(start < x < end for row in spans for start, end in row) <= 2 and (runs := _runs(spans, x, 0.0)):
            at = x
            break
    if not runs:
        return [rows] if rows else []
    if at not in strips:
        strips.append(at)
    groups, done = [], 0
    for first, last in runs:
        groups += [rows[done:first]] if first > done else []
        inside = [c for row in rows[first:last] for c in row]
        groups += _columns([c for c in inside if c.x0 + c.x1 < 2 * at], strips) + _columns(
            [c for c in inside if c.x0 + c.x1 >= 2 * at], strips
        )
        done = last
    return groups + ([rows[done:]] if done < len(rows) else [])


def _spans(row: list[LTChar]) -> list[tuple[float, float]]:
    """The parts of a row with no wider gap inside than one between words: (left, right) of each."""
    found: list[tuple[float, float]] = []
    for char in row:
        if char.get_text().strip():
            if found and char.x0 - found[-1][1] < 0.8 * char.size:
                found[-1] = (found[-1][0], max(char.x1, found[-1][1]))
            else:
                found.append((char.x0, char.x1))
    return found


def _runs(rows: list[list[tuple[float, float]]], x: float, size: float) -> list[tuple[int, int]]:
    """(first, last + 1) of each run of rows that leave ``x`` white and have running text on both sides of it; any text
    at all with a ``size`` of 0."""
    found, first = [], 0
    for number in range(len(rows) + 1):
        if number == len(rows) or any(start < x < end for start, end in rows[number]):
            if (
                _texts(rows[first:number], x, size)
                if size
                else {side[0] < x for row in rows[first:number] for side in row} == {True, False}
            ):
                found.append((first, number))
            first = number + 1
    return found


def _texts(rows: list[list[tuple[float, float]]], x: float, size: float) -> bool:
    """Whether both sides hold running text: wide enough for some words, and enough lines that fill their side; the
    cells of a table don't. Beside a long column the last one may be short: a few lines from its top, close to the
    strip."""
    left, right = ([[s for s in row if s[1] <= x] for row in rows], [[s for s in row if s[0] >= x] for row in rows])
    begun = [row[0][0] for row in right if row]
    if not begun:
        return False
    if len(begun) < COLUMN_ROWS:
        close = min(begun) - max((row[-1][1] for row in left if row), default=0.0) < 3 * size
        return close and max(begun) - min(begun) < size and any(right[:2]) and _fill(left, size) > 3 * COLUMN_ROWS
    return min(_fill(left, size), _fill(right, size)) >= COLUMN_ROWS - 1


def _fill(side: list[list[tuple[float, float]]], size: float) -> int:
    """How many lines of one side fill it; 0 if it is too narrow or too few of its lines do."""
    lines = [row for row in side if row]
    width = max((row[-1][1] for row in lines), default=0.0) - min((row[0][0] for row in lines), default=0.0)
    full = sum(sum(end - start for start, end in row) > 0.6 * width for row in lines)
    return full if len(lines) >= COLUMN_ROWS and width >= 12 * size and full * 3 >= len(lines) else 0


def _filled(column: list[Line]) -> list[Line]:
    """The lines of one column, each knowing how far right its column goes."""
    if column:
        edge = sorted(line.right for line in column)[int(len(column) * 0.9)]
        for line in column:
            line.edge = edge
    return column


def _cut(row: list[LTChar]) -> list[Line]:
    """A row's characters, cut at wide gaps; a gap wide enough for a space is one."""
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
    return Line(first.x0, last.x1, _baseline(first), first.size, " ".join(text.split()))


def without_running_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Pages without the lines that stand at the edge of every one of them but for their numbers, and those lines."""
    filled = [page for page in pages if page]
    if len(filled) < 3:
        return pages, []

    def shape(line: Line) -> str:
        return re.sub(r"\d+", "0", line.text)

    heads = set.intersection(*({shape(line) for line in (*page[:2], *page[-2:])} for page in filled))
    dropped = [
        line.text
        for page in pages
        for n, line in enumerate(page)
        if (n < 2 or n >= len(page) - 2) and shape(line) in heads
    ]
    kept = [
        [line for n, line in enumerate(page) if not ((n < 2 or n >= len(page) - 2) and shape(line) in heads)]
        for page in pages
    ]
    return kept, dropped


def paragraphs(pages: list[list[Line]]) -> list[str]:
    """Lines → paragraphs."""
    made: list[str] = []
    steps = [
        a.height - b.height
        for page in pages
        for a, b in itertools.pairwise(page)
        if 0 < a.height - b.height < 4 * a.size
    ]
    step = statistics.median_low(steps) if steps else 0.0
    last: Line | None = None
    for page in pages:
        for number, line in enumerate(page):
            goes_on = (
                last is not None
                and abs(line.size - last.size) < 0.1 * last.size
                and _goes_on(last, line, number == 0, step)
            )
            # a number or a double name parted after its hyphen
            joint = "" if made and re.search(r"\w-$", made[-1]) else " "
            made[-1:] = [f"{made[-1]}{joint}{line.text}"] if goes_on else [*made[-1:], line.text]
            last = line
    return made


def _goes_on(last: Line, line: Line, new_page: bool, step: float) -> bool:
    if abs(last.height - line.height) < 0.5 * line.size and not new_page:  # two cells of a table
        return False
    full = last.right > last.edge - 8 * last.size  # the next word might not have found room
    if not full:
        return False
    if new_page or line.height > last.height:  # next page or column: only the words can tell
        return line.text[:1].islower() or not re.search(r"[.!?…:”\"]$", last.text)
    return last.height - line.height < 1.25 * step and line.left < last.left + 1.5 * line.size
