"""Attributions → statements: the runs of whole sentences that are reported as one person's.

A sentence belongs to a speaker because it holds a cue of theirs, because a quotation of theirs runs through it, or
because it goes on with their account: up to the end of the paragraph unless the newspaper's own voice, a group, a body
or another person takes over; between two sentences of one account; and beyond the paragraph where tasks are told one
after the other. Captions, headings and questions end a run. In an interview what follows a question is the answer.
"""

from __future__ import annotations

from ..accounts import words
from ..models import Attribution, Layout, PersonMention, Source, Statement
from ..tables import Tables
from .account import Account
from .interviews import own_answers
from .owners import own_sentence
from .quoted import own_quotations
from .runs import runs
from .spans import statement
from .unmarked import own_unmarked


def attribute(
    source: Source,
    layout: Layout,
    people: tuple[PersonMention, ...],
    attributions: tuple[Attribution, ...],
    tables: Tables,
) -> tuple[Statement, ...]:
    """Who said what. ``people`` and ``attributions`` come resolved; an attribution with the speaker "" ends a
    statement."""
    if not any(attribution.speaker for attribution in attributions):
        return ()
    ac = Account(source, layout, people, attributions, words(tables))
    own_quotations(ac)
    for unit in ac.units:
        if unit.role == "body" and unit.owner is None:
            own_sentence(ac, unit)
    if not ac.marked:
        own_unmarked(ac)
    own_answers(ac)
    return tuple(statement(ac, run) for run in runs(ac))
