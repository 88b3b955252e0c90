"""What was read last time, so that only what changed is read again.

An entry is valid for one file's bytes, name and slug, one set of tables and one version of this package's code;
whatever else is found (an older version, a damaged or half-written file, another program's) counts as nothing. Entries
stand in packs, a file each, chosen by the article's name, so that an edit rewrites a small part. A pack is checksummed,
written beside and replaced: two builds at once each leave whole packs, and the worst that can happen is that an article
is read twice. Beside them stands what the file system said of each file when it was read (size, times, inode): one that
still looks so isn't opened, unless it was so young that a change within the same tick of the clock could hide.

Not pickle: :mod:`marshal` holds plain values only and can't run anything, and the record's objects are
rebuilt from a list of known classes.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import time
import unicodedata
import zlib
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import yaml

from . import models
from .files import replace

PACKS = 256
_MAGIC = b"sourcepages cache 1\n"
_TYPES = [value for name, value in sorted(vars(models).items()) if hasattr(value, "__dataclass_fields__")]
_INDEX = {cls: index for index, cls in enumerate(_TYPES)}
_FIELDS = {cls: tuple(field.name for field in fields(cls)) for cls in _TYPES}
_VALUES = {cls: attrgetter(*names) for cls, names in _FIELDS.items()}  # a tuple: no class has a single field
_OWN = tuple(name for name in _FIELDS[models.Article] if name != "source")  # whose fields are packed by themselves
_OWN_VALUES = attrgetter(*_OWN)
_FLAT = {
    cls: _INDEX[cls] for cls in (models.Evidence, models.Paragraph, models.Segment, models.Span)
}  # hold only atoms
_FLAT_NUMBERS = frozenset(_FLAT.values())
_ATOMS = frozenset((str, int, float, bool, bytes, type(None)))
# A marshalled list is [class number, values …]; a list of the record itself is [-1, values …], and a tuple of records of
# one flat class [-2, class number, the first value of each, the second of each …], which is taken apart and put together
# in one go.
_LIST, _ROWS = -1, -2


@cache
def code_version() -> str:
    """A digest of the package's code and of what else decides how text is read."""
    digest = hashlib.blake2b(digest_size=16)
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update(f"{sys.version_info[:3]} {unicodedata.unidata_version} {yaml.__version__}".encode())
    return digest.hexdigest()


Look = tuple[int, int, int, int]
"""How a file looks from outside: size, times of its contents and of its inode (ns), inode."""
_LOOKS = "looks"
_YOUNG = 2_000_000_000  # ns; the coarsest clock of a file system ticks every two seconds


def look(path: Path) -> Look:
    """How the file looks now. Raises OSError."""
    found = os.stat(path)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def entry_key(name: str, slug: str, data: bytes) -> bytes:
    """What an article's entry is valid for, tables and code apart."""
    head = f"{len(name.encode())} {name}{slug}\0".encode()
    return hashlib.blake2b(head + data, digest_size=16).digest()


def encode(value: Any) -> bytes:
    """A record as bytes. Raises ``ValueError`` for what it can't hold."""
    return marshal.dumps(_plain(value))


def decode(data: bytes) -> Any:
    """What :func:`encode` was given."""
    return _built(marshal.loads(data))


Packed = tuple[bytes, tuple[bytes, ...], tuple[bytes, ...]]
"""An entry: its key, and each field of the source and of the article by itself as bytes."""


def pack(article: models.Article, key: bytes) -> Packed:
    """An article as bytes. Raises ``ValueError`` for what they can't hold."""
    of_source, of_article = (
        tuple([marshal.dumps(_plain(value)) for value in values(record)])
        for record, values in ((article.source, _VALUES[models.Source]), (article, _OWN_VALUES))
    )
    return key, of_source, of_article


def unpack(packed: Packed) -> Stored:
    """What :func:`pack` was given, each field read when it is asked for: of most articles a build needs little."""
    key, of_source, of_article = packed
    return _stored(Stored, of_article, key, _stored(_StoredSource, of_source, key))


_small = lru_cache(maxsize=4096)(decode)
"""What many articles have alike, such as a value that is absent: made once, since nothing in a record can change."""


def _stored(cls, packed: tuple, key: bytes, source=None):
    made = cls.__new__(cls)
    object.__setattr__(made, "packed", packed)
    object.__setattr__(made, "key", key)
    if source is not None:
        object.__setattr__(made, "source", source)
    return made


def _unpacked(self, name: str):
    """The field ``name``: called where it hasn't been read yet."""
    at = _PLACES[type(self)].get(name)
    if at is None:
        raise AttributeError(name)
    data = self.packed[at]
    value = _small(data) if len(data) < _SMALL else decode(data)
    object.__setattr__(self, name, value)
    if name in _LARGE:
        if len(_recent) >= _KEPT:
            with contextlib.suppress(AttributeError):  # two threads read it at once
                object.__delattr__(*_recent.popleft())
        _recent.append((self, name))
    return value


_SMALL = 40  # bytes
_LARGE = frozenset(("text", "paragraphs", "layout", "dates", "statements", "shingles"))
_KEPT = 500
"""Of the large fields only so many are held, those read last: all of them together would be most of what there is in
memory."""
_recent: deque[tuple[models.Article | models.Source, str]] = deque()


class Stored(models.Article):
    """An article out of the cache. ``key`` changes when anything about it does."""

    __slots__ = ("key", "packed")
    __getattr__ = _unpacked


class _StoredSource(models.Source):
    __slots__ = ("key", "packed")
    __getattr__ = _unpacked


_PLACES = {
    Stored: {name: at for at, name in enumerate(_OWN)},
    _StoredSource: {name: at for at, name in enumerate(_FIELDS[models.Source])},
}


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        if value and (number := _FLAT.get(cls := type(value[0]))) is not None and {*map(type, value)} == {cls}:
            return [_ROWS, number, *zip(*map(_VALUES[cls], value), strict=True)]
        return tuple([item if type(item) in _ATOMS else _plain(item) for item in value])
    if kind in _FLAT:
        return [_FLAT[kind], *_VALUES[kind](value)]
    if kind in _INDEX:
        return [_INDEX[kind], *[item if type(item) in _ATOMS else _plain(item) for item in _VALUES[kind](value)]]
    if kind is list:
        return [_LIST, *map(_plain, value)]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    raise ValueError(f"no place in the cache for {kind.__name__}")


def _built(value: Any) -> Any:
    kind = type(value)
    if kind is list:
        if value[0] == _ROWS:
            return tuple(map(_TYPES[value[1]], *value[2:]))
        if value[0] in _FLAT_NUMBERS:
            return _TYPES[value[0]](*value[1:])
        rest = [_built(item) if type(item) in (list, tuple, dict) else item for item in value[1:]]
        return rest if value[0] == _LIST else _TYPES[value[0]](*rest)
    if kind is tuple:
        return tuple([_built(item) if type(item) in (list, tuple, dict) else item for item in value])
    if kind is dict:
        return {key: _built(item) for key, item in value.items()}
    return value


class BadShard(Exception):
    """A file that is no shard, or is damaged, or was made by other code or tables."""


class Cache:
    """The entries of one folder for one ``version``; ``folder`` None keeps nothing."""

    def __init__(self, folder: Path | None, version: str):
        self.folder = folder
        self.version = version.encode()
        self._packs: dict[int, dict[str, Packed]] = {}
        self._changed: set[int] = set()
        self._looked: dict[str, tuple] | None = None  # name → how the file looked, its slug and its key
        self._looks: dict[str, tuple] = {}  # the same of this build

    def known(self, name: str, slug: str, look: Look) -> bytes | None:
        """The key of the article ``name``, if its file looks as it did when it was read."""
        if self._looked is None:
            self._looked = self._read(self.folder / _LOOKS) if self.folder else {}
        found = self._looked.get(name)
        if not found or found[:2] != (look, slug):
            return None
        self._looks[name] = found
        return found[2]

    def note(self, name: str, slug: str, look: Look, key: bytes) -> None:
        """Remember how the file of the article ``name`` looked before it was read."""
        if max(look[1:3]) + _YOUNG < time.time_ns():
            self._looks[name] = (look, slug, key)

    def get(self, name: str, key: bytes) -> Packed | None:
        """The entry of the article ``name``, if it is still the one for ``key``."""
        found = self.any(name)
        return found if found and found[0] == key else None

    def any(self, name: str) -> Packed | None:
        """The entry of the article ``name``, whatever its key."""
        return self._pack(self._number(name)).get(name)

    def put(self, name: str, packed: Packed) -> None:
        """Remember the entry of the article ``name``."""
        number = self._number(name)
        self._pack(number)[name] = packed
        self._changed.add(number)

    def recall(self, what: str) -> dict:
        """What was kept under this name, of all articles together; empty if nothing was."""
        return self._read(self.folder / what) if self.folder else {}

    def keep(self, what: str, entries: dict) -> None:
        """Keep something for :meth:`recall`."""
        if self.folder:
            with contextlib.suppress(OSError):  # a full or read-only disk: it is worked out again the next time
                self._write(self.folder / what, entries)

    def adopt(self, path: Path) -> int:
        """Take over the entries of a file that :meth:`export` wrote, on whatever machine; their number. Raises
        :class:`BadShard` for a file that is none, or is damaged, or was made by other code or tables."""
        entries = self._read(path)
        if not entries:
            raise BadShard(f"{path}: not a whole shard made by this version of the code and the tables")
        for name, packed in entries.items():
            self.put(name, packed)
        return len(entries)

    def export(self, path: Path, names: Iterable[str]) -> int:
        """Write the entries of ``names`` into one file; their number."""
        entries = {name: found for name in names if (found := self._pack(self._number(name)).get(name))}
        self._write(path, entries)
        return len(entries)

    def save(self, names: Iterable[str]) -> None:
        """Write what changed, without the entries of articles that are gone, and hold nothing any longer."""
        if self.folder is None:
            return
        keep = set(names)
        if self._looks != self._looked:
            with contextlib.suppress(OSError):
                self._write(self.folder / _LOOKS, self._looks)
        for number, pack in self._packs.items():
            gone = [name for name in pack if name not in keep]
            if not gone and number not in self._changed:
                continue
            for name in gone:
                del pack[name]
            try:
                self._write(self._path(number), pack)
            except OSError:  # a full or read-only disk: the next build reads again what this one couldn't keep
                break
        self._changed.clear()
        self._packs.clear()
        self._looked, self._looks = None, {}

    def _pack(self, number: int) -> dict[str, Packed]:
        if number not in self._packs:
            self._packs[number] = self._read(self._path(number)) if self.folder else {}
        return self._packs[number]

    def _write(self, path: Path, entries: dict) -> None:
        payload = marshal.dumps(entries)
        replace(path, _MAGIC + self._digest(payload) + payload)

    def _read(self, path: Path) -> dict:
        try:
            data = path.read_bytes()
        except OSError:
            return {}
        start = len(_MAGIC) + 16
        payload = memoryview(data)[start:]
        if data[: len(_MAGIC)] != _MAGIC or data[len(_MAGIC) : start] != self._digest(payload):
            return {}
        return marshal.loads(payload)

    def _digest(self, payload) -> bytes:
        # against damage, not forgery: of all that is read a quick sum is enough
        checked = zlib.crc32(payload).to_bytes(4, "big")
        return hashlib.blake2b(checked + self.version, digest_size=16).digest()

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:02x}.pack"

    @staticmethod
    def _number(name: str) -> int:
        return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] % PACKS
