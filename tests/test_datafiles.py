"""The data files: every value stands in the text where it says it does."""

import csv
import io
import json

from sourcepages import datafiles, library, tables
from sourcepages.build import convert

TEXT = "Họp báo ở Lam Sơn\n\nNgày 12/3/2031, ông Trần Văn Thử cho biết đã có Kế hoạch số 15-KH/TU và Nghị quyết số 59-NQ/TW của Bộ Chính trị.\n"


def files(**texts):
    rules = tables.load()
    articles = [convert(f"{name}.txt", text.encode(), name, rules) for name, text in texts.items()]
    return dict(datafiles.files(library.compose(articles)))


def spans(value):
    if isinstance(value, dict):
        if {"quote", "start", "end"} <= set(value):
            yield value
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def test_every_quote_stands_at_its_offsets_in_the_text_of_its_line():
    made = files(a=TEXT, b="😀 " + TEXT)
    rows = [
        json.loads(line)
        for path, data in made.items()
        if path.endswith(".jsonl")
        for line in data.decode().splitlines()
    ]
    found = [(row, span) for row in rows for span in spans(row)]
    assert len(found) >= 8
    assert all(row["text"][s["start"] : s["end"]] == s["quote"] for row, s in found)
    assert all(s["rule"] and s["paragraph"] >= 1 for _, s in found)


def test_a_file_a_year_and_an_index_with_counts_and_hashes():
    import hashlib

    made = files(
        a="---\ndate: 2030-01-02\n---\nBài một.",
        b="---\ndate: XXXX-11-17\n---\nBài hai.",
        c="---\ndate: '2030'\n---\nBài ba.",
    )
    index = json.loads(made["du-lieu/index.json"])
    assert [(f["file"], f["articles"]) for f in index["files"]] == [("2030.jsonl", 2), ("khong-ro-nam.jsonl", 1)]
    for entry in index["files"]:
        data = made["du-lieu/" + entry["file"]]
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])


def test_no_file_grows_without_bound_and_one_article_more_touches_its_own_alone(monkeypatch):
    monkeypatch.setattr(datafiles, "LIMIT", 4)
    texts = {f"b{number}": f"Bài số {number}." for number in range(30)}
    before = files(**texts)
    lines = {path: data.decode().splitlines() for path, data in before.items() if path.endswith(".jsonl")}
    assert max(map(len, lines.values())) <= 4
    assert sorted(json.loads(line)["url"] for rows in lines.values() for line in rows) == sorted(
        f"bai-viet/{name}/" for name in texts
    )
    assert {path.replace(".jsonl", ".csv") for path in lines} <= before.keys()
    for number in range(30, 40):
        texts[f"b{number}"] = "Thêm một bài."
        after = files(**texts)
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        assert len(changed) <= 7, changed  # a file parted in two, with its table, and the index
        before = after


def test_the_spreadsheet_holds_no_formula():
    made = files(a="---\ntitle: '=HYPERLINK(\"x\")'\nauthor: '@ai'\n---\nBài.")
    rows = list(csv.DictReader(io.StringIO(made["du-lieu/khong-ro-nam.csv"].decode("utf-8-sig"))))
    assert rows[0]["title"] == '\'=HYPERLINK("x")'
    assert rows[0]["author"] == "'@ai"
