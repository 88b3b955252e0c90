"""The tables of kinds, issuers and places, both ways: every pattern matches its entry's examples, and no other
entry's."""

from __future__ import annotations

from functools import cache

import pytest
from sourcepages import datewords, documents, layout, read, resolve, tables
from sourcepages.fold import lower, retone


@cache
def rules() -> tables.Tables:
    return tables.load()


def entries(table: str):
    return [pytest.param(row, id=str(row["name"] or row["codes"][0])) for row in rules()[table]]


def mentions(text: str):
    source = read.read("table.txt", text.encode())
    return documents.find(source, rules())


@pytest.mark.parametrize("kind", entries("kinds"))
def test_every_example_of_a_kind_is_a_document_of_that_kind(kind):
    for example in kind["examples"]:
        found = mentions(f"Theo {example}, xã họp.")
        assert [(m.kind, m.evidence.quote) for m in found] == [(kind["name"], example)]


@pytest.mark.parametrize("kind", entries("kinds"))
def test_every_word_and_code_of_a_kind_is_told_from_all_others(kind):
    for word in kind["words"]:
        owners = {row["name"] for row in rules()["kinds"] if word in row["words"]}
        assert owners == {kind["name"]}
    for code in kind["codes"]:
        assert [row["name"] for row in rules()["kinds"] if code in row["codes"]] == [kind["name"]]


@pytest.mark.parametrize("kind", entries("kinds"))
def test_every_code_of_a_kind_is_read_in_a_number(kind):
    for code in kind["codes"]:
        found = mentions(f"Theo số 12/{code}-UBND, xã họp.")
        assert [(m.kind, m.full) for m in found] == [(kind["name"], True)], code


@pytest.mark.parametrize("issuer", entries("issuers"))
def test_every_example_of_an_issuer_is_known_by_its_head_or_code(issuer):
    compiled = documents.rules(rules())
    for example in issuer["examples"]:
        if example in issuer["codes"]:
            assert compiled.issuer_of_code[example] is issuer
        else:
            head = compiled.head.match(retone(lower(example)))
            assert head, example
            assert compiled.issuer_of_word[head.group()]["name"] == issuer["name"]


def test_no_code_or_word_belongs_to_two_issuers():
    for key in ("codes", "words"):
        seen: dict[str, str] = {}
        for row in rules()["issuers"]:
            for item in row[key]:
                assert item not in seen, f"{item} stands with {seen.get(item)} and {row['name']}"
                seen[item] = row["name"]


@pytest.mark.parametrize("place", entries("places"))
def test_every_example_of_a_place_is_the_locality_of_its_committee(place):
    for example in place["examples"]:
        text = f"Nghị quyết số 03-NQ/TU của Tỉnh ủy {example} nói về đê."
        source = read.read("table.txt", text.encode())
        values, _ = resolve._documents.resolve(source, documents.find(source, rules()), rules())
        assert [(d.number, d.locality) for d in values] == [("03-NQ/TU", place["name"])]


def around(*kinds: str):
    return [
        pytest.param(row, id=f"{row['kind']}-{number}")
        for number, row in enumerate(rules()["documents"])
        if not kinds or row["kind"] in kinds
    ]


def issuers(text: str) -> list[str]:
    """What is read as the issuer of each document of a text, "" for none."""
    return [m.issuer.quote if m.issuer else "" for m in mentions(text)]


def of_words(row) -> list[str]:
    return [*row.get("words", ()), *row.get("alternatives", ())]


def test_every_kind_of_word_around_a_document_has_a_test():
    tested = {"modifier", "counted", "counted by verb", "small", "bare", "place", "compound", "trade"}
    assert {row["kind"] for row in rules()["documents"]} == tested


@pytest.mark.parametrize("row", around())
def test_no_word_around_a_document_stands_twice_in_a_row(row):
    assert len(of_words(row)) == len(set(of_words(row))) > 0


@pytest.mark.parametrize("row", around("modifier"))
def test_a_modifier_stands_between_a_kind_and_its_number(row):
    for word in row["words"]:
        assert len(mentions(f"Theo Quyết định {word} số 12/QĐ-UBND, xã họp.")) == 1, word
    assert [text for text in row["examples"] if len(mentions(text)) != 1] == []
    assert [text for text in row["counterexamples"] if mentions(text)] == []


@pytest.mark.parametrize("row", around("counted", "counted by verb"))
def test_a_number_that_counts_is_no_document(row):
    so = "Nghị quyết" if row["kind"] == "counted" else "hướng dẫn"
    for word in row.get("words", ()):
        assert not mentions(f"{so} 12 {word}"), word
    assert [text for text in row["examples"] if mentions(text)] == []
    assert [text for text in row["counterexamples"] if len(mentions(text)) != 1] == []


@pytest.mark.parametrize("row", around("small", "bare"))
def test_where_an_issuer_begins_and_which_is_none(row):
    none, some = (
        (row["counterexamples"], row["examples"])
        if row["kind"] == "small"
        else (row["examples"], row["counterexamples"])
    )
    assert [text for text in none if issuers(text) != [""]] == []
    assert [text for text in some if len(found := issuers(text)) != 1 or not found[0]] == []


@pytest.mark.parametrize("row", around("place", "compound", "trade"))
def test_an_issuer_is_read_to_the_end_of_its_name(row):
    for example in row["examples"]:
        assert [example.endswith(issuer) and bool(issuer) for issuer in issuers(example)] == [True], example


def test_no_word_stands_for_two_places():
    words = [word for row in rules()["places"] for word in row["words"]]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("mười", 10),
        ("mười một", 11),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("sáu mươi tư", 64),
        ("ba mươi mốt", 31),
        ("chín", 9),
        ("xã", 0),
    ],
)
def test_number_words_become_figures(words, number):
    assert documents.number_of(words) == number


@pytest.mark.parametrize(
    ("value", "weekday"),
    [("2025-11-17", 0), ("2024-02-29", 3), ("2024-03", None), ("XXXX-03-05", None), ("2023-02-29", None)],
)
def test_weekdays_are_of_whole_days_only(value, weekday):
    assert datewords.weekday(value) == weekday


def test_a_contradicted_weekday_is_a_doubt_with_its_remedy():
    source = read.read("ngay.txt", "Thứ Ba, ngày 17-11-2025, xã họp.".encode())
    parts = layout.lay_out(source, rules())
    from sourcepages import dates

    value, _, doubts = resolve._dates.resolve(source, parts, dates.find(source, parts))
    assert value.value == "2025-11-17"
    assert [(d.code, d.line) for d in doubts] == [("weekday", 1)]
    assert "thứ Hai" in doubts[0].message


def test_an_open_short_form_is_a_doubt_that_names_the_candidates():
    text = "Xã học Nghị quyết số 03-NQ/TU và Nghị quyết số 03-NQ/TW.\n\nNghị quyết 03 nêu năm việc."
    source = read.read("nq.txt", text.encode())
    _, doubts = resolve._documents.resolve(source, documents.find(source, rules()), rules())
    assert [(d.code, d.line, d.column) for d in doubts] == [("document-open", 3, 1)]
    assert "03-NQ/TU" in doubts[0].message
    assert "03-NQ/TW" in doubts[0].message
    assert "resolutions:" in doubts[0].remedy
