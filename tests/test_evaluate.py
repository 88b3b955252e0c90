import evaluate
import pytest
import yaml
from sourcepages import build, tables

TEXT = """Mùa cá mới ở Bình Lập

Sáng 5/3/2024, xã Bình Lập khai trương bến cá theo Nghị quyết số 07-NQ/TU.

Ông Trần Văn Thử, Chủ tịch UBND xã Bình Lập, cho biết bến đón được sáu mươi thuyền. Bến mở cửa cả ngày.

Lê Thị Mẫu
"""
SAID = "Ông Trần Văn Thử, Chủ tịch UBND xã Bình Lập, cho biết bến đón được sáu mươi thuyền. Bến mở cửa cả ngày."
GOLD = {
    "title": "Mùa cá mới ở Bình Lập",
    "author": "Lê Thị Mẫu",
    "date": {"value": "2024-03-05", "alternatives": []},
    "speakers": [{"name": "Trần Văn Thử", "role": "Chủ tịch UBND xã Bình Lập"}],
    "documents": [{"kind": "nghi-quyet", "number": "7-NQ/TU"}],
}


def visible(text):
    return sum(not ch.isspace() for ch in text)


@pytest.fixture
def folder(tmp_path):
    start = visible(TEXT[: TEXT.index(SAID)])
    items = {"statements": [{"speaker": "Trần Văn Thử", "fold_start": start, "fold_end": start + visible(SAID)}]}
    for name, content in (
        ("texts/bai.txt", TEXT),
        ("annotations/bai.yml", yaml.safe_dump(GOLD)),
        ("statements/bai.yml", yaml.safe_dump(items)),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def results(folder):
    rules = tables.load()
    return evaluate.evaluate(evaluate.load(folder), lambda sample: build.convert("bai.txt", sample.data, "bai", rules))


def test_an_article_read_as_annotated_is_right_in_every_field(folder):
    (result,) = results(folder)
    assert result.misses == []
    for name in (*evaluate.FIELDS, *evaluate.SPANS):
        assert result.counts[name].f1 == 1, name
        assert result.counts[name].right > 0, name


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("date", {"date": {"value": None}}),
        ("date", {"date": {"value": "2024-03-06"}}),
        ("speakers", {"speakers": []}),
        ("office", {"speakers": [{"name": "Trần Văn Thử", "role": "Giám đốc Sở Y tế"}]}),
        ("resolutions", {"documents": []}),
        ("all documents", {"documents": [{"kind": "nghi-quyet", "number": "08-NQ/TU"}]}),
        ("title", {"title": "Mùa cá cũ"}),
        ("author", {"author": None}),
    ],
)
def test_what_differs_is_counted_and_named(folder, name, change):
    path = folder / "annotations" / "bai.yml"
    path.write_text(yaml.safe_dump(GOLD | change), encoding="utf-8")
    (result,) = results(folder)
    assert result.counts[name].f1 < 1
    assert result.misses


def test_a_statement_of_somebody_else_keeps_its_span_and_loses_its_speaker(folder):
    path = folder / "statements" / "bai.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            yaml.safe_dump("Trần Văn Thử").strip().splitlines()[0], '"Đỗ Thị Khuôn"'
        ),
        encoding="utf-8",
    )
    (result,) = results(folder)
    assert result.counts["spans 0.8"].f1 == 1
    assert result.counts["speaker of spans"].right == 0
    assert result.counts["characters"].right == 0


def test_without_no_rule_the_stages_give_what_the_build_gives(folder):
    (sample,) = evaluate.load(folder)
    rules = tables.load()
    plain, staged = build.convert("bai.txt", sample.data, "bai", rules), evaluate.Stages(rules).without(sample, "")
    for name in ("title", "author", "date", "speakers", "resolutions", "documents", "statements"):
        assert getattr(staged, name) == getattr(plain, name), name


def test_the_ablation_shows_what_a_rule_is_worth(folder, capsys):
    assert evaluate.main([str(folder), "--ablate"]) == 0
    out = capsys.readouterr().out
    assert "layout.first-line" in out
    assert "-1.000" in out


def test_prints_every_field_with_its_interval_and_fails_on_a_folder_of_another_form(folder, capsys, tmp_path_factory):
    assert evaluate.main([str(folder), "--misses"]) == 0
    assert "characters" in capsys.readouterr().out
    assert evaluate.main([str(tmp_path_factory.mktemp("none"))]) == 2
