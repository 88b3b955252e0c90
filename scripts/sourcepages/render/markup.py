"""Text → Markdown that prints exactly that text, and the few constructs our pages are made of."""

from __future__ import annotations

import re

import yaml

# Whatever may mean something to Python-Markdown, its extensions or HTML. A character reference is
# never markup, and reads back as the character.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#+!|~^=&\"]|(?<=\d)[.)]|^[-:]|--|:(?=\S)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escape(text: str) -> str:
    """``text`` (of one line) as inline Markdown that prints as it stands."""
    return _SPECIAL.sub(lambda m: "".join(_NAMED.get(ch) or f"&#{ord(ch)};" for ch in m.group()), text)


def front_matter(values: dict) -> str:
    """A YAML block that reads back as ``values``, for people and programs."""
    return "---\n" + yaml.dump(values, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False, width=10**9) + "---\n"
