"""The quick site is the plain one, byte for byte, whatever changed since the last build.

On invented articles; with ARTICLES_DIR (a folder of .txt files) on those, too.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import make_site
import mkdocs_speed
import pytest
import site_files
from benchmarks import corpus
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

ROOT = Path(__file__).resolve().parent.parent
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(ROOT / "mkdocs.yml")]


class Project:
    """Sources, their docs, and two sites of them: one quick and incremental, one plain and from scratch."""

    def __init__(self, folder: Path):
        self.sources, self.docs, self.quick, self.plain = (
            folder / name for name in ("sources", "docs", "quick", "plain")
        )
        make_site._copy(self.docs)

    def build(self, site: Path, speed: str) -> str:
        """Build, and give what was said about it."""
        env = os.environ | {
            "SOURCES": str(self.sources),
            "DOCS_DIR": str(self.docs),
            "SITE_DIR": str(site),
            "SITE_SPEED": speed,
            "NO_MKDOCS_2_WARNING": "1",
        }
        done = subprocess.run(MKDOCS, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr

    def same(self) -> str:
        """Build both; they are the same."""
        said = self.build(self.quick, "on")
        shutil.rmtree(self.plain, ignore_errors=True)
        self.build(self.plain, "off")
        quick, plain = _files(self.quick), _files(self.plain)
        assert quick.keys() == plain.keys()
        assert [name for name in quick if quick[name] != plain[name]] == []
        return said


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def test_the_same_site_after_every_change(project):
    texts = corpus.given(Path(os.environ["ARTICLES_DIR"])) if os.environ.get("ARTICLES_DIR") else None
    corpus.write(project.sources, range(40), texts=texts)
    said = project.same()
    assert "0 of them by MkDocs itself" in said
    stamps = {path: path.stat().st_mtime_ns for path in project.quick.rglob("*.html")}

    project.build(project.quick, "on")  # may have to look again at what was read as soon as it was written
    said = project.build(project.quick, "on")
    assert "pages looked at" not in said
    assert {path: path.stat().st_mtime_ns for path in project.quick.rglob("*.html")} == stamps

    corpus.write(project.sources, range(40, 42), texts=texts)  # added
    (project.sources / "bai-000005.txt").unlink()  # removed
    edited = project.sources / "bai-000011.txt"
    edited.write_text(
        edited.read_text("utf-8") + "\nMột đoạn mới về Nghị quyết số 77-NQ/TU của Tỉnh ủy Cao Bằng.\n", "utf-8"
    )
    # A person and a document that others share are given another office and another date.
    shared = project.sources / "bai-000007.txt"
    shared.write_text(
        "---\nspeakers:\n- name: Võ Đình Bá Súng\n  office: Phó Chủ tịch HĐND tỉnh Điện Biên\n---\n"
        + shared.read_text("utf-8")
        if not texts
        else shared.read_text("utf-8") + "\nHết.\n",
        "utf-8",
    )
    project.same()


def test_a_changed_template_and_a_stray_file(project):
    corpus.write(project.sources, range(3))
    project.build(project.quick, "on")
    (project.quick / "bai-viet" / "stray.html").write_text("left over", "utf-8")
    (project.quick / "empty").mkdir()
    page = project.quick / "bai-viet" / "bai-000001" / "index.html"
    page.write_text("spoilt", "utf-8")
    kept = ROOT / "overrides" / "main.html"
    assert "spoilt" not in kept.read_text("utf-8")
    project.same()


@pytest.mark.parametrize("damage", [b"", b"half", b"\0" * 5000], ids=["empty", "short", "zeros"])
def test_a_damaged_memory_is_started_over(project, damage):
    corpus.write(project.sources, range(2))
    project.build(project.quick, "on")
    state = mkdocs_speed.memory(ROOT, project.quick)
    assert state.read_bytes()
    state.write_bytes(damage)
    said = project.build(project.quick, "on")
    assert "pages looked at" in said


def test_what_mkdocs_would_complain_of_it_still_complains_of(project):
    corpus.write(project.sources, range(2))
    project.docs.joinpath("sai.md").write_text(
        "---\ntitle: Sai\n---\n# Sai {#sai}\n\n[không "
        "có](bai-viet/bai-000000/index.md#khong-co) và [thiếu](thieu.md)\n",
        "utf-8",
    )
    env = os.environ | {"SOURCES": str(project.sources), "DOCS_DIR": str(project.docs), "NO_MKDOCS_2_WARNING": "1"}

    def warnings(speed: str) -> list[str]:
        done = subprocess.run(
            MKDOCS,
            env=env | {"SITE_DIR": str(project.quick), "SITE_SPEED": speed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        return sorted(line for line in done.stderr.splitlines() if line.startswith("WARNING"))

    assert len(warnings("off")) == 2
    assert warnings("on") == warnings("off")
    assert warnings("on") == warnings("off"), "again, with a memory of the pages"


def test_a_file_that_changed_a_moment_ago_is_looked_at_again(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"one")
    now = path.stat().st_ctime_ns
    monkeypatch.setattr(site_files.time, "time_ns", lambda: now + 1_000_000)
    assert site_files.read(str(path)) == (b"one", None)
    monkeypatch.setattr(site_files.time, "time_ns", lambda: now + 1_000_000_000)
    assert site_files.read(str(path)) == (b"one", site_files.stat(str(path)))


def test_a_page_whose_writing_is_cut_short_stays_the_old_one_whole(tmp_path, monkeypatch):
    page = tmp_path / "index.html"
    page.write_bytes(b"the old page, whole")
    write, calls = os.write, []

    def cut_short(file, data):
        calls.append(len(data))
        if len(calls) > 1:
            raise OSError("no space left, or the end of the process")
        return write(file, data[: len(data) // 2])

    monkeypatch.setattr(site_files.os, "write", cut_short)
    with pytest.raises(OSError, match="no space left"):
        site_files.put(b"the new page, of which half is written", str(page))
    assert len(calls) == 2
    assert page.read_bytes() == b"the old page, whole"
    monkeypatch.undo()
    site_files.put(b"the new page", str(page))
    assert page.read_bytes() == b"the new page"


@pytest.fixture
def config(tmp_path):
    (tmp_path / "docs" / "bai-viet" / "mot").mkdir(parents=True)
    for name in (
        "index.md",
        "bai-viet/index.md",
        "bai-viet/mot/index.md",
        "bai-viet/hai.md",
        "bai-viet/a.csv",
        "bai-viet/.an",
    ):
        (tmp_path / "docs" / name).write_text("# Một\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Thử\nsite_url: https://vidu.vn/bao/\nnav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n",
        "utf-8",
    )
    return load_config(str(tmp_path / "mkdocs.yml"))


def test_a_page_of_which_nothing_was_asked_is_the_one_mkdocs_makes(config):
    ours, theirs = mkdocs_speed._Docs(config).files(config), get_files(config)
    mkdocs_speed._navigation(ours, config)
    get_navigation(theirs, config)
    assert list(ours.src_uris) == list(theirs.src_uris)
    page, whole = (files.src_uris["bai-viet/mot/index.md"].page for files in (ours, theirs))
    assert type(page) is mkdocs_speed._Page
    assert (page.canonical_url, page.update_date, page.url, page.is_homepage, page.parent) == (
        whole.canonical_url,
        whole.update_date,
        whole.url,
        whole.is_homepage,
        whole.parent,
    )
    assert type(page) is mkdocs_speed._Page, "what every build asks for makes no whole page"
    page.present_anchor_ids = {"mot"}
    page.markdown = "# Hai"
    assert type(page) is type(whole)
    assert (page.markdown, page.present_anchor_ids) == ("# Hai", {"mot"})
    for name in vars(whole).keys() - {"file", "markdown"}:
        assert getattr(page, name) == getattr(whole, name), name
    for name in ("dest_uri", "url", "abs_src_path", "abs_dest_path", "name", "inclusion"):
        for file in theirs:
            assert getattr(ours.src_uris[file.src_uri], name) == getattr(file, name), (name, file)


def test_what_comes_into_docs_after_they_were_looked_at_is_seen(config, tmp_path):
    docs = mkdocs_speed._Docs(config)
    before = set(docs.files(config).src_uris)
    (tmp_path / "docs" / "bai-viet" / "mot" / "ba.md").write_text("# Ba\n", "utf-8")
    (tmp_path / "docs" / "bai-viet" / "bon").mkdir()
    (tmp_path / "docs" / "bai-viet" / "bon" / "index.md").write_text("# Bốn\n", "utf-8")
    (tmp_path / "docs" / "bai-viet" / "hai.md").unlink()
    assert set(docs.files(config).src_uris) == before - {"bai-viet/hai.md"} | {
        "bai-viet/mot/ba.md",
        "bai-viet/bon/index.md",
    }
