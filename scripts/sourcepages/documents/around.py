"""What stands around a number: who issued the document, when, and what it is called."""

from __future__ import annotations

import re

from .. import datewords
from ..evidence import evidence
from ..models import Evidence, Source
from .lexicon import UPPER, Rules

_TERM = re.compile(r"[ ,]{0,2}\(?khóa (?P<term>[ivx]+|\d\d?)\b\)?")
_UNIT = re.compile(r" ?\([a-zđ]\d{1,3}\)")  # "09/2000/TT-BCA (A18)": the unit that drew it up
_DATE_GAP = re.compile(
    r"[ ,]{0,2}(?P<open>\(?)(?:được |đã )?(?:(?:ký ban hành|ký|ban hành|đề"
    r"|phát hành) )?(?:vào )?(?P<word>ngày ?)?"
)
_GLUED_DATE = re.compile(r"(\d{2,4})((?:19|20)\d\d)(?!\d)")
_YEAR_AFTER = re.compile(
    r"[ ,]{0,2}\(?(?:ban hành |từ |cuối |đầu |ký )?(?P<date>(?:tháng (?P<month>\d\d?) ?(?:/|năm"
    r"|-) ?|năm )(?P<year>(?:19|20)\d\d))(?![\d/-])"
)
_OF_GAP = re.compile(r"[ ,]{0,2}\(?của (?:các )?")
_BY = re.compile(
    r"[ ,]{0,2}\(?do (?P<who>(?:[^.;:\n]|(?<=tp)\.){3,100}?)\)?,? (?:đã )?(?:ký|ban hành|thông qua"
    r"|phát hành|phê duyệt|duyệt|trình|gửi|cấp)(?: ban hành)?(?!\w)"
)
_NAME_TOKEN = re.compile(rf" ?(?:- |– |& )?(?P<word>TP\.? ?HCM|TP\.|[^\W_]+(?:[-–&.](?=[{UPPER}])[^\W_]+)*)")
_SMALL = frozenset({"và", "các"})
_ISSUES = re.compile(
    r"(?:,? (?:đã|vừa|mới|cũng|cũng đã|vừa mới|tiếp tục|chính thức|kịp thời|vừa có|đã có|lại"
    r"|liên tục))*,? (?:ban hành|ra|ký|ký ban hành|thông qua|công bố|phát hành|gửi|có|phát đi|ban hành và triển khai)"
    r"(?: (?:ban hành|ra|ký|gửi|có))?(?: (?:các|những|hai|nhiều|bản|một))? $"
)
_NAME_GAP = re.compile(rf"(?:[ ,]*(?:[–-] )?(?:ông |bà |đồng chí )?(?:[{UPPER}][^\W\d_]*[ ,]*){{0,6}})?")
_DAY_BEFORE = re.compile(
    r"(?P<day>\d\d?[/.-]\d\d?(?:[/.-]\d{4})?|\d\d? tháng \d\d?(?: năm \d{4})?)\)?(?P<rest>,? "
    r"(?:[^\s,.;:()\d]+ ){0,7})$"
)
_MONTH_BEFORE = re.compile(
    r"(?:^|[.;:,–(\n“] ?)(?:(?:vào|từ|trong|hồi|ngay) )?(?:(?:đầu|cuối|giữa"
    r"|khoảng) )?(?P<date>(?:tháng (?P<month>\d\d?) ?(?:/|năm|-) ?|năm )(?P<year>(?:19"
    r"|20)\d\d))(?P<rest>,? (?:[^\s,.;:()\d]+ ){0,7})$",
    re.MULTILINE,
)
_STATES = re.compile(
    r"(?:phê duyệt|chấp thuận|quy định|chỉ đạo|yêu cầu|đồng ý|cho phép|giao|ban hành|công bố) (?:tại"
    r"|bằng) $|(?:phê duyệt|chấp thuận)(?: (?!của )[^\s,;]+){1,6} (?:tại|bằng) $"
)
_TITLE = re.compile(
    r"(?=[ ,:])[ ,]{0,2}(?P<lead>(?:(?:với |có )?(?:nội dung|tên|tiêu đề)|về"
    r"|về việc)? ?:? ?)(?P<open>[“\"‘'])(?! )(?P<title>[^”\"’'\n]{14,300})[”\"’']"
)


class Around:
    """Reads the words beside the numbers of one text; ``low`` is the text in lower case, tone marks in one place."""

    def __init__(self, source: Source, low: str, rules: Rules):
        self.source, self.text, self.low, self.rules = source, source.text, low, rules
        self.spaced = datewords.separators_lost(low)

    def read(self, begin: int, end: int) -> tuple[Evidence | None, tuple[str, Evidence] | None, Evidence | None]:
        """Issuer, date and title, from the words right after the number, else (issuer, date) right before it."""
        issuer = date = None
        unit = _UNIT.match(self.low, end)
        at = unit.end() if unit else end
        for _ in range(4):
            if date is None and (found := self.date_at(at)):
                date, at = found
            elif issuer is None and (found := self.issuer_after(at)):
                issuer, at = found
            elif signed := _BY.match(self.low, at):
                at = signed.end()
                issuer = issuer or self.issuer_within(*signed.span("who"))
            else:
                break
        title, _ = self.title(at)
        if issuer is None or date is None:
            before, day = self.issuer_before(begin)
            issuer, date = issuer or before, date or day
        return issuer, date, title

    def date_at(self, at: int) -> tuple[tuple[str, Evidence], int] | None:
        """The day, month or year a document has that is named up to ``at``, its words, and where they end."""
        match = _DATE_GAP.match(self.low, at)
        if not match:
            return None
        start = match.end()
        day = datewords.day_at(self.low, start) or (
            datewords.spaced_at(self.low, start) if self.spaced and match["word"] else None
        )
        close = 1 if day and match["open"] and self.low[day.end : day.end + 1] == ")" else 0
        if day and (match["word"] or close or (len(day.value) == 10 and day.value[0] != "X")) and "/" not in day.value:
            return (day.value, evidence(self.source, start, day.end, "documents.date")), day.end + close
        glued = _GLUED_DATE.match(self.low, start) if match["word"] else None
        if glued:  # "ngày 30012023", "ngày 1432022": read only where it can be split in one way
            head, year = glued[1], int(glued[2])
            values = {
                datewords.edtf(year, int(head[n:]), int(head[:n]))
                for n in (1, 2)
                if head[n:] and len(head[n:]) <= 2 and datewords.valid_day(year, int(head[n:]), int(head[:n]))
            }
            if len(values) == 1:
                return (values.pop(), evidence(self.source, start, glued.end(), "documents.date")), glued.end()
        match = _YEAR_AFTER.match(self.low, at)
        if match:
            value = match["year"] if not match["month"] else f"{match['year']}-{int(match['month']):02d}"
            if not match["month"] or 1 <= int(match["month"]) <= 12:
                close = 1 if self.low[match.end() : match.end() + 1] == ")" and "(" in match.group() else 0
                return (
                    value,
                    evidence(self.source, match.start("date"), match.end(), "documents.date"),
                ), match.end() + close
        return None

    def issuer_after(self, at: int) -> tuple[Evidence, int] | None:
        """The body that stands after "của" at ``at``, and where its name ends."""
        match = _OF_GAP.match(self.low, at)
        if not match:
            return None
        end = self.issuer_end(match.end())
        if end is None:
            return None
        return evidence(self.source, match.end(), end, "documents.issuer"), end

    def issuer_end(self, start: int) -> int | None:
        """Where the name of an issuing body that begins at ``start`` ends: a head from the table, then capitalised
        words and the small words between them ("Ban Thường vụ Tỉnh ủy Quảng Ninh", "UBND huyện Vân Đồn")."""
        head = self.rules.head.match(self.low, start)
        if not head or (not self.text[start].isupper() and not head.group().startswith(self.rules.small)):
            return None
        end = at = head.end()
        issuer, last = self.rules.issuer_of_word[head.group()], ""
        for _ in range(14 if issuer.get("local") or issuer.get("open") else 0):
            place = self.rules.place.match(self.text, at)
            if place:
                end = place.end()
                break
            token = _NAME_TOKEN.match(self.text, at)
            if not token:
                break
            word = token["word"]
            if self.rules.kind.match(self.low, token.start("word")):
                break  # "… của Bộ GD-ĐT và Thông tư …": the next document
            if word == "TP." and not self.rules.place.match(self.text, token.end()):
                return token.end() - 1
            if word in self.rules.surnames and not issuer.get("local") and last not in self.rules.place_nouns:
                break  # "Bộ trưởng Công an Lê Văn Mẫu": the one who holds the office
            at = token.end()
            if (
                word[0].isupper()
                or word[0].isdigit()
                or word in self.rules.place_nouns
                or f"{last} {word}" in self.rules.compounds
                or (issuer.get("open") and word in self.rules.trades)
            ):
                end = at
            elif word not in _SMALL:
                break
            last = word.lower()
        if end == head.end() and issuer.get("open") and head.group() in self.rules.bare:
            return None
        term = _TERM.match(self.low, end)
        return term.end() if term else end

    def issuer_within(self, start: int, end: int) -> Evidence | None:
        """The first issuer named between the two: "ông X, Phó Chủ tịch UBND quận Y"."""
        for head in self.rules.head.finditer(self.low, start, end):
            last = self.issuer_end(head.start()) if self.begins_word(head.start()) else None
            if last is not None:
                return evidence(self.source, *self.trimmed(head.start(), min(last, end)), "documents.issuer")
        return None

    def begins_word(self, at: int) -> bool:
        """Whether a name of a body can begin there: at a word, and not a deputy's ("Phó Chủ tịch")."""
        return not (at and self.low[at - 1].isalnum()) and not self.low.endswith(
            ("phó ", "nguyên "), max(0, at - 7), at
        )

    def issuer_before(self, begin: int) -> tuple[Evidence | None, tuple[str, Evidence] | None]:
        """(issuer, date) of "Ngày 5/3, UBND tỉnh X vừa ban hành Quyết định số …" and "… được Chính phủ phê duyệt tại
        Quyết định số …"; either may be None."""
        at = max(0, begin - 150)
        line = self.low.rfind("\n", at, begin) + 1 or at
        verb = _ISSUES.search(self.low, line, begin) or _STATES.search(self.low, line, begin)
        if not verb:
            return None, None
        best = below = None
        for head in self.rules.head.finditer(self.low, line, verb.start()):
            if (best and head.start() < best[1]) or (head.start() and self.low[head.start() - 1].isalnum()):
                continue
            end = self.issuer_end(head.start())
            if end is None:
                continue
            end = min(end, verb.start())
            if _NAME_GAP.fullmatch(self.text, end, verb.start()) is not None:
                # "Cục Quản lý Dược Bộ Y tế": the department, not the ministry it belongs to
                best = below if below and not self.text[below[1] : head.start()].strip(" (–-") else (head.start(), end)
            below = (head.start(), end) if head.group().startswith(("cục", "tổng cục", "thanh tra")) else None
        if best is None:
            return None, None
        return evidence(self.source, *self.trimmed(*best), "documents.issuer-before"), self.date_before(best[0])

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The span without spaces and commas at its end."""
        while end > start and self.text[end - 1] in " ,":
            end -= 1
        return start, end

    def date_before(self, at: int) -> tuple[str, Evidence] | None:
        """The day, month or year that stands before the words at ``at``, no more than an office between."""
        low = self.low
        match = _DAY_BEFORE.search(low, max(0, at - 80), at)
        day = datewords.day_at(low, match.start("day")) if match else None
        if day and "/" not in day.value and day.end == match.end("day"):
            return day.value, evidence(self.source, day.start, day.end, "documents.date-before")
        match = _MONTH_BEFORE.search(low, max(0, at - 90), at)
        if match and (not match["month"] or 1 <= int(match["month"]) <= 12):
            value = datewords.edtf(int(match["year"]), int(match["month"]) if match["month"] else None)
            return value, evidence(self.source, *match.span("date"), "documents.date-before")
        return None

    def title(self, at: int) -> tuple[Evidence | None, int]:
        """The quotation that follows, if it is a title: after "về" or a colon, or with a capital of its own."""
        match = _TITLE.match(self.text, at)
        if not match or not (match["lead"].strip() or match["title"][0].isupper()):
            return None, at
        return evidence(self.source, *match.span("title"), "documents.title"), match.end()
