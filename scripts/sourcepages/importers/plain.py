"""A text file → draft; one that is an article file already goes as it is."""

from __future__ import annotations

from .. import read
from ..models import Unreadable
from .draft import Draft, Refused


def plain(name: str, data: bytes) -> Draft:
    """The text as it stands; front matter it may have is validated and kept."""
    try:
        source = read.read(name, data)
    except Unreadable as err:
        problem = err.diagnostics[0]
        where = f" (dòng {problem.line})" if problem.line else ""
        raise Refused(problem.message + where, problem.remedy) from None
    values = {key: entry.value for key, entry in source.editor.items() if isinstance(entry.value, str)}
    draft = Draft(source.text, values, {}, len(source.text.split()))
    if source.editor:
        draft.whole = data
        draft.notes.append("tệp đã có phần khai báo ở đầu: giữ nguyên")
    return draft
