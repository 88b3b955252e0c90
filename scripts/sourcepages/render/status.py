"""``Tình trạng nguồn``: what could not be found, article by article, and what is in doubt: a maintainer's to-do
list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from ..models import Article, Diagnostic
from ..report import settling
from . import words
from .article import entry
from .context import Context
from .markup import escape, front_matter, heading, items, link, paragraph
from .shelves import LIMIT, by_time, contents, paths

FOLDER = "tinh-trang-nguon"
SHOWN = 4
"""Doubts shown of one article."""

GAPS = (
    ("ngày", lambda a: not a.date.value),
    ("năm", lambda a: a.date.value.startswith("XXXX")),
    ("người phát biểu", lambda a: not a.speakers),
    ("nghị quyết hay văn bản có số", lambda a: not a.all_documents),
    ("nhan đề", lambda a: not a.title.value),
    ("tác giả", lambda a: not a.author.value),
    ("nơi đăng", lambda a: not a.publisher.value),
    ("địa chỉ bài gốc", lambda a: not a.url.value),
)
"""What an article may fail to say: its name, and whether it does."""


def pages(context: Context, diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[str, str]]:
    """``diagnostics`` of the whole build: those of files that could not be read stand on the first page."""
    articles = context.library.articles
    known = {a.source.name for a in articles}
    about: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        about.setdefault(diagnostic.source, []).append(diagnostic)
    lost = [d for name in sorted(about) if name not in known for d in about[name]]
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
        blocks += [heading(2, "Tệp không dùng được", "tep-loi"), items(problem(d, named=True) for d in lost[:LIMIT])]
        if len(lost) > LIMIT:
            blocks.append(paragraph(f"và {words.number(len(lost) - LIMIT)} lỗi nữa; chạy lệnh kiểm tra để xem hết."))
    gaps = {a.source.name: missing(a) for a in articles}
    lacking = Counter(chain.from_iterable(gaps.values()))
    counts = [
        f"Không nêu {name}: **{words.number(lacking[name])}** trong {words.number(len(articles))} bài"
        for name, _ in GAPS
        if lacking[name]
    ]
    doubts = sum(d.severity == "doubt" for d in diagnostics)
    if doubts:
        counts.append(f"Điều chưa rõ: **{words.number(doubts)}**")
    blocks += [heading(2, "Tổng quát", "tong-quat"), items(counts) or paragraph("Mọi bài đều nêu đủ.")]
    rows = [a for a in articles if gaps[a.source.name] or a.source.name in about]
    if len(rows) <= LIMIT:
        if rows:
            blocks += [
                heading(2, "Từng bài", "tung-bai"),
                items(article_row(a, gaps, about, context, "../") for a in rows),
            ]
        yield f"{FOLDER}/index.md", _front("Tình trạng nguồn") + "\n".join(blocks)
        return
    made = by_time(rows, lambda a: a.date.value, lambda a: context.titles[a.source.name])
    blocks += [heading(2, "Từng bài", "tung-bai"), paths(made)]
    yield f"{FOLDER}/index.md", _front("Tình trạng nguồn") + "\n".join(blocks)
    for year, months in contents(made).items():
        label = f"Tình trạng nguồn: năm {year}"
        yield (
            f"{FOLDER}/{year}/index.md",
            _front(label)
            + "\n".join(
                [heading(1, label, "dau-trang"), paragraph(link("Tình trạng nguồn", "../index.md"), ".up"), months]
            ),
        )
    for shelf in made:
        label = f"Tình trạng nguồn: {shelf.label}"
        lines = [
            heading(1, label, "dau-trang"),
            paragraph(link("Tình trạng nguồn", "../index.md"), ".up"),
            items(article_row(a, gaps, about, context, "../../") for a in shelf.rows),
        ]
        yield f"{FOLDER}/{shelf.slug}/index.md", _front(label) + "\n".join(lines)


def _front(title: str) -> str:
    return front_matter({"title": title, "search": {"exclude": True}})


def missing(article: Article) -> list[str]:
    """What an article doesn't state, in words."""
    return [name for name, lacks in GAPS if lacks(article)]


def article_row(
    article: Article, gaps: dict[str, list[str]], about: dict[str, list[Diagnostic]], context: Context, up: str
) -> str:
    """An article in the list: what is missing (``gaps``) and what is in doubt (``about``), both by source name."""
    parts = []
    if lacking := gaps[article.source.name]:
        parts.append(f"không nêu {', '.join(lacking)}")
    found = about.get(article.source.name, [])
    parts += [problem(d) for d in found[:SHOWN]]
    if len(found) > SHOWN:
        parts.append(f"và {len(found) - SHOWN} điều nữa")
    blocks = "".join(f" Để giải quyết, {escape(where)}: {rows(block)}" for where, block in settling(article, found))
    return f"{entry(article, context, up, also=escape(article.source.name))} {'; '.join(parts)}{'.' if blocks else ''}{blocks}"


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
