"""Answers: after a question come the words of whom the interview is with."""

from __future__ import annotations

from bisect import bisect_right

from .. import accounts
from ..models import Attribution
from ..sentences import DASHES
from .account import Account, Unit


def own_answers(ac: Account) -> None:
    """After a question comes the answer: the interviewee's, up to the next question or heading."""
    questions = [number for number, unit in enumerate(ac.units) if unit.role == "question"]
    if not questions:
        return
    speaker = interviewee(ac, questions[0])
    for at in first_answer(ac, questions[0], speaker) if speaker else ():
        ac.units[at].owner, ac.units[at].quoted, ac.units[at].cue = speaker, True, None
    open_ = asked = False  # until a heading, thanks or the newspaper end the answer
    for number in range(questions[0], len(ac.units)):
        unit = ac.units[number]
        if unit.role == "question" or (unit.role == "heading" and ac.text[unit.end - 1] == "?"):
            open_, asked = not accounts.THANKS.match(ac.text, unit.start), True
            continue
        if asked:
            speaker = next(
                (
                    a.speaker
                    for a in unit.attributions
                    if a.speaker and a.cue.start - unit.start < 90 and a.subject.rule.endswith("colon")
                ),
                speaker,
            )
            asked = False
        begins = number == 0 or ac.units[number - 1].paragraph != unit.paragraph
        if begins and (
            unit.role == "heading"
            or ac.begins(unit, ac.known.reporter)
            or accounts.DAY.match(ac.text, unit.start)
            or accounts.THANKS.match(ac.text, unit.start)
        ):
            open_ = False
        if unit.role == "heading":
            speaker = headed(unit) or speaker
        if open_ and unit.role == "body" and speaker:
            unit.owner, unit.quoted, unit.cue = speaker, True, None


def headed(unit: Unit) -> str | None:
    """Whom a heading names first: the answers below it are theirs."""
    return next(
        (
            a.speaker
            for a in unit.attributions
            if a.speaker and a.subject.rule in ("speakers.interview", "speakers.name-colon")
        ),
        None,
    )


def first_answer(ac: Account, question: int, speaker: str) -> range:
    """The sentences right before the first question that answer one the lead has asked: a dash leads them as it leads
    the answers, nobody else is named to speak, and they speak of "tôi"."""
    at = question
    while at and ac.units[at - 1].role == "body" and ac.units[at - 1].owner in (None, speaker):
        at -= 1
        unit = ac.units[at]
        if ac.text[unit.start] in DASHES and (at == 0 or ac.units[at - 1].paragraph != unit.paragraph):
            after = next((later for later in ac.units[question:] if later.role == "body"), None)
            led = after is not None and ac.text[after.start] in DASHES
            return range(
                at,
                question if led and accounts.FIRST_PERSON.search(ac.text, unit.start, ac.units[question].start) else at,
            )
    return range(question, question)


def interviewee(ac: Account, first: int) -> str | None:
    """Who speaks last before the first question, else who speaks most; None where two do."""
    for unit in reversed(ac.units[:first]):
        for attribution in reversed(unit.attributions):
            if attribution.speaker:
                return (
                    None
                    if attribution.subject.rule == "speakers.interview" and second(ac, unit, attribution)
                    else attribution.speaker
                )
    count: dict[str, int] = {}
    for unit in ac.units[first:]:
        for attribution in unit.attributions if unit.role != "heading" else ():
            if attribution.speaker:
                count[attribution.speaker] = count.get(attribution.speaker, 0) + 1
    return max(count, key=lambda name: count[name]) if count else None


def second(ac: Account, unit: Unit, attribution: Attribution) -> bool:
    """Whether the paper talked with another person too: "trao đổi với ông Mẫu, Giám đốc … và bà Thử"."""
    at = bisect_right(ac.subjects, attribution.subject.start)
    return (
        at < len(ac.subjects)
        and ac.subjects[at] < unit.end
        and bool(accounts.AND_WITH.search(ac.text, attribution.subject.end, ac.subjects[at] + 1))
    )
