"""Credits of pictures: "Ảnh: Lê Mẫu", "(Ảnh minh họa. Nguồn: …)", and where they end."""

from __future__ import annotations

import re

from ..sentences import LOWER, UPPER, skip
from .page import Line, Page

_OWN_PICTURES = re.compile(r"(?i)\b(?:tin|bài)\s*(?:,|và|-|&)?\s*\Z")
_MORE = re.compile(r"[.:;\s–(-]*(?:(?:Nguồn|Ảnh)\b:?\s*)?")
_CREDIT_TOKEN = re.compile(rf"[{UPPER}\d][\w+.’'&@-]*|[/–&+-]|và|theo")

_AGENCY = re.compile(rf" [{UPPER}]{{2,10}}/[{UPPER}][{LOWER}]")
"""After "Ảnh", in the place of a colon: "Ảnh TTM/Lê Thử"."""


def whole_caption(page: Page, line: Line, credit: re.Match) -> bool:
    """A caption of at most two sentences before a credit that ends the line."""
    if end_of(page, credit.start(), credit.end(), line.end) < line.end:
        return False
    before = [a for a, _ in page.sentences(line.start, line.end) if page.text[a : credit.start()].strip(" (-–")]
    return len(before) <= 2


def end_of(page: Page, start: int, at: int, end: int) -> int:
    """Where the credit whose keyword is ``text[start:at]`` ends: at its bracket, its full stop, or with the last
    name."""
    text = page.text
    before = start - 1
    if before >= 0 and text[before] == "(":
        closing = text.find(")", at, min(end, at + 120))
        if closing >= 0:
            return skip(text, closing + 1, end, " .")
    colon = text[at - 1] == ":" or _AGENCY.match(text, at)
    at = skip(text, at, end, " ")
    if not colon:
        if at >= end or text[at] in ".:;-–(":
            more = _MORE.match(text, at, end)
            if more.group().rstrip().endswith((":", "Nguồn", "Ảnh", "-", "–", "(")):
                at = more.end()
            else:
                return at if at >= end else skip(text, at, end, " .)")
        else:
            return at
    taken, last, linked, small = 0, at, True, False  # ``small``: a name in small letters was read
    while at < end:
        token = _CREDIT_TOKEN.match(text, at, end)
        if not token:
            break
        word = token.group()
        if word in "/–&+-" or word in ("và", "theo"):
            linked = True
        else:
            if taken and not linked and (word in page.known.clear or taken >= 4):
                break
            taken = 1 if linked else taken + 1
            linked = word.endswith("-")
            last, previous_last = token.end(), last
            if small and word.isupper() and len(word) > 2:
                break  # "Ảnh: Lê Mẫu- TTXVN Sở …": an agency ends the credit
            small = not word.isupper()
            if word.endswith(".") and len(word) > 2:
                break
            following = skip(text, token.end(), end, " ")
            if (
                following < end
                and text[following] in LOWER
                and not text.startswith(("và ", "theo "), following)
                and taken > 1
                and not word.isupper()
            ):
                last = previous_last  # this capital begins the next sentence
                break
        at = skip(text, token.end(), end, " ")
        if at < end and text[at] in ",;)":
            if text[at] == ")":
                last = at + 1
                break
            linked = True
            at = skip(text, at + 1, end, " ")
    return skip(text, last, end, " ." if last < end and text[last : last + 1] in ". " else "")


def ends_here(page: Page, credit: re.Match, end: int) -> bool:
    """Whether a photographer's credit, and not the author's own, is all there is up to ``end``."""
    return not of_author(page, credit.start()) and end_of(page, credit.start(), credit.end(), end) >= end


def of_author(page: Page, at: int) -> bool:
    """Whether the "ảnh:" at ``at`` is the author's own: "Tin, ảnh: …"."""
    return bool(_OWN_PICTURES.search(page.text, max(0, at - 12), at))
