"""Mentions → values: short forms, back-references, identity, the year of a date; a status for each;
and the editor's word over all of it. A module a field; this one only puts them together."""

from __future__ import annotations

from ..models import Article, Attribution, DateMention, DocumentMention, Layout, PersonMention, Source, Statement
from ..tables import Tables
from . import dates as _dates
from . import documents as _documents
from . import editor
from . import people as _people


def resolve_people(
    layout: Layout, people: tuple[PersonMention, ...], attributions: tuple[Attribution, ...], tables: Tables
) -> tuple[tuple[PersonMention, ...], tuple[Attribution, ...]]:
    """Names and back-references → who is meant: every mention and attribution with a person's full name, or ""."""
    return _people.resolve(layout, people, attributions, tables)


def resolve(
    source: Source,
    layout: Layout,
    slug: str,
    dates: tuple[DateMention, ...],
    documents: tuple[DocumentMention, ...],
    people: tuple[PersonMention, ...],
    attributions: tuple[Attribution, ...],
    statements: tuple[Statement, ...],
    tables: Tables,
) -> Article:
    """All that was found in one source → its :class:`Article`. People and attributions come resolved."""
    date, published, date_doubts = _dates.resolve(source, layout, dates)
    values, document_doubts = _documents.resolve(source, documents, tables)
    speakers = _people.speakers(people, attributions, tables)
    article = Article(
        source=source,
        layout=layout,
        slug=slug,
        title=editor.text(source, "title", layout.title),
        author=editor.text(source, "author", layout.author),
        publisher=editor.text(source, "publisher", layout.publisher),
        url=editor.text(source, "url", layout.url),
        date=date,
        published=published,
        dates=dates,
        speakers=speakers,
        resolutions=tuple(d for d in values if d.is_resolution),
        documents=tuple(d for d in values if not d.is_resolution),
        statements=statements,
        diagnostics=date_doubts + document_doubts,
    )
    return editor.overrule(article, tables)
