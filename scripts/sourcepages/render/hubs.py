"""The pages that link articles together: people, documents, days, indexes."""

from __future__ import annotations

from collections.abc import Iterator

from ..library import Library
from .article import summary
from .markup import escape, front_matter


def pages(library: Library) -> Iterator[tuple[str, str]]:
    yield "bai-viet/index.md", _listing("Bài viết", [(summary(a)["title"], f"{a.slug}/index.md") for a in library.articles])
    yield "nguoi-phat-bieu/index.md", _listing("Người phát biểu", [(p.name, f"{p.slug}/index.md") for p in library.people])
    for kind, folder, title in ((True, "nghi-quyet", "Nghị quyết"), (False, "van-ban", "Văn bản")):
        entries = [d for d in library.documents if d.is_resolution == kind]
        yield f"{folder}/index.md", _listing(title, [(f"{d.kind} {d.number}", f"{d.slug}/index.md") for d in entries])
    for person in library.people:
        yield f"{person.path}index.md", _listing(person.name, [(summary(a)["title"], f"../../bai-viet/{a.slug}/index.md") for a, _ in person.appearances])
    for entry in library.documents:
        yield f"{entry.path}index.md", _listing(f"{entry.kind} {entry.number}", [(summary(a)["title"], f"../../bai-viet/{a.slug}/index.md") for a, _ in entry.appearances])


def _listing(title: str, links: list[tuple[str, str]]) -> str:
    return front_matter({"title": title}) + f"# {escape(title)}\n\n" + "".join(f"- [{escape(text)}]({path})\n" for text, path in links)
