#!/usr/bin/env python3
"""Convert a sources folder and build its site: what `make site` runs.

A folder other than this project's own is built in a copy of docs/ of its own (in .cache/, for the next time), so that
the checkout's own pages stay as they are.
"""

import argparse
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import build_pages
from sourcepages.build import cache_folder

ROOT = Path(__file__).resolve().parent.parent


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
    converted = build_pages.main(["--sources", str(sources), "--docs", str(docs)] + ["--keep-going"] * args.keep_going, once=True)
    if converted and not args.keep_going:
        return converted
    os.environ |= {"SOURCES": str(sources), "DOCS_DIR": str(docs), "SITE_DIR": str(site), "NO_MKDOCS_2_WARNING": "1"}
    if args.keep_going:
        os.environ["KEEP_GOING"] = "1"
    if not _build():
        return 1
    if not args.quiet:
        print(f"Trang ở {site}/index.html")
    return converted


def _copy(docs: Path) -> Path:
    """The hand-written pages, as they are now, in the folder ``docs``."""
    names = subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "docs"], capture_output=True, text=True, check=True).stdout.split("\0")
    wanted = {docs / Path(name).relative_to("docs"): ROOT / name for name in names if name and (ROOT / name).is_file()}
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


def _build() -> bool:
    """`mkdocs build --strict` in this process, which has the articles already, saying no more than what is wrong."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError

    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.INFO)
    logging.getLogger().handlers[0].setLevel(logging.WARNING)  # of the handler: with the logger's own, --strict would not see them
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except (ConfigurationError, SystemExit) as err:  # MkDocs' Abort is a SystemExit
        print(err, file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
