"""What pages need to know about other pages, computed once a library.

One new article must not rewrite thousands of pages. So a page of an article knows its neighbours alone – the next
article by date, the next one of each person and document it shares – and no counts; those stand on hub pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import dropwhile, islice, pairwise

from ..library import DocumentEntry, Library, Person
from ..models import Article, Document, Speaker
from ..spoken import Spoken, about
from . import words
from .markup import escape, link
from .shelves import Shelf, by_time

LISTED = 30
"""Offices, documents and people listed on a hub's page."""

RELATED = 12
"""Related articles shown at the foot of an article."""

TITLE = 200
"""Characters of a title in a list; its own page has it whole."""


def title(article: Article) -> str:
    """A page needs a title: the first words of the body where the text has no headline."""
    if article.heading or article.title.value:
        return article.heading or article.title.value
    segments = article.layout.segments
    first = next((s for s in segments if s.role == "body"), segments[0] if segments else None)
    stretches = article.source.text[first.start : first.end].split() if first else []
    # not a dash, a colon that a crawl has left
    taken = list(islice(dropwhile(lambda word: not any(map(str.isalnum, word)), stretches), 15))
    return words.cut(" ".join(taken[:14]) + ("…" if len(taken) > 14 else ""), TITLE) or article.source.name


def article_path(article: Article) -> str:
    """An article's address, from the root of the site."""
    return f"bai-viet/{article.slug}/"


def document_name(document: Document | DocumentEntry) -> str:
    """``Nghị quyết số 03-NQ/TU``; ``Nghị quyết 16`` and ``Nghị quyết Trung ương 4``, whose number is no code."""
    return f"{document.kind} {'số ' if has_code(document) else ''}{document.number}"


def has_code(document: Document | DocumentEntry) -> bool:
    """Whether its number says by itself what it is: a short form's doesn't, nor does a plenum's ("4")."""
    return document.full and not document.number.isdigit()


def offices(person: Person) -> list[tuple[str, Article, Speaker]]:
    """Each office once, as printed, with the newest article that has it."""
    found: dict[str, tuple[str, Article, Speaker]] = {}
    for article, speaker in person.appearances:
        if speaker.office:
            found.setdefault(speaker.office.casefold(), (speaker.office, article, speaker))
    return list(found.values())


@dataclass
class Context:
    """``titles``, ``newer`` and ``older`` by source name; ``hubs``: source name → {hub's path: its name}; ``names``:
    hub's path → its name; ``page_titles``: hub's path → a title no other page has; ``chains``: hub's path → its
    articles, newest first; ``spoken``: hub's path → words of a person about a document, newest first."""

    library: Library
    titles: dict[str, str] = field(default_factory=dict)
    newer: dict[str, Article] = field(default_factory=dict)
    older: dict[str, Article] = field(default_factory=dict)
    hubs: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    page_titles: dict[str, str] = field(default_factory=dict)
    chains: dict[str, list[Article]] = field(default_factory=dict)
    spoken: dict[str, list[Spoken]] = field(default_factory=dict)
    places: dict[tuple[str, str], int] = field(default_factory=dict)  # (hub's path, source name) → place in its chain

    @cached_property
    def shelves(self) -> list[Shelf]:
        """All articles, newest first, on shelves; each is a page ``thoi-gian/SLUG/``."""
        return by_time(self.library.articles, lambda a: a.date.value, lambda a: self.titles[a.source.name])

    def ranked(self, rows: Iterable[tuple[str, Article, str]]) -> list[str]:
        """(hub's path, article, fragment or "") in the order of articles → a line a hub, those in most articles first;
        with a fragment, a link to the words in the newest article. For pages two folders deep."""
        articles: dict[str, set[str]] = {}
        newest: dict[str, str] = {}
        for path, article, fragment in rows:
            articles.setdefault(path, set()).add(article.source.name)
            if fragment:
                newest.setdefault(
                    path, link("lời gần nhất", f"../../{article_path(article)}index.md#{fragment}", ".ev")
                )
        order = sorted(articles, key=lambda path: (-len(articles[path]), path))
        return [
            link(self.names[path], f"../../{path}index.md", ".hub")
            + words.details(f"{words.number(len(articles[path]))} bài", newest.get(path, ""))
            for path in order[:LISTED]
        ]

    def related(self, article: Article) -> list[tuple[Article, list[str]]]:
        """Articles that share people or documents, and the paths of what they share: of each person and document the
        next older and newer article, those that share most first."""
        mine = self.hubs[article.source.name]
        found: dict[str, Article] = {}
        for path in mine:
            chain, at = self.chains[path], self.places[path, article.source.name]
            for near in chain[max(0, at - 1) : at + 2]:
                if near is not article:
                    found.setdefault(near.source.name, near)
        rows = [(other, [path for path in mine if path in self.hubs[name]]) for name, other in found.items()]
        rows.sort(key=lambda row: -len(row[1]))
        return rows[:RELATED]


def prepare(library: Library) -> Context:
    """What pages need to know of each other, worked out once a library."""
    context = Context(library)
    context.names |= {p.path: escape(p.name) for p in library.people} | {
        d.path: escape(document_name(d)) for d in library.documents
    }
    for item in about(library):
        context.spoken.setdefault(item.person.path, []).append(item)
        context.spoken.setdefault(item.document.path, []).append(item)
    context.page_titles |= _page_titles(library)
    dated = [a for a in library.articles if a.date.value[:4].isdigit()]
    for newer, older in pairwise(dated):
        context.older[newer.source.name] = older
        context.newer[older.source.name] = newer
    for article in library.articles:
        name = article.source.name
        context.titles[name] = escape(words.cut(title(article), TITLE))
        hubs: dict[str, str] = {}
        for speaker in article.speakers:
            path = library.person(article, speaker).path
            hubs[path] = context.names[path]
        for document in article.all_documents:
            path = library.document(article, document).path
            hubs[path] = context.names[path]
        context.hubs[name] = hubs
        for path in hubs:
            chain = context.chains.setdefault(path, [])
            context.places[path, name] = len(chain)
            chain.append(article)
    return context


def _page_titles(library: Library) -> dict[str, str]:
    """What tells a hub from its namesakes is added to its name: issuer, office, place and date; else the oldest article
    that names it, which stays the oldest whatever is added."""
    wanted = [
        (p.path, p.name, offices(p)[0][0] if p.namesakes and offices(p) else "", p.appearances[-1][0])
        for p in library.people
    ]
    for d in library.documents:
        name = f"{document_name(d)} – {d.issuer}" if d.issuer else document_name(d)
        wanted.append(
            (
                d.path,
                name,
                ", ".join(filter(None, (d.locality, words.day(d.date)))) if d.homonyms else "",
                d.appearances[-1][0],
            )
        )
    rows = [(path, f"{name} ({more})" if more else name, oldest) for path, name, more, oldest in wanted]
    count = Counter(name.casefold() for _, name, _ in rows)
    return {
        path: name if count[name.casefold()] == 1 else f"{name} – bài “{words.cut(title(oldest), LISTED)}”"
        for path, name, oldest in rows
    }
