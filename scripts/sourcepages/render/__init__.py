"""Library → Markdown pages. Pure: same library, same text; nothing here touches the disk.

A module a kind of page; :mod:`markup` has the Markdown they are made of, :mod:`marks` the text with its evidence,
:mod:`context` what pages know of each other, :mod:`shelves` how long lists are cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..library import Library
from ..models import Article, Diagnostic
from . import article, context, corrections, days, documents, feeds, home, indexes, people, status, who
from .depends import Depends

__all__ = ["Part", "feeds", "pages", "parts"]

Pages = Iterable[tuple[str, str]]  # (path below docs, Markdown)


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that are made together. While ``digest`` stays the same they do, too; without one they may always
    differ."""

    name: str
    digest: bytes
    make: Callable[[], Pages]


def pages(library: Library, diagnostics: Sequence[Diagnostic] = ()) -> Iterator[tuple[str, str]]:
    """Every generated page."""
    for part in parts(library, diagnostics):
        yield from part.make()


def parts(
    library: Library, diagnostics: Sequence[Diagnostic] = (), digest: Callable[[Article], bytes] | None = None
) -> Iterator[Part]:
    """Every generated page, a part at a time; with digests, if that of an article can be had."""
    known = context.prepare(library)
    depends = Depends(known, digest) if digest else None
    for item in library.articles:
        yield Part(
            f"bai-viet/{item.slug}",
            depends.article(item) if depends else b"",
            lambda item=item: [(f"bai-viet/{item.slug}/index.md", article.page(item, known))],
        )
    for person, make in people.entries(known):
        yield Part(person.path, depends.person(person) if depends else b"", make)
    for document, make in documents.entries(known):
        yield Part(document.path, depends.document(document) if depends else b"", make)
    for document, path, make in documents.same_number(known):
        yield Part(path, depends.same_number(document) if depends else b"", make)
    shown = status.Status(known, diagnostics)
    for entries, more in ((days.entries(known), {}), (shown.entries(), shown.about)):
        for path, shelf, make in entries:
            yield Part(
                path,
                depends.articles(shelf.rows, more) if depends else b"",
                lambda path=path, make=make: [(path, make())],
            )
    yield Part("days", b"", lambda: days.pages(known))
    yield Part("indexes", b"", lambda: indexes.pages(known))
    yield Part("status", b"", shown.pages)
    yield Part("corrections", b"", lambda: corrections.pages(library, known))
    yield Part("who", b"", lambda: who.pages(known))
    yield Part("home", b"", lambda: [("index.md", home.page(known))])
