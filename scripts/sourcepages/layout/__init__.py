"""Source → :class:`Layout`: headline, byline, stamps, captions and debris told apart from the body; sentences.

Nothing is dropped: a segment only says what a run of the text is. Two shapes are met: a part to a line, and flat
text, where headline, caption, headings, body and byline share one line and only a capital tells them apart.
"""

from __future__ import annotations

from ..models import Layout, Source
from ..tables import Tables
from . import frame, inside, pictures
from .page import Page
from .words import words

__all__ = ["lay_out", "words"]


def lay_out(source: Source, tables: Tables) -> Layout:
    """What each run of ``source`` is, its sentences, and title, author, publisher, address, rubric and stamps where
    stated.

    ``title`` is a headline on a line of its own, else None; ``author`` a person's name as printed (an agency or outlet
    is ``publisher``). Segments tile every paragraph.
    """
    page = Page(source, words(tables))
    for line in page.lines:
        frame.plain_line(page, line)
    frame.tail(page)
    frame.head(page)
    inside.middle(page)
    pictures.beside_captions(page)
    segments = page.segments()
    found = page.found
    return Layout(
        tuple(segments),
        tuple(page.spans(segments)),
        title=found.get("title"),
        author=found.get("author"),
        publisher=found.get("publisher"),
        url=found.get("url"),
        rubric=found.get("rubric"),
        published=tuple(page.stamps),
    )
