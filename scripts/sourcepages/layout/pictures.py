"""What reads like the caption of a picture though no credit stands with it."""

from __future__ import annotations

import re

from ..sentences import LOWER, OPENERS, UPPER
from .page import CAPITALISED, Page

_DAY = re.compile(r"\d(?:[/-]\d|(?<=\bngày \d)|(?<=\btháng \d)|(?<=\bnăm \d))")  # a digit first: quickest to find
_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"(?i)hàng không|không (?:người lái|gian|khí|quân|ngừng)|được mùa")
_NAMED = re.compile(rf"(?:Ông|Bà|Anh|Chị|Đồng chí)? ?(?:[{UPPER}][{LOWER}]+ ){{1,4}}[{UPPER}][{LOWER}]+(?: [-–]|,) ")
_VERBS = re.compile(r"(?i)\b(?:là|có|đang|bị|do|làm|trở|đến|đi|ra|vào|lên|mất|sinh|qua đời|từ trần|trao|đưa|giữ)\b")
_SCENE = re.compile(
    rf"Quang cảnh|Toàn cảnh|Khung cảnh|Trong ảnh|Các đại biểu (?:dự|tham)"
    rf"|(?:[{UPPER}][{LOWER}]+ ){{1,2}}(?:[\w.]+ ){{0,10}}?"
    rf"(?:(?:trao|tặng|tiếp|đón|thăm|ký) (?:[{UPPER}]|đoàn|các|quà|hoa|bằng|cờ|giải|khách|kỷ niệm|thưởng|kết)|(?:chụp"
    rf"|chủ trì|phát biểu|cắt băng|dâng|bắt tay|trò chuyện|tham quan)\b)"
)


def pictured(page: Page, text: str) -> bool:
    """A scene: what a picture shows, told in the present, without a day, an opinion or a number of people saying it."""
    if text[0] in OPENERS or "“" in text or ('"' in text and text.count('"') > 2) or _DAY.search(text):
        return "rong ảnh" in text
    if text.startswith("Trong ảnh"):
        return True
    first = _WORD.match(text)
    if (first and first.group() in page.known.telling) or not (
        page.known.photo.search(text.lower()) or page.known.giving.search(text)
    ):
        return False
    return not page.known.not_photo.search(_COMPOUND.sub("", text))


def only_named(page: Page, text: str) -> bool:
    """Names with their offices and no verb: who stands in the picture."""
    return bool(_NAMED.match(text)) and not page.known.not_photo.search(text) and not _VERBS.search(text)


def is_scene(run: str) -> bool:
    """Stricter than :func:`pictured`: in flat text only a scene that begins with who or what is seen."""
    return bool(_SCENE.match(run))


def beside_captions(page: Page) -> None:
    """A short line beside a caption without a credit, or a picture, is one of a row of captions."""
    for before, line, after in zip([None, *page.lines], page.lines, [*page.lines[1:], None], strict=False):
        if line.role or line.parts or len(line.text) > 150 or not line.text.endswith("."):
            continue
        beside = before and before.role == "picture" and len(line.text) < 100
        beside = beside or any(
            other and other.role == "caption" and not page.credit_in(other.start, other.end)
            for other in (before, after)
        )
        if (
            beside
            and (first := CAPITALISED.match(line.text))
            and first.group() not in page.known.telling
            and not any(mark in line.text for mark in '“":;?')
            and not page.known.not_photo.search(_COMPOUND.sub("", line.text))
            and len(page.sentences(line.start, line.end)) == 1
        ):
            line.role = "caption"
