/* Words that the library does not have: mended by a letter, read as Telex, cut where spaces are missing. */
"use strict";

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
