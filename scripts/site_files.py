"""The files of a folder: what stands there, and putting a page into place. Nothing of MkDocs."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Container, Iterable
from pathlib import Path

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


def standing(folder: str, besides: Container[str] = ()) -> tuple[dict[str, Stat | None], list[str]]:
    """What stands in ``folder``: (every file by its path below with what :func:`stat` says of it; folders with nothing
    in them). ``besides``: paths below of files, and of folders with a ``/`` at their end, not to be looked at."""
    found: dict[str, Stat | None] = {}
    empty, waiting = [], [""]
    while waiting:
        below = waiting.pop()
        try:
            files, folders = inside(f"{folder}/{below}", links=False)
        except OSError:
            continue
        for name in files:
            if (path := below + name) not in besides:
                found[path] = stat(f"{folder}/{path}")
        if not files and not folders:
            empty.append(below)
        waiting += [path for name in folders if (path := f"{below}{name}/") not in besides]
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


def mirror(source: Path, target: Path) -> None:
    """Make the folder ``target`` hold the very files of the folder ``source``, which are replaced and never changed in
    place, and no others; folders apart. Where there are none, there is no folder."""
    wanted, there = _entries(source), _entries(target)
    if wanted:
        target.mkdir(parents=True, exist_ok=True)
        one_device = os.stat(source).st_dev == os.stat(target).st_dev
    for name, entry in wanted.items():
        old = there.pop(name, None)
        if old is None or not ((one_device and old.inode() == entry.inode()) or _alike(entry.stat(), old.stat())):
            with contextlib.suppress(FileNotFoundError):  # another build has replaced it, and will put it there
                link(entry.path, f"{target}/{name}")
    for old in there.values():
        if not old.is_dir(follow_symlinks=False):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(old)
    if not wanted:
        with contextlib.suppress(OSError):  # it isn't there, or something else is in it
            target.rmdir()


def _entries(folder: Path) -> dict[str, os.DirEntry]:
    """What stands in a folder, by name; nothing where there is none."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry for entry in entries}
    except FileNotFoundError:
        return {}


def link(source: Path | str, target: Path | str) -> None:
    """Put the file ``source`` at ``target``, too: as another name of the same file where the file system has that, else
    as a copy of the same age. Raises FileNotFoundError where there is none."""
    try:
        os.link(source, target)
        return
    except FileExistsError:
        if os.path.samefile(source, target):
            return
    except OSError:  # another device, or a file system without links
        pass
    beside = os.path.join(os.path.dirname(target), f".{os.getpid()}.tmp")
    with contextlib.suppress(FileNotFoundError):
        os.unlink(beside)  # what a build left that was killed may be a name of another file
    try:
        os.link(source, beside)
    except OSError:
        shutil.copy2(source, beside)
    os.replace(beside, target)


def _alike(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


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
