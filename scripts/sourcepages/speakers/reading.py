"""Names and the offices around them, put together."""

from __future__ import annotations

from collections.abc import Iterator

from .after import after
from .before import before
from .lexicon import Lexicon
from .names import Name, find_names, is_oblique, kin_of
from .offices import head, then_cue
from .proofs import proven
from .tokens import Tokens, dash, key, split
from .voice import says_i


def read_names(tokens: Tokens, lex: Lexicon) -> list[Name]:
    """The names of the text with the offices around them."""
    names = find_names(tokens, lex)
    claimed: set[int] = set()
    taken = 0
    kept: list[Name] = []
    houses: set[tuple[str, ...]] = set()  # what only ends an office is nobody further on
    for name in names:
        aside = bool(kept) and name.b in tokens.cues and kept[-1].oblique
        name.start = before(tokens, lex, name.honorific, 0, taken, name.b - name.a, aside)
        if kept and name.start < name.honorific and _of_the_one_before(tokens, lex, name, kept[-1]):
            name.start = name.honorific
        if name.start < name.honorific:
            _split(tokens, lex, name)
        if kept and not aside and kept[-1].b == name.start - 1 and _of_an_office(tokens, lex, name, kept[-1]):
            if name.foreign:
                houses.add(tokens.keys[name.a : name.b])
            continue  # "ông X - giám đốc chi nhánh Châu Mẫu": the end of the office of the one before
        kept.append(name)
        # "ông đại tá X": a word of address before the office
        address = lex.honorifics.until(tokens.keys, name.start)
        if address and not (name.start == name.honorific and tokens.words[name.start - address[0] - 1] == "("):
            name.start -= address[0]
            if not name.gender:
                name.gender = address[1]
            claimed.add(name.start)
        claimed.add(name.start)
        name.whose = name.start == name.a and kin_of(tokens, name.start)
        name.oblique = is_oblique(tokens, lex, name)
        for a, _ in name.offices:
            claimed.add(a)
        if (
            not (name.foreign and name.full)
            or name.honorific < name.a
            or name.offices
            or tokens.keys[name.a] in lex.given
        ):
            taken = name.b  # two foreign words may be part of an office: "Cựu cầu thủ của Man Mẫu, X"
    names = (
        [name for name in kept if name.honorific < name.a or tokens.keys[name.a : name.b] not in houses]
        if houses
        else kept
    )
    by_start = {name.a: name for name in names}
    for name in names:
        after(tokens, lex, name, by_start, claimed)
    _share(tokens, names)
    # a name inside another one's apposition ("con trai ông X", "Trường X") is no subject
    reach = 0
    if any(name.foreign and name.full for name in names):
        called = {
            tokens.keys[name.a]
            for name in names
            if name.b - name.a == 1 and (name.honorific < name.a or says_i(tokens, lex, name.a, name.b))
        }
        # "Smith cho biết": companies aren't called by their last word
        cued = {
            tokens.keys[i - 1]
            for i in _subject_ends(tokens, lex)
            if i > 1 and tokens.capital[i - 1] and (tokens.stops[i - 2] or not tokens.words[i - 2][0].isalpha())
        }
        names = [name for name in names if not (name.foreign and name.full) or proven(tokens, lex, name, called, cued)]
    for name in names:
        name.embedded = name.a < reach
        reach = max(reach, name.end)
    return names


_SEVERAL = frozenset(key(w) for w in ("các", "những", "hai", "ba", "bốn", "nhóm"))
_AND = frozenset((",", key("và"), key("cùng")))


def _share(tokens: Tokens, names: list[Name]) -> None:
    """Give what several are called before the first of their names to all of them: "các bị cáo X, Y và Z"."""
    keys = tokens.keys
    shared: tuple[int, int] | None = None
    end = 0  # of the name before, with what stands in apposition to it
    for name in names:
        if (
            shared
            and name.start == name.a
            and not name.offices
            and len(between := keys[end : name.start]) < 3
            and all(word in _AND for word in between)
            and (between or tokens.words[end - 1] == ",")
        ):
            name.offices.append(shared)
        else:
            shared = None
            if name.start < name.honorific == name.a and name.offices and name.offices[0][1] == name.a:
                a, b = name.offices[0]
                if keys[a] in _SEVERAL and b - a > 1:
                    name.offices[0] = a + 1, b  # "hai bị cáo X và Y"
                    a += 1
                if a and (keys[a - 1] in _SEVERAL or tokens.words[a - 1].isdigit()):
                    shared = a, b
        end = name.end


def _subject_ends(tokens: Tokens, lex: Lexicon) -> Iterator[int]:
    """The tokens before which the subject of a cue ends, the adverbs between aside."""
    for i in tokens.cues:
        for _ in range(4):
            if not (
                i
                and not tokens.stops[i - 1]
                and not tokens.capital[i - 1]
                and tokens.keys[i - 1] in lex.adverbs.last
                and (hit := lex.adverbs.until(tokens.keys, i))
            ):
                break
            i -= hit[0]
        yield i


def _of_an_office(tokens: Tokens, lex: Lexicon, name: Name, before: Name) -> bool:
    """Whether the name only ends the office of the person before: the school or branch he heads."""
    if (
        name.start < name.a == name.honorific
        and before.honorific < before.a
        and dash(tokens, name.start - 1)
        and name.b < len(tokens)
        and (dash(tokens, name.b) or (name.foreign and tokens.words[name.b] == ","))
    ):
        return True  # "Ông X - quản lý khách sạn Blue Mẫu - cho hay"
    if (
        name.foreign
        and not name.full
        and before.foreign
        and before.full
        and name.start < name.a == name.honorific
        and tokens.words[name.start - 1] == ","
        and tokens.keys[name.start] == _EXPERT
    ):
        return True  # "Peter Mauer, chuyên gia năng lượng Boston, cho rằng"
    if (
        name.foreign
        and name.full
        and name.start < name.a == name.honorific
        and tokens.words[name.start - 1] == ","
        and before.start == before.honorific < before.a
        and _of_a_company(tokens, name)
    ):
        return True
    if (
        not name.full
        and before.start < before.honorific
        and tokens.heads.get(name.start, (0, ""))[1] == "title"
        and then_cue(tokens, lex, name.b)
    ):
        return False  # "Á hậu X, Hoa hậu Y cùng bày tỏ"
    if name.honorific < name.a or name.foreign or name.start == name.a or tokens.words[name.start - 1] not in ",-–(":
        return False
    if any(i in tokens.bodies and tokens.bodies[i][1] == "house" for i in range(name.start, name.a)):
        return True
    if (
        tokens.bodies.get(name.a - 1, (0, ""))[1] == "place"
        and not tokens.capital[name.a - 1]
        and before.start == before.honorific < before.a
        and name.b < len(tokens)
        and (tokens.words[name.b] in ",(" or name.b in tokens.cues)
        and not before.oblique
    ):
        return True  # "bà X, Bí thư kiêm Chủ tịch phường Nguyễn Mẫu, quận 1, chia sẻ"
    if not name.full and name.b in tokens.cues and before.oblique:
        return False  # "chuyện cũ với X, ca sĩ Bảo Mẫu cho biết"
    if not name.full and (
        name.b - name.a == 2 or tokens.words[name.start - 1] != "," or tokens.keys[name.a - 1] in _UNITS
    ):
        return True  # "Hoa hậu Sắc Mẫu", "Trưởng khoa Nhi"
    return name.b - name.a <= 2 and not tokens.capital[name.a - 1] and not lex.offices.until(tokens.keys, name.a)


def _of_a_company(tokens: Tokens, name: Name) -> bool:
    """Whether letters stand before a name at the end of an office: "Giám đốc chi nhánh Hà Nội CB Peter Mẫu"."""
    before = tokens.words[name.a - 1]
    return (
        len(before) > 1
        and before.isupper()
        and before.isalpha()
        and name.b < len(tokens)
        and tokens.words[name.b] == ","
    )


def _of_the_one_before(tokens: Tokens, lex: Lexicon, name: Name, before: Name) -> bool:
    """Whether the office between two names of a list is the first one's: "Ông X, Phó Cục trưởng Cục Mẫu Ông Y, Trưởng
    phòng …"."""
    if (
        name.honorific == name.a
        or before.start < before.honorific
        or before.b >= name.start
        or tokens.words[before.b] != ","
        or before.b + 1 != name.start
    ):
        return False
    own = name.b + (name.b < len(tokens) and tokens.words[name.b] == ",")
    return own < len(tokens) and head(tokens, lex, own) is not None


_UNITS = frozenset(key(w) for w in "khoa phòng ban đội tổ trạm viện thôn ấp bản làng buôn xóm phố".split())
_EXPERT = split("chuyên")[0]
_FRIEND = split("bạn")
"""A word of address to the young: "bạn Lê Thị Mẫu"."""


def _split(tokens: Tokens, lex: Lexicon, name: Name) -> None:
    """The words before a name, cut into offices at commas and at words of address."""
    a = i = name.start
    end = name.honorific
    while i < end:
        if i in tokens.heads and tokens.heads[i][1] == "degree":
            i += tokens.heads[i][0]  # "tiến sĩ, bác sĩ" holds no word of address
            continue
        address = lex.honorifics.at(tokens.keys, i)
        post = (tokens.words[i] == "," and head(tokens, lex, i + 1)) or (
            dash(tokens, i) and tokens.heads.get(i + 1, (0, ""))[1] in ("rank", "degree", "title")
        )
        if (
            address
            and i not in tokens.heads
            and i + address[0] <= end
            and i > a
            and not tokens.capital[i - 1]
            and not tokens.capital[i]
        ):
            name.offices.append((a, i))
            i += address[0]
            a = i
        elif post:
            if i > a:
                name.offices.append((a, i))
            i += 1
            a = i
        else:
            i += 1
    if a < end:
        while end > a and tokens.words[end - 1] in ",-–—":
            end -= 1
        if end > a and tokens.keys[a:end] != _FRIEND:
            name.offices.append((a, end))
