#!/usr/bin/env python3
"""Build the site and put it into a bare folder: what `make publish TO=folder` runs.

The folder holds the site and nothing else, to be copied to any static host. What the last publication put there and
this one doesn't is removed; a file that no publication put there is never touched. Every file is replaced whole, pages
after what they need, so that a reader never meets a page whose parts aren't there yet.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sourcepages import report
from sourcepages.files import reason, replace, sweep

ROOT = Path(__file__).resolve().parent.parent
LIST = ".published.json"
"""In the folder: the files that are ours, with their SHA-256."""


def main(argv: list[str] | None = None) -> int:
    """Build, then publish; 0, or 1 (the build's own code) if nothing was published."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("to", type=Path, help="folder to publish to, of its own; made if it isn't there")
    parser.add_argument("--sources", type=Path, default=ROOT / "sources", help="folder of articles; default: sources/")
    args = parser.parse_args(argv)
    report.bear_any_terminal()
    if str(args.to) == "." or args.sources.resolve().is_relative_to(args.to.resolve()):
        print(
            "Chưa nói xuất bản vào đâu, hoặc vào chính thư mục có kho bài\n    → chọn một thư mục riêng, ví dụ: "
            "make publish TO=../trang",
            file=sys.stderr,
        )
        return 1
    with tempfile.TemporaryDirectory(prefix="sourcepages-") as folder:
        site = Path(folder) / "site"
        done = subprocess.run(
            [sys.executable, ROOT / "scripts" / "make_site.py", "--sources", args.sources, "--site", site, "--quiet"],
            check=False,
        )
        if done.returncode:
            return done.returncode
        try:
            written, removed, same = publish(site, args.to)
        except (OSError, ValueError) as err:
            why = f"{err.filename or args.to}: {reason(err)}" if isinstance(err, OSError) else str(err)
            print(
                f"Không xuất bản được: {why}\n    → chọn một thư mục riêng, trống hoặc đã dùng để xuất bản trang "
                f"này: make publish TO=…",
                file=sys.stderr,
            )
            return 1
    print(f"Đã xuất bản vào {args.to}: ghi {written} tệp, bỏ {removed} tệp cũ, giữ nguyên {same} tệp")
    return 0


def publish(site: Path, to: Path) -> tuple[int, int, int]:
    """Make ``to`` hold ``site``: (files written, removed, unchanged). Raises ValueError where a file in the way isn't
    ours."""
    to.mkdir(parents=True, exist_ok=True)
    before = _list(to / LIST)
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    strangers = [
        name
        for name in files
        if name not in before and (to / name).exists() and (to / name).read_bytes() != files[name].read_bytes()
    ]
    if strangers:
        raise ValueError(
            f"trong {to} có tệp không phải do lệnh này tạo, cùng tên với tệp của trang: "
            f"{', '.join(sorted(strangers)[:5])}"
        )
    now = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    replace(to / LIST, _bytes(before | now))  # first: whatever happens, what we put there is known as ours
    written = 0
    for name in sorted(files, key=lambda n: (n.endswith(".html"), n == "index.html", n)):
        target, data = to / name, files[name].read_bytes()
        if not target.is_file() or target.read_bytes() != data:
            replace(target, data)
            written += 1
    removed = 0
    for name in sorted(before.keys() - now.keys()):
        (to / name).unlink(missing_ok=True)
        removed += 1
        for parent in (to / name).relative_to(to).parents:
            try:
                (to / parent).rmdir()
            except OSError:
                break
    replace(to / LIST, _bytes(now))
    for folder in {to, *((to / name).parent for name in files)}:
        sweep(folder)
    return written, removed, len(files) - written


def _list(path: Path) -> dict[str, str]:
    try:
        known = json.loads(path.read_bytes())["files"]
        return {
            name: digest
            for name, digest in known.items()
            if not Path(name).is_absolute() and ".." not in Path(name).parts and os.sep != name
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _bytes(files: dict[str, str]) -> bytes:
    return (json.dumps({"files": dict(sorted(files.items()))}, ensure_ascii=False, indent=0) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())
