"""Source → people, and the words that ascribe speech to them.

One pass makes tokens (:mod:`.tokens`); names are cut out of the capitalised runs (:mod:`.names`), offices read
around them (:mod:`.offices`), and each cue is given its subject (:mod:`.attribution`). Who a pronoun, an office
alone or a last syllable means is decided later, in ``resolve/people.py``.
"""

from __future__ import annotations

from bisect import bisect_right

from ..evidence import evidence
from ..models import Attribution, Evidence, Layout, PersonMention, Source
from ..tables import Tables
from . import offices
from .attribution import Finder, Found, oblique
from .lexicon import Lexicon, lexicon, mark
from .names import Name, dash, find_names, says_i
from .tokens import Tokens, key, split, tokenise

_SPOKEN = frozenset({"body", "dateline", "question", "heading"})
"""Roles of segments whose cues count; a headline, a caption, debris ascribe nothing of their own."""


def find(source: Source, layout: Layout, tables: Tables) -> tuple[tuple[PersonMention, ...], tuple[Attribution, ...]]:
    """All people mentioned, and every attribution, with the speaker named only where the name stands there."""
    lex, tokens = lexicon(tables), tokenise(source.text)
    _stop(tokens, layout)
    mark(tokens, lex)
    names = read_names(tokens, lex)
    found = Finder(tokens, lex, [name for name in names if not name.embedded], _outside(tokens, layout)).run()

    if not any(item.name and item.name.full for item in found):
        found += _headline_of_interview(tokens, layout, names)

    def quote(a: int, b: int, rule: str) -> Evidence:
        return evidence(source, tokens.starts[a], tokens.ends[b - 1], rule)

    people = tuple(
        PersonMention(
            quote(name.honorific, name.b, ("speakers.name" if name.full else "speakers.part") + (".oblique" if name.embedded or oblique(tokens, lex, name) else "")),
            " ".join(source.text[tokens.starts[name.a] : tokens.ends[name.b - 1]].split()),
            tuple(quote(a, b, "speakers.office") for a, b in name.offices),
        )
        for name in names
    )
    attributions = []
    for item in found:
        subject = quote(item.name.honorific if item.name else item.a, item.b, item.rule)
        full = item.name is not None and item.name.full
        speaker = " ".join(source.text[tokens.starts[item.name.a] : tokens.ends[item.name.b - 1]].split()) if full else ""
        attributions.append(Attribution(quote(item.c, item.d, "speakers.cue"), subject, speaker, "extracted" if full else "absent"))
    return people, tuple(attributions)


def _headline_of_interview(tokens: Tokens, layout: Layout, names: list[Name]) -> list[Found]:
    """"Lê Mẫu: 'Tôi sợ …'" over questions and answers: whom the headline names before a colon answers them."""
    if layout.title is None or sum(segment.role == "question" for segment in layout.segments) < 3:
        return []
    for name in names:
        start = tokens.starts[name.start]
        if name.full and start >= layout.title.start and name.b < len(tokens) and tokens.words[name.b] == ":" and tokens.ends[name.b] <= layout.title.end:
            return [Found(name.b, name.b + 1, name.a, name.b, name, "speakers.interview")] if start == layout.title.start else []
    return []


def read_names(tokens: Tokens, lex: Lexicon) -> list[Name]:
    """The names of the text with the offices around them."""
    names = find_names(tokens, lex)
    claimed: set[int] = set()
    taken = 0
    kept: list[Name] = []
    houses: set[tuple[str, ...]] = set()  # what only ends an office is nobody further on
    for name in names:
        name.start = offices.before(tokens, lex, name.honorific, 0, taken, name.b - name.a)
        if kept and name.start < name.honorific and _of_the_one_before(tokens, lex, name, kept[-1]):
            name.start = name.honorific
        if name.start < name.honorific:
            _split(tokens, lex, name)
        if kept and kept[-1].b == name.start - 1 and _of_an_office(tokens, lex, name, kept[-1]):
            if name.foreign:
                houses.add(tuple(tokens.keys[name.a : name.b]))
            continue  # "ông X - giám đốc chi nhánh Châu Mẫu": the end of the office of the one before
        kept.append(name)
        # "ông đại tá X": a word of address before the office
        address = lex.honorifics.until(tokens.keys, name.start)
        if address:
            name.start -= address[0]
            if not name.gender:
                name.gender = address[1]
            claimed.add(name.start)
        claimed.add(name.start)
        for a, _ in name.offices:
            claimed.add(a)
        if not (name.foreign and name.full) or name.honorific < name.a or name.offices or tokens.keys[name.a] in lex.given:
            taken = name.b  # two foreign words may be part of an office: "Cựu cầu thủ của Man Mẫu, X"
    names = [name for name in kept if name.honorific < name.a or tuple(tokens.keys[name.a : name.b]) not in houses] if houses else kept
    by_start = {name.a: name for name in names}
    for name in names:
        offices.after(tokens, lex, name, by_start, claimed, oblique(tokens, lex, name))
    # a name inside another one's apposition ("con trai ông X", "Trường X") is no subject
    reach = 0
    called = {tokens.keys[name.a] for name in names if name.b - name.a == 1 and (name.honorific < name.a or says_i(tokens, lex, name.a, name.b))}
    # "Smith cho biết": companies aren't called by their last word
    cued = {tokens.keys[i - 1] for i in tokens.cues if i > 1 and tokens.capital[i - 1] and (tokens.stops[i - 2] or not tokens.words[i - 2][0].isalpha())}
    names = [name for name in names if not (name.foreign and name.full) or _proven(tokens, lex, name, called, cued)]
    for name in names:
        name.embedded = name.a < reach
        reach = max(reach, name.end)
    return names


def _of_an_office(tokens: Tokens, lex: Lexicon, name: Name, before: Name) -> bool:
    """Whether the name only ends the office of the person before: the school or branch he heads."""
    if name.start < name.a == name.honorific and before.honorific < before.a and dash(tokens, name.start - 1) and name.b < len(tokens) and (dash(tokens, name.b) or (name.foreign and tokens.words[name.b] == ",")):
        return True  # "Ông X - quản lý khách sạn Blue Mẫu - cho hay"
    if name.foreign and not name.full and before.foreign and before.full and name.start < name.a == name.honorific and tokens.words[name.start - 1] == "," and tokens.keys[name.start] == _EXPERT:
        return True  # "Peter Mauer, chuyên gia năng lượng Boston, cho rằng"
    if name.honorific < name.a or name.foreign or name.start == name.a or tokens.words[name.start - 1] not in ",-–(":
        return False
    if any(i in tokens.bodies and tokens.bodies[i][1] == "house" for i in range(name.start, name.a)):
        return True
    if not name.full and name.b in tokens.cues and oblique(tokens, lex, before):
        return False  # "chuyện cũ với X, ca sĩ Bảo Mẫu cho biết"
    if not name.full and (name.b - name.a == 2 or tokens.words[name.start - 1] != "," or tokens.keys[name.a - 1] in _UNITS):
        return True  # "Hoa hậu Sắc Mẫu", "Trưởng khoa Nhi"
    return name.b - name.a <= 2 and not tokens.capital[name.a - 1] and not lex.offices.until(tokens.keys, name.a)


def _of_the_one_before(tokens: Tokens, lex: Lexicon, name: Name, before: Name) -> bool:
    """Whether the office between two names of a list is the first one's: "Ông X, Phó Cục trưởng Cục Mẫu Ông Y, Trưởng phòng …"."""
    if name.honorific == name.a or before.start < before.honorific or before.b >= name.start or tokens.words[before.b] != "," or before.b + 1 != name.start:
        return False
    own = name.b + (name.b < len(tokens) and tokens.words[name.b] == ",")
    return own < len(tokens) and offices.head(tokens, lex, own) is not None


_UNITS = frozenset(key(w) for w in ("khoa", "phòng", "ban", "đội", "tổ", "trạm", "viện"))
_EXPERT = split("chuyên")[0]
_FOR_A_COMPANY = [split(w) for w in ("đại diện", "nhân viên", "lãnh đạo", "khách hàng")]
"""Before two foreign words they tell of a company as often as of a person."""


_PERSONAL = frozenset(
    key(w) for w in ("nói", "kể", "nhớ", "chia", "tâm", "bộc", "thổ", "giải", "viết", "than", "thừa", "bày", "tỏ", "đáp", "thốt", "cười", "tiết", "khai", "khẳng", "nhấn", "phân", "đăng")
)
_OF_THINGS = frozenset(key(w) for w in ("về", "đến", "ra"))
"""First words of cues that tell of a person; "cho biết", "thông báo", "tuyên bố" tell of companies and papers as often."""
_AFTER_BODY = frozenset(key(w) for w in ("một", "là", "cũng", "vốn", "hãng", "công", "tập", "nhà", "đơn", "trang", "tờ", "kênh", "nền", "ứng", "mạng", "dịch", "phần", "nhãn", "thương", "chuỗi", "tổ", "nhóm", "quỹ", "loại", "hệ", "chiếc", "mẫu"))
_HUMAN = frozenset(key(w) for w in ("nhà", "người", "nhân", "chuyên", "cô", "chàng", "nữ", "nam", "cư", "giáo", "bà", "ông", "cựu"))


def _speaks(tokens: Tokens, lex: Lexicon, name: Name) -> bool:
    """Whether the name is what a person's would be in its place: the subject of a verb that only people do, or with an age, or
    with an apposition that names no body: "X, một nhân sự của Mẫu, cho biết"."""
    words, keys, n, i = tokens.words, tokens.keys, len(tokens), name.b
    if i + 2 >= n or not (name.a == 0 or tokens.stops[name.a - 1] or words[name.a - 1] in ",”\"-–"):
        return False
    if words[i] in ",(":
        close = next((k for k in range(i + 1, min(n, i + 26)) if words[k] in ",)" or tokens.stops[k]), None)
        if words[i + 1].isdigit() and i + 2 < n and keys[i + 2] == key("tuổi"):
            return True
        j = i + 1
        human = keys[j] == key("một") and keys[j + 1] in _HUMAN
        return close is not None and words[i] == words[close] == "," and close - i > 3 and close + 1 in tokens.cues and (human or (j not in tokens.bodies and keys[j] not in _AFTER_BODY and words[j][0].islower()))
    for _ in range(3):
        hit = lex.adverbs.at(keys, i)
        if i in tokens.cues or not hit:
            break
        i += hit[0]
    if i not in tokens.cues or keys[i] not in _PERSONAL or tokens.capital[i] or keys[i + 1] in _OF_THINGS:
        return False  # "Pretty Mẫu nói về một cô gái" is a film
    place = lex.localities.until(keys, name.b)
    return not place or place[0] >= name.b - name.a  # "Mẫucafé Biên Hòa" is a company


def _proven(tokens: Tokens, lex: Lexicon, name: Name, called: set[str], cued: set[str]) -> bool:
    """Whether a foreign name is known to be a person's: an address, an office, a known given name, "ông" and its last word, or
    what it does."""
    if name.honorific < name.a or any(offices.head(tokens, lex, a) and (a > name.a or tokens.keys[a : a + 2] not in _FOR_A_COMPANY) for a, _ in name.offices) or tokens.keys[name.a] in lex.given:
        return True
    if any(tokens.words[i] == "-" and tokens.words[i + 1][0].islower() for i in range(name.a, name.b - 1)):
        return True  # "Do-jin"
    return tokens.keys[name.b - 1] in called or tokens.keys[name.a] in called or (tokens.keys[name.b - 1] in cued and not lex.localities.until(tokens.keys, name.b)) or _speaks(tokens, lex, name) or says_i(tokens, lex, name.a, name.b)


def _split(tokens: Tokens, lex: Lexicon, name: Name) -> None:
    """The words before a name, cut into offices at commas and at words of address."""
    a = i = name.start
    end = name.honorific
    while i < end:
        if i in tokens.heads and tokens.heads[i][1] == "degree":
            i += tokens.heads[i][0]  # "tiến sĩ, bác sĩ" holds no word of address
            continue
        address = lex.honorifics.at(tokens.keys, i)
        post = (tokens.words[i] == "," and offices.head(tokens, lex, i + 1)) or (dash(tokens, i) and tokens.heads.get(i + 1, (0, ""))[1] in ("rank", "degree", "title"))
        if address and i not in tokens.heads and i + address[0] <= end and i > a and not tokens.capital[i - 1] and not tokens.capital[i]:
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
        if end > a:
            name.offices.append((a, end))


_GLUE = frozenset(key(w) for w in ("với", "của", "cho", "và", "là", "về", "tại", "ở", "trong", "do", "từ", "bởi"))


def _stop(tokens: Tokens, layout: Layout) -> None:
    """Note where a heading or a caption ends without a full stop, in flat text too: a sentence begins after it."""
    for segment in layout.segments:
        last = bisect_right(tokens.starts, segment.end - 1) - 1
        if 0 <= last < len(tokens) - 1 and (tokens.capital[last + 1] or tokens.words[last + 1] in "“\"-–") and tokens.keys[last] not in _GLUE:
            tokens.stops[last] = True


def _outside(tokens: Tokens, layout: Layout) -> list[bool]:
    """For each token, whether it lies outside the running text."""
    skip = [False] * len(tokens)
    for segment in layout.segments:
        if segment.role not in _SPOKEN:
            first = bisect_right(tokens.starts, segment.start - 1)
            last = bisect_right(tokens.starts, segment.end - 1)
            skip[first:last] = [True] * (last - first)
    return skip
