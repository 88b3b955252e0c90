"""Diagnostics and results → what a maintainer reads, in the terminal or as JSON. Pure: returns text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict

from . import near
from .models import Article, Diagnostic

_LABEL = {"error": "LỖI", "warning": "CHÚ Ý", "doubt": "CHƯA RÕ"}


def diagnostics_text(diagnostics: Iterable[Diagnostic]) -> str:
    """One problem a block: file:line:column, what is wrong, what to do."""
    blocks = []
    for d in diagnostics:
        place = d.source + (f":{d.line}" if d.line else "") + (f":{d.column}" if d.column else "")
        blocks.append(f"{_LABEL[d.severity]} {place}: {d.message}" + caret(d) + (f"\n    → {d.remedy}" if d.remedy else ""))
    return "\n".join(blocks)


def caret(d: Diagnostic, width: int = 100) -> str:
    """The line a problem is in with a caret under its column, cut to ``width`` characters around it; "" without a line."""
    if not d.excerpt or not d.column:
        return ""
    first = max(0, d.column - 1 - width // 2)
    shown = d.excerpt[first : first + width]
    before = "…" * bool(first)
    pad = " " * _width(before + shown[: d.column - 1 - first])
    return f"\n    {before}{shown}{'…' * (first + width < len(d.excerpt))}\n    {pad}^"


def table(articles: Iterable[Article]) -> str:
    """article | date | speakers | resolutions | warnings, aligned."""
    rows = [("bài", "ngày", "người phát biểu", "nghị quyết", "lưu ý")]
    for a in articles:
        rows.append((a.source.name, a.date.value or "–", ", ".join(s.name for s in a.speakers) or "–",
                     ", ".join(d.number for d in a.resolutions) or "–", str(len(a.diagnostics) or "–")))
    rows = [tuple(cell if len(cell) <= 48 else cell[:47] + "…" for cell in row) for row in rows]
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 0 if unicodedata.combining(ch) else 1 for ch in text)


def near_duplicates(articles: Iterable[Article]) -> list[Diagnostic]:
    """A doubt for each article that shares most of its words with an earlier one (by name)."""
    ordered = sorted(articles, key=lambda a: a.source.name)
    found: dict[str, tuple[str, float]] = {}
    for name, other, share in near.pairs((a.source.name, a.source.text) for a in ordered):
        if share > found.get(name, ("", 0.0))[1]:
            found[name] = (other, share)
    return [
        Diagnostic("doubt", "near-duplicate", name, f"có thể trùng với {other} (giống {share:.0%})", "nếu là cùng một bài, xóa một tệp; nếu không thì để nguyên")
        for name, (other, share) in found.items()
    ]


def as_json(articles: Iterable[Article], diagnostics: Iterable[Diagnostic], changes: dict) -> str:
    """The same for programs."""
    rows = [{"source": a.source.name, "slug": a.slug, "date": a.date.value or None, "speakers": [s.name for s in a.speakers],
             "resolutions": [d.number for d in a.resolutions], "documents": [d.number for d in a.documents]} for a in articles]
    return json.dumps({"articles": rows, "diagnostics": [asdict(d) for d in diagnostics], "changes": changes}, ensure_ascii=False, indent=1)


def added(results: Iterable) -> str:
    """What became of each document that was to be added (:class:`importers.desk.Added`)."""
    lines = []
    for r in results:
        if r.problem:
            lines += [f"KHÔNG THÊM {r.origin}: {r.problem}"] + [f"    → {r.remedy}"] * bool(r.remedy)
            continue
        if r.same_as:
            lines.append(f"ĐÃ CÓ {r.origin}: cùng chữ với {r.same_as}")
            continue
        lines.append(f"ĐÃ THÊM {r.origin} → {r.name}")
        where = dict(r.guessed)
        for key, value in r.values:
            lines.append(f"    {key}: {value}" + (f"   (đoán từ {where[key]}; xin xem lại)" if key in where else ""))
        lines.append(f"    chữ trong bản gốc {r.seen}, trong bài {r.kept}, bỏ {r.seen - r.kept}")
        for block in r.left_out[:5]:
            lines.append(f"    bỏ: {block if len(block) <= 90 else block[:89] + '…'}")
        if len(r.left_out) > 5:
            lines.append(f"    và {len(r.left_out) - 5} khối chữ khác ngoài bài")
        lines += [f"    lưu ý: {note}" for note in r.notes]
    return "\n".join(lines)
