/* Marks the words of a search on the page a result led to: those of ?h= in the paragraph of the #fragment, or anywhere without one. */
"use strict";

(() => {
  /** Mark what `query` matches in `block`, leaving every other element as it is. */
  function mark(block, query) {
    const nodes = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("script, style, [aria-hidden=true]")) continue;
      nodes.push([node, text.length]);
      text += node.data;
    }
    const found = SearchText.tokens(text);
    let count = 0;
    for (const run of SearchText.marks(query, found).reverse()) { // from the end, so that what stands before keeps its place
      const from = found[run.from].start, to = found[run.to].end;
      for (const [node, start] of [...nodes].reverse()) { // a run may go on in the next element
        const first = Math.max(from, start) - start, last = Math.min(to, start + node.data.length) - start;
        if (first >= last || first < 0) continue;
        const range = document.createRange();
        range.setStart(node, first);
        range.setEnd(node, last);
        const element = document.createElement("mark");
        element.className = "search-mark";
        range.surroundContents(element);
        count++;
      }
    }
    return count;
  }

  const query = SearchText.parse((new URLSearchParams(location.search).get("h") || "").slice(0, 200));
  if (!query.tokens.length) return;
  let id = "";
  try { id = decodeURIComponent(location.hash.slice(1)); } catch { /* a fragment of someone else's */ }
  const target = id && document.getElementById(id);
  mark(target || document.querySelector("article") || document.body, query);
  if (target) target.scrollIntoView({ block: "center" });
})();
