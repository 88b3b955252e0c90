"""The same build, called by MkDocs before it collects files, and what the templates ask for. No logic of its own.

Imports stand at the top: MkDocs has this folder on ``sys.path`` only while it loads the hook.
"""

import logging
import os
import re
from collections.abc import Callable
from pathlib import Path

import site_files
from jinja2 import ChoiceLoader, DictLoader
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority
from sourcepages import report
from sourcepages.build import build, done, latest
from sourcepages.files import cache_folder, index_folder
from sourcepages.library import Library
from sourcepages.render import cite, feeds, metadata
from sourcepages.search import FOLDERS, MANIFEST, SCRIPTS

log = logging.getLogger("mkdocs.hooks.sourcepages")  # below mkdocs.*, so that --strict counts the warnings
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # MkDocs would put the day of the build into sitemap.xml.gz
SITEMAP = 50_000  # addresses in one, as sitemaps.org allows and overrides/sitemap.xml cuts
_sitemaps: list[str] = []
_built: Library | None = None  # None: the last build met an article it can't use
_index: Path | None = None  # of the last build
_indexed: Callable[[], None]  # waits for it
WORKER = "assets/javascripts/search-worker.js"
_UNUSED = ("assets/javascripts/workers/", "assets/javascripts/lunr/")
_WORKER = re.compile(r'"assets/javascripts/workers/search\.[0-9a-f]+\.min\.js"')


def on_pre_build(config, **_) -> None:
    """Make the pages before MkDocs collects files, or wait for the command that makes them. Raises PluginError if
    articles are unusable."""
    global _built, _index, _indexed
    root = Path(config.config_file_path).resolve().parent
    sources = Path(os.environ.get("SOURCES") or root / "sources")
    place = sources.resolve(), Path(config.docs_dir).resolve()
    _index = index_folder(root, sources)
    if made := done.pop(place, None):
        _built, _indexed = made()
        return
    latest[place] = result = build(
        sources,
        Path(config.docs_dir),
        keep_going=bool(os.environ.get("KEEP_GOING")),
        cache=cache_folder(root, sources),
        index=_index,
        wait=False,
    )
    if result.stopped:
        _built = None
        raise PluginError("\n" + report.diagnostics_text(result.errors))
    _built, _indexed = result.library, result.indexed
    if result.written or result.removed:
        log.info("%d pages written, %d removed", len(result.written), len(result.removed))


def on_files(files, config, **_) -> None:
    """With more pages than a sitemap may list, name the further ones; overrides/sitemap.xml makes an index of them."""
    config.theme.static_templates -= set(_sitemaps)
    count = -(-len(files.documentation_pages()) // SITEMAP)
    _sitemaps[:] = [f"sitemap-{number}.xml" for number in range(1, count + 1)] if count > 1 else []
    config.theme.static_templates |= set(_sitemaps)


def _frame(env) -> None:
    """Take from the theme's page frame what no HTML checker accepts, ``autocomplete`` on its two checkboxes, and put
    our search worker in the place of its own. A theme that has neither where we know them stops the build."""
    frame = env.loader.get_source(env, "base.html")[0]
    wrong = 'type="checkbox" id="__{}" autocomplete="off"'
    for name in ("drawer", "search"):
        if wrong.format(name) not in frame:
            raise PluginError("the theme's base.html is not the one this hook knows: see requirements.in")
        frame = frame.replace(wrong.format(name), wrong.format(name).removesuffix(' autocomplete="off"'))
    frame, found = _WORKER.subn(f'"{WORKER}"', frame)
    if found != 1:
        raise PluginError(
            "the theme's base.html doesn't name its search worker where this hook looks for it: see requirements.in"
        )
    parts = {
        name: f"{{% set part = {number} %}}{{% include 'sitemap.xml' %}}" for number, name in enumerate(_sitemaps, 1)
    }
    env.loader = ChoiceLoader([DictLoader({"base.html": frame} | parts), env.loader])


def _search(files) -> None:
    """Leave out the theme's own search, which nothing loads, and put ours into one file: a reader waits for each file
    that asks for another."""
    for path in [path for path in files.src_uris if path.startswith(_UNUSED)]:
        files.remove(files.src_uris[path])
    parts = [files.src_uris[f"assets/javascripts/{name}"] for name in SCRIPTS]
    parts[-1].content_string = "".join(part.content_string for part in parts)
    for part in parts[1:-1]:  # the pages that mark words load the first by itself
        files.remove(part)


def on_env(env, config, files, **_):
    """Give the templates what they ask for: the metadata of a page, its citations, the feed."""
    _frame(env)
    _search(files)
    site = (config.site_name, config.site_url or "", config.site_description or "")
    env.filters["metadata"] = lambda page: (
        metadata.head(page.url, page.meta, page.canonical_url or "", *site) if page else ""
    )
    env.filters["citations"] = lambda page: (
        cite.section(page.meta, page.canonical_url or "") if page and metadata.kind(page.meta) == "article" else ""
    )
    env.globals["atom_feed"] = feeds.atom(_built, site[1], site[0], site[2])
    return env


@event_priority(-200)  # after all others: the index may still be being made
def on_post_build(config, **_) -> None:
    """Put the search index into the site. No page may load the theme's own search, nor any search before it is asked
    for."""
    home = (Path(config.site_dir) / "index.html").read_text("utf-8")
    if f'"search": "{WORKER}"' not in home or "workers/search." in home or 'name="search"' in home:
        raise PluginError(
            "the built pages would load the theme's own search; see overrides/partials/search.html and "
            "overrides/main.html"
        )
    if _index:
        _indexed()
        for folder in FOLDERS:
            site_files.mirror(_index / folder, Path(config.site_dir, folder))
        site_files.link(_index / MANIFEST, Path(config.site_dir, MANIFEST))


@event_priority(-100)  # around what mkdocs_speed.py does there
def on_serve(server, **_):
    """A live preview goes on showing the last site while an article can't be used: of itself, MkDocs would let the
    browser wait."""
    make = server.builder

    def builder() -> None:
        try:
            make()
        except Abort:
            if _built is not None:
                raise
            log.warning("Trang xem thử vẫn là bản trước. Sửa tệp nói trên rồi lưu lại.")

    server.builder = builder
    return server
