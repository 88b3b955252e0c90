"""Library → the search index: static files that a browser fetches as a query needs them. Pure.

:func:`files` gives everything below ``tim-kiem/``. The reader is the worker that :data:`SCRIPTS` make.

**Format, version 2.** Every file is gzip (without a time stamp) whatever the server does.

``muc-luc.bin``, the manifest: a line of JSON and then one byte for each slot, all that every query needs. The JSON:
``version``; ``articles``, ``units``, ``slots``, ``terms`` (all occurrences, for the average length); ``keys``,
``facets``, ``vocabulary``, ``endings``: the hashes of the group's files, four characters each, in order; ``keys_from``:
the string each shard of keys begins with; ``texts``: changes with any unit; ``surnames``, ``kinds``: see
:mod:`.entities`. The bytes: 0 empty, else ``12 * log2(1 + terms)``, high bit set where an article goes on.

An article is one **unit**, or several where it is longer than ``analyse.UNIT``; a unit has a **slot**, and the units of
an article follow one another. ``bai/SLOT.bin`` (JSON) is a unit: ``url``, ``title``, ``date`` (as shown), ``speakers``,
``part`` (0 for the first), ``text``: ``[[paragraph id, text], …]``. It is asked for with ``?texts``, so that no cache
gives an older one; a list of hashes would have to be loaded before the first text. A page that stays open while the
site is published anew may meet a text that has nothing of the query: it then begins again with the new manifest.

All other files are named ``<number in hexadecimal>-<hash of its bytes>.bin`` and may be cached for ever; the number of
a shard of keys is the FNV-1a hash (32 bits, eight digits) of the string it begins with.

``keys/``: the inverted index: folded syllables (``quang``) and bigrams (``quang ninh``), sorted by code point and cut
into shards of some 10–26 kB, one of which begins at ``m``. An entry is: length and bytes of the key; number of forms;
for each form its length and bytes (its exact spelling with the tone after the syllable; length 0 = like the key),
length and bytes of its postings. A posting is ``4 * (slot - the slot before) + class``, class 0–3 for a weight of 1, 2,
3–4, 5 and more. All numbers are LEB128 varints. The postings of a key without diacritics are those of all its forms
together. The form ``!`` comes first and has no postings but, in JSON, the records of what the key names outright
(:mod:`.entities`): they stand beside the words that a query asks for anyway.

``facets/``: for each of 8,192 slots that begins an article ``[slot, date, [speakers], [resolutions], [kinds of
document]]``. ``vocabulary/``: common folded syllables, a line each; ``endings/``: long ones, in files by the FNV-1a
hash of their last four letters.

``.trang-thai`` is for the next build alone (:mod:`.update`) and not published.
"""

from __future__ import annotations

from collections.abc import Callable

from ..library import Library
from ..models import Article
from . import index, update
from .index import FOLDER, FOLDERS, MANIFEST

__all__ = ["FOLDER", "FOLDERS", "MANIFEST", "SCRIPTS", "files"]

SCRIPTS = (
    "search-text.js",
    "search-files.js",
    "search-rank.js",
    "search-mend.js",
    "search-names.js",
    "search-texts.js",
    "search-worker.js",
)
"""In ``docs/assets/javascripts/``, joined in this order into the last of them: the reader's browser loads one file."""


def files(
    library: Library,
    title: Callable[[Article], str],
    old: Callable[[str], bytes | None] | None = None,
    code: str = "",
    both: index.Both | None = None,
) -> dict[str, bytes | None]:
    """Path below docs → bytes of the whole index. ``title`` gives what an article's page is called.

    With ``old`` (path → bytes of the last build's file, or None) and the ``code``'s version, what did not change since
    is not made again, and stands as None; ``both`` makes the index's two halves at once (:func:`.index.files`). The
    result is the same.
    """
    if old and code:
        try:
            return dict(update.files(library, title, old, code, both))
        except update.Anew:
            pass
    return dict(index.files(library, title, code, both))
