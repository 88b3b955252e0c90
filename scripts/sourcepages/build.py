"""Composes the stages, and is the only module of the package that writes.

It plans every generated file as ``{path: bytes}``, writes what differs (beside, then replaced, so that
a file is whole whenever the build is killed) and removes what it made before and no longer makes.
Files it did not make are never touched: a manifest in the docs folder names those it did.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import datafiles, dates, documents, layout, library, read, render, resolve, search, speakers, statements, tables
from .cache import Cache, code_version, decode, encode, entry_key
from .files import replace
from .models import Article, Diagnostic, Evidence, Source, Unreadable
from .parallel import each

SUFFIXES = (".txt", ".md")
MANIFEST = ".sourcepages.json"
"""In the docs folder; MkDocs leaves out names that begin with a dot."""


@dataclass(frozen=True)
class Result:
    """What a build did. ``written`` and ``removed`` are paths below docs; nothing was touched where ``stopped``."""

    articles: tuple[Article, ...]
    diagnostics: tuple[Diagnostic, ...]
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    stopped: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    library: library.Library | None = field(default=None, repr=False)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.severity == "error")


def convert(name: str, data: bytes, slug: str, rules: tables.Tables) -> Article:
    """One article file → its record. A pure function of its arguments. Raises :class:`Unreadable`."""
    source = read.read(name, data)
    parts = layout.lay_out(source, rules)
    people, attributions = resolve.resolve_people(source, parts, *speakers.find(source, parts, rules), rules)
    said = statements.attribute(source, parts, people, attributions, rules)
    article = resolve.resolve(
        source, parts, slug, dates.find(source, parts, rules), documents.find(source, parts, rules), people, attributions, said, rules
    )
    check_evidence(article)
    return article


def check_evidence(article: Article) -> None:
    """Rule 2 of the record: every quote stands where it says it stands."""
    text = article.source.text
    for found in evidence_of(article):
        if text[found.start : found.end] != found.quote:
            raise AssertionError(f"{article.source.name}: {found!r} is not in the text at its place")


def evidence_of(value) -> Iterator:
    """Every :class:`Evidence` inside a record, however deep."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from evidence_of(item)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Source):
        for name in value.__dataclass_fields__:
            yield from evidence_of(getattr(value, name))


def cache_folder(root: Path, sources: Path) -> Path:
    """Where the project at ``root`` keeps what it read of ``sources``: outside docs, a folder for each."""
    return root / ".cache" / f"articles-{hashlib.blake2s(str(sources.resolve()).encode(), digest_size=5).hexdigest()}"


def collect(folder: Path) -> tuple[dict[str, Path], list[Diagnostic]]:
    """The article files below ``folder`` by name (relative, with ``/``), and what is wrong with the rest."""
    found, problems = {}, []
    if not folder.is_dir():
        return {}, [Diagnostic("error", "no-folder", str(folder), "không có thư mục nguồn này", "tạo thư mục và đặt bài (.txt, .md) vào đó")]
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        name = relative.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if any(part.startswith((".", "_")) for part in relative.parts):
            continue
        if path.is_symlink() and not path.exists():
            problems.append(Diagnostic("error", "dangling-link", name, "liên kết trỏ tới tệp không còn", "xóa liên kết hoặc chép tệp thật vào"))
        elif path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            problems.append(Diagnostic("error", "outside", name, "liên kết trỏ ra ngoài thư mục nguồn", "chép tệp thật vào thư mục nguồn"))
        elif path.is_dir():
            if path.suffix in SUFFIXES:
                problems.append(Diagnostic("warning", "folder", name, "đây là thư mục, không phải tệp bài", "đổi tên thư mục nếu nhầm"))
        elif path.suffix.lower() in SUFFIXES:
            found[name] = path
        else:
            problems.append(Diagnostic("warning", "suffix", name, "không phải tệp .txt hay .md nên không được đọc", "đổi đuôi tệp, hoặc để tệp ở nơi khác"))
    return found, problems


def convert_all(paths: Mapping[str, Path], rules: tables.Tables, cache: Cache | None = None) -> tuple[list[Article], list[Diagnostic]]:
    """Every article file, read; those the cache holds are not read again. And what is wrong with the others."""
    cache = cache or Cache(None, "")
    slugs = library.article_slugs(paths)
    articles, problems, changed = {}, [], []
    for name, path in paths.items():
        try:
            data = path.read_bytes()
        except OSError as err:
            problems.append(Diagnostic("error", "unreadable", name, f"không đọc được tệp: {err.strerror}", "kiểm tra quyền đọc của tệp"))
            continue
        articles[name] = None  # its place in the order
        key = entry_key(name, slugs[name], data)
        if stored := cache.get(name, key):
            articles[name] = decode(stored)
        else:
            changed.append((name, slugs[name], path, key))
    for (name, _, _, key), result in zip(changed, each(_convert, changed, rules, label="Đọc bài"), strict=True):
        if isinstance(result, bytes):
            articles[name] = decode(result)
            cache.put(name, key, result)
        elif isinstance(result, tuple):
            problems += result
        else:
            articles[name] = result
    cache.save(paths)
    return [article for article in articles.values() if article], problems


def _convert(rules: tables.Tables, part: list[tuple[str, str, Path, bytes]]) -> list[bytes | Article | tuple[Diagnostic, ...]]:
    results = []
    for name, slug, path, key in part:
        try:
            data = path.read_bytes()
            article = convert(name, data, slug, rules)
        except Unreadable as err:
            results.append(err.diagnostics)
        except OSError as err:
            results.append((Diagnostic("error", "unreadable", name, f"không đọc được tệp: {err.strerror}", "kiểm tra quyền đọc của tệp"),))
        else:
            results.append(article)
            with contextlib.suppress(ValueError):  # what the cache has no place for goes as it is, and so does a file edited since its key was made
                if entry_key(name, slug, data) == key:
                    results[-1] = encode(article)
    return results


def plan(made: library.Library, diagnostics: Sequence[Diagnostic] = ()) -> dict[str, bytes]:
    """Every generated file, by its path below docs."""
    files = {path: text.encode() for path, text in render.pages(made, diagnostics)}
    data = dict(datafiles.files(made))
    files |= data | {"du-lieu/index.md": render.feeds.data_page(json.loads(data["du-lieu/index.json"])).encode()}
    return files | dict(search.files(made, render.context.title))


def build(sources: Path, docs: Path, *, keep_going: bool = False, check: bool = False, cache: Path | None = None) -> Result:
    """Convert ``sources`` into ``docs``. With errors nothing is written, unless ``keep_going``; ``check`` never writes
    there. The folder ``cache``, if given, keeps what was read for the next time; it may be deleted whenever."""
    paths, problems = collect(sources)
    rules = tables.load()
    articles, more = convert_all(paths, rules, Cache(cache, code_version() + rules.digest))
    problems += more
    diagnostics = tuple(sorted([*problems, *(d for a in articles for d in a.diagnostics)], key=lambda d: (d.source, d.line, d.column, d.code)))
    if any(d.severity == "error" for d in problems) and not keep_going:
        return Result(tuple(articles), diagnostics, stopped=True)
    made = library.compose(articles)
    files = plan(made, diagnostics)
    if check:
        return Result(tuple(articles), diagnostics, stopped=True, files=files, library=made)
    written, removed, unchanged = write(docs, files)
    return Result(tuple(articles), diagnostics, written, removed, unchanged, files=files, library=made)


def write(docs: Path, files: Mapping[str, bytes]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Make ``docs`` hold ``files``: (paths written, paths removed, number unchanged)."""
    manifest = docs / MANIFEST
    ours = _manifest(manifest)
    docs.mkdir(parents=True, exist_ok=True)
    if not set(files) <= ours:  # before the files: whatever happens, what we make is known as ours
        replace(manifest, _manifest_bytes(ours | set(files)))
    written, unchanged = [], 0
    for path in sorted(files):
        target = docs / path
        try:
            same = target.read_bytes() == files[path]
        except OSError:
            same = False
        if same:
            unchanged += 1
        else:
            replace(target, files[path])
            written.append(path)
    removed = []
    for path in sorted(ours - set(files)):
        target = docs / path
        if target.is_file():
            target.unlink()
            removed.append(path)
        for parent in target.relative_to(docs).parents:
            try:
                (docs / parent).rmdir()
            except OSError:
                break
    if ours != set(files):
        replace(manifest, _manifest_bytes(set(files)))
    return tuple(written), tuple(removed), unchanged


def _manifest(path: Path) -> set[str]:
    try:
        return {p for p in json.loads(path.read_bytes())["files"] if ".." not in Path(p).parts and not Path(p).is_absolute()}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _manifest_bytes(paths: set[str]) -> bytes:
    return (json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=0) + "\n").encode()
