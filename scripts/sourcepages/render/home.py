"""The home page: what is here, the newest articles, the ways in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..fold import sort_key
from ..library import DocumentEntry, Person
from . import days, pictures, shelves, words
from .context import Context
from .indexes import by_issuer, given_name, issuer_places
from .markup import escape, front_matter, heading, items, link, paragraph
from .shelves import LIMIT, NO_YEAR, by_letter, jump, letter

NEWEST = 10
ISSUERS = 5
"""Those named of a long list of documents."""


def page(context: Context) -> str:
    """The first page: counts, the newest articles, the ways in."""
    library = context.library
    resolutions = [d for d in library.documents if d.is_resolution]
    counts = " · ".join(
        [
            f"**{words.number(len(library.articles))}**\u00a0{link('bài viết', 'bai-viet/index.md')}",
            f"**{words.number(len(library.people))}**\u00a0{link('người phát biểu', 'nguoi-phat-bieu/index.md')}",
            f"**{words.number(len(resolutions))}**\u00a0{link('nghị quyết', 'nghi-quyet/index.md')}",
            f"**{words.number(len(library.documents) - len(resolutions))}**\u00a0{link('văn bản khác', 'van-ban/index.md')}",
        ]
    )
    blocks = [
        heading(1, "Đọc báo có đối chiếu nguồn", "dau-trang"),
        paragraph(
            "Mỗi bài báo ở đây được in nguyên văn, kèm ngày tháng, người phát biểu và số nghị quyết mà bài nêu. "
            "Mỗi chi tiết có đường dẫn tới đúng những chữ trong bài đã nêu nó.",
            ".lead",
        ),
        paragraph(counts, ".counts"),
        heading(2, "Bài mới nhất", "moi-nhat"),
        items(days.row(a, context, "") for a in library.articles[:NEWEST]),
        paragraph(link("Tất cả bài viết, theo ngày", "bai-viet/index.md"), ".more"),
        *_picture(context),
        heading(2, "Tìm theo", "tim-theo"),
        items(_ways(context)),
        heading(2, "Cách đọc", "cach-doc"),
        items(
            [
                "Đầu mỗi bài là phần tóm lược: từng giá trị kèm tình trạng (đọc trong bài, suy ra, biên tập xác nhận, "
                "không nêu) và đường dẫn tới chỗ nêu trong bài.",
                "Tên người và số văn bản trong bài dẫn tới trang riêng, gom mọi bài có nhắc tới.",
                f"Bài không nêu thì trang ghi *không nêu trong bài*, không đoán. "
                f"{link('Về trang này', 've-trang-nay.md')} nói rõ hơn; "
                f"{link('Tình trạng nguồn', 'tinh-trang-nguon/index.md')} liệt kê những chỗ còn thiếu; "
                f"{link('Đính chính', 'dinh-chinh/index.md')} ghi những chỗ người biên tập đã sửa.",
            ]
        ),
    ]
    return front_matter({"title": "Đọc nguồn"}) + "\n".join(blocks)


def _picture(context: Context) -> list[str]:
    """All articles in time; its bars lead to the pages of their years and months."""
    made = context.shelves
    periods = {y: f"thoi-gian/{y}/" for y in shelves.years(made) if y}
    for shelf in made:
        if len(shelf.slug) == 4:
            periods |= {
                a.date.value[:7]: f"thoi-gian/{shelf.slug}/#t{a.date.value[:7]}"
                for a in shelf.rows
                if len(a.date.value) >= 7
            }
        elif not shelf.slug.startswith(NO_YEAR):
            periods.setdefault(shelf.slug[:7], f"thoi-gian/{shelf.slug}/")
    drawn = pictures.of(context.library.articles, "thoi-gian", "", periods)
    return [heading(2, "Theo thời gian", "theo-thoi-gian"), drawn + "\n"] if drawn else []


def _ways(context: Context) -> list[str]:
    """The ways in. Lists too long for one page are entered by their letters and years, so that every page is three
    clicks away."""
    library = context.library
    ways = [f"{link('Người phát biểu', 'nguoi-phat-bieu/index.md')}, xếp theo tên" + _letters(library.people)]
    for folder, name, want in (("nghi-quyet", "Nghị quyết", True), ("van-ban", "Văn bản khác", False)):
        entries = [d for d in library.documents if d.is_resolution == want]
        ways.append(f"{link(name, f'{folder}/index.md')}, xếp theo cơ quan ban hành" + _issuers(entries, folder))
    years = [y for y in shelves.years(context.shelves) if y]
    ways.append(
        link("Thời gian", "thoi-gian/index.md")
        + (": " + jump((y, f"thoi-gian/{y}/index.md", 0) for y in years) if years else "")
    )
    ways.append(f"{link('Ai nói về văn bản nào', 'ai-noi-ve-gi/index.md')}: người phát biểu đối chiếu với văn bản")
    return ways


def _letters(people: Sequence[Person]) -> str:
    """The letters of a list of people too long for one page, each once: one that needs several pages leads to the list
    of them."""
    if len(people) <= LIMIT:
        return ""
    pages: dict[str, list[str]] = {}
    for shelf in by_letter(people, given_name):
        pages.setdefault(letter(given_name(shelf.rows[0])), []).append(shelf.slug)
    return ": " + jump(
        (capital, f"nguoi-phat-bieu/chu-cai/{slugs[0]}/index.md" if len(slugs) == 1 else "nguoi-phat-bieu/index.md", 0)
        for capital, slugs in pages.items()
    )


def _issuers(documents: Sequence[DocumentEntry], folder: str) -> str:
    """The issuers of most of a list of documents too long for one page: their letters would tell a reader nothing."""
    if len(documents) <= LIMIT:
        return ""
    documents = by_issuer(documents)
    counts = Counter(d.issuer for d in documents if d.issuer)
    most = sorted(counts, key=lambda name: (-counts[name], sort_key(name)))[:ISSUERS]
    places = issuer_places(documents, folder)
    return (
        ": nhiều nhất là "
        + ", ".join(f"{link(escape(name), places[name])} ({words.number(counts[name])})" for name in most)
        if most
        else ""
    )
