"""How a reported account goes on, and what ends it: the words and patterns of the table `accounts`, and here what no row
holds: patterns of capital letters, of single words, and of what stands before a cue.

All are linear: matched at the head of a sentence, or searched through one sentence with bounded repetition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache

from .sentences import LOWER, UPPER
from .tables import Tables

DAY = re.compile(r"Ngày \d")
THANKS = re.compile(
    r"[-–*.+\s]*(?:(?:PV|P\.V|Phóng viên) ?: )?(?:Vâng,? |Dạ,? )?(?:[Xx]in |[Tt]rân trọng "
    r"|[Cc]hân thành |[Rr]ất ){0,3}[Cc][ảá]m ơn "
)
"""How an interviewer ends; what follows is the newspaper's."""
LINK_IN_TEXT = re.compile(r"\[[^\[\]\n]{15,250}\]\s+(?=[^\s\[])")
"""The headline of another article, put between brackets before a sentence."""
ADDRESS = re.compile(r"\b(?:[Tt]ôi|[Bb]ạn)\b(?! bè| đọc)")
FIRST_PERSON = re.compile(r"\b(?:[Cc]húng )?[Tt]ôi\b")
AND = re.compile(r"(?: \([^()\n]{1,80}\)| của [^,;:.\n]{1,40}?)? và ")
AND_WITH = re.compile(rf"[ ,](?:và|cùng)(?: với)? (?:[{LOWER}]+ ){{0,2}}(?=[{UPPER}{LOWER}]\Z)")
"""Before a name, up to its first letter: another person with whom the paper talked."""
BESIDE = re.compile(r" và (?:ông|bà|anh|chị|cô) \Z")
DATED = re.compile(r"\b\d{1,2}/\d{1,2}\b|\b(?:ngày|tháng|năm) \d")
LEADER = re.compile(r"(?i)\b(lãnh đạo|đại diện) (?:(?:ngành|cơ quan|đơn vị|của) )?")
"""Somebody of a body who is not named here."""
TOWN = re.compile(r"\btp\b\.?")
SPEAKER = re.compile(rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]ôi|[Cc]húng tôi|[Cc]húng ta|mình)\b (?![{UPPER}])")
"""Words for the speaker in their own account."""
PLAIN_START = re.compile(rf"[{UPPER}][{LOWER}]+")
RELATIVE = re.compile(r"người(?<!\wngười)(?: (?:đã|từng|vừa|cũng|đang|luôn|hay)){0,2} \Z")
"""Before a cue: it only tells who somebody is: "ông Mẫu, người đã kêu gọi …"."""
PUT_FORTH = re.compile(r"(?i)đưa ra(?: lời| những| các)? \Z")
"""Before a cue that only says when something was said: "ông Mẫu đưa ra cảnh báo sau khi …"."""
WHEN = re.compile(r"(?i)(?:[^,.;:“”\"\n]{2,60}, )?(?:ngay )?(?:(?:sau|trước|mỗi|chỉ) )?khi (?:\w+ ){0,3}\Z")
"""From the head of a sentence to somebody who speaks: it only says when something else happened."""
HEARD = re.compile(r"(?i)\b(?:nghe|xem|theo dõi)(?: các)? \Z")
NO_MORE = re.compile(r"(?: (?:chất vấn|ý kiến|báo cáo|giải trình|trình bày|phát biểu|trả lời|xong|thêm)){0,3},")
"""Around somebody whom others heard: "Sau khi nghe bà Mẫu trả lời chất vấn, …"; what was said is not told."""
INNER = re.compile(r"[,;:–-]\s*\Z|\A\W*\Z")


@dataclass(frozen=True)
class Words:
    """The words and patterns of the table `accounts`, each under its kind, and the words of address of the table
    `honorifics`."""

    reporter: tuple[str, ...]
    news: tuple[str, ...]
    group: tuple[str, ...]
    links: tuple[str, ...]
    task: tuple[str, ...]
    sources: tuple[str, ...]
    turns: tuple[str, ...]
    occasion: tuple[str, ...]
    text: tuple[str, ...]
    setting: tuple[str, ...]
    papers: tuple[str, ...]
    order: frozenset[str]
    faint: frozenset[str]
    naming: frozenset[str]
    story: frozenset[str]
    command: frozenset[str]
    reading: frozenset[str]
    tells: frozenset[str]
    answers: frozenset[str]
    passes_on: frozenset[str]
    join: frozenset[str]
    address: frozenset[str]
    outside: re.Pattern[str]
    others: re.Pattern[str]
    reports: re.Pattern[str]
    plural: re.Pattern[str]
    case: re.Pattern[str]
    meeting: re.Pattern[str]
    jump: re.Pattern[str]
    hour: re.Pattern[str]
    past: re.Pattern[str]
    event: re.Pattern[str]
    glued: re.Pattern[str]
    topic: re.Pattern[str]
    verdict: re.Pattern[str]
    paper: re.Pattern[str]
    picture: re.Pattern[str]
    on_occasion: re.Pattern[str]
    so_said: re.Pattern[str]
    joiner: re.Pattern[str]
    titles: re.Pattern[str]
    """Up to a quotation: it is a title or name."""
    voice: re.Pattern[str]
    """What a group does when it speaks; anywhere in a sentence."""
    several: re.Pattern[str]
    """Several who speak: no one person's words; from the beginning of a sentence in small letters."""


@lru_cache(maxsize=4)
def words(tables: Tables) -> Words:
    """The table accounts by kind; made once a ``Tables``."""
    of: dict[str, tuple[str, ...]] = {row["kind"]: tuple(row.get("words", ())) for row in tables["accounts"]}
    plain = {
        field.name: of[field.name] if field.type.startswith("tuple") else frozenset(of[field.name])
        for field in fields(Words)
        if field.name in of and "Pattern" not in field.type
    }
    patterns = {row["kind"]: pattern(row["alternatives"]) for row in tables["accounts"] if "alternatives" in row}
    return Words(
        **plain,
        **patterns,
        address=frozenset(word for row in tables["honorifics"] for word in row["words"]),
        titles=re.compile(rf"(?i)\b{_any(of['titles'])}\s*:?\s*\Z"),
        voice=re.compile(rf"\b{_any(of['voice'])}\b"),
        several=re.compile(rf"{_any(of['several'])} {_any(of['somebody'])}\b[^,.;:“\"]{{0,50}} {_any(of['voice'])}\b"),
    )


def pattern(alternatives: Iterable[str]) -> re.Pattern[str]:
    """One pattern of a row's ``alternatives``."""
    return re.compile("|".join(alternatives).replace("LOWER", LOWER), re.IGNORECASE)


def _any(alternatives: tuple[str, ...]) -> str:
    """A pattern of any of these words; of none, one that never matches."""
    return f"(?:{'|'.join(map(re.escape, alternatives))})" if alternatives else r"(?!)"
