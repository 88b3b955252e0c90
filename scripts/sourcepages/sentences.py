"""Where sentences end in Vietnamese newspaper text.

A full stop ends no sentence after an abbreviation ("TP.", "Th.S"), an initial ("B. An"), the number of a list item
or before a small letter; a mark followed by the rest of an attribution ("… được.” - bà Mẫu nói") ends none either.
Every pattern here is linear: one pass over the marks, each judged by the few characters around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LATIN = [
    chr(c)
    for c in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x180), *range(0x1A0, 0x1B2), *range(0x1E00, 0x1F00))
]
UPPER = "".join(c for c in _LATIN if c.isupper())
LOWER = "".join(c for c in _LATIN if c.islower())

OPENERS = "\"“‘'«([【"
CLOSERS = "\"”’'»)]】"
_QUOTES = "\"”’'»"
DASHES = "-–—−"

# A mark, what it closes, and the blanks after it; a set of characters first, which a search finds quickest.
_MARK = re.compile(rf"([.!?…](?:(?<=\.)/\.?|[.!?…]*))([{re.escape(CLOSERS)}]*) *")
_UP_TO_WORD = re.compile(r"(?:.*[\s(\[\"“‘«/,-])?", re.S)
_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"[IVX]{1,4}\Z")
_DAYS = ("Ngày", "Tháng", "Hôm", "Sáng", "Chiều", "Tối")
_LOOK_BACK = 24  # no abbreviation is longer


def skip(text: str, at: int, end: int, what: str) -> int:
    """The first offset from ``at`` whose character is not one of ``what``; ``end`` if there is none."""
    while at < end and text[at] in what:
        at += 1
    return at


def ends(text: str, start: int, end: int, abbreviations: frozenset[str], starters: frozenset[str]) -> Iterator[int]:
    """Offsets after each mark of ``text[start:end]`` (closing quotes and brackets included) that ends a sentence,
    but for the last one, which ends at ``end`` whatever stands there."""
    sentence = start
    for mark in _MARK.finditer(text, start, end):
        stop, following = mark.end(2), mark.end()
        if stop < sentence:
            continue
        if following >= end:
            return
        if stop < following:
            following = past_stray_comma(text, following, end)
        if mark[2].endswith('"') and text[stop].isalnum():
            stop = following = stop - 1  # a straight quote that opens the next sentence
        if _is_end(text, sentence, mark, stop, following, end, abbreviations, starters):
            yield stop
            sentence = following


def past_stray_comma(text: str, following: int, end: int) -> int:
    """After blanks, the offset after ", " where a crawler put a comma for a paragraph break; else ``following``."""
    return skip(text, following, end, " ,") if text.startswith(", ", following) else following


def _is_end(text, sentence, match, stop, following, end, abbreviations, starters) -> bool:
    mark, at, mark_end = match[1], match.start(), match.end(1)
    if mark.startswith("./"):
        return True
    if following >= end:  # nothing but stray commas
        return False
    quoted = stop > mark_end and any(ch in _QUOTES for ch in text[mark_end:stop])
    first = text[following]
    if first in DASHES:
        if quoted:  # “… được.” - bà Mẫu nói
            return False
        inside = skip(text, following + 1, end, " ")
        return (
            stop < following
            and inside < end
            and (text[inside] in UPPER or text[inside].isdigit() or text[inside] in OPENERS)
        )
    begins = skip(text, following, end, OPENERS)
    letter = text[begins] if begins < end else ""
    if (
        not letter
        or letter in LOWER
        or (begins > following and letter in ",;")
        or (not letter.isalnum() and first not in OPENERS and first not in "*•+>&")
    ):
        return False
    if mark != "." and not (mark == ".." or set(mark) <= {".", "…"}):
        return stop < following or quoted
    tight = stop == following  # nothing between the full stop and the next letter
    if tight and not (letter in UPPER and first not in OPENERS and begins + 1 < end and text[begins + 1] in LOWER):
        return False
    begin = _UP_TO_WORD.match(text, max(sentence, at - _LOOK_BACK), at).end()
    before = text[begin:at]
    if tight:
        word = before.rstrip(_QUOTES)
        if len(word) > 1 and word[0] in UPPER and word[1:].isalpha() and word[1:].islower():
            return _begins(text, begins, end, starters)  # "… ở Cẩm Thủy.Theo đó, …", but "VnExpress.Net"
        return (
            stop > mark_end
            or text[at - 1] in _QUOTES
            or word != before
            or (len(word) > 1 and word[-1] in LOWER and word[0] in LOWER and "." not in word)
        )
    if mark != "." or stop > mark_end:
        return True
    if before in abbreviations:
        return _begins(text, begins, end, starters)
    tail = before.rpartition(".")[2]
    if tail != before and tail in abbreviations and before != "v.v":
        return False
    if len(tail) == 1 and tail in UPPER:  # an initial; but "cháu N. Theo" begins a sentence
        return _begins(text, begins, end, starters)
    # the number of a list item
    return begin > skip(text, sentence, end, " ") or not (
        (before.isdigit() and len(before) < 3) or _ROMAN.match(before)
    )


def _begins(text: str, at: int, end: int, starters: frozenset[str]) -> bool:
    """Whether the word at ``at`` begins a sentence after an abbreviation or initial all the same: "tại TP. Ở quận
    …"."""
    word = _WORD.match(text, at)
    if not word or (word.group() not in starters and word.group() not in _DAYS):
        return False
    following = skip(text, word.end(), end, ", ")
    return word.group() in ("Ông", "Bà", "Theo", "Tại") or (
        following < end and (text[following] in LOWER or text[following].isdigit())
    )


def split(
    text: str, start: int, end: int, abbreviations: frozenset[str], starters: frozenset[str]
) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as half-open spans without outer white space."""
    found, at = [], start
    for stop in (*ends(text, start, end, abbreviations, starters), end):
        left = at
        while left < stop and text[left].isspace():
            left += 1
        if left > at > start:
            left = min(past_stray_comma(text, left, stop), stop)
        right = stop
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            found.append((left, right))
        at = stop
    return found
