"""Whose a sentence without a quotation is: the cue in it, a body or a group that speaks, or nobody yet."""

from __future__ import annotations

from bisect import bisect_left

from .. import accounts
from ..models import Attribution
from ..quotations import SPEECH
from .account import Account, Unit, with_offices
from .breaks import says

AHEAD = 300
"""How far after words that tell who somebody is the cue of the sentence is looked for; in code points."""


def own_sentence(ac: Account, unit: Unit) -> None:
    """A sentence without a quotation of somebody's: the first cue outside quotations that has a person for subject."""
    voice = False  # that of a body, or of somebody without a name
    tag = unit.attributions[-1] if len(unit.attributions) > 1 else None
    if tag and tag.speaker and closes(ac, unit, tag):
        unit.owner, unit.cue = tag.speaker, tag
        return
    for attribution in unit.attributions:
        quote = ac.quote_at(attribution.cue.start)
        if (
            (quote and not quote.lost)
            or joint(ac, unit, attribution)
            or attribution.cue.quote.lower() in ac.known.naming
            or empty(ac, unit, attribution)
        ):
            continue
        if attribution.speaker:
            unit.owner, unit.cue = attribution.speaker, attribution
            return
        if speaks(ac, unit, attribution):
            voice = True
            if not (
                attribution.subject.rule.startswith("speakers.lead")
                or relays(ac, unit, attribution)
                or (
                    attribution.cue.quote.lower() in ac.known.passes_on
                    and attribution.subject.quote.lower().startswith(ac.known.papers)
                )
            ):
                break  # but "Theo hãng tin …, ông Mẫu cho biết" is what he says
    if voice:
        unit.owner = ""
        return
    if not unit.quoted and (several(ac, unit) or (of_group(ac, unit) and says(ac, unit))):
        unit.owner = ""


def several(ac: Account, unit: Unit) -> bool:
    """Whether several who speak are what a sentence begins with."""
    head = ac.text[unit.start : min(unit.end, unit.start + 120)].lower()
    return ac.known.several.match(ac.after_turn(head)) is not None


def of_group(ac: Account, unit: Unit) -> bool:
    """Whether a group is what a sentence begins with, or comes to after its topic: "Về giá lúa, một số ý kiến …"."""
    topic = ac.known.topic.match(ac.text, unit.start, unit.end)
    return ac.begins(unit, ac.known.group) or bool(
        topic and ac.text[topic.end() : topic.end() + 40].lower().startswith(ac.known.group)
    )


def relays(ac: Account, unit: Unit, attribution: Attribution) -> bool:
    """Whether a body only passes on what a person says: "Bộ Thủy lợi cho biết, Thứ trưởng Mẫu yêu cầu …"."""
    at = bisect_left(ac.subjects, attribution.cue.end)
    if attribution.cue.quote.lower() not in ac.known.passes_on or at == len(ac.subjects):
        return False
    person = ac.people[ac.subjects[at]]
    start = with_offices(person)
    return ac.text[attribution.cue.end : start].strip(" ,:") in ("", "rằng") and any(
        a.speaker and a.subject.start == person.evidence.start for a in unit.attributions
    )


def empty(ac: Account, unit: Unit, attribution: Attribution) -> bool:
    """Whether a cue tells that something was said, not what: a paper read, a warning given on an occasion."""
    cue = attribution.cue
    if ac.interview and attribution.subject.rule == "speakers.interview":
        return True  # "Phóng viên đã trao đổi với ông Mẫu": what he says are the answers
    if ac.known.picture.match(ac.text, cue.end, unit.end) and not quote_after(ac, unit, cue.end):
        return True
    start = ac.subject_start(attribution)
    if accounts.HEARD.search(ac.text, max(unit.start, start - 12), start) and (
        cue.quote.lower() in ac.known.reading or accounts.NO_MORE.match(ac.text, cue.end, unit.end)
    ):
        return True
    if (
        accounts.WHEN.match(ac.text, unit.start, start)
        and not ac.text.startswith(":", cue.end)
        and not quote_after(ac, unit, cue.end)
    ):
        return True
    if accounts.RELATIVE.search(ac.text, max(unit.start, cue.start - 24), cue.start) and not any(
        f", {word}" in ac.text[cue.end : min(unit.end, cue.end + AHEAD)] for word in ac.known.tells
    ):
        return True
    if cue.quote.lower() in ac.known.reading and ac.known.paper.match(ac.text, cue.end, unit.end):
        return True
    return bool(
        accounts.PUT_FORTH.search(ac.text, max(unit.start, cue.start - 20), cue.start)
        and ac.known.on_occasion.match(ac.text, cue.end, unit.end)
    )


def quote_after(ac: Account, unit: Unit, at: int) -> bool:
    """Whether a quotation of speech begins in the rest of the sentence."""
    number = bisect_left(ac.quote_starts, at)
    return number < len(ac.quotes) and ac.quotes[number].start < unit.end


def closes(ac: Account, unit: Unit, attribution: Attribution) -> bool:
    """Whether all of the sentence is told by whom its last words name: "Bộ phủ nhận tin này, …, đại tá Mẫu cho
    biết."."""
    if (
        attribution.cue.quote.lower() not in ac.known.tells
        or ac.text[attribution.cue.end : unit.end].strip(" .,")
        or ac.quote_at(attribution.cue.start)
    ):
        return False
    if sum(other.cue.start == attribution.cue.start for other in unit.attributions) > 1:
        return False
    start = ac.subject_start(attribution)
    return start - unit.start > SPEECH and ac.text[unit.start : start].rstrip().endswith((",", "-", "–"))


def joint(ac: Account, unit: Unit, attribution: Attribution) -> bool:
    """Whether the subject is one of two persons or more who act together: what all do is no one person's speech."""
    if len({a.speaker for a in unit.attributions if a.speaker and a.cue.start == attribution.cue.start}) > 2:
        return True
    at = bisect_left(ac.subjects, unit.start)
    both = ac.subjects[at : at + 2]
    beside = accounts.BESIDE.search(ac.text, unit.start, attribution.subject.start)
    if beside and any(person.evidence.end == beside.start() for person in map(ac.people.get, both) if person):
        return True  # "ông Mẫu và chị L."
    if len(both) < 2 or attribution.subject.start not in both or attribution.cue.start < both[1]:
        return False
    end = ac.people[both[0]].evidence.end
    return bool(accounts.AND.match(ac.text, end)) and "," not in ac.text[end : both[1]]


def speaks(ac: Account, unit: Unit, attribution: Attribution) -> bool:
    """Whether a body, or somebody without a name, is what the sentence is about, and says something."""
    cue = attribution.cue.quote.lower()
    if cue in ac.known.faint:
        return False
    start = min(attribution.subject.start, attribution.cue.start)
    before = ac.text[unit.start : start].strip()
    subject = attribution.subject.quote.lower()
    if ac.known.joiner.match(subject):
        return False
    if subject in ("tôi", "chúng tôi", "chúng ta") or (cue.endswith("theo") and subject.startswith(ac.known.text)):
        return False
    return not before or before.endswith((",", ";", "-", "–", ":")) or before.lower() in ("cũng", "và", "còn")
