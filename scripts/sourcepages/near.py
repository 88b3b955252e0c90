"""Near-duplicates: which texts share most of their words in the same order.

A text is sampled by its runs of five words ("shingles") that begin with a word whose hash falls into a sixteenth of all
hashes: which runs are taken depends on the words alone, so that texts that share runs share samples. Texts that share
samples are compared by the share of the smaller one's samples that the other has. Linear in the words of all texts.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

RUN = 5
SAMPLE = 16
"""One of so many words begins a sample."""
LIKE = 0.5
"""From this share on two texts are shown as near-duplicates."""
COMMON = 50
"""A run of words that more texts have than this is a formula, and says nothing."""


def samples(text: str) -> tuple[int, ...]:
    """Hashes of the runs of words a canonical text is known by, sorted; of all its runs where it is so short that few
    are sampled."""
    words = text.lower().encode("utf-8", "replace").split()
    starts = [i for i, value in enumerate(map(zlib.crc32, words)) if not value % SAMPLE]
    if len(starts) < 8:
        starts = range(min(len(words), 500))
    return tuple(sorted({zlib.crc32(b" ".join(words[i : i + RUN])) for i in starts}))


class Index:
    """Texts by name, and which of them are like a given one."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()):
        self._count: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._with: dict[int, list[str]] = {}
        for name, text in texts:
            self.add(name, text)

    def add(self, name: str, text: str) -> None:
        """Add a text by its name."""
        self._texts[name] = " ".join(text.split())
        self.add_samples(name, samples(text))

    def add_samples(self, name: str, mine: Collection[int], size: int | None = None) -> None:
        """Add a text by its :func:`samples`, as a cache keeps them, or by those of its ``size`` samples that others may
        have."""
        self._count[name] = len(mine) if size is None else size
        for value in mine:
            self._with.setdefault(value, []).append(name)

    def like(self, text: str) -> list[tuple[str, float]]:
        """(name, share of the shorter one's runs the other has) of the texts like ``text``, most alike first; 1.0 only
        for the same words."""
        words = " ".join(text.split())
        return [
            (name, 1.0 if self._texts.get(name) == words else min(share, 0.99))
            for name, share in self.like_samples(samples(text))
        ]

    def like_samples(self, mine: Collection[int], size: int | None = None) -> list[tuple[str, float]]:
        """The same for a text's samples, whatever the other words; ``size`` as with :meth:`add_samples`."""
        size = len(mine) if size is None else size
        others = (names for value in mine if (names := self._with.get(value)) and len(names) <= COMMON)
        shared = Counter(chain.from_iterable(others))
        found = [(name, count / max(1, min(size, self._count[name]))) for name, count in shared.items()]
        return sorted(((name, share) for name, share in found if share >= LIKE), key=lambda row: (-row[1], row[0]))


def pairs(texts: Iterable[tuple[str, tuple[int, ...]]]) -> list[tuple[str, str, float]]:
    """Every two near-duplicates of (name, samples), the later one first: (name, earlier name, share)."""
    rows = list(texts)
    seen: set[int] = set()
    shared: set[int] = set()  # by two texts or more: all others say nothing
    for _, mine in rows:
        shared |= seen.intersection(mine)
        seen.update(mine)
    index, found = Index(), []
    for name, mine in rows:
        some = shared.intersection(mine)
        found += [(name, other, share) for other, share in index.like_samples(some, len(mine))]
        index.add_samples(name, some, len(mine))
    return found


FEW = 50
"""Where more texts than this changed, all are compared anew."""
Pair = tuple[str, str, float]
Texts = Mapping[str, tuple[bytes, bytes]]
"""By name, what changes with a text, and its samples as :func:`packed`."""


def packed(mine: Collection[int]) -> bytes:
    """A text's samples, small."""
    return array("I", mine).tobytes()


def unpacked(data: bytes) -> array:
    """What :func:`packed` was given."""
    mine = array("I")
    mine.frombytes(data)
    return mine


def update(texts: Texts, before: Texts, found: Iterable[Pair]) -> list[Pair]:
    """The :func:`pairs` of ``texts`` in the order of their names, given those that were ``found`` among the texts
    ``before``. Only what changed is compared, with all others."""
    gone = {name for name, text in before.items() if texts.get(name) != text}
    come = {name for name, text in texts.items() if before.get(name) != text}
    made = None if len(gone) + len(come) > FEW else _mended(texts, before, found, gone, come)
    return pairs((name, unpacked(texts[name][1])) for name in sorted(texts)) if made is None else made


def _mended(texts: Texts, before: Texts, found: Iterable[Pair], gone: set[str], come: set[str]) -> list[Pair] | None:
    """None where a run of words was, or becomes, as common as :data:`COMMON` by what changed: then it matters to texts
    that didn't."""
    kept = [pair for pair in found if pair[0] not in gone and pair[1] not in gone]
    if not come and not gone:
        return kept
    asked = {
        value for names, some in ((gone, before), (come, texts)) for name in names for value in unpacked(some[name][1])
    }
    shared = {name: some for name, (_, data) in texts.items() if (some := asked.intersection(unpacked(data)))}
    holders: dict[int, list[str]] = {}  # of texts as they are now
    for name in sorted(shared):
        for value in shared[name]:
            holders.setdefault(value, []).append(name)
    left = {name: set(unpacked(before[name][1])) for name in gone}
    formulas = set()
    for value in asked:
        now = holders.get(value, [])
        then = sorted({name for name in now if name not in come} | {name for name in gone if value in left[name]})
        if max(len(now), len(then)) > COMMON:
            if any(name in come for name in now[: COMMON + 1]) or any(name in gone for name in then[: COMMON + 1]):
                return None
            formulas.add(value)
    size = {name: len(texts[name][1]) // 4 for name in shared}
    for name in come & shared.keys():
        mine = shared[name] - formulas
        for other, some in shared.items():
            if other == name or (other in come and other > name):
                continue
            share = len(mine & some) / max(1, min(size[name], size[other]))
            if share >= LIKE:
                kept.append((max(name, other), min(name, other), share))
    return sorted(kept, key=lambda pair: (pair[0], -pair[2], pair[1]))
