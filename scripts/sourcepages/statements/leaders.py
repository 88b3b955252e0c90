"""Whom "lãnh đạo Sở" means: who has just spoken for that body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .. import accounts
from ..models import Attribution, PersonMention

LEADS = 1500
"""How far after somebody's words "lãnh đạo Sở" may mean them; in code points."""
RECENT = 12
"""Among so many attributions after it their next words are looked for."""


def led(text: str, people: Sequence[PersonMention], attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions, "lãnh đạo Sở" given to the last who has spoken if their office is of that body, "đại diện Sở"
    only if they speak next, too."""
    offices: dict[str, set[str]] | None = None
    spoke: tuple[int, str] | None = None
    for number, attribution in enumerate(attributions):
        start = attribution.subject.start
        head = (
            None
            if attribution.speaker or spoke is None
            else accounts.LEADER.search(text, max(0, start - 24), attribution.subject.end)
        )
        if head and len(body := text[head.end() : attribution.subject.end].lower()) > 3:
            offices = offices or _offices(people)
            at, recent = spoke
            name = recent if start - at < LEADS and any(body in held for held in offices[recent]) else ""
            if name and (
                head.group(1).lower() != "đại diện"
                or next((later.speaker for later in attributions[number + 1 : number + RECENT] if later.speaker), "")
                == name
            ):
                attribution = replace(attribution, speaker=name, status="inferred")
        if attribution.speaker:
            spoke = start, attribution.speaker
        yield attribution


def _offices(people: Sequence[PersonMention]) -> dict[str, set[str]]:
    """The offices of everybody in small letters, "TP" written out too."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for held in (office.quote.lower() for office in person.offices):
            found[person.name] |= {held, accounts.TOWN.sub("thành phố", held)}
    return found
