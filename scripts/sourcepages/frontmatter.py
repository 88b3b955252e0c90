"""The editor's word: the YAML block at the head of an article file, read and validated.

Scalars stay the strings they are printed as (YAML would make 1 of ``01``, 750 of ``12:30`` and
False of ``no``); anchors, aliases and tags are refused, so no YAML can grow or execute.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping

import yaml

from . import mistakes
from .fold import fold
from .models import Diagnostic, EditorValue, Unreadable

DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}|XXXX-\d\d-\d\d|XXXX-\d\d")
"""EDTF as an editor may write it."""

KEYS = {
    "title": "text",
    "original_title": "text",  # the headline of the article this one retells
    "date": "date",
    "published": "date",
    "author": "text",
    "publisher": "text",
    "url": "url",
    "retrieved": "date",
    "speakers": {"name": "text", "office": "text"},
    "resolutions": {"number": "text", "issuer": "text", "date": "date", "title": "text"},
    "documents": {"kind": "text", "number": "text", "issuer": "text", "date": "date", "title": "text"},
    "exclude": "list",
    "note": "text",
}
"""What may stand in front matter, as :mod:`schema` tells it to editing programs. A mapping is a list of such records;
its first key may stand alone as a string (for ``documents``: ``number``)."""

_OPENS = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSES = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
MAX_BLOCK = 100_000
MAX_DEPTH = 8
"""No record needs more characters or deeper nesting; the YAML scanner's time grows with the square of the depth."""

_HEAD = re.compile(r"\A(?:[ ]*\n){0,9}---[ ]*\n(?=(?:[ ]*(?:#[^\n]*)?\n)*[ ]*[\"']?([^\s:#][^\n:]{0,39}):(?:\s|$))")
_TAIL = re.compile(r"^(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.M)


def split(name: str, raw: str) -> tuple[dict[str, EditorValue], str, int]:
    """``raw`` → editor's values by key, the text below them, and the line of the file it starts on.

    Front matter begins with ``---`` on the first line that isn't blank, followed by ``key:``, and ends with ``---``;
    any other ``---`` is text, but what was plainly meant as front matter and is none is refused. Raises
    :class:`Unreadable`.
    """
    head = _HEAD.match(raw)
    if not head:
        if found := mistakes.misopened(raw, KEYS):
            line, message, remedy = found
            raise Unreadable(Diagnostic("error", "front-matter", name, message, remedy, line, 1))
        return {}, raw, 1
    tail = _TAIL.search(raw, head.end())
    if not tail or tail.start() - head.end() > MAX_BLOCK:
        if head[1].strip("\"' ") not in KEYS:
            return {}, raw, 1
        if found := mistakes.misclosed(raw, head.end()):
            raise Unreadable(
                Diagnostic(
                    "error",
                    "front-matter",
                    name,
                    f"phần khai báo phải đóng bằng đúng ba dấu gạch ngắn, không phải “{found[1]}”",
                    "sửa dòng này thành ---",
                    found[0],
                    1,
                )
            )
        raise Unreadable(
            Diagnostic(
                "error",
                "front-matter-open",
                name,
                "phần khai báo mở bằng --- nhưng không có --- đóng lại",
                "thêm một dòng --- sau dòng khai báo cuối cùng",
                raw.count("\n", 0, head.end()),
                1,
            )
        )
    values = parse(name, raw[head.end() : tail.start()], raw.count("\n", 0, head.end()) + 1)
    return values, raw[tail.end() :], raw.count("\n", 0, tail.end()) + 1


def compose(
    name: str, block: str, keys: Iterable[str], first_line: int = 1
) -> tuple[yaml.Node | None, Callable, list[Diagnostic]]:
    """A YAML block with ``keys`` → its nodes, a function that notes a problem at a mark, and the list it notes them in.

    Raises :class:`Unreadable` for what is no YAML, or YAML that could grow or execute.
    """
    problems: list[Diagnostic] = []
    lines = block.split("\n")

    def bad(code: str, mark, message: str, remedy: str = "") -> None:
        excerpt = lines[mark.line] if mark.line < len(lines) else ""
        problems.append(
            Diagnostic("error", code, name, message, remedy, mark.line + first_line, mark.column + 1, excerpt)
        )

    try:
        depth = 0
        for token in yaml.scan(block, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                bad(
                    "yaml-feature",
                    token.start_mark,
                    "dấu &, * hay ! ở đây mang nghĩa riêng trong YAML",
                    "đặt giá trị trong dấu nháy",
                )
                raise Unreadable(*problems)
            depth += isinstance(token, _OPENS) - isinstance(token, _CLOSES)
            if depth > MAX_DEPTH:
                bad("yaml", token.start_mark, "phần khai báo lồng quá nhiều tầng", "viết lại đơn giản")
                raise Unreadable(*problems)
        root = yaml.compose(block, Loader=yaml.SafeLoader)
    except yaml.YAMLError as err:
        mark, message, remedy = mistakes.explain(err, lines, keys)
        bad("yaml", mark, message, remedy)
        raise Unreadable(*problems) from None
    return root, bad, problems


def parse(name: str, block: str, first_line: int) -> dict[str, EditorValue]:
    """A YAML block whose first line is ``first_line`` of the file → validated values."""
    root, bad, problems = compose(name, block, KEYS, first_line)
    values: dict[str, EditorValue] = {}
    lines = block.split("\n")
    if root is None:
        return values
    if not isinstance(root, yaml.MappingNode):
        bad(
            "yaml",
            root.start_mark,
            "phần khai báo phải gồm các dòng “mục: giá trị”",
            "các mục dùng được: " + ", ".join(KEYS),
        )
        raise Unreadable(*problems)
    for key_node, node in root.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
        if key not in KEYS:
            near = nearest(key, KEYS)
            bad(
                "unknown-key",
                key_node.start_mark,
                f"không có mục nào tên “{key}”",
                f"có phải “{near}”?" if near else "các mục dùng được: " + ", ".join(KEYS),
            )
        elif key in values:
            bad("twice", key_node.start_mark, f"mục “{key}” có hai lần", "giữ lại một dòng")
        else:
            values[key] = EditorValue(
                _value(key, KEYS[key], node, bad, first_line),
                node.start_mark.line + first_line,
                node.start_mark.column + 1,
            )
            if _is_null(node) and (lost := re.search(r":[ ]+(#[^\s#].*)", lines[key_node.start_mark.line])):
                bad(
                    "lost",
                    key_node.start_mark,
                    f"“{lost[1]}” bị coi là ghi chú vì bắt đầu bằng dấu #, nên mục này trống",
                    "đặt giá trị trong dấu nháy",
                )
    if problems:
        raise Unreadable(*problems)
    return values


_IN_VIETNAMESE = {
    "tieu de": "title",
    "ten bai": "title",
    "ngay": "date",
    "ngay dang": "published",
    "tac gia": "author",
    "nguon": "publisher",
    "bao": "publisher",
    "dia chi": "url",
    "lien ket": "url",
    "nguoi phat bieu": "speakers",
    "nghi quyet": "resolutions",
    "van ban": "documents",
    "ten": "name",
    "chuc vu": "office",
    "chuc danh": "office",
    "so": "number",
    "so hieu": "number",
    "co quan": "issuer",
    "loai": "kind",
    "bo": "exclude",
    "loai tru": "exclude",
    "ghi chu": "note",
    "ngay lay": "retrieved",
    "cung la": "also",
    "con goi": "also",
    "vi sao": "why",
    "ly do": "why",
    "nguoi ghi": "by",
    "ai ghi": "by",
    "ngay ghi": "on",
    "bai": "articles",
    "trong bai": "articles",
    "dia phuong": "locality",
    "trich yeu": "title",
}
"""What somebody may write who doesn't know our keys."""


def nearest(key: str, keys: Iterable[str]) -> str | None:
    """The valid key that was probably meant, or None."""
    near = difflib.get_close_matches(key.lower(), keys, 1, 0.5)
    meant = _IN_VIETNAMESE.get(" ".join(fold(key).split()))
    return meant if meant in keys else near[0] if near else None


def records(name: str, text: str, key: str, want: Mapping) -> tuple[EditorValue, ...]:
    """A YAML file that is a list of records with the keys of ``want`` → those records. Raises :class:`Unreadable`."""
    root, bad, problems = compose(name, text, want)
    found = () if root is None else _value(key, want, root, bad, 1)
    if problems:
        raise Unreadable(*problems)
    return found or ()


def _is_null(node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "~", "null", "Null", "NULL")


def _value(key: str, want, node, bad, first_line: int):
    """One node as its key wants it: None, a string, or a tuple of :class:`EditorValue`."""
    if _is_null(node):
        return None
    if isinstance(want, Mapping) or want == "list":
        if not isinstance(node, yaml.SequenceNode):
            remedy = (
                f"xuống dòng rồi viết: - {mistakes.cut(' '.join(node.value.split()))}"
                if isinstance(node, yaml.ScalarNode)
                else "thêm dấu gạch ở đầu dòng: “- …”"
            )
            bad(
                "not-a-list",
                node.start_mark,
                f"mục “{key}” phải là danh sách, mỗi giá trị một dòng bắt đầu bằng dấu gạch",
                remedy,
            )
            return ()
        return tuple(
            EditorValue(
                _item(key, want, item, bad, first_line), item.start_mark.line + first_line, item.start_mark.column + 1
            )
            for item in node.value
        )
    if not isinstance(node, yaml.ScalarNode):
        bad(
            "not-text",
            node.start_mark,
            f"mục “{key}” phải là một giá trị, không phải danh sách",
            "viết giá trị trên cùng một dòng",
        )
        return None
    text = " ".join(node.value.split())
    if want == "date" and not (DATE.fullmatch(text) and possible(text)):
        meant = mistakes.meant_day(text)
        remedy = (
            f"viết năm-tháng-ngày: {meant}"
            if DATE.fullmatch(meant) and possible(meant)
            else "viết 2024-03-05, 2024-03, 2024, hoặc XXXX-11-17 khi không rõ năm"
        )
        bad(
            "bad-date",
            node.start_mark,
            f"lịch không có ngày “{text}”"
            if DATE.fullmatch(text)
            else f"“{text}” không phải ngày viết theo cách máy hiểu",
            remedy,
        )
    if want == "url" and not re.fullmatch(r"https?://[^\s<>\"']+", text):
        bad(
            "bad-url",
            node.start_mark,
            f"“{text}” không phải địa chỉ trang",
            "địa chỉ bắt đầu bằng https:// hoặc http://",
        )
    return text


def _item(key: str, want, node, bad, first_line: int):
    """An entry of a list: a string, or a record with the keys of ``want``."""
    if isinstance(node, yaml.ScalarNode):
        text = None if _is_null(node) else " ".join(node.value.split())
        if not text:
            bad("empty-item", node.start_mark, f"mục “{key}” có một dòng trống", "bỏ dòng ấy đi")
        if want == "list":
            return text
        return {
            "number" if "number" in want else "name": EditorValue(
                text, node.start_mark.line + first_line, node.start_mark.column + 1
            )
        }
    if want == "list" or not isinstance(node, yaml.MappingNode):
        bad("bad-item", node.start_mark, f"mục “{key}”: mỗi dòng phải là một giá trị", "ví dụ: “- 03-NQ/TU”")
        return None
    record = {}
    if (
        "office" in want
        and len(node.value) == 1
        and isinstance(node.value[0][0], yaml.ScalarNode)
        and nearest(node.value[0][0].value, want) is None
    ):
        who, what = node.value[0]
        office = f", dòng dưới: office: {what.value}" if isinstance(what, yaml.ScalarNode) and what.value else ""
        bad(
            "missing", node.start_mark, f"mục “{key}”: tên người đứng sau “name:”", f"viết: - name: {who.value}{office}"
        )
        return None
    for sub_node, value in node.value:
        sub = sub_node.value if isinstance(sub_node, yaml.ScalarNode) else "?"
        if sub in record:
            bad("twice", sub_node.start_mark, f"mục con “{sub}” có hai lần", "giữ lại một dòng")
            continue
        if sub not in want:
            near = nearest(sub, want)
            bad(
                "unknown-key",
                sub_node.start_mark,
                f"“{key}” không có mục con “{sub}”",
                f"có phải “{near}”?" if near else "dùng: " + ", ".join(want),
            )
            continue
        record[sub] = EditorValue(
            _value(f"{key}.{sub}" if key in KEYS else sub, want[sub], value, bad, first_line),
            value.start_mark.line + first_line,
            value.start_mark.column + 1,
        )
    needed = "number" if "number" in want else "name"
    if not (needed in record and record[needed].value):
        bad("missing", node.start_mark, f"mục “{key}” thiếu “{needed}”", f"thêm dòng “{needed}: …”")
    return record


def possible(edtf: str) -> bool:
    """Whether the calendar has such a day or month; an unknown year is taken for a leap year."""
    year, *rest = edtf.split("-")
    if not rest:
        return True
    month = int(rest[0])
    if not 1 <= month <= 12:
        return False
    if len(rest) == 1:
        return True
    leap = year == "XXXX" or (int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0))
    return 1 <= int(rest[1]) <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
