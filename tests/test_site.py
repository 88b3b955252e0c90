"""The built site, file by file: markup, links, metadata, feeds. No browser."""

import datetime
import gzip
import json
import re
import subprocess
from collections import Counter
from itertools import pairwise
from types import SimpleNamespace
from urllib.parse import urlsplit
from xml.etree import ElementTree

import jinja2
import mkdocs_hooks
import pytest
import site_kit
from site_kit import ADDRESS, text_of

ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_page_is_valid_html(parsed):
    problems = {path: page.errors[:5] for path, page in parsed.items() if page.errors}
    assert not problems


def test_ids_are_unique_and_safe_in_addresses(parsed):
    for path, page in parsed.items():
        twice = [i for i, n in Counter(page.ids).items() if n > 1]
        assert not twice, (path, twice)
        odd = [i for i in page.ids if not re.fullmatch(r"[A-Za-z_][\w-]*", i, re.ASCII)]
        assert not odd, (path, odd)


def test_references_between_elements_resolve(parsed):
    for path, page in parsed.items():
        ids = set(page.ids)
        for element in page.elements:
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details"):
                missing = set((element.get(name) or "").split()) - ids
                assert not missing, (path, element.tag, name, missing)


def test_no_control_stands_in_another(parsed):
    controls = {"a", "button", "input", "select", "textarea", "summary"}
    for path, page in parsed.items():
        for outer in page.all("a", "button", "summary"):
            inner = [e.tag for e in outer.iter() if isinstance(e.tag, str) and e is not outer and e.tag in controls]
            assert not inner, (path, outer.tag, text_of(outer)[:80], inner)


def test_no_inline_script_style_or_handler(parsed):
    for path, page in parsed.items():
        for element in page.elements:
            assert not [a for a in element.keys() if str(a).startswith("on") or a == "style"], (path, element.tag)  # noqa: SIM118
            assert element.tag != "style", path
            if element.tag == "script" and not element.get("src"):
                assert element.get("type") in ("application/json", "application/ld+json"), path


def test_language_and_headings(parsed):
    for path, page in parsed.items():
        assert page.all("html")[0].get("lang") == "vi", path
        levels = [int(e.tag[1]) for e in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[:1] == [1], (path, levels)
        assert levels.count(1) == 1, (path, levels)
        assert all(b <= a + 1 for a, b in pairwise(levels)), (path, levels)


def test_titles_and_descriptions_tell_pages_apart(parsed):
    pages = {path: page for path, page in parsed.items() if path != "404.html"}
    titles = Counter(text_of(page.all("title")[0]) for page in pages.values())
    assert not [t for t, n in titles.items() if n > 1]
    for path, page in pages.items():
        assert len(page.meta("description")) == 1, path
        assert 20 <= len(page.meta("description")[0]) <= 160, (path, page.meta("description"))


def test_every_internal_link_and_fragment_resolves(site, parsed):
    for path, page in parsed.items():
        if path == "404.html":
            continue
        for target, fragment in page.links():
            file = site / target
            assert (file / "index.html").is_file() if target.endswith("/") or not target else file.is_file(), (
                path,
                target,
            )
            if fragment:
                assert target in parsed, (path, target, fragment)
                assert fragment in parsed[target].ids, (path, target, fragment)


def test_no_page_points_elsewhere_for_what_it_loads(parsed):
    for path, page in parsed.items():
        for element in page.elements:
            for name in ("src", "srcset", "poster", "data") if element.tag != "link" else ("href",):
                address = element.get(name) or ""
                if element.tag == "link" and element.get("rel") not in ("stylesheet", "preload", "icon", "manifest"):
                    continue
                assert not urlsplit(address).netloc, (path, element.tag, address)


def test_every_page_is_within_three_clicks_of_home(parsed):
    seen, now = {""}, {""}
    for _ in range(3):
        now = {t for path in now for t, _ in parsed[path].links() if t in parsed} - seen
        seen |= now
    assert set(parsed) - seen - {"404.html"} == set()


# --- metadata ------------------------------------------------------------------------------------

TEXT, URL = str, "url"
VOCABULARY = {
    # a type: property → what it may hold (https://schema.org/, version 29; only what this site uses)
    "WebSite": {"name": TEXT, "url": URL, "description": TEXT, "inLanguage": TEXT},
    "WebPage": {"name": TEXT, "url": URL, "inLanguage": TEXT, "isPartOf": ("WebSite",)},
    "CollectionPage": {"name": TEXT, "url": URL, "inLanguage": TEXT, "isPartOf": ("WebSite",)},
    "ProfilePage": {
        "name": TEXT,
        "url": URL,
        "inLanguage": TEXT,
        "isPartOf": ("WebSite",),
        "mainEntity": ("Person", "Organization"),
    },
    "NewsArticle": {
        "headline": TEXT,
        "inLanguage": TEXT,
        "url": URL,
        "author": ("Person", "Organization"),
        "publisher": ("Organization", "Person"),
        "datePublished": "date",
        "temporalCoverage": "date",
        "isBasedOn": URL,
        "isPartOf": ("WebSite",),
        "mentions": ("Person", "Legislation"),
    },
    "Person": {"name": TEXT, "jobTitle": TEXT, "url": URL},
    "Organization": {"name": TEXT, "url": URL},
    "Legislation": {
        "name": TEXT,
        "url": URL,
        "inLanguage": TEXT,
        "legislationIdentifier": TEXT,
        "legislationType": TEXT,
        "legislationDate": "date",
        "legislationPassedBy": ("Organization", "Person"),
    },
}


def check_vocabulary(thing, where):
    assert thing["@type"] in VOCABULARY, where
    for name, value in thing.items():
        if name in ("@type", "@context", "@id"):
            continue
        wanted = VOCABULARY[thing["@type"]].get(name)
        assert wanted, f"{where}: {thing['@type']} has no {name}"
        for item in value if isinstance(value, list) else [value]:
            if isinstance(wanted, tuple):
                assert item["@type"] in wanted, (where, name)
                check_vocabulary(item, where)
            elif wanted == "url":
                assert re.match(r"https?://", item), (where, name, item)
            elif wanted == "date":
                assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", item), (where, name, item)
            else:
                assert isinstance(item, str), (where, name)
                assert item.strip(), (where, name)


def ld(page):
    return [json.loads(e.text) for e in page.all("script") if e.get("type") == "application/ld+json"]


def test_json_ld_follows_its_vocabulary(parsed):
    types = Counter()
    for path, page in parsed.items():
        for data in ld(page):
            assert data["@context"] == "https://schema.org"
            check_vocabulary(data, path)
            types[data["@type"]] += 1
    assert {"WebSite", "NewsArticle", "ProfilePage", "Legislation", "CollectionPage"} <= set(types)


def articles(parsed):
    return {path: page for path, page in parsed.items() if page.meta("citation_title")}


def test_articles_carry_what_reference_managers_read(parsed, site):
    records = [
        json.loads(line)
        for file in sorted((site / "du-lieu").glob("*.jsonl"))
        for line in file.read_text().splitlines()
    ]
    pages = articles(parsed)
    assert set(pages) == {r["url"] for r in records}
    for record in records:
        page = pages[record["url"]]
        assert page.meta("citation_title") == page.meta("DC.title") == page.meta("og:title")
        published = record["published"]["value"] or ""
        assert page.meta("citation_publication_date") == (
            [published.replace("-", "/")] if published[:4].isdigit() else []
        )
        assert page.meta("citation_author") == ([record["author"]["value"]] if record["author"]["value"] else [])
        assert page.meta("citation_fulltext_html_url") == [ADDRESS + record["url"]]
        assert page.meta("z:itemType") == ["newspaperArticle"]


def test_canonical_and_open_graph(parsed):
    for path, page in parsed.items():
        if path == "404.html":
            continue
        canonical = [e.get("href") for e in page.all("link") if e.get("rel") == "canonical"]
        assert canonical == page.meta("og:url") == [ADDRESS + path]
        assert page.meta("og:locale") == ["vi_VN"]


def test_hostile_words_stay_words(parsed):
    page = next(page for path, page in parsed.items() if path.startswith("bai-viet/ky-tu-la"))
    title = '<script>alert("một")</script> & *sao* {{ config }} [x](y) {#id}'
    assert page.meta("citation_title") == [title]
    assert text_of(page.all("title")[0]).startswith(title)
    assert ld(page)[0]["headline"] == title
    assert text_of(page.all("h1")[0]).startswith(title)
    assert not [e for e in page.all("img") if e.get("src") == "x"]


# --- feed, sitemap, data -------------------------------------------------------------------------


def test_feed_is_valid_atom(site, parsed):
    raw = (site / "feed.xml").read_bytes()
    assert raw.startswith(b"<?xml")
    feed = ElementTree.fromstring(raw)
    assert feed.tag == ATOM + "feed"
    for name in ("id", "title", "updated"):
        assert len(feed.findall(ATOM + name)) == 1
    assert [e.get("href") for e in feed.findall(ATOM + "link") if e.get("rel") == "self"] == [ADDRESS + "feed.xml"]
    entries = feed.findall(ATOM + "entry")
    assert 1 < len(entries) <= 50
    ids = [e.find(ATOM + "id").text for e in [feed, *entries]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", i) for i in ids)
    times = []
    for entry in entries:
        assert entry.find(ATOM + "title").text.strip()
        times.append(datetime.datetime.fromisoformat(entry.find(ATOM + "updated").text))
        (link,) = entry.findall(ATOM + "link")
        assert link.get("href").removeprefix(ADDRESS) in parsed
        assert entry.find(ATOM + "author") is not None or feed.find(ATOM + "author") is not None
        assert not {e.tag.removeprefix(ATOM) for e in entry} - {
            "id",
            "title",
            "updated",
            "link",
            "author",
            "summary",
            "category",
        }
    assert times == sorted(times, reverse=True)
    assert datetime.datetime.fromisoformat(feed.find(ATOM + "updated").text) == times[0]


def test_every_page_names_the_feed(parsed):
    for path, page in parsed.items():
        if path != "404.html":
            assert [e.get("type") for e in page.all("link") if "alternate" in e.get("rel").split()] == [
                "application/atom+xml"
            ], path


def test_sitemap_lists_every_page_and_no_day(site, parsed):
    raw = (site / "sitemap.xml").read_bytes()
    tree = ElementTree.fromstring(raw)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert {e.text for e in tree.iter(space + "loc")} == {ADDRESS + path for path in parsed if path != "404.html"}
    assert b"lastmod" not in raw
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed) == raw
    assert packed[4:8] == bytes(4), "the gzip header must not say when it was made"


def test_a_sitemap_of_too_many_pages_becomes_an_index():
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(site_kit.ROOT / "overrides"), autoescape=False)
    pages = [
        SimpleNamespace(page=SimpleNamespace(is_link=False, canonical_url=f"{ADDRESS}{i}/")) for i in range(100_001)
    ]
    context = {"pages": pages, "config": {"site_url": ADDRESS}}
    theme = SimpleNamespace(static_templates={"sitemap.xml"})
    mkdocs_hooks.on_files(SimpleNamespace(documentation_pages=lambda: pages), SimpleNamespace(theme=theme))
    assert theme.static_templates == {"sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"}

    def addresses(template):
        return [e.text for e in ElementTree.fromstring(template.render(context)).iter() if e.tag.endswith("loc")]

    assert addresses(env.get_template("sitemap.xml")) == [f"{ADDRESS}sitemap-{n}.xml" for n in (1, 2, 3)]
    parts = [addresses(env.from_string(f"{{% set part = {n} %}}{{% include 'sitemap.xml' %}}")) for n in (1, 2, 3)]
    assert [len(p) for p in parts] == [50_000, 50_000, 1]
    assert len(set().union(*parts)) == 100_001
    mkdocs_hooks.on_files(SimpleNamespace(documentation_pages=lambda: pages[:9]), SimpleNamespace(theme=theme))
    assert theme.static_templates == {"sitemap.xml"}


def test_data_page_names_every_file(site, parsed):
    linked = {target for target, _ in parsed["du-lieu/"].links()}
    assert {
        f"du-lieu/{f.name}" for f in (site / "du-lieu").iterdir() if f.suffix in (".jsonl", ".csv", ".json")
    } <= linked


def test_corrections_show_what_was_found(parsed):
    shown = [text_of(e) for e in parsed["dinh-chinh/"].all("li")]
    assert "Nhan đề: Hà Giang lo sớm trước mùa lũ – máy đọc được Hà Giang chủ động trước mùa lũ đã sửa" in shown
    article = parsed["bai-viet/phong-chong-thien-tai/"]
    assert text_of(article.all("h1")[0]).startswith("Hà Giang lo sớm")
    assert "Ngày: ngày 26/05/2023 – máy đọc được ngày 27/05/2023 đã sửa" in shown
    summary = {text_of(term): text_of(value) for term, value in zip(article.all("dt"), article.all("dd"), strict=False)}
    assert "biên tập xác nhận" in summary["Nhan đề"]
    assert "Hà Giang chủ động trước mùa lũ" in summary["Nhan đề"]
    assert "ngày 27/05/2023" in summary["Ngày"]
    assert "Hoàng Sa Pả" not in " ".join(shown), "provenance no text states is no correction"


def test_html_is_light(parsed, site):
    sizes = [len(gzip.compress((site / path / "index.html").read_bytes())) for path in articles(parsed)]
    assert sum(sizes) / len(sizes) <= 30_000


def test_no_english_left_over_from_the_theme(parsed):
    english = re.compile(
        r"\b(Made with|Material for MkDocs|Not found|Initializing|Skip to|Table of contents|Search"
        r"|Loading|Copy|Next|Previous)\b"
    )
    for path, page in parsed.items():
        words = " ".join(text_of(e) for e in page.all("body"))
        labels = " ".join(
            e.get(a) for e in page.elements for a in ("title", "aria-label", "placeholder", "alt") if e.get(a)
        )
        config = [e for e in page.all("script") if e.get("id") == "__config"]
        words = words.replace(text_of(config[0]), "") if config else words
        assert not english.search(words + " " + labels), (path, english.search(words + " " + labels))


@pytest.mark.parametrize("name", ["screenshots", "lighthouse", "validate"])
def test_commands_of_the_readme_exist(name):
    assert f"make {name}" in (site_kit.ROOT / "README.md").read_text()
    assert subprocess.run(["make", "-n", name], cwd=site_kit.ROOT, capture_output=True, check=False).returncode == 0
