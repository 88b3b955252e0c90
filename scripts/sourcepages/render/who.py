"""Library → ``ai-noi-ve-gi/``: who speaks about which documents, at a glance, each figure a link to the words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..library import Person
from ..spoken import Spoken
from . import pictures
from .context import Context, document_name, has_code
from .marks import anchor
from .markup import escape, front_matter

PEOPLE = 20
DOCUMENTS = 10


def pages(context: Context) -> Iterator[tuple[str, str]]:
    """(path below docs, Markdown) of the page: the documents most people speak about, and those who speak about most of
    them."""
    library = context.library
    pairs: dict[tuple[str, str], list[Spoken]] = {}
    for document in library.documents:
        for item in context.spoken.get(document.path, ()):
            pairs.setdefault((item.person.path, document.path), []).append(item)
    by_document = Counter(document for _, document in pairs)
    columns = sorted((d for d in library.documents if by_document[d.path]), key=lambda d: -by_document[d.path])[
        :DOCUMENTS
    ]
    kept = {d.path for d in columns}
    by_person = Counter(person for person, document in pairs if document in kept)
    rows = sorted((p for p in library.people if by_person[p.path]), key=lambda p: -by_person[p.path])[:PEOPLE]
    cells = []
    for i, person in enumerate(rows):
        for j, document in enumerate(columns):
            if found := pairs.get((person.path, document.path)):
                newest = found[0]
                place = anchor(newest.article.source, newest.mention)
                statements = len({(f.article.slug, f.statement.start) for f in found})
                cells.append(pictures.Cell(i, j, statements, f"../bai-viet/{newest.article.slug}/#{place}"))
    title = "Ai nói về văn bản nào"
    lines = [
        front_matter(
            {
                "title": title,
                "description": "Bảng đối chiếu người phát biểu với nghị quyết, văn bản họ "
                "nói tới; mỗi ô dẫn thẳng tới câu chữ.",
            }
        ),
        f"# {escape(title)}",
        "",
    ]
    if not cells:
        return iter(
            [
                (
                    "ai-noi-ve-gi/index.md",
                    "\n".join([*lines, "Chưa có lời phát biểu nào nhắc tới một văn bản có số hiệu.", ""]),
                )
            ]
        )
    lines += [
        "Mỗi ô ghi số lời phát biểu trong đó người ở đầu dòng nhắc tới văn bản ở đầu cột; bấm vào số để đọc "
        "đúng câu ấy trong bài mới nhất."
    ]
    if len(by_document) > len(columns) or len({p for p, _ in pairs}) > len(rows):
        lines[-1] += (
            f" Bảng chỉ nêu {len(columns)} văn bản được nhiều người nhắc tới nhất và {len(rows)} người; "
            "còn lại xem ở trang của [từng người](../nguoi-phat-bieu/index.md) hay [từng nghị "
            "quyết](../nghi-quyet/index.md)."
        )
    names, numbers = Counter(p.name for p in rows), Counter(d.number for d in columns)
    heads = [pictures.Head(p.name, f"../{p.path}", _office(p) if names[p.name] > 1 else "") for p in rows]
    tops = [
        pictures.Head(
            d.number if has_code(d) else document_name(d),
            f"../{d.path}",
            (d.locality or d.issuer) if numbers[d.number] > 1 else "",
        )
        for d in columns
    ]
    table = pictures.matrix("Số lời phát biểu có nhắc tới văn bản", heads, tops, cells)
    return iter([("ai-noi-ve-gi/index.md", "\n".join([*lines, "", table, ""]))])


def _office(person: Person) -> str:
    return next((speaker.office for _, speaker in person.appearances if speaker.office), "")
