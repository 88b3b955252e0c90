/* The files of the search index, as a query asks for them: the manifest, shards of keys, texts; kept while they are in use.
 * Their format is in scripts/sourcepages/search/__init__.py. */
"use strict";

const ROOT = new URL("../../tim-kiem/", self.location.href);
const VERSION = 2;
// The manifest, on its way before anything else. A worker named "given" gets it from the page that started it (box.js), which asks for it
// while this script is still on its own way.
let early = self.name === "given" ? new Promise((done) => self.addEventListener("message", ({ data }) => data.type === "manifest" && done(data.bytes))) : null;
if (!early) {
  early = fetch(new URL("muc-luc.bin", ROOT), { cache: "no-cache" }).then((response) => (response.ok ? response.arrayBuffer() : null));
  early.catch(() => {});
}

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

/** The manifest, with the lengths of all units (`codes`). */
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
