"""Flat text: headline, captions, headings and lead in one line, told apart by credits, tags and the capitals
that only the beginning of a sentence has."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from .. import bylines
from ..models import Role
from ..sentences import CLOSERS, DASHES, LOWER, OPENERS, UPPER, skip
from . import credits, pictures
from .page import CAPITALISED, CAPTION, TAG, TITLE, VOCATIVE, Line, Page

_DATELINE = re.compile(
    rf"[{UPPER}][\w. ]{{1,30}}, (?:ngày )?\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{4}})?(?: ?\([\w.+ "
    rf"]{{2,20}}\))? ?[-–—.:]+ (?=[{UPPER}“\"])"
)
_ASKS = re.compile(rf"\b(?:PV|P\.V|Phóng viên|PHÓNG VIÊN)(?: [\w.]+){{0,3}}\s?:|(?<=[.!?…”\":] )\* ?(?=[{UPPER}“\"])")
_REPLY = re.compile(rf"(?<=[.!?…”\"] )(?:[-–] ?(?=[{UPPER}“\"])|[{UPPER}][\w. ]{{2,60}}[{UPPER}][{LOWER}]+\s?:)")
_SAYS = re.compile(
    r"(?:khuyến nghị|khuyến cáo|cho biết|cho hay|cho rằng|chia sẻ|khẳng định|nhấn mạnh|lưu ý|nêu rõ"
    r"|bày tỏ|kể|nói thêm|nhận định|nhận xét|đề nghị|yêu cầu)\Z"
)
"""Words at the end of a run after which the marks of a quotation are lost: no heading ends so."""
_GOES_ON = re.compile(r"(?:^|\s)(?:với|của|cho|về|là|và|do|bởi|từ|tại|theo|thuộc)\Z")
_BODY = re.compile(
    r"(?:[Hh]ội|[Hh]ội nghị|[Dd]iễn đàn|[Ll]iên đoàn|[Ll]iên minh|[Cc]âu lạc bộ|[Mm]ạng lưới"
    r"|[Tt]ổ chức|[Pp]hong trào|[Tt]rưởng|[Pp]hó|[Bb]an|[Vv]ụ|[Cc]ục|[Ss]ở|[Pp]hòng)\Z"
)
"""Before a capital a name goes on: "Hội nghị Các …"."""
_GOES_BEFORE = frozenset(LOWER + '0123456789)”"%')


def dateline(page: Page, line: Line) -> None:
    """ "(TTXVN) -" or "Cẩm Thủy, ngày 5/3 -" before the first sentence; in flat text the headline stands before it."""
    base = line.start if not line.parts else line.parts[0][1] if line.parts[0][0] == line.start else line.start
    limit = min(line.end, base + 500)
    tag = None
    for match in TAG.finditer(page.text, base, limit):
        name = 1 if match.group(1) else 2
        if bylines.is_outlet(match.group(name), page.known.bylines) and (name == 1 or match.start() <= base + 1):
            tag = (match, name)
            break
    if tag:
        match, name = tag
        page.keep("publisher", *match.span(name), "layout.tag")
        parts = line.parts or []
        if match.start() > base:
            before = credited(page, base, match.start()) or [(base, match.start(), "heading")]
            parts = parts + before
        line.parts = sorted([*parts, (match.start(), match.end(), "dateline")])
        return
    place = _DATELINE.match(page.text, base, limit)
    if place:
        line.parts = sorted([*(line.parts or []), (place.start(), place.end(), "dateline")])


def credited(page: Page, start: int, end: int, cuts: Sequence[int] = ()) -> list[tuple[int, int, Role]]:
    """Credited captions inside ``text[start:end]``: from the sentence before the credit to the end of the credit."""
    found: list[tuple[int, int, Role]] = []
    first = bisect_left(page.credit_starts, start)
    last = bisect_left(page.credit_starts, end)
    if first == last:
        return found
    starts = sorted({start, *(a for a, _ in page.sentences(start, end)), *cuts})
    for credit in page.credits[first:last]:
        if (found and credit.start() < found[-1][1]) or credits.of_author(page, credit.start()):
            continue
        opened = credit.start() - (page.text[credit.start() - 1] == "(")
        at = bisect_left(starts, opened) - 1
        begin = starts[max(at, 0)]
        if at > 0 and not page.text[begin:opened].strip(" -–(."):
            begin = starts[at - 1]
        if found:
            begin = max(begin, found[-1][1])
        if opened - begin > CAPTION:
            begin = opened
        found.append((begin, credits.end_of(page, credit.start(), credit.end(), end), "caption"))
    return found


def flatten(page: Page, line: Line, headings: bool = True) -> None:
    """The captions and headings inside a paragraph that holds more than body."""
    taken = sorted([*(line.parts or []), *questions(page, line)])
    parts = list(taken)
    at = line.start
    for left, right in [(a, b) for a, b, _ in taken] + [(line.end, line.end)]:
        if left > at:
            parts += run_parts(page, at, left, headings)
        at = max(at, right)
    line.parts = sorted(parts) or None


def questions(page: Page, line: Line) -> list[tuple[int, int, Role]]:
    """The questions of an interview told in one line: from "PV:" or a star to where the answer begins with a name or a
    dash."""
    if (line.parts and len(line.parts) > 2) or not any(word in line.text for word in ("PV", "hóng viên", " * ")):
        return []
    asks = [match.start() for match in _ASKS.finditer(page.text, line.start, line.end)]
    if len(asks) < 2:
        return []
    found: list[tuple[int, int, Role]] = []
    for ask, following in zip(asks, [*asks[1:], line.end], strict=True):
        reply = _REPLY.search(page.text, ask + 2, following)
        if reply:
            found.append((ask, reply.start(), "question"))
        else:
            mark = page.text.find("?", ask, following)
            found.append((ask, skip(page.text, mark + 1, following, CLOSERS) if mark >= 0 else following, "question"))
    return [part for part in found if not any(a < part[1] and part[0] < b for a, b, _ in line.parts or [])]


def run_parts(page: Page, start: int, end: int, headings: bool) -> list[tuple[int, int, Role]]:
    """The captions and, with ``headings``, the headings inside ``text[start:end]``: (start, end, role) each."""
    text = page.text
    cuts = (
        [m.end() for m in page.known.flat_start.finditer(text, start, end) if after_small(page, m.start(), start)]
        if headings
        else []
    )
    parts = credited(page, start, end, cuts)
    if not headings:
        return parts
    begins = [a for a, _ in page.sentences(start, end)]
    taken = [a for a, _, _ in parts]
    found: list[tuple[int, int, Role]] = []
    begun = start  # the last cut that began a sentence
    for cut in cuts:
        at = bisect_left(taken, cut) - 1
        if at >= 0 and cut < parts[at][1]:
            continue
        left = begins[max(0, bisect_right(begins, cut) - 1)]
        left = max(left, parts[at][1] if at >= 0 else left, found[-1][1] if found else left, begun)
        left = skip(text, left, cut, " ")
        run = text[left : min(cut, left + TITLE)].strip()
        size = run.count(" ") + 1
        if (
            not run
            or _SAYS.search(run)
            or _GOES_ON.search(run)
            or (_BODY.search(run) and text.startswith(("Các ", "Những ", "Người "), cut))
            or not unfinished(text[max(left, cut - 3 * TITLE) : cut].rstrip())
            or (cut - left < 120 and run.split()[0].rstrip(",") in page.known.telling)
        ):
            continue
        if cut - left < TITLE and size <= 32:
            found.append((left, cut, "heading" if size <= 14 and not pictures.pictured(page, run) else "caption"))
        else:
            page.cuts.append(cut)  # a sentence whose full stop is lost
            begun = cut
    parts = sorted(parts + found)
    return sorted(parts + whole_sentences(page, start, end, parts))


def after_small(page: Page, at: int, start: int) -> bool:
    """Whether the word that ends at ``at`` is no part of a name with the next: "Hai Bà Trưng" begins no sentence at
    "Bà"."""
    following = CAPITALISED.match(page.text, skip(page.text, at, len(page.text), " "))
    clear = bool(following) and following.group() in page.known.after_name
    while at > start and page.text[at - 1] == " ":
        at -= 1
    if at == start or page.text[at - 1] not in _GOES_BEFORE:
        return False
    first = at
    while first > start and not page.text[first - 1].isspace():
        first -= 1
    return clear or page.text[first] not in UPPER


def unfinished(run: str) -> bool:
    """Whether words before a capital are a heading or caption, and not a clause that goes on: no quotes left open."""
    return (
        run.count("“") == run.count("”")
        and run.count('"') % 2 == 0
        and run.count("(") == run.count(")")
        and not run.endswith((",", ":", ";"))
    )


def whole_sentences(
    page: Page, start: int, end: int, parts: list[tuple[int, int, Role]]
) -> list[tuple[int, int, Role]]:
    """Whole sentences that are captions or headings: a scene in the present; a short question."""
    found: list[tuple[int, int, Role]] = []
    begins = [a for a, _, _ in parts]
    answers = page.text[start] in DASHES  # an answer of an interview: what it asks is no heading
    asked = False  # the sentence before is a question: so is this one, and no heading
    for left, right in page.sentences(start, end):
        before, asked = asked, page.text[right - 1] == "?"
        if right - left > 190:
            continue
        at = bisect_left(begins, right) - 1
        if at >= 0 and parts[at][1] > left:
            continue
        run = page.text[left:right]
        size = run.count(" ") + 1
        if (
            run.endswith("?")
            and size <= 12
            and not answers
            and run[0] not in OPENERS + DASHES
            and not VOCATIVE.search(run)
            and left > start
        ):
            following = skip(page.text, right, end, " ")
            alone = not before and "?" not in page.text[following : min(end, following + 80)]
            if alone and not quoted(page, start, left):
                found.append((left, right, "heading"))
        elif (
            run.endswith(".")
            and size <= (36 if run.startswith("Trong ảnh") else 24)
            and pictures.is_scene(run)
            and pictures.pictured(page, run)
            and not quoted(page, start, left)
        ):
            found.append((left, right, "caption"))
    return found


def quoted(page: Page, start: int, at: int) -> bool:
    """Whether a curly quotation is open at ``at``."""
    window = page.text[max(start, at - 600) : at]
    return window.rfind("“") > window.rfind("”")
