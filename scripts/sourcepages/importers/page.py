"""A saved web page (.html, .mhtml) → draft.

trafilatura tells which blocks are the article and reads the metadata; then everything visible between the headline and
the end of the article's container is taken as it stands, so that nothing is lost between headline and byline.
Only the markup is read: scripts, styles and forms are dropped unread, and nothing is loaded.
"""

from __future__ import annotations

import email
import email.policy
import json
import re

import lxml.etree
import lxml.html
import trafilatura

from ..fold import fold
from .draft import Draft, Refused, day, tidy

MAX_PAGE = 20_000_000
"""Bytes of markup; a page that is larger is no article."""
MAX_DEPTH = 250
"""Elements inside each other: what libxml2 and trafilatura bear."""

_NEVER = frozenset(
    "script style noscript template nav form button input select option textarea svg math iframe "
    "object embed audio video canvas head dialog".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ASIDE = re.compile(
    r"\b(?:aside|related|sidebar|share|social|comment|breadcrumb|menu|banner|advert|newsletter"
    r"|tin-?lien-?quan|doc-?them)",
    re.I,
)


def mhtml(data: bytes, url: str = "") -> Draft:
    """A page saved with its pictures in one file (Chromium, Edge)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    root = next(
        (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if root is None:
        raise Refused("tệp .mhtml không có trang HTML nào bên trong", "lưu lại trang từ trình duyệt")
    address = str(message.get("Snapshot-Content-Location") or root.get("Content-Location") or "")
    return html(root.get_payload(decode=True) or b"", url or address, root.get_content_charset() or "")


def html(data: bytes, url: str = "", charset: str = "") -> Draft:
    """A page's bytes → draft. ``url``: where it came from, if known; ``charset``: as HTTP or MIME declares it."""
    if len(data) > MAX_PAGE:
        raise Refused(
            f"trang lớn hơn {MAX_PAGE // 1_000_000} MB", "lưu trang ở dạng “chỉ HTML”, hoặc dán phần chữ vào tệp .txt"
        )
    text = _decode(data, charset)
    if _depth(text) > MAX_DEPTH:
        raise Refused("trang lồng quá nhiều tầng thẻ", "dán phần chữ của bài vào tệp .txt")
    try:
        root = lxml.html.document_fromstring(
            text, parser=lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
        )
    except (lxml.etree.ParserError, ValueError, AssertionError) as err:
        raise Refused("không đọc được trang HTML này", "lưu lại trang từ trình duyệt") from err
    rows = blocks(root)
    if not any(row.text for row in rows):
        raise Refused(
            "trang không có chữ nào", "trang này dựng chữ bằng mã lệnh: hãy mở bằng trình duyệt rồi lưu (Ctrl+S)"
        )
    meta = _metadata(root)
    found = _trafilatura(text, url)
    values, guessed = _values(
        meta, found, url, saved=re.search(r"<!-- saved from url=\(\d+\)(https?://[^\s<>]+) -->", text[:2000])
    )
    first, last = _range(rows, (found or {}).get("text") or "", values.get("title", ""))
    keep, left = [], []
    for number, row in enumerate(rows):
        (keep if first <= number <= last and not row.aside else left).append(row.text)
    body = tidy(keep)
    if values.get("title") and not any(_same(values["title"], block) for block in keep[:3]):
        guessed["title"] = "thẻ tiêu đề của trang"
    draft = Draft(body, values, guessed, sum(len(row.text.split()) for row in rows), [t for t in left if t])
    if not found or not found.get("text"):
        draft.notes.append("không nhận ra phần thân bài: đã giữ mọi chữ từ nhan đề tới hết trang, xin xóa phần thừa")
    return draft


class Block:
    """A run of visible text between two block-level tags; ``heading`` its level; ``aside``: a list of links, a share
    bar."""

    __slots__ = ("aside", "heading", "path", "text")

    def __init__(self, text: str, heading: int, path: tuple[int, ...], aside: bool):
        self.text, self.heading, self.path, self.aside = text, heading, path, aside


def blocks(root) -> list[Block]:
    """The visible text of a page in order. No recursion: a hostile page may nest as it likes."""
    found: list[Block] = []
    run: list[str] = []
    linked = 0
    state = {"heading": 0}

    def flush(path: tuple[int, ...], aside: bool) -> None:
        nonlocal linked
        words = " ".join("".join(run).split())
        if words:
            only_links = linked >= len(words.replace(" ", "")) > 0
            found.append(Block(words, state["heading"], path, aside and (only_links or len(words.split()) < 8)))
        run.clear()
        linked = 0

    # (element, entering, path, inside an aside, inside a link)
    stack: list[tuple] = [(root, True, (), False, False)]
    while stack:
        element, entering, path, aside, link = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if not entering:
            if block:
                flush(path, aside)
                state["heading"] = 0
            elif tag in ("td", "th"):
                run.append(" ")
            if element.tail and path:
                run.append(element.tail)
                if link:
                    linked += len("".join(element.tail.split()))
            continue
        if not tag or tag in _NEVER or _is_hidden(element):
            if element.tail and path:
                run.append(element.tail)
            continue
        if block:
            flush(path[:-1], aside)
        if tag == "br":
            flush(path[:-1], aside)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            state["heading"] = int(tag[1])
        inside_aside = (
            aside
            or tag in ("aside", "footer")
            or bool(_ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]))
        )
        inside_link = link or tag == "a"
        stack.append((element, False, path or (0,), inside_aside if block else aside, link))
        if element.text:
            run.append(element.text)
            if inside_link:
                linked += len("".join(element.text.split()))
        for number, child in reversed(list(enumerate(element))):
            stack.append((child, True, (*path, number), inside_aside, inside_link))
    flush((), False)
    return found


def _is_hidden(element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search((element.get("style") or "")[:500]))


def _range(rows: list[Block], body: str, title: str) -> tuple[int, int]:
    """The first and last block of the article: from the headline to the end of the element that holds the body."""
    lines = {" ".join(fold(line).split()) for line in body.splitlines() if line.strip()}
    joined = " ".join(lines)
    hits = [
        n
        for n, row in enumerate(rows)
        if (key := " ".join(fold(row.text).split())) and (key in lines or (len(key) > 40 and key in joined))
    ]
    headline = next(
        (n for n, row in enumerate(rows) if row.heading == 1 and (not title or _same(title, row.text))), None
    )
    if headline is None:
        headline = next((n for n, row in enumerate(rows) if title and _same(title, row.text) and not row.aside), None)
    if headline is None:
        headline = next((n for n, row in enumerate(rows) if row.heading == 1), None)
    if not hits:
        return headline or 0, len(rows) - 1
    first = min(headline, hits[0]) if headline is not None else hits[0]
    long = [n for n in hits if len(rows[n].text) > 40 and n >= first] or hits
    common = rows[long[0]].path[:-1]
    for n in long:
        path = rows[n].path
        while common and path[: len(common)] != common:
            common = common[:-1]
    last = (
        max((n for n, row in enumerate(rows) if row.path[: len(common)] == common), default=long[-1])
        if len(common) > 2
        else long[-1]
    )
    return first, max(last, hits[-1])


def _same(one: str, other: str) -> bool:
    """Whether a page's title is this headline; a site's name may follow it."""
    a, b = " ".join(fold(one).split()), " ".join(fold(other).split())
    return bool(b) and (a == b or (len(b) > 15 and a.startswith(b)) or (len(a) > 15 and b.startswith(a)))


def _decode(data: bytes, charset: str) -> str:
    """The page's characters by its BOM, its declared encoding, or UTF-8; never by guessing."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        named = "utf-16"
    elif data[:3] == b"\xef\xbb\xbf":
        named = "utf-8-sig"
    else:
        declared = _CHARSET.search(data[:4096])
        named = charset or (declared[1].decode("ascii", "replace") if declared else "utf-8")
    for name in dict.fromkeys((named, "utf-8")):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Refused(
        f"trang khai báo mã {named} nhưng không đọc được theo mã ấy", "mở trang bằng trình duyệt rồi lưu lại (Ctrl+S)"
    )


def _depth(text: str) -> int:
    """How deep the tags of a page may nest, at most: what opens and isn't closed."""
    depth = deepest = 0
    for match in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)", text):
        if match[2].lower() in (
            "br",
            "img",
            "meta",
            "link",
            "input",
            "hr",
            "p",
            "li",
            "source",
            "wbr",
            "col",
            "area",
            "base",
            "td",
            "tr",
            "th",
            "dd",
            "dt",
            "option",
        ):
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _trafilatura(text: str, url: str) -> dict | None:
    try:
        found = trafilatura.bare_extraction(
            text,
            url=url or None,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=True,
            as_dict=False,
        )
    except Exception:  # whatever a hostile page does to it, the page's own blocks remain
        return None
    return (
        {key: getattr(found, key, None) for key in ("title", "author", "sitename", "url", "text")}
        if found is not None
        else None
    )


def _metadata(root) -> dict[str, str]:
    """What the page says of itself: <meta>, <link rel=canonical>, JSON-LD."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if key and element.get("content"):
            meta.setdefault(key, " ".join(element.get("content").split())[:1000])
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower():
            meta.setdefault("canonical", element.get("href") or "")
    for element in root.iter("title"):
        meta.setdefault("<title>", " ".join((element.text or "").split()))
        break
    for element in root.iter("script"):
        if "ld+json" in (element.get("type") or "").lower() and element.text and len(element.text) < 500_000:
            try:
                _linked_data(json.loads(element.text), meta)
            except (ValueError, RecursionError):
                continue
    return meta


def _linked_data(value, meta: dict[str, str]) -> None:
    rows = value if isinstance(value, list) else value.get("@graph", [value]) if isinstance(value, dict) else []
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict) or "Article" not in str(row.get("@type")):
            continue
        for key, name in (("headline", "ld:title"), ("datePublished", "ld:published")):
            if isinstance(row.get(key), str):
                meta.setdefault(name, row[key])
        for key, name in (("author", "ld:author"), ("publisher", "ld:publisher")):
            people = row.get(key) if isinstance(row.get(key), list) else [row.get(key)]
            names = [p["name"] if isinstance(p, dict) and isinstance(p.get("name"), str) else p for p in people]
            names = [n for n in names if isinstance(n, str) and n.strip()]
            if names:
                meta.setdefault(name, ", ".join(names))


def _host(url: str) -> str:
    """The host of a web address, "" for anything else (a file's)."""
    match = re.match(r"https?://(?:www\.)?([^/?#\s]+)", url)
    return match[1].lower() if match else ""


def _values(meta: dict[str, str], found: dict | None, url: str, saved) -> tuple[dict[str, str], dict[str, str]]:
    """Front-matter values, each from the most reliable place that has it, and which place that was."""
    found = found or {}
    canonical = next(
        (
            u
            for u in (meta.get("canonical"), meta.get("og:url"), saved and saved[1])
            if u and re.fullmatch(r"https?://[^\s<>\"']+", u)
        ),
        "",
    )
    places = {
        "title": (
            ("og:title", meta.get("og:title")),
            ("JSON-LD", meta.get("ld:title")),
            ("phần đầu trang", found.get("title")),
            ("<title>", meta.get("<title>")),
        ),
        "author": (
            ("meta author", meta.get("author")),
            ("JSON-LD", meta.get("ld:author")),
            ("article:author", meta.get("article:author")),
        ),
        "published": (
            ("article:published_time", day(meta.get("article:published_time", ""))),
            ("JSON-LD", day(meta.get("ld:published", ""))),
            ("meta pubdate", day(meta.get("pubdate", "") or meta.get("datepublished", "") or meta.get("dc.date", ""))),
        ),
        "publisher": (("og:site_name", meta.get("og:site_name")), ("JSON-LD", meta.get("ld:publisher"))),
        "url": (
            ("liên kết chính thức của trang", canonical if _host(canonical) == _host(url) or not _host(url) else ""),
            ("địa chỉ đã tải", url if re.fullmatch(r"https?://[^\s<>\"']+", url) else ""),
        ),
    }
    values, guessed = {}, {}
    for key, options in places.items():
        for place, value in options:
            if value and not (key == "author" and value.startswith("http")):
                values[key], guessed[key] = value, place
                break
    return values, guessed
