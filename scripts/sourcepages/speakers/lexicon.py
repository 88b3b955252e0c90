"""The tables as the finders use them: compiled once a :class:`~..tables.Tables`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count

from ..fold import Memo
from ..tables import Tables
from .tokens import Phrases, Tokens, key, split, word_table


def _phrases(tables: Tables, name: str, field: str = "kind", kinds: tuple[str, ...] = ()) -> Phrases:
    return Phrases(
        (word, row[field]) for row in tables[name] if not kinds or row[field] in kinds for word in row["words"]
    )


def _offices_of(tables: Tables, what: str) -> frozenset[tuple[str, ...]]:
    return frozenset(split(word) for row in tables["offices"] if row.get("of") == what for word in row["words"])


LINKS = frozenset("von der van de bin al el da di del la den".split())
"""Small words inside names of other languages: "Erika von der Mauer"."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Every table of people, ready for look-up."""

    surnames: dict[str, str]  # key → strong | plain
    compounds: Phrases  # family names of several words
    honorifics: Phrases  # → gender
    pronouns: Phrases  # → gender: honorifics that can stand alone
    offices: Phrases  # → rank, degree, title, folk, post, tie
    prefixes: Phrases
    statesmen: frozenset[tuple[str, ...]]  # posts of a state
    villagers: frozenset[tuple[str, ...]]  # what the people of a place are called
    bodies: Phrases  # → house, body, place, thing
    named: Phrases  # → house, place, thing: those that bear a name after them
    trades: Phrases  # lines of business, joined by dashes in companies' names
    latin: frozenset[str]
    given: frozenset[str]  # given names of other languages
    localities: Phrases  # → locality
    outlets: frozenset[tuple[str, ...]]  # newspapers and the like
    cues: Phrases  # → say, content, tag
    leads: Phrases  # → lead, talk
    adverbs: Phrases
    nots: Phrases
    breaks: Phrases
    obliques: Phrases
    wholes: Phrases
    following: frozenset[str]  # words after which "theo" names no source
    words: Memo  # of every word what `tokenise` and `mark` ask of it: what `mark` looks for, by first word, is `_entry`
    # words and marks after which one capitalised word may be a name's beginning, a person or half of a name: see
    # `names.find_names`
    followed: frozenset[str]
    calls: Phrases  # what may stand right before a lone given name: words of address and office, places, "tên"


@lru_cache(maxsize=4)
def lexicon(tables: Tables) -> Lexicon:
    """The tables of people and speech as look-ups; made once a ``Tables``."""
    particles = {
        kind: _phrases(tables, "particles", kinds=(kind,))
        for kind in ("adverb", "not", "break", "whole", "business", "oblique")
    }
    offices = _phrases(tables, "offices", kinds=("rank", "degree", "title", "folk", "post", "tie"))
    bodies = _phrases(tables, "organisations", kinds=("house", "body", "place", "thing"))
    cues = _phrases(tables, "cues", kinds=("say", "content", "tag"))
    honorifics = _phrases(tables, "honorifics", "gender")
    localities = Phrases(
        (word, "locality") for name in ("places", "localities") for row in tables[name] for word in row["words"]
    )
    phrases_marked = (offices, bodies, particles["whole"], particles["break"], particles["business"], cues)
    leads = _phrases(tables, "cues", kinds=("lead", "talk"))
    points = {*leads.first, ":", "”", '"', "»"}
    return Lexicon(
        surnames={
            key(word): row["weight"]
            for row in reversed(tables["surnames"])
            if row["weight"] != "compound"
            for word in row["words"]
        },
        compounds=_phrases(tables, "surnames", "weight", ("compound",)),
        honorifics=honorifics,
        pronouns=Phrases(
            (word, row["gender"]) for row in tables["honorifics"] if row["alone"] for word in row["words"]
        ),
        offices=offices,
        prefixes=_phrases(tables, "offices", kinds=("prefix",)),
        statesmen=_offices_of(tables, "state"),
        villagers=_offices_of(tables, "place"),
        bodies=bodies,
        named=_phrases(tables, "organisations", kinds=("house", "place", "thing")),
        trades=_phrases(tables, "organisations", kinds=("trade",)),
        latin=frozenset(
            key(word) for row in tables["organisations"] if row["kind"] == "latin" for word in row["words"]
        ),
        given=frozenset(key(word) for row in tables["given-names"] for word in row["words"]),
        localities=localities,
        outlets=frozenset(split(name) for row in tables["outlets"] for name in row["names"]),
        cues=cues,
        leads=leads,
        adverbs=particles["adverb"],
        nots=particles["not"],
        breaks=particles["break"],
        obliques=particles["oblique"],
        wholes=particles["whole"],
        following=frozenset(
            key(word) for row in tables["particles"] if row["kind"] == "following" for word in row["words"]
        ),
        words=word_table(
            {
                word: _entry(phrases_marked, word, word in points)
                for word in {*points, *(word for phrases in phrases_marked for word in phrases.first)}
            }
        ),
        followed=LINKS.union(("nữ", key("văn"), key("thị")), "-–—'’‘", map(key, "-–—'’‘"), particles["adverb"].first),
        calls=Phrases([("tên", "call")], honorifics, offices, localities),
    )


_BOARD = frozenset(key(w) for w in ("ban", "quan"))  # "ban chỉ đạo", "cơ quan chỉ đạo" are bodies
_BUSY = frozenset(key(w) for w in "ban tổ đoàn cục phòng đội viện hội nhóm bộ trưởng phó".split())
_HEARERS = frozenset(key(w) for w in ("pv", "phóng", "báo", "hãng", "tờ", "đài", "kênh", "chúng", "tôi"))
_LEARN = frozenset((key("biết"), key("hay")))
_NO_HEARER = frozenset(key(w) for w in ("cho", "là", "và", "để", "khi", "không", "đã", "được"))
_NOUN = frozenset(key(w) for w in ("của", "các", "những", "một", "nhiều"))
"""Before a noun: "của tổ chức"."""
_BAN, _GIAO, _CHO, _TRUONG = key("ban"), key("giao"), key("cho"), key("trưởng")


_BODY, _BREAK = 1, 3  # the places of bodies and of words that break among the tables of `mark`


def _entry(tables: Sequence[Phrases], word: str, point: bool) -> tuple:
    """What `mark` needs of a first word: the hit where it stands alone and only breaks, or is only a body, the most
    frequent of all; whether it is a point; the hit in each table where it stands alone, None where it need not be
    looked at then; and by the word after it the hits of both together, with the longer phrases (number of the table,
    size, words, hit) that may stand there by their third word, the longest last."""
    alone = [None] * len(tables)
    pairs: dict[str, list] = {}
    longer: dict[str, dict[str, list]] = {}
    found = [(n, at, words, hit) for at, phrases in enumerate(tables) for n, words, hit in phrases.first.get(word, ())]
    for n, at, words, hit in sorted(found, key=lambda row: row[0]):
        if n == 1:
            alone[at] = hit
            continue
        hits = pairs.setdefault(words[1], alone.copy())
        if n == 2:
            hits[at] = hit
        else:
            longer.setdefault(words[1], {}).setdefault(words[2], []).append((at, n, words, hit))
    hit_in = [at for at, hit in enumerate(alone) if hit] if not point and word not in (_CHO, _TRUONG) else []
    return (
        alone[_BREAK] if hit_in == [_BREAK] else None,
        alone[_BODY] if hit_in == [_BODY] else None,
        point,
        tuple(alone) if any(alone) or point or word == _TRUONG else None,
        {second: (tuple(hits), longer.get(second)) for second, hits in pairs.items()},
    )


def _told(tokens: Tokens, i: int) -> tuple[int, str] | None:
    """ "cho phóng viên biết", "cho Reuters hay": the cue with the one who is told inside it."""
    if i + 2 >= len(tokens) or not (tokens.capital[i + 1] or tokens.keys[i + 1] in _HEARERS):
        return None
    for j in range(i + 2, min(i + 8, len(tokens))):
        if tokens.keys[j] in _LEARN:
            return j + 1 - i, "say"
        if tokens.stops[j - 1] or not tokens.words[j][0].isalnum() or tokens.keys[j] in _NO_HEARER:
            return None
    return None


def _letters(word: str) -> bool:
    """Whether a body stands there in letters: "BTC"."""
    return 1 < len(word) < 8 and word.isupper() and word.isalpha()


def mark(tokens: Tokens, lex: Lexicon) -> None:
    """Note where offices, bodies, cues and breaking words stand. Of overlapping offices, and of overlapping cues, the
    first and longest holds: there is no "tướng" in "Thủ tướng"."""
    keys, capital, last = tokens.keys, tokens.capital, len(tokens.keys)
    heads, bodies, cues, breaks = tokens.heads, tokens.bodies, tokens.cues, tokens.breaks
    head_end = cue_end = whole_end = business_end = 0
    begun = tokens.begun
    for i, (stop, body, point, hits, pairs), after in compress(zip(count(), begun, (*keys[1:], "")), begun):
        if after in pairs:
            hits, longer = pairs[after]
            if longer and i + 2 < last and (rows := longer.get(keys[i + 2])):
                hits = list(hits)
                for table, n, words, hit in rows:
                    if keys[i : i + n] == words:
                        hits[table] = hit
        elif stop:
            if not capital[i] and i >= whole_end and (i >= head_end or i in heads):
                breaks[i] = stop
            continue
        elif body:
            if i >= whole_end and i >= cue_end:
                bodies[i] = body
            continue
        elif hits is None:
            continue
        head, body, whole, stop, trade, cue = hits
        word = keys[i]
        if word == _TRUONG and not head and i + 1 < last and _letters(tokens.words[i + 1]):
            head = 1, "post"  # "Trưởng BTC"
        if head and i >= head_end and i >= whole_end:
            other = whole or stop  # "chủ động", "chủ trì"
            if (not other or other[0] <= head[0]) and not (i and keys[i - 1] == _BAN):
                heads[i] = head
                head_end = i + head[0]
        if body and i >= whole_end and i >= cue_end and not (whole and whole[0] > body[0]):
            bodies[i] = body
        if point:
            tokens.points.append(i)
        if i < head_end and i not in heads:
            continue  # inside "người phát ngôn" nothing speaks
        cue = cue or (_told(tokens, i) if word == _CHO else None)
        if whole and i >= whole_end and (not cue or cue[0] < whole[0]):
            whole_end = i + whole[0]
        if i < whole_end:
            continue
        if not capital[i]:
            if stop:
                breaks[i] = stop
            if trade:
                if i in (head_end, business_end) or keys[i - 1] in _BUSY or keys[i - 1] in _NOUN:
                    business_end = i + trade[0]
                else:
                    breaks[i] = trade
        elif i and not tokens.stops[i - 1] and tokens.words[i - 1] not in '“”"-–:':
            if cue:
                cue_end = max(cue_end, i + cue[0])  # nor does "tin" of "Bộ Thông tin" tell anything
            continue
        if cue and i >= cue_end and not (i and keys[i - 1] in _BOARD) and not (i in heads and heads[i][0] > cue[0]):
            to = i + 2 if after == _CHO else i + 1  # "giao (cho) Bộ …"
            if word == _GIAO and cue[0] == 1 and not (to < last and (capital[to] or keys[to] in lex.bodies.first)):
                continue
            cues[i] = cue
            cue_end = i + cue[0]
            if not point:
                tokens.points.append(i)
