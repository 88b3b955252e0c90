/* What a page needs of the search before anyone searches: it keeps the theme from loading anything until its box is opened.
 *
 * The theme starts its worker on every page view. Here it gets a stand-in that starts the real one (search-worker.js)
 * when the box opens, passes messages on, and shows what the theme has no words for: a failure, with a way to try again. It
 * must run before the theme's own script. Beside that it has the words of ?h= marked on the page a result led to.
 */
"use strict";

(() => {
  const here = document.currentScript.src;
  const address = new URL("search-worker.js", here).href;

  /** Stands in for the worker: keeps what it is sent until `start`. */
  class Waiting extends EventTarget {
    constructor() {
      super();
      this.kept = [];
      this.asked = null; // the query sent last, to be sent again after a failure
      this.partly = false; // are some of its rows drawn, and others to come?
    }

    /** As a worker's, now or once it is there. */
    postMessage(message) {
      if (message.type === 2) [this.asked, this.partly] = [message, false];
      if (this.worker) this.worker.postMessage(message);
      else this.kept.push(message);
    }

    /** Start the real worker and send it what was kept, and what it needs first: that is asked for while its script is on its way. */
    start() {
      if (this.worker) return;
      const manifest = fetch(new URL("../../tim-kiem/muc-luc.bin", here), { cache: "no-cache" }).then((answer) => (answer.ok ? answer.arrayBuffer() : null)).catch(() => null);
      try {
        this.worker = new Original(address, { name: "given" });
      } catch { // a page opened from the disk may have no workers
        failed(this);
        return;
      }
      this.worker.addEventListener("message", ({ data }) => {
        if (data.type === 3) drawn(data.data, () => this.dispatchEvent(new MessageEvent("message", { data })));
        else this.dispatchEvent(new MessageEvent("message", { data }));
        if (data.type === "failed") failed(this);
      });
      this.worker.addEventListener("error", () => { // the script itself did not load
        this.worker.terminate();
        this.worker = null;
        failed(this);
      });
      for (const message of this.kept.splice(0)) this.worker.postMessage(message);
      const { worker } = this;
      manifest.then((bytes) => worker.postMessage({ type: "manifest", bytes }, bytes ? [bytes] : []));
    }

    /** As a worker's. */
    terminate() {
      if (this.worker) this.worker.terminate();
    }
  }

  const Original = window.Worker;
  const waiting = new Waiting();
  const input = document.querySelector(".md-search__input"); // the results page has no box
  if (input) window.Worker = new Proxy(Original, {
    construct: (target, [url, ...rest]) => (new URL(url, location.href).href === address ? waiting : new target(url, ...rest)),
  });

  const meta = () => document.querySelector(".md-search-result__meta");

  /** Have the theme draw what was found, which may come in parts (`more` follows). It draws all rows anew: the one in focus must stay so. What it says
   *  is replaced, for it counts the rows it was sent and here articles are counted, and pages that are just what was asked for; and it
   *  is read out once, when all is there. */
  function drawn({ items, total, pages, more }, draw) {
    const says = meta(), list = document.querySelector(".md-search-result__list");
    const at = [...list.querySelectorAll("a")].indexOf(document.activeElement);
    waiting.partly = Boolean(more);
    says.setAttribute("aria-busy", String(waiting.partly));
    draw();
    if (at >= 0) list.querySelectorAll("a")[at]?.focus({ preventScroll: true });
    const parts = [pages && `${pages} trang đúng với điều cần tìm`, total === undefined ? "đang tìm bài…" : (total || !pages) && `${total.toLocaleString("vi")} bài`];
    if (items.length) says.textContent = parts.filter(Boolean).join(", ");
  }

  /** Say that it did not work, and offer to try again. What is drawn of the answer stays. */
  function failed(worker) {
    if (location.protocol === "file:") { // where browsers let no page read a file
      meta().textContent = "Trang mở thẳng từ ổ đĩa thì không tìm kiếm được. Chạy make serve rồi mở địa chỉ lệnh ấy in ra.";
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-button search-retry";
    button.textContent = "Thử lại";
    button.addEventListener("click", () => {
      meta().textContent = "Đang tìm…";
      document.querySelector(".md-search__input").focus();
      if (!worker.worker) worker.start();
      if (worker.asked) worker.postMessage(worker.asked);
    });
    meta().setAttribute("aria-busy", "false");
    meta().replaceChildren(worker.partly ? "Không tải được phần còn lại. " : "Không tải được phần tìm kiếm. ", button);
    if (!worker.partly) document.querySelector(".md-search-result__list").replaceChildren();
  }

  if (input) {
    const toggle = document.getElementById("__search"), button = document.querySelector(".sp-search-button");
    toggle.addEventListener("change", () => toggle.checked && waiting.start());
    input.addEventListener("focus", () => waiting.start()); // comes first where the box is opened by a key
    button.addEventListener("pointerdown", (event) => event.pointerType === "mouse" && waiting.start()); // and the press before the click; a finger may only be scrolling
    // The theme listens for keys alone; pasting, dictating and a phone's suggestions have none.
    input.addEventListener("input", () => input.dispatchEvent(new KeyboardEvent("keyup")));
    input.form.addEventListener("submit", (event) => event.preventDefault());
  }

  // A result's link brings the words that were searched; see search-mark.js.
  if (new URLSearchParams(location.search).has("h")) {
    for (const name of ["search-text.js", "search-mark.js"]) {
      const script = document.createElement("script");
      script.src = new URL(name, here).href;
      script.async = false; // in order
      document.head.append(script);
    }
  }
})();
