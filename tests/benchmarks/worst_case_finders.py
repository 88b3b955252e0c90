#!/usr/bin/env python3
"""The worst texts for what reads an article: is the work linear in their length?

    python tests/benchmarks/worst_case_finders.py [--characters 1000000] [--only WORDS]

Two kinds of text. A unit on which one pattern tries hardest, repeated in a single sentence, which the finders get as it
is; and texts of many people, documents, quotations or paragraphs, which go the way of an article, from layout to the
values. For each stage that takes a tenth of a second or more: seconds for the whole length, and how often those of half
of it – about 2 where the work is linear, 4 where it is quadratic. From 3 on it is marked.
"""

import argparse
import gc
import itertools
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from sourcepages import dates, documents, layout, near, read, resolve, speakers, statements, tables
from sourcepages.build import check_evidence
from sourcepages.models import Layout, Segment, Span

UNITS = [
    "1, ", "1 và 2, ", "5/3 ", "5/3/2024 - ", "ngày 5/3 của Bộ ", "thứ hai 5/3, sẽ ", "tháng 1, 2, 3, ", "07:00 ",
    "hôm nay hôm nay ",
    "năm 2020 đến năm ", "2021-2025 ", "số 1 ", "số 12-NQ/TU, ", "1/2021/QĐ-", "A-B-", "12 ABC - ", "Nghị quyết 1, 2, ",
    "“Nghị quyết 1 ",
    "Nghị quyết số mười ", "nghị quyết hội nghị lần thứ ", "quyết định của quyết định của ",
    "Quyết định 12/QĐ-UBND của UBND tỉnh ",
    "UBND tỉnh đã ban hành ", "Ban Thường vụ Tỉnh ủy và ", "đã ký ký ban hành ", "luật a b c số ",
    "Quyết định số 1 do ông A ", "năm 2012 a b ",
    "Thông tư của Bộ Y tế số ", "1", "a",
    "nói ", "phát biểu ", "Mẫu nói ", "Ông Mẫu nói ", "theo ông ", "theo Mẫu, ", "“a” nói ", "Mẫu: “a” ", "Giám đốc ",
    "Phó Giám đốc và ", "Mẫu, ", "Mẫu và ", "Lê Mẫu - ", "ông Mẫu (a) ",
    "khách hàng tên Mẫu ", "chuyên gia đến từ Mẫu ", "Lê thị Mẫu ", "vợ người ", "A.Mẫu-", "của ",
]  # fmt: skip

HEAD = "Bà Trần Thị Thử, Giám đốc Sở Y tế, cho biết lúa chín. "
"""Somebody speaks: what comes after may be hers."""
REPEATED = [
    "“Lúa chín. Ngày 5/3 họp.” ", "“Lúa chín. ", "Ông An nói: “Tốt.” ", "Ông An nói: “Tốt. ", "Lúa chín. ",
    "Bà Trần Thị Thử nói lúa chín.\n", "Ông Lê Văn Mẫu nói. Bà Trần Thị Thử nói. ", "Lãnh đạo Sở Y tế cho biết lúa. ",
    "Đại diện Sở Y tế nói thôi. ", "Theo bà Thử, lúa chín. ", "Bà Thử, ", "Bà nói thêm. ", "Giám đốc Sở Y tế nói. ",
    "Tại hội nghị, ", "Về giá lúa cũ, một số, ", "ông Lê Văn Mẫu, người đã nói, ", "Như Theo Như Theo ", "Trước đó, ",
    "\n- Thưa bà, vì sao?\n- Vì thế tôi.\n", "\nBà Trần Thị Thử, Giám đốc\n\nThưa bà, vì sao?\n\nVì thế.\n\n", "\n- ",
    "“Chúng tôi chờ lâu lắm rồi ai cũng mong”. Bà Trần Thị Thử nói tại ", "“", '" ', "” ", "“a” ", "“a ", "(", ") ",
    "lúa chín ", "Ngày 5/3, ", "Chiều 5/3/2024, họp. ", "Theo Nghị quyết số 12-NQ/TU. ", "Nghị quyết 12. ", "Ảnh: Lê Mẫu\n",
    "12/04/2023 - 07:30\n", "LÊ MẪU\n", "Lúa chín sớm\n", "(Tin Mới) - ", "TTXVN ", "Vụ 1. ", "a.b.", "1. ", "- a\n", "...",
]  # fmt: skip
SYLLABLES = "An Bình Cầu Dần Đông Giang Hòa Kim Lâm Mai Nam Oanh Phú Quý Sen Tâm Út Vân Xuân Yên".split()


def names() -> Iterator[str]:
    """Names of people, all of them different."""
    for count in itertools.count(2):
        for given in itertools.product(SYLLABLES, repeat=count):
            yield f"Lê {' '.join(given)}"


def filled(sentence: Callable[[int, str], str], size: int) -> str:
    """Sentences made of a number and a name each, up to ``size`` characters."""
    made, length = [], 0
    for number, name in enumerate(names(), 1):
        made.append(sentence(number, name))
        length += len(made[-1])
        if length > size:
            return "".join(made)[:size]
    raise AssertionError


FILLED: dict[str, Callable[[int, str], str]] = {
    "speakers": lambda _, name: f"Ông {name} cho biết lúa chín. ",
    "speakers with offices": lambda n, name: f"Bà {name}, Giám đốc Sở Y tế tỉnh Số {n}, nhấn mạnh lúa chín. ",
    "speakers, a paragraph each": lambda _, name: f"Ông {name} cho biết lúa chín.\n",
    "quoted speakers": lambda _, name: f"“Lúa chín”, ông {name} nói. ",
    "people named": lambda _, name: f"{name}, ",
    "speakers and who they are": lambda _, name: f"Ông {name} nói. Ông cho biết thêm. Ông {name.split()[-1]} nói. ",
    "people of one given name": lambda n, name: f"Ông {name} An nói. Ông An nói. ",
    "numbers": lambda n, _: f"Nghị quyết số {n}-NQ/TU. ",
    "numbers in one sentence": lambda n, _: f"Nghị quyết số {n}-NQ/TU, ",
    "numbers and issuers": lambda n, name: f"Quyết định số {n}/QĐ-UBND của UBND xã {name}. ",
    "short numbers": lambda n, _: f"Nghị quyết {n}. Nghị quyết số {n}-NQ/TU. ",
    "dates": lambda n, _: f"Ngày {n % 28 + 1}/{n % 12 + 1}/{1000 + n % 1000}, họp. ",
    "words": lambda n, name: f"{name.lower()} {n} ",
    "headings": lambda n, name: f"Chuyện của {name}\n\nLúa chín {n}.\n\n",
}


def texts(size: int) -> Iterator[tuple[str, str]]:
    """(what it is, the text) of about ``size`` characters."""
    for unit in REPEATED:
        yield repr(unit), unit * (size // len(unit) + 1)
        yield f"{unit!r} behind a cue", HEAD + unit * (size // len(unit) + 1)
    for what, sentence in FILLED.items():
        yield what, filled(sentence, size)


def finders(text: str, rules: tables.Tables) -> dict[str, float]:
    """Seconds each finder needs for a text that is one sentence."""
    source = read.read("worst.txt", text.encode())
    parts = Layout((Segment(0, len(source.text), "body", 1),), (Span(0, len(source.text)),))
    took = Stages()
    took("dates", lambda: resolve.dates.resolve(source, parts, dates.find(source, parts)))
    took("documents", lambda: resolve.documents.resolve(source, documents.find(source, rules), rules))
    took("people", lambda: resolve.resolve_people(parts, *speakers.find(source, parts, rules), rules))
    return took


def stages(text: str, rules: tables.Tables) -> dict[str, float]:
    """Seconds each stage of :func:`sourcepages.build.convert` needs."""
    took = Stages()
    source = took("read", lambda: read.read("worst.txt", text.encode()))
    parts = took("layout", lambda: layout.lay_out(source, rules))
    found = took("speakers", lambda: speakers.find(source, parts, rules))
    people, attributions = took("people", lambda: resolve.resolve_people(parts, *found, rules))
    said = took("statements", lambda: statements.attribute(source, parts, people, attributions, rules))
    days = took("dates", lambda: dates.find(source, parts))
    papers = took("documents", lambda: documents.find(source, rules))
    article = took(
        "values", lambda: resolve.resolve(source, parts, "x", days, papers, people, attributions, said, rules)
    )
    took("near", lambda: near.samples(source.text))
    took("evidence", lambda: check_evidence(article))
    return took


class Stages(dict):
    """Seconds of the processor by stage: call it with a name and what to do."""

    def __call__(self, name: str, do: Callable):
        start = time.process_time()
        result = do()
        self[name] = time.process_time() - start
        return result


def show(what: str, half: dict[str, float], whole: dict[str, float]) -> None:
    rows = [
        f"{name} {seconds:.2f} ×{ratio:.1f}{' !' if ratio >= 3 else ''}"
        for name, seconds in whole.items()
        if seconds >= 0.1 and (ratio := seconds / max(half[name], 1e-9))
    ]
    print(f"{what:60} {sum(whole.values()):7.2f}  {', '.join(rows)}", flush=True)
    gc.collect()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--only", default="", help="texts whose name or unit has these words")
    args, rules = parser.parse_args(), tables.load()
    size = args.characters
    gc.disable()  # its passes over all there is would fall on any stage
    for unit in UNITS:
        if args.only in unit:
            text = (unit * (size // len(unit) + 1))[:size]
            show(repr(unit), finders(text[: size // 2], rules), finders(text, rules))
    for (what, half), (_, whole) in zip(texts(size // 2), texts(size), strict=True):
        if args.only in what:
            show(what, stages(half, rules), stages(whole, rules))


if __name__ == "__main__":
    main()
