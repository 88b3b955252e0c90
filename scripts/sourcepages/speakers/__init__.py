"""Source → people, and the words that ascribe speech to them.

One pass makes tokens (:mod:`.tokens`); names are cut out of the capitalised runs (:mod:`.names`), offices read
around them (:mod:`.offices`), and each cue is given its subject (:mod:`.attribution`). Who a pronoun, an office
alone or a last syllable means is decided later, in ``resolve/people.py``.
"""

from __future__ import annotations

from bisect import bisect_right

from ..evidence import quoter
from ..models import Attribution, Evidence, Layout, PersonMention, Source
from ..tables import Tables
from .attribution import attribute
from .clauses import Found
from .lexicon import lexicon, mark
from .names import Name
from .reading import read_names
from .tokens import Tokens, key, tokenise

_SPOKEN = frozenset({"body", "dateline", "question", "heading"})
"""Roles of segments whose cues count; a headline, a caption, debris ascribe nothing of their own."""


def find(source: Source, layout: Layout, tables: Tables) -> tuple[tuple[PersonMention, ...], tuple[Attribution, ...]]:
    """All people mentioned, and every attribution, with the speaker named only where the name stands there."""
    lex = lexicon(tables)
    tokens = tokenise(source.text, lex.words)
    _stop(tokens, layout)
    mark(tokens, lex)
    names = read_names(tokens, lex)
    found = attribute(tokens, lex, [name for name in names if not name.embedded], _outside(tokens, layout))

    if not any(item.name and item.name.full for item in found):
        found += _headline_of_interview(tokens, layout, names)
    if headed := _headings_of_interview(tokens, layout, names):
        found = sorted([*found, *headed], key=lambda item: item.c)

    starts, end, cite = tokens.starts, tokens.end, quoter(source)

    def quote(a: int, b: int, rule: str) -> Evidence:
        return cite(starts[a], end(b - 1), rule)

    def printed(name: Name) -> str:
        return " ".join(source.text[starts[name.a] : end(name.b - 1)].split())

    people = []
    for name in names:
        rule = ("speakers.name" if name.full else "speakers.part") + (
            ".oblique" if name.embedded or name.oblique else ""
        )
        offices = [quote(a, b, "speakers.office") for a, b in name.offices]
        if name.predicate:
            offices.append(quote(*name.predicate, "speakers.predicate"))
        people.append(PersonMention(quote(name.honorific, name.b, rule), printed(name), tuple(offices)))
    attributions = []
    for item in found:
        subject = quote(item.name.honorific if item.name else item.a, item.b, item.rule)
        full = item.name is not None and item.name.full
        speaker = printed(item.name) if full else ""
        attributions.append(
            Attribution(quote(item.c, item.d, "speakers.cue"), subject, speaker, "extracted" if full else "absent")
        )
    return tuple(people), tuple(attributions)


def _headline_of_interview(tokens: Tokens, layout: Layout, names: list[Name]) -> list[Found]:
    """ "Lê Mẫu: 'Tôi sợ …'" over questions and answers: whom the headline names before a colon answers them."""
    if layout.title is None or sum(segment.role == "question" for segment in layout.segments) < 3:
        return []
    for name in names:
        start = tokens.starts[name.start]
        if (
            name.full
            and start >= layout.title.start
            and name.b < len(tokens)
            and tokens.words[name.b] == ":"
            and tokens.end(name.b) <= layout.title.end
        ):
            return (
                [Found(name.b, name.b + 1, name.a, name.b, name, "speakers.interview")]
                if start == layout.title.start
                else []
            )
    return []


def _headings_of_interview(tokens: Tokens, layout: Layout, names: list[Name]) -> list[Found]:
    """ "Bà Lê Thị Mẫu, Giám đốc …" as a heading above questions: whom it begins with answers them, up to the next such
    heading."""
    asked = [number for number, segment in enumerate(layout.segments) if segment.role == "question"]
    if not asked:
        return []
    by_start = {tokens.starts[name.start]: name for name in names if name.full}
    found = []
    for segment in layout.segments[: asked[-1]]:
        name = by_start.get(segment.start) if segment.role == "heading" else None
        if name and not (name.b < len(tokens) and tokens.words[name.b] == ":"):  # which the colon ascribes already
            found.append(Found(name.start, name.b, name.a, name.b, name, "speakers.interview"))
    return found


_GLUE = frozenset(key(w) for w in "với của cho và là về tại ở trong do từ bởi".split())


def _stop(tokens: Tokens, layout: Layout) -> None:
    """Note where a heading or a caption ends without a full stop, in flat text too: a sentence begins after it."""
    starts, end = tokens.starts, len(tokens) - 1
    for segment in layout.segments:
        last = bisect_right(starts, segment.end - 1) - 1
        if (
            0 <= last < end
            and (tokens.capital[last + 1] or tokens.words[last + 1] in '“"-–')
            and tokens.keys[last] not in _GLUE
        ):
            tokens.stops[last] = True
            tokens.marks.append(last)
    tokens.marks.sort()


def _outside(tokens: Tokens, layout: Layout) -> list[bool]:
    """For each token, whether it lies outside the running text."""
    skip = [False] * len(tokens)
    for segment in layout.segments:
        if segment.role not in _SPOKEN:
            first = bisect_right(tokens.starts, segment.start - 1)
            last = bisect_right(tokens.starts, segment.end - 1)
            skip[first:last] = [True] * (last - first)
    return skip
