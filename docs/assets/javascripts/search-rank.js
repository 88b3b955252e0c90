/* Which articles fit a query best: BM25 over folded syllables and bigrams, and what stands together and as typed gains. */
"use strict";

const K1 = 1.2, B = 0.75; // BM25, as measured best on folded syllables
const TUNING = {
  pair: 0.4, // what a bigram weighs beside a syllable
  exact: 1.5, // what a text gains that has all of the query in the very forms typed, with diacritics
  cover: 2, // how much a text gains that has all of the query's bigrams, in short queries most
  open: 0.6, // what a word begun by the last one typed weighs
  mended: 0.5, // what a word one letter off weighs
  phrase: 2.5, // how much the best ten gain by the longest run of the query in their text
  title: 0.6, // … and in their title
};
const WEIGHTS = [1, 2, 3.4, 6]; // what the four classes of a posting stand for

/** Add up the weights of the postings in `bytes`, a place a slot; the slots met first are noted in `touched` from `count` on, of which the
 *  new number is returned. With `exact` they are marked there too. */
function gather(bytes, weight, touched, count, exact) {
  let at = 0, slot = 0;
  while (at < bytes.length) {
    let value = bytes[at++];
    if (value > 127) {
      let scale = 128, byte;
      value &= 127;
      do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127);
    }
    slot += value >> 2;
    if (weight[slot] === 0) touched[count++] = slot;
    weight[slot] += WEIGHTS[value & 3];
    if (exact) exact[slot] = 1;
  }
  return count;
}

/** What a unit's length makes of a word's weight, by the code of the length. */
function lengthFactors({ terms, units }) {
  const average = terms / Math.max(1, units);
  return Float32Array.from({ length: 256 }, (_, code) => K1 * (1 - B + (B * (2 ** ((code & 127) / 12) - 1)) / average));
}

/** Room for the numbers of a ranking, a place a slot, all zero between two rankings; `touched`, `gained` and `scored` list the places used. */
function room(slots) {
  const floats = () => new Float32Array(slots), places = () => new Int32Array(slots);
  return {
    weight: floats(), exact: new Uint8Array(slots), touched: places(), // of one word
    gain: floats(), part: floats(), typed: floats(), gained: places(), // of one place of the query
    score: floats(), have: floats(), pairs: floats(), asTyped: floats(), scored: places(), // of all of it
  };
}

/** The wanted terms of a parsed query: {key, exact, tokens: [first, last], pair, weight}. */
function wanted(query) {
  const terms = [];
  const seen = new Map();
  const add = (first, last) => {
    const part = query.tokens.slice(first, last + 1);
    const key = part.map((token) => token.folded).join(" ");
    if (seen.has(key)) { seen.get(key).times++; return; }
    const entry = { key, exact: part.map((token) => token.exact).join(" "), first, last, pair: last > first, times: 1 };
    seen.set(key, entry);
    terms.push(entry);
  };
  query.tokens.forEach((_, i) => add(i, i));
  for (let i = 0; i + 1 < query.tokens.length; i++) add(i, i + 1);
  return terms;
}

/** Rank the library for a parsed query: [{first, slot, score, part}], an article each, of which at least the best `most` are in order.
 *  `first` is the article's first slot, `slot` the one of its best unit. Null where a word is unknown that may be meant otherwise. `loaded`
 *  is waited for once it is sure that none is, before the long part, and says whether that is still wanted. */
async function rank(manifest, query, most, loaded) {
  const terms = wanted(query);
  const size = query.tokens.length, last = size - 1;
  const found = new Map();
  const spare = size > 3 && manifest.units > 2000 && !query.phrases.length; // in a large library the commonest words cost most and say least
  await Promise.all(terms.map(async (term) => {
    if (spare && !term.pair && term.last < last && DULL.has(term.key)) { found.set(term.key, []); return; }
    const there = await lookUp(manifest, term.key);
    if (there) found.set(term.key, there);
  }));
  const jobs = terms.filter((term) => found.has(term.key) && found.get(term.key).length).map((term) => ({ ...term, forms: found.get(term.key) }));
  const begun = query.open && !/^\d/.test(query.tokens[last].folded) ? query.tokens[last].folded : "";
  if (begun) { // the last word may go on
    const before = last > 0 ? query.tokens[last - 1].folded : "";
    const [words, pairs] = await Promise.all([begun.length > 1 ? beginning(manifest, begun, 12) : [], before ? beginning(manifest, `${before} ${begun}`, 12) : []]);
    for (const [key, there] of words) jobs.push({ key, exact: "", first: last, last, pair: false, times: TUNING.open, forms: there });
    for (const [key, there] of pairs) jobs.push({ key, exact: "", first: last - 1, last, pair: true, times: TUNING.open, forms: there });
  }
  query.unknown = query.tokens.flatMap((token, i) => (found.has(token.folded) || !/^[a-z]{3,}$/.test(token.folded) || (i === last && jobs.some((job) => job.first === last)) ? [] : [i]));
  const together = (first, end) => query.tokens.slice(first, end).every((token, i) => found.has(`${token.folded} ${query.tokens[first + i + 1].folded}`));
  query.vni = vni(query).filter((run) => !together(run[0].first, run.at(-1).last)); // else they stand so in a text
  if ((query.unknown.length || query.vni.length) && !query.kept) return null; // see `asked`
  if (loaded && !(await loaded())) return [];
  jobs.push(...(await mend(manifest, query, terms, found)));

  const { weight, exact, touched, gain, part, typed, gained, score, have, pairs, asTyped, scored } = (manifest.room ||= room(manifest.slots));
  const factors = (manifest.factors ||= lengthFactors(manifest));
  const bySpan = new Map(); // several terms may stand for one place of the query; a text counts the best of them
  for (const job of jobs) {
    const span = `${job.first} ${job.last}`;
    if (!bySpan.has(span)) bySpan.set(span, []);
    bySpan.get(span).push(job);
  }
  let allHave = 0, allPairs = 0, texts = 0;
  const idf = (count) => Math.log(1 + (manifest.units - count + 0.5) / (count + 0.5));
  for (const group of bySpan.values()) {
    let most = 0, some = 0;
    for (const job of group) {
      let count = 0;
      for (const [form, bytes] of job.forms) count = gather(bytes, weight, touched, count, query.marked && form === job.exact ? exact : null);
      const rarity = idf(count), times = Math.min(1, job.times);
      most = Math.max(most, rarity * times);
      const factor = (job.pair ? TUNING.pair : 1) * rarity * Math.min(job.times, 2) * (K1 + 1);
      for (let i = 0; i < count; i++) {
        const slot = touched[i], value = (factor * weight[slot]) / (weight[slot] + factors[manifest.codes[slot]]);
        if (value > gain[slot]) {
          if (gain[slot] === 0) gained[some++] = slot;
          gain[slot] = value;
          part[slot] = rarity * times;
          typed[slot] = exact[slot] === 1 ? rarity : 0;
        }
        weight[slot] = exact[slot] = 0;
      }
    }
    const pair = group[0].pair, shares = pair ? pairs : have;
    if (pair) allPairs += most; else allHave += most;
    for (let i = 0; i < some; i++) {
      const slot = gained[i];
      if (score[slot] === 0) scored[texts++] = slot;
      score[slot] += gain[slot];
      asTyped[slot] += typed[slot];
      shares[slot] += part[slot];
      gain[slot] = part[slot] = typed[slot] = 0;
    }
  }
  // Bigrams the library does not have at all can't be had by any text; short queries mean their words to stand together.
  const cover = (TUNING.cover * Math.min(1, 4 / size) ** 2) / Math.max(allPairs, 1e-6), form = TUNING.exact / Math.max(allHave + allPairs, 1e-6);
  const required = query.phrases.flatMap(([first, end]) => terms.filter((term) => term.first >= first && term.last <= end && (first === end || term.pair)));
  const allowed = required.length ? intersection(manifest, required.map((term) => found.get(term.key))) : null;
  const best = []; // the slot of the best unit of every article, and then its first
  let bestHave = 0;
  for (const slot of scored.subarray(0, texts).sort()) {
    const value = score[slot] * (1 + cover * pairs[slot]) * (1 + form * asTyped[slot]), share = have[slot] + pairs[slot];
    score[slot] = have[slot] = pairs[slot] = asTyped[slot] = 0;
    if (allowed && !allowed.has(slot)) continue;
    gain[slot] = value;
    part[slot] = share;
    bestHave = Math.max(bestHave, share);
    let first = slot;
    while (manifest.codes[first] & 128) first--;
    if (best[best.length - 1] !== first) best.push(slot, first);
    else if (value > gain[best[best.length - 2]]) best[best.length - 2] = slot;
  }
  const items = (least) => {
    const found = [];
    for (let i = 0; i < best.length; i += 2) {
      const slot = best[i];
      if (part[slot] >= least) found.push({ first: best[i + 1], slot, score: gain[slot], part: part[slot] });
    }
    return found;
  };
  // What has less than half of what the best text has is no answer; of a long query the first ten always are.
  let order = inOrder(items(bestHave * 0.5), most);
  if (size > 4 && order.length < SHOWN) order = inOrder(items(0), SHOWN).filter((item, i) => i < SHOWN || item.part >= bestHave * 0.5);
  for (const slot of scored.subarray(0, texts)) gain[slot] = part[slot] = 0;
  return order;
}

/** The order of ranked items: the better one first, of equals the one that stands first in the index. */
const better = (a, b) => b.score - a.score || a.first - b.first;

/** Ranked items, the best `most` of them in order and the others behind them: to sort ten thousand takes longer than to rank them. */
function inOrder(items, most) {
  if (items.length < 4 * most) return items.sort(better);
  const least = Float32Array.from(items, (item) => item.score).sort().at(-most);
  return [...items.filter((item) => item.score >= least).sort(better), ...items.filter((item) => item.score < least)];
}

/** Slots that every one of the terms occurs in, each given by its forms. */
function intersection(manifest, lists) {
  const { weight, touched } = manifest.room;
  let left = null;
  for (const list of lists) {
    let count = 0;
    for (const [, bytes] of list || []) count = gather(bytes, weight, touched, count, null);
    const slots = new Set(touched.subarray(0, count));
    for (const slot of slots) weight[slot] = 0;
    left = left ? new Set([...left].filter((slot) => slots.has(slot))) : slots;
  }
  return left;
}
