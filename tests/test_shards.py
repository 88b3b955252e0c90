"""Sources read in parts, on however many machines, give the very same pages."""

from pathlib import Path

import build_pages
import pytest
from benchmarks import corpus
from sourcepages import build as building
from sourcepages.cache import BadShard


@pytest.fixture
def sources(tmp_path):
    corpus.write(tmp_path / "sources", range(11))
    (tmp_path / "sources" / "BÀI 000003.txt").write_text(
        "Bài cùng địa chỉ\n\nNgày 3/4/2019, họp về Nghị quyết số 05-NQ/TU.\n", "utf-8"
    )
    return tmp_path / "sources"


def contents(docs: Path) -> dict[str, bytes]:
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()}


def test_shards_merge_to_the_same_bytes(sources, tmp_path, monkeypatch, capsys):
    building.build(sources, tmp_path / "whole")
    shards = [tmp_path / f"{number}.shard" for number in (1, 2, 3)]
    for number, shard in enumerate(shards, 1):
        assert build_pages.main(["--sources", str(sources), "--shard", f"{number}/3", "--to", str(shard)]) == 0
        assert f"4 bài trong {shard}" in capsys.readouterr().out
    monkeypatch.setattr(building, "convert", lambda *_: pytest.fail("read again"))
    command = [
        "--sources",
        str(sources),
        "--docs",
        str(tmp_path / "merged"),
        "--cache",
        str(tmp_path / "kept"),
        "--merge",
        *map(str, shards),
    ]
    assert build_pages.main(command) == 0
    assert contents(tmp_path / "merged") == contents(tmp_path / "whole")


def test_what_no_shard_holds_is_read_by_the_merge(sources, tmp_path):
    building.build(sources, tmp_path / "whole")
    building.convert_shard(sources, 1, 2, tmp_path / "half")
    building.build(sources, tmp_path / "merged", shards=[tmp_path / "half"])
    assert contents(tmp_path / "merged") == contents(tmp_path / "whole")


def test_a_damaged_shard_is_refused(sources, tmp_path):
    shard = tmp_path / "one"
    building.convert_shard(sources, 1, 2, shard)
    shard.write_bytes(shard.read_bytes()[:-1])
    with pytest.raises(BadShard, match="not a whole shard"):
        building.build(sources, tmp_path / "docs", shards=[shard])
    assert not (tmp_path / "docs").exists()


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0"])
def test_shards_are_counted_from_one(text, capsys):
    with pytest.raises(SystemExit):
        build_pages.main(["--shard", text, "--to", "x"])
    assert "I/N" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        build_pages.main(["--shard", "1/2"])
