"""Source → document mentions: numbers of resolutions, decisions, plans …, full and short."""

from __future__ import annotations

import re

from .evidence import evidence
from .models import DocumentMention, Layout, Source
from .tables import Tables

_KINDS = {"NQ": "Nghị quyết", "KH": "Kế hoạch", "CT": "Chỉ thị", "QĐ": "Quyết định", "NĐ": "Nghị định"}
_FULL = re.compile(r"(?:(?:Nghị quyết|Kế hoạch|Chỉ thị|Quyết định|Nghị định)\s+(?:số\s+)?)?(\d+)-(NQ|KH|CT|QĐ)/(\w+)|(\d+)(/\d{4})?/(NQ|QĐ|NĐ)-(\w+)")


def find(source: Source, layout: Layout, tables: Tables) -> tuple[DocumentMention, ...]:
    found = []
    for match in _FULL.finditer(source.text):
        number, kind, issuer, number2, year, kind2, issuer2 = match.groups()
        normal = f"{int(number):02d}-{kind}/{issuer}" if number else f"{number2}{year or ''}/{kind2}-{issuer2}"
        found.append(DocumentMention(evidence(source, *match.span(), "documents.full"), _KINDS[kind or kind2], normal, True))
    return tuple(found)
