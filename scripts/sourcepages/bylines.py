"""Bylines and sources: "Bài, ảnh: LÊ MẪU", "Lê Mẫu - Tuổi Trẻ", "Trần Thử (t/h)", "Theo Dân trí".

A run of the text is a byline only if every part of it is a person's name, an outlet, or a word that stands
with them (the table `frame`). A name is told by its shape: two to five capitalised syllables that Vietnamese could have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .fold import fold, fold_tone
from .sentences import LOWER, UPPER
from .tables import Tables

MAX_LENGTH = 110
"""A longer line is no byline."""

_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?\Z")
_TOKEN = re.compile(rf"(?:[{UPPER}]\.\s?){{1,3}}[{UPPER}][{LOWER}{UPPER}]*|[{UPPER}][{LOWER}{UPPER}]*")
_SEPARATOR = re.compile(r"\s*[-–—/&,|+;]+\s*|\s+và\s+|\s*[()]\s*|\s*:\s*")
_DOMAIN = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|gov)(?:\.vn)?(?:/\S*)?", re.I)
_ACRONYM = re.compile(rf"[{UPPER}]{{2,8}}\d*\Z")
_BEFORE = re.compile(r"([^:]{2,24}):\s*")
_FROM = re.compile(r"(?:Theo|theo|Nguồn|nguồn|Nguồn tin|Dẫn nguồn)\b\s*:?\s*")
_NO_NAME = frozenset("ban bo so phong bao dai tap tong hoi vien uy cuc vu toa chi nha cong truong thong ky anh tin bai theo nguon".split())
_SURNAME = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh dao doan luong mai truong lam cao ta ton chu luu la vuong thai".split()
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


@lru_cache(maxsize=4)
def words(tables: Tables) -> Words:
    def of(kind: str) -> list[str]:
        return [word for row in tables["frame"] if row["kind"] == kind for word in row["words"]]

    return Words(
        frozenset(fold_tone(name) for row in tables["outlets"] for name in row["names"]),
        frozenset(fold_tone(word) for word in of("byline_before")),
        frozenset(fold_tone(word) for word in of("byline_after")),
        tuple(sorted(of("rank"), key=len, reverse=True)),
    )


def is_outlet(text: str, known: Words) -> bool:
    """Whether these words name a newspaper, an agency or a site; "Báo X" and "Tạp chí X" do too."""
    plain = " ".join(text.split()).strip(".")
    key = fold_tone(plain)
    if key in known.outlets or _DOMAIN.fullmatch(plain) or _ACRONYM.match(plain):
        return True
    head, _, rest = key.partition(" ")
    return bool(rest) and (head == "báo" or key.startswith(("tạp chí ", "đài "))) and len(rest.split()) <= 6


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
    syllables = [part for token in tokens for part in re.split(r"[.\s]+", token) if part]
    if not 2 <= len(syllables) <= 5 or fold(syllables[0]) in _NO_NAME:
        return False
    return all(len(part) == 1 or _SYLLABLE.match(fold(part)) and (part[1:].islower() or part.isupper()) for part in syllables)


def _clean(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space, dashes and full stops around it (an initial keeps its own)."""
    while start < end and (text[start].isspace() or text[start] in "-–—*.,;:|/()"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "-–—*,;:|/()."):
        end -= 1
    return start, end


def parse(text: str, start: int, end: int, known: Words) -> Byline | None:
    """``text[start:end]`` as a byline, or None if anything in it is neither name nor outlet nor a word of bylines."""
    start, end = _clean(text, start, end)
    if not 0 < end - start <= MAX_LENGTH:
        return None
    half = (end - start) // 2
    if text[start : start + half].strip() == text[end - half : end].strip() and half > 3:
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
            return _signed(text, start, start + len(rank) + 1, end, known)
    found = _parts(text, start, end, known)
    return Byline(found[0], found[1], rule if found[0] else "") if found and (found[0] or found[1]) else None


def _signed(text: str, start: int, after_rank: int, end: int, known: Words) -> Byline | None:
    """Rank or degree, name, and perhaps an office after a comma."""
    comma = text.find(",", after_rank, end)
    left, right = _clean(text, after_rank, comma if comma >= 0 else end)
    if not is_name(text[left:right], known):
        return None
    if comma >= 0 and any(fold_tone(text[comma:end]).find(word) >= 0 for word in (" cho ", " đã ", " nói", " phát biểu", " tại ", " và ")):
        return None
    return Byline((left, right), None, "byline.signed")


def _parts(text: str, start: int, end: int, known: Words):
    """((author span | None), (publisher span | None)), or None."""
    author = publisher = None
    from_here = False
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
        suffix = next((word for word in ("tổng hợp", "thực hiện", "lược dịch", "biên dịch", "lược ghi", "ghi", "dịch") if key.endswith(" " + word)), None)
        if suffix:
            right = left + piece.rfind(" ", 0, len(piece) - len(suffix) + (1 if " " not in suffix else 0))
            if " " in suffix:
                right = left + len(piece) - len(suffix)
            left, right = _clean(text, left, right)
            piece = text[left:right]
            if _initials(piece) or is_name(piece, known) or _single(piece, known):
                author = (author[0], right) if author else (left, right)
                continue
            return None
        if is_outlet(piece, known) or (from_here and publisher is None and _foreign(piece, known)):
            publisher = publisher or (left, right)
        elif is_name(piece, known):
            if publisher and not from_here and author is None and text[publisher[0] : publisher[1]] and publisher[1] <= left:
                author = (left, right)
            elif author and right - author[0] > 60:
                return None
            else:
                author = (author[0] if author else left, right)
        elif _initials(piece) or _single(piece, known):
            author = (author[0] if author else left, right)
        else:
            split = _outlet_then_name(text, left, right, known)
            if not split:
                return None
            publisher, author = publisher or split[0], author or split[1]
    if author and publisher and publisher[0] < author[1] and author[0] < publisher[0]:
        author = (author[0], publisher[0])
        author = _clean(text, *author)
    return author, publisher


def _pieces(text: str, start: int, end: int):
    """The parts between separators; addresses and names of outlets that hold a separator stay whole."""
    at = start
    while at < end:
        cut = None
        address = _DOMAIN.search(text, at, end)
        for separator in _SEPARATOR.finditer(text, at, end):
            if address and address.start() <= separator.start() < address.end():
                continue
            if text[separator.start() : separator.end()].strip() == "/" and text[separator.start() - 1 : separator.end() + 1].lower() == "t/h":
                continue
            cut = separator
            break
        if not cut:
            yield at, end
            return
        if cut.start() > at:
            yield at, cut.start()
        at = cut.end()


def _initials(piece: str) -> bool:
    """"N.D", "P.V.T": an author who signs with initials."""
    return bool(re.fullmatch(rf"(?:[{UPPER}]\.\s?){{1,3}}[{UPPER}]?\.?", piece))


def _single(piece: str, known: Words) -> bool:
    """"H.Long", "T.Thủy": initials and one syllable."""
    match = re.fullmatch(rf"(?:[{UPPER}][{LOWER}]?\.\s?){{1,3}}([{UPPER}][{LOWER}]+)", piece)
    return bool(match) and bool(_SYLLABLE.match(fold(match.group(1))))


def _foreign(piece: str, known: Words) -> bool:
    """After "Theo": an outlet not in the table; capitalised and no Vietnamese person with a surname."""
    parts = piece.split()
    if len(parts) > 5 or not all(part[:1].isupper() or part[:1].isdigit() or part.lower() in ("the", "&", "và", "of") for part in parts):
        return False
    return not (is_name(piece, known) and fold(parts[0]) in _SURNAME and len(parts) > 1)


def _outlet_then_name(text: str, left: int, right: int, known: Words):
    """"VOV.VN Lê Mẫu" or "Lê Mẫu TTXVN": an outlet and a name with nothing between them."""
    cuts = [at for at in range(left + 1, right) if text[at] == " "]
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
