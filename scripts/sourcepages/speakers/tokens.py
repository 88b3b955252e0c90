"""Text → tokens, once an article: words, punctuation marks and line ends, with a look-up key each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, chain, compress, count, pairwise
from typing import Any

from ..fold import Memo, fold_tone, is_syllable

_TOKEN = re.compile(r"\w+|\n|&amp;|[^\w\s]")
_SPACED = re.compile(rf"(?:{_TOKEN.pattern}) *")  # with the blanks after it

CLOSERS = {"”": "“", '"': '"', "’": "‘", "»": "«"}
_QUOTES = frozenset('“”«»"')
DASHES = frozenset("-–—")
ENDS = frozenset(".!?…")
# what may end a sentence or a clause, open a quotation or close it
_MARKS = ENDS | _QUOTES | set("\n;:)")


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """One look-up key for one word: case, the place of the tone mark, and the length of a dash don't count."""
    return "-" if word in DASHES else fold_tone(word).replace("’", "'") or word


def word_table(begun: Mapping[str, Any]) -> Memo:
    """What is known of each word of a text, by the word and the blanks after it: (the word, its look-up key, how it is
    capitalised, what `begun` holds for its key, whether `tokenise` looks at it again). One look-up a word: with a table
    for each, most of the time would go by in waiting for the memory they lie in."""

    def known(spaced: str) -> tuple[str, str, int, Any, bool]:
        word = spaced.rstrip(" ")
        look_up = key(word)
        if look_up == word:
            look_up = word  # one string, not two
        return word, look_up, _capital(word), begun.get(look_up), word in _MARKS or _suspicious(word)

    return Memo(known)


ACRONYM = 2


def _capital(word: str) -> int:
    """How a word is capitalised: 0, not at all; 1, it begins with a capital letter; `ACRONYM`, it looks like no word of
    a name: "UBND", "K15", "ĐHQGHn"."""
    if not word[0].isupper():
        return 0
    acronym = len(word) > 1 and (
        word.isupper()
        or (not word.isalpha() and any(ch.isdigit() for ch in word))
        or (word[:2].isupper() and not is_syllable(word))
    )
    return ACRONYM if acronym else 1


def split(phrase: str) -> tuple[str, ...]:
    """The keys of a phrase of a table."""
    return tuple(map(key, _TOKEN.findall(phrase)))


class Phrases:
    """Phrases of the tables, found among the keys of a text in one look-up: the longest that stands at a place."""

    def __init__(self, pairs: Iterable[tuple[str, Any]], *others: Phrases):
        # the phrases that begin, and that end, with a word: (number of tokens, their keys, what `at` and `until`
        # answer), the longest first
        self.first: dict[str, list[Row]] = {}
        self.last: dict[str, list[Row]] = {}
        known: set[tuple[str, ...]] = set()
        rows = [(len(words), words, (len(words), value)) for words, value in ((split(p), value) for p, value in pairs)]
        for row in chain(rows, *(found for other in others for found in other.first.values())):
            words = row[1]
            if words in known:
                continue
            known.add(words)
            self.first.setdefault(words[0], []).append(row)
            self.last.setdefault(words[-1], []).append(row)
        for found in (*self.first.values(), *self.last.values()):
            found.sort(key=lambda item: -item[0])
        self._on = {word: _by_next(rows, 1) for word, rows in self.first.items()}
        self._back = {word: _by_next(rows, -2) for word, rows in self.last.items()}

    def at(self, keys: Sequence[str], i: int) -> tuple[int, Any] | None:
        """(number of tokens, value) of the longest phrase that begins at token ``i``; None at the end of the text."""
        if i >= len(keys) or (found := self._on.get(keys[i])) is None:
            return None
        alone, longer = found
        if longer and i + 1 < len(keys):
            for n, words, hit in longer.get(keys[i + 1], ()):
                if n == 2 or keys[i : i + n] == words:
                    return hit
        return alone

    def until(self, keys: Sequence[str], end: int) -> tuple[int, Any] | None:
        """(number of tokens, value) of the longest phrase that ends right before token ``end``."""
        if not end or (found := self._back.get(keys[end - 1])) is None:
            return None
        alone, longer = found
        if longer and end > 1:
            for n, words, hit in longer.get(keys[end - 2], ()):
                if n == 2 or (n <= end and keys[end - n : end] == words):
                    return hit
        return alone


Row = tuple[int, tuple[str, ...], tuple[int, Any]]


def _by_next(rows: list[Row], place: int) -> tuple[tuple[int, Any] | None, dict[str, list[Row]]]:
    """What stands for the word alone, and the longer phrases by the word next to it (at ``place``), in their order."""
    alone, longer = None, {}
    for row in rows:
        if row[0] == 1:
            alone = row[2]
        else:
            longer.setdefault(row[1][place], []).append(row)
    return alone, longer


@dataclass(slots=True)
class Tokens:
    """The tokens of a text, one property beside the other; ``capital[i]`` is true of a word that begins with a capital."""

    text: str
    starts: list[int]
    words: tuple[str, ...]
    keys: tuple[str, ...]
    capital: tuple[int, ...]
    begun: tuple[Any, ...]  # what the tables know of phrases that begin with this token
    marks: list[int]  # where the marks stand that may end something, and whatever else ends a sentence
    stops: list[bool]  # this token ends a sentence
    quoted: list[int]  # for a token inside quotation marks, the token that closes them; else -1
    opened: dict[int, int] = field(default_factory=dict)  # the token that opens a quotation, by the one that closes it
    # phrases of the tables by their first token: (number of tokens, kind); filled by `lexicon.mark`
    heads: dict[int, tuple[int, str]] = field(default_factory=dict)
    cues: dict[int, tuple[int, str]] = field(default_factory=dict)
    breaks: dict[int, tuple[int, str]] = field(default_factory=dict)
    bodies: dict[int, tuple[int, str]] = field(default_factory=dict)
    # keys of names that places of the article bear; filled by `names`
    places: set[tuple[str, ...]] = field(default_factory=set)
    runs: set[tuple[str, ...]] = field(default_factory=set)  # of capitalised words; filled by `names` where it asks
    points: list[int] = field(default_factory=list)  # where a cue, "theo", a colon or a closing quotation mark stands

    def __len__(self) -> int:
        return len(self.words)

    def near(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it without a space."""
        return self.starts[i] == self.starts[i - 1] + len(self.words[i - 1])

    def end(self, i: int) -> int:
        """Where token ``i`` ends in the text."""
        return self.starts[i] + len(self.words[i])


def tokenise(text: str, table: Memo) -> Tokens:
    """A canonical text as tokens, with what ends a sentence and what stands in quotation marks; linear in its length.
    ``table``: a `word_table`."""
    spaced = _SPACED.findall(text)
    words, keys, capital, begun, again = zip(*map(table.__getitem__, spaced), strict=True)
    marks = list(compress(count(), again))
    if not _MARKS.issuperset(map(words.__getitem__, marks)) and (cuts := _glued(text)):
        spaced = [word for a, b in pairwise((0, *cuts, len(text))) for word in _SPACED.findall(text[a:b])]
        words, keys, capital, begun, again = zip(*map(table.__getitem__, spaced), strict=True)
        marks = list(compress(count(), again))
    starts = list(accumulate(map(len, spaced), initial=len(text) - len(text.lstrip(" "))))
    starts.pop()  # the end of the text
    tokens = Tokens(text, starts, words, keys, capital, begun, marks, [False] * len(words), [-1] * len(words))
    for i in _sentence_ends(tokens):
        tokens.stops[i] = True
    for opening, closing in _quotations(tokens):
        tokens.quoted[opening : closing + 1] = [closing] * (closing + 1 - opening)
        tokens.opened[closing] = opening
    return tokens


_LOST_SPACE = (
    "cho biết",
    "cho hay",
    "cho rằng",
    "cũng ",
    "nhấn mạnh",
    "khẳng định",
    "chia sẻ",
    "đề nghị",
    "yêu cầu",
    "tuyên bố",
    "nói rằng",
)


_LOST_AFTER = tuple({phrase.split()[0] for phrase in _LOST_SPACE})


def _suspicious(word: str) -> bool:
    """Whether `_glued` may find something in the word: "Mẫucho", "TheoMẫu"."""
    return (word.endswith(_LOST_AFTER) and not word.islower()) or "Theo" in word[:-1]


def _glued(text: str) -> list[int]:
    """Where a crawl has lost the space between a name and what its bearer does: "ông Mẫucho biết"."""
    found = []
    for word in _LOST_SPACE:
        at = text.find(word)
        while at >= 0:
            if at and text[at - 1].islower():
                start = at - 1
                while start and text[start - 1].isalpha() and at - start < 12:
                    start -= 1
                if text[start].isupper() and at - start > 1:
                    found.append(at)
            at = text.find(word, at + 1)
    at = text.find("Theo")
    while at >= 0:
        if text[at + 4 : at + 5].isupper() and not text[at - 1 : at].isalpha():
            found.append(at + 4)  # "Theoông" is no such case: a small letter may be the rest of a name
        at = text.find("Theo", at + 1)
    return sorted(found)


# "TS. Nguyễn", "TP. Vinh", "Q. 7": a full stop after these ends no sentence.
_SHORT = frozenset(
    key(w)
    for w in "TS PGS GS ThS BS LS KS KTS CN NSND NSƯT NGND NGƯT TTND TTƯT TSKH BSCK BSCKI "
    "BSCKII CKI CKII DS TP Tp TX TT Q P H St Mr Mrs Ms Dr Jr Sr v vv Th SN đc".split()
)


def _sentence_ends(tokens: Tokens) -> Iterator[int]:
    words, starts, last = tokens.words, tokens.starts, len(tokens.words) - 1
    for i in tokens.marks:
        word = words[i]
        if word == "\n":
            yield i
        elif word in ENDS:
            if i == last or word != ".":
                if i == last or words[i + 1] not in ENDS:
                    yield i
                continue
            after = words[i + 1]
            if after in ENDS or (
                starts[i + 1] == starts[i] + 1
                and not (tokens.capital[i + 1] and i and len(words[i - 1]) > 2 and not tokens.capital[i - 1])
                and after not in '”"’»)'
            ):
                continue
            if (
                i
                and tokens.near(i)
                and (tokens.keys[i - 1] in _SHORT or (len(words[i - 1]) == 1 and tokens.capital[i - 1]))
                and after != "\n"
            ):
                continue
            if after[0].islower():
                continue
            yield i


_MAX_QUOTATION = 1500
"""Tokens; a longer run between two marks is two marks that lost their partners."""


def _quotations(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """(opening, closing) marks that belong together, within a paragraph; a mark that lost its partner opens nothing."""
    open_at: dict[str, int] = {}
    last = len(tokens.words) - 1
    for i in tokens.marks:
        word = tokens.words[i]
        if word == "\n":
            open_at.clear()
        elif word not in _QUOTES:
            continue
        elif word in "“«":
            open_at[word] = i
        elif word == '"':
            opens = (
                (i == 0 or not tokens.near(i) or tokens.words[i - 1] in "(-–:\n")
                and i < last
                and tokens.near(i + 1)
                and tokens.words[i + 1] not in ",.;"
            )
            if opens:
                open_at[word] = i
            elif (opened := word if word in open_at else "“") in open_at:
                first = open_at.pop(opened)
                if first and tokens.words[first] == '"' and tokens.stops[first - 1] and "“" in open_at:
                    first = open_at.pop("“")  # “… đủ. "Tôi …": a mark before each of its sentences
                yield first, i  # “…" too
        else:
            opening = open_at.pop(CLOSERS[word] if CLOSERS[word] in open_at else '"', None)  # "…” too
            if opening is not None and i - opening < _MAX_QUOTATION:
                yield opening, i


def dash(tokens: Tokens, i: int) -> bool:
    """A dash between words, not inside one."""
    return tokens.words[i] in DASHES and not (tokens.near(i) and i + 1 < len(tokens.words) and tokens.near(i + 1))
