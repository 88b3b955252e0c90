"""The page of one article: its summary with evidence, then the text word for word, then what stands near it."""

from __future__ import annotations

from ..models import Article, DateValue, Document, Evidence, Speaker, TextValue
from . import words
from .context import Context, article_path, document_name, title
from .marks import Mark, anchor, marked
from .markup import attribute, definitions, escape, front_matter, heading, items, line, link, plain

PLACES = 6
"""Places shown for one value of the summary; the text itself marks them all."""

LINE = 62
"""Characters of a line of the text on a wide screen; the fewest."""
LABEL = 20
"""Characters of a line of a name in the margin."""


def summary(article: Article) -> dict:
    """The front matter: the record in short, as the page contract has it."""
    return {
        "title": title(article),
        "date": article.date.value or None,
        "published": article.published.value or None,
        "author": article.author.value or None,
        "publisher": article.publisher.value or None,
        "url": article.url.value or None,
        **(
            {"original_title": retold.value}
            if (retold := article.source.editor.get("original_title")) and retold.value
            else {}
        ),
        "speakers": [{"name": s.name, "office": s.office} for s in article.speakers],
        "resolutions": [_document(d) for d in article.resolutions],
        "documents": [{"kind": d.kind} | _document(d) for d in article.documents],
        "source": article.source.name,
        "sha256": article.source.sha256,
    }


def _document(document: Document) -> dict:
    return {"number": document.number, "issuer": document.issuer or None, "date": document.date or None}


def page(article: Article, context: Context) -> str:
    """The Markdown of the article's page."""
    blocks = [
        front_matter(summary(article)),
        heading(1, escape(title(article)), "dau-trang"),
        heading(2, "Tóm lược", "tom-luoc", "data-search-exclude"),
        definitions(rows(article, context)),
        heading(2, "Toàn văn", "toan-van"),
        *body(article, context),
        *foot(article, context),
    ]
    return blocks[0] + "\n".join(blocks[1:])


# --- the summary ----------------------------------------------------------------------------------


def rows(article: Article, context: Context) -> list[tuple[str, list[str]]]:
    """(label, values) of the summary, inline Markdown."""
    published = article.published
    result = [("Nhan đề", [_text(article, article.title)])] if article.title.found else []
    result.append(("Ngày", [_date(article, article.date)]))
    if published.value and published.value != article.date.value:
        result.append(("Ngày đăng", [_date(article, published, role=False)]))
    result.append(("Người phát biểu", [_speaker(article, s, context) for s in article.speakers] or [words.ABSENT]))
    result.append(("Nghị quyết", [_document_row(article, d, context) for d in article.resolutions] or [words.ABSENT]))
    result.append(("Văn bản khác", [_document_row(article, d, context) for d in article.documents] or [words.ABSENT]))
    result.append(("Tác giả", [_text(article, article.author)]))
    result.append(("Nơi đăng", [_text(article, article.publisher)]))
    result.append(("Bài gốc", [_url(article)]))
    said = article.source.editor
    for key, label in (("original_title", "Nhan đề bài gốc"), ("retrieved", "Ngày chép bài")):
        if key in said and said[key].value:
            value = words.time(said[key].value) if key == "retrieved" else escape(said[key].value)
            result.append((label, [f"{value} {words.status('confirmed')}"]))
    return result


ROLES = {"event": "ngày diễn ra sự việc", "published": "ngày đăng"}


def _date(article: Article, value: DateValue, role: bool = True) -> str:
    if not value.value:
        return words.ABSENT + _found(words.day(value.found) if value.found else "")
    parts = [f"**{words.time(value.value)}**"]
    if role and value.role in ROLES:
        parts.append(f"({ROLES[value.role]})")
    parts.append(words.status(value.status))
    if value.evidence:
        parts.append(quote(article, value.evidence))
    if value.because:
        parts.append("căn cứ " + ", ".join(quote(article, e) for e in value.because))
    return " ".join(parts) + _found(words.day(value.found) if value.found else "")


def _text(article: Article, value: TextValue) -> str:
    if not value.value:
        return words.ABSENT + _found(value.found)
    return (
        f"**{escape(value.value)}** {words.status(value.status)}"
        + (" " + quote(article, value.evidence) if value.evidence else "")
        + _found(value.found)
    )


def _url(article: Article) -> str:
    value = article.url
    if not value.value:
        return words.ABSENT + _found(value.found)
    href = attribute(value.value)
    shown = (
        f'<a href="{href}" rel="external">{escape(value.value)}</a>'
        if value.value.startswith(("http://", "https://"))
        else escape(value.value)
    )
    return (
        f"{shown} {words.status(value.status)}"
        + (" " + place(article, value.evidence) if value.evidence else "")
        + _found(value.found)
    )


def _speaker(article: Article, speaker: Speaker, context: Context) -> str:
    person = context.library.person(article, speaker)
    name = link(escape(speaker.name), f"../../{person.path}index.md", ".hub")
    parts = [f"**{name}**"]
    if speaker.office:
        parts.append(f"– {escape(speaker.office)}")
    parts.append(words.status(speaker.status))
    return " ".join(parts) + _places(article, speaker.mentions) + _found(speaker.found)


def _document_row(article: Article, document: Document, context: Context) -> str:
    entry = context.library.document(article, document)
    name = escape(document_name(document))
    parts = [f"**{link(name, f'../../{entry.path}index.md', '.hub')}**"]
    about = [escape(document.issuer)] if document.issuer else []
    if document.date:
        about.append(words.time(document.date))
    if about:
        parts.append("– " + ", ".join(about))
    if document.title:
        parts.append(f"– “{escape(document.title.strip('“”'))}”")
    parts.append(words.status(document.status))
    if document.note:
        parts.append(f"({escape(document.note)})")
    return " ".join(parts) + _places(article, document.mentions) + _found(document.found)


def _found(value: str) -> str:
    """What the text gave where an editor says something else."""
    return f" – máy đọc được: *{escape(value)}*{{.found}}" if value else ""


def quote(article: Article, found: Evidence) -> str:
    """The very words, linked to their place."""
    shown = " ".join(found.quote.split())
    if len(shown) > 60:
        shown = shown[:60].rsplit(" ", 1)[0] + "…"
    return link(f"“{escape(shown)}”", "#" + anchor(article.source, found), ".ev")


def place(article: Article, found: Evidence) -> str:
    """A link to where a value stands in its article's text, named by its paragraph."""
    return link(f"đoạn\u00a0{found.paragraph}", "#" + anchor(article.source, found), ".ev")


def _places(article: Article, mentions: tuple[Evidence, ...]) -> str:
    """Links to the first mention in each paragraph."""
    first = list({e.paragraph: e for e in reversed(mentions)}.values())[::-1]
    shown = ", ".join(place(article, e) for e in first[:PLACES])
    more = f" và {len(first) - PLACES} đoạn nữa" if len(first) > PLACES else ""
    return f" {shown}{more}" if shown else ""


# --- the text -------------------------------------------------------------------------------------

_OUTER, _SAID, _LINK, _EVIDENCE = range(4)


def marks(article: Article, context: Context) -> list[Mark]:
    """Everything that is marked in the text, but for its segments and statements."""
    source, found = article.source, {}

    def add(evidence: Evidence | None, path: str = "", classes: str = "") -> None:
        if evidence is None:
            return
        mark = found.get((evidence.start, evidence.end))
        if mark is None:
            mark = found[evidence.start, evidence.end] = Mark(
                evidence.start, evidence.end, _EVIDENCE, anchor(source, evidence)
            )
        if path and not mark.path:
            mark.path, mark.classes, mark.rank = path, classes, _LINK
        elif classes and not mark.classes:
            mark.classes = classes

    for document in article.all_documents:
        entry = context.library.document(article, document)
        for mention in document.mentions:
            add(mention, f"../../{entry.path}index.md", "m")
        for evidence in (
            document.issuer_evidence,
            document.locality_evidence,
            document.date_evidence,
            document.title_evidence,
        ):
            add(evidence)
    for speaker in article.speakers:
        person = context.library.person(article, speaker)
        for mention in speaker.mentions:
            add(mention, f"../../{person.path}index.md", "m")
        for evidence in speaker.offices:
            add(evidence)
    for value in (article.date, article.published):
        add(value.evidence)
        for evidence in value.because:
            add(evidence)
    for value in (article.author, article.publisher, article.url):
        add(value.evidence)
    for statement in article.statements:
        add(statement.cue, classes="c")
    return list(found.values())


def body(article: Article, context: Context) -> list[str]:
    """The text, a block a paragraph."""
    source, text = article.source, article.source.text
    paragraphs = source.paragraphs
    inside: list[list[Mark]] = [[] for _ in paragraphs]
    roles: list[str] = ["body"] * len(paragraphs)
    speakers: list[dict[str, None]] = [{} for _ in paragraphs]
    wholes: list[bool] = [False] * len(paragraphs)
    labelled: dict[int, tuple[str, int]] = {}  # paragraph → the last name in its margin, and where

    def put(mark: Mark, at: int) -> None:
        """``mark`` into the paragraphs it touches, the first being number ``at`` (from 0); only its first part keeps
        the id."""
        while at < len(paragraphs) and paragraphs[at].start < mark.end:
            start, end = max(mark.start, paragraphs[at].start), min(mark.end, paragraphs[at].end)
            if start < end:
                inside[at].append(Mark(start, end, mark.rank, mark.anchor, mark.classes, mark.attributes, mark.path))
                mark.anchor = ""
            at += 1

    for segment in article.layout.segments:
        at = segment.paragraph - 1
        whole = paragraphs[at]
        if segment.start <= whole.start and segment.end >= whole.end:
            roles[at] = segment.role
        elif segment.role != "body":
            put(Mark(segment.start, segment.end, _OUTER, classes=f"r-{segment.role}"), at)
    for statement in article.statements:
        at = _paragraph_at(paragraphs, statement.start)
        first = True
        while at < len(paragraphs) and paragraphs[at].start < statement.end:
            whole = paragraphs[at]
            start, end = max(statement.start, whole.start), min(statement.end, whole.end)
            if start < end:
                speakers[at][statement.speaker] = None
                if start == whole.start and end == whole.end:
                    wholes[at] = True
                else:
                    classes = _label(statement.speaker, start, labelled.get(at))
                    if classes == "s":
                        labelled[at] = statement.speaker, start
                    name = attribute(statement.speaker)
                    inside[at].append(
                        Mark(
                            start,
                            end,
                            _SAID,
                            statement_anchor(article, statement.start, at) if first else "",
                            classes,
                            f' data-s="{name}"',
                        )
                    )
                first = False
            at += 1
    for mark in marks(article, context):
        put(mark, _paragraph_at(paragraphs, mark.start))
    blocks = []
    for number, (at, role) in enumerate(zip(paragraphs, roles, strict=True), 1):
        inline = marked(text, at.start, at.end, inside[number - 1])
        permalink = f'[¶](#{at.anchor}){{.sp-permalink aria-label="Đoạn {number}"}}'
        if role == "heading":
            blocks.append(heading(3, f"{inline} {permalink}", at.anchor))
            continue
        classes = "" if role == "body" else f" .r-{role}"
        if speakers[number - 1]:
            if (
                wholes[number - 1]
                and number > 1
                and wholes[number - 2]
                and list(speakers[number - 2])[-1:] == list(speakers[number - 1])
            ):
                classes += " .same"  # the speaker of the paragraph above goes on
            classes += f' .{"said" if wholes[number - 1] else "says"} data-s="{plain(", ".join(speakers[number - 1]))}"'
        blocks.append(f"{line(inline)} {permalink}\n{{: #{at.anchor}{classes}}}\n")
    return blocks


def _label(speaker: str, start: int, above: tuple[str, int] | None) -> str:
    """Classes of a part of a paragraph that is a speaker's words from ``start`` on. Its name stands in the margin,
    where there is room below the name ``above`` (with its place in the text); else before the words ("near"), or
    nowhere ("again") if it is the same name."""
    if above is None or start - above[1] >= LINE * -(-len(above[0]) // LABEL):
        return "s"
    return "s again" if above[0] == speaker else "s near"


def statement_anchor(article: Article, start: int, paragraph: int) -> str:
    """The id of the part of a statement that begins at ``start`` in paragraph number ``paragraph`` (from 0); where it
    fills the paragraph the paragraph's own id serves."""
    at = article.source.paragraphs[paragraph]
    return f"{at.anchor}-s{start - at.start}"


def _paragraph_at(paragraphs, start: int) -> int:
    low, high = 0, len(paragraphs)
    while low < high:
        middle = (low + high) // 2
        if paragraphs[middle].start <= start:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


# --- the foot -------------------------------------------------------------------------------------


def foot(article: Article, context: Context) -> list[str]:
    """Articles near this one: those that share people or documents, and the next ones by date."""
    blocks, name = [], article.source.name
    if related := context.related(article):
        blocks.append(heading(2, "Bài liên quan", "lien-quan", "data-search-exclude"))
        blocks.append(
            items(
                entry(other, context, also="cùng " + ", ".join(context.hubs[name][path] for path in shared[:4]))
                for other, shared in related
            )
        )
    around = [
        f"{label}: {entry(other, context)}"
        for label, other in (("Bài trước", context.older.get(name)), ("Bài sau", context.newer.get(name)))
        if other
    ]
    if around:
        blocks.append(heading(2, "Theo ngày", "theo-ngay", "data-search-exclude"))
        blocks.append(items(around))
    return blocks


def entry(article: Article, context: Context, up: str = "../../", also: str = "") -> str:
    """An article in a list: its title, linked, its date, and what there is to say about it."""
    return link(context.titles[article.source.name], f"{up}{article_path(article)}index.md") + words.details(
        words.time(article.date.value, short=True), also
    )
