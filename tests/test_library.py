"""Articles together: order, addresses, what joins what."""

from sourcepages import library, tables
from sourcepages.build import convert

RULES = tables.load()


def made(**texts):
    slugs = library.article_slugs(f"{name}.txt" for name in texts)
    return library.compose(
        [convert(f"{name}.txt", text.encode(), slugs[f"{name}.txt"], RULES) for name, text in texts.items()]
    )


def test_file_names_that_fold_to_one_slug_get_addresses_of_their_own():
    slugs = library.article_slugs(["ha-noi.txt", "hà nội.txt", "ha-noi.md", "khác.txt"])
    assert slugs["khác.txt"] == "khac"
    assert len(set(slugs.values())) == 4
    assert sum(value == "ha-noi" for value in slugs.values()) <= 1


def test_a_file_name_keeps_its_address_when_another_clashing_name_joins():
    alone = library.article_slugs(["ha-noi.txt"])["ha-noi.txt"]
    assert library.article_slugs(["ha-noi.txt", "hà nội.txt"])["ha-noi.txt"] == alone


def test_a_name_without_a_single_latin_letter_still_gets_an_address():
    (value,) = library.article_slugs(["新聞.txt"]).values()
    assert value.isascii()
    assert value


def test_articles_stand_newest_first_and_the_undated_last():
    found = made(
        a="---\ndate: 2030-01-02\n---\nBài một.",
        b="---\ndate: XXXX-11-17\n---\nBài hai.",
        c="---\ndate: 2031-05\n---\nBài ba.",
        d="Bài bốn.",
    )
    assert [a.source.name[0] for a in found.articles] == ["c", "a", "b", "d"]


def test_one_resolution_in_two_articles_is_one_entry():
    text = "Tin về Nghị quyết số 59-NQ/TW của Bộ Chính trị."
    found = made(a=text, b=text + " Hết.")
    assert [(d.number, len(d.appearances), d.path) for d in found.documents] == [
        ("59-NQ/TW", 2, "nghi-quyet/59-nq-tw/")
    ]
