"""The page of one article: summary with evidence, then the text word for word."""

from __future__ import annotations

from ..fold import fold
from ..library import Library
from ..models import Article, Document, Evidence
from .markup import escape, front_matter

ABSENT = "*không nêu trong bài*"


def summary(article: Article) -> dict:
    """The front matter: the record in short, as ``DESIGN.md``'s page contract has it."""
    return {
        "title": article.title.value or fallback_title(article),
        "date": article.date.value or None,
        "published": article.published.value or None,
        "author": article.author.value or None,
        "publisher": article.publisher.value or None,
        "url": article.url.value or None,
        "speakers": [{"name": s.name, "office": s.office} for s in article.speakers],
        "resolutions": [_document(d) for d in article.resolutions],
        "documents": [{"kind": d.kind} | _document(d) for d in article.documents],
        "source": article.source.name,
        "sha256": article.source.sha256,
    }


def _document(document: Document) -> dict:
    return {"number": document.number, "issuer": document.issuer or None, "date": document.date or None}


def fallback_title(article: Article) -> str:
    """A page needs a title: the first words of the body where the text has no headline."""
    first = next((s for s in article.layout.segments if s.role == "body"), article.layout.segments[0])
    words = article.source.text[first.start : first.end].split()
    return " ".join(words[:14]) + ("…" if len(words) > 14 else "")


def page(article: Article, library: Library) -> str:
    source, anchors = article.source, mention_anchors(article)
    links: dict[tuple[int, int], str] = {}
    lines = [front_matter(summary(article)), f"# {escape(summary(article)['title'])}", ""]
    for speaker in article.speakers:
        person = library.person(article, speaker)
        lines.append(f"- [{escape(speaker.name)}](../../{person.path}index.md)")
        links |= {(m.start, m.end): person.path for m in speaker.mentions}
    for document in article.all_documents:
        entry = library.document(article, document)
        lines.append(f"- [{escape(document.kind)} {escape(document.number)}](../../{entry.path}index.md)")
        links |= {(m.start, m.end): entry.path for m in document.mentions}
    lines.append("")
    for paragraph in source.paragraphs:
        at, out = paragraph.start, []
        for (start, end), path in sorted(links.items()):
            if at <= start and end <= paragraph.end:
                out += [escape(source.text[at:start]), f"[{escape(source.text[start:end])}](../../{path}index.md){{#{anchors[start, end]}}}"]
                at = end
        out.append(escape(source.text[at : paragraph.end]))
        lines += ["".join(out), f"{{: #{paragraph.anchor}}}", ""]
    return "\n".join(lines)


def mention_anchors(article: Article) -> dict[tuple[int, int], str]:
    """(start, end) of every mention → the id of its link: the paragraph's id and its place among the paragraph's mentions."""
    spans = sorted({(e.start, e.end) for v in (*article.speakers, *article.all_documents) for e in v.mentions})
    by_index = {p.index: p.anchor for p in article.source.paragraphs}
    count: dict[int, int] = {}
    evidence = {(e.start, e.end): e.paragraph for v in (*article.speakers, *article.all_documents) for e in v.mentions}
    anchors = {}
    for span in spans:
        paragraph = evidence[span]
        count[paragraph] = count.get(paragraph, 0) + 1
        anchors[span] = f"{by_index[paragraph]}-m{count[paragraph]}"
    return anchors
