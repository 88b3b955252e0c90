"""Runs ``tests/cases/*.yml``: one sentence or short passage a case, with what must be read from it.

A file is a list of ``{id, why, text, expect}``; the first word of its name says the kind. ``[[…]]`` in ``text`` marks
the spans that must be found, in order (the marks are removed before reading; without any mark spans are not compared).
Only the keys that stand in ``expect`` are compared, as strings; ``null`` and "" mean absent. An empty list is a false
friend: nothing may be found.

dates, documents  a list of records, one a mention in the order of the text: of a date ``value`` and ``role``; of a
                  document ``kind``, ``number``, ``full``, ``issuer`` (quote), ``date`` (value), ``title`` (quote); or
                  ``{article: {date: …, published: …, resolutions: [numbers], documents: [numbers], …}}`` for the whole
                  article, after resolution; an issuer, office … of a document is tested as ``{number: …, issuer: …}``
speakers          a list of ``{name, office}``, the passage's speakers; marks are the subjects of attributions to them
statements        a list of ``{speaker, kind, cue}``; marks are the statements
layout            ``{title, author, publisher, url, rubric, published, roles: [role of each segment]}``; marks are the
                  sentences. A false friend has a plain body and nothing else
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from sourcepages import build, dates, documents, layout, read, resolve, speakers, statements, tables
from sourcepages.models import Evidence

CASES = Path(__file__).parent / "cases"
KINDS = ("dates", "documents", "speakers", "statements", "layout")
_MARK = re.compile(r"\[\[|\]\]")


@cache
def rules() -> tables.Tables:
    return tables.load()


def load(path: Path) -> list[dict]:
    # BaseLoader: every scalar stays the string it is printed as (03, 2024-03-05, no)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or []


def kind_of(path: Path) -> str:
    return re.match(r"[a-z]+", path.stem).group()


def all_cases() -> list[tuple[str, str, dict]]:
    return [(kind_of(path), path.name, case) for path in sorted(CASES.glob("*.yml")) for case in load(path)]


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the marked spans in it."""
    marked = read.canonical(marked)
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group() == "[[":
            assert not spans or spans[-1][1] >= 0, "marks can't be nested"
            spans.append((len(text), -1))
        else:
            assert spans, "a mark is closed that was not opened"
            assert spans[-1][1] < 0, "a mark is closed twice"
            spans[-1] = (spans[-1][0], len(text))
    assert all(end >= 0 for _, end in spans), "a mark is not closed"
    return text + marked[at:], spans


def shown(value) -> str:
    """A value of ours as a case writes it."""
    if value is None:
        return ""
    if isinstance(value, Evidence):
        return " ".join(value.quote.split())
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], Evidence):
        return value[0]
    if hasattr(value, "status") and hasattr(value, "value"):
        return value.value
    return str(value).lower() if isinstance(value, bool) else str(value)


def wanted(value: str) -> str:
    return "" if value in ("null", "~") else value


def pick(item, expected: dict) -> dict:
    return {key: shown(getattr(item, key)) for key in expected}


def compare(found: list, expected: list[dict]) -> None:
    got = [pick(item, want) for item, want in zip(found, expected, strict=False)]
    got += [repr(item) for item in found[len(expected) :]]
    assert got == [{key: wanted(value) for key, value in row.items()} for row in expected]


def compare_spans(source, spans: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    if spans:
        assert [source.text[a:b] for a, b in found] == [source.text[a:b] for a, b in spans]
        assert found == spans


def check_article(text: str, expected: dict) -> None:
    article = build.convert("case.txt", text.encode(), "case", rules())
    for key, want in expected.items():
        found = getattr(article, key)
        if key in ("resolutions", "documents", "speakers") and all(isinstance(row, str) for row in want):
            assert [d.name if key == "speakers" else d.number for d in found] == want, key
        elif isinstance(want, list):
            compare(list(found), want)
        else:
            assert shown(found) == wanted(want), key


def check_mentions(found, source, spans, expected) -> None:
    found = sorted(found, key=lambda m: (m.evidence.start, m.evidence.end))
    compare(found, expected)
    compare_spans(source, spans, [(m.evidence.start, m.evidence.end) for m in found])


def people_of(source, parts):
    return resolve.resolve_people(parts, *speakers.find(source, parts, rules()), rules())


def check_speakers(source, parts, spans, expected) -> None:
    people, attributions = people_of(source, parts)
    compare(list(resolve._people.speakers(people, attributions, rules())), expected)
    compare_spans(source, spans, sorted({(a.subject.start, a.subject.end) for a in attributions if a.speaker}))


def check_statements(source, parts, spans, expected) -> None:
    found = statements.attribute(source, parts, *people_of(source, parts), rules())
    compare(list(found), expected)
    compare_spans(source, spans, [(s.start, s.end) for s in found])


def check_layout(source, parts, spans, expected) -> None:
    if not expected:
        expected = dict.fromkeys(("title", "author", "publisher", "url", "rubric"), "")
        assert {segment.role for segment in parts.segments} == {"body"}
        assert not parts.published
    for key, want in expected.items():
        if key == "roles":
            assert [segment.role for segment in parts.segments] == want
        elif key == "published":
            assert "; ".join(source.text[s.start : s.end] for s in parts.published) == wanted(want)
        else:
            assert shown(getattr(parts, key)) == wanted(want), key
    compare_spans(source, spans, [(s.start, s.end) for s in parts.sentences])


def run(kind: str, case: dict) -> None:
    text, spans = unmark(case["text"])
    expected = case["expect"]
    if isinstance(expected, dict) and "article" in expected:
        assert not spans, "an article case compares values, not spans"
        check_article(text, expected["article"])
        return
    source = read.read("case.txt", text.encode())
    assert source.text == text, "the text must not begin with front matter"
    parts = layout.lay_out(source, rules())
    if kind in ("dates", "documents"):
        found = dates.find(source, parts) if kind == "dates" else documents.find(source, rules())
        check_mentions(found, source, spans, expected)
    else:
        {"speakers": check_speakers, "statements": check_statements, "layout": check_layout}[kind](
            source, parts, spans, expected
        )


@pytest.mark.parametrize(
    ("kind", "case"), [pytest.param(kind, case, id=case.get("id", name)) for kind, name, case in all_cases()]
)
def test_case(kind, case):
    run(kind, case)


def test_every_case_has_an_id_of_its_own_a_reason_and_something_to_compare():
    seen = {}
    for kind, name, case in all_cases():
        assert kind in KINDS, f"{name}: the first word of the name must be one of {KINDS}"
        assert set(case) == {"id", "why", "text", "expect"}, f"{name}: {case}"
        assert case["id"] not in seen, f"{name}: id {case['id']} stands in {seen[case['id']]} too"
        assert len(case["why"].split()) > 2, f"{name}: {case['id']} has no reason"
        assert isinstance(case["expect"], list | dict), f"{name}: {case['id']} must expect a list or a mapping"
        seen[case["id"]] = name


def is_false_friend(case: dict) -> bool:
    """Whether nothing may be found: an empty list, or an article all of whose values are absent."""
    expected = case["expect"]
    if isinstance(expected, dict):
        values = list((expected.get("article") or expected).values())
        return bool(values) and all(wanted(v) == "" if isinstance(v, str) else v == [] for v in values)
    return not expected


def test_there_are_enough_cases_and_a_third_of_them_are_false_friends():
    cases = all_cases()
    assert len(cases) >= 400
    assert 3 * sum(is_false_friend(case) for _, _, case in cases) >= len(cases)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("dates", {"text": "Sáng [[5/3]], đoàn đến xã.", "expect": [{"value": "XXXX-03-06"}]}),
        ("dates", {"text": "Sáng 5/3, đoàn đến xã.", "expect": []}),
        ("documents", {"text": "Không có văn bản nào.", "expect": [{"number": "03-NQ/TU"}]}),
        ("speakers", {"text": "Không ai nói gì.", "expect": [{"name": "Lê Văn Mẫu"}]}),
        ("statements", {"text": "Không ai nói gì.", "expect": [{"speaker": "Lê Văn Mẫu"}]}),
        ("layout", {"text": "Một câu. Hai câu.", "expect": {"title": "Một câu."}}),
    ],
)
def test_a_wrong_case_fails(kind, wrong):
    with pytest.raises(AssertionError):
        run(kind, wrong)
