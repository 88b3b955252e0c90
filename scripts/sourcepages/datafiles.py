"""Library → ``du-lieu/``: JSON Lines a year, a table of each for spreadsheets, and their index. Pure.

Format version 1, one article a line; see :func:`record`. Offsets count Unicode code points of ``text``. The articles of
a year stand in ``YEAR.jsonl`` and ``YEAR.csv``, those without one in ``khong-ro-nam.*``; where they are more than
:data:`LIMIT`, in ``YEAR-a.*`` and ``YEAR-b.*``, and so on (``YEAR-ab.*``): see :func:`shares`. ``index.json`` names
them all.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence

from .library import Library
from .models import Article, DateValue, Document, Evidence, Speaker, TextValue

VERSION = 1
LIMIT = 500
"""Articles in one file."""


def files(library: Library) -> Iterator[tuple[str, bytes]]:
    """(path below docs, bytes) of every data file."""
    rows = []
    for name, articles in shares(library).items():
        both = pair(name, articles)
        yield from both
        rows.append(row(name, articles, both[0][1]))
    yield "du-lieu/index.json", index(rows)


def shares(library: Library) -> dict[str, list[Article]]:
    """The articles of each data file, by its name without suffix; those without a year last.

    Too many for one file are parted by the hash of their file names, one bit at a time: an article more changes
    the file it belongs to, or parts that file in two, and leaves every other as it was.
    """
    years: dict[str, list[Article]] = {}
    for article in library.articles:
        years.setdefault(year_of(article), []).append(article)
    return {name: some for year in sorted(years) for name, some in _parted(year, years[year])}


def _parted(year: str, articles: list[Article]) -> Iterator[tuple[str, list[Article]]]:
    if len(articles) <= LIMIT:
        yield year, articles
        return
    waiting = [(f"{year}-", 0, [(_bits(article), article) for article in articles])]
    while waiting:
        name, depth, rows = waiting.pop()
        if len(rows) <= LIMIT:
            yield name, [article for _, article in rows]
            continue
        waiting += [
            (name + "ab"[bit], depth + 1, [row for row in rows if row[0] >> depth & 1 == bit]) for bit in (1, 0)
        ]


def _bits(article: Article) -> int:
    return int.from_bytes(hashlib.blake2s(article.source.name.encode(), digest_size=8).digest(), "big")


def path(name: str) -> str:
    """Where the data file of this name stands, below docs."""
    return f"du-lieu/{name}.jsonl"


def pair(name: str, articles: list[Article]) -> list[tuple[str, bytes]]:
    """(path, bytes) of a data file and of its table."""
    lines = "".join(json.dumps(record(a), ensure_ascii=False, separators=(",", ":")) + "\n" for a in articles)
    return [(path(name), lines.encode()), (f"du-lieu/{name}.csv", table(articles).encode("utf-8-sig"))]


def row(name: str, articles: list[Article], data: bytes) -> dict:
    """What the index says of one data file."""
    return {
        "file": f"{name}.jsonl",
        "table": f"{name}.csv",
        "articles": len(articles),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def index(rows: list[dict]) -> bytes:
    """``index.json``: which files there are."""
    return (json.dumps({"version": VERSION, "files": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def year_of(article: Article) -> str:
    """The data file an article stands in: its year, or ``khong-ro-nam``."""
    return article.date.value[:4] if article.date.value[:4].isdigit() else "khong-ro-nam"


def record(article: Article) -> dict:
    """One article as a JSON object: every value with its status and the words it was read from."""
    said = {
        key: article.source.editor[key].value for key in ("original_title", "retrieved") if key in article.source.editor
    }
    return {
        "version": VERSION,
        "source": article.source.name,
        "sha256": article.source.sha256,
        "url": f"bai-viet/{article.slug}/",
        "title": article.title.value or None,
        "text": article.source.text,
        "title_value": _value(article.title),
        "author": _value(article.author),
        "publisher": _value(article.publisher),
        "original": _value(article.url),
        "date": _value(article.date),
        "published": _value(article.published),
        "dates": [{"value": d.value, "role": d.role, **_words(d.evidence)} for d in article.dates],
        "speakers": [_speaker(s) for s in article.speakers],
        "resolutions": [_document(d) for d in article.resolutions],
        "documents": [_document(d) for d in article.documents],
        "statements": [
            {
                "speaker": s.speaker,
                "start": s.start,
                "end": s.end,
                "kind": s.kind,
                "cue": _words(s.cue) if s.cue else None,
                "status": s.status,
                "confidence": s.confidence,
            }
            for s in article.statements
        ],
    } | ({"provenance": said} if said else {})


def _words(found: Evidence) -> dict:
    return {
        "quote": found.quote,
        "start": found.start,
        "end": found.end,
        "paragraph": found.paragraph,
        "rule": found.rule,
    }


def _value(value: TextValue | DateValue) -> dict:
    row: dict = {"value": value.value or None, "status": value.status}
    if isinstance(value, DateValue):
        row["role"] = value.role or None
    if value.evidence:
        row |= _words(value.evidence)
    if isinstance(value, DateValue) and value.because:
        row["because"] = [_words(e) for e in value.because]
    if value.found:
        row["found"] = value.found
    return row


def _speaker(speaker: Speaker) -> dict:
    row = {
        "name": speaker.name,
        "office": speaker.office,
        "status": speaker.status,
        "mentions": [_words(e) for e in speaker.mentions],
        "offices": [_words(e) for e in speaker.offices],
    }
    return row | ({"found": speaker.found} if speaker.found else {})


def _document(document: Document) -> dict:
    row = {key: getattr(document, key) or None for key in ("kind", "number", "issuer", "locality", "date", "title")}
    row |= {"full": document.full, "status": document.status, "mentions": [_words(e) for e in document.mentions]}
    for key in ("issuer", "locality", "date", "title"):
        if found := getattr(document, f"{key}_evidence"):
            row[f"{key}_evidence"] = _words(found)
    for key in ("note", "found"):
        if getattr(document, key):
            row[key] = getattr(document, key)
    return row


def table(articles: Sequence[Article]) -> str:
    """One row an article, lists joined by ``; ``. A cell that a spreadsheet would take for a formula gets an
    apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            "source",
            "url",
            "title",
            "date",
            "published",
            "author",
            "publisher",
            "original",
            "speakers",
            "resolutions",
            "documents",
        ]
    )
    for a in articles:
        row = [
            a.source.name,
            f"bai-viet/{a.slug}/",
            a.title.value,
            a.date.value,
            a.published.value,
            a.author.value,
            a.publisher.value,
            a.url.value,
            "; ".join(s.name for s in a.speakers),
            "; ".join(d.number for d in a.resolutions),
            "; ".join(d.number for d in a.documents),
        ]
        writer.writerow(["'" + cell if cell[:1] in "=+-@\t" and cell else cell for cell in row])
    return out.getvalue()
