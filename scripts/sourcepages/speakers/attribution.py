"""Cues → attributions: who each "cho biết", "Theo …", colon or quotation belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from .lexicon import Lexicon
from .names import Name, dash
from .offices import head
from .tokens import Tokens, key, split


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in tokens: cue [c, d), subject [a, b); ``name`` when the subject is named there."""

    c: int
    d: int
    a: int
    b: int
    name: Name | None
    rule: str


_OPEN_MARKS = frozenset("“\"‘'«")
_CUA, _VA, _RANG, _LA, _VOI, _THEO, _CUNG, _CHO = (key(w) for w in ("của", "và", "rằng", "là", "với", "theo", "cùng", "cho"))
_TRA, _CAU, _NHU, _GIAO = (key(w) for w in ("trả", "câu", "như", "giao"))
_SO = frozenset(key(w) for w in ("vậy", "thế", "trên", "sau"))
_DEMONSTRATIVE = frozenset(key(w) for w in ["này", "trên", "đó", "ấy", "kia", "nêu", "vừa", "của"])
_SITUATION = frozenset(
    key(w) for w in ["trao", "trả", "phát", "chia", "liên", "ngày", "sáng", "chiều", "tối", "trưa", "tại", "trong", "trên", "trước", "sau", "khi", "với", "lên", "viết", "đăng", "gửi", "bày", "hôm", "đứng", "bức", "cảnh", "kêu", "nhấn", "khẳng", "đáp", "nhắn", "gọi", "lấy", "mở", "quay", "bật", "vào", "hồi", "đến", "tới", "dự", "thăm", "gặp"]
)
_LINKING = frozenset(key(w) for w in ["và", "thì", "nhưng", "còn", "mà", "nên", "song", "rằng", "riêng", "khi", "vì", "do", "nay", "đó", "nhiên", "thời", "vậy", "cũng"])
_UTTER = frozenset(key(w) for w in ["cho", "nói", "kể", "chia", "tâm", "bộc", "thổ", "trải", "giãi", "đáp", "trả", "hỏi", "nhớ", "giải", "phân", "trần", "khẳng"])
_CIRCUMSTANCE = frozenset(key(w) for w in ["trong", "tại", "khi", "sau", "trước", "với", "vào", "trao", "trả", "ngày", "sáng", "chiều", "tối", "trưa", "trên", "qua", "ngay"])
_EVENTS = frozenset(key(w) for w in ("hội", "tại", "buổi", "phiên", "cuộc", "đại", "lễ"))
_ATTENDED = [split("chỉ đạo"), split("phát biểu"), split("kết luận")]
_WRITING = frozenset(tuple(split(w)) for w in ("công điện", "văn bản", "công văn", "thông điệp", "bài phát", "bức thư", "thư gửi", "đơn gửi", "bài viết"))
_THAT = frozenset((key("đó"), key("đây")))
_FINITE = frozenset(key(w) for w in ("đã", "đang", "sẽ", "bị", "vừa"))
_NOI, _BY_TELEPHONE = split("nói"), split("qua điện")
_WORDLESS = frozenset(key(w) for w in ("bằng", "tiếng", "chuyện", "lắp", "ngọng", "thạo", "giỏi", "xấu", "dối", "thay", "hộ", "năng"))
_TIME = frozenset(key(w) for w in ["ngày", "sáng", "chiều", "tối", "trưa", "hôm"])


_KHI, _TIMES = key("khi"), frozenset(key(w) for w in ("sau", "trước", "trong", "ngay"))
_FAR = 60
"""So many tokens a subordinate clause and the main clause after it may take."""


class Finder:
    """One article's attributions. ``skip`` marks tokens outside the running text (captions, headline, byline …)."""

    def __init__(self, tokens: Tokens, lex: Lexicon, names: list[Name], skip: list[bool]):
        self.t, self.lex, self.names, self.skip = tokens, lex, names, skip
        self.by_start = {name.start: name for name in names}
        self.by_honorific = {name.honorific: name for name in names}
        self.begins = [name.a for name in names]
        self.cue_ends = {i + hit[0] - 1 for i, hit in tokens.cues.items()}
        self.cue_after = {i + 1 for i in self.cue_ends}
        self.known = {tokens.keys[k] for name in names if name.full for k in (name.b - 1, name.a if name.foreign else name.b - 1)}
        self.inside = {i for name in names for i in range(name.a, name.b)}
        self.found: list[Found] = []
        self.taken: set[int] = set()  # cue tokens used

    def run(self) -> list[Found]:
        """Every attribution of the article, each cue used once."""
        t, keys = self.t, self.t.keys
        lead_first = self.lex.leads.first
        for i in t.points:
            word = t.words[i]
            closes = word in "”\"»"
            if self.skip[i]:
                continue
            if t.quoted[i] >= 0 and not closes:
                if i in t.cues and t.quoted[i - 1] == t.quoted[i] == i + t.cues[i][0] and t.words[i - 1] in "“\"":
                    self._cue(i - 1, t.cues[i][0] + 2, t.cues[i][1])  # `ông X “bật mí”`
                continue
            if keys[i] in lead_first and (hit := self.lex.leads.at(keys, i)) and not (i > 1 and keys[i - 1] == _TRA and keys[i - 2] != _CAU):
                self._lead(i, *hit)
            if i in t.cues:
                self._cue(i, *t.cues[i])
            elif closes:
                if t.quoted[i] == i or (t.quoted[i] < 0 and i and t.near(i)):
                    self._after_quotation(i)
            elif word == ":":
                self._colon(i)
        unique = {}
        for found in sorted(self.found, key=lambda f: (f.c, f.name is None, f.a)):
            unique.setdefault((found.c, found.a), found)
        return list(unique.values())

    # --- where things stand

    def _sentence_start(self, i: int) -> bool:
        return i == 0 or self.t.stops[i - 1] or self.t.words[i - 1] in "“”\"-–:"

    def _clause_start(self, i: int) -> int:
        """The first token of the clause that holds token ``i``."""
        t = self.t
        j = i
        while j > 0 and i - j < 60:
            word = t.words[j - 1]
            if word in "”\"»" and t.quoted[j - 1] == j - 1:
                opening = j - 1
                while opening > 0 and t.quoted[opening - 1] == j - 1:
                    opening -= 1
                if j - opening < 12 and opening and (t.words[opening - 1] not in ":," or (j - opening < 6 and t.words[opening - 1] == ",")) and not t.stops[opening - 1]:
                    j = opening  # a title or a word in quotation marks, inside the clause
                    continue
            if word == ")" and (opening := next((k for k in range(j - 2, max(-1, j - 30), -1) if t.words[k] in "()" or t.stops[k]), None)) is not None and t.words[opening] == "(":
                j = opening
                continue
            if t.stops[j - 1] or word in ";:“”\"«»":
                break
            j -= 1
        return j

    def _between(self, i: int, j: int) -> list[Name]:
        """The names that begin from token ``i`` on and before token ``j``."""
        return self.names[bisect_right(self.begins, i - 1) : bisect_right(self.begins, j - 1)]

    def _last_name(self, i: int) -> Name | None:
        """The last name that begins before token ``i``."""
        k = bisect_right(self.begins, i - 1) - 1
        return self.names[k] if k >= 0 else None

    # --- cues with their subject before them

    def _cue(self, c: int, size: int, kind: str) -> None:
        t, lex, keys = self.t, self.lex, self.t.keys
        d = c + size
        if c == 0:
            return
        nxt = keys[d] if d < len(t) else ""
        if nxt in _DEMONSTRATIVE and keys[c] != _CHO and c - 1 not in self.inside and not (nxt == key("trên") and d + 1 < len(t) and (t.capital[d + 1] or keys[d + 1] in (key("trang"), key("facebook"), key("báo"), key("tờ")))):
            return
        says = self._says(d)
        if keys[c:d] == _NOI and (nxt in _WORDLESS or keys[d : d + 2] == _BY_TELEPHONE) and says != "quotation":
            return  # "nói bằng tiếng Anh", "nói chuyện": not what was said
        if nxt in _EVENTS and says != "quotation" and keys[c:d] in _ATTENDED:
            return  # "dự và chỉ đạo hội nghị"
        if keys[c:d] in _ATTENDED and self._ends_at(d) and not self._beside_quotation(c):
            return  # "dự và chỉ đạo.": nothing is said
        if tuple(keys[c - 2 : c]) in _PLANS:
            return  # "thống nhất chủ trương giao cho …": what the plan is, not what was said
        if kind == "tag" and says not in ("quotation",) and not self._beside_quotation(c):
            return
        # adverbs between
        j = c
        negated = False
        while j > 0:
            if t.stops[j - 1] or (t.capital[j - 1] and (j - 1 in self.inside or not self._sentence_start(j - 1))):
                break  # a name ends here: "Nguyễn Văn Lại", "tỉnh Bình Định"; a particle has no capital inside a sentence
            prior = lex.nots.until(keys, j)
            if prior and not lex.adverbs.until(keys, j):
                negated = True
                break
            if prior and keys[j - 1] in _HARD_NOT and not (keys[j - 1] == _PHAI and j > 1 and keys[j - 2] in _DONE):
                negated = True
                break
            hit = lex.adverbs.until(keys, j)
            if not hit or j - hit[0] < 0:
                break
            j -= hit[0]
        if negated:
            return
        if kind == "content" and not says:
            return
        if not self._subordinate(c):
            self._subject(j, c, d)

    def _ends_at(self, d: int) -> bool:
        """Whether the sentence ends at token ``d``."""
        t = self.t
        return d >= len(t) or t.stops[d] or (t.words[d] == "." and d + 1 < len(t) and t.stops[d + 1])

    def _subordinate(self, c: int) -> bool:
        """Whether the cue stands in a clause before the main one, which has a named speaker of its own: "Sau khi nhận
        được tin A thừa nhận …, B cho biết: …"."""
        t, keys = self.t, self.t.keys
        start = next((i for i in range(c, max(-1, c - _FAR), -1) if i == 0 or t.stops[i - 1]), None)
        if start is None or not (keys[start] == _KHI or (keys[start] in _TIMES and start + 1 < c and keys[start + 1] == _KHI)):
            return False
        comma = False
        for i in range(c + 1, min(len(t), c + _FAR)):
            if t.stops[i]:
                return False
            comma |= t.words[i] == ","
            if comma and i in t.cues and (name := self._last_name(i)) and name.a > c and name.end == i:
                return True
        return False

    def _says(self, d: int) -> str:
        """What follows a cue: quotation, clause ("rằng", ":", ","), or "" for anything else that may still be content."""
        t = self.t
        if d >= len(t):
            return ""
        word, k = t.words[d], t.keys[d]
        if word in _OPEN_MARKS and word not in "'‘":
            return "quotation"
        if word == ":":
            return "quotation" if d + 1 < len(t) and t.words[d + 1] in "“\"«\n" else "clause"
        if k in (_RANG, _LA) or word == "," or (k == _NHU and d + 1 < len(t) and t.keys[d + 1] in _SO):
            return "clause"
        for j in range(d, min(d + 14, len(t))):
            if t.stops[j] or t.words[j] in ";”":
                break
            if t.words[j] == ":":
                return "clause"
            if t.words[j] in "“\"«":
                return "quotation"
            if t.keys[j] == _RANG:
                return "clause"
        return ""

    def _beside_quotation(self, c: int) -> bool:
        t = self.t
        for j in range(c - 1, max(-1, c - 16), -1):
            if t.words[j] in "”\"»" and t.quoted[j] == j:
                return True
            if t.stops[j]:
                return False
        return False

    def _subject(self, j: int, c: int, d: int) -> None:
        """Find who speaks: the words that end right before token ``j``."""
        t, keys, lex = self.t, self.t.keys, self.lex
        if j <= 0 or t.stops[j - 1]:
            return
        if t.words[j - 1] == ";":
            if name := self._said_before(j - 1):
                self._add_all(c, d, name, "speakers.name-gap-cue")
            return
        floor = self._clause_start(c)
        name = self._last_name(j)
        if name and name.a >= floor and name.b <= j and name.end >= j:
            if keys[j] == _VA and j < c and not self._head_of_clause(name):
                if main := self._main_subject(floor, name.start):  # "A mời B và cho biết"
                    self._add_all(c, d, main, "speakers.name-gap-cue")
                return
            if (not self._oblique(name) or self._holder(name, floor)) and not self._not_yet(name):
                self._add_all(c, d, name, "speakers.name-cue")
            return
        # a pronoun: "Ông cho biết"
        pron = lex.pronouns.until(keys, j)
        if pron and self._bare_pronoun(j - pron[0]):
            self._add(Found(c, d, j - pron[0], j, None, "speakers.pronoun-cue"))
            return
        if name and name.a >= floor and name.b < j and not self._oblique(name) and self._aside(name, j):
            self._add_all(c, d, name, "speakers.name-aside-cue")
            return
        if keys[j] == _VA and j < c and (main := self._main_subject(floor, j)):
            self._add_all(c, d, main, "speakers.name-gap-cue")
            return
        noun = self._phrase(j, floor)
        if noun is not None:
            a, rule = noun
            if self._asked(a, c) or keys[a - 1] == _MATTER:
                return  # "việc luật sư thông báo cho liên đoàn": what is spoken of
            if name and name.a >= floor and not self._oblique(name) and (self._office_goes_on(name, a) or self._lives(name, a)):
                self._add_all(c, d, name, "speakers.name-gap-cue")
                return
            if keys[a - 1] == _VA and _SEND & set(keys[max(floor, a - 12) : a]) and (main := self._main_subject(floor, a)):
                self._add_all(c, d, main, "speakers.name-gap-cue")  # "X gửi đơn lên A và B đề nghị"
                return
            if name and name.a >= floor and not self._oblique(name) and self._list_in_office(name, a):
                self._add_all(c, d, name, "speakers.name-gap-cue")
            else:
                self._add(Found(c, d, a, j, None, rule))
            return
        # a verb phrase between: "X trao đổi với phóng viên cho biết"
        if name and name.a >= floor and name.b <= j and not self._oblique(name) and self._gap(name, j, c):
            self._add_all(c, d, name, "speakers.name-gap-cue")
            return
        pronoun = self._earlier_pronoun(j, floor)
        if pronoun:
            self._add(Found(c, d, *pronoun, None, "speakers.pronoun-gap-cue"))

    def _main_subject(self, floor: int, j: int) -> Name | None:
        """Who does something "và cho biết": the one person at the head of the clause, what they did between."""
        t = self.t
        inside = [n for n in self._between(floor, j) if not self._oblique(n)]
        if len(inside) != 1:
            return None
        name = inside[0]
        if not self._head_of_clause(name) or j - name.end > _FAR // 2 or (name.start and t.keys[name.start - 1] == _RANG):
            return None
        if any(k in t.cues and t.words[k - 1] != "," and not t.capital[k] for k in range(floor + 1, name.start)):
            return None  # another subject has spoken before
        between = range(name.end, j)
        if any(t.stops[k] or t.words[k] in ";:“”\"" or t.keys[k] in _NOT_DONE for k in between) or self._new_subject(name.end, j):
            return None
        return name

    def _office_goes_on(self, name: Name, a: int) -> bool:
        """Whether the body at ``a`` is where the person before it is at home: "đại biểu X đoàn Mẫu", "ông X, trưởng công an phường, Mẫu"."""
        t = self.t
        return name.end == a and (t.capital[a] or t.keys[a] == _DOAN) and not (t.words[a - 1] == "," and name.start and t.keys[name.start - 1] == _THEO)

    def _said_before(self, i: int) -> Name | None:
        """Whose the clause without a subject after the semicolon at token ``i`` is: the one person the sentence begins with."""
        t, start = self.t, i
        while start > 0 and i - start < 2 * _FAR and not t.stops[start - 1] and t.words[start - 1] not in ":“”\"":
            start -= 1
        first = next((n for n in self._between(start, i) if self._head_of_clause(n) and not self._oblique(n)), None)
        if not first or i - start >= 2 * _FAR or any(t.words[k] == ";" for k in range(start, first.a)) or self._new_subject(first.end, i):
            return None
        return first

    def _asked(self, a: int, c: int) -> bool:
        """Whether the office at token ``a`` is asked to speak: "xin Bộ trưởng cho biết"."""
        return a > 0 and self.t.keys[a - 1] in _ASK and self.t.keys[c] in _UTTER

    def _lives(self, name: Name, a: int) -> bool:
        """Whether only where somebody lives stands between a name and the office at ``a``: "ông X, hộ 212, thành viên …"."""
        t, i = self.t, name.b
        if not (i + 1 < a <= i + 12 and t.words[i] == t.words[a - 1] == "," and self._head_of_clause(name)):
            return False
        between = range(i + 1, a - 1)
        return any(t.words[k][0].isdigit() or t.capital[k] for k in between) and not any(
            k in t.cues or k in t.breaks or k in self.inside or t.stops[k] or t.words[k] in ";:“”\"()" for k in between
        )

    def _bare_pronoun(self, a: int) -> bool:
        """Whether what begins at token ``a`` is a pronoun of its own, not part of "anh em", "con trai bà" or of a name."""
        t, keys = self.t, self.t.keys
        return not (a > 0 and not t.stops[a - 1] and ((t.capital[a] and t.capital[a - 1] and a - 1 not in self.inside) or self.lex.obliques.until(keys, a) or keys[a - 1] in _PLURAL))

    def _oblique(self, name: Name) -> bool:
        """Whether the name is no subject: after a preposition, or joined to one that is ("gửi tới X và Y")."""
        t = self.t
        if oblique(t, self.lex, name):
            return True
        if name.start < 2 or t.keys[name.start - 1] != _VA:
            return False
        link = name.start - 1
        for _ in range(5):
            before = self._last_name(link)
            if before is None or before.start == 0 or not link - 1 <= before.end <= link + 1 or (t.keys[link] != _VA and t.words[link] != ","):
                return False
            link = before.start - 1
            while link > 1 and (t.words[link].isdigit() or t.keys[link] in _MANY):
                link -= 1
            if t.keys[link] in _TOWARDS:
                return True
        return False

    def _not_yet(self, name: Name) -> bool:
        """Whether the name is the agent of something not done or not said: "sẽ được ông X đề cập", "được ông X giao cho Y"."""
        keys, at = self.t.keys, name.start
        return at > 1 and keys[at - 1] == _DUOC and (keys[at - 2] in _UNDONE or keys[at - 2] == _KHI or keys[name.end] == _GIAO)

    def _holder(self, name: Name, floor: int) -> bool:
        """Whether the name says who held the office its sentence begins with: "Chủ tịch Hạ viện lúc đó là X đã cáo buộc …"."""
        t = self.t
        if not (name.start > floor + 1 and t.keys[name.start - 1] == _LA and name.start - floor < 20):
            return False
        return head(t, self.lex, floor) is not None and not any(t.words[k] in ",;:" or k in self.inside or k in t.cues for k in range(floor, name.start - 1))

    def _aside(self, name: Name, j: int) -> bool:
        """Whether nothing but an aside stands between: "X – một trong những tác giả cho hay", "Bà X cùng hai hộ dân cho biết",
        "…, thuộc Khu bảo tồn Mẫu cho biết"."""
        t, i = self.t, name.end
        if i > name.b and t.words[i - 1] in "-–—":
            i -= 1
        if not (dash(t, i) or t.keys[i] in _BESIDE) or not 2 < j - i <= 16 or not self._head_of_clause(name):
            return False
        return not any(t.words[k] in ",;:“”\"()" or t.stops[k] or k in self.inside or k in t.cues for k in range(i + 1, j))

    def _list_in_office(self, name: Name, a: int) -> bool:
        """Whether the body at ``a`` ends the office after the name, one with a comma in it: "X, Cục trưởng Cục Khám, chữa bệnh, Bộ Y tế"."""
        t, i = self.t, name.end
        if not (name.end > name.b and t.words[name.b] == "," and i < a - 1 <= i + 6 and t.words[i - 1] == t.words[a - 1] == "," and self._head_of_clause(name)):
            return False
        return all(t.words[k].isalpha() and t.words[k].islower() and k not in t.cues and k not in t.heads for k in range(i, a - 1))

    def _gap(self, name: Name, j: int, c: int) -> bool:
        """Whether the words between a name and a cue (the adverbs before it aside) leave the name its subject:
        an apposition that closes before the cue, an office that runs on, or what the person did before speaking."""
        t, keys = self.t, self.t.keys
        i = name.b
        if j - i > 48 or (not self._head_of_clause(name) and name.start == name.a):
            return False
        if i + 1 == j and t.words[i] == "," and not self._head_of_clause(name) and self._acted_on(name):
            return False  # "Chính phủ triệu tập Đại sứ X, yêu cầu …"
        if t.words[i] in ",-–—(" and t.words[j - 1] in ",-–—)":
            if j < c and keys[j] == _VA and any(t.words[k] == "," and keys[k + 1] in _FINITE for k in range(i + 1, j - 1)):
                return False  # "X, người tổ chức …, đã ra tù …, và": a sentence, no apposition
            return not any(t.stops[k] or t.words[k] in ";:" or (k in t.cues and not self._in_brackets(k, i, j)) for k in range(i, j)) and not self._other_head(i + 1, j)
        i = name.end
        if i >= j:
            return True
        if j - i > 24:
            return False
        if name.end > name.b and t.words[i - 1] not in ",)-–—" and not any(t.words[k] in ",;:“”\"()" or t.stops[k] or k in self.inside for k in range(i, j)) and j - i <= 12:
            return True
        if not self._head_of_clause(name):
            return False
        if t.words[i - 1] == "," and i > name.b and keys[i] in _CIRCUMSTANCE and not self._new_subject(i, j):
            return True
        if t.words[i] == "," and keys[i + 1] in _CIRCUMSTANCE:
            return not self._new_subject(i + 1, j)
        if t.words[i] in ",;:":
            return False
        if j - i <= 3 and keys[c] in _UTTER and all(t.words[k].isalpha() and t.words[k].islower() and k not in t.heads and k not in t.bodies and k not in t.breaks for k in range(i, j)):
            return True  # how it was said: "lúng túng", "dịu dàng"
        for _ in range(3):
            hit = self.lex.adverbs.at(keys, i)
            if not hit or i + hit[0] >= j:
                break
            i += hit[0]
        if keys[i] not in _SITUATION and i not in t.cues and not any(pair in _WRITING for pair in zip(keys[i : i + 5], keys[i + 1 : i + 6], strict=False)):
            return False
        return not self._new_subject(i, j)

    def _acted_on(self, name: Name) -> bool:
        """Whether a subject with a verb stands before the name in its clause: a body, or an office that is not the name's."""
        t, floor = self.t, self._clause_start(name.start)
        for k in range(name.start - 1, max(floor, name.start - 14) - 1, -1):
            if t.words[k] == ",":
                return False
            if k in t.bodies and t.bodies[k][1] in ("body", "house") and t.keys[k - 1] not in _BESIDE:
                return True
        return False

    def _in_brackets(self, k: int, i: int, j: int) -> bool:
        t = self.t
        return any(t.words[x] == "(" for x in range(i, k)) and any(t.words[x] == ")" for x in range(k, j))

    def _other_head(self, i: int, j: int) -> bool:
        """Whether an item after a comma begins another subject: a body with a verb, a pronoun."""
        t = self.t
        last = max((k for k in range(i, j - 1) if t.words[k] == ","), default=None)
        return last is not None and last + 1 in self.by_start

    def _new_subject(self, i: int, c: int) -> bool:
        """Whether another subject begins between: a name, a body, a pronoun at the head of a clause."""
        t, keys = self.t, self.t.keys
        for k in range(i, c):
            if t.stops[k] or t.words[k] in ";:“”\"":
                return True
            if k in self.by_start and not (k and self.lex.obliques.until(keys, k)) and k > i and keys[k - 1] != _VOI:
                return True
            if t.words[k] == "," and k + 1 < c and (self.t.bodies.get(k + 1, (0, "place"))[1] in ("body", "house") or self.lex.pronouns.at(keys, k + 1) or k + 1 in self.by_start or head(t, self.lex, k + 1)):
                return True
        return False

    def _earlier_pronoun(self, j: int, floor: int) -> tuple[int, int] | None:
        """A pronoun at the head of the sentence with a verb phrase after it: "Ông trao đổi với báo chí cho biết"."""
        t, keys = self.t, self.t.keys
        for k in range(j - 1, max(floor - 1, j - 16), -1):
            hit = self.lex.pronouns.at(keys, k)
            if hit and (k == floor or t.words[k - 1] in ",”\"" or t.capital[k]) and self._bare_pronoun(k) and k + hit[0] < len(t) and not t.capital[k + hit[0]]:
                if keys[k + hit[0]] in _SITUATION and not self._new_subject(k + hit[0], j):
                    return k, k + hit[0]
                return None
        return None

    def _phrase(self, j: int, floor: int) -> tuple[int, str] | None:
        """An office or a body as subject: (first token, rule) of the words that end at token ``j``."""
        t, keys, lex = self.t, self.t.keys, self.lex
        if keys[j - 1] in _POINTERS and j - 1 > floor:
            j -= 1  # "vị chuyên gia này"
        if t.words[j - 1] in ",)-–—":
            return None
        begin = max(floor, j - 30)
        best, kind = None, ""
        k = j - 1
        while k >= begin:
            if k in self.inside:
                break
            if t.words[k] in ",;:“”\"()":
                if t.words[k] == "," and best is None and t.capital[k + 1]:
                    k -= 1
                    continue
                break
            if t.stops[k]:
                break
            hit = head(t, lex, k)
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
        if best is not None and kind == "speakers.body-cue" and (a := self._known_part(j, best)):
            return a, kind
        if best is None:
            if t.words[j - 1][0].isalpha() and (t.capital[j - 1] or t.words[j - 1].isupper()):
                a = j - 1
                while a > begin and not t.stops[a - 1] and (t.capital[a - 1] or (t.words[a - 1] in "'’-" and t.near(a) and t.near(a - 1))):
                    a -= 1
                if a > begin and not self._sentence_start(a) and (lex.obliques.until(keys, a) or lex.named.until(keys, a)):
                    return None
                return a, "speakers.body-cue"
            return None
        if best > floor and kind == "speakers.office-cue" and keys[best - 1] in _MANY:
            return best, "speakers.body-cue"
        if best > 0 and best > floor and lex.obliques.until(keys, best) and not t.capital[best - 1] and keys[best - 1] != _THEO:
            if keys[best - 1] == _CUA and kind == "speakers.office-cue":
                return best, "speakers.body-cue"
            return None
        return best, kind

    def _known_part(self, j: int, floor: int) -> int | None:
        """The token of a lone name right before token ``j`` and after a comma, if it is the last or the first word of a name of the
        article: "Trên trang cá nhân, Mẫuson viết"."""
        t = self.t
        if j - 2 > floor and t.words[j - 2] == "," and t.capital[j - 1] and t.keys[j - 1] in self.known:
            return j - 1
        return None

    def _add_all(self, c: int, d: int, name: Name, rule: str) -> None:
        """The name, and the names joined to it as one subject: "A và B cùng bày tỏ", "A, B yêu cầu"."""
        self._add(Found(c, d, name.a, name.b, name, rule))
        t, start = self.t, name.start
        joint: list[Found] = []
        for _ in range(6):
            other = self._last_name(start)
            if not other or other.end > start or start == 0:
                break
            link = t.keys[start - 1]
            between = start - other.end
            joined = (between == 1 and (link == _VA or (t.words[start - 1] == "," ))) or (between == 0 and t.words[start - 1] == ",")
            joined = joined or (between == 2 and t.words[start - 2] == "," and link == _VA)
            if joined and joint and self._oblique(other):
                return  # "hội kiến với A, B và C, D bày tỏ": those met don't speak
            if not joined or self._oblique(other):
                break
            if link != _VA and not ((other.start < other.a) and (name.start < name.a) and self._head_of_clause(other)):
                break
            joint.append(Found(c, d, other.a, other.b, other, rule + ".joined"))
            start = other.start
        self.found += joint

    def _head_of_clause(self, name: Name) -> bool:
        start = name.start
        t = self.t
        return start == 0 or t.stops[start - 1] or t.words[start - 1] in ",”\";:–-)" or t.keys[start - 1] in _LINKING or (t.words[start - 1].isdigit() and start > 1 and (t.words[start - 2] in "/-." or t.keys[start - 2] in _TIME))

    # --- "Theo X", "dẫn lời X", "trao đổi với X"

    def _lead(self, i: int, size: int, kind: str) -> None:
        t, keys, lex = self.t, self.t.keys, self.lex
        d = i + size
        if d >= len(t):
            return
        if keys[i] == _THEO and not (t.capital[i] or self._theo_place(i) or self._theo_inside(i, d)):
            return
        if keys[i] in _THAT and not (self._sentence_start(i) and keys[d] == _CUA):
            return  # but "Đó là nhận định của bà X"
        if kind == "talk":
            name = self._name_at(d)
            if name and name.full and self._interview(i):
                self._add(Found(i, d, name.a, name.b, name, "speakers.interview"))
            return
        at = d
        if keys[at] in (_CUA, key("từ")) and at + 1 < len(t):
            at += 1
        name = self._name_at(at) or (self._after_offices(at) if keys[i] in _THAT else None)
        if name and name.b < len(t) and t.words[name.b] == "/":
            return  # "Theo Lê Mẫu/Báo Mẫu": a byline
        if name:
            self._add(Found(i, d, name.a, name.b, name, "speakers.lead"))
            start = name
            nxt = name.end
            if nxt < len(t) and keys[nxt] == _VA:
                other = self.by_start.get(nxt + 1) or self.by_honorific.get(nxt + 1)
                if other:
                    self._add(Found(i, d, other.a, other.b, other, "speakers.lead.joined"))
            del start
            return
        pron = lex.pronouns.at(keys, at)
        if pron and at + pron[0] < len(t) and (t.words[at + pron[0]] in ",.)" or keys[i] != _THEO or (self._sentence_start(i) and keys[at + pron[0]] not in _KIN)) and not t.capital[at + pron[0]]:
            self._add(Found(i, d, at, at + pron[0], None, "speakers.lead-pronoun"))
            return
        office = head(t, lex, at)
        if office and office[1] != "tie":
            b = at + office[0]
            while b < len(t) and b - at < 24 and t.words[b] not in ",:;.()“\"\n" and not t.cues.get(b) and not (not t.capital[b] and t.breaks.get(b)):
                b += 1
            if b < len(t) and keys[b] == _NAY:
                b += 1  # "theo quan chức này"
            self._add(Found(i, d, at, b, None, "speakers.lead-office"))
        elif keys[i] == _THEO and (t.capital[at] or t.bodies.get(at)):
            b = at + 1
            while b < len(t) and b - at < 24 and t.words[b] not in ",:;.()“\"\n":
                b += 1
            if at + 1 in t.cues or at + 2 in t.cues:  # "Theo Nguyên Mẫu chia sẻ, …"
                c = at + 1 if at + 1 in t.cues else at + 2
                b = c if c + t.cues[c][0] == b else b
            lone = b - at <= 2 and b < len(t) and (t.words[b] == "," or b in t.cues) and all(t.capital[at:b]) and not lex.localities.at(keys, at)
            self._add(Found(i, d, at, b, None, "speakers.lead-part" if lone else "speakers.lead-body"))

    def _after_offices(self, at: int) -> Name | None:
        """The name that ends a row of offices: "của Ủy viên Hội đồng, Chủ tịch xã Lê Mẫu"."""
        t = self.t
        if not head(t, self.lex, at):
            return None
        k = bisect_left(self.begins, at)
        name = self.names[k] if k < len(self.names) else None
        if name is None or name.start - at > 30 or t.words[name.start - 1] != "," or not head(t, self.lex, name.start):
            return None
        return None if any(t.stops[j] or j in t.cues for j in range(at, name.start)) else name

    def _theo_place(self, i: int) -> bool:
        t = self.t
        return i == 0 or t.stops[i - 1] or t.words[i - 1] in ",:”\"“–-(;" or t.keys[i - 1] in _BEFORE_THEO

    def _theo_inside(self, i: int, d: int) -> bool:
        """Whether "theo" in the middle of a clause names a source: "giá nhà theo bà X vẫn ổn định", not "đi theo ông X"."""
        t, name = self.t, self._name_at(d)
        return bool(name) and (name.start < name.a or name.full) and t.keys[i - 1] not in _FOLLOWING and i - 1 not in t.cues and name.end < len(t) and (t.words[name.end][0].islower() or (t.words[name.end] == "," and t.keys[i - 1] in _POINTERS))

    def _name_at(self, i: int) -> Name | None:
        return self.by_start.get(i) or self.by_honorific.get(i)

    def _interview(self, i: int) -> bool:
        """Whether "trao đổi với X" introduces an interview: the paper is who talks."""
        t = self.t
        floor = self._clause_start(i)
        words = set(t.keys[max(floor, i - 14) : i])
        return bool(words & _PAPER) or (any(k in _PAPER for k in t.keys[floor:i]) and i - floor < 40)

    # --- quotations without a verb of speech

    def _after_quotation(self, i: int) -> None:
        """`“…”, ông X cười`: the person right after a quotation spoke it."""
        t, keys, lex = self.t, self.t.keys, self.lex
        j = i + 1
        if j >= len(t):
            return
        opening = i
        while opening > 0 and t.quoted[opening - 1] == i:
            opening -= 1
        if t.quoted[i] == i and (i - opening < 6 or (i - opening < 12 and opening and t.words[opening - 1][0].isalpha() and opening - 1 not in self.cue_ends)):
            return  # a nickname or a title: 'biệt danh "Nhà tiên tri", ông X'
        steps = 0
        while j < len(t) and t.words[j] in ",-–—." and steps < 2:
            j += 1
            steps += 1
        if not steps or j >= len(t) or t.words[j] == "\n":
            return
        if t.words[j - 1] == "." and t.capital[j]:
            return
        if keys[j] == key("lời"):
            j += 1
        if keys[j] in (key("là"), key("đó")):
            return
        name = self._name_at(j)
        if name:
            cue = t.cues.get(name.end) if name.end < len(t) else None
            c, d = (name.end, name.end + cue[0]) if cue else self._next_words(name.end)
            if keys[c] == _LA:
                return  # "có biệt danh “…”, ông X là …"
            self._add_all(c, d, name, "speakers.after-quotation")
            return
        pron = lex.pronouns.at(keys, j)
        if pron and j + pron[0] < len(t) and not t.capital[j + pron[0]] and keys[j + pron[0]] not in _PLURAL:
            c, d = self._next_words(j + pron[0])
            self._add(Found(c, d, j, j + pron[0], None, "speakers.after-quotation"))
            return
        office = head(t, lex, j)
        if office and office[1] != "tie":
            b = j + office[0]
            while b < len(t) and b - j < 24 and t.words[b] not in ",:;.()“\"\n" and not t.cues.get(b) and not (not t.capital[b] and t.breaks.get(b)):
                b += 1
            c, d = self._next_words(b)
            self._add(Found(c, d, j, b, None, "speakers.after-quotation"))

    def _next_words(self, i: int) -> tuple[int, int]:
        """The verb after a speaker, or the last word before if the sentence ends there."""
        t = self.t
        adverb = i
        for _ in range(4):
            if adverb >= len(t):
                break
            cue = self.t.cues.get(adverb)
            if cue:
                return adverb, adverb + cue[0]
            hit = self.lex.adverbs.at(t.keys, adverb)
            if not hit:
                break
            adverb += hit[0]
        if i < len(t) and not t.stops[i] and t.words[i] not in ",;:.":
            b = i
            while b < len(t) and b - i < 2 and not t.stops[b] and t.words[b] not in ",;:.“”\"()":
                b += 1
            return i, max(b, i + 1)
        return i - 1, i

    def _colon(self, i: int) -> None:
        """`X …: “…”`, or a line that begins with `X:`."""
        t, _keys = self.t, self.t.keys
        if i + 1 >= len(t) or i == 0:
            return
        floor = self._clause_start(i)
        if t.words[i + 1] in "“\"«" and i < t.quoted[i + 1] < i + 9 and t.quoted[i + 1] + 1 < len(t) and t.words[t.quoted[i + 1] + 1][0].islower():
            return  # "có một điểm chung: “đồng cam cộng khổ” trên …": a word, no utterance
        quotes = t.words[i + 1] in "“\"«" or (t.words[i + 1] == "\n" and i + 2 < len(t) and t.words[i + 2] in "“\"«-–")
        name = self._last_name(i)
        if name and name.a >= floor and name.b <= i and not self._oblique(name):
            at_line = name.start == 0 or t.words[name.start - 1] == "\n" or (t.words[name.start - 1] in "-–+*•" and (name.start < 2 or t.words[name.start - 2] == "\n"))
            if (name.end >= i or name.b == i) and not at_line and quotes and self._object(name, floor):
                self._first_subject(floor, name, i)
                return
            if name.end >= i or name.b == i:
                if (at_line or (self._head_of_clause(name) and quotes)) and (name.start < name.a or name.full):
                    self._add(Found(i, i + 1, name.a, name.b, name, "speakers.name-colon"))
                return
            if (quotes or i - 1 in self.cue_ends) and self._head_of_clause(name) and i - name.end <= 26 and not self._new_subject(name.end, i) and not self._cued_between(name.end, i):
                self._add_all(i, i + 1, name, "speakers.colon-quotation")
            return
        if quotes:
            hit = self._earlier_pronoun(i, floor)
            if hit and not self._cued_between(hit[1], i):
                self._add(Found(i, i + 1, *hit, None, "speakers.colon-quotation"))

    def _object(self, name: Name, floor: int) -> bool:
        """Whether a name after its office is what a verb or a preposition before the office is about: "A chỉ trích Chủ tịch Hội, B",
        "A giận với cách làm của Giám đốc, B"."""
        t, comma = self.t, name.start - 1
        if comma <= floor or t.words[comma] != ",":
            return False
        for k in range(comma - 1, max(floor, comma - 12), -1):
            if t.words[k] in ",;:()":
                return False
            if k in t.heads and t.heads[k][1] == "post":
                return k in self.cue_after or bool(self.lex.obliques.until(t.keys, k))
        return False

    def _first_subject(self, floor: int, name: Name, i: int) -> None:
        """Give the quotation after the colon at token ``i`` to the person or office its sentence begins with, unless a cue did."""
        t = self.t
        if any(f.c >= floor and f.c < name.start for f in self.found[-4:]):
            return
        first = next((n for n in self._between(floor, name.a) if not self._oblique(n) and self._head_of_clause(n)), None)
        if first:
            self._add(Found(i, i + 1, first.a, first.b, first, "speakers.colon-quotation"))
        elif office := head(t, self.lex, floor):
            b = floor + office[0]
            while b < name.start and t.capital[b]:
                b += 1
            self._add(Found(i, i + 1, floor, b, None, "speakers.office-cue"))

    def _cued_between(self, i: int, j: int) -> bool:
        return any(f.c >= i and f.c < j for f in self.found[-4:])

    def _add(self, found: Found) -> None:
        self.found.append(found)


def oblique(tokens: Tokens, lex: Lexicon, name: Name) -> bool:
    """Whether the name stands after a preposition or a tie, so that it is no subject."""
    start = name.start
    if start > 1 and tokens.words[start - 1] == ":" and tokens.keys[start - 2] == _PHOTO:
        return True
    if start == 0 or tokens.stops[start - 1] or tuple(tokens.keys[max(0, start - 2) : start]) in _SELF:
        return False
    return bool(lex.obliques.until(tokens.keys, start)) and not (tokens.capital[start - 1] and not tokens.stops[start - 2])


_MANY = frozenset(key(w) for w in ["các", "những", "nhiều", "số", "mọi", "mấy", "hai", "ba", "vài"])
_POINTERS = frozenset(key(w) for w in ("này", "trên", "đó", "ấy"))
_KIN = frozenset(key(w) for w in ["ta", "cha", "nội", "ngoại", "ấy", "chủ", "trùm", "già", "lão", "bà", "con", "em", "này", "đó", "vợ", "chồng"])
_PHOTO = key("ảnh")
_DOAN, _TUOI = key("đoàn"), key("tuổi")
_NAY = key("này")
_SELF = frozenset(tuple(split(w)) for w in ("đích thân", "bản thân"))
_MATTER = key("việc")
_SEND = frozenset(key(w) for w in ("gửi", "nộp", "trình"))
_TOWARDS = frozenset(key(w) for w in ("tới", "đến", "gửi", "gặp", "cho"))
_NOT_DONE = frozenset(key(w) for w in ("bị", "được", "không", "chưa", "chối"))
_ASK = frozenset(key(w) for w in ("xin", "mong", "mời", "nhờ", "kính"))
_BESIDE = frozenset((_CUNG, key("thuộc")))
_DUOC = key("được")
_PLANS = frozenset(tuple(split(w)) for w in ("chủ trương", "phương án", "kế hoạch", "đề án"))
_PHAI, _DONE = key("phải"), frozenset(key(w) for w in ("đã", "từng", "cũng"))
_HARD_NOT = frozenset(key(w) for w in ["không", "chưa", "chẳng", "bị", "được", "sẽ", "phải"])
_UNDONE = _HARD_NOT | frozenset(key(w) for w in ("cần", "nên", "thể", "để", "muốn", "nếu"))
_PLURAL = frozenset(key(w) for w in ["em", "chị", "bà", "con", "các", "những", "hai", "ba", "mấy", "nhiều", "vợ", "chồng", "họ"])
_FOLLOWING = frozenset(
    key(w) for w in ["đi", "chạy", "bước", "nối", "dõi", "làm", "học", "kéo", "mang", "đem", "bám", "noi", "tuân", "kèm", "phỏng", "rượt", "đuổi", "lần", "bắt", "xin", "dắt", "chiều", "về", "vào", "sang", "ra", "lên", "xuống", "tới", "đến", "tiếp", "dựa", "cứ", "hành", "soạn", "dịch", "viết", "vẽ", "chơi", "hát", "sống", "ngả", "hộ", "tùy", "tuỳ", "nói", "kể", "gọi", "chép", "dẫn", "đưa", "bay", "chuyển", "thuận", "họ", "chống", "bế", "cùng", "gia", "trung", "mời", "rủ", "cho", "mạng", "chở", "cõng", "tải", "dõi"]
)
"""Before "theo": somebody follows somebody."""
_BEFORE_THEO = frozenset(key(w) for w in ["cũng", "và", "nhưng", "còn", "vẫn", "nay", "tuy", "song", "thì", "mà", "rằng", "là", "đó", "khác", "biết", "nữa"])
_PAPER = frozenset(key(w) for w in ["pv", "phóng", "viên", "báo", "vnexpress", "tuổi", "dân", "zing", "chúng", "tôi", "vietnamnet", "nlđo", "qđnd", "ttxvn", "vov", "vtv", "cuộc", "buổi", "tạp", "chí"]) - {key("tuổi"), key("dân"), key("chí"), key("viên"), key("tôi")}
