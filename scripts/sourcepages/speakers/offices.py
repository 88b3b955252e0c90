"""Words of rank and office: how they begin, and how far they reach."""

from __future__ import annotations

from .lexicon import Lexicon
from .names import Name
from .tokens import Phrases, Tokens, dash, key, split

REACH = 34
"""Tokens an office may have."""
CUA, TUOI, VE, VA, LA, KIEM = (key(w) for w in ("của", "tuổi", "về", "và", "là", "kiêm"))
_NOW = (
    "người hiện là",
    "người từng là",
    "người đang là",
    "người đồng thời là",
    "người giữ chức",
    "hiện giữ chức",
    "đang giữ chức",
    "hiện là",
    "nay là",
    "hiện đang là",
    "nguyên là",
    "từng là",
    "là",
    "vốn là",
    "hiện",
    "nay",
    "đồng thời là",
    "kiêm",
    "lúc đó là",
    "khi đó là",
    "thuộc",
    "đến từ",
    "của",
    "đang là",
)
NOW = Phrases((words, "now") for words in _NOW)


def head(tokens: Tokens, lex: Lexicon, i: int) -> tuple[int, str] | None:
    """(number of tokens, kind) of the office word at token ``i``, with "nguyên", "Phó" … before it."""
    n, keys, prefixes, seen = 0, tokens.keys, lex.prefixes.first, False
    while i + n < len(keys):
        hit = tokens.heads.get(i + n)
        if hit:
            return n + hit[0], hit[1]
        if keys[i + n] not in prefixes or n > 4 or not (prefix := lex.prefixes.at(keys, i + n)):
            break
        n += prefix[0]
        seen = keys[i + n - 1] == _VICE
    if seen and i + n < len(keys) and (tokens.capital[i + n] or keys[i + n] in UNITS):
        return n, "post"  # "Phó Ban …", "Phó phòng …"
    return None


_VICE = key("phó")
UNITS = frozenset(key(w) for w in "ban phòng khoa trưởng đoàn cục vụ viện đội văn chánh chi tổng công cơ".split())
FROM_TWO = split("đến từ")
FROM = frozenset(key(w) for w in ("thuộc", "từ", "ở", "tại", "của"))


def inside_list(tokens: Tokens, i: int, at: int) -> bool:
    """Whether the comma at ``i`` stands inside one body's name: "Ủy ban Khoa học, Công nghệ và Môi trường"."""
    joined = False
    for j in range(i + 1, min(i + 11, at)):
        word = tokens.words[j]
        if tokens.keys[j] == VA:
            joined = True
        elif word == ",":
            return joined or inside_list(tokens, j, at)
        elif (
            tokens.stops[j]
            or word in ';:()“”"'
            or (j in tokens.heads and tokens.heads[j][1] != "folk")
            or j in tokens.breaks
            or j in tokens.cues
            or word.isdigit()
        ):
            return joined and j - i > 3
    return joined


def body(
    tokens: Tokens, lex: Lexicon, i: int, start: int, names: dict[int, Name], tie: bool, dashed: bool = True
) -> int:
    """The token after the last one of the office whose head ended before token ``i``. ``dashed``: a dash may close
    it."""
    words, keys, n = tokens.words, tokens.keys, len(tokens)
    limit = min(n, start + REACH)
    while i < limit:
        word = words[i]
        if (
            word == "("
            and i + 2 < n
            and words[i + 2] == ")"
            and words[i + 1].isupper()
            and i + 3 < n
            and words[i + 3][0].isalpha()
            and i > start
        ):
            i += 3  # "Vườn quốc gia (VQG) Mẫu"
            continue
        if word in '“"«' and i + 1 in tokens.cues and tokens.quoted[i] == i + 1 + tokens.cues[i + 1][0]:
            break  # "Giám đốc Sở “bật mí”"
        if word in '“"«' and i > start and tokens.quoted[i] > i and tokens.quoted[i] - i <= 10 and words[i - 1] != ",":
            i = tokens.quoted[i] + 1  # "tác giả “Sông quê”"
            continue
        if tokens.stops[i] or word in ';:()[]“”"«»…':
            i += word[0].isalnum()  # a caption or a heading ends with it
            break
        if word == "/" and not (tokens.near(i) and i + 1 < n and tokens.near(i + 1) and words[i + 1].isdigit()):
            break
        if word == ".":
            if not tokens.near(i) or i + 1 >= n or not (tokens.capital[i + 1] or words[i + 1].isdigit()):
                break
            i += 1
            continue
        if word == ",":
            if (
                i + 1 < n
                and inside_list(tokens, i, limit)
                and not _several(tokens, i + 1)
                and not head(tokens, lex, i + 1)
                and not tokens.breaks.get(i + 1)
                and i + 1 not in names
            ):
                i += 1
                continue
            if i + 1 < n and keys[i - 1] == _PREVENT and keys[i + 1] == _FIGHT:
                i += 2  # "Ban Chỉ đạo phòng, chống dịch"
                continue
            where = tokens.bodies.get(i + 1)
            if (
                where
                and where[1] == "place"
                and i + 1 + where[0] < n
                and tokens.capital[i + 1 + where[0]]
                and i > start + 2
            ):
                i += 1 + where[0]  # "xã Mẫu, huyện Mẫu"
                continue
            break
        if word in "-–—" and dash(tokens, i):
            if (
                i + 1 < n
                and tokens.capital[i + 1]
                and i + 1 not in names
                and (head(tokens, lex, i + 1) or (0, "folk"))[1] == "folk"
                and (
                    not dashed
                    or tokens.near(i)
                    or (words[i - 1].isupper() and words[i + 1].isupper())
                    or inside_list(tokens, i, limit)
                    or lex.localities.at(keys, i + 1)
                )
            ):
                i += 1
                continue
            if lex.trades.until(keys, i) and lex.trades.at(keys, i + 1):
                i += 1  # "Công ty Thương mại - dịch vụ Mẫu"
                continue
            if not dashed and i + 2 < n and keys[i - 2] == keys[i + 1] and words[i + 1][0].islower():
                i += 1  # "Phòng Cảnh sát đường bộ - đường sắt"
                continue
            break
        if word.isdigit() and i + 1 < n and keys[i + 1] == TUOI:
            break
        if not tokens.capital[i] and not word.isdigit():
            if (
                keys[i] == FROM_TWO[0]
                and keys[i : i + 2] == FROM_TWO
                and i + 2 < n
                and tokens.capital[i + 2]
                and i + 2 not in names
            ):
                i += 2  # "chuyên gia đến từ Mẫu"
                continue
            if i in tokens.breaks and not (
                keys[i] in FROM
                and i + 1 < n
                and tokens.breaks[i][0] == 1
                and (
                    i + 1 in tokens.bodies
                    or (
                        keys[i] == _IN
                        and (keys[i + 1 : i + 3] == _ABROAD or (tokens.capital[i + 1] and i + 1 not in names))
                    )
                )
            ):
                break
            if tokens.cues.get(i):
                break
            if lex.adverbs.at(keys, i) and keys[i] != VA and then_cue(tokens, lex, i):
                break
            if (
                keys[i] == VA
                and not tie
                and i + 1 < n
                and (_another(tokens, lex, i + 1, names) or _several(tokens, i + 1))
            ):
                break
        if (
            i in names
            and not tie
            and names[i].honorific < i
            and (not tokens.capital[i - 1] or (names[i].full and keys[i - 1] in _SIRS))
        ):
            return names[i].honorific if tokens.capital[i - 1] else i
        i += 1
    while i > start + 1 and keys[i - 1] in _TRAILING:
        i -= 1
    return i


def _another(tokens: Tokens, lex: Lexicon, i: int, names: dict[int, Name]) -> bool:
    """Whether another person begins at token ``i``, rather than another post of the same one."""
    hit = head(tokens, lex, i)
    return i in names or bool(lex.honorifics.at(tokens.keys, i)) or (hit is not None and hit[1] != "post")


def _several(tokens: Tokens, i: int) -> bool:
    """Whether other people begin at token ``i``: "Chủ tịch tỉnh [và] các đại biểu", "Giám đốc [và] một số người khác"."""
    keys = tokens.keys
    if i + 2 >= len(tokens) or keys[i] not in _MANY:
        return False
    at = i + 1 + (keys[i + 1] == _SOME)
    return keys[at] in _OTHERS or (at in tokens.heads and tokens.heads[at][1] in ("folk", "title", "post"))


_MANY = frozenset(key(w) for w in "các những một nhiều hai ba bốn năm sáu toàn".split())
_SOME = key("số")
_OTHERS = frozenset(key(w) for w in "người đối lãnh đại nạn bị cộng đồng".split())
"""First words of those who come along: "đối tác", "lãnh đạo", "đồng chí"."""
_SIRS = frozenset(key(w) for w in ("ông", "bà", "chí"))
_TRAILING = frozenset(key(w) for w in ", và của cùng trong về các tại ở thuộc cho với".split())


def then_cue(tokens: Tokens, lex: Lexicon, i: int) -> bool:
    """Whether only adverbs stand between token ``i`` and a cue."""
    if i >= len(tokens):
        return False
    for _ in range(4):
        if tokens.cues.get(i) or tokens.words[i] == ":":
            return True
        hit = lex.adverbs.at(tokens.keys, i)
        if not hit or i + hit[0] >= len(tokens):
            return False
        i += hit[0]
    return False


_ABROAD = split("nước ngoài")
_IN = key("ở")  # "biên tập viên của nhà xuất bản ở Mẫu"
_PREVENT, _FIGHT = key("phòng"), key("chống")
THEO, DOAN, BAN_BE = key("theo"), key("đoàn"), key("bạn")
