"""Processes of the build: they do not outlive it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from running_kit import SECONDS, until

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
PROGRAM = """
import os, pathlib, sys, time
sys.path.insert(0, sys.argv[1])
from sourcepages import parallel
def wait(folder, part):
    pathlib.Path(folder, str(os.getpid())).touch()
    time.sleep(10_000)
    return part
parallel.cores = lambda: 2
{late}
list(parallel.each(wait, range(500), sys.argv[2]))
"""
LATE = """
parent, library = os.getpid(), parallel.ctypes.CDLL
def late(name):  # asks to be ended with the parent when it has ended
    pathlib.Path(sys.argv[2], str(os.getpid())).touch()
    while os.getppid() == parent:
        time.sleep(0.01)
    return library(name)
parallel.ctypes.CDLL = late
"""


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux to end them")
@pytest.mark.parametrize("late", ["", LATE], ids=["at work", "only starting"])
def test_processes_of_a_killed_build_end_too(tmp_path, late):
    parent = subprocess.Popen([sys.executable, "-c", PROGRAM.format(late=late), SCRIPTS, tmp_path])
    assert until(lambda: len(list(tmp_path.iterdir())) == 2)
    children = [int(path.name) for path in tmp_path.iterdir()]
    assert all(map(lives, children))
    parent.kill()
    parent.wait()
    ended = until(lambda: not any(map(lives, children)))
    for child in [] if ended else filter(lives, children):
        os.kill(child, signal.SIGKILL)
    assert ended


BESIDE = """
import os, sys
sys.path.insert(0, sys.argv[1])
from sourcepages import parallel

parallel.cores = lambda: 2
with parallel.beside(lambda: (os.getpid(), b"." * 1_000_000)) as result:
    pid, data = result()
assert len(data) == 1_000_000 and pid != os.getpid()
with parallel.beside(lambda: b"." * 1_000_000):
    pass  # more than a pipe holds, and nobody reads it
try:
    with parallel.beside(lambda: b"." * 1_000_000):
        raise ValueError("ours")
except ValueError as err:
    assert str(err) == "ours"
with parallel.beside(lambda: os._exit(3)) as result:
    try:
        result()
    except ChildProcessError:
        print("told")
parallel.cores = lambda: 1
with parallel.beside(os.getpid) as result:
    assert result() == os.getpid()
"""

STAGES = """
import os, sys
sys.path.insert(0, sys.argv[1])
from sourcepages import parallel

parallel.cores = lambda: 2
ahead, done = os.pipe()

def work():
    yield os.getpid()
    os.write(done, b"2")  # without waiting to be asked
    yield "second"

with parallel.stages(work) as stages:
    assert os.read(ahead, 1) == b"2"
    assert next(stages) != os.getpid()
    assert list(stages) == ["second"]
with parallel.stages(work):
    pass  # nobody asks
assert os.read(ahead, 1) == b"2"

def broken():
    yield "first"
    os._exit(3)

with parallel.stages(broken) as stages:
    print(next(stages))
    try:
        next(stages)
    except ChildProcessError:
        print("told")
parallel.cores = lambda: 1
with parallel.stages(work) as stages:
    assert list(stages) == [os.getpid(), "second"]
"""


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_work_beside_gives_its_result_when_asked_and_holds_nobody_up_when_not():
    # in a program of its own: beside the threads of other tests nothing is forked
    done = subprocess.run(
        [sys.executable, "-c", BESIDE, SCRIPTS], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert (done.stdout, done.stderr) == ("told\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_stages_are_had_one_by_one_and_the_work_goes_on_meanwhile():
    done = subprocess.run(
        [sys.executable, "-c", STAGES, SCRIPTS], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert (done.stdout, done.stderr) == ("first\ntold\n", "")
