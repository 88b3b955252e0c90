"""Values → the Vietnamese words a reader sees."""

from __future__ import annotations

STATUS = {
    "extracted": "đọc trong bài",
    "inferred": "suy ra từ bài",
    "confirmed": "biên tập xác nhận",
    "absent": "không nêu trong bài",
}
"""How sure a value is, in words; ``docs/ve-trang-nay.md`` explains them."""

ABSENT = "*không nêu trong bài*{.st .absent}"


def status(value: str) -> str:
    """The status as inline Markdown; a style sheet draws its shape before the word."""
    return f"*{STATUS[value]}*{{.st .{value}}}"


def day(edtf: str) -> str:
    """EDTF → how dates are printed here: ``ngày 05/03/2024``, ``tháng 3/2024``, ``năm 2024``, ``ngày 17/11``; "" for
    ""."""
    year, _, rest = edtf.partition("-")
    month, _, number = rest.partition("-")
    end = "" if year == "XXXX" else "/" + year
    if number:
        return f"ngày {number}/{month}{end}"
    if month:
        return f"tháng {int(month)}{end}"
    return f"năm {year}" if edtf else ""


def short_day(edtf: str) -> str:
    """The same without its first word where a number alone is clear: ``05/03/2024``."""
    return day(edtf).removeprefix("ngày ")


def time(edtf: str, short: bool = False) -> str:
    """A date as inline Markdown, machine-readable too. A year-less month has no machine-readable form in HTML."""
    if not edtf:
        return ""
    shown = short_day(edtf) if short else day(edtf)
    if edtf.startswith("XXXX-"):
        shown += "" if short else " (không rõ năm)"
        edtf = edtf[5:]
        if "-" not in edtf:
            return shown
    return f'<time datetime="{edtf}">{shown}</time>'


def details(*parts: str) -> str:
    """What stands under an entry of a list, smaller: inline Markdown parts, those that are "" left out."""
    shown = " · ".join(filter(None, parts))
    return f" *{shown}*{{.meta}}" if shown else ""


def year(edtf: str) -> str:
    """``2024`` of ``2024-03-05``; "" where no year is known."""
    return edtf[:4] if edtf[:4].isdigit() else ""


def years(values) -> str:
    """The span of the years of some dates: ``2021–2025``, ``2024`` or ""."""
    known = sorted({y for value in values if (y := year(value))})
    return "–".join(dict.fromkeys((known[0], known[-1]))) if known else ""


def cut(text: str, most: int) -> str:
    """``text`` in at most ``most`` characters, cut after a word where one ends near there."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    end = head.rfind(" ")
    return (head[:end] if end > most // 2 else head).rstrip(" …") + "…"


def number(count: int) -> str:
    """``12.345``, the Vietnamese way."""
    return f"{count:,}".replace(",", ".")
