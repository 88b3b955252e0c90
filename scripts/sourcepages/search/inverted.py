"""Units as terms → the inverted index: every term and bigram with its postings, in order of key. Pure."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import groupby, repeat
from operator import itemgetter

from . import shards
from .analyse import END, Terms


class Inverted:
    """What stands where: for each time a term occurs the term that follows it and the slot.

    Kept by the first term, of which there are few: a place in memory for each bigram would be looked up in vain for
    most of the time. What a term's places say of its bigrams is worked out for one term after the other.
    """

    def __init__(self, terms: Terms, units: Iterable[tuple[int, array]]) -> None:
        """``units``: the slot of each, ascending, and its terms as :meth:`.Terms.read` gives them."""
        self._exact, self._plain = terms.exact, terms.plain
        self._following = [array("I") for _ in terms.exact]
        self._slots = [array("I") for _ in terms.exact]  # four times the slot
        self.counts: dict[str, int] = {}  # in how many units each syllable is, of those whose entries were made
        for slot, numbers in units:
            first, second = numbers.tolist(), numbers[1:]
            second.append(END)
            deque(map(array.append, map(self._following.__getitem__, first), second), 0)
            deque(map(array.append, map(self._slots.__getitem__, first), repeat(4 * slot)), 0)

    def entries(self, half: int | None = None) -> Iterator[shards.Entry]:
        """The entries of the index in order of key: the forms of every folded term and bigram with their
        postings; all, or those on one side of :data:`.shards.MIDDLE`."""
        numbers: dict[str, list[int]] = {}
        for number in range(END + 1, len(self._plain)):
            numbers.setdefault(self._plain[number], []).append(number)
        words = sorted(numbers)
        place = {word: at for at, word in enumerate(words)}
        places = [place.get(word, 0) for word in self._plain]
        exact = [form.encode() for form in self._exact]
        tails = [b" " + word.encode() for word in words]
        for word in words:
            if half is not None and (word >= shards.MIDDLE) != half:
                continue
            forms, pairs = [], []  # pairs: the second word's place, the form, its postings
            for number in numbers[word]:
                form, slots = exact[number], self._slots[number]
                forms.append((form, shards.postings(slots)))
                by: dict[int, list[int]] = defaultdict(list)
                deque(map(list.append, map(by.__getitem__, self._following[number]), slots), 0)
                by.pop(END, None)
                pair = map((form + b" ").__add__, map(exact.__getitem__, by))
                pairs += zip(map(places.__getitem__, by), pair, map(shards.postings, by.values()), strict=True)
            if mendable(word):
                self.counts[word] = sum(shards.number(data) for _, data in forms)
            head = word.encode()
            yield head, shards.entry(head, sorted(forms))
            # a space comes before every letter and digit, so that pairs of words are in the order of their strings
            for second, group in groupby(sorted(pairs), itemgetter(0)):
                key = head + tails[second]
                yield key, shards.entry(key, [(form, data) for _, form, data in group])


def mendable(plain: str) -> bool:
    """May this folded term help to mend a misspelt one? Letters alone, three or more."""
    return len(plain) > 2 and plain.isalpha()


def with_named(entries: Iterable[shards.Entry], named: Iterable[tuple[bytes, bytes]]) -> Iterator[shards.Entry]:
    """The entries and what keys name, both in order of key: that comes as a form of its own before all others."""
    names = ((key, [(shards.RECORDS, records)]) for key, records in named)
    name, records = next(names, (b"", []))
    for key, entry in entries:
        while records and name <= key:
            if name == key:
                entry = shards.entry(key, records + shards.forms(entry))
            else:
                yield name, shards.entry(name, records)
            name, records = next(names, (b"", []))
        yield key, entry
    while records:
        yield name, shards.entry(name, records)
        name, records = next(names, (b"", []))
