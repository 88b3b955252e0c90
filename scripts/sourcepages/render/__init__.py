"""Library → Markdown pages. Pure: same library, same text; nothing here touches the disk.

A module a kind of page; :mod:`markup` has the Markdown they are made of, :mod:`marks` the text with its evidence,
:mod:`context` what pages know of each other, :mod:`shelves` how long lists are cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..library import Library
from ..models import Diagnostic
from . import article, context, corrections, days, documents, feeds, home, indexes, people, status, who

__all__ = ["feeds", "pages"]


def pages(library: Library, diagnostics: Sequence[Diagnostic] = ()) -> Iterator[tuple[str, str]]:
    """(path below docs, Markdown) of every generated page."""
    known = context.prepare(library)
    for item in library.articles:
        yield f"bai-viet/{item.slug}/index.md", article.page(item, known)
    yield from people.pages(known)
    yield from documents.pages(known)
    yield from days.pages(known)
    yield from indexes.pages(known)
    yield from status.pages(known, diagnostics)
    yield from corrections.pages(library, known)
    yield from who.pages(library)
    yield "index.md", home.page(known)
