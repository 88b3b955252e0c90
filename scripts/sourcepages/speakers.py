"""Source → people, and the words that ascribe speech to them."""

from __future__ import annotations

import re

from .evidence import evidence
from .models import Attribution, Layout, PersonMention, Source
from .tables import Tables

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_CUED = re.compile(rf"((?:[{_UPPER}]\w+\s){{1,3}}[{_UPPER}]\w+)\s+((?:nhấn mạnh|khẳng định|nêu rõ|cho biết))")


def find(source: Source, layout: Layout, tables: Tables) -> tuple[tuple[PersonMention, ...], tuple[Attribution, ...]]:
    """All people mentioned, and the attributions with the speaker still as printed or referred to."""
    people, attributions = [], []
    for match in _CUED.finditer(source.text):
        name = evidence(source, *match.span(1), "speakers.name")
        people.append(PersonMention(name, " ".join(name.quote.split())))
        attributions.append(Attribution(evidence(source, *match.span(2), "speakers.cue"), name, people[-1].name, "extracted"))
    return tuple(people), tuple(attributions)
