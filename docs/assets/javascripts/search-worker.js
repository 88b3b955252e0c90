/* The search: reads the index below tim-kiem/ (format: scripts/sourcepages/search/__init__.py) and answers queries.
 *
 * It speaks the theme's protocol, so that the theme's search box works on it: it says READY (1) when it is there, and answers a
 * QUERY (2, a string) with RESULTs (3): what is sure to stand first, and then all (see `box`). The results page asks with {type: "search", …} and gets {type: "found", …}.
 * Where a file can't be loaded it says {type: "failed"}, and whoever asked may ask again.
 */
"use strict";

const ROOT = new URL("../../tim-kiem/", self.location.href);
const VERSION = 2;
// What every query needs, on its way before anything else. A worker named "given" gets it from the page that started it (box.js), which
// asks for it while this script is still on its own way.
let early = self.name === "given" ? new Promise((done) => self.addEventListener("message", ({ data }) => data.type === "manifest" && done(data.bytes))) : null;
if (!early) {
  early = fetch(new URL("muc-luc.bin", ROOT), { cache: "no-cache" }).then((response) => (response.ok ? response.arrayBuffer() : null));
  early.catch(() => {});
}
if (!self.SearchText) importScripts("search-text.js"); // the built site has both in one file
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
const SHOWN = 10;
// The texts of those that are likely to be the first are asked for before the others: at most so many, if their score without them is not further below the best.
const FIRST = 4, NEAR = 1.7;

// --- loading --------------------------------------------------------------------------------------------------

/** A file that did not load. */
class LoadError extends Error {}

const cache = new Map(); // address → promise of what was made of it, oldest use first

/** The bytes at `path`, unpacked. */
async function fetchBytes(path, options) {
  let response;
  try {
    response = await fetch(new URL(path, ROOT), options);
  } catch (error) {
    throw new LoadError(String(error));
  }
  if (!response.ok) throw new LoadError(`${path}: ${response.status}`);
  return unpacked(path, new Uint8Array(await response.arrayBuffer()));
}

/** The files are gzip, unless a server has unpacked them on the way. */
async function unpacked(path, data) {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  try {
    const stream = new DecompressionStream("gzip"), writer = stream.writable.getWriter();
    writer.write(data).catch(() => {}); // a failure shows with what is read
    writer.close().catch(() => {});
    return new Uint8Array(await new Response(stream.readable).arrayBuffer());
  } catch (error) {
    throw new LoadError(`${path}: ${error}`);
  }
}

/** `make` of the bytes at `path`, once; keeps the 400 used last. A failure is forgotten, so that it can be tried again. */
function load(path, make, options) {
  let kept = cache.get(path);
  if (kept) cache.delete(path);
  else kept = fetchBytes(path, options).then(make);
  cache.set(path, kept);
  kept.catch(() => { if (cache.get(path) === kept) cache.delete(path); });
  if (cache.size > 400) cache.delete(cache.keys().next().value);
  return kept;
}

const text = (bytes) => new TextDecoder().decode(bytes);
const json = (bytes) => JSON.parse(text(bytes));

let library = null; // promise of the manifest and what every query needs

/** The manifest with the lengths of all units (`codes`) and a factor for each. */
function open() {
  library ||= (async () => {
    const path = "muc-luc.bin";
    const given = await Promise.resolve(early).catch(() => null);
    early = null; // once; a second try asks for a new one
    const bytes = given ? await unpacked(path, new Uint8Array(given)) : await fetchBytes(path, { cache: "no-cache" });
    const end = bytes.indexOf(10);
    let manifest;
    try {
      manifest = json(bytes.subarray(0, end));
    } catch (error) {
      throw new LoadError(`${path}: ${error}`);
    }
    if (manifest.version !== VERSION) throw new LoadError(`version ${manifest.version}`);
    manifest.codes = bytes.subarray(end + 1);
    const average = manifest.terms / Math.max(1, manifest.units);
    manifest.factor = Float32Array.from({ length: 256 }, (_, code) => K1 * (1 - B + (B * (2 ** ((code & 127) / 12) - 1)) / average));
    return manifest;
  })();
  library.catch(() => { library = null; });
  return library;
}

/** Address of file `number` of a group. */
function file(manifest, group, number) {
  return `${group}/${number.toString(16)}-${manifest[group].slice(number * 4, number * 4 + 4)}.bin`;
}

/** Address of shard `number` of the keys: named by the string it begins with (FNV-1a of its UTF-8 bytes). */
function keyFile(manifest, number) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(manifest.keys_from[number])) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return `keys/${hash.toString(16).padStart(8, "0")}-${manifest.keys.slice(number * 4, number * 4 + 4)}.bin`;
}

/** The text of a unit: {url, title, date, speakers, part, text: [[paragraph id, text]]}. */
function unit(manifest, slot) {
  return load(`bai/${slot.toString(16)}.bin?${manifest.texts}`, json);
}

/** Which shard may hold `key`: the last that begins at or before it. */
function shardOf(starts, key) {
  let low = 0, high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

const encoder = new TextEncoder(), decoder = new TextDecoder();

/** Where the entries of a shard begin. Nothing is made of them before it is asked for: a shard has a thousand, a query wants a few. */
function beginnings(bytes) {
  const starts = [];
  let at = 0;
  const rest = (value) => { // of a varint of more than a byte
    let scale = 128, byte;
    value &= 127;
    do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127);
    return value;
  };
  while (at < bytes.length) {
    starts.push(at);
    let value = bytes[at++];
    at += value > 127 ? rest(value) : value; // the key
    let left = bytes[at++];
    if (left > 127) left = rest(left);
    for (left *= 2; left; left--) { // a form, its postings
      value = bytes[at++];
      if (value > 127) value = rest(value);
      at += value;
    }
  }
  return starts;
}

/** A reader of a shard's bytes from `at`: varints and strings with their length before them. */
function reader(bytes, at) {
  const varint = () => {
    let value = 0, scale = 1, byte;
    do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127);
    return value;
  };
  const take = () => { const length = varint(); at += length; return bytes.subarray(at - length, at); };
  return { varint, take };
}

/** The shard of the index that may hold `key`: {bytes, starts}; its keys are in the order of their bytes. */
function shard(manifest, key) {
  return load(keyFile(manifest, shardOf(manifest.keys_from, key)), (bytes) => ({ bytes, starts: beginnings(bytes) }));
}

const RECORDS = "!"; // the form that stands for what a key names outright

/** Entry `number` of a shard: {key, forms: [[form, postings]], records}, the latter as in entities.py. */
function entry({ bytes, starts }, number) {
  const from = reader(bytes, starts[number]), key = decoder.decode(from.take());
  const forms = Array.from({ length: from.varint() }, () => [decoder.decode(from.take()) || key, from.take()]);
  return { key, records: forms.length && forms[0][0] === RECORDS ? json(forms.shift()[1]) : [], forms };
}

/** The numbers of the entries of a shard whose keys begin with `prefix`: [first, behind the last]. */
function range({ bytes, starts }, prefix) {
  const wanted = encoder.encode(prefix);
  const compare = (number) => { // the key's beginning with `prefix`
    const { take } = reader(bytes, starts[number]), key = take(), length = Math.min(key.length, wanted.length);
    for (let i = 0; i < length; i++) if (key[i] !== wanted[i]) return key[i] - wanted[i];
    return key.length < wanted.length ? -1 : 0;
  };
  const least = (low, fits) => {
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fits(compare(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const first = least(0, (order) => order >= 0);
  return [first, least(first, (order) => order > 0)];
}

/** The entry of `key` in its shard, or null. */
async function entryOf(manifest, key) {
  if (!manifest.keys_from.length) return null;
  const found = await shard(manifest, key), [first, end] = range(found, key);
  const there = first < end ? entry(found, first) : null; // of those that begin alike the shortest comes first
  return there && there.key === key ? there : null;
}

/** The entries whose keys begin with `prefix`, in the shard where `prefix` + `more` would stand. */
async function entriesFrom(manifest, prefix, more = "") {
  if (!manifest.keys_from.length) return [];
  const found = await shard(manifest, prefix + more), [first, end] = range(found, prefix);
  return Array.from({ length: end - first }, (_, i) => entry(found, first + i));
}

/** The forms of `key` in the library, or null. */
async function lookUp(manifest, key) {
  const found = await entryOf(manifest, key);
  return found && found.forms.length ? found.forms : null;
}

/** How many bytes of postings forms have: about in how many texts they stand. */
const postingBytes = (forms) => forms.reduce((sum, [, data]) => sum + data.length, 0);

/** Keys that begin with `prefix` in the shard where they begin, without going past a space: [[key, forms]], those in most texts first. */
async function beginning(manifest, prefix, most) {
  return (await entriesFrom(manifest, prefix, "\u0001"))
    .filter(({ key, forms }) => forms.length && key.length > prefix.length && !key.includes(" ", prefix.length))
    .map(({ key, forms }) => [key, forms])
    .sort((a, b) => postingBytes(b[1]) - postingBytes(a[1]))
    .slice(0, most);
}

/** The records of `key`, of the types given ("d", "p", "ta"). */
async function recordsOf(manifest, key, types) {
  const found = await entryOf(manifest, key);
  return found ? found.records.filter((record) => types.includes(record[0])) : [];
}

/** The records of the types given under all keys that begin with `prefix` in the shard where they begin. */
async function recordsFrom(manifest, prefix, types) {
  return (await entriesFrom(manifest, prefix)).flatMap(({ records }) => records.filter((record) => types.includes(record[0])));
}

// --- ranking ------------------------------------------------------------------------------------------------------

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

/** Are two words one letter apart (one other, one more, one fewer, two swapped)? */
function near(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let head = 0, tail = 0;
  while (head < a.length && a[head] === b[head]) head++;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [x, y] = [a.length - head - tail, b.length - head - tail];
  return (x <= 1 && y <= 1) || (x === 2 && y === 2 && a[head] === b[head + 1] && a[head + 1] === b[head]);
}

/** The commonest syllables of the library. */
function vocabulary(manifest) {
  return load(file(manifest, "vocabulary", 0), (bytes) => text(bytes).split("\n"));
}

/** Words of the library one letter from `word`: from the common syllables, and from rarer ones that begin alike or, long ones, end alike. */
async function neighbours(manifest, word) {
  const common = await vocabulary(manifest);
  const found = new Set(common.filter((other) => near(word, other)));
  if (word.length > 4) {
    for (const begin of [word.slice(0, 3), word.slice(0, word.length - 2)]) {
      for (const [key] of await beginning(manifest, begin, 1e6)) if (near(word, key)) found.add(key);
    }
  }
  if (word.length >= LONG && manifest.endings) {
    const ends = await load(file(manifest, "endings", endingOf(word, manifest.endings.length / 4)), (bytes) => text(bytes).split("\n"));
    for (const other of ends) if (near(word, other)) found.add(other);
  }
  return [...found];
}

const LONG = 7; // letters; no Vietnamese syllable is longer, foreign words are

/** The file of long words that has those ending as `word` does: FNV-1a of its last four letters. */
function endingOf(word, files) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(Array.from(word).slice(-4).join(""))) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % files;
}

/** Mend words that the library does not have, or has nowhere beside their neighbours in the query: adds to `found` the postings of
 *  words one letter off, and notes them in `query.mended`. */
async function mend(manifest, query, terms, found) {
  const size = query.tokens.length;
  const has = (first, last) => found.get(query.tokens.slice(first, last + 1).map((token) => token.folded).join(" "));
  query.mended = query.tokens.map(() => null);
  if (size > 8) return [];
  const added = [];
  const suspects = query.tokens.map((token, i) => {
    if (!/^\p{L}{3,}$/u.test(token.folded) || (query.open && i === size - 1 && size > 1 && has(i, i))) return false;
    if (!has(i, i)) return token.folded.length > 2;
    const left = i > 0 && !has(i - 1, i), right = i + 1 < size && !has(i, i + 1);
    return size > 1 && (i === 0 || left) && (i + 1 === size || right);
  });
  // Of two suspects side by side the one with another sound neighbour is the sound one: "a b X d" suspects X and d.
  for (let i = 0; i < size; i++) {
    if (!suspects[i]) continue;
    const options = await neighbours(manifest, query.tokens[i].folded);
    const kept = [];
    const before = i > 0 ? query.tokens[i - 1].folded : null, after = i + 1 < size ? query.tokens[i + 1].folded : null;
    const pairs = options.flatMap((option) => [before && [option, `${before} ${option}`, i - 1, i], after && [option, `${option} ${after}`, i, i + 1]]).filter(Boolean);
    const shards = new Set(pairs.map(([, key]) => shardOf(manifest.keys_from, key)));
    const near_ = shards.size > 24 ? pairs.slice(0, 24) : pairs;
    const there = await Promise.all(near_.map(([, key]) => lookUp(manifest, key)));
    near_.forEach(([option, key, first, last], at) => {
      if (!there[at]) return;
      if (!kept.includes(option)) kept.push(option);
      added.push({ key, exact: "", first, last, pair: true, times: TUNING.mended, forms: there[at] });
    });
    const alone = kept.length ? kept : !has(i, i) && query.tokens[i].folded.length > 3 ? options.slice(0, 6) : [];
    const lone = await Promise.all(alone.map((option) => lookUp(manifest, option)));
    alone.forEach((option, at) => {
      if (lone[at]) added.push({ key: option, exact: "", first: i, last: i, pair: false, times: TUNING.mended, forms: lone[at] });
    });
    if (alone.length) query.mended[i] = alone;
  }
  return added;
}

/** Rank the library for a parsed query: [{first, slot, score, part}], an article each, of which at least the best `most` are in order.
 *  `first` is the article's first slot, `slot` the one of its best unit. Null where a word is unknown that may be
 *  meant otherwise; `loaded` is waited for once it is sure that none is, before the long part. */
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
  if (query.unknown.length && !query.kept) return null; // see `asked`
  if (loaded) await loaded();
  jobs.push(...(await mend(manifest, query, terms, found)));

  const { weight, exact, touched, gain, part, typed, gained, score, have, pairs, asTyped, scored } = (manifest.room ||= room(manifest.slots));
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
        const slot = touched[i], value = (factor * weight[slot]) / (weight[slot] + manifest.factor[manifest.codes[slot]]);
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

// --- direct answers ------------------------------------------------------------------------------------------------

const FILLERS = new Set("so cua ve ngay nam thang tinh uy ban thanh pho huyen tp bch chap hanh trung uong do o tai va theo thuc hien noi dung toan van ubnd hdnd".split(" "));
const HONORIFICS = new Set("ong ba anh chi co bac chu dong d c dc ts ths pgs gs ls bs kts tien si thac thuong trung thieu dai tuong ta uy giao su luat".split(" "));

// What stands before a given name alone; without diacritics only what is no common word ("co the" is rarely "cô Thế").
const CALLED = ["ông", "bà", "anh", "chị", "cô", "bác", "chú", "đồng chí"].map((words) => SearchText.tokens(words).map((token) => token.exact).join(" "));
const PLAIN = ["ong", "dong chi"];

// What readers put around the thing they look for.
const BEFORE = ["ai la", "cho hoi", "cho toi hoi", "tim", "tim bai", "tim kiem", "xem", "cac bai ve", "bai viet ve", "bai ve", "tin ve", "thong tin ve", "nhung bai ve", "noi dung", "toan van"];
const AFTER = ["la gi", "la ai", "noi gi", "noi ve gi", "ve gi", "quy dinh gi", "quy dinh nhu the nao", "the nao", "nhu the nao", "khi nao", "ban hanh khi nao", "o dau", "bao gio", "co gi moi", "co gi", "ra sao"];
const SAYING = ["noi", "phat bieu", "cho biet", "nhan manh", "khang dinh", "tra loi", "chi dao", "yeu cau", "la"]; // what may follow a name and go on with anything

/** The part of a query that names something, as [first, last) of its terms: without "ai là …", "… là gì". */
function core(terms) {
  let first = 0, last = terms.length;
  const at = (from, words) => words.split(" ").every((word, i) => terms[from + i] === word);
  for (let again = true; again;) {
    again = false;
    for (const words of BEFORE) if (first + words.split(" ").length < last && at(first, words)) [first, again] = [first + words.split(" ").length, true];
    for (const words of AFTER) if (last - words.split(" ").length > first && at(last - words.split(" ").length, words)) [last, again] = [last - words.split(" ").length, true];
  }
  return [first, last];
}

/** What the query names outright, best first: records as in entities.py; `loose` where it may mean something else. */
async function direct(manifest, query) {
  if (!query.tokens.length || query.tokens.length > 14 || !manifest.keys_from.length || query.phrases.length) return [];
  const tokens = query.tokens.slice(...core(query.tokens.map((token) => token.folded)));
  const inner = { ...query, tokens }, terms = tokens.map((token) => token.folded);
  const [days, documents, people, offices] = await Promise.all([namedDay(manifest, terms), namedDocuments(manifest, inner, terms), namedPeople(manifest, inner, terms), namedOffice(manifest, terms)]);
  const seen = new Set();
  const all = [...documents.sure, ...days, ...people, ...offices, ...documents.loose].filter((record) => !seen.has(record[2]) && seen.add(record[2]));
  all.loose = all.length > 0 && documents.loose.includes(all[0]);
  return all;
}

const MONTHS = { gieng: 1, hai: 2, ba: 3, tu: 4, nam: 5, sau: 6, bay: 7, tam: 8, chin: 9, muoi: 10, "muoi mot": 11, "muoi hai": 12, chap: 12 };
const DAYISH = /^(?:(?:ngay|hom|sang|trua|chieu|toi|dem|mung|mong|vao|trong|dau|giua|cuoi|tin|bai|viet) )+(?=(?:ngay |thang |nam |t )?\d|thang )/;

/** `5/3/2024`, `ngày 5 tháng 3 năm 2024`, `5-3-24`, `05032024`, `2024-03-05`, `tháng ba 2024`, `T3/2024`, `2024`, `5/3` → year and month pages,
 *  articles of the day. */
async function namedDay(manifest, terms) {
  let said = (terms.join(" ") + " ").replace(DAYISH, "").trim();
  said = said.replace(/\bthang (muoi mot|muoi hai|[a-z]+)(?= nam \d| \d|$)/, (whole, word) => (MONTHS[word] ? `thang ${MONTHS[word]}` : whole)).replace(/\bt (?=\d)/, "thang ");
  const two = (number) => String(number).padStart(2, "0");
  const day = (year, month, number) => (month >= 1 && month <= 12 && number >= 1 && number <= 31 ? `${year.length === 2 ? (year < "50" ? "20" : "19") + year : year}-${two(month)}-${two(number)}` : "");
  let match, key = "";
  if ((match = /^(?:ngay )?(\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?(\d{4}|\d\d)$/.exec(said))) key = day(match[3], match[2], match[1]);
  else if ((match = /^(?:ngay |nam )?(\d{4}) (?:thang )?(\d{1,2}) (?:ngay )?(\d{1,2})$/.exec(said))) key = day(match[1], match[2], match[3]);
  else if ((match = /^(?:thang )?(\d{1,2}) (?:nam )?(\d{4})$/.exec(said))) key = `${match[2]}-${two(match[1])}`;
  else if ((match = /^(?:nam )?(\d{4}) (?:thang )?(\d{1,2})$/.exec(said))) key = `${match[1]}-${two(match[2])}`;
  else if ((match = /^(?:nam )?(\d{4})$/.exec(said))) key = match[1];
  else if ((match = /^(?:ngay )?(\d{1,2}) (?:thang )?(\d{1,2})$/.exec(said))) key = `${two(match[2])}-${two(match[1])}`;
  else if ((match = /^(\d{7,8})$/.exec(said))) { // without separators; a leading zero is gone already
    const run = match[1].padStart(8, "0");
    key = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])/.test(run) ? day(run.slice(0, 4), run.slice(4, 6), run.slice(6)) : day(run.slice(4), run.slice(2, 4), run.slice(0, 2));
  }
  return key ? recordsOf(manifest, key, "ta") : [];
}

const ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"];
const FIGURES = { mot: "1", hai: "2", ba: "3", bon: "4", tu: "4", nam: "5", sau: "6", bay: "7", tam: "8", chin: "9", muoi: "10" };

/** Documents named by number, in any spelling: {sure, loose}; loose are those whose number is only begun, or bare, or stands among words that say
 *  nothing of them. */
async function namedDocuments(manifest, query, terms) {
  const none = { sure: [], loose: [] };
  const kinds = Object.entries(manifest.kinds).filter(([words]) => words).map(([words, code]) => [words.split(" "), code]).sort((a, b) => b[0].length - a[0].length);
  let given = terms.flatMap((term, i) => (term === "tw" && terms[i - 1] === "quyet" && /^\d/.test(terms[i + 1] || "") ? ["trung", "uong"] : [term]));
  let kind = "", code = "", starts = [0];
  for (let at = 0; at < given.length && !kind; at++) {
    const found = kinds.find(([words, short]) => words.every((word, i) => given[at + i] === word) || (given[at] === short && short.length > 1 && /^(?:\d|so$)/.test(given[at + 1] || "")));
    if (!found) continue;
    const spelled = found[0].every((word, i) => given[at + i] === word);
    [kind, code] = [spelled ? found[0].join(" ") : "", found[1]];
    let next = at + (spelled ? found[0].length : 1);
    let skip = next;
    while (skip < given.length && (given[skip] === "so" || FILLERS.has(given[skip])) && !/^\d/.test(given[skip])) skip++;
    if (given[skip - 1] === "so" && FIGURES[given[skip]]) given = [...given.slice(0, skip), FIGURES[given[skip]], ...given.slice(skip + 1)];
    if (/^\d/.test(given[skip] || "")) next = skip;
    else while (given[next] === "so") next++;
    const before = given.slice(0, at);
    given = [...given.slice(next), ...before]; // what stands before says which one, as what stands behind
    starts = [0, ...(/^\d/.test(given[0] || "") ? [] : given.flatMap((term, i) => (/^\d/.test(term) ? [i] : [])))];
    break;
  }
  if (!code) starts = [0, ...given.flatMap((term, i) => (i && /^\d/.test(term) && /^[a-z]/.test(given[i + 1] || "") && !/^\d/.test(given[i - 1]) ? [i] : []))];
  if (!given.some((term) => /^\d/.test(term))) return none;
  for (const start of starts.slice(0, 3)) {
    for (let length = Math.min(given.length - start, 6); length; length--) {
      const part = given.slice(start, start + length), left = [...given.slice(0, start), ...given.slice(start + length)].filter((term) => !FILLERS.has(term));
      const joined = part.join(""), bare = part.every((term) => /^\d/.test(term));
      if (!part.some((term) => /^\d/.test(term)) || joined.length > 24) continue;
      if (!code && bare && length < given.length) continue; // "3 người", "25 năm về" are no documents
      const tries = code ? (bare ? [code + joined] : [joined, code + joined]) : [joined];
      const found = (await Promise.all(tries.map((key) => recordsOf(manifest, key, "d")))).flat()
        .filter((record) => !kind || SearchText.tokens(record[1]).map((token) => token.folded).join(" ").startsWith(kind));
      if (!found.length) continue;
      const fit = (record) => {
        const words = new Set(record[4].split(" "));
        return left.filter((term) => words.has(term) || words.has(ROMAN[term])).length;
      };
      const most = Math.max(...found.map(fit)), best = found.filter((record) => fit(record) === most);
      if (most === left.length || !bare) return code || !bare ? { sure: best.slice(0, 6), loose: [] } : { sure: [], loose: best.slice(0, 4) };
      return { sure: [], loose: best.slice(0, 3) };
    }
  }
  if (!query.open || (!code && given.length < 2)) return none;
  const begun = (code && given.every((term) => /^\d/.test(term)) ? code : "") + given.join("");
  const found = (await recordsFrom(manifest, begun, "d"))
    .filter((record) => !kind || SearchText.tokens(record[1]).map((token) => token.folded).join(" ").startsWith(kind));
  return { sure: [], loose: found.sort((a, b) => b[5] - a[5]).slice(0, 4) };
}

/** Who holds an office: "bí thư tỉnh ủy Quảng Ninh". Only where that is few. */
async function namedOffice(manifest, terms) {
  if (terms.length < 3) return [];
  const lengths = Array.from({ length: Math.min(terms.length, 10) - 1 }, (_, i) => i + 2).reverse();
  const all = await Promise.all(lengths.map((length) => recordsOf(manifest, terms.slice(0, length).join(" "), "o")));
  for (const [i, records] of all.entries()) {
    const left = terms.slice(lengths[i]);
    const fitting = records.filter((record) => left.every((term) => record[4].split(" ").includes(term)));
    if (fitting.length) return fitting.length <= 3 ? fitting : [];
  }
  return [];
}

/** People named in full, by the last syllables of their name, with rank or office before or after, or as far as typed. */
async function namedPeople(manifest, query, terms) {
  const surnames = manifest.people ||= new Set(manifest.surnames);
  const exact = query.tokens.map((token) => token.exact);
  const sort = (records, said) => {
    const plain = SearchText.tokens(said).map((token) => token.folded).join(" ");
    const value = (record) => { // the whole name as typed, the whole name, its end as typed, its end
      const name = SearchText.tokens(record[1]);
      const exact = name.map((token) => token.exact).join(" "), folded = name.map((token) => token.folded).join(" ");
      return (exact === said ? 3 : folded === plain ? 2 : exact.endsWith(said) ? 1 : 0) * 1e6 + record[5];
    };
    return [...records].sort((a, b) => value(b) - value(a));
  };
  const lengths = (i) => [2, 3, 4, 5].filter((length) => i + length <= terms.length);
  const places = terms.flatMap((term, i) => (surnames.has(term) && i + 1 < terms.length ? [i] : [])).slice(0, 4);
  const [whole, ...named] = await Promise.all([ // together: each may have a file to wait for
    recordsOf(manifest, terms.join(" "), "p"),
    ...places.map((i) => Promise.all(lengths(i).map((length) => recordsOf(manifest, terms.slice(i, i + length).join(" "), "p")))),
  ]);
  if (whole.length) {
    const said = exact.join(" ");
    const sorted = sort(whole, said);
    if (!query.marked) return sorted.slice(0, 4);
    const same = sorted.filter((record) => (" " + SearchText.tokens(record[1]).map((token) => token.exact).join(" ")).endsWith(" " + said));
    return (same.length || terms.length === 1 ? same : sorted).slice(0, 4);
  }
  for (const [at, i] of places.entries()) {
    for (const length of lengths(i).reverse()) {
      const after = terms.slice(i + length).join(" ") + " ";
      const left = [...terms.slice(0, i), ...(SAYING.some((words) => after.startsWith(words + " ")) ? [] : terms.slice(i + length))];
      const fitting = named[at][length - 2].filter((record) => left.every((term) => HONORIFICS.has(term) || record[4].split(" ").includes(term)));
      if (fitting.length) return sort(fitting, exact.slice(i, i + length).join(" ")).slice(0, 4);
    }
  }
  const called = CALLED.find((words) => (exact.join(" ") + " ").startsWith(words + " ")) || (!query.marked && PLAIN.find((words) => (terms.join(" ") + " ").startsWith(words + " ")));
  if (called && terms.length > called.split(" ").length) { // "ông Thử", "đồng chí Mẫu"
    const at = called.split(" ").length;
    const records = await recordsOf(manifest, terms.slice(at).join(" "), "p");
    if (records.length) return sort(records, exact.slice(at).join(" ")).slice(0, 4);
  }
  if (query.open && terms.length > 1) {
    const found = await recordsFrom(manifest, terms.join(" "), "p");
    return found.sort((a, b) => b[5] - a[5]).slice(0, 3);
  }
  return [];
}

// --- what was meant ------------------------------------------------------------------------------------------------

/** What a word typed by the rules of Telex without a program that knows them stands for, folded: "quyeets" → quyet. */
function telex(word) {
  const plain = word.replace(/dd/g, "d").replace(/([aeo])\1/g, "$1").replace(/([aou])w/g, "$1").replace(/w/g, "u");
  const found = new Set([plain]);
  for (const match of plain.matchAll(/[sfrxj]/g)) if (/[aeiouy]/.test(plain.slice(0, match.index))) found.add(plain.slice(0, match.index) + plain.slice(match.index + 1));
  found.delete(word);
  return [...found];
}

/** `words` with those put right that the library doesn't have: typed as Telex, or without a space between syllables. "" where there are none. */
async function repaired(manifest, words, query, unknown) {
  const common = new Set(await vocabulary(manifest));
  let text = words.slice(0, 1000).normalize("NFC"), changed = false;
  for (const i of [...unknown].reverse()) {
    const { folded, start, end } = query.tokens[i];
    let best = "", most = 0;
    for (const word of telex(folded)) if (!best && (common.has(word) || (await lookUp(manifest, word)))) best = word;
    if (!best && folded.length > 4) {
      const cuts = [], cut = (rest, parts) => {
        if (!rest) { if (parts.length > 1) cuts.push(parts); return; }
        if (parts.length > 4 || cuts.length > 40) return;
        for (let length = Math.min(rest.length, 7); length > 1; length--) if (length === 2 ? /[aeiouy]/.test(rest.slice(0, 2)) : common.has(rest.slice(0, length))) cut(rest.slice(length), [...parts, rest.slice(0, length)]);
      };
      cut(folded.slice(0, 30), []);
      for (const parts of cuts.slice(0, 12)) { // every two neighbours must stand together somewhere; of several ways the commonest
        const pairs = await Promise.all(parts.slice(1).map((part, at) => lookUp(manifest, `${parts[at]} ${part}`)));
        const least = Math.min(...pairs.map((forms) => (forms ? postingBytes(forms) : 0)));
        if (least > most) [best, most] = [parts.join(" "), least];
      }
    }
    if (best) [text, changed] = [text.slice(0, start) + best + text.slice(end), true];
  }
  return changed ? text : "";
}

// --- what is asked ------------------------------------------------------------------------------------------------

/** As HTML that prints exactly `value`: the theme sets titles and texts as HTML. */
function escape(value) {
  return value.replace(/[&<>"']/g, (ch) => `&#${ch.charCodeAt(0)};`);
}

/** The address of a result: its paragraph, and the words to mark there. */
function address(item, words) {
  const query = words ? `?h=${encodeURIComponent(words)}` : "";
  return item.url + query + (item.anchor ? `#${item.anchor}` : "");
}

/** Rank for what was typed, or meant: {query, words, order}; `most` and `loaded` as in `rank`. */
async function asked(manifest, words, open, most = Infinity, loaded = null) {
  const query = SearchText.parse(words);
  if (!open) query.open = false;
  const order = await rank(manifest, query, most, loaded);
  if (order) return { query, words, order };
  const better = query.phrases.length ? "" : await repaired(manifest, words, query, query.unknown);
  if (better) return { ...(await kept(better)), words: better };
  return kept(words);

  async function kept(text) {
    const again = SearchText.parse(text);
    again.kept = true;
    if (!open) again.open = false;
    return { query: again, words, order: await rank(manifest, again, most) };
  }
}

/** A query typed into the theme's box: says {items, total, pages} and, before that, with `more`, as much of it as is there and stays where it
 *  is: what the query names outright, then the first articles. An item is a title and, for an article, the passage below it; the last
 *  one of all leads to the results page. */
async function box(words, say) {
  const typed = SearchText.parse(words);
  if (!typed.tokens.length) return say({ items: [], total: 0 });
  const manifest = await open(), named = direct(manifest, typed);
  named.catch(() => {}); // a failure shows where it is waited for
  const early = async () => (await named).length && !(await named).loose && say(answer(await named, [], words));
  const { query, words: meant, order } = await asked(manifest, words, true, SHOWN, early);
  const records = meant === words ? await named : await direct(manifest, SearchText.parse(meant));
  const ranked = order.slice(0, SHOWN), number = Math.min(FIRST, ranked.filter((item) => item.score * NEAR >= ranked[0].score).length);
  const coming = show(manifest, query, ranked.slice(0, number), true), left = ranked.slice(number);
  for (const item of left) unit(manifest, item.slot).catch(() => {}); // asked for behind those of the first; waited for below
  const first = await coming;
  // The best of them, and those that the ones left can't outdo with their texts, stay where they are.
  const reach = left.length ? left[0].score * (1 + TUNING.phrase + TUNING.title) : 0, sure = first.filter((item, i) => !i || item.score >= reach);
  if (sure.length && left.length) say(answer(records, sure, meant, order.length));
  const rest = [...first.slice(sure.length), ...(await show(manifest, query, left, true))].sort(better);
  return say(answer(records, [...sure, ...rest], meant, order.length, true));
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
  const { query, words: meant, order: ranked } = empty ? { query: SearchText.parse(""), words: "", order: everything(manifest) } : await asked(manifest, request.query, false);
  const records = empty ? [] : await direct(manifest, { ...SearchText.parse(meant), open: false });
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
      await twice(() => box(data.data, (found) => stale() || self.postMessage({ type: 3, data: found })));
    } else if (data.type === "search") {
      await twice(() => search(data, (found) => stale() || self.postMessage({ ...found, id: data.id })));
    }
  } catch (error) {
    if (!stale()) self.postMessage({ type: "failed", id: data.id, message: String(error && error.message) });
  }
});

open().catch(() => {}); // a failure shows with the first query
self.postMessage({ type: 1 });
