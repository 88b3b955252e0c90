"""Between headline and byline: headings, an interviewer's questions, captions, each on a line of its own."""

from __future__ import annotations

import re
from itertools import pairwise

from ..models import Role
from ..sentences import CLOSERS, DASHES, OPENERS, UPPER
from . import flat, pictures
from .page import CAPTION, FINAL, FLAT, VOCATIVE, Line, Page

_ASKER = re.compile(r"(?i)(?:PV|phóng viên|hỏi|nhà báo|bạn đọc)\s*:")
_ANSWERED = re.compile(rf"\?[”\"]? (?=[-–—] ?[{UPPER}“\"])")
"""Where a question ends and its answer begins in the same line."""
_LABEL = re.compile(rf"[{UPPER}][\w .,()&/-]{{2,90}}:")


def middle(page: Page) -> None:
    """Headings, questions, captions without a credit; the parts of flat paragraphs; datelines."""
    body = [line for line in page.lines if not line.role]
    interview = is_interview(body)
    first = True
    for at, line in enumerate(body):
        if len(line.text) <= CAPTION and not line.parts:
            line.role = short_role(page, line, body, at, interview)
        if line.role:
            continue
        if (
            interview
            and not line.parts
            and line.clean[0] not in DASHES
            and (asked := _ANSWERED.search(line.text, 0, CAPTION))
        ):
            line.parts = [(line.start, line.start + asked.end(), "question")]
            continue
        if first:
            flat.dateline(page, line)
            first = False
        if len(line.text) > (FLAT if len(page.lines) > 5 else CAPTION) or (at == 0 and len(page.lines) < 6):
            flat.flatten(page, line)
        elif page.credit_in(line.start, line.end):
            flat.flatten(page, line, headings=False)


def is_interview(body: list[Line]) -> bool:
    """Whether lines led by dashes, stars or "PV:" ask and answer, or plain lines ask what lines led by dashes
    answer."""
    if starred(body):
        return True
    pairs = (
        asked.clean for asked, answer in pairwise(body) if answer.clean[0] in DASHES and asked.clean[0] not in DASHES
    )
    if sum(asked.rstrip(CLOSERS + " ").endswith("?") for asked in pairs) > 1:
        return True  # "Bao giờ cầu xong?" ¶ "- Cuối năm.", twice
    led = [line for line in body if line.clean[0] in DASHES or _ASKER.match(line.clean)]
    return len(led) > 1 and any("?" in line.text[-4:] or _ASKER.match(line.clean) for line in led)


def starred(body: list[Line]) -> bool:
    """An interview whose questions are led by stars and whose answers by dashes."""
    firsts = [line.clean[0] for line in body]
    return firsts.count("*") > 1 and sum(first in DASHES for first in firsts) > 1


def short_role(page: Page, line: Line, body: list[Line], at: int, interview: bool) -> Role | None:
    """What a short line of the body is, by its punctuation, its length and its neighbours; None for a sentence of the
    body."""
    text = line.clean
    bare = text.rstrip(CLOSERS + " ")
    size = text.count(" ") + 1
    if _ASKER.match(text) or (interview and text[0] == "*" and "?" in text):
        return "question"
    if bare.endswith("?"):
        if interview and (
            not answers(body, at) or (text[0] not in DASHES and at + 1 < len(body) and body[at + 1].clean[0] in DASHES)
        ):
            return "question"
        if VOCATIVE.search(text):
            return "question"
        if size <= 18 and text[0] not in OPENERS + DASHES and len(page.sentences(line.start, line.end)) == 1:
            return "heading"
        return None
    if text[0] in DASHES or text[0] in "*•+":
        return "question" if interview and VOCATIVE.search(text) and "?" in text else None
    final = bare[-1:] in tuple(FINAL) if bare else False
    if not final and bare[-1:] not in (";", ",", ":"):
        if list_item(body, at) or len(page.lines) == 1:
            return None
        return "heading" if size <= 14 and not pictures.pictured(page, text) else "caption" if size <= 32 else None
    if (
        bare.endswith(":")
        and size <= 14
        and _LABEL.fullmatch(bare)
        and at + 1 < len(body)
        and not page.known.not_photo.search(text)
    ):
        return "heading"
    if (
        bare.endswith("!")
        and size <= 14
        and text[0] not in DASHES
        and at
        and not page.known.not_photo.search(text)
        and (text[0] not in OPENERS)
    ):
        return "heading"
    if (
        bare.endswith(".")
        and size <= 30
        and at
        and (pictures.pictured(page, text) or pictures.only_named(page, text))
        and len(page.sentences(line.start, line.end)) == 1
    ):
        return "caption"
    return None


def answers(body: list[Line], at: int) -> bool:
    """Whether the line before was a question already."""
    return at > 0 and body[at - 1].role == "question"


def list_item(body: list[Line], at: int) -> bool:
    """A line without a full stop among others that end in ";" or ":" above it."""
    return at > 0 and body[at - 1].text.endswith((";", ":")) and body[at - 1].role is None and len(body[at].text) > 60
