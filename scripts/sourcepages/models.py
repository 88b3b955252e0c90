"""The record: what every stage hands to the next.

Frozen dataclasses only; imports nothing of ours. All offsets are Unicode code points of
``Source.text``, the one canonical text of an article; a span is half-open, ``[start, end)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any, Literal, dataclass_transform


@dataclass_transform(frozen_default=True)
def record(cls: type | None = None, /, *, order: bool = False) -> Any:
    """A frozen dataclass with slots, made in half the time: the ``__init__`` that `dataclass` writes for such a class
    looks up every slot by its name; this one is given the slots themselves. An article has hundreds of records."""
    if cls is None:
        return partial(record, order=order)
    made = dataclass(frozen=True, slots=True, order=order)(cls)
    names = [slot.name for slot in fields(made)]
    write = {f"write_{name}": getattr(made, name).__set__ for name in names}
    lines = [f"def __init__(self, {', '.join(names)}):", *(f"    write_{name}(self, {name})" for name in names)]
    exec("\n".join(lines), write)
    write["__init__"].__defaults__ = made.__init__.__defaults__
    write["__init__"].__qualname__ = made.__init__.__qualname__
    made.__init__ = write["__init__"]
    return made


Status = Literal["extracted", "inferred", "confirmed", "absent"]
"""How sure a value is: read off the text; inferred from something else the text states;
confirmed (or set) by an editor in the front matter; absent, an honest answer that is shown."""

Role = Literal[
    "rubric",  # the section of the newspaper, above the headline
    "title",  # the headline
    "stamp",  # a line or run that says when it was published
    "byline",  # who wrote it
    "publisher",  # where it was published ("Nguồn …", an agency in parentheses), with its address
    "dateline",  # place and day at the head of the body
    "caption",  # under a picture, its credit included
    "picture",  # a picture's file name
    "heading",  # a heading inside the article
    "question",  # an interviewer's question
    "debris",  # crawl left-overs: related links, share buttons, e-mail forms
    "body",
]


@record(order=True)
class Span:
    """``text[start:end]``."""

    start: int
    end: int


@record
class Evidence:
    """The exact words a value was read from, and the rule that read them.

    ``paragraph`` counts the non-blank lines of the text from 1. The build fails where
    ``text[start:end] != quote``.
    """

    quote: str
    start: int
    end: int
    paragraph: int
    rule: str


@record
class Diagnostic:
    """Something a maintainer should read: where, what, and what to do about it.

    ``severity`` is ``error`` (the file can't be used), ``warning`` (something is not as the
    maintainer thinks) or ``doubt`` (a value the text leaves open). ``line`` and ``column``
    count from 1 in the file; 0 means the whole file. ``excerpt`` is the line of the file it is
    about, for a caret under ``column``. ``fix`` are lines that would settle it, for the head of the
    file or for the file ``fix_in``.
    """

    severity: Literal["error", "warning", "doubt"]
    code: str
    source: str
    message: str
    remedy: str = ""
    line: int = 0
    column: int = 0
    excerpt: str = ""
    fix: str = ""
    fix_in: str = ""


class Unreadable(Exception):
    """A file can't be used; ``diagnostics`` say why and what to do."""

    def __init__(self, *diagnostics: Diagnostic):
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics


@record
class Paragraph:
    """A non-blank line of the canonical text, without its line end and outer white space.

    ``index`` counts from 1. ``anchor`` is its permanent id: made from its own words, so that
    an edit elsewhere in the article leaves it alone.
    """

    index: int
    start: int
    end: int
    anchor: str


@record
class EditorValue:
    """One value of the front matter, with its place in the file for messages."""

    value: Any
    line: int
    column: int


@dataclass(frozen=True, slots=True)  # no `record`: one of its defaults is made anew each time
class Source:
    """An article file, read: its canonical text and what the editor says above it.

    ``name`` is its path inside the sources folder, with ``/``; ``sha256`` is of the file's bytes;
    ``text_line`` is the line of the file on which ``text`` starts.
    """

    name: str
    sha256: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    editor: Mapping[str, EditorValue] = field(default_factory=dict)
    text_line: int = 1


@record
class Segment:
    """A run of the text with one role. Segments don't overlap and cover every paragraph.

    ``paragraph`` is the index of the paragraph it lies in; a flat text may hold headline,
    caption and lead in one paragraph, hence several segments.
    """

    start: int
    end: int
    role: Role
    paragraph: int


@record
class Layout:
    """The text taken apart: segments, the sentences inside them, and what the frame around the body says."""

    segments: tuple[Segment, ...]
    sentences: tuple[Span, ...]
    title: Evidence | None = None
    author: Evidence | None = None
    publisher: Evidence | None = None
    url: Evidence | None = None
    rubric: Evidence | None = None
    published: tuple[Span, ...] = ()  # stamps; their values are for `dates` to parse


# --- mentions: what the finders return ----------------------------------------------------------


@record
class DateMention:
    """A date in the text. ``value`` is EDTF: ``2024-03-05``, ``2024-03``, ``2024``, ``XXXX-11-17``, ``XXXX-11``
    or an interval ``2021/2025``."""

    evidence: Evidence
    value: str
    role: Literal["published", "event", "document", "mentioned", "period"]


@record
class DocumentMention:
    """A numbered document, full or short.

    ``kind`` as shown ("Nghị quyết"); ``number`` normalised ("03-NQ/TU"; a short form has what is printed: "03");
    ``issuer``, ``date`` (EDTF) and ``title`` as the words around state them.
    """

    evidence: Evidence
    kind: str
    number: str
    full: bool
    issuer: Evidence | None = None
    date: tuple[str, Evidence] | None = None
    title: Evidence | None = None


@record
class PersonMention:
    """A person named in full or in part ("Trần Văn Thử", "ông Thử", "đồng chí Bí thư Tỉnh ủy", "Ông").

    ``name`` is as printed, or "" where only an office or a pronoun stands. ``offices`` are the
    words of rank and office that stand with it, in the order of the text.
    """

    evidence: Evidence
    name: str
    offices: tuple[Evidence, ...] = ()


@record
class Attribution:
    """Words that ascribe speech: a cue ("nhấn mạnh", "Theo …") and the person it belongs to.

    ``speaker`` is the full name once resolved, "" where no single person can be meant.
    ``subject`` are the words that name or refer to the speaker.
    """

    cue: Evidence
    subject: Evidence
    speaker: str
    status: Status


# --- values: what an article amounts to ---------------------------------------------------------


@record
class TextValue:
    """A title, author, publisher or address. Absent: ``value`` is "" and ``evidence`` None.

    ``found`` keeps what the text gave where an editor says something else.
    """

    value: str = ""
    status: Status = "absent"
    evidence: Evidence | None = None
    found: str = ""


@record
class DateValue:
    """The date of the article, or of its publication; EDTF, "" when absent.

    ``because`` holds further evidence of an inferred value (the words that state the year).
    """

    value: str = ""
    role: str = ""
    status: Status = "absent"
    evidence: Evidence | None = None
    because: tuple[Evidence, ...] = ()
    found: str = ""


@record
class Speaker:
    """A person whose speech the article reports.

    ``name`` is the longest form in the text; ``office`` the distinct words of rank and office as
    printed, joined by ", "; ``mentions`` every place where the person is named or referred to, in
    order; ``offices`` the evidence of ``office``.
    """

    name: str
    office: str
    status: Status
    mentions: tuple[Evidence, ...]
    offices: tuple[Evidence, ...] = ()
    found: str = ""


@record
class Document:
    """A numbered document the article speaks of, all its forms together.

    ``number`` normalised; a short form that joins no full form keeps what is printed and has
    ``full`` False. ``issuer`` is shown; ``locality`` is the province (or smaller place) that tells
    two documents of one number apart, "" if none is stated; ``date`` EDTF or ""; ``title`` as quoted.
    The ``*_evidence`` fields say where each was read.
    """

    kind: str
    number: str
    full: bool
    status: Status
    mentions: tuple[Evidence, ...]
    issuer: str = ""
    locality: str = ""
    date: str = ""
    title: str = ""
    issuer_evidence: Evidence | None = None
    locality_evidence: Evidence | None = None
    date_evidence: Evidence | None = None
    title_evidence: Evidence | None = None
    note: str = ""
    found: str = ""

    @property
    def key(self) -> str:
        """Tells this document from every other of its article."""
        return "|".join((self.kind, self.number, self.locality, self.issuer, self.date))

    @property
    def is_resolution(self) -> bool:
        """Nghị quyết (liên tịch included) stand under ``resolutions``, all else under ``documents``."""
        return self.kind.startswith("Nghị quyết")


@record
class Statement:
    """A run of whole sentences reported as one person's. ``confidence`` is between 0 and 1."""

    speaker: str
    start: int
    end: int
    kind: Literal["direct", "indirect", "mixed", "continuation"]
    cue: Evidence | None
    status: Status
    confidence: float = 1.0


@record
class Article:
    """All that was read from one source. ``slug`` is its folder under ``bai-viet/``."""

    source: Source
    layout: Layout
    slug: str
    title: TextValue
    author: TextValue
    publisher: TextValue
    url: TextValue
    date: DateValue
    published: DateValue
    dates: tuple[DateMention, ...]
    speakers: tuple[Speaker, ...]
    resolutions: tuple[Document, ...]
    documents: tuple[Document, ...]  # numbered documents that are no resolution
    statements: tuple[Statement, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    shingles: tuple[int, ...] = ()  # hashes of sampled runs of words (near.samples): what near-duplicates share
    heading: str = ""  # what its page is called (render.context.title), worked out once
    excluded: tuple[str, ...] = ()  # what an editor said is no speaker or document of ours
    lacking: tuple[str, ...] = ()  # what it doesn't state (render.status.GAPS), worked out once

    @property
    def all_documents(self) -> tuple[Document, ...]:
        """Resolutions, then the other documents."""
        return self.resolutions + self.documents
