"""Date mentions → the date of the article and of its publication."""

from __future__ import annotations

from ..models import DateMention, DateValue, Diagnostic, Layout, Source
from ..tables import Tables


def resolve(source: Source, layout: Layout, dates: tuple[DateMention, ...], tables: Tables) -> tuple[DateValue, DateValue, tuple[Diagnostic, ...]]:
    """(date, published, doubts): the event's day, else the day of publication; either may be absent."""
    published = next((d for d in dates if d.role == "published"), None)
    event = next((d for d in dates if d.role == "event"), published)
    return _value(event), _value(published), ()


def _value(mention: DateMention | None) -> DateValue:
    return DateValue(mention.value, mention.role, "extracted", mention.evidence) if mention else DateValue()
