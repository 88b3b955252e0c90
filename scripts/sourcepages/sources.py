"""A folder of articles: which of its files are articles, and what is wrong with the rest."""

from __future__ import annotations

import os
import unicodedata
from operator import attrgetter
from pathlib import Path

from .files import reason
from .models import Diagnostic

SUFFIXES = (".txt", ".md")


def collect(folder: Path) -> tuple[dict[str, Path], list[Diagnostic]]:
    """The article files below ``folder`` by name (relative, with ``/``, NFC), and what is wrong with the rest.

    Names that begin with ``.`` or ``_`` are no articles. Links that lead out of the folder, linked
    folders and files that are no plain files are refused; nothing is opened here.
    """
    found: dict[str, Path] = {}
    problems: list[Diagnostic] = []

    def say(severity: str, code: str, name: str, message: str, remedy: str) -> None:
        problems.append(Diagnostic(severity, code, name, message, remedy))

    if not folder.is_dir():
        say(
            "error", "no-folder", str(folder), "không có thư mục nguồn này", "tạo thư mục và đặt bài (.txt, .md) vào đó"
        )
        return found, problems
    home = folder.resolve()
    waiting = [(folder, "")]
    while waiting:
        parent, prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(parent), key=attrgetter("name"))
        except OSError as err:
            say(
                "error",
                "unreadable",
                _printable(prefix.rstrip("/") or "."),
                f"không mở được thư mục: {reason(err)}",
                "kiểm tra quyền đọc",
            )
            continue
        for entry in entries:
            path, name = Path(entry.path), unicodedata.normalize("NFC", prefix + entry.name)
            shown, suffix = _printable(name), os.path.splitext(entry.name)[1].lower()
            if entry.name.startswith((".", "_")):
                if (
                    entry.name.startswith(".")
                    and not entry.name.startswith((".#", "._"))
                    and entry.name.lower().endswith(SUFFIXES)
                    and not entry.is_dir()
                ):
                    say(
                        "warning",
                        "hidden",
                        shown,
                        "tên bắt đầu bằng dấu chấm nên tệp bị ẩn và không được đọc",
                        "đổi tên tệp",
                    )
            elif entry.is_symlink() and not path.exists():
                say(
                    "error",
                    "dangling-link",
                    shown,
                    "liên kết trỏ tới tệp không còn",
                    "xóa liên kết hoặc chép tệp thật vào",
                )
            elif entry.is_symlink() and not path.resolve().is_relative_to(home):
                say("error", "outside", shown, "liên kết trỏ ra ngoài thư mục nguồn", "chép tệp thật vào thư mục nguồn")
            elif entry.is_symlink() and entry.is_dir():
                say(
                    "warning",
                    "linked-folder",
                    shown,
                    "thư mục là liên kết nên không được đọc",
                    "chép tệp thật vào thư mục nguồn",
                )
            elif entry.is_dir():
                waiting.append((path, prefix + entry.name + "/"))
                if suffix in SUFFIXES:
                    say("warning", "folder", shown, "đây là thư mục, không phải tệp bài", "đổi tên thư mục nếu nhầm")
            elif suffix not in SUFFIXES:
                say(
                    "warning",
                    "suffix",
                    shown,
                    "không phải tệp .txt hay .md nên không được đọc",
                    "trang web, Word, PDF: make add FROM=tệp; tệp khác thì để ở nơi khác",
                )
            elif not entry.is_file():
                say("error", "no-file", shown, "không phải tệp thường", "xóa đi, hoặc chép tệp thật vào")
            elif shown != name:
                say("error", "bad-name", shown, "tên tệp có ký tự điều khiển hoặc không phải UTF-8", "đổi tên tệp")
            elif name in found:
                say("error", "same-name", shown, "hai tệp có tên chỉ khác nhau ở cách mã hóa dấu", "đổi tên một tệp")
            else:
                found[name] = path
    if not found:
        say(
            "error",
            "no-articles",
            str(folder),
            "không có bài nào trong thư mục nguồn",
            "đặt ít nhất một tệp .txt hay .md vào đó, hoặc: make add FROM=tệp",
        )
    return dict(sorted(found.items())), problems


def _printable(name: str) -> str:
    """A file name as it may stand in a message: control characters and stray bytes written out."""
    return (
        name
        if name.isprintable()
        else "".join(ch if ch.isprintable() else ch.encode("unicode_escape", "surrogatepass").decode() for ch in name)
    )
