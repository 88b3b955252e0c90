"""``Tình trạng nguồn``: what could not be found, article by article, and what is in doubt: a maintainer's to-do
list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from ..models import Article, Diagnostic
from ..report import settling
from . import words
from .article import entry
from .context import Context
from .markup import escape, front_matter, heading, items, link, paragraph
from .shelves import LIMIT, Shelf, by_time, contents, paths

FOLDER = "tinh-trang-nguon"
SHOWN = 4
"""Doubts shown of one article."""

GAPS = {
    "date": ("ngày", lambda a: not a.date.value),
    "year": ("năm", lambda a: a.date.value.startswith("XXXX")),
    "speakers": ("người phát biểu", lambda a: not a.speakers),
    "documents": ("nghị quyết hay văn bản có số", lambda a: not a.all_documents),
    "title": ("nhan đề", lambda a: not a.title.value),
    "author": ("tác giả", lambda a: not a.author.value),
    "publisher": ("nơi đăng", lambda a: not a.publisher.value),
    "url": ("địa chỉ bài gốc", lambda a: not a.url.value),
}
"""What an article may fail to say: its name, and whether it does."""


class Status:
    """The pages of one build. ``diagnostics`` are those of the whole build: what is said of files that could not be
    read stands on the first page."""

    def __init__(self, context: Context, diagnostics: Sequence[Diagnostic]):
        self.context, self.diagnostics = context, diagnostics
        self.about: dict[str, list[Diagnostic]] = {}
        for diagnostic in diagnostics:
            self.about.setdefault(diagnostic.source, []).append(diagnostic)
        self.rows = [a for a in context.library.articles if a.lacking or a.source.name in self.about]
        self.shelves: list[Shelf] = []
        if len(self.rows) > LIMIT:
            self.shelves = by_time(self.rows, lambda a: a.date.value, lambda a: context.titles[a.source.name])

    def pages(self) -> Iterator[tuple[str, str]]:
        """The first page, with all articles if they are few, and lists of the others: (path, Markdown) each."""
        articles = self.context.library.articles
        known = {a.source.name for a in articles}
        lost = [d for name in sorted(self.about) if name not in known for d in self.about[name]]
        blocks = [
            heading(1, "Tình trạng nguồn", "dau-trang"),
            paragraph(
                f"Những gì máy không tìm thấy hoặc chưa chắc, theo từng bài. Không nêu trong bài là một câu trả "
                f"lời: không có giá trị nào được đoán thêm. "
                f"Người biên tập bổ sung ở đầu tệp bài; cách làm ở trang {link('Thêm bài', '../them-bai.md')}.",
                ".lead",
            ),
        ]
        if lost:
            blocks += [
                heading(2, "Tệp không dùng được", "tep-loi"),
                items(problem(d, named=True) for d in lost[:LIMIT]),
            ]
            if len(lost) > LIMIT:
                blocks.append(paragraph(f"và {words.number(len(lost) - LIMIT)} lỗi nữa; chạy make check để xem hết."))
        lacking = Counter(chain.from_iterable(a.lacking for a in articles))
        counts = [
            f"Không nêu {name}: **{words.number(lacking[key])}** trong {words.number(len(articles))} bài"
            for key, (name, _) in GAPS.items()
            if lacking[key]
        ]
        doubts = sum(d.severity == "doubt" for d in self.diagnostics)
        if doubts:
            counts.append(f"Điều chưa rõ: **{words.number(doubts)}**")
        blocks += [heading(2, "Tổng quát", "tong-quat"), items(counts) or paragraph("Mọi bài đều nêu đủ.")]
        if self.rows:
            blocks += [
                heading(2, "Từng bài", "tung-bai"),
                paths(self.shelves) if self.shelves else items(self.row(a, "../") for a in self.rows),
            ]
        yield f"{FOLDER}/index.md", _front("Tình trạng nguồn") + "\n".join(blocks)
        for year, months in contents(self.shelves).items():
            yield f"{FOLDER}/{year}/index.md", self._page(f"năm {year}", months)

    def entries(self) -> Iterator[tuple[str, Shelf, Callable[[], str]]]:
        """The pages of a year's or a month's articles: (path, what stands on it, what makes its Markdown)."""
        for shelf in self.shelves:
            yield (
                f"{FOLDER}/{shelf.slug}/index.md",
                shelf,
                lambda shelf=shelf: self._page(shelf.label, items(self.row(a, "../../") for a in shelf.rows)),
            )

    def _page(self, label: str, rows: str) -> str:
        label = f"Tình trạng nguồn: {label}"
        up = paragraph(link("Tình trạng nguồn", "../index.md"), ".up")
        return _front(label) + "\n".join([heading(1, label, "dau-trang"), up, rows])

    def row(self, article: Article, up: str) -> str:
        """An article in the list: what is missing and what is in doubt."""
        parts = []
        if article.lacking:
            parts.append(f"Không nêu {', '.join(GAPS[key][0] for key in article.lacking)}")
        found = self.about.get(article.source.name, [])
        parts += [problem(d) for d in found[:SHOWN]]
        if len(found) > SHOWN:
            parts.append(f"và {len(found) - SHOWN} điều nữa")
        blocks = "".join(f" Để giải quyết, {escape(where)}: {rows(block)}" for where, block in settling(article, found))
        shown = entry(article, self.context, up, also=escape(article.source.name))
        return f"{shown} {'; '.join(parts)}{'.' if blocks else ''}{blocks}"


def _front(title: str) -> str:
    return front_matter({"title": title, "search": {"exclude": True}})


def missing(article: Article) -> tuple[str, ...]:
    """What an article doesn't state, by the keys of :data:`GAPS`."""
    return tuple(key for key, (_, lacks) in GAPS.items() if lacks(article))


def rows(block: str) -> str:
    """Lines of YAML, which the style sheet sets one below the other. No-break spaces keep the indentation, and are read
    as spaces when copied back."""
    return " ".join(
        f'<span class="sp-row">{chr(160) * (len(line) - len(line.lstrip()))}{escape(line.strip())}</span>'
        for line in block.splitlines()
        if line.strip()
    )


def problem(diagnostic: Diagnostic, named: bool = False) -> str:
    """A diagnostic in one line: where, what, and what to do."""
    place = (f"*{escape(diagnostic.source)}*{{.file}}: " if named else "") + (
        f"dòng {diagnostic.line}: " if diagnostic.line else ""
    )
    kind = {"error": "lỗi", "warning": "chú ý", "doubt": "chưa rõ"}[diagnostic.severity]
    remedy = f" → {escape(diagnostic.remedy)}" if diagnostic.remedy and not diagnostic.fix else ""
    return f"*{kind}*{{.sev .{diagnostic.severity}}} {place}{escape(diagnostic.message)}{remedy}"
