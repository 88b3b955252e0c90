"""The words of the tables `frame` and `rubrics`, compiled for reading a layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .. import bylines
from ..sentences import LOWER, UPPER
from ..tables import Tables

_NAMING = frozenset("Ông Bà Anh Chị Các Một Buổi Đại Đồng Những Nhiều Việc Không Đợt Nhân Thực Còn".split())
"""Of the words that begin sentences, those that may begin a caption or heading."""


@dataclass(frozen=True)
class Words:
    """The words of the tables that the layout is read with."""

    abbreviations: frozenset[str]
    starters: frozenset[str]
    telling: frozenset[str]  # starters that begin neither a caption nor a heading
    clear: frozenset[str]
    after_name: frozenset[str]
    flat_start: re.Pattern
    photo: re.Pattern  # in a text in small letters
    giving: re.Pattern
    not_photo: re.Pattern
    debris: tuple[str, ...]
    debris_alone: tuple[str, ...]
    rubric: re.Pattern
    bylines: bylines.Words


@lru_cache(maxsize=4)
def words(tables: Tables) -> Words:
    """The tables frame and rubrics as patterns; made once a ``Tables``."""

    def of(kind: str) -> list[str]:
        return [word for row in tables["frame"] if row["kind"] == kind for word in row["words"]]

    def one_of(found: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))

    sections = one_of([word for row in tables["rubrics"] for word in row["words"]])
    starters = of("starter")
    first = frozenset(word.split()[0] for word in starters)
    return Words(
        frozenset(of("abbreviation")),
        first,
        first - _NAMING,
        frozenset(of("starter_clear")),
        frozenset(of("starter_after_name")),
        re.compile(
            rf" (?=[{''.join(sorted({w[0] for w in starters}))}])(?=(?:{one_of(starters)})(?:,? [{LOWER}\d])(?<!Không "
            rf"q)(?<!Từ đ)|(?:Ngày|Tháng|Năm|Sáng|Chiều|Tối),? \d"
            rf"|(?:Ông|Bà|Theo|Tại) (?!Rịa|Nà |Triệu|Trưng|Đen )(?:[{UPPER}]))"
        ),
        re.compile(rf"\b(?:{one_of([word.lower() for word in of('photo')])})\b"),
        re.compile(
            rf"\b(?:đón|tiếp|thăm|tặng|trao|ký|nhận) (?:[{UPPER}]|đoàn|các|quà|hoa"
            rf"|bằng|cờ|giải|khách|kỷ niệm|thưởng|học bổng)"
        ),
        re.compile(rf"(?i)\b(?:{one_of(of('not_photo'))})\b"),
        tuple(word.lower() for word in of("debris")),
        tuple(word.lower() for word in of("debris_alone")),
        re.compile(rf"(?i)(?:{sections})(?:\s*(?:[-–&,/|>»:]|và)?\s*(?:{sections}))*\Z"),
        bylines.words(tables),
    )
