"""A document of any kind → an article file in the sources folder. Never overwrites; a file is whole or not there.

Every document is read in a process of its own whose time and memory are bounded: whatever a broken or hostile file
does to a parser, the maintainer gets a message, and the rest goes on.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from .. import near, read
from ..files import beside
from ..fold import slug
from ..models import Unreadable
from .draft import Draft, Refused, article_file

SECONDS = 60
MEMORY = 2_000_000_000
"""What one document may cost."""
MAX_FILE = 120_000_000
"""A saved page has its pictures inside; no document is larger."""
FEW = 20
"""Words: no article is so short, but a page that asks for a password is."""
KINDS = {
    ".html": "page.html",
    ".htm": "page.html",
    ".xhtml": "page.html",
    ".mhtml": "page.mhtml",
    ".mht": "page.mhtml",
    ".docx": "word.word",
    ".docm": "word.word",
    ".odt": "word.odt",
    ".pdf": "pdf.pdf",
    ".eml": "mail.mail",
    ".txt": "plain.plain",
    ".md": "plain.plain",
}
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "multipart/related": ".mhtml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "message/rfc822": ".eml",
}
_SUFFIX = {
    "page.html": ".html",
    "page.mhtml": ".mhtml",
    "pdf.pdf": ".pdf",
    "word.word": ".docx",
    "word.odt": ".odt",
    "mail.mail": ".eml",
}
USABLE = "dùng được: .html, .mhtml, .docx, .odt, .pdf có chữ, .eml, .txt"
_RESAVE = "mở bằng Word hay LibreOffice rồi lưu lại dạng .docx"
_OCR = "nhận dạng chữ (OCR) trước, ví dụ bằng ocrmypdf -l vie, rồi thêm tệp có chữ"
OTHERS = {
    ".doc": ("tệp Word kiểu cũ (.doc)", _RESAVE),
    ".rtf": ("tệp RTF", _RESAVE),
    ".wps": ("tệp của Works", _RESAVE),
    ".pages": ("tệp của Pages", "trong Pages chọn Xuất ra Word (.docx)"),
    ".xls": ("bảng tính", "chép phần chữ của bài vào tệp .txt"),
    ".xlsx": ("bảng tính", "chép phần chữ của bài vào tệp .txt"),
    ".ppt": ("bản trình chiếu", "chép phần chữ của bài vào tệp .txt"),
    ".pptx": ("bản trình chiếu", "chép phần chữ của bài vào tệp .txt"),
    ".epub": ("sách điện tử", "chép phần chữ của bài vào tệp .txt"),
    ".zip": ("tệp nén", "giải nén ra một thư mục rồi chạy: make add FROM=thư-mục"),
    ".rar": ("tệp nén", "giải nén ra một thư mục rồi chạy: make add FROM=thư-mục"),
    ".7z": ("tệp nén", "giải nén ra một thư mục rồi chạy: make add FROM=thư-mục"),
    ".msg": ("thư của Outlook (.msg)", "trong Outlook lưu thư thành .eml hay .html"),
    ".jpg": ("tệp ảnh, không có chữ", _OCR),
}
"""What a maintainer may try all the same: what it is, and what to do with it."""
_MAGIC = {
    b"{\\rtf": ".rtf",
    b"\xff\xd8\xff": ".jpg",
    b"\x89PNG": ".jpg",
    b"GIF8": ".jpg",
    b"II*\0": ".jpg",
    b"MM\0*": ".jpg",
    b"Rar!": ".rar",
    b"7z\xbc\xaf": ".7z",
}
ORIGINALS = "_goc"
"""Folder inside sources for the originals, when asked to keep them; names with ``_`` are no articles."""


@dataclass(frozen=True)
class Added:
    """What became of one document: ``name`` of the new file in sources, or why there is none."""

    origin: str
    name: str = ""
    problem: str = ""
    remedy: str = ""
    same_as: str = ""
    seen: int = 0
    kept: int = 0
    left_out: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    guessed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


def documents(origin: Path) -> Iterator[Path]:
    """The files of a folder that look like documents, in order, or the file itself. Links are not followed."""
    if not origin.is_dir():
        yield origin
        return
    yield from (
        path
        for path in _walk(origin)
        if path.suffix.lower() in (*KINDS, *OTHERS) and path.suffix.lower() != ".jpg" and not path.is_symlink()
    )


def passed_over(origin: Path) -> list[str]:
    """The files of a folder that :func:`documents` leaves out: pictures, links, what no program here knows."""
    taken = set(documents(origin))
    return [str(path.relative_to(origin)) for path in _walk(origin) if path not in taken] if origin.is_dir() else []


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "_")) and not f.endswith("_files"))
        yield from (
            path
            for name in sorted(files)
            if not name.startswith((".", "_", "~$")) and (path := Path(parent, name)).is_file()
        )


def kind_of(name: str, data: bytes, media: str = "") -> str:
    """Which importer reads it: by its first bytes, else by what the server says, else by its name. Raises
    :class:`Refused`."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    suffix = TYPES.get(media) or Path(name).suffix.lower()
    if head.startswith(b"%PDF-"):
        return KINDS[".pdf"]
    if head.startswith(b"PK\x03\x04"):
        inside = _inside(data)
        return KINDS[inside] if inside in KINDS else _refuse(inside)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if suffix in (".docx", ".odt"):
            raise Refused("tệp có mật khẩu", "mở bằng mật khẩu rồi lưu lại, không đặt mật khẩu")
        _refuse(suffix if suffix in (".xls", ".ppt", ".msg") else ".doc")
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            _refuse(kind)
    if head[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return KINDS[".html"]
    if b"multipart/related" in head and b"mime-version" in head.lower() and suffix != ".eml":
        return KINDS[".mhtml"]
    if suffix in OTHERS:
        _refuse(suffix)
    if suffix in (".pdf", ".docx", ".odt"):
        raise Refused(
            f"tên tệp là {suffix} nhưng bên trong không phải: tệp hỏng, hoặc tải về chưa xong",
            "tải lại hay xin lại tệp",
        )
    if suffix not in KINDS:
        raise Refused("không nhận ra loại tệp", USABLE)
    return KINDS[suffix]


def _refuse(suffix: str) -> NoReturn:
    what, remedy = OTHERS[suffix]
    raise Refused(what, remedy)


def _inside(data: bytes) -> str:
    """What a zip is, as a suffix, by the names in it; one that can't be listed is for the Word reader to refuse."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist()}
            kind = (
                archive.read("mimetype") if "mimetype" in names and archive.getinfo("mimetype").file_size < 200 else b""
            )
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, EOFError, zlib.error):
        return ".docx"
    if kind == b"application/vnd.oasis.opendocument.text":
        return ".odt"
    if b"epub" in kind:
        return ".epub"
    starts = {name.partition("/")[0] for name in names}
    return next(
        (
            suffix
            for part, suffix in (("word", ".docx"), ("xl", ".xlsx"), ("ppt", ".pptx"))
            if part in starts and "[Content_Types].xml" in names
        ),
        ".zip",
    )


def convert(data: bytes, name: str, media: str = "", url: str = "", charset: str = "") -> Draft:
    """A document's bytes → draft, in a process of its own. Raises :class:`Refused`."""
    kind = kind_of(name, data, media)
    options = {"kind": kind, "name": name, "url": url, "charset": charset}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "sourcepages.importers.child", json.dumps(options)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired:
        raise Refused(
            f"đọc quá {SECONDS} giây: tệp hỏng, hoặc cố ý làm ra để gây hại", "dán phần chữ của bài vào tệp .txt"
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        missing = b"ModuleNotFoundError" in done.stderr
        if missing:
            raise Refused("chưa cài phần thêm bài", "chạy: make add FROM=tệp (lệnh ấy tự cài)") from None
        raise Refused("không đọc được tệp này: tệp hỏng, hoặc quá lớn", "dán phần chữ của bài vào tệp .txt") from None
    if "refused" in answer:
        raise Refused(answer["refused"], answer["remedy"])
    whole = answer.pop("whole", None)
    return Draft(**answer, whole=data if whole else None)


def add(
    origin: str,
    data: bytes,
    sources: Path,
    known: near.Index,
    *,
    media: str = "",
    url: str = "",
    charset: str = "",
    retrieved: str = "",
    keep_original: bool = False,
    dry_run: bool = False,
) -> Added:
    """One document → one new file in ``sources``. ``known`` are the texts that are there already; it learns the new
    one."""
    shown = "".join(ch if ch.isprintable() else "�" for ch in origin)
    name = Path(origin.split("?")[0]).name or "trang.html"
    try:
        draft = convert(data, name, media, url, charset)
        if retrieved and draft.whole is None:
            draft.values.setdefault("retrieved", retrieved)
        content = article_file(draft)
        source = read.read(name, content)
    except Refused as err:
        return Added(shown, problem=str(err), remedy=err.remedy)
    except Unreadable as err:
        return Added(shown, problem=err.diagnostics[0].message, remedy=err.diagnostics[0].remedy)
    made = {
        "seen": draft.seen,
        "kept": draft.kept,
        "left_out": tuple(draft.left_out),
        "values": tuple(draft.values.items()),
        "guessed": tuple(draft.guessed.items()),
        "notes": tuple(draft.notes),
    }
    twins = known.like(source.text)
    same = next((other for other, share in twins if share == 1.0), "")
    if same:
        known_keys = read.read(same, read.load(sources / same)).editor.keys() if (sources / same).is_file() else ()
        made["values"] = tuple(
            (key, value) for key, value in draft.values.items() if key not in known_keys and value not in source.text
        )
        return Added(shown, same_as=same, **made)
    if draft.kept < FEW and draft.whole is None:
        made["notes"] += (f"bài chỉ có {draft.kept} chữ: xem lại có đúng tệp hay không",)
    made["notes"] += tuple(f"có thể trùng với {other} (giống {share:.0%})" for other, share in twins)
    base = slug(draft.values.get("title") or Path(name).stem)[:60].strip("-") or "bai"
    if dry_run:
        return Added(shown, name=f"{base}.txt", **made)
    file = create(sources, base, ".txt", content)
    known.add(file, source.text)
    if keep_original:
        suffix = Path(name).suffix.lower()
        if suffix not in KINDS:
            suffix = _SUFFIX.get(kind_of(name, data, media), ".txt")
        kept = create(sources / ORIGINALS, Path(file).stem, suffix, data)
        made["notes"] += (f"bản gốc: {ORIGINALS}/{kept}",)
    return Added(shown, name=file, **made)


def create(folder: Path, base: str, suffix: str, data: bytes) -> str:
    """A new file ``base``, ``base-2`` … in ``folder``: written beside and linked into place, so that it is whole
    or not there, and nothing that exists is ever replaced. Returns its name."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = beside(folder / f"{base}{suffix}")
    try:
        temporary.write_bytes(data)
        number = 1
        while True:
            name = f"{base}{suffix}" if number == 1 else f"{base}-{number}{suffix}"
            try:
                os.link(temporary, folder / name)
                return name
            except FileExistsError:
                number += 1
            except OSError:  # a file system without links: refuse what exists, then write
                try:
                    with (folder / name).open("xb") as file:
                        file.write(data)
                    return name
                except FileExistsError:
                    number += 1
    finally:
        temporary.unlink(missing_ok=True)


def today() -> str:
    """The day a page is fetched: the one place of the package where a clock counts."""
    return datetime.date.today().isoformat()


def as_rows(draft: Draft) -> dict:
    """A draft as JSON takes it."""
    row = dataclasses.asdict(draft)
    row["whole"] = draft.whole is not None
    return row
