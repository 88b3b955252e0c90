"""How a file is written: :func:`replace`, for :mod:`build`, :mod:`cache` and the importers alone."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from pathlib import Path

_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.(\d{1,10})\.tmp")


def beside(path: Path) -> Path:
    """The name under which this process writes what will be ``path``: hidden, and known by :func:`sweep`."""
    return path.with_name(_beside(path.name))


def _beside(name: str) -> str:
    return f".{hashlib.blake2s(name.encode(), digest_size=6).hexdigest()}.{os.getpid()}.tmp"


def replace(path: Path | str, data: bytes) -> None:
    """Write ``data`` beside ``path`` and move it into place: the old file or the new one, never half of one."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, _beside(name))
    try:
        file = open(temporary, "wb")  # noqa: SIM115 - closed below; the folder is made only where it is missing
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
        file = open(temporary, "wb")  # noqa: SIM115
    with file:
        file.write(data)
    os.replace(temporary, path)


def sweep(folder: Path) -> int:
    """Remove what writers that were killed left in ``folder`` (not below): how many files."""
    removed = 0
    for entry in os.scandir(folder) if folder.is_dir() else ():
        match = _TEMPORARY.fullmatch(entry.name)
        if match and not _alive(int(match[1])):
            with contextlib.suppress(OSError):
                os.unlink(entry.path)
                removed += 1
    return removed


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True

