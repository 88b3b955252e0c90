"""Who is who and which document is which, across articles. Pure; what can't be decided stays apart.

A person is a name and at least one post in common; a document is kind + number + issuer with its
locality + date or term (party numbering restarts at 01 every term, and every province has its own 03-NQ/TU).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .fold import fold, fold_tone, is_syllable

_ABBREVIATIONS = {
    fold_tone(short): tuple(fold_tone(whole).split())
    for short, whole in {
        "tp": "",
        "tphcm": "hồ chí minh",
        "tw": "trung ương",
        "tư": "trung ương",
        "q": "quận",
        "p": "phường",
        "h": "huyện",
        "vn": "việt nam",
        "đh": "đại học",
    }.items()
}
_LINKING = frozenset(map(fold_tone, ["của", "và", "tỉnh", "thành", "phố", "kiêm", "là"]))
"""Words that one paper prints inside an office and the next leaves out."""
_GRADES, _RANKS = ("thiếu", "trung", "thượng", "đại", "chuẩn"), ("úy", "tá", "tướng", "đô đốc")
_TITLES = (
    *("gs", "ts", "pgs", "ths", "bs", "ls", "ks", "kts", "đb", "đbqh", "gsts", "pgsts"),
    *("giáo sư", "phó giáo sư", "tiến sĩ", "thạc sĩ", "bác sĩ", "luật sư", "kỹ sư", "nhà báo"),
    *("đại biểu", "đại biểu quốc hội", "phó đô đốc", "đô đốc"),
)
_SAYS_LITTLE = frozenset(map(fold_tone, (*_TITLES, *(f"{grade} {rank}" for grade in _GRADES for rank in _RANKS))))
"""Ranks, degrees and callings: thousands have them, so they tell no two namesakes apart and join none."""
_LOCAL = re.compile(r"[/-](?:TU|ThU|HU|QU|KU|ĐU\w*|HĐND\w*|UBND\w*|CTUBND|HĐQT|HĐTV|ĐHĐCĐ)(?:\b|$)")
"""Issuers of which there is one in every province, district or company: their number says nothing without a
locality."""
_COMPANY = re.compile(r"HĐQT|HĐTV|ĐHĐCĐ")
UNKNOWN = "không rõ địa phương"
UNKNOWN_TERM = "không rõ khóa"
_WITH_YEAR = re.compile(r"/\d{4}/|/QH\d+$|UBTVQH\d+$")
"""The number itself says the year or the term."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Rows that are one thing. ``open``: why it could not be joined with a namesake ("" if it has none)."""

    rows: tuple[int, ...]
    open: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """One post as printed: its words folded, and their initials, in which an abbreviation equals what it stands for."""

    words: tuple[str, ...]
    initials: str
    abbreviated: bool = False


@lru_cache(maxsize=65536)
def posts(office: str) -> frozenset[Post]:
    """An office as printed → the posts in it that can tell namesakes apart (no ranks or degrees)."""
    found = set()
    for piece in re.split(r"[,;()]|\s[-–]\s", office):
        post = _post(piece)
        if post.words and not _only_titles(post.words):
            found.add(post)
    return frozenset(found)


def _post(piece: str) -> Post:
    words: list[str] = []
    initials, abbreviated = "", False
    for token in re.findall(r"\w+", piece):
        folded = fold_tone(token)
        for word in _ABBREVIATIONS.get(folded, (folded,)):
            # "Cục trưởng Cục Thú y" is "Cục trưởng Thú y"
            if word in _LINKING or (word in words[:1] and len(words) == 2):
                continue
            if word == fold_tone("bộ") and len(words) == 2:  # "Thứ trưởng Bộ Y tế"
                continue
            short = token.isupper() and len(token) > 1 and word == folded
            abbreviated |= short
            words.append(word)
            initials += fold(token) if short else fold(word)[:1]
    return Post(tuple(words), initials, abbreviated)


def _only_titles(words: tuple[str, ...]) -> bool:
    """Whether nothing but ranks, degrees and callings stands there ("GS TS", "bác sĩ", "Đại tá")."""
    if not words:
        return True
    return any(" ".join(words[:n]) in _SAYS_LITTLE and _only_titles(words[n:]) for n in (1, 2, 3, 4) if n <= len(words))


def same_post(a: Post, b: Post) -> bool:
    """``Bí thư Tỉnh ủy`` and ``Bí thư Tỉnh ủy Quảng Ninh`` are one post as far as they go, ``Bộ trưởng Bộ GTVT`` and
    ``Bộ trưởng Giao thông Vận tải`` too; those of two provinces are not."""
    short, long = sorted((a.words, b.words), key=len)
    if long[: len(short)] == short:
        return len(short) > 1 or short == long
    if not (a.abbreviated or b.abbreviated) or a.words[:2] != b.words[:2]:
        return False
    fewer, more = sorted((a.initials, b.initials), key=len)
    return len(fewer) >= 4 and more.startswith(fewer)


def people(offices: Sequence[str]) -> list[Cluster]:
    """Mentions of one name, by the offices printed with them → the persons.

    Mentions with a post in common are one person. A mention without any office (or with a rank or degree alone) joins
    the only person of that name; with several it stays apart, as does one whose posts fit two persons that don't fit
    each other.
    """
    if len(set(offices)) == 1:  # as of most names
        return [Cluster(tuple(range(len(offices))))]
    kinds: dict[frozenset[Post], list[int]] = {}
    for row, office in enumerate(offices):
        kinds.setdefault(posts(office), []).append(row)
    bare = kinds.pop(frozenset(), [])
    groups: list[set[frozenset]] = []
    # Most specific first, so that a short office meets the persons it might belong to.
    for kind in sorted(kinds, key=lambda k: (-max(len(p.words) for p in k), sorted(k))):
        fits = [g for g in groups if any(same_post(a, b) for other in g for a in kind for b in other)]
        if len(fits) == 1 or (fits and all(_shares_whole_post(kind, g) for g in fits)):
            fits[0].add(kind)
            for other in fits[1:]:
                fits[0].update(other)
                groups.remove(other)
        else:
            groups.append({kind})
    clusters = [sorted(row for kind in g for row in kinds[kind]) for g in groups]
    if len(clusters) == 1:
        clusters[0] = sorted(clusters[0] + bare)
        bare = []
    if bare:
        clusters.append(bare)
    reason = "cùng tên, không đủ căn cứ để biết là một người" if len(clusters) > 1 else ""
    return [Cluster(tuple(c), reason) for c in sorted(clusters)]


def _shares_whole_post(kind: frozenset, group: set[frozenset]) -> bool:
    """A post word for word the same, and long enough to be no mere rank."""
    return any(a == b and len(a.words) > 3 for other in group for a in kind for b in other)


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a document from its homonyms, as one article gives it; "" where it doesn't. ``article``: its slug."""

    article: str
    kind: str
    number: str
    full: bool
    issuer: str
    locality: str
    date: str


def is_local(number: str) -> bool:
    """Whether a number means nothing without its locality (or company)."""
    return bool(_LOCAL.search(number))


def _body(issuer: str) -> str:
    """An issuer as printed, in one form: "Thủ tướng Chính phủ" is "Thủ tướng", "BCH Trung ương" "Ban Chấp hành Trung
    ương"."""
    text = fold_tone(issuer).replace(fold_tone("thủ tướng chính phủ"), fold_tone("thủ tướng"))
    text = re.sub(r"\bbch\b", fold_tone("ban chấp hành"), text).replace(
        fold_tone("trung ương đảng"), fold_tone("trung ương")
    )
    return re.sub(r"[(),]", "", text)


_WHOLE = re.compile(
    r"(?i)^bộ trưởng (?=bộ )|(?<=thủ tướng) chính phủ|(?<=trung ương) đảng|(?<=ban bí thư) trung ương(?: đảng)?"
)
"""What names the same body when it is left out."""
_MINISTER = re.compile(r"(?i)bộ trưởng bộ ")
_AND_OF = frozenset(map(fold_tone, ["và", "của"]))
_ROMAN = re.compile("[IVXLC]+")
"""Terms: "khóa XI" is not "khóa XII"."""


def bodies(names: Iterable[str]) -> dict[str, str]:
    """Issuers as printed, the most frequent first → each with the name to show of the same body: "Bộ GD&ĐT" and "Bộ
    trưởng Bộ Giáo dục và Đào tạo" are "Bộ Giáo dục và Đào tạo"."""
    found: dict[str, str] = {}
    alike: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # initials → words and name of each body
    for name in sorted(names, key=_roundabout):
        initials, words = _written(name)
        rivals = alike.setdefault(initials, [])
        found[name] = next((shown for other, shown in rivals if _same_body(words, other)), name)
        if found[name] == name:
            rivals.append((words, name))
    return found


def _roundabout(name: str) -> bool:
    """Whether a body's name is abbreviated, or its minister's."""
    return any(word.isupper() for word in _written(name)[1]) or _MINISTER.match(name) is not None


@lru_cache(maxsize=1 << 14)
def _written(name: str) -> tuple[str, tuple[str, ...]]:
    """A body's name without "và" and "của": initials and words, an abbreviation's letters each for the word it stands
    for."""
    words: list[str] = []
    for token in re.findall(r"\w+", _WHOLE.sub("", name)):
        if token.isupper() and len(token) > 1 and not (_ROMAN.fullmatch(token) or is_syllable(token)):
            words += token.replace("W", "U")  # TW, trung ương
        elif (word := fold_tone(token)) not in _AND_OF:
            words.append(word)
    return "".join(fold(word)[:1] for word in words), tuple(words)


def _same_body(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names that agree in their initials have no two words that differ."""
    return all(x == y or x.isupper() or y.isupper() for x, y in zip(a, b, strict=True))


def documents(rows: Sequence[Identity]) -> dict[tuple[Hashable, ...], Cluster]:
    """Documents as the articles give them → one key each; the key's parts are kind, number, place and year.

    A short form ("Nghị quyết 16") never joins a full one of another article. A local number without a locality stays
    apart, article by article, unless its day of issue is the same. Without a date a mention joins the only dated
    document of its number; with several it stays apart.
    """
    same: dict[tuple, list[int]] = {}
    for index, row in enumerate(rows):
        if not row.full:
            place = _body(row.issuer)
        elif row.number.isdigit():  # a plenum's resolution is known by the plenum's number and its term
            place = (
                _body(row.issuer)
                if re.search(r"(?i)khóa|khoá|nhiệm kỳ", row.issuer)
                else f"{UNKNOWN_TERM} {row.article}"
            )
        elif is_local(row.number):
            company = fold_tone(row.issuer) if _COMPANY.search(row.number) else ""
            place = (
                fold_tone(row.locality) or company or UNKNOWN + " " + (row.date if len(row.date) == 10 else row.article)
            )
        else:
            place = ""
        same.setdefault((fold_tone(row.kind), row.number, row.full, place), []).append(index)
    numbers: dict[tuple, int] = {}
    for kind, number, full, _ in same:
        numbers[kind, number, full] = numbers.get((kind, number, full), 0) + 1
    found: dict[tuple, Cluster] = {}
    for (kind, number, full, place), indexes in same.items():
        years = {rows[i].date[:4] for i in indexes if rows[i].date[:4].isdigit()}
        split = len(years) > 1 and full and not _WITH_YEAR.search(number)
        parts: dict[str, list[int]] = {}
        for i in indexes:
            year = rows[i].date[:4]
            parts.setdefault(year if split and year.isdigit() else "", []).append(i)
        for year, members in parts.items():
            reason = ""
            if not full:
                reason = "chỉ nêu số viết tắt: các bài có thể nói về những văn bản khác nhau"
            elif place.startswith(UNKNOWN_TERM):
                reason = "không rõ của khóa nào"
            elif place.startswith(UNKNOWN):
                reason = "không rõ của địa phương nào"
            elif split and not year:
                reason = "không rõ ban hành năm nào"
            found[kind, number, full, place, year] = Cluster(tuple(members), reason)
    return found


def unique(wanted: Iterable[tuple[Hashable, str, str]]) -> dict[Hashable, str]:
    """(key, slug, suffix) → key: slug. Keys that want one slug all get their suffix, so that no address
    depends on which came first; what still clashes is numbered in the order of the keys' text."""
    rivals: dict[str, list[tuple[Hashable, str]]] = {}
    for key, slug, suffix in wanted:
        rivals.setdefault(slug, []).append((key, suffix))
    result, taken = {}, set(rivals)
    for slug, keys in sorted(rivals.items()):
        if len(keys) == 1:
            result[keys[0][0]] = slug
            continue
        for key, suffix in sorted(keys, key=lambda k: (k[1], str(k[0]))):
            address, number = f"{slug}-{suffix}".strip("-"), 1
            base = address
            while address in taken:
                number += 1
                address = f"{base}-{number}"
            taken.add(address)
            result[key] = address
    return result
