"""The tables as the finders use them: compiled once a :class:`~..tables.Tables`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..tables import Tables
from .tokens import Phrases, key


def _phrases(tables: Tables, name: str, field: str = "kind", kinds: tuple[str, ...] = ()) -> Phrases:
    return Phrases((word, row[field]) for row in tables[name] if not kinds or row[field] in kinds for word in row["words"])


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Every table of people, ready for look-up."""

    surnames: dict[str, str]  # key → strong | plain
    honorifics: Phrases  # → gender
    pronouns: Phrases  # → gender: honorifics that can stand alone
    offices: Phrases  # → rank, degree, title, post, tie
    prefixes: Phrases
    bodies: Phrases  # → body, place, thing
    latin: frozenset[str]
    localities: Phrases
    cues: Phrases  # → say, content, tag
    leads: Phrases  # → lead, talk
    adverbs: Phrases
    nots: Phrases
    nouns: Phrases
    breaks: Phrases
    obliques: Phrases


@lru_cache(maxsize=4)
def lexicon(tables: Tables) -> Lexicon:
    particles = {kind: _phrases(tables, "particles", kinds=(kind,)) for kind in ("adverb", "not", "noun", "break", "oblique")}
    return Lexicon(
        surnames={key(word): row["weight"] for row in reversed(tables["surnames"]) for word in row["words"]},
        honorifics=_phrases(tables, "honorifics", "gender"),
        pronouns=Phrases((word, row["gender"]) for row in tables["honorifics"] if row["alone"] for word in row["words"]),
        offices=_phrases(tables, "offices", kinds=("rank", "degree", "title", "post", "tie")),
        prefixes=_phrases(tables, "offices", kinds=("prefix",)),
        bodies=_phrases(tables, "organisations", kinds=("body", "place", "thing")),
        latin=frozenset(key(word) for row in tables["organisations"] if row["kind"] == "latin" for word in row["words"]),
        localities=_phrases(tables, "localities"),
        cues=_phrases(tables, "cues", kinds=("say", "content", "tag")),
        leads=_phrases(tables, "cues", kinds=("lead", "talk")),
        adverbs=particles["adverb"],
        nots=particles["not"],
        nouns=particles["noun"],
        breaks=particles["break"],
        obliques=particles["oblique"],
    )
