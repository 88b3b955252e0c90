"""Articles → :class:`Library`: people, documents and days across articles, and what links to what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from . import identity
from .corrections import NONE, Corrections, PersonEntry
from .fold import fold_tone, name_sort_key, slug, sort_key
from .models import Article, Document, Speaker


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker across articles, newest first. ``namesakes``: slugs of people of the same name (or, without
    diacritics, the same address) who could not be shown to be this one; ``open`` says why."""

    slug: str
    name: str
    appearances: tuple[tuple[Article, Speaker], ...]
    namesakes: tuple[str, ...] = ()
    open: str = ""

    @property
    def path(self) -> str:
        """Its address, from the root of the site."""
        return f"nguoi-phat-bieu/{self.slug}/"


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A numbered document across articles; issuer, date and title are the fullest any of them states.
    ``homonyms``: paths of documents of the same kind and number; ``open``: what could not be decided."""

    slug: str
    kind: str
    number: str
    issuer: str
    locality: str
    date: str
    title: str
    full: bool
    is_resolution: bool
    appearances: tuple[tuple[Article, Document], ...]
    homonyms: tuple[str, ...] = ()
    open: str = ""

    @property
    def path(self) -> str:
        """Its address, from the root of the site."""
        return f"{'nghi-quyet' if self.is_resolution else 'van-ban'}/{self.slug}/"


@dataclass(frozen=True)
class Library:
    """Everything the pages, the data files and the search index are made from. Articles stand newest first,
    those without a year last."""

    articles: tuple[Article, ...]
    people: tuple[Person, ...]  # by given name
    documents: tuple[DocumentEntry, ...]  # by issuer, year and number
    person_of: dict[tuple[str, str], Person]  # (source name, speaker name) → entry
    document_of: dict[tuple[str, str], DocumentEntry]  # (source name, document key) → entry
    corrections: Corrections = NONE  # what an editor said across articles

    def person(self, article: Article, speaker: Speaker) -> Person:
        """Who a speaker of an article is among all articles."""
        return self.person_of[article.source.name, speaker.name]

    def document(self, article: Article, document: Document) -> DocumentEntry:
        """Which document a document of an article is among all articles."""
        return self.document_of[article.source.name, document.key]


def article_slugs(names: Iterable[str]) -> dict[str, str]:
    """File names → folders under ``bai-viet/``. A slug comes from the file's path; where two files want one slug,
    the one whose path is the slug keeps it and the others get a hash of their path, so that a name
    gives the same address whatever other files there are, unless they clash."""
    wanted: dict[str, list[str]] = {}
    for name in sorted(names):
        wanted.setdefault(_base_slug(name), []).append(name)
    result = {}
    for base, rivals in wanted.items():
        keeper = next((n for n in rivals if n.rsplit(".", 1)[0] == base), rivals[0] if len(rivals) == 1 else None)
        for name in rivals:
            result[name] = (
                base if name == keeper else f"{base}-{hashlib.blake2s(name.encode(), digest_size=4).hexdigest()}"
            )
    return result


@lru_cache(maxsize=1 << 16)  # a live preview asks for all of them after every edit
def _base_slug(name: str) -> str:
    made = slug(name.rsplit(".", 1)[0])[:80].strip("-")
    return made or "bai-" + hashlib.blake2s(name.encode(), digest_size=4).hexdigest()


def by_date(articles: Iterable[Article]) -> list[Article]:
    """Newest first; a day without a year, or no date, after all the others; ties by file name."""
    ordered = sorted(articles, key=lambda a: a.source.name)
    ordered.sort(key=lambda a: a.date.value, reverse=True)
    return sorted(ordered, key=lambda a: not a.date.value[:4].isdigit())


def compose(articles: Iterable[Article], corrections: Corrections = NONE) -> Library:
    """All articles → the library; ``corrections`` say what an editor joined or told apart."""
    ordered = tuple(by_date(articles))
    people, person_of = _people(ordered, corrections)
    documents, document_of = _documents(ordered, corrections)
    return Library(ordered, people, documents, person_of, document_of, corrections)


def _people(articles: tuple[Article, ...], corrections: Corrections) -> tuple[tuple[Person, ...], dict]:
    names: dict[str, list[tuple[Article, Speaker]]] = {}
    said: dict[PersonEntry, list[tuple[Article, Speaker]]] = {}
    for article in articles:
        for speaker in article.speakers:
            if entry := corrections.person(article.source.name, speaker.name):
                said.setdefault(entry, []).append((article, speaker))
                continue
            names.setdefault(fold_tone(speaker.name), []).append((article, speaker))
    clusters = {
        (name, number): (cluster, tuple(rows[i] for i in cluster.rows))
        for name, rows in names.items()
        for number, cluster in enumerate(identity.people([s.office for _, s in rows]))
    }
    names_said = {}
    for number, (entry, rows) in enumerate(said.items()):  # the editor's word: one person, whatever the offices
        key = (fold_tone(entry.name), -1 - number)
        clusters[key] = (identity.Cluster(tuple(range(len(rows)))), tuple(rows))
        names_said[key] = entry.name
    wanted = []
    for (name, number), (cluster, rows) in clusters.items():
        if cluster.open or number < 0:
            office = next((s.office for _, s in rows if s.office), "khong-ro-chuc-vu")
            apart = slug(office)[:40].strip("-")
        else:
            apart = _digest(name)
        wanted.append(((name, number), slug(name) or f"nguoi-{_digest(name)}", apart))
    slugs = identity.unique(wanted)
    rivals: dict[str, list[str]] = {}
    for key, base, _ in wanted:
        rivals.setdefault(base, []).append(slugs[key])
    found, person_of = [], {}
    for (key, base, _), (cluster, rows) in zip(wanted, clusters.values(), strict=True):
        others = tuple(sorted(r for r in rivals[base] if r != slugs[key]))
        person = Person(slugs[key], names_said.get(key) or rows[0][1].name, rows, others, cluster.open)
        found.append(person)
        for article, speaker in rows:
            person_of[article.source.name, speaker.name] = person
    return tuple(sorted(found, key=lambda p: (name_sort_key(p.name), p.slug))), person_of


def _documents(articles: tuple[Article, ...], corrections: Corrections) -> tuple[tuple[DocumentEntry, ...], dict]:
    rows = [(article, document) for article in articles for document in article.all_documents]
    views = corrections.documents([(a.source.name, d) for a, d in rows])  # as the editor's word has them
    clusters = identity.documents(
        [
            identity.Identity(a.slug, d.kind, d.number, d.full, d.issuer, d.locality, d.date)
            for (a, _), d in zip(rows, views, strict=True)
        ]
    )
    wanted = []
    for key, cluster in clusters.items():
        kind, number, full, place, year = key
        document = views[cluster.rows[0]]
        base = slug(" ".join((number, place, year)) if full and not number.isdigit() else f"{kind} {number} {place}")
        wanted.append(
            (
                (document.is_resolution, *key),
                f"{'nghi-quyet' if document.is_resolution else 'van-ban'}/{base[:90].strip('-')}",
                slug(kind),
            )
        )
    slugs = identity.unique(wanted)
    homonyms: dict[tuple, list[str]] = {}
    for key, _, _ in wanted:
        homonyms.setdefault(key[:3], []).append(slugs[key] + "/")
    found, document_of = [], {}
    for (key, _, _), cluster in zip(wanted, clusters.values(), strict=True):
        members = tuple(rows[i] for i in cluster.rows)
        documents = [views[i] for i in cluster.rows]
        first = documents[0]

        def fullest(field: str, documents=documents) -> str:
            return max((getattr(d, field) for d in documents), key=lambda v: (len(v), v))

        path = slugs[key]
        entry = DocumentEntry(
            path.split("/")[1],
            first.kind,
            first.number,
            fullest("issuer"),
            fullest("locality"),
            fullest("date"),
            fullest("title"),
            first.full,
            first.is_resolution,
            members,
            tuple(sorted(p for p in homonyms[key[:3]] if p != path + "/")),
            cluster.open,
        )
        found.append(entry)
        for article, document in members:
            document_of[article.source.name, document.key] = entry
    return tuple(sorted(found, key=document_sort_key)), document_of


def document_sort_key(entry: DocumentEntry) -> tuple:
    """By issuer in Vietnamese order, then year and number."""
    return (sort_key(entry.issuer), *year_and_number(entry))


def year_and_number(entry: DocumentEntry) -> tuple:
    """The order of one issuer's documents: the number as a number."""
    number = int(re.match(r"\d*", entry.number).group() or 0)
    return (entry.date[:4], number, entry.number, entry.slug)


def _digest(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=3).hexdigest()
