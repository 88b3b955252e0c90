"""An address → its bytes. Only http and https, only the public internet unless asked, only so much.

The host is resolved once, every address it has is checked, and the connection goes to the address that was
checked, so that a second answer of the name server can't lead elsewhere. Redirects are checked the same way.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
from urllib.parse import quote, urljoin, urlsplit

from ..files import reason
from .draft import Refused

MAX_BYTES = 30_000_000
MAX_REDIRECTS = 5
TIMEOUT = 30  # seconds without an answer
AGENT = "sourcepages-add/1.0 (one page, asked for by a person)"


def checked_addresses(host: str, port: int, local: bool) -> list[str]:
    """The IP addresses of ``host``; all of them public, or ``local`` allows others. Raises :class:`Refused`."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as err:
        raise Refused(f"không tìm thấy máy chủ {host}", "kiểm tra địa chỉ và kết nối mạng") from err
    found = list(dict.fromkeys(row[4][0] for row in rows))
    for text in found:
        if not local and not is_public(text):
            raise Refused(
                f"{host} là địa chỉ của mạng nội bộ ({text})", "nếu đúng là trang cần lấy, thêm: OPTIONS=--allow-local"
            )
    return found


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the public internet: not private, loopback, link-local, reserved, or one of
    those inside an IPv6."""
    address = ipaddress.ip_address(text.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def fetch(url: str, *, local: bool = False) -> tuple[bytes, str, str, str]:
    """(bytes, media type, charset or "", address after redirects). Raises :class:`Refused`."""
    for _ in range(MAX_REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise Refused(f"không phải địa chỉ trang: {url}", "địa chỉ bắt đầu bằng https:// hoặc http://")
        status, headers, body = _get(parts, local)
        if status in (301, 302, 303, 307, 308) and headers.get("Location"):
            url = urljoin(url, headers["Location"])
            continue
        if status != 200:
            raise Refused(f"máy chủ trả lời {status}", "mở địa chỉ bằng trình duyệt, lưu trang rồi thêm tệp đã lưu")
        kind, _, rest = (headers.get("Content-Type") or "").partition(";")
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", rest, re.I)
        return body, kind.strip().lower(), charset[1] if charset else "", url
    raise Refused("địa chỉ chuyển hướng quá nhiều lần", "mở địa chỉ bằng trình duyệt rồi dùng địa chỉ cuối cùng")


def _get(parts, local: bool) -> tuple[int, http.client.HTTPMessage, bytes]:
    host = parts.hostname
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Refused("cổng không hợp lệ trong địa chỉ") from None
    addresses = checked_addresses(host, port, local)
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    else:
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    connection._create_connection = lambda _address, timeout, source: socket.create_connection(
        (addresses[0], port), timeout, source
    )
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    )
    try:
        connection.request(
            "GET",
            path,
            headers={
                "User-Agent": AGENT,
                "Accept": "text/html, application/pdf, */*;q=0.5",
                "Accept-Encoding": "identity",
            },
        )
        answer = connection.getresponse()
        body = answer.read(MAX_BYTES + 1)
    except (OSError, http.client.HTTPException, ValueError) as err:
        why = (
            "chứng chỉ của máy chủ không hợp lệ"
            if isinstance(err, ssl.SSLError)
            else reason(err)
            if isinstance(err, OSError)
            else "máy chủ trả lời sai quy cách"
        )
        raise Refused(
            f"không tải được từ {host}: {why}",
            "kiểm tra kết nối mạng, hoặc lưu trang bằng trình duyệt rồi thêm tệp đã lưu",
        ) from err
    finally:
        connection.close()
    if len(body) > MAX_BYTES:
        raise Refused(
            f"trang lớn hơn {MAX_BYTES // 1_000_000} MB", "lưu trang ở dạng “chỉ HTML”, hoặc dán phần chữ vào tệp .txt"
        )
    return answer.status, answer.headers, body
