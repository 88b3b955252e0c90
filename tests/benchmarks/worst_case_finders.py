#!/usr/bin/env python3
"""The worst text for the finders: is their work linear in its length?

    python tests/benchmarks/worst_case_finders.py [--characters 1000000]

Each unit is the text on which one pattern tries hardest, repeated on a single line. Printed for each: seconds for
half the length and for the whole, and their ratio – about 2 where the work is linear, 4 where it is quadratic.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from sourcepages import dates, documents, read, resolve, speakers, tables
from sourcepages.models import Layout, Segment, Span
from sourcepages.resolve import dates as resolve_dates
from sourcepages.resolve import documents as resolve_documents

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


def seconds(text: str, rules: tables.Tables) -> float:
    source = read.read("worst.txt", text.encode())
    parts = Layout((Segment(0, len(source.text), "body", 1),), (Span(0, len(source.text)),))
    start = time.process_time()
    resolve_dates.resolve(source, parts, dates.find(source, parts))
    resolve_documents.resolve(source, documents.find(source, rules), rules)
    resolve.resolve_people(parts, *speakers.find(source, parts, rules), rules)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=1_000_000)
    size, rules = parser.parse_args().characters, tables.load()
    print(f"{'unit':40} {'half':>7} {'whole':>7} ratio")
    for unit in UNITS:
        text = (unit * (size // len(unit) + 1))[:size]
        half, whole = seconds(text[: size // 2], rules), seconds(text, rules)
        print(f"{unit!r:40} {half:7.2f} {whole:7.2f} {whole / max(half, 1e-9):5.1f}", flush=True)


if __name__ == "__main__":
    main()
