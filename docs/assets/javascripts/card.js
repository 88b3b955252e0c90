/* A card beside a mention of a person or a document: what its page says at the top. The page is fetched when the
   mention is pointed at, focused or tapped, so following the link afterwards is quick. Without this script a mention is a link. */
(() => {
  const pages = new Map()
  const card = document.createElement("div")
  card.className = "sp-card"
  card.id = "sp-card"
  card.setAttribute("role", "status")
  let shown = null
  let timer = 0

  const read = href => {
    if (!pages.has(href)) {
      pages.set(href, fetch(href).then(answer => answer.ok ? answer.text() : Promise.reject(answer.status)).then(text => {
        const page = new DOMParser().parseFromString(text, "text/html")
        const name = page.querySelector("h1")
        const facts = page.getElementById("the")
        return name && { name: name.textContent.trim(), facts: facts ? facts.textContent.trim() : "" }
      }).catch(() => { pages.delete(href) }))
    }
    return pages.get(href)
  }

  const hide = () => {
    clearTimeout(timer)
    if (shown) shown.removeAttribute("aria-describedby")
    shown = null
    card.remove()
  }

  const show = async link => {
    const found = await read(link.href.split("#")[0])
    if (!found || timer !== link.spTimer) return
    hide()
    card.textContent = ""
    const name = document.createElement("b")
    name.textContent = found.name
    const facts = document.createElement("p")
    facts.textContent = found.facts
    const open = document.createElement("a")
    open.href = link.href
    open.textContent = "Mở trang"
    card.append(name, facts, open)
    document.body.append(card)
    const at = link.getClientRects()[0]
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 8))
    const below = at.bottom + 8 + card.offsetHeight < innerHeight || at.top < card.offsetHeight + 8
    card.style.left = `${left + scrollX}px`
    card.style.top = `${(below ? at.bottom + 6 : at.top - card.offsetHeight - 6) + scrollY}px`
    link.setAttribute("aria-describedby", card.id)
    shown = link
  }

  const soon = (link, delay) => {
    clearTimeout(timer)
    timer = link.spTimer = setTimeout(() => show(link), delay)
  }
  const mention = event => event.target.closest && event.target.closest("a.m")

  document.addEventListener("pointerover", event => {
    const link = mention(event)
    if (event.pointerType === "touch") return
    if (link && link !== shown) soon(link, 250)
    else if (!link && !card.contains(event.target) && (shown || timer)) { clearTimeout(timer); timer = setTimeout(hide, 250) }
    else if (card.contains(event.target)) clearTimeout(timer)
  })
  // Focus counts where a key moved it; a link to the words moves it too, and must not cover them.
  let tabbed = false
  document.addEventListener("keydown", event => {
    tabbed = event.key === "Tab"
    if (event.key === "Escape") hide()
  })
  document.addEventListener("focusin", event => {
    const link = mention(event)
    if (link && tabbed) soon(link, 100)
    else if (!card.contains(event.target)) hide()
    tabbed = false
  })

  // The first tap opens the card, the second (or its own link) the page.
  let touched = false
  document.addEventListener("pointerdown", event => {
    touched = event.pointerType === "touch"
    if (touched && shown && !card.contains(event.target) && mention(event) !== shown) hide()
  })
  document.addEventListener("click", event => {
    const link = mention(event)
    if (!link || !touched || link === shown) return
    event.preventDefault()
    soon(link, 0)
  })

  // On paper a link is worth its address.
  addEventListener("beforeprint", () => {
    for (const link of document.querySelectorAll(".md-content dl a.hub, .md-content li a, .md-content h3 a:not(.sp-permalink)")) link.dataset.address = decodeURI(link.href)
  })
})()
