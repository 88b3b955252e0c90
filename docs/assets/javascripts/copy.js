/* Copy buttons. Without this script the citations are text to select and paragraph signs are plain links. */
(() => {
  const say = document.createElement("div")
  say.className = "sp-said"
  say.setAttribute("role", "status")
  document.body.append(say)
  let timer = 0

  const copy = async (text, done) => {
    try {
      await navigator.clipboard.writeText(text)
      say.textContent = done
    } catch (error) {
      say.textContent = "Trình duyệt không cho sao chép; hãy chọn chữ rồi tự sao chép."
    }
    clearTimeout(timer) // or what was said before would take this away with it
    timer = setTimeout(() => { say.textContent = "" }, 4000)
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false
    button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).textContent, "Đã sao chép trích dẫn."))
  }

  // One button for all paragraphs: it comes to stand after the permalink that is pointed at or focused.
  const quote = document.createElement("button")
  quote.type = "button"
  quote.className = "sp-copy sp-copy--paragraph"
  quote.textContent = "Sao chép đoạn"
  const come = event => {
    const link = event.target.closest && event.target.closest("a.sp-permalink")
    if (link && link.nextSibling !== quote) link.after(quote)
  }
  document.addEventListener("focusin", come)
  document.addEventListener("pointerover", come)
  quote.addEventListener("click", () => {
    const link = quote.previousElementSibling
    const words = document.createRange()
    words.selectNodeContents(link.parentElement)
    const copyOf = words.cloneContents()
    for (const part of copyOf.querySelectorAll("a.sp-permalink, .sp-copy")) part.remove()
    const canonical = document.querySelector("link[rel=canonical]")
    const address = (canonical ? canonical.href : location.href.split("#")[0]) + new URL(link.href).hash
    copy(`“${copyOf.textContent.trim().replace(/\s+/g, " ")}”\n${address}`, "Đã sao chép đoạn và địa chỉ.")
  })
})()
