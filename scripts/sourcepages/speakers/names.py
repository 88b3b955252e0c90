"""Tokens → personal names: runs of capitalised words cut by family names, places and bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import compress, count

from ..fold import is_syllable
from .lexicon import LINKS, Lexicon
from .tokens import ACRONYM, DASHES, Tokens, dash, key, split
from .voice import CHATTING, says_i


@dataclass(slots=True)
class Name:
    """A personal name, tokens ``a`` to ``b``, with what stands around it.

    ``honorific`` is its first token (``a`` without one); ``full``: family name and given name, or a foreign name of
    two words or more; ``start`` and ``end`` take in honorific, offices and appositions.
    """

    a: int
    b: int
    honorific: int
    gender: str
    full: bool
    foreign: bool
    start: int = 0
    end: int = 0
    offices: list[tuple[int, int]] = field(default_factory=list)
    embedded: bool = False  # inside the apposition of another name
    whose: bool = False  # only said whose wife or parent is spoken of
    oblique: bool = False  # after a preposition or a tie, so that it is no subject: see `is_oblique`
    predicate: tuple[int, int] | None = None  # "ông X là Giám đốc …", "ông X (Ban Mẫu)"


_LISTED = frozenset(key(w) for w in ("anh", "em", "cô", "chị", "bác", "chú"))
_SEVERAL = frozenset(key(w) for w in ("các", "những", "nhiều", "cụ", "mấy", "số", "hai", "ba", "một"))
_VA, _BY_NAME, _CLASS = key("và"), key("tên"), key("lớp")
_CHILD, _DELEGATION = key("trẻ"), key("đoàn")
_SHOUTED = frozenset(key(w) for w in "là của không người được những đã với chỉ các cho".split())
"""Words that stand in no name, in a sentence of capital letters too."""
_ROADS = frozenset(key(w) for w in "cao tuyến bot trạm đường phố ngã đại quốc cầu hẻm ngõ".split())
_REGNAL = re.compile(r"X{0,2}(?:IX|IV|V?I{1,3}|V|X)")  # "Anna II"
_ARTICLES = frozenset(("al", "el"))
_MAPPED = frozenset(
    key(w)
    for w in "thành thủ xã phường huyện quận thị thôn ấp khu đường phố ngã hẻm sân svđ chợ "
    "công cảng tp bán vườn".split()
)
"""First words of places that bear people's names, and are no half of another word ("đối tượng", "lừa đảo")."""
_BEARING = _ROADS | {key(w) for w in ("chợ", "sân", "svđ", "công", "cảng", "lăng")}
"""First words of places without officers of their own, that just bear somebody's name."""
_PERSON, _MIDDLES = key("người"), frozenset((key("thị"), key("văn")))
_THICH, _NU = key("thích"), key("nữ")
_SMALL = _MIDDLES | {_NU}
"""What may stand in small letters inside a name: "Thích nữ Huệ Mẫu", "Đặng văn Mẫu"."""
_CITED = frozenset(key(w) for w in ("điều", "khoản", "mục", "chương", "điểm", "phụ", "bảng"))
_LABELS = frozenset(
    split(w) for w in ("địa chỉ", "ngày sinh", "điện thoại", "nghề nghiệp", "quê quán", "số điện", "tuổi tác")
)
"""After a name in a form: "Lê Văn Mẫu Địa chỉ: …"."""
_LABELLED = frozenset(words[0] for words in _LABELS)
_SENTENCE = frozenset(
    key(w)
    for w in "tôi chúng theo trong tại khi sau trước nếu đây những các tuy nhưng ông bà để còn cũng ngoài".split()
)
_BORDERS = _SENTENCE | _LABELLED
_ADDRESS = frozenset(key(w) for w in ("ông", "bà"))
_OPENERS = frozenset(
    key(w)
    for w in "việc phía theo tại khi còn tuy nhưng trong với ngày sáng chiều tối trưa hôm sau trước do nếu là và cả "
    "riêng ngoài đến từ về có vì lúc được cũng dù song mà để như bên nhờ cùng qua trên dưới bởi nay vậy rồi ở".split()
)


def find_names(tokens: Tokens, lex: Lexicon) -> list[Name]:
    """The names of people among the tokens, in order; bodies, places and things are left out."""
    found: list[Name] = []
    tokens.places = {
        run
        for i, hit in tokens.bodies.items()
        if hit[1] == "place"
        and tokens.keys[i] in _MAPPED
        and not (tokens.capital[i] and tokens.keys[i] in lex.surnames)
        and (run := _place_named(tokens, i + hit[0]))
        and not _headed(tokens, i)
    }
    placed = -1  # where the last run that named a street ended
    keys, words, capital, starts, stops, cues, i = (
        tokens.keys,
        tokens.words,
        tokens.capital,
        tokens.starts,
        tokens.stops,
        tokens.cues,
        0,
    )
    calls, followed, last = lex.calls, lex.followed, len(tokens.keys) - 1
    for begin in (
        compress(count(), capital)
        if "l-" not in tokens.text and "L-" not in tokens.text
        else [k for k, word in enumerate(keys) if capital[k] or word in _ARTICLES]
    ):
        if begin < i or not (capital[begin] or _article(tokens, begin)):
            continue
        i = begin
        if (
            0 < begin < last
            and not capital[begin + 1]
            and keys[begin + 1] not in followed
            and begin + 1 not in cues
            and (
                capital[begin]
                and words[begin - 1] not in '”"'
                and (len(words[begin]) > 1 or starts[begin + 1] > starts[begin] + 1)
            )
            and (
                keys[begin - 1] not in calls.last
                or not ((stops[begin - 1] and words[begin + 1] in ",(") or calls.until(keys, begin))
            )
        ):
            i += 1  # the most frequent of all: one capitalised word that nothing makes a name of
            continue
        if i and words[i - 1] == "." and tokens.near(i) and (i < 2 or len(words[i - 2]) < 3 or words[i - 2].isupper()):
            i += 1  # the end of an abbreviation: "T.Ư", "TP.HCM"
            continue
        first = i
        parts, i = _run(tokens, lex, i)
        if (
            (first == 0 or keys[_called(tokens, first) - 1] not in calls.last)
            and (len(parts) == 1 or not _possible(tokens, lex, parts))
            and not says_i(tokens, lex, first, parts[-1][1])
            and not (len(parts) == 1 and _alone(tokens, lex, parts[0]))
        ):
            continue
        after_place = (
            placed > 0
            and first - placed == 1
            and (
                dash(tokens, placed)
                or (len(parts) == 2 and (tokens.words[placed] == "," or tokens.keys[placed] == _VA))
            )
        )
        if after_place or (len(parts) > 1 and _names_road(tokens, lex, first, i)):
            known = len(found)
            if not after_place:
                _cut(tokens, lex, parts, found)
            if len(found) == known:
                placed = parts[-1][1]
            continue
        _cut(tokens, lex, parts, found)
    return found


def _names_road(tokens: Tokens, lex: Lexicon, first: int, end: int) -> bool:
    """Whether the capitalised words ``first`` to ``end`` follow the word of a road, or begin with it before a dash:
    "BOT Mẫu - Thử"."""
    if tokens.keys[first - 1] in lex.named.last and (led := lex.named.until(tokens.keys, first)):
        return tokens.keys[first - led[0]] in _ROADS
    return (
        tokens.keys[first] in _ROADS
        and end < len(tokens.words)
        and dash(tokens, end)
        and lex.named.at(tokens.keys, first) is not None
    )


def _place_named(tokens: Tokens, i: int) -> tuple[str, ...] | None:
    """The keys of the capitalised run at token ``i``, if a person too could bear that name: "xã Phạm Văn Mẫu", "sân
    Hàng Mẫu"."""
    j = i
    while j < len(tokens.words) and j - i < 5 and tokens.capital[j]:
        j += 1
    return tokens.keys[i:j] if 1 < j - i < 5 else None


def _called(tokens: Tokens, a: int) -> int:
    """Where the word of office before token ``a`` ends, its quotation marks aside: `“bầu” Mẫu`."""
    words = tokens.words
    return a - 1 if a > 2 and words[a - 1] in '”"' and words[a - 3] in '“"' else a


def _article(tokens: Tokens, i: int) -> bool:
    """Whether an Arabic article joined to a name stands at token ``i``: "ông al-Mauri"."""
    return (
        i + 2 < len(tokens.words)
        and tokens.words[i + 1] == "-"
        and tokens.near(i + 1)
        and tokens.near(i + 2)
        and tokens.capital[i + 2]
    )


def _alone(tokens: Tokens, lex: Lexicon, part: tuple[int, int]) -> bool:
    """Whether one capitalised word is a person by itself: a given name of another language that speaks ("Helen kể"), or
    a foreign word explained by a calling after a dash ("Mauzey - CEO của …")."""
    a, b = part
    if b >= len(tokens.words) or b - a > 1:
        return False
    if b in tokens.cues:
        return (
            tokens.keys[a] in lex.given
            and tokens.keys[b] in CHATTING
            and (a == 0 or tokens.stops[a - 1] or tokens.words[a - 1] in ',”"-–')
        )
    return (
        dash(tokens, b)
        and tokens.heads.get(b + 1, (0, ""))[1] == "title"
        and not is_syllable(tokens.words[a])
        and tokens.keys[a] not in lex.latin
        and tokens.words[a].istitle()
    )


def _nobody(tokens: Tokens, lex: Lexicon, part: tuple[int, int]) -> bool:
    """Whether one capitalised word that nobody is addressed by is no person."""
    return not (_office_before(tokens, lex, *part) or says_i(tokens, lex, *part) or _alone(tokens, lex, part))


def _possible(tokens: Tokens, lex: Lexicon, parts: list[tuple[int, int]]) -> bool:
    """Whether a run without a word of address before it can hold a name at all."""
    keys, end = tokens.keys, parts[-1][1]
    for a, b in parts:
        if keys[a] in lex.surnames or keys[a] in lex.calls.last or b - a > 1 or not is_syllable(tokens.words[a]):
            return True
    return end < len(tokens.words) and tokens.words[end] in ",(-–"


def _initials(tokens: Tokens, i: int) -> int:
    """The token of the family name to which the initials at token ``i`` are joined, "K.Mẫunov"; ``i`` if there are
    none."""
    words, k = tokens.words, i
    while (
        len(words[k]) == 1
        and (words[k].isascii() or words[k] == "Đ")
        and k + 2 < len(words)
        and words[k + 1] == "."
        and tokens.near(k + 1)
        and tokens.near(k + 2)
        and tokens.capital[k + 2]
    ):
        k += 2
    joined = k + 2 < len(words) and words[k + 1] == "-" and tokens.near(k + 1) and tokens.near(k + 2)
    return k if k > i and len(words[k]) > 2 and (joined or not is_syllable(words[k])) else i


def _small_inside(tokens: Tokens, lex: Lexicon, i: int) -> bool:
    """Whether the word in small letters at token ``i`` is the middle of a name: after "Thích" or a family name."""
    before = tokens.keys[i - 1]
    return (
        before == _THICH
        if tokens.keys[i] == _NU
        else lex.surnames.get(before) == "strong"
        and tokens.capital[i - 1]
        and not tokens.near(i)
        and is_syllable(tokens.words[i + 1])
    )


_NEW_WORDS = frozenset(key(w) for w in "người một là cựu nguyên nhà phó chủ vị".split())


def _no_part(word: str, before: str) -> bool:
    """Whether what a hyphen joins to a name is no part of it: "Mẫu-ĐBQH", "Mauson-người", but "LEE-KIM", "Do-jin"."""
    return (len(word) > 1 and word.isupper() and not before.isupper()) or (key(word) in _NEW_WORDS and word.islower())


def _run(tokens: Tokens, lex: Lexicon, i: int) -> tuple[list[tuple[int, int]], int]:
    """The capitalised words from token ``i`` on that may be one name, each (first, past the last token); and where they
    end."""
    words, keys, starts, parts = tokens.words, tokens.keys, tokens.starts, []
    n = len(words)
    first = i
    while i < n and (
        tokens.capital[i]
        or i == first
        or (keys[i] in _SMALL and i + 1 < n and tokens.capital[i + 1] and _small_inside(tokens, lex, i))
    ):
        a = i
        i = (_initials(tokens, i) if len(words[i]) == 1 else i) + 1
        gap = starts[i] - starts[i - 1] - len(words[i - 1]) if i < n else 0
        if gap and keys[i] not in LINKS:  # a space: nothing is joined to the word
            parts.append((a, i))
            if words[i] == "\n" or (gap > 1 and len(parts) > 1 + (lex.honorifics.at(keys, first) is not None)):
                break  # "… theo Lê Mẫu  Mauson nói": two spaces stand where a line ended
            continue
        # "Do-jin", "H'Hen", "O’Neil"
        while (
            i + 1 < n
            and words[i] in "-'’‘–"
            and tokens.near(i)
            and tokens.near(i + 1)
            and words[i + 1][0].isalpha()
            and (words[i] in "'’‘-" or tokens.capital[i + 1])
            and not (words[i] in DASHES and _no_part(words[i + 1], words[a]))
        ):
            i += 2
        parts.append((a, i))
        # "Erika von der Mauer"
        if (
            i + 1 < n
            and tokens.keys[i] in LINKS
            and not tokens.near(i)
            and not (tokens.keys[i] in _ARTICLES and tokens.keys[a] in _ADDRESS)
        ):
            k = i
            while k + 1 < n and k - i < 3 and tokens.keys[k] in LINKS:
                k += 1
            if k + 1 < n and words[k] == "-" and tokens.near(k) and tokens.capital[k + 1]:
                k += 1  # "al-Thani"
            if tokens.capital[k] and (not is_syllable(words[k]) or words[k - 1] == "-"):
                parts[-1] = (a, k)
                i = k
                continue
        if (
            i + 1 < n
            and words[i] == "."
            and tokens.near(i)
            and i - a == 1
            and len(words[a]) == 1
            and words[a].isascii()
            and tokens.capital[i + 1]
            and not tokens.near(i + 1)
        ):
            parts[-1] = (a, i + 1)  # an initial: "John A. Smith"
            i += 1
        if i < n and (tokens.near(i) or "\n" in words[i]):
            break
    return parts, i


def _cut(tokens: Tokens, lex: Lexicon, parts: list[tuple[int, int]], found: list[Name]) -> None:
    """Cut a run at acronyms ("UBND Lê Văn …"), and read each piece."""
    if len(parts) == 1:
        if not (tokens.words[parts[0][0]].isupper() and tokens.words[parts[0][1] - 1].isupper()):  # "V.Mau-rin"
            _read(tokens, lex, parts, found)
        return
    last, end = parts[-1]
    glued = None if _BORDERS.isdisjoint(tokens.keys[parts[0][0] : end]) else _glued(tokens, parts)
    if glued:  # the full stop before a sentence is lost: "… Hà Nội Tôi mong"
        _cut(tokens, lex, parts[:glued], found)
        parts = parts[glued:]
    elif (
        len(parts) > 2
        and end == last + 1 < len(tokens.words)
        and tokens.words[end].islower()
        and (len(parts) > 3 or not is_syllable(tokens.words[parts[0][0]]))
        and (((cue := lex.cues.at(tokens.keys, last)) and cue[0] > 1) or _begins(tokens, lex, parts))
    ):
        parts = parts[:-1]  # "… ông Lê Văn Mẫu Thông báo cho biết"
    words, first = tokens.words, parts[0][0]
    if not words[first].isupper() and ACRONYM not in tokens.capital[first : parts[-1][1]]:
        _read(tokens, lex, parts, found)
    elif len(parts) > 1 and not all(words[a].isupper() for a, _ in parts):
        piece: list[tuple[int, int]] = []
        for part in parts:
            a = part[0]
            if tokens.capital[a] == ACRONYM and not (piece and _REGNAL.fullmatch(words[a])):
                if piece:
                    _read(tokens, lex, piece, found)
                piece = []
            else:
                piece.append(part)
        if piece:
            _read(tokens, lex, piece, found)
    elif not words[first].isupper() or (len(parts) > 1 and _vietnamese(tokens, parts)):
        _read(tokens, lex, parts, found)


def _glued(tokens: Tokens, parts: list[tuple[int, int]]) -> int | None:
    """Which part of a run begins something else: a sentence, or what is asked for in a form."""
    for k, (a, _) in enumerate(parts):
        if k and tokens.keys[a] in _SENTENCE and (k > 1 or tokens.keys[a] not in _ADDRESS):
            return k
    for k, (a, b) in enumerate(parts):
        if k > 1 and tokens.keys[a] in _LABELLED and tokens.keys[a : b + 1] in _LABELS:
            return k
    return None


def _begins(tokens: Tokens, lex: Lexicon, parts: list[tuple[int, int]]) -> bool:
    """Whether the last word of a run begins the next sentence: the words before it are a name elsewhere in the text,
    and no verb of speech follows: "… Bộ trưởng Lê Thị Mẫu Mấy năm gần đây"."""
    keys, end = tokens.keys, parts[-1][1]
    if len(parts) < 4 or end in tokens.cues or lex.adverbs.at(keys, end) or not _vietnamese(tokens, parts):
        return False
    if not tokens.runs:
        start = None
        for i, capital in enumerate([*tokens.capital, False]):
            if capital and start is None:
                start = i
            elif not capital and start is not None:
                if i - start < 8:
                    tokens.runs.add(keys[start:i])
                start = None
    first = parts[0][0]
    return keys[first : end - 1] in tokens.runs and keys[first] in lex.surnames


def _read(tokens: Tokens, lex: Lexicon, parts: list[tuple[int, int]], found: list[Name]) -> None:
    keys, words = tokens.keys, tokens.words
    a = parts[0][0]
    if (
        len(parts) == 1
        and not (lex.honorifics.until(keys, a) or _called_so(tokens, a))
        and _nobody(tokens, lex, parts[0])
    ):
        return  # half of all
    place = lex.localities.at(keys, a)
    if (
        place
        and place[0] > 1
        and a + place[0] >= parts[-1][1]
        and a not in tokens.heads
        and keys[a] not in _OPENERS
        and not (a and keys[a - 1] in lex.localities.first)
    ):
        return  # nothing but a place
    # words of address and office, and sentence openers, may be capitalised too: they are not the name
    lead = 0
    while lead < len(parts):
        a = parts[lead][0]
        if (
            keys[a] in _OPENERS
            and lead == 0
            and len(parts) > 1
            and not (
                len(parts) == 3
                and keys[a] in lex.surnames
                and parts[-1][1] in tokens.cues
                and _vietnamese(tokens, parts)
            )
        ):
            lead += 1  # but "Từ Mẫu Tuyên nói"
            continue
        hit = lex.honorifics.at(keys, a) if keys[a] in lex.honorifics.first and lead + 1 < len(parts) else None
        if hit and (
            (lead == 0 and lex.named.until(keys, a)) or ((where := lex.localities.at(keys, a)) and where[0] > 1)
        ):
            hit = None
        hit = hit or tokens.heads.get(a)
        if not hit or a + hit[0] > parts[-1][1]:
            if hit and hit[0] > 1 and lead + 1 == len(parts) and lex.honorifics.until(keys, a):
                return  # "đồng chí Bí thư Tỉnh ủy": an office, no part of a name
            break
        if lead == 0 and keys[a] in lex.surnames and not (lex.honorifics.at(keys, a)) and hit[0] == 1:
            break
        skip = sum(1 for p in parts[lead:] if p[0] < a + hit[0])
        lead += skip
    if lead:
        parts = parts[lead:]
        place = lex.localities.at(keys, parts[0][0]) if parts else None
    # a house or an office may follow without a comma: "Lê Văn A Bệnh viện …", "Lê Văn A Giám đốc"
    if len(parts) > 2 and keys[parts[0][0]] in lex.surnames:
        house = next(
            (
                k
                for k in range(2, len(parts))
                if (hit := tokens.bodies.get(parts[k][0])) and hit[0] > 1 and hit[1] == "house"
            ),
            None,
        )
        if house:
            parts = parts[:house]
    for n in range(place[0] if place else 1, len(parts)):
        hit = tokens.heads.get(parts[n][0])
        if (
            hit
            and hit[0] > 1
            and not (n == 1 and keys[parts[0][0]] in lex.surnames and parts[n][0] + hit[0] == parts[-1][1])
        ):
            while n > 1 and lex.prefixes.at(keys, parts[n - 1][0]):
                n -= 1  # "vụ việc ở Mẫu Phó Thủ tướng …"
            parts = parts[:n]
            break
    if not parts:
        return
    asked = start = parts[0][0]
    address = _address(tokens, lex, start)
    addressed = address is not None
    if (
        start
        and not addressed
        and not tokens.capital[start - 1]
        and keys[start - 1] in lex.localities.first
        and (where := lex.localities.at(keys, start - 1))
        and where[0] > 1
        and start - 1 + where[0] < parts[-1][1]
    ):
        parts = [p for p in parts if p[0] >= start - 1 + where[0]]  # "châu Âu Erika …"
        asked = start = parts[0][0]
        address, place = _address(tokens, lex, start), lex.localities.at(keys, start)
        addressed = address is not None
    if len(parts) == 1 and not addressed and _nobody(tokens, lex, parts[0]):
        return
    first = tokens.bodies.get(start)
    if first and place and place[0] > first[0]:
        first = None  # "Hoa Kỳ" is no flower
    body: tuple[int, str] | None = None
    seek_house = not addressed  # in which the name may be: "Công ty …"
    if (
        first
        and len(parts) > 1
        and (keys[start] not in lex.surnames or first[1] in ("house", "place"))
        and lex.surnames.get(keys[start]) != "strong"
        and not addressed
    ):
        parts = [p for p in parts if p[0] >= start + first[0]]  # "Đường Nguyễn Văn …"
        if not parts:
            return
        body, start = (None if first[1] == "body" and first[0] > 1 else first), parts[0][0]
        seek_house, place = False, lex.localities.at(keys, start)
    if place and (start + place[0] >= parts[-1][1] or _all_places(tokens, lex, start, parts[-1][1])):
        if not (place[0] == 1 and addressed):
            return
        place = None
    if (
        start
        and words[start - 1].isdigit()
        and not addressed
        and not _headed(tokens, start)
        and not (start > 1 and keys[start - 2] == _CLASS and lex.surnames.get(keys[start]) == "strong")
    ):
        return  # "số 30 Hoàng …" is an address
    known = False  # to be a whole name
    if place:
        rest = [p for p in parts if p[0] >= start + place[0]]
        if (
            len(rest) == 3
            and place[0] > 1
            and _vietnamese(tokens, rest)
            and _headed(tokens, start)
            and not lex.localities.at(keys, rest[0][0])
            and parts[-1][1] in tokens.cues
        ):
            parts, body, seek_house, known = rest, None, False, True  # a Chinese name whose family name no table knows
            start = parts[0][0]
        elif _name_like(tokens, lex, rest) and (
            place[0] > 1
            or not _vietnamese(tokens, parts)
            or (len(rest) > 1 and lex.surnames.get(keys[rest[0][0]]) == "strong")
        ):
            parts, body, seek_house = rest, None, False
            start = parts[0][0]
    titled = lex.offices.until(keys, start)
    if (
        titled
        and titled[1] == "folk"
        and not addressed
        and len(parts) == 2
        and keys[start - titled[0] : start] in lex.villagers
    ):
        return  # "người dân Dương Mẫu": of the village
    if not addressed and keys[start : parts[-1][1]] in lex.outlets:
        return  # "phóng viên Dân Việt"
    compound = lex.compounds.at(keys, start) if keys[start] in lex.compounds.first else None
    direct = addressed or (
        titled
        and titled[1] in ("title", "rank", "degree", "folk")
        and not (start in tokens.bodies or (titled[1] == "folk" and keys[start] not in lex.surnames))
    )
    if compound and compound[0] < len(parts) <= compound[0] + 3:
        cut = 0
    elif direct and 2 <= len(parts) <= 4:
        cut = 0 if addressed else _given(tokens, lex, parts)
    else:
        body = _house(tokens, lex, start) if seek_house else body
        cut = _start(tokens, lex, parts, None if body and _office_of(tokens, lex, parts, start, body) else body)
    if cut is None:
        return
    parts = parts[cut:]
    a, b = parts[0][0], parts[-1][1]
    if not addressed and (
        _all_places(tokens, lex, a, b)
        or (
            (
                not titled
                or (tokens.words[b : b + 1] == (",",) and b + 1 in tokens.heads and not _vietnamese(tokens, parts))
            )
            and keys[a:b] in tokens.places
        )
    ):
        return  # "cảnh sát trưởng Mauson City, đại tá X", where the city has been named
    if tokens.bodies.get(a) and len(parts) > 1 and tokens.bodies[a][0] > 1:
        return  # "Điện Kremlin"
    half = len(parts) // 2
    if (
        len(parts) > 2
        and len(parts) % 2 == 0
        and all(keys[parts[k][0]] == keys[parts[k + half][0]] for k in range(half))
    ):
        parts = parts[half:]  # a caption glued to the name it ends in
        a = parts[0][0]
    foreign = not _vietnamese(tokens, parts)
    if (
        len(parts) == 4
        and not addressed
        and not titled
        and not foreign
        and (hit := lex.localities.at(keys, parts[2][0]))
        and hit[0] == 2
        and keys[parts[1][0]] not in _MIDDLES
    ):
        return  # "Hoàng Mẫu Gia Lai": a company
    full = len(parts) > 1 and bool(
        foreign or keys[a] in lex.surnames or compound or known or (bool(direct) and len(parts) > 2)
    )
    if foreign and (last := max((k for k, p in enumerate(parts) if keys[p[0]] in lex.latin), default=-1)) >= 0:
        if not (
            1 < len(parts) - 1 - last < 4
            and _headed(tokens, a)
            and all(words[x].istitle() for x, y in parts[last + 1 :] if y - x == 1)
        ):
            return
        parts = parts[last + 1 :]  # "Tổng Giám đốc Telemau Mobile Arve Mauson"
        a, foreign = parts[0][0], not _vietnamese(tokens, parts)
        full = foreign or keys[a] in lex.surnames
    if len(parts) > (5 if not foreign else 4) + (compound[0] - 1 if compound else 0):
        return
    if a != asked:
        address = _address(tokens, lex, a)
    if len(words[a]) == 1 and all(y - x == 1 and len(words[x]) == 1 for x, y in parts):
        return  # "bé N." is no name
    if (
        not full
        and not addressed
        and any((hit := tokens.heads.get(k)) and k + hit[0] > a for k in range(max(0, a - 4), a))
    ):
        return  # "Phó Giáo sư Tiến sĩ": inside an office
    called = address is not None and address[0] == 1  # "ông Châu": no continent
    if len(parts) == 1 and not address and (keys[a] in _OPENERS or keys[a] in _SENTENCE or keys[a] in _CITED):
        return
    if (
        not full
        and not address
        and foreign
        and b + 2 < len(tokens.words)
        and tokens.words[b] == ","
        and tokens.capital[b + 1]
        and tokens.capital[b + 2]
    ):
        return  # "cựu trung vệ Mẫuham, Michael Mẫuson": his club
    if address and not full and lex.prefixes.at(keys, a) and b in tokens.heads:
        return  # "đồng chí Phó tham mưu trưởng"
    if not full and (
        (a in tokens.bodies and not (called and tokens.bodies[a][0] == 1))
        or a in tokens.heads
        or (len(parts) == 1 and not addressed and lex.prefixes.at(keys, a))
    ):
        return
    if (
        not full
        and not address
        and not _office_before(tokens, lex, a, b)
        and not _office_after(tokens, parts, foreign)
        and not says_i(tokens, lex, a, b)
        and not (len(parts) == 1 and _alone(tokens, lex, parts[0]))
    ):
        return
    if (
        address
        and foreign
        and address[0] == 1
        and tokens.capital[a - 1]
        and lex.localities.at(keys, a - 1)
        and a > 1
        and tokens.words[a - 2][0].isalpha()
        and not tokens.stops[a - 2]
    ):
        address = None  # "Thủ tướng Anh Peter …"
    if (
        address
        and not full
        and a - address[0] > 0
        and (keys[a - address[0] - 1] in _SEVERAL or keys[a - address[0] - 1] == _CHILD)
        and lex.localities.at(keys, a)
    ):
        return  # "những cụ bà Nhật", "trẻ em Mỹ"
    if (
        not addressed
        and not titled
        and keys[a] == _DELEGATION
        and _all_places(tokens, lex, parts[1][0] if full else a, b)
    ):
        return  # "Đoàn Việt Nam"
    if len(parts) > 2 and words[a].isupper() and any(words[p[0]].isupper() and keys[p[0]] in _SHOUTED for p in parts):
        return  # "ÔNG CHỈ LÀ NGƯỜI DƯNG"
    if (
        address
        and not full
        and address[0] == 1
        and keys[a - 1] in _LISTED
        and tokens.capital[a - 1]
        and a > 1
        and not tokens.stops[a - 2]
        and tokens.words[a - 2] not in '“":-–'
    ):
        return  # "xã Phúc Mẫu, Anh Sơn, Nghệ An"
    gender = address[1] if address else ""
    if not gender and full and not foreign:
        middle = {keys[p[0]] for p in parts[1:-1]}
        gender = "f" if key("Thị") in middle else "m" if key("Văn") in middle else ""
    if address and a - address[0] >= 1 and "\n" in tokens.words[a - address[0] : a]:
        address = None
    found.append(Name(a, b, a - address[0] if address else a, gender, full, foreign))


def _address(tokens: Tokens, lex: Lexicon, a: int) -> tuple[int, str] | None:
    """(number of tokens, gender) of the word of address that ends before token ``a``, "tên" being one too."""
    return lex.honorifics.until(tokens.keys, a) or ((1, "") if _called_so(tokens, a) else None)


def _called_so(tokens: Tokens, a: int) -> bool:
    """Whether "tên" before token ``a`` tells somebody's name, not a thing's: "một khách hàng tên Mẫu"."""
    return (
        a > 1
        and tokens.keys[a - 1] == _BY_NAME
        and any(
            (hit := tokens.heads.get(k)) and k + hit[0] == a - 1 and hit[1] in ("folk", "title")
            for k in range(a - 2, max(-1, a - 5), -1)
        )
    )


def _office_of(
    tokens: Tokens, lex: Lexicon, parts: list[tuple[int, int]], start: int, place: tuple[int, str] | None
) -> bool:
    """Whether "Chủ tịch UBND xã" stands before a name of its own: the place is not named, its chairman is."""
    if (
        not place
        or place[1] != "place"
        or tokens.keys[start - place[0]] in _BEARING
        or not 3 <= len(parts) <= 4
        or lex.surnames.get(tokens.keys[parts[0][0]]) != "strong"
    ):
        return False
    return _headed(tokens, start) and tokens.keys[start : parts[-1][1]] not in tokens.places


def _vietnamese(tokens: Tokens, parts: list[tuple[int, int]]) -> bool:
    for a, b in parts:  # noqa: SIM110 - quicker than a generator, and asked of every name
        if b - a > 1 or not is_syllable(tokens.words[a]):
            return False
    return True


def _name_like(tokens: Tokens, lex: Lexicon, parts: list[tuple[int, int]]) -> bool:
    if not parts:
        return False
    if not _vietnamese(tokens, parts):
        return True
    return (tokens.keys[parts[0][0]] in lex.surnames and 2 <= len(parts) <= 5) or (
        len(parts) == 2 and tokens.keys[parts[0][0]] in lex.given
    )


def _house(tokens: Tokens, lex: Lexicon, start: int) -> tuple[int, str] | None:
    """The house, place or thing whose name begins at token ``start``: "Công ty [xây dựng] …", "đường …"."""
    body = _house_before(tokens, lex, start)
    if body and any((cue := tokens.cues.get(k)) and k + cue[0] == start for k in range(max(0, start - 3), start)):
        return None  # "yêu cầu X": no bridge
    return body


def _house_before(tokens: Tokens, lex: Lexicon, start: int) -> tuple[int, str] | None:
    body = lex.named.until(tokens.keys, start)
    if (
        body
        and body[1] == "thing"
        and (lex.offices.until(tokens.keys, start - body[0]) or (0, ""))[1] in ("degree", "title")
    ):
        return None  # "tiến sĩ luật X"
    if (
        body
        and not lex.wholes.until(tokens.keys, start)
        and (lex.offices.until(tokens.keys, start) or (0,))[0] <= body[0]
    ):
        return body  # not the "vụ" of "nội vụ", nor the "nhà" of "chủ nhà"
    for i in range(start - 1, max(-1, start - 7), -1):
        if not tokens.words[i][0].isalnum() or i in tokens.breaks or i in tokens.cues:
            return None
        hit = tokens.bodies.get(i)
        if hit and hit[1] == "house":
            return hit[0], "wide"
    return None


def _all_places(tokens: Tokens, lex: Lexicon, i: int, end: int) -> bool:
    while i < end and (hit := lex.localities.at(tokens.keys, i)):
        i += hit[0]
    return i >= end


def _headed(tokens: Tokens, start: int) -> bool:
    """Whether an office stands in the words before token ``start``: "Tổng giám đốc công ty Trung …"."""
    for i in range(start - 1, max(-1, start - 16), -1):
        if tokens.stops[i] or tokens.words[i] in ",;:()":
            return False
        if i in tokens.heads and tokens.heads[i][1] == "post":
            return True
    return False


def _start(tokens: Tokens, lex: Lexicon, parts: list[tuple[int, int]], body: tuple[int, str] | None) -> int | None:
    """Which part a name begins with; None: there is no name. ``body``: the house or place the first part may belong to;
    "wide" where other words stand between, so that a name of three syllables is a person's again."""
    keys, n = tokens.keys, len(parts)
    taken = body is not None
    if not _vietnamese(tokens, parts):
        if not taken:
            tail = [
                i
                for i in range(1, n - 1)
                if n - i <= 4
                and lex.surnames.get(keys[parts[i][0]]) == "strong"
                and _vietnamese(tokens, parts[i:])
                and not _all_places(tokens, lex, parts[i][0], parts[-1][1])
            ]
            if tail and not _vietnamese(tokens, parts[: tail[0]]):  # "Giám đốc Marketing Lê Thị …"
                return tail[0]
            if n > 3 and keys[parts[0][0]] in lex.given:  # "cố vấn của Tổng thống Peter Mẫu John Thử"
                return next((i for i in range(2, n - 1) if keys[parts[i][0]] in lex.given), 0)
            return _given(tokens, lex, parts)
        foreign = [i for i in range(1, n) if not _vietnamese(tokens, parts[i : i + 1])]
        strong = [
            i
            for i in range(1, n)
            if lex.surnames.get(keys[parts[i][0]]) == "strong"
            and 2 <= n - i <= 4
            and _vietnamese(tokens, parts[i:])
            and not _all_places(tokens, lex, parts[i][0], parts[-1][1])
        ]
        return strong[0] if strong else foreign[0] if foreign and foreign[0] < n - 1 and foreign[0] > 1 else None
    first = lex.surnames.get(keys[parts[0][0]])
    if taken and body[1] == "wide" and first == "strong" and 3 <= n <= 4 and _headed(tokens, parts[0][0]):
        return 0
    if not taken and first and 2 <= n <= 4:
        return 0
    if taken and first == "strong" and n <= 4:
        return None  # "phố Nguyễn Lương …" is all the street's
    candidates = []
    for i in range(1, n - 1):
        weight = lex.surnames.get(keys[parts[i][0]])
        left = n - i
        if (weight == "strong" and left <= 4) or (
            weight == "plain" and i > 1 and 3 <= left <= 4 and (not taken or _headed(tokens, parts[0][0]))
        ):
            place = next(
                (
                    k
                    for k in range(i, n)
                    if (hit := lex.localities.at(keys, parts[k][0])) and hit[0] > 1 and k + hit[0] == n
                ),
                None,
            )
            if place is None:
                candidates.append((abs(left - 3) + (left == 2), i))
    if not taken and first and n == 5 and not any(i > 1 for _, i in candidates):
        return 0
    if candidates:
        return min(candidates)[1]
    return None if taken else 0


def _given(tokens: Tokens, lex: Lexicon, parts: list[tuple[int, int]]) -> int:
    """The part that is a known given name, if what stands before it only says where or what the person is: "chuyên gia
    Nam Á Peter Mẫu"; else 0."""
    keys, n = tokens.keys, len(parts)
    if keys[parts[0][0]] in lex.given or _vietnamese(tokens, parts):
        return 0
    return next((i for i in range(1, n - 1) if keys[parts[i][0]] in lex.given and _vietnamese(tokens, parts[:i])), 0)


def _office_before(tokens: Tokens, lex: Lexicon, a: int, b: int) -> bool:
    """Whether a word of rank, title or office ends right before token ``a``, a country aside ("Thủ tướng Nhật Bản …"),
    and the name does not run on in small letters, as a body's would ("Bộ trưởng Công thương")."""
    if (
        b < len(tokens.words)
        and b - a == 1
        and tokens.words[b][0].islower()
        and b not in tokens.cues
        and b not in tokens.breaks
        and not lex.adverbs.at(tokens.keys, b)
        and not lex.obliques.at(tokens.keys, b)
    ):
        return False
    if (lex.wholes.at(tokens.keys, a) or (0,))[0] > 1:
        return False  # "Bộ trưởng Ngoại giao"
    hit = lex.offices.until(tokens.keys, _called(tokens, a))
    if hit:
        if hit[1] == "post" and not is_syllable(tokens.words[a]) and tokens.keys[a - hit[0] : a] not in lex.statesmen:
            return False  # "Chủ tịch Mẫugroup" is a company's
        return hit[1] not in ("tie", "folk")
    place = lex.localities.until(tokens.keys, a)
    if not place:
        return False
    of = a - place[0]
    # "tiền đạo người Brazil X"
    return bool(lex.offices.until(tokens.keys, of - 1 if of and tokens.keys[of - 1] == _PERSON else of))


def _office_after(tokens: Tokens, parts: list[tuple[int, int]], foreign: bool) -> bool:
    """Whether a post or a title stands right after: "Nam Mẫu - Hoa hậu …"."""
    b = parts[-1][1]
    if (
        foreign
        or not 2 <= len(parts) <= 3
        or b + 1 >= len(tokens.words)
        or not (tokens.words[b] in ",(" or dash(tokens, b))
    ):
        return False
    hit = tokens.heads.get(b + 1)
    return bool(hit) and (hit[1] in ("title", "post", "rank", "degree") or tokens.keys[b + 1] == "top")


_PHOTO = key("ảnh")
_KIN = frozenset(key(w) for w in ("vợ", "chồng", "mẹ", "bố", "cha"))
_IN_PERSON = frozenset(split(w) for w in ("đích thân", "bản thân"))


def is_oblique(tokens: Tokens, lex: Lexicon, name: Name) -> bool:
    """Whether the name stands after a preposition or a tie, so that it is no subject."""
    start = name.start
    if start > 1 and tokens.words[start - 1] == ":" and tokens.keys[start - 2] == _PHOTO:
        return True
    if (
        start == 0
        or tokens.stops[start - 1]
        or tokens.keys[name.honorific] == _BY_NAME
        or tokens.keys[max(0, start - 2) : start] in _IN_PERSON
    ):
        return False
    if lex.obliques.until(tokens.keys, start):
        return not (tokens.capital[start - 1] and not tokens.stops[start - 2])
    return name.whose


def kin_of(tokens: Tokens, start: int) -> bool:
    """Whether somebody's wife or parent is spoken of, and only said whose: "vợ người chạy xe ôm X"."""
    for k in range(start - 1, max(0, start - 8), -1):
        if tokens.stops[k] or tokens.capital[k] or not tokens.words[k].isalpha() or k in tokens.cues:
            return False
        if tokens.keys[k] in _KIN and k in tokens.heads:
            return tokens.keys[k - 1] not in _ADDRESS and start - k > 1
    return False
