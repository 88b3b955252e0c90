"""Date mentions → the date of the article and of its publication.

The date of an article is the day of the event its lead reports, else the day of its publication stamp; nothing else
ever is: no background, deadline, document, feast, birth or photograph. Where the lead names no day, there is none –
an absent date is an honest answer, an invented one is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date as Day

from .. import datewords
from ..evidence import evidence
from ..fold import lower
from ..models import DateMention, DateValue, Diagnostic, Evidence, Layout, Source
from ..tables import Tables

LEAD_SENTENCES = 3
"""The lead: so many sentences of the body (and the headline before them)."""
LEAD_CHARACTERS = 700
"""… and no more characters, where a text has no full stops."""
NEAR_DAYS = 31
"""A report appears within so many days of its event; only that close does a stamp lend its year."""
_BODY_ROLES = frozenset({"title", "body", "dateline", "heading"})
_NOW = re.compile(r"(?<!\w)(?:hôm nay|sáng nay|trưa nay|chiều nay|tối nay|nay|hôm qua|qua)\b|vừa qua")
_JUST = re.compile(r"[ ]*\)?[ ]*(?:vừa qua|vừa rồi|mới đây|này)\b")
_ISSUES = re.compile(
    r"(?<!\w)(?:vừa|mới|đã|có|ban hành|ra|ký|gửi|phát đi|nhận được|công bố)(?: (?:có|ban hành|ra|ký|gửi|phát|nhận được|công bố|thông báo))*(?: [^\W\d]+){0,3} $"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that could date the article, and how strongly; lower ``rank`` wins, then the text's order."""

    rank: int
    mention: DateMention
    value: str


def resolve(source: Source, layout: Layout, dates: tuple[DateMention, ...], tables: Tables) -> tuple[DateValue, DateValue, tuple[Diagnostic, ...]]:
    """(date, published, doubts): the event's day, else the day of publication; either may be absent."""
    stamps = [d for d in dates if d.role == "published"]
    published = DateValue(stamps[0].value, "published", "extracted", stamps[0].evidence) if stamps else DateValue()
    best = min(candidates(source, layout, dates, published), key=lambda c: (c.rank, c.mention.evidence.start), default=None)
    if best is None:
        return published, published, ()
    value, because = with_year(source, best.value, best.mention, dates, published)
    status = "inferred" if because else "extracted"
    return DateValue(value, "event", status, best.mention.evidence, because), published, _doubts(source, value, best.mention)


def candidates(source: Source, layout: Layout, dates: tuple[DateMention, ...], published: DateValue):
    """Every mention of a day that the lead reports something of."""
    low = lower(source.text)
    segments = layout.segments
    starts = [s.start for s in segments]
    sentence_starts = [s.start for s in layout.sentences]
    first_body = next((s.start for s in segments if s.role in ("body", "dateline")), 0)
    lead_from = bisect_right(sentence_starts, first_body) - 1
    latest = latest_year(dates)
    for mention in dates:
        at = mention.evidence
        segment = segments[max(0, bisect_right(starts, at.start) - 1)]
        if segment.role not in _BODY_ROLES or mention.role == "published":
            continue
        value = mention.value.split("/")[0]
        if len(value) != 10:
            continue
        if value[0] != "X" and (int(value[:4]) < latest - 1 or _far(value, published.value)):
            continue
        sentence = bisect_right(sentence_starts, at.start) - 1
        number = sentence - lead_from
        lead = number < LEAD_SENTENCES and at.start - first_body < LEAD_CHARACTERS
        rank = _rank(low, mention, number, lead)
        if rank is not None:
            yield Candidate(rank, mention, value)


def _rank(low: str, mention: DateMention, number: int, lead: bool) -> int | None:
    at, rule = mention.evidence, mention.evidence.rule
    recent = bool(_NOW.search(low, at.start, at.end) or _JUST.match(low, at.end, at.end + 12))
    if mention.role == "event":
        if lead:
            return 0
        return 2 if recent else None
    if lead and rule == "dates.bound" and "/" in mention.value:
        return 1  # "từ ngày 5 – 8/6": what the lead reports lasted some days
    return None


def latest_year(dates: tuple[DateMention, ...]) -> int:
    """The latest year the text gives a day or month of, or names as past; 0 if none. What is years older is background."""
    return max((int(d.value[:4]) for d in dates if d.value[0] != "X" and d.role != "period"), default=0)


def _far(value: str, published: str) -> bool:
    return len(published) == 10 and abs((_day(value) - _day(published)).days) > NEAR_DAYS


def _day(value: str) -> Day:
    return Day.fromisoformat(value)


def with_year(source: Source, value: str, mention: DateMention, dates: tuple[DateMention, ...], published: DateValue) -> tuple[str, tuple[Evidence, ...]]:
    """The value with its year where the text states it elsewhere, and the words that do: the stamp, or the same day
    written whole. A weekday beside the day must agree."""
    if value[0] != "X":
        return value, ()
    week = _weekday(mention.evidence.quote)
    for other, year in _years_for(value, dates, published):
        whole = f"{year:04d}{value[4:]}"
        if datewords.valid_day(year, int(value[5:7]), int(value[8:10])) and week in (None, datewords.weekday(whole)):
            return whole, (other.evidence,) if other.evidence else ()
    return value, ()


def _years_for(value: str, dates: tuple[DateMention, ...], published: DateValue):
    if published.value[:4].isdigit():
        year = int(published.value[:4])
        if len(published.value) == 10:
            for candidate in (year, year - 1):
                whole = f"{candidate:04d}{value[4:]}"
                try:
                    if -7 <= (_day(published.value) - _day(whole)).days <= NEAR_DAYS:
                        yield published, candidate
                except ValueError:
                    continue
        elif published.value[5:7] == value[5:7]:
            yield published, year
    for other in dates:
        if other.value[:1] != "X" and any(part[4:] == value[4:] for part in other.value.split("/")):
            yield other, int(other.value[:4])


_WEEK_WORDS = re.compile(r"thứ (hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(chủ nhật)")


def _weekday(quote: str) -> int | None:
    match = _WEEK_WORDS.search(lower(quote))
    return datewords.WEEKDAYS[match[1] or match[2]] if match else None


def _doubts(source: Source, value: str, mention: DateMention) -> tuple[Diagnostic, ...]:
    week, real = _weekday(mention.evidence.quote), datewords.weekday(value)
    if week is None or real is None or week == real:
        return ()
    return ()
