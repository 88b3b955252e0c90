"""Source → document mentions: numbers of resolutions, decisions, plans …, full ("03-NQ/TU") and short ("Nghị quyết
03").

Works outward from the digits: every run of digits is tried as the head of a full number (its code says kind and issuer)
and, where a kind of document stands before it, as a short one. So the work is linear in the text, and a number that
nothing calls a document ("Kế hoạch 5 năm", "điểm 3", "24/7") is none. Kinds and issuers are tables (``data/kinds.yml``,
``data/issuers.yml``); the shapes of numbers are those of Hướng dẫn 36-HD/VPTW (Party: ``N-KIND/ISSUER``) and Nghị định
30/2020/NĐ-CP (State: ``N/KIND-ISSUER``, ``N/YYYY/KIND-ISSUER``).

``number`` is normalised: blanks and kinds of dash dropped, lost or swapped separators restored, misprinted codes
corrected, number words made figures. What is printed stays in the evidence. A misprinted year stays: which year was
meant is not for us to say.

The shapes of numbers are read in :mod:`.numbers`, what stands beside them in :mod:`.around`; :mod:`.lexicon` holds the
patterns made of the tables.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from .. import datewords
from ..evidence import evidence
from ..fold import lower_text, retone
from ..models import DocumentMention, Source
from ..tables import Tables
from .around import Around
from .lexicon import Rules, rules
from .numbers import SHORT, WORDS, Left, Number, Numbers, number_of

_LEFT = 110
"""How far left of a number its kind is looked for, in characters."""
_LAW_NAME = re.compile(r"(?<!\w)(?<!pháp )(bộ luật|luật|nghị quyết|pháp lệnh)(?= [^,.;:\n\d]*$)")
_BEGINS = re.compile(r"\d(?:(?<![\w/–.,&+-]\d)|(?<=ố\d))")
"""Where a number may begin: not inside a word, a date or a longer number, but "số03"."""
_WORD_BEFORE = re.compile(r"(?:^|[\s(“\"'‘])([^\s(“\"'‘]*)[ (:)]*$")
_LIST = re.compile(r"(?P<gap> ?[,;] ?(?:và )?| (?:và|hoặc|hay|cùng|đến) )(?P<so>số )?(?=\d)")
_PLURAL = re.compile(r"(?<!\w)(?:các|những|hai|ba|bốn|năm|nhiều|một số|\d) $")
_ENDS = re.compile(
    r" ?(?:$|[.,;:)\n”\"]|(?:và|hoặc|hay|của|về|khóa|năm (?:19|20)\d\d|ngày \d|do|đã|có|là|được|cho"
    r"|đến|với|để|quy định|này|nói)\b)"
)
_ROMAN = {
    r: n
    for n, r in enumerate(
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"], 1
    )
}

_PARTY_CODES = frozenset({("Quyết định", "Quy định"), ("Thông tư", "Thông tri")})
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Nghị quyết liên tịch", "Lệnh"})
"""What the National Assembly and its standing committee issue."""

_PLENUM = re.compile(
    r"ngh[ịi] quyết (?:của )?(?:"
    r"(?:hội nghị )?(?:trung ương|tw|tư|t\.ư|t\.w) (?:lần thứ )?(?P<n1>\d\d?(?!\d|[./]\d)|[ivx]+\b|(?:một|hai|ba|bốn"
    r"|tư|năm|sáu|bảy|tám|chín|mười)\b)(?:-\d)?"
    r"|hội nghị (?:toàn thể )?(?:lần thứ |lần |thứ )?(?P<n2>\d\d?(?!\d)|[ivx]+\b|(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám"
    r"|chín|mười(?: một| hai| ba)?)\b),? (?:\(lần \d\),? )?(?:của )?(?:(?:bch|ban chấp hành) )?(?:trung ương|tw"
    r"|tư)(?: đảng)?(?: cộng sản việt nam)?)"
    r"(?: \(lần (?:\d|hai|thứ hai)\))?(?P<term>[ ,]{0,2}\(?khóa (?:[ivx]+|\d\d?)\b\)?)?"
)
"""A plenum's resolution is known by the number of the plenum: the number is the plenum's, the issuer the Central
Committee of that term."""


def find(source: Source, tables: Tables) -> tuple[DocumentMention, ...]:
    """Every numbered document named in the text, in order. ``kind`` as in the table; ``number`` normal; ``issuer``
    the words (or the code) that name who issued it; ``date`` when, where it stands beside the number; ``title`` the
    quotation that follows."""
    return tuple(Finder(source, rules(tables)).find())


class Finder:
    """Finds the documents of one text."""

    def __init__(self, source: Source, rules: Rules):
        self.source, self.text, self.rules = source, source.text, rules
        self.low = retone(lower_text(source.text))
        self.numbers, self.around = Numbers(self.text, self.low, rules), Around(source, self.low, rules)

    def find(self) -> list[DocumentMention]:
        """Every document named in the text, in order; no two overlap."""
        found: list[tuple[int, int, DocumentMention]] = []
        for match in _PLENUM.finditer(self.low):
            mention = self.plenum(match)
            if mention:
                found.append((match.start(), match.end(), mention))
        plenums = [(begin, end) for begin, end, _ in found]
        done = 0
        for match in _BEGINS.finditer(self.text):
            start = match.start()
            at = bisect_right(plenums, (start, len(self.text)))
            if start < done or (at and start < plenums[at - 1][1]):
                continue
            for mention in self.at(start):
                found.append((mention.evidence.start, mention.evidence.end, mention))
                done = max(done, mention.evidence.end)
        for mention in self.in_words():
            found.append((mention.evidence.start, mention.evidence.end, mention))
        found.sort(key=lambda row: row[:2])
        return self.shared_issuers([mention for _, _, mention in found])

    # -- one number ------------------------------------------------------------------------------

    def at(self, start: int) -> list[DocumentMention]:
        """The document whose number begins with the digits at ``start``, and those listed after it."""
        left = self.left(start)
        number = self.numbers.full(start, left) or (
            self.numbers.short(start, left) if left and (left.so or not left.longer) else None
        )
        if number is None:
            return []
        if left and number.kind and number.kind["name"] == "Văn bản" and not self.names_law(left):
            left = None
        if left:
            begin, kind = left.start, self.kind(left.kind, number)
        elif number.kind:
            begin, kind = self.loose(start, number)
        else:
            return []
        rows = [(begin, number, kind)]
        plural = bool(_PLURAL.search(self.low, max(0, begin - 12), begin))
        rows += self.listed(number, kind, plural or bool(left and left.so))
        if plural and len(rows) > 1 and not rows[0][1].full and rows[-1][1].full:
            rows = self.completed(rows)
        mentions = [self.mention(begin, number, kind) for begin, number, kind in rows]
        last = mentions[-1]
        return [
            replace(m, issuer=m.issuer or last.issuer, date=m.date or (last.date if not m.full else None))
            for m in mentions
        ]

    def left(self, start: int) -> Left | None:
        """The kind's words just before a number."""
        if self.low[max(0, start - 24) : start].rstrip(" (:),")[-2:] not in self.rules.trigger_ends:
            return None  # the word before is none that a kind ends with: so most are told
        at = max(0, start - _LEFT)
        line = self.low.rfind("\n", at, start) + 1 or at
        word = _WORD_BEFORE.search(self.low, max(line - 1, start - 24, 0), start)
        if not word or (word[1].strip("(:,)") not in self.rules.triggers and word[1][-2:] != "số"):
            return None
        match = self.rules.left.search(self.low, line, start)
        so = bool(match and match["so"] and "số" in match["so"])
        # where "số" stands, the blank before the kind may be lost ("cóthông báo số 198")
        if match and (so or self.begins_word(match.start())):
            return Left(match.start(), self.rules.kind_of_word[match["kind"]], so, bool(match["mods"]))
        match = self.rules.left_of.search(self.low, line, start) if word[1][-2:] == "số" else None
        if match and self.around.issuer_end(match.start("issuer")) == match.end("issuer"):
            return Left(match.start(), self.rules.kind_of_word[match["kind"]], True, bool(match["mods"]))
        match = self.rules.abbreviation.search(self.text, line, start)
        if match:
            kinds = {a: k for k in self.rules.kind_of_word.values() for a in k.get("abbreviations", ())}
            return Left(match.start(), kinds[match["kind"]], True, False)
        return None

    def begins_word(self, at: int) -> bool:
        """Whether a word begins here, the blank before it lost or not ("vàNghị định")."""
        return not at or not self.text[at - 1].isalnum() or (self.text[at].isupper() and self.text[at - 1].islower())

    def kind(self, word: dict, number: Number) -> dict:
        """The kind: the code knows best, but the Party writes QĐ for quy định too, TT for thông tri, and a law has no
        code."""
        code = number.kind
        if (
            code is None
            or code["name"] == "Văn bản"
            or (number.party and (code["name"], word["name"]) in _PARTY_CODES)
            or word["name"] == f"{code['name']} liên tịch"
        ):
            return word
        return code

    def names_law(self, left: Left) -> bool:
        """Whether the word before a number of the National Assembly is the document's kind, not the end of a law's name
        ("Luật Đầu tư công số …", "Luật Ban hành văn bản quy phạm pháp luật số …")."""
        return left.kind["name"] in _LAWS and not self.low.endswith("pháp ", max(0, left.start - 5), left.start)

    def loose(self, start: int, number: Number) -> tuple[int, dict]:
        """A full number with no kind word just before it: where its mention begins, and its kind."""
        so = re.search(r"(?<!\w)số ?:? ?$", self.low[max(0, start - 6) : start])
        begin = max(0, start - 6) + so.start() if so else start
        if number.kind["name"] == "Văn bản":  # QH…: the law's name may stand between
            at = max(self.low.rfind("\n", max(0, start - _LEFT), start) + 1, start - _LEFT, 0)
            names = list(_LAW_NAME.finditer(self.low[at:start]))
            if names:
                return at + names[-1].start(), self.rules.kind_of_word[names[-1][1]]
        return begin, number.kind

    def listed(self, number: Number, kind: dict, open_list: bool) -> list[tuple[int, Number, dict]]:
        """The numbers that follow with no kind word of their own: "số 16, 33", "và số 2100/QĐ-CT", "57, 59 hoặc 80"."""
        rows, at = [], number.end
        while True:
            gap = _LIST.match(self.low, at)
            if not gap:
                return rows
            start = gap.end()
            following = self.numbers.full(start, Left(start, kind, True, False))
            if following is None:
                match = SHORT.match(self.text, start)
                owned = match and gap["gap"].strip() in ("và", "hoặc") and self.around.issuer_after(match.end())
                if (
                    not match
                    or number.full
                    or not (open_list or gap["so"] or owned)
                    or not (
                        _ENDS.match(self.low, match.end(), match.end() + 12)
                        or (open_list and gap["gap"].strip() == "và" and not self.numbers.counts(match.end()))
                    )
                    or datewords.day_at(self.low, start)
                ):
                    return rows
                following = Number(
                    match.end(),
                    match["n"] + (match["letter"] or "") + (f"/{match['year']}" if match["year"] else ""),
                    None,
                    False,
                    shape="short",
                )
            rows.append(
                (
                    gap.start("so") if gap["so"] else start,
                    following,
                    following.kind if following.kind and following.kind["name"] != "Văn bản" else kind,
                )
            )
            at = following.end

    def completed(self, rows: list) -> list:
        """ "các quyết định 106, 107/QĐ-TTg": the code at the end is the code of all."""
        last = rows[-1][1]
        made = []
        for begin, number, kind in rows:
            if not number.full and last.suffix and number.number.isdigit():
                head = f"{int(number.number):02d}" if last.party else number.number
                number = replace(number, number=head + last.suffix, full=True, kind=last.kind, issuer=last.issuer)
                kind = rows[-1][2]
            made.append((begin, number, kind))
        return made

    # -- other shapes ----------------------------------------------------------------------------

    def plenum(self, match: re.Match) -> DocumentMention | None:
        """A plenum's resolution ("Nghị quyết Trung ương 4 khóa XII"); None where the number only counts something."""
        word = match["n1"] or match["n2"]
        number = int(word) if word.isdigit() else _ROMAN.get(word.upper()) or number_of(word)
        if not number or (
            match["n1"] and not match["term"] and self.rules.counted.match(self.low, match.end(), match.end() + 24)
        ):
            return None
        where = re.compile(
            r"(?:ban chấp hành |bch )?(?:trung ương|tw|tư|t\.ư|t\.w)(?: đảng)?(?: cộng sản việt nam)?"
        ).search(self.low, match.start() + 10, match.end())
        end = match.end("term") if match["term"] else where.end()
        begin = where.start()
        issuer = evidence(self.source, begin, end if match["term"] or match["n2"] else where.end(), "documents.plenum")
        made = DocumentMention(
            evidence(self.source, match.start(), match.end(), "documents.plenum"),
            "Nghị quyết Trung ương",
            str(number),
            True,
            issuer,
        )
        return replace(made, title=self.around.title(match.end())[0])

    def in_words(self) -> Iterator[DocumentMention]:
        """ "Nghị quyết số mười", "Nghị quyết số sáu mươi tư": the number in words, after "số" alone."""
        at = self.low.find(" số ")
        while at >= 0:
            match = WORDS.match(self.low, at + 4)
            if match:
                left = self.left(at + 4)
                if (
                    left
                    and not self.rules.counted.match(self.low, match.end(), match.end() + 24)
                    and not re.match(
                        r" (?:nhà|đông|ít"
                        r"|lượng"
                        r"|một"
                        r"|hai)\b",
                        self.low[match.end() : match.end() + 8],
                    )
                ):
                    yield self.mention(
                        left.start,
                        Number(match.end(), str(number_of(match.group())), None, False, shape="words"),
                        left.kind,
                    )
            at = self.low.find(" số ", at + 4)

    # -- what stands around ----------------------------------------------------------------------

    def mention(self, begin: int, number: Number, kind: dict) -> DocumentMention:
        """The document named from ``begin`` to the end of ``number``, with what stands around it."""
        rule = f"documents.{number.shape}"
        issuer, date, title = self.around.read(begin, number.end)
        if number.party and issuer is not None and not self.rules.of_party(issuer.quote):
            issuer = None
        if issuer is None and number.issuer:
            code = self.text[slice(*number.issuer)]
            known = self.numbers.known(code.split("-")[0].split("/")[0].strip()) or self.numbers.known(
                re.split(r"[-–/ ]", code)[0]
            )
            if known and known["name"]:
                issuer = evidence(self.source, *number.issuer, "documents.issuer-code")
        name = "Công văn" if kind.get("letter") else kind["name"]
        return DocumentMention(
            evidence(self.source, begin, number.end, rule), name, number.number, number.full, issuer, date, title
        )

    def shared_issuers(self, mentions: list[DocumentMention]) -> list[DocumentMention]:
        """ "Nghị quyết 16, Nghị quyết 33 của Bộ Chính trị": one issuer for a run of numbers of one kind, named at its
        end."""
        for i in range(len(mentions) - 2, -1, -1):
            this, following = mentions[i], mentions[i + 1]
            if (
                this.issuer is None
                and not this.full
                and following.issuer is not None
                and following.issuer.start > following.evidence.start
                and this.kind == following.kind
            ):
                between = self.low[this.evidence.end : following.evidence.start]
                if re.fullmatch(r" ?, ?(?:và )?| (?:và|hoặc|cùng) (?:số )?", between):
                    mentions[i] = replace(this, issuer=following.issuer)
        return mentions
