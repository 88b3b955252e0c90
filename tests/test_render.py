"""Pages through the real Markdown configuration: the words of the page are the words of the source, and nothing else
got in."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import html5lib
import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.utils import meta
from sourcepages import render
from sourcepages.build import check_evidence
from sourcepages.evidence import evidence, paragraph_at
from sourcepages.library import compose
from sourcepages.models import (
    Article,
    DateValue,
    Diagnostic,
    Document,
    Layout,
    Segment,
    Source,
    Span,
    Speaker,
    Statement,
    TextValue,
    Unreadable,
)
from sourcepages.read import read
from sourcepages.render import context, marks, markup, shelves, status, words

ROOT = Path(__file__).parent.parent
NASTY = [
    "# ",
    "## ",
    "*",
    "**",
    "_",
    "__",
    "`",
    "```",
    "~~~",
    "[x](y)",
    "[x]: y",
    "[^1]",
    "[^1]: chân",
    "*[HTML]: x",
    "![a](b.png)",
    "<script>alert(1)</script>",
    "<b>",
    "</p>",
    "<!--",
    "-->",
    "<https://a.vn>",
    "<a@b.vn>",
    "https://a.vn/x_y_z",
    "&amp;",
    "&lt;",
    "&#42;",
    "&",
    "{{ config }}",
    "{% raw %}",
    "{#id}",
    "{: .x }",
    '{: #d1 onclick="x"}',
    "---",
    "===",
    "***",
    "- ",
    "+ ",
    "1. ",
    "1111111111. ",
    "12) ",
    "> ",
    "|",
    "| a | b |",
    "|---|---|",
    ":   ",
    ": ",
    "::",
    "!!! note",
    "    ",
    "\\",
    "\\*",
    "[TOC]",
    "  ",
    "“",
    "”",
    '"',
    "'",
    "ủy",
    "nghị quyết",
    "03-NQ/TU",
    "Đ",
    "$x$",
    "@",
    "%",
    "^",
    "~x~",
    "==x==",
    ":smile:",
    "!",
    "(c)",
    "--",
    "\x02",
    "wzxhzdk:0",
    "...",
    "số 5.",
]
words_ = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=6)), min_size=1, max_size=12).map(
    lambda parts: " ".join("".join(parts).split())
)
"""What an editor may write: white space is put in order where it is read."""
line_ = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=6)), min_size=1, max_size=12).map("".join)
text_ = st.lists(line_, min_size=1, max_size=6).map("\n".join)


@cache
def converter() -> markdown.Markdown:
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(
        extensions=list(config["markdown_extensions"]), extension_configs=config["mdx_configs"] or {}
    )


def html_of(page: str):
    """A page as MkDocs would make it, parsed: (front matter, root)."""
    body, data = meta.get_data(page)
    made = converter().reset().convert(body)
    return data, html5lib.parse(made, namespaceHTMLElements=False)


def shown(element) -> str:
    """The words of an element, without its permalink."""
    parts = [element.text or ""]
    for child in element:
        if "sp-permalink" not in (child.get("class") or ""):
            parts.append(shown(child))
        parts.append(child.tail or "")
    return "".join(parts)


def article_of(source: Source, **fields) -> Article:
    whole = tuple(Segment(p.start, p.end, "body", p.index) for p in source.paragraphs)
    base = {
        "layout": Layout(whole, tuple(Span(p.start, p.end) for p in source.paragraphs)),
        "slug": "bai",
        "title": TextValue(),
        "author": TextValue(),
        "publisher": TextValue(),
        "url": TextValue(),
        "date": DateValue(),
        "published": DateValue(),
        "dates": (),
        "speakers": (),
        "resolutions": (),
        "documents": (),
        "statements": (),
    }
    return Article(source=source, **(base | fields))


@st.composite
def articles(draw):
    """Any text, and any spans in it as evidence, mentions, segments and statements."""
    try:
        source = read("bài.txt", draw(text_).encode("utf-8", "replace"))
    except Unreadable:
        source = read("bài.txt", b"x")

    def span(low, high):
        start = draw(st.integers(low, high - 1))
        return start, draw(st.integers(start + 1, high))

    def found():
        paragraph = draw(st.sampled_from(source.paragraphs))
        return evidence(source, *span(paragraph.start, paragraph.end), "test")

    names = draw(
        st.lists(st.one_of(words_, st.sampled_from(["Trần Văn Thử", 'Lê "X" & <b>'])), max_size=2, unique=True)
    )
    speakers = tuple(
        Speaker(
            " ".join(n.split()) or "A",
            draw(words_),
            "extracted",
            tuple(found() for _ in range(draw(st.integers(1, 3)))),
            (found(),),
        )
        for n in names
    )
    documents = tuple(
        Document(
            "Nghị quyết",
            number,
            True,
            "inferred",
            tuple(found() for _ in range(draw(st.integers(1, 3)))),
            issuer=draw(words_),
            title=draw(words_),
            title_evidence=found(),
        )
        for number in draw(st.lists(st.sampled_from(["03-NQ/TU", "{#x}", "5"]), max_size=2, unique=True))
    )
    statements, at = [], 0
    while speakers and at < len(source.text) - 1 and draw(st.booleans()):
        start, end = span(at, len(source.text))
        statements.append(Statement(draw(st.sampled_from(speakers)).name, start, end, "direct", found(), "extracted"))
        at = end
    segments = []
    for p in source.paragraphs:
        cut = draw(st.integers(p.start, p.end))
        roles = st.sampled_from(["body", "caption", "heading", "title", "stamp", "debris", "question"])
        segments += [Segment(a, b, draw(roles), p.index) for a, b in ((p.start, cut), (cut, p.end)) if a < b]
    layout = Layout(tuple(segments), tuple(Span(p.start, p.end) for p in source.paragraphs))
    first = found()
    return article_of(
        source,
        layout=layout,
        title=TextValue(draw(words_), "confirmed", None, draw(words_)),
        url=TextValue("https://a.vn/" + draw(words_), "confirmed"),
        date=DateValue("2024-03-05", "event", "inferred", first, (found(),)),
        speakers=speakers,
        resolutions=documents,
        statements=tuple(statements),
    )


TAGS = {
    "html",
    "head",
    "body",
    "h1",
    "h2",
    "h3",
    "p",
    "dl",
    "dt",
    "dd",
    "ul",
    "li",
    "a",
    "strong",
    "em",
    "span",
    "time",
    "blockquote",
}
ATTRIBUTES = {"id", "class", "href", "data-s", "datetime", "aria-label", "data-search-exclude", "rel"}


@settings(max_examples=60, deadline=None)
@given(articles())
def test_the_words_of_the_page_are_the_words_of_the_source_and_no_markup_gets_in(article):
    check_evidence(article)
    pages = dict(render.pages(compose([article])))
    for path, page in pages.items():
        if path.startswith(("nguoi-phat-bieu/", "nghi-quyet/", "tinh-trang-nguon/")):
            _, hub = html_of(page)
            assert {e.tag for e in hub.iter()} <= TAGS
            assert {name for e in hub.iter() for name in e.attrib} <= ATTRIBUTES
            assert [e.tag for quotation in hub.iter("blockquote") for e in quotation if e.tag != "p"] == []
    data, root = html_of(pages["bai-viet/bai/index.md"])
    assert {e.tag for e in root.iter()} <= TAGS
    assert {name for e in root.iter() for name in e.attrib} <= ATTRIBUTES
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    by_id = {e.get("id"): e for e in root.iter() if e.get("id")}
    source = article.source
    for paragraph in source.paragraphs:
        assert shown(by_id[paragraph.anchor]).split() == source.text[paragraph.start : paragraph.end].split()
    in_order = [i for i in ids if i in {p.anchor for p in source.paragraphs}]
    assert in_order == [p.anchor for p in source.paragraphs]
    for value in (*article.speakers, *article.resolutions):
        for mention in value.mentions:
            assert marks.anchor(source, mention) in by_id
    for link in root.iter("a"):
        href = link.get("href")
        assert href.startswith("https://a.vn/") or re.fullmatch(
            r"#[\w-]+|\.\./\.\./(nguoi-phat-bieu"
            r"|nghi-quyet)/[a-z0-9-]+/index\.md",
            href,
        )
        if href.startswith("#"):
            assert href[1:] in by_id
    assert data["title"] == context.title(article)
    assert data["source"] == "bài.txt"


@settings(max_examples=150, deadline=None)
@given(line_, line_)
@example("1111111111. hai", "12) ba")  # any number of digits begins a list
def test_any_text_prints_as_it_stands_in_every_construct(one, two):
    one, two = (" ".join(markup.escape(s).split()) for s in (one, two))
    page = "\n".join(
        [
            markup.heading(1, one or "x", "a"),
            markup.paragraph(one or "x", "#b .c"),
            markup.items([one or "x", two or "y"]),
            markup.definitions([(one or "x", [two or "y", one or "x"])]),
            markup.quotation(two or "y"),
            markup.paragraph(markup.link(one or "x", "#a", ".ev") + two),
        ]
    )
    _, root = html_of(page)
    assert [e.tag for e in root.iter() if e.tag not in ("html", "head", "body")] == [
        "h1",
        "p",
        "ul",
        "li",
        "li",
        "dl",
        "dt",
        "dd",
        "dd",
        "blockquote",
        "p",
        "p",
        "a",
    ]
    plain = {
        name: " ".join(
            html5lib.parse(f"<p>{value or default}</p>", namespaceHTMLElements=False).find(".//p").text.split()
        )
        for name, value, default in (("one", one, "x"), ("two", two, "y"))
    }
    got = [
        " ".join("".join(e.itertext()).split()) for e in root.iter() if e.tag in ("h1", "li", "dt", "dd", "blockquote")
    ]
    assert got == [plain["one"], plain["one"], plain["two"], plain["one"], plain["two"], plain["one"], plain["two"]]


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["title", "author", "source", "url"]),
        st.one_of(
            st.none(),
            st.text(alphabet=st.characters(exclude_categories=["Cs"])),
            st.sampled_from(
                [
                    "no",
                    "01",
                    "12:30",
                    "2024-03-05",
                    "~",
                    "null",
                    "- a",
                    "a: b",
                    "a #b",
                    "'",
                    '"',
                    "'a' \"b\"",
                    "{a}",
                    "[a]",
                    "---",
                    "...",
                    "\\n",
                    " a",
                    "a ",
                    "",
                    "y",
                    "@a",
                    "%a",
                    "&a",
                    "*a",
                    "!a",
                    "|",
                    ">",
                    "?",
                ]
            ),
        ),
    )
)
def test_front_matter_reads_back(values):
    values["speakers"] = [{"name": v, "office": None} for v in values.values()]
    values["ẩn"] = {"exclude": True}
    page = markup.front_matter(values) + "# x\n"
    assert yaml.safe_load(page.split("---\n", 1)[1].rsplit("---\n", 1)[0]) == values
    body, data = meta.get_data(page)
    assert (data, body.strip()) == (values, "# x")


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2024-03-05", "ngày 05/03/2024"),
        ("2024-03", "tháng 3/2024"),
        ("2024", "năm 2024"),
        ("XXXX-11-17", "ngày 17/11"),
        ("", ""),
    ],
)
def test_dates_are_printed_the_vietnamese_way(edtf, said):
    assert words.day(edtf) == said


def test_a_day_without_a_year_says_so_and_is_machine_readable():
    assert words.time("XXXX-11-17") == '<time datetime="11-17">ngày 17/11 (không rõ năm)</time>'
    assert words.time("XXXX-11") == "tháng 11 (không rõ năm)"


TWO = """Hội nghị bàn việc nước sạch

Ông Trần Văn Thử, Giám đốc Sở Xây dựng, cho biết sẽ làm theo Nghị quyết số 09-NQ/TU. Mọi việc xong trong năm."""


def sample(name="a.txt", date="2024-03-05", text=TWO) -> Article:
    source = read(name, text.encode())

    def at(words_):
        start = source.text.index(words_)
        return evidence(source, start, start + len(words_), "test")

    said = source.text.index("Ông Trần")
    return article_of(
        source,
        slug=name.split(".")[0],
        title=TextValue("Hội nghị bàn việc nước sạch", "extracted", at("Hội nghị bàn việc nước sạch")),
        date=DateValue(date, "event", "inferred", at("trong năm")) if date else DateValue(),
        speakers=(
            Speaker(
                "Trần Văn Thử",
                "Giám đốc Sở Xây dựng",
                "extracted",
                (at("Trần Văn Thử"),),
                (at("Giám đốc Sở Xây dựng"),),
            ),
        ),
        resolutions=(
            Document(
                "Nghị quyết",
                "09-NQ/TU",
                True,
                "extracted",
                (at("Nghị quyết số 09-NQ/TU"),),
                issuer="Tỉnh ủy Hà Giang",
                locality="Hà Giang",
            ),
        ),
        statements=(
            Statement("Trần Văn Thử", said, source.text.index(" Mọi việc"), "indirect", at("cho biết"), "extracted"),
        ),
    )


def pages_of(*articles, diagnostics=()):
    return dict(render.pages(compose(articles), diagnostics))


def test_each_value_has_its_status_in_words_and_a_link_to_its_words():
    article = sample()
    _, root = html_of(pages_of(article)["bai-viet/a/index.md"])
    ids = {e.get("id") for e in root.iter()}
    rows = {}
    for element in root.find(".//dl"):
        if element.tag == "dt":
            label = element.text
        else:
            rows.setdefault(label, []).append(element)
    for label, shown in (
        ("Ngày", "suy ra từ bài"),
        ("Người phát biểu", "đọc trong bài"),
        ("Nghị quyết", "đọc trong bài"),
    ):
        assert shown in "".join(rows[label][0].itertext())
        places = [a.get("href")[1:] for a in rows[label][0].iter("a") if a.get("href").startswith("#")]
        assert places
        assert set(places) <= ids
    for label in ("Văn bản khác", "Tác giả", "Nơi đăng", "Bài gốc"):
        assert "".join(rows[label][0].itertext()) == "không nêu trong bài"


def test_what_an_editor_changed_says_so_with_the_found_value_beside():
    article = replace(sample(), author=TextValue("Lê Thị Mẫu", "confirmed", None, "Lê Thị Mầu"))
    page = pages_of(article)["bai-viet/a/index.md"]
    assert "**Lê Thị Mẫu** *biên tập xác nhận*{.st .confirmed} – máy đọc được: *Lê Thị Mầu*{.found}" in page


def test_statements_carry_the_speaker_and_mark_their_extent():
    _, root = html_of(pages_of(sample())["bai-viet/a/index.md"])
    (paragraph,) = [e for e in root.iter("p") if e.get("data-s")]
    (extent,) = [e for e in paragraph.iter("span") if e.get("data-s")]
    assert paragraph.get("data-s") == extent.get("data-s") == "Trần Văn Thử"
    assert "".join(extent.itertext()).startswith("Ông Trần Văn Thử")
    assert "".join(extent.itertext()).endswith("Nghị quyết số 09-NQ/TU.")


def test_a_mark_that_crosses_another_is_cut_and_keeps_its_id_once():
    made = marks.marked("abcdef", 0, 6, [marks.Mark(0, 4, 1, "x"), marks.Mark(2, 6, 2, "y")])
    assert made == '<span id="x">ab<span id="y">cd</span></span>ef'


def test_a_link_inside_a_link_is_no_link():
    made = marks.marked("abc", 0, 3, [marks.Mark(0, 3, 0, "x", path="p.md"), marks.Mark(1, 2, 1, "y", path="q.md")])
    assert made == '[a<span id="y">b</span>c](p.md){#x}'


def test_hub_pages_link_to_the_words_and_articles_know_their_neighbours():
    pages = pages_of(sample("a.txt", "2024-03-05"), sample("b.txt", "2024-04-05"), sample("c.txt", "2024-05-05"))
    person = pages["nguoi-phat-bieu/tran-van-thu/index.md"]
    statements = person[person.index("## Phát biểu, mới nhất trước") :]
    assert statements.index("bai-viet/c/") < statements.index("bai-viet/b/") < statements.index("bai-viet/a/")
    assert re.search(r"\]\(\.\./\.\./bai-viet/a/index\.md#d[0-9a-f]{8}-s0\)", person)
    document = next(text for path, text in pages.items() if path.startswith("nghi-quyet/09"))
    assert "Tỉnh ủy Hà Giang" in document
    assert re.search(
        r"- \[Trần Văn Thử\]\(\.\./\.\./nguoi-phat-bieu/tran-van-thu/index\.md\)\{\.hub\} \*3 bài · "
        r"\[lời gần nhất\]\(\.\./\.\./bai-viet/c/index\.md#d",
        document,
    )
    assert re.search(
        r"- \[Nghị quyết số 09-NQ/TU\]\([^)]*\)\{\.hub\} \*3 bài · \[lời gần "
        r"nhất\]\(\.\./\.\./bai-viet/c/index\.md#d",
        person,
    )
    middle = pages["bai-viet/b/index.md"]
    assert "Bài trước: [Hội nghị bàn việc nước sạch](../../bai-viet/a/index.md)" in middle
    assert "Bài sau: [Hội nghị bàn việc nước sạch](../../bai-viet/c/index.md)" in middle


def test_articles_without_a_date_are_listed_as_such():
    pages = pages_of(sample("a.txt", ""), sample("b.txt", "XXXX-04-05"), sample("c.txt", "2024"))
    listing = pages["bai-viet/index.md"]
    assert (
        listing.index("## Năm 2024") < listing.index("## Không rõ năm") < listing.index("## Không nêu ngày trong bài")
    )
    assert all(f"../bai-viet/{name}/index.md" in listing for name in "abc")


def test_the_status_page_lists_what_is_missing_and_what_could_not_be_read():
    article = sample("a.txt", "")
    page = pages_of(
        replace(article, lacking=status.missing(article)),
        diagnostics=[
            Diagnostic("error", "x", "hỏng.txt", "không đọc được", "sửa đi"),
            Diagnostic("doubt", "y", "a.txt", "<b>chưa rõ</b>"),
        ],
    )["tinh-trang-nguon/index.md"]
    assert "hỏng.txt" in page
    assert "Không nêu ngày" in page
    assert "&lt;b&gt;chưa rõ" in page


def many(count: int) -> list[Article]:
    return [
        sample(f"bai-{n:04}.txt", f"{2015 + n % 8}-{n % 12 + 1:02}-{n % 28 + 1:02}" if n % 10 else "")
        for n in range(count)
    ]


def entries(page: str) -> int:
    return sum(line.startswith("- ") for line in page.splitlines())


def test_no_page_lists_more_than_200_entries_and_one_more_article_changes_few():
    old = many(2000)
    before = pages_of(*old)
    assert max(map(entries, before.values())) <= shelves.LIMIT
    after = pages_of(*old, sample("moi.txt", "2019-06-15"))
    assert set(before) <= set(after)
    changed = [path for path in after if after[path] != before.get(path)]
    assert len(changed) <= 30, changed


def test_every_page_is_three_clicks_from_home():
    pages = pages_of(*many(700))
    reached, frontier = {"index.md"}, {"index.md"}
    for _ in range(3):
        found = set()
        for path in frontier:
            for href in re.findall(r"\]\(([^)#\s]+\.md)", pages[path]):
                parts = path.split("/")[:-1]
                for piece in href.split("/"):
                    parts = parts[:-1] if piece == ".." else [*parts, piece]
                found.add("/".join(parts))
        frontier = {p for p in found if p in pages} - reached
        reached |= frontier
    assert set(pages) - reached == set()


def test_the_home_page_names_the_letters_of_many_people_each_once():
    names = [f"Lê Tâm{n}" for n in range(shelves.LIMIT + 1)] + ["Lê Ân"]
    articles = [
        replace(sample(f"p{n:03}.txt"), speakers=(replace(sample().speakers[0], name=name),), statements=())
        for n, name in enumerate(names)
    ]
    line = next(line for line in pages_of(*articles)["index.md"].splitlines() if line.startswith("- [Người phát biểu]"))
    assert re.findall(r"\[(\w)\]\(([^)]*)\)", line) == [
        ("Â", "nguoi-phat-bieu/chu-cai/aa/index.md"),
        ("T", "nguoi-phat-bieu/index.md"),
    ], "a letter of two pages leads to the list of both"


def test_spellings_of_one_issuer_share_a_heading():
    spelled = ["Bộ Công Mẫu", "Bộ Công mẫu", "Bộ Công mẫu", "Bộ Y tế"]
    pages = pages_of(
        *(
            replace(
                sample(f"d{n}.txt"),
                resolutions=(replace(sample().resolutions[0], number=f"{n + 10}-NQ/BCSĐ", issuer=issuer),),
            )
            for n, issuer in enumerate(spelled)
        )
    )
    assert re.findall(r"^## (.*?) \{", pages["nghi-quyet/index.md"], re.MULTILINE) == ["Bộ Công mẫu", "Bộ Y tế"]
    own = {path: page for path, page in pages.items() if path.startswith("nghi-quyet/10-")}
    assert [("Bộ Công Mẫu" in page) for page in own.values()] == [True]  # its own page prints it as its article does


def test_the_home_page_names_who_issued_most_of_many_documents_and_leads_there():
    issuers = ["Tỉnh ủy Hà Giang"] * (shelves.LIMIT + 1) + ["Bộ Y tế"] * 3 + ["Sở Mẫu", "", ""]
    articles = [
        replace(
            sample(f"d{n:03}.txt"), resolutions=(replace(sample().resolutions[0], number=f"{n}-NQ/TU", issuer=issuer),)
        )
        for n, issuer in enumerate(issuers)
    ]
    pages = pages_of(*articles)
    line = next(line for line in pages["index.md"].splitlines() if line.startswith("- [Nghị quyết]"))
    most = re.findall(r"\[([^]]+)\]\((\S+)#(\S+)\) \((\d+)\)", line)
    assert [(name, int(count)) for name, _, _, count in most] == [
        ("Tỉnh ủy Hà Giang", 201),
        ("Bộ Y tế", 3),
        ("Sở Mẫu", 1),
    ]
    assert all(f"## {name} {{#{anchor}}}" in pages[path] for name, path, anchor, _ in most)
    few = pages_of(*articles[-3:])["index.md"]
    assert "nhiều nhất" not in few


@pytest.mark.parametrize(("between", "second", "classes"), [
    ("", "Lê Thị Mẫu", "s near"),  # two names would stand in one place of the margin
    ("", "Trần Văn Thử", "s again"),
    ("Mọi việc xong trong năm nay. " * 3, "Lê Thị Mẫu", "s"),
])  # fmt: skip
def test_two_names_in_one_line_of_a_paragraph_do_not_lie_upon_each_other(between, second, classes):
    text = f"Họp\n\nHôm qua, ông Thử nói được. {between}Bà Mẫu nói không. Rồi họp tiếp."
    source = read("a.txt", text.encode())

    def said(words_, speaker):
        start = source.text.index(words_)
        return Statement(speaker, start, start + len(words_), "indirect", None, "extracted")

    article = article_of(
        source, slug="a", statements=(said("ông Thử nói được.", "Trần Văn Thử"), said("Bà Mẫu nói không.", second))
    )
    _, root = html_of(pages_of(article)["bai-viet/a/index.md"])
    assert [e.get("class") for e in root.iter("span") if e.get("data-s")] == ["s", classes]
    (paragraph,) = [e for e in root.iter("p") if e.get("data-s")]
    assert paragraph.get("data-s") == ", ".join(dict.fromkeys(["Trần Văn Thử", second])), (
        "above the paragraph, where there is no margin"
    )


@pytest.mark.parametrize("count", [1, 3, 4, 6, 7])
def test_parts_hold_every_row_once_and_number_from_where_rows_stay(count):
    rows = list(range(count))
    for oldest_first in (False, True):
        made = shelves.parts("x", "x", rows, 3, oldest_first=oldest_first)
        assert [row for shelf in made for row in shelf.rows] == rows
        assert max(len(shelf.rows) for shelf in made) <= 3
        longer = shelves.parts("x", "x", [-1, *rows] if oldest_first else [*rows, count], 3, oldest_first=oldest_first)
        if len(made) > 1:
            assert sum(shelf in made for shelf in longer) >= len(made) - 1


@pytest.mark.parametrize("word", ["dài ", "vôcùngdài"])
def test_a_title_without_end_is_cut_in_lists_and_whole_on_its_page(word):
    long = "Nhan đề " + (word * 400).strip()
    article = replace(sample(), title=TextValue(long, "confirmed"))
    pages = pages_of(article, sample("b.txt"))
    assert f"# {long} {{" in pages["bai-viet/a/index.md"]
    shown = re.findall(
        r"\[(Nhan đề [^]]*…)\]", pages["index.md"] + pages["bai-viet/index.md"] + pages["bai-viet/b/index.md"]
    )
    assert len(shown) >= 3
    assert max(map(len, shown)) <= 200
    assert long not in pages["index.md"] + pages["bai-viet/b/index.md"]


def test_a_title_made_of_the_first_words_begins_with_one():
    article = article_of(read("a.txt", ": – Hôm qua, xã họp bàn việc nước sạch.".encode()), slug="a")
    assert "title: Hôm qua, xã họp" in pages_of(article)["bai-viet/a/index.md"]
    signs = article_of(read("b.txt", b"... ---"), slug="b")
    assert "title: 'b.txt'" in (page := pages_of(signs)["bai-viet/b/index.md"]) or "title: b.txt" in page


def test_a_body_without_spaces_makes_no_endless_title():
    article = article_of(read("a.txt", ("x" * 9000).encode()), slug="a")
    assert len(pages_of(article)["bai-viet/a/index.md"].split("title: ")[1].split("\n")[0]) < 300


def test_headings_that_fold_alike_have_ids_of_their_own():
    people = [
        replace(sample(f"{n}.txt"), speakers=(replace(sample().speakers[0], name=name),), statements=())
        for n, name in enumerate(["Lê Ân", "Lê An", "Lê Đức", "Lê Dũng"])
    ]
    documents = [
        replace(
            sample(f"d{n}.txt"),
            speakers=(),
            statements=(),
            resolutions=(replace(sample().resolutions[0], number=f"{n}-NQ/TU", issuer=issuer),),
        )
        for n, issuer in enumerate(["Tỉnh ủy Hà Giang", "Tỉnh ủy Hà Giảng", "Tinh uy Ha Giang"])
    ]
    pages = pages_of(*people, *documents)
    for path in ("nguoi-phat-bieu/index.md", "nghi-quyet/index.md"):
        found = re.findall(r"^## .*\{#(\S+)\}$", pages[path], re.M)
        assert len(found) == len(set(found)) >= 3


def test_letters_of_the_vietnamese_alphabet_keep_apart():
    assert [
        shelves.letter_slug(shelves.letter(name)) for name in ("Đức", "Dũng", "Ân", "Ăn", "An", "Ơn", "123", "")
    ] == ["dd", "d", "aa", "aw", "a", "ow", "khac", "khac"]
    assert paragraph_at(sample().source, 0) == 1
