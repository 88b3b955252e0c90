"""Quotations in a text: where words in quotation marks begin and end, lost marks and several paragraphs allowed for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .models import Segment

# “ ” " « » '' and the single marks that are no apostrophes; a set of characters first, which a search finds quickest.
_MARKS = re.compile(r"[“”\"«»'‘’](?:(?<=[“”\"«»])|(?<=')'|(?<=‘)(?<![^\s(:–-]‘)|(?<=’)(?![\w’]))")
_OPENING = "“«‘"
_CLOSING = "”»’"
SPEECH = 24
"""A shorter quotation is a name or an ironic word, not speech; in code points."""
REACH = 6
"""A quotation left open is followed no further than so many paragraphs."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]``, the marks included where they stand. ``lost``: one of the marks is not there;
    ``goes_on``: it is the rest of the quotation before it, which a paragraph break divides."""

    start: int
    end: int
    lost: bool = False
    goes_on: bool = False


def find(text: str, segments: Sequence[Segment]) -> list[Quotation]:
    """The outermost quotations of the body, in order. A mark opens or closes by its shape, a straight one by what
    stands beside it. What is left open at the end of a paragraph goes on in the next one if that one closes it or opens
    anew."""
    found: list[Quotation] = []
    held: int | None = None  # the paragraph that left a quotation open
    for segment in segments:
        if segment.role not in ("body", "dateline"):
            if segment.role in ("heading", "question", "byline"):
                held = None
            continue
        start, end = segment.start, segment.end
        marks = [
            (match.start(), _opens(text, match.start(), start, end)) for match in _MARKS.finditer(text, start, end)
        ]
        if held is not None and segment.paragraph > held:
            if segment.paragraph - held <= REACH and (close := _closes_held(marks)) is not None:
                found.append(Quotation(start, marks[close][0] + 1, goes_on=True))
                marks, held = marks[close + 1 :], None
            elif _balanced(marks) and segment.paragraph - held <= REACH and _closed_later(text, segments, segment):
                found.append(Quotation(start, end, goes_on=True))
                continue
            else:
                held = None
        depth, opened = 0, start
        for number, (at, opens) in enumerate(marks):
            if text[at] in "‘’" and (depth == 0) != opens:
                continue  # inside another quotation, or an apostrophe
            if opens:
                if (
                    depth == 1
                    and text[at] == '"'
                    and text[opened] == "“"
                    and text[max(start, at - 3) : at].rstrip()[-1:] in ".?!…"
                    and not _nested(marks, number)
                ):
                    continue  # a mark before each of its sentences: “… đủ. "Tôi …"
                if depth == 1 and text[opened] == text[at] and not _nested(marks, number):
                    depth = 0  # the mark that closes the one before is lost
                if depth == 0:
                    opened = at
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    found.append(Quotation(opened, at + (2 if text.startswith("''", at) else 1)))
            elif number == 0 and at - start > SPEECH and _at_end(text, at, end):
                found.append(Quotation(start, at + 1, lost=True))  # the opening mark is lost
        if depth:
            found.append(Quotation(opened, end, lost=True))
            held = segment.paragraph
    return found


def _nested(marks: Sequence[tuple[int, bool]], number: int) -> bool:
    """Whether a second opening mark is closed, and the first one after it, before another opens, or every mark from the
    first one on has its partner in the paragraph."""
    following = [opens for _, opens in marks[number + 1 : number + 3]]
    if following == [False, False]:
        return True
    depth = 2
    for place in range(number + 1, len(marks)):  # no copy of the rest: this is asked at every mark
        depth += 1 if marks[place][1] else -1
        if depth == 0:
            return place == len(marks) - 1
        if depth > 2:
            return False
    return False


def _closes_held(marks: Sequence[tuple[int, bool]]) -> int | None:
    """Which mark closes a quotation left open before the paragraph: the one by which more have closed than opened."""
    depth = 1
    for number, (_, opens) in enumerate(marks):
        depth += 1 if opens else -1
        if depth == 0:
            return number
    return None


def _balanced(marks: Sequence[tuple[int, bool]]) -> bool:
    """Whether whatever opens in a paragraph closes in it, as a word in quotation marks inside a quotation does."""
    return len(marks) % 2 == 0 and all(opens == (number % 2 == 0) for number, (_, opens) in enumerate(marks))


def _opens(text: str, at: int, start: int, end: int) -> bool:
    mark = text[at]
    if mark == "“" and at > start and not text[at - 1].isspace() and not text[at + 1 : at + 3].strip(" .,;\n"):
        return False  # the wrong mark: "… của giải“."
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        return False
    before = text[at - 1] if at > start else " "
    width = 2 if text.startswith("''", at) else 1
    after = text[at + width] if at + width < end else " "
    if before.isspace() or before in "([:-–“":
        return not after.isspace() and (after not in ",;.!?…)" or text.startswith(("...", "…"), at + width))
    return False


def _at_end(text: str, at: int, end: int) -> bool:
    """Whether hardly anything follows the mark."""
    return len(text[at + 1 : end].strip(" .,;!?…")) == 0


def _closed_later(text: str, segments: Sequence[Segment], here: Segment) -> bool:
    """Whether a closing mark without an opening one follows within reach."""
    for segment in segments:
        if segment.start <= here.start or segment.role != "body":
            continue
        if segment.paragraph - here.paragraph > REACH:
            return False
        marks = [
            (match.start(), _opens(text, match.start(), segment.start, segment.end))
            for match in _MARKS.finditer(text, segment.start, segment.end)
        ]
        if _closes_held(marks) is not None:
            return True
        if not _balanced(marks):
            return False
    return False
