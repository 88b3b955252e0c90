"""What the fast path accepts, it renders as Python-Markdown does; what our pages are made of, it accepts."""

from functools import cache

import fast_markdown
import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils import meta
from sourcepages.render import markup, status

TEXT = [
    "chữ",
    " ",
    " ",
    ",",
    "\u00a0",
    "\u2003",
    "3. ",
    "12) ",
    "- ",
    "+ ",
    ": ",
    ":",
    "!",
    "“",
    "'",
    "&amp;",
    "&#42;",
    "&lt;",
    "&x;",
    "http://a.vn",
    "a_b",
    "\\",
    "`",
    "~",
    "^",
    "=",
    "|",
    "<",
    ">",
    "%",
    "{",
    "}",
    "#",
    ".",
]
MARKUP = [
    "*",
    "**",
    "***",
    "[",
    "]",
    "](../a/index.md)",
    "](#d1)",
    "{.ev}",
    "{#d1 .m}",
    '{.a .b x="y z" id=q}',
    "{: .x }",
    '<span class="c">',
    "</span>",
    "<b>",
    "</b>",
    '<time datetime="03-05">',
    "</time>",
    '<a href="x">',
    "</a>",
]
WHOLE = [
    "*nghiêng*{.st}",
    "**đậm**",
    "[bài](../a/index.md){#d2 .m}",
    "**[tên](x.md){.hub}**",
    '<span id="d3" class="s">lời</span>',
]
STARTS = [
    "",
    "",
    "",
    "# ",
    "## ",
    "- ",
    "> ",
    ":   ",
    '{: #d4 .r data-s="A B"}',
    "<div>",
    "</div>",
    "<table><tr><td>",
    "</td></tr></table>",
    "<p>",
    "</p>",
    "<figure>",
    "</figure>",
]
ENDS = ["", "", " {#tom-luoc}", " ", "</div>", "</table>"]
inline = st.lists(st.sampled_from(TEXT * 2 + MARKUP + WHOLE * 3), max_size=7).map("".join)
lines = st.builds("{}{}{}".format, st.sampled_from(STARTS), inline, st.sampled_from(ENDS))
blocks = st.lists(lines, min_size=1, max_size=3).map("\n".join)
pages = st.lists(blocks, min_size=1, max_size=4).map("\n\n".join)


@cache
def converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=["toc", "tables", "fenced_code", "attr_list", "def_list"])


@settings(max_examples=300, deadline=None)
@example("a *\u00a0a*{.file} b")
@example("## a\u00a0 {#b}")
@example("# a ![b](c.png) {#d}")
@example("a</div>")
@example("<div>\n- <x</div>\n\na")
@given(pages)
def test_what_it_accepts_comes_out_the_same(text):
    shown = fast_markdown.render(text, str)
    if shown is not None:
        assert shown.html == converter().reset().convert(text)


@pytest.mark.parametrize(
    "text",
    [
        markup.heading(2, "Toàn văn", "toan-van", "data-search-exclude"),
        markup.paragraph('12) lời [¶](#d1){.sp-permalink aria-label="Đoạn 1"}', '#d1 .says data-s="Vũ Mẫu"'),
        markup.items(["- một", markup.link("**hai**", "../a/index.md", ".hub"), "*ba*{.meta}"]),
        markup.quotation(markup.escape("! lời * của [họ](x)")),
        markup.definitions([("Ngày", ["**5/3** *đọc trong bài*{.st .extracted}", "5\u00a0tháng 3"])]),
        '<figure class="sp-x">\n<svg viewBox="0 0 9 9"><path d="M0 1"/><line x1="2"/></svg>\n<img src="a.svg" '
        'alt="">\n</figure>\n',
    ],
    ids=lambda text: text.split("\n")[0][:20],
)
def test_what_our_pages_are_made_of_is_accepted(text):
    shown = fast_markdown.render(text, str)
    assert shown
    assert shown.html == converter().reset().convert(text)


def test_what_to_write_into_a_file_is_shown_as_such_line_by_line():
    text = status.rows("- name: Lê Mẫu\n  articles: [a_b.txt]   # *hay* `b`\n  why: ")
    shown = fast_markdown.render(text, str)
    assert shown.html.count('<span class="sp-row">') == 3
    assert ">\u00a0\u00a0articles" in shown.html
    assert shown.html == converter().reset().convert(text)


scalar = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=8),
    st.sampled_from(
        [
            "no",
            "Null",
            "y",
            "2024-03-05",
            "12:30",
            "a: b",
            "a #b",
            " a",
            "a ",
            "~",
            "[x]",
            "họ, (tên) 3-NQ/TU",
            "a'b",
            "--- ",
            "...",
            "\u0085",
            "\u2028",
            "\ufeff",
        ]
    ),
)
mapping = st.dictionaries(st.sampled_from(["name", "office", "on", "number", "x9"]), scalar, min_size=1, max_size=3)
front = st.dictionaries(
    st.sampled_from(["title", "date", "speakers", "no", "search"]),
    st.one_of(scalar, st.lists(scalar, max_size=2), st.lists(mapping, max_size=2), mapping),
    min_size=1,
    max_size=4,
)
FRONT_LINES = [
    "title: A",
    "title:",
    "- a",
    "- name: B",
    "  office: 'C''s'",
    "  - a",
    "date: 2024-03-05",
    "x: []",
    "- x: []",
    "x: {}",
    "...",
    "---",
    "",
    "# a",
    "null: a",
    "a: on",
    "a: 'b",
    "  c'",
    "- - a",
    "a: b: c",
    "a:  b",
    "\ta: b",
    "a: |",
    "'a': b",
    "- 'on'",
]


@settings(max_examples=300, deadline=None)
@given(front, st.text(max_size=5))
def test_front_matter_is_read_as_yaml_reads_it(values, rest):
    page = markup.front_matter(values) + rest
    read = fast_markdown.front_matter(page)
    if read is not None:
        assert read == meta.get_data(page)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(FRONT_LINES), max_size=5))
def test_front_matter_of_other_hands_is_read_as_yaml_reads_it_or_not_at_all(lines):
    page = "\n".join(["---", *lines, "---", "", "A", ""])
    read = fast_markdown.front_matter(page)
    if read is not None:
        assert read == meta.get_data(page)


def test_front_matter_of_an_article_is_read_without_yaml():
    values = {
        "title": "Họp: “3-NQ/TU” 'mới'",
        "date": "2024-03-05",
        "published": None,
        "speakers": [{"name": "Lê Mẫu", "office": None}],
        "resolutions": [],
        "search": {"exclude": True},
    }
    assert fast_markdown.front_matter(markup.front_matter(values) + "# A\n") == ("# A\n", values)
