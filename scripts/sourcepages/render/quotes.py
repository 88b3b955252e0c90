"""Words of an article shown on another page: enough of them to be read in context, linked to their place."""

from __future__ import annotations

from bisect import bisect_right

from ..models import Article, Evidence, Span, Statement
from .article import statement_anchor
from .context import article_path
from .marks import Mark, anchor, marked
from .markup import escape

LONGEST = 420
"""Characters of one quotation; the rest is a click away."""


def sentence(article: Article, start: int, end: int) -> Span:
    """The sentences that hold ``text[start:end]``; where there are none, its paragraph."""
    sentences = article.layout.sentences
    at = bisect_right(sentences, start, key=lambda s: s.start) - 1
    paragraphs = article.source.paragraphs
    whole = paragraphs[max(0, bisect_right(paragraphs, start, key=lambda p: p.start) - 1)]
    if at < 0 or sentences[at].end < end:
        return Span(whole.start, max(whole.end, end))
    return Span(max(sentences[at].start, whole.start), min(sentences[at].end, max(whole.end, end)))


def clip(text: str, start: int, end: int, around: int, length: int = LONGEST) -> tuple[int, int]:
    """``[start, end)`` cut at words to about ``length`` characters around offset ``around``."""
    if end - start <= length:
        return start, end
    left = max(start, around - length // 2)
    right = min(end, left + length)
    left = max(start, right - length)
    if left > start:
        space = text.find(" ", left, right)
        left = space + 1 if space >= 0 else left
    if right < end:
        space = text.rfind(" ", left, right)
        right = space if space > around else right
    return left, right


def mention(article: Article, found: Evidence, up: str) -> str:
    """The sentence around ``found``, the found words marked and linked to their place."""
    text, whole = article.source.text, sentence(article, found.start, found.end)
    start, end = clip(text, whole.start, whole.end, (found.start + found.end) // 2)
    start, end = min(start, found.start), max(end, found.end)
    mark = Mark(
        found.start,
        found.end,
        0,
        path=f"{up}{article_path(article)}index.md#{anchor(article.source, found)}",
        classes="hit",
    )
    return _ends(marked(_one_line(text), start, end, [mark]), start > whole.start, end < whole.end)


def said(article: Article, statement: Statement) -> str:
    """The words of a statement, from its beginning."""
    text = article.source.text
    start, end = clip(text, statement.start, statement.end, statement.start)
    return _ends(escape(_one_line(text)[start:end]), False, end < statement.end)


def statement_link(article: Article, statement: Statement, up: str) -> str:
    """The place of a statement in its article."""
    paragraphs = article.source.paragraphs
    at = max(0, bisect_right(paragraphs, statement.start, key=lambda p: p.start) - 1)
    paragraph = paragraphs[at]
    whole = statement.start == paragraph.start and statement.end >= paragraph.end
    return f"{up}{article_path(article)}index.md#{paragraph.anchor if whole else statement_anchor(article, statement.start, at)}"


def paragraph_number(article: Article, start: int) -> int:
    """Which paragraph holds the character at ``start``, counted from 1."""
    return max(1, bisect_right(article.source.paragraphs, start, key=lambda p: p.start))


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _ends(inline: str, cut_before: bool, cut_after: bool) -> str:
    return ("… " if cut_before else "") + inline + (" …" if cut_after else "")
