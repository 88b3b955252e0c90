"""Names, offices and pronouns → who is meant; attributions → speakers with their offices."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from ..fold import fold_tone as _fold_tone
from ..fold import is_syllable
from ..models import Attribution, Evidence, Layout, PersonMention, Speaker
from ..tables import Tables
from . import names
from .offices import FORMER, distinct, same_office, words_of
from .references import FROM, SEXES, references

fold_tone = lru_cache(maxsize=1 << 14)(_fold_tone)
_THAT_PERSON = ("ông", "bà", "anh", "chị", "cô")
_POINT_BACK = 900
"""In code points; "vị quan chức này" does not reach further back."""
_JUST_BEFORE = 400
"""In code points; somebody without a name is spoken of no further on."""
_LOOK_BACK = 80
"""Mentions; a pronoun or an office does not reach further back."""


@dataclass(slots=True, eq=False)
class _Person:
    """Somebody of the article: every form of the name, every mention."""

    name: str
    syllables: tuple[str, ...]
    gender: str = ""
    addresses: set[str] = field(default_factory=set)
    offices: list[frozenset[str]] = field(default_factory=list)
    heads: list[tuple[str, ...]] = field(default_factory=list)


@lru_cache(maxsize=8)
def _addresses(tables: Tables) -> dict[str, str]:
    return {fold_tone(word): row["gender"] for row in tables["honorifics"] for word in row["words"]}


@lru_cache(maxsize=8)
def _callings(tables: Tables) -> frozenset[tuple[str, ...]]:
    """The first two words of callings, which many people have at a time."""
    return frozenset(
        words_of(word, tables)[:2]
        for row in tables["offices"]
        if row["kind"] in ("title", "folk", "degree")
        for word in row["words"]
    )


@lru_cache(maxsize=8)
def _first(tables: Tables) -> frozenset[str]:
    """Family names that stand first in a name in Latin letters."""
    return frozenset(fold_tone(word) for row in tables["family-names-first"] for word in row["words"])


def resolve(
    layout: Layout, people: tuple[PersonMention, ...], attributions: tuple[Attribution, ...], tables: Tables
) -> tuple[tuple[PersonMention, ...], tuple[Attribution, ...]]:
    """Every mention and attribution with the full name of the person meant; "" where no single person can be meant."""
    outside = _outside(layout, [mention.evidence.start for mention in people])
    return _Resolver(people, tables, outside).resolve(attributions)


def _outside(layout: Layout, starts: list[int]) -> frozenset[int]:
    """Which mentions stand in captions, bylines or debris: a pronoun of the account reaches past them."""
    frame = [
        (segment.start, segment.end)
        for segment in layout.segments
        if segment.role in ("caption", "byline", "publisher", "debris", "picture")
    ]
    return frozenset(i for a, b in frame for i in range(bisect_left(starts, a), bisect_left(starts, b)))


class _Resolver:
    def __init__(self, people: tuple[PersonMention, ...], tables: Tables, outside: frozenset[int] = frozenset()):
        self.mentions = people
        self.tables = tables
        self.addresses = _addresses(tables)
        self.callings = _callings(tables)
        self.first = _first(tables)
        self.references = references(tables)
        self.outside = outside
        self.persons: dict[str, _Person] = {}  # by folded name
        self.by_last: dict[str, list[_Person]] = {}
        self.who: list[_Person | None] = [None] * len(people)
        self.starts = [m.evidence.start for m in people]
        # mentions by the first and the last word of the person's full name: those in full, then the shorter ones read
        # so far
        self.full_at: dict[str, list[int]] = {}
        self.short_at: dict[str, list[int]] = {}
        for i, mention in enumerate(people):
            if mention.evidence.rule.startswith("speakers.name"):
                self.who[i] = person = self._person(mention)
                for word in {person.syllables[0], person.syllables[-1]}:
                    self.full_at.setdefault(word, []).append(i)
        for i, mention in enumerate(people):
            if self.who[i] is None:
                self.who[i] = person = self._short(i, mention)
                for word in {person.syllables[0], person.syllables[-1]}:
                    self.short_at.setdefault(word, []).append(i)
        self.office_at: dict[str, list[int]] = {}  # mentions of those who hold an office, by its first word
        for i, person in enumerate(self.who):
            for word in {held[0] for held in person.heads}:
                self.office_at.setdefault(word, []).append(i)
        self.speaking: set[int] = set()
        self.speakers: set[int] = set()  # the ids of those who are named where they speak

    # --- identity

    def _address(self, mention: PersonMention) -> str:
        """The word of address before the name, folded; "" without one."""
        return fold_tone(
            mention.evidence.quote[: -len(mention.name)] if len(mention.evidence.quote) > len(mention.name) else ""
        ).strip()

    def _person(self, mention: PersonMention) -> _Person:
        folded = fold_tone(mention.name.replace("’", "'"))
        person = self.persons.get(folded)
        if person is None:
            syllables = names.without_rank(tuple(folded.split()))
            person = self._variant(
                syllables, mention.name, [words_of(office.quote, self.tables) for office in mention.offices]
            )
            if person is None:
                person = _Person(mention.name, syllables)
                self.by_last.setdefault(syllables[-1], []).append(person)
            self.persons[folded] = person
        self._learn(person, mention)
        return person

    def _learn(self, person: _Person, mention: PersonMention) -> None:
        address = self._address(mention)
        if address:
            person.addresses.add(address.split()[-1])
            person.gender = person.gender or self.addresses.get(address, "")
        if not person.gender:
            middle = person.syllables[1:-1]
            person.gender = "f" if fold_tone("thị") in middle else "m" if "văn" in middle else ""
        for office in mention.offices:
            words = words_of(office.quote, self.tables) if office.rule == "speakers.office" else ()
            if words and not person.gender:
                person.gender = SEXES.get(words[0], "")
            if words and frozenset(words) not in person.offices:
                person.offices.append(frozenset(words))
                person.heads.append(words)

    def _variant(
        self, syllables: tuple[str, ...], name: str, offices: Sequence[tuple[str, ...]] = ()
    ) -> _Person | None:
        """The same person under another spelling: a syllable left out, a letter misprinted, another family name printed
        once, another middle name with the same post."""
        for person in self.by_last.get(syllables[-1], [])[-_LOOK_BACK:]:
            known = person.syllables
            if names.another_spelling(known, syllables):
                if len(syllables) > len(known):  # given names alone first, the full name after
                    person.name, person.syllables = name, syllables
                return person
            if names.another_middle(known, syllables) and any(
                len(held) > 2 and same_office(held, mine, self.callings)
                for held in offices
                for mine in person.heads
                if len(mine) > 2
            ):
                return person
        return None

    def _short(self, i: int, mention: PersonMention) -> _Person:
        """The person a part of a name means: the last one before with these last syllables, else the first one
        after."""
        folded = fold_tone(mention.name.replace("’", "'"))
        part = tuple((_INITIALS.sub("", folded) or folded).split())  # "ông V.M.": nothing but initials
        address = self._address(mention)
        gender = self.addresses.get(address, "")
        best = unsure = by_first = None
        for k in self._around(part[-1], i):
            person = self.who[k]
            if (
                person is None
                or (gender and person.gender and gender != person.gender)
                or not names.is_part(part, person.syllables, self.first)
            ):
                continue
            if person.syllables[-1] != part[-1] and person.syllables[0] not in self.first:
                by_first = by_first or person  # "Beldar" is rather a family name than a first name
            elif person.addresses or person.heads or len(person.syllables) > 2:
                best = person
                break
            else:
                unsure = unsure or person  # two words that nothing shows to be a person's name
        best = (
            best
            or unsure
            or by_first
            or (
                self._variant(part, mention.name)
                if len(part) > 2
                else self._misprinted(part[0])
                if len(part) == 1
                else None
            )
        )
        if best is None:
            folded = " ".join(part)
            best = self.persons.get(folded)
            if best is None or (gender and best.gender and best.gender != gender):
                best = _Person(mention.name, part, gender)
                self.persons[folded] = best
        self._learn(best, mention)
        return best

    def _misprinted(self, word: str) -> _Person | None:
        """Whom a foreign family name with one letter wrong means: "Dornfeln" for "Greta Dornfeld"."""
        if len(word) < 6 or is_syllable(word):
            return None
        near = [
            person
            for person in islice(reversed(self.persons.values()), _LOOK_BACK)
            if len(person.syllables) > 1
            and abs(len(person.syllables[-1]) - len(word)) < 2
            and not is_syllable(person.syllables[-1])
            and names.one_letter(word, person.syllables[-1])
        ]
        return near[0] if len(set(map(id, near))) == 1 else None

    def _around(self, word: str, i: int) -> Iterator[int]:
        """Mentions of people whose name begins or ends with ``word``: those before mention ``i``, the last first; then
        those after."""
        full, short = self.full_at.get(word, []), self.short_at.get(word, [])
        a, b = bisect_left(full, i) - 1, len(short) - 1
        for _ in range(_LOOK_BACK):
            if a >= 0 and (b < 0 or full[a] > short[b]):
                yield full[a]
                a -= 1
            elif b >= 0:
                yield short[b]
                b -= 1
            else:
                break
        after = bisect_right(full, i)
        yield from full[after : after + _LOOK_BACK]

    # --- attributions

    def resolve(
        self, attributions: tuple[Attribution, ...]
    ) -> tuple[tuple[PersonMention, ...], tuple[Attribution, ...]]:
        """The mentions with the names of the persons they mean, and the attributions with whoever speaks: "" where that
        is not clear."""
        index = {m.evidence.start: i for i, m in enumerate(self.mentions)}
        named = [index.get(a.subject.start) for a in attributions]
        self.speaking = {i for i in named if i is not None}
        self.speakers = {id(self.who[i]) for i in self.speaking}
        resolved = []
        spoken: list[tuple[int, _Person]] = []
        for attribution, i in zip(attributions, named, strict=True):
            person = (
                self.who[i]
                if i is not None
                else self._meant(attribution, spoken) or self._pointed(attribution, resolved, spoken)
            )
            if person and i is None and self._other_spoke(attribution, person, resolved):
                person = None
            if person is None:
                resolved.append(Attribution(attribution.cue, attribution.subject, "", "absent"))
                continue
            spoken.append((attribution.subject.start, person))
            resolved.append(
                Attribution(
                    attribution.cue,
                    attribution.subject,
                    person.name,
                    "extracted" if attribution.speaker else "inferred",
                )
            )
        people = tuple(
            PersonMention(m.evidence, person.name, m.offices) if person else m
            for m, person in zip(self.mentions, self.who, strict=True)
        )
        return people, tuple(resolved)

    def _other_spoke(self, attribution: Attribution, person: _Person, resolved: list[Attribution]) -> bool:
        """Whether "ông", "vị đại diện" means somebody without a name who spoke just before, after the last mention of
        ``person``."""
        start, words = attribution.subject.start, attribution.subject.quote.lower().split()
        last = resolved[-1] if resolved else None
        if (
            last is None
            or last.speaker
            or "office" not in last.subject.rule
            or not 0 < start - last.cue.start < _JUST_BEFORE
        ):
            return False
        if fold_tone(attribution.subject.quote) not in self.addresses and words[0] not in self.references.vague:
            return False
        if not last.subject.quote.lower().startswith(self.references.vague):
            return False
        between = range(bisect_right(self.starts, last.cue.start), bisect_left(self.starts, start))
        return not any(self.who[k] is person for k in between)

    def _meant(self, attribution: Attribution, spoken: list[tuple[int, _Person]]) -> _Person | None:
        quote = " ".join(attribution.subject.quote.split())
        folded = fold_tone(quote.replace("’", "'"))
        rule = attribution.subject.rule
        start = attribution.subject.start
        if folded in self.addresses:
            person = self._pronoun(start, folded, spoken)
            if person:
                person.gender = person.gender or self.addresses[folded]  # whoever is once "anh" is "cô" no more
            return person
        if rule.endswith(("body-cue", "lead-part")):
            return self._bare_name(start, quote, folded)
        if "body" in rule or any(word in folded for word in self.references.another):
            return None
        words = words_of(quote, self.tables)
        return (
            self._named_in(folded)
            or self._titled_part(start, quote)
            or self._holder(start, words)
            or self._head_of(start, words)
            or self._described(start, words, spoken)
        )

    def _named_in(self, office: str) -> _Person | None:
        """Who is named at the end of an office that seemed to bear the name: "Tổng giám đốc Tổng công ty Lê Văn
        Mẫu"."""
        words = office.split()
        named = (self.persons.get(" ".join(words[-n:])) for n in (4, 3) if len(words) > n)
        return next((person for person in named if person), None)

    @staticmethod
    def _pointed(
        attribution: Attribution, resolved: list[Attribution], spoken: list[tuple[int, _Person]]
    ) -> _Person | None:
        """ "Vị quan chức này", "ông này", "người đứng đầu Thành ủy": whoever spoke last, if they have a name."""
        subject = attribution.subject
        words = subject.quote.lower().split()
        if len(words) < 2 or not resolved or not resolved[-1].speaker:
            return None
        addressed = len(words) == 2 and words[0] in (*_THAT_PERSON, "vị") and words[1] in ("này", "ấy")
        if not addressed and ("body" in subject.rule or not (words[-1] == "này" or words[0] == "vị")):
            return None
        start, person = spoken[-1]
        return person if 0 <= subject.start - start <= _POINT_BACK else None

    def _titled_part(self, start: int, quote: str) -> _Person | None:
        """An office before the last syllable of a known name that reads like a common word: "Thứ trưởng Tiệm"."""
        words = quote.split()
        while len(words) > 3 and words[-1].islower():
            words.pop()  # "đại biểu Lý quy định như vậy là …"
        if len(words) < len(quote.split()) and ("của" in words or any(word[:1].isupper() for word in words[1:-1])):
            return None
        before, _, last = " ".join(words).rpartition(" ")
        if (
            not before
            or not last[:1].isupper()
            or (before.split()[-1][:1].isupper() and not before.split()[-1].isupper())
            or fold_tone(last) not in self.by_last
        ):
            return None
        return self._bare_name(start, last, fold_tone(last))

    def _head_of(self, start: int, words: tuple[str, ...]) -> _Person | None:
        """ "Nhà lãnh đạo Nga", "người đứng đầu ngành y tế": whose office that is, the last who spoke first."""
        fits = self.references.heads(words)
        if fits is None:
            return None
        k = bisect_left(self.starts, start)
        named = None
        for n in (*range(k - 1, max(-1, k - 1 - _LOOK_BACK), -1), *range(k, min(len(self.who), k + _LOOK_BACK))):
            person = self.who[n]
            if person and any(map(fits, person.heads)):
                if n in self.speaking and n < k:
                    return person
                named = named or person
        return named

    def _described(self, start: int, words: tuple[str, ...], spoken: list[tuple[int, _Person]]) -> _Person | None:
        """ "Nữ diễn viên", "tay vợt người Serbia", "cựu thủ quân": the one person spoken of just before who has that
        calling, else who could have it as nobody else could."""
        told = self.references.described(words)
        if told is None:
            return None
        last = spoken[-1][1] if spoken and start - spoken[-1][0] <= _POINT_BACK else None
        k = bisect_left(self.starts, start)
        near: list[_Person] = [last] if last else []
        for n in range(k - 1, -1, -1):
            if start - self.starts[n] > _POINT_BACK:
                break
            person = self.who[n]
            if person and n not in self.outside and person not in near:
                near.append(person)
        near = [p for p in near if not told.gender or p.gender in ("", told.gender)]
        if not told.calling:  # "cựu quan chức quốc phòng": what is left of a post
            near = [p for p in near if any(h[0] == FORMER and len({*h[1:]} & {*words[1:]}) > 1 for h in p.heads)]
            return near[0] if near else None
        same = [p for p in near if any(self.references.calling(held) == told.calling for held in p.heads)]
        if same:
            return last if last in same else same[0] if len(same) == 1 else None
        only = self.speakers if len(self.speakers) == 1 else ()  # whose sex is not known speaks alone
        near = [p for p in near if all(map(self._calling, p.heads)) and (not told.gender or p.gender or id(p) in only)]
        if len(near) == 1 or (near and told.marked and near[0] is last):
            return near[0]
        return None

    def _pronoun(self, start: int, address: str, spoken: list[tuple[int, _Person]]) -> _Person | None:
        gender = self.addresses[address]
        last = address.split()[-1]
        fallback = None
        k = bisect_left(self.starts, start) - 1
        said = len(spoken) - 1
        for i in range(k, max(-1, k - _LOOK_BACK), -1):
            while said >= 0 and spoken[said][0] > self.starts[i]:
                person = spoken[said][1]
                said -= 1
                if self._fits(person, gender, last):
                    return person
            person = None if i in self.outside else self.who[i]
            if (
                person is None
                or not (person.addresses or person.heads or i in self.speaking)
                or not self._fits(person, gender, last)
            ):
                continue
            if (
                i not in self.speaking
                and not person.gender
                and said >= 0
                and gender
                and (spoke := spoken[said][1]).gender == gender
                and last in spoke.addresses
            ):
                # of the two only who spoke has been called so: "Bà Thử … giữa Ngoại trưởng Mauson và …. Bà nói"
                return spoke
            if i in self.speaking or not self.mentions[i].evidence.rule.endswith(".oblique"):
                return person
            fallback = fallback or person
        return fallback

    def _fits(self, person: _Person, gender: str, address: str) -> bool:
        if gender and person.gender and gender != person.gender:
            return False
        if address in _FORMAL or address in person.addresses:
            return True
        if person.addresses & _PLAIN or address == _CHILD:
            return False
        return address in _POLITE or all(self._calling(held) for held in person.heads)

    def _calling(self, office: tuple[str, ...]) -> bool:
        """Whether an office is a calling ("nữ diễn viên", "ca sĩ"): one who has nothing higher is "anh" or "cô"."""
        at = 1 if (office[0] in SEXES or office[:1] == _ONE) and len(office) > 1 else 0
        if office[at] in self.references.dignified:
            return False
        return office[at : at + 2] in self.callings or office[at : at + 1] in self.callings

    def _bare_name(self, start: int, quote: str, folded: str) -> _Person | None:
        """A part of a known name without a word of address: "Nguyên run run nói"."""
        part = tuple(folded.split())
        if len(part) > 3 or not all(word[:1].isupper() for word in quote.split()):
            return None
        if part[0] == _VOICE or (len(part) > 1 and part[0] in _JOINERS):
            part = part[1:]
        k = bisect_right(self.starts, start) - 1
        by_first = None
        for i in range(k, max(-1, k - _LOOK_BACK), -1):
            person = self.who[i]
            if person and names.is_part(part, person.syllables, self.first):
                if person.syllables[-1] == part[-1] or person.syllables[0] in self.first:
                    return person
                by_first = by_first or person
        if (
            by_first is None
            and len(part) > 1
            and (later := self.persons.get(" ".join(part)))
            and later.syllables == part
            and id(later) in self.speakers
        ):
            return later  # read as a name only where they speak later
        return by_first

    def _only_one(self, calling: tuple[str, ...]) -> _Person | None:
        """ "Huấn luyện viên người Ý": the one person of the article who has that calling."""
        held = {
            id(p): p
            for i in self.office_at.get(calling[0], [])
            if (p := self.who[i]) and any(h[: len(calling)] == calling for h in p.heads)
        }
        return next(iter(held.values())) if len(held) == 1 else None

    def _holder(self, start: int, words: tuple[str, ...]) -> _Person | None:
        """Who holds an office named alone: the last speaker before of that office, else the last one named, else the
        first after."""
        if words[:1] == _ONE and words[-1] not in _POINTING:
            return None  # "một đại biểu"
        if words in self.references.many:
            return None
        words = tuple(w for w in words if w not in _POINTING)
        if not words:
            return None
        if FROM in words[1:]:
            return self._only_one(words[: words.index(FROM)])
        holders = self.office_at.get(words[0], [])
        k = bisect_right(holders, bisect_right(self.starts, start) - 1)
        named = None
        for n, i in enumerate([*reversed(holders[max(0, k - _LOOK_BACK) : k]), *holders[k : k + _LOOK_BACK]]):
            person = self.who[i]
            if person and any(same_office(words, held, self.callings) for held in person.heads):
                if i in self.speaking and n < k:
                    return person
                named = named or person
        return named


_ONE = (fold_tone("một"),)
_INITIALS = re.compile(r"^(?:[a-z]\.)+")
_VOICE = fold_tone("giọng")
_FORMAL = frozenset({fold_tone("đồng chí"), fold_tone("chí")})
_POLITE = frozenset(fold_tone(w) for w in ("ông", "bà", "ngài"))
_PLAIN = frozenset(fold_tone(w) for w in "ông bà anh chị cô em cụ bé cháu chú bác thầy".split())
_CHILD = fold_tone("bé")
_POINTING = frozenset(fold_tone(w) for w in ("này", "vị", "nữ", "nam", "tân", "trên", "nói", "một", "các"))


_JOINERS = frozenset(fold_tone(word) for word in ("nhưng", "song", "còn", "và", "rồi"))
"""Words a sentence may begin with before its subject."""


# --- speakers


def speakers(
    people: tuple[PersonMention, ...], attributions: tuple[Attribution, ...], tables: Tables
) -> tuple[Speaker, ...]:
    """Each person something is ascribed to, in the order of first speaking."""
    order: dict[str, list[Attribution]] = {}
    for attribution in attributions:
        if attribution.speaker:
            order.setdefault(attribution.speaker, []).append(attribution)
    mentions: dict[str, list[Evidence]] = {name: [] for name in order}
    offices: dict[str, list[Evidence]] = {name: [] for name in order}
    whole: set[int] = set()  # where offices begin that stand with a whole name
    for person in people:
        if person.name in order:
            mentions[person.name].append(person.evidence)
            offices[person.name] += person.offices
            if person.evidence.rule.startswith("speakers.name"):
                whole.update(e.start for e in person.offices)
    found = []
    for name, said in order.items():
        at = {m.start: m for m in [*mentions[name], *(a.subject for a in said)]}
        # what a sentence says somebody is counts where no words of rank and office stand with the name
        held = distinct([e for e in offices[name] if e.rule == "speakers.office"], whole, tables) or distinct(
            offices[name], whole, tables
        )
        status = "extracted" if any(a.status == "extracted" for a in said) else "inferred"
        office = ", ".join(" ".join(e.quote.split()) for e in held)
        found.append(Speaker(name, office, status, tuple(at[k] for k in sorted(at)), tuple(held)))
    return tuple(found)
