#!/usr/bin/env python3
"""Turn the articles in a sources folder into Markdown pages and data files."""

import argparse
import sys
from pathlib import Path

from sourcepages import report
from sourcepages.build import build, cache_folder, done

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None, once: bool = False) -> int:
    """The command; ``once``: what comes next in this process, MkDocs' hook, may take the result as its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, default=ROOT / "sources", help="folder of articles (.txt, .md); default: sources/")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="folder the pages go to; default: docs/")
    parser.add_argument("--cache", type=Path, help="folder that keeps what was read for the next time; default: one in .cache/ for each sources folder")
    parser.add_argument("--check", action="store_true", help="read and report only; write nothing")
    parser.add_argument("--keep-going", action="store_true", help="build the good articles even if others can't be used")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to report")
    args = parser.parse_args(argv)
    report.bear_any_terminal()
    result = build(args.sources, args.docs, keep_going=args.keep_going, check=args.check, cache=args.cache or cache_folder(ROOT, args.sources))
    if once:
        done[args.sources.resolve(), args.docs.resolve()] = result
    changed = result.changed
    changes = {"articles": [a.source.name for a in changed], "written": list(result.written), "removed": list(result.removed), "unchanged": result.unchanged}
    if args.format == "json":
        print(report.as_json(result.articles, result.diagnostics, changes))
    else:
        print(report.table(result.articles, result.diagnostics))
        if changed:
            print("\nMới hoặc có thay đổi:\n" + report.details(changed, result.diagnostics, report.colours(sys.stdout)) + "\n")
        shown = {a.source.name for a in changed[: report.DETAILS]}
        if rest := [d for d in result.diagnostics if d.source not in shown or d.severity == "error"]:
            print(report.diagnostics_text(rest, report.colours(sys.stderr)), file=sys.stderr)
        if args.check:
            print(f"{len(result.articles)} bài; chỉ kiểm tra, không ghi gì")
            return 1 if result.errors else 0
        print(f"{len(result.articles)} bài; {len(result.written)} tệp ghi, {len(result.removed)} tệp xóa, {result.unchanged} tệp giữ nguyên")
    return 1 if result.errors else 0


if __name__ == "__main__":
    sys.exit(main())
