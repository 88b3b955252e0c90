"""Quotations without a verb of speech: `“…”, ông X cười`, `X, mặt buồn: “…”`, a line that begins with `X:`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .clauses import CUA, LA, LOI, PLURAL, POINTERS, Clauses, Found, joined
from .names import Name
from .offices import TUOI, head
from .tokens import key

_OF_WORDS = frozenset((CUA, *(key(w) for w in "kể khai chia sẻ tâm sự nói".split())))


def after_quotation(cl: Clauses, i: int) -> Iterator[Found]:
    """`“…”, ông X cười`: the person right after a quotation spoke it."""
    t, keys, lex = cl.t, cl.t.keys, cl.lex
    j = i + 1
    if j >= len(t):
        return
    opening = t.opened.get(i, i)
    if t.quoted[i] == i and (
        i - opening < 6
        or (i - opening < 12 and opening and t.words[opening - 1][0].isalpha() and opening - 1 not in cl.cue_ends)
    ):
        return  # a nickname or a title: 'biệt danh "Nhà tiên tri", ông X'
    steps = 0
    while j < len(t) and t.words[j] in ",-–—." and steps < 2:
        j += 1
        steps += 1
    if not steps or j >= len(t) or t.words[j] == "\n":
        return
    if t.words[j - 1] == "." and t.capital[j]:
        return
    if keys[j] == LOI:
        j += 1
        while j + 1 < len(t) and keys[j] in _OF_WORDS:
            j += 1  # "lời kể của ông X"
    if keys[j] in (key("là"), key("đó")):
        return
    name = cl.name_at(j)
    if name:
        cue = t.cues.get(name.end) if name.end < len(t) else None
        c, d = (name.end, name.end + cue[0]) if cue else _next_words(cl, name.end)
        if keys[c] == LA:
            return  # "có biệt danh “…”, ông X là …"
        yield from joined(cl, c, d, name, "speakers.after-quotation")
        return
    pron = lex.pronouns.at(keys, j)
    if pron and j + pron[0] < len(t) and not t.capital[j + pron[0]] and keys[j + pron[0]] not in PLURAL:
        c, d = _next_words(cl, j + pron[0])
        yield Found(c, d, j, j + pron[0], None, "speakers.after-quotation")
        return
    office = head(t, lex, j)
    if office and office[1] != "tie":
        b = cl.office_end(j + office[0], j)
        if b + 1 < len(t) and t.words[b - 1].isdigit() and keys[b] == TUOI:
            b += 1  # "nữ ca sĩ 40 tuổi"
        if b + 1 < len(t) and keys[b] in POINTERS:
            b += 1
        c, d = _next_words(cl, b)
        yield Found(c, d, j, b, None, "speakers.after-quotation")


def _next_words(cl: Clauses, i: int) -> tuple[int, int]:
    """The verb after a speaker, or the last word before if the sentence ends there."""
    t = cl.t
    adverb = i
    for _ in range(4):
        if adverb >= len(t):
            break
        cue = cl.t.cues.get(adverb)
        if cue:
            return adverb, adverb + cue[0]
        hit = cl.lex.adverbs.at(t.keys, adverb)
        if not hit:
            break
        adverb += hit[0]
    if i < len(t) and not t.stops[i] and t.words[i] not in ",;:.":
        b = i
        while b < len(t) and b - i < 2 and not t.stops[b] and t.words[b] not in ',;:.“”"()':
            b += 1
        return i, max(b, i + 1)
    return i - 1, i


def colon(cl: Clauses, i: int, found: Sequence[Found]) -> Iterator[Found]:
    """`X …: “…”`, or a line that begins with `X:`."""
    t = cl.t
    if i + 1 >= len(t) or i == 0:
        return
    floor = cl.clause_start(i)
    if (
        t.words[i + 1] in '“"«'
        and i < t.quoted[i + 1] < i + 9
        and t.quoted[i + 1] + 1 < len(t)
        and t.words[t.quoted[i + 1] + 1][0].islower()
    ):
        return  # "có một điểm chung: “đồng cam cộng khổ” trên …": a word, no utterance
    quotes = t.words[i + 1] in '“"«' or (t.words[i + 1] == "\n" and i + 2 < len(t) and t.words[i + 2] in '“"«-–')
    name = cl.last_name(i)
    if name and name.a >= floor and name.b <= i and not cl.oblique(name) and not cl.signs(name, i):
        at_line = (
            name.start == 0
            or t.words[name.start - 1] == "\n"
            or (t.words[name.start - 1] in "-–+*•" and (name.start < 2 or t.words[name.start - 2] == "\n"))
        )
        if (name.end >= i or name.b == i) and not at_line and quotes and _object(cl, name, floor):
            yield from _first_subject(cl, floor, name, i, found)
            return
        if name.end >= i or name.b == i:
            if (at_line or (cl.head_of_clause(name) and quotes)) and (name.start < name.a or name.full):
                yield Found(i, i + 1, name.a, name.b, name, "speakers.name-colon")
            return
        if (
            (quotes or i - 1 in cl.cue_ends)
            and cl.head_of_clause(name)
            and i - name.end <= 26
            and not cl.new_subject(name.end, i)
            and not _cued_between(found, name.end, i)
        ):
            yield from joined(cl, i, i + 1, name, "speakers.colon-quotation")
        return
    if quotes:
        hit = cl.earlier_pronoun(i, floor)
        if hit and not _cued_between(found, hit[1], i):
            yield Found(i, i + 1, *hit, None, "speakers.colon-quotation")


def _object(cl: Clauses, name: Name, floor: int) -> bool:
    """Whether a name after its office is what a verb or a preposition before the office is about: "A chỉ trích Chủ tịch
    Hội, B", "A giận với cách làm của Giám đốc, B"."""
    t, comma = cl.t, name.start - 1
    if comma <= floor or t.words[comma] != ",":
        return False
    for k in range(comma - 1, max(floor, comma - 12), -1):
        if t.words[k] in ",;:()":
            return False
        if k in t.heads and t.heads[k][1] == "post":
            return k - 1 in cl.cue_ends or bool(cl.lex.obliques.until(t.keys, k))
    return False


def _first_subject(cl: Clauses, floor: int, name: Name, i: int, found: Sequence[Found]) -> Iterator[Found]:
    """Give the quotation after the colon at token ``i`` to the person or office its sentence begins with, unless a cue
    did."""
    t = cl.t
    if any(f.c >= floor and f.c < name.start for f in found[-4:]):
        return
    first = next((n for n in cl.between(floor, name.a) if not cl.oblique(n) and cl.head_of_clause(n)), None)
    if first:
        yield Found(i, i + 1, first.a, first.b, first, "speakers.colon-quotation")
    elif office := head(t, cl.lex, floor):
        b = floor + office[0]
        while b < name.start and t.capital[b]:
            b += 1
        yield Found(i, i + 1, floor, b, None, "speakers.office-cue")


def _cued_between(found: Sequence[Found], i: int, j: int) -> bool:
    return any(f.c >= i and f.c < j for f in found[-4:])
