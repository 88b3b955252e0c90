"""How far an account goes: whether a sentence without a cue carries on the one before."""

from __future__ import annotations

from .. import accounts
from ..fold import is_syllable
from .account import Account, Run, Unit
from .breaks import background, breaks, elsewhere, takes_over, told
from .spans import trimmed
from .tasks import sets_tasks, task

FLAT = 1500
"""In a longer paragraph the original paragraphs are run together, so an account is followed only so far:"""
TRAIL = 4
"""sentences after the last one that is surely the speaker's;"""
TRAIL_FROM_AFAR = 0
"""of a foreigner, whose words come from a news agency, sentence by sentence with background between them, unless one
refers back."""
GAP, GAP_OF_LINES = 2, 6
"""How many paragraphs may lie between two sentences of one account; where each sentence is a paragraph."""


def runs(ac: Account) -> list[Run]:
    """The accounts of the article, in order; none overlaps another."""
    found: list[Run] = []
    run: Run | None = None
    number = 0
    while number < len(ac.units):
        unit = ac.units[number]
        if unit.role != "body" or unit.owner == "":
            run = None
        elif unit.owner:
            if run and run.speaker == unit.owner and run.last == number - 1 and trimmed(ac, unit) == unit.start:
                run.last = run.sure = number
            else:
                again = (
                    bool(found)
                    and found[-1].speaker == unit.owner
                    and found[-1].speech
                    and only_frame(ac, found[-1].last, number)
                )
                run = Run(unit.owner, number, number, number, again)
                found.append(run)
            run.speech = run.speech or opens_speech(ac, unit)
        elif run and (last := carries_on(ac, run, number)) is not None:
            run.last = last
            number = last
        else:
            run = None
        number += 1
    return found


def carries_on(ac: Account, run: Run, number: int) -> int | None:
    """The last of the open sentences from ``number`` on that go on with the account, or None.

    In the paragraph of the account they do up to a break, or to the next sentence of the same speaker. A new paragraph
    does after a colon, with a link, in a speech, between two paragraphs of one speaker, and where tasks are told.
    """
    cue = ac.units[run.sure].cue
    if (
        cue
        and ac.known.verdict.match(cue.cue.quote)
        and not (cue.cue.quote.endswith(("yêu cầu", "chỉ đạo")) and task(ac, ac.units[number]))
    ):
        return None
    stop = max(ac.open_until, number)  # what was open stays so: no sentence is looked at twice
    while stop < len(ac.units) and ac.units[stop].role == "body" and ac.units[stop].owner is None:
        stop += 1
    ac.open_until = stop
    back = stop < len(ac.units) and ac.units[stop].role == "body" and ac.units[stop].owner == run.speaker
    unit, before, sure = ac.units[number], ac.units[number - 1], ac.units[run.sure]
    end = number  # of the open sentences of this paragraph
    while end < stop and ac.units[end].paragraph == unit.paragraph:
        end += 1
    if unit.paragraph == before.paragraph:
        if (
            back
            and end == stop
            and not any(takes_over(ac, run, open_) or told(ac, run, open_) for open_ in ac.units[number:stop])
        ):
            return stop - 1
        if sure is before and (sure.closed or (spoken_out(ac, sure) and not ac.begins(unit, ac.known.links))):
            return None
        return until_break(ac, run, number, end)
    if unit.quoted and ac.quote_at(unit.start):
        return number
    said_next = sure is before and ac.text[sure.end - 1] == ":"
    if said_next or (ac.begins(unit, ac.known.links) and not sure.quoted):
        return until_break(ac, run, number, end)
    speech_goes_on = run.speech and unit.lost == before.lost and not background(ac, run, unit)
    if (
        (speech_goes_on or addresses(ac, run, number) or next_line(ac, run, number))
        and not sure.quoted
        and ac.lengths[unit.paragraph] <= FLAT
    ):
        return until_break(ac, run, number, end)
    near = ac.units[stop - 1].paragraph - unit.paragraph < (GAP_OF_LINES if ac.by_lines else GAP)
    if (
        back
        and near
        and (not sure.quoted or refers_back(ac, unit))
        and not any(of_others(ac, run, open_) for open_ in ac.units[number:stop])
    ):
        return stop - 1
    if (
        sets_tasks(ac, run)
        and not sure.closed
        and task(ac, unit)
        and not told(ac, run, unit)
        and not ac.known.event.search(ac.text, unit.start, unit.end)
    ):
        return until_break(ac, run, number, end)
    return None


def until_break(ac: Account, run: Run, number: int, end: int) -> int | None:
    """The last sentence before one that breaks the account."""
    flat = ac.lengths[ac.units[number].paragraph] > FLAT and not answers(ac, run)
    trail = TRAIL if all(map(is_syllable, run.speaker.replace("-", " ").split())) else TRAIL_FROM_AFAR
    last = None
    for at in range(number, end):
        unit = ac.units[at]
        if breaks(ac, unit, run) or told(ac, run, unit) or elsewhere(ac, run, unit):
            break
        if flat and at - run.sure > (TRAIL if refers_back(ac, unit) else trail):
            break
        last = at
    return last


def of_others(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether a sentence between two paragraphs of one speaker is told by somebody else: what ends an account, a day or
    an hour; only "Sau đó" and the like are theirs there, too."""
    return (
        (breaks(ac, unit) and not ac.begins(unit, ac.known.news))
        or told(ac, run, unit)
        or bool(
            ac.known.jump.match(ac.text, unit.start, unit.end) or ac.known.hour.match(ac.text, unit.start, unit.end)
        )
    )


def refers_back(ac: Account, unit: Unit) -> bool:
    """Whether a sentence goes on from the one before it ("Tuy nhiên", "Sau đó", "Ngoài ra") or speaks of the speaker as
    "cô", "tôi"."""
    head = ac.text[unit.start : unit.start + 40].lower()
    return (
        ac.begins(unit, ac.known.links)
        or ac.begins(unit, ac.known.news)
        or ac.after_turn(head) != head
        or bool(accounts.SPEAKER.search(ac.text, unit.start, unit.end))
    )


def only_frame(ac: Account, last: int, number: int) -> bool:
    """Whether nothing but captions, pictures and headings stands between two sentences."""
    return all(unit.role in ("caption", "picture", "heading") for unit in ac.units[last + 1 : number])


def next_line(ac: Account, run: Run, number: int) -> bool:
    """Whether a line goes on with the tasks of the one before, where each sentence stands in a line of its own; a line
    with a date is news."""
    unit = ac.units[number]
    return ac.by_lines and sets_tasks(ac, run) and not accounts.DATED.search(ac.text, unit.start, unit.end)


def addresses(ac: Account, run: Run, number: int) -> bool:
    """Whether a sentence goes on with words that follow a colon: it speaks of "tôi" or to "bạn"."""
    cue = ac.units[run.sure].cue
    unit = ac.units[number]
    return bool(cue and ac.text.startswith(":", cue.cue.end) and accounts.ADDRESS.search(ac.text, unit.start, unit.end))


def answers(ac: Account, run: Run) -> bool:
    """Whether the account answers what a reader has asked just before: "…? Luật sư Mẫu trả lời: …"."""
    cue = ac.units[run.first].cue
    if not cue or cue.cue.quote.lower() not in ac.known.answers or not ac.text.startswith(":", cue.cue.end):
        return False
    before = ac.units[run.first - 1] if run.first else None
    return before is not None and ac.text[max(before.start, before.end - 9) : before.end].rstrip(' ”"').endswith("?")


def spoken_out(ac: Account, unit: Unit) -> bool:
    """Whether a sentence ends with a quotation of whole sentences ("Bà Mẫu nói: “…”."): then the newspaper goes on."""
    end = len(ac.text[unit.start : unit.end].rstrip(" .,…!?")) + unit.start
    if not unit.quoted or ac.text[end - 1] not in "”\"»'":
        return False
    quote = ac.quote_at(end - 1)
    return bool(quote) and (
        quote.start <= unit.start or ac.text[max(0, quote.start - 3) : quote.start].rstrip().endswith(":")
    )


def opens_speech(ac: Account, unit: Unit) -> bool:
    """Whether the words before a cue say on what occasion it was spoken."""
    if not unit.cue or unit.quoted:
        return False
    cue = unit.cue.cue
    head = ac.text[unit.start : cue.start if cue.quote.lower() in ac.known.command else cue.end].lower()
    return (head.endswith("trả lời") and ac.text.startswith(":", cue.end)) or any(
        word in head for word in ac.known.occasion
    )
