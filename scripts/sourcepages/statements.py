"""Attributions → statements: the runs of whole sentences that are one speaker's."""

from __future__ import annotations

from .models import Attribution, Layout, PersonMention, Source, Statement
from .tables import Tables


def attribute(
    source: Source, layout: Layout, people: tuple[PersonMention, ...], attributions: tuple[Attribution, ...], tables: Tables
) -> tuple[Statement, ...]:
    """Who said what. ``people`` and ``attributions`` come resolved."""
    found = []
    for sentence in layout.sentences:
        for attribution in attributions:
            if attribution.speaker and sentence.start <= attribution.cue.start < sentence.end:
                found.append(Statement(attribution.speaker, sentence.start, sentence.end, "indirect", attribution.cue, attribution.status))
                break
    return tuple(found)
