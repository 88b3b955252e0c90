"""Words of rank and office around a name: before it, and after it between commas, dashes or parentheses."""

from __future__ import annotations

from .lexicon import Lexicon
from .names import Name, dash
from .tokens import Tokens, is_syllable, key

_REACH = 34
"""Tokens an office may have."""

_CUA, _TUOI, _VE, _VA, _LA, _BAN, _KIEM = key("của"), key("tuổi"), key("về"), key("và"), key("là"), key("ban"), key("kiêm")
_ASIDE = frozenset(key(w) for w in ["thừa", "thay", "được", "từng", "vừa", "đang", "một", "ngụ", "trú", "quê", "sinh", "sn", "ở", "tuổi", "cư", "thường", "người", "dân", "bên", "hiện", "ngồi", "đứng", "tên", "học", "gốc", "con", "cùng", "hộ", "số", "nhà"])
_NOW = ("người hiện là", "người từng là", "người đang là", "người đồng thời là", "người giữ chức", "hiện giữ chức", "đang giữ chức", "hiện là", "nay là", "hiện đang là", "nguyên là", "từng là", "là", "vốn là", "hiện", "nay", "đồng thời là", "kiêm", "lúc đó là", "khi đó là", "thuộc", "đến từ", "của", "đang là")
_NOW_KEYS = tuple(sorted((w.split() for w in _NOW), key=len, reverse=True))
_NOW_KEYS = tuple([key(w) for w in words] for words in _NOW_KEYS)


def head(tokens: Tokens, lex: Lexicon, i: int) -> tuple[int, str] | None:
    """(number of tokens, kind) of the office word at token ``i``, with "nguyên", "Phó" … before it."""
    n, keys, seen = 0, tokens.keys, False
    while i + n < len(keys):
        hit = tokens.heads.get(i + n)
        if hit:
            return n + hit[0], hit[1]
        prefix = lex.prefixes.at(keys, i + n)
        if not prefix or n > 4:
            break
        n += prefix[0]
        seen = keys[i + n - 1] == key("phó")
    if seen and i + n < len(keys) and (tokens.capital[i + n] or keys[i + n] in _UNITS):
        return n, "post"  # "Phó Ban …", "Phó phòng …"
    return None


_UNITS = frozenset(key(w) for w in ["ban", "phòng", "khoa", "trưởng", "đoàn", "cục", "vụ", "viện", "đội", "văn", "chánh", "chi", "tổng", "công", "cơ"])
_OF = frozenset(key(w) for w in ("của", "thuộc"))
_FROM = frozenset(key(w) for w in ("thuộc", "từ", "ở", "tại", "của"))
_AGE = frozenset(key(w) for w in ("tuổi",))


def before(tokens: Tokens, lex: Lexicon, at: int, floor: int, taken: int, size: int) -> int:
    """The first token of the words of rank and office that end right before token ``at``; ``at`` if there are none.

    ``floor`` is the first token that may belong to them; ``taken`` the token after the previous name;
    ``size`` the number of words of the name.
    """
    words, keys, best, i = tokens.words, tokens.keys, at, at - 1
    listed = False  # the piece read now lies left of a comma
    floor = max(floor, at - _REACH)
    if at and (keys[at - 1] == _VA or keys[at - 1] == _CUA):
        return at
    degree = lex.offices.until(keys, at)
    if degree and "," in words[at - degree[0] : at]:
        best, i = at - degree[0], at - degree[0] - 1  # "tiến sĩ, bác sĩ"
    if at > 1 and words[at - 1] == ",":
        return _apposed(tokens, lex, at, max(floor, taken))
    while i >= floor:
        word = words[i]
        if word == ")" and i - floor > 2:
            opening = next((j for j in range(i - 1, floor, -1) if words[j] == "("), None)
            if opening is None or best != at:
                break
            i = opening - 1
            continue
        if tokens.stops[i] or word in "“”\"«»;:()[]" or tokens.quoted[i] != tokens.quoted[at]:
            break
        if word == ",":
            if i <= taken:
                break
            if best == i + 1:
                listed = True
            elif not _inside_list(tokens, i, at):
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
        if hit and i + hit[0] <= at:
            kind, gap = hit[1], max(0, best - (i + hit[0]))
            if kind == "tie":
                if gap == 0 and best == at and not lex.honorifics.until(keys, at) and tokens.capital[at] and not lex.honorifics.at(keys, at):
                    best = i
                break
            if listed and not _boundary(tokens, lex, i) and not (i and keys[i - 1] == _THEO and _closed(tokens, at)):
                i -= 1
                continue
            if kind in ("rank", "degree") and gap and not (words[best - 1] in ",." and gap == 1) and not (best == at and gap and dash(tokens, at - 1)):
                if best == at and gap and not (kind == "degree" and gap <= 3 and is_syllable(words[i]) and hit[0] > 1 and all(words[k].islower() and k not in tokens.breaks and k not in tokens.cues for k in range(i + hit[0], at))):
                    break  # but "thạc sĩ luật học X"
                if best != at or not gap:
                    i -= 1
                    continue
            if kind in ("title", "folk") and best != at and gap and not (gap == 1 and words[best - 1] in ",-–"):
                break
            if keys[i] == _BAN_BE and hit[0] == 1 and best == at and lex.honorifics.at(keys, at):
                break  # "(bạn anh X)": somebody else's
            if kind == "folk" and gap and tokens.capital[i] and i and not tokens.stops[i - 1]:
                i -= 1  # "Hội Nông dân", "Sở Lao động, Thương binh và Xã hội"
                continue
            if kind == "folk" and best != at:
                break
            if kind == "folk" and gap and words[i + hit[0]] == "(":
                i -= 1  # "Vụ trưởng Vụ Tổ chức cán bộ (Bộ Y tế) Lê Văn …"
                continue
            if kind == "folk" and gap and (gap > 5 or size < 3 or not (tokens.capital[i + hit[0]] or i + hit[0] in tokens.bodies or words[i + hit[0]].isdigit())):
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
        prefix = lex.prefixes.at(keys, i)
        if prefix and keys[i] == key("phó") and (tokens.capital[i + 1] or keys[i + 1] in _UNITS):
            best = i
            i -= 1
            continue
        if i < taken or (listed and keys[i] == _VE):
            break
        if (i in tokens.breaks and not (keys[i] in _FROM and i + 1 in tokens.bodies)) or i in tokens.cues or (lex.pronouns.at(keys, i) and not tokens.capital[i] and best == at):
            if keys[i] == _KIEM:
                i -= 1
                continue
            break
        i -= 1
    return best


_OPENERS = frozenset(key(w) for w in ("nhưng", "còn", "song", "và", "cả"))


def _boundary(tokens: Tokens, lex: Lexicon, i: int) -> bool:
    """Whether a clause or an item of a list begins at token ``i``, words of address and "nguyên", "Phó" … aside."""
    while i and (hit := lex.prefixes.until(tokens.keys, i) or lex.honorifics.until(tokens.keys, i)):
        i -= hit[0]
    if i and tokens.keys[i - 1] in _OPENERS:
        i -= 1
    return i == 0 or tokens.stops[i - 1] or tokens.words[i - 1] in ",;:“\"-–("


def _apposed(tokens: Tokens, lex: Lexicon, at: int, floor: int) -> int:
    """"Chủ tịch của hãng Mẫu, X": the office in the item before the comma, if it is all of the item ("theo" aside)."""
    begin = at - 2
    if tokens.words[begin] == ")":  # "Chủ tịch Mặt trận Mẫu (MTM), X"
        begin = next((k for k in range(begin, max(floor, begin - 8), -1) if tokens.words[k] == "("), begin)
    while begin > floor and not (tokens.stops[begin - 1] or tokens.words[begin - 1] in ",;:()“”\"-–"):
        begin -= 1
    if tokens.keys[begin] == _THEO and begin < at - 3 and _closed(tokens, at):
        begin += 1
    hit = head(tokens, lex, begin)
    if not hit and begin > floor + 2 and tokens.words[begin - 1] == "," and begin in tokens.bodies and tokens.capital[at - 2]:
        whole = begin - 1  # "Vụ trưởng Các ngân hàng, Ngân hàng Nhà nước, ông X"
        while whole > floor and not (tokens.stops[whole - 1] or tokens.words[whole - 1] in ",;:()“”\"-–"):
            whole -= 1
        if (hit := head(tokens, lex, whole)) and hit[1] == "post":
            begin = whole
    if begin == floor > 0 and hit and hit[1] == "post" and not tokens.stops[begin - 1] and tokens.words[begin - 1].isalpha():
        return at  # "ông A đại diện phe Mẫu, bà B": it is the one's before
    if not hit or hit[1] == "tie" or (hit[1] == "folk" and not lex.prefixes.at(tokens.keys, begin)) or at - begin > 22 or (tokens.words[begin - 1] == "," and begin == floor):
        return at
    if any((i in tokens.breaks and not (tokens.keys[i] in _FROM and (i + 1 in tokens.bodies or tokens.capital[i + 1]))) or i in tokens.cues for i in range(begin, at - 1)):
        return at
    return begin


def _closed(tokens: Tokens, at: int) -> bool:
    """Whether a comma closes the name at ``at``: "Theo đại diện của hãng, Paul Mẫu, …", not "Theo đại diện của hãng, Paul Mẫu đã đi"."""
    while at < len(tokens) and not tokens.capital[at] and tokens.words[at][0].isalpha():
        at += 1  # "ông"
    while at < len(tokens) and (tokens.capital[at] or tokens.words[at] in "-'’"):
        at += 1
    return at < len(tokens) and tokens.words[at] == ","


def _inside_list(tokens: Tokens, i: int, at: int) -> bool:
    """Whether the comma at ``i`` stands inside one body's name: "Ủy ban Khoa học, Công nghệ và Môi trường"."""
    joined = False
    for j in range(i + 1, min(i + 11, at)):
        word = tokens.words[j]
        if tokens.keys[j] == _VA:
            joined = True
        elif word == ",":
            return joined or _inside_list(tokens, j, at)
        elif tokens.stops[j] or word in ";:()“”\"" or (j in tokens.heads and tokens.heads[j][1] != "folk") or j in tokens.breaks or j in tokens.cues or word.isdigit():
            return joined and j - i > 3
    return joined


def body(tokens: Tokens, lex: Lexicon, i: int, start: int, names: dict[int, Name], tie: bool, dashed: bool = True) -> int:
    """The token after the last one of the office whose head ended before token ``i``. ``dashed``: a dash may close it."""
    words, keys, n = tokens.words, tokens.keys, len(tokens)
    limit = min(n, start + _REACH)
    while i < limit:
        word = words[i]
        if word == "(" and i + 2 < n and words[i + 2] == ")" and words[i + 1].isupper() and i + 3 < n and words[i + 3][0].isalpha() and i > start:
            i += 3  # "Vườn quốc gia (VQG) Mẫu"
            continue
        if word in "“\"«" and i + 1 in tokens.cues and tokens.quoted[i] == i + 1 + tokens.cues[i + 1][0]:
            break  # "Giám đốc Sở “bật mí”"
        if word in "“\"«" and i > start and tokens.quoted[i] > i and tokens.quoted[i] - i <= 10 and words[i - 1] != ",":
            i = tokens.quoted[i] + 1  # "tác giả “Sông quê”"
            continue
        if tokens.stops[i] or word in ";:()[]“”\"«»…":
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
            if i + 1 < n and _inside_list(tokens, i, limit) and not head(tokens, lex, i + 1) and not tokens.breaks.get(i + 1) and i + 1 not in names:
                i += 1
                continue
            if i + 1 < n and keys[i - 1] == _PREVENT and keys[i + 1] == _FIGHT:
                i += 2  # "Ban Chỉ đạo phòng, chống dịch"
                continue
            where = tokens.bodies.get(i + 1)
            if where and where[1] == "place" and i + 1 + where[0] < n and tokens.capital[i + 1 + where[0]] and i > start + 2:
                i += 1 + where[0]  # "xã Mẫu, huyện Mẫu"
                continue
            break
        if word in "-–—" and dash(tokens, i):
            if i + 1 < n and tokens.capital[i + 1] and i + 1 not in names and (head(tokens, lex, i + 1) or (0, "folk"))[1] == "folk" and (not dashed or tokens.near(i) or (words[i - 1].isupper() and words[i + 1].isupper()) or _inside_list(tokens, i, limit) or lex.localities.at(keys, i + 1) or _ends_in_capitals(tokens, lex, i)):
                i += 1
                continue
            if lex.trades.until(keys, i) and lex.trades.at(keys, i + 1):
                i += 1  # "Công ty Thương mại - dịch vụ Mẫu"
                continue
            if not dashed and i + 2 < n and keys[i - 2] == keys[i + 1] and words[i + 1][0].islower():
                i += 1  # "Phòng Cảnh sát đường bộ - đường sắt"
                continue
            break
        if word.isdigit() and i + 1 < n and keys[i + 1] == _TUOI:
            break
        if not tokens.capital[i] and not word.isdigit():
            if i in tokens.breaks and not (keys[i] in _FROM and i + 1 in tokens.bodies):
                break
            if tokens.cues.get(i):
                break
            if lex.adverbs.at(keys, i) and keys[i] != _VA and _then_cue(tokens, lex, i):
                break
            if keys[i] == _VA and not tie and i + 1 < n and _another(tokens, lex, i + 1, names):
                break
        if i in names and not tie and names[i].honorific < i and (not tokens.capital[i - 1] or (names[i].full and keys[i - 1] in _SIRS)):
            return names[i].honorific if tokens.capital[i - 1] else i
        i += 1
    while i > start + 1 and keys[i - 1] in _TRAILING:
        i -= 1
    return i


def _another(tokens: Tokens, lex: Lexicon, i: int, names: dict[int, Name]) -> bool:
    """Whether another person begins at token ``i``, rather than another post of the same one."""
    hit = head(tokens, lex, i)
    return i in names or bool(lex.honorifics.at(tokens.keys, i)) or (hit is not None and hit[1] != "post")


_SIRS = frozenset(key(w) for w in ("ông", "bà", "chí"))
_TRAILING = frozenset(key(w) for w in ("và", "của", "cùng", "trong", "về", "các", "tại", "ở", "thuộc", "cho", "với"))


def _ends_in_capitals(tokens: Tokens, lex: Lexicon, i: int) -> bool:
    """Whether a dash stands inside a place's name: "Vườn quốc gia Phong Mẫu – Kẻ Thử cho biết"."""
    j = i + 1
    while j < len(tokens) and tokens.capital[j] and j - i < 4:
        j += 1
    return tokens.capital[i - 1] and j > i + 1 and j < len(tokens) and _then_cue(tokens, lex, j)


def _then_cue(tokens: Tokens, lex: Lexicon, i: int) -> bool:
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


_PREVENT, _FIGHT = key("phòng"), key("chống")
_THEO, _DOAN, _BAN_BE = key("theo"), key("đoàn"), key("bạn")
_IN_CHARGE = [key("phụ"), key("trách")]
_PREDICATES = frozenset(key(w) for w in ("là", "đã", "sẽ", "đang", "phải", "cần", "không", "chưa", "được", "bị", "vẫn", "cũng", "còn"))
_FROM_TWO = [key("đến"), key("từ")]
_AT, _TEAM = key("tại"), key("tổ")  # "ở Tổ 6" is an address


def after(tokens: Tokens, lex: Lexicon, name: Name, names: dict[int, Name], claimed: set[int], oblique: bool) -> None:
    """Read the appositions after ``name``: its offices, and where they end. ``claimed`` tokens begin another person's office.
    After an ``oblique`` name ("với ông X, Bộ Y tế cho biết") words that run into a cue are the next subject."""
    words, keys, n, i = tokens.words, tokens.keys, len(tokens), name.b
    name.end = i
    asides = 0
    if i < n and words[i] == "." and tokens.near(i) and not tokens.stops[i]:
        i += 1  # an initial: "Lê Thị H."
    if i + 1 < n and words[i].isdigit() and keys[i + 1] in _AGE:
        i += 2
        name.end = i
    house = tokens.bodies.get(i)
    joined = house and house[1] == "house" and house[0] > 1 and tokens.capital[i] and name.start < name.honorific  # "bác sĩ X Bệnh viện Mẫu"
    if i + 1 < n and (joined or (keys[i] == _DOAN and tokens.capital[i + 1] and name.offices)):  # "đại biểu X đoàn Hà Nội"
        end = body(tokens, lex, i + 1, i, names, False)
        name.offices.append((i, end))
        name.end = i = end
    while (i + 1 < n and keys[i] in _FROM) or keys[i : i + 2] == _FROM_TWO:  # "từ Đại học X ở Y"
        begin = i + (2 if keys[i : i + 2] == _FROM_TWO else 1)
        where = tokens.bodies.get(begin)
        if not where and not (tokens.capital[begin] and begin not in names):
            break
        end = body(tokens, lex, begin + (where[0] if where else 1), begin, names, False)
        if end < n and words[end] == "(" and (close := _closing(tokens, end)) and close - end < 14:
            end = close + 1
        if where and where[1] in ("body", "house") and keys[i] != _AT and not (keys[begin] == _TEAM and words[begin + 1].isdigit()) and all((head(tokens, lex, a) or (0, "post"))[1] in ("degree", "title") for a, _ in name.offices):
            name.offices.append((begin, end))
        name.end = i = end
    while i < n:
        word = words[i]
        opened = word if word in ",(-–—" else ""
        if word in "-–—" and not dash(tokens, i) and not (i + 1 < n and not tokens.near(i + 1)):
            break
        begin = i + 1 if opened else i
        if begin >= n or tokens.stops[begin]:
            break
        now = _skip_now(tokens, begin) if opened else begin
        hit = head(tokens, lex, now)
        if not hit and opened and keys[begin : begin + 2] == _IN_CHARGE:
            hit = 2, "post"  # "Tổng giám đốc, phụ trách bán lẻ"
        if opened == "," and now < n and words[now] in "“\"" and now < tokens.quoted[now] <= now + 5 and (hit := head(tokens, lex, now + 1)):
            hit = (tokens.quoted[now] + 1 - now, hit[1]) if now + 1 + hit[0] == tokens.quoted[now] else None  # `, “cha đẻ” cuộc thi …`
        if opened and not hit and now != begin and keys[begin] in (_LA,):
            break
        place = None
        if not hit and opened and now < n and (tokens.capital[now] or now != begin or keys[now] in _WORK):
            place = tokens.bodies.get(now)
            if place and (place[1] not in ("body", "house") or opened == "("):
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
            if opened == "(":
                name.offices += _bracketed(tokens, lex, begin, close, names)
                i = close + 1
                name.end = i
                continue
            where = lex.localities.at(keys, begin) if opened == "," and name.offices and not oblique and _THEO not in keys[max(0, name.start - 4) : name.start] else None
            if where and begin + where[0] < n and (words[begin + where[0]] == "," or _then_cue(tokens, lex, begin + where[0])):
                i = name.end = begin + where[0]
                continue  # "của Đại học Mẫu, Canada, cho biết"
            place_name = lex.localities.at(keys, begin) if opened in DASH else None
            if place_name and (begin + place_name[0] in tokens.cues or _then_cue(tokens, lex, begin + place_name[0])):
                i = name.end = begin + place_name[0]
                break
            if opened and asides < 4 and (words[begin].isdigit() or keys[begin] in _ASIDE or (tokens.bodies.get(begin) and tokens.bodies.get(begin)[1] == "place")):
                stop = _aside(tokens, begin, names)
                if stop:
                    asides += 1
                    i = stop
                    name.end = i
                    continue
            break
        if now in claimed or begin in claimed:
            break
        if not opened and (hit is None or hit[1] in ("tie", "rank", "folk") or (tokens.capital[i] is False and hit[0] == 1 and hit[1] != "post")):
            break
        size, kind = hit or (place[0], "place")
        end = body(tokens, lex, now + size, now, names, kind == "tie", opened in DASH or not opened)
        if kind == "rank" and end > now + size:
            end = now + size
        if kind == "tie" and end == now + size:
            break
        if end in names and kind not in ("tie",) and words[end - 1] != ",":
            break
        if opened == "," and _THEO in keys[max(0, name.start - 4) : name.start]:
            closed = end < n and (words[end] in ",." or (words[end] == "(" and kind == "post") or _then_cue(tokens, lex, end))
            if kind == "folk" and not (end < n and words[end] in ",.(") and not tokens.capital[begin]:
                break  # "Theo ông X, cử tri và nhân dân …"
            if (kind == "place" and not (closed and name.offices and tokens.capital[end - 1] and not _is_subject(tokens, now))) or (not closed and (name.honorific == name.a or (end < n and keys[end] in _PREDICATES))):
                break  # "Theo X, chủ tịch Y đã …": the next subject
        if opened == "," and (oblique or (kind == "place" and not name.offices)) and _then_cue(tokens, lex, end) and (oblique or _is_subject(tokens, now)):
            break
        if end > now:
            stop = end
            if end < n and words[end] == "(" and not tokens.near(end):
                bracket = _closing(tokens, end)
                parent = end + 1 in tokens.bodies or lex.localities.at(keys, end + 1) or (end + 1 < n and words[end + 1].isupper())
                if bracket is not None and bracket - end < 16 and parent and _TUOI not in keys[end:bracket]:
                    end = stop = bracket + 1  # "Vụ trưởng Vụ Hợp tác (Bộ …)"
            if not opened and name.offices and name.offices[-1][1] == now:
                name.offices[-1] = (name.offices[-1][0], end)
            else:
                name.offices.append((now, end))
            i = stop
            name.end = i
            if opened == "(" :
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
            if opened in DASH and i < n and words[i] in DASH and dash(tokens, i):
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
    # the mark that closes an apposition belongs to it
    if name.end > name.b and name.end < n and words[name.end] in ",-–—":
        name.end += 1


def _bracketed(tokens: Tokens, lex: Lexicon, begin: int, close: int, names: dict[int, Name]) -> list[tuple[int, int]]:
    """What a person is, after age or place in brackets: "(47 tuổi, chủ quán)"."""
    found = []
    for i in range(begin, close):
        if tokens.words[i] in ",-–;" and (hit := head(tokens, lex, i + 1)) and i + 1 + hit[0] <= close and not (hit[1] == "tie" and i + 1 + hit[0] < close and tokens.keys[i + 1] not in _OWN):
            found.append((i + 1, min(close, body(tokens, lex, i + 1 + hit[0], i + 1, names, hit[1] == "tie"))))
    return found


_OWN = frozenset(key(w) for w in ("chủ", "bà", "ông"))
DASH = ("-", "–", "—")
_WORK = frozenset(key(w) for w in ["trường", "khoa", "bệnh", "viện", "công", "ty", "đoàn", "đội"])


def _skip_now(tokens: Tokens, i: int) -> int:
    for words in _NOW_KEYS:
        if tokens.keys[i : i + len(words)] == words:
            return i + len(words)
    return i


_SPEAKING_BODIES = frozenset(key(w) for w in ("bộ", "sở", "ubnd", "hđnd", "chính", "cục", "cơ", "công", "tand", "vks", "ban", "ủy", "tòa", "đảng"))


def _is_subject(tokens: Tokens, i: int) -> bool:
    """Whether the body at token ``i`` is one that speaks for itself rather than where somebody works."""
    return tokens.keys[i] in _SPEAKING_BODIES


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
        if tokens.stops[j] or word in ";“\"" or j in names:
            return None
        if j > i and tokens.cues.get(j) and not tokens.capital[j]:
            return j
    return None
