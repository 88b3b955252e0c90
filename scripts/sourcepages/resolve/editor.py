"""The editor's word over what was found, field by field; what was found stays beside it."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from ..bylines import shown
from ..documents.lexicon import place_words
from ..evidence import evidence
from ..fold import fold_tone, retone
from ..models import (
    Article,
    DateValue,
    Diagnostic,
    Document,
    EditorValue,
    Evidence,
    Source,
    Speaker,
    TextValue,
    Unreadable,
)
from ..tables import Tables


def text(source: Source, key: str, found: Evidence | None) -> TextValue:
    """The editor's word for ``key``, else what was found."""
    quote = " ".join(found.quote.split()) if found else ""
    if key == "author":
        quote = shown(quote)
    if key not in source.editor:
        return TextValue(quote, "extracted", found) if found else TextValue()
    value = source.editor[key].value or ""
    return TextValue(value, "confirmed", found if value == quote else None, quote if quote != value else "")


def overrule(article: Article, tables: Tables) -> Article:
    """Apply date, published, speakers, resolutions, documents and exclude, field by field.

    A key left empty says that the article states nothing of the kind. What was found and is not said
    stands in ``excluded`` or ``found``. Raises :class:`Unreadable` for a speaker or a document that is not in the text.
    """
    editor = article.source.editor
    if not editor.keys() & {"date", "published", "speakers", "resolutions", "documents", "exclude"}:
        return article
    problems: list[Diagnostic] = []
    article = _excluding(article, problems)
    changed: dict = {}
    for key in ("date", "published"):
        if key in editor:
            changed[key] = _date(
                article, editor[key].value, getattr(article, key), "published" if key == "published" else "event"
            )
    gone = list(article.excluded)
    if "speakers" in editor:
        changed["speakers"] = _speakers(article, editor["speakers"].value or (), problems)
        kept = {fold_tone(s.name) for s in changed["speakers"]}
        gone += [s.name for s in article.speakers if fold_tone(s.name) not in kept]
        changed["statements"] = tuple(s for s in article.statements if fold_tone(s.speaker) in kept)
    for key in ("resolutions", "documents"):
        if key in editor:
            changed[key] = _documents(article, key, editor[key].value or (), tables, problems)
            kept = {id_ for d in changed[key] for id_ in (number_key(d.number), number_key(d.found)) if id_}
            gone += [d.number for d in getattr(article, key) if number_key(d.number) not in kept]
    if any(p.severity == "error" for p in problems):
        raise Unreadable(*problems)
    settled = {code for key, codes in _SETTLES.items() if key in editor for code in codes}
    doubts = tuple(d for d in article.diagnostics if not (d.severity == "doubt" and d.code.split("-")[0] in settled))
    return replace(article, **changed, excluded=tuple(dict.fromkeys(gone)), diagnostics=doubts + tuple(problems))


_SETTLES = {
    "date": ("date",),
    "published": ("published",),
    "speakers": ("speaker", "speakers"),
    "resolutions": ("document", "documents"),
    "documents": ("document", "documents"),
}
"""Which doubts (by the first word of their code) an editor's word ends."""


def number_key(number: str) -> str:
    """A number for comparison: no separators, no zeros in front, capitals."""
    return re.sub(r"[\W_]+", "", number).upper().lstrip("0")


def _excluding(article: Article, problems: list[Diagnostic]) -> Article:
    """Without what the editor says is no speaker or document of ours."""
    if "exclude" not in article.source.editor:
        return article
    gone: list[str] = []
    people, papers = list(article.speakers), list(article.all_documents)
    for item in article.source.editor["exclude"].value or ():
        names = [s for s in people if fold_tone(s.name) == fold_tone(item.value)]
        numbers = [
            d
            for d in papers
            if number_key(item.value)
            in (number_key(d.number), number_key(f"{d.kind}{d.number}"), number_key(f"{d.kind} số {d.number}"))
        ]
        if not names and not numbers:
            known = [s.name for s in article.speakers] + [d.number for d in article.all_documents]
            near = difflib.get_close_matches(item.value, known, 1, 0.5)
            problems.append(
                Diagnostic(
                    "warning",
                    "exclude-nothing",
                    article.source.name,
                    f"mục “exclude”: không tìm thấy “{item.value}” trong những gì máy đọc được",
                    f"có phải “{near[0]}”?" if near else "bỏ dòng ấy đi",
                    item.line,
                    item.column,
                )
            )
        people = [s for s in people if s not in names]
        papers = [d for d in papers if d not in numbers]
        gone += [s.name for s in names] + [d.number for d in numbers]
    kept = {s.name for s in people}
    dropped = {s.name for s in article.speakers} - kept
    return replace(
        article,
        speakers=tuple(people),
        resolutions=tuple(d for d in article.resolutions if d in papers),
        documents=tuple(d for d in article.documents if d in papers),
        statements=tuple(s for s in article.statements if s.speaker not in dropped),
        excluded=article.excluded + tuple(gone),
    )


def _date(article: Article, value: str | None, found: DateValue, role: str) -> DateValue:
    """The day the editor states, with the words of the text that agree with it, if there are any."""
    was = found.value if found.value != (value or "") else ""
    if not value:
        return DateValue("", "", "confirmed", None, (), was)
    if found.value == value:
        return replace(found, status="confirmed", found="")
    agreeing = [d for d in article.dates if _agree(d.value, value)]
    best = next((d for d in agreeing if found.evidence and d.evidence.start == found.evidence.start), None)
    best = best or next((d for d in agreeing if d.role == role), None) or (agreeing[0] if agreeing else None)
    return DateValue(value, found.role or role, "confirmed", best.evidence if best else None, (), was)


def _agree(mentioned: str, stated: str) -> bool:
    """Whether words that mean ``mentioned`` bear out ``stated``: the same, or the same but for what they leave open."""
    if "/" in mentioned:
        return False
    return mentioned == stated or (
        mentioned.startswith("XXXX-") and stated.endswith(mentioned[4:]) and len(stated) == len(mentioned)
    )


_NO_NAME = re.compile(
    r",|(?:^|\s)(?!(?:van|von|der|den|de|da|di|du|dos|del|della|la|le|al|el|bin|ibn|bint|ben|y|zu"
    r"|ter|af)\b)[a-zà-ỹđ][^\s]*"
)
"""A comma or a small letter in front: what somebody writes who puts the office into the name. Foreign particles are
part of names."""


def _speakers(article: Article, wanted, problems: list[Diagnostic]) -> tuple[Speaker, ...]:
    known = {fold_tone(s.name): s for s in article.speakers}
    made = []
    for item in wanted:
        name, office = item.value["name"], item.value.get("office")
        found = known.get(fold_tone(name.value))
        mentions = found.mentions if found else _places(article.source, name.value, "editor.speaker")
        if not mentions:
            problems.append(_not_in_text(article, name, "người phát biểu", [s.name for s in article.speakers]))
            continue
        if _NO_NAME.search(name.value):
            problems.append(
                Diagnostic(
                    "warning",
                    "no-name",
                    article.source.name,
                    f"“{name.value}” không giống một tên người",
                    "mục “name” chỉ ghi họ tên; chức vụ ghi ở dòng “office: …” bên dưới",
                    name.line,
                    name.column,
                )
            )
        if office is None:
            made.append(
                Speaker(
                    found.name if found else name.value,
                    found.office if found else "",
                    "confirmed",
                    mentions,
                    found.offices if found else (),
                )
            )
            continue
        text = office.value or ""
        offices = (
            found.offices
            if found and found.office == text
            else tuple(
                e
                for part in re.split(r",\s+", text)
                if part
                for e in _places(article.source, part, "editor.office")[:1]
            )
        )
        made.append(
            Speaker(
                found.name if found else name.value,
                text,
                "confirmed",
                mentions,
                offices,
                found.office if found and found.office != text else "",
            )
        )
    return tuple(made)


def _documents(article: Article, key: str, wanted, tables: Tables, problems: list[Diagnostic]) -> tuple[Document, ...]:
    made = []
    for item in wanted:
        fields = {name: v.value or "" for name, v in item.value.items()}
        number = fields["number"]
        if bare := _without_kind(number, tables):
            place = item.value["number"]
            problems.append(
                Diagnostic(
                    "error",
                    "kind-in-number",
                    article.source.name,
                    f"“{number}”: ở đây chỉ ghi số hiệu",
                    f"viết: {bare}",
                    place.line,
                    place.column,
                )
            )
            continue
        kind = fields.get("kind") or ("Nghị quyết" if key == "resolutions" else "")
        same = [
            d
            for d in article.all_documents
            if number_key(d.number) == number_key(number) and (not kind or key == "resolutions" or d.kind == kind)
        ]
        same = [d for d in same if d.is_resolution == (key == "resolutions")] or same
        if len(same) > 1 and fields.get("issuer"):
            same = [
                d
                for d in same
                if fold_tone(d.issuer) in fold_tone(fields["issuer"])
                or fold_tone(fields["issuer"]) in fold_tone(d.issuer)
            ] or same
        short = [
            d
            for d in getattr(article, key)
            if not d.full
            and number_key(number).startswith(number_key(d.number))
            and _digits(d.number) == _digits(number)
        ]
        found = next(iter(same or short), None)
        if key == "documents" and not kind:
            kind = found.kind if found else _kind_of(number, tables)
            if not kind:
                problems.append(
                    Diagnostic(
                        "error",
                        "missing",
                        article.source.name,
                        f"mục “documents”: không rõ “{number}” là loại văn bản gì",
                        "thêm dòng “kind: …”, ví dụ “kind: Kế hoạch”",
                        item.line,
                        item.column,
                    )
                )
                continue
        mentions = found.mentions if found else _numbers(article.source, number)
        if not mentions:
            problems.append(
                _not_in_text(article, item.value["number"], "số văn bản", [d.number for d in article.all_documents])
            )
            continue
        base = found or Document(kind, number, any(not ch.isdigit() for ch in number), "confirmed", mentions)
        changes = {
            name: fields[name]
            for name in ("issuer", "date", "title")
            if name in fields and fields[name] != getattr(base, name)
        }
        for name in changes:
            places = _places(article.source, changes[name], f"editor.{name}")
            changes_evidence = places[0] if places and name != "date" else None
            base = replace(base, **{f"{name}_evidence": changes_evidence})
        if found and number_key(found.number) == number_key(number):
            number = found.number
        place = _locality(fields["issuer"], tables) if "issuer" in changes else ""
        made.append(
            replace(
                base,
                **changes,
                kind=fields.get("kind") or (base.kind if found else kind),
                number=number,
                full=base.full or number != base.number,
                status="confirmed",
                locality=place or base.locality,
                locality_evidence=None if place and place != base.locality else base.locality_evidence,
                found=found.number if found and found.number != number else "",
            )
        )
    return tuple(made)


def _locality(issuer: str, tables: Tables) -> str:
    """The province an issuer's name states ("Tỉnh ủy Quảng Ninh"), "" if none."""
    places = place_words(tables)
    found = [
        (issuer.rfind(word), name)
        for word, name in places.items()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", issuer)
    ]
    return max(found)[1] if found else ""


def _digits(number: str) -> str:
    match = re.search(r"\d+", number)
    return match.group().lstrip("0") if match else number_key(number)


def _kind_of(number: str, tables: Tables) -> str:
    """The kind that stands in a number as a code: "Kế hoạch" for 12-KH/TU."""
    words = re.split(r"[\W\d_]+", number)
    return (
        next((row["name"] for row in tables["kinds"] if any(code in words for code in row.get("codes") or ())), "")
        if "kinds" in tables.entries
        else ""
    )


def _without_kind(number: str, tables: Tables) -> str:
    """What follows "Nghị quyết (số)" or another kind, for an editor who wrote both; "" for a number alone."""
    for row in tables["kinds"]:
        if match := re.match(rf"{re.escape(row['name'])}\s+(?:số\s+)?(?=\d)", number, re.I):
            return number[match.end() :]
    return ""


def _numbers(source: Source, number: str) -> tuple[Evidence, ...]:
    """Where the text has a document's number: as the editor writes it, else its digits after a word for a document."""
    exact = _places(source, number, "editor.number")
    if exact or not _digits(number).isdigit():
        return exact
    pattern = re.compile(
        rf"(?:số|(?:[Nn]ghị quyết|NQ|[Cc]hỉ thị|[Kk]ết luận|[Qq]uyết định|[Kk]ế hoạch|[Nn]ghị định"
        rf"|[Tt]hông tư|[Cc]hương trình|[Qq]uy định)(?: số)?) (0*{_digits(number)})(?!\d)"
    )
    return tuple(evidence(source, *m.span(), "editor.number") for m in pattern.finditer(source.text))


def _places(source: Source, words: str, rule: str) -> tuple[Evidence, ...]:
    """Every place where the text has these words, whatever white space stands between them; tone marks may sit on
    either vowel."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return ()
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)")
    spans = [m.span() for m in pattern.finditer(source.text)] or [
        m.span() for m in re.finditer(pattern.pattern, source.text, re.I)
    ]
    if not spans:  # hoà for hòa: the same number of letters, so that offsets agree
        pattern = re.compile(r"(?<!\w)" + r"\s+".join(re.escape(retone(part)) for part in words.split()) + r"(?!\w)")
        other = retone(source.text)
        spans = [m.span() for m in pattern.finditer(other)] if len(other) == len(source.text) else []
    return tuple(evidence(source, start, end, rule) for start, end in spans)


def _not_in_text(article: Article, wanted: EditorValue, what: str, known: list[str]) -> Diagnostic:
    near = difflib.get_close_matches(wanted.value, known, 1, 0.5)
    remedy = f"có phải “{near[0]}”?" if near else "ghi đúng như in trong bài, hoặc bỏ dòng ấy đi"
    return Diagnostic(
        "error",
        "not-in-text",
        article.source.name,
        f"{what} “{wanted.value}” không có trong bài",
        remedy,
        wanted.line,
        wanted.column,
    )
