"""The page of a person: offices as printed, statements in context, documents spoken about, who else spoke."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ..library import Person
from ..models import Article, Speaker
from . import hubs, pictures, quotes, words
from .context import LISTED, Context, article_path, offices
from .marks import anchor
from .markup import escape, front_matter, heading, items, link, paragraph, quotation
from .shelves import FEW, FULL, SHELF, Shelf, by_time, paths

SAID = 6
"""Statements shown of one article."""


def entries(context: Context) -> Iterator[tuple[Person, Callable[[], Iterator[tuple[str, str]]]]]:
    """Every person, and what makes the person's pages."""
    by_slug = {p.slug: p for p in context.library.people}
    for person in context.library.people:
        yield person, partial(_pages, person, by_slug, context)


def _pages(person: Person, by_slug: dict[str, Person], context: Context) -> Iterator[tuple[str, str]]:
    posts = offices(person)
    rows = person.appearances
    meta = {
        "title": context.page_titles[person.path],
        "name": person.name,
        "offices": [{"office": office, "date": a.date.value or None} for office, a, _ in posts[:LISTED]],
        "search": {"exclude": True},
    }
    blocks = [heading(1, escape(person.name), "dau-trang"), card(person, posts)]
    if person.namesakes:
        blocks.append(_namesakes(person, by_slug))
    if picture := pictures.of(
        (a for a, _ in rows), "thoi-gian", "../../", {s.slug: f"{s.slug}/" for s in _shelves(rows)}
    ):
        blocks.append(picture + "\n")
    if posts:
        blocks += [heading(2, "Chức vụ ghi trong bài", "chuc-vu"), items(_office(*post) for post in posts[:LISTED])]
    if spoken := context.ranked(
        (s.document.path, s.article, anchor(s.article.source, s.mention)) for s in context.spoken.get(person.path, ())
    ):
        blocks += [heading(2, "Văn bản được nhắc trong lời phát biểu", "van-ban"), items(spoken)]
    if others := _others(person, context):
        blocks += [heading(2, "Những người cùng phát biểu", "cung-phat-bieu"), items(others)]
    blocks.append(heading(2, "Phát biểu, mới nhất trước", "phat-bieu"))
    shelves = _shelves(rows)
    if shelves:
        blocks.append(paths(shelves))
    blocks += hubs.by_article(rows[: FEW if shelves else FULL], context, "../../", _statements)
    yield f"{person.path}index.md", front_matter(meta) + "\n".join(blocks)
    below = heading(2, "Phát biểu", "phat-bieu")
    yield from hubs.by_time(
        person.path,
        person.name,
        context.page_titles[person.path],
        shelves,
        below,
        lambda shelf: hubs.by_article(shelf.rows, context, "../../../", _statements),
    )


def _shelves(rows: Sequence[tuple[Article, Speaker]]) -> list[Shelf]:
    """The pages the articles of a person stand on beside the first; none where one page holds them."""
    return by_time(rows, lambda row: row[0].date.value, lambda row: row[1].name, SHELF) if len(rows) > FULL else []


def card(person: Person, posts: list) -> str:
    """The line that also shows in a card beside a mention: latest office, number of articles, years."""
    parts = [escape(posts[0][0])] if posts else []
    parts.append(f"{words.number(len(person.appearances))} bài")
    if years := words.years(a.date.value for a, _ in person.appearances):
        parts.append(years)
    return paragraph(" · ".join(parts), "#the .card")


def _namesakes(person: Person, by_slug: dict[str, Person]) -> str:
    links = []
    for slug in person.namesakes[:LISTED]:
        other = by_slug[slug]
        posts = offices(other)
        links.append(link(escape(other.name), f"../{slug}/index.md") + (f" ({escape(posts[0][0])})" if posts else ""))
    return paragraph(f"Trùng tên, chưa đủ căn cứ để coi là một người: {', '.join(links)}.", ".note")


def _office(office: str, article: Article, speaker: Speaker) -> str:
    found = next(iter(speaker.offices or speaker.mentions), None)
    path = f"../../{article_path(article)}index.md" + (f"#{anchor(article.source, found)}" if found else "")
    when = words.time(article.date.value) or "không rõ ngày"
    where = link(f"bài\u00a0{when}", path, ".ev")
    return f"{escape(office)} {where}"


def _others(person: Person, context: Context) -> list[str]:
    return context.ranked(
        (path, a, "")
        for a, _ in person.appearances
        for path in dict.fromkeys(context.library.person(a, s).path for s in a.speakers)
        if path != person.path
    )


def _statements(article: Article, speaker: Speaker, up: str) -> list[str]:
    """What one article reports of the person."""
    mine = [s for s in article.statements if s.speaker == speaker.name]
    blocks: list[str] = []
    for statement in mine[:SAID]:
        number = quotes.paragraph_number(article, statement.start)
        blocks.append(
            quotation(
                f"{quotes.said(article, statement)} "
                f"{link(f'đoạn {number}', quotes.statement_link(article, statement, up), '.ev')}"
            )
        )
    if len(mine) > SAID:
        blocks.append(
            paragraph(
                link(f"và {len(mine) - SAID} lời nữa trong bài", f"{up}{article_path(article)}index.md#toan-van"),
                ".more",
            )
        )
    if not mine:
        found = speaker.mentions[0] if speaker.mentions else None
        blocks.append(quotation(quotes.mention(article, found, up)) if found else "")
    return blocks
