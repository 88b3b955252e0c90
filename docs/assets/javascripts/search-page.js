/* The results page tim-kiem/: what is asked stands in the address (q, nam, nguoi, nghi-quyet, loai, xep, trang), so that it can
 * be shared and walked back and forward. The worker does the searching; here nothing is set as HTML.
 */
"use strict";

(() => {
  const form = document.querySelector("form.find"), input = form.elements.q, filters = form.querySelector("details");
  const status = document.querySelector(".find-status"), list = document.querySelector(".find-results"), pages = document.querySelector(".find-pages");
  const root = new URL("../../", document.currentScript.src);
  const FACETS = { nam: "year", nguoi: "speaker", "nghi-quyet": "resolution", loai: "kind" };
  const script = new URL("search-worker.js", document.currentScript.src);
  let worker = null, asked = 0;
  filters.open = matchMedia("(min-width: 60em)").matches; // on a phone they would stand before the results

  /** What the address asks. */
  function state() {
    const given = new URLSearchParams(location.search);
    const found = { q: (given.get("q") || "").slice(0, 500), xep: given.get("xep") === "ngay" ? "ngay" : "", trang: Math.max(1, parseInt(given.get("trang"), 10) || 1) };
    for (const name of Object.keys(FACETS)) found[name] = (given.get(name) || "").slice(0, 200);
    return found;
  }

  /** The address of a state: only what differs from the empty one. */
  function addressOf(wanted) {
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(wanted)) if (value && !(name === "trang" && value === 1)) given.set(name, value);
    const query = given.toString();
    return location.pathname + (query ? `?${query}` : "");
  }

  /** An element with attributes and children; strings become text. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  /** Ask the worker for what the address says, and show it. */
  function run() {
    const wanted = state();
    const same = input.value.trim() === wanted.q;
    if (!same) input.value = wanted.q;
    form.elements.xep.value = wanted.xep;
    document.title = (wanted.q ? `${wanted.q} – ` : "") + document.title.replace(/^.* – (?=Tìm kiếm)/s, "");
    const empty = !wanted.q && !Object.keys(FACETS).some((name) => wanted[name]) && !wanted.xep;
    filters.hidden = empty;
    if (empty) {
      status.textContent = "";
      list.replaceChildren();
      pages.hidden = true;
      return;
    }
    document.querySelector(".find-help").open = false;
    if (Object.keys(FACETS).some((name) => wanted[name]) || wanted.xep) filters.open = true;
    status.textContent = "Đang tìm…";
    if (!worker) {
      const manifest = fetch(new URL("tim-kiem/muc-luc.bin", root), { cache: "no-cache" }).then((answer) => (answer.ok ? answer.arrayBuffer() : null)).catch(() => null);
      const started = worker = new Worker(script, { name: "given" }); // which is on its way at the same time
      manifest.then((bytes) => started.postMessage({ type: "manifest", bytes }, bytes ? [bytes] : []));
      worker.addEventListener("message", ({ data }) => {
        if (data.id !== asked) return;
        if (data.type === "found") show(data);
        if (data.type === "counted") count(data);
        if (data.type === "failed") failed();
      });
      worker.addEventListener("error", () => { worker = null; failed(); });
    }
    const given = {};
    for (const [name, facet] of Object.entries(FACETS)) if (wanted[name]) given[facet] = wanted[name];
    worker.postMessage({ type: "search", id: ++asked, query: wanted.q, filters: given, sort: wanted.xep === "ngay" ? "date" : "relevance", page: wanted.trang - 1, size: 20 });
  }

  /** A file did not load: say so, and offer to try again. */
  function failed() {
    const button = make("button", { type: "button", class: "md-button" }, "Thử lại");
    button.addEventListener("click", run);
    status.replaceChildren("Không tải được phần tìm kiếm. ", button);
    list.replaceChildren();
    pages.hidden = true;
  }

  /** The results of a page. */
  function show({ records, items, total, page, size }) {
    const wanted = state();
    const nothing = !total && !records.length, filtered = Object.keys(FACETS).some((name) => wanted[name]);
    if (nothing && !filtered) document.querySelector(".find-help").open = true;
    const tip = filtered ? "Thử bỏ bớt bộ lọc." : "Thử bớt từ, hay tìm theo một trong những cách dưới đây.";
    status.textContent = nothing ? `Không tìm thấy bài nào. ${tip}` : `${total.toLocaleString("vi")} bài` + (records.length ? `, ${records.length} trang đúng với điều cần tìm` : "") + ".";
    const rows = records.map(([, title, address, note]) => make("li", {}, make("a", { href: new URL(address, root) }, title), " ", make("em", { class: "meta" }, note)));
    for (const item of items) {
      const parts = item.parts.map(([text, marked]) => (marked ? make("mark", {}, text) : text));
      const facts = [item.date || "không rõ ngày", item.speakers.slice(0, 4).join(", ")].filter(Boolean).join(" · ");
      rows.push(make("li", {}, make("a", { href: new URL(item.address, root) }, item.title), " ", make("em", { class: "meta" }, facts), make("p", {}, ...parts)));
    }
    list.replaceChildren(...rows);
    const last = Math.max(1, Math.ceil(total / size));
    pages.hidden = last === 1;
    const to = (number, text, rel) => {
      const link = make("a", { href: addressOf({ ...wanted, trang: number }), rel }, text);
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go({ ...wanted, trang: number });
        status.focus();
        status.scrollIntoView();
      });
      return link;
    };
    pages.replaceChildren(...(page > 0 ? [to(page, "Trang trước", "prev")] : []), `Trang ${page + 1} / ${last.toLocaleString("vi")}`, ...(page + 1 < last ? [to(page + 2, "Trang sau", "next")] : []));
  }

  /** The filters, with how many articles each value would leave. */
  function count({ facets }) {
    const wanted = state();
    for (const [name, facet] of Object.entries(FACETS)) {
      const select = form.elements[name], first = select.options[0];
      const rows = facets[facet].map(([value, number]) => make("option", { value }, `${value} (${number.toLocaleString("vi")})`));
      select.replaceChildren(first, ...rows);
      select.value = wanted[name];
    }
  }

  /** Go to a state: a new entry in the history, or in the place of this one. */
  function go(wanted, replace = false) {
    const address = addressOf(wanted);
    if (address !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", address);
    run();
  }

  /** What the form says. */
  function formState() {
    const wanted = { q: input.value.trim(), xep: form.elements.xep.value, trang: 1 };
    for (const name of Object.keys(FACETS)) wanted[name] = form.elements[name].value;
    return wanted;
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); go(formState()); });
  filters.addEventListener("change", () => go(formState()));
  window.addEventListener("popstate", run);
  document.addEventListener("keydown", (event) => { // "/" as everywhere on the site
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  run();
  if (!input.value) input.focus();
})();
