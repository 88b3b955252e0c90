"""Makes the documents in fixtures/add/ from bai.txt with real programs: Chromium saves and prints a page, LibreOffice
writes Word, OpenDocument and PDF. Run by hand when they should be made anew: python tests/make_add_fixtures.py (needs
LibreOffice)."""

import base64
import html
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
import install_browser
from docx.oxml.ns import qn
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "fixtures" / "add"
PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{title} | Báo Thử Nghiệm</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Báo Thử Nghiệm">
<meta name="author" content="Nguyễn Thí Dụ"><meta property="article:published_time" content="2024-03-07T06:00:00+07:00">
<link rel="canonical" href="https://bao-thu-nghiem.example/xa-mau-nuoc-sach-12345.html">
<style>body{{font:16px serif}} .an{{display:none}}</style>
<script>document.documentElement.dataset.chay = "1"; window.dem = 1;</script></head>
<body><header class="site-header"><nav class="menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/tt">Thời sự</a></li><li><a href="/kt">Kinh tế</a></li></ul></nav></header>
<div class="wrap"><main><div class="breadcrumb"><a href="/">Trang chủ</a> › <a href="/tt">Thời sự</a></div>
<article class="detail"><h1>{title}</h1>
<div class="meta"><span class="time">{stamp}</span></div>
<div class="share"><a href="#">Chia sẻ</a> <a href="#">In bài</a></div>
<p class="sapo"><b>{sapo}</b></p>
<div class="content">{body}</div>
<p class="author" style="text-align:right"><strong>{author}</strong></p>
</article>
<div class="related"><h3>Tin liên quan</h3><ul><li><a href="/a">Xã khác cũng có chợ mới</a></li><li><a href="/b">Mưa lớn ở vùng cao gây sạt lở nhiều nơi</a></li></ul></div>
<div class="comments"><h3>Bình luận</h3><p>Hay quá!</p></div></main>
<aside class="sidebar"><h3>Đọc nhiều</h3><ul><li><a href="/c">Giá vàng hôm nay lại tăng mạnh</a></li></ul></aside></div>
<footer><p>Báo Thử Nghiệm. Giấy phép số 1/GP-TN. Ghi rõ nguồn khi phát hành lại thông tin.</p></footer>
<script>alert("không được chạy")</script></body></html>
"""
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR42mNk+M+AFzDil6aXNAAvigGLc3yBlAAAAABJRU5ErkJggg=="


def paragraphs() -> list[str]:
    return [line for line in (FOLDER / "bai.txt").read_text(encoding="utf-8").splitlines() if line]


def body(rows: list[str], picture: str) -> str:
    """The paragraphs as a newspaper marks them up; nine short ones in a row are the table."""
    start = rows.index("Thôn")
    cells = rows[start : start + 12]
    made = []
    for number, row in enumerate(rows):
        text = html.escape(row)
        if number == start:
            table = "".join(
                "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells[i : i + 3]) + "</tr>"
                for i in range(0, 12, 3)
            )
            made.append(f"<table border=1>{table}</table>")
        elif start < number < start + 12:
            continue
        elif "Ảnh:" in row:
            made.append(f'<figure><img src="{picture}" alt=""><figcaption>{text}</figcaption></figure>')
        elif len(row) < 40:
            made.append(f"<h2>{text}</h2>")
        else:
            made.append(f"<p>{text}</p>")
    return "\n".join(made)


def main() -> None:
    rows = paragraphs()
    title, stamp, sapo, *rest, author = rows
    page = PAGE.format(
        title=title,
        stamp=stamp,
        sapo=html.escape(sapo),
        body=body(rest, f"data:image/png;base64,{PICTURE}"),
        author=author,
    )
    (FOLDER / "trang.html").write_text(page, encoding="utf-8")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=install_browser.find(), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.route(
            "https://bao-thu-nghiem.example/**",
            lambda route: route.fulfill(body=page, content_type="text/html; charset=utf-8"),
        )
        tab.goto("https://bao-thu-nghiem.example/xa-mau")
        snapshot = tab.context.new_cdp_session(tab).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        (FOLDER / "trang.mhtml").write_bytes(snapshot.encode())
        plain = f"<html lang=vi><meta charset=utf-8><title>{title}</title><h1>{title}</h1><p>{stamp}</p><p><b>{html.escape(sapo)}</b></p>{body(rest, '')}<p>{author}</p>"
        tab.set_content(plain.replace('<img src="" alt="">', ""))
        tab.pdf(path=FOLDER / "chromium.pdf", format="A4")
        columns = plain.replace(
            "<p><b>",
            "<style>body{font:12px/1.4 serif}.c{columns:2;column-gap:24px;text-align:justify}</style><div "
            "class=c><p><b>",
        )
        tab.set_content(columns.replace('<img src="" alt="">', "") + "</div>")
        tab.pdf(path=FOLDER / "hai-cot.pdf", format="A4")
        tab.set_content(
            "<body style='margin:0'><canvas width=600 "
            "height=400></canvas><script>c=document.querySelector('canvas').getContext('2d');c.font='30px "
            "serif';c.fillText('Chữ trong ảnh',50,100)</script>"
        )
        shot = base64.b64encode(tab.screenshot()).decode()
        tab.set_content(f"<img width=600 src='data:image/png;base64,{shot}'>")
        tab.pdf(path=FOLDER / "anh-quet.pdf", format="A5")
        browser.close()
        (Path(folder) / "bai.html").write_text(plain.replace('<img src="" alt="">', ""), encoding="utf-8")
        run = [shutil.which("soffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        subprocess.run(
            [*run, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)", "--outdir", folder, f"{folder}/bai.html"],
            check=True,
        )
        shutil.move(f"{folder}/bai.docx", FOLDER / "libreoffice.docx")
        subprocess.run([*run, "pdf", "--outdir", folder, str(FOLDER / "libreoffice.docx")], check=True)
        shutil.move(f"{folder}/libreoffice.pdf", FOLDER / "libreoffice.pdf")
        subprocess.run([*run, "odt", "--outdir", str(FOLDER), str(FOLDER / "libreoffice.docx")], check=True)
        document = docx.Document(FOLDER / "libreoffice.docx")
        for section in document.sections:
            for old in section._sectPr.findall(qn("w:cols")):
                section._sectPr.remove(old)
            section._sectPr.append(section._sectPr.makeelement(qn("w:cols"), {qn("w:num"): "2", qn("w:space"): "400"}))
        document.save(f"{folder}/hai-cot-libreoffice.docx")
        subprocess.run([*run, "pdf", "--outdir", str(FOLDER), f"{folder}/hai-cot-libreoffice.docx"], check=True)


if __name__ == "__main__":
    main()
