"""The tables as the finders use them: compiled once a :class:`~..tables.Tables`."""

from __future__ import annotations

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
    latin: frozenset[str]
    given: frozenset[str]  # given names of other languages
    localities: Phrases
    cues: Phrases  # → say, content, tag
    leads: Phrases  # → lead, talk
    adverbs: Phrases
    nots: Phrases
    nouns: Phrases
    breaks: Phrases
    obliques: Phrases
    wholes: Phrases


@lru_cache(maxsize=4)
def lexicon(tables: Tables) -> Lexicon:
    particles = {kind: _phrases(tables, "particles", kinds=(kind,)) for kind in ("adverb", "not", "noun", "break", "whole", "oblique")}
    return Lexicon(
        surnames={key(word): row["weight"] for row in reversed(tables["surnames"]) for word in row["words"]},
        honorifics=_phrases(tables, "honorifics", "gender"),
        pronouns=Phrases((word, row["gender"]) for row in tables["honorifics"] if row["alone"] for word in row["words"]),
        offices=_phrases(tables, "offices", kinds=("rank", "degree", "title", "folk", "post", "tie")),
        prefixes=_phrases(tables, "offices", kinds=("prefix",)),
        bodies=_phrases(tables, "organisations", kinds=("house", "body", "place", "thing")),
        named=_phrases(tables, "organisations", kinds=("house", "place", "thing")),
        latin=frozenset(key(word) for row in tables["organisations"] if row["kind"] == "latin" for word in row["words"]),
        given=frozenset(key(word) for row in tables["given-names"] for word in row["words"]),
        localities=_phrases(tables, "localities"),
        cues=_phrases(tables, "cues", kinds=("say", "content", "tag")),
        leads=_phrases(tables, "cues", kinds=("lead", "talk")),
        adverbs=particles["adverb"],
        nots=particles["not"],
        nouns=particles["noun"],
        breaks=particles["break"],
        obliques=particles["oblique"],
        wholes=particles["whole"],
    )


_BOARD = frozenset(key(w) for w in ("ban", "quan"))  # "ban chỉ đạo", "cơ quan chỉ đạo" are bodies
_GIAO = key("giao")
_RECEIVERS = frozenset(key(word) for word in ("tỉnh", "huyện", "xã", "phường", "quận", "sở", "bộ", "ngành"))


def mark(tokens: Tokens, lex: Lexicon) -> None:
    """Note where offices, bodies, cues and breaking words stand. Of overlapping offices, and of overlapping cues, the
    first and longest holds: there is no "tướng" in "Thủ tướng"."""
    keys, capital = tokens.keys, tokens.capital
    heads, cues, breaks, bodies, wholes = lex.offices, lex.cues, lex.breaks, lex.bodies, lex.wholes
    head_end = cue_end = whole_end = 0
    for i, word in enumerate(keys):
        if word in heads.first and i >= head_end and (hit := heads.at(keys, i)):
            other = wholes.at(keys, i) or breaks.at(keys, i)  # "chủ động", "chủ trì"
            if not other or other[0] <= hit[0]:
                tokens.heads[i] = hit
                head_end = i + hit[0]
        if word in bodies.first and (hit := bodies.at(keys, i)):
            tokens.bodies[i] = hit
        if i < head_end and i not in tokens.heads:
            continue  # inside "người phát ngôn" nothing speaks
        if word in wholes.first and i >= whole_end and (hit := wholes.at(keys, i)):
            cue = cues.at(keys, i)
            if not cue or cue[0] < hit[0]:
                whole_end = i + hit[0]
        if i < whole_end:
            continue
        if not capital[i]:
            if word in breaks.first and (hit := breaks.at(keys, i)):
                tokens.breaks[i] = hit
        elif i and not tokens.stops[i - 1] and tokens.words[i - 1] not in "“”\"-–:":
            continue
        if word in cues.first and i >= cue_end and (hit := cues.at(keys, i)) and not (i and keys[i - 1] in _BOARD):
            if word == _GIAO and hit[0] == 1 and not (i + 1 < len(keys) and (capital[i + 1] or i + 1 in tokens.bodies or keys[i + 1] in _RECEIVERS)):
                continue
            tokens.cues[i] = hit
            cue_end = i + hit[0]
