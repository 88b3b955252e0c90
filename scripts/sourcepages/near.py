"""Near-duplicates: which texts share most of their words in the same order.

A text is sampled by its runs of five words ("shingles") that begin with a word whose hash falls into a sixteenth of
all hashes: which runs are taken depends on the words alone, so that texts that share runs share samples. Texts that share
samples are compared by the share of the smaller one's samples that the other has. Linear in the words of all texts.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

RUN = 5
SAMPLE = 16
"""One of so many words begins a sample."""
LIKE = 0.5
"""From this share on two texts are shown as near-duplicates."""
COMMON = 50
"""A run of words that more texts have than this is a formula, and says nothing."""


@lru_cache(maxsize=100_000)
def _begins(word: str) -> bool:
    return zlib.crc32(word.encode("utf-8", "replace")) % SAMPLE == 0


def samples(text: str) -> frozenset[str]:
    """The runs of words a text is known by; all of them where it is so short that few are sampled."""
    words = text.lower().split()
    kept = frozenset(" ".join(words[i : i + RUN]) for i, word in enumerate(words) if _begins(word))
    return kept if len(kept) >= 8 else frozenset(" ".join(words[i : i + RUN]) for i in range(min(len(words), 500)))


class Index:
    """Texts by name, and which of them are like a given one."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()):
        self._samples: dict[str, frozenset[str]] = {}
        self._texts: dict[str, str] = {}
        self._with: dict[str, list[str]] = {}
        for name, text in texts:
            self.add(name, text)

    def add(self, name: str, text: str) -> None:
        self._add(name, text, samples(text))

    def _add(self, name: str, text: str, mine: frozenset[str]) -> None:
        self._samples[name] = mine
        self._texts[name] = text
        for value in mine:
            self._with.setdefault(value, []).append(name)

    def like(self, text: str) -> list[tuple[str, float]]:
        """(name, share of the shorter one's runs the other has) of the texts like ``text``, most alike first; 1.0 only for the same words."""
        return self._like(text, samples(text))

    def _like(self, text: str, mine: frozenset[str]) -> list[tuple[str, float]]:
        shared: Counter[str] = Counter()
        for value in mine:
            if (names := self._with.get(value)) and len(names) <= COMMON:
                shared.update(names)
        found = []
        for name, count in shared.items():
            share = count / max(1, min(len(mine), len(self._samples[name])))
            if share >= LIKE:
                same = self._texts[name].split() == text.split()
                found.append((name, 1.0 if same else min(share, 0.99)))
        return sorted(found, key=lambda row: (-row[1], row[0]))


def pairs(texts: Iterable[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """Every two of the texts that are near-duplicates, the later one first: (name, earlier name, share)."""
    index, found = Index(), []
    for name, text in texts:
        mine = samples(text)
        found += [(name, other, share) for other, share in index._like(text, mine)]
        index._add(name, text, mine)
    return found
