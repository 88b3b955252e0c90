"""A page's front matter → what its ``<head>`` says to machines. Pure; everything in it comes out escaped.

Highwire Press and Dublin Core ``meta`` for reference managers, Open Graph for those who share the page, and
schema.org JSON-LD. It needs a page's address and front matter alone: the theme's template calls :func:`head`
through a filter, and a faster renderer may call it just as well.

Vocabulary: https://schema.org/NewsArticle, /Person, /Legislation; ``expires`` and ``legislationLegalForce`` are left
out on purpose: an article can't establish whether a document is in force.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from functools import lru_cache

from . import words

MAX_DESCRIPTION = 160
MAX_LISTED = 50
"""No page's head grows with the archive."""
_escape = lru_cache(maxsize=1024)(html.escape)  # what all pages say, and what one says several times
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def kind(meta: Mapping) -> str:
    """``article``, ``person``, ``document`` or ``other``, told by the front matter."""
    if meta.get("sha256") and meta.get("source"):
        return "article"
    if "number" in meta and "kind" in meta:
        return "document"
    return "person" if "offices" in meta else "other"


def description(meta: Mapping, default: str = "") -> str:
    """One sentence or two about the page, at most 160 characters; ``default`` for pages that don't say."""
    if meta.get("description"):
        return _cut(_line(meta["description"]))
    what = kind(meta)
    if what == "article":
        parts = [
            ", ".join(
                filter(
                    None, [_line(meta.get("publisher")), words.day(_line(meta.get("published") or meta.get("date")))]
                )
            )
        ]
        parts.append(
            "Người phát biểu: " + ", ".join(_line(s.get("name")) for s in meta["speakers"][:5])
            if meta.get("speakers")
            else ""
        )
        numbers = [_line(d.get("number")) for d in [*(meta.get("resolutions") or ()), *(meta.get("documents") or ())]]
        parts.append("Văn bản: " + ", ".join(numbers[:6]) if numbers else "")
        text = ". ".join(p[:1].upper() + p[1:] for p in parts if p)
        return _cut(f"{_line(meta.get('title'))}. {text}" if len(text) < 60 else text)
    if what == "person":
        return _cut(
            f"{_line(meta.get('name') or meta.get('title'))}"
            + (f", {'; '.join(_offices(meta)[:2])}" if _offices(meta) else "")
            + ": lời phát biểu trên báo, kèm nguyên "
            "văn."
        )
    if what == "document":
        name = " ".join(_line(meta.get(k)) for k in ("kind", "number") if meta.get(k))
        issuer = f" của {_line(meta['issuer'])}" if meta.get("issuer") else ""
        return _cut(f"{name}{issuer}: những bài báo nhắc tới, ai nói gì, kèm nguyên văn.")
    return _cut(f"{_line(meta['title'])}. {default}" if meta.get("title") and default else default)


def head(url: str, meta: Mapping, canonical: str, site_name: str, site_url: str, site_description: str = "") -> str:
    """The ``meta``, ``link`` and JSON-LD of one page.

    ``url`` is the page's address inside the site ("bai-viet/x/", "" for home); ``canonical`` and ``site_url`` are
    absolute, or "" where the site doesn't know its own address.
    """
    what, title = kind(meta), _line(meta.get("title")) or site_name
    about = description(meta, site_description)
    rows = [
        ("name", "description", about),
        ("property", "og:site_name", site_name),
        ("property", "og:locale", "vi_VN"),
        ("property", "og:type", {"article": "article", "person": "profile"}.get(what, "website")),
        ("property", "og:title", title),
        ("property", "og:description", about),
        ("property", "og:url", canonical),
        ("name", "twitter:card", "summary"),
    ]
    if what == "article":
        rows += _article_rows(meta, title, canonical)
    lines = [f'<meta {attribute}="{name}" content="{_escape(value)}">' for attribute, name, value in rows if value]
    if canonical:
        lines.append(f'<link rel="canonical" href="{_escape(canonical)}">')
    if what == "article":
        lines.append('<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">')
    data = json_ld(url, meta, canonical, site_name, site_url, site_description)
    lines.append(f'<script type="application/ld+json">{script_json(data)}</script>')
    return "\n".join(lines)


def _article_rows(meta: Mapping, title: str, canonical: str) -> list[tuple[str, str, str]]:
    published, author, publisher = (_line(meta.get(k)) for k in ("published", "author", "publisher"))
    day = published if published[:4].isdigit() else ""
    subjects = [_line(d.get("number")) for d in [*(meta.get("resolutions") or ()), *(meta.get("documents") or ())]][
        :MAX_LISTED
    ]
    return [
        ("name", "citation_title", title),
        ("name", "citation_author", author),
        ("name", "citation_publication_date", day.replace("-", "/")),
        ("name", "citation_journal_title", publisher),
        ("name", "citation_publisher", publisher),
        ("name", "citation_language", "vi"),
        ("name", "citation_public_url", _line(meta.get("url")) or canonical),
        ("name", "citation_fulltext_html_url", canonical),
        ("name", "z:itemType", "newspaperArticle"),  # or Zotero takes Highwire tags for a journal's
        ("name", "DC.title", title),
        ("name", "DC.creator", author),
        ("name", "DC.publisher", publisher),
        ("name", "DC.date", day),
        ("name", "DC.type", "Text"),
        ("name", "DC.language", "vi"),
        ("name", "DC.source", _line(meta.get("url"))),
        ("name", "DC.identifier", canonical),
        *(("name", "DC.subject", number) for number in subjects),
        ("property", "article:published_time", day if len(day) == 10 else ""),
        ("property", "article:author", author),
    ]


def json_ld(url: str, meta: Mapping, canonical: str, site_name: str, site_url: str, site_description: str = "") -> dict:
    """The page as schema.org sees it. Nothing stands in it that the front matter doesn't say."""
    title, what = _line(meta.get("title")) or site_name, kind(meta)
    site = _full({"@type": "WebSite", "name": site_name, "url": site_url})
    data: dict = {"@context": "https://schema.org"}
    if what == "article":
        author, publisher = _line(meta.get("author")), _line(meta.get("publisher"))
        data |= {
            "@type": "NewsArticle",
            "headline": title,
            "inLanguage": "vi",
            "url": canonical,
            "author": {"@type": "Person", "name": author} if author else None,
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": _day(meta.get("published")),
            "isBasedOn": _line(meta.get("url")),
            "isPartOf": site,
            "temporalCoverage": _day(meta.get("date")) if meta.get("date") != meta.get("published") else None,
            "mentions": [_person(s) for s in (meta.get("speakers") or ())[:MAX_LISTED]]
            + [
                _legislation(d) for d in [*(meta.get("resolutions") or ()), *(meta.get("documents") or ())][:MAX_LISTED]
            ],
        }
    elif what == "person":
        data |= {
            "@type": "ProfilePage",
            "name": title,
            "inLanguage": "vi",
            "url": canonical,
            "isPartOf": site,
            "mainEntity": {
                "@type": "Person",
                "name": _line(meta.get("name")) or title,
                "jobTitle": _offices(meta)[:MAX_LISTED],
                "url": canonical,
            },
        }
    elif what == "document":
        data |= _legislation(meta) | {"url": canonical, "inLanguage": "vi"}
    elif url in ("", "."):
        data |= site | {"description": site_description, "inLanguage": "vi"}
    else:
        data |= {
            "@type": "CollectionPage" if url.endswith("/") else "WebPage",
            "name": title,
            "inLanguage": "vi",
            "url": canonical,
            "isPartOf": site,
        }
    return _full(data)


def script_json(data) -> str:
    """JSON that can't end its ``<script>`` or begin a comment there, whatever it says."""
    return (
        _encoder.encode(data)
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _person(speaker: Mapping) -> dict:
    return {"@type": "Person", "name": _line(speaker.get("name")), "jobTitle": _line(speaker.get("office"))}


def _legislation(document: Mapping) -> dict:
    issuer, number = _line(document.get("issuer")), _line(document.get("number"))
    name = f"{_line(document.get('kind')) or 'Nghị quyết'} {number}"
    return {
        "@type": "Legislation",
        "name": name,
        "legislationIdentifier": number,
        "legislationType": _line(document.get("kind")) or "Nghị quyết",
        "legislationDate": _day(document.get("date")),
        "legislationPassedBy": {"@type": "Organization", "name": issuer} if issuer else None,
    }


def _offices(meta: Mapping) -> list[str]:
    """The offices of a person's page: strings, or records with an ``office``."""
    found = [_line(o.get("office") if isinstance(o, Mapping) else o) for o in meta.get("offices") or ()]
    return [o for o in found if o]


def _day(edtf) -> str:
    """An EDTF value as ISO 8601; "" where the year is unknown or it is a period."""
    text = _line(edtf)
    return text if text[:4].isdigit() and "/" not in text else ""


def _full(data):
    """``data``, of texts, mappings and lists, without what is empty."""
    if isinstance(data, dict):
        return {key: full for key, value in data.items() if (full := value if isinstance(value, str) else _full(value))}
    return [value if isinstance(value, str) else _full(value) for value in data] if isinstance(data, list) else data


def _line(value) -> str:
    return " ".join(str(value if value is not None else "").split())


def _cut(text: str) -> str:
    if len(text) <= MAX_DESCRIPTION:
        return text
    return text[: MAX_DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
