"""Source → date mentions. Which of them dates the article is for :mod:`resolve` to say."""

from __future__ import annotations

import re

from .evidence import evidence
from .models import DateMention, Layout, Source
from .tables import Tables

_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])")


def find(source: Source, layout: Layout, tables: Tables) -> tuple[DateMention, ...]:
    found = []
    for match in _NUMERIC.finditer(source.text):
        day, month, year = match.groups()
        if 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
            role = "published" if any(s.start <= match.start() < s.end for s in layout.published) else "mentioned"
            found.append(DateMention(evidence(source, *match.span(), "dates.numeric"), f"{year or 'XXXX'}-{int(month):02d}-{int(day):02d}", role))
    return tuple(found)
