"""Statements by their invariants; who said what is tested by cases/statements*.yml."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sourcepages import accounts, layout, speakers, statements, tables
from sourcepages.read import read
from sourcepages.resolve import resolve_people

RULES = tables.load()
PIECES = [
    "Ông Lê Văn Mẫu, Giám đốc Sở Y tế, cho biết lúa chín sớm.", "Bà Trần Thị Thử nhấn mạnh:",
    "“Chúng tôi chờ đã lâu lắm rồi.", "Ai cũng mong trời nắng”.", "”, ông Mẫu nói.",
    "UBND xã yêu cầu kiểm kê.", "Nhiều đại biểu đề nghị.", "Trước đó, đoàn đã đến.", "Đồng thời, cần rà soát đê.", "\n",
    "\n- Thưa ông, bao giờ gặt?\n", "- Tháng sau.",
    "\nQuang cảnh hội nghị.\n", "\nLúa chín sớm\n", "Theo bà Thử, vụ này được mùa.", '"', "“", "”", "''",
    "Ông nói thêm.", "Tại hội nghị, ông Lê Văn Mẫu nêu rõ chủ trương.",
]  # fmt: skip


@settings(deadline=None)  # the first text waits for the patterns
@given(
    st.one_of(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map(" ".join), st.text(min_size=1)).filter(
        str.strip
    )
)
def test_statements_are_runs_of_whole_sentences_of_the_body_each_of_one_known_speaker(text):
    try:
        source = read("a.txt", text.encode("utf-8", "surrogatepass"))
    except Exception:  # not a text that can be read
        return
    parts = layout.lay_out(source, RULES)
    people, attributions = resolve_people(parts, *speakers.find(source, parts, RULES), RULES)
    found = statements.attribute(source, parts, people, attributions, RULES)
    starts, ends = {s.start for s in parts.sentences}, {s.end for s in parts.sentences}
    body = [(s.start, s.end) for s in parts.segments if s.role == "body"]
    at = 0
    for statement in found:
        assert at <= statement.start < statement.end
        at = statement.end
        assert statement.end in ends
        assert statement.start in starts or statement.cue
        assert any(a <= statement.start < b for a, b in body)
        assert any(a < statement.end <= b for a, b in body)
        assert not any(s.role != "body" and statement.start < s.end and s.start < statement.end for s in parts.segments)
        assert statement.speaker in {a.speaker for a in attributions}
        assert 0 < statement.confidence <= 1
        assert (statement.cue is None) or source.text[statement.cue.start : statement.cue.end] == statement.cue.quote


@pytest.mark.parametrize(
    "row", [row for row in RULES["accounts"] if "alternatives" in row], ids=lambda row: row["kind"]
)
def test_every_pattern_of_accounts_finds_its_examples_and_not_its_counterexamples(row):
    pattern = getattr(statements.words(RULES), row["kind"])
    find = pattern.search if row["from"] == "anywhere" else pattern.match
    for example in row["examples"]:
        assert find(example), example
    for alternative in row["alternatives"]:
        one = accounts.pattern([alternative])
        assert any(one.search(e) if row["from"] == "anywhere" else one.match(e) for e in row["examples"]), alternative
    for counterexample in row["counterexamples"]:
        assert not find(counterexample), counterexample


def test_a_table_without_a_row_is_read_without_its_words():
    known = statements.words(RULES)
    assert "trước đó" in known.reporter
    rows = tuple({**row, "words": []} if row["kind"] == "reporter" else row for row in RULES["accounts"])
    assert statements.words(tables.Tables({**RULES.entries, "accounts": rows}, "")).reporter == ()
