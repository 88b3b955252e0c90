"""Date mentions → the date of the article and of its publication.

The date of an article is the day of the event its lead reports, else the day of its publication stamp; nothing else
ever is: no background, deadline, document, feast, birth or photograph. Where the lead names no day, there is none –
an absent date is an honest answer, an invented one is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day

from .. import datewords
from ..fold import lower, lower_text
from ..models import DateMention, DateValue, Diagnostic, Evidence, Layout, Source, Span

LEAD_SENTENCES = 3
"""The lead: so many sentences of the body (and the headline before them)."""
NEAR_SENTENCES = 5
"""Where the lead names no day, the news may still be dated this far down."""
LEAD_CHARACTERS, NEAR_CHARACTERS = 700, 1200
"""… and no more characters, where a text has no full stops."""
NEAR_DAYS = 31
"""A report appears within so many days of its event; only that close does a stamp lend its year."""
CLOSE_DAYS = 15
"""A day written with its year lends it to one so many days away."""
SPREAD_DAYS = 60
"""Days of a lead that lie closer together are one story, of which the last is the news."""

_BODY_ROLES = frozenset({"title", "body", "dateline", "heading"})
_NOW = re.compile(r"(?<!\w)(?:nay|qua)\b")
_RELATIVE = re.compile(r"(?<!\w)(?:hôm|ngày|sáng|trưa|chiều|tối|đêm) (?:hôm )?(?:nay|qua)\b")
_JUST = re.compile(r"[ ]*\)?[ ]*(?:vừa qua|vừa rồi|mới đây|này)\b")
_HAPPENS = re.compile(r"(?<!\w)(?:diễn ra|tổ chức|khai mạc|bế mạc|công bố|ký kết|họp báo|hội nghị|cuộc họp)(?: vào)? $")
# "khảo sát do sở công bố ngày …"
_RELEASED_BY = re.compile(r"(?<!\w)do [^,.;:]{2,50} (?:công bố|tổ chức|đưa ra|thực hiện)(?: vào)? $")
_LOOKS_BACK = re.compile(
    r"(?<!\w)(?:cách đây|năm trước|năm xưa|hồi|trước đó, năm|vào năm|từ năm|ngày này|tròn|kỷ niệm|kỉ niệm|thành lập"
    r"|ra đời|sinh|mất|nhậm chức|giải phóng|đáo hạn|đến hạn|hết hạn)(?!\w)[^.;!?\n]*$"
)
_SINCE = re.compile(r",? ?(?:và )?(?:kể từ|từ) (?:đó|khi đó|ngày đó|thời điểm đó)(?: đến| tới)?")
"""After a day that is looked back on: "…, và kể từ đó tới nay"."""
_LASTS = re.compile(
    r"^(?:hội nghị|cuộc họp|phiên họp|hội thảo|diễn đàn|đại hội|lễ hội|hội chợ|triển lãm|giải"
    r"|cuộc thi|khóa họp|kỳ họp)(?! (?:trước|lần trước|năm ngoái))[^.;:]{0,60} (?:diễn ra|kéo dài"
    r"|được tổ chức) (?:trong|suốt) (?:hai|ba|bốn|năm|\d) $"
)
"""How the report of a meeting ends that says when it was: "Hội nghị diễn ra trong hai ngày 5-6/7"."""
_TALKING = re.compile(r"(?:trao đổi|trả lời|chia sẻ|phát biểu)(?: [^\W\d]+){0,8} (?:vào )?$")
"""What was said to this newspaper, and when: "Trao đổi với phóng viên ngày 22/4"."""
# "ông X, Giám đốc …, cho biết, ngày 15/1 xe hỏng": what somebody tells of, not when it was told. A newspaper that is
# quoted so tells the news.
_TOLD = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|nói|kể|khẳng định|chia sẻ|cho rằng|nhấn mạnh)(?: thêm)?,?:? ?(?:rằng )?(?:vào )?$"
)
_PAPER = re.compile(r"(?<!\w)(?:báo|tờ|hãng tin|đài|đăng tải|đưa tin|pháp luật)(?!\w)")
_PRINTED = re.compile(
    r"(?<!\w)bài (?:viết|báo) [^.;]{0,120}(?<!\w)(?:đăng|đăng tải|đăng trên|đăng tải trên)(?: [^.;,]{0,40})?$"
)
"""When another article was printed, of which this one tells more."""
_ROOT = re.compile(r"(?<!\w)(?:bắt nguồn|xuất phát) từ [^.;,]{0,80}$")
_CLOSED_SPAN = re.compile(r"\d{4} ?(?:đến|tới|[-–])(?: hết)?(?: ngày)? ?$")
_AGO = re.compile(r"(?<!\w)(?:cách đây|cách nay|năm xưa|ngày này năm|năm trước,)(?!\w)?[^.;!?]*$")
_THIS = re.compile(r" này\b")
# What is to come, unless a verb of saying or a meeting stands between: "… sẽ bị hủy, nguồn tin nói ngày 3-6".
_COMING = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|sắp|(?<!công tác )chuẩn bị|lên lịch|theo lịch|theo kế hoạch)\b(?!(?:[^.;]"
    r"|\.(?=\w))*(?<!\w)(?:nói|cho biết|cho hay|khẳng định|nhấn mạnh|tuyên bố|dẫn lời|phát biểu|trả lời|cuộc họp"
    r"|(?<=, )theo)(?!\w))"
)
_COMES = re.compile(
    r"[ ]*\)?,?[ ]*(?:tới\b(?! thăm)|tới đây|sắp tới|(?:(?!thông|cho|tuyên|khẳng|nói|công bố|xác|cảnh"
    r"|đã|cam kết|hứa|nhất trí)[^\W\d]+ ){0,4}sẽ\b)"
)
_PURPOSE = re.compile(
    r"(?<!\w)(?:chuẩn bị cho|phục vụ|hướng tới|chào mừng|nhân|trong khuôn khổ|trước thềm|(?:sáng"
    r"|trưa|chiều|tối|đêm|hôm) (?:nay|qua)) [^.;:]*$"
)
_PAST = re.compile(
    r"(?<!\w)(?:kể từ|bắt nguồn từ|xuất phát từ|sau (?:khi|vụ|cuộc|trận|sự cố|cái chết)|trước khi"
    r"|trước thềm|từng|thay vì)(?: [^,.;:]*)?$"
)
_CLAUSE = re.compile(
    r"(?:^|[,;:.!?…–(\"”“-] ?|trao đổi với [^,.;]{2,40} )(?:vào |trong )?(?:lúc |khoảng |hơn "
    r"|gần )?(?:\d+ ?(?:h|giờ)(?: ?\d+)?(?: phút)? ?)?$"
)
_AS_OF = re.compile(r"(?:^|[,;:.…] ?)(?:tính )?(?:đến|tới) (?:cuối |hết |\d+h\d* |\d+ giờ )?$")
_FROM = re.compile(r"(?<!\w)(?:từ|bắt đầu từ) (?:\d+ ?(?:h|giờ)(?: ?\d+)?(?: phút)? )?$")
_LATELY = re.compile(r"(?<!\w)(?:vừa|mới đây)(?!\w)")  # "vừa công bố …, đến ngày 31/12/2015": the state of things then
_DONE = re.compile(r"[,)]{0,2} (?:[^\s.;]+ ){0,12}?(?:đã|mới chỉ|mới|vẫn|có|còn|chỉ)\b")
_ISSUES = re.compile(
    r"(?<!\w)(?:(?:vừa|mới)(?: (?:có|ban hành|ra|ký|gửi|phát đi|công bố|nhận được|nhận))*"
    r"|nhận được)(?: [^\W\d]+){0,6}(?: (?:số|số:) ?[\w./–&-]+)?(?: (?:đề|ký|gửi))? ?$"
    r"|(?:đó|đây) là (?:một phần |một trong những )?(?:nội dung|thông tin|kết luận|yêu cầu|chỉ đạo|quyết định"
    r"|chỉ thị)(?: [^.;,]{0,80})?$"
)
_BACKGROUND = re.compile(
    r"(?<!\w)(?:theo|thực hiện|căn cứ|triển khai|tiếp theo|quy định tại|phê duyệt tại|thay thế"
    r"|kèm theo|kể từ|sau khi|sau vụ|kể từ sau)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that could date the article; the lowest ``rank`` wins."""

    rank: int
    mention: DateMention
    value: str
    sentence: int


def resolve(
    source: Source, layout: Layout, dates: tuple[DateMention, ...]
) -> tuple[DateValue, DateValue, tuple[Diagnostic, ...]]:
    """(date, published, doubts): the event's day, else the day of publication; either may be absent."""
    stamps = [d for d in dates if d.role == "published"]
    published = DateValue(stamps[0].value, "published", "extracted", stamps[0].evidence) if stamps else DateValue()
    best = pick(list(candidates(source, layout, dates, published)))
    if best is None:
        return published, published, ()
    value, because = with_year(source, layout, best.value, best.mention, dates, published)
    status = "inferred" if because else "extracted"
    return (
        DateValue(value, "event", status, best.mention.evidence, because),
        published,
        _doubts(source, value, best.mention),
    )


def pick(found: list[Candidate]) -> Candidate | None:
    """The best candidate: of the lead's past days (the first of each sentence) the last one, if they are days of one
    story; else the first."""
    if not found:
        return None
    rank = min(c.rank for c in found)
    firsts: dict[int, Candidate] = {}
    for c in found:
        if c.rank == rank:
            firsts.setdefault(c.sentence, c)
    best = list(firsts.values())
    if rank != 1 or len(best) == 1:
        return best[0]
    years = {c.value[:4] for c in best if c.value[0] != "X"}
    if len(years) > 1:
        return best[0]
    year = next(iter(years), "2000")
    days = [
        _day((year if c.value[0] == "X" else c.value[:4]) + c.value[4:]) if c.value[5:] != "02-29" else None
        for c in best
    ]
    if None in days or (max(days) - min(days)).days > SPREAD_DAYS:
        return best[0]
    return best[days.index(max(days))]


def candidates(
    source: Source, layout: Layout, dates: tuple[DateMention, ...], published: DateValue
) -> Iterator[Candidate]:
    """Every mention of a day that may be the day of the news, ranked by where and how it stands."""
    if not any(mention.evidence.rule == "dates.month" or len(mention.value) >= len("2024-03-05") for mention in dates):
        return
    low = lower_text(source.text)
    segments = layout.segments
    starts = [s.start for s in segments]
    body = {s.start: s for s in segments if s.role in ("body", "dateline")}
    # captions don't count
    sentences = [s for s in layout.sentences if starts[max(0, bisect_right(starts, s.start) - 1)] in body]
    first_body = min(body, default=0)
    # a lead may quote at length before the news; further down nothing is counted
    sentences = [
        s
        for s in sentences
        if s.start - first_body > NEAR_CHARACTERS
        or not _quoted(source.text, segments[bisect_right(starts, s.start) - 1].start, s.start)
    ]
    sentence_starts = [s.start for s in sentences]
    latest = latest_year(dates)
    undated = bool(sentences) and _undated(low, sentences[0], dates)
    told = max(
        (
            d.value
            for d in dates
            if d.role in ("event", "document")
            and len(d.value) == 10
            and d.value[0] != "X"
            and not _COMES.match(low, d.evidence.end, d.evidence.end + 30)
        ),
        default="",
    )
    with_years = 0  # days with their years told so far
    for mention in dates:
        at = mention.evidence
        with_years += mention.role == "event" and len(mention.value) == 10 and mention.value[0] != "X"
        segment = segments[max(0, bisect_right(starts, at.start) - 1)]
        value = mention.value.split("/")[0]
        if segment.role not in _BODY_ROLES or mention.role == "published":
            continue
        if (
            mention.evidence.rule == "dates.month"
            and len(value) == 7
            and value[0] != "X"
            and _THIS.match(low, at.end, at.end + 4)
        ):
            yield Candidate(8, mention, value, -1)  # "trong tháng 10/2013 này"
        if len(value) != 10:
            continue
        if value[0] != "X" and (
            int(value[:4]) < latest - 1 or _far(value, published.value) or _long_before(value, told)
        ):
            continue
        number = bisect_right(sentence_starts, at.start) - 1
        sentence = sentences[number] if number >= 0 else Span(segment.start, segment.end)
        zone = (
            0
            if number < LEAD_SENTENCES and at.start - first_body < LEAD_CHARACTERS
            else 1
            if number < NEAR_SENTENCES and at.start - first_body < NEAR_CHARACTERS
            else 2
        )
        before = low[max(sentence.start, segment.start, at.start - 200) : at.start]
        rank = _rank(low, mention, zone, number <= 0, before)
        beside = rank == 7 or (
            rank == 1
            and number > 0
            and not at.quote[0].isupper()
            and not _CLAUSE.search(before)
            and not _HAPPENS.search(before)
        )
        if rank == 2 and at.rule == "dates.day" and value[0] != "X" and with_years == 1:
            continue  # below the lead a sentence that begins with a day and its year looks back
        if rank is not None and not (undated and beside):
            yield Candidate(rank, mention, value, number)


def _undated(low: str, lead: Span, dates: tuple[DateMention, ...]) -> bool:
    """Whether the first sentence says that the news is of today or yesterday and gives no day: others tell of something
    else."""
    return bool(_RELATIVE.search(low, lead.start, lead.end)) and not any(
        lead.start <= d.evidence.start < lead.end and len(d.value) == 10 for d in dates
    )


def _quoted(text: str, start: int, at: int) -> bool:
    """Whether place ``at`` of the paragraph from ``start`` on is inside a quotation."""
    return text.count("“", start, at) > text.count("”", start, at)


def _rank(low: str, mention: DateMention, zone: int, first: bool, before: str) -> int | None:
    """0 today or yesterday with its day · 1 a past day of the lead · 2 a past day near it that opens a clause · 3 just
    past, wherever it stands · 4 a span or the state of things in the lead · 5 the day of the document that is the news
    · 6 a day to come that opens the article · 7 a past day that something else is told by · 8 "this month"; None: not
    the day of the news."""
    at, rule = mention.evidence, mention.evidence.rule
    coming = bool(_COMING.search(before) or _COMES.match(low, at.end, at.end + 30))
    recent = bool(_NOW.search(low, at.start, at.end))
    if _AGO.search(before):
        return None
    if mention.role == "event":
        if recent and zone < 2:
            return 0
        opens = at.quote[0].isupper() or bool(_CLAUSE.search(before))
        if recent or (rule == "dates.day" and _JUST.match(low, at.end, at.end + 12)):
            return 3
        if coming:
            return 6 if first and not before.endswith("(") and not _PURPOSE.search(before) else None
        if _ROOT.search(before):
            return None
        if rule == "dates.day" and (
            _PRINTED.search(before) or (not first and _TOLD.search(before) and not _PAPER.search(before))
        ):
            return None
        past = bool(_PAST.search(before))
        if zone > 1 and (("/" in mention.value and _LASTS.match(before)) or _TALKING.match(before)):
            return 7
        if zone > 1 or (past and zone == 1):
            return None
        if (
            rule == "dates.day"
            and mention.value[0] != "X"
            and not opens
            and (not _HAPPENS.search(before) or _RELEASED_BY.search(before) or _BACKGROUND.search(before[-120:]))
        ):
            return None  # a day with its year in mid-sentence refers to something else
        if zone == 0:  # in brackets it only dates something told beside
            return 7 if past or (rule == "dates.day" and before.endswith("(")) else 1
        return 2 if opens else 7
    if zone:
        return None
    if rule == "dates.bound":
        if recent and not coming and "/" not in mention.value and _FROM.search(before):
            return 1  # "từ 7 giờ sáng nay (20/5)"
        if "/" in mention.value:
            if coming:
                return 6 if first and not _PURPOSE.search(before) else None
            return None if _PAST.search(before) else 4  # "từ ngày 5 – 8/6": what the lead reports lasted some days
        if (
            _AS_OF.search(before)
            and not coming
            and not _LATELY.search(before)
            and (recent or _DONE.match(low, at.end, at.end + 90))
        ):
            return 4
    if rule == "dates.document" and _ISSUES.search(before) and not _BACKGROUND.search(before[-120:]):
        return 5
    return None


def latest_year(dates: Iterable[DateMention]) -> int:
    """The latest year the text gives a day or month of, or names as past; 0 if none. What is years older is
    background."""
    return max((int(d.value[:4]) for d in dates if d.value[0] != "X" and d.role != "period"), default=0)


def _far(value: str, published: str) -> bool:
    return len(published) == 10 and abs((_day(value) - _day(published)).days) > NEAR_DAYS


def _long_before(value: str, told: str) -> bool:
    """Whether a day lies long before the last that the text tells of: so it is background."""
    return bool(told) and (_day(told) - _day(value)).days > SPREAD_DAYS


def _day(value: str) -> Day:
    return Day.fromisoformat(value)


def with_year(
    source: Source,
    layout: Layout,
    value: str,
    mention: DateMention,
    dates: tuple[DateMention, ...],
    published: DateValue,
) -> tuple[str, tuple[Evidence, ...]]:
    """The value with its year where the text states it elsewhere, and the words that do; else as it is. All that
    states a year must state one and the same, and a weekday beside the day must agree with it."""
    if value[0] != "X":
        return value, ()
    week = _weekday(mention.evidence.quote)
    stated = _stamped(value, published) or _stated(value, [d for d in dates if _of_the_story(source, layout, d)])
    years = {year for year, _ in stated}
    if len(years) != 1:
        return value, ()
    year, words = stated[0]
    whole = f"{year:04d}{value[4:]}"
    if not datewords.valid_day(year, int(value[5:7]), int(value[8:10])) or week not in (None, datewords.weekday(whole)):
        return value, ()
    return whole, (words,)


def _stamped(value: str, published: DateValue) -> list[tuple[int, Evidence]]:
    """The year of the stamp, if the day lies shortly before it."""
    if not published.value[:4].isdigit() or published.evidence is None:
        return []
    year = int(published.value[:4])
    if len(published.value) < 10:
        return [(year, published.evidence)] if published.value[5:7] == value[5:7] else []
    return [
        (y, published.evidence)
        for y in (year, year - 1)
        if (day := _whole(y, value)) and -7 <= (_day(published.value) - day).days <= NEAR_DAYS
    ]


def _of_the_story(source: Source, layout: Layout, mention: DateMention) -> bool:
    """Whether a date tells of the same time as the report: not of a past that is looked back on ("cách đây 5 năm, ngày
    15/5/2012"), an anniversary or a founding; and not the day of another article, in brackets after its headline."""
    if mention.value[0] == "X" or mention.role == "published":
        return True  # lends no year; or is looked at before
    at = mention.evidence
    if layout.segments[max(0, bisect_right(layout.segments, at.start, key=lambda s: s.start) - 1)].role == "debris":
        return False
    if _LOOKS_BACK.search(lower(source.text[max(0, at.start - 60) : at.start])) or _SINCE.match(
        lower(source.text[at.end : at.end + 40])
    ):
        return False
    if mention.role == "period" and _CLOSED_SPAN.search(lower(source.text[max(0, at.start - 24) : at.start])):
        return False  # "từ 1/1/2025 đến 16/9/2025"
    before, after = source.text[at.start - 1 : at.start] if at.start else "", source.text[at.end : at.end + 2]
    return not (before == "(" and after[:1] == ")" and after[1:] in ("", "\n") and len(mention.value) == 10)


def _stated(value: str, dates: list[DateMention]) -> list[tuple[int, Evidence]]:
    """The years of what stands so close to the day that it is of one year with it: a day within some days of it, a part
    of the year that has just passed ("5 tháng đầu năm 2017" at the end of May), a span of days that begins or ends with
    it. Only of the latest year the text names, targets apart: a later one shows that this is background. The very same
    day of a year is more often an anniversary, and counts only where the text names that year once more."""
    month = int(value[5:7])
    latest = max(
        (int(part[:4]) for d in dates if not _is_target(d) for part in d.value.split("/") if part[0] != "X"), default=0
    )
    named = latest_year(dates)
    days_of: dict[str, set[str]] = {}
    for other in dates:
        days_of.setdefault(other.value[:4], set()).add(other.value[4:])
    found = []
    for other in dates:
        first, _, last = other.value.partition("/")
        if first[0] == "X" or _is_target(other) or other.evidence.rule in ("dates.background", "dates.in-force"):
            continue
        year = int(first[:4])
        if len(first) == 10 and last:
            near = year >= named and value[4:] in (first[4:], last[4:])
        elif len(first) == 10:
            day = _whole(year, value)
            apart = abs((day - _day(first)).days) if day else CLOSE_DAYS + 1
            again = len(days_of[first[:4]]) > 1
            near = year == latest and (apart <= CLOSE_DAYS if apart else again)
        else:
            near = (
                year == latest
                and len(last) == 7
                and last[:4] == first[:4]
                and first[5:] == "01"
                and 0 <= month - int(last[5:]) <= 1
            )
        if near:
            found.append((year, other.evidence))
    return found


def _is_target(mention: DateMention) -> bool:
    return mention.evidence.rule == "dates.year" and mention.role == "period"


def _whole(year: int, value: str) -> Day | None:
    try:
        return Day(year, int(value[5:7]), int(value[8:10]))
    except ValueError:
        return None


_WEEK_WORDS = re.compile(r"thứ (hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(chủ nhật)")


def _weekday(quote: str) -> int | None:
    match = _WEEK_WORDS.search(lower(quote))
    return datewords.WEEKDAYS[match[1] or match[2]] if match else None


def _doubts(source: Source, value: str, mention: DateMention) -> tuple[Diagnostic, ...]:
    """A weekday that the calendar contradicts: one of the two is misprinted."""
    week, real = _weekday(mention.evidence.quote), datewords.weekday(value)
    if week is None or real is None or week == real:
        return ()
    at = mention.evidence.start
    line = source.text_line + source.text.count("\n", 0, at)
    column = at - (source.text.rfind("\n", 0, at) + 1) + 1
    return (
        Diagnostic(
            "doubt",
            "weekday",
            source.name,
            f"“{mention.evidence.quote}”: ngày này là {_WEEK_NAMES[real]}, không phải {_WEEK_NAMES[week]}",
            f"xem lại bài gốc, rồi ghi ngày đúng ở đầu tệp, ví dụ: date: {value}",
            line,
            column,
        ),
    )


_WEEK_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
