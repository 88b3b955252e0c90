"""Who speaks where a cue follows: the name, pronoun, office or body whose verb it is."""

from __future__ import annotations

from collections.abc import Iterator

from .clauses import (
    CUA,
    FAR,
    HARD_NOT,
    KHI,
    LA,
    LOI,
    MANY,
    NGHE,
    POINTERS,
    RANG,
    THEO,
    UTTER,
    VA,
    Clauses,
    Found,
    joined,
)
from .gaps import aside, gap, lives, office_goes_on
from .names import Name
from .offices import head
from .tokens import Tokens, key, split

_OPINIONS = frozenset((split("ý kiến"), split("chỉ đạo")))
_PASS_ON = frozenset((split("truyền đạt"), split("thông báo")))
_GIAO = key("giao")
_TUOI = key("tuổi")
_NGAY, _THANG = key("ngày"), key("tháng")
_SOME = MANY | {key("có")}
"""Before an office: more people than one, or just somebody who has it."""
_MATTER = key("việc")
_DO, _MA = key("do"), key("mà")
_SPEECHES = frozenset(split(w) for w in ("diễn văn", "báo cáo", "phát biểu", "tham luận", "thông điệp"))
_QUOTED = key("trích")
_READS = frozenset(split(w) for w in ("trình bày", "đọc", "báo cáo"))
_NO = frozenset(key(w) for w in ("không", "chưa", "chẳng"))
_ORDERS = frozenset(split(w) for w in ("yêu cầu", "chỉ đạo", "giao"))
_REFUSES = split("từ chối")
_THOUGH = frozenset(key(w) for w in ("vậy", "thế", "nhưng", "song"))
_SELF = frozenset(key(w) for w in ("chính", "bản", "thân", "đích"))
_SEND = frozenset(key(w) for w in ("gửi", "nộp", "trình"))
_NOT_DONE = frozenset(key(w) for w in ("bị", "được", "không", "chưa", "chối"))
_ASK = frozenset(key(w) for w in ("xin", "mong", "mời", "nhờ", "kính"))
_DUOC = key("được")
_UNDONE = HARD_NOT | frozenset(key(w) for w in ("cần", "nên", "thể", "để", "muốn", "nếu"))


def subject(cl: Clauses, j: int, c: int, d: int) -> Iterator[Found]:
    """Find who speaks: the words that end right before token ``j``. Nobody does of whose speech is only told whom it
    is by."""
    for found in _subject(cl, j, c, d):
        if not _spoken_of(cl, found.name.start if found.name else found.a, c, d):
            yield found


def _spoken_of(cl: Clauses, a: int, c: int, d: int) -> bool:
    """Whether the clause of the subject at token ``a`` only tells whose a thing is, or that it was said: "con đường do
    X đề xuất", "về việc X yêu cầu …", "chuyện mà X kể"; but "điều mà X lo là …" and "diễn văn do X đọc nêu rõ …" tell
    it."""
    t, keys = cl.t, cl.t.keys
    while a > 1 and keys[a - 1] in _SELF:
        a -= 1
    if a < 1 or t.stops[a - 1]:
        return False
    if keys[a - 1] == _MATTER:
        return True
    if keys[a - 1] == _DO:
        first = max(0, a - FAR)
        spoken = any(pair in _SPEECHES for pair in zip(keys[first:a], keys[first + 1 : a], strict=False))
        return t.words[d : d + 1] != (":",) and not (
            spoken and (keys[c:d] not in _READS or _QUOTED in keys[max(0, a - 5) : a])
        )
    return (
        keys[a - 1] == _MA
        and a > 1
        and t.words[a - 2].isalpha()
        and keys[a - 2] not in _THOUGH
        and RANG not in keys[d : d + 4]
        and LA not in keys[d : d + 4]
        and not any(word in ':“"' for word in t.words[d : d + 4])
    )


def _subject(cl: Clauses, j: int, c: int, d: int) -> Iterator[Found]:
    t, keys, lex = cl.t, cl.t.keys, cl.lex
    if j <= 0 or t.stops[j - 1]:
        return
    if t.words[j - 1] == ";":
        if name := _said_before(cl, j - 1):
            yield from joined(cl, c, d, name, "speakers.name-gap-cue")
        return
    floor = cl.clause_start(c)
    if keys[j - 1] == _MA and keys[c:d] not in _ORDERS and (i := _denied(cl, floor, j - 1)):
        yield from _subject(cl, i, c, d)  # "X không phủ nhận … mà chỉ nói …"
        return
    name = cl.last_name(j)
    if name and name.a >= floor and cl.signs(name, c):
        return
    if name and name.a >= floor and name.b <= j and name.end >= j:
        if keys[j] == VA and j < c and not cl.head_of_clause(name):
            if main := _main_subject(cl, floor, name.start):  # "A mời B và cho biết"
                yield from joined(cl, c, d, main, "speakers.name-gap-cue")
            return
        if (not cl.oblique(name) or _holder(cl, name, floor) or _relayed(cl, name, floor)) and not _not_yet(cl, name):
            yield from joined(cl, c, d, name, "speakers.name-cue")
        elif keys[name.start - 1] == CUA and (office := head(t, lex, floor)) and floor + office[0] == name.start - 1:
            # "Người phát ngôn của Chủ tịch X cho biết": not X
            yield Found(c, d, floor, name.a, None, "speakers.office-cue")
        return
    # a pronoun: "Ông cho biết"
    pron = lex.pronouns.until(keys, j)
    if pron and cl.bare_pronoun(j - pron[0]):
        yield Found(c, d, j - pron[0], j, None, "speakers.pronoun-cue")
        return
    if name and name.a >= floor and name.b < j and not cl.oblique(name) and aside(cl, name, j):
        yield from joined(cl, c, d, name, "speakers.name-aside-cue")
        return
    if keys[j] == VA and j < c and (main := _main_subject(cl, floor, j)):
        yield from joined(cl, c, d, main, "speakers.name-gap-cue")
        return
    noun = _phrase(cl, j, floor)
    if noun is not None:
        a, rule = noun
        if _asked(cl, a, c):
            return
        if keys[a - 1] == LOI and NGHE in keys[max(0, a - 4) : a]:
            return  # "nghe rõ lời diễn viên nói"
        if name and name.a >= floor and not cl.oblique(name) and (office_goes_on(cl, name, a) or lives(cl, name, a)):
            yield from joined(cl, c, d, name, "speakers.name-gap-cue")
            return
        if keys[a - 1] == VA and _SEND & set(keys[max(floor, a - 12) : a]) and (main := _main_subject(cl, floor, a)):
            yield from joined(cl, c, d, main, "speakers.name-gap-cue")  # "X gửi đơn lên A và B đề nghị"
            return
        yield Found(c, d, a, j, None, rule)
        return
    # a verb phrase between: "X trao đổi với phóng viên cho biết"
    if name and name.a >= floor and name.b <= j and not cl.oblique(name) and gap(cl, name, j, c):
        yield from joined(cl, c, d, name, "speakers.name-gap-cue")
        return
    pronoun = cl.earlier_pronoun(j, floor)
    if pronoun:
        yield Found(c, d, *pronoun, None, "speakers.pronoun-gap-cue")


def _denied(cl: Clauses, floor: int, i: int) -> int | None:
    """Where the subject ends that does not do what stands before "mà" at token ``i``: "X không phủ nhận … mà …"."""
    t, keys = cl.t, cl.t.keys
    for k in range(i - 2, max(floor, i - FAR // 2), -1):
        if t.words[k] in ';:“”"':
            return None
        if keys[k] in _NO or keys[k : k + 2] == _REFUSES:
            while hit := cl.lex.adverbs.until(keys, k):
                k -= hit[0]
            return k if k > floor else None
    return None


def _main_subject(cl: Clauses, floor: int, j: int) -> Name | None:
    """Who does something "và cho biết": the one person at the head of the clause, what they did between."""
    t = cl.t
    inside = [n for n in cl.between(floor, j) if not cl.oblique(n)]
    if len(inside) != 1:
        return None
    name = inside[0]
    if not cl.head_of_clause(name) or j - name.end > FAR // 2 or (name.start and t.keys[name.start - 1] == RANG):
        return None
    if any(k in t.cues and t.words[k - 1] != "," and not t.capital[k] for k in range(floor + 1, name.start)):
        return None  # another subject has spoken before
    between = range(name.end, j)
    if any(t.stops[k] or t.words[k] in ';:“”"' or t.keys[k] in _NOT_DONE for k in between) or cl.new_subject(
        name.end, j
    ):
        return None
    return name


def _said_before(cl: Clauses, i: int) -> Name | None:
    """Whose the clause without a subject after the semicolon at token ``i`` is: the one person the sentence begins
    with."""
    t, start = cl.t, i
    while start > 0 and i - start < 2 * FAR and not t.stops[start - 1] and t.words[start - 1] not in ':“”"':
        start -= 1
    first = next((n for n in cl.between(start, i) if cl.head_of_clause(n) and not cl.oblique(n)), None)
    if (
        not first
        or i - start >= 2 * FAR
        or any(t.words[k] == ";" for k in range(start, first.a))
        or cl.new_subject(first.end, i)
    ):
        return None
    return first


def _asked(cl: Clauses, a: int, c: int) -> bool:
    """Whether the office at token ``a`` is asked to speak: "xin Bộ trưởng cho biết"."""
    return a > 0 and cl.t.keys[a - 1] in _ASK and cl.t.keys[c] in UTTER


def _not_yet(cl: Clauses, name: Name) -> bool:
    """Whether the name is the agent of something not done or not said: "sẽ được ông X đề cập", "được ông X giao cho
    Y"."""
    keys, at = cl.t.keys, name.start
    return (
        at > 1 and keys[at - 1] == _DUOC and (keys[at - 2] in _UNDONE or keys[at - 2] == KHI or keys[name.end] == _GIAO)
    )


def _holder(cl: Clauses, name: Name, floor: int) -> bool:
    """Whether the name says who held the office its sentence begins with: "Chủ tịch Hạ viện lúc đó là X đã cáo buộc
    …"."""
    t = cl.t
    if not (name.start > floor + 1 and t.keys[name.start - 1] == LA and name.start - floor < 20):
        return False
    return head(t, cl.lex, floor) is not None and not any(
        t.words[k] in ",;:" or k in cl.inside or k in t.cues for k in range(floor, name.start - 1)
    )


def _relayed(cl: Clauses, name: Name, floor: int) -> bool:
    """Whether an office passes on what the name orders: "Văn phòng truyền đạt ý kiến của Chủ tịch X yêu cầu …"."""
    keys, at = cl.t.keys, name.start - 1
    return (
        at > 3
        and keys[at] == CUA
        and keys[at - 2 : at] in _OPINIONS
        and any(
            pair in _PASS_ON
            for pair in zip(keys[max(floor, at - 8) : at], keys[max(floor, at - 8) + 1 : at], strict=False)
        )
    )


def _phrase(cl: Clauses, j: int, floor: int) -> tuple[int, str] | None:
    """An office or a body as subject: (first token, rule) of the words that end at token ``j``."""
    t, keys, lex = cl.t, cl.t.keys, cl.lex
    if keys[j - 1] in POINTERS and j - 1 > floor:
        j -= 1  # "vị chuyên gia này"
    if t.words[j - 1] in ",)-–—":
        return None
    begin = max(floor, j - 30)
    best, kind = None, ""
    k = j - 1
    while k >= begin:
        if k in cl.inside:
            break
        if t.words[k] in ',;:“”"()':
            if t.words[k] == "," and best is None and t.capital[k + 1]:
                k -= 1
                continue
            break
        if t.stops[k]:
            break
        hit = head(t, lex, k) if k in t.heads or keys[k] in lex.prefixes.first else None
        if hit and k + hit[0] <= j and hit[1] != "tie":
            if hit[1] not in ("title", "folk", "rank", "degree") or k + hit[0] == j or j - k < 9:
                best, kind = k, "speakers.office-cue"
        elif not kind:
            other = t.bodies.get(k)
            if other and k + other[0] <= j and other[1] in ("body", "house"):
                best, kind = k, "speakers.body-cue"
        elif kind == "speakers.body-cue":
            other = t.bodies.get(k)
            if other and other[1] in ("body", "house"):
                best = k
        if keys[k] == _TUOI and k > begin and t.words[k - 1].isdigit():
            k -= 2  # "người đàn ông 33 tuổi này"
            continue
        if not t.capital[k] and (t.breaks.get(k) or t.cues.get(k)) and not hit:
            break
        k -= 1
    if best is not None and kind == "speakers.body-cue" and (a := _known_part(cl, j, best)):
        return a, kind
    if best is None:
        if t.words[j - 1][0].isalpha() and (t.capital[j - 1] or t.words[j - 1].isupper()):
            a = j - 1
            while (
                a > begin
                and not t.stops[a - 1]
                and (t.capital[a - 1] or (t.words[a - 1] in "'’-" and t.near(a) and t.near(a - 1)))
            ):
                a -= 1
            if a > begin and not cl.sentence_start(a) and (lex.obliques.until(keys, a) or lex.named.until(keys, a)):
                return None
            return a, "speakers.body-cue"
        return None
    if best > floor and kind == "speakers.office-cue" and (keys[best - 1] in _SOME or _counted(t, best)):
        return best, "speakers.body-cue"
    if (
        best > 0
        and best > floor
        and lex.obliques.until(keys, best)
        and not t.capital[best - 1]
        and keys[best - 1] != THEO
    ):
        if keys[best - 1] == CUA and kind == "speakers.office-cue":
            return best, "speakers.body-cue"
        return None
    return best, kind


def _counted(t: Tokens, a: int) -> bool:
    """Whether a number that is no date stands before token ``a``: "70% đại biểu", "19 ĐB"."""
    number = t.words[a - 1]
    return number == "%" or (
        number.isdigit() and len(number) < 4 and a > 1 and not t.near(a - 1) and t.keys[a - 2] not in (_NGAY, _THANG)
    )


def _known_part(cl: Clauses, j: int, floor: int) -> int | None:
    """The token of a lone name right before token ``j`` and after a comma, if it is the last or the first word of a
    name of the article: "Trên trang cá nhân, Mẫuson viết"."""
    t = cl.t
    if j - 2 > floor and t.words[j - 2] == "," and t.capital[j - 1] and t.keys[j - 1] in cl.known:
        return j - 1
    return None
