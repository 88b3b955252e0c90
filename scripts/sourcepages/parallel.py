"""One function over many items, in as many processes as pay. Results come in the order of the items."""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

WORTH = 64
"""Fewer items than this are done sooner than a process is started."""

_PR_SET_PDEATHSIG = 1
"""prctl(2): which signal the end of the parent sends."""

_task: tuple[Callable[[Any, list], list], Any]  # in a process of the pool: what to do, and with what


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def each(
    function: Callable[[Any, list], list],
    items: Sequence,
    shared: Any = None,
    *,
    label: str = "",
    inherited: bool = False,
) -> Iterator:
    """``function(shared, part)`` for parts of ``items``; the results of all parts, one after the other.

    ``function`` stands at the top of a module and returns one result an item. ``shared`` reaches every process once.
    Forks where that is safe: not beside other threads (a live preview's), which might hold a lock for ever.
    ``inherited``: what is shared can't be sent to a process, only be there when it begins.
    With ``label``, a progress bar while it takes long, if somebody watches.
    """
    processes = min(cores(), 2 * len(items) // WORTH)
    size = max(1, min(50, len(items) // (4 * max(processes, 1)) or 1))
    parts = [list(items[at : at + size]) for at in range(0, len(items), size)]
    if processes > 1 and _method() in (["fork"] if inherited else ["fork", "spawn"]):
        results = _in_processes(function, parts, shared, processes)
    else:
        results = (function(shared, part) for part in parts)
    return itertools.chain.from_iterable(_watched(results, parts, label))


def two(number: int) -> Callable[[Callable[[int], Any]], tuple[Any, Any]] | None:
    """A caller of a function with 0 and, in a process of its own, with 1, that gives both results; None where
    ``number`` things are too few for that, or no process can be forked or would find no core."""
    return _two if number >= 8 * WORTH and cores() > 1 and _method() == "fork" else None


def _two(function: Callable[[int], Any]) -> tuple[Any, Any]:
    with _Beside(lambda: function(1)) as second:
        return function(0), second()


def beside(function: Callable[[], Any]) -> contextlib.AbstractContextManager[Callable[[], Any]]:
    """Within this context ``function`` is at work in a process of its own, and what it gives waits for the result.
    Where no process can be forked or would find no core, it gives ``function`` itself, which is called when the result
    is asked for."""
    return _Beside(function) if cores() > 1 and _method() == "fork" else contextlib.nullcontext(function)


def stages(function: Callable[[], Iterator]) -> contextlib.AbstractContextManager[Iterator]:
    """Within this context the generator ``function`` is at work in a process of its own, which waits for nobody to take
    what it yields. Where no process can be forked or would find no core, it is at work while it is asked for more."""
    return _Stages(function) if cores() > 1 and _method() == "fork" else contextlib.nullcontext(function())


class _Stages:
    def __init__(self, function: Callable[[], Iterable]):
        context, parent = multiprocessing.get_context("fork"), os.getpid()
        self.here, there = context.Pipe(duplex=False)

        def other() -> None:
            self.here.close()
            _end_with_parent(parent)
            for result in function():
                there.send(result)

        self.process = context.Process(target=other)
        self.process.start()
        there.close()

    def __iter__(self) -> _Stages:
        return self

    def __next__(self) -> Any:
        try:
            return self.here.recv()
        except EOFError:
            self._end()
            if self.process.exitcode:
                raise ChildProcessError("a process of the build ended before its work was done") from None
            raise StopIteration from None

    def _end(self) -> None:
        self.here.close()
        self.process.join()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_) -> None:
        if not self.here.closed:  # nobody asked for all: let it end
            with contextlib.suppress(ChildProcessError):
                for _ in self:
                    pass


class _Beside(_Stages):
    def __init__(self, function: Callable[[], Any]):
        super().__init__(lambda: (function(),))

    def __call__(self) -> Any:
        (result,) = self
        return result


def _method() -> str | None:
    if sys.platform == "linux":
        return "fork" if threading.active_count() == 1 else None
    return "spawn" if threading.current_thread() is threading.main_thread() else None


def _in_processes(function, parts: list[list], shared, processes: int) -> Iterator[list]:
    given = function, shared, os.getpid()
    with ProcessPoolExecutor(processes, multiprocessing.get_context(_method()), _receive, given) as pool:
        yield from pool.map(_call, parts)


def _receive(function, shared, parent: int) -> None:
    global _task
    _end_with_parent(parent)
    _task = function, shared


def _end_with_parent(parent: int) -> None:
    """A process of the pool waits on a pipe for more; whoever kills its parent outright would leave it waiting for
    ever."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before it was asked to take this process along
            os._exit(1)


def _call(part: list) -> list:
    function, shared = _task
    return function(shared, part)


def _watched(results: Iterable[list], parts: list[list], label: str) -> Iterator[list]:
    total = sum(map(len, parts))
    if not label or total < 500 or not sys.stderr.isatty():
        yield from results
        return
    import click

    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        for result, part in zip(results, parts, strict=True):
            yield result
            bar.update(len(part))
