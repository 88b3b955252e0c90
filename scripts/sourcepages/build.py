"""Composes the stages, and is, with :mod:`indexing` for the search index, the only module of the package that writes.

What it makes goes through :mod:`writer`, which leaves alone what it did not make and every file that stays as it is.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import hashlib
import os
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path

from . import (
    corrections,
    datafiles,
    dates,
    documents,
    indexing,
    layout,
    library,
    models,
    near,
    read,
    render,
    report,
    resolve,
    schema,
    speakers,
    statements,
    tables,
)
from .cache import Cache, Look, Packed, Stored, code_version, entry_key, look, pack, unpack
from .changes import Changes
from .files import reason
from .models import Article, Diagnostic, Evidence, Unreadable
from .parallel import each
from .sources import SUFFIXES, collect
from .writer import Writer


@dataclass(frozen=True)
class Result:
    """What a build did. ``written`` and ``removed`` are paths below docs; nothing was touched where ``stopped``
    (after a check ``written`` are the pages of the articles that are new or changed)."""

    articles: tuple[Article, ...]
    diagnostics: tuple[Diagnostic, ...]
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    stopped: bool = False
    library: library.Library | None = field(default=None, repr=False)
    indexed: Callable[[], None] = field(default=lambda: None, repr=False)
    """Waits until the search index is made, where the build left that to its caller."""

    @property
    def files(self) -> dict[str, bytes]:
        """Every generated file of docs by its path there, made anew."""
        return plan(self.library, self.diagnostics) if self.library else {}

    @property
    def changed(self) -> tuple[Article, ...]:
        """The articles that are new or read otherwise than before."""
        written = set(self.written)
        return tuple(a for a in self.articles if f"bai-viet/{a.slug}/index.md" in written)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that keep a build from being written."""
        return tuple(d for d in self.diagnostics if d.severity == "error")


done: dict[tuple[Path, Path], Callable[[], tuple[library.Library, Callable[[], None]]]] = {}
"""By sources and docs, what gives the library of a build that another has made or is making, and waits for its search
index: the next in this process may take it (once) instead of building again."""

latest: dict[tuple[Path, Path], Result] = {}
"""What a live preview's last whole build gave, by sources and docs: what :func:`preview` starts from."""


def convert(name: str, data: bytes, slug: str, rules: tables.Tables) -> Article:
    """One article file → its record. A pure function of its arguments. Raises :class:`Unreadable`."""
    source = read.read(name, data)
    parts = layout.lay_out(source, rules)
    people, attributions = resolve.resolve_people(parts, *speakers.find(source, parts, rules), rules)
    said = statements.attribute(source, parts, people, attributions, rules)
    article = resolve.resolve(
        source, parts, slug, dates.find(source, parts), documents.find(source, rules), people, attributions, said, rules
    )
    article = dataclasses.replace(
        article,
        diagnostics=(*article.diagnostics, *report.doubts_about(article)),
        shingles=near.samples(source.text),
        heading=render.context.title(article),
        lacking=render.status.missing(article),
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
    """Every :class:`Evidence` inside a record, however deep, in no order that means anything."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        kind = type(value)
        if kind is Evidence:
            yield value
        elif kind is tuple:
            waiting += value
        elif kind is not str and (names := _fields(kind)):
            waiting += [getattr(value, name) for name in names]


@lru_cache(maxsize=64)
def _fields(kind: type) -> tuple[str, ...]:
    """Which fields of a record of this kind may hold evidence, by what they are declared to be; none of what is no
    record."""
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple(
        field.name
        for field in dataclasses.fields(kind)
        if any(
            word == "Evidence" or _fields(getattr(models, word, str)) for word in re.findall(r"[A-Z]\w+", field.type)
        )
    )


def convert_all(
    paths: Mapping[str, Path], rules: tables.Tables, cache: Cache | None = None, slugs: Mapping[str, str] | None = None
) -> tuple[list[Article], list[Diagnostic]]:
    """Every article file, read; those the cache holds are not read again. And what is wrong with the others."""
    cache = cache or Cache(None, "")
    slugs = slugs or library.article_slugs(paths)
    articles, problems, changed = {}, [], []
    for name, path in paths.items():
        articles[name] = None  # its place in the order
        try:
            seen = look(path)
            key = cache.known(name, slugs[name], seen)
            if key is None and cache.any(name):
                key = entry_key(name, slugs[name], read.load(path))
                cache.note(name, slugs[name], seen, key)
        except OSError as err:
            problems.append(_unreadable(name, err))
            continue
        if key and (stored := cache.get(name, key)):
            articles[name] = unpack(stored)
        else:
            changed.append((name, slugs[name], path, seen))
    for (name, slug, _, seen), result in zip(changed, each(_convert, changed, rules, label="Đọc bài"), strict=True):
        if isinstance(result, Article):
            articles[name] = result
        elif isinstance(result[0], Diagnostic):
            problems += result
        else:
            articles[name] = unpack(result)
            cache.put(name, result)
            cache.note(name, slug, seen, result[0])
    cache.save(paths)
    return [article for article in articles.values() if article], problems


def _convert(
    rules: tables.Tables, part: list[tuple[str, str, Path, Look]]
) -> list[Packed | Article | tuple[Diagnostic, ...]]:
    results = []
    for name, slug, path, _ in part:
        try:
            data = read.load(path)
            article = convert(name, data, slug, rules)
        except Unreadable as err:
            results.append(read.with_excerpts(data, err.diagnostics))
        except OSError as err:
            results.append((_unreadable(name, err),))
        # a fault of ours in one article must not hide which it is, nor keep the others from being read
        except Exception as err:
            results.append((_fault(name, err),))
        else:
            try:
                results.append(pack(article, entry_key(name, slug, data)))
            except ValueError:  # what the cache has no place for goes as it is
                results.append(article)
    return results


def _fault(name: str, err: Exception) -> Diagnostic:
    place = traceback.extract_tb(err.__traceback__)[-1]
    message = (
        f"chương trình có lỗi khi đọc bài này ({type(err).__name__}: {err}, {Path(place.filename).name}:{place.lineno})"
    )
    return Diagnostic(
        "error",
        "fault",
        name,
        message,
        "chuyển tệp ra khỏi thư mục nguồn để dựng các bài khác, và gửi tệp kèm dòng này cho người viết chương trình",
    )


def _unreadable(name: str, err: OSError) -> Diagnostic:
    return Diagnostic("error", "unreadable", name, f"không đọc được tệp: {reason(err)}", "kiểm tra quyền đọc của tệp")


def parts(
    made: library.Library, diagnostics: Sequence[Diagnostic] = (), digest: Callable[[Article], bytes] | None = None
) -> Iterator[render.Part]:
    """Every generated file of docs, but for the index of the data files, a part at a time; see :func:`render.parts`."""
    yield from render.parts(made, diagnostics, digest)
    for name, articles in datafiles.shares(made).items():
        yield render.Part(f"data {name}", _together(articles, digest), partial(datafiles.pair, name, articles))
    # of the code alone, whose every change begins anew
    yield render.Part("schemas", b"keys" if digest else b"", lambda: schema.files().items())


def _together(articles: Sequence[Article], digest: Callable[[Article], bytes] | None) -> bytes:
    return hashlib.blake2b(b"".join(map(digest, articles)), digest_size=16).digest() if digest else b""


def index(made: library.Library, data: Callable[[str], bytes]) -> dict[str, bytes]:
    """What names the data files, given the ``data`` of each path."""
    rows = [
        datafiles.row(name, articles, data(datafiles.path(name))) for name, articles in datafiles.shares(made).items()
    ]
    return {
        "du-lieu/index.json": datafiles.index(rows),
        "du-lieu/index.md": render.feeds.data_page(
            {"version": datafiles.VERSION, "limit": datafiles.LIMIT, "files": rows}
        ).encode(),
    }


def plan(made: library.Library, diagnostics: Sequence[Diagnostic] = ()) -> dict[str, bytes]:
    """Every generated file of docs, by its path there."""
    files = {path: _bytes(text) for part in parts(made, diagnostics) for path, text in part.make()}
    return files | index(made, files.__getitem__)


def _bytes(text: str | bytes | None) -> bytes | None:
    return text.encode() if isinstance(text, str) else text


def build(
    sources: Path,
    docs: Path,
    *,
    keep_going: bool = False,
    check: bool = False,
    cache: Path | None = None,
    shards: Sequence[Path] = (),
    index: Path | None = None,
    wait: bool = True,
) -> Result:
    """Convert ``sources`` into ``docs``. With errors nothing is written, unless ``keep_going``; ``check`` never writes
    there. The folder ``cache``, if given, keeps what was read and made for the next time; it may be deleted whenever.
    ``shards`` are files of :func:`convert_shard`: what they hold is not read again. Raises :class:`cache.BadShard` for
    one that can't be used.

    The folder ``index``, if given, gets the search index (:mod:`.indexing`), which is no part of docs: it goes into the
    site as it is. Without ``wait`` it may still be under way at the end, and :attr:`Result.indexed` must be called."""
    with _no_collector():
        paths, problems = collect(sources)
        rules = tables.load()
        version = code_version() + rules.digest
        kept = Cache(cache, version)
        for shard in shards:
            kept.adopt(shard)
        articles, more = convert_all(paths, rules, kept)
        problems += more
        corrected, more = corrections.load(sources)
        problems += more
        if not more:
            problems += corrections.unmatched(corrected, articles)
        problems += (d for a in articles for d in a.diagnostics)
        if any(d.severity == "error" for d in problems) and not keep_going:
            return Result(tuple(articles), in_order(problems), stopped=True)
        made = library.compose(articles, corrected)
        if check:
            diagnostics = _doubts(made, problems, kept)
            changed = tuple(
                path
                for a in articles
                if not _made_from(docs / (path := f"bai-viet/{a.slug}/index.md"), a.source.sha256)
            )
            return Result(tuple(articles), diagnostics, changed, stopped=True, library=made)
        remembered = (
            cache and cache / f"pages-{hashlib.blake2s(os.fsencode(docs.resolve()), digest_size=5).hexdigest()}"
        )
        out, changes = Writer(docs), Changes(remembered, docs, version)
        digest = attrgetter("key") if cache and all(isinstance(a, Stored) for a in articles) else None
        with contextlib.ExitStack() as begun:
            indexed = (
                begun.enter_context(indexing.begun(made, index, version, _together(articles, digest)))
                if index
                else lambda: None
            )
            diagnostics = _doubts(made, problems, kept)
            written, removed, unchanged = write(out, made, diagnostics, changes, digest)
            if wait:
                indexed()
            begun.pop_all()
        return Result(tuple(articles), diagnostics, written, removed, unchanged, library=made, indexed=indexed)


def _doubts(made: library.Library, problems: Iterable[Diagnostic], kept: Cache) -> tuple[Diagnostic, ...]:
    return in_order([*problems, *report.near_duplicates(_near(made.articles, kept)), *report.doubts(made)])


def _near(articles: Sequence[Article], kept: Cache) -> list[near.Pair]:
    """The near-duplicates, of which the cache holds those of the last build."""
    if not all(isinstance(a, Stored) for a in articles):
        return near.pairs((a.source.name, a.shingles) for a in sorted(articles, key=lambda a: a.source.name))
    last = kept.recall("near")
    before, found = last.get("texts", {}), last.get("pairs", [])
    texts = {}
    for article in articles:
        text = before.get(article.source.name)
        texts[article.source.name] = (
            text if text and text[0] == article.key else (article.key, near.packed(article.shingles))
        )
    pairs = near.update(texts, before, found)
    if texts != before or not last:
        kept.keep("near", {"texts": texts, "pairs": pairs})
    return pairs


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by file, line and column, so that no order of finding shows."""
    return tuple(sorted(diagnostics, key=lambda d: (d.source, d.line, d.column, d.code, d.message)))


def _made_from(page: Path, sha256: str) -> bool:
    """Whether an article's page was made from the file with this hash."""
    try:
        # YAML quotes what could be a number
        return re.search(rf"^sha256: '?{sha256}'?$".encode(), page.read_bytes(), re.M) is not None
    except OSError:
        return False


def convert_shard(sources: Path, number: int, count: int, out: Path) -> tuple[int, list[Diagnostic]]:
    """Read every ``count``-th article file from ``number`` (1 … ``count``) on, into the file ``out``: (how many
    articles it holds, what is wrong).

    All of ``sources`` must be there, since an article's address depends on the other files' names; but only the shard's
    are read.
    """
    paths, problems = collect(sources)
    rules = tables.load()
    mine = sorted(paths)[number - 1 :: count]
    kept = Cache(None, code_version() + rules.digest)
    _, more = convert_all({name: paths[name] for name in mine}, rules, kept, library.article_slugs(paths))
    return kept.export(out, mine), [p for p in problems if p.source in mine or number == 1] + more


@contextlib.contextmanager
def _no_collector():
    """The record has no cycles, and looking for some among millions of objects takes longer than making them: neither
    now nor later."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if on:
            gc.enable()


def preview(result: Result, name: str, data: bytes, rules: tables.Tables, docs: Path) -> str | None:
    """The page of one article, new or edited since ``result``, written at once: its path below docs. None if that takes
    a whole build: it is no article, can't be read, or would give others another address. What other pages say of it,
    and the pages of whom it names for the first time, are left to the next build."""
    if (
        result.library is None
        or not name.lower().endswith(SUFFIXES)
        or any(part.startswith((".", "_")) for part in name.split("/"))
    ):
        return None
    others = [article for article in result.articles if article.source.name != name]
    slugs = library.article_slugs([name, *(article.source.name for article in others)])
    if any(slugs[article.source.name] != article.slug for article in others):
        return None
    try:
        article = convert(name, data, slugs[name], rules)
    except Unreadable:
        return None
    known = render.context.prepare(library.compose([*others, article], result.library.corrections))
    path = f"bai-viet/{article.slug}/index.md"
    Writer(docs).write([[(path, render.article.page(article, known).encode())]])
    return path


def write(
    out: Writer,
    made: library.Library,
    diagnostics: Sequence[Diagnostic],
    changes: Changes,
    digest: Callable[[Article], bytes] | None,
) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Make the folder of ``out`` hold everything of ``made``: (paths written, paths removed, number unchanged).
    ``digest`` gives that of an article."""
    changed = []
    for part in parts(made, diagnostics, digest):
        kept = changes.kept(part.name, part.digest)
        if kept is not None:
            out.note((path, False) for path in kept)
        else:
            changed.append(part)
    changed.reverse()  # the longest stand last: begun first, they leave no process waiting for another
    for part, done in zip(
        changed, each(_make, range(len(changed)), (changed, out), label="Viết trang", inherited=True), strict=True
    ):
        changes.made(part.name, part.digest, [path for path, _ in done])
        out.note(done)
    files = index(made, lambda path: (out.docs / path).read_bytes())
    out.note(done for part in out.write([list(files.items())]) for done in part)
    result = out.finish()
    changes.save()
    return result


def _make(shared: tuple[list[render.Part], Writer], numbers: list[int]) -> list[list[tuple[str, bool]]]:
    changed, out = shared
    return out.write([[(path, _bytes(text)) for path, text in changed[number].make()] for number in numbers])
