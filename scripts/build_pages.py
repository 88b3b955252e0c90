#!/usr/bin/env python3
"""Turn the articles in a sources folder into Markdown pages and data files."""

import argparse
import sys
from pathlib import Path

from sourcepages import report
from sourcepages.build import Result, build, convert_shard
from sourcepages.cache import BadShard
from sourcepages.files import cache_folder

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None) -> int:
    """The command; its exit code."""
    return run(argv)[0]


def run(argv: list[str] | None = None, index: Path | None = None) -> tuple[int, Result | None]:
    """The command: its exit code and, unless it was for a shard, what the build did. With ``index`` the search index is
    being made there, see :func:`.build.build`; the command itself makes none, the site's build does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sources", type=Path, default=ROOT / "sources", help="folder of articles (.txt, .md); default: sources/"
    )
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="folder the pages go to; default: docs/")
    parser.add_argument(
        "--cache",
        type=Path,
        help="folder that keeps what was read for the next time; default: one in .cache/ for each sources folder",
    )
    parser.add_argument("--check", action="store_true", help="read and report only; write nothing")
    parser.add_argument(
        "--keep-going", action="store_true", help="build the good articles even if others can't be used"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to report")
    parser.add_argument(
        "--shard",
        metavar="I/N",
        type=_shard,
        help="only read the I-th of N parts of the sources, into the file --to; for several machines",
    )
    parser.add_argument("--to", type=Path, metavar="FILE", help="where --shard puts what it read")
    parser.add_argument(
        "--merge",
        type=Path,
        nargs="+",
        metavar="FILE",
        default=[],
        help="files of --shard: what they hold is not read again",
    )
    args = parser.parse_args(argv)
    if args.shard:
        if not args.to:
            parser.error("--shard needs --to FILE")
        count, problems = convert_shard(args.sources, *args.shard, args.to)
        if problems:
            print(report.diagnostics_text(problems, report.colours(sys.stderr)), file=sys.stderr)
        print(f"{count} bài trong {args.to}")
        return 0, None  # the merge reads what is wrong again, and decides
    report.bear_any_terminal()
    try:
        result = build(
            args.sources,
            args.docs,
            keep_going=args.keep_going,
            check=args.check,
            cache=args.cache or cache_folder(ROOT, args.sources),
            shards=args.merge,
            index=index,
            wait=False,
        )
    except BadShard as err:
        parser.error(str(err))
    changed = result.changed
    changes = {
        "articles": [a.source.name for a in changed],
        "written": list(result.written),
        "removed": list(result.removed),
        "unchanged": result.unchanged,
    }
    if args.format == "json":
        print(report.as_json(result.articles, result.diagnostics, changes))
    else:
        listed = result.articles if len(result.articles) <= report.LISTED else changed[: report.LISTED]
        if listed:
            print(report.table(listed, result.diagnostics))
        if left := len(result.articles) - len(listed):
            print(f"và {left} bài khác: xem trang Tình trạng nguồn")
        if changed:
            print(
                "\nMới hoặc có thay đổi:\n"
                + report.details(changed, result.diagnostics, report.colours(sys.stdout))
                + "\n"
            )
        shown = {a.source.name for a in changed[: report.DETAILS]}
        rest = [d for d in result.diagnostics if d.source not in shown or d.severity == "error"]
        told = report.urgent(rest)
        if told:
            print(report.diagnostics_text(told, report.colours(sys.stderr)), file=sys.stderr)
        if left := len(rest) - len(told):
            print(f"và {left} lưu ý về các bài khác: xem trang Tình trạng nguồn", file=sys.stderr)
        count = f"{len(result.articles)} bài" + (f" đọc được, {len(result.errors)} lỗi" if result.errors else "")
        if args.check:
            print(f"{count}; chỉ kiểm tra, không ghi gì")
            return int(bool(result.errors)), result
        if result.stopped:
            print(f"{count}: trang web giữ như cũ, chờ sửa")
            return 1, result
        pages = f"ghi {len(result.written)} tệp, bỏ {len(result.removed)} tệp cũ, giữ nguyên {result.unchanged} tệp"
        print(f"{count}. Trang web: {pages}; tệp bài không bị đụng tới")
    return int(bool(result.errors)), result


def _shard(text: str) -> tuple[int, int]:
    number, _, count = text.partition("/")
    if not (number.isdigit() and count.isdigit() and 1 <= int(number) <= int(count)):
        raise argparse.ArgumentTypeError("I/N with I from 1 to N, such as 2/4")
    return int(number), int(count)


if __name__ == "__main__":
    sys.exit(main())
