#!/usr/bin/env python3
"""Convert a sources folder and build its site: what `make site` runs.

A folder other than this project's own is built in a temporary copy of docs/, so that the
checkout's own pages stay as they are.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import build_pages

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, default=ROOT / "sources")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--keep-going", action="store_true")
    args = parser.parse_args()
    sources, site = args.sources.resolve(), args.site.resolve()
    if sources == ROOT / "sources":
        return _build(sources, ROOT / "docs", site, args.keep_going)
    with tempfile.TemporaryDirectory(prefix="sourcepages-") as folder:
        docs = Path(folder) / "docs"
        for name in subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "docs"], capture_output=True, text=True, check=True).stdout.split("\0"):
            if name:
                target = docs / Path(name).relative_to("docs")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target)
        return _build(sources, docs, site, args.keep_going)


def _build(sources: Path, docs: Path, site: Path, keep_going: bool) -> int:
    converted = build_pages.main(["--sources", str(sources), "--docs", str(docs)] + ["--keep-going"] * keep_going)
    if converted and not keep_going:
        return converted
    env = os.environ | {"SOURCES": str(sources), "DOCS_DIR": str(docs), "SITE_DIR": str(site), "NO_MKDOCS_2_WARNING": "1"}
    if keep_going:
        env["KEEP_GOING"] = "1"
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", ROOT / "mkdocs.yml"], env=env, check=False)
    if done.returncode == 0:
        print(f"Trang ở {site}/index.html")
    return done.returncode or converted


if __name__ == "__main__":
    sys.exit(main())
