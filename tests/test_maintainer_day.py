"""A maintainer's day, in the terminal and in the browser: add three files, read the report, settle two doubts, see
them on the site, publish to a bare folder, delete one, publish again."""

import contextlib
import functools
import http.server
import json
import subprocess
import sys
import threading
from pathlib import Path

import docx
import pytest
import site_kit

ROOT = Path(__file__).resolve().parent.parent
PAGE = """<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>Sơ kết ở Lam Thử</title><meta property="og:site_name" content="Báo Thử Nghiệm"></head><body>
<nav><a href=/>Trang chủ</a></nav><article><h1>Sơ kết ở Lam Thử</h1><p>Ngày 17/11, tại huyện Lam Thử, ông Trần Văn Thử, Chủ tịch UBND huyện Lam Thử, nhấn mạnh việc làm đường đã xong trước hẹn.</p>
<p>Việc này thực hiện Nghị quyết 16 về giao thông nông thôn; bà con ba thôn góp đất và ngày công để con đường kịp mùa mưa năm nay.</p></article><script>evil()</script></body></html>"""
TEXT = "Họp bàn việc trồng rừng\n\nNgày 5/3/2024, bà Lê Thị Mẫu, Giám đốc Sở Lâm nghiệp tỉnh Thử, cho biết rừng đã trồng xong theo Nghị quyết số 07-NQ/TU.\n"


def run(*command, code=0) -> str:
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@contextlib.contextmanager
def any_static_host(folder: Path):
    """The address of a folder served as any static host would."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def end_headers(self):
            self.send_header("Cache-Control", "no-store")  # a page published anew is shown at once
            super().end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.browser
def test_a_day(tmp_path, chromium):
    sources, inbox, public, cache = (tmp_path / n for n in ("sources", "hộp thư", "public", "cache"))
    inbox.mkdir()
    (inbox / "trang đã lưu.html").write_text(PAGE)
    (inbox / "rung.txt").write_text(TEXT)
    document = docx.Document()
    for line in (
        "Lớp học ban đêm",
        "Tháng 4/2024, cô Phạm Thị Ví, Hiệu trưởng Trường Tiểu học Thử, chia sẻ về lớp học ban đêm của thôn.",
    ):
        document.add_paragraph(line)
    document.save(inbox / "lop-hoc.docx")

    # add three files
    said = run("scripts/add_article.py", "--sources", sources, inbox)
    assert said.count("ĐÃ THÊM") == 3
    assert sorted(p.name for p in sources.iterdir()) == ["lop-hoc.txt", "rung.txt", "so-ket-o-lam-thu.txt"]

    # read the report
    check = ["scripts/build_pages.py", "--sources", sources, "--docs", tmp_path / "docs", "--cache", cache, "--check"]
    report = run(*check)
    assert "“Ngày 17/11”: không nêu năm" in report
    assert "“Nghị quyết 16”: chưa rõ số hiệu đầy đủ" in report
    data = json.loads(run(*check, "--format", "json"))
    fixes = {d["code"]: d["fix"] for d in data["diagnostics"] if d["source"] == "so-ket-o-lam-thu.txt" and d["fix"]}

    # publish as it is: the doubts stand on the status page
    run("scripts/publish.py", public, "--sources", sources)
    with any_static_host(public) as address:
        tab = chromium.new_page()
        tab.set_default_timeout(site_kit.PATIENCE)
        tab.goto(address + "tinh-trang-nguon/")
        assert "không nêu năm" in tab.inner_text("article")

        # settle both, with the report's own lines; publish again
        path = sources / "so-ket-o-lam-thu.txt"
        path.write_text(
            path.read_text().replace(
                "---\n",
                f"---\n{fixes['date-year'].replace('XXXX', '2025')}\n{fixes['document-short'].replace('16 ', '16-NQ/TW ')}\n",
                1,
            )
        )
        assert "không nêu năm" not in run(*check)
        run("scripts/publish.py", public, "--sources", sources)
        tab.goto(address + "bai-viet/so-ket-o-lam-thu/")
        text = tab.inner_text("article")
        assert "ngày 17/11/2025" in text
        assert "16-NQ/TW" in text
        assert "biên tập xác nhận" in text
        tab.goto(address + "tinh-trang-nguon/")
        assert "không nêu năm" not in tab.inner_text("article")
        tab.goto(address + "nghi-quyet/")
        with tab.expect_navigation():
            tab.click("article a:has-text('16-NQ/TW')")
        assert "Sơ kết ở Lam Thử" in tab.inner_text("article")

        # delete one; publish again
        (sources / "rung.txt").unlink()
        run("scripts/publish.py", public, "--sources", sources)
        assert tab.goto(address + "bai-viet/rung/").status == 404
        tab.goto(address + "bai-viet/")
        text = tab.inner_text("article")
        assert "Họp bàn việc trồng rừng" not in text
        assert "Lớp học ban đêm" in text
        tab.close()
    assert not any("07-nq-tu" in p.as_posix() for p in public.rglob("*"))
