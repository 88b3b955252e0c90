"""The bytes of the index: postings, shards of neighbouring keys, names made of contents. Pure."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from operator import add, sub

SMALLEST, LARGEST = 10_000, 26_000
"""Bytes of a shard before compression; one key's own postings may be larger."""

MIDDLE = "m"
"""A shard always begins here: the keys before and from it on, about as many, can be made apart. Letters alone, so that
a bigram stands on the side of its first word."""


Entry = tuple[bytes, bytes]
"""A key and all that is kept of it: see :func:`entry`. Keys are in UTF-8, whose order is that of the strings."""


def pack(data: bytes) -> bytes:
    """gzip without a time stamp: same input, same bytes. Level 5 takes four fifths of the time of 6 for a thousandth
    more."""
    return gzip.compress(data, 5, mtime=0)


def unpack(data: bytes) -> bytes:
    """What :func:`pack` was given. Raises ``zlib.error``."""
    return zlib.decompress(data, wbits=31)


def name(data: bytes, length: int = 4) -> str:
    """A short name made of the contents: ``length`` characters of 6 bits each."""
    return base64.urlsafe_b64encode(hashlib.blake2s(data, digest_size=6).digest())[:length].decode()


def fnv(text: str) -> int:
    """FNV-1a, 32 bits, of the UTF-8 bytes: a hash the worker can make too."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def varint(value: int) -> bytes:
    """Seven bits a byte, lowest first, the high bit saying that more follow."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def parse(data: bytes) -> Iterator[Entry]:
    """A shard's entries as :func:`entry` made them."""
    at, end = 0, len(data)
    while at < end:
        begin = at
        size, at = (data[at], at + 1) if data[at] < 128 else _number(data, at)
        key = data[at : at + size]
        at += size
        count, at = (data[at], at + 1) if data[at] < 128 else _number(data, at)
        for _ in range(2 * count):  # a form, its postings
            size = data[at]
            at += 1
            if size > 127:
                size, at = _number(data, at - 1)
            at += size
        yield key, data[begin:at]


def forms(data: bytes) -> list[tuple[bytes, bytes]]:
    """What :func:`entry` was given, from its bytes: each form with its postings."""
    size, at = _number(data, 0)
    key = data[at : at + size]
    count, at = _number(data, at + size)
    found = []
    for _ in range(count):
        size, at = _number(data, at)
        form, at = data[at : at + size] or key, at + size
        size, at = _number(data, at)
        found.append((form, data[at : at + size]))
        at += size
    return found


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A varint and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def changed(data: bytes, weights: Mapping[int, int | None]) -> bytes:
    """Postings with those of some slots of another weight class, or come, or gone (None). All others stay the bytes
    they are, but that the distance of the next is another. Raises ValueError where one that should go isn't there."""
    made: list[bytes] = []
    at = here = 0  # up to where they are taken over or left out, and the slot of the last one of these
    last = 0  # the slot of the last one in ``made``
    for slot in sorted(weights):
        until, before = _find(data, slot, at, here)
        made += _moved(data, at, until, here - last)
        last = before if at < until else last
        at, here, weight = until, before, weights[slot]
        value, end = _number(data, at) if at < len(data) else (0, at)
        if at < end and here + (value >> 2) == slot:
            at, here = end, slot
        elif weight is None:
            raise ValueError(slot)
        if weight is not None:
            made.append(_varints[(slot - last) * 4 + weight])
            last = slot
    made += _moved(data, at, len(data), here - last)
    return b"".join(made)


def _moved(data: bytes, at: int, until: int, slots: int) -> tuple[bytes, ...]:
    """A stretch of postings whose first one is so many slots further from the one before it."""
    if at == until or not slots:
        return (data[at:until],)
    value, rest = _number(data, at)
    return _varints[value + 4 * slots], data[rest:until]


def _find(data: bytes, slot: int, at: int, here: int) -> tuple[int, int]:
    """Where from ``at`` on the first posting of ``slot`` or one after it begins, and the slot of the one before; that
    of the one before ``at`` is ``here``."""
    while at < len(data):  # a stretch at a time, in C
        end = min(at + _STRETCH, len(data))
        while data[end - 1] > 127:
            end += 1
        some = data[at:end]
        if some.isascii():  # a byte each, as most are of a long list
            further = here + sum(some.translate(_QUARTERS))
        else:
            further = here + sum(map(_distances.__getitem__, _VARINTS(some)))
        if further >= slot:
            break
        at, here = end, further
    while at < len(data):
        value, end = _number(data, at)
        if here + (value >> 2) >= slot:
            break
        at, here = end, here + (value >> 2)
    return at, here


_STRETCH = 64
_QUARTERS = bytes(value >> 2 for value in range(256))
_VARINTS = re.compile(rb"[\x80-\xff]*[\x00-\x7f]").findall


class _Distances(dict):
    """A posting's varint → how many slots after the one before, found once."""

    def __missing__(self, token: bytes) -> int:
        found = _number(token, 0)[0] >> 2
        if len(token) < 3:
            self[token] = found
        return found


_distances = _Distances()


class _Varints(dict):
    """Number → :func:`varint` of it, made once where it is small."""

    def __missing__(self, value: int) -> bytes:
        made = varint(value)
        if value < 1 << 16:
            self[value] = made
        return made


_varints = _Varints()


class _Classes(dict):
    """Weight → :func:`weight_class` of it."""

    def __missing__(self, weight: int) -> int:
        made = self[weight] = weight_class(weight)
        return made


_classes = _Classes()


def weight_class(weight: int) -> int:
    """1, 2, 3–4, 5 and more: what a posting keeps of how often a term occurs."""
    return 0 if weight == 1 else 1 if weight == 2 else 2 if weight < 5 else 3


def postings(places: Sequence[int]) -> bytes:
    """``4 * slot``, ascending, each as often as it weighs → each slot as ``4 * (distance from the last slot) + class``,
    a varint each."""
    times = len(places)
    if times == 1:  # most
        return _varints[places[0]]
    if times < 8 and len(set(places)) == times:  # of more some slot nearly always comes twice
        return b"".join(map(_varints.__getitem__, map(sub, places, chain((0,), places))))
    weights = Counter(places)
    distances = map(sub, weights, chain((0,), weights))
    return b"".join(map(_varints.__getitem__, map(add, distances, map(_classes.__getitem__, weights.values()))))


def number(data: bytes) -> int:
    """How many postings there are: a byte without the high bit ends each."""
    return len(data.translate(None, _GO_ON))


_GO_ON = bytes(range(128, 256))


RECORDS = b"!"
"""The form that stands for what a key names outright; no term is written so."""


def entry(key: bytes, forms: list[tuple[bytes, bytes]]) -> bytes:
    """One folded key: its length and bytes, how many forms, and each form ("" = the key itself) with its postings. In
    UTF-8."""
    out = [_varints[len(key)], key, _varints[len(forms)]]
    for form, data in forms:
        if form == key:
            form = b""
        out += (_varints[len(form)], form, _varints[len(data)], data)
    return b"".join(out)


def runs(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Entries in order of key → shards, each (where it begins, its entries).

    A shard ends where the next key's hash says so, once it is large enough, or where it grows too large: so a change in
    one shard moves the cuts of its neighbours at most, not of all that follow; and at :data:`MIDDLE`. It begins at the
    shortest string that tells its first key from the key before, or there.
    """
    shard: list[Entry] = []
    size, begin, last = 0, "", b""
    for pair in entries:
        if cuts(size, last, pair):
            yield begin, shard
            shard, size, begin = [], 0, separator(last, pair[0])
        shard.append(pair)
        size += len(pair[1])
        last = pair[0]
    if shard:
        yield begin, shard


def cuts(size: int, last: bytes, following: Entry) -> bool:
    """Does a shard of ``size`` bytes, whose last key is ``last``, end before this entry?"""
    key, data = following
    return size > 0 and (
        size + len(data) > LARGEST or (size >= SMALLEST and zlib.crc32(key) % 16 == 0) or last < _MIDDLE <= key
    )


def uncut(run: Sequence[Entry], size: int, entries: Sequence[Entry]) -> tuple[int, int]:
    """How many of these entries a shard of ``size`` bytes, with a ``run`` of others, surely takes in before it
    :func:`cuts`; and its size then."""
    if size >= SMALLEST or not entries or (run or entries)[0][0] < _MIDDLE <= entries[-1][0]:
        return 0, size
    sizes = list(accumulate((len(data) for _, data in entries), initial=size))
    sure = max(0, min(bisect_left(sizes, SMALLEST), bisect_right(sizes, LARGEST) - 1))
    return sure, sizes[sure]


def separator(before: bytes, key: bytes) -> str:
    """Where the shard begins that begins with ``key``."""
    if before < _MIDDLE <= key:
        return MIDDLE
    one, other = before.decode(), key.decode()
    length = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return other[: length + 1]


_MIDDLE = MIDDLE.encode()
