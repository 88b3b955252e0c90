"""Where things stand in the sentences of one article: its clauses, the names in them, and which of those can be a
subject."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import Lexicon
from .names import Name
from .offices import head
from .tokens import Tokens, key


@dataclass(slots=True)
class Found:
    """An attribution in tokens: cue [c, d), subject [a, b); ``name`` when the subject is named there."""

    c: int
    d: int
    a: int
    b: int
    name: Name | None
    rule: str


HARD_NOT = frozenset(key(w) for w in ["không", "chưa", "chẳng", "bị", "được", "sẽ", "phải"])
CUA = key("của")
VA = key("và")
RANG = key("rằng")
LA = key("là")
_VOI = key("với")
THEO = key("theo")
LOI, NGHE = key("lời"), key("nghe")
SITUATION = frozenset(
    key(w)
    for w in "trao trả phát chia liên ngày sáng chiều tối trưa tại trong trên trước sau khi với lên viết đăng "
    "gửi bày hôm đứng bức cảnh kêu nhấn khẳng đáp nhắn gọi lấy mở quay bật vào hồi đến tới dự thăm gặp".split()
)
_LINKING = frozenset(
    key(w) for w in "và thì nhưng còn mà nên song rằng riêng khi vì do nay đó nhiên thời vậy cũng".split()
)
UTTER = frozenset(key(w) for w in "cho nói kể chia tâm bộc thổ trải giãi đáp trả hỏi nhớ giải phân trần khẳng".split())
_TIME = frozenset(key(w) for w in ["ngày", "sáng", "chiều", "tối", "trưa", "hôm"])
KHI = key("khi")
_DO = key("do")
_SIGNING = frozenset(key(w) for w in ("ký", "soạn"))
FAR = 60
"""So many tokens a subordinate clause and the main clause after it may take."""
MANY = frozenset(key(w) for w in ["các", "những", "nhiều", "số", "mọi", "mấy", "hai", "ba", "vài"])
POINTERS = frozenset(key(w) for w in ("này", "trên", "đó", "ấy"))
_TOWARDS = frozenset(key(w) for w in ("tới", "đến", "gửi", "gặp", "cho"))
PLURAL = frozenset(key(w) for w in "em chị bà con các những hai ba mấy nhiều vợ chồng họ".split())


class Clauses:
    """One article for the rules of attribution: its tokens, its names, and where they stand."""

    def __init__(self, tokens: Tokens, lex: Lexicon, names: list[Name]):
        self.t, self.lex, self.names = tokens, lex, names
        self.by_start = {name.start: name for name in names}
        self.by_honorific = {name.honorific: name for name in names}
        self.begins = [name.a for name in names]
        self.cue_ends = {i + hit[0] - 1 for i, hit in tokens.cues.items()}
        self.known = {
            tokens.keys[k] for name in names if name.full for k in (name.b - 1, name.a if name.foreign else name.b - 1)
        }
        self.inside = {i for name in names for i in range(name.a, name.b)}

    def sentence_start(self, i: int) -> bool:
        """Whether a sentence, or what is quoted or said, begins at token ``i``."""
        return i == 0 or self.t.stops[i - 1] or self.t.words[i - 1] in '“”"-–:'

    def clause_start(self, i: int) -> int:
        """The first token of the clause that holds token ``i``."""
        t = self.t
        j = i
        while j > 0 and i - j < FAR:
            last = bisect_left(t.marks, j) - 1
            if last < 0 or t.marks[last] < i - FAR:
                return max(0, i - FAR)
            j = t.marks[last] + 1  # nothing else ends a clause
            word = t.words[j - 1]
            if word in '”"»' and t.quoted[j - 1] == j - 1:
                opening = t.opened[j - 1]
                if (
                    j - opening < 12
                    and opening
                    and (t.words[opening - 1] not in ":," or (j - opening < 6 and t.words[opening - 1] == ","))
                    and not t.stops[opening - 1]
                ):
                    j = opening  # a title or a word in quotation marks, inside the clause
                    continue
            if (
                word == ")"
                and (
                    opening := next(
                        (k for k in range(j - 2, max(-1, j - 30), -1) if t.words[k] in "()" or t.stops[k]), None
                    )
                )
                is not None
                and t.words[opening] == "("
            ):
                j = opening
                continue
            if t.stops[j - 1] or word in ';:“”"«»':
                break
            j -= 1
        return j

    def between(self, i: int, j: int) -> list[Name]:
        """The names that begin from token ``i`` on and before token ``j``."""
        return self.names[bisect_right(self.begins, i - 1) : bisect_right(self.begins, j - 1)]

    def last_name(self, i: int) -> Name | None:
        """The last name that begins before token ``i``."""
        k = bisect_right(self.begins, i - 1) - 1
        return self.names[k] if k >= 0 else None

    def ends_at(self, d: int) -> bool:
        """Whether the sentence ends at token ``d``."""
        t = self.t
        return d >= len(t) or t.stops[d] or (t.words[d] == "." and d + 1 < len(t) and t.stops[d + 1])

    def bare_pronoun(self, a: int) -> bool:
        """Whether what begins at token ``a`` is a pronoun of its own, not part of "anh em", "con trai bà" or of a
        name."""
        t, keys = self.t, self.t.keys
        return not (
            a > 0
            and not t.stops[a - 1]
            and (
                (t.capital[a] and t.capital[a - 1] and a - 1 not in self.inside)
                or self.lex.obliques.until(keys, a)
                or keys[a - 1] in PLURAL
            )
        )

    def oblique(self, name: Name) -> bool:
        """Whether the name is no subject: after a preposition, or joined to one that is ("gửi tới X và Y")."""
        t = self.t
        if name.oblique:
            return True
        if name.start < 2 or t.keys[name.start - 1] != VA:
            return False
        link = name.start - 1
        for _ in range(5):
            before = self.last_name(link)
            if (
                before is None
                or before.start == 0
                or not link - 1 <= before.end <= link + 1
                or (t.keys[link] != VA and t.words[link] != ",")
            ):
                return False
            link = before.start - 1
            while link > 1 and (t.words[link].isdigit() or t.keys[link] in MANY):
                link -= 1
            if t.keys[link] in _TOWARDS:
                return True
        return False

    def new_subject(self, i: int, c: int) -> bool:
        """Whether another subject begins between: a name, a body, a pronoun at the head of a clause."""
        t, keys = self.t, self.t.keys
        for k in range(i, c):
            if t.stops[k] or t.words[k] in ';:“”"':
                return True
            if k in self.by_start and not (k and self.lex.obliques.until(keys, k)) and k > i and keys[k - 1] != _VOI:
                return True
            if (
                t.words[k] == ","
                and k + 1 < c
                and (
                    self.t.bodies.get(k + 1, (0, "place"))[1] in ("body", "house")
                    or self.lex.pronouns.at(keys, k + 1)
                    or k + 1 in self.by_start
                    or head(t, self.lex, k + 1)
                )
            ):
                return True
        return False

    def earlier_pronoun(self, j: int, floor: int) -> tuple[int, int] | None:
        """A pronoun at the head of the sentence with a verb phrase after it: "Ông trao đổi với báo chí cho biết"."""
        t, keys = self.t, self.t.keys
        first = self.lex.pronouns.first
        for k in range(j - 1, max(floor - 1, j - 16), -1):
            if (
                keys[k] in first
                and (hit := self.lex.pronouns.at(keys, k))
                and (k == floor or t.words[k - 1] in ',”"' or t.capital[k])
                and self.bare_pronoun(k)
                and k + hit[0] < len(t)
                and not t.capital[k + hit[0]]
            ):
                if keys[k + hit[0]] in SITUATION and not self.new_subject(k + hit[0], j):
                    return k, k + hit[0]
                return None
        return None

    def head_of_clause(self, name: Name) -> bool:
        """Whether the name, with its office before it, is the first thing of its clause."""
        start = name.start
        t = self.t
        return (
            start == 0
            or t.stops[start - 1]
            or t.words[start - 1] in ',”";:–-)'
            or t.keys[start - 1] in _LINKING
            or (
                t.words[start - 1].isdigit()
                and start > 1
                and (t.words[start - 2] in "/-." or t.keys[start - 2] in _TIME)
            )
        )

    def signs(self, name: Name, c: int) -> bool:
        """Whether a paper speaks at token ``c`` that the person only signs: "Quyết định do ông X ký nêu rõ …"."""
        t = self.t
        if _SIGNING.isdisjoint(t.keys[name.b : c]):
            return False
        for k in range(name.start - 1, max(-1, name.start - 14), -1):
            if t.words[k] == "," or t.stops[k]:
                return False
            if t.keys[k] == _DO:
                return True
        return False

    def office_end(self, b: int, a: int) -> int:
        """Where the words that go on with the office from token ``a`` to ``b`` end: at a mark, a cue or a word that
        ends offices."""
        t = self.t
        while (
            b < len(t)
            and b - a < 24
            and t.words[b] not in ',:;.()“"\n'
            and not t.cues.get(b)
            and not (not t.capital[b] and t.breaks.get(b))
        ):
            b += 1
        return b

    def name_at(self, i: int) -> Name | None:
        """The name that begins at token ``i``, with or without its offices."""
        return self.by_start.get(i) or self.by_honorific.get(i)


def joined(cl: Clauses, c: int, d: int, name: Name, rule: str) -> Iterator[Found]:
    """The name, and the names joined to it as one subject: "A và B cùng bày tỏ", "A, B yêu cầu"."""
    yield Found(c, d, name.a, name.b, name, rule)
    t, start = cl.t, name.start
    joint: list[Found] = []
    for _ in range(6):
        other = cl.last_name(start)
        if not other or other.end > start or start == 0:
            break
        link = t.keys[start - 1]
        between = start - other.end
        linked = (between == 1 and (link == VA or (t.words[start - 1] == ","))) or (
            between == 0 and t.words[start - 1] == ","
        )
        linked = linked or (between == 2 and t.words[start - 2] == "," and link == VA)
        if linked and joint and cl.oblique(other):
            return  # "hội kiến với A, B và C, D bày tỏ": those met don't speak
        if not linked or cl.oblique(other):
            break
        if link != VA and not (
            other.start < other.a
            and (name.start < name.a or t.keys[other.honorific] in MANY)
            and cl.head_of_clause(other)
        ):
            break
        joint.append(Found(c, d, other.a, other.b, other, rule + ".joined"))
        start = other.start
    yield from joint
