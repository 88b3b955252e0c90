"""What ends an account: the newspaper's voice, another source, somebody who acts, a look back."""

from __future__ import annotations

from bisect import bisect_left

from .. import accounts
from .account import Account, Run, Unit, with_offices
from .tasks import task

GROUP = 90
"""How far into a sentence the verb of its group is looked for; in code points."""
STORY = 400
"""How far before a sentence its account must have spoken of "tôi"; in code points."""


def breaks(ac: Account, unit: Unit, run: Run | None = None) -> bool:
    """Whether an uncued sentence is told by somebody else than the account before it."""
    if ac.text.startswith(("***", "* * *"), unit.start) or accounts.NOTE.match(ac.text, unit.start):
        return True
    head = ac.text[unit.start : unit.start + 70].lower()
    if ", theo " in head and head[head.index(", theo ") + 2 :].startswith(
        (*ac.known.reporter, *(f"theo {source}" for source in ac.known.sources))
    ):
        return True
    return (
        new_source(ac, unit)
        or (ac.begins(unit, ac.known.reporter) and not (run and own_story(ac, run, unit)))
        or (ac.begins(unit, ac.known.group) and says(ac, unit))
        or (acts(ac, unit) and not (run and told_of(ac, run, unit)))
    )


def says(ac: Account, unit: Unit) -> bool:
    """Whether the group a sentence is about says something, rather than does or gets it."""
    return bool(unit.attributions or ac.known.voice.search(ac.text, unit.start, min(unit.end, unit.start + GROUP)))


def background(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether a paragraph that begins with this sentence leaves the speech before it: it looks back on a day or a year,
    announces an event, or says after an order what comes next."""
    if accounts.PAST.match(ac.text, unit.start) and not accounts.AHEAD.search(ac.text, unit.start, unit.end):
        return True
    cue = ac.units[run.sure].cue
    ordered = bool(cue and cue.cue.quote.lower() in ac.known.command) and not task(ac, unit)
    return (ordered and ac.text.find(" sẽ ", unit.start, unit.end) >= 0) or bool(
        accounts.EVENT.search(ac.text, unit.start, unit.end)
    )


def told(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether an uncued sentence speaks of the speaker by name: then somebody else tells it."""
    if unit.quoted:
        return False
    if any(
        ac.people[at].name == run.speaker
        for at in ac.named[bisect_left(ac.named, unit.start) : bisect_left(ac.named, unit.end)]
    ):
        return True
    last = run.speaker.split()[-1]
    at = ac.text.find(last, unit.start, unit.end)
    while at >= 0:
        before = ac.text[max(unit.start, at - 8) : at].lower().split()
        if before and before[-1] in ac.known.address and not ac.text[at + len(last) : at + len(last) + 1].isalnum():
            return True
        at = ac.text.find(last, at + 1, unit.end)
    return False


def own_story(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether the words after a colon tell in the first person what befell the speaker: "… nói: Tôi sốt cao. Sau đó
    chuyển lên …"."""
    cue = ac.units[run.sure].cue
    return bool(
        cue
        and ac.text.startswith(":", cue.cue.end)
        and accounts.FIRST_PERSON.search(ac.text, max(cue.cue.end, unit.start - STORY), unit.start)
    )


def told_of(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether a sentence goes on about the one person whose life the account began to tell: named right after its cue,
    and by that name again: "Bí thư Mẫu cho biết, Lê Thử từng là thủ kho. Sau đó, Lê Thử được tuyển vào …"."""
    first = ac.units[run.first]
    if not first.cue or first.quoted or unit.quoted:
        return False
    at = bisect_left(ac.subjects, first.cue.cue.end)
    if at == len(ac.subjects) or ac.text[first.cue.cue.end : ac.subjects[at]].strip(" ,:").lower() not in ("", "rằng"):
        return False
    named = ac.people[ac.subjects[at]].name
    here = ac.subjects[bisect_left(ac.subjects, unit.start) : bisect_left(ac.subjects, unit.end)]
    return named != run.speaker and [ac.people[start].name for start in here] == [named]


def elsewhere(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether an uncued sentence goes to a day where none was told of, or, after an order, to what others did too: the
    newspaper tells it, unless a story is being told."""
    cue = ac.units[run.sure].cue
    if unit.quoted or (cue and cue.cue.quote.lower() in ac.known.story):
        return False
    if accounts.JUMP.match(ac.text, unit.start, unit.end):
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
    if ac.text.startswith(("***", "* * *"), unit.start):
        return True
    person = ac.people.get(ac.subjects[at]) if (at := bisect_left(ac.subjects, unit.start)) < len(ac.subjects) else None
    if person and with_offices(person) == unit.start:
        return True
    if person and person.name != run.speaker and accounts.DAY.match(ac.text, unit.start) and acts(ac, unit):
        return True
    return any(
        pattern.match(ac.text, unit.start, unit.end)
        for pattern in (accounts.OUTSIDE, accounts.OTHERS, accounts.ANONYMOUS)
    )


def new_source(ac: Account, unit: Unit) -> bool:
    """Whether a sentence begins with another source ("Song theo thông tin từ …") or tells of the speech from
    outside."""
    if not unit.quoted and any(
        pattern.search(ac.text, unit.start, unit.end) for pattern in (accounts.REPORTS, accounts.STIR, accounts.PLURAL)
    ):
        return True
    if (
        accounts.OUTSIDE.match(ac.text, unit.start, unit.end)
        or accounts.ANONYMOUS.match(ac.text, unit.start, unit.end)
        or accounts.CASE.match(ac.text, unit.start, unit.end)
        or (not unit.quoted and accounts.MEETING.match(ac.text, unit.start, unit.end))
        or (unit.start and ac.text[unit.start - 1] in "”\"»'.")
    ):
        return True  # the latter is glued to what it follows: a paragraph break is lost
    head = ac.text[unit.start : unit.start + 60].lower()
    head = ac.after_turn(head)
    return head.startswith("theo ") and head[5:].startswith(ac.known.sources)


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
    before = ac.text[unit.start : max(start, unit.start)].strip()
    return not before or (before.endswith(",") and len(before) < 80)
