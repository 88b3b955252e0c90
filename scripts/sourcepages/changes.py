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
    """The memory of one docs folder in the file ``path``, for one ``version``; without a path nothing is remembered."""

    def __init__(self, path: Path | None, docs: Path, version: str):
        self.path, self.docs = path, str(docs)
        self.version = hashlib.blake2b(version.encode(), digest_size=32).digest()
        self.old: dict[str, tuple[bytes, dict[str, Stat]]] = self._load()
        self.new: dict[str, tuple[bytes, dict[str, Stat | None]]] = {}  # None: still to be looked at

    def kept(self, name: str, digest: bytes) -> list[str] | None:
        """The paths of the part ``name``, if they need not be made again."""
        old = self.old.get(name)
        if not digest or not old or old[0] != digest or any(self._stat(path) != stat for path, stat in old[1].items()):
            return None
        self.new[name] = old
        return list(old[1])

    def made(self, name: str, digest: bytes, paths: Iterable[str]) -> None:
        """Note that the part ``name``, whose makings have this ``digest``, was made as these paths; without a digest it
        is made again each time."""
        if digest:
            self.new[name] = digest, dict.fromkeys(paths)

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
        return found.st_size, found.st_mtime_ns, found.st_ctime_ns
