"""Units and entities → the files of the index. Pure."""

from __future__ import annotations

import hashlib
import json
import marshal
import math
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from ..library import Library
from ..models import Article
from ..render.words import day
from . import entities, shards
from .analyse import Pieces, Terms, cut
from .inverted import Inverted, with_named

VERSION = 2
FOLDER = "tim-kiem/"
MANIFEST = FOLDER + "muc-luc.bin"
FOLDERS = tuple(f"{FOLDER}{group}/" for group in ("bai", "keys", "facets", "vocabulary", "endings"))
"""Where all files of the index are that a reader may load, the manifest apart."""
STATE = FOLDER + ".trang-thai"
"""What :mod:`.update` needs to know of the last build. MkDocs leaves out names that begin with a dot."""

FACETS = 8192
"""Slots in one file of facets."""

VOCABULARY = 4000
"""Syllables the worker can mend a misspelt one with before it has loaded anything else: more than Vietnamese has."""

LONG = 7
"""Letters of a word that may be mended by its end; no Vietnamese syllable has more."""

Shard = tuple[str, bytes | None, str]
"""Where a shard of keys begins, its packed bytes (None: as they are on disk) and its name."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article with the slot of the first of its ``size`` units; the others follow it. ``digest`` changes with
    anything of the article that the index holds."""

    slot: int
    size: int
    article: Article
    title: str
    digest: bytes

    @property
    def slots(self) -> range:
        return range(self.slot, self.slot + self.size)


def place(
    library: Library, title: Callable[[Article], str], sizes: Callable[[Article, bytes], int]
) -> tuple[list[Placed], int]:
    """Give every article its slots: (articles in order of slot, number of slots). ``sizes`` gives the number of units of
    an article with this digest.

    An article's place follows from its file name's hash, so that one more article moves its neighbours at most and
    every other posting list stays as it was. The slots are at least a third more than the units, a power of two.
    """
    rows = []
    for article in library.articles:
        name = title(article)
        mark = digest(article, name)
        rows.append(
            (
                hashlib.blake2s(article.source.name.encode(), digest_size=4).digest(),
                article.source.name,
                article,
                name,
                mark,
                sizes(article, mark),
            )
        )
    rows.sort()  # no two have one name
    slots = 1 << max(6, math.ceil(math.log2(max(1, sum(row[5] for row in rows)) * 4 / 3)))
    placed, free = [], 0
    for place_, _, article, name, mark, size in rows:
        slot = max(free, int.from_bytes(place_, "big") * slots >> 32)
        placed.append(Placed(slot, size, article, name, mark))
        free = slot + size
    return placed, max(slots, free)


def digest(article: Article, title: str) -> bytes:
    """Changes with whatever :func:`record`, :func:`facets` and the terms are made of."""
    said = (
        article.source.sha256,
        article.slug,
        title,
        article.date.value,
        [s.name for s in article.speakers],
        [(d.kind, d.number, d.locality, d.full) for d in article.all_documents],
    )
    return hashlib.blake2s(marshal.dumps(said, 2), digest_size=8).digest()


Both = Callable[[Callable[[int], Any]], tuple[Any, Any]]
"""Calls a function with 0 and with 1 and gives what both return: in two processes, say."""


def files(
    library: Library, title: Callable[[Article], str], code: str = "", both: Both | None = None
) -> Iterator[tuple[str, bytes | None]]:
    """(path below docs, bytes) of the whole index; ``title`` gives what an article's page is called. ``code`` is kept
    in the state. Given ``both``, it is made in two halves, each with the texts of every second article and the keys on
    its side of :data:`.shards.MIDDLE`."""
    placed, slots, lengths, inverted = read(library, title)
    named = entities.keys(library, title)
    if both:
        first, second = both(partial(make, placed, named, inverted))
        if first.keys and second.keys:
            second.keys[0] = (shards.MIDDLE, *second.keys[0][1:])
        halves = [first, second]
    else:
        halves = [make(placed, named, inverted)]
    records = sorted(row for half in halves for row in half.records)
    names = {slot: shards.name(data) for slot, data in records}
    counts = {key: count for half in halves for key, count in half.counts.items()}
    keys = [row for half in halves for row in half.keys]
    yield from assemble(
        library,
        placed,
        slots,
        [(record_path(slot), data) for slot, data in records],
        names,
        lengths,
        keys,
        counts,
        marks(named),
        code,
    )


def read(library: Library, title: Callable[[Article], str]) -> tuple[list[Placed], int, dict[int, int], Inverted]:
    """Read all texts: (articles in order of slot, number of slots, each unit's length in terms by slot, what stands
    where)."""
    terms = Terms()
    units: dict[str, list[tuple[array, int]]] = {}  # by file name, since the slots follow from the number of all
    for article in library.articles:
        units[article.source.name] = rows = []
        for pieces in cut(article):
            numbers, length = terms.read(pieces, "" if rows else title(article))
            rows.append((array("I", numbers), length))
    placed, slots = place(library, title, lambda article, _: len(units[article.source.name]))
    by_slot = [(slot, *row) for p in placed for slot, row in zip(p.slots, units[p.article.source.name], strict=True)]
    lengths = {slot: length for slot, _, length in by_slot}
    return placed, slots, lengths, Inverted(terms, ((slot, numbers) for slot, numbers, _ in by_slot))


class Half(NamedTuple):
    """What :func:`make` gives: (slot, bytes of its file) of units; shards of keys; syllables with their counts."""

    records: list[tuple[int, bytes]]
    keys: list[tuple[str, bytes, str]]
    counts: dict[str, int]


def make(placed: list[Placed], named: Named, inverted: Inverted, half: int | None = None) -> Half:
    """One ``half`` of the index, or all of it (None)."""
    if half is not None:
        named = [row for row in named if (row[0] >= shards.MIDDLE) == half]
        placed = placed[half::2]
    records = [
        (slot, record(item, slot - item.slot, pieces))
        for item in placed
        for slot, pieces in zip(item.slots, cut(item.article), strict=True)
    ]
    keys, encoded = [], ((key.encode(), encode(records)) for key, records in named)
    for begin, run in shards.runs(with_named(inverted.entries(half), encoded)):
        data = shards.pack(b"".join(map(itemgetter(1), run)))
        keys.append((begin, data, shards.name(data)))
    return Half(records, keys, inverted.counts)


def assemble(
    library: Library,
    placed: list[Placed],
    slots: int,
    records: list[tuple[str, bytes | None]],
    names: dict[int, str],
    lengths: dict[int, int],
    keys: list[Shard],
    counts: dict[str, int],
    named: dict[str, int],
    code: str,
    old_facets: Mapping[int, str] = MappingProxyType({}),
) -> Iterator[tuple[str, bytes | None]]:
    """All files, from the parts: the units' files, with the hash and length of each by slot; shards of keys; syllables
    with their counts; the :func:`marks` of what keys name; the names of the files of facets that stay, by number.

    The state comes first and the manifest last: a build that was broken off is known by the two not agreeing, and a
    unit's name doesn't say what is in it.
    """
    manifest: dict = {
        "version": VERSION,
        "articles": len(placed),
        "units": len(lengths),
        "slots": slots,
        "terms": sum(lengths.values()),
        "texts": shards.name("".join(names[slot] for slot in sorted(names)).encode(), 8),
    }
    manifest |= {"surnames": entities.surnames(library.people), "kinds": entities.kinds(library.documents)}
    manifest |= {"keys_from": [begin for begin, _, _ in keys], "keys": "".join(name for _, _, name in keys)}
    rest: list[tuple[str, bytes | None]] = [(key_path(begin, name), data) for begin, data, name in keys]
    for group, blocks in {
        "facets": facets(placed, slots, old_facets),
        "vocabulary": ["\n".join(common(counts)).encode()],
        "endings": endings(counts),
    }.items():
        manifest[group] = ""
        for number, block in enumerate(blocks):
            data = None if block is None else shards.pack(block)
            name = old_facets[number] if data is None else shards.name(data)
            manifest[group] += name
            rest.append((f"{FOLDER}{group}/{number:x}-{name}.bin", data))
    made = shards.pack(encode(manifest) + b"\n" + bytes(length_codes(placed, lengths, slots)))
    state = {
        "code": code,
        "manifest": shards.name(made, 8),
        "counts": dict(sorted(counts.items())),
        "named": named,
        "articles": {
            p.article.source.name: [p.digest, p.slot, [lengths[s] for s in p.slots], [names[s] for s in p.slots]]
            for p in placed
        },
    }
    yield STATE, sealed(state)
    yield from records
    yield from rest
    yield MANIFEST, made


Named = list[tuple[str, list[entities.Record]]]
"""What keys name, in order of key."""


def marks(named: Named) -> dict[str, int]:
    """What tells by key whether what it names has changed."""
    return {key: zlib.crc32(marshal.dumps(records, 2)) for key, records in named}


def sealed(state: dict) -> bytes:
    """The state as a file: a checksum, and plain values in a form in which equal ones are the same bytes (later ones
    tell which of them are one object)."""
    payload = marshal.dumps(state, 2)
    return hashlib.blake2b(payload, digest_size=16).digest() + payload


def opened(data: bytes) -> dict:
    """What :func:`sealed` was given. Raises ValueError where it isn't whole."""
    payload = memoryview(data)[16:]
    if hashlib.blake2b(payload, digest_size=16).digest() != data[:16]:
        raise ValueError("damaged")
    return marshal.loads(payload)


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(value: object) -> bytes:
    """Compact JSON."""
    return _encoder.encode(value).encode()


def key_path(begin: str, name: str) -> str:
    """The file of a shard of keys: named by where it begins and by its contents, so that others may come and go before
    it."""
    return f"{FOLDER}keys/{shards.fnv(begin):08x}-{name}.bin"


def record_path(slot: int) -> str:
    return f"{FOLDER}bai/{slot:x}.bin"


def record(item: Placed, part: int, pieces: Pieces) -> bytes:
    """The file of one unit: all that a result shows of it."""
    article = item.article
    value = {
        "url": f"bai-viet/{article.slug}/",
        "title": item.title,
        "date": day(article.date.value),
        "speakers": [s.name for s in article.speakers][:8],
        "part": part,
        "text": pieces,
    }
    return shards.pack(encode(value))


def length_codes(placed: list[Placed], lengths: dict[int, int], slots: int) -> list[int]:
    """A byte a slot: 0 empty, else ``12 * log2(1 + terms)``, at most 127, with the high bit where an article goes
    on."""
    codes = [0] * slots
    for item in placed:
        for slot in item.slots:
            codes[slot] = max(1, min(127, round(12 * math.log2(1 + lengths[slot])))) | (128 if slot > item.slot else 0)
    return codes


def facets(placed: list[Placed], slots: int, old: Mapping[int, str]) -> Iterator[bytes | None]:
    """What the results page filters and sorts by: per block ``[[slot, date, [speakers], [resolutions], [kinds]], …]``;
    None for one of the ``old`` that stay."""
    blocks = {number: [] for number in range(math.ceil(slots / FACETS)) if number not in old}
    for item in placed:
        if (block := blocks.get(item.slot // FACETS)) is None:
            continue
        a = item.article
        resolutions = [f"{d.number} {d.locality}".strip() for d in a.resolutions if d.full]
        kinds = sorted({d.kind for d in a.all_documents if d.kind})
        block.append([item.slot, a.date.value, [s.name for s in a.speakers], sorted(set(resolutions)), kinds])
    for number in range(math.ceil(slots / FACETS)):
        yield encode(blocks[number]) if number in blocks else None


def common(counts: dict[str, int]) -> list[str]:
    """The commonest syllables, in alphabetical order."""
    return sorted(sorted(counts, key=lambda key: (-counts[key], key))[:VOCABULARY])


def endings(counts: dict[str, int]) -> list[bytes]:
    """The words of seven letters and more, which are foreign, in files by how they end: the worker mends one misspelt
    at its beginning with them."""
    words = sorted(word for word in counts if len(word) >= LONG)
    files: list[list[str]] = [[] for _ in range(1 << max(0, math.ceil(math.log2(max(1, len(words)) / 1000))))]
    for word in words:
        files[shards.fnv(word[-4:]) % len(files)].append(word)
    return ["\n".join(file).encode() for file in files]
