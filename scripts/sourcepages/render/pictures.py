"""Pictures drawn at build time: a time line of articles, a table of who speaks about which documents. Pure.

Each function returns one block of raw HTML for a Markdown page, to stand between blank lines. So that Python-Markdown
(and any faster renderer) passes it on untouched, the block is one ``<figure>``: it begins at the start of a line, holds
no blank line and no Markdown, and everything inside is escaped. Elements: figure, figcaption, svg, a, title, rect,
circle, line, text, details, summary, table with its parts, p. No ``style`` and no script, so any policy allows it.
Addresses are as they stand in the built page: the caller passes them, for MkDocs rewrites links of Markdown only.

No coordinate depends on the width of the screen: x is a percentage and y a number of pixels, so letters keep
their size on a phone. Every mark is a link, hence works by keyboard; the same links stand in a table beneath.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..models import Article
from . import words
from .context import article_path, title

MAX_MARKS = 40
"""More articles than this are drawn as one bar a month, a year or a decade."""
MAX_BARS = 40
MAX_STACK = 6
SLOTS = 24
ROW = 18
LEFT, WIDTH = 3.0, 94.0  # percent


@dataclass(frozen=True, slots=True)
class Mark:
    """An article on a time line: its EDTF date, title, and address as seen from the page the picture stands on."""

    date: str
    title: str
    href: str


def of(articles: Iterable[Article], ident: str, up: str, periods: Mapping[str, str] | None = None) -> str:
    """The time line of ``articles`` for a page from which ``up`` leads to the site's root."""
    return timeline([Mark(a.date.value, title(a), f"{up}{article_path(a)}") for a in articles], ident, periods)


def timeline(marks: Sequence[Mark], ident: str, periods: Mapping[str, str] | None = None) -> str:
    """The articles of ``marks`` in time; "" where fewer than three have a year.

    ``ident`` begins the ids inside, so that two pictures can stand on one page; ``periods`` says where the articles of
    a month ("2024-03") or a year ("2024") are listed, for bars to link to.
    """
    dated = sorted(
        (m for m in marks if m.date[:4].isdigit() and "/" not in m.date), key=lambda m: (m.date, m.title, m.href)
    )
    if len(dated) < 3:
        return ""
    undated = len(marks) - len(dated)
    first, last = dated[0].date[:4], dated[-1].date[:4]
    label = f"Dòng thời gian: {words.number(len(dated))} bài, " + (
        f"năm {first}" if first == last else f"từ {first} đến {last}"
    )
    label += f"; {words.number(undated)} bài không rõ năm" if undated else ""
    drawn = _dots(dated) if len(dated) <= MAX_MARKS else None
    table_rows = [(words.day(m.date), m.title, m.href) for m in dated]
    header = ("Ngày", "Bài")
    if drawn is None:
        drawn, bars = _bars(dated, periods or {})
        table_rows = [(name, f"{words.number(count)} bài", href) for name, count, href in bars]
        header = ("Thời gian", "Số bài")
    height, body = drawn
    return "\n".join(
        [
            f'<figure class="sp-timeline" aria-labelledby="{ident}-ten">',
            f'<figcaption id="{ident}-ten">{_text(label)}</figcaption>',
            f'<svg width="100%" height="{height}" role="group" aria-labelledby="{ident}-ten">',
            *body,
            "</svg>",
            f"<details><summary>Xem dạng bảng</summary>{_table(header, table_rows)}</details>",
            "</figure>",
        ]
    )


def _text(text: str) -> str:
    """``text`` on one line, escaped, without the control characters Markdown uses itself."""
    if not text.isprintable():
        text = "".join(ch if ch.isprintable() else " " for ch in text)
    return html.escape(" ".join(text.split()))


def _day_number(edtf: str) -> int:
    """A count of days good enough to place a mark: months of 31 days."""
    year, month, day = (int(part) for part in [*edtf.split("-"), "1", "1"][:3])
    return (year * 12 + month - 1) * 31 + day - 1


def _dots(dated: Sequence[Mark]) -> tuple[int, list[str]] | None:
    """One dot an article, those of about one day above each other; None where they would stand too high."""
    first, last = (_day_number(m.date) for m in (dated[0], dated[-1]))
    span = max(1, last - first)
    slots = [round((_day_number(m.date) - first) * (SLOTS - 1) / span) for m in dated]
    stack = Counter(slots)
    if max(stack.values()) > MAX_STACK:
        return None
    base, seen, out = max(stack.values()) * ROW + 6, Counter(), []
    out.append(f'<line class="sp-axis" x1="{LEFT}%" x2="{LEFT + WIDTH}%" y1="{base}" y2="{base}"/>')
    for slot, mark in zip(slots, dated, strict=True):
        x, y = _percent(slot / (SLOTS - 1)), base - 12 - seen[slot] * ROW
        seen[slot] += 1
        name = _text(f"{words.day(mark.date)}: {mark.title}")
        out.append(
            f'<a href="{_text(mark.href)}" aria-label="{name}"><title>{name}</title><circle cx="{x}" cy="{y}" '
            f'r="7"/></a>'
        )
    return base + 26, out + _ticks([m.date for m in dated], first, span, base + 18)


def _ticks(dates: Sequence[str], first: int, span: int, y: int) -> list[str]:
    """At most five labels: years, or months where all lies within two years."""
    years = list(range(int(dates[0][:4]), int(dates[-1][:4]) + 1))
    if len(years) > 2:
        step = -(-len(years) // 5)
        starts = [(str(year), _day_number(f"{year}")) for year in years[::step]]
    else:
        ends = [dates[0]] if dates[0][:7] == dates[-1][:7] else [dates[0], dates[-1]]
        starts = [(_month(d), _day_number(d)) for d in ends]
    out = []
    for label, day in starts:
        at = (day - first) / span
        if at > -0.2:
            anchor = "start" if at < 0.1 else "end" if at > 0.9 else "middle"
            out.append(f'<text x="{_percent(min(1.0, max(0.0, at)))}" y="{y}" text-anchor="{anchor}">{label}</text>')
    return out


def _bars(
    dated: Sequence[Mark], periods: Mapping[str, str]
) -> tuple[tuple[int, list[str]], list[tuple[str, int, str]]]:
    """One bar a month where there are few months, else a year, else a decade; and the rows of its table."""
    years = range(int(dated[0].date[:4]), int(dated[-1].date[:4]) + 1)
    if len(years) <= 3 and all(len(m.date) >= 7 for m in dated):
        keys = [f"{y}-{m:02}" for y in years for m in range(1, 13)]
        counts, name = Counter(m.date[:7] for m in dated), _month
    elif len(years) <= MAX_BARS:
        keys, counts, name = [str(y) for y in years], Counter(m.date[:4] for m in dated), str
    else:
        keys = [f"{d}0" for d in range(years[0] // 10, years[-1] // 10 + 1)][-MAX_BARS:]
        counts, name = Counter(m.date[:3] + "0" for m in dated), "thập niên {}".format
    keys = keys[
        next(i for i, k in enumerate(keys) if counts[k]) : len(keys)
        - next(i for i, k in enumerate(reversed(keys)) if counts[k])
    ]
    base, tall, width = 96, max(counts[k] for k in keys), WIDTH / len(keys)
    out, rows = [f'<line class="sp-axis" x1="{LEFT}%" x2="{LEFT + WIDTH}%" y1="{base}" y2="{base}"/>'], []
    label_every = -(-len(keys) // 5)
    for i, key in enumerate(keys):
        x = LEFT + i * width
        if counts[key]:
            height = max(3, round(counts[key] * 84 / tall))
            says = _text(f"{name(key)}: {words.number(counts[key])} bài")
            bar = (
                f'<title>{says}</title><rect class="sp-hit" x="{x:.2f}%" y="4" width="{width:.2f}%" '
                f'height="{base - 4}"/>'
                f'<rect x="{x + width * 0.12:.2f}%" y="{base - height}" width="{width * 0.76:.2f}%" '
                f'height="{height}"/>'
            )
            href = periods.get(key, "")
            out.append(f'<a href="{_text(href)}" aria-label="{says}">{bar}</a>' if href else f"<g>{bar}</g>")
            rows.append((name(key), counts[key], href))
        if i % label_every == 0:
            out.append(
                f'<text x="{x + width / 2:.2f}%" y="{base + 18}" '
                f'text-anchor="{"start" if i == 0 else "middle"}">{key if len(key) == 4 else _month(key)}</text>'
            )
    return (base + 26, out), rows


def _percent(share: float) -> str:
    return f"{LEFT + share * WIDTH:.2f}%"


def _month(edtf: str) -> str:
    return f"{int(edtf[5:7])}/{edtf[:4]}" if len(edtf) >= 7 else edtf


def _link(text: str, href: str) -> str:
    return f'<a href="{_text(href)}">{_text(text)}</a>' if href else _text(text)


def _table(header: Sequence[str], rows: Sequence[tuple[str, str, str]]) -> str:
    head = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in header)
    body = "".join(f"<tr><td>{_text(when)}</td><td>{_link(what, href)}</td></tr>" for when, what, href in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a row or column, its page, and what tells it from another of the same name ("" where nothing is
    needed)."""

    name: str
    href: str
    hint: str = ""


def _head(head: Head) -> str:
    return _link(head.name, head.href) + (f" <small>{_text(head.hint)}</small>" if head.hint else "")


_WORD = ' class="n"'
"""Of a heading that may not be broken."""


@dataclass(frozen=True, slots=True)
class Cell:
    """``count`` statements of the person in row ``row`` about the document in column ``column``; ``href`` leads to the
    words."""

    row: int
    column: int
    count: int
    href: str


def matrix(caption: str, people: Sequence[Head], documents: Sequence[Head], cells: Sequence[Cell]) -> str:
    """Who speaks about which documents, as a table whose cells link to the words.

    The caller bounds it. "" where there is nothing to compare.
    """
    if not people or not documents or not cells:
        return ""
    at = {(c.row, c.column): c for c in cells}
    tall = max(c.count for c in cells)
    # "03-NQ/TU" is one word; "Nghị quyết 16" may take two lines
    head = "".join(f'<th scope="col"{_WORD if " " not in d.name else ""}>{_head(d)}</th>' for d in documents)
    body = []
    for i, person in enumerate(people):
        row = [f'<th scope="row">{_head(person)}</th>']
        for j, document in enumerate(documents):
            cell = at.get((i, j))
            if not cell:
                row.append("<td></td>")
                continue
            weight = 1 + (3 * cell.count - 1) // tall if tall > 1 else 1
            says = _text(f"{cell.count} lần {person.name} nói về {document.name}")
            row.append(
                f'<td class="sp-cell sp-cell--{min(3, weight)}"><a href="{_text(cell.href)}" '
                f'aria-label="{says}">{cell.count}</a></td>'
            )
        body.append(f"<tr>{''.join(row)}</tr>")
    return "\n".join(
        [
            f'<figure class="sp-matrix"><figcaption>{_text(caption)}</figcaption>',
            f'<div class="sp-scroll" role="region" aria-label="{_text(caption)}" tabindex="0">',
            f"<table><thead><tr><td></td>{head}</tr></thead><tbody>",
            *body,
            "</tbody></table>",
            "</div>",
            "</figure>",
        ]
    )
