"""The regular part of Markdown that the generated pages are made of → the very HTML Python-Markdown makes of it;
and of their front matter → what PyYAML reads.

The subset is the one :mod:`sourcepages.render.markup` documents. A page that holds anything else, however little, is
refused (None) and left to Python-Markdown: what is accepted is checked character by character, and every pattern
runs in linear time (possessive, or between characters that can't occur inside).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

# Text, character references and inline tags: nothing in it means anything to Markdown.
_ENTITY = r"&(?:amp|lt|gt|quot|#\d{1,7});"
_TAG = r"</?(?:span|time|mark|b|a)(?: [a-z-]++=\"[^\"<>\n]*+\")*+>"
_RUN = rf"(?:[^\\`*_{{}}\[\]<>#|~^&\n]++|{_ENTITY}|{_TAG})"
_ATTRIBUTE = r"(?:[#.][A-Za-z0-9-]++|[a-z-]++=\"[^\"{}\[\]*_<>&\\`\n]*+\"|[a-z-]++)"
_ATTRIBUTES = rf"{_ATTRIBUTE}(?: {_ATTRIBUTE})*+"
_LINK = rf"\[(?:{_RUN}|\*\*{_RUN}+\*\*(?!\*)|\*{_RUN}+\*(?!\*))*+\]\([^()\[\]<>\"'&\\`*_{{}}\s]++\)(?:\{{{_ATTRIBUTES}\}})?+"
_STRONG = rf"\*\*(?![*\s])(?:{_RUN}|{_LINK})++(?<!\s)\*\*(?!\*)(?:\{{{_ATTRIBUTES}\}})?+"
_EM = rf"\*(?![*\s])(?:{_RUN}|{_LINK})++(?<!\s)\*(?!\*)(?:\{{{_ATTRIBUTES}\}})?+"
_INLINE = rf"(?:{_RUN}|{_LINK}|{_STRONG}|{_EM})++"

_is_inline = re.compile(_INLINE).fullmatch
_HEADING = re.compile(rf"(#{{1,6}}) (\S.*) \{{({_ATTRIBUTES})\}}")
_LIST_ATTRIBUTES = re.compile(rf"\{{: ({_ATTRIBUTES})\}}").fullmatch
_LINE_START = re.compile(r"[-+:=~\s]|\d+[.)]|\* |\*\*\*")  # blocks of other kinds
_BLOCK_TAG = re.compile(r"<(table|div|figure|section|nav|aside|ul|ol|dl|details|form|p)(?= |>)")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)(?: [a-zA-Z][a-zA-Z0-9:-]*+(?:=\"[^\"<>]*+\")?+)*+ ?+(/?)>")
_VOID = {"br", "img", "input", "hr", "col", "wbr"}
_ID = re.compile(r' (?:id|name)="([^"]*)"')
_TAGS = re.compile(r"<[^>]*>")

_links = re.compile(r"\[([^\[\]]*)\]\(([^()]*)\)(?:\{([^{}]*)\})?").sub
_strong = re.compile(r"\*\*([^*]+)\*\*(?:\{([^{}]*)\})?").sub
_em = re.compile(r"\*([^*]+)\*(?:\{([^{}]*)\})?").sub


# Front matter: ``key: value``, ``key:`` before a list of these or a mapping of these. A scalar is null, true, false,
# plain
# (letters first, so that nothing but a word YAML knows is read otherwise) or in single quotes.
_PLAIN = r"[^\W\d_][\w ,./()–-]*+(?<! )"
_QUOTED = r"'(?:[ -&(-~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|'')*+'"
_FRONT_LINE = re.compile(rf"(  )?(- )?(?:([a-z][a-z_0-9]*+):(?: (\[\]|{_PLAIN}|{_QUOTED}))?|({_PLAIN}|{_QUOTED}))\n")
_YAML_WORDS = {
    "y": None,
    "n": None,
    "yes": None,
    "no": None,
    "on": None,
    "off": None,
    "true": True,
    "false": False,
    "null": None,
}


Heading = tuple[int, str, str]
"""Level, id, what stands in it as HTML."""


class Rendered(NamedTuple):
    html: str
    headings: list[Heading]
    ids: set[str]
    fragments: set[str]  # the ids on the same page that its links name


class _Other(Exception):
    """Something outside the subset."""


def front_matter(text: str) -> tuple[str, dict] | None:
    """A page → (what comes after its front matter, what that says) as ``mkdocs.utils.meta.get_data`` gives them; None
    where it is written otherwise than :func:`sourcepages.render.markup.front_matter` does."""
    end = text.find("\n---\n")
    if end < 0 or not text.startswith("---\n"):
        return None
    end += 1
    data: dict = {}
    key, inside, at = "", None, 4  # the key of the list or mapping the next lines may belong to; its last mapping
    while at < end:
        match = _FRONT_LINE.match(text, at, end)
        if not match:
            return None
        at = match.end()
        indented, item, name, value, alone = match.groups()
        if name in _YAML_WORDS:
            return None
        try:
            if not indented and not item:
                if name is None:
                    return None
                data[name] = _scalar(value) if value else None
                key, inside = ("", None) if value else (name, None)
            elif item:
                if indented or not key or (name and not value):
                    return None
                if data[key] is None:
                    data[key] = []
                inside = {name: _scalar(value)} if name else None
                data[key].append(inside if name else _scalar(alone))
            else:
                if not name or not value or not key:
                    return None
                if data[key] is None:
                    data[key] = inside = {}
                if inside is None:
                    return None
                inside[name] = _scalar(value)
        except (LookupError, AttributeError):
            return None
    return (text[end + 4 :].lstrip("\n"), data) if data else None


def _scalar(text: str):
    """A scalar's value. Raises ``LookupError`` for a word that YAML may take for something else."""
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    if text == "[]":
        return []
    if text.lower() in _YAML_WORDS:
        return {"null": None, "true": True, "false": False}[text]
    return text


def render(text: str, address: Callable[[str], str]) -> Rendered | None:
    """The HTML of ``text``, or None where it holds anything outside the subset.

    ``address`` gives the address for that of a link to another page; it may raise ``LookupError`` where there is none.
    """
    page = _Page(address)
    headings: list[Heading] = []
    out: list[str] = []
    last = ""
    try:
        for block in text.strip("\n").split("\n\n"):
            if len(block) < _SHORT and "[" not in block:
                kind, html, heading, ids = _common(block)
                page.ids |= ids
            else:
                kind, html, heading = page.block(block)
            if kind not in _JOINED:
                out.append(html)
            elif kind == last:
                out[-1:] = html, out[-1]
            else:
                out += f"<{kind}>", html, f"</{kind}>"
            if kind == last == "ul":  # Python-Markdown makes one loose list of two
                return None
            if heading:
                headings.append(heading)
            last = kind
    except (_Other, LookupError):
        return None
    return Rendered("\n".join(out).strip(), headings, page.ids, page.fragments)


_JOINED = ("dl", "blockquote")
"""Blocks of these kinds that stand one after the other make up one element."""
_SHORT = 80
"""Blocks of fewer characters, without a link, many pages have alike: ``## Tóm lược {#tom-luoc}``."""


@lru_cache(maxsize=4096)
def _common(block: str) -> tuple[str, str, Heading | None, set[str]]:
    """The same as :meth:`_Page.block`, and the ids in it."""
    page = _Page(str)
    return *page.block(block), page.ids


class _Page:
    """What turns the blocks of one page into HTML and notes which ids stand there. All of it raises :class:`_Other`."""

    def __init__(self, address: Callable[[str], str]):
        self.address = address
        self.ids: set[str] = set()
        self.fragments: set[str] = set()

    def block(self, block: str) -> tuple[str, str, Heading | None]:
        """A block → its kind, its HTML without the element that neighbours of the same kind share, and what it is the
        heading of."""
        inline = self.inline
        first, *rest = block.split("\n")
        start = first[:1]
        if start == "#":
            match = _HEADING.fullmatch(first)
            if not match or rest or match[2][-1].isspace() or match[3][0] != "#":
                raise _Other
            level, html = len(match[1]), inline(match[2])
            anchor = match[3].partition(" ")[0].removeprefix("#")
            return "h", f"{self.opening(f'h{level}', match[3])}{html}</h{level}>", (level, anchor, html)
        if first.startswith("- "):
            out = ["<ul>"]
            for line in (first, *rest):
                if line.startswith("- "):
                    item = line[2:]
                    if not item or _LINE_START.match(item) or item[0] == "#" or item[-1].isspace():
                        raise _Other
                    out.append(f"<li>{inline(item)}</li>")
                elif (match := _LIST_ATTRIBUTES(line)) and out[-1].startswith("<li>"):
                    out[-1] = self.opening("li", match[1]) + out[-1][4:]
                else:
                    raise _Other
            out.append("</ul>")
            return "ul", "\n".join(out), None
        if first.startswith("> "):
            if rest or _LINE_START.match(first[2:]) or first[2:3] in ("#", ">", "") or first[-1].isspace():
                raise _Other
            return "blockquote", f"<p>{inline(first[2:])}</p>", None
        if start == "<" and _BLOCK_TAG.match(first):
            if "\n " in block or not _is_one_element(block):
                raise _Other
            self.ids.update(_ID.findall(block))
            return "html", block + "\n", None
        if not first or _LINE_START.match(first) or first[-1].isspace():
            raise _Other
        if rest and rest[0].startswith(":   "):
            out = [f"<dt>{inline(first)}</dt>"]
            for line in rest:
                item = line[4:]
                if (
                    not line.startswith(":   ")
                    or not item
                    or _LINE_START.match(item)
                    or item[0] == "#"
                    or item[-1].isspace()
                ):
                    raise _Other
                out.append(f"<dd>{inline(item)}</dd>")
            return "dl", "\n".join(out), None
        if not rest:
            return "p", f"<p>{inline(first)}</p>", None
        match = _LIST_ATTRIBUTES(rest[0])
        if not match or len(rest) > 1:
            raise _Other
        return "p", f"{self.opening('p', match[1])}{inline(first)}</p>", None

    def inline(self, line: str) -> str:
        if not _is_inline(line) or "![" in line:
            raise _Other
        if "<" in line:
            self.ids.update(_ID.findall(line))
        if "[" in line:
            line = _links(self.link, line)
        if "*" in line:
            line = _em(self.em, _strong(self.strong, line))
        return line

    def link(self, match: re.Match) -> str:
        inner, path, attributes = match.groups()
        if path[0] == "#":
            self.fragments.add(path[1:])
        else:
            path = self.address(path)
        return f"{self.opening('a', attributes, path)}{inner}</a>"

    def strong(self, match: re.Match) -> str:
        return f"{self.opening('strong', match[2])}{match[1]}</strong>"

    def em(self, match: re.Match) -> str:
        return f"{self.opening('em', match[2])}{match[1]}</em>"

    def opening(self, tag: str, attributes: str | None, href: str = "") -> str:
        if not attributes:
            return f'<{tag} href="{href}">' if href else f"<{tag}>"
        named = f' href="{href}"' if href else ""
        if attributes[0] != "#":
            first, middle, last = _attributes(attributes)
            return f"<{tag}{first}{named}{middle}{last}>"
        anchor, _, others = attributes[1:].partition(" ")
        self.ids.add(anchor)
        first, middle, last = _attributes(others)
        return f'<{tag}{first}{named}{middle} id="{anchor}"{last}>'


def _is_one_element(html: str) -> bool:
    """Whether all of ``html`` is one element with every tag in it closed in its turn: no parser sees another end."""
    opened: list[str] = []
    end = 0
    for tag in _ANY_TAG.finditer(html):
        if "<" in html[end : tag.start()] or (end and not opened):
            return False
        end = tag.end()
        closing, name, alone = tag.groups()
        if closing:
            if not opened or opened.pop() != name:
                return False
        elif not alone and name not in _VOID:
            opened.append(name)
    return end == len(html) and not opened


@lru_cache(maxsize=4096)
def _attributes(text: str) -> tuple[str, str, str]:
    """An attribute list without an id, as it stands in a tag, cut where ``href`` and where ``id`` belongs:
    Python-Markdown sorts them. Raises :class:`_Other`."""
    found: dict[str, str | None] = {}
    for item in re.findall(_ATTRIBUTE, text):
        if item[0] == ".":
            found["class"] = f"{found['class']} {item[1:]}" if found.get("class") else item[1:]
        elif item[0] == "#":  # not at the head of the list
            raise _Other
        elif "=" in item:
            key, value = item.split("=", 1)
            found[key] = value.strip('"')
        else:
            found[item] = None
    if not found.keys().isdisjoint(("href", "id")):
        raise _Other
    parts = ["", "", ""]
    for key, value in sorted(found.items()):
        parts[bisect(("href", "id"), key)] += f" {key}" if value is None else f' {key}="{value}"'
    return tuple(parts)


def plain(html: str) -> str:
    """``html`` without its tags, as a table of contents shows it."""
    return " ".join(_TAGS.sub("", html).split())
