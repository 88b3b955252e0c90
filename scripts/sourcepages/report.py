"""Diagnostics and results → what a maintainer reads, in the terminal or as JSON. Pure: returns text."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby, islice

from . import near
from .library import Library
from .models import Article, Diagnostic, Document, Evidence

LISTED = 100
"""Rows of the table, and notes on articles told of without their values; of more than that, those on what changed and
what is urgent are."""

NAMED = 5
"""Files named in one warning."""

_LABEL = {"error": "LỖI", "warning": "CHÚ Ý", "doubt": "CHƯA RÕ"}
_COLOUR = {"error": "31", "warning": "33", "doubt": "36"}


def bear_any_terminal() -> None:
    """A terminal that knows no Vietnamese letters shows question marks; nothing breaks for it."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")


def colours(stream) -> bool:
    """Whether to colour what goes there: a terminal, and nobody said no (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def diagnostics_text(diagnostics: Iterable[Diagnostic], colour: bool = False) -> str:
    """One problem a block: file:line:column, what is wrong, what to do. Files of which the same is told stand in one."""
    blocks = []
    for _, same in groupby(diagnostics, _block):
        of_one = list(same)
        d = of_one[0]
        place = d.source + (f":{d.line}" if d.line else "") + (f":{d.column}" if d.column else "")
        if len(of_one) > 1:
            place = _files([other.source for other in of_one], NAMED if d.severity == "warning" else len(of_one))
        blocks.append(
            f"{_paint(_LABEL[d.severity], _COLOUR[d.severity], colour)} {place}: {d.message}"
            + caret(d)
            + (f"\n    → {d.remedy}" if d.remedy else "")
        )
    return "\n".join(blocks)


def _block(d: Diagnostic) -> Hashable:
    """What is the same of diagnostics that are told in one block."""
    return d if d.line else (d.severity, d.message, d.remedy)


def _files(names: Sequence[str], most: int) -> str:
    """The names of files, and how many more there are than ``most``."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" và {rest} tệp khác" if rest > 0 else "")


def caret(d: Diagnostic, width: int = 100) -> str:
    """The line a problem is in with a caret under its column, cut to ``width`` characters around it; "" without a
    line."""
    if not d.excerpt or not d.column:
        return ""
    first = max(0, d.column - 1 - width // 2)
    shown = d.excerpt[first : first + width]
    before = "…" * bool(first)
    pad = " " * _width(before + shown[: d.column - 1 - first])
    return f"\n    {before}{shown}{'…' * (first + width < len(d.excerpt))}\n    {pad}^"


def urgent(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """All of them while they are few; else every error, and the first warnings: doubts about thousands of articles
    would bury both."""
    if len(diagnostics) <= LISTED:
        return list(diagnostics)
    warnings: dict[Hashable, list[Diagnostic]] = {}
    for d in diagnostics:
        if d.severity == "warning":
            warnings.setdefault(_block(d), []).append(d)
    errors = [d for d in diagnostics if d.severity == "error"]
    return errors + [d for same in islice(warnings.values(), LISTED) for d in same]


def table(articles: Iterable[Article], diagnostics: Iterable[Diagnostic] = ()) -> str:
    """article | date | speakers | resolutions | number of warnings and doubts, aligned."""
    count = Counter(d.source for d in diagnostics)
    rows = [("bài", "ngày", "người phát biểu", "nghị quyết", "lưu ý")]
    for a in articles:
        rows.append(
            (
                a.source.name,
                a.date.value or "–",
                ", ".join(s.name for s in a.speakers) or "–",
                ", ".join(d.number for d in a.resolutions) or "–",
                str(count[a.source.name] or "–"),
            )
        )
    rows = [tuple(cell if len(cell) <= 48 else cell[:47] + "…" for cell in row) for row in rows]
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 0 if unicodedata.combining(ch) else 1 for ch in text)


STATUS = {"extracted": "đọc trong bài", "inferred": "suy ra", "confirmed": "đã xác nhận", "absent": "không nêu"}
VALUES = 60
"""Values, and doubts, shown of one article; some lists of names have thousands."""
DETAILS = 20
"""Articles shown with their values; of more than that only the table is."""


def details(articles: Sequence[Article], diagnostics: Iterable[Diagnostic], colour: bool = False) -> str:
    """Every value of each article with its status and the sentence it was read from; its doubts, and the front-matter
    lines that would settle them. ``colour``: for a terminal."""
    about: dict[str, list[Diagnostic]] = {}
    for d in diagnostics:
        about.setdefault(d.source, []).append(d)
    lines = []
    for a in articles[:DETAILS]:
        lines.append(_paint(a.source.name, "1", colour))
        shown = list(values(a))
        for label, value, status, found in shown[:VALUES]:
            lines.append(f"  {_pad(label, 15)} {value or '–'}   ({STATUS[status]})")
            if found:
                lines.append(f"  {'':15} {in_sentence(a, found, colour)}")
        if len(shown) > VALUES:
            lines.append(f"  và {len(shown) - VALUES} người phát biểu, văn bản nữa: xem trang của bài")
        for d in about.get(a.source.name, ())[:VALUES]:
            at = f" dòng {d.line}" if d.line else ""
            lines.append(f"  {_paint(_LABEL[d.severity], _COLOUR[d.severity], colour)}{at}: {d.message}")
            if d.remedy and not d.fix:
                lines.append(f"      → {d.remedy}")
        for where, block in settling(a, about.get(a.source.name, ())):
            lines += [f"  Để giải quyết, {where}:", "", block, ""]
        lines += [""] * (lines[-1] != "")
    if len(articles) > DETAILS:
        lines.append(f"và {len(articles) - DETAILS} bài nữa: xem trang Tình trạng nguồn")
    return "\n".join(lines).rstrip("\n")


def settling(article: Article, found: Iterable[Diagnostic]) -> list[tuple[str, str]]:
    """(where they go, the lines) that would settle the doubts about an article, whole as they are to be copied: those
    for its head in one block, a list that several doubts give once."""
    head: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for d in found:
        if d.fix_in:
            others.setdefault(d.fix_in, []).append(d.fix)
            continue
        if d.fix:
            rows = d.fix.splitlines()
            noted = head.setdefault(rows[0].partition(":")[0], rows)
            # the same list, with a note in another row
            noted[:] = [max(pair, key=len) for pair in zip(noted, rows, strict=True)]
    blocks = []
    if head:
        block = "\n".join(row for rows in head.values() for row in rows)
        name = article.source.name
        if article.source.editor:
            blocks.append((f"chép thêm vào phần khai báo ở đầu tệp {name}", block))
        else:
            blocks.append((f"chép cả khối này vào đầu tệp {name}", f"---\n{block}\n---"))
    return blocks + [
        (
            f"chép vào tệp {name} (nằm cùng thư mục với các bài; chưa có thì tạo mới) và ghi lý do sau “why:”",
            "\n".join(rows),
        )
        for name, rows in others.items()
    ]


def values(article: Article) -> Iterator[tuple[str, str, str, Evidence | None]]:
    """(label, value, status, the words it was read from) of all that a maintainer checks."""
    for label, value in (
        ("nhan đề", article.title),
        ("ngày", article.date),
        ("ngày đăng", article.published),
        ("tác giả", article.author),
        ("nơi đăng", article.publisher),
    ):
        found = f" (máy đọc: {value.found})" if value.found and value.found != value.value else ""
        if value.value or found or label in ("nhan đề", "ngày"):
            yield label, value.value + found, value.status, value.evidence
    for speaker in article.speakers:
        yield (
            "người phát biểu",
            ", ".join(filter(None, (speaker.name, speaker.office))),
            speaker.status,
            next(iter(speaker.mentions), None),
        )
    for document in article.all_documents:
        shown = (
            f"{document.kind} {document.number}"
            + (f" của {document.issuer}" if document.issuer else "")
            + (f", {document.date}" if document.date else "")
        )
        yield (
            "nghị quyết" if document.is_resolution else "văn bản",
            shown,
            document.status,
            next(iter(document.mentions), None),
        )
    for name in article.excluded:
        yield "không tính", name, "confirmed", None


def in_sentence(article: Article, found: Evidence, colour: bool = False, width: int = 110) -> str:
    """The sentence around the words, which stand in brackets (or in colour), cut to about ``width`` characters."""
    text, sentences = article.source.text, article.layout.sentences
    number = bisect_right(sentences, found.start, key=lambda s: s.start) - 1
    inside = number >= 0 and sentences[number].end >= found.end
    paragraph = article.source.paragraphs[found.paragraph - 1]
    start, end = (
        (sentences[number].start, sentences[number].end) if inside else (paragraph.start, max(paragraph.end, found.end))
    )
    left, right = max(start, found.start - width // 2), min(end, found.end + width // 2)
    middle = _paint(found.quote, "1;4", True) if colour else f"[{found.quote}]"
    while left > start and not text[left - 1].isspace():  # whole words
        left -= 1
    while right < end and not text[right].isspace():
        right += 1
    whole = (
        ("…" if left > start else "")
        + text[left : found.start]
        + middle
        + text[found.end : right]
        + ("…" if right < end else "")
    )
    return "“" + " ".join(whole.split()) + "”"


def _paint(text: str, code: str, on: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if on else text


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def doubts_about(article: Article) -> list[Diagnostic]:
    """What one text leaves open and an editor could settle, with the lines that would: a day without its year, a number
    that isn't whole. What an editor has confirmed is no doubt."""
    found = []
    if article.date.value.startswith("XXXX") and article.date.status != "confirmed":
        line, column = place(article, article.date.evidence)
        quote = article.date.evidence.quote if article.date.evidence else article.date.value
        found.append(
            Diagnostic(
                "doubt",
                "date-year",
                article.source.name,
                f"“{quote}”: không nêu năm",
                "ghi năm ở đầu tệp; giữ XXXX để xác nhận là bài không nêu",
                line,
                column,
                fix=f"date: {article.date.value}   # thay XXXX bằng năm",
            )
        )
    told = [d.message for d in article.diagnostics if d.code == "document-open"]
    for d in article.all_documents:
        if (
            d.full
            or d.status == "confirmed"
            or not d.mentions
            or any(f"“{m.quote}”" in message for m in d.mentions for message in told)
        ):
            continue
        line, column = place(article, d.mentions[0])
        found.append(
            Diagnostic(
                "doubt",
                "document-short",
                article.source.name,
                f"“{' '.join(d.mentions[0].quote.split())}”: chưa rõ số hiệu đầy đủ",
                "ghi số hiệu đầy đủ ở đầu tệp nếu biết chắc; giữ nguyên để xác nhận",
                line,
                column,
                fix=_document_lines(article, d),
            )
        )
    return found


def doubts(library: Library) -> list[Diagnostic]:
    """What only shows across articles and an editor could settle, with the lines that would: namesakes and homonyms."""
    found = []
    by_slug = {person.slug: person for person in library.people}
    for person in library.people:
        if person.open and person.namesakes:
            a, speaker = person.appearances[0]
            others = [by_slug[slug].appearances[0][0].source.name for slug in person.namesakes if slug in by_slug]
            both = ", ".join(_scalar(name) for name in sorted([a.source.name, *others[:1]]))
            fix = f"- name: {_scalar(speaker.name)}\n  articles: [{_scalar(a.source.name)}]   # là một người với bài kia thì thay bằng: [{both}]\n  why: "
            found.append(
                Diagnostic(
                    "doubt",
                    "namesake",
                    a.source.name,
                    f"{speaker.name}: trùng tên với người trong "
                    f"{', '.join(others[:3]) or 'bài khác'}, chưa "
                    f"đủ căn cứ để biết có phải một người",
                    "ghi vào _people.yml: là một người hay hai người",
                    fix=fix,
                    fix_in="_people.yml",
                )
            )
    for entry in library.documents:
        if entry.full and entry.open and entry.homonyms:
            a, document = entry.appearances[0]
            line, column = place(a, document.mentions[0]) if document.mentions else (0, 0)
            found.append(
                Diagnostic(
                    "doubt",
                    "homonym",
                    a.source.name,
                    f"{entry.kind} {entry.number}: {entry.open}",
                    "ghi địa phương hay năm vào _documents.yml",
                    line,
                    column,
                    fix=f"- number: {_scalar(entry.number)}\n  kind: {entry.kind}\n  articles: "
                    f"[{_scalar(a.source.name)}]\n  locality: \n  why: ",
                    fix_in="_documents.yml",
                )
            )
    return found


def _scalar(text: str) -> str:
    """A value as it must stand in YAML, in a list in brackets too."""
    return text if re.fullmatch(r"[\w/(][\w/(). +-]*(?<! )", text) else "'" + text.replace("'", "''") + "'"


def _document_lines(article: Article, short: Document) -> str:
    """The whole list of the article's resolutions (or other documents): an editor's list stands for the one found."""
    key = "resolutions" if short.is_resolution else "documents"
    lines = [f"{key}:"]
    for d in getattr(article, key):
        note = "   # thay bằng số hiệu đầy đủ" if d is short else ""
        lines.append(f"- number: {_scalar(d.number)}{note}")
        if key == "documents":
            lines.append(f"  kind: {d.kind}")
    return "\n".join(lines)


def place(article: Article, found: Evidence | None) -> tuple[int, int]:
    """(line, column) of the file where these words stand; (0, 0) for none."""
    if found is None:
        return 0, 0
    text = article.source.text
    return article.source.text_line + text.count("\n", 0, found.start), found.start - text.rfind("\n", 0, found.start)


def near_duplicates(pairs: Iterable[near.Pair]) -> list[Diagnostic]:
    """A doubt for each article that shares most of its words with an earlier one, given the :func:`near.pairs` of
    articles in the order of their names."""
    found: dict[str, tuple[str, float]] = {}
    for name, other, share in pairs:
        if share > found.get(name, ("", 0.0))[1]:
            found[name] = (other, share)
    return [
        Diagnostic(
            "doubt",
            "near-duplicate",
            name,
            f"có thể trùng với {other} (giống {share:.0%})",
            "nếu là cùng một bài, xóa một tệp; nếu không thì để nguyên",
        )
        for name, (other, share) in found.items()
    ]


def as_json(articles: Iterable[Article], diagnostics: Iterable[Diagnostic], changes: dict) -> str:
    """The same for programs."""
    rows = [
        {
            "source": a.source.name,
            "slug": a.slug,
            "date": a.date.value or None,
            "speakers": [s.name for s in a.speakers],
            "resolutions": [d.number for d in a.resolutions],
            "documents": [d.number for d in a.documents],
            "values": [
                {
                    "what": what,
                    "value": value,
                    "status": status,
                    "quote": found.quote if found else None,
                    "sentence": in_sentence(a, found) if found else None,
                }
                for what, value, status, found in values(a)
            ],
        }
        for a in articles
    ]
    return json.dumps(
        {"articles": rows, "diagnostics": [asdict(d) for d in diagnostics], "changes": changes},
        ensure_ascii=False,
        indent=1,
    )


def added(results: Sequence, dry_run: bool = False) -> str:
    """What became of each document that was to be added (:class:`importers.desk.Added`), or, for a ``dry_run``, would
    become of it."""
    lines = []
    for r in results:
        if r.problem:
            lines += [f"KHÔNG THÊM {r.origin}: {r.problem}" if r.origin else f"KHÔNG THÊM: {r.problem}"] + [
                f"    → {r.remedy}"
            ] * bool(r.remedy)
            continue
        if r.passed_over:
            more = f" và {len(r.passed_over) - 5} tệp nữa" if len(r.passed_over) > 5 else ""
            lines.append(f"BỎ QUA trong {r.origin}: {', '.join(r.passed_over[:5])}{more} (không phải tệp bài)")
            continue
        if r.same_as:
            lines.append(f"ĐÃ CÓ {r.origin}: trùng từng chữ với {r.same_as}")
            lines += [
                f"    {key}: {value}   (chưa có trong {r.same_as}: đúng thì chép vào đầu tệp ấy)"
                for key, value in r.values
            ]
            continue
        lines.append(f"{'SẼ THÊM' if dry_run else 'ĐÃ THÊM'} {r.origin} → {r.name}")
        where = dict(r.guessed)
        for key, value in r.values:
            lines.append(f"    {key}: {value}" + (f"   (đoán từ {where[key]}; xin xem lại)" if key in where else ""))
        lines.append(f"    bản gốc có {r.seen} chữ; lấy {r.kept}, bỏ {r.seen - r.kept}")
        for block in r.left_out[:5]:
            lines.append(f"    bỏ: {block if len(block) <= 90 else block[:89] + '…'}")
        if len(r.left_out) > 5:
            lines.append(f"    và {len(r.left_out) - 5} khối chữ khác ngoài bài")
        lines += [f"    lưu ý: {note}" for note in r.notes]
    added, refused = sum(bool(r.name) for r in results), sum(bool(r.problem) for r in results)
    if added + refused > 1:
        lines.append(
            f"{'Sẽ thêm' if dry_run else 'Đã thêm'} {added} bài"
            + (f"; {refused} tệp không thêm được, xem ở trên" if refused else "")
        )
    if added and not dry_run:
        lines.append("Tiếp theo: make site")
    return "\n".join(lines)
