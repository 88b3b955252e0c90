"""Files into the docs folder: those that differ are written, those no longer made are removed, all others stay
untouched.

A manifest in the folder names the files that are ours. Before a file is made for the first time its name goes into a
journal beside it, so that wherever a build is killed the next one knows what it may remove. Several processes may write
at once, each its own files.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from .files import replace

MANIFEST = ".sourcepages.json"
"""In the docs folder; MkDocs leaves out names that begin with a dot."""
JOURNAL = ".sourcepages.new"
"""JSON Lines, lists of names of files that the manifest may not have yet; gone when a build has ended."""

File = tuple[str, bytes | None]
"""Path below docs, and what is to stand there; None: what does stand there."""


class Writer:
    """Makes the folder ``docs`` hold what a build makes, and nothing of what earlier ones made."""

    def __init__(self, docs: Path):
        self.docs = docs
        docs.mkdir(parents=True, exist_ok=True)
        self.listed = manifest(docs)
        self.ours = self.listed | _journal(docs)
        self.now: set[str] = set()
        self.written: list[str] = []

    def write(self, parts: Iterable[Sequence[File]]) -> list[list[tuple[str, bool]]]:
        """Write what differs; path and whether it was written, by part. For any process: what it says must be
        :meth:`note`d by the one that ends the build."""
        parts = list(parts)
        self._announce({path for files in parts for path, _ in files} - self.ours)
        return [
            [(path, data is not None and self._write(f"{self.docs}/{path}", data)) for path, data in files]
            for files in parts
        ]

    def note(self, done: Iterable[tuple[str, bool]]) -> None:
        """Paths that belong to this build, and whether they were written."""
        for path, new in done:
            self.now.add(path)
            if new:
                self.written.append(path)

    def finish(self) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """Remove what is no longer made: (paths written, paths removed, number unchanged)."""
        gone = sorted(self.ours - self.now)
        removed = [path for path in gone if os.path.isfile(f"{self.docs}/{path}")]
        for path in removed:
            with contextlib.suppress(FileNotFoundError):  # another build at work on the same has been here, too
                os.unlink(f"{self.docs}/{path}")
        for folder in sorted({os.path.dirname(path) for path in gone}):
            self._remove_empty(folder)
        if self.now != self.listed:
            # as json.dumps with indent=0 lays it out, which does so in Python
            names = ",\n".join(map(_quoted, sorted(self.now)))
            replace(self.docs / MANIFEST, f'{{\n"files": [\n{names}\n]\n}}\n'.encode())
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.docs / JOURNAL)
        return tuple(sorted(self.written)), tuple(removed), len(self.now) - len(self.written)

    def _remove_empty(self, folder: str) -> None:
        """Remove ``folder`` if nothing stands in it, and the folders around it that are empty then."""
        with contextlib.suppress(OSError):
            while folder:
                os.rmdir(f"{self.docs}/{folder}")
                folder = os.path.dirname(folder)

    def _announce(self, paths: set[str]) -> None:
        if paths:
            with open(self.docs / JOURNAL, "ab") as file:
                # a line of its own, whatever stands before
                file.write(b"\n" + json.dumps(sorted(paths)).encode() + b"\n")
            self.ours |= paths

    @staticmethod
    def _write(target: str, data: bytes) -> bool:
        try:
            with open(target, "rb") as file:
                if file.read() == data:
                    return False
        except OSError:
            pass
        replace(target, data)
        return True


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def manifest(docs: Path) -> set[str]:
    """The files in ``docs`` that a build made; of a manifest that is damaged or hostile as much as can be believed."""
    try:
        return _inside(json.loads((docs / MANIFEST).read_bytes())["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def made(docs: Path) -> set[str]:
    """The files in ``docs`` that builds made, those of builds that were killed included; all others are written by
    hand."""
    return manifest(docs) | _journal(docs)


def _journal(docs: Path) -> set[str]:
    """What builds that were killed had begun to make. A line that is not whole names nothing that was written."""
    found: set[str] = set()
    with contextlib.suppress(OSError):
        for line in (docs / JOURNAL).read_bytes().splitlines():
            with contextlib.suppress(ValueError, TypeError):
                found |= _inside(json.loads(line))
    return found


def _inside(paths: Iterable[str]) -> set[str]:
    return {
        path for path in paths if ".." not in path.split("/") and not path.startswith("/") and not os.path.isabs(path)
    }
