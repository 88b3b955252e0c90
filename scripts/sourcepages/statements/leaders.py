"""Whom "lãnh đạo Sở" means: who has just spoken for that body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .. import accounts
from ..models import Attribution, PersonMention

LEADS = 1500
"""How far after somebody's words "lãnh đạo Sở" may mean them; in code points."""
HEADS = {"thành ủy": "bí thư", "tỉnh ủy": "bí thư", "huyện ủy": "bí thư", "quận ủy": "bí thư", "chính phủ": "thủ tướng"}
"""Who heads a body whose name their office may leave out."""
RECENT = 12
"""Among so many attributions before it the head of a body is looked for."""


def led(text: str, people: Sequence[PersonMention], attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions, "người đứng đầu Thành ủy" given to who has spoken shortly before and has an office of that
    body, "lãnh đạo Sở" to the last who has spoken if theirs is of that body, "đại diện Sở" only if they speak next,
    too."""
    offices: dict[str, set[str]] | None = None
    spoke: list[tuple[int, str]] = []
    for number, attribution in enumerate(attributions):
        start = attribution.subject.start
        head = (
            None
            if attribution.speaker or not spoke
            else accounts.LEADER.search(text, max(0, start - 24), attribution.subject.end)
        )
        if head and len(body := text[head.end() : attribution.subject.end].lower()) > 3:
            offices = offices or _offices(people)
            recent = [name for at, name in reversed(spoke[-RECENT:]) if start - at < LEADS]
            word = head.group(1).lower()
            if word == "người đứng đầu":
                post = next((post for part, post in HEADS.items() if body.startswith(part)), body)
                name = next(
                    (name for name in recent if any(body in held or held.startswith(post) for held in offices[name])),
                    "",
                )
            else:
                name = next((name for name in recent[:1] if any(body in held for held in offices[name])), "")
            if name and (
                word != "đại diện"
                or next((later.speaker for later in attributions[number + 1 : number + RECENT] if later.speaker), "")
                == name
            ):
                attribution = replace(attribution, speaker=name, status="inferred")
        if attribution.speaker:
            spoke.append((start, attribution.speaker))
        yield attribution


def _offices(people: Sequence[PersonMention]) -> dict[str, set[str]]:
    """The offices of everybody in small letters, "TP" written out too."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for held in (office.quote.lower() for office in person.offices):
            found[person.name] |= {held, accounts.TOWN.sub("thành phố", held)}
    return found
