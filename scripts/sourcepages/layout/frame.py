"""The frame around the body: pictures' names, addresses, debris, stamps, bylines, rubric and headline."""

from __future__ import annotations

import re

from .. import bylines, sentences
from ..fold import fold_tone
from ..models import Role, Span
from ..sentences import CLOSERS, DASHES, LOWER, UPPER, skip
from . import credits
from .page import CAPTION, FINAL, TAG, TITLE, Line, Page

_DATE = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d\d-\d\d|\d{1,2} tháng \d{1,2},? (?:năm )?\d{4})"
_TIME = r"(?:\d{1,2}[:hg]\d\d(?::\d\d)?(?:\s*[AaPp][Mm])?(?:\s*\(?GMT\s*[+-]\s*\d{1,2}\)?)?)"
_STAMP = re.compile(rf"{_TIME}\s*[,|·-]?\s*(?:ngày\s*)?{_DATE}|{_DATE}(?:\s*[T,|·–-]?\s*(?:lúc\s*)?{_TIME})?", re.I)
_DIGIT = re.compile(r"\d")
_STAMP_WORDS = re.compile(
    r"(?i)\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cập nhật|đăng lúc|ngày đăng"
    r"|đăng ngày|xuất bản|lúc|ngày|date|published|gmt)\b"
)
_MONTH_STAMP = re.compile(
    r"(?i)(?:(?:ngày )?đăng|cập nhật|xuất bản)\s*:?\s*tháng\s*\d{1,2}(?:[/.-]"
    r"|\s+năm\s+)\d{4}\.?\Z"
)
_META_STAMP = re.compile(
    r"(?i)(?:date|ngày đăng|đăng ngày|cập nhật|published)\s*:?\s*(\d{4}-\d\d(?:-\d\d)?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?!\d)"
)
_PICTURE = re.compile(r"(?i)[\w.() -]{1,120}\.(?:jpe?g|png|gif|webp|bmp|tiff?)")
_ILLUSTRATION = (
    "(ảnh minh họa)",
    "(ảnh minh hoạ)",
    "(ảnh minh họa).",
    "(ảnh minh hoạ).",
    "(ảnh tư liệu)",
    "(ảnh tư liệu).",
    "(ảnh chụp màn hình)",
)
_CREDIT_LINE = (
    "Ảnh:",
    "Ảnh :",
    "Video:",
    "Clip:",
    "Đồ họa:",
    "Đồ hoạ:",
    "Infographic:",
    "Nguồn ảnh:",
    "Ảnh, video:",
    "Video, ảnh:",
)
"""A short line that begins so is nothing but a credit, a ministry's name in it or not."""
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_MARKED = re.compile(r"\b(?:Tin|Bài)\s*(?:,|và|-|&)?\s*ảnh\s*:|>>(?=\s)")
_MARKDOWN = re.compile(r"#{1,6} +(?=\S)")
_NOTHING_MORE = re.compile(r"[\s\d():.,…|»>+-]*\Z")
_RELATED_DATE = re.compile(r"\(\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\)\Z")

_SEE_MORE = re.compile(
    r"(?:(?:Xem|Đọc) thêm|Mời (?:bạn đọc|quý độc giả|độc giả))\b[^.!?…]{0,"
    r"80}(?:https?://\S+[^.!?…]{0,40}){0,2}\Z"
)
"""Links to other articles at the very end, without a full stop: "Xem thêm các bài viết khác tại http://…"."""
_BUTTONS = ("PHẢN HỒI", "BÌNH LUẬN")
_FEEDBACK = re.compile(rf"\s(?:{'|'.join(_BUTTONS)})\Z")
"""A button below the article, in flat text."""
_CRAWLED_LINK = " , r n"
"""What one crawler prints between the links below an article, commas and line ends of its page."""
_CRAWLED_NAME = re.compile(r"[.!?…”\"] , (?P<name>[^,]{4,40}) ,(?: [^,]{1,90} ,){0,3}\Z")
_FILM = re.compile(r"(?i)(?:video|clip)[^.:!?]{0,40}: (?=\S)")
"""Before a byline in flat text: the heading of a film."""
_LEADS_TO = re.compile(r"(?i)(?:theo|nguồn|dẫn nguồn|link|xem tại|đường dẫn|url|link gốc|bài gốc)\b")
_NAMED_SOURCE = re.compile(r"(?i)(?:theo|nguồn tin|dẫn nguồn|nguồn)?\s*:?\s*(.*?)\s*:?\s*\Z")
_WEEKDAY = re.compile(r"(?i)(?:(?:thứ \w+|chủ nhật),?\s*(?:ngày\s*)?)\Z")
_NAMES_AT_END = re.compile(rf"(?:[{UPPER}][{LOWER}]+ ){{3,6}}[{UPPER}][{LOWER}]+\s*\Z")
_SIGNED = re.compile(r"\((?:đã ký|ký tên|chữ ký)[^()]*\) ?\Z")


def plain_line(page: Page, line: Line) -> None:
    """What a line's own form tells: pictures, addresses, debris, stamps, credited captions."""
    text = line.text
    if len(text) > 3 * CAPTION:
        return
    folded = " ".join(text[:40].lower().split())
    if "." in text[-5:-3] and len(text) < CAPTION and _PICTURE.fullmatch(text):
        line.role = "picture"
    elif (
        text.isdigit()
        or folded.startswith(page.known.debris)
        or _left_over(page, folded)
        or (text[-1] == ")" and len(text) < TITLE and text[0] != "(" and _RELATED_DATE.search(text[-16:]))
    ):
        line.role = "debris"
    elif len(text) <= 240 and "://" in text and address(page, line):
        line.role = "publisher"
    elif len(text) <= 120 and stamp(page, line):
        pass
    elif (
        (len(text) <= CAPTION and text.endswith((")", ").")) and text.lower().endswith(_ILLUSTRATION))
        or (len(text) <= 100 and text.startswith(_CREDIT_LINE) and text[-1] not in ".!?…")
        or (
            len(text) <= CAPTION
            and text[0] not in DASHES
            and (credit := page.credit_in(line.start, line.end))
            and credits.whole_caption(page, line, credit)
        )
    ):
        line.role = "caption"


def _left_over(page: Page, folded: str) -> bool:
    """Whether a line is nothing but what a page says around an article: "Bình luận (3)", but not "Bình luận về việc
    này, ông …"."""
    return folded.startswith(page.known.debris_alone) and any(
        _NOTHING_MORE.match(folded, len(word)) for word in page.known.debris_alone if folded.startswith(word)
    )


def address(page: Page, line: Line) -> bool:
    """ "Nguồn …: https://…" or an address alone."""
    url = _ADDRESS.search(line.text)
    if not url:
        return False
    before = line.text[: url.start()].strip()
    if line.text[url.end() :].strip(" .") or len(before) > 60:
        return False
    if before and not _LEADS_TO.match(before):
        return False
    end = url.end()
    while line.text[end - 1] in ".,;)":
        end -= 1
    page.keep("url", line.start + url.start(), line.start + end, "layout.address")
    name = _NAMED_SOURCE.match(before)
    if name and name.group(1) and not name.group(1).lower().startswith(("link", "xem", "đường", "url", "bài")):
        page.keep("publisher", line.start + name.start(1), line.start + name.end(1), "layout.source-line")
    return True


def stamp(page: Page, line: Line) -> bool:
    """A line of nothing but day, time and perhaps the byline."""
    text = line.text
    if not _DIGIT.search(text):
        return False  # so are most
    stamp = _STAMP.search(text)
    if not stamp:
        meta = _MONTH_STAMP.match(text) or _META_STAMP.match(text)
        if meta and not text[meta.end() :].strip(" -|"):
            line.role = "stamp"
            page.stamps.append(Span(line.start + meta.start(), line.start + meta.end()))
            return True
        return False
    weekday = _WEEKDAY.search(text[: stamp.start()])
    before, after = text[: weekday.start() if weekday else stamp.start()], text[stamp.end() :]
    rest = _STAMP_WORDS.sub("", before + " | " + after).strip(" -–|,.:·()•")
    byline = None
    if rest:
        left = _STAMP_WORDS.sub(lambda m: " " * len(m.group()), before)
        byline = (
            bylines.parse(page.text, line.start, line.start + len(left), page.known.bylines)
            if left.strip(" -–|,.:·()•")
            else None
        )
        if not byline and after.strip(" -–|,.:·()•"):
            byline = bylines.parse(page.text, line.start + stamp.end(), line.end, page.known.bylines)
        if not byline:
            return False
    start = line.start + (weekday.start() if weekday else stamp.start())
    page.stamps.append(Span(start, line.start + stamp.end()))
    if byline:
        page.use(byline, "byline.stamped")
        if byline.author and byline.author[1] <= start:
            line.parts = [(line.start, start, "byline"), (start, line.end, "stamp")]
        elif byline.author:
            line.parts = [(line.start, byline.author[0], "stamp"), (byline.author[0], line.end, "byline")]
        else:
            line.role = "stamp"
    else:
        line.role = "stamp"
    return True


def tail(page: Page) -> None:
    """From the end back: debris and captions are passed over; then bylines and sources, until body."""
    budget = 4
    for line in reversed(page.lines):
        if line.role or line.parts:
            continue
        if not budget:
            return
        text = line.text
        if in_figures(page, line):
            return
        if len(text) <= bylines.MAX_LENGTH and not text.endswith(("?", "!", ":")) and len(page.lines) > 1:
            byline = bylines.parse(page.text, line.start, line.end, page.known.bylines) or tail_word(page, text)
            if byline:
                line.role = "byline" if byline.author or not byline.publisher else "publisher"
                page.use(byline)
                budget -= 1
                continue
        flat_tail(page, line)
        return


def in_figures(page: Page, line: Line) -> bool:
    """Whether a line stands right below or above figures alone: a row of a table, no byline."""
    text = page.text
    above, below = text[max(0, line.start - 12) : line.start].strip(), text[line.end : line.end + 12].strip()
    return above.rpartition("\n")[2].isdigit() and (below.partition("\n")[0].isdigit() or not below)


def tail_word(page: Page, text: str) -> bylines.Byline | None:
    """ "Tổng hợp" on a line of its own."""
    return bylines.Byline(None, None) if fold_tone(text.strip(" .()")) in page.known.bylines.after else None


def flat_tail(page: Page, line: Line) -> None:
    """A byline that shares the last line with the body, after its last full stop."""
    text, end = page.text, line.end
    window = max(line.start, end - 4 * bylines.MAX_LENGTH)
    parts: list[tuple[int, int, Role]] = []
    if crawled := _crawled(page, line):
        line.parts = crawled
        return
    if text.endswith(_BUTTONS, window, end) and (button := _FEEDBACK.search(text, window, end)):
        parts.append((button.start(), end, "debris"))
        end = button.start()
    related = max(text.rfind(">>", window, end), text.rfind("&gt;&gt;", window, end))
    if related < 0 and (more := _SEE_MORE.search(text, window, end)):
        related = more.start()
    if related > line.start and not bylines.parse(
        text, text.find(" ", related, end) + 1 or end, end, page.known.bylines
    ):
        parts.append((related, end, "debris"))
        end = related
    stops = [line.start, *sentences.ends(text, window, end, page.known.abbreviations, page.known.starters)][-2:]
    last = stops.pop()
    credit = page.credit_in(last, end)
    # "… Lê Mẫu. Ảnh: Trần Thử": the byline stands before the credit
    if credit and stops and credit.start() == skip(text, last, end, " ") and credits.ends_here(page, credit, end):
        parts.append((credit.start(), end, "caption"))
        last, end = stops[0], credit.start()
    near = max(window, end - bylines.MAX_LENGTH)
    last_words = text[near:end]
    marks = _MARKED.finditer(text, near, end) if "ảnh" in last_words or ">>" in last_words else ()
    marked = max((m.start() for m in marks), default=None)
    bracket = text.rfind(") ", near, end) + 1 or None
    if bracket and _SIGNED.search(text, max(window, bracket - 40), bracket):
        bracket = None  # who has signed a law
    films = _FILM.finditer(text, near, end) if ": " in last_words else ()
    film = max((m.end() for m in films), default=None)
    for start in (last, marked, after_known_name(page, line, end), bracket, film):
        if start is None or not 0 < end - start <= bylines.MAX_LENGTH or start == line.start:
            continue
        start, stop = skip(text, start, end, " "), end
        credit = page.credit_in(start, stop)
        if credit and credits.ends_here(page, credit, end):
            stop = credit.start()
        byline = bylines.parse(text, start, stop, page.known.bylines) if stop > start else None
        if byline and (byline.author or byline.publisher):
            if stop < end:
                parts.append((stop, end, "caption"))
            parts.append((start, stop, "byline" if byline.author else "publisher"))
            page.use(byline, byline.rule + "-flat" if byline.rule else "")
            break
    if parts:
        line.parts = sorted(parts)


def _crawled(page: Page, line: Line) -> list[tuple[int, int, Role]] | None:
    """Byline and links in what a crawler glued to the last line: "… thuốc. , Lê Mẫu , Tiêu đề khác , r n , …"."""
    first = page.text.find(_CRAWLED_LINK, line.start, line.end)
    found = _CRAWLED_NAME.search(page.text, max(line.start, first - 400), first + 2) if first >= 0 else None
    byline = bylines.parse(page.text, *found.span("name"), page.known.bylines) if found else None
    if not byline or not byline.author:
        return None
    page.use(byline, "byline.name-flat")
    start, stop = found.span("name")
    return [(start, stop, "byline"), (stop, line.end, "debris")]


def after_known_name(page: Page, line: Line, end: int) -> int | None:
    """The text ends in more capitalised words than one name has: "… Thứ trưởng Trần Văn Mẫu Lê Thử". Where the first
    of them also stand elsewhere as a name, the rest is the byline."""
    text = page.text
    run = _NAMES_AT_END.search(text[max(line.start, end - 80) : end])
    if not run:
        return None
    syllables = run.group().split()
    for cut in range(len(syllables) - 2, 1, -1):
        first, rest = " ".join(syllables[:cut]), " ".join(syllables[cut:])
        at = text.find(first)
        if 0 <= at < end - len(run.group()) and bylines.is_name(rest, page.known.bylines):
            return end - len(run.group()) + run.group().rindex(rest)
    return None


def head(page: Page) -> None:
    """Rubric, headline, byline and what crawlers put between headline and body."""
    lines = [line for line in page.lines if not (line.role or (line.parts and line.parts[0][0] == line.start))]
    meta_stamp(page, lines[0] if lines else None)
    at = 0
    if (
        len(lines) > 1
        and len(lines[0].text) <= 60
        and page.known.rubric.match(lines[0].text.strip(" .:"))
        and is_title(page, lines[1], lines[2:])
    ):
        lines[0].role = "rubric"
        page.keep("rubric", lines[0].start, lines[0].end, "layout.rubric")
        at = 1
    if at >= len(lines):
        return
    rest = lines[at + 1 :]
    if is_title(page, lines[at], rest):
        lines[at].role = "title"
        sign = _MARKDOWN.match(lines[at].text)  # of a heading in a .md file: printed, but no part of the headline
        page.keep("title", lines[at].start + (sign.end() if sign else 0), lines[at].end, "layout.first-line")
        below_title(page, rest)


def meta_stamp(page: Page, line: Line | None) -> None:
    """ "date 2024-03" before the first sentence."""
    if line is None or line.parts:
        return
    meta = _META_STAMP.match(line.text)
    if meta:
        page.stamps.append(Span(line.start + meta.start(), line.start + meta.end()))
        line.parts = [(line.start, line.start + meta.end(), "stamp")]


def is_title(page: Page, line: Line, rest: list[Line]) -> bool:
    """A line of its own, without the end of a sentence, above a text."""
    text = line.text
    if line.role or line.parts or len(text) > TITLE or len(text) < 4 or not rest:
        return False
    tag = TAG.search(text)
    if text[0] in DASHES or (tag and (tag.group(1) or tag.start() == 0)):
        return False
    if text[0] in LOWER and text.split()[0].isalpha() and text.split()[0].islower():  # but "iPhone", "chotot.vn"
        return False
    bare = text.rstrip(CLOSERS + " ")
    if not bare or bare[-1] in ":;,":
        return False
    if not any(len(other.text) > 60 and not other.role for other in rest[:4]):
        return False
    if bare[-1] == "." and not bare.endswith(("..", "…")):
        # the whole article in three lines: headline, lead, flat body
        return (
            len(page.lines) <= 4
            and len(rest) <= 2
            and len(rest[-1].text) > 2 * len(text)
            and len(text) <= 120
            and not page.known.not_photo.search(text)
        )
    return len(page.sentences(line.start, line.end)) < 3


def below_title(page: Page, rest: list[Line]) -> None:
    """Lines without a full stop between headline and body: a byline, or links to other articles."""
    block = []
    for line in rest[:8]:
        if line.role or line.parts:
            continue
        if len(line.text) > TITLE or line.text.rstrip(CLOSERS + " ")[-1:] in tuple(FINAL + ":;,"):
            break
        block.append(line)
    else:
        return
    if (
        block
        and "author" not in page.found
        and (byline := bylines.parse(page.text, block[0].start, block[0].end, page.known.bylines))
    ):
        block.pop(0).role = "byline"
        page.use(byline)
    for line in block:
        if len(block) > 1 or " / " in line.text:
            line.role = "debris"
