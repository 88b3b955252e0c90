"""Index pages: people by given name, documents by issuer, year and number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from .. import identity
from ..fold import slug, sort_key
from ..library import DocumentEntry, Person, year_and_number
from . import words
from .context import Context, document_name, offices
from .markup import escape, front_matter, heading, items, link, paragraph
from .shelves import LIMIT, Shelf, by_letter, letter, letter_slug

BY_ISSUER = "co-quan"
"""The folder of the pages of a long list of documents."""
UNKNOWN_ISSUER = "Không nêu cơ quan ban hành"


def pages(context: Context) -> Iterator[tuple[str, str]]:
    """The lists of all people, resolutions and other documents: (path, Markdown) each."""
    library = context.library
    yield from _index(
        "nguoi-phat-bieu",
        "Người phát biểu",
        "Những người được báo thuật lại lời, xếp theo tên.",
        "người",
        library.people,
        given_name,
        lambda p: letter(given_name(p)),
        person_row,
        "chu-cai",
    )
    for folder, title, intro, want in (
        ("nghi-quyet", "Nghị quyết", "Nghị quyết có số, xếp theo cơ quan ban hành, năm và số.", True),
        (
            "van-ban",
            "Văn bản khác",
            "Chỉ thị, kế hoạch, kết luận, quyết định và các văn bản có số khác, xếp theo cơ quan ban hành, năm và số.",
            False,
        ),
    ):
        entries = by_issuer(d for d in library.documents if d.is_resolution == want)
        yield from _index(folder, title, intro, "văn bản", entries, issuer, _heading, document_row, BY_ISSUER)


def by_issuer(documents: Iterable[DocumentEntry]) -> list[DocumentEntry]:
    """Documents in the order of their lists: each under one name of its issuer, since newspapers write one
    body "Bộ Công thương" and "Bộ Công Thương"; those without an issuer last."""
    documents = list(documents)
    often = sorted(Counter(d.issuer for d in documents).items(), key=lambda row: (-row[1], row[0]))
    listed = identity.bodies(name for name, _ in often)
    order = sorted(set(listed.values()), key=lambda name: (not name, sort_key(name)))
    place = {name: at for at, name in enumerate(order)}
    named = (d if d.issuer == listed[d.issuer] else replace(d, issuer=listed[d.issuer]) for d in documents)
    return sorted(named, key=lambda d: (place[d.issuer], *year_and_number(d)))


def _heading(document: DocumentEntry) -> str:
    return document.issuer or UNKNOWN_ISSUER


def issuer_places(documents: Sequence[DocumentEntry], folder: str) -> dict[str, str]:
    """Where each issuer's documents begin in the list ``folder`` of these (`by_issuer`), which is too long for one
    page: name → path from the site's root."""
    found: dict[str, str] = {}
    for shelf in by_letter(documents, issuer):
        for name, anchor in _anchors(map(_heading, shelf.rows)).items():
            found.setdefault(name, f"{folder}/{BY_ISSUER}/{shelf.slug}/index.md#{anchor}")
    return found


def issuer(document: DocumentEntry) -> str:
    """What documents are shelved by; those without an issuer stand under no letter."""
    return document.issuer or "~"


def given_name(person: Person) -> str:
    """The last syllable, by which Vietnamese lists are sorted; "" without a name."""
    return person.name.split()[-1] if person.name.split() else ""


def person_row(person: Person, up: str) -> str:
    """A person in a list: name, office, number of articles."""
    posts = offices(person)
    return link(escape(person.name), f"{up}{person.slug}/index.md", ".hub") + words.details(
        escape(posts[0][0]) if posts else "", _count(person.appearances)
    )


def document_row(document: DocumentEntry, up: str) -> str:
    """Its issuer is the heading above it."""
    place = (
        document.locality
        if document.locality and document.locality.casefold() not in document.issuer.casefold()
        else ""
    )
    title = words.cut(document.title.strip("“”"), 120)
    more = words.details(
        escape(place),
        words.time(document.date),
        _count(document.appearances),
        f"“{escape(title)}”" if title else "",
        document.open if document.full else "",
    )
    return link(escape(document_name(document)), f"{up}{document.slug}/index.md", ".hub") + more


def _count(appearances: Sequence) -> str:
    """``12 bài, 2021–2024``."""
    years = words.years(row[0].date.value for row in appearances)
    return f"{words.number(len(appearances))} bài" + (f", {years}" if years else "")


def _index(
    folder: str,
    title: str,
    intro: str,
    unit: str,
    entries: Sequence,
    name: Callable,
    group: Callable,
    row: Callable,
    below: str,
) -> Iterator[tuple[str, str]]:
    head = [
        heading(1, title, "dau-trang"),
        paragraph(
            f"{intro} Có {words.number(len(entries))} {unit}." if entries else f"{intro} Chưa có {unit} nào.", ".lead"
        ),
    ]
    meta = front_matter({"title": title, "search": {"exclude": True}})
    if len(entries) <= LIMIT:
        jump = (
            paragraph(" ".join(link(escape(g), f"#{a}") for g, a in _anchors(map(group, entries)).items()), ".jump")
            if len(entries) > 20
            else ""
        )
        yield f"{folder}/index.md", meta + "\n".join([*head, jump, *_groups(entries, group, row, "")])
        return
    made = by_letter(entries, name)
    lines = []
    for shelf in made:
        path = f"{below}/{shelf.slug}/index.md"
        groups = _anchors(map(group, shelf.rows))
        # headings that say more than the letter does are entered directly; else the first and last name say where to
        # look
        inside = (
            _span(shelf, name)
            if list(groups) == [shelf.label.partition(",")[0]]
            else " · ".join(link(escape(g), f"{path}#{a}") for g, a in groups.items())
        )
        lines.append(f"**{link(escape(shelf.label), path)}** – {words.number(len(shelf.rows))} {unit}: {inside}")
    yield f"{folder}/index.md", meta + "\n".join([*head, items(lines)])
    for shelf in made:
        label = f"{title}: {shelf.label}"
        blocks = [
            heading(1, escape(label), "dau-trang"),
            paragraph(link(title, "../../index.md"), ".up"),
            *_groups(shelf.rows, group, row, "../../"),
        ]
        yield (
            f"{folder}/{below}/{shelf.slug}/index.md",
            front_matter({"title": label, "search": {"exclude": True}}) + "\n".join(blocks),
        )


def _span(shelf: Shelf, name: Callable) -> str:
    """``An – Anh``: the first and the last name on a shelf."""
    ends = list(dict.fromkeys((name(shelf.rows[0]), name(shelf.rows[-1]))))
    return escape(" – ".join(ends))


def _groups(entries: Sequence, group: Callable, row: Callable, up: str) -> list[str]:
    groups: dict[str, list] = {}
    for item in entries:
        groups.setdefault(group(item), []).append(item)
    anchors = _anchors(groups)
    return [
        block
        for label, members in groups.items()
        for block in (heading(2, escape(label), anchors[label]), items(row(m, up) for m in members))
    ]


def _anchors(labels: Iterable[str]) -> dict[str, str]:
    """Headings of one page → their ids. Without diacritics two may look alike; then the later has a number."""
    made: dict[str, str] = {}
    for label in dict.fromkeys(labels):
        base = f"m-{(letter_slug(label) if len(label) == 1 else slug(label)) or 'khac'}"
        number = sum(a == base or a.startswith(f"{base}--") for a in made.values())
        made[label] = f"{base}--{number + 1}" if number else base
    return made
