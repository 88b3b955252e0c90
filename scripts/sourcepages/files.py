"""How a file is written: :func:`replace`, for :mod:`build`, :mod:`cache` and the importers alone; and why one can't be
read or written."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
from pathlib import Path

_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.(\d{1,10})\.tmp")


_REASONS = {
    errno.ENOENT: "không có tệp này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EISDIR: "đó là thư mục",
    errno.ENOTDIR: "đó là tệp, không phải thư mục",
    errno.ENOSPC: "ổ đĩa hết chỗ",
    errno.EDQUOT: "hết phần ổ đĩa được dùng",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EIO: "ổ đĩa bị lỗi",
    errno.ECONNREFUSED: "máy chủ từ chối kết nối",
    errno.ECONNRESET: "máy chủ ngắt kết nối",
    errno.ETIMEDOUT: "máy chủ không trả lời",
    errno.ENETUNREACH: "không có mạng",
    errno.EHOSTUNREACH: "không tới được máy chủ",
}


def reason(err: OSError) -> str:
    """Why the system refused, in Vietnamese where it is one of the usual reasons, else as the system says it."""
    if isinstance(err, TimeoutError):
        return _REASONS[errno.ETIMEDOUT]
    return _REASONS.get(err.errno) or err.strerror or str(err)


def cache_folder(root: Path, sources: Path) -> Path:
    """Where the project at ``root`` keeps what it read of ``sources``: outside docs, a folder for each."""
    return root / ".cache" / f"articles-{hashlib.blake2s(os.fsencode(sources.resolve()), digest_size=5).hexdigest()}"


def index_folder(root: Path, sources: Path) -> Path:
    """Where the project at ``root`` keeps the search index of ``sources``, as the site will have it."""
    return cache_folder(root, sources) / "index"


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
