"""Units and entities → the files of the index. Pure."""

from __future__ import annotations

import hashlib
import json
import math
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..library import Library
from ..models import Article
from . import entities, shards
from .analyse import Pieces, count, cut, term

VERSION = 1
FOLDER = "tim-kiem/"
MANIFEST = FOLDER + "muc-luc.bin"
LENGTHS, NAMES = 16384, 1024
"""Slots in one file of lengths, and of names and facets."""

VOCABULARY = 4000
"""Syllables the worker can mend a misspelt one with before it has loaded anything else: more than Vietnamese has."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article's units with the slot of the first; the others follow it."""

    slot: int
    article: Article
    title: str
    units: tuple[Pieces, ...]


def files(library: Library, title: Callable[[Article], str]) -> Iterator[tuple[str, bytes]]:
    """(path below docs, bytes) of the whole index; ``title`` gives what an article's page is called."""
    placed, slots = place([(article, title(article), cut(article)) for article in library.articles])
    manifest: dict = {"version": VERSION, "articles": len(placed), "units": sum(len(p.units) for p in placed), "slots": slots}
    names = [""] * slots
    for item in placed:
        for offset, unit in enumerate(item.units):
            data = record(item, offset, unit)
            names[item.slot + offset] = shards.name(data, 3)
            yield f"{FOLDER}bai/{item.slot + offset:x}-{names[item.slot + offset]}.bin", data
    counts, lengths = merge(placed)
    manifest["terms"] = sum(lengths.values())
    groups: dict[str, list[bytes]] = {
        "lengths": [bytes(codes) for codes in _blocks(length_codes(placed, lengths, slots), LENGTHS)],
        "names": ["".join(name or " " for name in block).encode() for block in _blocks(names, NAMES)],
        "facets": list(facets(placed, slots)),
    }
    groups["vocabulary"] = ["\n".join(common(counts)).encode()]
    groups["keys"] = []
    starts = manifest["keys_from"] = []
    for begin, run in shards.runs(entries(counts)):
        starts.append(begin)
        groups["keys"].append(b"".join(data for _, data in run))
    del counts
    starts = manifest["entities_from"] = []
    groups["entities"] = []
    for begin, run in shards.runs((key, entities.line(key, rows)) for key, rows in entities.keys(library, title)):
        starts.append(begin)
        groups["entities"].append(b"".join(data for _, data in run))
    manifest |= {"surnames": entities.surnames(library.people), "kinds": entities.kinds(library.documents)}
    for group, blocks in groups.items():
        packed = [shards.pack(block) for block in blocks]
        manifest[group] = "".join(shards.name(data) for data in packed)
        for number, data in enumerate(packed):
            yield f"{FOLDER}{group}/{number:x}-{shards.name(data)}.bin", data
    yield MANIFEST, shards.pack(json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode())


def place(analysed: Iterable[tuple[Article, str, tuple[Pieces, ...]]]) -> tuple[list[Placed], int]:
    """Give every article its slots: (articles in order of slot, number of slots).

    An article's place follows from its file name's hash, so that one more article moves its neighbours at most and
    every other posting list stays as it was. The slots are at least a third more than the units, a power of two.
    """
    rows = sorted(((hashlib.blake2s(a.source.name.encode(), digest_size=4).digest(), a.source.name, a, t, units) for a, t, units in analysed), key=lambda r: r[:2])
    units = sum(len(row[4]) for row in rows)
    slots = 1 << max(6, math.ceil(math.log2(max(1, units) * 4 / 3)))
    placed, free = [], 0
    for digest, _, article, title, parts in rows:
        slot = max(free, int.from_bytes(digest, "big") * slots >> 32)
        placed.append(Placed(slot, article, title, parts))
        free = slot + len(parts)
    return placed, max(slots, free)


def record(item: Placed, offset: int, unit: Pieces) -> bytes:
    """The file of one unit: all that a result shows of it."""
    article = item.article
    value = {"url": f"bai-viet/{article.slug}/", "title": item.title, "date": entities.shown(article.date.value), "speakers": [s.name for s in article.speakers][:8],
             "part": offset, "text": unit}
    return shards.pack(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def length_codes(placed: list[Placed], lengths: dict[int, int], slots: int) -> list[int]:
    """A byte a slot: 0 empty, else ``12 * log2(1 + terms)``, at most 127, with the high bit where an article goes on."""
    codes = [0] * slots
    for item in placed:
        for offset in range(len(item.units)):
            slot = item.slot + offset
            codes[slot] = max(1, min(127, round(12 * math.log2(1 + lengths[slot])))) | (128 if offset else 0)
    return codes


def facets(placed: list[Placed], slots: int) -> Iterator[bytes]:
    """What the results page filters and sorts by: per block ``[[slot, date, [speakers], [resolutions], [kinds]], …]``."""
    blocks: list[list] = [[] for _ in range(0, slots, NAMES)]
    for item in placed:
        a = item.article
        resolutions = [f"{d.number} {d.locality}".strip() for d in a.resolutions if d.full]
        kinds = sorted({d.kind for d in a.all_documents if d.kind})
        blocks[item.slot // NAMES].append([item.slot, a.date.value, [s.name for s in a.speakers], sorted(set(resolutions)), kinds])
    for block in blocks:
        yield json.dumps(block, ensure_ascii=False, separators=(",", ":")).encode()


def merge(placed: list[Placed]) -> tuple[dict[str, int | array], dict[int, int]]:
    """Exact term → its postings, ``4 * slot + weight class``, ascending (a lone one as a plain number, to save memory);
    and slot → number of terms."""
    merged: dict[str, int | array] = {}
    lengths: dict[int, int] = {}
    classes = [shards.weight_class(weight) for weight in range(6)]
    for item in placed:
        for offset, unit in enumerate(item.units):
            slot = item.slot + offset
            counts, lengths[slot] = count(unit, "" if offset else item.title)
            base = 4 * slot
            for key, weight in counts.items():
                value = base + classes[weight if weight < 5 else 5]
                old = merged.get(key)
                if old is None:
                    merged[key] = value
                elif type(old) is int:
                    merged[key] = array("I", (old, value))
                else:
                    old.append(value)
    return merged, lengths


def folded_key(key: str) -> str:
    """The folded form of an exact term or bigram (exact forms fold like the words they came from)."""
    left, space, right = key.partition(" ")
    return term(left)[0] + " " + term(right)[0] if space else term(key)[0]


def entries(merged: dict[str, int | array]) -> Iterator[tuple[str, bytes]]:
    """Every folded key in order, as :func:`shards.entry` has it."""
    keys = sorted(zip(map(folded_key, merged), merged, strict=True))
    at = 0
    while at < len(keys):
        key, forms = keys[at][0], []
        while at < len(keys) and keys[at][0] == key:
            value = merged[keys[at][1]]
            forms.append((keys[at][1], shards.postings((value,) if type(value) is int else value)))
            at += 1
        yield key, shards.entry(key, forms)


def common(merged: dict[str, int | array]) -> list[str]:
    """The commonest folded syllables of three letters or more, in alphabetical order."""
    found: dict[str, int] = {}
    for key, value in merged.items():
        if " " not in key:
            plain = term(key)[0]
            if len(plain) > 2 and plain.isalpha():
                found[plain] = found.get(plain, 0) + (1 if type(value) is int else len(value))
    return sorted(sorted((key for key in found if found[key] > 1), key=lambda key: (-found[key], key))[:VOCABULARY])


def _blocks(values: list, size: int) -> Iterator[list]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
