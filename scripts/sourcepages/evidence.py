"""Making :class:`Evidence`: the one way a span of a source becomes a quote."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from operator import attrgetter

from .models import Evidence, Source

_start = attrgetter("start")


def paragraph_at(source: Source, start: int) -> int:
    """The index of the paragraph that holds offset ``start`` (the one before, on white space; at least 1)."""
    return max(1, bisect_right(source.paragraphs, start, key=_start))


def evidence(source: Source, start: int, end: int, rule: str) -> Evidence:
    """The words ``source.text[start:end]``, found by ``rule``."""
    return Evidence(source.text[start:end], start, end, paragraph_at(source, start), rule)


def quoter(source: Source) -> Callable[[int, int, str], Evidence]:
    """``evidence`` for many spans of one source."""
    text, paragraphs = source.text, [paragraph.start for paragraph in source.paragraphs]

    def quote(start: int, end: int, rule: str) -> Evidence:
        return Evidence(text[start:end], start, end, bisect_right(paragraphs, start) or 1, rule)

    return quote
