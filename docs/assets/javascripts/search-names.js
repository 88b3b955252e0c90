/* What a query names outright: documents by number, people, offices, days. The keys are made in scripts/sourcepages/search/entities.py. */
"use strict";

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
      if (!part.some((term) => /^\d/.test(term)) || joined.length > 48) continue;
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
