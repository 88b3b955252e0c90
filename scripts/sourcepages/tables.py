"""The tables in ``data/*.yml``: offices, ranks, cues, kinds, issuers, surnames, places.

A table is a list of entries; each has ``examples`` (text it must match) so that tests can check
every pattern both ways. Read per build, not at import, so that an edit shows in a live preview.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
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
        entries[path.stem] = tuple(rows)
    return Tables(entries, digest.hexdigest())
