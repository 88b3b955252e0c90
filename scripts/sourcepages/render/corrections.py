"""Library → ``dinh-chinh/``: every value an editor confirmed or changed, with the found value beside. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

from ..library import Library
from ..models import Article
from .article import summary
from .cite import vietnamese_date
from .markup import escape, front_matter

MAX_ROWS = 200
FIELDS = (("title", "Nhan đề"), ("date", "Ngày"), ("published", "Ngày đăng"), ("author", "Tác giả"), ("publisher", "Nơi đăng"), ("url", "Bài gốc"))


@dataclass(frozen=True, slots=True)
class Correction:
    """``value`` is the editor's, "" where the editor says there is none; ``found`` is what was read, "" where it is the same or nothing was."""

    article: Article
    field: str
    value: str
    found: str

    @property
    def changed(self) -> bool:
        return bool(self.found) and self.found != self.value


def of(article: Article) -> Iterator[Correction]:
    """The corrections of one article, in the order of its summary."""
    for key, label in FIELDS:
        value = getattr(article, key)
        if value.status == "confirmed":
            shown = vietnamese_date if key in ("date", "published") else str
            yield Correction(article, label, shown(value.value) or value.value, shown(value.found) or value.found)
    for speaker in article.speakers:
        if speaker.status == "confirmed":
            yield Correction(article, "Người phát biểu", ", ".join(filter(None, [speaker.name, speaker.office])), speaker.found)
    for document in article.all_documents:
        if document.status == "confirmed":
            yield Correction(article, "Văn bản", " ".join(filter(None, [document.kind, document.number, document.issuer])), document.found)
    for name in article.excluded:
        yield Correction(article, "Loại bỏ", "", name)


def pages(library: Library) -> Iterator[tuple[str, str]]:
    """(path below docs, Markdown): one page, or more where there are over 200 corrections."""
    rows = [row for article in library.articles for row in of(article)]
    sheets = [rows[i : i + MAX_ROWS] for i in range(0, len(rows), MAX_ROWS)] or [[]]
    for number, sheet in enumerate(sheets, 1):
        yield _path(number), _page(sheet, number, len(sheets), len(rows))


def _path(number: int) -> str:
    return "dinh-chinh/index.md" if number == 1 else f"dinh-chinh/trang-{number}/index.md"


def _page(rows: list[Correction], number: int, sheets: int, total: int) -> str:
    up = "../" if number == 1 else "../../"
    title = "Đính chính" + (f", trang {number}" if number > 1 else "")
    lines = [front_matter({"title": title, "description": "Những giá trị biên tập viên đã xác nhận hoặc sửa, đặt cạnh giá trị máy đã đọc."}), f"# {escape(title)}", ""]
    lines += ["Biên tập viên đọc lại bài và xác nhận hoặc sửa những gì máy đọc được. Lời của biên tập viên được dùng; giá trị máy đã đọc vẫn để bên cạnh cho ai cũng kiểm tra được.", ""]
    if not rows:
        return "\n".join([*lines, "Chưa có đính chính nào.", ""])
    lines += [f"Tất cả {total} mục, bài mới trước.", ""]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in ("Bài", "Mục", "Máy đã đọc", "Biên tập viên", "Kết quả"))
    body = []
    for row in rows:
        link = f'<a href="{up}bai-viet/{row.article.slug}/">{html.escape(summary(row.article)["title"])}</a>'
        found = f"<del>{html.escape(row.found)}</del>" if row.changed else html.escape(row.found) or "–"
        value = f"<ins>{html.escape(row.value)}</ins>" if row.changed and row.value else html.escape(row.value) or "<em>không có</em>"
        what = "loại bỏ" if not row.value else "đã sửa" if row.changed else "đã xác nhận"
        body.append(f"<tr><td>{link}</td><td>{row.field}</td><td>{found}</td><td>{value}</td><td>{what}</td></tr>")
    lines += ['<div class="sp-scroll" role="region" aria-label="Danh sách đính chính" tabindex="0">', f"<table><thead><tr>{head}</tr></thead><tbody>",
              *body, "</tbody></table>", "</div>", ""]
    if sheets > 1:
        others = [f"[trang {n}]({up}{_path(n)})" if n != number else f"trang {n}" for n in range(1, sheets + 1)]
        lines += [" · ".join(others), ""]
    return "\n".join(lines)
