#!/usr/bin/env python3
"""How the build grows: everything at two sizes, beside plain MkDocs and Hugo rendering the same pages.

    python tests/benchmarks/scale.py [--count 10000] [--from articles.jsonl.gz] [--repeat 3] [--work DIR]

Whole processes are timed, with the peak memory of the largest of each; what counts are ratios within one run
(medians of ``--repeat``). The corpus is tests/benchmarks/corpus.py's. Hugo is measured if it is installed.
"""

import argparse
import hashlib
import os
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import corpus

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from sourcepages.files import cache_folder  # noqa: E402

HUGO = """baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section", "404"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""
LAYOUT = (
    "<!doctype html><html lang=vi><meta charset=utf-8><title>{{ .Title }}</title><body>{{ .Content }}</body></html>\n"
)


def run(*command, **env) -> tuple[float, float]:
    """(seconds, peak memory in MB of the largest process) of a command and all it starts."""
    peak, over = 0, threading.Event()

    def watch(pid: int) -> None:
        nonlocal peak
        while not over.wait(0.1):
            for one in _family(pid):
                peak = max(peak, _memory(one))

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | env,  # as on a user's machine
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    watcher = threading.Thread(target=watch, args=(process.pid,))
    watcher.start()
    errors = process.communicate()[1]
    seconds = time.perf_counter() - start
    over.set()
    watcher.join()
    if process.returncode:
        sys.exit(f"{command}: {errors.decode()[-2000:]}")
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    # for a busy machine
    print(
        f"  {now.ru_utime - used.ru_utime + now.ru_stime - used.ru_stime:6.1f} s of processor time in {seconds:.1f} s",
        file=sys.stderr,
    )
    return seconds, peak / 1024


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _memory(pid: int) -> int:
    try:
        return next(
            int(line.split()[1])
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
            if line.startswith("VmHWM")
        )
    except (OSError, StopIteration):
        return 0


SITE = """
import sys
from mkdocs.config import load_config
from mkdocs.commands.build import build
config = load_config({config!r}, docs_dir={docs!r}, site_dir={site!r})
config.plugins.on_startup(command="build", dirty=False)
config.plugins.events["pre_build"].clear()  # the pages are there
from sourcepages import library
for module in list(sys.modules.values()):
    if hasattr(module, "_built"):
        module._built = library.compose([])
build(config)
"""


_gone: list[Path] = []


def aside(folder: Path) -> None:
    """Out of the way, to be removed when all is measured: a file system that has just removed tens of thousands of
    files is slow to make new ones (ext4 passes over the inodes of the last minutes)."""
    if folder.exists():
        _gone.append(folder.rename(folder.with_name(f"{folder.name}.gone-{os.getpid()}-{len(_gone)}")))


def stage(docs: Path, site: Path, speed: str) -> tuple[float, float]:
    """docs → site alone, nothing remembered."""
    aside(site)
    program = SITE.format(config=str(ROOT / "mkdocs.yml"), docs=str(docs), site=str(site))
    return run(
        sys.executable,
        "-c",
        program,
        SITE_SPEED=speed,
        NO_MKDOCS_2_WARNING="1",
        SOURCE_DATE_EPOCH="0",
        PYTHONPATH=str(ROOT / "scripts"),
    )


def everything(sources: Path, site: Path) -> tuple[float, float]:
    return run(sys.executable, ROOT / "scripts" / "make_site.py", "--sources", sources, "--site", site, "--keep-going")


def forget(sources: Path, site: Path) -> None:
    aside(cache_folder(ROOT, sources))
    aside(site)


def hugo(docs: Path, work: Path) -> tuple[float, float] | None:
    """The same pages by Hugo: a file a page, since a bundle (index.md) may hold no other pages there."""
    if not shutil.which("hugo"):
        return None
    aside(work)
    (work / "layouts" / "_default").mkdir(parents=True)
    (work / "layouts" / "_default" / "single.html").write_text(LAYOUT)
    (work / "config.toml").write_text(HUGO)
    for path in docs.rglob("*.md"):
        *folders, name = path.relative_to(docs).parts
        parts = [*folders, name[:-3]] if name != "index.md" else folders or ["trang-dau"]
        target = work / "content" / parts[0] / ("-".join(parts[1:]) or "muc-luc")
        target.parent.mkdir(parents=True, exist_ok=True)
        # `url` is the original's address to us, the page's own to Hugo
        target.with_name(target.name + ".md").write_text(
            path.read_text(encoding="utf-8").replace("\nurl: ", "\noriginal: ", 1), encoding="utf-8"
        )
    return run("hugo", "--quiet", "--buildDrafts", "--buildFuture", "-s", work)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--from", dest="given", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "scale")
    parser.add_argument("--only-ours", action="store_true", help="without plain MkDocs and Hugo")
    args = parser.parse_args()
    shutil.rmtree(args.work, ignore_errors=True)
    texts = corpus.given(args.given) if args.given else None
    small, large = args.work / "small", args.work / "large"
    corpus.write(small, range(args.count // 10), texts=texts)
    size = corpus.write(large, range(args.count), texts=texts)
    docs, site = cache_folder(ROOT, large) / "docs", args.work / "site"
    rows: dict[str, list[float]] = {}
    peak, rewritten = 0.0, 0

    def note(name: str, value: float) -> None:
        rows.setdefault(name, []).append(value)
        print(f"  {name}: {value:.2f}", file=sys.stderr)

    for turn in range(args.repeat):
        forget(small, site)
        little, _ = everything(small, site)
        forget(large, site)
        all_of_it, memory = everything(large, site)
        peak = max(peak, memory)
        print(f"  small {little:.1f} s, large {all_of_it:.1f} s, {memory:.0f} MB", file=sys.stderr)
        note("time(n) / time(n/10), everything uncached", all_of_it / little)
        before = files(site)
        if not turn:
            print(f"  pages {len([n for n in before if n.endswith('.html')])}", file=sys.stderr)
            note("site / text of the articles", sum(f.stat().st_size for f in site.rglob("*") if f.is_file()) / size)
        corpus.write(large, range(args.count, args.count + 1), texts=texts)
        one, memory = everything(large, site)
        peak = max(peak, memory)
        after = files(site)
        rewritten = max(
            rewritten,
            sum(after.get(n) != before.get(n) for n in before.keys() | after.keys() if not n.startswith("tim-kiem/")),
        )
        (large / f"bai-{args.count:06d}.txt").unlink()
        print(f"  one more {one:.1f} s, {memory:.0f} MB", file=sys.stderr)
        note("one article added / everything uncached", one / all_of_it)
        # without the search index, which is no part of docs and measured apart (search.py)
        quick, memory = stage(docs, site, "on")
        peak = max(peak, memory)
        print(f"  site stage {quick:.1f} s, {memory:.0f} MB", file=sys.stderr)
        if args.only_ours:
            continue
        plain, memory = stage(docs, args.work / "plain", "off")
        print(f"  plain mkdocs {plain:.1f} s, {memory:.0f} MB", file=sys.stderr)
        note("site stage / plain mkdocs build", quick / plain)
        note("everything uncached / plain mkdocs build", all_of_it / plain)
        if bare := hugo(docs, args.work / "hugo"):
            print(f"  hugo {bare[0]:.1f} s", file=sys.stderr)
            note("site stage / hugo", quick / bare[0])
    print(f"\n| {args.count} articles, median of {args.repeat} | |\n|---|---|")
    for name, values in sorted(rows.items()):
        print(f"| {name} | {statistics.median(values):.3f} |")
    print(
        f"| peak memory, largest process | {peak:.0f} MB |\n| files rewritten when one article is added, search "
        f"index apart | {rewritten} |"
    )
    for folder in (*_gone, *(cache_folder(ROOT, sources) for sources in (small, large)), args.work):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
