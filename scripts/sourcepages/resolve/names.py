"""Forms of one name, as folded syllables: a part of it, another spelling of it."""

from __future__ import annotations

from ..fold import fold, fold_tone, is_syllable

Syllables = tuple[str, ...]
_THI = fold_tone("thị")


def without_rank(name: Syllables) -> Syllables:
    """A foreign name without what tells son from father: "Roland Mẫuson Jr"."""
    return name[:-1] if len(name) > 2 and name[-1].rstrip(".") in ("jr", "sr", "ii", "iii") else name


def is_part(part: Syllables, whole: Syllables, first: frozenset[str]) -> bool:
    """The last syllables of a name; of a foreign one its first word too ("ông Hwang" for "Hwang Do-jin", "Helen" for
    "Helen Mẫuson"), and of one that could be Vietnamese where that is a family name that stands ``first``."""
    n = len(part)
    if n >= len(whole):
        return part == whole
    if whole[-n:] == part:
        return True
    if n > 1 or len(whole) > 4 or whole[0] != part[0]:
        return False
    if part[0] in first or not all(w.isalpha() for w in whole[1:]) or not all(is_syllable(w) for w in whole):
        return True
    # "tiến sĩ Pho" for "Pho Keng Thum", if nobody's name ends so
    return len(whole) == 3 and all(w.isascii() for w in whole)


def another_spelling(known: Syllables, said: Syllables) -> bool:
    """Whether two names that end alike may be one: a syllable left out, a letter misprinted, another family name printed
    once."""
    if len(known) != len(said):
        longer, shorter = (known, said) if len(known) > len(said) else (said, known)
        if longer[-2:] != shorter[-2:]:
            return False
        if len(shorter) == 2:
            return len(longer) < 5  # given names alone
        return len(longer) == len(shorter) + 1 and (longer[1:] == shorter or longer[0] == shorter[0])
    at = _only_difference(known, said)
    if at is None:
        return False
    if at and len(known) < 3:
        return False
    if one_letter(known[at], said[at]):
        return len(known) > 2 or not is_syllable(known[1])  # "Gordn" for "Gordon"
    if at:
        return False
    return (
        len(known) > 3
        or (  # "Bardinul" for "Barnidun"
            len(known) == 3 and known[0][0] == said[0][0] and len(known[0]) > 4 and not any(map(is_syllable, known[1:]))
        )
    )


def another_middle(known: Syllables, said: Syllables) -> bool:
    """Whether two names of three syllables differ by the middle name alone, "Thị" aside."""
    return len(known) == len(said) == 3 and _only_difference(known, said) == 1 and _THI not in (known[1], said[1])


def _only_difference(a: Syllables, b: Syllables) -> int | None:
    """Where two names of one length differ; None if nowhere or more than once."""
    differ = [k for k, (one, other) in enumerate(zip(a, b, strict=True)) if one != other]
    return differ[0] if len(differ) == 1 else None


def one_letter(a: str, b: str) -> bool:
    """Whether two syllables differ by one letter or by marks only."""
    if fold(a) == fold(b):
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    return any(
        long[:i] + long[i + 1 :] == short or (len(a) == len(b) and a[:i] + a[i + 1 :] == b[:i] + b[i + 1 :])
        for i in range(len(long))
    )
