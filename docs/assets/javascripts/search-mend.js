/* Words that the library does not have: mended by a letter, read as Telex or VNI, cut where spaces are missing. */
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

/** What a word with digits in it stands for if they are VNI's marks, folded: "quye6t1" → quyet; "" if they can't be. 1–5 are tones, of which a
 *  syllable has one, 6 the hat of a, e, o, 7 the hook of o and u, 8 the breve, 9 the stroke of đ. */
function vniWord(word) {
  const letters = word.replace(/\d/g, "").toLowerCase();
  const syllable = letters.length > 1 && /^[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$/.test(letters);
  if (!syllable || /0|\d{3}|[1-5].*[1-5]/.test(word) || /^[^aeiouy]*[1-8]/i.test(word)) return "";
  return [[6, /[aeo]/], [7, /[ou]/], [8, /a/], [9, /^d/]].every(([digit, on]) => !word.includes(digit) || on.test(letters)) ? letters : "";
}

/** Neighbouring words that may be typed by the rules of VNI without a program that knows them: [[{first, last, start, end, word, sure}]]. What
 *  has a mark inside or two at its end is `sure`: "lop5" may be a word and a number. */
function vni({ text, tokens }) {
  const runs = [];
  for (let first = 0, last; first < tokens.length; first = last + 1) {
    for (last = first; last + 1 < tokens.length && tokens[last + 1].start === tokens[last].end;) last++;
    const { start } = tokens[first], { end } = tokens[last], typed = text.slice(start, end);
    const word = last > first && /^\s?$/.test(text.slice(start - 1, start)) && /^\s?$/.test(text.slice(end, end + 1)) ? vniWord(typed) : "";
    if (!word) continue;
    const before = runs.at(-1), found = { first, last, start, end, word, sure: /\d\D|[1-5][6-9]|[6-9][1-5]/.test(typed) };
    if (before && before.at(-1).last + 1 === first) before.push(found);
    else runs.push([found]);
  }
  return runs;
}

/** A word with the spaces put in that were left out, "quangninh" → "quang ninh"; "" where no way fits. Every two neighbours must stand together
 *  somewhere; of several ways the commonest. */
async function apart(manifest, folded, common) {
  const ways = [];
  const cut = (rest, parts) => {
    if (!rest) { if (parts.length > 1) ways.push(parts); return; }
    if (parts.length > 4 || ways.length > 40) return;
    for (let length = Math.min(rest.length, 7); length > 1; length--) {
      const part = rest.slice(0, length);
      if (length === 2 ? /[aeiouy]/.test(part) : common.has(part)) cut(rest.slice(length), [...parts, part]);
    }
  };
  cut(folded.slice(0, 30), []);
  let best = "", most = 0;
  for (const parts of ways.slice(0, 12)) {
    const pairs = await Promise.all(parts.slice(1).map((part, at) => lookUp(manifest, `${parts[at]} ${part}`)));
    const least = Math.min(...pairs.map((forms) => (forms ? postingBytes(forms) : 0)));
    if (least > most) [best, most] = [parts.join(" "), least];
  }
  return best;
}

/** A query's text with the words put right that the library doesn't have: typed as Telex or VNI (`query.vni`), or without a space between syllables.
 *  "" where there are none. */
async function repaired(manifest, query) {
  const syllables = await vocabulary(manifest), common = new Set(syllables);
  const known = async (word, last) => common.has(word) || (await lookUp(manifest, word)) || (query.open && last === query.tokens.length - 1 && syllables.some((other) => other.startsWith(word)));
  const edits = []; // [start, end, what stands there instead]
  const read = new Set(); // the tokens that are read
  for (const run of query.vni) {
    const fits = await Promise.all(run.map(({ word, last }) => known(word, last)));
    if (!fits.every(Boolean)) continue;
    for (const { first, last, start, end, word } of run) {
      edits.push([start, end, word]);
      for (let i = first; i <= last; i++) read.add(i);
    }
  }
  for (const i of query.unknown.filter((i) => !read.has(i))) {
    const { folded, start, end } = query.tokens[i];
    let best = "";
    for (const word of telex(folded)) if (!best && (await known(word, i))) best = word;
    if (!best && folded.length > 4) best = await apart(manifest, folded, common);
    if (best) edits.push([start, end, best]);
  }
  const right = ([start, end, word], text) => text.slice(0, start) + word + text.slice(end);
  return edits.length ? edits.sort((a, b) => b[0] - a[0]).reduce((text, edit) => right(edit, text), query.text) : "";
}
