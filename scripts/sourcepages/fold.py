"""Vietnamese text folded for look-up, comparison, addresses and sorting. Never for what is printed."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

# The alphabet's order (TCVN 6909 letters; tones weigh less than letters).
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, 1)}
_SYLLABLE = re.compile(r"(?:\w|[\u0300-\u036f])+")
# How a syllable of Vietnamese can be spelled, without marks. What can't be one ("Kaitlyn", "Moon") is foreign.
_SHAPE = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
    r"(?:oai|oao|oay|oeo|ieu|yeu|uao|uay|uoi|uou|uya|uye|uyu|uai|uau|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|ua|ue|ui|uo"
    r"|uu|uy|ye|a|e|i|o|u|y)"
    r"(?:ch|ng|nh|c|m|n|p|t)?"
)
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # all of them combining
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_TONELESS = dict.fromkeys(map(ord, _TONES))


class Memo(dict):
    """``make(word)`` of each word asked for, worked out once: for every word of a text a look-up is quicker than a
    call."""

    def __init__(self, make: Callable[[str], Any]):
        self.make = make

    def __missing__(self, word: str) -> Any:
        if len(self) >= 1 << 16:
            self.clear()
        self[word] = made = self.make(word)
        return made


@lru_cache(maxsize=65536)
def fold_tone(text: str) -> str:
    """One form for one word: NFC, lower case, single spaces, and the tone mark after its syllable,
    so that ``hoà`` = ``hòa`` and ``thuý`` = ``thúy``. Diacritics still count."""
    words = text.lower().split()
    if len(words) != 1:
        return " ".join(map(fold_tone, words))
    word = words[0]
    return word if word.isascii() else _SYLLABLE.sub(_tone_last, unicodedata.normalize("NFD", word))


def _tone_last(match: re.Match) -> str:
    syllable = match.group()
    tones = "".join(filter(_TONES.__contains__, syllable))
    return unicodedata.normalize("NFC", syllable.translate(_TONELESS)) + tones


_RETONED = dict(zip(
    ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
    ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"], strict=True,
))  # fmt: skip
# in two, since a search for one letter takes a fifth of one for a set
_NEW_TONES = (re.compile(r"o[àáảãạèéẻẽẹ](?!\w)"), re.compile(r"u[ỳýỷỹỵ](?<!qu.)(?!\w)"))


def lower(text: str) -> str:
    """Lower case, character for character, so that offsets stay those of ``text``."""
    low = text.lower()
    if len(low) != len(text):  # a few letters (İ) become two
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low


@lru_cache(maxsize=1)
def lower_text(text: str) -> str:
    """:func:`lower` of the whole text of an article, for which one finder after the other asks."""
    return lower(text)


def retone(low: str) -> str:
    """Lower-case text with the tone mark of open oa, oe, uy where the old school puts it (``thuý`` → ``thúy``, ``hoà``
    → ``hòa``; not ``hoạch``, not ``quý``), same offsets, for look-up."""
    for pattern in _NEW_TONES:
        low = pattern.sub(lambda match: _RETONED[match.group()], low)
    return low


def fold(text: str) -> str:
    """Letters without marks, ``đ`` → ``d``, lower case: ``Đại tướng`` → ``dai tuong``.

    ``đ`` does not decompose in Unicode, so it is folded by hand.
    """
    lower = text.lower()
    if lower.isascii():
        return lower
    try:
        return codecs.charmap_decode(codecs.charmap_encode(lower, "strict", _CODE)[0], "strict", _READ_BACK)[0]
    except UnicodeEncodeError:
        return lower.translate(_ALL_PLAIN)


def _plain(letter: str) -> str:
    """The letter without its marks; "" for a mark that stands alone."""
    return "".join(ch for ch in unicodedata.normalize("NFD", letter) if not unicodedata.combining(ch)).replace("đ", "d")


_ALL_PLAIN = Memo(lambda code: _plain(chr(code)))
# The small letters of Vietnamese and usual marks in a code of eight bits of our own: a text that holds no others is put
# into it and read back folded, in a sixth of the time.
_CODED = "".join(map(chr, range(0x80))) + (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ“”‘’«»–—…•·°²³×½"
)
_CODE = codecs.charmap_build(_CODED.ljust(256, "\ufffe"))  # which stands for nothing
_READ_BACK = "".join(map(_plain, _CODED))


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """An ASCII address: ``03-NQ/TU`` → ``03-nq-tu``; ``Đất`` → ``dat``; "" if nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple:
    """Vietnamese dictionary order: letters first (a ă â b … d đ …), then tones, syllable by syllable."""
    key = []
    for syllable in unicodedata.normalize("NFD", text.lower()).split():
        tone = next((_TONES[ch] for ch in syllable if ch in _TONES), 0)
        letters = unicodedata.normalize("NFC", "".join(ch for ch in syllable if ch not in _TONES))
        key.append((tuple(_LETTER_RANK.get(ch, 100 + ord(ch)) for ch in letters), tone))
    return tuple(key)


def name_sort_key(name: str) -> tuple:
    """People sort by given name, the last syllable; then by the rest from the left."""
    syllables = name.split()
    return sort_key(" ".join(syllables[-1:] + syllables[:-1]))


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether ``word`` can be one Vietnamese syllable."""
    return _SHAPE.fullmatch(fold(word)) is not None
