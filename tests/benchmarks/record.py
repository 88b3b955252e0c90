"""Every article of a folder or a .jsonl(.gz) file through the whole way, and the record's invariants for each:
no exception, ``text[start:end] == quote``, words of the page == words of the source. Prints time and memory.

    python tests/benchmarks/record.py ARTICLES

ARTICLES  a folder of .txt/.md files, or a file with one JSON object a line, ``id`` and ``text`` among its keys
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import fuzz  # noqa: E402
from sourcepages.models import Unreadable  # noqa: E402


def articles(path: Path) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each article."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.suffix in (".txt", ".md"):
                yield file.name, file.read_bytes()
        return
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["id"], row["text"].encode("utf-8", "surrogatepass")


def one(job: tuple[str, bytes]) -> tuple[str, str]:
    """(name, "" or what is wrong)."""
    name, data = job
    try:
        fuzz.check(data, whole=True)
    except Unreadable as err:
        return name, f"refused: {err}"
    except Exception as err:  # the point of the run
        return name, f"{type(err).__name__}: {err}"
    return name, ""


def main() -> int:
    jobs = list(articles(Path(sys.argv[1])))
    start = time.monotonic()
    with ProcessPoolExecutor() as pool:
        bad = [(name, what) for name, what in pool.map(one, jobs, chunksize=20) if what]
    seconds = time.monotonic() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(jobs)} articles, {len(bad)} bad; {seconds:.0f} s, largest process {peak:.0f} MB")
    for name, what in bad[:20]:
        print(f"  {name}: {what}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
