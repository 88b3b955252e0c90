"""The tables in ``data/*.yml``: offices, ranks, cues, kinds, issuers, surnames, places.

A table is a list of entries; each has ``examples`` (text it must match) so that tests can check
every pattern both ways. Read per build, not at import, so that an edit shows in a live preview.

An entry may write its ``words`` in short; what readers and tests get is written out:

``before: [đó là, đây là]``
    each of the ``words`` after each of these ("đó là ý kiến"), and none of them alone;
``chain: [GS, TS]`` with ``joints: [".", "-"]``
    besides the ``words``, any two different ones of the chain with each joint between ("GS.TS", "TS-GS"). Spaces don't
    count where phrases are looked up, so that one joint stands for "." and ". ".

Rows of `accounts` and `documents` may have ``alternatives`` for ``words``: regular expressions of which one must match.
``counterexamples`` are what a row must not match.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


class BadTable(Exception):
    """A table is not of the form its readers rely on; the message names file and entry."""


@dataclass(frozen=True, eq=False)
class Tables:
    """All tables by name (``tables["kinds"]``); ``digest`` changes when any of them does.

    Hashable by identity, so that finders can compile their patterns once a ``Tables``.
    """

    entries: Mapping[str, tuple[Mapping[str, Any], ...]]
    digest: str

    def __getitem__(self, name: str) -> tuple[Mapping[str, Any], ...]:
        return self.entries[name]


_SHORT = ("before", "chain", "joints")


def _written_out(row: Mapping[str, Any], table: str) -> Mapping[str, Any]:
    """A row with ``before``, ``chain`` and ``joints`` written out in its ``words``."""
    if not any(name in row for name in _SHORT):
        return row
    short = {name: row.get(name, []) for name in _SHORT}
    if not all(
        isinstance(words, list) and all(isinstance(word, str) for word in words) for words in short.values()
    ) or bool(short["chain"]) != bool(short["joints"]):
        raise BadTable(
            f"{table}: before, chain and joints must be lists of text, and a chain needs joints: {row['examples']!r}"
        )
    words = (
        [f"{first} {word}" for first in short["before"] for word in row["words"]]
        if short["before"]
        else list(row["words"])
    )
    words += [
        f"{first}{joint}{second}" for first, second in permutations(short["chain"], 2) for joint in short["joints"]
    ]
    return {**{name: value for name, value in row.items() if name not in _SHORT}, "words": words}


def load(folder: Path = DATA) -> Tables:
    """Read and check every table. Raises :class:`BadTable`."""
    entries, digest = {}, hashlib.sha256()
    for path in sorted(folder.glob("*.yml")):
        data = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + data)
        rows = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if not isinstance(rows, list):
            raise BadTable(f"{path.name}: must be a list of entries")
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict) or not row.get("examples"):
                raise BadTable(f"{path.name}: entry {number} has no examples: {row!r}")
        entries[path.stem] = tuple(_written_out(row, path.name) for row in rows)
    return Tables(entries, digest.hexdigest())
