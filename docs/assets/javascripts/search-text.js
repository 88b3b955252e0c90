/* How text is cut and folded for search, and which words of a passage a query matches.
 *
 * Shared by the worker (ranking, snippets), the results page and the marking of words on an article's page. The Python
 * half is scripts/sourcepages/search/analyse.py: both must cut and fold alike.
 */
"use strict";

self.SearchText = (() => {
  const LONGEST = 40;
  const RUN = /[\p{L}\p{Nl}\p{No}]+|\p{Nd}+/gu;
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

  const known = new Map(); // words met; a text is mostly the same few thousand

  /** A run of letters or digits → {folded, exact}, made once. */
  function term(word) {
    let made = known.get(word);
    if (!made) {
      if (known.size > 20000) known.clear();
      known.set(word, (made = fold(word)));
    }
    return made;
  }

  /** What `term` in analyse.py makes of a word: without marks and case, and with its marks, the tone after the syllable. */
  function fold(word) {
    if (word.length > LONGEST) word = Array.from(word).slice(0, LONGEST).join("");
    if (/^\p{Nd}/u.test(word)) {
      const number = word.replace(/^0+/, "") || "0";
      return { folded: number, exact: number };
    }
    const lower = word.toLowerCase().replaceAll("\u00f0", "\u0111"); // older texts write \u00d0 for the capital
    if (/^[a-z]+$/.test(lower)) return { folded: lower, exact: lower }; // a third of all words
    const parts = lower.normalize("NFD");
    const tones = (parts.match(TONE) || []).join("");
    return {
      folded: parts.replaceAll("\u0111", "d").replace(/\p{M}/gu, ""),
      exact: parts.replace(TONE, "").normalize("NFC") + tones,
    };
  }

  /** Text (NFC) → its terms in order, each with where it stands: [{start, end, folded, exact}]. */
  function tokens(text) {
    const found = [];
    for (const match of text.matchAll(RUN)) {
      const { folded, exact } = term(match[0]);
      found.push({ start: match.index, end: match.index + match[0].length, folded, exact });
    }
    return found;
  }

  /** A query as typed → {text, tokens, phrases, marked, open}: the text they stand in; its first 32 terms; quoted phrases as [first, last] indexes; whether it
   *  has any diacritics; and whether the last word may still be in the typing. */
  function parse(query) {
    const text = query.slice(0, 1000).normalize("NFC");
    const found = tokens(text).slice(0, 32);
    const phrases = [];
    for (const quoted of text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)) {
      const inside = found.flatMap((token, i) => (token.start >= quoted.index && token.end <= quoted.index + quoted[0].length ? [i] : []));
      if (inside.length) phrases.push([inside[0], inside[inside.length - 1]]);
    }
    const last = found[found.length - 1];
    return {
      text,
      tokens: found,
      phrases,
      marked: found.some((token) => token.exact !== token.folded),
      open: !!last && last.end === text.length,
    };
  }

  /** Does term `token` of a text match term `i` of the query? 2 in the very form, 1 folded (or as a prefix, or mended), 0 not. */
  function matches(query, i, token) {
    const wanted = query.tokens[i];
    if (token.folded === wanted.folded) return query.marked && token.exact !== wanted.exact ? 1 : 2;
    if (query.mended && query.mended[i] && query.mended[i].includes(token.folded)) return 1;
    return query.open && i === query.tokens.length - 1 && wanted.folded.length > 1 && !/^\d/.test(wanted.folded) && token.folded.startsWith(wanted.folded) ? 1 : 0;
  }

  /** Where a passage's terms match the query: [{from, to, score, length}], runs of terms that stand in the passage as in the query
   *  (indexes into `found`, `to` inclusive), longest first. */
  function runs(query, found) {
    const starts = new Map();
    query.tokens.forEach((token, i) => starts.set(token.folded, [...(starts.get(token.folded) || []), i]));
    const loose = query.tokens.map((_, i) => i).filter((i) => (query.mended && query.mended[i]) || (query.open && i === query.tokens.length - 1));
    const result = [];
    for (let at = 0; at < found.length; at++) {
      let best = 0, exact = 0, from = -1;
      const sure = starts.get(found[at].folded);
      if (!sure && !loose.some((i) => matches(query, i, found[at]))) continue;
      for (const i of sure ? [...sure, ...loose] : loose) {
        let length = 0, sum = 0;
        while (i + length < query.tokens.length && at + length < found.length) {
          const hit = matches(query, i + length, found[at + length]);
          if (!hit) break;
          sum += hit;
          length++;
        }
        if (length > best || (length === best && sum > exact)) [best, exact, from] = [length, sum, i];
      }
      if (best) {
        result.push({ from: at, to: at + best - 1, length: best, exact, query: from });
        at += best - 1;
      }
    }
    return result;
  }

  /** The runs worth marking: a lone syllable goes unmarked where the passage has it in a longer run, or as typed elsewhere;
   *  so "quảng ninh" marks "Quảng Ninh" and not the "Quảng" of "Quảng Yên". */
  function marks(query, found, dull) {
    const all = runs(query, found);
    const best = new Map();
    for (const run of all) {
      for (let i = 0; i < run.length; i++) {
        const value = run.length * 4 + run.exact / run.length;
        if (value > (best.get(run.query + i) || 0)) best.set(run.query + i, value);
      }
    }
    return all.filter((run) => {
      if (run.length > 1) return run.length * 4 + run.exact / run.length >= Math.min(best.get(run.query), best.get(run.query + run.length - 1)) || run.length > 2;
      if (dull && dull.has(found[run.from].folded) && query.tokens.length > 2) return false;
      return 4 + run.exact >= best.get(run.query);
    });
  }

  return { tokens, parse, runs, marks };
})();
