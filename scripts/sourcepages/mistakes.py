"""What is wrong with a YAML block or a day, in words for somebody who knows neither YAML nor ISO dates. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import yaml

_QUOTES = "“”„‟‘’\"'«»"
_DASHES = frozenset("-–—−‐‑")
NEAR_LINES = 40
"""How far below its first line front matter that was mistyped is looked for."""


def explain(error: yaml.YAMLError, lines: Sequence[str], keys: Collection[str]) -> tuple[yaml.Mark, str, str]:
    """(where, what is wrong, what to do) for what the YAML reader couldn't read in ``lines``; ``keys`` are those
    allowed there."""
    problem, context = getattr(error, "problem", None) or "", getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None) or yaml.Mark("", 0, 0, 0, None, None)
    begun = getattr(error, "context_mark", None) or mark

    def line(at: yaml.Mark) -> str:
        return lines[at.line] if at.line < len(lines) else ""

    if "quoted scalar" in context:
        if "escape" in problem:
            return mark, "dấu \\ trong dấu nháy kép mang nghĩa riêng", "đặt giá trị trong dấu nháy đơn: '…'"
        return begun, "dấu nháy mở ở đây không có dấu nháy đóng cùng loại", "thêm dấu nháy đóng, hoặc bỏ dấu nháy mở"
    if "flow sequence" in context or "flow mapping" in context:
        closing = "]" if "sequence" in context else "}"
        return (
            begun,
            f"danh sách mở ở đây không có dấu {closing} đóng lại",
            "thêm dấu ấy; hoặc mỗi giá trị một dòng, bắt đầu bằng “- ”; giá trị có dấu : hay , thì đặt trong dấu nháy",
        )
    if "could not find expected ':'" in problem:
        return begun, *_without_colon(line(begun).strip(), keys)
    if "mapping values are not allowed" in problem:
        text = line(mark)
        head = re.match(r"[ ]*(?:- +)?([^\s:]+):(?:\s|$)", text)
        if head and head.end(1) < mark.column:
            value = text[head.end() :].strip().replace("'", "’")
            return mark, "giá trị có dấu hai chấm", f"đặt giá trị trong dấu nháy: {cut(head[1])}: '{cut(value)}'"
        above = next((number for number in range(mark.line - 1, -1, -1) if lines[number].strip()), None)
        if (
            above is not None
            and not re.search(r"[:：](?:\s|$)", lines[above])
            and (first := lines[above].lstrip("- ").partition(" ")[0]) in keys
        ):
            return yaml.Mark("", 0, above, lines[above].index(first), None, None), *_without_colon(
                lines[above].lstrip("- "), keys
            )
        return mark, "dòng này thụt vào không đúng", "cho thẳng hàng với mục cùng bậc ở dòng trên"
    if "cannot start any token" in problem and mark.column < len(line(mark)):
        return mark, f"giá trị không thể bắt đầu bằng dấu {line(mark)[mark.column]}", "đặt giá trị trong dấu nháy"
    if "sequence entries are not allowed" in problem:
        return (
            mark,
            "danh sách không bắt đầu trên cùng dòng với tên mục được",
            "xuống dòng rồi viết “- …”, hoặc viết [A, B]",
        )
    if "expected <block end>" in problem or "expected '<document start>'" in problem:
        return mark, "dòng này không thẳng hàng với các mục ở trên", "cho các mục cùng bậc bắt đầu ở cùng một cột"
    return (
        mark,
        "phần khai báo không đúng cú pháp YAML",
        "mỗi dòng là “mục: giá trị”; giá trị có dấu : hay # thì đặt trong dấu nháy",
    )


def _without_colon(text: str, keys: Collection[str]) -> tuple[str, str]:
    if dash := re.match(r"-(?=[^\s-])", text):
        return "sau dấu gạch đầu dòng phải có dấu cách", f"viết: - {cut(text[dash.end() :])}"
    if glued := re.match(r"([^\s:：]+)\s*[:：]\s*(\S.*)", text):
        return "sau dấu hai chấm phải có dấu cách", f"viết: {cut(glued[1])}: {cut(glued[2])}"
    first, _, rest = text.partition(" ")
    if first in keys:
        return "thiếu dấu hai chấm sau tên mục", f"viết: {first}: {cut(rest.strip(' ='))}"
    return (
        "dòng này không phải “mục: giá trị”",
        "thêm “mục: ” ở đầu dòng; nếu là một giá trị của danh sách ở trên thì thêm “- ”",
    )


def cut(text: str) -> str:
    """As much of what somebody typed as a message can repeat."""
    return text if len(text) <= 60 else text[:59] + "…"


_SURELY_MEANT = re.compile(
    r"(?:date|published|retrieved):[ ]*(?:\d{4}|XXXX)(?:-\d\d){0,2}[ ]*(?:#|$)|(?:speakers|resolutions|documents"
    r"|exclude):[ ]*(?:\[|\n[ ]*- )",
    re.M,
)
"""No article begins so; a file does into which a report's lines were copied without the dashes around them."""


def misopened(raw: str, keys: Collection[str]) -> tuple[int, str, str] | None:
    """(line, what is wrong, what to do) where a text begins with what was meant as front matter and isn't: dashes of
    the wrong kind or number, a fence, a first line without its colon, a missing first line. None for a text that is
    only a text."""
    begin = len(raw) - len(raw.lstrip())
    first = raw[begin : begin + 60].partition("\n")[0].rstrip()
    names = "|".join(keys)
    if not (_ruled(first) or re.match(rf"(?:{names}):(?: |$)", first)):
        return None
    line = raw.count("\n", 0, begin) + 1
    lines = raw[begin:].split("\n", NEAR_LINES)[:NEAR_LINES]
    below = next(
        (
            number
            for number in range(1, len(lines))
            if lines[number].strip() and not lines[number].lstrip().startswith("#")
        ),
        None,
    )
    meant = re.compile(rf"""[ ]*["']?({names})["']?(?:[ ]*[:：]|[ ]+\S)""")
    if first == "---":
        found = meant.match(lines[below]) if below is not None else None
        if not found or all(row.rstrip() != "---" for row in lines[below + 1 :]):
            return None
        return line + below, *_without_colon(lines[below].strip(), (found[1],))
    if _ruled(first):
        if below is not None and first.startswith("`") and lines[below].rstrip() == "---":
            below += 1
        if below is None or below >= len(lines) or not meant.match(lines[below]):
            return None
        return (
            line,
            f"phần khai báo phải mở bằng đúng ba dấu gạch ngắn, không phải “{first}”",
            "sửa dòng ấy, và dòng đóng, thành ---",
        )
    for number, row in enumerate(lines):
        if number and row.rstrip() == "---":
            return line, "phần khai báo thiếu dòng mở ---", "thêm một dòng --- phía trên dòng này"
        if not re.match(rf"(?:{names}):(?: |$)", row) and not (number and re.match(r"[ ]*- |[ ]+\w+:(?: |$)", row)):
            break
    if _SURELY_MEANT.match(raw, begin):
        return (
            line,
            "phần khai báo phải nằm giữa hai dòng ---",
            "thêm một dòng --- phía trên dòng này, và một dòng --- dưới dòng khai báo cuối cùng",
        )
    return None


def _ruled(line: str) -> bool:
    """Whether a line holds dashes or a fence and nothing else."""
    line = line.strip()
    return 1 < len(line) < 60 and (
        _DASHES.issuperset(line)
        or (line.startswith("```") and line[3:].strip("`").strip().isalnum())
        or set(line) == {"`"}
    )


def misclosed(raw: str, start: int) -> tuple[int, str] | None:
    """(line of the file, what stands there) where something like the closing line comes soon after offset ``start``."""
    first = raw.count("\n", 0, start) + 1
    for number, line in enumerate(raw[start:].split("\n", NEAR_LINES)[:NEAR_LINES], first):
        if _ruled(line):
            return number, cut(line.strip())
    return None


_DAY = re.compile(
    r"(?:ngày\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})(?!\d)", re.I
)
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})(?!\d)", re.I)
_TURNED = re.compile(r"(\d{4})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{1,2}))?(?!\d)")
_NO_YEAR = re.compile(r"(?:ngày\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})\Z", re.I)


def meant_day(text: str) -> str:
    """The day as EDTF that somebody meant who wrote it in another way ("5/3/2024", "ngày 5 tháng 3 năm 2024", in
    quotes, with an hour), "" if that isn't plain. Days stand before months, as in Vietnamese; nobody has checked the
    calendar."""
    text = text.strip(_QUOTES + " .,")
    if match := _TURNED.match(text):
        year, *rest = match.groups()
    elif match := _DAY.match(text):
        day, month, year = match.groups()
        rest = [month, day]
    elif match := _MONTH.match(text):
        rest, year = [match[1]], match[2]
    elif match := _NO_YEAR.match(text):
        year, rest = "XXXX", [match[2], match[1]]
    else:
        return ""
    return "-".join([year, *(f"{int(part):02}" for part in rest if part)])
