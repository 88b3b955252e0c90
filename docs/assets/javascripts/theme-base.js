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
