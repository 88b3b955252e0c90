"""What ends an account: the newspaper's voice, another source, somebody who acts, a look back."""

from __future__ import annotations

from bisect import bisect_left

from .. import accounts
from ..fold import is_syllable
from .account import LONG, Account, Run, Unit, with_offices
from .tasks import task

GROUP = 90
"""How far into a sentence the verb of its group is looked for; in code points."""
THEO = 70
"""How far into a sentence its source may stand: "Trên thực tế, theo báo cáo …"; in code points."""
CREDIT = 60
"""A sentence without an end that is shorter is a credit; in code points."""
RECENT = 12
"""Among so many names before a sentence the one it is about is looked for."""


def breaks(ac: Account, unit: Unit, run: Run | None = None) -> bool:
    """Whether an uncued sentence is told by somebody else than the account before it."""
    return (
        chapter(ac, unit)
        or new_source(ac, unit)
        or ac.begins(unit, ac.known.reporter)
        or (ac.begins(unit, ac.known.news) and not within(ac, unit))
        or (ac.begins(unit, ac.known.group) and says(ac, unit))
        or (acts(ac, unit) and not (run and spoken_of(ac, run, unit)))
    )


def chapter(ac: Account, unit: Unit) -> bool:
    """Whether asterisks, a credit ("PV (tổng hợp)") or a heading that runs into a sentence end what was told."""
    if ac.text.startswith(("***", "* * *"), unit.start):
        return True
    if unit.end - unit.start < CREDIT and ac.text[unit.end - 1] not in '.!?…”":;,»':
        return True
    return (
        ac.lengths[unit.paragraph] > LONG
        and not unit.quoted
        and bool(ac.known.glued.search(ac.text, unit.start, unit.end))
    )


def within(ac: Account, unit: Unit) -> bool:
    """Whether a sentence goes on with a paragraph that is not several run together."""
    return ac.firsts[unit.paragraph] < unit.start and ac.lengths[unit.paragraph] <= LONG


def says(ac: Account, unit: Unit) -> bool:
    """Whether the group a sentence is about says something, rather than does or gets it."""
    return bool(unit.attributions or ac.known.voice.search(ac.text, unit.start, min(unit.end, unit.start + GROUP)))


def background(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether a paragraph that begins with this sentence leaves the speech before it: it looks back on a day or a year,
    announces an event, or says after an order what comes next."""
    if ac.known.past.match(ac.text, unit.start):
        return True
    cue = ac.units[run.sure].cue
    ordered = bool(cue and cue.cue.quote.lower() in ac.known.command) and not task(ac, unit)
    return (ordered and ac.text.find(" sẽ ", unit.start, unit.end) >= 0) or bool(
        ac.known.event.search(ac.text, unit.start, unit.end)
    )


def told(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether an uncued sentence speaks of the speaker by name, a foreigner's last name alone: then somebody else tells
    it."""
    if unit.quoted:
        return False
    if any(
        ac.people[at].name == run.speaker
        for at in ac.named[bisect_left(ac.named, unit.start) : bisect_left(ac.named, unit.end)]
    ):
        return True
    last = run.speaker.split()[-1]
    foreign = not is_syllable(last)
    at = ac.text.find(last, unit.start, unit.end)
    while at >= 0:
        before = ac.text[max(unit.start, at - 8) : at].lower().split()
        after = ac.text[at + len(last) : at + len(last) + 2]
        alone = not ac.text[at - 1 : at].isalnum() and not after[:1].isalnum()
        if alone and ((before and before[-1] in ac.known.address) or (foreign and not after.lstrip()[:1].isupper())):
            return True
        at = ac.text.find(last, at + 1, unit.end)
    return False


def spoken_of(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether the account has named before, in a paragraph of its own, whom a sentence is about: "Bí thư Mẫu cho biết,
    Lê Thử từng là thủ kho. Sau đó, Lê Thử được tuyển vào …"."""
    at = bisect_left(ac.subjects, unit.start)
    if at == len(ac.subjects) or ac.subjects[at] >= unit.end or not within(ac, unit):
        return False
    name = ac.people[ac.subjects[at]].name
    first, last = bisect_left(ac.named, ac.units[run.first].start), bisect_left(ac.named, unit.start)
    return name != run.speaker and any(
        ac.people[start].name == name for start in ac.named[max(first, last - RECENT) : last]
    )


def elsewhere(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether an uncued sentence goes to a day where none was told of, or, after an order, to what others did too: the
    newspaper tells it, unless a story is being told."""
    cue = ac.units[run.sure].cue
    if unit.quoted or (cue and cue.cue.quote.lower() in ac.known.story):
        return False
    if ac.known.jump.match(ac.text, unit.start, unit.end):
        dated = accounts.DATED.search(ac.text, ac.units[run.sure].start, ac.units[run.sure].end)
        return not dated and not accounts.SPEAKER.search(ac.text, unit.start, unit.end)
    return (
        bool(cue and cue.cue.quote.lower() in ac.known.command)
        and ac.text.find(" cũng đã ", unit.start, min(unit.end, unit.start + 120)) >= 0
    )


def takes_over(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether, even between two sentences of one speaker, somebody else is what a sentence begins with, or asterisks
    end a chapter."""
    if unit.quoted:
        return False
    if chapter(ac, unit):
        return True
    person = ac.people.get(ac.subjects[at]) if (at := bisect_left(ac.subjects, unit.start)) < len(ac.subjects) else None
    if person and with_offices(person) == unit.start:
        return True
    if person and person.name != run.speaker and accounts.DAY.match(ac.text, unit.start) and acts(ac, unit):
        return True
    return bool(
        ac.known.outside.match(ac.text, unit.start, unit.end) or ac.known.others.match(ac.text, unit.start, unit.end)
    )


def new_source(ac: Account, unit: Unit) -> bool:
    """Whether a sentence begins with another source ("Song theo thông tin từ …") or tells of the speech from
    outside."""
    known = ac.known
    if any(pattern.match(ac.text, unit.start, unit.end) for pattern in (known.outside, known.case)):
        return True
    if unit.start and ac.text[unit.start - 1] in "”\"»'.":
        return True  # glued to what it follows: a paragraph break is lost
    if not unit.quoted and (
        known.reports.search(ac.text, unit.start, unit.end)
        or known.plural.search(ac.text, unit.start, unit.end)
        or known.meeting.match(ac.text, unit.start, unit.end)
    ):
        return True
    head = ac.text[unit.start : unit.start + THEO].lower()
    at = head.find(", theo ")
    return any(
        source.startswith("theo ") and source[5:].startswith(known.sources)
        for source in (ac.after_turn(head), head[at + 2 :] if at >= 0 else "")
    )


def acts(ac: Account, unit: Unit) -> bool:
    """Whether a named person, or two by their offices, is what the sentence is about, and no cue makes it speech: the
    newspaper tells what they did."""
    first, second = ac.people.get(unit.start), None
    if first and not unit.quoted:
        joined = ac.text.startswith(" và ", first.evidence.end)
        second = ac.people.get(first.evidence.end + 4) if joined else None
        if second:
            return True
    at = bisect_left(ac.subjects, unit.start)
    if unit.quoted or at >= len(ac.subjects) or ac.subjects[at] >= unit.end:
        return False
    person = ac.people[ac.subjects[at]]
    start = with_offices(person)
    before = ac.after_turn(ac.text[unit.start : max(start, unit.start)].lower()).strip()
    return not before or (before.endswith(",") and len(before) < 80)
