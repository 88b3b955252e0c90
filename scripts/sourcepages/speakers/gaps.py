"""Words between a name and a cue: whether they leave the name its subject."""

from __future__ import annotations

from .clauses import SITUATION, THEO, UTTER, VA, Clauses
from .names import Name
from .tokens import dash, key, split

_CIRCUMSTANCE = frozenset(
    key(w) for w in "trong tại khi sau trước với vào trao trả ngày sáng chiều tối trưa trên qua ngay".split()
)
_WRITING = frozenset(
    split(w)
    for w in "công điện|văn bản|công văn|thông điệp|bài phát|bức thư|thư gửi|đơn gửi|bài viết|thông cáo|điện khẩn".split(
        "|"
    )
)
_FINITE = frozenset(key(w) for w in ("đã", "đang", "sẽ", "bị", "vừa"))
_DOAN, _KHI, _THONG = key("đoàn"), key("khi"), key("thông")
_BESIDE = frozenset((key("cùng"), key("thuộc")))


def office_goes_on(cl: Clauses, name: Name, a: int) -> bool:
    """Whether the body at ``a`` is where the person before it is at home: "đại biểu X đoàn Mẫu", "ông X, trưởng công an
    phường, Mẫu"."""
    t = cl.t
    if _misprinted(cl, name, a):
        return True
    return (
        name.end == a
        and (t.capital[a] or t.keys[a] == _DOAN)
        and not (t.words[a - 1] == "," and name.start and t.keys[name.start - 1] == THEO)
    )


def _misprinted(cl: Clauses, name: Name, a: int) -> bool:
    """Whether an office that no table knows ends in the body at ``a``: "bà X, Hiệu trường nhà trường khẳng định"."""
    t = cl.t
    if not (
        name.honorific < name.a
        and name.end == name.b < a - 1 <= name.b + 3
        and t.words[name.b] == ","
        and t.capital[name.b + 1]
        and t.words[a].islower()
        and cl.head_of_clause(name)
    ):
        return False
    return all(
        t.words[k].isalpha() and k not in t.cues and k not in t.breaks and k not in t.bodies and k not in cl.inside
        for k in range(name.b + 1, a)
    )


def lives(cl: Clauses, name: Name, a: int) -> bool:
    """Whether only where somebody lives stands between a name and the office at ``a``: "ông X, hộ 212, thành viên
    …"."""
    t, i = cl.t, name.b
    if not (i + 1 < a <= i + 12 and t.words[i] == t.words[a - 1] == "," and cl.head_of_clause(name)):
        return False
    between = range(i + 1, a - 1)
    return any(t.words[k][0].isdigit() or t.capital[k] for k in between) and not any(
        k in t.cues or k in t.breaks or k in cl.inside or t.stops[k] or t.words[k] in ';:“”"()' for k in between
    )


def aside(cl: Clauses, name: Name, j: int) -> bool:
    """Whether nothing but an aside stands between: "X – một trong những tác giả cho hay", "Bà X cùng hai hộ dân cho
    biết", "…, thuộc Khu bảo tồn Mẫu cho biết"."""
    t, i = cl.t, name.end
    if i > name.b and t.words[i - 1] in "-–—":
        i -= 1
    if not (dash(t, i) or t.keys[i] in _BESIDE) or not 2 < j - i <= 16 or not cl.head_of_clause(name):
        return False
    return not any(t.words[k] in ',;:“”"()' or t.stops[k] or k in cl.inside or k in t.cues for k in range(i + 1, j))


def gap(cl: Clauses, name: Name, j: int, c: int) -> bool:
    """Whether the words between a name and a cue (the adverbs before it aside) leave the name its subject:
    an apposition that closes before the cue, an office that runs on, or what the person did before speaking."""
    t, keys = cl.t, cl.t.keys
    i = name.b
    if j - i > 48 or (not cl.head_of_clause(name) and name.start == name.a):
        return False
    if i + 1 == j and t.words[i] == "," and not cl.head_of_clause(name) and _acted_on(cl, name):
        return False  # "Chính phủ triệu tập Đại sứ X, yêu cầu …"
    if t.words[i] in ",-–—(" and t.words[j - 1] in ",-–—)":
        if j < c and keys[j] == VA and any(t.words[k] == "," and keys[k + 1] in _FINITE for k in range(i + 1, j - 1)):
            return False  # "X, người tổ chức …, đã ra tù …, và": a sentence, no apposition
        if any(t.stops[k] or t.words[k] in ";:" for k in range(i, j)):
            return False
        spoken = [k for k in range(i, j) if k in t.cues]
        if not spoken or spoken[0] != name.end:
            return not spoken
    i = name.end
    if i >= j:
        return True
    if j - i > 24:
        return False
    if (
        name.end > name.b
        and t.words[i - 1] not in ",)-–—"
        and not any(t.words[k] in ',;:“”"()' or t.stops[k] or k in cl.inside for k in range(i, j))
        and j - i <= 12
    ):
        return True
    if not cl.head_of_clause(name):
        return False
    if (
        keys[c - 1] == _KHI
        and keys[c] != _THONG
        and 2 <= j - i <= 14
        and all(
            t.words[k].isalpha() and t.words[k].islower() and t.cues.get(k, (0, ""))[1] != "say" for k in range(i, j)
        )
        and not cl.new_subject(i, j)
    ):
        return True  # "ông X gây bất ngờ khi tuyên bố …"
    if t.words[i - 1] == "," and i > name.b and keys[i] in _CIRCUMSTANCE and not cl.new_subject(i, j):
        return True
    if t.words[i] == "," and keys[i + 1] in _CIRCUMSTANCE:
        return not cl.new_subject(i + 1, j)
    if t.words[i] in ",;:":
        return False
    if (
        j - i <= 3
        and keys[c] in UTTER
        and all(
            t.words[k].isalpha()
            and t.words[k].islower()
            and k not in t.heads
            and k not in t.bodies
            and k not in t.breaks
            for k in range(i, j)
        )
    ):
        return True  # how it was said: "lúng túng", "dịu dàng"
    for _ in range(3):
        hit = cl.lex.adverbs.at(keys, i)
        if not hit or i + hit[0] >= j:
            break
        i += hit[0]
    if (
        keys[i] not in SITUATION
        and i not in t.cues
        and not any(pair in _WRITING for pair in zip(keys[i : i + 5], keys[i + 1 : i + 6], strict=False))
    ):
        return False
    return not cl.new_subject(i, j)


def _acted_on(cl: Clauses, name: Name) -> bool:
    """Whether a subject with a verb stands before the name in its clause: a body, or an office that is not the
    name's."""
    t, floor = cl.t, cl.clause_start(name.start)
    for k in range(name.start - 1, max(floor, name.start - 14) - 1, -1):
        if t.words[k] == ",":
            return False
        if k in t.bodies and t.bodies[k][1] in ("body", "house") and t.keys[k - 1] not in _BESIDE:
            return True
    return False
