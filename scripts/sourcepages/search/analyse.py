"""Text → search terms, and an article → the units that are indexed. Pure.

The browser's half of this module is ``tokens()`` in ``docs/assets/javascripts/search-worker.js``: both must
cut and fold alike, which ``tests/test_search_browser.py`` checks over one list of odd texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from ..models import Article

UNIT = 6000
"""Characters. A longer article is indexed in parts, so that one file of text, loaded for a snippet, stays small."""

TITLE_WEIGHT = 2
"""How many more times a term counts that stands in the title. Tuned on titles and questions (tests/benchmarks/search.py)."""

LONGEST = 40
"""Characters of a term; the rest of a longer run (an address, a key) is left out."""

_TERM = re.compile(r"[^\W\d_]+|\d+")  # runs of letters, runs of digits: "QH14" is two terms, "03-NQ/TU" three
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=1 << 18)
def term(word: str) -> tuple[str, str]:
    """A run of letters or digits → (folded, exact form).

    Folded: lower case without marks, ``đ`` → ``d``. Exact: with its marks, the tone after the syllable, so that
    ``hòa`` = ``hoà``. Leading zeros of a number go: 03 is 3, 05/03 is 5/3.
    """
    word = word[:LONGEST]
    if word[0].isdecimal():
        number = word.lstrip("0") or "0"
        return number, number
    word = word.lower()
    if word.isascii():
        return word, word
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(ch for ch in parts if ch in _TONES)
    exact = unicodedata.normalize("NFC", "".join(ch for ch in parts if ch not in _TONES)) + tones
    return "".join(ch for ch in parts.replace("đ", "d") if unicodedata.category(ch)[0] != "M"), exact


def words(text: str) -> list[str]:
    """The runs of letters and of digits in ``text`` (NFC)."""
    return _TERM.findall(text)


def folded(text: str) -> str:
    """``text`` as a look-up key: its folded terms, single spaces between."""
    return " ".join(term(word)[0] for word in words(unicodedata.normalize("NFC", text)))


Pieces = tuple[tuple[str, str], ...]
"""(paragraph id, text) of what a unit holds."""


def cut(article: Article) -> tuple[Pieces, ...]:
    """The units of ``article``: its paragraphs in stretches of at most :data:`UNIT` characters."""
    text = article.source.text
    parts: list[list[tuple[str, str]]] = [[]]
    room = UNIT
    for paragraph in article.source.paragraphs:
        for piece in _split(text[paragraph.start : paragraph.end]):
            if len(piece) > room and parts[-1]:
                parts.append([])
                room = UNIT
            parts[-1].append((paragraph.anchor, piece))
            room -= len(piece)
    return tuple(tuple(pieces) for pieces in parts)


def count(pieces: Pieces, title: str = "") -> tuple[dict[str, int], int]:
    """A unit's exact terms and bigrams with their weights, and its length in terms. ``title`` is given with the first unit."""
    counts: Counter[str] = Counter()
    length = 0
    for _, piece in pieces:
        terms = [term(word)[1] for word in words(piece)]
        length += len(terms)
        _count(counts, terms)
    if title:
        weight = TITLE_WEIGHT + (not any(title in piece for _, piece in pieces))
        extra: Counter[str] = Counter()
        _count(extra, [term(word)[1] for word in words(title)])
        for key, number in extra.items():
            counts[key] += weight * number
    return counts, length


def _split(line: str) -> list[str]:
    """A paragraph in pieces of at most :data:`UNIT` characters, cut at a space where there is one."""
    pieces = []
    while len(line) > UNIT:
        cut = line.rfind(" ", UNIT // 2, UNIT)
        cut = UNIT if cut < 0 else cut
        pieces.append(line[:cut])
        line = line[cut:]
    return [*pieces, line]


def _count(counts: Counter[str], terms: list[str]) -> None:
    counts.update(terms)
    counts.update([f"{left} {right}" for left, right in pairwise(terms)])
