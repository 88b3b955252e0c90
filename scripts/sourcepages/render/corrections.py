"""Library → ``dinh-chinh/``: the values an editor confirmed or changed, with the found value beside. Pure.

Where an article comes from (its address, publisher, author) is often the editor's to say because no text states it:
that is provenance, no correction, and is only counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..corrections import DocumentWord, PersonEntry
from ..library import Library
from ..models import Article
from . import words
from .article import entry
from .context import Context, document_name
from .markup import escape, front_matter, heading, items, link, paragraph

ROWS = 200
"""Corrections on a page."""
FIELDS = (
    ("title", "Nhan đề"),
    ("date", "Ngày"),
    ("published", "Ngày đăng"),
    ("author", "Tác giả"),
    ("publisher", "Nơi đăng"),
    ("url", "Bài gốc"),
)
PROVENANCE = ("title", "author", "publisher", "url")


@dataclass(frozen=True, slots=True)
class Correction:
    """``value`` is the editor's, "" where the editor says there is none; ``found`` is what was read, "" where nothing
    was or it is the same."""

    article: Article
    field: str
    value: str
    found: str
    provenance: bool = False

    @property
    def what(self) -> str:
        """What the editor did, as the page says it."""
        if not self.value:
            return "loại bỏ"
        return "đã sửa" if self.found and self.found != self.value else "đã xác nhận"


def of(article: Article) -> Iterator[Correction]:
    """The corrections of one article, in the order of its summary."""
    if not article.source.editor:  # of most articles no editor says anything
        return
    for key, label in FIELDS:
        value = getattr(article, key)
        if value.status == "confirmed":
            shown = words.day if key in ("date", "published") else str
            yield Correction(
                article,
                label,
                shown(value.value),
                shown(value.found),
                key in PROVENANCE and not value.found and not value.evidence,
            )
    for speaker in article.speakers:
        if speaker.status == "confirmed":
            yield Correction(
                article, "Người phát biểu", ", ".join(filter(None, [speaker.name, speaker.office])), speaker.found
            )
    for document in article.all_documents:
        if document.status == "confirmed":
            yield Correction(
                article, "Văn bản", ", ".join(filter(None, [document_name(document), document.issuer])), document.found
            )
    for name in article.excluded:
        yield Correction(article, "Không tính", "", name)


def pages(library: Library, context: Context) -> Iterator[tuple[str, str]]:
    """(path below docs, Markdown): one page, or more where there are over 200 corrections."""
    every = [row for article in library.articles for row in of(article)]
    rows = [row for row in every if not row.provenance]
    sheets = [rows[i : i + ROWS] for i in range(0, len(rows), ROWS)] or [[]]
    for number, sheet in enumerate(sheets, 1):
        yield _path(number), _page(sheet, number, len(sheets), len(rows), len(every) - len(rows), context)


def _path(number: int) -> str:
    return "dinh-chinh/index.md" if number == 1 else f"dinh-chinh/trang-{number}/index.md"


def _page(rows: list[Correction], number: int, sheets: int, total: int, provenance: int, context: Context) -> str:
    up = "../" if number == 1 else "../../"
    title = "Đính chính" + (f", trang {number}" if number > 1 else "")
    about = "Những giá trị người biên tập đã xác nhận hoặc sửa, đặt cạnh giá trị máy đã đọc."
    blocks = [
        heading(1, title, "dau-trang"),
        paragraph(
            "Người biên tập đọc lại bài rồi xác nhận hoặc sửa những gì máy đọc được. Lời của người biên tập "
            "được dùng; "
            "giá trị máy đã đọc để bên cạnh, ai cũng kiểm tra được.",
            ".lead",
        ),
        paragraph(
            (f"{words.number(total)} mục, bài mới trước." if total else "Chưa có mục nào.")
            + (
                f" Ngoài ra có {words.number(provenance)} chỗ người biên tập ghi thêm xuất xứ (nơi đăng, địa chỉ,"
                f" tác giả) mà bài không nêu."
                if provenance
                else ""
            )
        ),
    ]
    for _, group in groupby(rows, key=lambda row: row.article.source.name):
        some = list(group)
        blocks.append(heading(2, entry(some[0].article, context, up), f"bai-{some[0].article.slug}"))
        blocks.append(items(_row(row) for row in some))
    if number == 1 and (
        across := [_across(e) for e in (*context.library.corrections.people, *context.library.corrections.papers)]
    ):
        blocks += [heading(2, "Gộp và tách giữa các bài", "giua-cac-bai"), items(across)]
    if sheets > 1:
        blocks.append(
            paragraph(
                " · ".join(
                    f"trang {n}" if n == number else link(f"trang {n}", f"{up}{_path(n)}") for n in range(1, sheets + 1)
                ),
                ".jump",
            )
        )
    return front_matter({"title": title, "description": about, "search": {"exclude": True}}) + "\n".join(blocks)


def _across(entry: PersonEntry | DocumentWord) -> str:
    """An editor's word about a person or a document of several articles, with its history."""
    name = entry.name if isinstance(entry, PersonEntry) else f"{entry.kind} {entry.number}"
    parts = [f"**{escape(name)}**"]
    if entry.also:
        parts.append(f"cũng là {escape(', '.join(entry.also))}")
    if entry.articles:
        parts.append(f"chỉ trong {escape(', '.join(entry.articles))}")
    history = ", ".join(filter(None, [entry.by, words.day(entry.on) if entry.on else ""]))
    return " – ".join([*parts, f"{escape(entry.why)}{f' ({escape(history)})' if history else ''}"])


def _row(row: Correction) -> str:
    value = f"**{escape(row.value)}**" if row.value else ""
    found = f"máy đọc được *{escape(row.found)}*{{.found}}" if row.found and row.found != row.value else ""
    return f"{row.field}: {' – '.join(filter(None, [value, found]))} *{row.what}*{{.st .confirmed}}"
