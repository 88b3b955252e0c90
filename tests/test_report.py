"""What a maintainer reads: values with their sentence, doubts with the lines that settle them."""

import hashlib
import json
import re

import build_pages
import pytest
from sourcepages import report
from sourcepages.build import build

TEXT = "Họp bàn việc nước sạch\n\nNgày 17/11, tại xã Mẫu, ông Trần Văn Thử, Giám đốc Sở Nước sạch, cho biết việc đã xong theo Nghị quyết 16 và Nghị quyết số 07-NQ/TU.\n"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a.txt").write_text(TEXT)

    def run(*arguments, text=None):
        if text:
            (tmp_path / "s" / "a.txt").write_text(text)
        return build_pages.main(
            [
                "--sources",
                str(tmp_path / "s"),
                "--docs",
                str(tmp_path / "d"),
                "--cache",
                str(tmp_path / "c"),
                *arguments,
            ]
        )

    run.sources, run.docs = tmp_path / "s", tmp_path / "d"
    return run


def doubts(desk) -> dict[str, str]:
    return {d.code: d.fix for d in build(desk.sources, desk.docs, check=True).diagnostics if d.severity == "doubt"}


def test_a_check_with_doubts_ends_with_0_and_with_errors_with_1_and_writes_nothing(desk):
    assert desk("--check") == 0
    (desk.sources / "b.txt").write_text("")
    assert desk("--check") == 1
    assert not desk.docs.exists()


def test_values_stand_with_their_status_and_sentence(desk, capsys):
    desk()
    out = capsys.readouterr().out
    assert "[Ngày 17/11], tại xã Mẫu" in out
    assert "“Ngày 17/11”: không nêu năm" in out
    assert "(đọc trong bài)" in out
    assert "\x1b" not in out
    desk()
    assert "Mới hoặc có thay đổi" not in capsys.readouterr().out


@pytest.mark.parametrize("digit", [True, False])
def test_a_check_after_a_build_finds_nothing_new(desk, capsys, digit):
    """Whether the page has the file's hash in quotes, as YAML wants it where it begins with a digit, or not."""
    desk(
        text=next(
            text
            for n in range(99)
            if hashlib.sha256((text := f"{TEXT}{n}\n").encode()).hexdigest()[0].isdigit() is digit
        )
    )
    capsys.readouterr()
    desk("--check")
    assert "Mới hoặc có thay đổi" not in capsys.readouterr().out


def test_each_doubt_is_settled_by_the_lines_it_gives(desk):
    found = doubts(desk)
    assert set(found) == {"date-year", "document-short"}
    desk(
        text=f"---\n{found['date-year'].replace('XXXX-', '2025-')}\n{found['document-short'].replace('16 ', '16-NQ/TW ')}\n---\n{TEXT}"
    )
    assert doubts(desk) == {}
    (article,) = build(desk.sources, desk.docs, check=True).articles
    assert article.date.value == "2025-11-17"
    assert [d.number for d in article.resolutions] == ["16-NQ/TW", "07-NQ/TU"]


def test_all_lines_for_the_head_of_a_file_come_as_one_block_to_be_copied_whole(desk, capsys):
    text = TEXT.replace("Nghị quyết 16 và", "Nghị quyết 16, Nghị quyết 21, Kế hoạch số 5 và")
    desk("--check", text=text)
    block = capsys.readouterr().out.partition("chép cả khối này vào đầu tệp a.txt:\n\n")[2].partition("\n\n")[0]
    assert block.count("resolutions:") == 1
    assert block.count("# thay bằng số hiệu đầy đủ") == 3
    desk(text=f"{block}\n{text}")
    assert doubts(desk) == {}


def test_a_file_with_a_head_gets_its_lines_without_dashes(desk, capsys):
    desk("--check", text=f"---\nauthor: Mai Lý\n---\n{TEXT}")
    out = capsys.readouterr().out
    assert "chép thêm vào phần khai báo ở đầu tệp a.txt:\n\ndate: XXXX-11-17" in out


@pytest.mark.parametrize("same", [False, True])
def test_namesakes_are_parted_or_joined_by_the_lines_given(desk, same):
    name = "họp, ngày #2: 'xã'.txt"  # what means something in YAML
    (desk.sources / name).write_text("Bàn giao xe\n\nNgày 2/3/2024, ông Trần Văn Thử, Trưởng thôn, nói xe sẽ chạy.\n")
    fix = doubts(desk)["namesake"]
    if same:
        wanted = fix.partition("# là một người với bài kia thì thay bằng: ")[2].partition("\n")[0]
        fix = fix.partition("  articles")[0] + f"  articles: {wanted}\n  why: "
    (desk.sources / "_people.yml").write_text(f"{fix}đã hỏi tòa soạn\n")
    assert "namesake" not in doubts(desk)
    people = build(desk.sources, desk.docs, check=True).library.people
    assert len(people) == (1 if same else 2)


def test_lines_left_as_they_are_confirm_what_was_found(desk):
    desk(text=f"---\n{chr(10).join(doubts(desk).values())}\n---\n{TEXT}")
    assert doubts(desk) == {}


def test_near_duplicates_are_named(desk):
    (desk.sources / "b.txt").write_text(TEXT + "Thêm một câu.\n")
    (problem,) = [d for d in build(desk.sources, desk.docs, check=True).diagnostics if d.code == "near-duplicate"]
    assert problem.source == "b.txt"
    assert "a.txt" in problem.message


def test_doubts_stand_on_the_status_page_and_in_json(desk, capsys):
    desk("--format", "json")
    data = json.loads(capsys.readouterr().out)
    assert {d["code"] for d in data["diagnostics"]} >= {"date-year", "document-short"}
    assert next(v for v in data["articles"][0]["values"] if v["what"] == "ngày")["quote"] == "Ngày 17/11"
    assert data["changes"]["articles"] == ["a.txt"]
    status = (desk.docs / "tinh-trang-nguon" / "index.md").read_text()
    assert "không nêu năm" in status


def test_colours_only_on_a_terminal(monkeypatch):
    class Terminal:
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert report.colours(Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not report.colours(Terminal())


def test_many_articles_are_not_all_shown(desk, capsys):
    for number in range(report.DETAILS + 3):
        (desk.sources / f"x{number}.txt").write_text(f"Tin số {number}\n\nViệc thứ {number} đã xong.\n")
    desk()
    assert "và 4 bài nữa" in capsys.readouterr().out


def test_of_an_article_with_hundreds_of_names_some_are_shown_and_the_rest_counted(desk, capsys):
    names = [
        f"Lê {first}{second} {last}"
        for first in ("Hải", "Minh", "Quang", "Ngọc")
        for second in ("", " Anh", " Thu", " Văn", " Đức")
        for last in ("An", "Bình", "Cường", "Dũng", "Giang")
    ]
    desk(
        "--check",
        text="Họp đông người\n\n" + "\n\n".join(f"Ông {name}, Trưởng thôn, cho biết việc đã xong." for name in names),
    )
    out = capsys.readouterr().out
    assert out.count("\n  người phát biểu ") < report.VALUES
    left = int(re.search(r"và (\d+) người phát biểu, văn bản nữa", out)[1])
    assert left > 20


def test_of_many_articles_only_the_new_ones_and_what_is_urgent_are_told(desk, capsys):
    for number in range(report.LISTED):
        (desk.sources / f"cu-{number:03}.txt").write_text(TEXT)
    desk()
    capsys.readouterr()
    (desk.sources / "moi.txt").write_text(TEXT.replace("17/11", "18/11"))
    (desk.sources / "ghi-chu.rtf").write_text("x")
    desk()
    out, err = capsys.readouterr()
    rows = [line.split()[0] for line in out[: out.index(" bài khác")].splitlines() if ".txt " in line]
    assert "moi.txt" in rows  # and neighbours, whose pages link to it
    assert len(rows) <= 3
    assert f"và {report.LISTED + 2 - len(rows)} bài khác" in out
    assert "XXXX-11-18" in out
    assert "ghi-chu.rtf" in err
    assert "cu-05" not in err
    assert " lưu ý về các bài khác" in err


def test_every_error_is_told_however_many_there_are(desk, capsys):
    for number in range(report.LISTED + 5):
        (desk.sources / f"rong-{number:03}.txt").write_text("")
    assert desk("--check") == 1
    err = capsys.readouterr().err
    assert all(f"rong-{number:03}.txt" in err for number in range(report.LISTED + 5))


def test_files_of_which_the_same_is_told_stand_in_one_warning_and_all_count(desk, capsys):
    (desk.sources / "bai.txt").write_text(TEXT)
    for number in range(report.LISTED + 5):
        (desk.sources / f"anh-{number:03}.jpg").write_text("")
    assert desk("--check") == 0
    err = capsys.readouterr().err
    assert f"anh-004.jpg và {report.LISTED} tệp khác: không phải tệp .txt" in err
    assert "anh-005.jpg" not in err
    assert err.count("make add FROM=tệp") == 1
