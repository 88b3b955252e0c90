#!/usr/bin/env python3
"""Add articles to sources/: saved web pages, Word and OpenDocument files, PDF with text, e-mails, text files, folders
of them, or addresses."""

import argparse
import dataclasses
import json
import re
import sys
from pathlib import Path

from sourcepages import files, near, read, report
from sourcepages.importers import desk, fetch
from sourcepages.importers.draft import Refused
from sourcepages.models import Unreadable
from sourcepages.sources import collect

ROOT = Path(__file__).resolve().parent.parent
_ADDRESS = re.compile(r"(?:www\.|[a-z0-9.-]+\.(?:vn|com|net|org|gov)/)[^\s'\"]+\Z", re.I)
"""An address whose https:// somebody left out."""


def main(argv: list[str] | None = None) -> int:
    """Add what the command line names; 0 if all of it was added, 1 if something was refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("origins", nargs="+", metavar="FILE|FOLDER|ADDRESS", help="what to add")
    parser.add_argument(
        "--sources", type=Path, default=ROOT / "sources", help="folder the articles go to; default: sources/"
    )
    parser.add_argument(
        "--keep-original", action="store_true", help=f"keep the document itself in sources/{desk.ORIGINALS}/"
    )
    parser.add_argument("--allow-local", action="store_true", help="let addresses of the local network be fetched")
    parser.add_argument("--dry-run", action="store_true", help="say what would be added; write nothing")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to report")
    args = parser.parse_args(argv)
    report.bear_any_terminal()
    files.sweep(args.sources)
    known = near.Index(_texts(args.sources))
    results = [result for origin in args.origins for result in _add(origin, known, args)]
    if args.format == "json":
        print(json.dumps([dataclasses.asdict(r) for r in results], ensure_ascii=False, indent=1))
    else:
        print(report.added(results, args.dry_run))
    return 1 if any(r.problem for r in results) else 0


def _texts(sources: Path):
    """(name, text) of the articles that are there; what can't be read is for the build to report."""
    for name, path in collect(sources)[0].items():
        try:
            yield name, read.read(name, read.load(path)).text
        except (OSError, Unreadable):
            continue


def _add(origin: str, known: near.Index, args):
    options = {"keep_original": args.keep_original, "dry_run": args.dry_run}
    if "://" in origin:
        try:
            data, media, charset, address = fetch.fetch(origin, local=args.allow_local)
        except Refused as err:
            yield desk.Added(origin, problem=str(err), remedy=err.remedy)
            return
        yield desk.add(
            address,
            data,
            args.sources,
            known,
            media=media,
            url=address,
            charset=charset,
            retrieved=desk.today(),
            **options,
        )
        return
    folder = Path(origin).expanduser()
    if not origin.strip():
        yield desk.Added(
            "",
            problem="chưa cho biết thêm tệp nào",
            remedy="viết tệp, thư mục hay địa chỉ sau FROM=, ví dụ: make add FROM=bai.docx",
        )
        return
    if args.sources.resolve().is_relative_to(folder.resolve()):
        yield desk.Added(
            _shown(folder), problem="thư mục này chứa chính kho bài", remedy="chỉ rõ tệp hay thư mục có bài cần thêm"
        )
        return
    found = False
    for path in desk.documents(folder):
        found = True
        try:
            if not path.exists():
                raise Refused(
                    "không có tệp hay thư mục này",
                    f"nếu là địa chỉ trang, viết đủ: make add FROM=https://{origin}"
                    if _ADDRESS.match(origin)
                    else "kiểm tra tên; tên có dấu cách thì đặt trong dấu nháy: make add FROM='tên tệp.docx'",
                )
            if path.stat().st_size > desk.MAX_FILE:
                raise Refused(
                    f"tệp lớn hơn {desk.MAX_FILE // 1_000_000} MB",
                    "lưu trang ở dạng “chỉ HTML”, hoặc dán phần chữ vào tệp .txt",
                )
            if not path.is_file():
                raise Refused("không phải tệp thường")
            data = path.read_bytes()
        except Refused as err:
            yield desk.Added(_shown(path), problem=str(err), remedy=err.remedy)
        except OSError as err:
            yield desk.Added(
                _shown(path), problem=f"không mở được tệp ({files.reason(err)})", remedy="kiểm tra tên tệp và quyền đọc"
            )
        else:
            yield desk.add(str(path), data, args.sources, known, **options)
    others = desk.passed_over(folder)
    if others:
        yield desk.Added(_shown(folder), passed_over=tuple(map(_shown, others)))
    if not found:
        yield desk.Added(_shown(folder), problem="không có tệp nào dùng được trong thư mục này", remedy=desk.USABLE)


def _shown(path) -> str:
    """A path as a terminal can bear it."""
    return "".join(ch if ch.isprintable() else "�" for ch in str(path))


if __name__ == "__main__":
    sys.exit(main())
