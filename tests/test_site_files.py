"""A folder of the site that has the very files of another, and what must not happen to either."""

import errno
import os
from pathlib import Path

import pytest
import site_files


@pytest.fixture(params=["links", "no links"])
def folders(request, tmp_path, monkeypatch):
    if request.param == "no links":

        def refused(*_):
            raise OSError(errno.EPERM, "no links here")

        monkeypatch.setattr(os, "link", refused)
    source = tmp_path / "source"
    source.mkdir()
    return source, tmp_path / "site" / "below"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def replaced(path: Path, data: bytes) -> None:
    beside = path.with_name("beside")
    beside.write_bytes(data)
    os.replace(beside, path)


def test_a_mirror_has_what_came_what_changed_and_nothing_that_went(folders):
    source, target = folders
    for name in ("stays", "changes", "goes"):
        (source / name).write_bytes(name.encode())
    site_files.mirror(source, target)
    assert contents(target) == contents(source)
    (target / "folder").mkdir()
    (target / "stray").write_bytes(b"")
    replaced(source / "changes", b"changed")
    (source / "goes").unlink()
    (source / "comes").write_bytes(b"new")
    site_files.mirror(source, target)
    assert contents(target) == contents(source) == {"stays": b"stays", "changes": b"changed", "comes": b"new"}
    assert (target / "folder").is_dir()


def test_where_nothing_is_left_there_is_no_folder(folders):
    source, target = folders
    (source / "goes").write_bytes(b"")
    site_files.mirror(source, target)
    (source / "goes").unlink()
    source.rmdir()
    for _ in range(2):
        site_files.mirror(source, target)
        assert not target.exists()


def test_what_stays_is_not_touched(folders):
    source, target = folders
    (source / "stays").write_bytes(b"as it is")
    site_files.mirror(source, target)
    before = os.stat(target / "stays")
    site_files.mirror(source, target)
    after = os.stat(target / "stays")
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert os.listdir(target) == ["stays"]


def test_a_file_that_is_there_under_both_names_is_left_alone(tmp_path):
    (tmp_path / "one").write_bytes(b"as it is")
    for _ in range(2):
        site_files.link(tmp_path / "one", tmp_path / "two")
    assert contents(tmp_path) == {"one": b"as it is", "two": b"as it is"}


def test_a_name_left_by_a_build_that_was_killed_is_not_written_through(folders):
    source, target = folders
    for name in ("one", "two"):
        (source / name).write_bytes(name.encode())
    site_files.mirror(source, target)
    try:
        os.link(source / "one", target / f".{os.getpid()}.tmp")
    except OSError:
        (target / f".{os.getpid()}.tmp").write_bytes(b"one")
    replaced(source / "two", b"more than there was")
    site_files.mirror(source, target)
    assert contents(target) == contents(source) == {"one": b"one", "two": b"more than there was"}
