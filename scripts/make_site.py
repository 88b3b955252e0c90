#!/usr/bin/env python3
"""Convert a sources folder and build its site: what `make site` runs.

A folder other than this project's own is built in a copy of docs/ of its own (in .cache/, for the next time), so that
the checkout's own pages stay as they are.
"""

import argparse
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sourcepages import writer
from sourcepages.files import cache_folder, index_folder
from sourcepages.parallel import stages

ROOT = Path(__file__).resolve().parent.parent
STYLES = "assets/stylesheets/reading.css"
"""What every page of ours links to, and no other page in the same place does."""
_BEGUN = re.compile(r"\.\d+\.tmp")
"""Files whose writing was cut off (``site_files.put``)."""
_held: list = []
"""What stays until its process ends, and is not taken apart then: with ten thousand articles that takes long."""


def main() -> int:
    """Convert and build; the exit code of the first of the two that fails, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, default=ROOT / "sources")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--keep-going", action="store_true")
    parser.add_argument("--quiet", action="store_true", help="don't say where the site is")
    args = parser.parse_args()
    sources, site = args.sources.resolve(), args.site.resolve()
    docs = ROOT / "docs" if sources == ROOT / "sources" else _copy(cache_folder(ROOT, sources) / "docs")
    os.environ |= {"SOURCES": str(sources), "DOCS_DIR": str(docs), "SITE_DIR": str(site), "NO_MKDOCS_2_WARNING": "1"}
    if args.keep_going:
        os.environ["KEEP_GOING"] = "1"
    if not sources.is_dir():  # MkDocs would only say that its configuration is wrong
        return next(_convert(sources, docs, args.keep_going))[0]
    if refusal := _refusal(sources, site):
        print(refusal, file=sys.stderr)
        return 1
    with stages(partial(_convert, sources, docs, args.keep_going)) as conversion:
        built, code = _build(sources, docs, conversion, args.keep_going)
    if not built:
        return code or 1
    if not args.quiet:
        print(f"Trang ở {site}/index.html")
    return code


def _refusal(sources: Path, site: Path) -> str:
    """Why no site can be built in the folder ``site``, which a build empties; "" where it can."""
    docs = ROOT / "docs"  # of which much looks like the site made of it
    if sources.is_relative_to(site) or ROOT.is_relative_to(site) or site.is_relative_to(docs):
        why = "có kho bài hay chính chương trình này trong đó"
    elif (site.exists() and not site.is_dir()) or (
        site != ROOT / "site" and site.is_dir() and not (_ours(site) or _empty(site))
    ):
        why = "đã có tệp khác"
    else:
        return ""
    return (
        f"Không dựng trang vào {site}: {why}, mà dựng trang thì thư mục ấy bị dọn sạch\n    → chọn một thư mục mới hay "
        "trống, ví dụ: make site SITE=../trang; muốn đặt trang cạnh tệp khác: make publish TO=thư-mục"
    )


def _ours(site: Path) -> bool:
    """Whether a site of ours stands in the folder, whole or cut off: any page of it shows that, or its style sheet
    where no Markdown stands beside (that would be the ``docs`` of a copy of this project)."""
    return any(
        f'"{"../" * depth}{STYLES}"' in page.read_text("utf-8", errors="ignore")
        for depth in range(3)
        for page in site.glob("*/" * depth + "index.html")
    ) or ((site / STYLES).is_file() and not any(site.glob("*.md")))


def _empty(folder: str | Path) -> bool:
    """Whether no file stands in the folder or below, but for what a build of ours had begun to write."""
    with os.scandir(folder) as entries:
        return all(_empty(e.path) if e.is_dir(follow_symlinks=False) else _BEGUN.fullmatch(e.name) for e in entries)


def _convert(sources: Path, docs: Path, keep_going: bool) -> Iterator[tuple[int, list] | None]:
    """Make the pages: the exit code, and the articles of the feed, all that the site's build needs to know of them; and
    then, when the search index is made too, None."""
    import build_pages
    from sourcepages.cache import Stored
    from sourcepages.render import feeds

    arguments = ["--sources", str(sources), "--docs", str(docs)] + ["--keep-going"] * keep_going
    code, result = build_pages.run(arguments, index_folder(ROOT, sources))
    newest = feeds.newest(result.library) if result.library else []
    _held.append(result)
    yield (
        code,
        [
            (article.key, article.source.packed, article.packed) if isinstance(article, Stored) else article
            for article in newest
        ],
    )
    result.indexed()
    yield None


def _copy(docs: Path) -> Path:
    """The hand-written pages, as they are now, in the folder ``docs``."""
    made = writer.made(ROOT / "docs")
    wanted = {}
    for folder, inside, files in os.walk(ROOT / "docs"):
        inside[:] = [name for name in inside if not name.startswith(".")]
        below = os.path.relpath(folder, ROOT / "docs")
        for name in files:
            path = os.path.normpath(os.path.join(below, name)).replace(os.sep, "/")
            if not name.startswith(".") and path not in made:
                wanted[docs / path] = Path(folder, name)
    listed = docs.with_name("docs.list")
    before = listed.read_text("utf-8").split("\n") if listed.is_file() else []
    for target, source in wanted.items():
        if not target.is_file() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    for name in set(before) - {str(target) for target in wanted}:
        Path(name).unlink(missing_ok=True)
    docs.mkdir(parents=True, exist_ok=True)
    listed.write_text("\n".join(map(str, wanted)), "utf-8")
    return docs


def _build(sources: Path, docs: Path, conversion: Iterator, keep_going: bool) -> tuple[bool, int]:
    """`mkdocs build --strict` in this process, saying no more than what is wrong: whether it came to its end, and the
    conversion's exit code. While another process makes the pages, MkDocs is loaded here and the last site looked at."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError
    from sourcepages import cache, library
    from sourcepages.build import done

    code = 0

    def made() -> tuple[library.Library, Callable[[], None]]:
        nonlocal code
        code, newest = next(conversion)
        if code and not keep_going:
            raise SystemExit
        articles = tuple(cache.unpack(a) if isinstance(a, tuple) else a for a in newest)
        return library.Library(articles, (), (), {}, {}), partial(next, conversion)

    done[sources, docs.resolve()] = made
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.INFO)
    # of the handler: with the logger's own, --strict would not see them
    logging.getLogger().handlers[0].setLevel(logging.WARNING)
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except (ConfigurationError, ChildProcessError, SystemExit) as err:  # MkDocs' Abort is a SystemExit
        if not code or keep_going:
            print(err, file=sys.stderr)
        return False, code
    return True, code


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # the system takes all memory back at once
