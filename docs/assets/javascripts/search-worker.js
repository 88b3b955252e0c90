/* The search: a worker that answers the queries of the search box and of the results page.
 *
 * It speaks the theme's protocol, so that the theme's search box works on it: it says READY (1) when it is there, and answers a
 * QUERY (2, a string) with RESULTs (3): what is sure to stand first, and then all (see `box`). The results page asks with {type: "search", …}
 * and gets {type: "found", …}. Where a file can't be loaded it says {type: "failed"}, and whoever asked may ask again.
 *
 * The built site has its parts in this one file, in the order of SCRIPTS in scripts/sourcepages/search/__init__.py: search-text.js (words),
 * search-files.js (the index), search-rank.js (which articles), search-mend.js (words misspelt), search-names.js (what is named outright),
 * search-texts.js (passages). A reader would wait for each file that asks for another.
 */
"use strict";

const SHOWN = 10;
// The texts of those that are likely to be the first are asked for before the others: at most so many, if their score without them is not further below the best.
const FIRST = 4, NEAR = 1.7;

/** As HTML that prints exactly `value`: the theme sets titles and texts as HTML. */
function escape(value) {
  return value.replace(/[&<>"']/g, (ch) => `&#${ch.charCodeAt(0)};`);
}

/** The address of a result: its paragraph, and the words to mark there. */
function address(item, words) {
  const query = words ? `?h=${encodeURIComponent(words)}` : "";
  return item.url + query + (item.anchor ? `#${item.anchor}` : "");
}

/** Rank for what was typed, or meant: {query, words, order}; `named` is what it names as it was typed, `most` and `loaded` are as in `rank`. */
async function asked(manifest, words, open, named, most = Infinity, loaded = null) {
  const query = SearchText.parse(words);
  if (!open) query.open = false;
  const order = await rank(manifest, query, most, loaded);
  if (order) return { query, words, order };
  if ((await named).length) query.vni = query.vni.filter((run) => run.some(({ sure }) => sure)); // "nghi quyet3"
  const better = query.phrases.length ? "" : await repaired(manifest, query);
  if (better) return { ...(await kept(better)), words: better };
  return kept(words);

  /** Rank for `text` as it stands, whatever is unknown in it. */
  async function kept(text) {
    const again = SearchText.parse(text);
    again.kept = true;
    if (!open) again.open = false;
    return { query: again, words, order: await rank(manifest, again, most) };
  }
}

/** A query typed into the theme's box: says {items, total, pages} and, before that, with `more`, as much of it as is there and stays where it
 *  is: what the query names outright, then the first articles. An item is a title and, for an article, the passage below it; the last
 *  one of all leads to the results page. What nobody waits for any more (`stale`) is not gone on with. */
async function box(words, say, stale) {
  const typed = SearchText.parse(words);
  if (!typed.tokens.length) { say({ items: [], total: 0 }); return; }
  const manifest = await open(), named = direct(manifest, typed);
  named.catch(() => {}); // a failure shows where it is waited for
  const early = async () => {
    const sure = await named;
    if (sure.length && !sure.loose) say(answer(sure, [], words));
    return !stale();
  };
  const { query, words: meant, order } = await asked(manifest, words, true, named, SHOWN, early);
  const records = meant === words ? await named : await direct(manifest, SearchText.parse(meant));
  if (stale()) return;
  const ranked = order.slice(0, SHOWN), number = Math.min(FIRST, ranked.filter((item) => item.score * NEAR >= ranked[0].score).length);
  const coming = show(manifest, query, ranked.slice(0, number), true), left = ranked.slice(number);
  for (const item of left) unit(manifest, item.slot).catch(() => {}); // asked for behind those of the first; waited for below
  const first = await coming;
  // The best of them, and those that the ones left can't outdo with their texts, stay where they are.
  const reach = left.length ? left[0].score * (1 + TUNING.phrase + TUNING.title) : 0, sure = first.filter((item, i) => !i || item.score >= reach);
  if (sure.length && left.length) say(answer(records, sure, meant, order.length));
  const rest = [...first.slice(sure.length), ...(await show(manifest, query, left, true))].sort(better);
  say(answer(records, [...sure, ...rest], meant, order.length, true));
}

/** What the theme is told of records and articles found for `words`: all of it (`whole`), or what is there as yet. */
function answer(records, found, words, total, whole) {
  const urls = new Set(records.map((record) => record[2])), marked = words.trim().slice(0, 120);
  const titled = records.loose && found.length && found[0].whole ? found[0].url : ""; // an article called just so, before what may be meant
  const items = records.slice(0, 8).map((record, i) => [{ location: record[2], title: escape(record[1]), text: escape(record[3]), score: 1e6 - i, terms: {} }]);
  for (const item of found) {
    if (urls.has(item.url)) continue;
    const facts = [item.date || "không rõ ngày", item.speakers.slice(0, 3).join(", ")].filter(Boolean).join(" · ");
    items[item.url === titled ? "unshift" : "push"]([
      { location: item.url, title: escape(item.title), text: "", score: item.score, terms: {} },
      { location: address(item, marked), title: escape(facts), text: item.parts.map(([part, mark]) => (mark ? `<mark>${escape(part)}</mark>` : escape(part))).join(""), score: item.score, terms: {} },
    ]);
  }
  if (whole && items.length) items.push([{ location: `tim-kiem/?q=${encodeURIComponent(marked)}`, title: "Xem tất cả, lọc và sắp xếp", text: "", score: 0, terms: {} }]);
  return { items, total, pages: Math.min(records.length, 8), more: !whole };
}

const FACET_BLOCK = 8192;
const FACETS = ["year", "speaker", "resolution", "kind"];

/** What the results page asks: {query, filters, sort, page, size}; says {type: "found", records, items, total, …} as soon as it can and
 *  {type: "counted", facets} when it has loaded what the filters need. */
async function search(request, say) {
  const manifest = await open();
  const empty = !SearchText.parse(request.query).tokens.length, byDate = request.sort === "date" || empty;
  const named = (words) => (empty ? [] : direct(manifest, { ...SearchText.parse(words), open: false }));
  const typed = await named(request.query);
  const { query, words: meant, order: ranked } = empty ? { query: SearchText.parse(""), words: "", order: everything(manifest) } : await asked(manifest, request.query, false, typed);
  const records = meant === request.query ? typed : await named(meant);
  const filters = request.filters || {}, size = request.size || 10;
  const page = async (left) => {
    const number = Math.max(0, Math.min(request.page || 0, Math.ceil(left.length / size) - 1));
    const items = await show(manifest, query, left.slice(number * size, (number + 1) * size), number === 0 && !byDate);
    const words = meant.trim().slice(0, 120);
    const filtered = FACETS.some((facet) => filters[facet]);
    say({ type: "found", records: number === 0 && !filtered ? records : [], items: items.map((item) => ({ ...item, address: address(item, words) })), total: left.length, page: number, size });
  };
  const early = !byDate && !FACETS.some((facet) => filters[facet]);
  if (early) await page(ranked);
  const facts = new Map();
  await Promise.all([...new Set(ranked.map((item) => Math.floor(item.first / FACET_BLOCK)))].map(async (block) => {
    for (const [slot, date, speakers, resolutions, kinds] of await load(file(manifest, "facets", block), json)) {
      const year = /^\d{4}/.test(date) ? date.slice(0, 4) : "";
      facts.set(slot, { date: year && date, year: [year], speaker: speakers, resolution: resolutions, kind: kinds });
    }
  }));
  const fits = (item, but) => FACETS.every((facet) => facet === but || !filters[facet] || facts.get(item.first)[facet].includes(filters[facet]));
  if (!early) {
    const left = ranked.filter((item) => fits(item));
    const date = (item) => facts.get(item.first).date;
    if (byDate) left.sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : b.score - a.score || a.first - b.first));
    await page(left);
  }
  const facets = {};
  for (const facet of FACETS) { // the counts of one are of what the others leave, so that one may choose otherwise
    const counts = new Map();
    for (const item of ranked) {
      if (!fits(item, facet)) continue;
      for (const value of new Set(facts.get(item.first)[facet])) if (value) counts.set(value, (counts.get(value) || 0) + 1);
    }
    const rows = [...counts].sort(facet === "year" ? (a, b) => (a[0] < b[0] ? 1 : -1) : (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, facet === "year" ? 100 : 30);
    if (filters[facet] && !rows.some(([value]) => value === filters[facet])) rows.push([filters[facet], counts.get(filters[facet]) || 0]);
    facets[facet] = rows;
  }
  say({ type: "counted", facets });
}

/** Every article, for a page without a query: only filters. */
function everything(manifest) {
  const found = [];
  for (let slot = 0; slot < manifest.slots; slot++) {
    if (manifest.codes[slot] && !(manifest.codes[slot] & 128)) found.push({ first: slot, slot, score: 0, part: 0 });
  }
  return found;
}

let turn = 0; // the query asked last; an older one is not answered any more

/** Ask once more with a fresh manifest where a file is gone: the site may have been published anew meanwhile. */
async function twice(ask) {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    library = null;
    cache.clear();
    return ask();
  }
}

self.addEventListener("message", async ({ data }) => {
  if (data.type !== 2 && data.type !== "search") return; // SETUP, with the theme's own index, is not ours; the manifest is waited for above
  const mine = ++turn, stale = () => mine !== turn;
  try {
    if (data.type === 2) {
      await twice(() => box(data.data, (found) => stale() || self.postMessage({ type: 3, data: found }), stale));
    } else if (data.type === "search") {
      await twice(() => search(data, (found) => stale() || self.postMessage({ ...found, id: data.id })));
    }
  } catch (error) {
    if (!stale()) self.postMessage({ type: "failed", id: data.id, message: String(error && error.message) });
  }
});

open().catch(() => {}); // a failure shows with the first query
self.postMessage({ type: 1 });
