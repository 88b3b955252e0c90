"""Publishing: a bare folder, only our own files, the same bytes anywhere; and the workflow that does it."""

import datetime
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import publish
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# --- the folder -----------------------------------------------------------------------------------------------


@pytest.fixture
def folders(tmp_path):
    """A small site and a folder to publish it to that has a file of somebody else's."""
    site, to = tmp_path / "site", tmp_path / "to"
    (site / "bai").mkdir(parents=True)
    (site / "index.html").write_text("1")
    (site / "bai" / "index.html").write_text("1")
    to.mkdir()
    (to / "CNAME").write_text("a.example")
    return site, to


def test_publishing_again_writes_nothing_and_removes_what_is_gone_but_nothing_of_others(folders):
    site, to = folders
    assert publish.publish(site, to) == (2, 0, 0)
    assert publish.publish(site, to) == (0, 0, 2)
    shutil.rmtree(site / "bai")
    (site / "index.html").write_text("2")
    assert publish.publish(site, to) == (1, 1, 0)
    assert set(tree(to)) == {"CNAME", "index.html", publish.LIST}
    assert not (to / "bai").exists()


def test_a_file_of_somebody_else_in_the_way_stops_it_before_anything_is_written(folders):
    site, to = folders
    (to / "index.html").write_text("của người khác")
    with pytest.raises(ValueError, match=r"index\.html"):
        publish.publish(site, to)
    assert set(tree(to)) == {"CNAME", "index.html"}


@pytest.mark.parametrize("to", ["", ".", "kho", "kho/sources"])
def test_the_archive_itself_and_no_folder_at_all_are_refused(to, tmp_path, capsys, monkeypatch):
    (tmp_path / "kho" / "sources").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "kho" if to in ("", ".") else tmp_path)
    assert publish.main([to, "--sources", str(tmp_path / "kho" / "sources")]) == 1
    assert "make publish TO=" in capsys.readouterr().err
    assert [p.name for p in tmp_path.rglob("*")] == ["kho", "sources"]


def test_a_list_that_names_files_elsewhere_removes_nothing(folders, tmp_path):
    site, to = folders
    (tmp_path / "quy.txt").write_text("giữ")
    (to / publish.LIST).write_text('{"files": {"../quy.txt": "x", "/etc/hosts": "x", "CNAME/../../quy.txt": "x"}}')
    publish.publish(site, to)
    assert (tmp_path / "quy.txt").read_text() == "giữ"


# --- the same bytes -------------------------------------------------------------------------------------------


def test_the_same_commit_gives_the_same_bytes_in_other_folders_time_zones_and_locales(tmp_path):
    names = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    made = []
    for folder, zone, locale, seed in (
        ("a", "Asia/Ho_Chi_Minh", "vi_VN.UTF-8", "1"),
        ("b/với dấu cách/c", "America/Anchorage", "C", "2"),
    ):
        home = tmp_path / folder
        for name in filter(None, names):
            if (ROOT / name).is_file() and not name.startswith("tests/"):
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, home / name)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "SOURCE_DATE", "SITE_", "DOCS_"))} | {
            "TZ": zone, "LANG": locale, "LC_ALL": locale, "PYTHONHASHSEED": seed}  # fmt: skip
        done = subprocess.run(
            [sys.executable, home / "scripts" / "make_site.py", "--site", home / "site"],
            env=env,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        made.append(tree(home / "site"))
    first, second = made
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) > 50
    today = datetime.datetime.now(datetime.UTC).date()
    days = {(today + datetime.timedelta(days=n)).isoformat().encode() for n in (-1, 0, 1)}
    assert [name for name in first if any(day in first[name] for day in days)] == []
    assert [name for name in first if str(tmp_path).encode() in first[name]] == []


# --- the workflow ---------------------------------------------------------------------------------------------

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_workflows_pin_their_actions_and_take_no_more_rights_than_they_need(path):
    text = path.read_text(encoding="utf-8")
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text
    assert "secrets." not in text
    uses = re.findall(r"uses: (\S+)(?: # (\S+))?", text)
    assert uses
    for action, tag in uses:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r"v\d+\.\d+\.\d+", tag)
    for name, job in flow["jobs"].items():
        assert set(job.get("permissions", {})) <= ({"pages", "id-token"} if name == "publish" else set())
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            assert "${{ github.event" not in step.get("run", "")  # nothing a stranger writes becomes a command
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_workflows_run_what_the_makefile_has():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    ran = {t for path in WORKFLOWS for t in re.findall(r"run: make ([a-z]+)", path.read_text(encoding="utf-8"))}
    assert {"check", "publish"} <= ran <= targets


# --- what is installed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt", "scripts/requirements-add.txt"])
def test_every_dependency_is_pinned_with_its_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.findall(r"^([a-zA-Z0-9_.-]+)([=<>~!]=?)([^\s;\\]*)", text, re.M)
    assert len(packages) > 5
    assert all(sign == "==" and version for _, sign, version in packages)
    assert len(
        re.findall(r"^[a-zA-Z0-9_.-]+==(?:[^\n]*\\\n(?:\s+--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.M)
    ) == len(packages)


def test_the_locks_agree_on_every_package_they_share():
    versions: dict[str, set[frozenset[str]]] = {}
    for name in ("requirements.txt", "tests/requirements.txt", "scripts/requirements-add.txt"):
        rows = re.findall(r"^([a-zA-Z0-9_.-]+)==([^\s;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.M)
        for package, _ in rows:
            # a version may depend on Python's
            versions.setdefault(package, set()).add(frozenset(v for p, v in rows if p == package))
    assert {p: v for p, v in versions.items() if len(v) > 1} == {}
