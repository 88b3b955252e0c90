"""The tables the finders of people read: every word is found as what its entry says, and as nothing else."""

from __future__ import annotations

import pytest
from sourcepages import fold, tables
from sourcepages.speakers import lexicon, mark, tokenise, tokens

TABLES = (
    "cues",
    "family-names-first",
    "given-names",
    "honorifics",
    "localities",
    "offices",
    "organisations",
    "particles",
    "surnames",
)
RULES = tables.load()
ENTRIES = [(name, number, row) for name in TABLES for number, row in enumerate(RULES[name])]


def label(name, row) -> str:
    return str(row.get("kind", row.get("weight", row.get("gender", row.get("language")))))


def keys(text: str) -> tuple[str, ...]:
    return tokens.split(text)


@pytest.mark.parametrize(("name", "number", "row"), ENTRIES, ids=[f"{name}-{number}" for name, number, _ in ENTRIES])
def test_every_example_is_a_word_of_its_entry_and_of_no_other_of_the_table(name, number, row):
    own = {keys(word) for word in row["words"]}
    for example in row["examples"]:
        assert keys(example) in own, f"{name}: {example!r} is no word of its entry"
        others = [
            label(name, other)
            for k, other in enumerate(RULES[name])
            if k != number and keys(example) in {keys(w) for w in other["words"]}
        ]
        assert not (others and name not in ("particles", "organisations")), (
            f"{name}: {example!r} stands under {others} too"
        )


@pytest.mark.parametrize("name", TABLES)
def test_no_entry_says_a_word_twice(name):
    for row in RULES[name]:
        seen: set[tuple[str, ...]] = set()
        for word in row["words"]:
            assert isinstance(word, str), f"{name}: {word!r} is not read as text; put it in quotation marks"
            assert keys(word) not in seen, f"{name}: {word!r} stands twice in one entry"
            seen.add(keys(word))


@pytest.mark.parametrize("name", ["offices", "cues", "honorifics", "localities", "surnames"])
def test_no_word_has_two_meanings_in_one_table(name):
    meaning: dict[tuple[str, ...], str] = {}
    for row in RULES[name]:
        for word in row["words"]:
            assert meaning.setdefault(keys(word), label(name, row)) == label(name, row), (
                f"{name}: {word!r} has two meanings"
            )


def marked(text: str) -> tokens.Tokens:
    lex = lexicon(RULES)
    found = tokenise(text, lex.words)
    mark(found, lex)
    return found


def words(name: str, kind: str) -> list[str]:
    return [word for row in RULES[name] if row["kind"] == kind for word in row["words"]]


def test_every_lead_is_found_before_a_name():
    points = lexicon(RULES).leads
    for kind in ("lead", "talk"):
        assert [
            word for word in words("cues", kind) if points.at(keys(f"{word} ông Mẫu"), 0) != (len(keys(word)), kind)
        ] == []


@pytest.mark.parametrize("kind", ["rank", "degree", "title", "folk", "post", "tie"])
def test_every_office_is_found_in_a_sentence(kind):
    missing = []
    for word in words("offices", kind):
        found = marked(f"Hôm ấy {word} Mẫu.")
        at = found.heads.get(2)
        if at is None or at[1] != kind:
            missing.append(word)
    assert not missing


@pytest.mark.parametrize("kind", ["say", "content", "tag"])
def test_every_cue_is_found_after_a_name(kind):
    missing = []
    for word in words("cues", kind):
        found = marked(f"Nguyễn Văn Mẫu {word} Sở Mẫu.")
        if found.cues.get(3, (0, ""))[1] != kind:
            missing.append(word)
    assert not missing


def test_compounds_hold_no_cue_and_no_break():
    row = next(row for row in RULES["particles"] if row["kind"] == "whole")
    held = []
    for word in row["words"]:
        found = marked(f"và {word} Mẫu.")
        if found.cues or any(1 <= i < 1 + len(keys(word)) for i in found.breaks):
            held.append(word)
    assert not held


@pytest.mark.parametrize("word", ["Trưng", "Kaitlyn", "Moon", "Drupt", "Nguyễn", "Phượng", "Quỳnh", "Giang", "Bill"])
def test_syllables(word):
    assert fold.is_syllable(word) == (word in ("Trưng", "Nguyễn", "Phượng", "Quỳnh", "Giang"))


def test_rows_in_short_are_written_out(tmp_path):
    (tmp_path / "a.yml").write_text(
        """
- {before: [đó là, đây là], words: [ý kiến, lời khuyên], examples: [đó là ý kiến]}
- {words: [GS], chain: [GS, TS], joints: [".", " "], examples: [GS.TS]}
""",
        encoding="utf-8",
    )
    first, second = tables.load(tmp_path)["a"]
    assert first == {
        "words": ["đó là ý kiến", "đó là lời khuyên", "đây là ý kiến", "đây là lời khuyên"],
        "examples": ["đó là ý kiến"],
    }
    assert second["words"] == ["GS", "GS.TS", "GS TS", "TS.GS", "TS GS"]


@pytest.mark.parametrize(
    "row",
    [
        "{words: [a], before: đó là, examples: [b]}",
        "{words: [a], chain: [GS, TS], examples: [b]}",
        "{words: [a], chain: [1], joints: ['.'], examples: [b]}",
    ],
)
def test_a_row_in_short_of_another_form_is_refused(tmp_path, row):
    (tmp_path / "a.yml").write_text(f"- {row}\n", encoding="utf-8")
    with pytest.raises(tables.BadTable, match=r"a\.yml"):
        tables.load(tmp_path)
