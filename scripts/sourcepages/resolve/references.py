"""Persons meant by a description rather than a name: "nhà lãnh đạo Nga", "người đứng đầu ngành y tế", "nữ ca sĩ",
"tay vợt người Serbia". What such a phrase tells of an office, a sex, a calling."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..fold import fold_tone
from ..tables import Tables
from .offices import FORMER, words_of

Words = tuple[str, ...]
"""Words of an office or a description, folded."""
SEXES = {fold_tone("nữ"): "f", fold_tone("nam"): "m"}
FROM = fold_tone("người")
_AGE = fold_tone("tuổi")


@dataclass(frozen=True, slots=True)
class Described:
    """What a description tells: ``calling`` its first two syllables, ``gender`` "m", "f" or "", ``former`` that the
    office is no longer held, ``marked`` by an origin or an age."""

    calling: Words
    gender: str
    former: bool
    marked: bool


@dataclass(frozen=True, eq=False)
class References:
    """The table `references`, words folded."""

    titles: frozenset[Words]
    """The first two words of the callings a newspaper names somebody by instead of their name."""
    many: frozenset[Words]
    dignified: frozenset[str]
    vague: tuple[str, ...]
    """As printed in small letters."""
    another: tuple[str, ...]
    _posts: Mapping[Words, frozenset[Words]]
    """The words that mean whoever heads something → how their office may begin."""
    _post_of: Mapping[Words, Words]
    """A body → who heads it."""
    _of_a_place: frozenset[Words]
    _body_of: Mapping[Words, frozenset[str]]
    """A post → the words of the body it heads."""
    _fillers: frozenset[str]
    _same_calling: Mapping[Words, Words]

    def heads(self, words: Words) -> Callable[[Words], bool] | None:
        """Whether somebody's office makes them who a body or a country is headed by, for "nhà lãnh đạo Nga", "người
        đứng đầu ngành y tế"; None if the words are no such phrase."""
        head = next((head for head in self._posts if words[: len(head)] == head), None)
        if head is None:
            return None
        rest, posts = words[len(head) :], self._posts[head]
        post = self._post_of.get(rest[:2])
        if post and not set(rest[2:]) - self._fillers:
            whole = {*post, *rest, *self._fillers}
            return lambda held: held[: len(post)] == post and set(held) <= whole
        if post:
            wanted = frozenset(rest[2:]) - self._fillers
            return lambda held: held[: len(post)] == post and wanted <= set(held)
        wanted = frozenset(rest) - self._fillers
        if not wanted:  # "người đứng đầu thành phố"
            wanted, posts = frozenset(rest), self._of_a_place
        if not wanted:
            return None
        return lambda held: (
            (held[:2] in posts or held[:1] in posts or held[:3] in posts)
            and wanted <= set(held) | self._body_of.get(held[:2], frozenset())
        )

    def described(self, words: Words) -> Described | None:
        """What "nữ diễn viên 44 tuổi", "tay vợt người Serbia", "cựu thủ quân của đội" tells of whom it means; None for
        words that many could be meant by ("luật sư") or that name a post."""
        gender = former = ""
        plain = words
        while plain and (plain[0] in SEXES or plain[0] == FORMER):
            gender, former = gender or SEXES.get(plain[0], ""), former or plain[0] == FORMER
            plain = plain[1:]
        marked = FROM in plain[1:] or (len(plain) > 2 and plain[-1] == _AGE and plain[-2].isdigit())
        if not plain or not (gender or former or marked):
            return None
        found = self.calling(plain)
        return Described(found, gender, bool(former), marked) if found or former else None

    def calling(self, held: Words) -> Words:
        """The first two syllables of the calling an office is, () if it is none: ("ca", "sĩ") of "nữ ca sĩ"."""
        while held and (held[0] in SEXES or held[0] == FORMER):
            held = held[1:]
        if held[:2] in self._same_calling:
            return self._same_calling[held[:2]]
        return held[:2] if held[:2] in self.titles else held[:1] if held[:1] in self.titles else ()


@lru_cache(maxsize=4)
def references(tables: Tables) -> References:
    """The table as this module uses it; made once a ``Tables``."""

    def rows(kind: str) -> list[Mapping]:
        return [row for row in tables["references"] if row["kind"] == kind]

    def words(kind: str) -> list[str]:
        return [word for row in rows(kind) for word in row["words"]]

    posts: dict[Words, frozenset[Words]] = {}
    for row in rows("head"):
        for word in row["words"]:
            posts[_split(word)] = posts.get(_split(word), frozenset()) | frozenset(map(_split, row["posts"]))
    return References(
        titles=frozenset(
            words_of(word, tables)[:2] for row in tables["offices"] if row["kind"] == "title" for word in row["words"]
        ),
        many=frozenset(map(_split, words("many"))),
        dignified=frozenset(_split(word)[0] for word in words("dignified")),
        vague=tuple(words("vague")),
        another=tuple(map(fold_tone, words("another"))),
        _posts=posts,
        _post_of={_split(word): _split(row["post"]) for row in rows("post") for word in row["words"]},
        _of_a_place=frozenset(map(_split, words("place"))),
        _body_of={_split(word): frozenset(_split(row["body"])) for row in rows("body") for word in row["words"]},
        _fillers=frozenset(syllable for word in words("filler") for syllable in _split(word)),
        _same_calling={
            _split(word)[:2]: _split(row["calling"])[:2] for row in rows("calling") for word in row["words"]
        },
    )


def _split(phrase: str) -> Words:
    return tuple(fold_tone(word) for word in phrase.split())
