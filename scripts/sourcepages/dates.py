"""Source → date mentions, each with its role. Which of them dates the article is for :mod:`resolve.dates` to say.

A number is a date only where the words beside it say so ("ngày", "chiều", "hôm qua (", "từ … đến") or where it is
written whole (day, month and year): fractions, scores, street numbers, numbers of documents, picture files, feast
days and programme names are none. The rules come from how dates are written (see :mod:`datewords`).

Roles: ``published`` a stamp; ``event`` a day that something is reported of; ``document`` when a document was issued;
``period`` spans, quarters, deadlines, targets; ``mentioned`` all else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from . import datewords
from .datewords import Written
from .evidence import evidence
from .fold import lower_text
from .models import DateMention, Layout, Source

_WINDOW = 160
"""How far left of a date its words are looked for, in characters: a constant, so that the work is linear."""

_NEAR = 40
"""How far left the words stand that make digits a day."""

_DAYPART = r"(?:rạng sáng|nửa đêm|sáng|trưa|chiều|tối|đêm|khuya)(?: sớm| muộn| tối)?"
_ORDINAL = "".join(f"(?<!{word} )" for word in "lần|họp|khóa|hạng|nghị|đợt|vòng|ngày|năm|kỳ|tuần|đại hội".split("|"))
_WEEKDAY = rf"(?:{_ORDINAL}thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|cn)"  # "kỳ họp thứ 3" is no Tuesday
# The words that make the digits after them a day, read back from the digits.
_CUE = re.compile(
    rf"(?<!\w)(?:(?:(?P<part>{_DAYPART})[ ,(]*(?P<now>(?:hôm )?(?:nay|qua|mai))?|(?P<rel>hôm (?:nay|qua|kia|sau"
    rf"|trước)|hôm(?= thứ| chủ)))[ ,(]*)?"
    rf"(?:\(?(?P<week>{_WEEKDAY})\)?[ ,(]*)?(?:(?P<word>ngày|hôm|mùng|mồng)[ (:]*(?:(?:mùng|mồng) )?)?$"
)
# Their last words, asked for first.
_CUE_ENDS = tuple("sáng trưa chiều tối đêm khuya sớm muộn nay qua mai kia sau trước hôm ngày mùng mồng nhật cn".split())
_CUE_ENDS += tuple("hai ba tư năm sáu bảy bẩy 2 3 4 5 6 7".split())
_GLUED = re.compile(r"(?:ngày|hôm) ?$")  # "chiềungày 5-3": the space is often lost
# Weaker: a preposition of time or a bracket, where nothing is counted with the digits ("đến 2/3 số phiếu").
_WEAK = re.compile(r"(?:(?<!\w)(?P<weak>từ|đến|tới|vào|trước|sau|và|hết)[ (]*|\([ ]*)$")
_CLOSED = re.compile(r"[ ]*(?:$|[),.;:!?\n\]–-]|(?:đến|tới|và|năm|tại|của|ở|này|vừa|trở|để|đã|sẽ|do|là|khi|hoặc)\b)")

_KIND = (
    r"(?:nghị quyết|nghị định|quyết định|chỉ thị|thông tư|thông báo|công điện|công văn|văn bản|kế hoạch|kết luận"
    r"|hướng dẫn|tờ trình|"
    r"báo cáo|quy định|qui định|pháp lệnh|luật|giấy phép|hợp đồng|công hàm|biên bản|giấy mời|bản án|quy chế|đơn thư"
    r"|giấy chứng nhận)"
)
_NUMBERED = re.compile(rf"(?:{_KIND} |số:? ?)\d[\w./–&-]*|\d[\d.]*[a-z]?(?:/\d{{4}})?[/-][a-zđ][\w/–&-]*")
_UP_TO_DATE = re.compile(
    r"(?: ?[–-] ?[a-zđ]+)*[ ,()]*(?:của [^.;:\d]{2,60})?(?:[^.;:\d,]{0,40}(?:ký|ban hành|phát hành|đề"
    r"|thông qua))?[ ,(]*"
)
_UNNUMBERED = re.compile(
    rf"{_KIND}(?: (?!trong|tại|vào|từ|đến|cho|về|và|được|trước|sau|đã|sẽ|cũng"
    rf"|vừa)[^\W\d]+){{0,5}}[ ,(]*(?:của(?: (?!tại|trong|cho|về)[^\s.;:,\d]+){{1,7}} ?)?$"
)
# Before "ngày": a bound, a deadline, a birth, a feast – not the day of the news.
_BOUND = re.compile(
    r"(?<!\w)(?:từ|đến|tới|trước|sau|hết|tính đến|hạn chót|chậm nhất|muộn nhất|sớm nhất|thời hạn|hạn|"
    r"sinh|sn|số ra|thành lập|hiệu lực|hiệu lực thi hành|áp dụng|dự kiến|kết thúc|cấp|so với|mỗi|các|những|cả|mọi"
    r"|hàng|hằng|bằng|tại)"
    r"(?: (?:vào|từ|chiều|tối|sáng|đêm|trưa|cuối|đầu|\d+h\d*|\d+ giờ))*[ (]*$"
)
_IN_FORCE = re.compile(
    r"(?<!\w)(?:hiệu lực|thi hành|áp dụng|thực hiện)(?: (?:thi hành|áp dụng|thực hiện|chính thức"
    r"|kể))*(?: (?:từ|vào|kể từ|bắt đầu từ))? ?$"
)
_DUE = re.compile(r"(?<!\w)(?:thời hạn|hạn chót|hạn cuối|kỳ hạn)[^,.;:]{0,60} là ?$")
_ISSUED = re.compile(r"(?<!\w)do [^,.;:]{2,90} (?:ký|ban hành|phê duyệt|cấp)(?: ban hành)? ?$")
_TOLD_IN = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|nói|nêu|viết|khẳng định|tuyên bố|công bố"
    r"|đưa ra)(?: [^\s.;:,]+){0,4}? (?:thông báo|báo cáo|thông cáo)(?: [^\s.;:,\d]+){0,6} ?$"
)
_FEAST = re.compile(
    r"(?<!\w)(?:(?:kỷ niệm|kỉ niệm)(?: \w+){0,4}|nhân dịp|nhân(?<!tư nhân)(?<!công nhân)(?<!cá nhân)(?<!bệnh nhân)"
    r"|dịp|lễ|nghỉ lễ|tết|quốc khánh|giải phóng|công viên|đường|phố|quảng trường|rạp|nghĩa trang) ?$"
)
_LATER = re.compile(
    r"[ ]*(?:hàng năm|hằng năm|mỗi năm|năm ngoái|năm trước|năm nào|trở đi|trở lại|trở về|sắp tới"
    r"|năm tới|âm lịch)\b"
)
_TARGET = re.compile(
    r"(?<!\w)(?:đến|tới|tầm nhìn|trước|vào cuối|đến hết|mục tiêu|giai đoạn|nhiệm kỳ|kế hoạch"
    r"|từ)(?: \w+)? $"
)
_MONTH_CUE = re.compile(r"(?<!\w)(?:trong|đầu|cuối|giữa|vào|từ|đến|ngày|của|hồi|nửa) $|^$")

_TIME = r"\d{1,2} ?(?::|h|g|giờ ?)\d\d(?::\d\d)?(?: ?(?:am|pm|ch|sa)\b)?"
_FULL = r"\d\d?[/.-]\d\d?[/.-]\d{4}"
_DIGIT = re.compile(r"\d")
_STAMP = re.compile(
    rf"\d(?<![\w/.-]\d)\d?[/.-]\d\d?[/.-]\d{{4}},?[ ]*(?:[-–|,][ ]*)?{_TIME}(?![\w:])|\d(?<![\w:]\d)\d? ?(?::|h"
    rf"|g)\d\d(?::\d\d)?(?: ?(?:am|pm|ch|sa)\b)?,?[ ]*(?:[-–|,][ ]*|ngày )?{_FULL}(?![\w/])"
)
_LONE = re.compile(
    rf"[ \[(]*(?:(?:đăng|ngày đăng|cập nhật|cập nhật lúc|xuất bản|thời gian"
    rf"|ngày)[: ]+)?(?:{_WEEKDAY}[,. ]+)?(?:ngày )?(?P<date>{_FULL}|\d\d? tháng \d\d?(?:,? năm |/)\d{{4}})[, "
    rf"|–-]*(?:{_TIME})?[ ]*(?:\(?gmt ?\+ ?7\)?)?[ .\])]*$"
)
_ISO = re.compile(
    r"(?:(?<=date )|(?<=published ))(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\w/]"
    r"|-\d)"
)
_IN_PROSE = re.compile(r"(?<!\w)(?:ngày|từ|đến|tới|trước|sau|vào|lúc|sinh|hôm|năm|số|tại|và)[ :(]*$")
_STAMP_LINE = 140
"""A line longer than this is prose; a stamp in it stands at its very beginning or is found by the layout."""


def find(source: Source, layout: Layout) -> tuple[DateMention, ...]:
    """Every date in the text, in order; no two overlap."""
    text = source.text
    low = lower_text(text)
    found: list[DateMention] = []
    taken: list[tuple[int, int]] = []

    def take(start: int, end: int, value: str, role: str, rule: str) -> None:
        at = bisect_right(taken, (start, end))
        if (at and taken[at - 1][1] > start) or (at < len(taken) and taken[at][0] < end):
            return
        taken.insert(at, (start, end))
        found.append(DateMention(evidence(source, start, end, rule), value, role))

    for start, end, value in stamps(source, layout, low):
        take(start, end, value, "published", "dates.stamp")
    for start, end, value, role, rule in _days(text, low):
        take(start, end, value, role, rule)
    for written in datewords.periods(text):
        take(written.start, written.end, written.value, "period", "dates.period")
    for written in datewords.months(text):
        if written.value[0] != "X" or _MONTH_CUE.search(low, max(0, written.start - 8), written.start):
            take(
                written.start,
                written.end,
                written.value,
                "period" if "/" in written.value else "mentioned",
                "dates.month",
            )
    for written in datewords.years(text):
        target = _TARGET.search(low, max(0, written.start - 20), written.start)
        take(written.start, written.end, written.value, "period" if target else "mentioned", "dates.year")
    found.sort(key=lambda m: m.evidence.start)
    return tuple(found)


def stamps(source: Source, layout: Layout, low: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, value) of what says when the article was published: what the layout found, a date alone on a
    line or after a name, a date with a time of day joined to it, or the importers' "date 2024-03"."""
    for span in layout.published:
        for match in _ISO.finditer(low, span.start, span.end):
            value = datewords.edtf(*(int(n) for n in match.groups() if n))
            yield span.start, span.end, value
        day = next(datewords.days(low, span.start, span.end), None)
        month = next(datewords.months(source.text[span.start : span.end]), None)
        if day:
            yield span.start, span.end, day.first
        elif month:
            yield span.start, span.end, month.value
    last = len(source.paragraphs)
    labelled = "date " in low or "published " in low  # as the importers write it
    for paragraph in source.paragraphs:
        if 8 < paragraph.index < last - 5:
            continue
        start, end = paragraph.start, min(paragraph.end, paragraph.start + _STAMP_LINE)
        if not _DIGIT.search(low, start, end):
            continue
        whole = paragraph.end <= paragraph.start + _STAMP_LINE
        match = labelled and _ISO.search(low, start, min(end, start + 24))
        if match and _valid(match):
            yield (
                match.start() - 5 if low[match.start() - 5 : match.start()] == "date " else match.start(),
                match.end(),
                datewords.edtf(*(int(n) for n in match.groups() if n)),
            )
            continue
        match = _STAMP.search(low, start, end)
        if match and not _IN_PROSE.search(low, max(start, match.start() - 12), match.start()):
            written = next(datewords.days(low, match.start(), match.end()), None)
            # a lone line, or a run of a flat text: title, name, then the stamp
            if written and (whole or len(low[start : match.start()].split()) <= 25):
                yield match.start(), match.end(), written.value
                continue
        if whole:
            match = _LONE.match(low, start, paragraph.end)
            written = match and datewords.day_at(low, match.start("date"))
            if written and len(written.value) == 10:
                yield written.start, written.end, written.value


def _valid(match: re.Match) -> bool:
    year, month, day = (int(n) if n else None for n in match.groups())
    return datewords.valid_day(year, month, day or 1)


def _days(text: str, low: str) -> Iterator[tuple[int, int, str, str, str]]:
    """(start, end, value, role, rule) of every day that the words beside it make one."""
    for written in _written(low):
        near = max(0, written.start - _NEAR)
        near = low.rfind("\n", near, written.start) + 1 or near
        left = low[near : written.start]
        cue = _CUE.search(left) if left.rstrip(" ,(:)").endswith(_CUE_ENDS) else None
        start = near + cue.start() if cue and cue.group() else written.start
        if start < written.start:
            # the blanks and brackets before the first word of the cue are no part of it
            start += len(cue.group()) - len(cue.group().lstrip(" ,("))
        strong = bool(cue and (cue["part"] or cue["rel"] or cue["week"] or cue["word"] or _GLUED.search(left)))
        weak = None if strong else _WEAK.search(left)
        if not (strong or written.sure):
            numeric = "/" in low[written.start : written.end]
            if not weak or not numeric or not _CLOSED.match(low, written.end, written.end + 12):
                continue
            if weak["weak"] in ("và", "từ", None) and "(" not in weak.group() and not _neighbour(low, written):
                continue
        if written.end < len(low) and low[written.end] in "%°":
            continue
        line = low.rfind("\n", max(0, start - _WINDOW), start) + 1 or max(0, start - _WINDOW)
        before = low[line:start]
        # a capital opens a sentence, its full stop lost or not: nothing before it bears on the day
        role, rule = _role(low, "" if text[start].isupper() else before, cue if strong else None, weak, written)
        if role == "mentioned" and cue and not cue.group() and strong:
            role, rule = "event", "dates.day"
        yield start, written.end, written.value, role, rule


_BEFORE_SPACED = re.compile(rf"(?<!\w)(?:ngày|{_DAYPART}|nay|qua|mai) (?=\d)")


def _written(low: str) -> Iterable[Written]:
    """The days written in a text, in order; with blanks for slashes too where a crawler lost all of these."""
    if not datewords.separators_lost(low):
        return datewords.days(low)
    spaced = (datewords.spaced_at(low, match.end()) for match in _BEFORE_SPACED.finditer(low))
    return sorted([*datewords.days(low), *filter(None, spaced)])


_NEIGHBOUR = re.compile(r"ngày|\d\d?/\d\d?")


def _neighbour(low: str, written: Written) -> bool:
    """Whether another date stands close by: "ngày 5/3 và 7/3", "từ 1/1 đến 31/3"."""
    return bool(
        _NEIGHBOUR.search(low, max(0, written.start - 20), written.start - 1)
        or _NEIGHBOUR.search(low, written.end, written.end + 14)
    )


def _role(low: str, before: str, cue: re.Match | None, weak: re.Match | None, written: Written) -> tuple[str, str]:
    """What a day is for, from the words before and after it."""
    day = bool(cue and cue["word"] == "ngày")
    report = bool(cue and (cue["part"] or cue["rel"] or cue["week"] or cue["word"] == "hôm"))
    if not report and _is_of_document(before):
        return "document", "dates.document"
    if _LATER.match(low, written.end, written.end + 14) or (not report and _FEAST.search(before[-50:])):
        return "mentioned", "dates.background"
    if _IN_FORCE.search(before[-50:]):
        return "period", "dates.in-force"
    if cue and cue["part"] and before.endswith("ngày và "):  # "ngày và đêm 26/5": a forecast
        return "mentioned", "dates.background"
    if cue is None:
        return (
            ("period", "dates.bound")
            if weak and weak["weak"] not in ("vào", "và", None)
            else ("mentioned", "dates.written")
        )
    if _BOUND.search(before[-40:]) or _DUE.search(before[-80:]):
        return "period", "dates.bound"
    if report:
        return "event", "dates.part-of-day"
    return ("event", "dates.day") if day else ("mentioned", "dates.written")


def _is_of_document(before: str) -> bool:
    """Whether a document, numbered or not, is what the date after these words belongs to."""
    last = None
    for last in _NUMBERED.finditer(before):  # noqa: B007 - the last one counts
        pass
    if last and _UP_TO_DATE.fullmatch(before, last.end()):
        return True
    if _ISSUED.search(before[-110:]):
        return True
    if _TOLD_IN.search(before[-100:]):  # "cho biết trong thông báo ngày 5/3": the day of the words
        return False
    return bool(_UNNUMBERED.search(before[-80:].rstrip(" ,(")))
