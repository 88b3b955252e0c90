import pytest
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
