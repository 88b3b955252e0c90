#!/usr/bin/env python3
"""How good and how quick the search is: asked through the real worker in headless Chromium.

    python tests/benchmarks/search.py questions --from FOLDER     (documents.jsonl and questions.jsonl)
    python tests/benchmarks/search.py corpus --from FOLDER        (article files .txt, or articles.jsonl.gz)
    python tests/benchmarks/search.py load --from FOLDER          (10,000 article files, see corpus.py)

`questions`: MRR@10 of questions as they stand and without diacritics. `corpus`: titles, runs of syllables, document
numbers, people's names, one wrong letter. `load`: bytes, times, heap, and the size and build time of the index.
`--stock` asks the theme's own search the same questions. All but `load` are about what is found, not how fast. Needs
tests/requirements.txt and Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import site_kit  # noqa: E402
from search_kit import ASK_ALL, TOLD, Browser, Server, convert, site  # noqa: E402
from sourcepages.files import cache_folder  # noqa: E402
from sourcepages.models import Article  # noqa: E402
from sourcepages.search.analyse import folded  # noqa: E402
from sourcepages.sources import collect  # noqa: E402


def reciprocal(urls: list[str], right: set[str]) -> float:
    return next((1 / rank for rank, url in enumerate(urls[:10], 1) if url in right), 0.0)


def plain(text: str) -> str:
    """Without diacritics, as many type."""
    return "".join(
        ch
        for ch in unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        if not unicodedata.combining(ch)
    )


def questions(chromium, folder: Path, stock: bool) -> None:
    rows = [json.loads(line) for line in (folder / "documents.jsonl").read_text("utf-8").splitlines()]
    asked = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    articles = convert([(f"{row['id']}.txt", row["text"]) for row in rows])
    with tempfile.TemporaryDirectory() as place:
        site(Path(place), articles)
        browser = Browser(chromium, Server(Path(place)).address)
        marked = browser.ask([row["question"] for row in asked])
        bare = browser.ask([plain(row["question"]) for row in asked])
        right = [{f"bai-viet/{row['document']}/"} for row in asked]
        a, b = (statistics.mean(map(reciprocal, found, right)) for found in (marked, bare))
        print(
            f"questions: {len(asked)} on {len(rows)} documents; MRR@10 with diacritics {a:.4f}, without {b:.4f} "
            f"({b / a:.1%} of the first)"
        )
        ask_runs(browser, articles, 400)
        if stock:
            theirs = Stock(chromium, rows, Path(place))
            a, b = (
                statistics.mean(map(reciprocal, theirs.ask(found), right))
                for found in ([row["question"] for row in asked], [plain(row["question"]) for row in asked])
            )
            print(f"the theme's own search: MRR@10 with diacritics {a:.4f}, without {b:.4f}")


class Stock:
    """The theme's own search over the same texts: its plugin's index, asked through its worker as its page does."""

    def __init__(self, chromium, rows: list[dict], place: Path):
        docs = place / "stock-docs"
        for row in rows:
            target = docs / "bai-viet" / row["id"] / "index.md"
            target.parent.mkdir(parents=True)
            target.write_text(f"# {row['id']}\n\n{row['text']}\n", encoding="utf-8")
        (docs / "index.md").write_text("# .\n", encoding="utf-8")
        config = place / "mkdocs.yml"
        config.write_text(
            "site_name: x\ntheme: {name: material, language: vi, font: false}\nplugins: [{search: "
            "{lang: vi}}]\nnav: [index.md]\n"
            f"docs_dir: {docs}\nsite_dir: {place / 'stock'}\nvalidation: "
            f"{{nav: {{omitted_files: ignore}}}}\n",
            encoding="utf-8",
        )
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", config], check=True)
        self.server = Server(place / "stock")
        self.page = chromium.new_page()
        self.page.goto(self.server.address)
        (worker,) = (place / "stock" / "assets" / "javascripts" / "workers").glob("search.*.js")
        self.page.evaluate(STOCK_OPEN, [self.server.address, f"assets/javascripts/workers/{worker.name}"])

    def ask(self, queries: list[str]) -> list[list[str]]:
        found = []
        for at in range(0, len(queries), 100):
            found += self.page.evaluate(STOCK_ASK, queries[at : at + 100])
        return found


STOCK_OPEN = """async ([address, path]) => {
  window.stock = new Worker(new URL(path, address));
  const index = await (await fetch(new URL("search/search_index.json", address))).json();
  const ready = new Promise((done) => stock.addEventListener("message", ({data}) => data.type === 1 && done()));
  stock.postMessage({type: 0, data: {config: index.config, docs: index.docs, options: {suggest: false}}});
  await ready;
}"""
STOCK_ASK = """async (queries) => {
  const found = [];
  for (const query of queries) {
    const answer = await new Promise((done) => {
      stock.addEventListener("message", ({data}) => done(data), {once: true});
      stock.postMessage({type: 2, data: query});
    });
    found.push(answer.data.items.map((item) => item[0].location.split("#")[0]));
  }
  return found;
}"""


def read_corpus(path: Path, most: int = 0) -> list[tuple[str, str]]:
    if path.is_dir():
        names = sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".md"))
        rows = [(p.relative_to(path).as_posix(), p.read_text("utf-8")) for p in names]
    else:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [(f"{row['id']}.txt", row["text"]) for row in map(json.loads, lines)]
    return rows[:most] if most else rows


def ask_runs(browser: Browser, articles: list[Article], number: int, seed: int = 1) -> None:
    """Runs of 2–4 syllables without diacritics: right is every article that has the run. Four syllables with one letter
    wrong."""
    rng = random.Random(seed)
    bodies = {
        f"bai-viet/{a.slug}/": " "
        + "  ".join(folded(a.source.text[p.start : p.end]) for p in a.source.paragraphs)
        + " "
        for a in articles
    }
    urls = sorted(bodies)
    runs, wrong = [], []
    while len(runs) < number:
        terms = rng.choice(re.split("  ", bodies[rng.choice(urls)].strip())).split()
        size = rng.choice((2, 3, 4))
        if len(terms) >= size:
            at = rng.randrange(len(terms) - size + 1)
            runs.append(" ".join(terms[at : at + size]))
    while len(wrong) < number:
        terms = rng.choice(re.split("  ", bodies[rng.choice(urls)].strip())).split()
        if len(terms) >= 4:
            at = rng.randrange(len(terms) - 3)
            run = terms[at : at + 4]
            places = [i for i, term in enumerate(run) if len(term) > 2 and term.isalpha() and term.isascii()]
            if places:
                i = rng.choice(places)
                j = rng.randrange(len(run[i]))
                letter = rng.choice([c for c in "abcdeghiklmnopqrstuvxy" if c != run[i][j]])
                wrong.append(
                    (" ".join(run), " ".join([*run[:i], run[i][:j] + letter + run[i][j + 1 :], *run[i + 1 :]]))
                )
    has = lambda run: {url for url in urls if f" {run} " in bodies[url]}  # noqa: E731
    found = browser.ask(runs)
    by_size = {
        size: statistics.mean(reciprocal(u, has(r)) for u, r in zip(found, runs, strict=True) if len(r.split()) == size)
        for size in (2, 3, 4)
    }
    total = statistics.mean(reciprocal(u, has(r)) for u, r in zip(found, runs, strict=True))
    print(
        f"runs of 2–4 syllables, no diacritics: {number}; MRR@10 {total:.4f} "
        f"({', '.join(f'{s}: {v:.3f}' for s, v in by_size.items())})"
    )
    for u, r in zip(found, runs, strict=True):
        if "-v" in sys.argv and reciprocal(u, has(r)) < 1:
            print("   ", r, u[:3], sorted(has(r))[:2])
    alone = [(u, has(r)) for u, r in zip(found, runs, strict=True) if len(has(r)) == 1]
    print(
        f"  of these in one article only: {len(alone)}; MRR@10 {statistics.mean(reciprocal(*row) for row in alone):.4f}"
    )
    found = browser.ask([row[1] for row in wrong])
    print(
        f"one letter wrong in four syllables: {number}; MRR@10 "
        f"{statistics.mean(reciprocal(u, has(r)) for u, (r, _) in zip(found, wrong, strict=True)):.4f}"
    )


def sample(rows: list, number: int) -> list:
    return random.Random(1).sample(rows, min(number, len(rows)))


def corpus(chromium, path: Path, most: int, number: int) -> None:
    articles = convert(read_corpus(path, most))
    with tempfile.TemporaryDirectory() as place:
        made = site(Path(place), articles)
        browser = Browser(chromium, Server(Path(place)).address)
        titled = sample([a for a in articles if len(folded(a.title.value).split()) > 3], number)
        same: dict[str, set[str]] = {}
        for a in titled:
            same.setdefault(folded(a.title.value), set()).add(f"bai-viet/{a.slug}/")
        found = browser.ask([plain(a.title.value) for a in titled])
        first = [bool(urls) and urls[0] in same[folded(a.title.value)] for urls, a in zip(found, titled, strict=True)]
        print(f"titles without diacritics: {len(titled)}; first {statistics.mean(first):.4f}")
        for urls, a, good in zip(found, titled, first, strict=True):
            if not good and "-v" in sys.argv:
                print("   ", plain(a.title.value), urls[:2], a.slug)
        names = [(plain(p.name), p.path) for p in made.people if len(p.name.split()) > 1]
        path_of: dict[str, set[str]] = {}
        for name, where in names:
            path_of.setdefault(name.lower(), set()).add(where)
        if names:
            names = sample(names, number)
            found = browser.ask([name for name, _ in names])
            first = [
                bool(urls) and urls[0] in path_of[name.lower()] for urls, (name, _) in zip(found, names, strict=True)
            ]
            print(f"people's names without diacritics: {len(names)}; first {statistics.mean(first):.4f}")
            for urls, (name, _), good in zip(found, names, first, strict=True):
                if not good and "-v" in sys.argv:
                    print("   ", name, urls[:2])
        asked, right = [], []
        twins: dict[str, set[str]] = {}
        for d in made.documents:
            twins.setdefault(folded(d.number).replace(" ", ""), set()).add(d.path)
        for d in sample([d for d in made.documents if d.full], number // 3):
            for spelling in spellings(d.number):
                asked.append(spelling)
                right.append(twins[folded(d.number).replace(" ", "")])
        if asked:
            found = browser.ask(asked)
            first = [bool(urls) and urls[0] in good for urls, good in zip(found, right, strict=True)]
            print(f"document numbers in 6 spellings: {len(asked)}; first {statistics.mean(first):.4f}")
            for urls, query, good in zip(found, asked, first, strict=True):
                if not good and "-v" in sys.argv:
                    print("   ", query, urls[:2])
        ask_runs(browser, articles, number)


def load(chromium, path: Path, keep: Path | None) -> None:
    """Bytes, times, heap, size and build time over the article files in ``path``."""
    from sourcepages import build, library, search, tables
    from sourcepages.cache import Cache, code_version
    from sourcepages.render import context

    paths, _ = collect(path)
    rules = tables.load()
    articles, _ = build.convert_all(paths, rules, Cache(cache_folder(ROOT, path), code_version() + rules.digest))
    size = sum(len(a.source.text.encode()) for a in articles)
    made = library.compose(articles)
    started, cpu = time.perf_counter(), time.process_time()
    files = search.files(made, context.title)
    took, cpu = time.perf_counter() - started, time.process_time() - cpu
    on_disk = sum(map(len, files.values()))
    print(
        f"{len(articles)} articles, {size / 1e6:.1f} MB of text; index {on_disk / 1e6:.1f} MB ({on_disk / size:.2f} "
        f"of the text) in {len(files)} files, built in {took:.1f} s ({cpu:.1f} s of one core)"
    )
    del files
    with tempfile.TemporaryDirectory() as place:
        folder = keep or Path(place)
        site(folder, articles)
        server = Server(folder)
        queries = load_queries(articles, made)
        firsts, requests, colds, wholes, laters, keys = [], [], [], [], [], []
        for query in queries[:24]:  # each in a browser that knows nothing yet
            context_ = chromium.new_context()
            page = context_.new_page()
            page.goto(server.address + "box.html")
            page.wait_for_timeout(SETTLED)
            server.sent.clear()
            first, whole = page.evaluate(COLD, [server.address, query])
            colds.append(first)
            wholes.append(whole)
            firsts.append(sum(number for _, number in server.sent))
            requests.append(len(server.sent))
            context_.close()
        browser = Browser(chromium, server.address)
        for query in queries:
            before = len(server.sent)
            browser.ask([query])
            laters.append(sum(number for _, number in server.sent[before:]))
        browser.page.close()
        browser = Browser(chromium, server.address)
        for query in queries[:25]:
            keys += [
                row["ms"] for row in browser.page.evaluate(ASK_ALL, [query[:end] for end in range(1, len(query) + 1)])
            ]
        print(
            f"first query, worker included: {statistics.median(firsts) / 1e3:.0f} kB median, "
            f"{max(firsts) / 1e3:.0f} kB most, {statistics.median(requests):.0f} requests ({max(requests)})"
        )
        for what, times in (("first result, box opened cold", colds), ("all ten", wholes)):
            print(
                f"{what}: {statistics.median(times):.0f} ms median, {statistics.quantiles(times, n=20)[-1]:.0f} ms "
                f"95th percentile, {max(times):.0f} ms most"
            )
        print(
            f"later queries: {statistics.median(laters[1:]) / 1e3:.0f} kB median, "
            f"{statistics.quantiles(laters[1:], n=20)[-1] / 1e3:.0f} kB 95th percentile"
        )
        print(
            f"keystrokes: {len(keys)}; {statistics.median(keys):.0f} ms median, "
            f"{statistics.quantiles(keys, n=20)[-1]:.0f} ms 95th percentile"
        )
        print(f"worker's heap after {len(queries[:25])} queries typed: {heap(browser.page) / 1e6:.1f} MB")


COLD = f"""async ([address, query]) => {{
  const worker = new Worker(new URL("assets/javascripts/search-worker.js", address)), box = document.getElementById("__search");
  const answer = ({TOLD})(query, worker);
  box.checked = true;
  box.dispatchEvent(new Event("change"));
  const parts = await answer;
  return [parts.find((part) => part.items.length || !part.more).ms, parts.at(-1).ms];
}}"""
"""Opens the box with a query in it; ms until the worker has told of the first result and of all."""

SETTLED = 400
"""Milliseconds a page is left alone before its box is opened: the browser still has work of its own with a page just
drawn, which is not the search's."""


def load_queries(articles: list[Article], made) -> list[str]:
    """What readers type: runs of 2–6 syllables, names, document numbers, the beginnings of titles; half of it without
    diacritics."""
    rng = random.Random(2)
    found = []
    while len(found) < 100:
        article = rng.choice(articles)
        kind = rng.randrange(5)
        if kind < 2:
            terms = article.source.text.split()
            size = rng.randint(2, 6)
            at = rng.randrange(max(1, len(terms) - size))
            query = " ".join(term.strip(".,:;“”()") for term in terms[at : at + size])
        elif kind == 2:
            query = " ".join(article.title.value.split()[: rng.randint(2, 7)])
        elif kind == 3 and made.people:
            query = rng.choice(made.people).name
        else:
            query = rng.choice(made.documents).number if made.documents else ""
        if len(query) > 3:
            found.append(query if rng.random() < 0.5 else plain(query))
    return found


def heap(page) -> int:
    """Bytes the page's worker holds: its heap and the buffers outside of it."""
    session = page.context.new_cdp_session(page)
    answers, ids = [], []
    session.on("Target.attachedToTarget", lambda event: ids.append((event["sessionId"], event["targetInfo"]["type"])))
    session.on("Target.receivedMessageFromTarget", lambda event: answers.append(json.loads(event["message"])))
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    page.wait_for_timeout(500)
    (worker,) = [session_id for session_id, kind in ids if kind == "worker"]
    for number, method in enumerate(("HeapProfiler.collectGarbage", "Runtime.getHeapUsage")):
        session.send(
            "Target.sendMessageToTarget", {"sessionId": worker, "message": json.dumps({"id": number, "method": method})}
        )
        page.wait_for_timeout(700)
    usage = next(answer["result"] for answer in answers if answer.get("id") == 1)
    return int(usage["usedSize"] + usage.get("backingStorageSize", 0))


def spellings(number: str) -> list[str]:
    """A document number as readers type it."""
    bare = plain(number)
    return [
        number,
        number.lower(),
        bare.lower(),
        re.sub(r"[-/]", " ", bare.lower()),
        re.sub(r"^0+", "", bare.lower()),
        re.sub(r"[^A-Za-z0-9]", "", bare.lower()),
    ]


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("questions", "corpus", "load"))
    parser.add_argument("--from", dest="source", type=Path, required=True)
    parser.add_argument("--most", type=int, default=0)
    parser.add_argument("--stock", action="store_true", help="ask the theme's own search too (`questions`)")
    parser.add_argument("--sample", type=int, default=600, help="queries of a kind")
    parser.add_argument("--keep", type=Path, help="leave the index of `load` in this folder")
    parser.add_argument("-v", action="store_true", help="list what was not first")
    args = parser.parse_args()
    started = time.perf_counter()
    with sync_playwright() as play:
        chromium = site_kit.launch(play)
        if args.what == "questions":
            questions(chromium, args.source, args.stock)
        elif args.what == "corpus":
            corpus(chromium, args.source, args.most, args.sample)
        else:
            load(chromium, args.source, args.keep)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
