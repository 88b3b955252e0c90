"""The search index as files: made, or brought up to date, in a folder of its own by a process of its own, since it takes
longest of all that is made.

It is no part of docs: nothing in it is for MkDocs to read. The site gets it as it is (:data:`.search.FOLDERS`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from . import render, search
from .cache import code_version
from .changes import Changes
from .library import Library
from .parallel import beside, two
from .writer import Writer

PART = "search"
"""What the index is called in its memory."""
MEMORY = ".changes"
"""In the folder of the index: what it was made from, and how its files looked then."""


def begun(
    made: Library, folder: Path, version: str, digest: bytes
) -> contextlib.AbstractContextManager[Callable[[], None]]:
    """While this context lasts, and longer, the index of ``made`` is being made in ``folder``; gives what waits for
    that. ``digest``: what changes with anything about the articles, b"" where that is not known; it is good for one
    ``version`` of code and tables."""
    # the site has the same files under other names, which changes the times of their inodes
    memory = Changes(folder / MEMORY, folder, version, linked=True)
    whole = hashlib.blake2b(digest + repr(made.corrections).encode(), digest_size=16).digest()
    if not digest:
        whole = os.urandom(16)  # never the same again
    if memory.kept(PART, whole) is not None:
        return contextlib.nullcontext(lambda: None)
    return beside(lambda: _make(made, Writer(folder), memory, whole))


def _make(made: Library, out: Writer, memory: Changes, digest: bytes) -> None:
    files = update(made, out, memory.intact(PART))
    out.note(write(files, out))
    memory.made(PART, digest, files, still=[path for path, data in files.items() if data is None])
    out.finish()
    memory.save()


def update(made: Library, out: Writer, intact: bool = True) -> dict[str, bytes | None]:
    """The files of the index; None for those that stay as the last build left them, if all of that is ``intact``."""
    ours = out.listed if intact else frozenset()

    def last(path: str) -> bytes | None:
        try:
            return (out.docs / path).read_bytes() if path in ours else None
        except OSError:
            return None

    both = two(len(made.articles))
    return search.files(made, render.context.title, last, code_version(), both)


def write(files: Mapping[str, bytes | None], out: Writer) -> list[tuple[str, bool]]:
    """Write the files, in two processes where that pays: what stands first in ``files`` first and the last last, see
    :func:`.search.index.assemble`. Gives what the writer has to :meth:`~Writer.note`."""
    first, *rest, last = files.items()

    def some(part: list) -> list[tuple[str, bool]]:
        return out.write([part])[0]

    done, both = some([first]), two(sum(data is not None for _, data in rest))
    for half in both(lambda number: some(rest[number::2])) if both else (some(rest),):
        done += half
    return done + some([last])
