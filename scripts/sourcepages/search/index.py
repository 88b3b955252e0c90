"""Units and entities → the files of the index. Pure."""

from __future__ import annotations

import hashlib
import json
import math
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..library import Library
from ..models import Article
from . import entities, shards
from .analyse import Pieces, count, cut, term

VERSION = 1
FOLDER = "tim-kiem/"
MANIFEST = FOLDER + "muc-luc.bin"
STATE = FOLDER + ".trang-thai.json"
"""What :mod:`.update` needs to know of the last build. MkDocs leaves out names that begin with a dot."""

LENGTHS, NAMES = 16384, 1024
"""Slots in one file of lengths, and of names and facets."""

VOCABULARY = 4000
"""Syllables the worker can mend a misspelt one with before it has loaded anything else: more than Vietnamese has."""

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
    digest: str

    @property
    def slots(self) -> range:
        return range(self.slot, self.slot + self.size)


def place(library: Library, title: Callable[[Article], str], sizes: Callable[[Article, str], int] = lambda article, _: len(cut(article))) -> tuple[list[Placed], int]:
    """Give every article its slots: (articles in order of slot, number of slots). ``sizes`` gives an article's number of units.

    An article's place follows from its file name's hash, so that one more article moves its neighbours at most and
    every other posting list stays as it was. The slots are at least a third more than the units, a power of two.
    """
    rows = []
    for article in library.articles:
        name = title(article)
        mark = digest(article, name)
        rows.append((hashlib.blake2s(article.source.name.encode(), digest_size=4).digest(), article.source.name, article, name, mark, sizes(article, mark)))
    rows.sort(key=lambda row: row[:2])
    slots = 1 << max(6, math.ceil(math.log2(max(1, sum(row[5] for row in rows)) * 4 / 3)))
    placed, free = [], 0
    for place_, _, article, name, mark, size in rows:
        slot = max(free, int.from_bytes(place_, "big") * slots >> 32)
        placed.append(Placed(slot, size, article, name, mark))
        free = slot + size
    return placed, max(slots, free)


def digest(article: Article, title: str) -> str:
    """Changes with whatever :func:`record`, :func:`facets` and the terms are made of."""
    said = (article.source.sha256, article.slug, title, article.date.value, [s.name for s in article.speakers], [(d.kind, d.number, d.locality, d.full) for d in article.all_documents])
    return hashlib.blake2s(repr(said).encode(), digest_size=8).hexdigest()


def files(library: Library, title: Callable[[Article], str], code: str = "") -> Iterator[tuple[str, bytes | None]]:
    """(path below docs, bytes) of the whole index; ``title`` gives what an article's page is called. ``code`` is kept in the state."""
    placed, slots = place(library, title)
    names, records = {}, []
    for item in placed:
        for slot, pieces in zip(item.slots, cut(item.article), strict=True):
            data = record(item, slot - item.slot, pieces)
            names[slot] = shards.name(data, 3)
            records.append((record_path(slot, names[slot]), data))
    yield from records
    merged, lengths = merge(placed)
    counts = syllables(merged)
    keys = []
    for begin, run in shards.runs(entries(merged)):
        data = shards.pack(b"".join(entry for _, entry in run))
        keys.append((begin, data, shards.name(data)))
    del merged
    yield from assemble(library, title, placed, slots, names, lengths, keys, counts, code)


def assemble(library: Library, title: Callable[[Article], str], placed: list[Placed], slots: int, names: dict[int, str], lengths: dict[int, int],
             keys: list[Shard], counts: dict[str, int], code: str) -> Iterator[tuple[str, bytes | None]]:
    """All files but the units', from the parts: names and lengths by slot, shards of keys, syllables with their counts."""
    manifest: dict = {"version": VERSION, "articles": len(placed), "units": len(names), "slots": slots, "terms": sum(lengths.values())}
    manifest["keys_from"] = [begin for begin, _, _ in keys]
    runs = list(shards.runs((key, entities.line(key, rows)) for key, rows in entities.keys(library, title)))
    manifest["entities_from"] = [begin for begin, _ in runs]
    manifest |= {"surnames": entities.surnames(library.people), "kinds": entities.kinds(library.documents), "keys": "".join(name for _, _, name in keys)}
    for begin, data, name in keys:
        yield key_path("keys", begin, name), data
    manifest["entities"] = ""
    for begin, run in runs:
        data = shards.pack(b"".join(line for _, line in run))
        manifest["entities"] += shards.name(data)
        yield key_path("entities", begin, shards.name(data)), data
    groups: dict[str, list[bytes]] = {
        "lengths": [bytes(codes) for codes in _blocks(length_codes(placed, lengths, slots), LENGTHS)],
        "names": ["".join(names.get(slot, " ") for slot in block).encode() for block in _blocks(range(slots), NAMES)],
        "facets": list(facets(placed, slots)),
        "vocabulary": ["\n".join(common(counts)).encode()],
    }
    for group, blocks in groups.items():
        packed = [shards.pack(block) for block in blocks]
        manifest[group] = "".join(shards.name(data) for data in packed)
        for number, data in enumerate(packed):
            yield f"{FOLDER}{group}/{number:x}-{shards.name(data)}.bin", data
    made = shards.pack(json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode())
    yield MANIFEST, made
    state = {"code": code, "manifest": shards.name(made, 8), "counts": counts,
             "articles": {p.article.source.name: [p.digest, p.slot, [lengths[s] for s in p.slots], [names[s] for s in p.slots]] for p in placed}}
    yield STATE, json.dumps(state, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def key_path(group: str, begin: str, name: str) -> str:
    """The file of a shard of keys: named by where it begins and by its contents, so that others may come and go before it."""
    return f"{FOLDER}{group}/{shards.fnv(begin):08x}-{name}.bin"


def record_path(slot: int, name: str) -> str:
    return f"{FOLDER}bai/{slot:x}-{name}.bin"


def record(item: Placed, part: int, pieces: Pieces) -> bytes:
    """The file of one unit: all that a result shows of it."""
    article = item.article
    value = {"url": f"bai-viet/{article.slug}/", "title": item.title, "date": entities.shown(article.date.value), "speakers": [s.name for s in article.speakers][:8],
             "part": part, "text": pieces}
    return shards.pack(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def length_codes(placed: list[Placed], lengths: dict[int, int], slots: int) -> list[int]:
    """A byte a slot: 0 empty, else ``12 * log2(1 + terms)``, at most 127, with the high bit where an article goes on."""
    codes = [0] * slots
    for item in placed:
        for slot in item.slots:
            codes[slot] = max(1, min(127, round(12 * math.log2(1 + lengths[slot])))) | (128 if slot > item.slot else 0)
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
        for slot, pieces in zip(item.slots, cut(item.article), strict=True):
            counts, lengths[slot] = count(pieces, item.title if slot == item.slot else "")
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


def syllable(key: str) -> str:
    """The folded syllable that an exact term may help to mend: letters alone, three or more; else ""."""
    plain = "" if " " in key else term(key)[0]
    return plain if len(plain) > 2 and plain.isalpha() else ""


def syllables(merged: dict[str, int | array]) -> dict[str, int]:
    """Folded syllables with the number of their postings, all spellings together."""
    found: dict[str, int] = {}
    for key, value in merged.items():
        if plain := syllable(key):
            found[plain] = found.get(plain, 0) + (1 if type(value) is int else len(value))
    return found


def common(counts: dict[str, int]) -> list[str]:
    """The commonest syllables that occur more than once, in alphabetical order."""
    return sorted(sorted((key for key in counts if counts[key] > 1), key=lambda key: (-counts[key], key))[:VOCABULARY])


def _blocks(values: Sequence, size: int) -> Iterator[Sequence]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
