"""The bytes of the index: postings, shards of neighbouring keys, names made of contents. Pure."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import sub

SMALLEST, LARGEST = 5_000, 13_000
"""Bytes of a shard before compression; one key's own postings may be larger."""


def pack(data: bytes) -> bytes:
    """gzip without a time stamp: same input, same bytes."""
    return gzip.compress(data, 6, mtime=0)


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


def parse(data: bytes) -> Iterator[tuple[bytes, list[tuple[bytes, bytes]], bytes]]:
    """A shard's entries as :func:`entry` made them: (key, [(form, postings)], the entry's bytes)."""
    at = 0

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def take() -> bytes:
        nonlocal at
        length = number()
        at += length
        return data[at - length : at]

    while at < len(data):
        begin = at
        key = take()
        forms = [(take() or key, take()) for _ in range(number())]
        yield key, forms, data[begin:at]


def values(data: bytes) -> list[int]:
    """What :func:`postings` was given."""
    found, last, value, shift = [], 0, 0, 0
    for byte in data:
        value |= (byte & 127) << shift
        if byte < 128:
            last = (last & ~3) + value
            found.append(last)
            value = shift = 0
        else:
            shift += 7
    return found


class _Varints(dict):
    """Number → :func:`varint` of it, made once where it is small."""

    def __missing__(self, value: int) -> bytes:
        made = varint(value)
        if value < 1 << 16:
            self[value] = made
        return made


_varints = _Varints()


def weight_class(weight: int) -> int:
    """1, 2, 3–4, 5 and more: what a posting keeps of how often a term occurs."""
    return 0 if weight == 1 else 1 if weight == 2 else 2 if weight < 5 else 3


def postings(values: Sequence[int]) -> bytes:
    """``4 * slot + weight class``, ascending → each as ``4 * (distance from the last slot) + class``, a varint each."""
    if len(values) == 1:
        return _varints[values[0]]
    slots = [value & ~3 for value in values]
    return b"".join(map(_varints.__getitem__, map(sub, values, chain((0,), slots))))


RECORDS = b"!"
"""The form that stands for what a key names outright; no term is written so."""


def entry(key: bytes, forms: list[tuple[bytes, bytes]]) -> bytes:
    """One folded key: its length and bytes, how many forms, and each form ("" = the key itself) with its postings. In UTF-8."""
    out = [_varints[len(key)], key, _varints[len(forms)]]
    for form, data in forms:
        if form == key:
            out += (b"\0", _varints[len(data)], data)
        else:
            out += (_varints[len(form)], form, _varints[len(data)], data)
    return b"".join(out)


def runs(entries: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """Entries in order of key → shards, each (where it begins, its entries).

    A shard ends where the next key's hash says so, once it is large enough, or where it grows too large: so a change
    in one shard moves the cuts of its neighbours at most, not of all that follow. It begins at the shortest
    string that tells its first key from the key before.
    """
    shard: list[tuple[str, bytes]] = []
    size, begin, last = 0, "", ""
    for key, data in entries:
        if cuts(size, key, data):
            yield begin, shard
            shard, size, begin = [], 0, separator(last, key)
        shard.append((key, data))
        size += len(data)
        last = key
    if shard:
        yield begin, shard


def cuts(size: int, key: str, data: bytes) -> bool:
    """Does a shard of ``size`` bytes end before this entry?"""
    return size > 0 and (size + len(data) > LARGEST or (size >= SMALLEST and zlib.crc32(key.encode()) % 16 == 0))


def separator(before: str, key: str) -> str:
    length = next((i for i, (a, b) in enumerate(zip(before, key, strict=False)) if a != b), min(len(before), len(key)))
    return key[: length + 1]
