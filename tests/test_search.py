"""The index of the search: cutting, folding, its bytes, and what the worker makes of it for everything readers type."""

import json
import os
import random
import re
import subprocess
import sys
import unicodedata
from itertools import pairwise, starmap
from pathlib import Path
from zlib import decompress

import pytest
import search_kit
import site_kit
import yaml
from sourcepages import library, parallel, search
from sourcepages.render import context
from sourcepages.search import entities, shards, update
from sourcepages.search.analyse import UNIT, Terms, cut, folded, term, words

TABLE = yaml.safe_load((Path(__file__).parent / "search_cases.yml").read_text("utf-8"))
CASES = [
    case | {"query": query}
    for case in TABLE["cases"]
    for query in (case["query"] if isinstance(case["query"], list) else [case["query"]])
]
ODD = [
    "Hòa bình, hoà bình; thuỷ – thủy",
    "QH14 03-NQ/TU 007",
    "ĐẢNG ủy đang \u00d0ẢNG \u00f0ang",
    "naïve Straße ﬁn ½ Ⅳ",
    "a" * 60,
    "𝒜𝒷 한국 日本 русский",
    "e\u0323\u0302 x\u0301",
    "İstanbul",
    "1.234,56 05/03/2024",
    "_gạch_dưới_",
    "",
    "ngài “Ký” (thứ 2)",
]


def sources():
    for name, text in TABLE["articles"].items():
        yield f"{name}.txt", unicodedata.normalize("NFD", text) if name == "nfd" else text


@pytest.fixture(scope="module")
def articles():
    return search_kit.convert(list(sources()))


def index(articles):
    return search.files(library.compose(articles), context.title)


def unpack(data):
    assert data[4:8] == bytes(4), "a time stamp in a gzip file"
    return decompress(data, 31)


@pytest.fixture(scope="module")
def worker(articles, chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    search_kit.site(folder, articles)
    return search_kit.Browser(chromium, search_kit.Server(folder).address)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Quyết", ("quyet", "quyêt\u0301")),
        ("Đại", ("dai", "đai\u0323")),
        ("\u00d0ại", ("dai", "đai\u0323")),
        ("hoà", ("hoa", "hoa\u0300")),
        ("hòa", ("hoa", "hoa\u0300")),
        ("003", ("3", "3")),
        ("000", ("0", "0")),
    ],
)
def test_a_term_is_folded_and_keeps_its_exact_form(word, expected):
    assert term(word) == (
        expected[0],
        unicodedata.normalize("NFC", expected[1][:-1]) + expected[1][-1] if not expected[1].isascii() else expected[1],
    )


def test_letters_and_digits_are_terms_of_their_own():
    assert folded("Nghị quyết số 03-NQ/TU, khóa QH14") == "nghi quyet so 3 nq tu khoa qh 14"


def test_bigrams_don_t_cross_paragraphs_and_the_title_counts_more():
    terms = Terms()
    pairs, length = terms.count((("a", "một hai"), ("b", "ba")), "một")
    counts = {terms.form(*pair): weight for pair, weight in pairs.items()}
    assert length == 3
    assert counts == {term("một")[1]: 3, "hai": 1, "ba": 1, f"{term('một')[1]} hai": 1}
    assert sorted(starmap(terms.folded, pairs)) == ["ba", "hai", "mot", "mot hai"]


def test_a_long_article_is_cut_into_units_and_nothing_is_lost():
    text = "dài " * 5000 + "\n\n" + "x" * 3 * UNIT + "\n\ncuối"
    (article,) = search_kit.convert([("dai.txt", text)])
    units = cut(article)
    assert all(sum(len(piece) for _, piece in unit) <= UNIT for unit in units)
    assert "".join("".join(piece for _, piece in unit) for unit in units) == "".join(
        article.source.text[p.start : p.end] for p in article.source.paragraphs
    )


def test_same_library_same_bytes_in_any_order(articles):
    assert index(articles) == index(articles[::-1])


@pytest.mark.parametrize("number", [0, 1, 2, 150])
def test_an_index_made_in_halves_is_the_same(articles, number):
    made = library.compose((many(range(140)) + articles)[-number:] if number else [])
    whole = search.files(made, context.title)
    assert list(search.files(made, context.title, both=_two).items()) == list(whole.items())


def in_two_processes() -> None:
    """The rest of the test above, and what happens to a process, for a program of its own."""
    made = library.compose(many(range(140)) + search_kit.convert(list(sources())))
    assert search.files(made, context.title, both=parallel.two(1000)) == search.files(made, context.title)
    assert parallel._two(lambda number: (number, b"." * 1_000_000)) == ((0, b"." * 1_000_000), (1, b"." * 1_000_000))
    with pytest.raises(ChildProcessError):
        parallel._two(lambda number: number and os._exit(3))
    with pytest.raises(ZeroDivisionError):
        parallel._two(lambda number: 1 // number * b"." * 1_000_000)


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_two_processes_give_both_results_and_none_is_lost_silently():
    assert parallel.two(3) is None
    # beside the threads of other tests nothing is forked
    program = "import sys; sys.path[:0] = sys.argv[1:]; import test_search as t; t.parallel.cores = lambda: 2; t.in_two_processes()"
    done = subprocess.run(
        [sys.executable, "-c", program, site_kit.ROOT / "scripts", site_kit.ROOT / "tests"],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_shard_begins_where_the_halves_meet(articles):
    manifest = json.loads(unpack(index(articles)[search.MANIFEST]).partition(b"\n")[0])
    assert shards.MIDDLE in manifest["keys_from"]
    assert any(begin < shards.MIDDLE for begin in manifest["keys_from"])


def test_names_are_made_of_contents(articles):
    files = index(articles)
    for path, data in files.items():
        if path.endswith(".bin") and path != search.MANIFEST and not re.fullmatch(r"tim-kiem/bai/[0-9a-f]+\.bin", path):
            name = re.fullmatch(r"tim-kiem/(?:\w+)/[0-9a-f]+-([\w-]{4})\.bin", path).group(1)
            assert name == shards.name(data)
    packed, _, codes = unpack(files[search.MANIFEST]).partition(b"\n")
    manifest = json.loads(packed)
    assert len(codes) == manifest["slots"]
    assert {f"tim-kiem/bai/{slot:x}.bin" for slot, code in enumerate(codes) if code} == {
        p for p in files if p.startswith("tim-kiem/bai/")
    }
    for group in ("keys", "facets", "vocabulary", "endings"):
        names = [manifest[group][i : i + 4] for i in range(0, len(manifest[group]), 4)]
        numbers = (
            [f"{shards.fnv(begin):08x}" for begin in manifest["keys_from"]]
            if group == "keys"
            else [f"{i:x}" for i in range(len(names))]
        )
        named = [f"tim-kiem/{group}/{number}-{name}.bin" for number, name in zip(numbers, names, strict=True)]
        assert sorted(named) == sorted(p for p in files if p.startswith(f"tim-kiem/{group}/"))


def many(numbers):
    """Articles of made-up words, some of them long; rare words and common ones."""
    rows = []
    for i in numbers:
        words_ = [
            f"từ{chr(97 + (i * k) % 26)}{chr(97 + (k * k + i) % 26)}{'ạảãáà'[k % 5]}"
            for k in range(1, 60 + 900 * (i % 17 == 3) + i % 23)
        ]
        rows.append(
            (f"bai-{i}.txt", f"Tiêu đề số {i}\n\nÔng Lục Văn Đại nói về {words_[0]}. " + " ".join(words_) + ".")
        )
    return search_kit.convert(rows)


def test_one_more_article_leaves_most_of_the_index_alone(articles):
    some = many(range(160))
    before, after = index(some), index([*some, *articles[:1]])
    assert len([p for p in before if p in after]) > 0.6 * len(before)


@pytest.mark.parametrize("seed", range(4))
def test_after_changes_the_index_is_what_a_fresh_one_is(seed, monkeypatch):
    monkeypatch.setattr(update, "SEVERAL", 1)
    rng = random.Random(seed)
    here = {a.source.name: a for a in many(range(150))}
    pool = {a.source.name: a for a in many(range(150, 170))} | {
        a.source.name: a for a in search_kit.convert(list(sources()))
    }
    files = search.files(library.compose(here.values()), context.title, code="1")
    for step in range(6):
        for _ in range(rng.randint(1, 4)):
            if rng.random() < 0.4:
                here.pop(rng.choice(sorted(here)))
            elif rng.random() < 0.5 and pool:
                name = rng.choice(sorted(pool))
                here[name] = pool.pop(name)
            else:  # an edit
                name = rng.choice(sorted(here))
                here[name] = search_kit.convert(
                    [(name, here[name].source.text + f"\n\nThêm dòng {step} cho hết chuyện.")]
                )[0]
        made = library.compose(here.values())
        changed = search.files(made, context.title, files.get, "1", (None, _two)[step % 2])
        assert None in changed.values(), "all was made anew"
        assert len([data for data in changed.values() if data is not None]) < len(changed) / 2
        fresh = search.files(made, context.title, code="1")
        files = {path: files[path] if data is None else data for path, data in changed.items()}
        assert files == fresh


def _two(half):
    return half(0), half(1)


@pytest.mark.parametrize("both", [None, _two])
@pytest.mark.parametrize("harm", ["state", "manifest", "shard", "code"])
def test_an_index_that_can_t_be_built_upon_is_made_anew(articles, harm, both, monkeypatch):
    monkeypatch.setattr(update, "SEVERAL", 1)
    files = search.files(library.compose(articles[1:]), context.title, code="1")
    made = library.compose(articles)
    fresh = search.files(made, context.title, code="1")
    if harm == "state":
        files = {path: data for path, data in files.items() if not path.endswith(".trang-thai")}
    elif harm == "manifest":
        files[search.MANIFEST] = index(articles)[search.MANIFEST]
    elif harm == "shard":
        files = {path: data for path, data in files.items() if "/keys/" not in path}
    assert search.files(made, context.title, files.get, "2" if harm == "code" else "1", both) == (
        fresh if harm != "code" else search.files(made, context.title, code="2")
    )


def test_every_address_of_the_index_is_a_page(articles):
    from sourcepages import build

    made = library.compose(articles)
    pages = {path.removesuffix("index.md") for path in build.plan(made) if path.endswith("index.md")}
    for _, records in entities.keys(made, context.title):
        assert {record[2].split("#")[0] for record in records} <= pages


@pytest.mark.parametrize("seed", range(20))
def test_a_posting_comes_and_goes_without_the_others_being_made_again(seed):
    rng = random.Random(seed)
    here = {rng.choice((rng.randrange(60), rng.randrange(200_000))): rng.randrange(4) for _ in range(rng.randrange(30))}
    times = (1, 2, 3, 5)  # how often a term occurs, by its weight class
    made = lambda: shards.postings([4 * slot for slot in sorted(here) for _ in range(times[here[slot]])])  # noqa: E731
    data = made()
    for _ in range(200):
        weights = {}
        for _ in range(rng.choice((1, 1, 2, 5))):
            slot = rng.choice([rng.randrange(60), rng.randrange(200_000), *here])
            if slot in weights:
                continue
            if slot in here and rng.random() < 0.6:
                del here[slot]
                weights[slot] = None
            else:
                here[slot] = weights[slot] = rng.randrange(4)
        data = shards.changed(data, weights)
        assert data == made()
    with pytest.raises(ValueError, match="200001"):
        shards.changed(data, {200_001: None})


@pytest.mark.parametrize(
    ("key", "forms"), [("a", 1), ("k" * 127, 2), ("k" * 128, 127), ("k" * 241, 128), ("đ" * 64, 300)]
)
def test_a_shard_is_read_as_it_was_written(key, forms):
    made = [(f"{i:03}".encode() * (1 + i % 60), b"." * (i * 7)) for i in range(1, forms + 1)]
    entries = [
        (b"a", shards.entry(b"a", [(b"a", b"1")])),
        (key.encode(), shards.entry(key.encode(), made)),
        (b"z", shards.entry(b"z", [(b"z", b"2")])),
    ]
    assert list(shards.parse(b"".join(data for _, data in entries))) == entries
    assert shards.forms(entries[1][1]) == made


def test_shards_tell_their_keys_apart():
    keys = sorted(f"{a}{b} {c}".encode() for a in "abcd" for b in "xyz" for c in range(300))
    runs = list(shards.runs((key, b"." * 40) for key in keys))
    assert [key for _, run in runs for key, _ in run] == keys
    starts = [begin for begin, _ in runs]
    assert starts == sorted(starts)
    for (_, run), (begin, following) in pairwise(runs):
        assert run[-1][0] < begin.encode() <= following[0][0]


@pytest.mark.browser
def test_the_worker_cuts_and_folds_alike(worker):
    worker.page.add_script_tag(url=worker.address + "assets/javascripts/search-text.js")
    texts = [unicodedata.normalize("NFC", text) for text in ODD]
    theirs = worker.page.evaluate(
        "(texts) => texts.map((text) => SearchText.tokens(text).map((token) => [token.folded, token.exact]))", texts
    )
    assert theirs == [[list(term(word)) for word in words(text)] for text in texts]


@pytest.mark.browser
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_matching(worker, case):
    items = [item for item in worker.items(case["query"]) if not item[0]["location"].startswith("tim-kiem/")]
    found = [re.sub(r"^bai-viet/(.*)/$", r"\1", item[0]["location"]) for item in items]
    if "first" in case:
        got, left = found[: len(case["first"])] if case["first"] else found, list(case["first"])
        assert len(got) == len(left), found
        for address in got:
            wanted = [w for w in (left if case.get("any") else left[:1]) if same(address, w)]
            assert wanted, found
            left.remove(wanted[0])
    assert all(any(same(address, wanted) for address in found) for wanted in case.get("among", ())), found
    assert not any(same(address, other) for address in found for other in case.get("not", ())), found
    if "before" in case:
        a, b = case["before"]
        assert a in found
        assert b not in found or found.index(a) < found.index(b)


def same(address, wanted):
    return re.fullmatch(wanted[1:], address) is not None if wanted.startswith("~") else address == wanted


@pytest.mark.browser
def test_what_is_shown_before_the_rest_is_there_stays_where_it_is(worker):
    early, named = 0, 0
    for query in sorted({case["query"] for case in CASES}):
        *before, whole = worker.parts(query)
        assert not whole.get("more")
        for part in before:
            assert part["more"]
            assert part["items"], query
            assert part["items"] == whole["items"][: len(part["items"])], query
            assert part["total"] in (None, whole["total"])
        early += any(part["total"] is not None for part in before)
        named += any(part["total"] is None for part in before)
    assert early > 50
    assert named > 50


@pytest.mark.browser
def test_homonyms_are_told_apart(worker):
    items = worker.items("03-NQ/TU")[:2]
    assert len({item[0]["text"] for item in items}) == 2
    assert any("Mường Khe" in item[0]["text"] for item in items)


@pytest.mark.browser
def test_a_snippet_marks_words_in_their_printed_form_and_leads_to_the_paragraph(worker, articles):
    item = next(item for item in worker.items("hoa binh") if item[0]["location"] == "bai-viet/hoa-binh-cu/")
    assert "<mark>Hoà Bình</mark>" in item[1]["text"]
    anchors = [p.anchor for a in articles if a.slug == "hoa-binh-cu" for p in a.source.paragraphs]
    assert item[1]["location"] == f"bai-viet/hoa-binh-cu/?h=hoa%20binh#{anchors[1]}"


@pytest.mark.browser
def test_what_is_indexed_is_never_markup(chromium, tmp_path):
    hostile = "<img src=x onerror=\"alert(1)\"> & <b>đậm</b> 'x'"
    search_kit.site(tmp_path, search_kit.convert([("a.txt", f"Đầu đề {hostile}\n\nThân bài lạc đà {hostile} hết.")]))
    worker = search_kit.Browser(chromium, search_kit.Server(tmp_path).address)
    for query in ("lac da", "dau de", "onerror", '"alert 1"'):
        for item in worker.items(query):
            for document in item:
                assert re.sub(r"</?mark>", "", document["title"] + document["text"]).count("<") == 0


@pytest.mark.browser
def test_a_hundred_kilobytes_in_the_box_do_no_harm(worker):
    worker.items("quảng ninh " * 10_000)
    worker.items('"' * 100_000)
    worker.items("x" * 100_000)
    assert worker.items("quảng ninh")


@pytest.mark.browser
def test_a_query_overtaken_by_the_next_asks_for_no_texts(chromium, articles, tmp_path):
    search_kit.site(tmp_path, articles)
    loaded = []
    for before in ([], ["quang ninh", "nong thon", "dong trieu"]):
        server = search_kit.Server(tmp_path)
        browser = search_kit.Browser(chromium, server.address)
        server.answering.clear()  # else the first query may be done before the second is asked
        browser.page.evaluate("(queries) => queries.forEach((data) => worker.postMessage({type: 2, data}))", before)
        browser.page.evaluate(f"(query) => {{ window.told = ({search_kit.TOLD})(query, worker); }}", "thuy dien")
        server.answering.set()
        assert browser.page.evaluate("told")[-1]["items"]
        loaded.append({path for path, _ in server.sent if "/bai/" in path})
    assert loaded[0]
    assert loaded[1] == loaded[0]


@pytest.mark.browser
def test_no_articles_at_all(chromium, tmp_path):
    search_kit.site(tmp_path, [])
    assert search_kit.Browser(chromium, search_kit.Server(tmp_path).address).items("quảng ninh") == []


def test_a_second_build_takes_over_what_stays_and_mends_what_is_gone(tmp_path):
    from sourcepages import indexing
    from sourcepages.build import build
    from sourcepages.writer import Writer

    texts, folder = tmp_path / "texts", tmp_path / "index"
    texts.mkdir()
    for name, text in sources():
        (texts / name).write_text(text, "utf-8")

    def index(folder=folder):
        """The files of the index as a build leaves them there."""
        build(texts, tmp_path / "docs", cache=tmp_path / "cache", index=folder)
        return {p.relative_to(folder): p.read_bytes() for p in sorted((folder / "tim-kiem").rglob("*")) if p.is_file()}

    index()
    (texts / "ngay.txt").unlink()
    (texts / "moi.txt").write_text("Tin mới\n\nMột chuyện chưa ai kể ở bến sông.", "utf-8")
    assert index() == index(tmp_path / "fresh0")
    made = library.compose(search_kit.convert(list(sources())))
    assert None in indexing.update(made, Writer(folder)).values()

    def shard():
        return next((folder / "tim-kiem" / "keys").iterdir())

    shard().unlink()
    assert index() == index(tmp_path / "fresh1")
    shard().write_bytes(b"spoilt")
    assert index() == index(tmp_path / "fresh2")
    shard().write_bytes(b"spoilt once more, and then another article comes")
    (texts / "them.txt").write_text("Tin nữa\n\nBến sông đông người.", "utf-8")
    assert index() == index(tmp_path / "fresh3")


@pytest.mark.parametrize("back", [True, False])
def test_after_a_build_that_was_broken_off_no_text_is_another_s(tmp_path, back):
    """The name of a unit's file doesn't say what is in it: what is half written must be known as such."""
    from sourcepages.build import build

    texts, folder = tmp_path / "texts", tmp_path / "index"
    texts.mkdir()

    def index(folder):
        build(texts, tmp_path / "docs", cache=tmp_path / "cache", index=folder)

    for name, text in sources():
        (texts / name).write_text(text, "utf-8")
    index(folder)
    old = (texts / "ngay.txt").read_text("utf-8")
    # the index of words stays as it is
    (texts / "ngay.txt").write_text(old.replace("đua thuyền.", "đua thuyền!"), "utf-8")
    index(tmp_path / "other")
    paths = [path.relative_to(folder) for path in sorted((folder / "tim-kiem" / "bai").iterdir())]
    changed = [path for path in paths if (folder / path).read_bytes() != (tmp_path / "other" / path).read_bytes()]
    assert len(changed) == 1
    state = "tim-kiem/.trang-thai"
    (folder / state).write_bytes((tmp_path / "other" / state).read_bytes())  # written first of all
    if back:  # broken off after the text, and then the edit is taken back
        (folder / changed[0]).write_bytes((tmp_path / "other" / changed[0]).read_bytes())
        (texts / "ngay.txt").write_text(old, "utf-8")
    index(folder)
    index(tmp_path / "fresh")
    for path in (folder / "tim-kiem").rglob("*.bin"):
        assert path.read_bytes() == (tmp_path / "fresh" / path.relative_to(folder)).read_bytes()


def test_the_state_of_the_index_is_written_first_and_its_manifest_last(articles):
    paths = list(index(articles))
    assert paths[0] == search.FOLDER + ".trang-thai"
    assert paths[-1] == search.MANIFEST
