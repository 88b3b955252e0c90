"""Library → ``du-lieu/``: JSON Lines a year, their index, and a table for spreadsheets. Pure.

Format version 1, one article a line; see :func:`record`. Offsets count Unicode code points of ``text``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict

from .library import Library
from .models import Article, DateValue, Document, Evidence, Speaker, TextValue

VERSION = 1


def files(library: Library) -> Iterator[tuple[str, bytes]]:
    """(path below docs, bytes) of every data file."""
    rows = []
    for year, articles in years(library).items():
        data = year_file(articles)
        yield path(year), data
        rows.append(row(year, articles, data))
    yield "du-lieu/index.json", index(rows)
    yield "du-lieu/articles.csv", table(library).encode("utf-8-sig")


def years(library: Library) -> dict[str, list[Article]]:
    """The articles of each data file, by year; ``khong-ro-nam`` last."""
    found: dict[str, list[Article]] = {}
    for article in library.articles:
        found.setdefault(year_of(article), []).append(article)
    return dict(sorted(found.items()))


def path(year: str) -> str:
    """Where one year's file stands, below docs."""
    return f"du-lieu/{year}.jsonl"


def year_file(articles: list[Article]) -> bytes:
    """JSON Lines: a record an article."""
    return "".join(json.dumps(record(a), ensure_ascii=False, separators=(",", ":")) + "\n" for a in articles).encode()


def row(year: str, articles: list[Article], data: bytes) -> dict:
    """What the index says of one year's file."""
    return {"file": f"{year}.jsonl", "articles": len(articles), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def index(rows: list[dict]) -> bytes:
    """``index.json``: which files there are."""
    return (json.dumps({"version": VERSION, "files": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def year_of(article: Article) -> str:
    """The data file an article stands in: its year, or ``khong-ro-nam``."""
    return article.date.value[:4] if article.date.value[:4].isdigit() else "khong-ro-nam"


def record(article: Article) -> dict:
    """One article as a JSON object: every value with its status and the words it was read from."""
    said = {key: article.source.editor[key].value for key in ("original_title", "retrieved") if key in article.source.editor}
    return {
        "version": VERSION,
        "source": article.source.name,
        "sha256": article.source.sha256,
        "url": f"bai-viet/{article.slug}/",
        "title": article.title.value or None,
        "text": article.source.text,
        "title_value": _value(article.title), "author": _value(article.author), "publisher": _value(article.publisher), "original": _value(article.url),
        "date": _value(article.date), "published": _value(article.published),
        "dates": [{"value": d.value, "role": d.role, **asdict(d.evidence)} for d in article.dates],
        "speakers": [_speaker(s) for s in article.speakers],
        "resolutions": [_document(d) for d in article.resolutions],
        "documents": [_document(d) for d in article.documents],
        "statements": [
            {"speaker": s.speaker, "start": s.start, "end": s.end, "kind": s.kind, "cue": _span(s.cue), "status": s.status, "confidence": s.confidence}
            for s in article.statements
        ],
    } | ({"provenance": said} if said else {})


def _span(evidence: Evidence | None) -> dict | None:
    return asdict(evidence) if evidence else None


def _value(value: TextValue | DateValue) -> dict:
    row: dict = {"value": value.value or None, "status": value.status}
    if isinstance(value, DateValue):
        row["role"] = value.role or None
    if value.evidence:
        row |= asdict(value.evidence)
    if isinstance(value, DateValue) and value.because:
        row["because"] = [asdict(e) for e in value.because]
    if value.found:
        row["found"] = value.found
    return row


def _speaker(speaker: Speaker) -> dict:
    row = {"name": speaker.name, "office": speaker.office, "status": speaker.status, "mentions": [asdict(e) for e in speaker.mentions],
           "offices": [asdict(e) for e in speaker.offices]}
    return row | ({"found": speaker.found} if speaker.found else {})


def _document(document: Document) -> dict:
    row = {key: getattr(document, key) or None for key in ("kind", "number", "issuer", "locality", "date", "title")}
    row |= {"full": document.full, "status": document.status, "mentions": [asdict(e) for e in document.mentions]}
    for key in ("issuer", "locality", "date", "title"):
        if found := getattr(document, f"{key}_evidence"):
            row[f"{key}_evidence"] = asdict(found)
    for key in ("note", "found"):
        if getattr(document, key):
            row[key] = getattr(document, key)
    return row


def table(library: Library) -> str:
    """One row an article, lists joined by ``; ``. A cell that a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["source", "url", "title", "date", "published", "author", "publisher", "original", "speakers", "resolutions", "documents"])
    for a in library.articles:
        row = [a.source.name, f"bai-viet/{a.slug}/", a.title.value, a.date.value, a.published.value, a.author.value, a.publisher.value, a.url.value,
               "; ".join(s.name for s in a.speakers), "; ".join(d.number for d in a.resolutions), "; ".join(d.number for d in a.documents)]
        writer.writerow(["'" + cell if cell[:1] in "=+-@\t" and cell else cell for cell in row])
    return out.getvalue()
