#!/usr/bin/env python3
"""Throws made-up and broken articles at read → find → resolve → render and checks what must always hold.

    python tests/fuzz.py 100000              # so many inputs, on every core
    python tests/fuzz.py --case 4711         # one of them again, cut down to what breaks
    python tests/fuzz.py --seed 2 1000000    # others

Invariants: no exception but Unreadable; every quote stands in the text at its place; every span lies inside the text;
the words of the page are the words of the source, in order; the front matter is YAML that reads back; the data record
is JSON that reads back. Some inputs are built together too, as one site. An input is made from its seed and number
alone, so that a failure can be repeated anywhere.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import signal
import sys
import time
import traceback
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "scripts")]
import fast_markdown  # noqa: E402
import lxml.html  # noqa: E402
import markdown  # noqa: E402
import yaml  # noqa: E402
from sourcepages import datafiles, library, near, render, report, tables  # noqa: E402
from sourcepages.build import convert, evidence_of, plan  # noqa: E402
from sourcepages.models import Article, Unreadable  # noqa: E402
from sourcepages.render import article as article_page  # noqa: E402
from sourcepages.render import context  # noqa: E402

SECONDS = 60
"""An input that takes more of the processor's time hangs; of the clock's it may take more where others work, too."""
WHOLE = 50
"""Every so many inputs the whole set of pages is made, with hubs and pictures."""
TOGETHER, SITE = 500, 12
"""Every so many inputs, so many of them are one site: people and documents across articles, search, data, report."""

WORDS = """
Nguyễn Văn Thử|Trần Thị Mẫu|Lê Mẫu|Phạm Hoà|Hoàng Đức Ví Dụ|ông Thử|bà Mẫu|Ông|Bà|Đồng chí|đồng chí Ví|anh Thử|TS. Lê Mẫu|Thiếu tướng Trần Thử|H'Mẫu Niê|
Bí thư Tỉnh ủy|Chủ tịch UBND tỉnh|Phó Giám đốc Sở Y tế|Ủy viên Trung ương Đảng|Bộ trưởng Bộ Công an|Trưởng Ban Tuyên giáo|Đại tá, Phó Cục trưởng|Chủ tịch HĐND xã Mẫu|
nhấn mạnh|khẳng định|cho biết|yêu cầu|nêu rõ|đề nghị|phát biểu tại hội nghị|Theo|Cũng theo|chia sẻ:|nói:|: “|cho rằng|chủ trì|trao|ký|cho hay, |kết luận|
Nghị quyết số 03-NQ/TU|Nghị quyết 16|các Nghị quyết số 57, 59, 66 hoặc 80|120/NQ-CP|30/2020/NĐ-CP|91/2015/QH13|Kế hoạch số 540-KH/TU|NQ số 3|Nghị quyết Trung ương 4 khóa XII|
Quyết định số 3 năm liền|Chương trình 135|Luật số 01|số 08 năm 2019|1656/NQ-UBTVQH15|1234/UBND-KT|122018NĐCP|của Bộ Chính trị|của Tỉnh ủy Quảng Ninh|Chỉ thị 05-CT/TW|Công văn số|
ngày 17/11|Chiều 5/3|07/03/2024 - 06:00|(GMT+7)|tháng 3/2024|ngày 05 tháng 02 năm 2024|hôm qua (5/3)|5, 6, 7/3|từ 1/1 đến 31/3/2026|giai đoạn 2021-2025|nhiệm kỳ 2020 – 2025|31/02/2023|
ngày 99/99/9999|quý III/2024|năm 0000|Thứ Hai|29/2|ngày 30 tháng 2|Sáng qua|sáng nay, 5/3|17.11.2025|0/0/0|
Ảnh: Lê Mẫu|(Ảnh: TTXVN)|Nguồn: Báo Thử|Theo TTXVN|PV|(t/h)|https://a.example/x?y=(z)|a@b.example|>>> Xem thêm|Chia sẻ|IMG_20240306.jpg|Tin liên quan|Bài, ảnh:|(Tổng hợp)|VOV.VN -|
Quảng Ninh|Hà Nội|TP. Hồ Chí Minh|xã Mẫu|huyện Ví Dụ|Thừa Thiên Huế|Bà Rịa - Vũng Tàu|kinh tế - xã hội|hội nghị|triển khai|nhân dân|và|của|tại|, |. |; |: |! |? |… |...|.|-|–|—
""".replace("\n", "").split("|")
MARKUP = """
# |## |* |_|**|`|```|[x](y)|![x](y)|[x]: y|<script>alert(1)</script>|</p>|<!-- |-->|&amp;|&#60;|&|<|>|{{ x }}|{% raw %}|{#id}|{: .x }|{: #dau-trang }|---|--- |***|===|    |\t|1. |- |+ |> |~~~|a \\| b|
:   |\\|*[X]: y|[^1]|[^1]: |$$|\\(|: |- a: b|!!python/object|&a *a|'|"|“|”|‘|’|«|»|(|)|[|]|{|}|@|%|^|~|=|+|/|\\|~~|<a href=x>|<b|</|]]>|<![CDATA[|<?php|http://|{.x}|(#|](|<span id=toan-van>
""".strip("\n").split("|")
ODD = [
    "\u0000",
    "\u0001",
    "\u001b[31m",
    "\u007f",
    "\u0085",
    "\u00a0",
    "\u00ad",
    "\u0300",
    "\u0301\u0323",
    "\u200b",
    "\u200d",
    "\u200e",
    "\u202e",
    "\u2028",
    "\u2029",
    "\u2066",
    "\u3000",
    "\ufeff",
    "\ufffd",
    "\ufffe",
    "\uffff",
    "\ue000",
    "\U0001f600",
    "\U000e0041",
    "\U0010ffff",
    "\ud7a3",
    "\u1100\u1161",
    "İ",
    "ı",
    "ß",
    "ﬁ",
    "ſ",
    "K",
    "Å",
    "\u0130\u0307",
    "đ",
    "Đ",
    "Ð",
    "oà",
    "òa",
    "\u1ea1",
    "a\u0323",
    "ε",
    "中",
    "٣",
    "²",
    "Ⅳ",
    "½",
    "𝟎",
    "\r",
    "\r\n",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1f",
    "\n\n",
    "\n \n",
    " " * 30,
    "A" * 300,
    "\u0300" * 50,
]
KEYS = [
    "title",
    "date",
    "published",
    "author",
    "publisher",
    "url",
    "retrieved",
    "original_title",
    "speakers",
    "resolutions",
    "documents",
    "exclude",
    "note",
    "titel",
    "a b",
    "<<",
    "? x",
]
VALUES = ["A", "2024-03-05", "XXXX-11-17", "hôm qua", "~", "''", "[03-NQ/TU]", "[Nguyễn Văn Thử]",
          "\n- name: Lê Mẫu\n  office: Bí thư", "\n- number: '16'\n  issuer: X\n  date: '2024'", "[", "{a: b}",
          "https://a.example/x", "'x: y'", "&a b", "*a", "!!str x", "|\n  nhiều\n  dòng", "no", "01", "12:30", "\n- \n",
          "[[a]]", "Nguyễn Văn Thử: x", "\"\\u0000\"", "#", "- a"]  # fmt: skip


def text_of(rng: random.Random) -> str:
    """An article that may look like one, or not."""
    plain = rng.random() < 0.5
    blocks = []
    for _ in range(rng.choice((1, 2, 3, 4, 6, 9))):
        parts = []
        for _ in range(rng.choice((1, 2, 4, 8, 14))):
            pool = WORDS if plain or rng.random() < 0.75 else MARKUP if rng.random() < 0.6 else ODD
            parts.append(rng.choice(pool))
            parts.append(" " if rng.random() < 0.85 else rng.choice(("", "", ", ", ". ", "\n", " - ")))
        blocks.append("".join(parts))
    return rng.choice(("\n\n", "\n", "\r\n", "\n \n")).join(blocks)


def mutated(rng: random.Random, text: str) -> str:
    """A few changes a crawler, an editor or an enemy might make."""
    for _ in range(rng.choice((0, 0, 1, 2, 5))):
        at = rng.randrange(len(text) + 1)
        length = rng.choice((1, 3, 20))
        kind = rng.randrange(7)
        if kind == 0:
            text = text[:at] + text[at + length :]
        elif kind == 1:
            text = text[:at] + text[at : at + length] * rng.choice((2, 3, 40)) + text[at:]
        elif kind == 2:
            text = text[:at] + rng.choice(ODD) + text[at:]
        elif kind == 3:
            text = text[:at] + rng.choice(MARKUP) + text[at:]
        elif kind == 4:
            text = (
                text[:at]
                + unicodedata.normalize(rng.choice(("NFD", "NFKD")), text[at : at + length * 9])
                + text[at + length * 9 :]
            )
        elif kind == 5:
            text = (
                text[:at]
                + rng.choice((str.upper, str.lower, str.title))(text[at : at + length * 9])
                + text[at + length * 9 :]
            )
        else:
            text = (
                text[:at]
                + chr(
                    rng.choice(
                        (
                            rng.randrange(0x20, 0x250),
                            rng.randrange(0x300, 0x370),
                            rng.randrange(0x1E00, 0x2100),
                            rng.randrange(0xE000),
                        )
                    )
                )
                + text[at:]
            )
    return text


def make(seed: int, number: int) -> bytes:
    """Input ``number`` of a run."""
    rng = random.Random(f"{seed}:{number}")
    text = mutated(rng, text_of(rng))
    if rng.random() < 0.2:
        head = "".join(f"{rng.choice(KEYS)}: {rng.choice(VALUES)}\n" for _ in range(rng.randrange(5)))
        text = mutated(rng, f"---\n{head}---\n") + text if rng.random() < 0.2 else f"---\n{head}---\n{text}"
    data = text.encode(
        rng.choice(("utf-8",) * 20 + ("utf-8-sig", "utf-16", "cp1258")), "replace" if rng.random() < 0.98 else "ignore"
    )
    if rng.random() < 0.03:
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(len(data) + 1)
            data = data[:at] + bytes([rng.randrange(256)]) * rng.choice((0, 1, 1, 5)) + data[at + rng.randrange(3) :]
    return data


@cache
def rules() -> tables.Tables:
    return tables.load()


@cache
def real_markdown() -> markdown.Markdown:
    return markdown.Markdown(extensions=["attr_list", "def_list", "tables", "fenced_code"])


def check(data: bytes, whole: bool = False) -> str:
    """Raises what is broken; "refused" or "article"."""
    try:
        article = convert("bài.txt", data, "bai", rules())
    except Unreadable as err:
        assert err.diagnostics  # noqa: PT017
        assert all(d.message and d.source == "bài.txt" for d in err.diagnostics)  # noqa: PT017
        return "refused"
    text = article.source.text
    for found in evidence_of(article):
        assert 0 <= found.start < found.end <= len(text), found
        assert 1 <= found.paragraph <= len(article.source.paragraphs), found
    for span in (*article.layout.segments, *article.layout.sentences, *article.statements):
        assert 0 <= span.start < span.end <= len(text), span
    assert json.loads(json.dumps(datafiles.record(article)))["text"] == text
    made = library.compose([article])
    known = context.prepare(made)
    page = article_page.page(article, known)
    words_of_the_page(article, page)
    if whole:
        for path, page in render.pages(made):
            assert path.isascii()
            if page.startswith("---\n"):
                yaml.load(page[4 : page.index("\n---\n")], Loader=yaml.CSafeLoader)
        for path, _ in datafiles.files(made):
            assert path.isascii()
    return "article"


def together(seed: int, number: int) -> None:
    """Builds :data:`SITE` inputs from ``number`` on as one site; raises what is broken."""
    articles = []
    for at in range(number, number + SITE):
        with contextlib.suppress(Unreadable):
            articles.append(convert(f"bài-{at}.txt", make(seed, at), f"bai-{at}", rules()))
    made = library.compose(articles)
    found = report.doubts(made) + report.near_duplicates(near.pairs((a.source.name, a.shingles) for a in articles))
    report.details(articles, found)
    for path, data in plan(made, found).items():
        assert path.isascii()
        if path.endswith(".md") and data.startswith(b"---\n"):
            text = data.decode()
            yaml.load(text[4 : text.index("\n---\n")], Loader=yaml.CSafeLoader)


def words_of_the_page(article: Article, page: str) -> None:
    front, _, body = page.removeprefix("---\n").partition("\n---\n")
    assert yaml.load(front, Loader=yaml.CSafeLoader) == article_page.summary(article), "front matter"
    shown = fast_markdown.render(body, str)  # None: something for Python-Markdown itself
    root = lxml.html.fragment_fromstring(
        shown.html if shown else real_markdown().reset().convert(body), create_parent="div"
    )
    assert not any(e.tag in ("script", "style", "iframe", "img", "form") for e in root.iter()), "markup smuggled in"
    by_id = {e.get("id"): e for e in root.iter() if e.get("id")}
    for paragraph in article.source.paragraphs:
        element = by_id[paragraph.anchor]
        for link in element.find_class("sp-permalink"):
            link.drop_tree()
        assert (
            element.text_content().split()
            == article.source.text[paragraph.start : paragraph.end]
            .replace("\ufffe", "\ufffd")
            .replace("\uffff", "\ufffd")
            .split()
        ), "words"
    wanted = [p.anchor for p in article.source.paragraphs]
    kept = set(wanted)
    assert [i for i in (e.get("id") for e in root.iter()) if i in kept] == wanted, "order"


def broken(data: bytes, whole: bool = False) -> str:
    """What is broken, "" if nothing: the last line of the traceback and where."""
    return _broken(lambda: check(data, whole))


def _broken(run: Callable) -> str:
    try:
        run()
    except Exception as err:
        frames = traceback.extract_tb(err.__traceback__)
        where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames[-1:-4:-1])
        return f"{type(err).__name__}: {str(err)[:150]} [{where}]"
    return ""


def smaller(data: bytes, whole: bool = False) -> bytes:
    """The input without what isn't needed to break it in the same way."""
    wanted = broken(data, whole).rpartition("[")[2]
    size = max(1, len(data) // 2)
    deadline = time.monotonic() + 60
    while size and time.monotonic() < deadline:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + size :]
            if broken(shorter, whole).rpartition("[")[2] == wanted and wanted:
                data = shorter
            else:
                at += size
        size //= 2
    return data


def _hangs(*_):
    raise TimeoutError(f"longer than {SECONDS} s of the processor")


def some(job: tuple[int, int, int]) -> tuple[int, int, list[tuple[int, str]]]:
    """(inputs, articles among them, failures) of one piece of the run."""
    seed, first, last = job
    signal.signal(signal.SIGPROF, _hangs)
    failures, articles = [], 0
    for number in range(first, last):
        data = make(seed, number)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            if problem := broken(data, number % WHOLE == 0):
                failures.append((number, problem))
            else:
                articles += 1
            if number % TOGETHER == 0 and (problem := _broken(lambda number=number: together(seed, number))):
                failures.append((number, f"together: {problem}"))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return last - first, articles, failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=100_000, help="how many inputs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--case", type=int, help="repeat one input")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    if args.case is not None:
        data = make(args.seed, args.case)
        whole = args.case % WHOLE == 0
        print(
            broken(data, whole)
            or (_broken(lambda: together(args.seed, args.case)) if args.case % TOGETHER == 0 else "")
            or "nothing broken"
        )
        print(repr(smaller(data, whole).decode("utf-8", "backslashreplace")) if broken(data, whole) else repr(data))
        return 0
    started, done, kinds = time.monotonic(), 0, {}
    jobs = [
        (args.seed, at, min(at + 500, args.first + args.count))
        for at in range(args.first, args.first + args.count, 500)
    ]
    with multiprocessing.Pool(args.jobs) as pool:
        for count, _, failures in pool.imap_unordered(some, jobs):
            done += count
            for number, problem in failures:
                key = problem.rpartition("[")[2]
                kinds.setdefault(key, []).append(number)
                if len(kinds[key]) == 1:
                    print(f"case {number}: {problem}", flush=True)
            if done % 50_000 < 500:
                print(
                    f"{done} inputs, {time.monotonic() - started:.0f} s, {sum(map(len, kinds.values()))} failures "
                    f"of {len(kinds)} kinds",
                    flush=True,
                )
    print(
        f"{done} inputs in {time.monotonic() - started:.0f} s: {sum(map(len, kinds.values()))} failures of "
        f"{len(kinds)} kinds"
    )
    return bool(kinds)


if __name__ == "__main__":
    sys.exit(main())
