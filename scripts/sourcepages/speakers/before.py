"""Words of rank and office before a name."""

from __future__ import annotations

from ..fold import is_syllable
from .lexicon import Lexicon
from .offices import BAN_BE, CUA, FROM, KIEM, REACH, THEO, UNITS, VA, VE, head, inside_list
from .tokens import DASHES, Tokens, dash, key

_JOINTS = DASHES | {","}
_CLASS, _VICE = key("lớp"), key("phó")
_OF = frozenset(key(w) for w in ("của", "thuộc"))


def before(tokens: Tokens, lex: Lexicon, at: int, floor: int, taken: int, size: int, aside: bool = False) -> int:
    """The first token of the words of rank and office that end right before token ``at``; ``at`` if there are none.

    ``floor`` is the first token that may belong to them; ``taken`` the token after the previous name;
    ``size`` the number of words of the name; ``aside``: the previous name is no subject and this one is, so that an
    office between commas is this one's.
    """
    words, keys, best, i = tokens.words, tokens.keys, at, at - 1
    listed = False  # the piece read now lies left of a comma
    bracketed = False  # a body's short name or its parent stands in brackets right before the name
    floor = max(floor, at - REACH)
    if at and (keys[at - 1] == VA or keys[at - 1] == CUA):
        return at
    degree = lex.offices.until(keys, at)
    if degree and not _JOINTS.isdisjoint(words[at - degree[0] : at]):
        best, i = at - degree[0], at - degree[0] - 1  # "tiến sĩ, bác sĩ"
    if at > 1 and words[at - 1] == ",":
        return _apposed(tokens, lex, at, max(floor, taken), aside)
    while i >= floor:
        word = words[i]
        if word == ")" and i - floor > 2:
            opening = next((j for j in range(i - 1, floor, -1) if words[j] == "("), None)
            if opening is None or best != at:
                break
            bracketed = i == at - 1
            i = opening - 1
            continue
        if tokens.stops[i] or word in '“”"«»;:()[]' or tokens.quoted[i] != tokens.quoted[at]:
            break
        if word == ",":
            if i <= taken:
                break
            if best == i + 1:
                listed = True
            elif not (
                inside_list(tokens, i, at)
                or (lex.trades.until(keys, i) and lex.trades.at(keys, i + 1) and words[i - 1][0].islower())
                or (bracketed and i + 1 not in tokens.heads and words[i + 1][0].islower())
            ):
                break
            i -= 1
            continue
        if word in "-–—":
            if not dash(tokens, i) or i == at - 1:
                i -= 1
                continue
            if lex.trades.until(keys, i) and lex.trades.at(keys, i + 1):
                pass  # "Đài phát thanh - truyền hình Mẫu"
            elif best == i + 1 and tokens.heads.get(best, (0, ""))[1] in ("rank", "degree", "title"):
                listed = True  # "Giám đốc Viện Mẫu - bác sĩ X"
            elif best == i + 1 or not (tokens.capital[i - 1] or tokens.capital[i + 1]):
                break
            i -= 1
            continue
        hit = tokens.heads.get(i)
        if hit and hit[1] == "folk" and best != i + hit[0] and lex.trades.at(keys, i) and lex.trades.until(keys, i - 1):
            hit = None  # "Bộ Lao động - thương binh và xã hội"
        if hit and i + hit[0] <= at:
            kind, gap = hit[1], max(0, best - (i + hit[0]))
            if kind == "tie":
                if (
                    gap == 0
                    and best == at
                    and not lex.honorifics.until(keys, at)
                    and tokens.capital[at]
                    and not lex.honorifics.at(keys, at)
                ):
                    best = i
                break
            if listed and not _boundary(tokens, lex, i) and not (i and keys[i - 1] == THEO and _closed(tokens, at)):
                i -= 1
                continue
            if (
                kind in ("rank", "degree")
                and gap
                and not (words[best - 1] in ",." and gap == 1)
                and not (best == at and gap and dash(tokens, at - 1))
            ):
                if (
                    best == at
                    and gap
                    and not (
                        kind == "degree"
                        and gap <= 3
                        and is_syllable(words[i])
                        and hit[0] > 1
                        and all(
                            words[k].islower() and k not in tokens.breaks and k not in tokens.cues
                            for k in range(i + hit[0], at)
                        )
                    )
                ):
                    break  # but "thạc sĩ luật học X"
                if best != at or not gap:
                    i -= 1
                    continue
            if kind in ("title", "folk") and best != at and gap and not (gap == 1 and words[best - 1] in ",-–"):
                break
            if keys[i] == BAN_BE and hit[0] == 1 and best == at and lex.honorifics.at(keys, at):
                break  # "(bạn anh X)": somebody else's
            if kind == "folk" and gap and tokens.capital[i] and i and not tokens.stops[i - 1]:
                i -= 1  # "Hội Nông dân", "Sở Lao động, Thương binh và Xã hội"
                continue
            if kind == "folk" and best != at:
                break
            if kind == "folk" and gap and words[i + hit[0]] == "(":
                i -= 1  # "Vụ trưởng Vụ Tổ chức cán bộ (Bộ Y tế) Lê Văn …"
                continue
            if (
                kind == "folk"
                and gap
                and (
                    (gap > 5 and not (bracketed and gap < 16))
                    or (size < 3 and not bracketed)
                    or not (
                        tokens.capital[i + hit[0]]
                        or i + hit[0] in tokens.bodies
                        or words[i + hit[0]].isdigit()
                        or keys[i + hit[0]] == _CLASS
                    )
                )
            ):
                break
            if best < at and words[best - 1] != "," and any(key_ in _OF for key_ in keys[i + hit[0] : best]):
                break  # "trách nhiệm của Giám đốc X", "quan chức thuộc chính quyền Tổng thống X"
            if kind in ("title", "folk") and best == at and gap > 10:
                break
            best = i
            listed = False
            i -= 1
            # what stands before: nguyên, cựu, Phó …
            while True:
                prefix = lex.prefixes.until(keys, best)
                if not prefix or best - prefix[0] < floor or (lex.wholes.until(keys, best) or (0,))[0] > prefix[0]:
                    break
                best -= prefix[0]
                i = best - 1
            honorific = lex.honorifics.until(keys, best)
            if honorific:
                i = best - honorific[0] - 1
                if i >= floor and words[i] == ",":
                    break
            continue
        if keys[i] == _VICE and lex.prefixes.at(keys, i) and (tokens.capital[i + 1] or keys[i + 1] in UNITS):
            best = i
            i -= 1
            continue
        if i < taken or (listed and keys[i] == VE):
            break
        if (
            (i in tokens.breaks and not (keys[i] in FROM and i + 1 in tokens.bodies))
            or i in tokens.cues
            or (best == at and not tokens.capital[i] and lex.pronouns.at(keys, i))
        ):
            if keys[i] == KIEM:
                i -= 1
                continue
            break
        i -= 1
    return best


_OPENERS = frozenset(key(w) for w in ("nhưng", "còn", "song", "và", "cả"))
_LEADS = frozenset(key(w) for w in ("rằng", "do", "bởi"))
"""After these an item begins wherever they stand: "nói rằng Giám đốc …, Thượng tướng X"."""


def _boundary(tokens: Tokens, lex: Lexicon, i: int) -> bool:
    """Whether a clause or an item of a list begins at token ``i``, words of address and "nguyên", "Phó" … aside."""
    while i and (hit := lex.prefixes.until(tokens.keys, i) or lex.honorifics.until(tokens.keys, i)):
        i -= hit[0]
    if i and tokens.keys[i - 1] in _LEADS:
        return True
    if i and tokens.keys[i - 1] in _OPENERS:
        i -= 1
    return i == 0 or tokens.stops[i - 1] or tokens.words[i - 1] in ',;:“"-–('


def _apposed(tokens: Tokens, lex: Lexicon, at: int, floor: int, aside: bool) -> int:
    """ "Chủ tịch của hãng Mẫu, X": the office in the item before the comma, if it is all of the item ("theo" aside)."""
    begin = at - 2
    if tokens.words[begin] == ")":  # "Chủ tịch Mặt trận Mẫu (MTM), X"
        begin = next((k for k in range(begin, max(floor, begin - 8), -1) if tokens.words[k] == "("), at)
        if begin == at:
            return at  # "ông A (Chủ tịch HĐQT), ông B": the bracket tells of the one before
    while begin > floor and not (tokens.stops[begin - 1] or tokens.words[begin - 1] in ',;:()“”"-–'):
        begin -= 1
    if tokens.keys[begin] == THEO and begin < at - 3 and _closed(tokens, at):
        begin += 1
    hit = head(tokens, lex, begin)
    if (
        not hit
        and begin > floor + 2
        and tokens.words[begin - 1] == ","
        and begin in tokens.bodies
        and tokens.capital[at - 2]
    ):
        whole = begin - 1  # "Vụ trưởng Các ngân hàng, Ngân hàng Nhà nước, ông X"
        while whole > floor and not (tokens.stops[whole - 1] or tokens.words[whole - 1] in ',;:()“”"-–'):
            whole -= 1
        if (hit := head(tokens, lex, whole)) and hit[1] == "post":
            begin = whole
    if (
        begin == floor > 0
        and hit
        and hit[1] == "post"
        and not tokens.stops[begin - 1]
        and tokens.words[begin - 1].isalpha()
    ):
        return at  # "ông A đại diện phe Mẫu, bà B": it is the one's before
    if (
        not hit
        or hit[1] == "tie"
        or (hit[1] == "folk" and not lex.prefixes.at(tokens.keys, begin))
        or at - begin > 22
        # "ông A, Tổ trưởng Tổ Mẫu, bà B", but "với ông A, Tổ trưởng Tổ Mẫu, bà B nói"
        or (tokens.words[begin - 1] == "," and (begin == floor or (begin == floor + 1 and not aside)))
    ):
        return at
    if any(
        (i in tokens.breaks and not (tokens.keys[i] in FROM and (i + 1 in tokens.bodies or tokens.capital[i + 1])))
        or i in tokens.cues
        for i in range(begin, at - 1)
    ):
        return at
    return begin


def _closed(tokens: Tokens, at: int) -> bool:
    """Whether a comma closes the name at ``at``: "Theo đại diện của hãng, Paul Mẫu, …", not "Theo đại diện của hãng,
    Paul Mẫu đã đi"."""
    while at < len(tokens) and not tokens.capital[at] and tokens.words[at][0].isalpha():
        at += 1  # "ông"
    while at < len(tokens) and (tokens.capital[at] or tokens.words[at] in "-'’"):
        at += 1
    return at < len(tokens) and tokens.words[at] == ","
