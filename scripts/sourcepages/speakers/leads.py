"""Cues that stand before their subject: "Theo X", "dẫn lời X", "trao đổi với X"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from .clauses import CUA, POINTERS, THEO, VA, Clauses, Found
from .names import Name
from .offices import head
from .tokens import key

_THAT = frozenset((key("đó"), key("đây")))
_KIN = frozenset(key(w) for w in "ta cha nội ngoại ấy chủ trùm già lão bà con em này đó vợ chồng".split())
_NAY = key("này")
"""Before "theo": somebody follows somebody."""
_BEFORE_THEO = frozenset(key(w) for w in "cũng và nhưng còn vẫn nay tuy song thì mà rằng là đó khác biết nữa".split())
_AT_FIRST = frozenset(tuple(map(key, words.split())) for words in ("ban đầu", "bước đầu", "dự kiến", "mới nhất"))
"""Before "của": "theo lời khai ban đầu của X"."""
_PAPER = frozenset(
    key(w)
    for w in "pv phóng viên báo vnexpress tuổi dân zing chúng tôi vietnamnet nlđo qđnd ttxvn "
    "vov vtv cuộc buổi tạp chí".split()
) - {key("tuổi"), key("dân"), key("chí"), key("viên"), key("tôi")}


def lead(cl: Clauses, i: int, size: int, kind: str) -> Iterator[Found]:
    """Who stands after the lead of ``size`` tokens at token ``i``."""
    t, keys, lex = cl.t, cl.t.keys, cl.lex
    d = i + size
    if d >= len(t):
        return
    if keys[i] == THEO and not (t.capital[i] or _theo_place(cl, i) or _theo_inside(cl, i, d)):
        return
    if keys[i] in _THAT and not (cl.sentence_start(i) and keys[d] == CUA):
        return  # but "Đó là nhận định của bà X"
    if kind == "talk":
        name = cl.name_at(d)
        if name and name.full and _interview(cl, i):
            yield Found(i, d, name.a, name.b, name, "speakers.interview")
        return
    at = d + 2 if keys[d : d + 2] in _AT_FIRST and keys[d + 2 : d + 3] == (CUA,) else d
    if keys[at] in (CUA, key("từ")) and at + 1 < len(t):
        at += 1
    name = cl.name_at(at) or (_after_offices(cl, at) if keys[i] in _THAT else None)
    if name and name.b < len(t) and t.words[name.b] == "/":
        return  # "Theo Lê Mẫu/Báo Mẫu": a byline
    if name:
        yield Found(i, d, name.a, name.b, name, "speakers.lead")
        nxt = name.end
        if nxt < len(t) and keys[nxt] == VA:
            other = cl.by_start.get(nxt + 1) or cl.by_honorific.get(nxt + 1)
            if other:
                yield Found(i, d, other.a, other.b, other, "speakers.lead.joined")
        return
    pron = lex.pronouns.at(keys, at)
    if (
        pron
        and at + pron[0] < len(t)
        and (
            t.words[at + pron[0]] in ",.)"
            or keys[i] != THEO
            or (cl.sentence_start(i) and keys[at + pron[0]] not in _KIN)
        )
        and not t.capital[at + pron[0]]
    ):
        yield Found(i, d, at, at + pron[0], None, "speakers.lead-pronoun")
        return
    office = head(t, lex, at)
    if office and office[1] != "tie":
        b = cl.office_end(at + office[0], at)
        if b < len(t) and keys[b] == _NAY:
            b += 1  # "theo quan chức này"
        yield Found(i, d, at, b, None, "speakers.lead-office")
    elif keys[i] == THEO and (t.capital[at] or t.bodies.get(at)):
        b = at + 1
        while b < len(t) and b - at < 24 and t.words[b] not in ',:;.()“"\n':
            b += 1
        if at + 1 in t.cues or at + 2 in t.cues:  # "Theo Nguyên Mẫu chia sẻ, …"
            c = at + 1 if at + 1 in t.cues else at + 2
            b = c if c + t.cues[c][0] == b else b
        lone = (
            b - at <= 2
            and b < len(t)
            and (t.words[b] == "," or b in t.cues)
            and all(t.capital[at:b])
            and not lex.localities.at(keys, at)
        )
        yield Found(i, d, at, b, None, "speakers.lead-part" if lone else "speakers.lead-body")


def _after_offices(cl: Clauses, at: int) -> Name | None:
    """The name that ends a row of offices: "của Ủy viên Hội đồng, Chủ tịch xã Lê Mẫu"."""
    t = cl.t
    if not head(t, cl.lex, at):
        return None
    k = bisect_left(cl.begins, at)
    name = cl.names[k] if k < len(cl.names) else None
    if name is None or name.start - at > 30 or t.words[name.start - 1] != "," or not head(t, cl.lex, name.start):
        return None
    return None if any(t.stops[j] or j in t.cues for j in range(at, name.start)) else name


def _theo_place(cl: Clauses, i: int) -> bool:
    t = cl.t
    return i == 0 or t.stops[i - 1] or t.words[i - 1] in ',:”"“–-(;' or t.keys[i - 1] in _BEFORE_THEO


def _theo_inside(cl: Clauses, i: int, d: int) -> bool:
    """Whether "theo" in the middle of a clause names a source: "giá nhà theo bà X vẫn ổn định", not "đi theo ông X"."""
    t, name = cl.t, cl.name_at(d)
    return (
        bool(name)
        and (name.start < name.a or name.full)
        and t.keys[i - 1] not in cl.lex.following
        and i - 1 not in t.cues
        and name.end < len(t)
        and (t.words[name.end][0].islower() or (t.words[name.end] == "," and t.keys[i - 1] in POINTERS))
    )


def _interview(cl: Clauses, i: int) -> bool:
    """Whether "trao đổi với X" introduces an interview: the paper is who talks."""
    t = cl.t
    floor = cl.clause_start(i)
    words = set(t.keys[max(floor, i - 14) : i])
    return bool(words & _PAPER) or (any(k in _PAPER for k in t.keys[floor:i]) and i - floor < 40)
