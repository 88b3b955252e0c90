"""What was made last time, and from what: so that pages whose makings are the same aren't made again.

A part's pages are left alone if its digest is the one they were made with and their files are as they were left
(size and times). The memory is one checksummed file; lost, damaged or of another version it counts as empty.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterable
from pathlib import Path

from .files import replace

Stat = tuple[int, int, int]


class Changes:
    """The memory of one folder in the file ``path``, for one ``version``; without a path nothing is remembered.
    ``linked``: its files get other names, too (hard links), and lose them, which changes the times of their inodes."""

    def __init__(self, path: Path | None, docs: Path, version: str, linked: bool = False):
        self.path, self.docs, self.linked = path, str(docs), linked
        self.version = hashlib.blake2b(version.encode(), digest_size=32).digest()
        self.old: dict[str, tuple[bytes, dict[str, Stat]]] = self._load()
        self.new: dict[str, tuple[bytes, dict[str, Stat | None]]] = {}  # None: still to be looked at

    def kept(self, name: str, digest: bytes) -> list[str] | None:
        """The paths of the part ``name``, if they need not be made again."""
        old = self.old.get(name)
        if not digest or not old or old[0] != digest or not self.intact(name):
            return None
        self.new[name] = old
        return list(old[1])

    def intact(self, name: str) -> bool:
        """Whether the files of the part ``name`` are as they were left; of one that isn't known, False."""
        return name in self.old and all(self._stat(path) == stat for path, stat in self.old[name][1].items())

    def made(self, name: str, digest: bytes, paths: Iterable[str], still: Iterable[str] = ()) -> None:
        """Note that the part ``name``, whose makings have this ``digest``, was made as these paths; without a digest it
        is made again each time. ``still``: those of them that are as they were left the last time."""
        if digest:
            old = self.old[name][1] if still else {}
            self.new[name] = digest, dict.fromkeys(paths) | {path: old[path] for path in still}

    def save(self) -> None:
        """When everything is written."""
        if self.path is None:
            return
        state = {
            name: (digest, {path: stat or self._stat(path) for path, stat in paths.items()})
            for name, (digest, paths) in self.new.items()
        }
        if state == self.old:
            return
        payload = marshal.dumps(state)
        try:
            replace(self.path, self._digest(payload) + payload)
        except OSError:  # a full or read-only disk: more is made again the next time
            return

    def _load(self) -> dict:
        try:
            data = self.path.read_bytes() if self.path else b""
        except OSError:
            return {}
        payload = memoryview(data)[16:]
        return marshal.loads(payload) if data and data[:16] == self._digest(payload) else {}

    def _digest(self, payload) -> bytes:
        return hashlib.blake2b(payload, digest_size=16, key=self.version).digest()

    def _stat(self, path: str) -> Stat | None:
        try:
            found = os.stat(f"{self.docs}/{path}")
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns, 0 if self.linked else found.st_ctime_ns
