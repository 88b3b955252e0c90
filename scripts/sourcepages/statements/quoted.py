"""Whose a quotation is: what the words around it name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ..models import Attribution
from ..quotations import Quotation
from .account import Account
from .owners import speaks

AFTER_QUOTE = 90
"""How far after a quotation its speaker may be named; in code points."""


def own_quotations(ac: Account) -> None:
    """Each quotation goes to whom the words around it name; every sentence it runs through with it."""
    before: Attribution | None = None
    last_end = -1
    begun: int | None = None  # where the quotation began that goes on over several paragraphs
    for quote in ac.quotes:
        first = bisect_right(ac.starts, quote.start) - 1
        last = bisect_left(ac.starts, quote.end) - 1
        if first < 0:
            continue
        found = (
            introduced(ac, quote, first)
            or named_after(ac, quote, last)
            or named_before(ac, quote, first)
            or told_after(ac, quote, first, last)
        )
        if found and not found.speaker and not speaks(ac, ac.unit_at(found.cue.start), found):
            found = None
        if not found and quote.lost:
            found = next((a for a in ac.units[first].attributions if a.speaker and a.cue.start >= quote.start), None)
        if found and quote.lost:
            last = another(ac, found.speaker, first, last) - 1
        if not found and before and not ac.text[last_end : quote.start].strip(" \n.,"):
            found = before  # a quotation that goes on after "…," ông Mẫu nói. "…
        if found:
            while quote.goes_on and begun is not None and ac.units[begun].owner is None and begun < first:
                first = begun  # the lines of the quotation before this one
            for number in range(first, last + 1):
                unit = ac.units[number]
                if unit.role == "body":
                    unit.owner, unit.quoted = found.speaker, True
                    if unit.start <= found.cue.start < unit.end:
                        unit.cue = found
            end = ac.units[last]
            end.closed = quote.end < end.end and found.cue.start >= quote.end
        else:
            for number in range(first, last + 1):
                ac.units[number].quoted = True
        if not quote.goes_on:
            begun = first
        before = found
        last_end = max(ac.units[last].end, quote.end)


def another(ac: Account, speaker: str, first: int, last: int) -> int:
    """The first sentence after ``first`` whose cue is that of somebody else, as far as ``last``; else the one after
    it."""
    for number in range(first + 1, last + 1):
        if any(attribution.speaker not in ("", speaker) for attribution in ac.units[number].attributions):
            return number
    return last + 1


def named_after(ac: Account, quote: Quotation, last: int) -> Attribution | None:
    """ "…”, ông Mẫu nói": the attribution after the quotation, in its last sentence or as the next words."""
    unit = ac.units[last]
    for attribution in unit.attributions:
        if attribution.cue.quote.lower() in ac.known.naming:
            continue
        if (
            attribution.cue.start >= quote.end
            and min(attribution.cue.start, attribution.subject.start) - quote.end <= AFTER_QUOTE
        ):
            between = ac.text[quote.end : min(attribution.cue.start, attribution.subject.start)]
            if not any(mark in between for mark in '“"'):
                return attribution
    return None


def told_after(ac: Account, quote: Quotation, first: int, last: int) -> Attribution | None:
    """ "“…”. Bà Mẫu bày tỏ ngay sau lễ.": whole sentences quoted, and the next sentence only says whose they are and
    when."""
    if (
        quote.lost
        or quote.start != ac.units[first].start
        or last + 1 >= len(ac.units)
        or ac.text[quote.end : ac.units[last].end].strip(" .")
    ):
        return None
    unit = ac.units[last + 1]
    if unit.role != "body" or unit.paragraph - ac.units[last].paragraph > 1 or len(unit.attributions) != 1:
        return None
    found = unit.attributions[0]
    start = ac.subject_start(found)
    return (
        found
        if found.speaker
        and start == unit.start
        and found.cue.quote.lower() in ac.known.tells
        and ac.known.so_said.match(ac.text, found.cue.end, unit.end)
        else None
    )


def introduced(ac: Account, quote: Quotation, first: int) -> Attribution | None:
    """ "Bà Mẫu nói: “…” Phát biểu sau đó, ông Thử …": of a quotation that ends without a full stop before the next
    sentence the speaker is the one before the colon."""
    before = ac.text[max(0, quote.start - 3) : quote.start].rstrip()
    after = ac.text[quote.end : quote.end + 2]
    if quote.lost or not before.endswith(":") or not (after[:1] == " " and after[1:].isupper()):
        return None
    found = named_before(ac, quote, first)
    return found if found and found.speaker else None


def named_before(ac: Account, quote: Quotation, first: int) -> Attribution | None:
    """ "Bà Mẫu nói: “…": the last attribution before the quotation in the sentence it begins in."""
    found = None
    for attribution in ac.units[first].attributions:
        if (
            attribution.cue.end <= quote.start + 1
            and not ac.quote_at(attribution.cue.start)
            and attribution.cue.quote.lower() not in ac.known.naming
        ):
            found = attribution if attribution.speaker or found is None else found
    return found
