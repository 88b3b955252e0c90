"""Text → Markdown that prints exactly that text, and the few constructs our pages are made of.

Generated pages use only this subset of Python-Markdown (with ``attr_list`` and ``def_list``), so that a fast
path can render it. Blocks stand between blank lines; each construct fills whole lines:

===================  =======================================================================
``# inline {#id}``   a heading (``#`` to ``###``); the attribute list is always there
``inline``           a paragraph of one line; a second line ``{: #id .class key="value"}`` may follow
``- inline``         a tight list, one line an item, no item inside an item; an item may be followed by a line ``{: …}``
``term``/``: …``     a definition list: a term's line, then one line ``:   inline`` for each of its definitions
``> inline``         a paragraph of one line in a quotation; neighbouring ones become one quotation
``<tag …>``          raw HTML up to the next blank line (pictures, tables)
===================  =======================================================================

Inline there are: text (see :func:`escape`), ``[inline](path){#id .class}`` (attributes optional), ``**inline**``,
``*inline*{.class}``, and the HTML tags ``<span …>``, ``<time …>``, ``<mark>``, ``<b>``, ``<a …>`` with their ends.
Nothing else occurs: no reference links, images, code, numbered or nested lists, tables or line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# Whatever may mean something to Python-Markdown, to its extensions, to Jinja or to HTML. A character reference is
# never markup and reads back as the character. What can't stand in HTML at all becomes U+FFFD.
_REFERENCES = {ch: f"&#{ord(ch)};" for ch in "\\`*_{}[]#|~^"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_NOT_IN_HTML = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff"
_ALWAYS = "".join(map(re.escape, _REFERENCES)) + _SPACES + _NOT_IN_HTML
_special = re.compile(rf"[{_ALWAYS}]|!\Z").sub  # an exclamation mark before a link would make a picture of it
_special_in_attribute = re.compile(rf"[{_ALWAYS}\"'=]").sub
_LINE_START = re.compile(r"[-+:=~]|\d+(?=[.)])")
_NOT_PLAIN = re.compile(r"[^\w .,()/–-]+")


def _reference(found: re.Match) -> str:
    ch = found.group()
    if ch in _SPACES:
        return " "
    return _REFERENCES.get(ch) or (f"&#{ord(ch)};" if ch in "!\"'=" else "\ufffd")


def escape(text: str) -> str:
    """``text`` (of one line) as inline Markdown that prints as it stands, in the middle of a line."""
    return _special(_reference, text)


def line(inline: str) -> str:
    """``inline`` as a line of its own: what only means something where a line begins is escaped too."""
    found = _LINE_START.match(inline)
    if not found:
        return inline
    if found.end() == 1 and not inline[0].isdigit():
        return f"&#{ord(inline[0])};{inline[1:]}"
    return f"{found.group()}&#{ord(inline[found.end()])};{inline[found.end() + 1 :]}"


def attribute(text: str) -> str:
    """``text`` as the value of an attribute of a raw HTML tag, in double quotes."""
    return _special_in_attribute(_reference, text)


def plain(text: str) -> str:
    """``text`` as a value inside an attribute list, which knows no escapes: letters, digits and tame punctuation
    alone."""
    return " ".join(_NOT_PLAIN.sub(" ", text).replace("_", " ").split())


def heading(level: int, inline: str, anchor: str, extra: str = "") -> str:
    """A heading with its id; ``extra`` are more attributes."""
    return f"{'#' * level} {inline} {{#{anchor}{' ' + extra if extra else ''}}}\n"


def paragraph(inline: str, attributes: str = "") -> str:
    """A paragraph, with attributes where there are any."""
    return f"{line(inline)}\n{{: {attributes}}}\n" if attributes else f"{line(inline)}\n"


def items(lines: Iterable[str]) -> str:
    """A tight list; "" without items."""
    return "".join(f"- {line(inline)}\n" for inline in lines)


def quotation(inline: str) -> str:
    """A block quotation of one paragraph."""
    return f"> {line(inline)}\n"


def definitions(rows: Iterable[tuple[str, Iterable[str]]]) -> str:
    """A definition list: (term, definitions), inline Markdown both."""
    return "\n".join(
        line(term) + "\n" + "".join(f":   {line(inline)}\n" for inline in inlines) for term, inlines in rows
    )


def link(inline: str, path: str, attributes: str = "") -> str:
    """``path``: of a Markdown page, relative, or a fragment."""
    return f"[{inline}]({path}){{{attributes}}}" if attributes else f"[{inline}]({path})"


# --- front matter ---------------------------------------------------------------------------------

_PLAIN_SCALAR = re.compile(r"[^\W\d_][\w ,./()–-]*(?<! )")
_WORDS = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}
_UNPRINTABLE = re.compile("[^ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def front_matter(values: Mapping) -> str:
    """A YAML block that reads back as ``values`` (strings, None, booleans, and lists of mappings of these), for people
    and programs."""
    return "---\n" + "".join(_entry(key, value, "") for key, value in values.items()) + "---\n\n"


def _entry(key: str, value, indent: str) -> str:
    if isinstance(value, list):
        if not value:
            return f"{indent}{key}: []\n"
        return f"{indent}{key}:\n" + "".join(_item(item, indent) for item in value)
    if isinstance(value, Mapping):
        return f"{indent}{key}:\n" + "".join(_entry(k, v, indent + "  ") for k, v in value.items())
    return f"{indent}{key}: {_scalar(value)}\n"


def _item(item, indent: str) -> str:
    if not isinstance(item, Mapping):
        return f"{indent}- {_scalar(item)}\n"
    return f"{indent}- " + "".join(_entry(k, v, indent + "  ") for k, v in item.items())[len(indent) + 2 :]


def _scalar(value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if _PLAIN_SCALAR.fullmatch(value) and value.lower() not in _WORDS:
        return value
    if _UNPRINTABLE.search(value):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + _UNPRINTABLE.sub(lambda m: f"\\u{ord(m.group()):04x}", escaped) + '"'
    return "'" + value.replace("'", "''") + "'"
