"""Words that speak of themselves: what stands there is somebody's name, whatever it looks like."""

from __future__ import annotations

from ..fold import is_syllable
from .lexicon import Lexicon
from .tokens import Tokens, key

CHATTING = frozenset(key(w) for w in "nói kể tâm chia bộc thổ nhớ than thừa giải bày cho khai".split())
_I, _WE, _VOICE = key("tôi"), key("chúng"), key("giọng")
# papers and readers do too
_WRITES = frozenset(key(w) for w in ("hỏi", "viết", "đăng", "dẫn", "trích", "ghi", "thắc", "chất", "đặt"))
_LONG = 14
"""A shorter quotation before "X nói" may be a title."""
_I_NEAR = 60
"""So many tokens of a quotation are looked through for "tôi"."""


def says_i(tokens: Tokens, lex: Lexicon, a: int, b: int) -> bool:
    """Whether what stands at tokens ``a`` to ``b`` tells of itself, or is the subject of a quotation in which it says
    "tôi": no company does, so that it is somebody's name ("Bảo Mẫu thừa nhận: “Tôi …", "“… tôi …”, Bảo Mẫu nói"); or is
    told apart by what only people are ("Hà Mẫu, học sinh lớp 9, cho biết")."""
    words, keys, n = tokens.words, tokens.keys, len(tokens.words)
    if b - a > 3 or (a and not tokens.stops[a - 1] and words[a - 1] not in ',-–—”"'):
        return False
    if b < n and words[b] in ",(" and _introduced(tokens, lex, a, b):
        return True
    i = b
    while i < n and i - b < 4 and i not in tokens.cues and (hit := lex.adverbs.at(keys, i)):
        i += hit[0]
    cue = tokens.cues.get(i)
    if not cue or cue[1] == "tag" or keys[i] in _WRITES:
        return False
    if (
        lex.localities.at(keys, a)
        or a in tokens.bodies
        or a in tokens.heads
        or lex.pronouns.at(keys, a)
        or keys[a] == _VOICE
        or any(keys[k] in lex.latin or words[k].isupper() for k in range(a, b))
    ):
        return False
    if (
        keys[i] in CHATTING
        and (b - a > 1 or not is_syllable(words[a]) or (a and tokens.stops[a - 1] and keys[a] not in _NOBODY))
        and _of_oneself(tokens, i + cue[0])
    ):
        return True
    i += cue[0]
    if i + 2 < n and words[i] == ":" and words[i + 1] in '“"':
        said = range(i + 2, min(n, i + 2 + _I_NEAR))
    elif (
        a > _LONG
        and words[a - 1] in ",-–—"
        and words[a - 2] in '”"'
        and tokens.quoted[a - _LONG] == tokens.quoted[a - 2] == a - 2
    ):
        said = range(a - 3, max(-1, a - 3 - _I_NEAR), -1)
    else:
        return False
    other = {'"': '"', "“": "”", "”": "“"}[words[said[0] + (1 if said.step < 0 else -1)]]
    for k in said:
        if words[k] == other or words[k] == "\n":
            return False
        if keys[k] == _I and keys[k - 1] != _WE:
            return True
    return False


def _introduced(tokens: Tokens, lex: Lexicon, a: int, b: int) -> bool:
    """Whether a given name at the head of a sentence is told apart by what only people are, and then speaks: "Hà Mẫu,
    học sinh lớp 9, cho biết", "Faye (39 tuổi) kể"."""
    words, keys, n = tokens.words, tokens.keys, len(tokens.words)
    if (a and not tokens.stops[a - 1]) or b - a > 2 or (b - a == 1 and is_syllable(words[a])):
        return False
    j = b + 1 + (b + 1 < n and keys[b + 1] in _A)
    if j + 2 >= n or lex.localities.at(keys, a) or a in tokens.bodies or a in tokens.heads or lex.pronouns.at(keys, a):
        return False
    hit = tokens.heads.get(j)
    if not (
        (hit and hit[1] == "folk" and keys[j] not in _OWNERS)
        or (words[j].isdigit() and keys[j + 1] == _AGE)
        or keys[j] in _SCHOOLS
    ):
        return False
    close = ")" if words[b] == "(" else ","
    for k in range(j, min(n - 1, j + 24)):
        if words[k] == close:
            i = k + 1
            while i < n and i not in tokens.cues and (step := lex.adverbs.at(keys, i)):
                i += step[0]
            return i in tokens.cues and tokens.cues[i][1] == "say"
        if tokens.stops[k] or words[k] in ';:“"':
            return False
    return False


def _of_oneself(tokens: Tokens, i: int) -> bool:
    """Whether what is told from token ``i`` on is told of the teller, as "cô" or "anh": "Bảo Mẫu kể cô từng …"."""
    for k in range(i, min(i + 7, len(tokens.words) - 1)):
        if tokens.stops[k] or tokens.words[k] in ';:“"':
            return False
        if (
            tokens.keys[k] in _SELF
            and not tokens.capital[k]
            and not tokens.capital[k + 1]
            and tokens.keys[k + 1] not in _SELF
            and tokens.keys[k + 1] not in _KINDRED
        ):
            return True
    return False


_A = frozenset((key("một"), key("nay"), key("hiện")))
_AGE = key("tuổi")
_SCHOOLS = frozenset(key(w) for w in ("thcs", "thpt", "lớp"))
_OWNERS = frozenset(key(w) for w in ("chủ", "nhà", "tác", "bảo"))
"""First words of what companies are too: "chủ đầu tư", "nhà tài trợ"."""
_NOBODY = frozenset(
    key(w) for w in "họ nó hắn y ai tôi thị gã bạn người ta mình bố mẹ cha vợ chồng con nàng chàng má ba trẻ".split()
)
"""Words that stand for people without naming them."""
_SELF = frozenset(key(w) for w in ("cô", "anh", "chị"))
_KINDRED = frozenset(key(w) for w in "em chồng trai gái giáo dâu rể ấy ta này cả hùng họ".split())
"""After "anh", "cô": others are meant ("anh em", "cô giáo", "anh ấy")."""
