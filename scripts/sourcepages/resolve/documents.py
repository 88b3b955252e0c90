"""Document mentions → documents: short forms joined to full ones; issuers, localities, dates, titles.

What identifies a document across articles (:mod:`library` compares them): ``kind`` and ``number`` (normal form), the
``locality`` for what local bodies issue (two provinces' 03-NQ/TU are two documents; ``locality`` is "" where the
article does not settle it, and always for central bodies), and ``issuer`` with ``date`` where numbers are given anew
each term (18-NQ/TW stands for one of 2017 and one of 2022; a plenum's resolution has its term in the issuer). A short
form that joins no full form keeps the number as printed and ``full`` False: the same short number elsewhere need not be
the same document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from .. import datewords
from ..documents.lexicon import UPPER, place_words, rules
from ..evidence import evidence
from ..fold import fold_tone, lower, retone
from ..models import Diagnostic, Document, DocumentMention, Evidence, Source
from ..tables import Tables

_NUMBER = re.compile(r"0*(?P<n>\d+[a-zđ]?(?:\.\d+)?)(?:[/-](?P<year>(?:19|20)\d\d)\d?(?=$|/))?(?P<code>.*)$")
_YEAR = re.compile(r"^\d+[a-zđ]?(?:\.\d+)?[/-]((?:19[4-9]|20[0-3])\d)(?:/|$)")
_SEPARATORS = re.compile(r"[\W_]")  # one mention may have lost them
_TERM = re.compile(r"(?i)(?:khóa|khoá) \w+")
_LETTER_KINDS = frozenset({"Công văn", "Thông báo", "Công điện"})


@dataclass(slots=True)
class _Group:
    """The mentions of one document; ``issuers`` by their words, each once."""

    mentions: list[DocumentMention] = field(default_factory=list)
    issuers: dict[str, Evidence] = field(default_factory=dict)
    joined: bool = False

    def add(self, mention: DocumentMention) -> None:
        """One more mention of the document."""
        self.mentions.append(mention)
        if mention.issuer is not None:
            self.issuers.setdefault(mention.issuer.quote, mention.issuer)

    @property
    def full(self) -> DocumentMention:
        """The first mention, which has the fullest number."""
        return self.mentions[0]


def resolve(
    source: Source, mentions: tuple[DocumentMention, ...], tables: Tables
) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    """Each document once, in the order of its first mention; and the doubts a maintainer could settle."""
    names = _Names(source, tables)
    groups: list[_Group] = []
    same: dict[tuple[str, str], list[_Group]] = {}
    for mention in (m for m in mentions if m.full):
        key = mention.kind, _SEPARATORS.sub("", mention.number).lstrip("0")
        _join(same.setdefault(key, []), mention, names, groups)
    by_number: dict[str, list[_Group]] = {}
    for group in groups:
        by_number.setdefault(parts(group.full.number)[0], []).append(group)
    doubts: list[Diagnostic] = []
    loose: dict[tuple[str, str], list[_Group]] = {}
    for mention in (m for m in mentions if not m.full):
        number = parts(mention.number)[0]
        fitting = [g for g in by_number.get(number, ()) if _fits(mention, g.full) and names.agree(g, mention)]
        if len(fitting) > 1:
            fitting = _nearest(mention, fitting)
        if len(fitting) == 1:
            fitting[0].add(mention)
            fitting[0].joined = True
            continue
        if fitting:
            doubts.append(_doubt(source, mention, fitting))
        _join(loose.setdefault((mention.kind, number), []), mention, names, groups)
    for group in groups:
        group.mentions.sort(key=lambda m: not m.full)
    groups.sort(key=lambda g: min(m.evidence.start for m in g.mentions))
    return tuple(names.document(group) for group in groups), tuple(doubts)


def _join(rivals: list[_Group], mention: DocumentMention, names: _Names, groups: list[_Group]) -> None:
    """Put the mention to the first group of its number that it can belong to, else into one of its own."""
    for group in rivals:
        if (mention.full or _fits(mention, group.full)) and names.agree(group, mention):
            group.add(mention)
            return
    group = _Group()
    group.add(mention)
    rivals.append(group)
    groups.append(group)


def parts(number: str) -> tuple[str, str, str]:
    """(number without zeros, year or "", code or "")."""
    match = _NUMBER.match(number)
    return (match["n"], match["year"] or "", match["code"]) if match else (number, "", "")


def _fits(short: DocumentMention, full: DocumentMention) -> bool:
    """Whether a short form can stand for the other: kind, number, year."""
    if (
        short.kind != full.kind
        and full.kind != f"{short.kind} liên tịch"
        and not (short.kind == "Công văn" and full.kind in _LETTER_KINDS and full.full)
    ):
        return False
    number, year, _ = parts(short.number)
    other, other_year, _ = parts(full.number)
    if number != other or (year and other_year and year != other_year):
        return False
    dated = (short.date[0] if short.date else "", full.date[0] if full.date else other_year)
    return not (dated[0][:4].isdigit() and dated[1][:4].isdigit() and dated[0][:4] != dated[1][:4])


def _nearest(mention: DocumentMention, fitting: list[_Group]) -> list[_Group]:
    """Of several that fit, the one named before in the same paragraph, if there is just one."""
    paragraph = mention.evidence.paragraph
    close = [
        g
        for g in fitting
        if any(m.evidence.paragraph == paragraph and m.evidence.start < mention.evidence.start for m in g.mentions)
    ]
    return close if len(close) == 1 else fitting


def _doubt(source: Source, mention: DocumentMention, fitting: list[_Group]) -> Diagnostic:
    at = mention.evidence.start
    line = source.text_line + source.text.count("\n", 0, at)
    column = at - (source.text.rfind("\n", 0, at) + 1) + 1
    several = ", ".join(g.full.number for g in fitting)
    field_name = "resolutions" if mention.kind.startswith("Nghị quyết") else "documents"
    return Diagnostic(
        "doubt",
        "document-open",
        source.name,
        f"“{mention.evidence.quote}” có thể là {several}: bài không cho biết là văn bản nào",
        f"ghi đủ số hiệu ở đầu tệp, ví dụ: {field_name}: [{fitting[0].full.number}]",
        line,
        column,
    )


class _Names:
    """Issuers and localities of one article."""

    def __init__(self, source: Source, tables: Tables):
        self.source, self.rules = source, rules(tables)
        self.places = place_words(tables)
        self._only: tuple[str, Evidence] | bool | None = False

    def issuer(self, found: Evidence | None) -> str:
        """The issuer as shown: its words, or the body its code stands for."""
        if found is None:
            return ""
        if found.rule == "documents.issuer-code":
            head = re.split(r"[-–/ &]", found.quote)[0]
            entry = self.rules.issuer_of_code.get(head) or self.rules.issuer_of_code.get(head.rstrip("0123456789K"))
            return entry["name"] if entry else ""
        if found.rule == "documents.plenum":
            term = _TERM.search(found.quote)
            return "Ban Chấp hành Trung ương Đảng" + (f" {lower(term.group()[:4])}{term.group()[4:]}" if term else "")
        return " ".join(found.quote.split())

    def head(self, found: Evidence) -> str:
        """What body it is, without its place: for comparison."""
        if found.rule == "documents.issuer-code":
            return self.issuer(found)
        low = retone(lower(found.quote))
        match = self.rules.head.match(low)
        return self.rules.issuer_of_word[match.group()]["name"] if match else fold_tone(found.quote)

    def agree(self, group: _Group, mention: DocumentMention) -> bool:
        """Whether the mention's issuer can be the group's: unknown agrees with all; Party bodies that share one code
        (Tỉnh ủy, its committee, its standing committee) agree; two places never do."""
        if mention.issuer is None:
            return True
        known = list(group.issuers.values())
        if not known or mention.issuer.quote in group.issuers:
            return True
        place = self.locality(mention.issuer)
        for other in known:
            elsewhere = self.locality(other)
            if place and elsewhere and place[0] != elsewhere[0]:
                return False
        if mention.issuer.rule == "documents.plenum":  # plenum 4 of one term is not plenum 4 of the next
            terms = {_TERM.search(e.quote)[0].lower() for e in (*known, mention.issuer) if _TERM.search(e.quote)}
            return len(terms) < 2
        if group.full.full and mention.full:
            return True
        heads = {self.head(other) for other in known}
        mine = self.head(mention.issuer)
        if group.full.full and _code_of(group.full.number) in ("TW", "TU", "HU", "QU", "ThU"):
            return self.rules.of_party(mention.issuer.quote) or bool(heads & {mine})
        return mine in heads or any(mine and h and (mine in h or h in mine) for h in heads)

    def locality(self, issuer: Evidence | None) -> tuple[str, Evidence] | None:
        """The place in an issuer's name: a province or central city, else the words after huyện, quận, xã …"""
        if issuer is None or issuer.rule in ("documents.issuer-code", "documents.plenum"):
            return None
        places = list(self.rules.place.finditer(issuer.quote))
        if places:
            start, end = issuer.start + places[-1].start() + 1, issuer.start + places[-1].end()
            return self.places[places[-1].group()[1:]], evidence(self.source, start, end, "documents.locality")
        match = _DISTRICT.search(issuer.quote)
        if match:
            start, end = issuer.start + match.start(), issuer.start + match.end()
            return " ".join(match.group().split()), evidence(self.source, start, end, "documents.locality")
        return None

    def only_place(self) -> tuple[str, Evidence] | None:
        """The one province whose Party or State bodies the article names, or that it names at all; None if several."""
        if self._only is False:
            seat, anywhere = _seat(tuple(self.places.items()))
            found = self.named(seat, "documents.only-province") or self.named(anywhere, "documents.only-place")
            self._only = next(iter(found.items())) if len(found) == 1 else None
        return self._only

    def named(self, pattern: re.Pattern, rule: str) -> dict[str, Evidence]:
        """The provinces that ``pattern`` finds, each with the first words that name it."""
        found: dict[str, Evidence] = {}
        for match in pattern.finditer(self.source.text):
            name = self.places[match["place"]]
            before = self.source.text[max(0, match.start("place") - 20) : match.start("place")]
            person = rule == "documents.only-place" and _NAME_BEFORE.search(before)  # "Lê Hòa Bình"
            if name not in found and not person:
                found[name] = evidence(self.source, match.start("place"), match.end("place"), rule)
        return found

    def document(self, group: _Group) -> Document:
        """The document of a group of mentions, with issuer, locality, date and how sure they are."""
        full = group.full
        issuer = next((e for e in group.issuers.values() if e.rule != "documents.issuer-code"), full.issuer)
        place = next((p for e in group.issuers.values() if (p := self.locality(e))), None)
        date = self.date(group)
        title = next((m.title for m in group.mentions if m.title), None)
        inferred = False
        if place is None and self.is_local(full, issuer):
            place = self.only_place()
            inferred = place is not None
        status = "inferred" if inferred or group.joined else "extracted"
        return Document(
            full.kind,
            full.number,
            full.full,
            status,
            tuple(sorted((m.evidence for m in group.mentions), key=lambda e: e.start)),
            issuer=self.issuer(issuer),
            locality=place[0] if place else "",
            date=date[0] if date else "",
            title=" ".join(title.quote.split()) if title else "",
            issuer_evidence=issuer,
            locality_evidence=place[1] if place else None,
            date_evidence=date[1] if date else None,
            title_evidence=title,
        )

    def date(self, group: _Group) -> tuple[str, Evidence] | None:
        """(day, month or year of issue, the words that state it). The number of a legal normative document holds the
        year of its issue (Luật Ban hành văn bản quy phạm pháp luật 2015, Điều 11; "15/2021/NĐ-CP"): it stands where
        nothing else does, and is the year of a day without one."""
        found = [m.date for m in group.mentions if m.date]
        date = next((d for d in found if len(d[0]) >= 7), found[0] if found else None)
        mention = next((m for m in group.mentions if _YEAR.search(m.number)), None)
        if mention is None or (date and date[0][:4].isdigit()):
            return date
        year = _YEAR.search(mention.number)[1]
        if date:
            value = year + date[0][4:]
            return (
                (value, date[1])
                if len(value) < 10 or datewords.valid_day(int(year), int(value[5:7]), int(value[8:10]))
                else date
            )
        at = mention.evidence.start + mention.evidence.quote.find(year)
        return year, evidence(self.source, at, at + 4, "documents.year-in-number")

    def is_local(self, mention: DocumentMention, issuer: Evidence | None) -> bool:
        """Whether a province belongs to the document's identity: by its code, or by its issuer."""
        if _LOCAL_LETTER.search(mention.number):
            return True
        code = _code_of(mention.number)
        if code:
            return code in ("TU", "UBND", "UB", "HĐND", "CTUBND") or code.endswith("TU")
        return issuer is not None and self.head(issuer) in _LOCAL_HEADS


_LOCAL_HEADS = frozenset(
    {"Tỉnh ủy", "Thành ủy", "Ban Thường vụ", "Ủy ban nhân dân", "Hội đồng nhân dân", "Chủ tịch Ủy ban nhân dân"}
)
_DISTRICT = re.compile(
    rf"(?:[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Pp]hường|[Xx]ã|[Tt]hành phố|TP\.?|[Tt]ỉnh)(?: ủy"
    rf"| uỷ)?(?: [{UPPER}][^\W\d_]*| \d+)+"
)
_NAME_BEFORE = re.compile(rf"(?<!\w)(?!Tỉnh|Thành|Phố|Ủy|TP|Đảng|Bộ)[{UPPER}][^\W\d_{UPPER}]+ $")
_LOCAL_LETTER = re.compile(r"\d/(?:UBND|HĐND)-")  # a letter's number names its office first: 409/UBND-XD
_CODE = re.compile(r"[/-](?:[^\W\d_]+)[-/]([^\W\d_]+)")


def _code_of(number: str) -> str:
    """The issuer's code of a full number: "TU" of 03-NQ/TU, "UBND" of 12/QĐ-UBND."""
    match = _CODE.search(number)
    return match[1] if match else ""


@lru_cache(maxsize=4)
def _seat(places: tuple[tuple[str, str], ...]) -> tuple[re.Pattern, re.Pattern]:
    """A province as the seat of a body or the ground of the article ("Tỉnh ủy Quảng Ninh", "tỉnh Quảng Ninh"); and a
    province at all."""
    either = "|".join(re.escape(word) for word, _ in sorted(places, key=lambda item: -len(item[0])))
    body = r"(?:[Tt]ỉnh|[Tt]hành phố|TP|[Tt]ỉnh ủy|[Tt]ỉnh uỷ|[Tt]hành ủy|[Tt]hành uỷ|UBND|HĐND|[Cc]ông an)(?:\.? ?(?:tỉnh|thành phố|TP\.?))? ?"
    return re.compile(rf"{body}(?P<place>{either})(?!\w)"), re.compile(rf"(?<!\w)(?P<place>{either})(?!\w)")
