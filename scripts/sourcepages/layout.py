"""Source → :class:`Layout`: headline, byline, stamps, captions and debris told apart from the body; sentences.

Nothing is dropped: a segment only says what a run of the text is. Two shapes are met: a part to a line, and flat
text, where headline, caption, headings, body and byline share one line and only a capital tells them apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import bylines, sentences
from .evidence import evidence
from .fold import fold_tone
from .models import Evidence, Layout, Paragraph, Role, Segment, Source, Span
from .sentences import CLOSERS, DASHES, LOWER, OPENERS, UPPER, skip
from .tables import Tables

TITLE = 200
"""A headline is no longer; in code points, as all lengths here."""
CAPTION = 420
FLAT = 700
"""A paragraph longer than this may hold headline, captions and headings without a full stop."""

_DATE = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d\d-\d\d|\d{1,2} tháng \d{1,2},? (?:năm )?\d{4})"
_TIME = r"(?:\d{1,2}[:hg]\d\d(?::\d\d)?(?:\s*[AaPp][Mm])?(?:\s*\(?GMT\s*[+-]\s*\d{1,2}\)?)?)"
_STAMP = re.compile(rf"{_TIME}\s*[,|·-]?\s*(?:ngày\s*)?{_DATE}|{_DATE}(?:\s*[T,|·–-]?\s*(?:lúc\s*)?{_TIME})?", re.I)
_STAMP_WORDS = re.compile(r"(?i)\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cập nhật|đăng lúc|ngày đăng|đăng ngày|xuất bản|lúc|ngày|date|published|gmt)\b")
_MONTH_STAMP = re.compile(r"(?i)(?:(?:ngày )?đăng|cập nhật|xuất bản)\s*:?\s*tháng\s*\d{1,2}(?:[/.-]|\s+năm\s+)\d{4}\.?\Z")
_META_STAMP = re.compile(r"(?i)(?:date|ngày đăng|đăng ngày|cập nhật|published)\s*:?\s*(\d{4}-\d\d(?:-\d\d)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?!\d)")
_PICTURE = re.compile(r"(?i)[\w.() -]{1,120}\.(?:jpe?g|png|gif|webp|bmp|tiff?)")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
# The keyword of a credit, with its colon unless the kind of picture follows.
_CREDIT_WORDS = ("Ảnh", "ảnh:", "ảnh :", "Nguồn", "nguồn:", "Đồ họa", "Đồ hoạ", "Video", "Clip", "Hình", "Infographic")
_CREDIT = re.compile(
    r"(?:Ảnh|Nguồn ảnh|Đồ họa|Đồ hoạ|Video|Clip|Hình ảnh|Hình|Infographic)(?: (?:minh họa|minh hoạ|tư liệu|chụp màn hình|chụp|cắt từ clip|do|của))*\s*:"
    r"|(?:Ảnh|Hình ảnh|Hình) (?:minh họa|minh hoạ|tư liệu|chụp màn hình|cắt từ clip|từ internet|internet)\b"
    r"|[ảnN](?:nh|guồn)\s*:"
)
_OWN_PICTURES = re.compile(r"(?i)\b(?:tin|bài)\s*(?:,|và|-|&)?\s*\Z")
_MARKED = re.compile(r"\b(?:Tin|Bài)\s*(?:,|và|-|&)?\s*ảnh\s*:|>>(?=\s)")
_CREDIT_TOKEN = re.compile(rf"[{UPPER}\d][\w+.’'&@-]*|[/–&+-]|và|theo")
_TAG = re.compile(rf"\(([{UPPER}][\w.+& ]{{1,20}})\)\s*[-–—]+|([{UPPER}][{UPPER}.]{{1,9}})\s*[-–—]+\s(?=[{UPPER}“\"])")
_DATELINE = re.compile(rf"[{UPPER}][\w. ]{{1,30}}, (?:ngày )?\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{4}})?(?: ?\([\w.+ ]{{2,20}}\))? ?[-–—.:]+ (?=[{UPPER}“\"])")
_ASKER = re.compile(r"(?i)(?:PV|phóng viên|hỏi|nhà báo|bạn đọc)\s*:")
_VOCATIVE = re.compile(r"(?i)\b(?:thưa|xin (?:ông|bà|anh|chị|đồng chí)|(?:ông|bà|anh|chị|em|đồng chí|thứ trưởng|bộ trưởng|giáo sư|luật sư|bác sĩ) (?:có|đánh giá|nghĩ|nhận|thấy|nhìn|cho|sẽ|đã|suy|kỳ|mong|muốn|giải|lý|lo)|theo (?:ông|bà|anh|chị)|của (?:ông|bà|anh|chị)|với (?:ông|bà|anh|chị))\b")
_LABEL = re.compile(rf"[{UPPER}][\w .,()&/-]{{2,90}}:")
_NAMING = frozenset(["Ông", "Bà", "Anh", "Chị", "Các", "Một", "Buổi", "Đại", "Đồng", "Những", "Nhiều", "Việc", "Không", "Đợt", "Nhân", "Thực", "Còn"])
"""Of the words that begin sentences, those that may begin a caption or heading."""
_COMPOUND = re.compile(r"(?i)hàng không|không (?:người lái|gian|khí|quân|ngừng)|được mùa")
_CAPITALISED = re.compile(rf"[{UPPER}][{LOWER}]+")
_NAMED = re.compile(rf"(?:Ông|Bà|Anh|Chị|Đồng chí)? ?(?:[{UPPER}][{LOWER}]+ ){{1,4}}[{UPPER}][{LOWER}]+(?: [-–]|,) ")
_VERBS = re.compile(r"(?i)\b(?:là|có|đang|bị|do|làm|trở|đến|đi|ra|vào|lên|mất|sinh|qua đời|từ trần|trao|đưa|giữ)\b")
_SCENE = re.compile(
    rf"Quang cảnh|Toàn cảnh|Khung cảnh|Trong ảnh|Các đại biểu (?:dự|tham)|(?:[{UPPER}][{LOWER}]+ ){{1,2}}(?:[\w.]+ ){{0,10}}?"
    rf"(?:(?:trao|tặng|tiếp|đón|thăm|ký) (?:[{UPPER}]|đoàn|các|quà|hoa|bằng|cờ|giải|khách|kỷ niệm|thưởng|kết)|(?:chụp|chủ trì|phát biểu|cắt băng|dâng|bắt tay|trò chuyện|tham quan)\b)"
)
_RELATED_DATE = re.compile(r"\(\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\)\Z")
_GOES_BEFORE = frozenset(LOWER + "0123456789)”\"%")
_FINAL = ".…!?"


@dataclass(frozen=True)
class Words:
    """The words of the tables that the layout is read with."""

    abbreviations: frozenset[str]
    starters: frozenset[str]
    clear: frozenset[str]
    after_name: frozenset[str]
    flat_start: re.Pattern
    photo: re.Pattern
    not_photo: re.Pattern
    debris: tuple[str, ...]
    rubric: re.Pattern
    bylines: bylines.Words


@lru_cache(maxsize=4)
def words(tables: Tables) -> Words:
    def of(kind: str) -> list[str]:
        return [word for row in tables["frame"] if row["kind"] == kind for word in row["words"]]

    def one_of(found: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))

    sections = one_of([word for row in tables["rubrics"] for word in row["words"]])
    starters = of("starter")
    return Words(
        frozenset(of("abbreviation")),
        frozenset(word.split()[0] for word in starters),
        frozenset(of("starter_clear")),
        frozenset(of("starter_after_name")),
        re.compile(
            rf" (?=[{''.join(sorted({w[0] for w in starters}))}])(?=(?:{one_of(starters)})(?:,? [{LOWER}\d])(?<!Không q)(?<!Từ đ)|(?:Ngày|Tháng|Năm|Sáng|Chiều|Tối),? \d"
            rf"|(?:Ông|Bà|Theo|Tại) (?!Rịa|Nà |Triệu|Trưng|Đen )(?:[{UPPER}]))"
        ),
        re.compile(
            rf"(?i:\b(?:{one_of(of('photo'))})\b)|\b(?:đón|tiếp|thăm|tặng|trao|ký|nhận) (?:[{UPPER}]|đoàn|các|quà|hoa|bằng|cờ|giải|khách|kỷ niệm|thưởng|học bổng)"
        ),
        re.compile(rf"(?i)\b(?:{one_of(of('not_photo'))})\b"),
        tuple(word.lower() for word in of("debris")),
        re.compile(rf"(?i)(?:{sections})(?:\s*(?:[-–&,/|>»:]|và)?\s*(?:{sections}))*\Z"),
        bylines.words(tables),
    )


@dataclass
class _Line:
    """A paragraph being read: ``role`` of the whole of it, or ``parts`` where it holds more than one."""

    paragraph: Paragraph
    text: str
    role: Role | None = None
    parts: list[tuple[int, int, Role]] | None = None

    @property
    def start(self) -> int:
        return self.paragraph.start

    @property
    def end(self) -> int:
        return self.paragraph.end


class _Reader:
    """Reads one source. Each step gives roles to lines that have none yet; what is left at the end is body."""

    def __init__(self, source: Source, known: Words):
        self.source, self.known, self.text = source, known, source.text
        self.lines = [_Line(p, self.text[p.start : p.end]) for p in source.paragraphs]
        self.stamps: list[Span] = []
        self.found: dict[str, Evidence] = {}
        self.credits = self.find_credits()
        self.credit_starts = [match.start() for match in self.credits]
        self.cuts: list[int] = []  # where a sentence begins without a full stop before it, in flat text
        self.split: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def read(self) -> Layout:
        for line in self.lines:
            self.plain_line(line)
        self.tail()
        self.head()
        self.middle()
        self.beside_captions()
        segments = self.segments()
        spans = []
        self.cuts.sort()
        for segment in segments:
            for start, end in self.sentences(segment.start, segment.end):
                for cut in self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]:
                    spans.append((start, start + len(self.text[start:cut].rstrip())))
                    start = cut
                spans.append((start, end))
        return Layout(
            tuple(segments), tuple(Span(a, b) for a, b in spans), title=self.found.get("title"), author=self.found.get("author"),
            publisher=self.found.get("publisher"), url=self.found.get("url"), rubric=self.found.get("rubric"), published=tuple(self.stamps),
        )

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
        found = self.split.get((start, end))
        if found is None:
            found = self.split[start, end] = sentences.split(self.text, start, end, self.known.abbreviations, self.known.starters)
        return found

    # --- a line by itself ---------------------------------------------------------------------------

    def plain_line(self, line: _Line) -> None:
        """What a line's own form tells: pictures, addresses, debris, stamps, credited captions."""
        text = line.text
        if len(text) > 3 * CAPTION:
            return
        folded = " ".join(text[:40].lower().split())
        if _PICTURE.fullmatch(text):
            line.role = "picture"
        elif text.isdigit() or folded.startswith(self.known.debris) or (_RELATED_DATE.search(text[-16:]) and len(text) < TITLE and text[0] != "("):
            line.role = "debris"
        elif len(text) <= 240 and "://" in text and self.address(line):
            line.role = "publisher"
        elif len(text) <= 120 and self.stamp(line):
            pass
        elif len(text) <= CAPTION and text[0] not in DASHES and (credit := self.credit_in(line.start, line.end)) and self.whole_caption(line, credit):
            line.role = "caption"

    def address(self, line: _Line) -> bool:
        """"Nguồn …: https://…" or an address alone."""
        url = _ADDRESS.search(line.text)
        if not url:
            return False
        before = line.text[: url.start()].strip()
        if line.text[url.end() :].strip(" .") or len(before) > 60:
            return False
        if before and not re.match(r"(?i)(?:theo|nguồn|dẫn nguồn|link|xem tại|đường dẫn|url|link gốc|bài gốc)\b", before):
            return False
        end = url.end()
        while line.text[end - 1] in ".,;)":
            end -= 1
        self.keep("url", line.start + url.start(), line.start + end, "layout.address")
        name = re.match(r"(?i)(?:theo|nguồn tin|dẫn nguồn|nguồn)?\s*:?\s*(.*?)\s*:?\s*\Z", before)
        if name and name.group(1) and not name.group(1).lower().startswith(("link", "xem", "đường", "url", "bài")):
            self.keep("publisher", line.start + name.start(1), line.start + name.end(1), "layout.source-line")
        return True

    def stamp(self, line: _Line) -> bool:
        """A line of nothing but day, time and perhaps the byline."""
        text = line.text
        stamp = _STAMP.search(text)
        if not stamp:
            meta = _MONTH_STAMP.match(text) or _META_STAMP.match(text)
            if meta and not text[meta.end() :].strip(" -|"):
                line.role = "stamp"
                self.stamps.append(Span(line.start + meta.start(), line.start + meta.end()))
                return True
            return False
        weekday = re.search(r"(?i)(?:(?:thứ \w+|chủ nhật),?\s*(?:ngày\s*)?)\Z", text[: stamp.start()])
        before, after = text[: weekday.start() if weekday else stamp.start()], text[stamp.end() :]
        rest = _STAMP_WORDS.sub("", before + " | " + after).strip(" -–|,.:·()•")
        byline = None
        if rest:
            left = _STAMP_WORDS.sub(lambda m: " " * len(m.group()), before)
            byline = bylines.parse(self.text, line.start, line.start + len(left), self.known.bylines) if left.strip(" -–|,.:·()•") else None
            if not byline and after.strip(" -–|,.:·()•"):
                byline = bylines.parse(self.text, line.start + stamp.end(), line.end, self.known.bylines)
            if not byline:
                return False
        start = line.start + (weekday.start() if weekday else stamp.start())
        self.stamps.append(Span(start, line.start + stamp.end()))
        if byline:
            self.use(byline, "byline.stamped")
            if byline.author and byline.author[1] <= start:
                line.parts = [(line.start, start, "byline"), (start, line.end, "stamp")]
            elif byline.author:
                line.parts = [(line.start, byline.author[0], "stamp"), (byline.author[0], line.end, "byline")]
            else:
                line.role = "stamp"
        else:
            line.role = "stamp"
        return True

    def use(self, byline: bylines.Byline, rule: str = "") -> None:
        if byline.author:
            self.keep("author", *byline.author, rule or byline.rule)
        if byline.publisher:
            self.keep("publisher", *byline.publisher, "layout.byline-source")

    def whole_caption(self, line: _Line, credit: re.Match) -> bool:
        """A caption of at most two sentences before a credit that ends the line."""
        if self.credit_end(credit.start(), credit.end(), line.end) < line.end:
            return False
        before = [a for a, _ in self.sentences(line.start, line.end) if self.text[a:credit.start()].strip(" (-–")]
        return len(before) <= 2

    def credit_end(self, start: int, at: int, end: int) -> int:
        """Where the credit whose keyword is ``text[start:at]`` ends: at its bracket, its full stop, or with the last name."""
        text = self.text
        before = start - 1
        if before >= 0 and text[before] == "(":
            closing = text.find(")", at, min(end, at + 120))
            if closing >= 0:
                return skip(text, closing + 1, end, " .")
        colon = text[at - 1] == ":"
        at = skip(text, at, end, " ")
        if not colon:
            if at >= end or text[at] in ".:;-–(":
                more = re.compile(r"[.:;\s–(-]*(?:(?:Nguồn|Ảnh)\b:?\s*)?").match(text, at, end)
                if more.group().rstrip().endswith((":", "Nguồn", "Ảnh", "-", "–", "(")):
                    at = more.end()
                else:
                    return at if at >= end else skip(text, at, end, " .)")
            else:
                return at
        taken, last, linked = 0, at, True
        while at < end:
            token = _CREDIT_TOKEN.match(text, at, end)
            if not token:
                break
            word = token.group()
            if word in "/–&+-" or word in ("và", "theo"):
                linked = True
            else:
                if taken and not linked and (word in self.known.clear or taken >= 4):
                    break
                taken = 1 if linked else taken + 1
                linked = False
                last, previous_last = token.end(), last
                if word.endswith(".") and len(word) > 2:
                    break
                following = skip(text, token.end(), end, " ")
                if following < end and text[following] in LOWER and not text.startswith(("và ", "theo "), following) and taken > 1 and not word.isupper():
                    last = previous_last  # this capital begins the next sentence
                    break
            at = skip(text, token.end(), end, " ")
            if at < end and text[at] in ",;)":
                if text[at] == ")":
                    last = at + 1
                    break
                linked = True
                at = skip(text, at + 1, end, " ")
        return skip(text, last, end, " ." if last < end and text[last : last + 1] in ". " else "")

    # --- the end of the article ---------------------------------------------------------------------

    def tail(self) -> None:
        """From the end back: debris and captions are passed over; then bylines and sources, until body."""
        budget = 4
        for line in reversed(self.lines):
            if line.role or line.parts:
                continue
            if not budget:
                return
            text = line.text
            if len(text) <= bylines.MAX_LENGTH and not text.endswith(("?", "!", ":")) and len(self.lines) > 1:
                byline = bylines.parse(self.text, line.start, line.end, self.known.bylines) or self.tail_word(text)
                if byline:
                    line.role = "byline" if byline.author or not byline.publisher else "publisher"
                    self.use(byline)
                    budget -= 1
                    continue
            self.flat_tail(line)
            return

    def tail_word(self, text: str) -> bylines.Byline | None:
        """"Tổng hợp" on a line of its own."""
        return bylines.Byline(None, None) if fold_tone(text.strip(" .()")) in self.known.bylines.after else None

    def flat_tail(self, line: _Line) -> None:
        """A byline that shares the last line with the body, after its last full stop."""
        text, end = self.text, line.end
        window = max(line.start, end - 4 * bylines.MAX_LENGTH)
        parts: list[tuple[int, int, Role]] = []
        related = max(text.rfind(">>", window, end), text.rfind("&gt;&gt;", window, end))
        if related > line.start and not bylines.parse(text, text.find(" ", related, end) + 1 or end, end, self.known.bylines):
            parts.append((related, end, "debris"))
            end = related
        stops = [line.start, *sentences.ends(text, window, end, self.known.abbreviations, self.known.starters)][-2:]
        last = stops.pop()
        credit = self.credit_in(last, end)
        if credit and stops and credit.start() == skip(text, last, end, " ") and self.ends_here(credit, end):  # "… Lê Mẫu. Ảnh: Trần Thử": the byline stands before the credit
            parts.append((credit.start(), end, "caption"))
            last, end = stops[0], credit.start()
        marked = max((m.start() for m in _MARKED.finditer(text, max(window, end - bylines.MAX_LENGTH), end)), default=None)
        for start in (last, marked, self.after_known_name(line, end)):
            if start is None or not 0 < end - start <= bylines.MAX_LENGTH or start == line.start:
                continue
            start, stop = skip(text, start, end, " "), end
            credit = self.credit_in(start, stop)
            if credit and self.ends_here(credit, end):
                stop = credit.start()
            byline = bylines.parse(text, start, stop, self.known.bylines) if stop > start else None
            if byline and (byline.author or byline.publisher):
                if stop < end:
                    parts.append((stop, end, "caption"))
                parts.append((start, stop, "byline" if byline.author else "publisher"))
                self.use(byline, byline.rule + "-flat" if byline.rule else "")
                break
        if parts:
            line.parts = sorted(parts)

    def ends_here(self, credit: re.Match, end: int) -> bool:
        """Whether a photographer's credit, and not the author's own, is all there is up to ``end``."""
        return not self.of_author(credit.start()) and self.credit_end(credit.start(), credit.end(), end) >= end

    def of_author(self, at: int) -> bool:
        """Whether the "ảnh:" at ``at`` is the author's own: "Tin, ảnh: …"."""
        return bool(_OWN_PICTURES.search(self.text, max(0, at - 12), at))

    def after_known_name(self, line: _Line, end: int) -> int | None:
        """The text ends in more capitalised words than one name has: "… Thứ trưởng Trần Văn Mẫu Lê Thử". Where the first
        of them also stand elsewhere as a name, the rest is the byline."""
        text = self.text
        run = re.search(rf"(?:[{UPPER}][{LOWER}]+ ){{3,6}}[{UPPER}][{LOWER}]+\s*\Z", text[max(line.start, end - 80) : end])
        if not run:
            return None
        syllables = run.group().split()
        for cut in range(len(syllables) - 2, 1, -1):
            first, rest = " ".join(syllables[:cut]), " ".join(syllables[cut:])
            at = text.find(first)
            if 0 <= at < end - len(run.group()) and bylines.is_name(rest, self.known.bylines):
                return end - len(run.group()) + run.group().rindex(rest)
        return None

    # --- the beginning of the article ---------------------------------------------------------------

    def head(self) -> None:
        """Rubric, headline, byline and what crawlers put between headline and body."""
        lines = [line for line in self.lines if not (line.role or (line.parts and line.parts[0][0] == line.start))]
        self.meta_stamp(lines[0] if lines else None)
        at = 0
        if len(lines) > 1 and len(lines[0].text) <= 60 and self.known.rubric.match(lines[0].text.strip(" .:")) and self.is_title(lines[1], lines[2:]):
            lines[0].role = "rubric"
            self.keep("rubric", lines[0].start, lines[0].end, "layout.rubric")
            at = 1
        if at >= len(lines):
            return
        rest = lines[at + 1 :]
        if self.is_title(lines[at], rest):
            lines[at].role = "title"
            self.keep("title", lines[at].start, lines[at].end, "layout.first-line")
            self.below_title(rest)

    def meta_stamp(self, line: _Line | None) -> None:
        """"date 2024-03" before the first sentence."""
        if line is None or line.parts:
            return
        meta = _META_STAMP.match(line.text)
        if meta:
            self.stamps.append(Span(line.start + meta.start(), line.start + meta.end()))
            line.parts = [(line.start, line.start + meta.end(), "stamp")]

    def is_title(self, line: _Line, rest: list[_Line]) -> bool:
        """A line of its own, without the end of a sentence, above a text."""
        text = line.text
        if line.role or line.parts or len(text) > TITLE or len(text) < 4 or not rest:
            return False
        tag = _TAG.search(text)
        if text[0] in DASHES or (tag and (tag.group(1) or tag.start() == 0)):
            return False
        if text[0] in LOWER and text.split()[0].isalpha() and text.split()[0].islower():  # but "iPhone", "chotot.vn"
            return False
        bare = text.rstrip(CLOSERS + " ")
        if not bare or bare[-1] in ":;,":
            return False
        if not any(len(other.text) > 60 and not other.role for other in rest[:4]):
            return False
        if bare[-1] == "." and not bare.endswith(("..", "…")):
            # the whole article in three lines: headline, lead, flat body
            return len(self.lines) <= 4 and len(rest) <= 2 and len(rest[-1].text) > 2 * len(text) and len(text) <= 120 and not self.known.not_photo.search(text)
        return len(self.sentences(line.start, line.end)) < 3

    def below_title(self, rest: list[_Line]) -> None:
        """Lines without a full stop between headline and body: a byline, or links to other articles."""
        block = []
        for line in rest[:8]:
            if line.role or line.parts:
                continue
            if len(line.text) > TITLE or line.text.rstrip(CLOSERS + " ")[-1:] in tuple(_FINAL + ":;,"):
                break
            block.append(line)
        else:
            return
        if block and "author" not in self.found and (byline := bylines.parse(self.text, block[0].start, block[0].end, self.known.bylines)):
            block.pop(0).role = "byline"
            self.use(byline)
        for line in block:
            if len(block) > 1 or " / " in line.text:
                line.role = "debris"

    # --- in between ---------------------------------------------------------------------------------

    def middle(self) -> None:
        """Headings, questions, captions without a credit; the parts of flat paragraphs; datelines."""
        body = [line for line in self.lines if not line.role]
        interview = self.is_interview(body)
        first = True
        for at, line in enumerate(body):
            if len(line.text) <= CAPTION and not line.parts:
                line.role = self.short_role(line, body, at, interview)
            if line.role:
                continue
            if first:
                self.dateline(line)
                first = False
            if len(line.text) > (FLAT if len(self.lines) > 5 else CAPTION) or (at == 0 and len(self.lines) < 6):
                self.flat(line)
            elif self.credit_in(line.start, line.end):
                self.flat(line, headings=False)

    def beside_captions(self) -> None:
        """A short line beside a caption without a credit, or a picture, is one of a row of captions."""
        for before, line, after in zip([None, *self.lines], self.lines, [*self.lines[1:], None], strict=False):
            if line.role or line.parts or len(line.text) > 150 or not line.text.endswith("."):
                continue
            beside = before and before.role == "picture" and len(line.text) < 100
            beside = beside or any(other and other.role == "caption" and not self.credit_in(other.start, other.end) for other in (before, after))
            first = _CAPITALISED.match(line.text)
            plain = not self.known.not_photo.search(_COMPOUND.sub("", line.text)) and not any(mark in line.text for mark in "“\":;?")
            if beside and plain and first and first.group() not in self.known.starters - _NAMING and len(self.sentences(line.start, line.end)) == 1:
                line.role = "caption"

    def is_interview(self, body: list[_Line]) -> bool:
        led = [line for line in body if line.text[0] in DASHES or _ASKER.match(line.text)]
        return len(led) > 1 and any("?" in line.text[-4:] or _ASKER.match(line.text) for line in led)

    def short_role(self, line: _Line, body: list[_Line], at: int, interview: bool) -> Role | None:
        text = line.text
        bare = text.rstrip(CLOSERS + " ")
        size = text.count(" ") + 1
        if _ASKER.match(text):
            return "question"
        if bare.endswith("?"):
            if interview and not self.answers(body, at):
                return "question"
            if _VOCATIVE.search(text):
                return "question"
            if size <= 18 and text[0] not in OPENERS + DASHES and len(self.sentences(line.start, line.end)) == 1:
                return "heading"
            return None
        if text[0] in DASHES or text[0] in "*•+":
            return "question" if interview and _VOCATIVE.search(text) and "?" in text else None
        final = bare[-1:] in tuple(_FINAL) if bare else False
        if not final and bare[-1:] not in (";", ",", ":"):
            if self.list_item(body, at) or len(self.lines) == 1:
                return None
            return "heading" if size <= 14 and not self.pictured(text) else "caption" if size <= 32 else None
        if bare.endswith(":") and size <= 14 and _LABEL.fullmatch(bare) and at + 1 < len(body) and not self.known.not_photo.search(text):
            return "heading"
        if bare.endswith("!") and size <= 14 and text[0] not in DASHES and at and not self.known.not_photo.search(text) and (text[0] not in OPENERS):
            return "heading"
        if bare.endswith(".") and size <= 30 and at and (self.pictured(text) or self.only_named(text)) and len(self.sentences(line.start, line.end)) == 1:
            return "caption"
        return None

    def only_named(self, text: str) -> bool:
        """Names with their offices and no verb: who stands in the picture."""
        return bool(_NAMED.match(text)) and not self.known.not_photo.search(text) and not _VERBS.search(text)

    def answers(self, body: list[_Line], at: int) -> bool:
        """Whether the line before was a question already."""
        return at > 0 and body[at - 1].role == "question"

    def list_item(self, body: list[_Line], at: int) -> bool:
        """A line without a full stop among others that end in ";" or ":" above it."""
        return at > 0 and body[at - 1].text.endswith((";", ":")) and body[at - 1].role is None and len(body[at].text) > 60

    def pictured(self, text: str) -> bool:
        """A scene: what a picture shows, told in the present, without a day, an opinion or a number of people saying it."""
        if text[0] in OPENERS or "“" in text or ('"' in text and text.count('"') > 2) or re.search(r"\b(?:ngày|tháng|năm) \d|\d[/-]\d", text):
            return "rong ảnh" in text
        if text.startswith("Trong ảnh"):
            return True
        if self.known.not_photo.search(_COMPOUND.sub("", text)):
            return False
        first = re.match(r"\w+", text)
        return bool(self.known.photo.search(text)) and not (first and first.group() in self.known.starters - _NAMING)

    def dateline(self, line: _Line) -> None:
        """"(TTXVN) -" or "Cẩm Thủy, ngày 5/3 -" before the first sentence; in flat text the headline stands before it."""
        base = line.start if not line.parts else line.parts[0][1] if line.parts[0][0] == line.start else line.start
        limit = min(line.end, base + 500)
        tag = None
        for match in _TAG.finditer(self.text, base, limit):
            name = 1 if match.group(1) else 2
            if bylines.is_outlet(match.group(name), self.known.bylines) and (name == 1 or match.start() <= base + 1):
                tag = (match, name)
                break
        if tag:
            match, name = tag
            self.keep("publisher", *match.span(name), "layout.tag")
            parts = line.parts or []
            if match.start() > base:
                before = self.captions(base, match.start()) or [(base, match.start(), "heading")]
                parts = parts + before
            line.parts = sorted([*parts, (match.start(), match.end(), "dateline")])
            return
        place = _DATELINE.match(self.text, base, limit)
        if place:
            line.parts = sorted([*(line.parts or []), (place.start(), place.end(), "dateline")])

    def captions(self, start: int, end: int, cuts: Sequence[int] = ()) -> list[tuple[int, int, Role]]:
        """Credited captions inside ``text[start:end]``: from the sentence before the credit to the end of the credit."""
        found: list[tuple[int, int, Role]] = []
        first = bisect_left(self.credit_starts, start)
        last = bisect_left(self.credit_starts, end)
        if first == last:
            return found
        starts = sorted({start, *(a for a, _ in self.sentences(start, end)), *cuts})
        for credit in self.credits[first:last]:
            if (found and credit.start() < found[-1][1]) or self.of_author(credit.start()):
                continue
            opened = credit.start() - (self.text[credit.start() - 1] == "(")
            at = bisect_left(starts, opened) - 1
            begin = starts[max(at, 0)]
            if at > 0 and not self.text[begin:opened].strip(" -–(."):
                begin = starts[at - 1]
            if found:
                begin = max(begin, found[-1][1])
            if opened - begin > CAPTION:
                begin = opened
            found.append((begin, self.credit_end(credit.start(), credit.end(), end), "caption"))
        return found

    def flat(self, line: _Line, headings: bool = True) -> None:
        """The captions and headings inside a paragraph that holds more than body."""
        taken = line.parts or []
        parts = list(taken)
        at = line.start
        for left, right in [(a, b) for a, b, _ in taken] + [(line.end, line.end)]:
            if left > at:
                parts += self.flat_run(at, left, headings)
            at = max(at, right)
        line.parts = sorted(parts) or None

    def flat_run(self, start: int, end: int, headings: bool) -> list[tuple[int, int, Role]]:
        text = self.text
        cuts = [m.end() for m in self.known.flat_start.finditer(text, start, end) if self.after_small(m.start(), start)] if headings else []
        parts = self.captions(start, end, cuts)
        if not headings:
            return parts
        begins = [a for a, _ in self.sentences(start, end)]
        captions = [a for a, _, _ in parts]
        found: list[tuple[int, int, Role]] = []
        begun = start  # the last cut that began a sentence
        for cut in cuts:
            at = bisect_left(captions, cut) - 1
            if at >= 0 and cut < parts[at][1]:
                continue
            left = begins[max(0, bisect_right(begins, cut) - 1)]
            left = max(left, parts[at][1] if at >= 0 else left, found[-1][1] if found else left, begun)
            left = skip(text, left, cut, " ")
            run = text[left : min(cut, left + TITLE)].strip()
            size = run.count(" ") + 1
            if not run or not self.unfinished(text[max(left, cut - 3 * TITLE) : cut].rstrip()) or (cut - left < 120 and run.split()[0].rstrip(",") in self.known.starters - _NAMING):
                continue
            if cut - left < TITLE and size <= 32:
                found.append((left, cut, "heading" if size <= 14 and not self.pictured(run) else "caption"))
            else:
                self.cuts.append(cut)  # a sentence whose full stop is lost
                begun = cut
        parts = sorted(parts + found)
        return sorted(parts + self.flat_sentences(start, end, parts))

    def after_small(self, at: int, start: int) -> bool:
        """Whether the word that ends at ``at`` is no part of a name with the next: "Hai Bà Trưng" begins no sentence at "Bà"."""
        following = _CAPITALISED.match(self.text, skip(self.text, at, len(self.text), " "))
        clear = bool(following) and following.group() in self.known.after_name
        while at > start and self.text[at - 1] == " ":
            at -= 1
        if at == start or self.text[at - 1] not in _GOES_BEFORE:
            return False
        first = at
        while first > start and not self.text[first - 1].isspace():
            first -= 1
        return clear or self.text[first] not in UPPER

    def unfinished(self, run: str) -> bool:
        """Whether words before a capital are a heading or caption, and not a clause that goes on: no quotes left open."""
        return run.count("“") == run.count("”") and run.count('"') % 2 == 0 and run.count("(") == run.count(")") and not run.endswith((",", ":", ";"))

    def flat_sentences(self, start: int, end: int, parts: list[tuple[int, int, Role]]) -> list[tuple[int, int, Role]]:
        """Whole sentences that are captions or headings: a scene in the present; a short question."""
        found: list[tuple[int, int, Role]] = []
        begins = [a for a, _, _ in parts]
        asked = False  # the sentence before is a question: so is this one, and no heading
        for left, right in self.sentences(start, end):
            before, asked = asked, self.text[right - 1] == "?"
            if right - left > 190:
                continue
            at = bisect_left(begins, right) - 1
            if at >= 0 and parts[at][1] > left:
                continue
            run = self.text[left:right]
            size = run.count(" ") + 1
            if run.endswith("?") and size <= 12 and run[0] not in OPENERS + DASHES and not _VOCATIVE.search(run) and left > start:
                following = skip(self.text, right, end, " ")
                alone = not before and "?" not in self.text[following : min(end, following + 80)]
                if alone and not self.quoted(start, left):
                    found.append((left, right, "heading"))
            elif run.endswith(".") and size <= (36 if run.startswith("Trong ảnh") else 24) and self.scene(run) and self.pictured(run) and not self.quoted(start, left):
                found.append((left, right, "caption"))
        return found

    def scene(self, run: str) -> bool:
        """Stricter than :meth:`pictured`: in flat text only a scene that begins with who or what is seen."""
        return bool(_SCENE.match(run))

    def quoted(self, start: int, at: int) -> bool:
        """Whether a curly quotation is open at ``at``."""
        window = self.text[max(start, at - 600) : at]
        return window.rfind("“") > window.rfind("”")

    # --- together -----------------------------------------------------------------------------------

    def segments(self) -> list[Segment]:
        """Every line tiled by segments."""
        made: list[Segment] = []
        for line in self.lines:
            index = line.paragraph.index
            if not line.parts:
                made.append(Segment(line.start, line.end, line.role or "body", index))
                continue
            at = line.start
            for start, end, role in sorted(line.parts):
                start, end = max(start, at), skip(self.text, min(end, line.end), line.end, " ")
                if start >= end:
                    continue
                if self.text[at:start].strip():
                    made.append(Segment(at, start, line.role or "body", index))
                    at = start
                made.append(Segment(at, end, role, index))
                at = end
            if at < line.end:
                if self.text[at : line.end].strip():
                    made.append(Segment(at, line.end, line.role or "body", index))
                else:
                    last = made.pop()
                    made.append(Segment(last.start, line.end, last.role, index))
        return made


def lay_out(source: Source, tables: Tables) -> Layout:
    """What each run of ``source`` is, its sentences, and title, author, publisher, address, rubric and stamps where stated.

    ``title`` is a headline on a line of its own, else None; ``author`` a person's name as printed (an agency or outlet
    is ``publisher``). Segments tile every paragraph.
    """
    return _Reader(source, words(tables)).read()
