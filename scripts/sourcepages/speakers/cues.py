"""Cues that stand after their subject ("X cho biết", "Ông nhấn mạnh rằng"): whether they ascribe anything."""

from __future__ import annotations

from collections.abc import Iterator

from .clauses import HARD_NOT, LA, RANG, THEO, Clauses, Found
from .subjects import subject
from .tokens import key, split

_OPEN_MARKS = frozenset("“\"‘'«")
_CHO = key("cho")
_NHU = key("như")
_SO = frozenset(key(w) for w in ("vậy", "thế", "trên", "sau"))
_DEMONSTRATIVE = frozenset(key(w) for w in ["này", "trên", "đó", "ấy", "kia", "nêu", "vừa", "của"])
_EVENTS = frozenset(key(w) for w in ("hội", "tại", "buổi", "phiên", "cuộc", "đại", "lễ"))
_ATTENDED = frozenset(split(w) for w in ("chỉ đạo", "phát biểu", "kết luận"))
_SETTLED = _ATTENDED | {split(w) for w in ("chúc mừng", "chào mừng", "cảm ơn", "cám ơn")}
"""Of them nothing is known where the sentence ends with them."""
_NOI = (key("nói"),)
_BY_TELEPHONE = split("qua điện")
_WORDLESS = frozenset(key(w) for w in "bằng tiếng chuyện lắp ngọng thạo giỏi xấu dối thay hộ năng".split())
_PLANS = frozenset(split(w) for w in ("chủ trương", "phương án", "kế hoạch", "đề án"))
_ADVERBS = 24
"""So many tokens of adverbs are looked through; some are cues themselves ("nói", "phát biểu"), and a row of them must
not cost its square."""
_PHAI = key("phải")
_DONE = frozenset(key(w) for w in ("đã", "từng", "cũng"))


def cue(cl: Clauses, c: int, size: int, kind: str) -> Iterator[Found]:
    """What the cue of ``size`` tokens at token ``c`` ascribes, and to whom; nothing where it ascribes nothing."""
    t, lex, keys = cl.t, cl.lex, cl.t.keys
    d = c + size
    if c == 0:
        return
    nxt = keys[d] if d < len(keys) else ""
    if (
        nxt in _DEMONSTRATIVE
        and keys[c] != _CHO
        and c - 1 not in cl.inside
        and not (
            nxt == key("trên")
            and d + 1 < len(t)
            and (t.capital[d + 1] or keys[d + 1] in (key("trang"), key("facebook"), key("báo"), key("tờ")))
        )
    ):
        return
    if keys[c - 1] == THEO and not t.capital[c - 1]:
        return  # "làm thủ tục theo yêu cầu"
    said = keys[c:d]
    if said == _NOI and (nxt in _WORDLESS or keys[d : d + 2] == _BY_TELEPHONE) and _says(cl, d) != "quotation":
        return  # "nói bằng tiếng Anh", "nói chuyện": not what was said
    if nxt in _EVENTS and said in _ATTENDED and _says(cl, d) != "quotation":
        return  # "dự và chỉ đạo hội nghị"
    if said in _SETTLED and cl.ends_at(d) and not _beside_quotation(cl, c):
        return  # "dự và chỉ đạo.": nothing is said
    if keys[c - 2 : c] in _PLANS:
        return  # "thống nhất chủ trương giao cho …": what the plan is, not what was said
    if kind == "tag" and _says(cl, d) != "quotation" and not _beside_quotation(cl, c):
        return
    # adverbs between
    j = c
    negated = False
    while j > max(0, c - _ADVERBS):
        if t.stops[j - 1] or j - 1 in cl.inside or (t.capital[j - 1] and not cl.sentence_start(j - 1)):
            break  # a name ends here: "Nguyễn Văn Lại", "tỉnh Bình Định"; a particle has no capital inside a sentence
        prior = lex.nots.until(keys, j) if keys[j - 1] in lex.nots.last else None
        if prior and not lex.adverbs.until(keys, j):
            negated = True
            break
        if prior and keys[j - 1] in HARD_NOT and not (keys[j - 1] == _PHAI and j > 1 and keys[j - 2] in _DONE):
            negated = True
            break
        hit = lex.adverbs.until(keys, j)
        if not hit or j - hit[0] < 0:
            break
        j -= hit[0]
    if negated:
        return
    if kind == "content" and not _says(cl, d):
        return
    yield from subject(cl, j, c, d)


_TELLING = {":": "clause", RANG: "clause", "“": "quotation", '"': "quotation", "«": "quotation", ";": "", "”": ""}
"""What follows a cue, by the first of these after it."""


def _says(cl: Clauses, d: int) -> str:
    """What follows a cue: quotation, clause ("rằng", ":", ","), or "" for anything else that may still be content."""
    t = cl.t
    if d >= len(t):
        return ""
    word, k = t.words[d], t.keys[d]
    if word in _OPEN_MARKS and word not in "'‘":
        return "quotation"
    if word == ":":
        return "quotation" if d + 1 < len(t) and t.words[d + 1] in '“"«\n' else "clause"
    if k in (RANG, LA) or word == "," or (k == _NHU and d + 1 < len(t) and t.keys[d + 1] in _SO):
        return "clause"
    for j in range(d, min(d + 14, len(t))):
        if t.stops[j]:
            break
        if (told := _TELLING.get(t.keys[j])) is not None:
            return told
    return ""


def _beside_quotation(cl: Clauses, c: int) -> bool:
    t = cl.t
    for j in range(c - 1, max(-1, c - 16), -1):
        if t.words[j] in '”"»' and t.quoted[j] == j:
            return True
        if t.stops[j]:
            return False
    return False
