"""A quicker ``mkdocs build`` of the same site, byte for byte. The one place that touches MkDocs' inner workings.

Pages outside the nav, nearly all of them, are rendered by other means that give the same bytes, in as many processes
as there are cores: their Markdown by :mod:`fast_markdown` where it is simple enough, the page around it by
:mod:`shells`. A page whose file, whose kind of shell and whose last result are what they were is not touched at all.
Files that don't differ aren't written.

The switch: ``SITE_SPEED=off`` in the environment gives plain MkDocs. It also steps aside by itself, with a message, for
a MkDocs other than the one it knows and beside plugins that want a say in each page.

What it relies on in MkDocs 1.6.1: ``commands.build`` calls, by these names, ``get_files``, ``get_navigation``,
``utils.clean_directory``, ``utils.write_file``, ``_populate_page`` and ``_build_page``; ``Files.add_files_from_theme``,
``copy_static_files`` and ``documentation_pages``; the attributes of ``File`` and ``Page``; the events between them; and
of the live preview's server ``builder``, ``_want_rebuild`` and ``_rebuild_cond``.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import logging
import marshal
import os
import posixpath
import re
import signal
import sys
import threading
import time
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import fast_markdown
import jinja2
import markdown
import mkdocs
import shells
import site_files
from markdown.extensions.toc import nest_toc_tokens
from mkdocs import utils
from mkdocs.commands import build as building
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel, _file_sort_key, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import meta
from sourcepages import files as writing
from sourcepages import tables
from sourcepages.build import latest, preview
from sourcepages.parallel import WORTH, beside, each
from sourcepages.search import FOLDERS, MANIFEST

KNOWN = "1.6.1"
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
FEW = 4000
"""So many files are copied by one process in the time the pages take that are made again with them."""
CHECKED = 2
"""So many pages of each kind, in each process, are rendered both ways and compared."""

log = logging.getLogger("mkdocs.hooks.speed")
_plain = {
    (building, "get_files"): building.get_files,
    (building, "get_navigation"): building.get_navigation,
    (building, "_populate_page"): building._populate_page,
    (building, "_build_page"): building._build_page,
    (utils, "clean_directory"): utils.clean_directory,
    (utils, "write_file"): utils.write_file,
    (Files, "add_files_from_theme"): Files.add_files_from_theme,
    (Files, "copy_static_files"): Files.copy_static_files,
}
_serving = False
_before: dict[str, site_files.Stat | None] = {}  # in a live preview: how the sources looked before they were read
_kept: dict[str, dict] = {}  # what a live preview remembers of the site it built last
_run: _Run | None = None
_collects_later = False
_work: _Work | None = None  # a live preview's last one


def on_startup(command, **_) -> None:
    global _serving
    _serving = command == "serve"
    if _serving and threading.current_thread() is threading.main_thread():
        # or whoever ends it leaves a whole site in the folder for temporary files
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def on_config(config, **_):
    global _run, _before, _collects_later
    _restore()
    if _serving:
        _before = site_files.standing(str(_sources(config)))[0]
    if os.environ.get("SITE_SPEED", "on").lower() in ("off", "0", "no"):
        return config
    if reason := _unknown(config):
        log.info("building at MkDocs' own speed: %s", reason)
        return config
    if not _serving and gc.isenabled():
        gc.disable()  # hardly anything made here is a cycle, and looking for some among all pages takes long
        _collects_later = True
    _run = run = _Run(config)
    for (place, name), function in {
        (building, "get_files"): _run.docs.files,
        (building, "get_navigation"): _navigation,
        (building, "_populate_page"): _run.populate,
        (building, "_build_page"): _run.build,
        (utils, "clean_directory"): _run.clean,
        (utils, "write_file"): _run.write_file,
        (Files, "add_files_from_theme"): lambda files, env, config: run.add_theme(files, env, config),
        (Files, "copy_static_files"): lambda files, dirty=False, **options: run.copy(files, dirty, **options),
    }.items():
        setattr(place, name, function)
    return config


def on_nav(nav, config, files, **_):
    if _run:
        _run.choose(nav, files)
    return nav


@event_priority(-100)  # when all others have given the templates what they need
def on_env(env, config, files, **_):
    if _run:
        _run.render(env, files)
    return env


@event_priority(-100)
def on_post_build(config, **_) -> None:
    if _run:
        _run.finish()
    _restore()


def on_build_error(**_) -> None:
    _restore()


def on_serve(server, config, builder, **_):
    """A live preview: one new or edited article is shown at once, and the whole built when the maintainer pauses."""
    if _work:
        server.builder = _Preview(server, config, builder)
    return server


def on_shutdown(**_) -> None:
    _kept.clear()


def _restore() -> None:
    global _run, _collects_later
    _run = None
    if _collects_later:
        gc.freeze()  # or the first look for cycles goes through all pages
        gc.enable()
        _collects_later = False
    for (place, name), function in _plain.items():
        setattr(place, name, function)


def _unknown(config) -> str:
    """Why not to interfere; "" if there is no reason."""
    if mkdocs.__version__ != KNOWN:
        return f"mkdocs_speed knows MkDocs {KNOWN}, this is {mkdocs.__version__}"
    for event in PAGE_EVENTS:
        if config.plugins.events.get(event):
            return f"a plugin or hook handles on_{event}"
    extensions = set(config.markdown_extensions) - {"toc", "tables", "fenced_code", "attr_list", "def_list"}
    if extensions or config.mdx_configs:
        return f"Markdown extensions it doesn't know: {', '.join(sorted(extensions)) or 'options'}"
    return ""


class _Run:
    """One build."""

    def __init__(self, config):
        self.config = config
        self.site = Path(config.site_dir)
        self.version = _version(config)
        # What stands in the site, by its path, and folders with nothing in them: looked at before the pages are there,
        # or while they are being made.
        self.before, self.empty = site_files.standing(str(self.site), {*FOLDERS, MANIFEST})
        self.docs = _Docs(config)
        self.made: set[str] = set()  # what this build put there or left there
        self.fast: dict[str, Any] = {}  # the files whose pages are made here
        self.static: dict[str, tuple] = {}
        root = Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()
        self.state_path = memory(root, self.site)
        self.state = self._load()
        self.theme, self.compiled = Files([]), _Compiled()
        env = config.theme.get_env()
        _plain[Files, "add_files_from_theme"](self.theme, env, config)
        self.compiled.take(env, self.state.get("templates", ()))
        self.new: dict[str, tuple] = {}

    # --- what MkDocs calls instead of its own ------------------------------------------------------

    def clean(self, folder: str) -> None:
        """Not now: :meth:`finish` removes what no longer belongs there."""
        if not self.before:
            _plain[utils, "clean_directory"](folder)

    def write_file(self, content: bytes, output_path: str) -> None:
        self.made.add(os.path.relpath(output_path, self.site))
        site_files.write(content, output_path)

    def add_theme(self, files, env, config) -> None:
        """The theme's files, which were looked up before the pages were there."""
        if config.site_dir != self.docs.site:  # changed since by another plugin
            _plain[Files, "add_files_from_theme"](files, env, config)
            return
        for file in self.theme:
            if file.src_uri not in files.src_uris:
                files.append(file)

    def copy(self, files, dirty: bool = False, *, inclusion) -> None:
        """Copy what is no page and wasn't copied beside the pages."""
        for file in files:
            if file.dest_uri in self.made or file.is_documentation_page() or not inclusion(file.inclusion):
                continue
            self.made.add(file.dest_uri)
            file.copy_file(dirty)

    def populate(self, page, config, files, dirty: bool = False) -> None:
        if page.file.src_uri not in self.fast:
            _plain[building, "_populate_page"](page, config, files, dirty)

    def build(self, page, config, doc_files, nav, env, dirty: bool = False, excluded: bool = False) -> None:
        if page.file.src_uri not in self.fast:
            _plain[building, "_build_page"](page, config, doc_files, nav, env, dirty, excluded)

    # --- the work ----------------------------------------------------------------------------------

    def choose(self, nav, files) -> None:
        """The pages made here: generated from a file, outside the nav, part of the site."""
        self.nav = nav
        pages = files.documentation_pages()  # asked for again and again, and always the same from now on
        files.documentation_pages = lambda inclusion=InclusionLevel.is_included: (
            pages if inclusion is InclusionLevel.is_included else Files.documentation_pages(files, inclusion=inclusion)
        )
        for file in pages:
            page = file.page
            if (
                page is not None
                and page.parent is None
                and file.src_dir
                and file.inclusion.is_included()
                and not page.is_homepage
            ):
                self.fast[file.src_uri] = file
        for page in nav.pages:
            self.fast.pop(page.file.src_uri, None)

    def render(self, env, files) -> None:
        self.uris = files.src_uris
        env.bytecode_cache = self.compiled
        self.work = work = _Work(self, env, files)
        self.made.update(file.dest_uri for file in self.fast.values())
        copied = self._other(files)
        few = len(copied) <= FEW
        copy = partial(_make, work, copied)
        # few files are copied by one process while the pages are looked at here, many by all
        with beside(copy) if few and len(copied) > WORTH else contextlib.nullcontext(copy) as copies:
            changed = self._changed()
            shared = changed if few else [*changed, *copied]
            records = each(_make, shared, work, label="Dựng trang", inherited=True)
            fresh, slow = set(), []
            for uri, record in zip([*changed, *copied], chain(records, _asked(copies) if few else ()), strict=True):
                if uri not in self.fast:
                    self.static[files.src_uris[uri].dest_uri] = record
                elif record is None:
                    slow.append(uri)
                else:
                    self.new[uri] = record
                    if record[:4] != work.old.get(uri, ())[:4]:
                        fresh.add(uri)
        for uri in slow:
            self._leave(uri, files)
        self._check_anchors(fresh, files)
        if changed:
            log.info(
                "%d pages looked at, %d rendered, %d of them by MkDocs itself",
                len(changed),
                len(fresh) + len(slow),
                len(slow),
            )

    def _changed(self) -> list[str]:
        """The pages that are made again, or at least read; the others stay as the last build left them."""
        work = self.work
        gone = set(self.state.get("files", ())) - self.uris.keys()
        kinds: dict[bytes, list[str]] = {}
        for uri, record in self.state.get("pages", {}).items():
            file = self.fast.get(uri)
            if (
                file
                and record[_DEST] == self.before.get(file.dest_uri)
                and (not gone or (record[_LINKED] is not None and gone.isdisjoint(record[_LINKED])))
            ):
                kinds.setdefault(record[_KIND], []).append(uri)
                work.old[uri] = record
        for kind, members in kinds.items():
            if not work.still(kind, members):
                for uri in members:
                    del work.old[uri]
        changed = []
        for uri, file in self.fast.items():
            record = work.old.get(uri)
            if record and record[_SOURCE] == site_files.stat(file.abs_src_path):
                self.new[uri] = record
            else:
                changed.append(uri)
        return changed

    def _other(self, files) -> list[str]:
        """The files that are no pages and whose copies aren't there already."""
        known = self.state.get("static", {})
        changed = []
        for uri, file in files.src_uris.items():
            name = file.dest_uri
            if (
                name in self.made
                or file.is_documentation_page()
                or not file.inclusion.is_included()
                or not file.abs_src_path
            ):
                continue
            self.made.add(name)
            old = known.get(name)
            if old and old[1] == self.before.get(name) and old[0] == site_files.stat(file.abs_src_path):
                self.static[name] = old
            else:
                changed.append(uri)
        return changed

    def _leave(self, uri: str, files) -> None:
        """Let MkDocs make this page after all, and say what it has to say about it."""
        file = self.fast.pop(uri)
        self.new.pop(uri, None)
        _plain[building, "_populate_page"](file.page, self.config, files)

    def _check_anchors(self, again: set[str], files) -> None:
        """Links into pages: those of new pages, and those into new pages. MkDocs checks, and words, what seems
        wrong."""
        ids: dict[str, set[int]] = {}
        for uri, record in list(self.new.items()):
            for target, wanted in record[_ANCHORS]:
                if uri not in again and target not in again:
                    continue
                if target not in ids:
                    ids[target] = self._ids(target, files)
                if not ids[target].issuperset(_numbers(wanted)):
                    self._leave(uri, files)
                    break
        for uri, record in self.new.items():
            self.fast[uri].page.present_anchor_ids = _Ids(record[_IDS])

    def _ids(self, uri: str, files) -> set[int]:
        if uri in self.new:
            return set(_numbers(self.new[uri][_IDS]))
        page = files.src_uris[uri].page
        return {_crc(anchor) for anchor in (page.present_anchor_ids or ())} if page else set()

    def finish(self) -> None:
        global _work
        _work = self.work if _serving else None
        for name, stat in self.before.items():
            # else another plugin has just made it
            if name not in self.made and site_files.stat(os.path.join(self.site, name)) == stat:
                with contextlib.suppress(FileNotFoundError):  # nor has another build removed it
                    os.unlink(os.path.join(self.site, name))
                self.empty.append(os.path.dirname(name))
        site_files.remove_empty(str(self.site), dict.fromkeys(path.rstrip("/") for path in self.empty))
        state = {
            "pages": self.new,
            "static": self.static,
            "files": tuple(self.uris),
            "templates": tuple({name for _, name in self.work.env.cache}),
        }
        if _serving:
            _kept[str(self.site)] = state | {"version": self.version}
            return
        payload = marshal.dumps(state)
        try:
            writing.replace(self.state_path, self._digest(payload) + payload)
        except OSError as err:
            log.info("can't remember this build: %s", err)

    def _load(self) -> dict:
        if _serving:
            kept = _kept.get(str(self.site), {})
            return kept if kept.get("version") == self.version else {}
        try:
            data = self.state_path.read_bytes()
        except OSError:
            return {}
        payload = memoryview(data)[16:]
        return marshal.loads(payload) if data[:16] == self._digest(payload) else {}

    def _digest(self, payload) -> bytes:
        return hashlib.blake2b(payload, digest_size=16, key=self.version).digest()


# --- one page -------------------------------------------------------------------------------------

_SOURCE, _DIGEST, _KIND, _DEST, _LINKED, _ANCHORS, _IDS = range(7)  # a record of the state


class _Work:
    """What the processes share: it reaches them by being there when they begin."""

    def __init__(self, run: _Run, env, files):
        self.config, self.site, self.nav, self.env, self.files = run.config, str(run.site), run.nav, env, files
        self.uris, self.fast, self.before = run.uris, run.fast, run.before
        self.old: dict[str, tuple] = {}
        self.shells: dict[tuple, list[shells.Shell]] = {}
        self.unshareable: set[tuple] = set()
        self.checked: dict[bytes, int] = {}
        self.targets: dict[tuple[str, str], Any] = {}
        self.tools = shells.Tools(env, lambda page: utils.get_relative_url(".", page.url))
        self.pages = files.documentation_pages()
        self.previewing = False

    def still(self, kind: bytes, members: list[str]) -> bool:
        """Whether the shell of ``kind`` comes out as it did, tried on one of its ``members``."""
        if not kind:
            return False
        for uri in members[:3]:
            file = self.fast[uri]
            try:
                text = Path(file.abs_src_path).read_bytes()
            except OSError:
                continue
            if _digest(text) == self.old[uri][_DIGEST]:
                self.prepare(file, text)
                shell = self.shell(file.page, known=kind)
                _forget(file.page)
                return shell is not None and shell.digest == kind
        return False

    def make(self, uri: str) -> tuple | None:
        """Render the page ``uri`` and write it if it differs; its record, or None where MkDocs must do it (and
        complain)."""
        file = self.fast[uri]
        page, target = file.page, os.path.join(self.site, file.dest_uri)
        data, source = site_files.read(file.abs_src_path)
        digest = _digest(data)
        old = self.old.get(uri)
        if old and old[_DIGEST] == digest:
            return (source, *old[1:])
        prepared = self.prepare(file, data)
        if prepared is None:
            _forget(page)
            return None
        linked, anchors, ids = prepared
        page.active = True
        shell = self.shell(page)
        output = shell.fill(page) if shell else self.template(page).render(self.context(page))
        page.active = False
        _forget(page)
        if not output.strip():
            return None
        encoded = output.encode("utf-8", errors="xmlcharrefreplace")
        there = site_files.write(encoded, target) if file.dest_uri in self.before else site_files.put(encoded, target)
        return source, digest, shell.digest if shell else b"", there, linked, anchors, ids

    def copy(self, uri: str) -> tuple:
        """Copy what is no page, unless its copy is there: (what is known of the file, of the copy)."""
        file = self.files.src_uris[uri]
        target = os.path.join(self.site, file.dest_uri)
        data, source = site_files.read(file.abs_src_path)
        return source, site_files.write(data, target) if file.dest_uri in self.before else site_files.put(data, target)

    def prepare(self, file, data: bytes) -> tuple | None:
        """Read the page and render its Markdown: (files it links to, or None if not known; the anchors among them; its
        own)."""
        page, uri = file.page, file.src_uri
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except ValueError:
            return None
        page.markdown, page.meta = fast_markdown.front_matter(text) or meta.get_data(text)
        linked: dict[str, None] = {}
        wanted: dict[str, list[str]] = {}
        folder, name = posixpath.split(uri)
        parent = posixpath.dirname(folder)
        inside = folder + "/"
        targets = self.targets

        def address(url: str) -> str:
            path, _, anchor = url.partition("#")
            # What lies outside a page's own folder has the same address for all pages beside it.
            found = targets.get((parent, path)) if name == "index.md" else None
            if found is None or found[0].startswith(inside):
                if (
                    not path.endswith((".md", ".csv", ".json", ".jsonl", ".xml"))
                    or path[0] == "/"
                    or ":" in path
                    or "%" in path
                    or "?" in path
                    or ";" in path
                ):
                    raise LookupError(path)
                there = posixpath.normpath(posixpath.join(folder, path))
                target = self.uris.get(there) or self.awaited(there)
                if target.inclusion.is_excluded():
                    raise LookupError(path)
                found = target.src_uri, utils.get_relative_url(target.url, file.url)
                if name == "index.md" and folder and path.startswith("../") and not target.src_uri.startswith(inside):
                    targets[parent, path] = found
            linked[found[0]] = None
            if anchor:
                wanted.setdefault(found[0], []).append(anchor)
                return f"{found[1]}#{anchor}"
            return found[1]

        rendered = fast_markdown.render(page.markdown, address) if page.meta.get("title") else None
        if rendered:
            page.content = rendered.html
            tokens = [
                {"level": level, "id": anchor, "name": fast_markdown.plain(inner)}
                for level, anchor, inner in rendered.headings
            ]
            page.toc = get_toc(nest_toc_tokens(tokens))
            if not rendered.ids.issuperset(rendered.fragments):
                return None
            own = rendered.ids
            known = tuple(map(sys.intern, linked))
        else:
            with _heard() as warnings:
                try:
                    page.render(self.config, self.files)
                except Exception:  # MkDocs will meet it again, and say so in its own words
                    return None
            if warnings:
                return None
            own = page.present_anchor_ids or set()
            wanted = {target.src_uri: [*links] for target, links in (page.links_to_anchors or {}).items()}
            known = None
        if not own.issuperset(wanted.pop(uri, ())):
            return None
        return known, tuple((target, _packed(anchors)) for target, anchors in wanted.items()), _packed(own)

    def awaited(self, uri: str) -> File:
        """A page that isn't there; in a live preview, one that the next whole build makes."""
        if not self.previewing or not uri.endswith("/index.md"):
            raise LookupError(uri)
        return File(uri, self.config.docs_dir, self.site, True)

    def shell(self, page, known: bytes = b"") -> shells.Shell | None:
        """The shell that serves ``page``; None where Jinja has to do it. The one whose digest is ``known`` gave the
        right pages before."""
        key = page.meta.get("template", "main.html"), *shells.depth(page)
        if key in self.unshareable:
            return None
        made = self.shells.setdefault(key, [])
        shell = next((s for s in made if s.serves(page)), None)
        if shell is None:
            try:
                shell = shells.trace(self.template(page), page, self.tools, self.context(page))
            except shells.Unshareable as err:
                log.debug("no shell for pages like %s: %s", page.file.src_uri, err)
                self.unshareable.add(key)
                return None
            made.append(shell)
        if shell.digest != known and self.checked.setdefault(shell.digest, 0) < CHECKED:
            self.checked[shell.digest] += 1
            if shell.fill(page) != self.template(page).render(self.context(page)):
                log.warning(
                    "mkdocs_speed gives other bytes than the template for pages like %s; left to MkDocs. "
                    "Please report this",
                    page.file.src_uri,
                )
                self.unshareable.add(key)
                return None
        return shell

    def template(self, page) -> jinja2.Template:
        return self.env.get_template(page.meta.get("template", "main.html"))

    def context(self, page):
        return building.get_context(self.nav, self.pages, self.config, page)


class _Compiled(jinja2.BytecodeCache):
    """Templates compiled before they are asked for, in the time in which the pages are being made."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], Any] = {}

    def take(self, env: jinja2.Environment, names: Iterable[str]) -> None:
        """Compile the templates of these names, those the last build used."""
        env.bytecode_cache = self
        for name in names:
            # one that is gone, or is wrong: whoever asks for it is told
            with contextlib.suppress(jinja2.TemplateError):
                env.get_template(name)

    def load_bytecode(self, bucket) -> None:
        """Take the code of a template that was compiled from the same source."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket) -> None:
        """Keep the code of a template."""
        self.codes[bucket.key, bucket.checksum] = bucket.code


class _Preview:
    """What a live preview calls when a file changed."""

    PAUSE = 5.0
    """Seconds without another edit, at the least, after which the pages around an edited article are made anew too: an
    edit made meanwhile has to wait, so the pause is longer where that takes long."""

    def __init__(self, server, config, builder):
        self.server, self.builder = server, builder
        self.docs = Path(config.docs_dir)
        self.sources = _sources(config)
        self.rules = tables.load()
        self.timer: threading.Timer | None = None
        self.took = 0.0  # seconds the last whole build needed
        self.seen = _before
        if site_files.standing(str(self.sources))[0] != _before:  # saved while the first site was built
            self.again()
        # The generated pages change by our own hand alone, and are too many to look after.
        server.unwatch(config.docs_dir)
        try:
            ours = {path.split("/")[0] for path in json.loads((self.docs / ".sourcepages.json").read_bytes())["files"]}
        except (OSError, ValueError, KeyError):
            ours = set()
        for entry in sorted(self.docs.iterdir()):
            if entry.name not in ours and not entry.name.startswith("."):
                server.watch(str(entry))

    def __call__(self) -> None:
        now = site_files.standing(str(self.sources))[0]
        changed = [name for name in now.keys() | self.seen.keys() if now.get(name) != self.seen.get(name)]
        self.seen = now
        if self.timer:
            self.timer.cancel()
        if len(changed) == 1 and self.show(changed[0]):
            self.timer = threading.Timer(max(self.PAUSE, 2 * self.took), self.again)
            self.timer.daemon = True
            self.timer.start()
            return
        start = time.monotonic()
        self.builder()
        self.took = time.monotonic() - start
        if (fresh := tables.load()).digest != self.rules.digest:
            self.rules = fresh

    def show(self, name: str) -> bool:
        """Put the page of the one article ``name`` on screen."""
        result = latest.get((self.sources.resolve(), self.docs.resolve()))
        work = _work
        if work is None or result is None or result.stopped:
            return False
        try:
            data = (self.sources / name).read_bytes()
        except OSError:
            return False
        path = preview(result, name, data, self.rules, self.docs)
        if path is None:
            return False
        if path not in work.fast:
            work.fast[path] = file = File(path, str(self.docs), work.site, work.config.use_directory_urls)
            Page(None, file, work.config)
        work.previewing = True
        work.old.pop(path, None)  # what stands in the site is no longer what was made then
        shown = work.make(path) is not None
        if shown:
            log.info("%s shown; the pages around it follow", path)
        return shown

    def again(self) -> None:
        with self.server._rebuild_cond:
            self.server._want_rebuild = True
            self.server._rebuild_cond.notify_all()


def _sources(config) -> Path:
    return Path(os.environ.get("SOURCES") or Path(config.config_file_path).resolve().parent / "sources")


def _asked(results: Callable[[], list]) -> Iterator:
    """What ``results`` gives, asked for when the first is."""
    yield from results()


def _make(work: _Work, part: list[str]) -> list[tuple | None]:
    return [work.make(uri) if uri in work.fast else work.copy(uri) for uri in part]


def _forget(page) -> None:
    page.markdown = page.content = None
    page.meta, page.toc = {}, []


@contextlib.contextmanager
def _heard():
    """What MkDocs says meanwhile, said to nobody else: a page that causes a message is made by the process that counts
    them."""
    logger, listener = logging.getLogger("mkdocs"), _Listener(logging.INFO)
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [listener], False
    try:
        yield listener.records
    finally:
        logger.handlers, logger.propagate = handlers, propagate


class _Listener(logging.Handler):
    def __init__(self, level):
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record) -> None:
        self.records.append(record)


class _Ids:
    """A page's anchors, by number: all that a link from another page asks for."""

    def __init__(self, data: bytes):
        self.data = data

    def __contains__(self, anchor: str) -> bool:
        return _crc(anchor) in _numbers(self.data)


_SIMPLE = re.compile(r"(?:[A-Za-z0-9_-]+/)+").fullmatch
"""A folder's path in which nothing needs to be quoted in an address."""


class _Page(Page):
    """A page of which nothing is worked out before it is asked for: of most pages a build needs the address alone."""

    def __init__(self, file: File, base: str, blank: dict[str, Any]):
        """``base``: what stands before the address of every page; ``blank``: the attributes MkDocs gives one, whose own
        address and file are replaced."""
        file.page = self
        vars(self).update(file=file, base=base, blank=blank)

    @property
    def canonical_url(self) -> str:
        return self.base + self.file.url

    @property
    def update_date(self) -> str:
        return self.blank["update_date"]

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.whole(), name)

    def __setattr__(self, name: str, value) -> None:
        if name == "present_anchor_ids":
            vars(self)[name] = value
        else:
            setattr(self.whole(), name, value)

    def whole(self) -> Page:
        """The page as MkDocs makes it, in the place of this one."""
        file, address, blank, ids = self.file, self.canonical_url, self.blank, self.present_anchor_ids
        vars(self).clear()
        object.__setattr__(self, "__class__", Page)
        vars(self).update(
            blank,
            file=file,
            canonical_url=address,
            abs_url="/" + address.split("/", 3)[3],
            toc=[],
            meta={},
            present_anchor_ids=ids,
        )
        return self


def _navigation(files: Files, config):
    """MkDocs' ``get_navigation``, which makes a page of every file: here, as little of one as will do, of those outside
    the nav."""
    base = config.site_url or ""
    if (
        config.nav
        and config.validation.nav.omitted_files <= logging.DEBUG
        and _ADDRESS(base)
        and not (config.repo_url or config.edit_uri or config.edit_uri_template)
    ):
        named, blank = set(_strings(config.nav)), {}
        for file in files.documentation_pages():
            if file.page is None and _SIMPLE(vars(file).get("url", "")) and file.src_uri not in named:
                blank = blank or vars(Page(None, file, config))
                _Page(file, base, blank)
    return _plain[building, "get_navigation"](files, config)


_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:-]+/(?:[A-Za-z0-9_-]+/)*").fullmatch


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.lstrip("/")
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


class _Docs:
    """The files MkDocs' ``get_files`` gives, without taking each path apart again and again. Made when the build
    begins, which may be before the pages are: asked for then, only folders that changed meanwhile are looked into
    again."""

    def __init__(self, config):
        self.docs, self.site, self.as_folders = config.docs_dir, config.site_dir, config.use_directory_urls
        self.plain = not (config.exclude_docs or config.draft_docs or config.not_in_nav)
        # folder → when it changed, its files, its folders
        self.known: dict[str, tuple[int, list[File] | None, list[str]]] = {}
        self.look()

    def look(self) -> list[list[File] | None]:
        """The files of each folder, in MkDocs' order; None for one where two want one place."""
        found, waiting = [], [""]
        while waiting:
            below = waiting.pop()
            try:
                changed = os.stat(f"{self.docs}/{below}").st_ctime_ns
                known = self.known.get(below)
                if known is None or known[0] != changed:
                    settled = time.time_ns() - changed > site_files.JUST_NOW
                    names, folders = site_files.inside(f"{self.docs}/{below}", links=True)
                    known = self.known[below] = changed if settled else 0, self._made(below, names), folders
            except OSError:
                continue
            found.append(known[1])
            waiting += [f"{below}{name}/" for name in known[2]]
        return found

    def _made(self, below: str, names: list[str]) -> list[File] | None:
        files = []
        if len(names) > 1:
            names.sort(key=_file_sort_key)
        hidden = "/." in f"/{below}" or below.startswith("templates/")
        simple = self.as_folders and _SIMPLE(below)
        for name in names:
            file = File.__new__(File)
            file.src_uri, file.src_dir, file.abs_src_path = below + name, self.docs, f"{self.docs}/{below}{name}"
            file.dest_dir, file.use_directory_urls = self.site, self.as_folders
            file.inclusion = (
                InclusionLevel.INCLUDED if self.plain and not hidden and name[0] != "." else InclusionLevel.UNDEFINED
            )
            # What File would work out when asked:
            if not utils.is_markdown_file(name):
                file.dest_uri = below + name
            elif name == "index.md" and simple:
                file.name, file.dest_uri, file.url = "index", f"{below}index.html", below
            files.append(file)
        return files if len(files) < 2 or len({file.dest_uri for file in files}) == len(files) else None

    def files(self, config) -> Files:
        """What stands in docs now."""
        made = self.look()
        # two for one place: MkDocs decides, and says so
        if None in made or (config.docs_dir, config.site_dir) != (self.docs, self.site):
            return _plain[building, "get_files"](config)
        found = list(chain.from_iterable(made))
        set_exclusions(found, config)
        return Files(found)


# --- files and numbers ----------------------------------------------------------------------------


def memory(root: Path, site: Path) -> Path:
    """Where the project at ``root`` keeps what it knows of the folder ``site``."""
    return root / ".cache" / f"site-{hashlib.blake2b(os.fsencode(site.resolve()), digest_size=5).hexdigest()}"


def _version(config) -> bytes:
    """A digest of what decides how pages come out, their own files and the rendered shells apart."""
    digest = hashlib.blake2b(digest_size=32)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    plain = {
        key: value
        for key, value in config.items()
        if isinstance(value, (str, int, float, bool, list, dict, type(None)))
    }
    digest.update(
        repr(
            (
                sys.version_info,
                markdown.__version__,
                jinja2.__version__,
                mkdocs.__version__,
                sorted(plain.items(), key=lambda item: item[0]),
            )
        ).encode()
    )
    return digest.digest()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _crc(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _packed(anchors: Iterable[str]) -> bytes:
    """Anchors by their numbers, as a record keeps them."""
    return array("I", sorted(set(map(_crc, anchors)))).tobytes()


def _numbers(data: bytes) -> array:
    numbers = array("I")
    numbers.frombytes(data)
    return numbers
