"""The words of an office, for comparison: "Chủ tịch UBND tỉnh" and "Chủ tịch Ủy ban nhân dân tỉnh" are one."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from ..fold import fold, fold_tone
from ..models import Evidence
from ..tables import Tables

FORMER = fold_tone("cựu")
_ONCE = fold_tone("nguyên")
_NO_WORD = re.compile(r"[\W_]")
_FILLERS = frozenset(fold_tone(w) for w in ("vị", "của", "tại", "và", "tỉnh", "thành", "phố"))


@lru_cache(maxsize=4)
def _written_out(tables: Tables) -> dict[str, list[str]]:
    """Abbreviations → the words they stand for, folded."""
    return {
        fold_tone(word): [fold_tone(part) for part in row["full"].split()]
        for row in tables["abbreviations"]
        for word in row["words"]
    }


@lru_cache(maxsize=4096)
def words_of(text: str, tables: Tables) -> tuple[str, ...]:
    """The words of an office, folded, abbreviations written out."""
    written_out = _written_out(tables)
    out: list[str] = []
    for word in fold_tone(_NO_WORD.sub(" ", text)).split():
        out += written_out.get(word, (word,))
    if out and out[0] == _ONCE:
        out[0] = FORMER
    return tuple(out)


def same_office(alone: tuple[str, ...], held: tuple[str, ...], callings: frozenset[tuple[str, ...]]) -> bool:
    """Whether ``alone`` can be short (or long) for the office ``held``: the same first words, nothing that contradicts.
    Of a calling that many have ("huấn luyện viên", "luật sư") nothing may be added."""
    if alone[0] != held[0] or alone[: min(2, len(alone))] != held[: min(2, len(alone), len(held))]:
        return False
    a, b = set(alone), set(held)
    if a <= b or a - _FILLERS <= b:
        return True
    return (b <= a or b - _FILLERS <= a) and alone[:2] not in callings


def distinct(offices: list[Evidence], whole: Set[int], tables: Tables) -> list[Evidence]:
    """The offices without those another one says in full, in the order of the text. ``whole``: where those begin that
    stand with a whole name."""
    kept: list[tuple[tuple[str, ...], Evidence]] = []
    for office in sorted({e.start: e for e in offices}.values(), key=lambda e: e.start):
        held = words_of(office.quote, tables)
        if not held:
            continue
        for k, (known, other) in enumerate(kept):
            if (
                set(held) - _FILLERS <= set(known)
                or (set(known) - _FILLERS <= set(held) and known[0] == held[0])
                or (held[:2] == known[:2] and _same_initials(office.quote, other.quote))
            ):
                # one post: the form with more words as printed; of "ĐB X" and "đại biểu" with a part of it the first
                if (
                    known[0] == held[0]
                    and len(held) >= len(known)
                    and (known != held or len(held) > 2 or office.start in whole)
                    and (len(office.quote.split()), len(held)) > (len(other.quote.split()), len(known))
                ):
                    kept[k] = (held, office)
                break
        else:
            kept.append((held, office))
    return [office for _, office in sorted(kept, key=lambda item: item[1].start)]


def _same_initials(a: str, b: str) -> bool:
    """Whether one of two offices is the other with its body in letters: "Thứ trưởng Bộ TT&TT" for "Thứ trưởng Bộ Thông
    tin và Truyền thông"."""
    one = _initials(a)
    return len(one) > 3 and one == _initials(b)


@lru_cache(maxsize=4096)
def _initials(office: str) -> str:
    """The first letters of an office's words, all of those that stand for words."""
    return "".join(
        fold(word) if word.isupper() else fold(word)[:1]
        for word in re.findall(r"\w+", office)
        if fold_tone(word) not in _FILLERS
    )
