"""Near-duplicates: which texts share most of their words in the same order.

Runs of five folded words ("shingles") are hashed; every sixteenth hash value is kept (a fixed sample: texts
that share shingles share sampled ones), and texts that share samples are compared by the share of the
smaller one's samples that the other has. Linear in the words of all texts, as long as a run of words stands in few texts.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable

RUN = 5
SAMPLE = 16
"""One of so many hashes is kept."""
LIKE = 0.5
"""From this share on two texts are shown as near-duplicates."""
COMMON = 50
"""A run of words that more texts have than this is a formula, and says nothing."""
_WORD = re.compile(r"\w+")


def samples(text: str) -> frozenset[int]:
    """The kept hashes of the text's runs of words."""
    words = _WORD.findall(text.lower())
    hashes = {zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(max(1, len(words) - RUN + 1))}
    kept = frozenset(h for h in hashes if h % SAMPLE == 0)
    return kept if len(kept) >= 4 else frozenset(sorted(hashes)[:16])


class Index:
    """Texts by name, and which of them are like a given one."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()):
        self._samples: dict[str, frozenset[int]] = {}
        self._words: dict[str, str] = {}
        self._with: dict[int, list[str]] = {}
        for name, text in texts:
            self.add(name, text)

    def add(self, name: str, text: str) -> None:
        self._samples[name] = samples(text)
        self._words[name] = " ".join(text.split())
        for value in self._samples[name]:
            self._with.setdefault(value, []).append(name)

    def like(self, text: str) -> list[tuple[str, float]]:
        """(name, share of the shorter one's runs the other has) of the texts like ``text``, most alike first; 1.0 only for the same words."""
        mine = samples(text)
        shared = Counter(name for value in mine for name in self._with.get(value, ())[:COMMON])
        found = []
        for name, count in shared.items():
            share = count / max(1, min(len(mine), len(self._samples[name])))
            if share >= LIKE:
                same = self._words[name] == " ".join(text.split())
                found.append((name, 1.0 if same else min(share, 0.99)))
        return sorted(found, key=lambda row: (-row[1], row[0]))


def pairs(texts: Iterable[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """Every two of the texts that are near-duplicates, the later one first: (name, earlier name, share)."""
    index, found = Index(), []
    for name, text in texts:
        found += [(name, other, share) for other, share in index.like(text)]
        index.add(name, text)
    return found
