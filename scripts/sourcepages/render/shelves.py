"""Long lists cut into pages, so that no page grows with the archive and a new article changes few of them.

By year; a year too long by month; a month too long into numbered parts, the oldest first, so that a new
article touches the last part alone. Articles without a year stand by the first letter of their title where
there are too many of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ..fold import sort_key
from . import words
from .markup import items, link

LIMIT = 200
"""No page lists more entries than this."""

FULL = 20
"""Articles a person's or document's first page shows in full; with more, it shows the newest :data:`FEW` and the rest
stands by time."""

FEW = 8
SHELF = 40
"""Articles on a person's or document's page by time."""

NO_YEAR = "khong-ro-nam"
OTHER = "khác"
"""Where a name begins with no letter of the alphabet."""

# Letters as addresses: the Telex way of typing them, so that Ă, Â, A and Đ, D keep apart in ASCII.
_TELEX = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page's share of a list: its folder, its name (``short`` under the name of its year or list), its rows in the
    order of the list."""

    slug: str
    label: str
    rows: tuple[Any, ...]
    short: str = ""

    @property
    def heading(self) -> str:
        """Its name as the heading of a page: with a capital."""
        return self.label[:1].upper() + self.label[1:]


def letter(text: str) -> str:
    """The letter of the Vietnamese alphabet ``text`` begins with, as a capital; ``khác`` for anything else."""
    return _capital(text[:8].strip(" “”\"'(").split(" ")[0][:1])


@lru_cache(maxsize=1024)
def _capital(ch: str) -> str:
    key = sort_key(ch)
    rank = key[0][0][0] if key and key[0][0] else 0
    return "AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ"[rank - 1] if 1 <= rank <= 33 else OTHER


def letter_slug(capital: str) -> str:
    """A capital of :func:`letter` as a part of an address: Đ → ``dd``, ``khác`` → ``khac``."""
    return _TELEX.get(capital.lower(), capital.lower()) if capital != OTHER else "khac"


def parts(
    slug: str, label: str, rows: Sequence, limit: int = LIMIT, short: str = "", oldest_first: bool = False
) -> list[Shelf]:
    """``rows`` in as many shelves as they need, numbered from their beginning; with ``oldest_first`` from their end, so
    that a new row at the beginning of a list of the newest touches one shelf alone."""
    short = short or label
    if len(rows) <= limit:
        return [Shelf(slug, label, tuple(rows), short)]
    first = len(rows) % limit or limit
    cuts = [0, *range(first if oldest_first else limit, len(rows), limit), len(rows)]
    chunks = [rows[a:b] for a, b in pairwise(cuts)]
    numbers = range(len(chunks), 0, -1) if oldest_first else range(1, len(chunks) + 1)
    return [
        Shelf(f"{slug}-{n}", f"{label}, phần {n}", tuple(chunk), f"{short}, phần {n}")
        for n, chunk in zip(numbers, chunks, strict=True)
    ]


def by_letter(rows: Sequence, name: Callable[[Any], str], slug: str = "", limit: int = LIMIT) -> list[Shelf]:
    """Rows under the letter their ``name`` begins with, in the order they come."""
    groups: dict[str, list] = {}
    for row in rows:
        groups.setdefault(letter(name(row)), []).append(row)
    return [
        shelf
        for capital in sorted(groups, key=lambda c: (c == OTHER, sort_key(c)))
        for shelf in parts(slug + letter_slug(capital), capital, groups[capital], limit)
    ]


def by_time(rows: Sequence, date: Callable[[Any], str], name: Callable[[Any], str], limit: int = LIMIT) -> list[Shelf]:
    """Rows (newest first, those without a year last) on shelves of at most ``limit``."""
    groups: dict[str, list] = {}
    for row in rows:
        groups.setdefault(words.year(date(row)), []).append(row)
    shelves = []
    for year, members in groups.items():
        if not year:
            if len(members) <= limit:
                shelves.append(Shelf(NO_YEAR, "không rõ năm", tuple(members), "tất cả"))
            else:
                shelves += [
                    Shelf(s.slug, f"không rõ năm: {s.label}", s.rows, s.label)
                    for s in by_letter(members, name, f"{NO_YEAR}-", limit)
                ]
        elif len(members) <= limit:
            shelves.append(Shelf(year, f"năm {year}", tuple(members), year))
        else:
            months: dict[str, list] = {}
            for row in members:
                months.setdefault(date(row)[:7], []).append(row)
            for month, some in months.items():
                if len(month) == 7:
                    shelves += parts(
                        month, words.day(month), some, limit, words.day(f"XXXX{month[4:]}"), oldest_first=True
                    )
                else:
                    shelves += parts(
                        f"{year}-khong-ro-thang",
                        f"năm {year}, không rõ tháng",
                        some,
                        limit,
                        "không rõ tháng",
                        oldest_first=True,
                    )
    return shelves


def years(made: Sequence[Shelf]) -> dict[str, list[Shelf]]:
    """Shelves by year, "" for those without."""
    result: dict[str, list[Shelf]] = {}
    for shelf in made:
        result.setdefault(shelf.slug[:4] if not shelf.slug.startswith(NO_YEAR) else "", []).append(shelf)
    return result


def contents(made: Sequence[Shelf], up: str = "../") -> dict[str, str]:
    """Year → a list of its shelves, for years that need several: so that the address of a year stays when it is cut."""
    return {
        year: items(f"{link(s.label, f'{up}{s.slug}/index.md')} – {words.number(len(s.rows))} bài" for s in some)
        for year, some in years(made).items()
        if year and [s.slug for s in some] != [year]
    }


def paths(made: Sequence[Shelf], up: str = "") -> str:
    """Links to shelves from the page above them: years that are one shelf on one line, a line for each of the
    others."""
    whole, several = [], []
    for year, some in years(made).items():
        links = jump((s.short, f"{up}{s.slug}/index.md", len(s.rows)) for s in some)
        if not year:
            several.append(f"**Không rõ năm**: {links}")
        elif [s.slug for s in some] == [year]:
            whole.append(links)
        else:
            several.append(f"**{link(f'Năm {year}', f'{up}{year}/index.md')}**: {links}")
    return items(([f"**Theo năm**: {' '.join(whole)}"] if whole else []) + several)


def jump(rows: Iterable[tuple[str, str, int]]) -> str:
    """Short links side by side, with room for a finger: (name, path, how many entries are there; 0 isn't said). A name
    and its number stay together."""
    return " ".join(
        f'<span class="jump{" n" if count else ""}">{link(name, path)}{f" ({words.number(count)})" if count else ""}</span>'
        for name, path, count in rows
    )
