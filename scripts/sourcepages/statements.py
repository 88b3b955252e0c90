"""Attributions → statements: the runs of whole sentences that are reported as one person's.

A sentence belongs to a speaker because it holds a cue of theirs, because a quotation of theirs runs through it, or
because it goes on with their account: up to the end of the paragraph unless the newspaper's own voice, a group, a body
or another person takes over; between two sentences of one account; and beyond the paragraph where tasks are told one
after the other. Captions, headings and questions end a run. In an interview what follows a question is the answer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from . import accounts, quotations
from .accounts import Words, words
from .models import Attribution, Layout, PersonMention, Source, Statement
from .quotations import SPEECH, Quotation
from .sentences import DASHES
from .tables import Tables

FLAT = 1500
"""In a longer paragraph the original paragraphs are run together, so an account is followed only so far:"""
LONG = 700
"""In a longer paragraph a heading or caption may run into a sentence."""
TRAIL = 2
"""sentences after the last one that is surely the speaker's."""
GAP, GAP_OF_LINES = 2, 6
"""How many paragraphs may lie between two sentences of one account; where each sentence is a paragraph."""
LEADS = 1500
"""How far after somebody's words "lãnh đạo Sở" may mean them; in code points."""
AFTER_QUOTE = 90
"""How far after a quotation its speaker may be named; in code points."""


@dataclass(slots=True)
class _Unit:
    """A sentence with what is known about it. ``owner`` is a speaker, "" for a voice that is no one person's, None if open."""

    start: int
    end: int
    role: str
    paragraph: int  # those told apart by a stray comma counted too:
    lost: int = 0  # so many before this one
    attributions: list[Attribution] = field(default_factory=list)
    owner: str | None = None
    cue: Attribution | None = None
    quoted: bool = False  # a quotation of speech runs through it
    closed: bool = False  # ends with a quotation and the words that attribute it


@dataclass(slots=True)
class _Run:
    speaker: str
    first: int
    last: int  # unit numbers
    sure: int  # the last unit that has a cue or a quotation
    speech: bool = False  # the account is of a speech held on an occasion


def attribute(
    source: Source, layout: Layout, people: tuple[PersonMention, ...], attributions: tuple[Attribution, ...], tables: Tables
) -> tuple[Statement, ...]:
    """Who said what. ``people`` and ``attributions`` come resolved; an attribution with the speaker "" ends a statement."""
    if not any(attribution.speaker for attribution in attributions):
        return ()
    return _Account(source, layout, people, attributions, words(tables)).statements()


class _Account:
    def __init__(self, source: Source, layout: Layout, people: tuple[PersonMention, ...], attributions: tuple[Attribution, ...], known: Words):
        self.text, self.known = source.text, known
        self.quotes = [
            q for q in quotations.find(self.text, layout.segments)
            if q.end - q.start >= SPEECH and not known.titles.search(self.text, max(0, q.start - 30), q.start)
        ]
        self.marked = any(mark in self.text for mark in "“”\"«»")
        self.quote_starts = [q.start for q in self.quotes]
        self.units = self.make_units(layout)
        firsts = {unit.paragraph: unit.start for unit in reversed(self.units)}
        self.lengths = {unit.paragraph: unit.end - firsts[unit.paragraph] for unit in self.units}
        self.starts = [unit.start for unit in self.units]
        self.interview = any(unit.role == "question" for unit in self.units)
        self.open_until = 0
        body = [unit.paragraph - unit.lost for unit in self.units if unit.role == "body"]
        self.by_lines = len(body) >= 8 and len(set(body)) >= 0.7 * len(body)
        self.subjects = sorted(person.evidence.start for person in people if person.name and " " in person.name)
        self.people = {person.evidence.start: person for person in people}
        self.named = sorted(self.people)
        for attribution in self.led(attributions):
            at = bisect_right(self.starts, attribution.cue.start) - 1
            if at >= 0 and attribution.cue.start < self.units[at].end:
                self.units[at].attributions.append(attribution)

    def led(self, attributions: tuple[Attribution, ...]) -> Iterator[Attribution]:
        """The attributions, "người đứng đầu Thành ủy" given to who has spoken shortly before and has an office of that body,
        "lãnh đạo Sở" to the last who has spoken if theirs is of that body, "đại diện Sở" only if they speak next, too."""
        offices: dict[str, str] = {}
        for person in self.people.values():
            held = " · ".join(office.quote.lower() for office in person.offices)
            offices[person.name] = f"{offices.get(person.name, '')} · {held} · {accounts.TOWN.sub('thành phố', held)}"
        spoke: list[tuple[int, str]] = []
        for number, attribution in enumerate(attributions):
            start = attribution.subject.start
            head = None if attribution.speaker or not spoke else accounts.LEADER.search(self.text, max(0, start - 24), attribution.subject.end)
            if head and len(body := self.text[head.end() : attribution.subject.end].lower()) > 3:
                recent = [name for at, name in spoke[-4:] if start - at < LEADS][:: -1]
                following = next((later.speaker for later in attributions[number + 1 :] if later.speaker), "")
                word = head.group(1).lower()
                name = next((name for name in (recent if word == "người đứng đầu" else recent[:1]) if body in offices.get(name, "")), "")
                if name and (word != "đại diện" or following == name):
                    attribution = replace(attribution, speaker=name, status="inferred")
            if attribution.speaker:
                spoke.append((start, attribution.speaker))
            yield attribution

    def make_units(self, layout: Layout) -> list[_Unit]:
        units: list[_Unit] = []
        at = lost = 0  # ``lost`` paragraph breaks, of which the crawler left a comma
        segments = layout.segments
        for sentence in layout.sentences:
            while at + 1 < len(segments) and segments[at + 1].start <= sentence.start:
                at += 1
            start = sentence.start
            lost += bool(units) and "," in self.text[units[-1].end : start]
            if segments[at].role == "body" and self.text[start] == "[" and (link := accounts.LINK_IN_TEXT.match(self.text, start, sentence.end)):
                units.append(_Unit(start, link.end(), "link", segments[at].paragraph + lost, lost))
                start = link.end()
            role = segments[at].role
            if role == "body" and (self.text.startswith(">>", start) or (self.text[start] == "[" and self.text[sentence.end - 1] == "]")):
                role = "link"
            units.append(_Unit(start, sentence.end, role, segments[at].paragraph + lost, lost))
        return units

    def statements(self) -> tuple[Statement, ...]:
        self.own_quotations()
        for unit in self.units:
            if unit.role == "body" and unit.owner is None:
                self.own_sentence(unit)
        if not self.marked:
            self.own_unmarked()
        self.own_answers()
        return tuple(self.statement(run) for run in self.runs())

    # --- whose a sentence is ------------------------------------------------------------------------

    def quote_at(self, at: int) -> Quotation | None:
        """The quotation of speech that covers offset ``at``."""
        number = bisect_right(self.quote_starts, at) - 1
        return self.quotes[number] if number >= 0 and at < self.quotes[number].end else None

    def unit_at(self, at: int) -> _Unit:
        return self.units[max(0, bisect_right(self.starts, at) - 1)]

    def own_quotations(self) -> None:
        """Each quotation goes to whom the words around it name; every sentence it runs through with it."""
        before: Attribution | None = None
        last_end = -1
        begun: int | None = None  # where the quotation began that goes on over several paragraphs
        for quote in self.quotes:
            first = bisect_right(self.starts, quote.start) - 1
            last = bisect_left(self.starts, quote.end) - 1
            if first < 0:
                continue
            found = self.introduced(quote, first) or self.named_after(quote, last) or self.named_before(quote, first) or self.told_after(quote, first, last)
            if found and not found.speaker and not self.speaks(self.unit_at(found.cue.start), found):
                found = None
            if not found and quote.lost:
                found = next((a for a in self.units[first].attributions if a.speaker and a.cue.start >= quote.start), None)
            if found and quote.lost:
                last = self.another(found.speaker, first, last) - 1
            if not found and before and not self.text[last_end : quote.start].strip(" \n.,"):
                found = before  # a quotation that goes on after "…," ông Mẫu nói. "…
            if found:
                while quote.goes_on and begun is not None and self.units[begun].owner is None and begun < first:
                    first = begun  # the lines of the quotation before this one
                for number in range(first, last + 1):
                    unit = self.units[number]
                    if unit.role == "body":
                        unit.owner, unit.quoted = found.speaker, True
                        if unit.start <= found.cue.start < unit.end:
                            unit.cue = found
                end = self.units[last]
                end.closed = quote.end < end.end and found.cue.start >= quote.end
            else:
                for number in range(first, last + 1):
                    self.units[number].quoted = True
            if not quote.goes_on:
                begun = first
            before = found
            last_end = max(self.units[last].end, quote.end)

    def another(self, speaker: str, first: int, last: int) -> int:
        """The first sentence after ``first`` whose cue is that of somebody else, as far as ``last``; else the one after it."""
        for number in range(first + 1, last + 1):
            if any(attribution.speaker not in ("", speaker) for attribution in self.units[number].attributions):
                return number
        return last + 1

    def named_after(self, quote: Quotation, last: int) -> Attribution | None:
        """"…”, ông Mẫu nói": the attribution after the quotation, in its last sentence or as the next words."""
        unit = self.units[last]
        for attribution in unit.attributions:
            if attribution.cue.quote.lower() in self.known.naming:
                continue
            if attribution.cue.start >= quote.end and min(attribution.cue.start, attribution.subject.start) - quote.end <= AFTER_QUOTE:
                between = self.text[quote.end : min(attribution.cue.start, attribution.subject.start)]
                if not any(mark in between for mark in "“\""):
                    return attribution
        return None

    def told_after(self, quote: Quotation, first: int, last: int) -> Attribution | None:
        """"“…”. Bà Mẫu bày tỏ ngay sau lễ.": whole sentences quoted, and the next sentence only says whose they are and when."""
        if quote.lost or quote.start != self.units[first].start or last + 1 >= len(self.units) or self.text[quote.end : self.units[last].end].strip(" ."):
            return None
        unit = self.units[last + 1]
        if unit.role != "body" or unit.paragraph - self.units[last].paragraph > 1 or len(unit.attributions) != 1:
            return None
        found = unit.attributions[0]
        person = self.people.get(found.subject.start)
        start = min([found.subject.start, *(office.start for office in person.offices)]) if person else found.subject.start
        return found if found.speaker and start == unit.start and found.cue.quote.lower() in self.known.tells and accounts.SO_SAID.match(self.text, found.cue.end, unit.end) else None

    def introduced(self, quote: Quotation, first: int) -> Attribution | None:
        """"Bà Mẫu nói: “…” Phát biểu sau đó, ông Thử …": of a quotation that ends without a full stop before the next sentence
        the speaker is the one before the colon."""
        before = self.text[max(0, quote.start - 3) : quote.start].rstrip()
        after = self.text[quote.end : quote.end + 2]
        if quote.lost or not before.endswith(":") or not (after[:1] == " " and after[1:].isupper()):
            return None
        found = self.named_before(quote, first)
        return found if found and found.speaker else None

    def named_before(self, quote: Quotation, first: int) -> Attribution | None:
        """"Bà Mẫu nói: “…": the last attribution before the quotation in the sentence it begins in."""
        found = None
        for attribution in self.units[first].attributions:
            if attribution.cue.end <= quote.start + 1 and not self.quote_at(attribution.cue.start) and attribution.cue.quote.lower() not in self.known.naming:
                found = attribution if attribution.speaker or found is None else found
        return found

    def own_sentence(self, unit: _Unit) -> None:
        """A sentence without a quotation of somebody's: the first cue outside quotations that has a person for subject."""
        voice = False  # that of a body, or of somebody without a name
        tag = unit.attributions[-1] if len(unit.attributions) > 1 else None
        if tag and tag.speaker and self.closes(unit, tag):
            unit.owner, unit.cue = tag.speaker, tag
            return
        for attribution in unit.attributions:
            quote = self.quote_at(attribution.cue.start)
            if (quote and not quote.lost) or self.joint(unit, attribution) or attribution.cue.quote.lower() in self.known.naming or self.empty(unit, attribution):
                continue
            if attribution.speaker:
                unit.owner, unit.cue = attribution.speaker, attribution
                return
            if self.speaks(unit, attribution):
                voice = True
                if not attribution.subject.rule.startswith("speakers.lead") and not self.relays(unit, attribution):
                    break  # but "Theo hãng tin …, ông Mẫu cho biết" is what he says
        if voice:
            unit.owner = ""
            return
        if not unit.quoted and self.known.several.match(self.after_turn(self.text[unit.start : min(unit.end, unit.start + 120)].lower())):
            unit.owner = ""
            return
        if self.of_group(unit) and not unit.quoted and (unit.attributions or self.known.voice.search(self.text, unit.start, unit.end)):
            unit.owner = ""

    def of_group(self, unit: _Unit) -> bool:
        """Whether a group is what a sentence begins with, or comes to after its topic: "Về giá lúa, một số ý kiến …"."""
        topic = accounts.TOPIC.match(self.text, unit.start, unit.end)
        return self.begins(unit, self.known.group) or bool(topic and self.text[topic.end() : topic.end() + 40].lower().startswith(self.known.group))

    def relays(self, unit: _Unit, attribution: Attribution) -> bool:
        """Whether a body only passes on what a person says: "Bộ Thủy lợi cho biết, Thứ trưởng Mẫu yêu cầu …"."""
        at = bisect_left(self.subjects, attribution.cue.end)
        if attribution.cue.quote.lower() not in self.known.passes_on or at == len(self.subjects):
            return False
        person = self.people[self.subjects[at]]
        start = min([person.evidence.start, *(office.start for office in person.offices)])
        return self.text[attribution.cue.end : start].strip(" ,:") in ("", "rằng") and any(a.speaker and a.subject.start == person.evidence.start for a in unit.attributions)

    def empty(self, unit: _Unit, attribution: Attribution) -> bool:
        """Whether a cue tells that something was said, not what: a paper read, a warning given on an occasion."""
        cue = attribution.cue
        if self.interview and attribution.subject.rule == "speakers.interview":
            return True  # "Phóng viên đã trao đổi với ông Mẫu": what he says are the answers
        if accounts.PICTURE.match(self.text, cue.end, unit.end) and not self.quote_after(unit, cue.end):
            return True
        person = self.people.get(attribution.subject.start)
        start = min([attribution.subject.start, *(office.start for office in person.offices)]) if person else attribution.subject.start
        if accounts.HEARD.search(self.text, max(unit.start, start - 12), start) and accounts.NO_MORE.match(self.text, cue.end, unit.end):
            return True
        if accounts.GIFT.search(self.text, max(unit.start, cue.start - 40), cue.start):
            return True
        if cue.quote.lower() in self.known.reading and accounts.EMPTY.match(self.text, cue.end, unit.end):
            return True
        return bool(accounts.PUT_FORTH.search(self.text, max(unit.start, cue.start - 20), cue.start) and accounts.ON_OCCASION.match(self.text, cue.end, unit.end))

    def quote_after(self, unit: _Unit, at: int) -> bool:
        """Whether a quotation of speech begins in the rest of the sentence."""
        number = bisect_left(self.quote_starts, at)
        return number < len(self.quotes) and self.quotes[number].start < unit.end

    def closes(self, unit: _Unit, attribution: Attribution) -> bool:
        """Whether all of the sentence is told by whom its last words name: "Bộ phủ nhận tin này, …, đại tá Mẫu cho biết."."""
        if attribution.cue.quote.lower() not in self.known.tells or self.text[attribution.cue.end : unit.end].strip(" .") or self.quote_at(attribution.cue.start):
            return False
        if sum(other.cue.start == attribution.cue.start for other in unit.attributions) > 1:
            return False
        person = self.people.get(attribution.subject.start)
        start = min([attribution.subject.start, *(office.start for office in person.offices)]) if person else attribution.subject.start
        return start - unit.start > SPEECH and self.text[unit.start : start].rstrip().endswith((",", "-", "–"))

    def joint(self, unit: _Unit, attribution: Attribution) -> bool:
        """Whether the subject is one of two persons who act together: what both do is no one person's speech."""
        at = bisect_left(self.subjects, unit.start)
        both = self.subjects[at : at + 2]
        beside = accounts.BESIDE.search(self.text, unit.start, attribution.subject.start)
        if beside and any(person.evidence.end == beside.start() for person in map(self.people.get, both) if person):
            return True  # "ông Mẫu và chị L."
        if len(both) < 2 or attribution.subject.start not in both or attribution.cue.start < both[1]:
            return False
        end = self.people[both[0]].evidence.end
        return bool(accounts.AND.match(self.text, end)) and "," not in self.text[end : both[1]]

    def speaks(self, unit: _Unit, attribution: Attribution) -> bool:
        """Whether a body, or somebody without a name, is what the sentence is about, and says something."""
        cue = attribution.cue.quote.lower()
        if cue in self.known.faint:
            return False
        start = min(attribution.subject.start, attribution.cue.start)
        before = self.text[unit.start : start].strip()
        subject = attribution.subject.quote.lower()
        if accounts.LINK.match(subject):
            return False
        if subject in ("tôi", "chúng tôi", "chúng ta") or (cue.endswith("theo") and subject.startswith(self.known.text)):
            return False
        return not before or before.endswith((",", ";", "-", "–", ":")) or before.lower() in ("cũng", "và", "còn")

    def own_unmarked(self) -> None:
        """Where a crawl has lost all quotation marks, a space before the comma tells that one closed there ("… đủ , ông Mẫu nói."):
        the sentences of the paragraph before it are in the quotation too, as far as nobody else speaks in them."""
        for number, unit in enumerate(self.units):
            if not unit.owner or not unit.cue or not self.closes(unit, unit.cue) or self.units[number - 1].paragraph != unit.paragraph:
                continue
            person = self.people.get(unit.cue.subject.start)
            start = min([unit.cue.subject.start, *(office.start for office in person.offices)]) if person else unit.cue.subject.start
            if not self.text[unit.start : start].rstrip().endswith(" ,"):
                continue
            unit.quoted = unit.closed = True
            run = _Run(unit.owner, number, number, number)
            at = number - 1
            while at >= 0 and self.units[at].paragraph == unit.paragraph and self.inside_unmarked(run, self.units[at]):
                self.units[at].owner, self.units[at].quoted = unit.owner, True
                at -= 1

    def inside_unmarked(self, run: _Run, unit: _Unit) -> bool:
        """Whether a sentence may stand inside a quotation without marks: nothing tells it from outside, and none closes with it."""
        if unit.role != "body" or unit.owner is not None or self.lengths[unit.paragraph] > LONG or self.breaks(unit) or self.told(run, unit):
            return False
        words = self.text[unit.start : unit.end]
        return not words.rstrip(".").endswith(" ") and words.split(" ", 1)[0].lower() not in self.known.address

    def own_answers(self) -> None:
        """After a question comes the answer: the interviewee's, up to the next question or heading."""
        questions = [number for number, unit in enumerate(self.units) if unit.role == "question"]
        if not questions:
            return
        speaker = self.interviewee(questions[0])
        for at in self.first_answer(questions[0], speaker) if speaker else ():
            self.units[at].owner, self.units[at].quoted, self.units[at].cue = speaker, True, None
        open_ = asked = False  # until a heading, thanks or the newspaper end the answer
        for number in range(questions[0], len(self.units)):
            unit = self.units[number]
            if unit.role == "question" or (unit.role == "heading" and self.text[unit.end - 1] == "?"):
                open_, asked = not accounts.THANKS.match(self.text, unit.start), True
                continue
            if asked:
                speaker = next((a.speaker for a in unit.attributions if a.speaker and a.cue.start - unit.start < 90 and a.subject.rule.endswith("colon")), speaker)
                asked = False
            begins = number == 0 or self.units[number - 1].paragraph != unit.paragraph
            if begins and (unit.role == "heading" or self.begins(unit, self.known.reporter) or accounts.DAY.match(self.text, unit.start) or accounts.THANKS.match(self.text, unit.start)):
                open_ = False
            if unit.role == "heading":
                speaker = self.headed(unit) or speaker
            if open_ and unit.role == "body" and speaker:
                unit.owner, unit.quoted, unit.cue = speaker, True, None

    @staticmethod
    def headed(unit: _Unit) -> str | None:
        """Whom a heading names first: the answers below it are theirs."""
        return next((a.speaker for a in unit.attributions if a.speaker and a.subject.rule in ("speakers.interview", "speakers.name-colon")), None)

    def first_answer(self, question: int, speaker: str) -> range:
        """The sentences right before the first question that answer one the lead has asked: a dash leads them as it leads the
        answers, nobody else is named to speak, and they speak of "tôi"."""
        at = question
        while at and self.units[at - 1].role == "body" and self.units[at - 1].owner in (None, speaker):
            at -= 1
            unit = self.units[at]
            if self.text[unit.start] in DASHES and (at == 0 or self.units[at - 1].paragraph != unit.paragraph):
                after = next((later for later in self.units[question:] if later.role == "body"), None)
                led = after is not None and self.text[after.start] in DASHES
                return range(at, question if led and accounts.FIRST_PERSON.search(self.text, unit.start, self.units[question].start) else at)
        return range(question, question)

    def interviewee(self, first: int) -> str | None:
        """Who speaks last before the first question, else who speaks most; None where two do."""
        for unit in reversed(self.units[:first]):
            for attribution in reversed(unit.attributions):
                if attribution.speaker:
                    return None if attribution.subject.rule == "speakers.interview" and self.second(unit, attribution) else attribution.speaker
        count: dict[str, int] = {}
        for unit in self.units[first:]:
            for attribution in unit.attributions if unit.role != "heading" else ():
                if attribution.speaker:
                    count[attribution.speaker] = count.get(attribution.speaker, 0) + 1
        return max(count, key=lambda name: count[name]) if count else None

    def second(self, unit: _Unit, attribution: Attribution) -> bool:
        """Whether the paper talked with another person too: "trao đổi với ông Mẫu, Giám đốc … và bà Thử"."""
        at = bisect_right(self.subjects, attribution.subject.start)
        return at < len(self.subjects) and self.subjects[at] < unit.end and bool(accounts.AND_WITH.search(self.text, attribution.subject.end, self.subjects[at] + 1))

    # --- how far an account goes --------------------------------------------------------------------

    def begins(self, unit: _Unit, heads: tuple[str, ...]) -> bool:
        """Whether a sentence begins with one of these words."""
        head = self.text[unit.start : unit.start + 40].lstrip("-–*+ ").lower()
        if heads is self.known.group:
            head = self.after_turn(head)
        return head.startswith(heads) and any(head.startswith(word) and not head[len(word) : len(word) + 1].isalpha() for word in heads)

    def runs(self) -> list[_Run]:
        found: list[_Run] = []
        run: _Run | None = None
        number = 0
        while number < len(self.units):
            unit = self.units[number]
            if unit.role != "body" or unit.owner == "":
                run = None
            elif unit.owner:
                if run and run.speaker == unit.owner and run.last == number - 1 and self.trimmed(unit) == unit.start:
                    run.last = run.sure = number
                else:
                    again = bool(found) and found[-1].speaker == unit.owner and found[-1].speech and self.only_frame(found[-1].last, number)
                    run = _Run(unit.owner, number, number, number, again)
                    found.append(run)
                run.speech = run.speech or self.opens_speech(unit)
            elif run and (last := self.carries_on(run, number)) is not None:
                run.last = last
                number = last
            else:
                run = None
            number += 1
        return found

    def carries_on(self, run: _Run, number: int) -> int | None:
        """The last of the open sentences from ``number`` on that go on with the account, or None."""
        cue = self.units[run.sure].cue
        if cue and accounts.VERDICT.match(cue.cue.quote) and not (cue.cue.quote.endswith(("yêu cầu", "chỉ đạo")) and self.task(self.units[number])):
            return None
        stop = max(self.open_until, number)  # what was open stays so: no sentence is looked at twice
        while stop < len(self.units) and self.units[stop].role == "body" and self.units[stop].owner is None:
            stop += 1
        self.open_until = stop
        back = stop < len(self.units) and self.units[stop].role == "body" and self.units[stop].owner == run.speaker
        before, sure = self.units[number - 1], self.units[run.sure]
        here = self.units[number].paragraph
        if here == before.paragraph:
            end = number
            while end < stop and self.units[end].paragraph == here:
                end += 1
            if back and end == stop and not any(self.takes_over(run, unit) for unit in self.units[number:stop]):
                return stop - 1
            if sure.closed or (sure is before and self.spoken_out(sure) and not self.begins(self.units[number], self.known.links)):
                return None
            return self.until_break(run, number, end)
        if self.units[number].quoted and self.quote_at(self.units[number].start):
            return number
        if ((run.speech and self.units[number].lost == before.lost and not self.background(run, self.units[number])) or self.addresses(run, number) or self.next_line(run, number)) and not sure.quoted and self.lengths[here] <= FLAT:
            end = number
            while end < stop and self.units[end].paragraph == here:
                end += 1
            return self.until_break(run, number, end)
        if back and self.units[stop - 1].paragraph - here + 1 <= (GAP_OF_LINES if self.by_lines else GAP) and not sure.quoted and not any(self.breaks(unit) or self.told(run, unit) for unit in self.units[number:stop]):
            return stop - 1
        # "…”, ông Mẫu nhấn mạnh. ¶ Về giống, xã cần …"
        goes_on = not sure.closed or (sure is before and accounts.MUST.search(self.text, self.units[number].start, min(self.units[number].end, self.units[number].start + 90)))
        if self.sets_tasks(run) and goes_on and self.task(self.units[number]) and not self.told(run, self.units[number]) and not accounts.EVENT.search(self.text, self.units[number].start, self.units[number].end):
            end = number
            while end < stop and self.units[end].paragraph == here:
                end += 1
            return self.until_break(run, number, end)
        return None

    def background(self, run: _Run, unit: _Unit) -> bool:
        """Whether a paragraph that begins with this sentence leaves the speech before it: it looks back on a day or a year,
        announces an event, or says after an order what comes next."""
        if accounts.PAST.match(self.text, unit.start) and not accounts.AHEAD.search(self.text, unit.start, unit.end):
            return True
        cue = self.units[run.sure].cue
        ordered = bool(cue and cue.cue.quote.lower() in self.known.command) and not self.task(unit)
        return (ordered and self.text.find(" sẽ ", unit.start, unit.end) >= 0) or bool(accounts.EVENT.search(self.text, unit.start, unit.end))

    def told(self, run: _Run, unit: _Unit) -> bool:
        """Whether an uncued sentence speaks of the speaker by name: then somebody else tells it."""
        if unit.quoted:
            return False
        if any(self.people[at].name == run.speaker for at in self.named[bisect_left(self.named, unit.start) : bisect_left(self.named, unit.end)]):
            return True
        last = run.speaker.split()[-1]
        at = self.text.find(last, unit.start, unit.end)
        while at >= 0:
            before = self.text[max(unit.start, at - 8) : at].lower().split()
            if before and before[-1] in self.known.address and not self.text[at + len(last) : at + len(last) + 1].isalnum():
                return True
            at = self.text.find(last, at + 1, unit.end)
        return False

    def addresses(self, run: _Run, number: int) -> bool:
        """Whether a sentence goes on with words that follow a colon: it speaks of "tôi" or to "bạn"."""
        cue = self.units[run.sure].cue
        unit = self.units[number]
        return bool(cue and self.text.startswith(":", cue.cue.end) and accounts.ADDRESS.search(self.text, unit.start, unit.end))

    def answers(self, run: _Run) -> bool:
        """Whether the account answers what a reader has asked just before: "…? Luật sư Mẫu trả lời: …"."""
        cue = self.units[run.first].cue
        if not cue or cue.cue.quote.lower() not in self.known.answers or not self.text.startswith(":", cue.cue.end):
            return False
        before = self.units[run.first - 1] if run.first else None
        return before is not None and self.text[max(before.start, before.end - 9) : before.end].rstrip(" ”\"").endswith("?")

    def next_line(self, run: _Run, number: int) -> bool:
        """Whether a line goes on with the account of the one before, where each sentence stands in a line of its own: as
        long as advice is given, else only so far; a line with a date is news."""
        if not self.by_lines or accounts.DATED.search(self.text, self.units[number].start, self.units[number].end):
            return False
        if any(not attribution.speaker for attribution in self.units[number].attributions) and not self.sets_tasks(run):
            return False  # others say something in it
        return number - run.sure <= TRAIL or self.sets_tasks(run)

    def spoken_out(self, unit: _Unit) -> bool:
        """Whether a sentence ends with a quotation of whole sentences ("Bà Mẫu nói: “…”."): then the newspaper goes on."""
        end = len(self.text[unit.start : unit.end].rstrip(" .,…!?")) + unit.start
        if not unit.quoted or self.text[end - 1] not in "”\"»'":
            return False
        quote = self.quote_at(end - 1)
        return bool(quote) and (quote.start <= unit.start or self.text[max(0, quote.start - 3) : quote.start].rstrip().endswith(":"))

    def until_break(self, run: _Run, number: int, end: int) -> int | None:
        """The last sentence before one that breaks the account."""
        flat = self.lengths[self.units[number].paragraph] > FLAT and not self.answers(run)
        last, trail = None, number - run.sure - 1
        for at in range(number, end):
            trail += not (self.quote_at(self.units[at].start) or self.begins(self.units[at], self.known.links) or accounts.URGES.search(self.text, self.units[at].start, self.units[at].end))
            if self.breaks(self.units[at], run) or self.told(run, self.units[at]) or self.elsewhere(run, self.units[at]) or (flat and trail > TRAIL):
                break
            last = at
        return last

    def breaks(self, unit: _Unit, run: _Run | None = None) -> bool:
        if self.text.startswith(("***", "* * *"), unit.start) or accounts.NOTE.match(self.text, unit.start):
            return True
        head = self.text[unit.start : unit.start + 70].lower()
        if ", theo " in head and head[head.index(", theo ") + 2 :].startswith((*self.known.reporter, *(f"theo {source}" for source in self.known.sources))):
            return True
        return self.new_source(unit) or (self.begins(unit, self.known.reporter) and not (run and self.own_story(run, unit))) or self.begins(unit, self.known.group) or (self.acts(unit) and not (run and self.told_of(run, unit)))

    def own_story(self, run: _Run, unit: _Unit) -> bool:
        """Whether the words after a colon tell in the first person what befell the speaker: "… nói: Tôi sốt cao. Sau đó chuyển lên …"."""
        cue = self.units[run.sure].cue
        return bool(cue and self.text.startswith(":", cue.cue.end) and accounts.FIRST_PERSON.search(self.text, cue.cue.end, unit.start))

    def told_of(self, run: _Run, unit: _Unit) -> bool:
        """Whether a sentence goes on about the one person whose life the account began to tell: named right after its cue, and
        by that name again: "Bí thư Mẫu cho biết, Lê Thử từng là thủ kho. Sau đó, Lê Thử được tuyển vào …"."""
        first = self.units[run.first]
        if not first.cue or first.quoted or unit.quoted:
            return False
        at = bisect_left(self.subjects, first.cue.cue.end)
        if at == len(self.subjects) or self.text[first.cue.cue.end : self.subjects[at]].strip(" ,:").lower() not in ("", "rằng"):
            return False
        named = self.people[self.subjects[at]].name
        here = self.subjects[bisect_left(self.subjects, unit.start) : bisect_left(self.subjects, unit.end)]
        return named != run.speaker and [self.people[start].name for start in here] == [named]

    def elsewhere(self, run: _Run, unit: _Unit) -> bool:
        """Whether an uncued sentence goes to a day where none was told of, or, after an order, to what others did too: the
        newspaper tells it, unless a story is being told."""
        cue = self.units[run.sure].cue
        if unit.quoted or (cue and cue.cue.quote.lower() in self.known.story):
            return False
        if accounts.JUMP.match(self.text, unit.start, unit.end):
            dated = accounts.DATED.search(self.text, self.units[run.sure].start, self.units[run.sure].end)
            return not dated and not accounts.SPEAKER.search(self.text, unit.start, unit.end)
        return bool(cue and cue.cue.quote.lower() in self.known.command) and self.text.find(" cũng đã ", unit.start, min(unit.end, unit.start + 120)) >= 0

    def takes_over(self, run: _Run, unit: _Unit) -> bool:
        """Whether, even between two sentences of one speaker, somebody else is what a sentence begins with, or asterisks
        end a chapter."""
        if unit.quoted:
            return False
        if self.text.startswith(("***", "* * *"), unit.start):
            return True
        person = self.people.get(self.subjects[at]) if (at := bisect_left(self.subjects, unit.start)) < len(self.subjects) else None
        if person and min([person.evidence.start, *(office.start for office in person.offices)]) == unit.start:
            return True
        if person and person.name != run.speaker and accounts.DAY.match(self.text, unit.start) and self.acts(unit):
            return True
        return any(pattern.match(self.text, unit.start, unit.end) for pattern in (accounts.OUTSIDE, accounts.OTHERS, accounts.ANONYMOUS))

    def new_source(self, unit: _Unit) -> bool:
        """Whether a sentence begins with another source ("Song theo thông tin từ …") or tells of the speech from outside."""
        if not unit.quoted and any(pattern.search(self.text, unit.start, unit.end) for pattern in (accounts.REPORTS, accounts.STIR, accounts.PLURAL)):
            return True
        if accounts.OUTSIDE.match(self.text, unit.start, unit.end) or accounts.ANONYMOUS.match(self.text, unit.start, unit.end) or accounts.CASE.match(self.text, unit.start, unit.end) or (not unit.quoted and accounts.MEETING.match(self.text, unit.start, unit.end)) or (unit.start and self.text[unit.start - 1] in "”\"»'."):
            return True  # the latter is glued to what it follows: a paragraph break is lost
        head = self.text[unit.start : unit.start + 60].lower()
        head = self.after_turn(head)
        return head.startswith("theo ") and head[5:].startswith(self.known.sources)

    def acts(self, unit: _Unit) -> bool:
        """Whether a named person, or two by their offices, is what the sentence is about, and no cue makes it speech: the
        newspaper tells what they did."""
        first, second = self.people.get(unit.start), None
        if first and not unit.quoted:
            joined = self.text.startswith(" và ", first.evidence.end)
            second = self.people.get(first.evidence.end + 4) if joined else None
            if second:
                return True
        at = bisect_left(self.subjects, unit.start)
        if unit.quoted or at >= len(self.subjects) or self.subjects[at] >= unit.end:
            return False
        person = self.people[self.subjects[at]]
        start = min([person.evidence.start, *(office.start for office in person.offices)])
        before = self.text[unit.start : max(start, unit.start)].strip()
        return not before or (before.endswith(",") and len(before) < 80)

    def only_frame(self, last: int, number: int) -> bool:
        """Whether nothing but captions, pictures and headings stands between two sentences."""
        return all(unit.role in ("caption", "picture", "heading") for unit in self.units[last + 1 : number])

    def opens_speech(self, unit: _Unit) -> bool:
        """Whether the words before a cue say on what occasion it was spoken."""
        if not unit.cue or unit.quoted:
            return False
        cue = unit.cue.cue
        told = self.text[unit.start : cue.start if cue.quote.lower() in self.known.command else cue.end].lower()
        if told.endswith("trả lời") and self.text.startswith(":", unit.cue.cue.end):
            return True
        return any(word in told for word in self.known.occasion)

    def sets_tasks(self, run: _Run) -> bool:
        """Whether the last cue of the run asks or orders."""
        for number in range(run.sure, run.first - 1, -1):
            cue = self.units[number].cue
            if cue:
                return cue.cue.quote.lower() in self.known.order
        return False

    def task(self, unit: _Unit) -> bool:
        """Whether a sentence sets a task: it begins like one, or has one of its verbs near its head and tells nothing past."""
        if self.begins(unit, self.known.links) or self.begins(unit, self.known.task):
            return True
        head = self.text[unit.start : min(unit.end, unit.start + 90)].lower()
        if " đã " in head or " bị " in head or accounts.PAST.match(self.text, unit.start) or head.split(" ", 1)[0] in self.known.address:
            return False  # what has happened, or what somebody does
        return any(f" {word} " in head for word in self.known.task)

    def after_turn(self, head: str) -> str:
        """The beginning of a sentence without the word that joins it on: "tuy nhiên, …"."""
        for turn in self.known.turns if head.startswith(self.known.turns) else ():
            if head.startswith(turn) and not head[len(turn) : len(turn) + 1].isalpha():
                return head[len(turn) :].lstrip(" ,")
        return head

    # --- what a run amounts to ----------------------------------------------------------------------

    def statement(self, run: _Run) -> Statement:
        units = self.units[run.first : run.last + 1]
        first = units[0]
        cued = next((unit.cue for unit in units if unit.cue), None)
        start = self.trimmed(first)
        kind = self.kind(first)
        guessed = sum(unit.cue is None and not unit.quoted for unit in units) / len(units)
        sure = (0.95 if cued and cued.status == "extracted" else 0.85) - 0.25 * guessed
        status = cued.status if cued and cued.status != "absent" else "inferred"
        cue = first.cue or (cued if first.quoted else None)
        return Statement(run.speaker, start, units[-1].end, kind, cue.cue if cue else None, status, round(sure, 2))

    def trimmed(self, unit: _Unit) -> int:
        """The start of the first sentence without the caption or heading that runs into it for want of a full stop."""
        if not unit.cue or self.lengths[unit.paragraph] <= LONG or unit.end - unit.cue.cue.end < 40:
            return unit.start
        person = self.people.get(unit.cue.subject.start)
        subject = min([unit.cue.subject.start, *(office.start for office in person.offices)]) if person else unit.cue.subject.start
        before = self.text[unit.start : subject]
        tail = before.split()[-1:] or [""]
        if not 12 <= len(before) <= 260 or accounts.INNER.search(before) or tail[0].lower() in self.known.join or not self.text[subject].isupper() or not tail[0].islower():
            return unit.start
        if self.begins(unit, self.known.setting) or any(subject - 3 < a.cue.end <= subject for a in unit.attributions):
            return unit.start
        named = bisect_left(self.subjects, unit.start) < bisect_left(self.subjects, subject) and accounts.PLAIN_START.match(before)
        titled = bool(person) and (subject < person.evidence.start or person.evidence.quote != person.name)
        return subject if titled or (named and len(before) >= 25) else unit.start

    def kind(self, unit: _Unit) -> str:
        if self.text[unit.start] in "“\"«":
            return "direct"
        quote = self.quote_at(unit.start) or next((q for q in self.quotes[bisect_left(self.quote_starts, unit.start) :] if q.start < unit.end), None)
        if quote and quote.start >= unit.end:
            quote = None
        if unit.quoted and not quote:
            return "direct"
        if not quote:
            return "indirect" if unit.cue else "continuation"
        inside = min(unit.end, quote.end) - max(unit.start, quote.start)
        if quote.start <= unit.start or inside * 2 > unit.end - unit.start or self.text[max(0, quote.start - 3) : quote.start].rstrip().endswith(":"):
            return "direct"
        return "mixed"
