"""What the rules of who said what look at: an article's sentences, quotations and people, and whose each sentence is so
far."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from .. import accounts, quotations
from ..accounts import Words
from ..models import Attribution, Layout, PersonMention, Source
from ..quotations import SPEECH, Quotation
from .leaders import led

LONG = 700
"""In a longer paragraph a heading or caption may run into a sentence."""


@dataclass(slots=True)
class Unit:
    """A sentence with what is known about it. ``owner`` is a speaker, "" for a voice that is no one person's, None if
    open."""

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
class Run:
    """Sentences ``first`` to ``last`` in a row that are one speaker's."""

    speaker: str
    first: int
    last: int  # unit numbers
    sure: int  # the last unit that has a cue or a quotation
    speech: bool = False  # the account is of a speech held on an occasion


def with_offices(person: PersonMention) -> int:
    """Where the mention of a person begins, offices before the name included."""
    return min([person.evidence.start, *(office.start for office in person.offices)])


class Account:
    """One article. ``units`` are its sentences; ``subjects`` and ``named`` where people stand in the text, in full and
    at all."""

    def __init__(
        self,
        source: Source,
        layout: Layout,
        people: tuple[PersonMention, ...],
        attributions: tuple[Attribution, ...],
        known: Words,
    ):
        self.text, self.known = source.text, known
        self.quotes = [
            q
            for q in quotations.find(self.text, layout.segments)
            if q.end - q.start >= SPEECH and not known.titles.search(self.text, max(0, q.start - 30), q.start)
        ]
        self.marked = any(mark in self.text for mark in '“”"«»')
        self.quote_starts = [q.start for q in self.quotes]
        self.units = self.make_units(layout)
        self.firsts = {unit.paragraph: unit.start for unit in reversed(self.units)}
        self.lengths = {unit.paragraph: unit.end - self.firsts[unit.paragraph] for unit in self.units}
        self.starts = [unit.start for unit in self.units]
        self.interview = any(unit.role == "question" for unit in self.units)
        self.open_until = 0
        body = [unit.paragraph - unit.lost for unit in self.units if unit.role == "body"]
        self.by_lines = len(body) >= 8 and len(set(body)) >= 0.7 * len(body)
        self.subjects = sorted(person.evidence.start for person in people if person.name and " " in person.name)
        self.people = {person.evidence.start: person for person in people}
        self.named = sorted(self.people)
        for attribution in led(self.text, people, attributions):
            at = bisect_right(self.starts, attribution.cue.start) - 1
            if at >= 0 and attribution.cue.start < self.units[at].end:
                self.units[at].attributions.append(attribution)

    def make_units(self, layout: Layout) -> list[Unit]:
        """The sentences of the article; a link between brackets that runs into one is told apart."""
        units: list[Unit] = []
        at = lost = 0  # ``lost`` paragraph breaks, of which the crawler left a comma
        segments = layout.segments
        for sentence in layout.sentences:
            while at + 1 < len(segments) and segments[at + 1].start <= sentence.start:
                at += 1
            start = sentence.start
            lost += bool(units) and "," in self.text[units[-1].end : start]
            if (
                segments[at].role == "body"
                and self.text[start] == "["
                and (link := accounts.LINK_IN_TEXT.match(self.text, start, sentence.end))
            ):
                units.append(Unit(start, link.end(), "link", segments[at].paragraph + lost, lost))
                start = link.end()
            role = segments[at].role
            if role == "body" and (
                self.text.startswith(">>", start) or (self.text[start] == "[" and self.text[sentence.end - 1] == "]")
            ):
                role = "link"
            units.append(Unit(start, sentence.end, role, segments[at].paragraph + lost, lost))
        return units

    def quote_at(self, at: int) -> Quotation | None:
        """The quotation of speech that covers offset ``at``."""
        number = bisect_right(self.quote_starts, at) - 1
        return self.quotes[number] if number >= 0 and at < self.quotes[number].end else None

    def unit_at(self, at: int) -> Unit:
        """The sentence that holds offset ``at``, else the last one before."""
        return self.units[max(0, bisect_right(self.starts, at) - 1)]

    def subject_start(self, attribution: Attribution) -> int:
        """Where the subject of an attribution begins, its offices before the name included."""
        person = self.people.get(attribution.subject.start)
        return with_offices(person) if person else attribution.subject.start

    def begins(self, unit: Unit, heads: tuple[str, ...]) -> bool:
        """Whether a sentence begins with one of these words."""
        head = self.text[unit.start : unit.start + 40].lstrip("-–*+ ").lower()
        if heads is self.known.group:
            head = self.after_turn(head)
        return head.startswith(heads) and any(
            head.startswith(word) and not head[len(word) : len(word) + 1].isalpha() for word in heads
        )

    def after_turn(self, head: str) -> str:
        """The beginning of a sentence without the word that joins it on: "tuy nhiên, …"."""
        for turn in self.known.turns if head.startswith(self.known.turns) else ():
            if head.startswith(turn) and not head[len(turn) : len(turn) + 1].isalpha():
                return head[len(turn) :].lstrip(" ,")
        return head
