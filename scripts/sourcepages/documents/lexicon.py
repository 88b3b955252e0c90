"""What the finder knows of kinds, issuers and places: the tables, made into patterns once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..fold import lower, retone
from ..tables import Tables

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÐÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(chr(c) for c in range(0x1EA0, 0x1EFA, 2))
"""Vietnamese capitals, for a class of characters (in Unicode they alternate with the small letters)."""


@dataclass(frozen=True, eq=False)
class Rules:
    """The tables as the finder uses them."""

    kind_of_word: dict
    kind_of_code: dict
    longest_code: int
    issuer_of_code: dict
    left: re.Pattern
    left_of: re.Pattern
    abbreviation: re.Pattern
    triggers: frozenset
    """The last words of all that may stand before a number."""
    trigger_ends: frozenset
    """Their last two letters."""
    head: re.Pattern
    issuer_of_word: dict
    place: re.Pattern
    kind: re.Pattern
    surnames: frozenset
    counted: re.Pattern
    """After a number that is then no name of a document: "Nghị quyết 9 điểm"."""
    counted_by_verb: re.Pattern
    """… and after a word that is a verb too: "quyết định 4 nhóm", "hướng dẫn 12 hộ"."""
    small: tuple[str, ...]
    """Issuers may begin with these in small letters."""
    bare: frozenset
    """Issuers that are none without the rest of their name."""
    place_nouns: frozenset
    compounds: frozenset
    trades: frozenset
    """Words in the names of issuers that have no capital."""

    def of_party(self, issuer: str) -> bool:
        """Whether an issuer as printed is a body of the Party; True for one the table does not know."""
        head = self.head.match(retone(lower(issuer)))
        return not head or bool(self.issuer_of_word[head.group()].get("party"))


@lru_cache(maxsize=4)
def rules(tables: Tables) -> Rules:
    """The patterns of ``tables``, made once."""
    kinds, issuers = tables["kinds"], tables["issuers"]
    words = {word: kind for kind in kinds for word in kind["words"]}
    codes = {code: kind for kind in kinds for code in kind["codes"]}
    short = {word: kind for kind in kinds for word in kind.get("abbreviations", ())}
    heads = {word: issuer for issuer in issuers for word in issuer["words"]}

    def either(items) -> str:
        return (
            "|".join(re.escape(w) for w in sorted(items, key=len, reverse=True)) or "(?!)"
        )  # of none, what never matches

    around = tables["documents"]

    def of_kind(kind: str) -> list[str]:
        return [word for row in around if row["kind"] == kind for word in row.get("words", ())]

    def syllables(kind: str) -> frozenset:
        return frozenset(syllable for word in of_kind(kind) for syllable in word.split())

    def counted(kind: str) -> str:
        return "|".join(
            (
                either(of_kind(kind)),
                *(rule for row in around if row["kind"] == kind for rule in row.get("alternatives", ())),
            )
        )

    modifiers = either(of_kind("modifier"))
    triggers = {"số", *map(str.lower, short), *(word.split()[-1] for word in (*words, *of_kind("modifier")))}
    return Rules(
        words,
        codes,
        max(map(len, codes), default=0),
        {code: issuer for issuer in issuers for code in issuer["codes"]},
        re.compile(
            rf"(?P<kind>{either(words)})(?P<mods>(?: (?:{modifiers}))*)(?: \([a-zđ&]{{1,5}}\))?(?P<so> ?[(,]? "
            rf"?số ?:?| ?\()? ?$"
        ),
        re.compile(
            rf"(?P<kind>{either(words)})(?P<mods>(?: (?:{modifiers}))*) của (?P<issuer>[^,"
            rf".;:()\n\d]{{2,60}}?)(?P<so> số ?:?) ?$"
        ),
        re.compile(rf"(?<![\w/-])(?P<kind>{either(short)})(?P<so> số ?:?)? ?$"),
        frozenset(triggers),
        frozenset(word[-2:] for word in triggers),
        # a deputy signs for the body, not for himself
        re.compile(rf"(?<!phó )(?<!phó thủ tướng )(?:{either(heads)})(?!\w)"),
        heads,
        re.compile(rf" (?:{either(place_words(tables))})(?!\w)"),
        re.compile(rf"(?:{either(words)})(?!\w)"),
        frozenset(word for row in tables["surnames"] if row["weight"] == "strong" for word in row["words"]),
        re.compile(rf" ?(?:%|(?:{counted('counted')})\b)"),
        re.compile(rf" ?(?:{counted('counted by verb')})\b"),
        tuple(of_kind("small")),
        frozenset(of_kind("bare")),
        syllables("place"),
        frozenset(of_kind("compound")),
        syllables("trade"),
    )


@lru_cache(maxsize=4)
def place_words(tables: Tables) -> dict[str, str]:
    """Every way to print a province or central city → its name; with the tone mark on either vowel ("Hoà Bình"). Not to
    be changed."""
    made = {}
    for place in tables["places"]:
        for word in place["words"]:
            made[word] = place["name"]
            for old, new in (("òa", "oà"), ("óa", "oá")):
                made[word.replace(old, new)] = place["name"]
    return made
