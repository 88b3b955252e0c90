"""Names, offices and pronouns → who is meant; attributions → speakers with their offices."""

from __future__ import annotations

from ..models import Attribution, Layout, PersonMention, Source, Speaker
from ..tables import Tables


def resolve(
    source: Source, layout: Layout, people: tuple[PersonMention, ...], attributions: tuple[Attribution, ...], tables: Tables
) -> tuple[tuple[PersonMention, ...], tuple[Attribution, ...]]:
    return people, attributions


def speakers(source: Source, people: tuple[PersonMention, ...], attributions: tuple[Attribution, ...]) -> tuple[Speaker, ...]:
    """Each person something is ascribed to, in the order of first speaking."""
    mentions: dict[str, list] = {}
    for attribution in attributions:
        if attribution.speaker:
            mentions.setdefault(attribution.speaker, []).append(attribution.subject)
    return tuple(Speaker(name, "", "extracted", tuple(found)) for name, found in mentions.items())
