"""The shapes of numbers: what the digits at one place begin, full ("03-NQ/TU") or short ("03"), in its normal form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from .lexicon import UPPER, Rules

_FULL = re.compile(
    rf"(?P<n>\d{{1,7}}(?:\.\d{{1,2}}(?=/))?)(?P<letter>[a-zđ](?![a-zđ\w]))?"
    rf"(?: ?[/] ?(?P<year>\d{{4,5}})(?= ?[/–-]?[A-ZĐÐ /–-])|(?P<yearsep>[ –-])(?P<year2>(?:19|20)\d\d)(?=(?: "
    rf"|/)[A-ZĐÐ]))?"
    rf"(?P<sep> ?[/–.-] ?| )?"
    rf"(?P<code>[A-ZĐÐƯ][{UPPER}a-zđư\d&]*(?:\.Ư)?(?:(?: ?[-–/&.] ?| )[A-ZĐÐƯ][{UPPER}a-zđư\d&]*(?:\.Ư)?){{0,6}})"
)
_CODE_WITHIN = 24
"""A code, which begins with a capital, begins so soon after the first digit."""
_GROUP = re.compile(rf"(?P<sep>(?: ?[-–/&.] ?| )?)(?P<word>T\.Ư|[{UPPER}a-zđư\d&]+)")
SHORT = re.compile(
    r"(?P<n>\d{1,5})(?P<letter>[a-zđ](?!\w))?(?:(?P<yearsep>/)(?P<year>(?:19"
    r"|20)\d\d)(?![\w/]))?(?![\w/]|[.,-]\d|[–-]\w)"
)
# After a word that is a verb too, a bare number is a document's only where the sentence goes on about the document.
_ABOUT = re.compile(
    r"[ ]?(?:$|[.,;:!?)\]\n”\"'’]|\(\d|[–-] |(?:của|ngày \d\d?|năm (?:19|20)\d\d|tháng \d\d?|về"
    r"|quy định|qui định|này|do|và|hoặc|hay|có|đã|là|được|cho|ra|khóa|thì|để|với|mà|nhằm|yêu cầu|nêu"
    r"|vẫn|chưa|không|sẽ|cũng|đang|còn)\b)"
)
_OWNED = re.compile(r" (?:của|ngày \d)")
_OF = re.compile(
    r"(?<!\w)(?:theo|của|tại|bởi|như|sửa đổi|hủy|thực hiện|trong|với|về|thay thế|và|gọi là|triển khai"
    r"|ban hành|ký|ra|có|căn cứ|nội dung|tinh thần|thi hành|trái|dự thảo|hiện|các|những|hai|ba) $"
)
_ASSEMBLY = re.compile(r"(?:UBTV)?QH(?:\d\d?|K\d\d?|[IVX]+)?")
_TERM = re.compile(r" ?(\d\d)(?![\d/])")
_CODELIKE = re.compile(rf"[{UPPER}]{{2}}|T\.Ư$")
_OFFICE = re.compile(rf"[{UPPER}]{{2}}|TTg")
_LETTERS = re.compile(rf"[{UPPER}]{{2,}}\d*$")
_GLUED_YEAR = re.compile(r"\d(?:19[4-9]|20[0-3])\d$")
_PARTY = re.compile(r"^(?:TW|TU|ThU|HU|QU|KU|ĐU\w*|CB|QUTW|ĐTN|BCSĐ|BCS|ĐĐ|ĐUK\w*)$|(?:TW|TU|HU)$")

_ONES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
WORDS = re.compile(
    r"(?:(?P<tens>hai|ba|bốn|năm|sáu|bảy|tám|chín) (?:mươi|mươi)(?: (?P<one>một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám"
    r"|chín))?|mười(?: (?P<teen>một|hai|ba|bốn|năm|lăm|sáu|bảy|tám|chín))?|(?P<unit>một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy"
    r"|tám|chín))(?!\w)"
)


class Left(NamedTuple):
    """What stands before a number: where the kind's words begin, the kind, whether "số" follows it, whether the kind is
    part of a longer name ("quyết định xử phạt")."""

    start: int
    kind: dict
    so: bool
    longer: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read at one place: its normal form, where it ends and where its issuer's code stands."""

    end: int
    number: str
    kind: dict | None
    full: bool
    issuer: tuple[int, int] | None = None
    suffix: str = ""  # what follows the digits in the normal form, for lists: "/QĐ-TTg"
    party: bool = False
    shape: str = "code"  # how it is written, for the rule's name: code, glued, letter, short, words


class Numbers:
    """Reads numbers in one text; ``low`` is the text in lower case, tone marks in one place."""

    def __init__(self, text: str, low: str, rules: Rules):
        self.text, self.low, self.rules = text, low, rules

    def full(self, start: int, left) -> Number | None:
        """A number with its code: "03-NQ/TU", "15/2021/NĐ-CP", "36NQTW", "657/TTg-CN"."""
        if self.text[start : start + _CODE_WITHIN].islower():
            return None  # no capital: so are most
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
                issuer = groups[0][2][len(code) :]
                end = offset + len(groups[0][2])
                if not year and _GLUED_YEAR.search(digits):
                    digits, year = digits[:-4], digits[-4:]
                return replace(
                    self.normal(
                        end, digits, year, "/", kind, code, [issuer.lstrip("p")], (end - len(issuer.lstrip("p")), end)
                    ),
                    shape="glued",
                )
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
        """The kind a number's code stands for ("NQ", and what the National Assembly numbers by its term: "QH14")."""
        found = self.rules.kind_of_code.get(code)
        if found:
            return found
        if _ASSEMBLY.fullmatch(code):
            return {"name": "Văn bản", "words": [], "codes": []}
        return None

    def known(self, code: str) -> dict | None:
        """The issuer of a code, its number of a term dropped ("QH15")."""
        return self.rules.issuer_of_code.get(code) or self.rules.issuer_of_code.get(code.rstrip("0123456789K"))

    def issuer_groups(self, groups, number_left: bool):
        """The groups of a code after its kind that belong to it: [(offset, separator, word)]; None if what follows
        shows that this is no code at all."""
        parts = []
        for at, sep, word in groups:
            tight = sep.strip() and " " not in sep
            codelike = bool(_CODELIKE.match(word)) or self.known(word) is not None
            if "." in sep and sep.strip() == "." and (" " in sep or not codelike):
                break
            if (tight and (codelike or word[0] in "ABCDEFGHIJKLMNOPQRSTUVWXYZĐ")) or (
                codelike
                and (
                    self.known(word)
                    or (sep.strip() and not parts and number_left)
                    or (sep.strip() and word in ("BTC", "BYT", "KHĐT", "CCVC"))
                )
            ):
                parts.append((at, sep, word))
            else:
                break
        return parts

    def trailing_term(self, end: int, words: list[str]) -> tuple[int, list[str]]:
        """ "UBTVQH 10": the number of the National Assembly, set off by a blank."""
        if words and words[-1] in ("QH", "UBTVQH"):
            match = _TERM.match(self.text, end)
            if match:
                return match.end(), [*words[:-1], words[-1] + match[1]]
        return end, words

    def unglue(self, word: str) -> tuple[dict, str] | None:
        """ "NQTW" → (nghị quyết, "NQ"): a kind's code and an issuer's with the separator lost ("TBpVPCP": mistyped)."""
        for length in range(min(len(word) - 1, self.rules.longest_code), 0, -1):  # a word may be endless
            code, rest = word[:length], word[length:]
            if (kind := self.rules.kind_of_code.get(code)) and (
                self.known(rest)
                or self.known(rest.upper())
                or (rest == "TT" and code in ("QĐ", "CT", "CĐ"))
                or (rest[0] == "p" and self.known(rest[1:]))
            ):
                return kind, code
        return None

    def letter(self, match, groups, digits, year, sep, left) -> Number | None:
        """A number by office ("657/TTg-CN", "09/CP"), which only a kind word before it makes a document's."""
        if (
            left is None
            or (" " in sep and (sep.strip() or not left.so))
            or (not sep.strip() and not left.kind.get("letter"))
        ):
            return None
        if not _OFFICE.match(groups[0][2]) or (
            sep == "-" and not left.kind.get("letter") and not self.known(groups[0][2])
        ):
            return None
        offset, words = match.start("code"), [groups[0]]
        for at, gap, word in groups[1:]:
            if (
                not gap.strip()
                or " " in gap.strip("- ")
                or (" " in gap and not _LETTERS.match(word))
                or (gap.strip() == "." and " " in gap)
            ):
                break
            words.append((at, gap, word))
        if not sep.strip() and len(words) == 1:
            known = next(
                (
                    words[0][2][:n]
                    for n in range(len(words[0][2]) - 2, 1, -1)
                    if words[0][2][:n] in self.rules.issuer_of_code
                ),
                None,
            )
            if sep and not known:
                return None
            if known:  # "842BHXHDVT": the separators lost
                end = offset + len(words[0][2])
                suffix = f"/{known}-{words[0][2][len(known) :]}"
                return Number(
                    end,
                    digits + (f"/{year}" if year else "") + suffix,
                    None,
                    True,
                    (offset, offset + len(known)),
                    suffix=suffix,
                    shape="glued",
                )
        end = offset + words[-1][0] + len(words[-1][1]) + len(words[-1][2])
        code = groups[0][2] + "".join(gap.replace(" ", "") + word for _, gap, word in words[1:])
        number = digits + (f"/{year}" if year else "") + (sep or "") + code
        return Number(end, number, None, True, (offset, offset + len(groups[0][2])), suffix=f"/{code}", shape="letter")

    def normal(self, end, digits, year, yearsep, kind, code, issuers: list[str], issuer) -> Number:
        """The number as its body writes it: N-KIND/ISSUER in the Party, N/YYYY/KIND-ISSUER in the State."""
        code = {"QÐ": "QĐ", "QD": "QĐ", "ĐQ": "QĐ", "NÐ": "NĐ", "ND": "NĐ", "CÐ": "CĐ", "ÐA": "ĐA", "QyD": "QyĐ"}.get(
            code, code
        )
        issuers = [w if self.known(w) or not self.known(w.upper()) else w.upper() for w in issuers]
        if code in ("QĐ", "CT", "CĐ") and issuers == ["TT"]:
            issuers = ["TTg"]  # TT is no body's code; its last letter is lost
        issuers = [
            {"TƯ": "TW", "T.Ư": "TW", "ƯBND": "UBND", "HÐND": "HĐND", "TTG": "TTg", "Ttg": "TTg"}.get(w, w)
            for w in issuers
        ]
        if kind["name"] == "Văn bản":
            if not year and _GLUED_YEAR.search(digits):
                digits, year = digits[:-4], digits[-4:]
            number = digits + (f"/{year}" if year else "") + "/" + "-".join([code, *issuers])
            return Number(end, number, kind, True, issuer or (end - len(code), end))
        party = bool(issuers) and not year and _PARTY.search(issuers[0]) is not None
        if party:
            head = f"{int(digits):02d}" if digits.isdigit() else digits
            suffix = f"-{code}/{'-'.join(issuers)}"
        else:
            head = digits + (f"{yearsep}{year}" if year else "")
            suffix = f"/{code}" + ("-" + "-".join(issuers) if issuers else "")
        return Number(end, head + suffix, kind, bool(issuers) or bool(year), issuer, suffix=suffix, party=party)

    def short(self, start: int, left: Left) -> Number | None:
        """A number alone after its kind: "Nghị quyết 03", "Quyết định số 12", "Nghị quyết 04/2004"."""
        begin, kind, so, _ = left
        match = SHORT.match(self.text, start)
        bare = kind.get("bare", False)
        if not match or (not so and not bare) or kind["name"] in ("Luật", "Bộ luật", "Lệnh"):
            return None
        if self.rules.counted.match(self.low, match.end(), match.end() + 24):
            return None
        digits = match["n"] + (match["letter"] or "")
        if not so:
            if (
                len(digits) == 4
                and 1945 <= int(match["n"]) <= 2035
                and not match["year"]
                and not _OWNED.match(self.low, match.end(), match.end() + 10)
            ):
                return None
            if bare == "noun" and self.rules.counted_by_verb.match(self.low, match.end(), match.end() + 24):
                return None
            if bare == "noun" and digits[0] != "0" and not _ABOUT.match(self.low, match.end(), match.end() + 14):
                capital = self.text[begin].isupper() and not self.opens_sentence(begin)
                if not (capital or (len(digits) > 1 and _OF.search(self.low, max(0, begin - 14), begin))):
                    return None
            if bare == "noun" and len(digits) == 1 and not self.text[begin].isupper():
                return None
        elif kind["name"] in ("Chương trình", "Đề án", "Quy chế", "Biên bản") and not _ABOUT.match(
            self.low, match.end(), match.end() + 14
        ):
            return None
        number = digits + (f"/{match['year']}" if match["year"] else "")
        return Number(match.end(), number, None, False, shape="short")

    def counts(self, at: int) -> bool:
        """Whether the number that ends at ``at`` counts what the next words name."""
        return bool(
            self.rules.counted.match(self.low, at, at + 24) or self.rules.counted_by_verb.match(self.low, at, at + 24)
        )

    def opens_sentence(self, at: int) -> bool:
        """Whether the word at ``at`` has its capital because a sentence begins there."""
        return self.text[max(0, at - 2) : at].strip()[-1:] in (".", "!", "?", "…", ":", "-", "“", '"', "")


def number_of(words: str) -> int:
    """ "sáu mươi tư" → 64."""
    match = WORDS.match(words)
    if not match:
        return 0
    if match["unit"]:
        return _ONES[match["unit"]]
    if match["tens"]:
        return _ONES[match["tens"]] * 10 + (_ONES[match["one"]] if match["one"] else 0)
    return 10 + (_ONES[match["teen"]] if match["teen"] else 0)
