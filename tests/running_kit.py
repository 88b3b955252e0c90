"""What the tests of programs that run on share: a port of their own, a file that changes at once, waiting for what must
come."""

import contextlib
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SECONDS = 300
"""How long anything is waited for: only a test that fails takes as long."""


@contextlib.contextmanager
def port() -> Iterator[int]:
    """A port of this machine that nobody else is given meanwhile, and on which nothing answers but what the test starts."""
    with socket.socket() as held:
        # On Linux a port that is bound and not listened on is still free for a server that names it with the same
        # option, as Python's do; it is given to no other program, nor to a client's end of a connection, which might
        # be that of the test, asking itself.
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        number = held.getsockname()[1]
        if sys.platform != "linux":
            held.close()
        yield number


def until(condition: Callable[[], object], seconds: float = SECONDS) -> bool:
    """Wait for a condition: whether it came to hold."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def put(path: Path, text: str) -> None:
    """Write a file in one step, as who watches its folder sees it: else a watcher may find it empty."""
    beside = path.parent.with_name(f"{path.parent.name}.{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)
