"""Source → document mentions: numbers of resolutions, decisions, plans …, full ("03-NQ/TU") and short ("Nghị quyết 03").

Works outward from the digits: every run of digits is tried as the head of a full number (its code says kind and issuer)
and, where a kind of document stands before it, as a short one. So the work is linear in the text, and a number that
nothing calls a document ("Kế hoạch 5 năm", "điểm 3", "24/7") is none. Kinds and issuers are tables (``data/kinds.yml``,
``data/issuers.yml``); the shapes of numbers are those of Hướng dẫn 36-HD/VPTW (Party: ``N-KIND/ISSUER``) and Nghị định
30/2020/NĐ-CP (State: ``N/KIND-ISSUER``, ``N/YYYY/KIND-ISSUER``).

``number`` is normalised: blanks and kinds of dash dropped, lost or swapped separators restored, misprinted codes
corrected, number words made figures. What is printed stays in the evidence. A misprinted year stays: which year was
meant is not for us to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from . import datewords
from .evidence import evidence
from .fold import lower, retone
from .models import DocumentMention, Evidence, Layout, Source
from .tables import Tables

_LEFT = 110
"""How far left of a number its kind is looked for, in characters."""
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÐÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(chr(c) for c in range(0x1EA0, 0x1EFA, 2))
"""Vietnamese capitals, for a class of characters (in Unicode they alternate with the small letters)."""
_FULL = re.compile(
    rf"(?P<n>\d{{1,7}}(?:\.\d{{1,2}}(?=/))?)(?P<letter>[a-zđ](?![a-zđ\w]))?"
    rf"(?: ?[/] ?(?P<year>\d{{4,5}})(?= ?[/–-]?[A-ZĐÐ /–-])|(?P<yearsep>[ –-])(?P<year2>(?:19|20)\d\d)(?=(?: |/)[A-ZĐÐ]))?"
    rf"(?P<sep> ?[/–.-] ?| )?"
    rf"(?P<code>[A-ZĐÐƯ][{UPPER}a-zđ\d&]*(?:\.Ư)?(?:(?: ?[-–/&.] ?| )[A-ZĐÐƯ][{UPPER}a-zđ\d&]*(?:\.Ư)?){{0,6}})"
)
_DIGITS = re.compile(r"\d+")
_GROUP = re.compile(rf"(?P<sep>(?: ?[-–/&.] ?| )?)(?P<word>T\.Ư|[{UPPER}a-zđ\d&]+)")
_SHORT = re.compile(r"(?P<n>\d{1,5})(?P<letter>[a-zđ](?!\w))?(?:(?P<yearsep>/)(?P<year>(?:19|20)\d\d)(?![\w/]))?(?![\w/]|[.,-]\d|[–-]\w)")
_TERM = re.compile(r"[ ,]{0,2}\(?khóa (?P<term>[ivx]+|\d\d?)\b\)?")
_WORD_BEFORE = re.compile(r"(?:^|[\s(“\"'‘])([^\s(“\"'‘]*)[ (:)]*$")
_LIST = re.compile(r"(?P<gap> ?[,;] ?(?:và )?| (?:và|hoặc|hay|cùng|đến) )(?P<so>số )?(?=\d)")
_MODIFIERS = (
    r"xử phạt(?: vi phạm)?(?: hành chính)?|hành chính|kỷ luật|kiểm tra|thanh tra|khẩn|hỏa tốc|liên tịch|liên bộ|trả lời|chỉ đạo|hướng dẫn|đề nghị|chính thức|"
    r"phê duyệt|thành lập|khởi tố|bổ nhiệm|điều tra|kết luận|hành động|mật|phối hợp|phúc đáp|kháng nghị|liên ngành|sửa đổi|mới|cũ"
)
# What is counted after a number that is no name of a document: "Nghị quyết 9 điểm", "Quyết định số 3 năm liền". A verb
# may begin with the same syllable ("điều chỉnh", "cấp phép").
_COUNTED = re.compile(
    r" ?(?:%|(?:năm(?! (?:19|20)\d\d)|tháng(?! \d)|ngày(?! \d)|tuần|giờ|phút|lần|điều(?! chỉnh| hành| tra| động| kiện)|điểm|khoản|mục(?! tiêu)|chương(?! trình)|phần|"
    r"nội dung|vấn đề|nhiệm vụ|giải pháp|trang|trường hợp|phụ nữ|triệu|tỷ|tỉ|nghìn|ngàn|đồng)\b)"
)
# … and after a word that is a verb too: "quyết định 4 nhóm", "hướng dẫn 12 hộ".
_COUNTED_BY_VERB = re.compile(
    r" ?(?:người|hộ|cá nhân|tập thể|đơn vị|đối tượng|bị cáo|bị can|nhóm|mục tiêu|chỉ tiêu|biện pháp|bước|giai đoạn|dự án|công trình|xã|phường|huyện|tỉnh|quận|"
    r"thành phố|nước|quốc gia|trăm|usd|đô|euro|tấn|tạ|kg|km|m2|ha|mét|lít|chiếc|cái|con|căn(?! cứ)|bài|ca|vụ|môn|loại|lô|suất|đại biểu|cán bộ|đồng chí|học sinh|"
    r"sinh viên|thí sinh|doanh nghiệp|công ty|ngân hàng|cơ sở|trường|bệnh viện|án|phiên|cuộc|trận|bàn|quả|thẻ|hình thức|hình phạt|mức|cấp(?! phép| giấy)|thôn|buổi|"
    r"đoàn|tổ(?! chức)|đội|cơ quan|thành viên|ủy viên|phương án|kịch bản|gói|nguyên tắc|tiêu chí|yếu tố|lĩnh vực|tội danh|bang|kỳ|vòng|chữ|tác phẩm|tiết(?! kiệm)|"
    r"tàu|máy|xe|nhà|phòng|tầng|lớp|bậc|hạng|khu|cụm|tuyến|cầu|thuyền|hồ sơ|đầu việc|cặp|ứng viên|khách|em|cháu|chị|anh|ông|bà)\b"
)
# After a word that is a verb too, a bare number is a document's only where the sentence goes on about the document.
_ABOUT = re.compile(r"[ ]?(?:$|[.,;:!?)\]\n”\"'’]|\(\d|[–-] |(?:của|ngày \d\d?|năm (?:19|20)\d\d|tháng \d\d?|về|quy định|qui định|này|do|và|hoặc|hay|có|đã|là|được|cho|ra|khóa|thì|để|với|mà|nhằm|yêu cầu|nêu|vẫn|chưa|không|sẽ|cũng|đang|còn)\b)")
_OWNED = re.compile(r" (?:của|ngày \d)")
_OF = re.compile(r"(?<!\w)(?:theo|của|tại|bởi|như|sửa đổi|hủy|thực hiện|trong|với|về|thay thế|và|gọi là|triển khai|ban hành|ký|ra|có|căn cứ|nội dung|tinh thần|thi hành|trái|dự thảo|hiện|các|những|hai|ba) $")
_PLURAL = re.compile(r"(?<!\w)(?:các|những|hai|ba|bốn|năm|nhiều|một số|\d) $")

_ONES = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_WORDS = re.compile(
    r"(?:(?P<tens>hai|ba|bốn|năm|sáu|bảy|tám|chín) (?:mươi|mươi)(?: (?P<one>một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín))?|mười(?: (?P<teen>một|hai|ba|bốn|năm|lăm|sáu|bảy|tám|chín))?|(?P<unit>một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín))(?!\w)"
)
_ROMAN = {r: n for n, r in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"], 1)}

_PLENUM = re.compile(
    r"ngh[ịi] quyết (?:của )?(?:"
    r"(?:hội nghị )?(?:trung ương|tw|tư|t\.ư|t\.w) (?:lần thứ )?(?P<n1>\d\d?(?!\d|[./]\d)|[ivx]+\b|(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)\b)(?:-\d)?"
    r"|hội nghị (?:toàn thể )?(?:lần thứ |lần |thứ )?(?P<n2>\d\d?(?!\d)|[ivx]+\b|(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười(?: một| hai| ba)?)\b),? (?:\(lần \d\),? )?(?:của )?(?:(?:bch|ban chấp hành) )?(?:trung ương|tw|tư)(?: đảng)?(?: cộng sản việt nam)?)"
    r"(?: \(lần (?:\d|hai|thứ hai)\))?(?P<term>[ ,]{0,2}\(?khóa (?:[ivx]+|\d\d?)\b\)?)?"
)
"""A plenum's resolution is known by the number of the plenum: the number is the plenum's, the issuer the Central Committee of that term."""


@dataclass(frozen=True, eq=False)
class _Rules:
    """The tables as the finder uses them."""

    kind_of_word: dict
    kind_of_code: dict
    issuer_of_code: dict
    left: re.Pattern
    abbreviation: re.Pattern
    triggers: frozenset
    head: re.Pattern
    issuer_of_word: dict
    place: re.Pattern
    kind: re.Pattern


@lru_cache(maxsize=4)
def rules(tables: Tables) -> _Rules:
    """The patterns of ``tables``, made once."""
    kinds, issuers = tables["kinds"], tables["issuers"]
    words = {word: kind for kind in kinds for word in kind["words"]}
    short = {word: kind for kind in kinds for word in kind.get("abbreviations", ())}
    heads = {word: issuer for issuer in issuers for word in issuer["words"]}

    def either(items) -> str:
        return "|".join(re.escape(w) for w in sorted(items, key=len, reverse=True))

    modifier_ends = {part.split()[-1] for part in re.sub(r"[()?:]", " ", _MODIFIERS).split("|")}
    return _Rules(
        words,
        {code: kind for kind in kinds for code in kind["codes"]},
        {code: issuer for issuer in issuers for code in issuer["codes"]},
        re.compile(rf"(?P<kind>{either(words)})(?P<mods>(?: (?:{_MODIFIERS}))*)(?: \([a-zđ&]{{1,5}}\))?(?: của (?P<issuer>[^,.;:()\n\d]{{2,60}})(?= số))?(?P<so> ?[(,]? ?số ?:?| ?\()? ?$"),
        re.compile(rf"(?<![\w/-])(?P<kind>{either(short)})(?P<so> số ?:?)? ?$"),
        frozenset({word.split()[-1] for word in words} | {word.lower() for word in short} | {"số"} | modifier_ends),
        re.compile(rf"(?:{either(heads)})(?!\w)"),
        heads,
        re.compile(rf" (?:{either(place_words(tables))})(?!\w)"),
        re.compile(rf"(?:{either(words)})(?!\w)"),
    )  # fmt: skip


def place_words(tables: Tables) -> dict[str, str]:
    """Every way to print a province or central city → its name; with the tone mark on either vowel ("Hoà Bình")."""
    made = {}
    for place in tables["places"]:
        for word in place["words"]:
            made[word] = place["name"]
            for old, new in (("òa", "oà"), ("óa", "oá")):
                made[word.replace(old, new)] = place["name"]
    return made


class _Left(NamedTuple):
    """What stands before a number: where the kind's words begin, the kind, whether "số" follows it, whether the kind is
    part of a longer name ("quyết định xử phạt")."""

    start: int
    kind: dict
    so: bool
    longer: bool


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as read at one place: its normal form, where it ends and where its issuer's code stands."""

    end: int
    number: str
    kind: dict | None
    full: bool
    issuer: tuple[int, int] | None = None
    suffix: str = ""  # what follows the digits in the normal form, for lists: "/QĐ-TTg"
    party: bool = False
    shape: str = "code"  # how it is written, for the rule's name: code, glued, letter, short, words


def find(source: Source, layout: Layout, tables: Tables) -> tuple[DocumentMention, ...]:
    """Every numbered document named in the text, in order. ``kind`` as in the table; ``number`` normal; ``issuer``
    the words (or the code) that name who issued it; ``date`` when, where it stands beside the number; ``title`` the
    quotation that follows."""
    return tuple(_Finder(source, rules(tables)).find())


class _Finder:
    def __init__(self, source: Source, rules: _Rules):
        self.source, self.text, self.rules = source, source.text, rules
        self.low = retone(lower(source.text))

    def find(self) -> list[DocumentMention]:
        found: list[tuple[int, int, DocumentMention]] = []
        for match in _PLENUM.finditer(self.low):
            mention = self.plenum(match)
            if mention:
                found.append((match.start(), match.end(), mention))
        plenums = [(begin, end) for begin, end, _ in found]
        done = 0
        for match in _DIGITS.finditer(self.text):
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
        before = self.text[start - 1] if start else " "
        if (before.isalnum() and before != "ố") or before in "/-–.,_&+":
            return []
        left = self.left(start)
        number = self.full(start, left) or (self.short(start, left) if left and (left.so or not left.longer) else None)
        if number is None:
            return []
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
        return [replace(m, issuer=m.issuer or last.issuer, date=m.date or (last.date if not m.full else None)) for m in mentions]

    def left(self, start: int) -> _Left | None:
        """The kind's words just before a number."""
        at = max(0, start - _LEFT)
        line = self.low.rfind("\n", at, start) + 1 or at
        word = _WORD_BEFORE.search(self.low, max(line - 1, start - 24, 0), start)
        if not word or (word[1].strip("(:,)") not in self.rules.triggers and word[1][-2:] != "số"):
            return None
        match = self.rules.left.search(self.low, line, start)
        so = bool(match and match["so"] and "số" in match["so"])
        # where "số" stands, the blank before the kind may be lost ("cóthông báo số 198")
        if match and (not match["issuer"] or self.rules.head.match(match["issuer"])) and (so or self.begins_word(match.start())):
            return _Left(match.start(), self.rules.kind_of_word[match["kind"]], so, bool(match["mods"]))
        match = self.rules.abbreviation.search(self.text, line, start)
        if match:
            kinds = {a: k for k in self.rules.kind_of_word.values() for a in k.get("abbreviations", ())}
            return _Left(match.start(), kinds[match["kind"]], True, False)
        return None

    def begins_word(self, at: int) -> bool:
        """Whether a word begins here, the blank before it lost or not ("vàNghị định")."""
        return not at or not self.text[at - 1].isalnum() or (self.text[at].isupper() and self.text[at - 1].islower())

    def kind(self, word: dict, number: _Number) -> dict:
        """The kind: the code knows best, but the Party writes QĐ for quy định too, TT for thông tri, and a law has no code."""
        code = number.kind
        if code is None or code["name"] == "Văn bản" or (code["name"], word["name"]) in {("Quyết định", "Quy định"), ("Thông tư", "Thông tri"), ("Nghị quyết", "Nghị quyết liên tịch"), ("Thông tư", "Thông tư liên tịch")}:
            return word
        return code

    def loose(self, start: int, number: _Number) -> tuple[int, dict]:
        """A full number with no kind word just before it: where its mention begins, and its kind."""
        so = re.search(r"(?<!\w)số ?:? ?$", self.low[max(0, start - 6) : start])
        begin = max(0, start - 6) + so.start() if so else start
        if number.kind["name"] == "Văn bản":  # QH…: the law's name may stand between
            at = max(self.low.rfind("\n", max(0, start - _LEFT), start) + 1, start - _LEFT, 0)
            match = None
            for match in re.finditer(r"(?<!\w)(bộ luật|luật|nghị quyết|pháp lệnh)(?= [^,.;:\n\d]*$)", self.low[at:start]):  # noqa: B007 - the last one
                pass
            if match:
                return at + match.start(), self.rules.kind_of_word[match[1]]
        return begin, number.kind

    # -- full numbers ----------------------------------------------------------------------------

    def full(self, start: int, left) -> _Number | None:
        """A number with its code: "03-NQ/TU", "15/2021/NĐ-CP", "36NQTW", "657/TTg-CN"."""
        match = _FULL.match(self.text, start)
        if not match:
            return None
        groups = [(g.start(), g["sep"].replace("–", "-"), g["word"]) for g in _GROUP.finditer(match["code"])]
        offset = match.start("code")
        digits, year = match["n"] + (match["letter"] or ""), match["year"] or match["year2"] or ""
        yearsep = "/" if match["year"] or match["yearsep"] == " " else "-"
        sep = (match["sep"] or "").replace("–", "-")
        number_left = left is not None
        kind = self.code_kind(groups[0][2])
        if kind:
            parts = self.issuer_groups(groups[1:], number_left)
            if parts is None:
                return None
            if not parts and not number_left and kind["name"] != "Văn bản":
                return None
        else:
            glued = self.unglue(groups[0][2])
            if glued:
                kind, code = glued
                parts = [(offset + groups[0][0] + len(code), "", groups[0][2][len(code) :].lstrip("p"))]
                groups[0] = (groups[0][0], groups[0][1], code)
                if not year and _GLUED_YEAR.search(digits):
                    digits, year = digits[:-4], digits[-4:]
                return replace(self.normal(offset + groups[0][0] + len(match["code"].split()[0]), digits, year, "/", kind, code, [parts[0][2]], (parts[0][0], offset + len(match["code"].split()[0]))), shape="glued")
            return self.letter(match, groups, digits, year, sep, left)
        glued_law = kind["name"] == "Văn bản" and not sep and _GLUED_YEAR.search(digits)
        if not sep.strip() and not number_left and not glued_law and not (parts and self.known(parts[0][2])):
            return None
        last = parts[-1] if parts else (groups[0][0], "", groups[0][2])
        end = offset + last[0] + len(last[1]) + len(last[2])
        issuer = (offset + parts[0][0] + len(parts[0][1]), end) if parts else None
        end, words = self.trailing_term(end, [p[2] for p in parts])
        return self.normal(end, digits, year, yearsep, kind, groups[0][2], words, issuer and (issuer[0], end))

    def code_kind(self, code: str) -> dict | None:
        found = self.rules.kind_of_code.get(code)
        if found:
            return found
        if re.fullmatch(r"(?:UBTV)?QH(?:\d\d?|K\d\d?|[IVX]+)?", code):
            return {"name": "Văn bản", "words": [], "codes": []}
        return None

    def known(self, code: str) -> dict | None:
        """The issuer of a code, its number of a term dropped ("QH15")."""
        return self.rules.issuer_of_code.get(code) or self.rules.issuer_of_code.get(code.rstrip("0123456789K"))

    def issuer_groups(self, groups, number_left: bool):
        """The groups of a code after its kind that belong to it: [(offset, separator, word)]; None if what follows shows
        that this is no code at all."""
        parts = []
        for at, sep, word in groups:
            tight = sep.strip() and " " not in sep
            codelike = bool(re.match(rf"[{UPPER}]{{2}}|T\.Ư$", word)) or self.known(word) is not None
            if "." in sep and sep.strip() == "." and (" " in sep or not codelike):
                break
            if (tight and (codelike or re.match(r"[A-ZĐ]", word))) or (codelike and (self.known(word) or (sep.strip() and not parts and number_left) or (sep.strip() and word in ("BTC", "BYT", "KHĐT", "CCVC")))):
                parts.append((at, sep, word))
            else:
                break
        return parts

    def trailing_term(self, end: int, words: list[str]) -> tuple[int, list[str]]:
        """"UBTVQH 10": the number of the National Assembly, set off by a blank."""
        if words and words[-1] in ("QH", "UBTVQH"):
            match = re.compile(r" ?(\d\d)(?![\d/])").match(self.text, end)
            if match:
                return match.end(), [*words[:-1], words[-1] + match[1]]
        return end, words

    def unglue(self, word: str) -> tuple[dict, str] | None:
        """"NQTW" → (nghị quyết, "NQ"): a kind's code and an issuer's with the separator lost ("TBpVPCP": mistyped)."""
        for code in sorted(self.rules.kind_of_code, key=len, reverse=True):
            if word.startswith(code) and len(word) > len(code):
                rest = word[len(code) :]
                if self.known(rest) or self.known(rest.upper()) or (rest == "TT" and code in ("QĐ", "CT", "CĐ")) or (rest[0] == "p" and self.known(rest[1:])):
                    return self.rules.kind_of_code[code], code
        return None

    def letter(self, match, groups, digits, year, sep, left) -> _Number | None:
        """A number by office ("657/TTg-CN", "09/CP"), which only a kind word before it makes a document's."""
        if left is None or (" " in sep and (sep.strip() or not left.so)) or (not sep.strip() and not left.kind.get("letter")):
            return None
        if not re.match(rf"[{UPPER}]{{2}}|TTg", groups[0][2]) or (sep == "-" and not left.kind.get("letter") and not self.known(groups[0][2])):
            return None
        offset, words = match.start("code"), [groups[0]]
        for at, gap, word in groups[1:]:
            if not gap.strip() or " " in gap.strip("- ") or (" " in gap and not re.match(rf"[{UPPER}]{{2,}}\d*$", word)) or (gap.strip() == "." and " " in gap):
                break
            words.append((at, gap, word))
        if not sep.strip() and len(words) == 1:
            known = next((words[0][2][:n] for n in range(len(words[0][2]) - 2, 1, -1) if words[0][2][:n] in self.rules.issuer_of_code), None)
            if sep and not known:
                return None
            if known:  # "842BHXHDVT": the separators lost
                end = offset + len(words[0][2])
                suffix = f"/{known}-{words[0][2][len(known):]}"
                return _Number(end, digits + (f"/{year}" if year else "") + suffix, None, True, (offset, offset + len(known)), suffix=suffix, shape="glued")
        end = offset + words[-1][0] + len(words[-1][1]) + len(words[-1][2])
        code = groups[0][2] + "".join(gap.replace(" ", "") + word for _, gap, word in words[1:])
        number = digits + (f"/{year}" if year else "") + (sep or "") + code
        return _Number(end, number, None, True, (offset, offset + len(groups[0][2])), suffix=f"/{code}", shape="letter")

    def normal(self, end, digits, year, yearsep, kind, code, issuers: list[str], issuer) -> _Number:
        """The number as its body writes it: N-KIND/ISSUER in the Party, N/YYYY/KIND-ISSUER in the State."""
        code = {"QÐ": "QĐ", "QD": "QĐ", "ĐQ": "QĐ", "NÐ": "NĐ", "ND": "NĐ", "CÐ": "CĐ", "ÐA": "ĐA", "QyD": "QyĐ"}.get(code, code)
        issuers = [w if self.known(w) or not self.known(w.upper()) else w.upper() for w in issuers]
        if code in ("QĐ", "CT", "CĐ") and issuers == ["TT"]:
            issuers = ["TTg"]  # TT is no body's code; its last letter is lost
        issuers = [{"TƯ": "TW", "T.Ư": "TW", "ƯBND": "UBND", "HÐND": "HĐND", "TTG": "TTg", "Ttg": "TTg"}.get(w, w) for w in issuers]
        if kind["name"] == "Văn bản":
            if not year and _GLUED_YEAR.search(digits):
                digits, year = digits[:-4], digits[-4:]
            number = digits + (f"/{year}" if year else "") + "/" + "-".join([code, *issuers])
            return _Number(end, number, kind, True, issuer or (end - len(code), end))
        party = bool(issuers) and not year and _PARTY.search(issuers[0]) is not None
        if party:
            head = f"{int(digits):02d}" if digits.isdigit() else digits
            suffix = f"-{code}/{'-'.join(issuers)}"
        else:
            head = digits + (f"{yearsep}{year}" if year else "")
            suffix = f"/{code}" + ("-" + "-".join(issuers) if issuers else "")
        return _Number(end, head + suffix, kind, bool(issuers) or bool(year), issuer, suffix=suffix, party=party)

    # -- short numbers ---------------------------------------------------------------------------

    def short(self, start: int, left: _Left) -> _Number | None:
        """A number alone after its kind: "Nghị quyết 03", "Quyết định số 12", "Nghị quyết 04/2004"."""
        begin, kind, so, _ = left
        match = _SHORT.match(self.text, start)
        bare = kind.get("bare", False)
        if not match or (not so and not bare) or kind["name"] in ("Luật", "Bộ luật", "Lệnh"):
            return None
        if _COUNTED.match(self.low, match.end(), match.end() + 24):
            return None
        digits = match["n"] + (match["letter"] or "")
        if not so:
            if len(digits) == 4 and 1945 <= int(match["n"]) <= 2035 and not match["year"] and not _OWNED.match(self.low, match.end(), match.end() + 10):
                return None
            if bare == "noun" and _COUNTED_BY_VERB.match(self.low, match.end(), match.end() + 24):
                return None
            if bare == "noun" and digits[0] != "0" and not _ABOUT.match(self.low, match.end(), match.end() + 14):
                capital = self.text[begin].isupper() and not self.opens_sentence(begin)
                if not (capital or (len(digits) > 1 and _OF.search(self.low, max(0, begin - 14), begin))):
                    return None
            if bare == "noun" and len(digits) == 1 and not self.text[begin].isupper():
                return None
        elif kind["name"] in ("Chương trình", "Đề án", "Quy chế", "Biên bản") and not _ABOUT.match(self.low, match.end(), match.end() + 14):
            return None
        number = digits + (f"/{match['year']}" if match["year"] else "")
        return _Number(match.end(), number, None, False, shape="short")

    def opens_sentence(self, at: int) -> bool:
        return self.text[max(0, at - 2) : at].strip()[-1:] in (".", "!", "?", "…", ":", "-", "“", '"', "")

    def listed(self, number: _Number, kind: dict, open_list: bool) -> list[tuple[int, _Number, dict]]:
        """The numbers that follow with no kind word of their own: "số 16, 33", "và số 2100/QĐ-CT", "57, 59 hoặc 80"."""
        rows, at = [], number.end
        while True:
            gap = _LIST.match(self.low, at)
            if not gap:
                return rows
            start = gap.end()
            following = self.full(start, _Left(start, kind, True, False))
            if following is None:
                match = _SHORT.match(self.text, start)
                owned = match and gap["gap"].strip() in ("và", "hoặc") and self.issuer_after(match.end())
                if not match or number.full or not (open_list or gap["so"] or owned) or not _ENDS.match(self.low, match.end(), match.end() + 12) or datewords.day_at(self.low, start):
                    return rows
                following = _Number(match.end(), match["n"] + (match["letter"] or "") + (f"/{match['year']}" if match["year"] else ""), None, False, shape="short")
            rows.append((gap.start("so") if gap["so"] else start, following, following.kind if following.kind and following.kind["name"] != "Văn bản" else kind))
            at = following.end

    def completed(self, rows: list) -> list:
        """"các quyết định 106, 107/QĐ-TTg": the code at the end is the code of all."""
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
        word = match["n1"] or match["n2"]
        number = int(word) if word.isdigit() else _ROMAN.get(word.upper()) or number_of(word)
        if not number or (match["n1"] and not match["term"] and _COUNTED.match(self.low, match.end(), match.end() + 24)):
            return None
        where = re.compile(r"(?:ban chấp hành |bch )?(?:trung ương|tw|tư|t\.ư|t\.w)(?: đảng)?(?: cộng sản việt nam)?").search(self.low, match.start() + 10, match.end())
        end = match.end("term") if match["term"] else where.end()
        begin = where.start()
        issuer = evidence(self.source, begin, end if match["term"] or match["n2"] else where.end(), "documents.plenum")
        made = DocumentMention(evidence(self.source, match.start(), match.end(), "documents.plenum"), "Nghị quyết Trung ương", str(number), True, issuer)
        return replace(made, title=self.title(match.end())[0])

    def in_words(self) -> Iterator[DocumentMention]:
        """"Nghị quyết số mười", "Nghị quyết số sáu mươi tư": the number in words, after "số" alone."""
        at = self.low.find(" số ")
        while at >= 0:
            match = _WORDS.match(self.low, at + 4)
            if match:
                left = self.left(at + 4)
                if left and not _COUNTED.match(self.low, match.end(), match.end() + 24) and not re.match(r" (?:nhà|đông|ít|lượng|một|hai)\b", self.low[match.end() : match.end() + 8]):
                    yield self.mention(left.start, _Number(match.end(), str(number_of(match.group())), None, False, shape="words"), left.kind)
            at = self.low.find(" số ", at + 4)

    # -- what stands around ----------------------------------------------------------------------

    def mention(self, begin: int, number: _Number, kind: dict) -> DocumentMention:
        rule = f"documents.{number.shape}"
        issuer, date, title = self.around(begin, number.end)
        if issuer is None and number.issuer:
            code = self.known(self.text[slice(*number.issuer)].split("-")[0].split("/")[0].strip()) or self.known(re.split(r"[-–/ ]", self.text[slice(*number.issuer)])[0])
            if (code and code["name"] and not code.get("local")) or (code and code["name"]):
                issuer = evidence(self.source, *number.issuer, "documents.issuer-code")
        name = "Công văn" if kind.get("letter") else kind["name"]
        return DocumentMention(evidence(self.source, begin, number.end, rule), name, number.number, number.full, issuer, date, title)

    def around(self, begin: int, end: int) -> tuple[Evidence | None, tuple[str, Evidence] | None, Evidence | None]:
        """Issuer, date and title, from the words right after the number, else (issuer, date) right before it."""
        issuer = date = None
        at = end
        for _ in range(4):
            if date is None and (found := self.date_at(at)):
                date, at = found
            elif issuer is None and (found := self.issuer_after(at)):
                issuer, at = found
            else:
                break
        title, _ = self.title(at)
        if issuer is None:
            issuer, before = self.issuer_before(begin)
            if date is None and issuer is not None:
                date = self.date_before(before)
        return issuer, date, title

    def date_at(self, at: int) -> tuple[tuple[str, Evidence], int] | None:
        match = _DATE_GAP.match(self.low, at)
        if not match:
            return None
        start = match.end()
        day = datewords.day_at(self.low, start)
        if day and (match["word"] or (len(day.value) == 10 and day.value[0] != "X")) and "/" not in day.value:
            close = 1 if self.low[day.end : day.end + 1] == ")" and "(" in match.group() else 0
            return (day.value, evidence(self.source, start, day.end, "documents.date")), day.end + close
        glued = _GLUED_DATE.match(self.low, start) if match["word"] else None
        if glued:  # "ngày 30012023", "ngày 1432022": read only where it can be split in one way
            head, year = glued[1], int(glued[2])
            values = {datewords.edtf(year, int(head[n:]), int(head[:n])) for n in (1, 2) if head[n:] and len(head[n:]) <= 2 and datewords.valid_day(year, int(head[n:]), int(head[:n]))}
            if len(values) == 1:
                return (values.pop(), evidence(self.source, start, glued.end(), "documents.date")), glued.end()
        match = _YEAR_AFTER.match(self.low, at)
        if match:
            value = match["year"] if not match["month"] else f"{match['year']}-{int(match['month']):02d}"
            if not match["month"] or 1 <= int(match["month"]) <= 12:
                close = 1 if self.low[match.end() : match.end() + 1] == ")" and "(" in match.group() else 0
                return (value, evidence(self.source, match.start("date"), match.end(), "documents.date")), match.end() + close
        return None

    def issuer_after(self, at: int) -> tuple[Evidence, int] | None:
        match = _OF_GAP.match(self.low, at)
        if not match:
            return None
        end = self.issuer_end(match.end())
        if end is None:
            return None
        return evidence(self.source, match.end(), end, "documents.issuer"), end

    def issuer_end(self, start: int) -> int | None:
        """Where the name of an issuing body that begins at ``start`` ends: a head from the table, then capitalised words
        and the small words between them ("Ban Thường vụ Tỉnh ủy Quảng Ninh", "UBND huyện Vân Đồn")."""
        head = self.rules.head.match(self.low, start)
        if not head or (not self.text[start].isupper() and not head.group().startswith(("ủy ban", "thủ tướng", "chính phủ", "bộ", "quốc hội", "tỉnh ủy", "thành ủy", "hội đồng", "ban ", "trung ương", "chủ tịch", "liên bộ", "cục", "sở", "tòa", "thanh tra", "huyện ủy", "quận ủy"))):
            return None
        end = at = head.end()
        issuer = self.rules.issuer_of_word[head.group()]
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
            at = token.end()
            if word[0].isupper() or word[0].isdigit() or word in _PLACE_NOUNS or (issuer.get("open") and word in _TRADES):
                end = at
            elif word not in _SMALL:
                break
        if end == head.end() and issuer.get("open") and head.group() in _BARE_HEADS:
            return None
        term = _TERM.match(self.low, end)
        return term.end() if term else end

    def issuer_before(self, begin: int) -> tuple[Evidence | None, int]:
        """"UBND tỉnh X vừa ban hành Quyết định số …": (issuer, where it begins)."""
        at = max(0, begin - 150)
        line = self.low.rfind("\n", at, begin) + 1 or at
        verb = _ISSUES.search(self.low, line, begin)
        if not verb:
            return None, begin
        best = None
        for head in self.rules.head.finditer(self.low, line, verb.start()):
            if (best and head.start() < best[1]) or (head.start() and self.low[head.start() - 1].isalnum()):
                continue
            end = self.issuer_end(head.start())
            if end is None:
                continue
            end = min(end, verb.start())
            if _NAME_GAP.fullmatch(self.text, end, verb.start()) is not None:
                best = head.start(), end
        if best is None:
            return None, begin
        return evidence(self.source, *self.trimmed(*best), "documents.issuer-before"), best[0]

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        while end > start and self.text[end - 1] in " ,":
            end -= 1
        return start, end

    def date_before(self, at: int) -> tuple[str, Evidence] | None:
        match = _DAY_BEFORE.search(self.low, max(0, at - 40), at)
        day = datewords.day_at(self.low, match.start("day")) if match else None
        if day and "/" not in day.value and day.end == match.end("day"):
            return day.value, evidence(self.source, day.start, day.end, "documents.date-before")
        return None

    def title(self, at: int) -> tuple[Evidence | None, int]:
        """The quotation that follows, if it is a title: after "về" or a colon, or with a capital of its own."""
        match = _TITLE.match(self.text, at)
        if not match or not (match["lead"].strip() or match["title"][0].isupper()):
            return None, at
        return evidence(self.source, *match.span("title"), "documents.title"), match.end()

    def shared_issuers(self, mentions: list[DocumentMention]) -> list[DocumentMention]:
        """"Nghị quyết 16, Nghị quyết 33 của Bộ Chính trị": one issuer for a run of numbers of one kind, named at its end."""
        for i in range(len(mentions) - 2, -1, -1):
            this, following = mentions[i], mentions[i + 1]
            if this.issuer is None and not this.full and following.issuer is not None and following.issuer.start > following.evidence.start and this.kind == following.kind:
                between = self.low[this.evidence.end : following.evidence.start]
                if re.fullmatch(r" ?, ?(?:và )?| (?:và|hoặc|cùng) (?:số )?", between):
                    mentions[i] = replace(this, issuer=following.issuer)
        return mentions


def number_of(words: str) -> int:
    """"sáu mươi tư" → 64."""
    match = _WORDS.match(words)
    if not match:
        return 0
    if match["unit"]:
        return _ONES[match["unit"]]
    if match["tens"]:
        return _ONES[match["tens"]] * 10 + (_ONES[match["one"]] if match["one"] else 0)
    return 10 + (_ONES[match["teen"]] if match["teen"] else 0)


_GLUED_YEAR = re.compile(r"\d(?:19[4-9]|20[0-3])\d$")
_PARTY = re.compile(r"^(?:TW|TU|ThU|HU|QU|KU|ĐU\w*|CB|QUTW|ĐTN|BCSĐ|BCS|ĐĐ|ĐUK\w*)$|(?:TW|TU|HU)$")
_ENDS = re.compile(r" ?(?:$|[.,;:)\n”\"]|(?:và|hoặc|hay|của|về|khóa|năm (?:19|20)\d\d|ngày \d|do|đã|có|là|được|cho|đến|với|để|quy định|này|nói)\b)")
_DATE_GAP = re.compile(r"[ ,]{0,2}\(?(?:(?:được |đã )?(?:ký |ban hành |ký ban hành |đề |phát hành )?(?:vào )?(?P<word>ngày) ?|)")
_GLUED_DATE = re.compile(r"(\d{2,4})((?:19|20)\d\d)(?!\d)")
_YEAR_AFTER = re.compile(r"[ ,]{0,2}\(?(?:ban hành |từ |cuối |đầu |ký )?(?P<date>(?:tháng (?P<month>\d\d?) ?(?:/|năm|-) ?|năm )(?P<year>(?:19|20)\d\d))(?![\d/-])")
_OF_GAP = re.compile(r"[ ,]{0,2}\(?(?:của|do) (?:các )?")
_NAME_TOKEN = re.compile(rf" ?(?:- |– |& )?(?P<word>TP\.? ?HCM|TP\.|[^\W_]+(?:[-–&.](?=[{UPPER}])[^\W_]+)*)")
_SMALL = frozenset({"và", "các"})
_PLACE_NOUNS = frozenset({"tỉnh", "huyện", "quận", "thành", "phố", "thị", "xã", "phường", "trấn", "nước", "bộ", "tối", "cao", "ủy", "nhân", "dân", "trưởng", "vụ", "hành", "uỷ", "đảng"})
_BARE_HEADS = frozenset({"bộ", "bộ trưởng bộ", "sở", "cục", "tổng cục", "thanh tra", "đại hội", "ban chỉ đạo"})
_TRADES = frozenset(
    ["thuế", "hải", "quan", "quản", "lý", "giao", "thông", "vận", "tải", "xây", "dựng", "y", "tế", "nội", "vụ", "tư", "pháp", "giáo", "dục", "đào", "tạo", "tài", "chính", "công", "thương", "địa", "chính", "thống", "kê", "chăn", "nuôi", "thú", "hàng", "không", "đường", "bộ", "sắt", "thủy", "nghệ", "thuật", "biểu", "diễn", "an", "toàn", "thực", "phẩm", "môi", "trường", "du", "lịch", "thể", "thao", "nông", "nghiệp", "bảo", "vệ", "dược", "xã", "hội", "lao", "động", "kế", "hoạch", "đầu", "tư"]
)
_ISSUES = re.compile(
    r"(?:,? (?:đã|vừa|mới|cũng|cũng đã|vừa mới|tiếp tục|chính thức|kịp thời|vừa có|đã có|lại|liên tục))*,? (?:ban hành|ra|ký|ký ban hành|thông qua|công bố|phát hành|gửi|có|phát đi|ban hành và triển khai)"
    r"(?: (?:ban hành|ra|ký|gửi|có))?(?: (?:các|những|hai|nhiều|bản|một))? $"
)
_NAME_GAP = re.compile(rf"(?:[ ,]*(?:[–-] )?(?:ông |bà |đồng chí )?(?:[{UPPER}][^\W\d_]*[ ,]*){{0,6}})?")
_DAY_BEFORE = re.compile(r"(?P<day>\d\d?[/.-]\d\d?(?:[/.-]\d{4})?|\d\d? tháng \d\d?(?: năm \d{4})?)\)?,? ?$")
_TITLE = re.compile(r"(?=[ ,:])[ ,]{0,2}(?P<lead>(?:(?:với |có )?(?:nội dung|tên|tiêu đề)|về|về việc)? ?:? ?)(?P<open>[“\"‘'])(?! )(?P<title>[^”\"’'\n]{14,300})[”\"’']")
