"""Quotations of which a crawl has lost all marks."""

from __future__ import annotations

from .account import LONG, Account, Run, Unit
from .breaks import breaks, told
from .owners import closes


def own_unmarked(ac: Account) -> None:
    """Where a crawl has lost all quotation marks, a space before the comma tells that one closed there ("… đủ , ông Mẫu
    nói."): the sentences of the paragraph before it are in the quotation too, as far as nobody else speaks in them."""
    for number, unit in enumerate(ac.units):
        if (
            not unit.owner
            or not unit.cue
            or not closes(ac, unit, unit.cue)
            or ac.units[number - 1].paragraph != unit.paragraph
        ):
            continue
        start = ac.subject_start(unit.cue)
        if not ac.text[unit.start : start].rstrip().endswith(" ,"):
            continue
        unit.quoted = unit.closed = True
        run = Run(unit.owner, number, number, number)
        at = number - 1
        while at >= 0 and ac.units[at].paragraph == unit.paragraph and inside_unmarked(ac, run, ac.units[at]):
            ac.units[at].owner, ac.units[at].quoted = unit.owner, True
            at -= 1


def inside_unmarked(ac: Account, run: Run, unit: Unit) -> bool:
    """Whether a sentence may stand inside a quotation without marks: nothing tells it from outside, and none closes
    with it."""
    if (
        unit.role != "body"
        or unit.owner is not None
        or ac.lengths[unit.paragraph] > LONG
        or breaks(ac, unit)
        or told(ac, run, unit)
    ):
        return False
    words = ac.text[unit.start : unit.end]
    return not words.rstrip(".").endswith(" ") and words.split(" ", 1)[0].lower() not in ac.known.address
