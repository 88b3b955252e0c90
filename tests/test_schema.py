"""The JSON Schema that editing programs use says what the reader accepts."""

import json
import re

import pytest
import yaml
from sourcepages import corrections, frontmatter, schema
from sourcepages.build import build
from sourcepages.models import Unreadable
from test_bad_input import FRONT


def test_every_build_writes_them(tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a.txt").write_text("Tin xã.")
    build(tmp_path / "s", tmp_path / "d")
    assert {
        p.relative_to(tmp_path / "d").as_posix(): p.read_bytes() for p in (tmp_path / "d" / "schema").iterdir()
    } == schema.files()


def test_every_key_is_there_and_no_other():
    made = schema.schemas()
    assert list(made["article.schema.json"]["properties"]) == list(frontmatter.KEYS)
    assert list(made["people.schema.json"]["items"]["properties"]) == list(corrections.KEYS[corrections.PEOPLE])
    assert list(made["documents.schema.json"]["items"]["properties"]) == list(corrections.KEYS[corrections.DOCUMENTS])


def allowed(value, rule: dict) -> bool:
    """As much of JSON Schema as ours uses."""
    if "anyOf" in rule:
        return any(allowed(value, one) for one in rule["anyOf"])
    kinds = rule.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    names = {
        dict: "object",
        list: "array",
        str: "string",
        bool: "boolean",
        int: "integer",
        float: "number",
        type(None): "null",
    }
    mine = {names[type(value)]} | ({"number"} if type(value) is int else set())
    if kinds and not mine & set(kinds):
        return False
    if isinstance(value, str) and "pattern" in rule and not re.search(rule["pattern"], value):
        return False
    if isinstance(value, list):
        return all(allowed(item, rule.get("items", {})) for item in value)
    if isinstance(value, dict):
        properties = rule.get("properties", {})
        return set(rule.get("required", ())) <= set(value) <= set(properties) and all(
            allowed(v, properties[k]) for k, v in value.items()
        )
    return True


GOOD = ["title: A", "date: 2024", "date: '2024-03'", "date: XXXX-11-17", "date:", "url: https://a.vn/x",
        "speakers: [A B]", "speakers:\n- name: A\n  office: B",
        "resolutions: [03-NQ/TU]", "documents:\n- kind: Kế hoạch\n  number: '5'", "exclude: [A]", "note: x",
        "author: ~"]  # fmt: skip


class Plain(yaml.SafeLoader):
    """YAML as JSON sees it: days stay strings."""


Plain.yaml_implicit_resolvers = {
    k: [r for r in v if not r[0].endswith("timestamp")] for k, v in Plain.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("text", GOOD)
def test_what_is_accepted_here_is_accepted_there(text):
    frontmatter.parse("a.txt", text, 2)
    assert allowed(yaml.load(text, Plain), schema.schemas()["article.schema.json"])


@pytest.mark.parametrize(
    "text",
    [
        t
        for t, _, _, code, _ in FRONT
        if code in ("unknown-key", "bad-date", "not-text", "not-a-list", "bad-url", "missing")
        and "02-29" not in t
        and "<<" not in t
    ],
)
def test_what_is_refused_here_is_refused_there(text):
    block = text.split("---\n")[1]
    with pytest.raises(Unreadable):
        frontmatter.parse("a.txt", block, 2)
    assert not allowed(yaml.load(block, Plain), schema.schemas()["article.schema.json"])


def test_the_files_are_json_schema():
    for data in schema.files().values():
        assert json.loads(data)["$schema"] == schema.DIALECT
