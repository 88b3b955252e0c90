"""Tasks: what follows a cue that asks or orders."""

from __future__ import annotations

from .account import Account, Run, Unit


def sets_tasks(ac: Account, run: Run) -> bool:
    """Whether the last cue of the run asks or orders."""
    for number in range(run.sure, run.first - 1, -1):
        cue = ac.units[number].cue
        if cue:
            return cue.cue.quote.lower() in ac.known.order
    return False


def task(ac: Account, unit: Unit) -> bool:
    """Whether a sentence sets a task: it begins like one, or has one of its verbs near its head and tells nothing
    past."""
    if ac.begins(unit, ac.known.links) or ac.begins(unit, ac.known.task):
        return True
    head = ac.text[unit.start : min(unit.end, unit.start + 90)].lower()
    if (
        " đã " in head
        or " bị " in head
        or ac.known.past.match(ac.text, unit.start)
        or head.split(" ", 1)[0] in ac.known.address
    ):
        return False  # what has happened, or what somebody does
    return any(f" {word} " in head for word in ac.known.task)
