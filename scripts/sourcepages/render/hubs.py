"""What the pages of a person and of a document share: articles one under the other, and the pages by time below the
first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..models import Article
from .article import entry
from .context import Context
from .markup import escape, front_matter, heading, link, paragraph
from .shelves import Shelf, contents


def by_article(
    rows: Sequence[tuple[Article, Any]], context: Context, up: str, said: Callable[[Article, Any, str], list[str]]
) -> list[str]:
    """A heading an article, and under it what ``said`` makes of it: blocks of Markdown. An article may stand there
    twice, with two names of one person or document. ``up``: the way from the page to the root of the site."""
    blocks: list[str] = []
    above = None
    for article, found in rows:
        if article is not above:
            blocks.append(heading(3, entry(article, context, up), f"bai-{article.slug}"))
        blocks += said(article, found, up)
        above = article
    return blocks


def by_time(
    path: str, name: str, title: str, shelves: Sequence[Shelf], list_heading: str, blocks: Callable[[Shelf], list[str]]
) -> Iterator[tuple[str, str]]:
    """(path, Markdown) of the pages below the hub ``path``: a table of contents for each year cut into several shelves,
    and each shelf. ``list_heading`` stands above what ``blocks`` makes of a shelf."""
    back = paragraph(link(f"Tất cả về {escape(name)}", "../index.md"), ".up")

    def page(slug: str, label: str, body: list[str]) -> tuple[str, str]:
        meta = {"title": f"{title}: {label}", "search": {"exclude": True}}
        return f"{path}{slug}/index.md", front_matter(meta) + "\n".join(
            [heading(1, f"{escape(name)}: {label}", "dau-trang"), back, *body]
        )

    for year, months in contents(shelves).items():
        yield page(year, f"năm {year}", [months])
    for shelf in shelves:
        yield page(shelf.slug, shelf.label, [list_heading, *blocks(shelf)])
