"""Text → search terms, and an article → the units that are indexed. Pure.

The browser's half of this module is ``tokens()`` in ``docs/assets/javascripts/search-text.js``: both must
cut and fold alike, which ``tests/test_search.py`` checks over one list of odd texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

from ..models import Article

UNIT = 6000
"""Characters. A longer article is indexed in parts, so that one file of text, loaded for a snippet, stays small."""

TITLE_WEIGHT = 2
"""How many more times a term counts that stands in the title. Tuned on titles and questions
(tests/benchmarks/search.py)."""

LONGEST = 40
"""Characters of a term; the rest of a longer run (an address, a key) is left out."""

_TERM = re.compile(r"[^\W\d_]+|\d+")  # runs of letters, runs of digits: "QH14" is two terms, "03-NQ/TU" three
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=1 << 18)
def term(word: str) -> tuple[str, str]:
    """A run of letters or digits → (folded, exact form).

    Folded: lower case without marks, ``đ`` → ``d``. Exact: with its marks, the tone after the syllable, so that
    ``hòa`` = ``hoà``. ``ð`` (U+00F0) is ``đ``, whose capital it is written for in many older texts. Leading zeros of a
    number go: 03 is 3, 05/03 is 5/3.
    """
    word = word[:LONGEST]
    if word[0].isdecimal():
        number = word.lstrip("0") or "0"
        return number, number
    word = word.lower().replace("ð", "đ")
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
    paragraphs = [(paragraph.anchor, text[paragraph.start : paragraph.end]) for paragraph in article.source.paragraphs]
    if len(text) <= UNIT:
        return (tuple(paragraphs),)
    parts: list[list[tuple[str, str]]] = [[]]
    room = UNIT
    for anchor, line in paragraphs:
        for piece in _split(line):
            if len(piece) > room and parts[-1]:
                parts.append([])
                room = UNIT
            parts[-1].append((anchor, piece))
            room -= len(piece)
    return tuple(tuple(pieces) for pieces in parts)


def number_of_units(article: Article) -> int:
    """How many units :func:`cut` makes of ``article``."""
    return 1 if len(article.source.text) <= UNIT else len(cut(article))


END = 0
"""The number that stands after each paragraph: no bigram goes on beyond it."""


class Terms:
    """Numbers for the exact terms met, and texts as lists of them: numbers are quicker to count than strings, and
    smaller to keep.

    A term's number is where it stands in ``exact`` and ``plain`` (folded).
    """

    def __init__(self) -> None:
        self.exact = [""]
        self.plain = [""]
        self._numbers = _Numbers(self)

    def read(self, pieces: Pieces, title: str = "") -> tuple[list[int], int]:
        """A unit's terms, :data:`END` after each paragraph, and its length in terms. ``title`` is given with the first
        unit, and stands there as often as its terms count more."""
        found: list[int] = []
        for _, piece in pieces:
            found += self._read(piece)
            found.append(END)
        length = len(found) - len(pieces)
        if title:
            weight = TITLE_WEIGHT + (not any(title in piece for _, piece in pieces))
            found += [*self._read(title), END] * weight
        return found, length

    def count(self, pieces: Pieces, title: str = "") -> tuple[Counter[tuple[int, int]], int]:
        """As :meth:`read`: the unit's terms and bigrams with their weights, each as two numbers, of which a lone term's
        second is :data:`END`; and its length."""
        numbers, length = self.read(pieces, title)
        lone = ((number, END) for number in numbers if number != END)
        return Counter(chain(lone, (pair for pair in pairwise(numbers) if END not in pair))), length

    def form(self, first: int, second: int) -> str:
        """The exact term, or bigram with a space."""
        return self.exact[first] if second == END else f"{self.exact[first]} {self.exact[second]}"

    def folded(self, first: int, second: int) -> str:
        return self.plain[first] if second == END else f"{self.plain[first]} {self.plain[second]}"

    def _read(self, text: str) -> Iterator[int]:
        return chain.from_iterable(map(self._numbers.__getitem__, text.split()))


class _Numbers(dict):
    """Stretch of a text without white space → numbers of its terms, found when it is first met: most come again and
    again."""

    MOST = 1 << 16

    def __init__(self, terms: Terms):
        self.terms, self.known = terms, {"": END}

    def __missing__(self, stretch: str) -> tuple[int, ...]:
        found = tuple(map(self.number, words(stretch)))
        if len(self) < self.MOST:
            self[stretch] = found
        return found

    def number(self, word: str) -> int:
        plain, exact = term(word)
        number = self.known.setdefault(exact, len(self.known))
        if number == len(self.terms.exact):
            self.terms.exact.append(exact)
            self.terms.plain.append(plain)
        return number


def _split(line: str) -> list[str]:
    """A paragraph in pieces of at most :data:`UNIT` characters, cut at a space where there is one."""
    pieces = []
    while len(line) > UNIT:
        cut = line.rfind(" ", UNIT // 2, UNIT)
        cut = UNIT if cut < 0 else cut
        pieces.append(line[:cut])
        line = line[cut:]
    return [*pieces, line]
