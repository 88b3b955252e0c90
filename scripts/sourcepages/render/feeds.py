"""Library → the Atom feed, and the page that explains the data files. Pure; no clock.

Atom: RFC 4287. An entry's id is a ``tag:``-free URN made from the source's name, so that it outlives a move of
the site; ``updated`` is the day of publication (else the article's date), for nothing else in the sources is a time.
"""

from __future__ import annotations

import html
import uuid
from collections.abc import Iterable, Mapping

from ..library import Library
from ..models import Article
from .article import summary
from .metadata import description

MAX_ENTRIES = 50
EPOCH = "1970-01-01T00:00:00Z"
"""Atom wants a time even of a feed without entries."""
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "sourcepages")


def atom(library: Library, site_url: str, site_name: str, site_description: str = "") -> str:
    """The newest articles that have a day, a month or a year, at most :data:`MAX_ENTRIES`, as an Atom feed."""
    base = site_url.rstrip("/") + "/"
    rows = newest(library)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"  <id>{_urn(base)}</id>",
        f"  <title>{_text(site_name)}</title>",
        f"  <subtitle>{_text(site_description)}</subtitle>" if site_description else "",
        f"  <updated>{updated(rows[0]) if rows else EPOCH}</updated>",
        f'  <link rel="self" type="application/atom+xml" href="{_text(base)}feed.xml"/>',
        f'  <link rel="alternate" type="text/html" href="{_text(base)}"/>',
        f"  <author><name>{_text(site_name)}</name></author>",
    ]
    for article in rows:
        lines += _entry(article, base)
    return "\n".join(line for line in [*lines, "</feed>"] if line) + "\n"


def newest(library: Library) -> list[Article]:
    """The articles of the feed, newest first."""
    dated = [(when, a.source.name, a) for a in library.articles if (when := updated(a))]
    return [article for _, _, article in sorted(dated, key=lambda row: row[:2], reverse=True)[:MAX_ENTRIES]]


def updated(article: Article) -> str:
    """An RFC 3339 time for ``article``: its day of publication, else its date; "" without a year.
    A month or a year counts from its first day, and the hour is noon in no particular place: midnight UTC."""
    for value in (article.published.value, article.date.value):
        if value[:4].isdigit() and "/" not in value:
            year, month, day = [*value.split("-"), "01", "01"][:3]
            return f"{year}-{month}-{day}T00:00:00Z"
    return ""


def _entry(article: Article, base: str) -> list[str]:
    meta = summary(article)
    return [
        "  <entry>",
        f"    <id>{_urn(article.source.name)}</id>",
        f"    <title>{_text(meta['title'])}</title>",
        f"    <updated>{updated(article)}</updated>",
        f'    <link rel="alternate" type="text/html" href="{_text(base)}bai-viet/{article.slug}/"/>',
        f"    <author><name>{_text(meta['author'])}</name></author>" if meta["author"] else "",
        f"    <summary>{_text(description(meta))}</summary>",
        *(f'    <category term="{_text(d.number)}"/>' for d in article.all_documents[:20]),
        "  </entry>",
    ]


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}"


def _text(value: str) -> str:
    """XML text: escaped, and without what XML 1.0 can't hold."""
    return html.escape(
        "".join(ch for ch in " ".join(str(value).split()) if ch >= " " and not 0xFFFE <= ord(ch) <= 0xFFFF), quote=True
    )


def data_page(index: Mapping) -> str:
    """``du-lieu/index.md``: which data files there are and how to read them. ``index`` is what ``index.json`` holds."""
    rows: Iterable[Mapping] = index["files"]
    files = "".join(
        f"| [{row['file']}]({row['file']}) · [{row['table']}]({row['table']}) | {row['articles']} | {_size(row['bytes'])} |\n"
        for row in rows
    )
    return (
        _DATA_PAGE.replace("@FILES@", files)
        .replace("@VERSION@", str(index["version"]))
        .replace("@LIMIT@", str(index["limit"]))
    )


def _size(size: int) -> str:
    return f"{size / 1000:.0f} kB".replace(".", ",") if size < 1e6 else f"{size / 1e6:.1f} MB".replace(".", ",")


_DATA_PAGE = """---
title: Dữ liệu
description: Toàn bộ dữ liệu của trang để tải về - JSON Lines theo năm và bảng CSV, mỗi giá trị kèm vị trí chính xác trong nguyên văn.
---
# Dữ liệu

Mọi điều trang này trình bày đều có ở đây dưới dạng tệp để máy đọc, kèm nguyên văn và vị trí chính xác của từng giá trị.

## Tải về

- Tệp `.jsonl`: toàn bộ dữ liệu của các bài trong một năm, kèm nguyên văn.
- Tệp `.csv` cùng tên: mỗi bài một dòng, mở được bằng phần mềm bảng tính.
- [`index.json`](index.json): danh mục các tệp, số bài, dung lượng và mã SHA-256 của từng tệp.

| Tệp | Số bài | Dung lượng |
|---|---|---|
@FILES@

Bài không rõ năm nằm trong `khong-ro-nam.jsonl`. Năm nào có quá @LIMIT@ bài thì được chia thành nhiều tệp, tên thêm chữ `-a`, `-b`, `-ab`…

## Cách đọc

Mỗi tệp `.jsonl` mã hóa UTF-8, mỗi dòng là một đối tượng JSON ứng với một bài (định dạng phiên bản @VERSION@):

| Trường | Nội dung |
|---|---|
| `version` | phiên bản của định dạng |
| `source`, `sha256` | tệp nguồn và mã SHA-256 của tệp ấy |
| `url` | địa chỉ trang bài, tính từ gốc của trang này |
| `title` | nhan đề; `title_value` cho biết nhan đề đọc được ở đâu |
| `text` | nguyên văn; mọi vị trí đều tính trên chuỗi này |
| `author`, `publisher`, `original` | tác giả, nơi đăng, địa chỉ bài gốc |
| `date`, `published` | ngày của sự việc (không có thì là ngày đăng) và ngày đăng |
| `dates` | mọi ngày tháng nhắc đến trong bài |
| `speakers` | người phát biểu: tên, chức vụ, mọi chỗ nhắc đến |
| `resolutions`, `documents` | nghị quyết; các văn bản khác có số hiệu |
| `statements` | lời phát biểu: của ai, từ đâu đến đâu, trực tiếp hay gián tiếp, từ ngữ dẫn lời |

Mỗi giá trị có:

- `quote`, `start`, `end`: những chữ đã đọc và vị trí của chúng. Vị trí đếm theo điểm mã Unicode từ 0, nửa mở: `text[start:end] == quote` luôn đúng.
- `paragraph`: đoạn thứ mấy, đếm từ 1; `rule`: quy tắc đã tìm ra.
- `status`: `extracted` (đọc thẳng trong bài), `inferred` (suy từ điều khác bài có nêu; điều ấy nằm trong `because`), `confirmed` (người biên tập xác nhận; `found` giữ giá trị máy đã đọc), `absent` (không nêu trong bài).

Ngày tháng viết theo EDTF (ISO 8601-2): `2024-03-05`, `2024-03`, `2024`, `XXXX-11-17` (không rõ năm), `2021/2025` (một giai đoạn).

```python
import json

for dong in open("2024.jsonl", encoding="utf-8"):
    bai = json.loads(dong)
    for nguoi in bai["speakers"]:
        for cho in nguoi["mentions"]:
            dau, cuoi = cho["start"], cho["end"]
            assert bai["text"][dau:cuoi] == cho["quote"]
```

Bài mới còn có ở <a href="../feed.xml">nguồn tin Atom</a>.
"""
