"""Source → :class:`Layout`: headline, byline, stamps, captions and debris told apart from the body; sentences.

Nothing is dropped: a segment only says what a run of the text is.
"""

from __future__ import annotations

import re

from .evidence import evidence
from .models import Layout, Segment, Source, Span
from .tables import Tables

_STAMP = re.compile(r"\d{1,2}/\d{1,2}/\d{4} - \d{1,2}:\d\d")
_SENTENCE = re.compile(r"[^\s](?:[^.!?…]|[.!?…](?!\s))*[.!?…]*[”\"]?")


def lay_out(source: Source, tables: Tables) -> Layout:
    segments, sentences, published, title = [], [], [], None
    for paragraph in source.paragraphs:
        line = source.text[paragraph.start : paragraph.end]
        role = "body"
        stamp = _STAMP.search(line)
        if stamp and len(line) < 80:
            role = "stamp"
            published.append(Span(paragraph.start + stamp.start(), paragraph.start + stamp.end()))
        elif title is None and paragraph.index < 4 and len(line) < 160 and line[-1] not in ".…:;,":
            role, title = "title", evidence(source, paragraph.start, paragraph.end, "layout.first-line")
        segments.append(Segment(paragraph.start, paragraph.end, role, paragraph.index))
        sentences += [Span(paragraph.start + m.start(), paragraph.start + m.end()) for m in _SENTENCE.finditer(line)]
    return Layout(tuple(segments), tuple(sentences), title=title, published=tuple(published))
