/* The texts of what was found: the best passage of each, its words marked, and the order of the first once their texts are known. */
"use strict";

/** Terms so common that they say little: not marked on their own in longer queries. */
const DULL = new Set("va cua la cac co cho trong duoc voi nhung da mot khong ve nay den khi de tai thi do ra vao o tu theo nhu bi".split(" "));

/** The best passage of a unit: {anchor, parts: [[text, marked]], run, exact} where `run` is how many words of the query stand there together. */
function passage(query, record) {
  let best = null;
  for (const [anchor, line] of record.text) {
    const found = SearchText.tokens(line);
    const marks = SearchText.marks(query, found, DULL);
    if (!marks.length) { best ||= { anchor, line, found, marks, value: 0, run: 0, exact: 0, centre: 0 }; continue; }
    for (let i = 0; i < marks.length; i++) { // the window of 40 words that begins with this mark
      const inside = [];
      for (let j = i; j < marks.length && marks[j].to - marks[i].from < 40; j++) inside.push(marks[j]);
      const places = new Set();
      let run = 0, exact = 0, value = 0;
      for (const mark of inside) {
        for (let k = 0; k < mark.length; k++) places.add(mark.query + k);
        if (mark.length > run || (mark.length === run && mark.exact > exact)) [run, exact] = [mark.length, mark.exact];
      }
      value = places.size * 2 + run * 2 + exact / 8 - (line === record.title ? 3 : 0); // the title stands above it anyway
      if (!best || value > best.value) best = { anchor, line, found, marks, value, run, exact, centre: i };
      if (i > 60) break;
    }
  }
  if (!best) return { anchor: "", parts: [], run: 0, exact: 0 };
  return { anchor: best.anchor, parts: cut(best), run: best.run, exact: best.exact };
}

/** About 35 words of a passage around its best mark, in parts: [[text, marked]]. */
function cut({ line, found, marks, centre }) {
  const middle = marks.length ? marks[centre].from : 0;
  let first = Math.max(0, middle - 8), last = Math.min(found.length - 1, first + 35);
  if (found.length && last < found.length - 1 && last - first < 35) last = Math.min(found.length - 1, first + 35);
  if (!found.length) return [[line.slice(0, 200), false]];
  if (last === found.length - 1) first = Math.max(0, last - 35);
  const start = first ? found[first].start : 0, end = last < found.length - 1 ? found[last].end : Math.min(line.length, found[last].end + 3);
  const parts = [];
  let at = start;
  if (first) parts.push(["… ", false]);
  for (const mark of marks) {
    const [from, to] = [found[mark.from].start, found[mark.to].end];
    if (from < at || to > end) continue;
    if (from > at) parts.push([line.slice(at, from), false]);
    parts.push([line.slice(from, to), true]);
    at = to;
  }
  if (at < end) parts.push([line.slice(at, end), false]);
  if (last < found.length - 1) parts.push([" …", false]);
  return parts;
}

let refused = ""; // the build whose index didn't fit its texts, since the site was published anew under an open page; said once

/** Ranked items with their texts: [{url, title, date, speakers, anchor, parts, score}]. The first ten are put in order once more
 *  by how much of the query stands together in their text and title. */
async function show(manifest, query, ranked, again) {
  const items = await Promise.all(ranked.map(async (item) => {
    const record = await unit(manifest, item.slot);
    const best = passage(query, record);
    const inTitle = SearchText.runs(query, SearchText.tokens(record.title));
    if (query.tokens.length && !best.run && !inTitle.length && refused !== manifest.texts && !record.text.some(([, line]) => SearchText.runs(query, SearchText.tokens(line)).length)) {
      refused = manifest.texts;
      throw new LoadError(`${item.slot}: another text than the index knows`);
    }
    const titleRun = inTitle.reduce((most, run) => Math.max(most, run.length + run.exact / 1000), 0);
    return { ...item, url: record.url, title: record.title, date: record.date, speakers: record.speakers, words: SearchText.tokens(record.title).length, titleRun, ...best };
  }));
  const size = query.tokens.length;
  const verified = items.filter((item) => query.phrases.every(([first, last]) => last === first || item.run >= Math.min(last - first + 1, 8) || phraseIn(query, item, first, last)));
  if (again) {
    for (const item of verified) {
      const share = Math.min(1, item.run / size), exact = query.marked && item.run ? item.exact / (2 * item.run) : 1;
      const whole = size > 1 && item.titleRun >= size && item.words === size ? 2 : 0;
      item.whole = whole > 0;
      item.score *= 1 + (size > 1 ? TUNING.phrase * Math.min(1, 4 / size) * share * share * (0.6 + 0.4 * exact) : 0.3 * exact) + TUNING.title * Math.min(1, item.titleRun / size) ** 2 + whole;
    }
    verified.sort(better);
  }
  return verified;
}

/** Does the passage shown hold the quoted phrase, words `first` to `last` of the query? */
function phraseIn(query, item, first, last) {
  const shown = " " + SearchText.tokens(item.parts.map(([part]) => part).join("")).map((token) => token.folded).join(" ") + " ";
  return shown.includes(" " + query.tokens.slice(first, last + 1).map((token) => token.folded).join(" ") + " ");
}
