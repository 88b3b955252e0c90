"""Library → what a query can name outright: documents, people, days. Pure.

Each gets the keys a reader may type for it, folded; the worker reads the query the same way (``direct()`` in
search-names.js) and looks the keys up. A record is ``[type, title, address, note, folded words that tell it from
others, number of articles]`` with type ``d`` document, ``p`` person, ``t`` year or month, ``a`` an article of a day,
``o`` a person who holds the office that is the key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..library import DocumentEntry, Library, Person
from ..models import Article
from ..render.shelves import LIMIT
from ..render.words import day
from .analyse import folded

Record = list[str | int]

MOST = 24
"""Records kept for one key, those with the most articles first ("3" names hundreds of documents)."""


def keys(library: Library, title: Callable[[Article], str]) -> list[tuple[str, list[Record]]]:
    """(key, its records), in order of key."""
    found: dict[str, list[tuple[bool, Record]]] = {}  # a whole number or name goes before what is made of one
    for entry in library.documents:
        record, own = document_record(entry), folded(entry.number).replace(" ", "")
        for key in document_keys(entry.kind, entry.number):
            found.setdefault(key, []).append((key != own or not entry.full, record))
    for person in library.people:
        record = person_record(person)
        for number, key in enumerate(person_keys(person.name)):
            found.setdefault(key, []).append((number > 0, record))
        for key in office_keys(person):
            found.setdefault(key, []).append((False, ["o", *record[1:]]))
    for key, records in time_records(library, title).items():
        found.setdefault(key, []).extend((False, record) for record in records)
    return [(key, best(rows)) for key, rows in sorted(found.items())]


def best(rows: list[tuple[bool, Record]]) -> list[Record]:
    """The records of a key, the best of each type first; ``rows`` say of each whether the key is only a part of what it
    is called."""
    if len(rows) == 1:  # most
        return [rows[0][1]]
    kept = []
    for kind in "dptao":
        same = sorted((row for row in rows if row[1][0] == kind), key=lambda r: (r[0], -r[1][5], r[1][1], r[1][2]))
        kept += [record for _, record in same[:MOST]]
    return kept


def document_record(entry: DocumentEntry) -> Record:
    where = entry.issuer or entry.locality
    if entry.locality and folded(entry.locality) not in folded(where):
        where += f", {entry.locality}"
    note = " · ".join(part for part in (where, day(entry.date), f"{_articles(entry)} bài") if part)
    return [
        "d",
        f"{entry.kind} {entry.number}".strip(),
        entry.path,
        note,
        folded(f"{entry.kind} so {where} nam ngay {entry.date} {entry.title}"),
        _articles(entry),
    ]


def person_record(person: Person) -> Record:
    offices = list(dict.fromkeys(s.office for _, s in person.appearances if s.office))
    note = " · ".join(part for part in (offices[0] if offices else "", f"{_articles(person)} bài") if part)
    return ["p", person.name, person.path, note, folded(" ".join(offices[:8]))[:400], _articles(person)]


def _articles(entry: DocumentEntry | Person) -> int:
    return len({article.source.name for article, _ in entry.appearances})


def document_keys(kind: str, number: str) -> list[str]:
    """What a reader may type for a document, separators aside: ``3nqtu``, ``nqtu3``, ``nq3``, ``3nq``, ``3``; with the
    year of 16/2021/NQ-HĐND also ``162021``, ``nq162021``."""
    terms = folded(number).split()
    digits = []
    while terms and terms[0].isdecimal():
        digits.append(terms.pop(0))
    letters = "".join(terms)
    if not digits and not letters:
        return []
    code = kind_code(kind)
    first, whole = "".join(digits[:1]), "".join(digits)
    made = {
        whole + letters,
        letters + whole,
        code + first,
        first + code,
        code + whole,
        whole + code,
        code + whole + letters,
        first,
        whole,
    }
    if len(terms) > 1:  # NQ 03 TU
        made |= {terms[0] + whole + "".join(terms[1:]), terms[0] + first + "".join(terms[1:])}
    if terms and len(digits) > 1:  # 16/NQ-HĐND for 16/2021/NQ-HĐND
        made.add(first + letters)
    return sorted(key for key in made if key)


def kind_code(kind: str) -> str:
    """The initials of a kind: Nghị quyết → nq, Kế hoạch → kh. One word stays: Luật → luat."""
    parts = folded(kind).split()
    return "".join(part[0] for part in parts) if len(parts) > 1 else "".join(parts)


def person_keys(name: str) -> list[str]:
    """A name from each of its syllables to its end: ``vu dai thang``, ``dai thang``, ``thang``."""
    parts = folded(name).split()
    return [" ".join(parts[i:]) for i in range(len(parts))]


def office_keys(person: Person) -> list[str]:
    """A person's posts, each by itself: ``bi thu tinh uy quang ninh``. Those of two words and less say little."""
    offices = dict.fromkeys(s.office for _, s in person.appearances if s.office)
    posts = dict.fromkeys(folded(post) for office in offices for post in _BETWEEN_POSTS.split(office))
    return [post for post in posts if 3 <= len(post.split()) <= 10]


_BETWEEN_POSTS = re.compile(r"[,;]| kiêm | [-–] ")


def time_records(library: Library, title: Callable[[Article], str]) -> dict[str, list[Record]]:
    """Days, months and years with their articles; ``2024-03-05``, ``2024-03``, ``2024``, and ``03-05`` for a day typed
    without its year."""
    found: dict[str, list[Record]] = {}
    months: dict[str, int] = {}
    for article in library.articles:
        value = article.date.value
        parts = re.fullmatch(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?", value)
        if not parts:
            continue
        record = ["a", title(article), f"bai-viet/{article.slug}/", day(value), "", 1]
        if parts[3]:
            found.setdefault(f"{parts[2]}-{parts[3]}", []).append(record)
            if parts[1] != "XXXX":
                found.setdefault(value, []).append(record)
        if parts[1] != "XXXX":
            months[parts[1]] = months.get(parts[1], 0) + 1
            if parts[2]:
                months[value[:7]] = months.get(value[:7], 0) + 1
    for value, number in months.items():
        found.setdefault(value, []).append(
            ["t", day(value).capitalize(), time_path(value, months), f"{number} bài", "", number]
        )
    return found


def time_path(value: str, articles: dict[str, int]) -> str:
    """The page of a year (``2024``) or a month (``2024-03``), as :mod:`..render.days` lays them out: a month has a page
    of its own where its year is too long for one. ``articles`` counts those of each year and month."""
    year = value[:4]
    if len(value) == 4 or articles[value] > LIMIT:
        return f"thoi-gian/{year}/"
    return f"thoi-gian/{year}/#t{value}" if articles[year] <= LIMIT else f"thoi-gian/{value}/"


def surnames(people: Iterable[Person]) -> list[str]:
    """The first syllables of the people's names, where the worker looks for a name inside a longer query."""
    return sorted({parts[0] for person in people if len(parts := folded(person.name).split()) > 1})


def kinds(documents: Iterable[DocumentEntry]) -> dict[str, str]:
    """Folded kind → its code, for every kind the library has: ``{"nghi quyet": "nq"}``."""
    return {folded(kind): kind_code(kind) for kind in sorted({entry.kind for entry in documents}) if kind}
