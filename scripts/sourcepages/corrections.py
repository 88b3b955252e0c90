"""What an editor says across articles: ``_people.yml`` and ``_documents.yml`` in the sources folder.

Each is a list of entries. An entry joins what it names: the two names of one person, the two forms of one document;
with ``articles`` it speaks of those alone, so that two entries keep two namesakes apart. ``why``, ``by`` and
``on`` are its history, kept with the articles and shown with the corrections.

    - name: Trần Văn Thử                  - number: 16-NQ/TW
      also: [Trần Thử]                      kind: Nghị quyết
      articles: [hop-xa.txt]                also: ["16"]
      why: cùng chức vụ, cùng ngày          issuer: Bộ Chính trị
      by: Lê Mẫu                            why: bài kia nêu đủ số
      on: 2024-03-08                        on: 2024-03-08
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import frontmatter, read
from .files import reason
from .fold import fold_tone
from .models import Article, Diagnostic, Document, Unreadable

PEOPLE, DOCUMENTS = "_people.yml", "_documents.yml"
_HISTORY = {"articles": "list", "why": "text", "by": "text", "on": "date"}
KEYS = {
    PEOPLE: {"name": "text", "also": "list"} | _HISTORY,
    DOCUMENTS: {
        "number": "text",
        "kind": "text",
        "also": "list",
        "issuer": "text",
        "locality": "text",
        "date": "date",
        "title": "text",
    }
    | _HISTORY,
}
"""The keys of an entry, as in :data:`frontmatter.KEYS`; ``why`` must be there."""


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """What every entry has: other forms (``also``) of what it names, the articles it is about (none: all), and its
    history. ``line`` counts from 1."""

    also: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    why: str = ""
    by: str = ""
    on: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class PersonEntry(_Entry):
    """One entry of ``_people.yml``: names of one person."""

    name: str

    @property
    def names(self) -> frozenset[str]:
        """Every name the entry speaks of, tone marks and case folded."""
        return frozenset(fold_tone(n) for n in (self.name, *self.also))


@dataclass(frozen=True, kw_only=True)
class DocumentWord(_Entry):
    """One entry of ``_documents.yml``: forms of one number and what the editor says of it; "" says nothing."""

    number: str
    kind: str = "Nghị quyết"
    issuer: str = ""
    locality: str = ""
    date: str = ""
    title: str = ""

    @property
    def numbers(self) -> frozenset[str]:
        """Every form of the number the entry speaks of, case folded."""
        return frozenset(n.casefold() for n in (self.number, *self.also))


@dataclass(frozen=True)
class Corrections:
    """The entries of both files, those with ``articles`` first: the narrower word wins."""

    people: tuple[PersonEntry, ...] = ()
    papers: tuple[DocumentWord, ...] = ()

    def person(self, source: str, name: str) -> PersonEntry | None:
        """The entry that speaks of this name in this article."""
        if not self.people:
            return None
        folded = fold_tone(name)
        return next((e for e in self.people if folded in e.names and (not e.articles or source in e.articles)), None)

    def paper(self, source: str, document: Document) -> DocumentWord | None:
        """The entry that speaks of this document in this article."""
        if not self.papers:
            return None
        kind, number = fold_tone(document.kind), document.number.casefold()
        return next(
            (
                e
                for e in self.papers
                if number in e.numbers and fold_tone(e.kind) == kind and (not e.articles or source in e.articles)
            ),
            None,
        )

    def documents(self, rows: Sequence[tuple[str, Document]]) -> list[Document]:
        """Documents with their article's name → the same, as the editor's word has them, for comparison."""
        if not self.papers:
            return [document for _, document in rows]
        entries = [self.paper(source, document) for source, document in rows]
        known: dict[DocumentWord, dict[str, str]] = {}
        for entry in dict.fromkeys(e for e in entries if e):
            theirs = [d for e, (_, d) in zip(entries, rows, strict=True) if e is entry]
            known[entry] = {
                key: getattr(entry, key) or max((getattr(d, key) for d in theirs), key=lambda v: (len(v), v))
                for key in ("issuer", "locality", "date", "title")
            }
        return [
            replace(d, number=e.number, full=True, **known[e]) if e else d
            for e, (_, d) in zip(entries, rows, strict=True)
        ]


NONE = Corrections()


def load(folder: Path) -> tuple[Corrections, list[Diagnostic]]:
    """The corrections of a sources folder, and what is wrong with them (then none of that file apply)."""
    found: dict[str, tuple] = {PEOPLE: (), DOCUMENTS: ()}
    problems: list[Diagnostic] = []
    for name in found:
        path = folder / name
        if not path.is_file():
            continue
        try:
            found[name] = parse(name, read.canonical(read.decode(name, read.load(path))))
        except Unreadable as err:
            problems += err.diagnostics
        except OSError as err:
            problems.append(
                Diagnostic(
                    "error", "unreadable", name, f"không đọc được tệp: {reason(err)}", "kiểm tra quyền đọc của tệp"
                )
            )
    return Corrections(found[PEOPLE], found[DOCUMENTS]), problems


def parse(name: str, text: str) -> tuple:
    """One file → its entries, the narrower first. Raises :class:`Unreadable`."""
    entries, problems = [], []
    make = PersonEntry if name == PEOPLE else DocumentWord
    for record in frontmatter.records(name, text, name, KEYS[name]):
        fields = {}
        for key, entry in record.value.items():
            value = entry.value
            fields[key] = tuple(item.value for item in value) if isinstance(value, tuple) else value or ""
        if not fields.get("why"):
            problems.append(
                Diagnostic(
                    "error",
                    "missing",
                    name,
                    "mục này thiếu “why”: vì sao gộp hay tách",
                    "ghi lý do sau “why:”" if "why" in fields else "thêm dòng “why: …”",
                    record.line,
                    record.column,
                )
            )
        if set(fields) <= {"name", "number", "kind", "why", "by", "on"}:
            problems.append(
                Diagnostic(
                    "error",
                    "missing",
                    name,
                    "mục này không nói gì: thiếu “also”, “articles” hay một giá trị",
                    "thêm “also: [tên khác]” hoặc “articles: [tệp]”",
                    record.line,
                    record.column,
                )
            )
        fields = {key: value for key, value in fields.items() if value}
        entries.append(make(**fields, line=record.line) if not problems else None)
    for number, entry in enumerate(e for e in entries if e):
        for other in [e for e in entries if e][:number]:
            both = bool(set(entry.articles) & set(other.articles)) or (not entry.articles and not other.articles)
            shared = (
                entry.names & other.names
                if make is PersonEntry
                else entry.numbers & other.numbers
                if entry.kind == other.kind
                else ()
            )
            if both and shared:
                problems.append(
                    Diagnostic(
                        "error",
                        "twice",
                        name,
                        f"hai mục cùng nói về một tên hay một số (mục kia ở dòng {other.line})",
                        "gộp hai mục, hoặc ghi “articles” khác nhau",
                        entry.line,
                        1,
                    )
                )
    if problems:
        raise Unreadable(*problems)
    return tuple(sorted(entries, key=lambda e: not e.articles))


def unmatched(corrections: Corrections, articles: Iterable[Article]) -> list[Diagnostic]:
    """A warning for each entry that speaks of an article, a name or a number that isn't there."""
    if corrections == NONE:
        return []
    articles = list(articles)
    known = {a.source.name for a in articles}
    speakers = {s.name for a in articles for s in a.speakers}
    people = {(a.source.name, fold_tone(s.name)) for a in articles for s in a.speakers}
    papers = {(a.source.name, d.number.casefold()) for a in articles for d in a.all_documents}
    problems = []
    for file, entries, present in ((PEOPLE, corrections.people, people), (DOCUMENTS, corrections.papers, papers)):
        for entry in entries:
            for name in entry.articles:
                if name not in known:
                    near = [n for n in sorted(known) if n.endswith(f"/{name}")] or difflib.get_close_matches(
                        name, sorted(known), 1, 0.6
                    )
                    problems.append(
                        Diagnostic(
                            "warning",
                            "no-such-article",
                            file,
                            f"không có bài “{name}”",
                            f"có phải “{near[0]}”?" if near else "bỏ tên tệp ấy đi",
                            entry.line,
                        )
                    )
            wanted = entry.names if file == PEOPLE else entry.numbers
            if not any(key in wanted and (not entry.articles or source in entry.articles) for source, key in present):
                label = entry.name if file == PEOPLE else entry.number
                near = difflib.get_close_matches(label, sorted(speakers), 1, 0.8) if file == PEOPLE else ()
                remedy = f"có phải “{near[0]}”?" if near else "kiểm tra cách viết, hoặc bỏ mục này"
                problems.append(
                    Diagnostic(
                        "warning",
                        "matches-nothing",
                        file,
                        f"“{label}”: không bài nào có tên hay số này",
                        remedy,
                        entry.line,
                    )
                )
    return problems
