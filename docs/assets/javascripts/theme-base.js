/* What Material for MkDocs 9.8 keeps in an inline script: where the site begins, and how its settings are stored.
   The site's root is found from this file's own address, so that one file serves every page. */
window.__md_scope = new URL("../../", document.currentScript.src)
window.__md_hash = text => [...text].reduce((hash, ch) => (hash << 5) - hash + ch.charCodeAt(0), 0)
window.__md_get = (key, store = localStorage, scope = __md_scope) => JSON.parse(store.getItem(scope.pathname + "." + key))
window.__md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(scope.pathname + "." + key, JSON.stringify(value))
  } catch (error) {
    // a reader may forbid storage; the page works without
  }
}

/* Opened from the disk, the address of a folder lists the folder: links and forms are led to its page. */
if (location.protocol === "file:") {
  const whole = href => {
    const url = new URL(href, location.href)
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html"
    return url.href
  }
  for (const kind of ["click", "auxclick"]) {
    addEventListener(kind, ({ target }) => {
      const link = target.closest && target.closest("a[href]")
      if (link) link.setAttribute("href", whole(link.getAttribute("href")))
    }, true)
  }
  addEventListener("submit", ({ target }) => { target.action = whole(target.action) }, true)
}
