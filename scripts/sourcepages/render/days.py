"""Articles in time: all of them, by year and by month; those without a date as such."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..models import Article
from . import words
from .context import Context, article_path
from .markup import front_matter, heading, items, link, paragraph
from .shelves import LIMIT, NO_YEAR, Shelf, contents, jump, paths, years

NEWEST = 50
"""Articles on the first page of the list where not all of them fit."""


def pages(context: Context) -> Iterator[tuple[str, str]]:
    """The pages of all articles in time: (path, Markdown) each."""
    yield "thoi-gian/index.md", _index(context.shelves)
    for year, months in contents(context.shelves).items():
        yield f"thoi-gian/{year}/index.md", _page(f"Bài năm {year}", [months])
    yield "bai-viet/index.md", _all(context.shelves, context)


def entries(context: Context) -> Iterator[tuple[str, Shelf, Callable[[], str]]]:
    """The pages of a year's or a month's articles: (path, what stands on it, what makes its Markdown)."""
    for shelf in context.shelves:
        yield (
            f"thoi-gian/{shelf.slug}/index.md",
            shelf,
            lambda shelf=shelf: _page(f"Bài {shelf.label}", by_month(shelf.rows, context)),
        )


def by_month(articles: Sequence[Article], context: Context, length: int = 7, up: str = "../../") -> list[str]:
    """Articles under a heading a month (a year with ``length`` 4), and one each for those without a year and without a
    date."""
    groups: dict[str, list[Article]] = {}
    for article in articles:
        value = article.date.value
        groups.setdefault(value[:length] if words.year(value) else "XXXX" if value else "", []).append(article)
    blocks = []
    for month, members in groups.items():
        name = {"XXXX": "Không rõ năm", "": "Không nêu ngày trong bài"}.get(month) or words.day(month).capitalize()
        anchor = {"XXXX": NO_YEAR, "": "khong-ro-ngay"}.get(month) or f"t{month}"
        blocks += [heading(2, name, anchor), items(row(a, context, up) for a in members)]
    return blocks


def row(article: Article, context: Context, up: str = "../../") -> str:
    """An article in a list: its title, its day, who speaks in it."""
    title = link(context.titles[article.source.name], f"{up}{article_path(article)}index.md")
    speakers = ", ".join(context.names[context.library.person(article, s).path] for s in article.speakers[:3])
    return title + words.details(
        words.time(article.date.value, short=True), speakers + (" và người khác" if len(article.speakers) > 3 else "")
    )


def _page(title: str, blocks: list[str]) -> str:
    up = paragraph(link("Tất cả các năm", "../index.md"), ".up")
    return front_matter({"title": title, "search": {"exclude": True}}) + "\n".join(
        [heading(1, title, "dau-trang"), up, *blocks]
    )


def _index(made: Sequence[Shelf]) -> str:
    lines = []
    for year, some in years(made).items():
        count = words.number(sum(len(s.rows) for s in some))
        if [s.slug for s in some] == [year]:
            months: dict[str, int] = {}
            for article in some[0].rows:
                months[article.date.value[:7]] = months.get(article.date.value[:7], 0) + 1
            links = [(words.day(f"XXXX{m[4:]}"), f"{year}/index.md#t{m}", n) for m, n in months.items() if len(m) == 7]
        else:
            links = [(s.short, f"{s.slug}/index.md", len(s.rows)) for s in some]
        inside = jump(links)
        name = link(f"Năm {year}", f"{year}/index.md") if year else "Không rõ năm"
        lines.append(f"**{name}** – {count} bài" + (f": {inside}" if inside else ""))
    intro = "Ngày của sự việc; bài không nêu thì ngày đăng. Bài không nêu năm hay không nêu ngày nào đứng riêng ở cuối."
    return front_matter({"title": "Thời gian", "search": {"exclude": True}}) + "\n".join(
        [heading(1, "Thời gian", "dau-trang"), paragraph(intro, ".lead"), items(lines)]
    )


def _all(made: Sequence[Shelf], context: Context) -> str:
    articles = context.library.articles
    blocks = [heading(1, "Tất cả bài viết", "dau-trang")]
    if len(articles) <= LIMIT:
        blocks += [
            paragraph(f"{words.number(len(articles))} bài, mới nhất trước.", ".lead"),
            *by_month(articles, context, 4, "../"),
        ]
    else:
        dated = [a for a in articles if words.year(a.date.value)]
        blocks.append(
            paragraph(
                f"{words.number(len(articles))} bài. Dưới đây là {NEWEST} bài mới nhất; các bài khác xếp "
                f"{link('theo thời gian', '../thoi-gian/index.md')}.",
                ".lead",
            )
        )
        blocks += [paths(made, "../thoi-gian/"), *by_month((dated or articles)[:NEWEST], context, 4, "../")]
    return front_matter({"title": "Tất cả bài viết", "search": {"exclude": True}}) + "\n".join(blocks)
