"""The search in the built site: the theme's box and the results page, by keyboard, on a phone, and when something
fails."""

import contextlib
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from test_site_browser import DESKTOP, PHONE, reading

pytestmark = pytest.mark.browser

INPUT, RESULTS = ".md-search__input", ".md-search-result__link"
OURS = re.compile(r"tim-kiem/|search|workers/|lunr")


def type_in_box(page, words):
    page.keyboard.press("/")
    page.locator(INPUT).wait_for(state="visible")
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    page.wait_for_function(
        "(words) => [...document.querySelectorAll('.md-search-result__item')].some((e) => "
        "e.querySelector('a').href.includes(encodeURIComponent(words)))",
        arg=words,
    )


def test_nothing_of_the_search_is_loaded_before_the_box_is_opened(chromium, served, site):
    with reading(chromium, served) as page:
        served.asked.clear()
        page.goto(served.url)
        page.wait_for_load_state("networkidle")
        assert not [path for path in served.asked if OURS.search(path)]
        page.keyboard.press("/")
        page.wait_for_function(
            "() => performance.getEntriesByType('resource').some((e) => e.name.endsWith('search-worker.js'))"
        )
    assert not (site / "search").exists()
    scripts = site / "assets" / "javascripts"
    assert not (scripts / "workers").exists()
    assert not (scripts / "lunr").exists()
    assert not [path for path in served.asked if path.endswith("search-text.js")], "the worker has it in its own file"


def test_the_box_by_keyboard(chromium, served):
    with reading(chromium, served) as page:
        page.goto(served.url)
        type_in_box(page, "bien gioi")
        rows = page.locator(RESULTS)
        assert rows.count() > 2
        assert page.locator(".md-search-result__item mark").first.inner_text().lower() == "biên giới"
        assert re.fullmatch(r"[\d.]+ bài", page.locator(".md-search-result__meta").inner_text().strip())
        assert page.locator(".md-search-result__meta").get_attribute("role") == "status"
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement === document.querySelector('.md-search-result__link')")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/bai-viet/.*\?h=bien%20gioi#"))
        page.locator(":target mark.search-mark").first.wait_for()
        assert "biên giới" in [text.lower() for text in page.locator(":target mark.search-mark").all_inner_texts()]
        assert page.locator("mark.search-mark").count() == page.locator(":target mark.search-mark").count()


def test_escape_closes_the_box_and_enter_opens_the_best(chromium, served):
    with reading(chromium, served) as page:
        page.goto(served.url)
        type_in_box(page, "do quang khai")
        page.keyboard.press("Escape")
        page.wait_for_function("() => !document.getElementById('__search').checked")
        page.wait_for_timeout(50)  # the theme waits a moment before it takes the box for left
        page.keyboard.press("/")
        page.wait_for_function("() => document.getElementById('__search').checked")
        page.locator(RESULTS).first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/nguoi-phat-bieu/do-quang-khai"))


def test_rows_come_in_parts_without_moving_and_are_told_once(chromium, served):
    with reading(chromium, served) as page:
        held = []
        page.route("**/tim-kiem/bai/*", lambda route: held.append(route) if held is not None else route.continue_())
        page.goto(served.url)
        page.keyboard.press("/")
        page.keyboard.insert_text("do quang khai")
        row = page.locator(RESULTS).first
        row.wait_for()  # the person, while the texts of the articles are still on their way
        page.wait_for_function(
            "() => document.querySelector('.md-search-result__meta').textContent.includes('đang tìm')"
        )
        says = page.locator(".md-search-result__meta")
        assert says.get_attribute("aria-busy") == "true"
        named = page.locator(".md-search-result__item").count()
        page.keyboard.press("ArrowDown")
        place = row.bounding_box()
        routes, held = held, None
        for route in routes:
            route.continue_()
        page.wait_for_function(
            "() => document.querySelector('.md-search-result__meta').getAttribute('aria-busy') === 'false'"
        )
        assert page.locator(".md-search-result__item").count() > named
        assert page.evaluate("document.activeElement.getAttribute('href')").endswith(row.get_attribute("href"))
        assert row.bounding_box() == place
        assert re.fullmatch(rf"{named} trang đúng với điều cần tìm, [\d.]+ bài", says.inner_text().strip())


def test_what_is_pasted_is_searched(chromium, served):
    with reading(chromium, served) as page:
        page.goto(served.url)
        page.keyboard.press("/")
        page.keyboard.insert_text("05-NQ/TU")  # no key is pressed, as when pasting
        page.locator(".md-search-result__link[href*='nghi-quyet/05-nq-tu']").first.wait_for()


def test_the_box_on_a_phone(chromium, served):
    with reading(chromium, served, PHONE, has_touch=True, is_mobile=True) as page:
        page.goto(served.url)
        page.locator("header [for=__search]").first.tap()
        page.keyboard.type("nong thon")
        page.locator(RESULTS).first.wait_for()
        page.wait_for_timeout(300)
        box = page.locator(".md-search-result__item").first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE[0]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_query_is_never_markup(chromium, served):
    with reading(chromium, served) as page:
        page.goto(served.url)
        page.keyboard.press("/")
        page.keyboard.insert_text("<img src=x onerror=alert(1)> biên giới")
        page.locator(RESULTS).first.wait_for()
        assert page.locator(".md-search-result img").count() == 0
        page.goto(served.url + "tim-kiem/?q=%3Cimg%20src%3Dx%3E%20bi%C3%AAn%20gi%E1%BB%9Bi&nam=%3Cb%3E")
        page.wait_for_function("() => document.querySelector('.find-status').textContent.includes('bài')")
        assert page.locator("article img[src=x], .find b").count() == 0


@contextlib.contextmanager
def found(page, address):
    page.goto(address)
    page.locator(".find-results > li").first.wait_for()
    yield page.locator(".find-results > li")


def test_the_results_page_can_be_shared_filtered_sorted_and_walked_back(chromium, served):
    with reading(chromium, served) as page, found(page, served.url + "tim-kiem/?q=nghi+quyet") as rows:
        everything = rows.count()
        assert everything > 3
        assert page.title().startswith("nghi quyet")
        year = page.get_by_label("Năm", exact=True)
        page.wait_for_function("() => document.getElementById('find-nam').options.length > 1")
        option = year.locator("option").nth(1)
        number = int(re.search(r"\((\d+)\)", option.inner_text()).group(1))
        year.select_option(option.get_attribute("value"))
        page.wait_for_url(re.compile(r"nam=\d{4}"))
        page.wait_for_function("(n) => document.querySelectorAll('.find-results > li').length === n", arg=number)
        assert number < everything
        page.get_by_label("Sắp xếp").select_option("ngay")
        page.wait_for_url(re.compile("xep=ngay"))
        page.go_back()
        page.wait_for_url(
            lambda url: "xep" not in parse_qs(urlsplit(url).query) and "nam" in parse_qs(urlsplit(url).query)
        )
        page.go_back()
        page.wait_for_function("(n) => document.querySelectorAll('.find-results > li').length === n", arg=everything)
        page.go_forward()
        page.wait_for_function("(n) => document.querySelectorAll('.find-results > li').length === n", arg=number)
        assert year.input_value()


def test_the_results_page_by_keyboard(chromium, served):
    with reading(chromium, served, DESKTOP) as page:
        page.goto(served.url + "tim-kiem/")
        page.locator("#find-query").wait_for()
        assert page.evaluate("document.activeElement.id") == "find-query"
        page.keyboard.type("bien gioi")
        page.keyboard.press("Enter")
        page.locator(".find-results a").first.wait_for()
        assert parse_qs(urlsplit(page.url).query)["q"] == ["bien gioi"]
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.find-results') !== null"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/bai-viet/"))
        page.go_back()
        page.locator(".find-results a").first.wait_for()
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find-query"


def test_the_results_page_on_a_phone(chromium, served):
    with reading(chromium, served, PHONE) as page, found(page, served.url + "tim-kiem/?q=bien+gioi"):
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_without_scripts_box_and_page_say_where_to_go(chromium, served):
    with reading(chromium, served, java_script_enabled=False) as page:
        page.goto(served.url)
        page.locator(INPUT).fill("biên giới")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/tim-kiem/\?q="))
        assert page.locator("article p", has_text="cần JavaScript").locator("a:visible").count() == 5
    with reading(chromium, served, PHONE, java_script_enabled=False) as page:
        page.goto(served.url)
        page.locator("header [for=__search]").first.click()
        says = page.locator(".md-search-result__meta")
        assert "cần JavaScript" in says.inner_text()
        assert says.locator("a:visible").count() == 5


def test_a_file_that_does_not_load_is_said_and_can_be_tried_again(chromium, served):
    context = chromium.new_context()  # errors in the console are what this is about
    try:
        page = context.new_page()
        broken = [True]
        context.route("**/tim-kiem/keys/*", lambda route: route.abort() if broken[0] else route.continue_())
        page.goto(served.url)
        page.keyboard.press("/")
        page.keyboard.type("bien gioi")
        retry = page.locator(".search-retry")
        retry.wait_for()
        assert "Không tải được" in page.locator(".md-search-result__meta").inner_text()
        broken[0] = False
        retry.click()
        page.locator(RESULTS).first.wait_for()
        broken[0] = True
        page.goto(served.url + "tim-kiem/?q=bien+gioi")
        button = page.get_by_role("button", name="Thử lại")
        button.wait_for()
        broken[0] = False
        button.click()
        page.locator(".find-results > li").first.wait_for()
    finally:
        context.close()


@pytest.mark.parametrize(
    ("pattern", "says"), [("**/tim-kiem/bai/*", "phần còn lại"), ("**/search-worker.js", "phần tìm kiếm")]
)
def test_what_is_there_stays_when_the_rest_does_not_load(chromium, served, pattern, says):
    context = chromium.new_context()
    try:
        page = context.new_page()
        broken = [True]
        context.route(pattern, lambda route: route.abort() if broken[0] else route.continue_())
        page.goto(served.url)
        page.keyboard.press("/")
        page.keyboard.insert_text("do quang khai")
        retry = page.locator(".search-retry")
        retry.wait_for()
        told = page.locator(".md-search-result__meta")
        assert says in told.inner_text()
        assert told.get_attribute("aria-busy") == "false"
        assert (page.locator(RESULTS).count() > 0) == ("bai" in pattern), "the person was found without any text"
        broken[0] = False
        retry.click()
        page.locator(".md-search-result__item mark").first.wait_for()
        assert "nguoi-phat-bieu/do-quang-khai" in page.locator(RESULTS).first.get_attribute("href")
    finally:
        context.close()
