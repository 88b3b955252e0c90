"""Bytes → :class:`Source`. The only place that makes canonical text.

It fixes encoding, line ends, Unicode form and invisible characters, and nothing else.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from pathlib import Path

from . import frontmatter
from .fold import fold
from .models import Diagnostic, Paragraph, Source, Unreadable

MAX_BYTES = 20_000_000
"""No article is this long; a larger file is a mistake, and would be one huge page."""
_USUAL = 1 << 16

_LINE_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Nothing to see: zero-width, soft hyphen, bidi and other format characters, control characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


HOW_TO_CONVERT = (
    "chuyển sang Unicode bằng UniKey: bấm Ctrl+Shift+F6, chọn bảng mã nguồn (TCVN3, VNI Windows hay CP 1258), đích là "
    "Unicode; "
    "tệp Windows-1258 còn có thể: iconv -f WINDOWS-1258 -t UTF-8 tệp-cũ > tệp-mới"
)
_VIETNAMESE = re.compile("[ĂăĐđƠơƯưẠ-ỹ]|[aeiouyAEIOUY][\u0302\u0306\u031b]?[\u0300\u0301\u0303\u0309\u0323]")
# TCVN3 puts letters where Latin-1 has signs and capitals; VNI writes the mark as a second letter.
_TCVN3_WORD = re.compile("(?<![A-Za-z])[A-Za-z]{1,9}[µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞß«¬][a-z]*")
_VNI_WORD = re.compile("(?<![A-Za-z])[A-Za-z]{0,9}[aeouyöôAEOUY][ùøûõïäåáàãéèêëúüç][a-z]*(?![\u0080-\u024f])")
# The same where some letters are Vietnamese: only what no Vietnamese word has, a capital or sign right after a small
# letter, a foreign mark after a vowel.
_TCVN3_SURE = re.compile("[a-z][µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÐÎÏÑªÕÓÔÖ×ÝØÜß«¬][a-z]*")
_VNI_SURE = re.compile("[aeouyöô][øûïäåëü][a-z]*")
_ODD = re.compile("[µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÐÎÏÑªÕÓÔÖ×ÝØÜß«¬øûïäåëü](?<=[a-zöô].)")  # what the two above have in common
_LEGACY = (("TCVN3 (ABC)", _TCVN3_SURE), ("VNI", _VNI_SURE))


def canonical(text: str) -> str:
    """One form of the same words: ``\\n`` line ends, no invisible characters, plain spaces, NFC."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if not text.replace("\n", "").isprintable() or "\u034f" in text:  # all others of the three are none
        text = _LINE_ENDS.sub("\n", text)
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def load(path: Path) -> bytes:
    """The file's bytes, one more than :data:`MAX_BYTES` at most: :func:`decode` refuses those. Raises OSError."""
    with open(path, "rb") as file:
        data = file.read(_USUAL)  # room for 20 MB takes longer to make than most articles to read
        return data if len(data) < _USUAL else data + file.read(MAX_BYTES + 1 - _USUAL)


def decode(name: str, data: bytes) -> str:
    """The file's characters. UTF-8, with or without BOM, or UTF-16 with BOM; all else is refused
    (a guessed encoding would print wrong letters as if they stood in the article)."""

    def refuse(code: str, message: str, remedy: str, line: int = 0) -> Unreadable:
        return Unreadable(Diagnostic("error", code, name, message, remedy, line))

    if len(data) > MAX_BYTES:
        raise refuse(
            "too-large", f"tệp lớn hơn {MAX_BYTES / 1e6:.0f} MB", "tách thành nhiều bài, hoặc bỏ phần không phải chữ"
        )
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as err:
        if b"\0" in data or not _looks_like_text(data):
            raise refuse(
                "binary",
                "không phải tệp văn bản (ảnh, tệp Word, tệp nén …)",
                "chỉ đặt tệp .txt hoặc .md vào đây; trang web, Word, PDF thì dùng: make add FROM=tệp",
            ) from None
        line = data.count(b"\n", 0, err.start) + 1
        raise refuse(
            "encoding",
            f"không phải Unicode UTF-8 (byte 0x{data[err.start]:02X}); có thể là {_likely(data[:100_000])}",
            HOW_TO_CONVERT,
            line,
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refuse(
            "binary",
            "có byte NUL: UTF-16 không có BOM, không phải tệp văn bản, hoặc tệp đã hỏng",
            "lưu lại bài dưới dạng văn bản UTF-8",
            line,
        )
    if odd := _legacy_font(text):
        line = text.count("\n", 0, odd.start()) + 1
        raise refuse(
            "encoding",
            f"chữ gõ bằng bảng mã cũ TCVN3 (ABC) hay VNI, không phải Unicode: “{odd.group()}”",
            HOW_TO_CONVERT,
            line,
        )
    return text


def _legacy_font(text: str) -> re.Match | None:
    """The first word of a text typed for a TCVN3 or VNI font and saved as UTF-8 ("NghÞ quyÕt", "Nghò quyeát"): valid
    characters, wrong letters. With a single letter that is Vietnamese alone, only what Vietnamese never has counts."""
    vietnamese = _VIETNAMESE.search(text)
    if vietnamese and not _ODD.search(text):
        return None
    for pattern in (_TCVN3_SURE, _VNI_SURE) if vietnamese else (_TCVN3_WORD, _VNI_WORD):
        found = list(pattern.finditer(text))
        if len(found) > 2 and len(found) * 10 > len(text.split()):
            return found[0]
    return None


def _likely(data: bytes) -> str:
    """Which Vietnamese encoding bytes that are no UTF-8 may have, for a message; nothing is decoded by it."""
    text = data.decode("latin-1")
    count, name = max((len(pattern.findall(text)), name) for name, pattern in _LEGACY)
    if count > 2 and count * 10 > len(text.split()):
        return name
    try:
        marks = len(re.findall("[\u0300\u0301\u0303\u0309\u0323]", data.decode("cp1258")))
    except UnicodeDecodeError:
        marks = 0
    return "Windows-1258" if marks * 5 > len(text.split()) else "Windows-1258, TCVN3 hay VNI"


def _looks_like_text(data: bytes) -> bool:
    control = sum(byte < 9 or 13 < byte < 32 for byte in data[:4096])
    return control * 50 < len(data[:4096])


def with_excerpts(data: bytes, diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The same, each with the line of the file that it is about, where it names a column and lacks the line."""
    if not any(d.column and not d.excerpt for d in diagnostics):
        return diagnostics
    lines = canonical(decode("", data)).split("\n")
    return tuple(
        dataclasses.replace(d, excerpt=lines[d.line - 1])
        if d.column and not d.excerpt and 0 < d.line <= len(lines)
        else d
        for d in diagnostics
    )


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The non-blank lines of a :func:`canonical` text. An anchor is made of the line's own folded words; a line that
    stands twice gets ``-2`` the second time."""
    found, seen, at = [], {}, 0
    for line, folded in zip(text.split("\n"), fold(text).split("\n"), strict=True):
        start, at = at + len(line) - len(line.lstrip()), at + len(line) + 1
        if start == at - 1:
            continue  # blank
        folded = folded.strip()
        if "  " in folded:
            folded = " ".join(folded.split())
        digest = hashlib.blake2s(folded.encode(), digest_size=4).hexdigest()
        seen[digest] = seen.get(digest, 0) + 1
        anchor = f"d{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else "")
        found.append(Paragraph(len(found) + 1, start, start + len(line.strip()), anchor))
    return tuple(found)


def read(name: str, data: bytes) -> Source:
    """The article file ``name`` (its path inside the sources folder) with the bytes ``data``.

    Raises :class:`Unreadable` for what can't be used: an unknown encoding, no text, broken front matter.
    """
    raw = canonical(decode(name, data))
    editor, text, text_line = frontmatter.split(name, raw)
    if not text.strip():
        raise Unreadable(
            Diagnostic(
                "error", "empty", name, "tệp không có chữ nào", "dán nội dung bài vào tệp, hoặc xóa tệp đi", text_line
            )
        )
    return Source(name, hashlib.sha256(data).hexdigest(), text, paragraphs(text), editor, text_line)
