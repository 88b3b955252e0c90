"""The tables of how people are meant without their names, and of abbreviations in offices: every row does what it says
for its examples, and not for its counterexamples."""

from __future__ import annotations

import pytest
from sourcepages import tables
from sourcepages.resolve.offices import words_of
from sourcepages.resolve.references import references

RULES = tables.load()
REFERENCES = references(RULES)


def row_id(row) -> str:
    return f"{row.get('kind', 'abbreviation')}-{row['words'][0]}"


def of(*kinds: str):
    return [pytest.param(row, id=row_id(row)) for row in RULES["references"] if row["kind"] in kinds]


def words(text: str) -> tuple[str, ...]:
    return words_of(text, RULES)


def holds(description: str, office: str) -> bool:
    """Whether who holds the office is meant by the description."""
    fits = REFERENCES.heads(words(description))
    return bool(fits and fits(words(office)))


@pytest.mark.parametrize("row", [pytest.param(row, id=row_id(row)) for row in RULES["abbreviations"]])
def test_an_abbreviation_is_compared_as_what_it_stands_for(row):
    for example in row["examples"]:
        assert set(words(row["full"])) <= set(words(example)), example
        assert not any(word in words(example) for word in row["words"])


def test_no_abbreviation_stands_for_two_things():
    short = [word for row in RULES["abbreviations"] for word in row["words"]]
    assert len(short) == len(set(short))


@pytest.mark.parametrize("row", of("head"))
def test_who_heads_something_is_meant_by_each_of_the_words(row):
    for word in row["words"]:
        assert [post for post in row["posts"] if not holds(f"{word} Mẫu", f"{post} Mẫu")] == []
    assert [text for text in row["examples"] if REFERENCES.heads(words(text)) is None] == []
    assert [text for text in row["counterexamples"] if REFERENCES.heads(words(text))] == []


def test_a_minister_heads_no_country():
    assert holds("người đứng đầu ngành y tế", "Bộ trưởng Bộ Y tế")
    assert not holds("người đứng đầu ngành y tế", "Bộ trưởng Bộ Xây dựng")
    assert not holds("nhà lãnh đạo Nga", "Ngoại trưởng Nga")


@pytest.mark.parametrize("row", of("post"))
def test_who_heads_a_body_need_not_name_it(row):
    for example in row["examples"]:
        assert holds(example, row["post"]), example
        assert not holds(example, "Viện trưởng"), example


@pytest.mark.parametrize("row", of("place"))
def test_who_heads_a_place(row):
    for example in row["examples"]:
        place = example.removeprefix("người đứng đầu ")
        assert [post for post in row["words"] if not holds(example, f"{post} {place}")] == []
        assert not holds(example, f"giám đốc {place}")


@pytest.mark.parametrize("row", of("body"))
def test_a_post_that_says_which_body_it_heads(row):
    for example in row["examples"]:
        assert [post for post in row["words"] if not holds(example, post)] == []


@pytest.mark.parametrize("row", of("filler"))
def test_fillers_are_passed_over(row):
    for example in row["examples"]:
        assert holds(example, "Bộ trưởng Y tế"), example


@pytest.mark.parametrize("row", of("calling"))
def test_another_word_for_a_calling_is_that_calling(row):
    meant = words(row["calling"])[:2]
    for word in row["words"]:
        assert REFERENCES.calling(words(word)) == meant, word
    for example in row["examples"]:
        assert REFERENCES.described(words(example)).calling == meant, example


IS_ONE = {
    "many": lambda text: words(text) in REFERENCES.many,
    "dignified": lambda text: words(text)[0] in REFERENCES.dignified,
    "vague": lambda text: text.startswith(REFERENCES.vague),
    "another": lambda text: any(word in " ".join(words(text)) for word in REFERENCES.another),
}


@pytest.mark.parametrize("row", of(*IS_ONE))
def test_words_of_a_kind(row):
    is_one = IS_ONE[row["kind"]]
    assert [text for text in (*row["words"], *row["examples"]) if not is_one(text)] == []
    assert [text for text in row["counterexamples"] if is_one(text)] == []


def test_every_kind_has_a_test():
    tested = {"head", "post", "place", "body", "filler", "calling", *IS_ONE}
    assert {row["kind"] for row in RULES["references"]} == tested
