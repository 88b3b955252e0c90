"""A page's front matter → how to cite the article: plain Vietnamese style, BibTeX, RIS. Pure.

Works from the front matter alone (see ``article.summary``), so that the template filter, the tests and
anyone with the Markdown file get the same citation. What is cited is the original; this site's page stands
beside it. A citation gives the day of publication and never puts the event's day in its place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from ..fold import fold
from . import words

_BIBTEX = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
    | {ch: "\\" + ch for ch in "#$%&_"}
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def plain(meta: Mapping, address: str = "") -> str:
    """``Tác giả. “Nhan đề”. Nơi đăng, ngày 07/03/2024. Địa chỉ gốc. Bản đối chiếu nguồn: địa chỉ.``"""
    parts = [_line(meta.get("author"))] if meta.get("author") else []
    parts.append(f"“{_line(meta.get('title'))}”" + (f" ({_retold(meta)})" if meta.get("original_title") else ""))
    where = [_line(meta.get("publisher"))] if meta.get("publisher") else []
    published = words.day(_line(meta.get("published")))
    when = (
        (published if where else f"Đăng {published}")
        if published
        else "không rõ ngày đăng"
        if where
        else "Không rõ ngày đăng"
    )
    parts.append(", ".join([*where, when]))
    if meta.get("url"):
        parts.append(_line(meta["url"]))
    if address:
        parts.append(f"Bản đối chiếu nguồn: {address}")
    text = ". ".join(parts)
    return text[:1].upper() + text[1:] + ("" if address or meta.get("url") else ".")


def bibtex(meta: Mapping, address: str = "") -> str:
    """A BibTeX entry. Names stand in a second pair of braces: a Vietnamese name is one word to BibTeX."""
    published = _line(meta.get("published"))
    fields = {
        "author": f"{{{_tex(meta['author'])}}}" if meta.get("author") else "",
        "title": f"{{{_tex(meta.get('title'))}}}",
        "howpublished": _tex(meta.get("publisher")),
        "year": published[:4] if published[:4].isdigit() else "",
        "date": published if published[:4].isdigit() else "",
        "url": re.sub(r"[{}\\\s]", lambda m: f"%{ord(m.group()):02X}", _line(meta.get("url")) or address),
        "note": _tex(
            ". ".join(
                filter(None, [_retold(meta), f"Bản đối chiếu nguồn: {address}" if address and meta.get("url") else ""])
            )
        ),
        "langid": "vietnamese",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if fields["date"] and len(published) >= 7:
        lines.insert(-1, f"  month = {MONTHS[int(published[5:7]) - 1]},")
    return "\n".join([f"@misc{{{_key(meta)},", *lines, "}"]) + "\n"


def ris(meta: Mapping, address: str = "") -> str:
    """A RIS record of type NEWS, one tag a line."""
    published = _line(meta.get("published"))
    rows = [("TY", "NEWS"), ("TI", meta.get("title")), ("AU", meta.get("author")), ("T2", meta.get("publisher"))]
    if published[:4].isdigit():
        rows += [("PY", published[:4]), ("DA", "/".join([*published.split("-"), "", ""][:3]) + "/")]
    rows += [
        ("N1", _retold(meta)),
        ("UR", meta.get("url") or address),
        ("L2", address if meta.get("url") else ""),
        ("LA", "vi"),
    ]
    return "".join(f"{tag}  - {_line(value)}\n" for tag, value in rows if value) + "ER  - \n"


def section(meta: Mapping, address: str) -> str:
    """The foot of an article page: the three forms as text that can be read and selected without a script.
    The copy buttons are hidden until the script that serves them is there."""
    forms = [
        ("nguyen-van", "Văn bản thường", plain(meta, address)),
        ("bibtex", "BibTeX", bibtex(meta, address)),
        ("ris", "RIS", ris(meta, address)),
    ]
    out = ['<section class="sp-cite" aria-labelledby="trich-dan">', '<h2 id="trich-dan">Trích dẫn bài này</h2>']
    for name, label, text in forms:
        ident = f"trich-dan-{name}"
        button = f'<button type="button" class="sp-copy" data-copy="{ident}" hidden>Sao chép<span class="sp-hidden"> dạng {label}</span></button>'
        if name == "nguyen-van":
            out += [f'<p id="{ident}">{html.escape(text)}</p>', button]
        else:
            code = f'<pre tabindex="0" role="region" aria-label="{label}"><code id="{ident}">{html.escape(text)}</code></pre>'
            out.append(f"<details><summary>{label}</summary>{code}{button}</details>")
    return "\n".join([*out, "</section>"])


def _retold(meta: Mapping) -> str:
    """An account in other words says so, and of what."""
    return f"lược thuật bài “{_line(meta['original_title'])}”" if meta.get("original_title") else ""


def _line(value) -> str:
    return " ".join(str(value or "").split())


def _tex(value) -> str:
    return _line(value).translate(_BIBTEX)


def _key(meta: Mapping) -> str:
    """Letters and figures of the file's name: stable, and legal for every BibTeX program."""
    stem = str(meta.get("source") or meta.get("title") or "").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-")[:60] or "bai-viet"
