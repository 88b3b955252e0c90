"""How a file is written: :func:`replace`, for :mod:`build` and :mod:`cache` alone."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path`` and move it into place: the old file or the new one, never half of one."""
    beside = path.with_name(f".{hashlib.blake2s(path.name.encode(), digest_size=6).hexdigest()}.{os.getpid()}.tmp")
    try:
        file = open(beside, "wb")  # noqa: SIM115 - closed below; the folder is made only where it is missing
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = open(beside, "wb")  # noqa: SIM115
    with file:
        file.write(data)
    os.replace(beside, path)
