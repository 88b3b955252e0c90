"""The page of a numbered document: what articles say it is, and every place that names it, in its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ..library import DocumentEntry
from ..models import Article, Document, Evidence
from . import hubs, pictures, quotes, words
from .context import Context, article_path, document_name
from .marks import anchor
from .markup import definitions, escape, front_matter, heading, items, link, paragraph, quotation
from .shelves import FEW, FULL, SHELF, by_time, paths

MENTIONS = 6
"""Mentions shown of one article."""

HOMONYMS = 12
"""Documents of the same number named on each other's pages; with more, a page of their own lists them."""


def entries(context: Context) -> Iterator[tuple[DocumentEntry, Callable[[], Iterator[tuple[str, str]]]]]:
    """Every document, and what makes its pages."""
    by_path = {d.path: d for d in context.library.documents}
    for document in context.library.documents:
        yield document, partial(_pages, document, by_path, context)


def same_number(context: Context) -> Iterator[tuple[DocumentEntry, str, Callable[[], list[tuple[str, str]]]]]:
    """Where many documents have one number: the first of them, the path of the page that tells them apart, and what
    makes it."""
    by_path = {d.path: d for d in context.library.documents}
    told: set[str] = set()
    for document in context.library.documents:
        path = same_number_path(document)
        if len(document.homonyms) > HOMONYMS and path not in told:
            told.add(path)
            yield (
                document,
                path,
                lambda document=document, path=path: [(path + "index.md", _same_number(document, by_path))],
            )


def same_number_path(document: DocumentEntry) -> str:
    """The page that tells documents of one kind and number apart."""
    first = min(document.path, *document.homonyms) if document.homonyms else document.path
    return f"{document.path.split('/')[0]}/cung-so/{first.split('/')[1]}/"


def about(document: DocumentEntry) -> str:
    """Issuer, locality and date, inline Markdown; "" if no article says."""
    parts = [escape(document.issuer)] if document.issuer else []
    if document.locality and document.locality.casefold() not in document.issuer.casefold():
        parts.append(escape(document.locality))
    if document.date:
        parts.append(words.time(document.date))
    return ", ".join(parts)


def _pages(document: DocumentEntry, by_path: dict[str, DocumentEntry], context: Context) -> Iterator[tuple[str, str]]:
    rows, name = document.appearances, document_name(document)
    meta = {
        "title": context.page_titles[document.path],
        "kind": document.kind,
        "number": document.number,
        "issuer": document.issuer or None,
        "date": document.date or None,
        "search": {"exclude": True},
    }
    years = words.years(a.date.value for a, _ in rows)
    card = " · ".join(filter(None, [about(document), f"{words.number(len(rows))} bài", years]))
    blocks = [heading(1, escape(name), "dau-trang"), paragraph(card, "#the .card")]
    blocks += [paragraph(note, ".note") for note in _notes(document, by_path)]
    blocks.append(definitions(_facts(document)))
    shelves = (
        by_time(rows, lambda row: row[0].date.value, lambda row: row[0].source.name, SHELF) if len(rows) > FULL else []
    )
    if picture := pictures.of((a for a, _ in rows), "thoi-gian", "../../", {s.slug: f"{s.slug}/" for s in shelves}):
        blocks.append(picture + "\n")
    if speakers := context.ranked(
        (s.person.path, s.article, anchor(s.article.source, s.mention)) for s in context.spoken.get(document.path, ())
    ):
        blocks += [heading(2, "Ai nói về văn bản này", "ai-noi"), items(speakers)]
    blocks.append(heading(2, "Được nhắc trong", "trich"))
    if shelves:
        blocks.append(paths(shelves))
    blocks += hubs.by_article(rows[: FEW if shelves else FULL], context, "../../", _mentions)
    yield f"{document.path}index.md", front_matter(meta) + "\n".join(blocks)
    below = heading(2, "Được nhắc trong", "trich")
    yield from hubs.by_time(
        document.path,
        name,
        context.page_titles[document.path],
        shelves,
        below,
        lambda shelf: hubs.by_article(shelf.rows, context, "../../../", _mentions),
    )


def _facts(document: DocumentEntry) -> list[tuple[str, list[str]]]:
    """What the articles say it is; each value with the newest article that says so."""
    rows = document.appearances

    def where(value: str, field: str) -> str:
        for article, found in rows:
            evidence: Evidence | None = getattr(found, f"{field}_evidence")
            if evidence and getattr(found, field) == value:
                return " " + link(
                    "theo bài", f"../../{article_path(article)}index.md#{anchor(article.source, evidence)}", ".ev"
                )
        return ""

    absent = "*không nêu trong các bài*{.st .absent}"
    return [
        ("Loại", [escape(document.kind)]),
        ("Số hiệu", [escape(document.number)]),
        (
            "Cơ quan ban hành",
            [escape(document.issuer) + where(document.issuer, "issuer") if document.issuer else absent],
        ),
        ("Ngày ban hành", [words.time(document.date) + where(document.date, "date") if document.date else absent]),
        (
            "Trích yếu",
            [f"“{escape(document.title.strip('“”'))}”" + where(document.title, "title") if document.title else absent],
        ),
    ]


def _notes(document: DocumentEntry, by_path: dict[str, DocumentEntry]) -> Iterator[str]:
    """What the articles leave open about it, and which others have its number."""
    if not document.full:
        yield "Các bài chỉ nêu số viết tắt, nên có thể nói về những văn bản khác nhau."
    elif document.open:
        yield f"Văn bản ở trang này {escape(document.open)}."
    if document.homonyms:
        others = (
            link("xem danh sách", f"../../{same_number_path(document)}index.md")
            if len(document.homonyms) > HOMONYMS
            else "; ".join(_other(by_path[p], "../../") for p in document.homonyms)
        )
        yield f"Cùng số hiệu nhưng là văn bản khác, hoặc chưa đủ căn cứ để coi là một: {others}."


def _other(document: DocumentEntry, up: str) -> str:
    more = about(document)
    return link(escape(document_name(document)), f"{up}{document.path}index.md", ".hub") + (
        f" ({more})" if more else " (không rõ cơ quan ban hành)"
    )


def _same_number(document: DocumentEntry, by_path: dict[str, DocumentEntry]) -> str:
    name = f"Các văn bản cùng số {document.number}"
    paths = sorted([document.path, *document.homonyms])
    return front_matter({"title": name, "search": {"exclude": True}}) + "\n".join(
        [
            heading(1, escape(name), "dau-trang"),
            paragraph(
                "Số hiệu của Đảng và của địa phương bắt đầu lại ở mỗi tỉnh, mỗi nhiệm kỳ, nên một số có thể chỉ "
                "nhiều văn bản."
            ),
            items(_other(by_path[p], "../../../") for p in paths),
        ]
    )


def _mentions(article: Article, document: Document, up: str) -> list[str]:
    """Every sentence of one article that names the document."""
    shown, seen = [], set()
    for found in document.mentions:
        whole = quotes.sentence(article, found.start, found.end)
        if whole not in seen:
            seen.add(whole)
            shown.append(found)
    blocks = [quotation(quotes.mention(article, found, up)) for found in shown[:MENTIONS]]
    if len(shown) > MENTIONS:
        blocks.append(
            paragraph(
                link(f"và {len(shown) - MENTIONS} chỗ nữa trong bài", f"{up}{article_path(article)}index.md#toan-van"),
                ".more",
            )
        )
    return blocks
