"""The short run of fuzz.py; `make fuzz N=1000000` is the long one. Every fault it found is a case here."""

import fuzz
import pytest

# What broke once: (what it was, the smallest input)
FOUND: list[tuple[str, bytes]] = [
    ("an address without a host", b"://"),
    ("a dash before a name at the end", "anh Th- Vũng Tàu".encode()),
    ("a comma and half an adverb after a name at the end", "đồng chí Ví,của".encode()),
    ("a bracket that opens at the end", "anh Tử TS.4 (".encode()),
    ("a comma and a word that is no office at the end of a name", "anh Tử,của".encode()),
    ("an exclamation mark before a link", "-ịᄡ!8NĐCP\nủ".encode()),
]


@pytest.mark.parametrize("first", range(0, 1500, 300))
def test_nothing_breaks_on_made_up_articles(first):
    count, _, failures = fuzz.some((1, first, first + 300))
    assert count == 300
    assert failures == []


@pytest.mark.parametrize(("what", "data"), FOUND, ids=lambda v: v if isinstance(v, str) else "")
def test_what_broke_once(what, data):
    assert fuzz.broken(data, whole=True) == "", what


def test_inputs_are_the_same_everywhere_and_of_every_kind():
    assert fuzz.make(1, 7) == fuzz.make(1, 7)
    kinds = [fuzz.check(fuzz.make(1, n)) for n in range(200)]
    assert 0.5 < kinds.count("article") / len(kinds) < 0.99


def test_a_broken_invariant_would_be_seen(monkeypatch):
    monkeypatch.setattr(fuzz.article_page, "escape", lambda text: text.replace("xong", "xxx"))
    monkeypatch.setattr("sourcepages.render.marks.escape", lambda text: text.replace("xong", "xxx"), raising=False)
    assert "words" in fuzz.broken("Tin\n\nViệc ấy đã xong.\n".encode())
