"""Time lines and the table of who speaks about what: one raw block, bounded, and nothing in it but what it says."""

import html5lib
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sourcepages.render import pictures
from sourcepages.render.pictures import Cell, Head, Mark


def draw(marks, **options):
    block = pictures.timeline(marks, "tl", **options)
    return block, html5lib.parseFragment(block, namespaceHTMLElements=False) if block else None


def many(count, first=1980, days=28):
    return [
        Mark(f"{first + i % 40}-{1 + i % 12:02}-{1 + i % days:02}", f"Bài {i}", f"bai-viet/b{i}/") for i in range(count)
    ]


def svg_links(tree):
    return list(tree.iter("{http://www.w3.org/2000/svg}a"))


def test_one_dot_an_article_and_the_same_in_a_table():
    marks = [
        Mark("2024-03-05", "Ba", "c/"),
        Mark("2022", "Một", "a/"),
        Mark("2023-07", "Hai", "b/"),
        Mark("XXXX-11-17", "Không", "d/"),
        Mark("", "Không", "e/"),
    ]
    _, tree = draw(marks)
    names = [e.get("aria-label") for e in svg_links(tree)]
    assert names == ["năm 2022: Một", "tháng 7/2023: Hai", "ngày 05/03/2024: Ba"]
    rows = ["".join(cell.itertext()) for cell in tree.iter("td")]
    assert rows == ["năm 2022", "Một", "tháng 7/2023", "Hai", "ngày 05/03/2024", "Ba"]
    assert "2 bài không rõ năm" in "".join(next(tree.iter("figcaption")).itertext())


@pytest.mark.parametrize("marks", [[], many(2), [Mark("XXXX-01-01", "x", "x/")] * 9])
def test_nothing_to_draw(marks):
    assert draw(marks)[0] == ""


@pytest.mark.parametrize(
    "marks",
    [
        many(10_000),
        many(60),
        [Mark("2024-03-05", f"Bài {i}", f"{i}/") for i in range(10)],
        [Mark(f"{1000 + i * 9}", "x", "x/") for i in range(900)],
    ],
)
def test_a_picture_is_bounded(marks):
    block, tree = draw(marks, periods={str(y): f"thoi-gian/{y}/" for y in range(1900, 2100)})
    assert len(block) < 20_000
    assert len(svg_links(tree)) <= pictures.MAX_MARKS
    assert sum(
        int("".join(tr[1].itertext()).split()[0].replace(".", "")) for tr in tree.iter("tr") if tr[1].tag == "td"
    ) <= len(marks)


def test_bars_lead_to_where_their_articles_are():
    _, tree = draw(many(200), periods={"1990": "thoi-gian/1990/"})
    assert [e.get("href") for e in svg_links(tree)] == ["thoi-gian/1990/"]


marks = st.lists(
    st.builds(
        Mark,
        st.sampled_from(["2024-03-05", "2024-03", "2021", "XXXX-01-02", "", "1999-12-31"]),
        st.text(),
        st.sampled_from(["a/", "../b/#c"]),
    ),
    max_size=60,
)


@settings(max_examples=50)
@given(marks)
def test_markdown_passes_it_on_untouched(some):
    block, tree = draw(some)
    if not block:
        return
    assert block.startswith("<figure")
    assert block.endswith("</figure>")
    assert not [line for line in block.split("\n") if not line.strip()]
    page = f"Trước.\n\n{block}\n\nSau.\n"
    assert (
        markdown.markdown(page, extensions=["attr_list", "def_list", "tables", "fenced_code"])
        == f"<p>Trước.</p>\n{block}\n\n<p>Sau.</p>"
    )
    assert not {e.tag.split("}")[-1] for e in tree.iter()} - {
        "DOCUMENT_FRAGMENT",
        "figure",
        "figcaption",
        "svg",
        "a",
        "title",
        "g",
        "rect",
        "circle",
        "line",
        "text",
        "details",
        "summary",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }


def test_matrix_links_each_figure_to_its_words():
    block = pictures.matrix(
        "Ai",
        [Head("Trần <b>", "../p/"), Head("Lê", "../q/", "Giám đốc")],
        [Head("05-NQ/TU", "../d/")],
        [Cell(1, 0, 3, "../bai-viet/x/#d1")],
    )
    tree = html5lib.parseFragment(block, namespaceHTMLElements=False)
    cells = [["".join(c.itertext()) for c in tr] for tr in tree.iter("tr")]
    assert cells == [["", "05-NQ/TU"], ["Trần <b>", ""], ["Lê Giám đốc", "3"]]
    assert [(a.get("href"), a.get("aria-label")) for a in tree.iter("a") if a.get("aria-label")] == [
        ("../bai-viet/x/#d1", "3 lần Lê nói về 05-NQ/TU")
    ]
    assert pictures.matrix("Ai", [], [], []) == ""
