import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from sourcepages.fold import fold, fold_tone, name_sort_key, slug, sort_key


def test_fold_tone_joins_spellings_that_differ_only_in_the_place_of_the_tone():
    assert fold_tone("Hoà  bình, thuý, uỷ ban") == fold_tone("hòa bình, thúy, ủy ban")
    assert fold_tone("má") != fold_tone("mà") != fold_tone("ma")


def test_fold_tone_keeps_the_tone_inside_its_word_before_punctuation():
    assert fold_tone("Tỉnh ủy, Huyện ủy").split(",")[0] == fold_tone("Tỉnh uỷ")


def test_fold_drops_marks_and_the_bar_of_d():
    assert fold("Đại tướng ĐỖ Ước") == "dai tuong do uoc"


def test_slug_is_ascii_and_keeps_every_letter():
    assert slug("Đất và Ất: 03-NQ/TU") == "dat-va-at-03-nq-tu"


def test_vietnamese_order_puts_letters_before_tones():
    words = ["đa", "da", "ân", "ăn", "an", "án", "dã", "à", "a"]
    assert sorted(words, key=sort_key) == ["a", "à", "an", "án", "ăn", "ân", "da", "dã", "đa"]


def test_people_sort_by_given_name():
    assert sorted(["Trần An Bình", "Lê Thị Ân", "Vũ Văn An"], key=name_sort_key) == [
        "Vũ Văn An",
        "Lê Thị Ân",
        "Trần An Bình",
    ]


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x1EF9)))
def test_folding_does_not_depend_on_unicode_form(text):
    nfc, nfd = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert (slug(nfc), fold_tone(nfc)) == (slug(nfd), fold_tone(nfd))
