"""Two foreign words: whether they are a person's name or a company's."""

from __future__ import annotations

from .lexicon import Lexicon
from .names import Name
from .offices import TUOI, head
from .tokens import Tokens, key, split
from .voice import says_i

_FOR_A_COMPANY = [split(w) for w in ("đại diện", "nhân viên", "lãnh đạo", "khách hàng")]
"""Before two foreign words they tell of a company as often as of a person."""
_PERSONAL = frozenset(
    key(w)
    for w in "nói kể nhớ chia tâm bộc thổ giải viết than thừa bày tỏ đáp thốt cười tiết khai khẳng nhấn phân "
    "đăng".split()
)
_OF_THINGS = frozenset(key(w) for w in ("về", "đến", "ra"))
"""First words of cues that tell of a person; "cho biết", "thông báo", "tuyên bố" tell of companies and papers as
often."""
_AFTER_BODY = frozenset(
    key(w)
    for w in "một là cũng vốn hãng công tập nhà đơn trang tờ kênh nền ứng mạng dịch phần "
    "nhãn thương chuỗi tổ nhóm quỹ loại hệ chiếc mẫu".split()
)
_HUMAN = frozenset(key(w) for w in "nhà người nhân chuyên cô chàng nữ nam cư giáo bà ông cựu".split())


def _speaks(tokens: Tokens, lex: Lexicon, name: Name) -> bool:
    """Whether the name is what a person's would be in its place: the subject of a verb that only people do, or with an
    age, or with an apposition that names no body: "X, một nhân sự của Mẫu, cho biết"."""
    words, keys, n, i = tokens.words, tokens.keys, len(tokens), name.b
    if i + 2 < n and words[i] in ",(" and words[i + 1].isdigit() and keys[i + 2] == TUOI:
        return True
    if i + 2 >= n or not (name.a == 0 or tokens.stops[name.a - 1] or words[name.a - 1] in ',”"-–'):
        return False
    if words[i] in ",(":
        close = next((k for k in range(i + 1, min(n, i + 26)) if words[k] in ",)" or tokens.stops[k]), None)
        j = i + 1
        human = keys[j] == key("một") and keys[j + 1] in _HUMAN
        return (
            close is not None
            and words[i] == words[close] == ","
            and close - i > 3
            and close + 1 in tokens.cues
            and (human or (j not in tokens.bodies and keys[j] not in _AFTER_BODY and words[j][0].islower()))
        )
    for _ in range(3):
        hit = lex.adverbs.at(keys, i)
        if i in tokens.cues or not hit:
            break
        i += hit[0]
    if i not in tokens.cues or keys[i] not in _PERSONAL or tokens.capital[i] or keys[i + 1] in _OF_THINGS:
        return False  # "Pretty Mẫu nói về một cô gái" is a film
    place = lex.localities.until(keys, name.b)
    return not place or place[0] >= name.b - name.a  # "Mẫucafé Biên Hòa" is a company


def _for_a_company(tokens: Tokens, lex: Lexicon, a: int) -> bool:
    """Whether "đại diện", "vị đại diện" or the like begins at token ``a``."""
    if prefix := lex.prefixes.at(tokens.keys, a):
        a += prefix[0]
    return tokens.keys[a : a + 2] in _FOR_A_COMPANY


def proven(tokens: Tokens, lex: Lexicon, name: Name, called: set[str], cued: set[str]) -> bool:
    """Whether a foreign name is known to be a person's: an address, an office, a known given name, "ông" and its last
    word, or what it does."""
    if (
        name.honorific < name.a
        or any(head(tokens, lex, a) and (a > name.a or not _for_a_company(tokens, lex, a)) for a, _ in name.offices)
        or tokens.keys[name.a] in lex.given
    ):
        return True
    if any(tokens.words[i] == "-" and tokens.words[i + 1][0].islower() for i in range(name.a, name.b - 1)):
        return True  # "Do-jin"
    return (
        tokens.keys[name.b - 1] in called
        or tokens.keys[name.a] in called
        or (tokens.keys[name.b - 1] in cued and not lex.localities.until(tokens.keys, name.b))
        or _speaks(tokens, lex, name)
        or says_i(tokens, lex, name.a, name.b)
    )
