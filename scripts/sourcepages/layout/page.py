"""The article while its layout is read: its lines, what is known of them so far, and what was found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from .. import bylines, sentences
from ..evidence import evidence
from ..models import Evidence, Role, Segment, Source, Span
from ..sentences import LOWER, UPPER, skip
from .words import Words

TITLE = 200
"""A headline is no longer; in code points, as all lengths here."""
CAPTION = 420
FLAT = 700
"""A paragraph longer than this may hold headline, captions and headings without a full stop."""
FINAL = ".…!?"
TAG = re.compile(rf"\(([{UPPER}][\w.+& ]{{1,20}})\)\s*[-–—]+|([{UPPER}][{UPPER}.]{{1,9}})\s*[-–—]+\s(?=[{UPPER}“\"])")
VOCATIVE = re.compile(
    r"(?i)\b(?:thưa|xin (?:ông|bà|anh|chị|đồng chí)|(?:ông|bà|anh|chị|em|đồng chí|thứ trưởng"
    r"|bộ trưởng|giáo sư|luật sư|bác sĩ) (?:có|đánh giá|nghĩ|nhận|thấy|nhìn|cho|sẽ|đã|suy|kỳ|mong"
    r"|muốn|giải|lý|lo)|theo (?:ông|bà|anh|chị)|của (?:ông|bà|anh|chị)|với (?:ông|bà|anh|chị))\b"
)
CAPITALISED = re.compile(rf"[{UPPER}][{LOWER}]+")
# The keyword of a credit, with its colon unless the kind of picture follows.
_CREDIT_WORDS = (
    "Ảnh",
    "ảnh:",
    "ảnh :",
    "ảnh tư liệu)",
    "ảnh minh họa)",
    "Nguồn",
    "nguồn:",
    "Đồ họa",
    "Đồ hoạ",
    "Video",
    "Clip",
    "Hình",
    "Infographic",
)
_CREDIT = re.compile(
    r"(?:Ảnh|Nguồn ảnh|Đồ họa|Đồ hoạ|Video|Clip|Hình ảnh|Hình|Infographic)(?: (?:minh họa|minh hoạ|tư liệu"
    r"|chụp màn hình|chụp|cắt từ (?:clip|video)|do|của))*\s*:"
    r"|(?:Ảnh|Hình ảnh|Hình) (?:minh họa|minh hoạ|tư liệu|chụp màn hình|cắt từ (?:clip|video)|từ internet|internet)\b"
    r"|ảnh (?:tư liệu|minh họa)(?=\))"
    r"|[ảnN](?:nh|guồn)\s*:"
    # "(Ảnh Mẫu)", "Ảnh TTM/Lê Thử"
    rf"|(?<=\()Ảnh(?= [{UPPER}][^()\n]{{0,40}}\))|Ảnh(?= [{UPPER}]{{2,10}}/[{UPPER}][{LOWER}])"
)


@dataclass(slots=True)
class Line:
    """The paragraph ``number`` being read: ``role`` of the whole of it, or ``parts`` where it holds more than one."""

    number: int
    start: int
    end: int
    text: str
    role: Role | None = None
    parts: list[tuple[int, int, Role]] | None = None

    @property
    def clean(self) -> str:
        """The line without a full stop that strayed before it: ". Phóng viên: …"."""
        return self.text.lstrip(". ") if self.text.startswith(". ") and self.text.lstrip(". ") else self.text


class Page:
    """One source being read. Each step gives roles to lines that have none yet; what is left at the end is body."""

    def __init__(self, source: Source, known: Words):
        self.source, self.known, self.text = source, known, source.text
        self.lines = [Line(p.index, p.start, p.end, self.text[p.start : p.end]) for p in source.paragraphs]
        self.stamps: list[Span] = []
        self.found: dict[str, Evidence] = {}
        self.credits = self.find_credits()
        self.credit_starts = [match.start() for match in self.credits]
        self.cuts: list[int] = []  # where a sentence begins without a full stop before it, in flat text
        self.split: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def find_credits(self) -> list[re.Match]:
        """Every credit's keyword, in order."""
        places, text = set(), self.text
        for word in _CREDIT_WORDS:
            at = text.find(word)
            while at >= 0:
                places.add(at)
                at = text.find(word, at + 1)
        found: list[re.Match] = []
        for at in sorted(places):
            match = _CREDIT.match(text, at)
            if match and self.begins_credit(match) and (not found or at >= found[-1].end()):
                found.append(match)
        return found

    def begins_credit(self, match: re.Match) -> bool:
        """Whether what stands before the keyword lets it begin a credit."""
        at, text = match.start(), self.text
        before = text[at - 1] if at else "\n"
        small = text[at] in "ảnN"
        if small and not (text[at] == "N" and text[max(0, at - 10) : at].endswith(("minh họa. ", "minh hoạ. "))):
            return before == "(" or (text[at] == "ả" and text[max(0, at - 2) : at] in ("– ", "- "))
        return before in ".(–- \n"

    def credit_in(self, start: int, end: int) -> re.Match | None:
        """The first credit that begins in ``text[start:end]``."""
        at = bisect_left(self.credit_starts, start)
        return self.credits[at] if at < len(self.credits) and self.credits[at].start() < end else None

    def keep(self, field: str, start: int, end: int, rule: str) -> None:
        """The first value of a field stands; the end of an address or name is not white space."""
        if field not in self.found:
            self.found[field] = evidence(self.source, start, end, rule)

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of ``text[start:end]``, (start, end) each; split once."""
        found = self.split.get((start, end))
        if found is None:
            found = self.split[start, end] = sentences.split(
                self.text, start, end, self.known.abbreviations, self.known.starters
            )
        return found

    def use(self, byline: bylines.Byline, rule: str = "") -> None:
        """Keep the author and publisher a byline names."""
        if byline.author:
            self.keep("author", *byline.author, rule or byline.rule)
        if byline.publisher:
            self.keep("publisher", *byline.publisher, "layout.byline-source")

    def segments(self) -> list[Segment]:
        """Every line tiled by segments."""
        made: list[Segment] = []
        for line in self.lines:
            if not line.parts:
                made.append(Segment(line.start, line.end, line.role or "body", line.number))
                continue
            at = line.start
            for start, end, role in sorted(line.parts):
                start, end = max(start, at), skip(self.text, min(end, line.end), line.end, " ")
                if start >= end:
                    continue
                if self.text[at:start].strip():
                    made.append(Segment(at, start, line.role or "body", line.number))
                    at = start
                made.append(Segment(at, end, role, line.number))
                at = end
            if at < line.end:
                if self.text[at : line.end].strip():
                    made.append(Segment(at, line.end, line.role or "body", line.number))
                else:
                    last = made.pop()
                    made.append(Segment(last.start, line.end, last.role, line.number))
        return made

    def spans(self, segments: list[Segment]) -> list[Span]:
        """The sentences of the segments, those included whose full stop is lost."""
        found = []
        self.cuts.sort()
        for segment in segments:
            for start, end in self.sentences(segment.start, segment.end):
                for cut in self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]:
                    found.append(Span(start, start + len(self.text[start:cut].rstrip())))
                    start = cut
                found.append(Span(start, end))
        return found
