"""Library → Markdown pages. Pure: same library, same text; nothing here touches the disk."""

from __future__ import annotations

from collections.abc import Iterator

from ..library import Library
from . import article, corrections, feeds, hubs, who

__all__ = ["feeds", "pages"]


def pages(library: Library) -> Iterator[tuple[str, str]]:
    """(path below docs, Markdown) of every generated page."""
    for item in library.articles:
        yield f"bai-viet/{item.slug}/index.md", article.page(item, library)
    yield from hubs.pages(library)
    yield from corrections.pages(library)
    yield from who.pages(library)
