"""Bylines and sources: "Bài, ảnh: LÊ MẪU", "Lê Mẫu - Tuổi Trẻ", "Trần Thử (t/h)", "Theo Dân trí".

A run of the text is a byline only if every part of it is a person's name, an outlet, or a word that stands with them
(the table `frame`). A name is told by its shape: two to five capitalised syllables that Vietnamese could have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .fold import fold, fold_tone
from .sentences import LOWER, UPPER
from .tables import Tables

MAX_LENGTH = 110
"""A longer line is no byline."""

_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?\Z")
_TOKEN = re.compile(rf"(?:[{UPPER}]\.\s?){{1,3}}[{UPPER}][{LOWER}{UPPER}]*|[{UPPER}][{LOWER}{UPPER}]*")
_SEPARATOR = re.compile(
    rf"\s*[-–—/&,|;]+\s*|\s+và\s+|\s*[()]\s*|\s*:\s*|(?:\s+|(?<=[{LOWER}]))(?=Theo\s|Tổng hợp\b"
    rf"|Tham khảo\s*:)"
)
_DOMAIN = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|gov)(?:\.vn)?(?:/\S*)?", re.I)
_ACRONYM = re.compile(rf"(?:[{UPPER}]{{3,8}}|[{UPPER}]{{2}}\d)\d*\Z")
_BETWEEN = re.compile(r"[.\s]+")
_TWO_LETTERS = re.compile(rf"[{UPPER}]{{2}}")
_INITIALS = re.compile(rf"(?:[{UPPER}]\.\s?){{1,3}}[{UPPER}]?\.?")
_ONE_SYLLABLE = re.compile(rf"(?:[{UPPER}][{LOWER}{UPPER}]?\.\s?){{1,3}}([{UPPER}](?:[{LOWER}]+|[{UPPER}]+))")
_BEFORE = re.compile(r"([^:]{2,24}):\s*")
_FROM = re.compile(
    r"(?:(?:Theo|theo|Nguồn|nguồn|Nguồn tin|Dẫn nguồn|Tham khảo)\b\s*:?|[Tt]ổng hợp (?:từ "
    r"|theo )?(?=\S))\s*"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Where the author's name and the outlet's stand: spans, or None. ``rule`` says what told the author."""

    author: tuple[int, int] | None
    publisher: tuple[int, int] | None
    rule: str = ""


@dataclass(frozen=True)
class Words:
    """The words of the tables that bylines are read with, folded."""

    outlets: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    ranks: tuple[str, ...]
    places: frozenset[str]
    no_name: frozenset[str]
    no_pair: frozenset[str]


@lru_cache(maxsize=4)
def words(tables: Tables) -> Words:
    """The tables frame and outlets as bylines are compared with them; made once a ``Tables``."""

    def of(kind: str) -> list[str]:
        return [word for row in tables["frame"] if row["kind"] == kind for word in row["words"]]

    return Words(
        frozenset(name.lower() for row in tables["outlets"] for name in row["names"]),
        frozenset(fold_tone(word) for word in of("byline_before")),
        frozenset(fold_tone(word) for word in of("byline_after")),
        tuple(sorted(of("rank"), key=len, reverse=True)),
        frozenset(
            fold_tone(word) for name in ("places", "localities") for row in tables[name] for word in row["words"]
        ),
        frozenset(of("no_name")),
        frozenset(of("no_name_of_two")),
    )


def is_outlet(text: str, known: Words) -> bool:
    """Whether these words name a newspaper, an agency or a site; "Báo X" and "Tạp chí X" do too."""
    plain = " ".join(text.split()).strip(".")
    key = plain.lower().removesuffix(" online")
    if key in known.outlets or (("." in plain or "/" in plain) and _DOMAIN.fullmatch(plain)) or _ACRONYM.match(plain):
        return True
    return plain.lower().startswith(("báo ", "tạp chí ", "đài ")) and len(plain.split()) <= 6


def is_name(text: str, known: Words) -> bool:
    """Whether these words have the shape of a Vietnamese person's name or pen name, and name no outlet."""
    if len(text) > 40 or not text or is_outlet(text, known):
        return False
    tokens, at = [], 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if not token:
            return False
        tokens.append(token.group())
        at = token.end()
        while at < len(text) and text[at] == " ":
            at += 1
    syllables = [part for token in tokens for part in _BETWEEN.split(token) if part]
    if not 2 <= len(syllables) <= 5:
        return False
    if syllables[0].lower() in known.no_name or " ".join(syllables[:2]).lower() in known.no_pair:
        return False
    long = [part for part in syllables if len(part) > 1]
    if len({part.isupper() for part in long}) > 1:
        return False
    return all(
        len(part) == 1 or (_SYLLABLE.match(fold(part)) and (part[1:].islower() or part.isupper())) for part in syllables
    )


def _clean(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space, dashes and full stops around it (an initial keeps its own)."""
    while start < end and (text[start].isspace() or text[start] in "-–—*.,;:|/()>"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "-–—*,;:|/()."):
        end -= 1
    return start, end


def parse(text: str, start: int, end: int, known: Words) -> Byline | None:
    """``text[start:end]`` as a byline, or None if anything in it is neither name nor outlet nor a word of bylines."""
    start, end = _clean(text, start, end)
    if not 0 < end - start <= MAX_LENGTH:
        return None
    away = _CORRESPONDENT.search(text, start, end)
    if away:  # "Lê Mẫu (từ Mát-xcơ-va, Liên bang Nga)"
        start, end = _clean(text, start, away.start())
    half = (end - start) // 2
    first = text[start : start + half].strip()
    if first == text[end - half : end].strip() and len(first.split()) > 1:
        end = start + half  # printed twice
        start, end = _clean(text, start, end)
    rule = "byline.name"
    marker = _BEFORE.match(text, start, end)
    if marker and fold_tone(marker.group(1)) in known.before:
        start, rule = marker.end(), "byline.marker"
        found = _parts(text, start, end, known)
        return Byline(found[0], found[1], rule) if found else None
    for rank in known.ranks:
        if text.startswith(rank, start, end) and text[start + len(rank) : start + len(rank) + 1] in (" ", "."):
            return _signed(text, start + len(rank) + 1, end, known)
    found = _parts(text, start, end, known)
    if not found:  # an outlet whose name holds a separator
        pair = _outlet_then_name(text, start, end, known)
        found = (pair[1], pair[0]) if pair else None
    return Byline(found[0], found[1], rule if found[0] else "") if found and (found[0] or found[1]) else None


def _signed(text: str, after_rank: int, end: int, known: Words) -> Byline | None:
    """Rank or degree, name, and perhaps an office after a comma."""
    comma = text.find(",", after_rank, end)
    left, right = _clean(text, after_rank, comma if comma >= 0 else end)
    if not is_name(text[left:right], known):
        return None
    if comma >= 0 and any(
        word in text[comma:end].lower() for word in (" cho ", " đã ", " nói", " phát biểu", " tại ", " và ")
    ):
        return None  # a sentence about somebody, not a signature
    return Byline((left, right), None, "byline.signed")


def _parts(
    text: str, start: int, end: int, known: Words
) -> tuple[tuple[int, int] | None, tuple[int, int] | None] | None:
    """The spans of author and publisher, either of them None; None if a part is neither. Parts stand between
    separators; after "Theo" a second name is the outlet's, an unknown capitalised word too."""
    author = publisher = None
    from_here = after_outlet = False
    for left, right in _pieces(text, start, end):
        source = _FROM.match(text, left, right)
        if source:
            from_here, left = True, source.end()
        left, right = _clean(text, left, right)
        piece = text[left:right]
        if not piece:
            continue
        key = fold_tone(piece)
        if key in known.after or key in known.before:
            continue
        lead = _REPORTER.match(piece)
        if lead:
            left += lead.end()
            piece = text[left:right]
        tail = _ENDING.search(piece)
        if tail:
            right = left + tail.start()
            piece = text[left:right]
        if not piece:
            continue
        bureau, after_outlet = after_outlet, is_outlet(piece, known)
        if after_outlet:
            publisher = publisher or (left, right)
        elif piece.count(" ") > 2 and (pair := _outlet_then_name(text, left, right, known)):
            publisher, author = publisher or pair[0], author or pair[1]
        elif from_here and author and is_name(piece, known):
            publisher = publisher or (left, right)
        elif bureau and fold_tone(piece) in known.places:
            continue  # "PV/VOV – Miền Trung"
        elif is_name(piece, known):
            if author and right - author[0] > 60:
                return None
            author = (author[0] if author else left, right)
        elif from_here and _foreign(piece):
            publisher = publisher or (left, right)
        elif author and text[left - 1] == "(" and piece[0] in UPPER and len(piece) <= 40:
            publisher = publisher or (left, right)
            after_outlet = True
        elif (
            _TWO_LETTERS.fullmatch(piece)
            or piece.startswith("từ ")
            or (bureau and piece[0] in UPPER and len(piece) <= 30)
        ):
            continue  # initials that may be anyone's; the bureau of an outlet
        elif _initials(piece) or _single(piece):
            author = (author[0] if author else left, right)
        else:
            split = _outlet_then_name(text, left, right, known)
            if not split:
                return None
            publisher, author = publisher or split[0], author or split[1]
    if author and publisher and author[0] < publisher[0] < author[1]:
        author = _clean(text, author[0], publisher[0])
    return author, publisher


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts between separators; addresses and names of outlets that hold a separator stay whole."""
    at = start
    while at < end:
        cut = None
        address = _DOMAIN.search(text, at, end)
        for separator in _SEPARATOR.finditer(text, at, end):
            if separator.end() == at or (address and address.start() <= separator.start() < address.end()):
                continue
            if (
                text[separator.start() : separator.end()].strip() == "/"
                and text[separator.start() - 1 : separator.end() + 1].lower() == "t/h"
            ):
                continue
            cut = separator
            break
        if not cut:
            yield at, end
            return
        if cut.start() > at:
            yield at, cut.start()
        at = cut.end()


_CORRESPONDENT = re.compile(r"\s*\((?:từ|gửi từ|viết từ)\s[^()]{2,60}\)?\Z", re.I)
_REPORTER = re.compile(r"(?:PV|CTV|BTV|P\.V|Phóng viên|phóng viên|Cộng tác viên)\.?\s+(?=\S)")
_ENDING = re.compile(
    r"\s+(?:(?:tổng hợp|thực hiện|lược dịch|biên dịch|lược ghi|ghi|dịch|lược thuật|tổng thuật)"
    r"|từ\s.*)\Z",
    re.I,
)


def _initials(piece: str) -> bool:
    """ "N.D", "P.V.T": an author who signs with initials."""
    return bool(_INITIALS.fullmatch(piece))


def _single(piece: str) -> bool:
    """ "H.Long", "T.Thủy": initials and one syllable."""
    match = _ONE_SYLLABLE.fullmatch(piece)
    return bool(match) and bool(_SYLLABLE.match(fold(match.group(1))))


def _foreign(piece: str) -> bool:
    """After "Theo": the name of an outlet that is not in the table, told by its capitals."""
    parts = piece.split()
    return len(parts) <= 5 and all(
        part[:1].isupper()
        or part[:1].isdigit()
        or part.lower() in ("the", "&", "of", "báo", "trẻ", "news", "online", "daily", "times", "today", "post")
        for part in parts
    )


def _outlet_then_name(text: str, left: int, right: int, known: Words) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """ "VOV.VN Lê Mẫu" or "Lê Mẫu TTXVN": an outlet and a name with nothing between them."""
    cuts = [at for at in range(left + 1, right) if text[at] == " "] if right - left <= 60 else []
    for at in cuts:
        one, two = (left, at), (at + 1, right)
        if is_outlet(text[slice(*one)], known) and is_name(text[slice(*two)], known):
            return one, two
        if is_outlet(text[slice(*two)], known) and is_name(text[slice(*one)], known):
            return two, one
    return None


def shown(name: str) -> str:
    """An author's name as a record shows it: single spaces, and capitals only where names have them."""
    name = " ".join(name.split())
    if not name.isupper():
        return name
    return re.sub(rf"[{UPPER}{LOWER}]{{2,}}", lambda m: m.group().capitalize(), name)
