"""The index after a few changes, made from the one before: what :func:`.index.files` gives, byte for byte, in a
fraction of the time. Pure.

An article touches the shards its terms stand in; all other shards of keys, and the units of all other articles, are
named and not made again. What the index was is read back through ``old``: the state, and the texts of units and the
shards that change.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter

from ..library import Library
from ..models import Article
from . import entities, index, shards
from .analyse import END, Terms, cut, number_of_units
from .inverted import mendable

MOST = 0.1
"""Where more than this part of the articles changed, all is made anew."""

SEVERAL = 5000
"""Fewer keys than this, those of some five articles, are changed sooner than a process is started, which would take a
core from those that make the pages."""


class Anew(Exception):
    """What there is can't be built upon."""


def files(
    library: Library,
    title: Callable[[Article], str],
    old: Callable[[str], bytes | None],
    code: str,
    both: index.Both | None = None,
) -> Iterator[tuple[str, bytes | None]]:
    """As :func:`.index.files`; ``None`` stands for a file that is on disk already and stays. ``old`` gives the bytes of
    a file as the last build left it, or None. Raises :class:`Anew` before the first file where everything must be made
    again."""
    state = _state(old, code)
    known = state["articles"]

    def size(article: Article, mark: bytes) -> int:
        row = known.get(article.source.name)
        return len(row[2]) if row and row[0] == mark else number_of_units(article)

    placed, slots = index.place(library, title, size)
    manifest = json.loads(shards.unpack(_have(old, index.MANIFEST)).partition(b"\n")[0])
    if slots != manifest["slots"]:
        raise Anew
    stay, come = [], []
    for item in placed:
        row = known.get(item.article.source.name)
        (stay if row and row[0] == item.digest and row[1] == item.slot else come).append(item)
    staying = {item.article.source.name for item in stay}
    gone = [row for name, row in known.items() if name not in staying]
    if len(gone) + len(come) > 2 + MOST * len(placed):
        raise Anew

    changes: Changed = {}
    counts, names, lengths, records, terms = dict(state["counts"]), {}, {}, [], Terms()

    def change(weights: Mapping[tuple[int, int], int], slot: int, sign: int) -> None:
        for pair, weight in weights.items():
            key = terms.folded(*pair)
            changes.setdefault(key, {}).setdefault(terms.form(*pair).encode(), {})[slot] = (
                shards.weight_class(weight) if sign > 0 else None
            )
            if pair[1] == END and mendable(key):
                counts[key] = counts.get(key, 0) + sign
                if not counts[key]:
                    del counts[key]

    for _, slot, sizes, hashes in gone:
        for part, name in enumerate(hashes):
            data = _have(old, index.record_path(slot + part))
            if shards.name(data) != name:
                raise Anew
            unit = json.loads(shards.unpack(data))
            weights, length = terms.count(tuple(map(tuple, unit["text"])), "" if part else unit["title"])
            if length != sizes[part]:
                raise Anew
            change(weights, slot + part, -1)
    for item in come:
        for slot, pieces in zip(item.slots, cut(item.article), strict=True):
            data = index.record(item, slot - item.slot, pieces)
            names[slot] = shards.name(data)
            records.append((index.record_path(slot), data))
            weights, lengths[slot] = terms.count(pieces, "" if slot > item.slot else item.title)
            change(weights, slot, 1)
    for item in stay:
        _, slot, sizes, hashes = known[item.article.source.name]
        for part, (length, name) in enumerate(zip(sizes, hashes, strict=True)):
            lengths[slot + part], names[slot + part] = length, name
            records.append((index.record_path(slot + part), None))
    named = entities.keys(library, title)
    marks, before = index.marks(named), state["named"]
    for key, found in named:
        if marks[key] != before.get(key):
            changes.setdefault(key, {})[shards.RECORDS] = index.encode(found)
    for key in before.keys() - marks.keys():
        changes.setdefault(key, {})[shards.RECORDS] = b""
    keys = _all_keys(manifest, old, changes, both)
    changed = {slot // index.FACETS for slot in (*(row[1] for row in gone), *(item.slot for item in come))}
    facets = {number: name for number, name in enumerate(_names(manifest["facets"])) if number not in changed}
    yield from index.assemble(library, placed, slots, records, names, lengths, keys, counts, marks, code, facets)


def _names(joined: str) -> list[str]:
    """The hashes of a group's files, as the manifest has them."""
    return [joined[at : at + 4] for at in range(0, len(joined), 4)]


def _state(old: Callable[[str], bytes | None], code: str) -> dict:
    """What the last build knew, if it was made by this code and its manifest is still the one there."""
    try:
        state = index.opened(_have(old, index.STATE))
        if not code or state["code"] != code or state["manifest"] != shards.name(_have(old, index.MANIFEST), 8):
            raise Anew
    except (ValueError, KeyError, TypeError) as err:
        raise Anew from err
    return state


def _have(old: Callable[[str], bytes | None], path: str) -> bytes:
    data = old(path)
    if data is None:
        raise Anew
    return data


Changed = dict[str, dict[bytes, dict[int, int | None] | bytes]]
"""Key → form → slot → weight class, None for none; or the records."""


def _all_keys(
    manifest: dict, old: Callable[[str], bytes | None], changes: Changed, both: index.Both | None
) -> list[index.Shard]:
    """The shards of keys after the changes; given ``both``, and where that pays, those on either side of
    :data:`.shards.MIDDLE` apart."""
    begins = manifest["keys_from"]
    if not both or len(changes) < SEVERAL or shards.MIDDLE not in begins:
        return list(_keys(manifest, old, changes, range(max(1, len(begins)))))
    middle = begins.index(shards.MIDDLE)
    sides = range(middle), range(middle, len(begins))

    def side(half: int) -> list[index.Shard] | None:
        mine = {key: change for key, change in changes.items() if (key >= shards.MIDDLE) == half}
        try:
            return list(_keys(manifest, old, mine, sides[half]))
        except Anew:  # which another process could not say
            return None

    first, second = both(side)
    if first is None or second is None:
        raise Anew
    return first + second


def _keys(manifest: dict, old: Callable[[str], bytes | None], changes: Changed, those: range) -> Iterator[index.Shard]:
    """The shards of keys with ``those`` numbers after the changes, cut where :func:`.shards.runs` would cut all of
    them.

    A shard that changes is cut again together with those after it, until a cut falls where one was; and with the one
    before it where its first entry changes, on which that one's end depends.
    """
    begins, names = manifest["keys_from"], _names(manifest["keys"])
    touched: dict[int, list[str]] = {}
    for key in sorted(changes):
        touched.setdefault(max(0, bisect_right(begins, key) - 1), []).append(key)

    def packed(number: int) -> bytes:
        return _have(old, index.key_path(begins[number], names[number]))

    def read(number: int) -> tuple[list[shards.Entry], bool]:
        """The entries of a shard, changed; and whether its first one is as it was."""
        data = shards.unpack(packed(number)) if number < len(begins) else b""
        entries = list(shards.parse(data))
        first = entries[0] if entries else None
        ends[number] = len(data), entries[-1][0] if entries else b""
        for name in touched.get(number, ()):
            key = name.encode()
            at = bisect_left(entries, key, key=itemgetter(0))
            there = at < len(entries) and entries[at][0] == key
            entry = _changed(key, shards.forms(entries[at][1]) if there else [], changes[name])
            entries[at : at + there] = [(key, entry)] if entry else []
        return entries, bool(entries) and first is not None and (entries[0][0], len(entries[0][1])) == (
            first[0],
            len(first[1]),
        )

    parsed, zone = {}, set(touched)
    ends: dict[int, tuple[int, bytes]] = {}  # the size and the last key of a shard as it was
    for number in touched:
        parsed[number], same = read(number)
        if not same and number > those[0]:
            zone.add(number - 1)

    run: list[shards.Entry] = []
    begin, size, inside = "", 0, False  # of the shard being cut; whether it is one that is cut again
    for number in those:
        if not inside and number not in zone:
            yield begins[number], None, names[number]
            continue
        if not inside:
            begin, inside = begins[number] if begins else "", True
        elif run and number not in zone:
            was, last = ends[number - 1]
            if size >= was and run[-1][0] == last:  # whatever ended it there ends it there again
                after = begins[number]
            else:
                following = next(shards.parse(shards.unpack(packed(number))))
                ended = shards.cuts(size, run[-1][0], following)
                after = shards.separator(run[-1][0], following[0]) if ended else None
            if after is not None:
                yield _packed(begin, run)
                begin = after
                yield begin, None if begin == begins[number] else packed(number), names[number]
                run, size, inside = [], 0, False
                continue
        entries = parsed[number] if number in parsed else read(number)[0]
        sure, size = shards.uncut(run, size, entries)
        run += entries[:sure]
        for pair in entries[sure:]:
            if run and shards.cuts(size, run[-1][0], pair):
                yield _packed(begin, run)
                begin = shards.separator(run[-1][0], pair[0])
                run, size = [], 0
            run.append(pair)
            size += len(pair[1])
    if run:
        yield _packed(begin, run)


def _packed(begin: str, run: list[shards.Entry]) -> index.Shard:
    data = shards.pack(b"".join(map(itemgetter(1), run)))
    return begin, data, shards.name(data)


def _changed(key: bytes, forms: list[tuple[bytes, bytes]], change: dict[bytes, dict[int, int | None] | bytes]) -> bytes:
    """An entry with some postings come or gone, or other records; empty if none is left."""
    by_form = dict(forms)
    for form, slots in change.items():
        if isinstance(slots, bytes):
            by_form[form] = slots
            continue
        try:
            by_form[form] = shards.changed(by_form.get(form, b""), slots)
        except ValueError as err:
            raise Anew from err
    left = sorted((form, data) for form, data in by_form.items() if data)
    return shards.entry(key, left) if left else b""
