"""What each generated page is made from, as a digest: while it stays the same, the page need not be made again.

A page of an article depends on the article, on the names of its people and documents, and on its neighbours: the next
article by date and, for each person and document, the next newer and older one. A page of a person or a document
depends on its articles, whole, and on its namesakes; a list of articles on them and on what it says of them. All other
pages are made every time; they are few.
Whoever lets a page show something new adds it here; ``tests/test_incremental.py`` compares with a build from scratch.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from ..library import DocumentEntry, Person
from ..models import Article, Diagnostic
from .context import Context

_TOLD = attrgetter("severity", "line", "message", "remedy", "fix", "fix_in")
"""What is told of a diagnostic."""


class Depends:
    """Digests of what pages are made from; ``digest`` gives that of a whole article."""

    def __init__(self, context: Context, digest: Callable[[Article], bytes]):
        self.context = context
        self.whole = {a.source.name: digest(a) for a in context.library.articles}
        self.shown = {
            a.source.name: hashed(a.slug, context.titles[a.source.name], a.date.value, *hubs, *hubs.values())
            for a in context.library.articles
            for hubs in (context.hubs[a.source.name],)
        }
        self.people = {p.slug: hashed(p.slug, p.name, p.open, *self._posts(p)) for p in context.library.people}
        self.documents = {
            d.path: hashed(
                d.path,
                d.kind,
                d.number,
                d.issuer,
                d.locality,
                d.date,
                d.title,
                str(d.full),
                d.open,
                context.page_titles[d.path],
            )
            for d in context.library.documents
        }

    def article(self, article: Article) -> bytes:
        """What an article's page is made of."""
        context, name = self.context, article.source.name
        near = []
        for path, shown in context.hubs[name].items():
            chain, at = context.chains[path], context.places[path, name]
            near += [path, shown, *(self.shown[a.source.name] for a in chain[max(0, at - 1) : at + 2])]
        for other in (context.older.get(name), context.newer.get(name)):
            near.append(self.shown[other.source.name] if other else "")
        return hashed(self.whole[name], context.titles[name], *near)

    def person(self, person: Person) -> bytes:
        """What a person's pages are made of."""
        names = (
            self.context.page_titles[person.path],
            *person.namesakes,
            *(self.people[slug] for slug in person.namesakes),
        )
        return hashed(self.people[person.slug], *names, *self._appearances(person))

    def document(self, document: DocumentEntry) -> bytes:
        """What a document's pages are made of."""
        return hashed(
            self.documents[document.path],
            *(self.documents[path] for path in document.homonyms),
            *self._appearances(document),
        )

    def articles(self, articles: Iterable[Article], about: Mapping[str, Sequence[Diagnostic]]) -> bytes:
        """What a list of articles is made of; ``about``: what it says of some of them, by source name."""
        rows: list[Any] = []
        for article in articles:
            name = article.source.name
            rows += [self.whole[name], self.shown[name]]
            for diagnostic in about.get(name, ()):
                rows += _TOLD(diagnostic)
        return hashed(*rows)

    def same_number(self, document: DocumentEntry) -> bytes:
        """What a page that tells documents of one number apart is made of."""
        return hashed(*sorted(self.documents[path] for path in (document.path, *document.homonyms)))

    def _posts(self, person: Person) -> list[str]:
        return [text for _, speaker in person.appearances for text in (speaker.name, speaker.office)]

    def _appearances(self, entry: Person | DocumentEntry) -> list[bytes]:
        names = [article.source.name for article, _ in entry.appearances]
        return [*map(self.whole.__getitem__, names), *map(self.shown.__getitem__, names)]


def hashed(*values: str | bytes) -> bytes:
    """16 bytes that differ where any of the values does."""
    return hashlib.blake2b(marshal.dumps(values, 2), digest_size=16).digest()
