"""The files of a folder: what stands there, and putting a page into place. Nothing of MkDocs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable

Stat = tuple[int, int, int]
"""Size, and the times (ns) of a file's contents and of its inode."""


def inside(folder: str, *, links: bool) -> tuple[list[str], list[str]]:
    """The names of files and of folders in a folder, these last first; with ``links`` a link to a folder is one. Raises
    OSError."""
    files, folders = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                folder_too = entry.is_dir(follow_symlinks=links)
            except OSError:  # a link to where we may not look
                folder_too = False
            (folders if folder_too else files).append(entry.name)
    folders.sort(reverse=True)
    return files, folders


def standing(folder: str) -> tuple[dict[str, Stat | None], list[str]]:
    """What stands in ``folder``: (every file by its path below with what :func:`stat` says of it; folders with nothing
    in them)."""
    found: dict[str, Stat | None] = {}
    empty, waiting = [], [""]
    while waiting:
        below = waiting.pop()
        try:
            files, folders = inside(f"{folder}/{below}", links=False)
        except OSError:
            continue
        for name in files:
            found[below + name] = stat(f"{folder}/{below}{name}")
        if not files and not folders:
            empty.append(below)
        waiting += [f"{below}{name}/" for name in folders]
    return found, empty


def remove_empty(folder: str, below: Iterable[str]) -> None:
    """Remove those of the folders ``below`` that are empty, and those around them that are then."""
    for path in below:
        while path:
            try:
                os.rmdir(f"{folder}/{path}")
            except FileNotFoundError:
                pass
            except OSError:
                break
            path = os.path.dirname(path)


def stat(path: str) -> Stat | None:
    try:
        return times(os.stat(path))
    except OSError:
        return None


def times(found: os.stat_result) -> Stat:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


JUST_NOW = 20_000_000
"""Nanoseconds in which a file may change twice without its times telling."""


def read(path: str) -> tuple[bytes, tuple | None]:
    """A file's bytes and what :func:`stat` says of it; None where that might stay the same when the file changes once
    more."""
    with open(path, "rb", buffering=0) as file:
        found = os.fstat(file.fileno())
        return file.readall(), times(found) if time.time_ns() - found.st_ctime_ns > JUST_NOW else None


def write(data: bytes, path: str) -> tuple | None:
    """Put ``data`` there unless it is there already; what :func:`stat` says of it then."""
    try:
        old, found = read(path)
        if old == data:
            return found
    except OSError:
        pass
    return put(data, path)


def put(data: bytes, path: str) -> tuple:
    """Write beside and move into place: whoever ends this process, no page is ever half there. What is left beside
    (``.PID.tmp``) ``finish`` of the next build removes, like all that no build makes."""
    folder = os.path.dirname(path)
    beside = f"{folder}/.{os.getpid()}.tmp"
    try:
        file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
        file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.replace(beside, path)
        return times(os.fstat(file))
    finally:
        os.close(file)
