"""The front matter's keys and those of the correction files as JSON Schema, for editing programs to complete and check.

Made from :data:`frontmatter.KEYS` and :data:`corrections.KEYS`, the one place where the keys stand; every build puts
them into ``docs/schema/``, and the site has them. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from . import corrections, frontmatter

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE = r"^(\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}|XXXX-\d\d-\d\d|XXXX-\d\d)$"
ABOUT = {
    "title": "nhan đề; của văn bản: trích yếu",
    "original_title": "nhan đề của bài gốc, khi bài này thuật lại",
    "date": "ngày của sự việc: 2024-03-05, 2024-03, 2024, hoặc XXXX-11-17",
    "published": "ngày đăng",
    "author": "tác giả",
    "publisher": "nơi đăng",
    "url": "địa chỉ bài gốc",
    "retrieved": "ngày chép bài về",
    "speakers": "danh sách người phát biểu, thay cho danh sách máy tìm",
    "resolutions": "danh sách nghị quyết, thay cho danh sách máy tìm",
    "documents": "danh sách văn bản có số khác",
    "exclude": "tên người hay số văn bản máy nhận nhầm",
    "note": "ghi chú cho người biên tập",
    "name": "họ tên như in trong bài",
    "office": "chức vụ như in trong bài",
    "number": "số hiệu",
    "issuer": "cơ quan ban hành",
    "kind": "loại văn bản",
    "also": "những cách gọi khác của cùng một người, một văn bản",
    "articles": "chỉ trong những bài này",
    "why": "vì sao",
    "by": "ai ghi",
    "on": "ghi ngày nào",
    "locality": "địa phương ban hành",
}
"""What completion shows beside a key."""


def schemas() -> dict[str, dict]:
    """File name → schema."""
    return {
        "article.schema.json": {
            "$schema": DIALECT,
            "title": "Phần khai báo ở đầu tệp bài",
            "type": ["object", "null"],
            "additionalProperties": False,
            "properties": {key: _property(key, want) for key, want in frontmatter.KEYS.items()},
        },
        "people.schema.json": _entries(corrections.PEOPLE, "_people.yml: gộp và tách người"),
        "documents.schema.json": _entries(corrections.DOCUMENTS, "_documents.yml: gộp và tách văn bản"),
    }


def _entries(file: str, title: str) -> dict:
    keys = corrections.KEYS[file]
    item = {
        "type": "object",
        "additionalProperties": False,
        "required": [next(iter(keys)), "why"],
        "properties": {k: _property(k, w) for k, w in keys.items()},
    }
    return {"$schema": DIALECT, "title": title, "type": ["array", "null"], "items": item}


def _property(key: str, want) -> dict:
    made: dict = {"description": ABOUT[key]}
    if isinstance(want, Mapping):
        record = {
            "type": "object",
            "additionalProperties": False,
            "required": ["number" if "number" in want else "name"],
            "properties": {sub: _property(sub, kind) for sub, kind in want.items()},
        }
        return made | {"type": ["array", "null"], "items": {"anyOf": [{"type": "string"}, record]}}
    if want == "list":
        return made | {"type": ["array", "null"], "items": {"type": "string"}}
    if want == "date":  # YAML programs read 2024 as a number
        return made | {"anyOf": [{"type": "string", "pattern": DATE}, {"type": "integer"}, {"type": "null"}]}
    if want == "url":
        return made | {"type": ["string", "null"], "pattern": r"^https?://[^\s<>\"']+$"}
    return made | {"type": ["string", "number", "boolean", "null"]}


def files() -> dict[str, bytes]:
    """Path below docs → the schema as JSON."""
    return {
        f"schema/{name}": (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
        for name, schema in schemas().items()
    }
