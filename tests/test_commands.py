"""The commands the README names exist and do what it says."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import make_site
import pytest

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "Họp báo ở Lam Sơn\n\nNgày 12/3/2031, tỉnh họp báo về Nghị quyết số 59-NQ/TW.\n"


def run(*args, **kwargs):
    return subprocess.run(
        [sys.executable, *map(str, args)], capture_output=True, text=True, encoding="utf-8", check=False, **kwargs
    )


def test_every_make_target_and_script_the_documents_name_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    text = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md", "docs/them-bai.md")
    )
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.M))
    assert {"site", "test"} <= named <= targets
    scripts = set(re.findall(r"((?:scripts|tests)/[\w/]+\.(?:py|txt|in))", text))
    assert scripts
    assert [s for s in scripts if not (ROOT / s).exists()] == []


def test_every_module_the_documents_name_exists():
    there = {path.name for folder in ("scripts", "tests") for path in (ROOT / folder).rglob("*.py")}
    for name in ("README.md", "CONTRIBUTING.md", "tests/README.md"):
        named = set(re.findall(r"`(?:[\w./]+/)?(\w+\.py)\b", (ROOT / name).read_text(encoding="utf-8")))
        assert named - there == set(), name


def test_every_front_matter_key_is_documented_for_maintainers():
    from sourcepages.frontmatter import KEYS

    for name in ("README.md", "docs/them-bai.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [key for key in KEYS if f"`{key}`" not in text] == [], name


def test_build_pages_reports_a_row_an_article_as_text_and_as_json(tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "hop-bao.txt").write_text(ARTICLE, encoding="utf-8")
    shown = run(ROOT / "scripts/build_pages.py", "--sources", sources, "--docs", tmp_path / "docs")
    assert shown.returncode == 0, shown.stderr
    assert re.search(r"hop-bao\.txt .*59-NQ/TW", shown.stdout)
    data = json.loads(
        run(
            ROOT / "scripts/build_pages.py", "--sources", sources, "--docs", tmp_path / "docs", "--format", "json"
        ).stdout
    )
    assert data["articles"][0]["resolutions"] == ["59-NQ/TW"]
    assert data["changes"]["written"] == []


def test_no_sources_at_all_is_said_and_is_an_error(tmp_path):
    done = run(ROOT / "scripts/build_pages.py", "--sources", tmp_path / "khong-co", "--docs", tmp_path / "docs")
    assert done.returncode == 1
    assert "khong-co" in done.stderr
    assert "→" in done.stderr
    done = run(ROOT / "scripts/make_site.py", "--sources", tmp_path / "khong-co", "--site", tmp_path / "site")
    assert done.returncode == 1
    assert "không có thư mục nguồn này" in done.stderr
    assert "ERROR" not in done.stderr, "nothing of MkDocs' own beside it"
    assert "trang web giữ như cũ" in done.stdout


def test_a_site_is_built_without_any_article_that_can_be_used(tmp_path):
    sources, site = tmp_path / "sources", tmp_path / "site"
    sources.mkdir()
    command = (ROOT / "scripts/make_site.py", "--sources", sources, "--site", site, "--keep-going")
    for data in (b"\xff\xfe\xff", "Họp báo\n\nÔng Vũ Đình Thử nói.\n".encode(), b"\xff\xfe\xff"):
        (sources / "mot.txt").write_bytes(data)
        done = run(*command)
        assert "Traceback" not in done.stderr
        assert (done.returncode, (site / "index.html").is_file()) == (int(data[0] == 0xFF), True)
        assert len([*site.glob("tim-kiem/bai/*")]) == 1 - done.returncode


def test_a_refusal_of_make_says_what_its_own_last_line_means(tmp_path):
    venv = Path(sys.prefix)
    if not (shutil.which("make") and (venv / ".site").exists()):
        pytest.skip("needs make and the environment it made")
    (tmp_path / "rong.txt").write_bytes(b"")
    done = subprocess.run(
        ["make", "check", f"SOURCES={tmp_path}", f"VENV={venv}"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")},  # `make test` runs us
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode
    told, _, last = done.stderr.partition("(Dòng “make: ***”")
    assert "rong.txt" in told
    assert "make: ***" in last


@pytest.mark.parametrize("site", ["sources", ".", "own", "named-alike"])
def test_no_site_is_built_where_it_would_erase_what_stands_there(tmp_path, site):
    mine = [tmp_path / name for name in ("sources/hop-bao.txt", "own/index.html", "named-alike/bai-viet/hop-bao.txt")]
    for path in mine:
        path.parent.mkdir(parents=True)
        path.write_text(ARTICLE, encoding="utf-8")
    done = run(ROOT / "scripts/make_site.py", "--sources", tmp_path / "sources", "--site", tmp_path / site)
    assert done.returncode == 1
    assert "→ chọn một thư mục mới hay trống" in done.stderr
    assert [path.read_text(encoding="utf-8") for path in mine] == [ARTICLE] * len(mine)


def test_no_site_is_built_among_the_pages_written_by_hand(tmp_path):
    # they look like a site of ours; asked of the function alone, lest a failure erase them
    assert "có kho bài hay chính chương trình này" in make_site._refusal(tmp_path, ROOT / "docs")
    assert make_site._refusal(tmp_path, tmp_path / "site") == ""


def test_a_site_that_was_cut_off_as_it_began_is_no_hindrance(tmp_path):
    site = tmp_path / "site"
    folder = site / "ai-noi-ve-gi"
    folder.mkdir(parents=True)
    (folder / ".4711.tmp").write_text("<!doc")
    assert make_site._refusal(tmp_path / "sources", site) == ""
    (folder / "index.html").write_text('<link rel="stylesheet" href="../assets/stylesheets/reading.css">')
    assert make_site._refusal(tmp_path / "sources", site) == ""
    (site / "ghi-chep.txt").write_text("của tôi")
    (folder / "index.html").unlink()
    assert "đã có tệp khác" in make_site._refusal(tmp_path / "sources", site)
    # a site of ours one folder deeper makes the folder around it no site
    (site / "trang").mkdir()
    (site / "trang/index.html").write_text('<link rel="stylesheet" href="assets/stylesheets/reading.css">')
    assert "đã có tệp khác" in make_site._refusal(tmp_path / "sources", site)


def test_make_site_of_another_folder_leaves_this_checkouts_pages_alone(tmp_path):
    sources, site = tmp_path / "sources", tmp_path / "site"
    sources.mkdir()
    (sources / "hop-bao.txt").write_text(ARTICLE, encoding="utf-8")
    before = {p: p.stat().st_mtime_ns for p in (ROOT / "docs").rglob("*")}
    done = run(ROOT / "scripts/make_site.py", "--sources", sources, "--site", site)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Họp báo ở Lam Sơn" in (site / "bai-viet/hop-bao/index.html").read_text(encoding="utf-8")
    assert (site / "ve-trang-nay/index.html").is_file()  # the pages written by hand are in it
    articles = [path.name for path in (site / "bai-viet").iterdir() if path.is_dir()]
    assert articles == ["hop-bao"]  # and none of the checkout's own
    assert {p: p.stat().st_mtime_ns for p in (ROOT / "docs").rglob("*")} == before


def test_the_project_names_no_path_of_one_machine():
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True, check=True
    ).stdout.split("\0")
    pattern = re.compile(r"(?<![\w.])/(?:home|Users|root)/\w")
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".yml", ".toml", ".js", ".css", ".html"}:
            assert not pattern.search(path.read_text(encoding="utf-8")), name
