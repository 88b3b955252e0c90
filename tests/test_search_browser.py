"""The search in the built site: the theme's box and the results page, by keyboard, on a phone, and when something
fails."""

import contextlib
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from site_kit import still
from test_site_browser import DESKTOP, PHONE, reading, visit

pytestmark = pytest.mark.browser

INPUT, RESULTS = ".md-search__input", ".md-search-result__link"
OURS = re.compile(r"tim-kiem/|search|workers/|lunr")


def open_box(page):
    """Open the box as the theme knows it, which it does a moment after the key."""
    page.keyboard.press("/")
    page.wait_for_function("() => document.getElementById('__search').checked")
    assert page.evaluate("document.activeElement === document.querySelector('.md-search__input')")


def drawn(page, words):
    """Wait until all rows for the words are there: the first of them come before the others."""
    page.wait_for_function(
        "(words) => document.querySelector('.md-search-result__meta').getAttribute('aria-busy') === 'false' && "
        "[...document.querySelectorAll('.md-search-result__item a')].some((e) => "
        "e.href.includes(encodeURIComponent(words)))",
        arg=words,
    )


def type_in_box(page, words):
    open_box(page)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    drawn(page, words)


def put_in_box(page, words):
    """Open the box and search for the words at once, without those they begin with."""
    open_box(page)
    page.keyboard.insert_text(words)


def test_nothing_of_the_search_is_loaded_before_the_box_is_opened(chromium, alone, site):
    with reading(chromium, alone) as page:
        page.goto(alone.url)
        page.wait_for_load_state("networkidle")  # what comes late is seen, too
        page.evaluate("addEventListener('keydown', () => { window.pressed = performance.now() }, {capture: true})")
        open_box(page)
        loaded = "performance.getEntriesByType('resource').map(({name, startTime}) => [name, startTime < pressed])"
        page.wait_for_function(f"() => {loaded}.some(([name]) => name.endsWith('search-worker.js'))")
        assert not [name for name, before in page.evaluate(loaded) if before and OURS.search(name)]
        page.keyboard.insert_text("bien gioi")
        drawn(page, "bien gioi")
    assert not (site / "search").exists()
    scripts = site / "assets" / "javascripts"
    assert not (scripts / "workers").exists()
    assert not (scripts / "lunr").exists()
    assert not [path for path in alone.asked if path.endswith("search-text.js")], "the worker has it in its own file"


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
        # the theme waits a moment before it takes the box for left: its timer comes before a later one
        page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
        open_box(page)
        page.locator(RESULTS).first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/nguoi-phat-bieu/do-quang-khai"))


def test_rows_come_in_parts_without_moving_and_are_told_once(chromium, served):
    with reading(chromium, served) as page:
        held = []
        page.route("**/tim-kiem/bai/*", lambda route: held.append(route) if held is not None else route.continue_())
        page.goto(served.url)
        put_in_box(page, "do quang khai")
        row = page.locator(RESULTS).first
        row.wait_for()  # the person, while the texts of the articles are still on their way
        page.wait_for_function(
            "() => document.querySelector('.md-search-result__meta').textContent.includes('đang tìm')"
        )
        says = page.locator(".md-search-result__meta")
        assert says.get_attribute("aria-busy") == "true"
        named = page.locator(".md-search-result__item").count()
        page.keyboard.press("ArrowDown")
        still(page)
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
        put_in_box(page, "05-NQ/TU")  # no key is pressed, as when pasting
        page.locator(".md-search-result__link[href*='nghi-quyet/05-nq-tu']").first.wait_for()


def test_the_box_on_a_phone(chromium, served):
    with reading(chromium, served, PHONE, has_touch=True, is_mobile=True) as page:
        page.goto(served.url)
        page.locator("header [for=__search]").first.tap()
        expect(page.locator(INPUT)).to_be_focused()
        page.keyboard.type("nong thon")
        drawn(page, "nong thon")
        page.locator("body[data-md-scrolllock]").wait_for(state="attached")  # when the box covers the page
        still(page)
        box = page.locator(".md-search-result__item").first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE[0]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_query_is_never_markup(chromium, served):
    with reading(chromium, served) as page:
        page.goto(served.url)
        put_in_box(page, words := "<img src=x onerror=alert(1)> biên giới")
        drawn(page, words)
        assert page.locator(".md-search-result img").count() == 0
        page.goto(served.url + "tim-kiem/?q=%3Cimg%20src%3Dx%3E%20bi%C3%AAn%20gi%E1%BB%9Bi&nam=%3Cb%3E")
        counted(page)
        assert page.locator("option", has_text="<b>").count() == 1
        assert page.locator("article img[src=x], .find b").count() == 0


def counted(page):
    """Wait until all is there that the results page shows: last come the years to choose from."""
    page.wait_for_function("() => document.getElementById('find-nam').options.length > 1")


@contextlib.contextmanager
def found(page, address):
    page.goto(address)
    page.locator(".find-results > li").first.wait_for()
    counted(page)
    yield page.locator(".find-results > li")


def test_the_results_page_can_be_shared_filtered_sorted_and_walked_back(chromium, served):
    with reading(chromium, served) as page, found(page, served.url + "tim-kiem/?q=nghi+quyet") as rows:
        everything = rows.count()
        assert everything > 3
        assert page.title().startswith("nghi quyet")
        year = page.get_by_label("Năm", exact=True)
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
        page.wait_for_function("() => document.getElementById('find-nam').value")


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
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_results_page_says_what_to_try_where_nothing_is_found(chromium, served):
    with reading(chromium, served) as page:
        page.goto(served.url + "tim-kiem/?q=xyzzqw")
        page.get_by_role("status").filter(has_text="Thử bớt từ").wait_for()
        assert page.locator(".find-help").get_attribute("open") is not None
        page.goto(served.url + "tim-kiem/?q=bien+gioi&nam=1850")
        page.get_by_role("status").filter(has_text="Thử bỏ bớt bộ lọc").wait_for()


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
        expect(says).to_contain_text("cần JavaScript", use_inner_text=True)
        expect(says.locator("a:visible")).to_have_count(5)


class Loading:
    """What a page loads that matches a pattern: held back until ``fail`` or ``go``, and treated the same from then on.
    Nobody can try again before the first failure then, nor meet a second one after it."""

    def __init__(self, page, pattern):
        self.held, self.settle = [], None
        page.context.route(pattern, lambda route: self.settle(route) if self.settle else self.held.append(route))

    def _all(self, settle):
        held, self.held, self.settle = self.held, [], settle
        for route in held:
            settle(route)

    def fail(self):
        self._all(lambda route: route.abort())

    def go(self):
        self._all(lambda route: route.continue_())


def test_a_file_that_does_not_load_is_said_and_can_be_tried_again(chromium, served):
    with visit(chromium) as page:  # errors in the console are what this is about
        keys = Loading(page, "**/tim-kiem/keys/*")
        page.goto(served.url)
        put_in_box(page, "bien gioi")
        keys.fail()
        retry = page.locator(".search-retry")
        retry.wait_for()
        assert "Không tải được" in page.locator(".md-search-result__meta").inner_text()
        keys.go()
        retry.click()
        drawn(page, "bien gioi")
        keys.fail()
        page.goto(served.url + "tim-kiem/?q=bien+gioi")
        button = page.get_by_role("button", name="Thử lại")
        button.wait_for()
        keys.go()
        button.click()
        page.locator(".find-results > li").first.wait_for()


@pytest.mark.parametrize(
    ("pattern", "says"), [("**/tim-kiem/bai/*", "phần còn lại"), ("**/search-worker.js", "phần tìm kiếm")]
)
def test_what_is_there_stays_when_the_rest_does_not_load(chromium, served, pattern, says):
    with visit(chromium) as page:
        rest = Loading(page, pattern)
        page.goto(served.url)
        put_in_box(page, "do quang khai")
        rest.fail()
        retry = page.locator(".search-retry")
        retry.wait_for()
        told = page.locator(".md-search-result__meta")
        assert says in told.inner_text()
        assert told.get_attribute("aria-busy") == "false"
        assert (page.locator(RESULTS).count() > 0) == ("bai" in pattern), "the person was found without any text"
        rest.go()
        retry.click()
        page.locator(".md-search-result__item mark").first.wait_for()
        assert "nguoi-phat-bieu/do-quang-khai" in page.locator(RESULTS).first.get_attribute("href")
