"""Appositions after a name: offices, and the asides among them."""

from __future__ import annotations

from .lexicon import Lexicon
from .names import Name
from .offices import DOAN, FROM, FROM_TWO, LA, NOW, THEO, TUOI, body, head, then_cue
from .tokens import DASHES, Phrases, Tokens, dash, key, split

_ASIDE = frozenset(
    key(w)
    for w in "thừa thay được từng vừa đang một ngụ trú quê sinh sn ở tuổi cư thường người dân "
    "bên hiện ngồi đứng tên học gốc con cùng hộ số nhà".split()
)
_AGE = frozenset(key(w) for w in ("tuổi",))
_IN_CHARGE = split("phụ trách")
_PREDICATES = frozenset(key(w) for w in "là đã sẽ đang phải cần không chưa được bị vẫn cũng còn".split())
_UNDER, _WHO, _ONE, _PV = key("thuộc"), key("người"), key("một"), key("pv")
_AT, _TEAM = key("tại"), key("tổ")  # "ở Tổ 6" is an address


def after(tokens: Tokens, lex: Lexicon, name: Name, names: dict[int, Name], claimed: set[int]) -> None:
    """Read the appositions after ``name``: its offices, and where they end. ``claimed`` tokens begin another person's
    office. After an oblique name ("với ông X, Bộ Y tế cho biết") words that run into a cue are the next subject."""
    words, keys, n, i = tokens.words, tokens.keys, len(tokens), name.b
    name.end = i
    asides = 0
    tied = False  # the apposition before says whose wife or son it is
    where_at = None  # the body in brackets that somebody is of
    if i < n and words[i] == "." and tokens.near(i) and not tokens.stops[i]:
        i += 1  # an initial: "Lê Thị H."
    if i + 1 < n and words[i].isdigit() and keys[i + 1] in _AGE:
        i += 2
        name.end = i
    house = tokens.bodies.get(i)
    # "bác sĩ X Bệnh viện Mẫu"
    joined = house and house[1] == "house" and house[0] > 1 and tokens.capital[i] and name.start < name.honorific
    # "đại biểu X đoàn Hà Nội"
    if i + 1 < n and (joined or (keys[i] == DOAN and tokens.capital[i + 1] and name.offices)):
        end = body(tokens, lex, i + 1, i, names, False)
        name.offices.append((i, end))
        name.end = i = end
    while (i + 1 < n and keys[i] in FROM) or keys[i : i + 2] == FROM_TWO:  # "từ Đại học X ở Y"
        begin = i + (2 if keys[i : i + 2] == FROM_TWO else 1)
        where = tokens.bodies.get(begin)
        if not where and not (tokens.capital[begin] and begin not in names):
            break
        end = body(tokens, lex, begin + (where[0] if where else 1), begin, names, False)
        if end < n and words[end] == "(" and (close := _closing(tokens, end)) and close - end < 14:
            end = close + 1
        if (
            where
            and where[1] in ("body", "house")
            and keys[i] != _AT
            and not (keys[begin] == _TEAM and words[begin + 1].isdigit())
            and all((head(tokens, lex, a) or (0, "post"))[1] in ("degree", "title") for a, _ in name.offices)
        ):
            name.offices.append((begin, end))
        elif not where and keys[i] == _UNDER and words[begin].isupper() and end == begin + 1 and not name.offices:
            where_at = i, end  # "ông X thuộc RCMP"
        name.end = i = end
    while i < n:
        word = words[i]
        opened = word if word in ",(-–—" else ""
        if (
            word in "-–—"
            and not dash(tokens, i)
            and not (i + 1 < n and (not tokens.near(i + 1) or (i + 1 in tokens.heads and words[i + 1].isupper())))
        ):
            break  # but "ông X-ĐBQH thành phố Mẫu"
        begin = i + 1 if opened else i
        if begin >= n or tokens.stops[begin]:
            break
        now = begin + hit[0] if opened and (hit := NOW.at(keys, begin)) else begin
        hit = head(tokens, lex, now)
        if not (hit or opened):
            break  # the most frequent of all: the sentence goes on
        if not hit and keys[begin : begin + 2] == _IN_CHARGE:
            hit = 2, "post"  # "Tổng giám đốc, phụ trách bán lẻ"
        if (
            opened == "("
            and (not hit or hit[0] == 1)
            and begin + 2 < n
            and not (tokens.capital[begin] or tokens.capital[begin + 1])
            and tokens.capital[begin + 2]
            and lex.honorifics.at(keys, begin)
            and lex.honorifics.at(keys, begin + 1)
        ):
            hit = 1, "tie"  # "(chị anh Mẫu)"
        if (
            opened == ","
            and now < n
            and words[now] in '“"'
            and now < tokens.quoted[now] <= now + 5
            and (hit := head(tokens, lex, now + 1))
        ):
            # `, “cha đẻ” cuộc thi …`
            hit = (tokens.quoted[now] + 1 - now, hit[1]) if now + 1 + hit[0] == tokens.quoted[now] else None
        if opened and not hit and now != begin and keys[begin] in (LA,):
            break
        place = None
        if not hit and opened and now < n and (tokens.capital[now] or now != begin or keys[now] in _WORK):
            place = tokens.bodies.get(now)
            below = keys[begin] == _UNDER and name.offices and name.offices[-1][1] == i
            if place and ((place[1] not in ("body", "house") and not below) or opened == "("):
                place = None
        if opened == ",":
            while begin < n and words[begin] == "(":
                close = _closing(tokens, begin)
                if close is None:
                    break
                begin = now = close + 1
                i = name.end = close + 1
            if i == begin:
                continue
        if opened == "(":
            close = _closing(tokens, i)
            if close is None:
                break
        if not hit and not place:
            where_at = where_at or _described(tokens, lex, name, i, begin, names)
            if opened == "(":
                name.offices += _bracketed(tokens, lex, begin, close, names)
                if (
                    tokens.capital[begin]
                    and tokens.bodies.get(begin, (0, ""))[1] in ("body", "house")
                    and close - begin < 17
                ):
                    where_at = begin, close  # "ông X (Ban Nghiên cứu Mẫu)"
                i = close + 1
                name.end = i
                continue
            where = (
                lex.localities.at(keys, begin)
                if opened == ","
                and name.offices
                and not name.oblique
                and THEO not in keys[max(0, name.start - 4) : name.start]
                else None
            )
            if (
                where
                and begin + where[0] < n
                and (words[begin + where[0]] == "," or then_cue(tokens, lex, begin + where[0]))
            ):
                i = name.end = begin + where[0]
                continue  # "của Đại học Mẫu, Canada, cho biết"
            place_name = lex.localities.at(keys, begin) if opened in DASHES else None
            if place_name and (begin + place_name[0] in tokens.cues or then_cue(tokens, lex, begin + place_name[0])):
                i = name.end = begin + place_name[0]
                break
            if (
                opened
                and asides < 4
                and (
                    words[begin].isdigit()
                    or keys[begin] in _ASIDE
                    or (tokens.bodies.get(begin) and tokens.bodies.get(begin)[1] == "place")
                )
            ):
                stop = _aside(tokens, begin, names)
                if stop:
                    asides += 1
                    i = stop
                    name.end = i
                    continue
            break
        if now in claimed or begin in claimed:
            break
        if not opened and (
            hit is None
            or hit[1] in ("tie", "rank", "folk")
            or (not tokens.capital[i] and hit[0] == 1 and hit[1] != "post")
        ):
            break
        size, kind = hit or (place[0], "place")
        if kind == "post" and opened == "," and tied and tokens.capital[begin]:
            break  # "bà X, vợ ông Y, Giám đốc Sở Mẫu": that is he
        end = body(tokens, lex, now + size, now, names, kind == "tie", opened in DASHES or not opened)
        if kind == "rank" and end > now + size:
            end = now + size
        if kind == "tie" and end == now + size:
            break
        if end in names and kind not in ("tie",) and words[end - 1] != ",":
            break
        if opened == "," and THEO in keys[max(0, name.start - 4) : name.start]:
            closed = end < n and (
                words[end] in ",." or (words[end] == "(" and kind == "post") or then_cue(tokens, lex, end)
            )
            if kind == "folk" and not (end < n and words[end] in ",.(") and not tokens.capital[begin]:
                break  # "Theo ông X, cử tri và nhân dân …"
            if (
                kind == "place"
                and not (
                    closed
                    and (name.offices or _between_commas(tokens, name, end))
                    and tokens.capital[end - 1]
                    and not _is_subject(tokens, now)
                )
            ) or (not closed and (name.honorific == name.a or (end < n and keys[end] in _PREDICATES))):
                break  # "Theo X, chủ tịch Y đã …": the next subject
        if (
            opened == ","
            and (name.oblique or (kind == "place" and not name.offices))
            and then_cue(tokens, lex, end)
            and (name.oblique or (_is_subject(tokens, now) and not _opens(tokens, name)))
        ):
            break
        if end > now:
            stop = end
            if end < n and words[end] == "(" and not tokens.near(end):
                bracket = _closing(tokens, end)
                parent = (
                    end + 1 in tokens.bodies
                    or lex.localities.at(keys, end + 1)
                    or (end + 1 < n and words[end + 1].isupper())
                )
                if bracket is not None and bracket - end < 16 and parent and TUOI not in keys[end:bracket]:
                    end = stop = bracket + 1  # "Vụ trưởng Vụ Hợp tác (Bộ …)"
            if not opened and name.offices and name.offices[-1][1] == now:
                name.offices[-1] = (name.offices[-1][0], end)
            else:
                name.offices.append((now, end))
            tied = kind == "tie" and any(k in names for k in range(now, end))
            i = stop
            name.end = i
            if opened == "(":
                if close >= i:
                    # more posts inside the parentheses
                    while i < close and words[i] == ",":
                        more = head(tokens, lex, i + 1)
                        if not more:
                            break
                        end = min(close, body(tokens, lex, i + 1 + more[0], i + 1, names, False))
                        name.offices.append((i + 1, end))
                        i = end
                    i = close + 1
                    name.end = i
                continue
            if opened in DASHES and i < n and words[i] in DASHES and dash(tokens, i):
                name.end = i + 1
                more = head(tokens, lex, i + 1)
                if not more:
                    if i + 1 < n and words[i + 1] == ",":
                        i += 1
                        continue
                    break
                continue
            continue
        break
    name.predicate = _predicate(tokens, lex, name, names) or where_at
    # the mark that closes an apposition belongs to it
    if name.end > name.b and name.end < n and words[name.end] in ",-–—":
        name.end += 1


_ONLY_DOES = frozenset(key(w) for w in "vẫn chưa không vừa luôn sẽ mới bị đang đầu".split())
_A_PERSON = frozenset(
    key(w) for w in "người trong nhân hộ cư phụ thanh nam nữ đồng cựu cán sinh nhà bạn bà ông cô".split()
)


def _described(
    tokens: Tokens, lex: Lexicon, name: Name, i: int, begin: int, names: dict[int, Name]
) -> tuple[int, int] | None:
    """What is told of the person between the mark at token ``i`` and the one that answers it, before the verb: "X, một
    người bán rong ở chợ, cho biết", "X (người ký đơn)"."""
    words, keys = tokens.words, tokens.keys
    mark = words[i]
    if (
        mark not in ",(-–—"
        or begin + 2 >= len(tokens)
        or not (
            (keys[begin] == _WHO and keys[begin + 1] not in _ONLY_DOES)
            or (keys[begin] == _ONE and keys[begin + 1] in _A_PERSON)
        )
        or (mark == "," and THEO in keys[max(0, name.start - 4) : name.start])
    ):
        return None
    for j in range(begin + 1, min(begin + 20, len(tokens))):
        if words[j] == mark or (mark == "(" and words[j] == ")") or (mark in DASHES and dash(tokens, j)):
            if mark == "," and not then_cue(tokens, lex, j + 1):
                return None
            return begin, j - 2 if keys[j - 1] == _PV and words[j - 2] in DASHES else j  # "(người ký đơn - PV)"
        if tokens.stops[j] or words[j] in ',;:()“”"':
            return None
    return None


_COPULAS = Phrases(
    (w, "is")
    for w in "là|làm|hiện là|hiện đang là|nay là|đang là|từng là|vốn là|nguyên là|còn là|cũng là|hiện làm|từng làm|"
    "đang làm|được bầu làm|được bổ nhiệm làm".split("|")
)
_UNREAL = frozenset(key(w) for w in ("nếu", "không", "chưa", "giá", "để", "muốn", "việc", "ai", "mời", "rằng"))


def _predicate(tokens: Tokens, lex: Lexicon, name: Name, names: dict[int, Name]) -> tuple[int, int] | None:
    """What the sentence says the person is: "ông X là Giám đốc …", "trang trại do bà X làm chủ nhiệm"."""
    keys, i = tokens.keys, name.end
    copula = _COPULAS.at(keys, i)
    if not copula or (begin := i + copula[0]) >= len(tokens) or (name.start and keys[name.start - 1] in _UNREAL):
        return None
    hit = head(tokens, lex, begin)
    if not hit or hit[1] in ("tie", "rank"):
        return None
    size = hit[0]
    if hit[1] == "folk" and not (
        begin + size < len(tokens) and (tokens.capital[begin + size] or begin + size in tokens.bodies)
    ):
        return None  # "là nạn nhân"
    end = body(tokens, lex, begin + size, begin, names, False)
    cut = end < len(tokens) and tokens.words[end][0].islower() and end not in tokens.breaks
    return None if cut or any(i in names for i in range(begin, end + 1)) else (begin, end)


def _bracketed(tokens: Tokens, lex: Lexicon, begin: int, close: int, names: dict[int, Name]) -> list[tuple[int, int]]:
    """What a person is, after age or place in brackets: "(47 tuổi, chủ quán)"."""
    found = []
    for i in range(begin, close):
        if (
            tokens.words[i] in ",-–;"
            and (hit := head(tokens, lex, i + 1))
            and i + 1 + hit[0] <= close
            and not (hit[1] == "tie" and i + 1 + hit[0] < close and tokens.keys[i + 1] not in _OWN)
        ):
            found.append((i + 1, min(close, body(tokens, lex, i + 1 + hit[0], i + 1, names, hit[1] == "tie"))))
    return found


_OWN = frozenset(key(w) for w in ("chủ", "bà", "ông"))
_WORK = frozenset(key(w) for w in ["trường", "khoa", "bệnh", "viện", "công", "ty", "đoàn", "đội"])


_SPEAKING_BODIES = frozenset(key(w) for w in "bộ sở ubnd hđnd chính cục cơ công tand vks ban ủy tòa đảng".split())


def _is_subject(tokens: Tokens, i: int) -> bool:
    """Whether the body at token ``i`` is one that speaks for itself rather than where somebody works."""
    return tokens.keys[i] in _SPEAKING_BODIES


def _between_commas(tokens: Tokens, name: Name, end: int) -> bool:
    """Whether a comma at token ``end`` closes where somebody works, and what follows is no further body of a list:
    "Theo ông X, Hội Mẫu, giá đã tăng"."""
    return (
        name.honorific < name.a
        and end + 1 < len(tokens)
        and tokens.words[end] == ","
        and end + 1 not in tokens.bodies
        and not tokens.capital[end + 1]
    )


def _opens(tokens: Tokens, name: Name) -> bool:
    """Whether a sentence opens with the name after a word of address: what follows between it and the verb is in
    apposition to it."""
    return name.honorific < name.a and name.start == name.honorific and (not name.start or tokens.stops[name.start - 1])


def _closing(tokens: Tokens, i: int) -> int | None:
    for j in range(i + 1, min(i + 50, len(tokens))):
        if tokens.words[j] == ")":
            return j
        if tokens.words[j] == "\n":
            return None
    return None


def _aside(tokens: Tokens, i: int, names: dict[int, Name]) -> int | None:
    """Where "45 tuổi", "trú xã …" ends: the next comma or dash; None if the sentence ends first or says something."""
    for j in range(i, min(i + 22, len(tokens))):
        word = tokens.words[j]
        if word in "-–—" and not dash(tokens, j):
            continue
        if word in ",-–—:":
            return j
        if word == "(":
            close = _closing(tokens, j)
            return close + 1 if close else None
        if tokens.stops[j] or word in ';“"' or j in names:
            return None
        if j > i and tokens.cues.get(j) and not tokens.capital[j]:
            return j
    return None
