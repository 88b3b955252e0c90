"""The built site in a browser: reading it, by mouse, by keyboard, without scripts, for those who see it otherwise, and
what it weighs."""

import contextlib
import gzip
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
import site_kit
from playwright.sync_api import expect
from running_kit import until

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PHONE, DESKTOP = (390, 844), (1280, 900)
expect.set_options(timeout=site_kit.PATIENCE)


@contextlib.contextmanager
def visit(chromium, **options):
    """A page of a new visitor."""
    context = chromium.new_context(**options)
    context.set_default_timeout(site_kit.PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


@contextlib.contextmanager
def reading(chromium, served, size=DESKTOP, **options):
    """The same, which fails on an error in the console and on a request to another host."""
    viewport = {"width": size[0], "height": size[1]}
    with visit(chromium, viewport=viewport, reduced_motion="reduce", **options) as page:
        context, problems, host = page.context, [], urlsplit(served.url).netloc
        context.on(
            "request", lambda r: problems.append(f"asks {r.url}") if urlsplit(r.url).netloc not in (host, "") else None
        )
        context.on("console", lambda m: problems.append(f"console: {m.text}") if m.type == "error" else None)
        context.on("weberror", lambda e: problems.append(f"error: {e.error}"))
        yield page
        assert not problems


def records(site):
    return {
        r["url"]: r
        for file in sorted((site / "du-lieu").glob("*.jsonl"))
        for r in map(json.loads, file.read_text().splitlines())
    }


def goes_to(page, pattern):
    """Links in the content whose address matches ``pattern``, as a reader sees them."""
    found = page.locator("article a:visible")
    return [found.nth(i) for i in range(found.count()) if re.search(pattern, found.nth(i).get_attribute("href") or "")]


def follow(page, link):
    with page.expect_navigation():
        link.click()


def target_words(page):
    """The words an address leads to, with those around them."""
    return page.evaluate(
        "() => { const e = document.querySelector(':target'); return e && [e.textContent, "
        "e.closest('p, li, blockquote, h1, h2, h3').textContent] }"
    )


def comes_into_view(page):
    """The page is scrolled to where its address leads, which may be after it is loaded."""
    page.wait_for_function(
        "() => { const r = document.querySelector(':target').getBoundingClientRect(); return r.top "
        ">= 0 && r.top < innerHeight }"
    )


def test_home_to_article_to_evidence_to_resolution_to_another_article(chromium, served, site):
    made = records(site)
    with reading(chromium, served) as page:
        page.goto(served.url)
        title = made["bai-viet/hoi-nghi-bien-gioi/"]["title"]
        follow(page, page.locator("article").get_by_role("link", name=title).first)
        assert page.url.endswith("bai-viet/hoi-nghi-bien-gioi/")
        first = page.url
        follow(page, goes_to(page, r"^#d\w+-\d+-\d+$")[0])
        words, around = target_words(page)
        assert words
        assert words in around
        comes_into_view(page)
        follow(page, page.locator("article p").get_by_role("link", name="05-NQ/TU").first)
        assert "/nghi-quyet/" in page.url
        assert "05-NQ/TU" in page.locator("h1").inner_text()
        others = [
            link for link in goes_to(page, r"bai-viet/") if "hoi-nghi-bien-gioi" not in link.get_attribute("href")
        ]
        follow(page, others[0])
        assert "/bai-viet/" in page.url
        assert page.url.split("#")[0] != first


def test_what_someone_said_about_a_resolution_is_four_clicks_from_home(chromium, served, site):
    """A new reader, without search: what did Đỗ Quang Khải say about 57-NQ/TW?"""
    with reading(chromium, served) as page:
        page.goto(served.url)
        clicks = 0

        def click(link):
            nonlocal clicks
            clicks += 1
            follow(page, link)

        click(page.locator("article").get_by_role("link", name=re.compile("người phát biểu", re.I)).first)
        click(page.locator("article").get_by_role("link", name="Đỗ Quang Khải").first)
        said = page.locator("blockquote p").filter(has_text="57-NQ/TW").first
        click(said.get_by_role("link").last)
        assert clicks <= 4
        _, around = target_words(page)
        assert "57-NQ/TW" in around
        comes_into_view(page)
        record = records(site)["bai-viet/chuyen-doi-so/"]
        said = [record["text"][s["start"] : s["end"]] for s in record["statements"] if s["speaker"] == "Đỗ Quang Khải"]
        assert any("57-NQ/TW" in words and words[:40] in " ".join(around.split()) for words in said)


def test_matrix_leads_to_the_words(chromium, served):
    with reading(chromium, served) as page:
        page.goto(served.url + "ai-noi-ve-gi/")
        row = page.locator("tr").filter(has=page.get_by_role("rowheader", name="Trần Đình Vỹ"))
        follow(page, row.locator("td a").first)
        words, around = target_words(page)
        assert "NQ/TW" in words or "NQ/TU" in words
        assert "Trần Đình Vỹ" in around


def test_time_line_works_by_keyboard(chromium, served):
    with reading(chromium, served) as page:
        page.goto(served.url + "nghi-quyet/36-nq-tw/")
        mark = page.locator("figure.sp-timeline svg a").first
        mark.focus()
        name = page.evaluate("document.activeElement.querySelector('title').textContent")
        assert re.match(r"ngày \d\d/\d\d/\d{4}: ", name)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("h1").inner_text() in name
        page.goto(served.url)  # with over forty articles: a bar a year, which leads to the year's page
        bar = page.locator("figure.sp-timeline svg a").first
        bar.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("h1").inner_text() == "Bài năm 2010"


@pytest.mark.parametrize("path", ["", "ai-noi-ve-gi/", "bai-viet/hoi-nghi-bien-gioi/"])
def test_whole_page_by_keyboard(chromium, served, path):
    """Tab goes through every control once, in the order of the page, each one seen to have the focus, and out again."""
    with reading(chromium, served) as page:
        page.goto(served.url + path)
        page.evaluate("""() => { window.__at = new Map(); let i = 0
          for (const e of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) window.__at.set(e, i++) }""")
        seen = []
        for _ in range(400):
            page.keyboard.press("Tab")
            state = page.evaluate("""() => { const e = document.activeElement
              if (!e || e === document.body) return null
              const style = getComputedStyle(e), box = e.getBoundingClientRect()
              const outlined = s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'
              return {at: window.__at.get(e) ?? -1, tag: e.tagName, text: (e.textContent || e.name || '').trim().slice(0, 40),
                      shown: outlined(style) || [...e.children].some(c => outlined(getComputedStyle(c))) || e.tagName === 'INPUT', area: box.width * box.height} }""")
            if state is None or (seen and state["at"] == seen[0]["at"]):
                break
            seen.append(state)
        else:
            raise AssertionError("the focus never leaves the page")
        assert seen[0]["text"] == "Tới nội dung"
        order = [s["at"] for s in seen if s["at"] >= 0]
        assert order == sorted(order)
        assert not [s for s in seen if not s["shown"]]
        expected = page.evaluate("""() => [...document.querySelectorAll('article a[href], article button, article summary, article [tabindex="0"]')]
          .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('details:not([open]) > :not(summary)')).map(e => window.__at.get(e))""")
        assert {x for x in expected if x is not None} <= set(order)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(chromium, served, parsed, size, scheme):
    found: dict[str, list[str]] = {}
    with reading(chromium, served, size, color_scheme=scheme, bypass_csp=True) as page:
        page.add_init_script(AXE)
        for kind, path in site_kit.kinds(parsed).items():
            page.goto(served.url + path)
            site_kit.still(page)
            result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
            for v in result["violations"]:
                found.setdefault(
                    f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:200]}", []
                ).append(kind)
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 384) == (scheme == "dark"), (kind, ground)
    assert not found, "\n".join(f"{what}\n   on {', '.join(where)}" for what, where in found.items())


def test_evidence_links_work_without_scripts(chromium, served):
    with reading(chromium, served, java_script_enabled=False) as page:
        page.goto(served.url + "bai-viet/hoi-nghi-bien-gioi/")
        link = goes_to(page, r"^#d\w+-\d+-\d+$")[0]
        target, clear = page.locator(":target"), "rgba(0, 0, 0, 0)"
        assert target.count() == 0
        expect(page.locator(f"[id='{link.get_attribute('href')[1:]}']")).to_have_css("background-color", clear)
        before = page.locator("body").evaluate("() => scrollY")
        link.click()
        expect(target).to_have_count(1)
        expect(target).to_be_in_viewport()
        assert until(lambda: page.locator("body").evaluate("() => scrollY") != before)
        expect(target).not_to_have_css("background-color", clear)
        assert page.locator("#trich-dan-nguyen-van").is_visible()
        page.locator("summary", has_text="BibTeX").click()
        expect(page.locator("#trich-dan-bibtex")).to_be_visible()
        assert "@misc{" in page.locator("#trich-dan-bibtex").inner_text()
        assert not page.locator("button.sp-copy").first.is_visible()


def test_marks_show_in_a_system_s_own_colours_and_nothing_moves(chromium, served):
    with reading(chromium, served, forced_colors="active") as page:
        page.goto(served.url + "bai-viet/hoi-nghi-bien-gioi/")
        follow(page, goes_to(page, r"^#d\w+-\d+-\d+$")[0])
        assert page.locator(":target").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        shapes = page.locator(".st").evaluate_all("all => all.map(e => getComputedStyle(e, '::before').borderStyle)")
        assert {"solid", "dashed"} <= set(shapes)
        # reading() asks for less motion
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_citation_and_paragraph_are_copied(chromium, served):
    with reading(chromium, served, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.clock.install(time=0)
        page.goto(served.url + "bai-viet/hoi-nghi-bien-gioi/")
        page.clock.pause_at(3_600_000)  # from here on the page's clock stands still
        page.locator("button[data-copy=trich-dan-nguyen-van]").click()
        page.get_by_role("status").filter(has_text="Đã sao chép trích dẫn.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#trich-dan-nguyen-van").inner_text()
        page.clock.run_for(3000)
        sign = page.locator("article a.sp-permalink").nth(3)
        paragraph = sign.evaluate("e => e.parentElement.id")
        sign.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Sao chép đoạn"
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="Đã sao chép đoạn").wait_for()
        page.clock.run_for(2000)
        assert page.get_by_role("status").filter(has_text="Đã sao chép đoạn").count() == 1, (
            "the end of the first is not its"
        )
        words, address = page.evaluate("navigator.clipboard.readText()").split("\n")
        assert words.startswith("“Phát biểu khai mạc")
        assert words.endswith("mùa khô.”")
        assert address == f"{site_kit.ADDRESS}bai-viet/hoi-nghi-bien-gioi/#{paragraph}"


def test_the_policy_forbids_inline_scripts():
    scripts = re.search(r"script-src ([^;]+)", site_kit.policy()).group(1)
    assert scripts.strip() == "'self'"
    assert "unsafe-inline" not in site_kit.policy()


def test_a_mention_shows_a_card_and_stays_a_link(chromium, served):
    where = served.url + "bai-viet/hoi-nghi-bien-gioi/"
    with reading(chromium, served) as page:
        page.goto(where)
        mention = page.locator("article p a.m", has_text="05-NQ/TU").first
        mention.hover()
        card = page.locator(".sp-card")
        card.wait_for()
        assert "05-NQ/TU" in card.inner_text()
        assert "bài" in card.inner_text()
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)
    with reading(chromium, served, PHONE, has_touch=True, is_mobile=True) as page:
        page.goto(where)
        mention = page.locator("article p a.m", has_text="05-NQ/TU").first
        mention.tap()
        page.locator(".sp-card").wait_for()
        assert page.url == where
        with page.expect_navigation():
            page.locator(".sp-card a").tap()
        assert "/nghi-quyet/" in page.url


def test_opened_from_the_disk_links_lead_to_pages_and_the_search_says_what_it_needs(chromium, site):
    with visit(chromium) as page:
        page.goto((site / "index.html").as_uri())
        for link in (".sp-nav a[href='bai-viet/']", "article li a", ".sp-brand"):
            follow(page, page.locator(link).first)
            assert page.url.endswith("/index.html")
            assert page.locator("h1").count() == 1
        assert page.url == (site / "index.html").as_uri()
        page.click(".md-search__input")
        page.keyboard.type("a")
        page.locator(".md-search-result__meta", has_text="make serve").wait_for()


def test_a_wrong_address_gets_a_page_that_leads_home(chromium, served):
    with visit(chromium) as page:
        assert page.goto(served.url + "bai-viet/khong/co/").status == 404
        assert page.locator("h1").inner_text() == "Không có trang này"
        follow(page, page.locator("article a").first)
        assert page.url == served.url


def test_print_shows_text_and_addresses_alone(chromium, served):
    with reading(chromium, served, (794, 1123)) as page:
        page.goto(served.url + "bai-viet/dai-bieu-tiep-xuc-cu-tri/")
        page.emulate_media(media="print")
        for chrome in (".md-header", "footer nav", "a.sp-permalink", "button.sp-copy"):
            for part in page.locator(chrome).all():
                assert not part.is_visible(), chrome
        assert page.locator("h1").is_visible()
        after = page.locator("article a[href^='https://bao.example.vn']").first.evaluate(
            "e => getComputedStyle(e, '::after').content + e.textContent"
        )
        assert "https://bao.example.vn/tiep-xuc-cu-tri" in after


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(chromium, served, parsed, width):
    with reading(chromium, served, (width, 800)) as page:
        for kind, path in site_kit.kinds(parsed).items():
            page.goto(served.url + path)
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= width, (
                kind,
                wide,
                page.evaluate(
                    "w => [...document.querySelectorAll('article *')].filter(e => e.getBoundingClientRect().right > "
                    "w).slice(0, 3).map(e => e.outerHTML.slice(0, 120))",
                    width,
                ),
            )


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_first_view_is_light_and_still(chromium, alone, size):
    """What a first visit to an article takes: requests, bytes gzipped, and how much of the page moves."""
    with reading(chromium, alone, size) as page:
        page.add_init_script("""window.__shift = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) window.__shift += e.value })
          .observe({type: 'layout-shift', buffered: true})""")
        page.goto(alone.url + "bai-viet/mot-ngay-doc-duong/")
        page.wait_for_load_state("networkidle")  # what comes late is seen, too
        page.mouse.wheel(0, 3000)
        page.wait_for_function("() => scrollY > 0")
        page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        page.wait_for_load_state("networkidle")
        asked = [p for p in alone.asked if not p.endswith("favicon.ico")]
        assert not [p for p in asked if re.search(r"\.(xml|json|jsonl)", p)], (
            "what grows with the archive is no part of a page"
        )
        weight = sum(len(gzip.compress(alone.file(p).read_bytes())) for p in asked)
        assert len(asked) <= 12, asked
        assert weight <= 100_000, {p: len(gzip.compress(alone.file(p).read_bytes())) for p in asked}
        assert page.evaluate("window.__shift") <= 0.02
