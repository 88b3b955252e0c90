"""Persons meant by a description rather than a name: "nhà lãnh đạo Nga", "người đứng đầu ngành y tế", "nữ ca sĩ",
"tay vợt người Serbia". What such a phrase tells of an office, a sex, a calling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..fold import fold_tone


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(fold_tone(word) for word in phrase.split())


def _several(phrases: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_split(phrase) for phrase in phrases.split("|"))


_LEADER = _split("nhà lãnh đạo")
_HEADS = _several("người đứng đầu|tư lệnh ngành")
_RULE = _several("tổng thống|thủ tướng|chủ tịch|tổng bí thư|quốc vương|vua|thủ hiến|lãnh đạo|lãnh tụ|nhà lãnh đạo")
_LEAD = (
    *_RULE,
    *_several(
        "bí thư|bộ trưởng|ngoại trưởng|giám đốc|tổng giám đốc|ceo|thống đốc|tỉnh trưởng|thị trưởng|tổng thư ký|cục trưởng"
        "|tổng cục trưởng|viện trưởng|hiệu trưởng|chánh án|tổng thanh tra|tổng kiểm toán|thủ lĩnh|trưởng ban|chủ nhiệm"
    ),
)
_POST_OF = {
    _split("chính phủ"): _split("thủ tướng"),
    _split("nhà nước"): _split("chủ tịch nước"),
    _split("thành ủy"): _split("bí thư"),
    _split("tỉnh ủy"): _split("bí thư"),
    _split("huyện ủy"): _split("bí thư"),
    _split("quận ủy"): _split("bí thư"),
    _split("chính quyền"): _split("chủ tịch"),
}
"""Who heads what need not be named in their office."""
_OF_A_PLACE = _several("chủ tịch|bí thư")
_MINISTRY = {_split("ngoại trưởng"): frozenset(_split("bộ ngoại giao"))}
_FILLERS = frozenset(_split("ngành của tại và tỉnh thành phố việt nam thủ đô nước cơ quan"))
_SEXES = {fold_tone("nữ"): "f", fold_tone("nam"): "m"}
_FORMER = fold_tone("cựu")
_FROM, _AGE = fold_tone("người"), fold_tone("tuổi")
_SAME_CALLING = {
    _split("chiến lược"): _split("huấn luyện"),
    _split("nhà cầm"): _split("huấn luyện"),
    _split("thuyền trưởng"): _split("huấn luyện"),
}
"""Other words for a calling, by their first two syllables."""


def heads(words: tuple[str, ...]) -> Callable[[tuple[str, ...]], bool] | None:
    """Whether somebody's office makes them who a body or a country is headed by, for "nhà lãnh đạo Nga", "người đứng đầu
    ngành y tế"; None if the words are no such phrase. Words of offices are folded."""
    if words[:3] == _LEADER:
        rest, posts = words[3:], _RULE
    elif head := next((head for head in _HEADS if words[: len(head)] == head), None):
        rest, posts = words[len(head) :], _LEAD
    else:
        return None
    post = _POST_OF.get(rest[:2])
    if post and not set(rest[2:]) - _FILLERS:
        whole = {*post, *rest, *_FILLERS}
        return lambda held: held[: len(post)] == post and set(held) <= whole
    if post:
        wanted = frozenset(rest[2:]) - _FILLERS
        return lambda held: held[: len(post)] == post and wanted <= set(held)
    wanted = frozenset(rest) - _FILLERS
    if not wanted:  # "người đứng đầu thành phố"
        wanted, posts = frozenset(rest), _OF_A_PLACE
    if not wanted:
        return None
    return lambda held: (
        (held[:2] in posts or held[:1] in posts or held[:3] in posts)
        and wanted <= set(held) | _MINISTRY.get(held[:2], frozenset())
    )


@dataclass(frozen=True, slots=True)
class Described:
    """What a description tells: ``calling`` its first two syllables, ``gender`` "m", "f" or "", ``former`` that the
    office is no longer held, ``marked`` by an origin or an age."""

    calling: tuple[str, ...]
    gender: str
    former: bool
    marked: bool


def described(words: tuple[str, ...], callings: frozenset[tuple[str, ...]]) -> Described | None:
    """What "nữ diễn viên 44 tuổi", "tay vợt người Serbia", "cựu thủ quân của đội" tells of whom it means; None for words
    that many could be meant by ("luật sư") or that name a post."""
    gender = former = ""
    plain = words
    while plain and (plain[0] in _SEXES or plain[0] == _FORMER):
        gender, former = gender or _SEXES.get(plain[0], ""), former or plain[0] == _FORMER
        plain = plain[1:]
    marked = _FROM in plain[1:] or (len(plain) > 2 and plain[-1] == _AGE and plain[-2].isdigit())
    if not plain or not (gender or former or marked):
        return None
    found = calling(plain, callings)
    return Described(found, gender, bool(former), marked) if found or former else None


def calling(held: tuple[str, ...], callings: frozenset[tuple[str, ...]]) -> tuple[str, ...]:
    """The first two syllables of the calling an office is, () if it is none: ("ca", "sĩ") of "nữ ca sĩ"."""
    while held and (held[0] in _SEXES or held[0] == _FORMER):
        held = held[1:]
    if held[:2] in _SAME_CALLING:
        return _SAME_CALLING[held[:2]]
    return held[:2] if held[:2] in callings else held[:1] if held[:1] in callings else ()
