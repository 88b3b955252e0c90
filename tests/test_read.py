import sys

import pytest
from sourcepages import read as reading
from sourcepages.models import Unreadable
from sourcepages.read import read


def test_fixes_encoding_line_ends_form_and_invisible_characters_and_nothing_else():
    data = "\ufeffTin\u200b t\u00adứ\u00a0ba\r\nBão số  3\u2028Hết.".encode("utf-16")
    assert read("a.txt", data).text == "Tin tứ ba\nBão số  3\nHết."


def test_refuses_a_legacy_encoding_and_says_how_to_convert():
    with pytest.raises(Unreadable) as caught:
        read("a.txt", "Dòng một\nThành phố".encode("cp1252", "replace") + b"\xf0\xd2")
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.line) == ("encoding", 1)
    assert "UTF-8" in problem.remedy


def test_of_what_can_be_printed_only_the_grapheme_joiner_is_no_part_of_a_text():
    """So that a text of nothing else need not be searched."""
    patterns = (reading._LINE_ENDS, reading._INVISIBLE, reading._SPACES)
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert {found for pattern in patterns for found in pattern.findall(printable)} == {"\u034f"}
    assert reading.canonical("Mẫ\u034fu") == "Mẫu"
