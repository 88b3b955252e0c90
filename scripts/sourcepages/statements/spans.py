"""A run of sentences → a statement: where it begins, what kind it is, how sure."""

from __future__ import annotations

from bisect import bisect_left

from .. import accounts
from ..models import Statement
from .account import LONG, Account, Run, Unit


def statement(ac: Account, run: Run) -> Statement:
    """What a run amounts to. Less sure the more of its sentences have neither cue nor quotation."""
    units = ac.units[run.first : run.last + 1]
    first = units[0]
    cued = next((unit.cue for unit in units if unit.cue), None)
    start = trimmed(ac, first)
    guessed = sum(unit.cue is None and not unit.quoted for unit in units) / len(units)
    sure = (0.95 if cued and cued.status == "extracted" else 0.85) - 0.25 * guessed
    status = cued.status if cued and cued.status != "absent" else "inferred"
    cue = first.cue or (cued if first.quoted else None)
    return Statement(
        run.speaker, start, units[-1].end, kind(ac, first), cue.cue if cue else None, status, round(sure, 2)
    )


def trimmed(ac: Account, unit: Unit) -> int:
    """The start of the first sentence without the caption or heading that runs into it for want of a full stop."""
    if not unit.cue or ac.lengths[unit.paragraph] <= LONG or unit.end - unit.cue.cue.end < 40:
        return unit.start
    subject = ac.subject_start(unit.cue)
    before = ac.text[unit.start : subject]
    tail = before.split()[-1:] or [""]
    if (
        not 12 <= len(before) <= 260
        or accounts.INNER.search(before)
        or tail[0].lower() in ac.known.join
        or before.rstrip().lower().endswith(tuple(ac.known.address))
        or not ac.text[subject].isupper()
        or not tail[0].islower()
        or tail[0][-1] in '”"'
    ):
        return unit.start
    if ac.begins(unit, ac.known.setting) or any(subject - 3 < a.cue.end <= subject for a in unit.attributions):
        return unit.start
    named = bisect_left(ac.subjects, unit.start) < bisect_left(ac.subjects, subject) and accounts.PLAIN_START.match(
        before
    )
    person = ac.people.get(unit.cue.subject.start)
    office = unit.cue.subject.rule == "speakers.office-cue"
    titled = office or (bool(person) and (subject < person.evidence.start or person.evidence.quote != person.name))
    return subject if titled or (named and len(before) >= 25) else unit.start


def kind(ac: Account, unit: Unit) -> str:
    """Whether the first sentence gives the speaker's own words, reports them, does both or has no cue
    (``models.Statement.kind``)."""
    if ac.text[unit.start] in '“"«':
        return "direct"
    quote = ac.quote_at(unit.start) or next(
        (q for q in ac.quotes[bisect_left(ac.quote_starts, unit.start) :] if q.start < unit.end), None
    )
    if quote and quote.start >= unit.end:
        quote = None
    if unit.quoted and not quote:
        return "direct"
    if not quote:
        return "indirect" if unit.cue else "continuation"
    inside = min(unit.end, quote.end) - max(unit.start, quote.start)
    if (
        quote.start <= unit.start
        or inside * 2 > unit.end - unit.start
        or ac.text[max(0, quote.start - 3) : quote.start].rstrip().endswith(":")
    ):
        return "direct"
    return "mixed"
