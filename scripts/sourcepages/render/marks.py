"""The text of an article as Markdown, with its evidence, mentions and statements marked. Nothing is added to
the words and nothing left out.

Every marked place has an id made of its paragraph's id and its place in the paragraph
(``d1a2b3c4-10-23``), so any value's evidence can be linked to, from anywhere, knowing nothing else.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Evidence, Source
from .markup import escape


def anchor(source: Source, found: Evidence) -> str:
    """The id of the place where ``found`` stands."""
    paragraph = source.paragraphs[found.paragraph - 1]
    return f"{paragraph.anchor}-{found.start - paragraph.start}-{found.end - paragraph.start}"


@dataclass(slots=True)
class Mark:
    """A run of the text to be marked. ``attributes`` of a ``<span>``; ``path`` makes it a link. Where marks begin and
    end together, the one of lower ``rank`` is outside."""

    start: int
    end: int
    rank: int
    anchor: str = ""
    classes: str = ""
    attributes: str = ""
    path: str = ""

    def tags(self, linked: bool) -> tuple[str, str]:
        """Opening and closing Markdown; inside another link (``linked``) a link is a mere span."""
        if self.path and not linked:
            attributes = (f"#{self.anchor}" if self.anchor else "") + (f" .{self.classes}" if self.classes else "")
            return "[", f"]({self.path}){{{attributes.strip()}}}" if attributes else f"]({self.path})"
        attributes = (f' id="{self.anchor}"' if self.anchor else "") + (
            f' class="{self.classes}"' if self.classes else ""
        )
        if not attributes and not self.attributes:
            return "", ""
        return f"<span{attributes}{self.attributes}>", "</span>"


def marked(text: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """``text[start:end]`` as inline Markdown with ``marks``, which may nest and cross: of two that cross, the later is
    cut in two at the end of the earlier, and its first part keeps the id."""
    heap = [(m.start, -m.end, m.rank, i, m) for i, m in enumerate(marks) if start <= m.start < m.end <= end]
    if not heap:
        return escape(text[start:end])
    heapq.heapify(heap)
    count, out, at, links = len(heap), [], start, 0
    stack: list[tuple[int, str, bool]] = []  # (end, closing, is a link)
    while heap or stack:
        if stack and (not heap or stack[-1][0] <= heap[0][0]):
            stop, closing, is_link = stack.pop()
            out.append(escape(text[at:stop]))
            out.append(closing)
            at, links = stop, links - is_link
            continue
        _, _, _, _, mark = heapq.heappop(heap)
        if stack and mark.end > stack[-1][0]:
            count += 1
            rest = Mark(stack[-1][0], mark.end, mark.rank, "", mark.classes, mark.attributes, mark.path)
            heapq.heappush(heap, (rest.start, -rest.end, rest.rank, count, rest))
            mark = Mark(mark.start, stack[-1][0], mark.rank, mark.anchor, mark.classes, mark.attributes, mark.path)
        out.append(escape(text[at : mark.start]))
        at = mark.start
        is_link = bool(mark.path) and not links
        opening, closing = mark.tags(bool(links))
        out.append(opening)
        stack.append((mark.end, closing, is_link))
        links += is_link
    out.append(escape(text[at:end]))
    return "".join(out)
