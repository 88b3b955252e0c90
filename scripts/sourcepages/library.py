"""Articles → :class:`Library`: people, documents and days across articles, and what links to what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from .fold import fold_tone, name_sort_key, slug
from .models import Article, Document, Speaker


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker across articles. ``namesakes``: slugs of people of the same name who could not be shown to be this one."""

    slug: str
    name: str
    appearances: tuple[tuple[Article, Speaker], ...]
    namesakes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"nguoi-phat-bieu/{self.slug}/"


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A numbered document across articles. ``homonyms``: paths of documents of the same number."""

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

    @property
    def path(self) -> str:
        return f"{'nghi-quyet' if self.is_resolution else 'van-ban'}/{self.slug}/"


@dataclass(frozen=True)
class Library:
    """Everything the pages, the data files and the search index are made from. Articles stand newest first,
    those without a year last; ``person_of`` and ``document_of`` find the entry of an article's value."""

    articles: tuple[Article, ...]
    people: tuple[Person, ...]
    documents: tuple[DocumentEntry, ...]
    person_of: dict[tuple[str, str], Person]  # (source name, speaker name) → entry
    document_of: dict[tuple[str, str, str], DocumentEntry]  # (source name, kind, number) → entry


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
            result[name] = base if name == keeper else f"{base}-{hashlib.blake2s(name.encode(), digest_size=4).hexdigest()}"
    return result


def _base_slug(name: str) -> str:
    made = slug(name.rsplit(".", 1)[0])[:80].strip("-")
    return made or "bai-" + hashlib.blake2s(name.encode(), digest_size=4).hexdigest()


def by_date(articles: Iterable[Article]) -> list[Article]:
    """Newest first; a day without a year, or no date, after all the others; ties by file name."""
    ordered = sorted(articles, key=lambda a: a.source.name)
    ordered.sort(key=lambda a: a.date.value, reverse=True)
    return sorted(ordered, key=lambda a: not a.date.value[:4].isdigit())


def compose(articles: Iterable[Article]) -> Library:
    """All articles → the library."""
    ordered = tuple(by_date(articles))
    people: dict[str, list] = {}
    documents: dict[tuple, list] = {}
    for article in ordered:
        for speaker in article.speakers:
            people.setdefault(fold_tone(speaker.name), []).append((article, speaker))
        for document in article.all_documents:
            documents.setdefault((document.kind, document.number, document.locality), []).append((article, document))
    person_of, document_of, persons, entries = {}, {}, [], []
    for rows in people.values():
        person = Person(slug(rows[0][1].name), rows[0][1].name, tuple(rows))
        persons.append(person)
        for article, speaker in rows:
            person_of[article.source.name, speaker.name] = person
    for (kind, number, locality), rows in documents.items():
        first = rows[0][1]
        entry = DocumentEntry(slug(f"{number} {locality}"), kind, number, first.issuer, locality, first.date, first.title, first.full, first.is_resolution, tuple(rows))
        entries.append(entry)
        for article, document in rows:
            document_of[article.source.name, kind, number] = entry
    persons.sort(key=lambda p: (name_sort_key(p.name), p.slug))
    entries.sort(key=lambda d: (d.issuer, d.number, d.slug))
    return Library(ordered, tuple(persons), tuple(entries), person_of, document_of)
