"""A saved e-mail (.eml) → draft: its plain text, else its HTML. What is attached is named, not opened."""

from __future__ import annotations

import email
import email.policy
import re

from .. import read
from ..models import Unreadable
from . import page
from .draft import Draft, Refused, tidy

_FORWARDED = re.compile(r"(?:\s*(?:re|fw|fwd|tr|chuyển tiếp|trả lời)\s*:)+\s*", re.I)


def mail(data: bytes) -> Draft:
    """An e-mail's bytes → its draft. Raises :class:`Refused`."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    try:
        body = message.get_body(("plain", "html"))
        attached = [str(part.get_filename() or part.get_content_type()) for part in message.iter_attachments()]
        subject, sender, sent = (" ".join(str(message.get(name) or "").split()) for name in ("Subject", "From", "Date"))
    except Exception as err:  # headers and parts are parsed when asked for, and a broken one may raise anything
        raise Refused("không đọc được thư này (tệp hỏng)", "mở thư rồi chép phần chữ vào tệp .txt") from err
    content = body.get_payload(decode=True) if body is not None else b""
    if not (content or b"").strip():
        raise Refused(
            "thư không có chữ nào" + (f", chỉ có tệp đính kèm: {', '.join(attached)}" if attached else ""),
            "lưu tệp đính kèm ra ngoài rồi thêm tệp ấy",
        )
    charset = str(body.get_content_charset() or "utf-8")
    if body.get_content_type() == "text/html":
        draft = page.html(content, charset=charset)
    else:
        text = _text(content, charset)
        if "flowed" in str(body.get("Content-Type")).lower():
            text = re.sub(r"(?<=\S) \n(?=\S)", " ", text)
        draft = Draft(tidy(text.splitlines()), seen=len(text.split()))
    title = _FORWARDED.sub("", subject, count=1) if _FORWARDED.match(subject) else subject
    if title and title in " ".join(draft.text.split()):
        draft.values["title"], draft.guessed["title"] = title, "chủ đề của thư"
    elif title:
        draft.notes.append(f"chủ đề của thư là “{title}”, không có trong thư nên không dùng làm nhan đề")
    if sender or sent:
        draft.notes.append(
            f"thư của {sender or '(không rõ)'} gửi {sent or '(không rõ ngày)'}: không dùng làm tác giả hay ngày đăng"
        )
    if attached:
        draft.notes.append(
            f"chưa đọc {len(attached)} tệp đính kèm ({', '.join(attached)}): lưu ra ngoài rồi thêm riêng"
        )
    return draft


def _text(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        return read.decode("thư", content)
    except Unreadable as err:
        raise Refused(err.diagnostics[0].message, err.diagnostics[0].remedy) from None
