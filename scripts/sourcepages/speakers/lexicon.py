"""The tables as the finders use them: compiled once a :class:`~..tables.Tables`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..tables import Tables
from .tokens import Phrases, Tokens, key


def _phrases(tables: Tables, name: str, field: str = "kind", kinds: tuple[str, ...] = ()) -> Phrases:
    return Phrases((word, row[field]) for row in tables[name] if not kinds or row[field] in kinds for word in row["words"])


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Every table of people, ready for look-up."""

    surnames: dict[str, str]  # key → strong | plain
    honorifics: Phrases  # → gender
    pronouns: Phrases  # → gender: honorifics that can stand alone
    offices: Phrases  # → rank, degree, title, folk, post, tie
    prefixes: Phrases
    bodies: Phrases  # → house, body, place, thing
    named: Phrases  # → house, place, thing: those that bear a name after them
    trades: Phrases  # lines of business, joined by dashes in companies' names
    latin: frozenset[str]
    given: frozenset[str]  # given names of other languages
    localities: Phrases  # → locality
    cues: Phrases  # → say, content, tag
    leads: Phrases  # → lead, talk
    adverbs: Phrases
    nots: Phrases
    breaks: Phrases
    obliques: Phrases
    wholes: Phrases
    marks: dict[str, tuple]  # what `mark` looks for, by first word: see `_entry`
    calls: frozenset[str]  # last words of what may stand right before a lone given name


@lru_cache(maxsize=4)
def lexicon(tables: Tables) -> Lexicon:
    """The tables of people and speech as look-ups; made once a ``Tables``."""
    particles = {kind: _phrases(tables, "particles", kinds=(kind,)) for kind in ("adverb", "not", "break", "whole", "business", "oblique")}
    offices = _phrases(tables, "offices", kinds=("rank", "degree", "title", "folk", "post", "tie"))
    bodies = _phrases(tables, "organisations", kinds=("house", "body", "place", "thing"))
    cues = _phrases(tables, "cues", kinds=("say", "content", "tag"))
    honorifics = _phrases(tables, "honorifics", "gender")
    localities = Phrases((word, "locality") for name in ("places", "localities") for row in tables[name] for word in row["words"])
    phrases_marked = (offices, bodies, particles["whole"], particles["break"], particles["business"], cues)
    leads = _phrases(tables, "cues", kinds=("lead", "talk"))
    points = {*leads.first, ":", "”", '"', "»"}
    return Lexicon(
        surnames={key(word): row["weight"] for row in reversed(tables["surnames"]) for word in row["words"]},
        honorifics=honorifics,
        pronouns=Phrases((word, row["gender"]) for row in tables["honorifics"] if row["alone"] for word in row["words"]),
        offices=offices,
        prefixes=_phrases(tables, "offices", kinds=("prefix",)),
        bodies=bodies,
        named=_phrases(tables, "organisations", kinds=("house", "place", "thing")),
        trades=_phrases(tables, "organisations", kinds=("trade",)),
        latin=frozenset(key(word) for row in tables["organisations"] if row["kind"] == "latin" for word in row["words"]),
        given=frozenset(key(word) for row in tables["given-names"] for word in row["words"]),
        localities=localities,
        cues=cues,
        leads=leads,
        adverbs=particles["adverb"],
        nots=particles["not"],
        breaks=particles["break"],
        obliques=particles["oblique"],
        wholes=particles["whole"],
        marks={word: _entry(phrases_marked, word, word in points) for word in {*points, *(word for phrases in phrases_marked for word in phrases.first)}},
        calls=frozenset(word for phrases in (honorifics, offices, localities) for word in phrases.last),
    )


_BOARD = frozenset(key(w) for w in ("ban", "quan"))  # "ban chỉ đạo", "cơ quan chỉ đạo" are bodies
_BUSY = frozenset(key(w) for w in ("ban", "tổ", "đoàn", "cục", "phòng", "đội", "viện", "hội", "nhóm", "bộ", "trưởng", "phó"))
_HEARERS = frozenset(key(w) for w in ("pv", "phóng", "báo", "hãng", "tờ", "đài", "kênh", "chúng", "tôi"))
_LEARN = frozenset((key("biết"), key("hay")))
_NO_HEARER = frozenset(key(w) for w in ("cho", "là", "và", "để", "khi", "không", "đã", "được"))
_NOUN = frozenset(key(w) for w in ("của", "các", "những", "một", "nhiều"))
"""Before a noun: "của tổ chức"."""
_BAN, _GIAO, _CHO = key("ban"), key("giao"), key("cho")


_Column = tuple[dict[str, list], tuple[int, str] | None]
"""The phrases that begin with one word: those of several words by their second word, and the word alone."""


def _column(phrases: Phrases, word: str) -> _Column | None:
    longer: dict[str, list] = {}
    alone = None
    for n, words, value in phrases.first.get(word, ()):
        if n == 1:
            alone = (1, value)
        else:
            longer.setdefault(words[1], []).append((n, words, (n, value)))
    return (longer, alone) if longer or alone else None


def _entry(tables: Iterable[Phrases], word: str, point: bool) -> tuple:
    """The columns of ``word``, whether it is a point, and the second words without which it means nothing (None: it always may)."""
    columns = [_column(phrases, word) for phrases in tables]
    always = point or any(column and column[1] for column in columns)
    return *columns, point, None if always else frozenset(second for column in columns if column for second in column[0])


def _at(column: _Column, keys: list[str], i: int, after: str) -> tuple[int, str] | None:
    """The longest phrase of ``column`` at token ``i``; ``after`` is the key of the token after it."""
    for n, words, hit in column[0].get(after, ()):
        if n == 2 or keys[i : i + n] == words:
            return hit
    return column[1]


def _told(tokens: Tokens, i: int) -> tuple[int, str] | None:
    """"cho phóng viên biết", "cho Reuters hay": the cue with the one who is told inside it."""
    if i + 2 >= len(tokens) or not (tokens.capital[i + 1] or tokens.keys[i + 1] in _HEARERS):
        return None
    for j in range(i + 2, min(i + 8, len(tokens))):
        if tokens.keys[j] in _LEARN:
            return j + 1 - i, "say"
        if tokens.stops[j - 1] or not tokens.words[j][0].isalnum() or tokens.keys[j] in _NO_HEARER:
            return None
    return None


def mark(tokens: Tokens, lex: Lexicon) -> None:
    """Note where offices, bodies, cues and breaking words stand. Of overlapping offices, and of overlapping cues, the
    first and longest holds: there is no "tướng" in "Thủ tướng"."""
    keys, capital, last = tokens.keys, tokens.capital, len(tokens.keys)
    head_end = cue_end = whole_end = business_end = 0
    for i, entry in enumerate(map(lex.marks.get, keys)):
        if entry is None:
            continue
        heads, bodies, wholes, breaks, business, cues, point, seconds = entry
        after = keys[i + 1] if i + 1 < last else ""
        if seconds is not None and after not in seconds:
            continue
        word = keys[i]
        whole = _at(wholes, keys, i, after) if wholes else None
        stop = _at(breaks, keys, i, after) if breaks else None
        if heads and i >= head_end and i >= whole_end and (hit := _at(heads, keys, i, after)):
            other = whole or stop  # "chủ động", "chủ trì"
            if (not other or other[0] <= hit[0]) and not (i and keys[i - 1] == _BAN):
                tokens.heads[i] = hit
                head_end = i + hit[0]
        if bodies and i >= whole_end and i >= cue_end and (hit := _at(bodies, keys, i, after)) and not (whole and whole[0] > hit[0]):
            tokens.bodies[i] = hit
        if point:
            tokens.points.append(i)
        if i < head_end and i not in tokens.heads:
            continue  # inside "người phát ngôn" nothing speaks
        cue = (_at(cues, keys, i, after) if cues else None) or (_told(tokens, i) if word == _CHO else None)
        if whole and i >= whole_end and (not cue or cue[0] < whole[0]):
            whole_end = i + whole[0]
        if i < whole_end:
            continue
        if not capital[i]:
            if stop:
                tokens.breaks[i] = stop
            if business and (hit := _at(business, keys, i, after)):
                if i in (head_end, business_end) or keys[i - 1] in _BUSY or keys[i - 1] in _NOUN:
                    business_end = i + hit[0]
                else:
                    tokens.breaks[i] = hit
        elif i and not tokens.stops[i - 1] and tokens.words[i - 1] not in "“”\"-–:":
            continue
        if cue and i >= cue_end and not (i and keys[i - 1] in _BOARD) and not (i in tokens.heads and tokens.heads[i][0] > cue[0]):
            to = i + 2 if after == _CHO else i + 1  # "giao (cho) Bộ …"
            if word == _GIAO and cue[0] == 1 and not (to < last and (capital[to] or keys[to] in lex.bodies.first)):
                continue
            tokens.cues[i] = cue
            cue_end = i + cue[0]
            if not point:
                tokens.points.append(i)
