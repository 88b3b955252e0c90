"""Library → the search index: static files that a browser fetches as a query needs them. Pure.

:func:`files` gives everything below ``tim-kiem/``. The reader is ``docs/assets/javascripts/search-worker.js``.

**Format, version 1.** Every file is gzip (without a time stamp) whatever the server does, and but for the manifest is
named ``<number in hexadecimal>-<hash of its bytes>.bin``, so it may be cached for ever. In ``keys/`` and ``entities/`` the number is the
FNV-1a hash (32 bits, eight digits) of the string the shard begins with.

``muc-luc.bin``, the manifest (JSON): ``version``; ``articles``, ``units``, ``slots``, ``terms`` (all occurrences, for
the average length); ``keys``, ``entities``, ``lengths``, ``names``, ``facets``, ``vocabulary``: the hashes of the group's
files, four characters each, in order of number; ``keys_from``, ``entities_from``: the string each shard begins with;
``surnames``, ``kinds``: see :mod:`.entities`.

An article is one **unit**, or several where it is longer than ``analyse.UNIT``; a unit has a **slot**, and the units of an
article follow one another. ``bai/SLOT-HASH.bin`` (JSON) is a unit: ``url``, ``title``, ``date`` (as shown),
``speakers``, ``part`` (0 for the first), ``text``: ``[[paragraph id, text], …]``. ``names/``: three characters for each of 1,024
slots, the hash in that file's name; one space stands for an empty slot. ``lengths/``: one byte for each of 16,384 slots: 0 empty, else
``12 * log2(1 + terms)``, high bit set where an article goes on. ``facets/``: for each of 1,024 slots that begins an
article ``[slot, date, [speakers], [resolutions], [kinds of document]]``.

``keys/``: the inverted index: folded syllables (``quang``) and bigrams (``quang ninh``), sorted by code point and cut into shards of some
5–13 kB. An entry is: length and bytes of the key; number of forms; for each form its length and bytes (its
exact spelling with the tone after the syllable; length 0 = like the key), length and bytes of its postings. A posting is
``4 * (slot - the slot before) + class``, class 0–3 for a weight of 1, 2, 3–4, 5 and more. All numbers are LEB128 varints.
The postings of a key without diacritics are those of all its forms together.

``.trang-thai.json`` is for the next build alone (:mod:`.update`) and not published.

``entities/``: lines ``[key, [record, …]]`` sorted by key, see :mod:`.entities`. ``vocabulary/``: common folded syllables, a line each.
"""

from __future__ import annotations

from collections.abc import Callable

from ..library import Library
from ..models import Article
from . import index, update
from .index import FOLDER, MANIFEST

__all__ = ["FOLDER", "MANIFEST", "files"]


def files(library: Library, title: Callable[[Article], str], old: Callable[[str], bytes | None] | None = None, code: str = "") -> dict[str, bytes | None]:
    """Path below docs → bytes of the whole index. ``title`` gives what an article's page is called.

    With ``old`` (path → bytes of the last build's file, or None) and the ``code``'s version, what did not change since is not
    made again, and stands as None; the result is the same.
    """
    if old and code:
        try:
            return dict(update.files(library, title, old, code))
        except update.Anew:
            pass
    return dict(index.files(library, title, code))
