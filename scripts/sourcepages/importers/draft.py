"""What every importer returns, and how it becomes an article file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from ..read import canonical

FIELDS = ("title", "author", "published", "publisher", "url", "retrieved")


class Refused(Exception):
    """A document can't become an article. ``remedy`` says what the maintainer can do."""

    def __init__(self, message: str, remedy: str = ""):
        super().__init__(message)
        self.remedy = remedy


@dataclass(slots=True)
class Draft:
    """An article as taken out of a document.

    ``text``: its paragraphs, one a line, headline first where there is one. ``values``: what goes into the front
    matter, by key of :data:`FIELDS`. ``guessed``: key → where it was read, for those no one typed for us. ``seen``: the
    words of the whole document; ``left_out``: the blocks of text that did not go into ``text``; ``notes``: what else
    the maintainer should know.
    """

    text: str
    values: dict[str, str] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)
    seen: int = 0
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    whole: bytes | None = None  # an article file already: goes as it is

    @property
    def kept(self) -> int:
        """Words of the text, to compare with those of the original."""
        return len(self.text.split())


def tidy(blocks: list[str]) -> str:
    """Blocks of text → paragraphs with an empty line between, canonical, white space inside collapsed."""
    lines = (" ".join(canonical(block).split()) for block in blocks)
    return "\n\n".join(line for line in lines if line) + "\n"


def day(text: str) -> str:
    """The calendar day at the head of a time stamp ("2024-03-07T06:00:00+07:00", "20240307"), "" if there is none."""
    match = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", text or "")
    if not match:
        return ""
    year, month, number = match.groups()
    if not (1900 <= int(year) <= 2999 and 1 <= int(month) <= 12 and 1 <= int(number) <= 31):
        return ""
    return f"{year}-{month}-{number}"


def article_file(draft: Draft) -> bytes:
    """The bytes of the article file: front matter, then the text."""
    if draft.whole is not None:
        return draft.whole
    values = {key: " ".join(canonical(draft.values[key]).split()) for key in FIELDS if draft.values.get(key)}
    values = {key: value for key, value in values.items() if value}
    if not values:
        return draft.text.encode()
    guessed = [f"# {key}: máy đọc ở {draft.guessed[key]}; xin xem lại\n" for key in values if key in draft.guessed]
    block = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10**9)
    return f"---\n{''.join(guessed)}{block}---\n{draft.text}".encode()
