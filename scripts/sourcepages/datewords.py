"""How Vietnamese text writes days, months, quarters, years and spans of time.

The one grammar of dates, used by :mod:`dates` (what dates stand in the text?) and :mod:`documents`
(what date stands beside this number?). Knows nothing of articles: a match is what the words say,
never what they are for. Day before month before year, as Vietnamese is written; values are EDTF
(ISO 8601-2): ``2024-03-05``, ``XXXX-11-17``, ``2024-03``, ``XXXX-03``, ``2024``, ``2021/2025``.
"""

from __future__ import annotations

import re
from datetime import date as Day
from typing import NamedTuple

YEARS = (1900, 2099)
"""Four digits outside are no year of a newspaper's world."""


class Written(NamedTuple):
    """A date as written: ``text[start:end]`` says ``value``. ``first`` is the value of the first day of a list or
    span of days ("5, 6, 7/3"), else ``value``; ``sure`` is False where the same characters may be a fraction,
    a score or a street number, and only the words before can tell."""

    start: int
    end: int
    value: str
    first: str
    sure: bool


_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
WEEKDAYS = {
    "hai": 0,
    "ba": 1,
    "tư": 2,
    "năm": 3,
    "sáu": 4,
    "bảy": 5,
    "bẩy": 5,
    "chủ nhật": 6,
    "2": 0,
    "3": 1,
    "4": 2,
    "5": 3,
    "6": 4,
    "7": 5,
}

# 5/3  05/03/2024  17-11-2025  28.6  2-3.6.2017  05 – 08/6/2023  5, 6, 7/3  15 và 16/3
# The look-behind after the first digit keeps the scan fast: the engine jumps from digit to digit.
_DAY = re.compile(
    r"\d(?:(?<![\w/.,:–-]\d)|(?<=y\d))\d?"  # "ngày13/11": the space is often lost
    r"(?P<list>(?:(?: ?[-–,] ?| (?:và|đến|tới|hoặc) (?:ngày )?)\d\d?(?![\d:])){0,6}?)"
    r"(?: ?(?P<sep>[/.–-]) ?(?P<month>\d\d?)(?:(?: ?(?:[/.–-]) ?|(?P<spaced> năm ))(?P<year>\d{4}"
    r"|\d\d(?![\d/]))(?!\d))?"
    r"| tháng (?P<wmonth>\d\d?|mười (?:một|hai)|giêng|một|hai|ba|tư|bốn|năm(?! \d{4})|sáu|bảy|bẩy|tám|chín|mười|chạp)"
    r"(?:(?:,? năm |/| / |-|\.)(?P<wyear>\d{4}))?)"
    r"(?!\w|%|[/.,-]\d|/\w| tháng \d)"
)
_DIGITS = re.compile(r"\d\d?")
# The look-behinds keep the scan fast: the engine looks for the letters before them.
_MONTH = re.compile(
    r"háng (?<=[tT]háng )(?P<month>\d\d?(?!\d)|mười (?:một|hai)\b|(?:giêng|một|hai|ba|tư|bốn|năm(?! \d{4})|sáu|bảy|bẩy|tám|chín"
    r"|mười|chạp)\b)"
    r"(?P<list>(?:(?:, ?| và | ?[-–] ?)\d\d?(?![\d/.,-])){0,6})"
    r"(?:(?: ?[/.-] ?|,? năm )(?P<year>\d{4})(?!\d))?"
)
_QUARTER = re.compile(
    r"u[ýí] (?<=[qQ]u[ýí] )(?P<quarter>IV|I{1,3}|[1-4])(?!\w)(?:(?: ?[/.-] ?|,? năm )(?P<year>\d{4})(?!\d))?"
)
_PART = re.compile(
    r"(?P<count>\d\d?|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một) tháng (?P<end>đầu"
    r"|cuối) năm(?: (?P<year>\d{4}))?(?!\d)"
)
_TO = r"(?<![\w/.,-]\d{4}) ?(?:[-–/]|đến|tới) ?(?:năm )?(?P<to>(?:19|20)\d\d)(?![\w/]|[.,]\d)"
_YEARS = re.compile(rf"(?P<from>(?:19|20)\d\d){_TO}")
_YEARS_OF = [re.compile(rf"{century}\d\d{_TO}") for century in (19, 20)]
"""The same in two, each of which a search finds in a fraction of the time."""
_YEAR = re.compile(r"ăm (?<=[nN]ăm )(?P<year>(?:19|20)\d\d)(?![\w/-]|[.,]\d)")


def valid_day(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has this day (29 February where the year is not known)."""
    if year is not None and not YEARS[0] <= year <= YEARS[1]:
        return False
    try:
        Day(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return True


def edtf(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """A date in EDTF (ISO 8601-2): ``2024-03-05``, ``2024-03``, ``2024``; ``XXXX`` for a year not known."""
    parts = [f"{year:04d}" if year is not None else "XXXX"]
    if month is not None:
        parts.append(f"{month:02d}")
        if day is not None:
            parts.append(f"{day:02d}")
    return "-".join(parts)


def weekday(value: str) -> int | None:
    """0 for Monday … 6 for Sunday of a full date, else None."""
    try:
        return Day.fromisoformat(value).weekday() if len(value) == 10 and value[:4].isdigit() else None
    except ValueError:
        return None


def days(text: str, start: int = 0, end: int | None = None):
    """Every day written in ``text[start:end]``, lists and spans of days included, in order."""
    for match in _DAY.finditer(text, start, len(text) if end is None else end):
        found = _day(match)
        if found:
            yield found


def day_at(text: str, start: int) -> Written | None:
    """The day written at ``start``, if one is."""
    match = _DAY.match(text, start)
    return _day(match) if match else None


def _day(match: re.Match) -> Written | None:
    month_text = match["month"] or match["wmonth"]
    year_text = match["year"] or match["wyear"]
    month = int(month_text) if month_text.isdigit() else _MONTH_WORDS[month_text]
    if year_text is None:
        year = None
    elif len(year_text) == 4:
        year = int(year_text)
    else:
        # Two digits name no century; the press writes 20YY short since 2000 and 19YY long.
        year = 2000 + int(year_text) if int(year_text) < 50 else None
        if year is None:
            return None
    head = match.string[match.start() : match.end("list")]
    numbers = [int(n) for n in _DIGITS.findall(head)]
    if not all(valid_day(year, month, n) for n in numbers):
        return None
    listed = len(numbers) > 1
    value = edtf(year, month, numbers[-1])
    first = edtf(year, month, numbers[0])
    if listed:
        if numbers != sorted(set(numbers)):
            return None
        value = f"{first}/{value}"
    sep = match["sep"]
    sure = bool(match["wmonth"]) or (year is not None and len(year_text) == 4)
    if sep and match["year"] and match["spaced"] is None:
        # 5/3-2024 is read, 5.3/24 is not: two separators may differ only where the year is whole
        between = match.string[match.end("month") : match.start("year")].strip()
        if between != sep and len(year_text) == 2:
            return None
    return Written(match.start(), match.end(), value, first, sure)


def separators_lost(text: str) -> bool:
    """Whether a text has come through a crawler that drops slashes and brackets, so that a blank may stand for them."""
    return "/" not in text and "(" not in text


_SPACED = re.compile(
    r"(?P<day>\d\d?) (?P<month>\d\d?)(?: (?P<year>(?:19|20)\d\d))?(?![\w%]|[.,:-]\d| (?:\d|người"
    r"|triệu|tỷ|tỉ|nghìn|ngàn|đồng|ca|giờ|phút|năm|tháng|lần|tuổi)\b)"
)


def spaced_at(text: str, start: int) -> Written | None:
    """The day written at ``start`` with blanks for slashes ("25 9", "24 03 2023"): only for a text whose separators are
    lost."""
    match = _SPACED.match(text, start)
    if not match:
        return None
    year = int(match["year"]) if match["year"] else None
    if not valid_day(year, int(match["month"]), int(match["day"])):
        return None
    value = edtf(year, int(match["month"]), int(match["day"]))
    return Written(match.start(), match.end(), value, value, False)


def months(text: str):
    """Every month written ("tháng 3/2024", "tháng 3 năm 2024", "tháng ba"), not those inside a day."""
    for match in _MONTH.finditer(text):
        word, year = match["month"], match["year"]
        month = int(word) if word.isdigit() else _MONTH_WORDS[word]
        last = int(_DIGITS.findall(match["list"])[-1]) if match["list"] else month
        number = int(year) if year else None
        if not (1 <= month <= 12 and 1 <= last <= 12) or (number and not YEARS[0] <= number <= YEARS[1]):
            continue
        value = edtf(number, month)
        if last != month:
            if last < month:
                continue
            value = f"{value}/{edtf(number, last)}"
        yield Written(match.start() - 1, match.end(), value, edtf(number, month), True)


def periods(text: str):
    """Quarters, parts of a year ("6 tháng đầu năm 2024") and spans of years ("2021-2025"), as EDTF intervals."""
    for match in _QUARTER.finditer(text):
        word, year = match["quarter"], match["year"]
        quarter = int(word) if word.isdigit() else _ROMAN[word.lower()]
        number = int(year) if year else None
        value = f"{edtf(number, 3 * quarter - 2)}/{edtf(number, 3 * quarter)}"
        yield Written(match.start() - 1, match.end(), value, value, True)
    for match in _PART.finditer(text) if " tháng đầu năm" in text or " tháng cuối năm" in text else ():
        word = match["count"]
        count = int(word) if word.isdigit() else _MONTH_WORDS[word]
        number = int(match["year"]) if match["year"] else None
        if 2 <= count <= 11:
            first, last = (1, count) if match["end"] == "đầu" else (13 - count, 12)
            value = f"{edtf(number, first)}/{edtf(number, last)}"
            yield Written(match.start(), match.end(), value, value, True)
    for match in _YEARS.finditer(text) if any(pattern.search(text) for pattern in _YEARS_OF) else ():
        first, last = int(match["from"]), int(match["to"])
        if first < last <= first + 60:
            yield Written(match.start(), match.end(), f"{first}/{last}", f"{first}/{last}", True)


def years(text: str):
    """Every year after the word ``năm``."""
    for match in _YEAR.finditer(text):
        yield Written(match.start() - 1, match.end(), match["year"], match["year"], True)
