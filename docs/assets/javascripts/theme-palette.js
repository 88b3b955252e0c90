/* Applies the palette a reader has chosen, before the page is painted (Material's own inline script, as a file). */
(() => {
  const palette = __md_get("__palette")
  if (!palette || !palette.color) return
  if (palette.color.media === "(prefers-color-scheme)") {
    const scheme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"
    const input = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${scheme})']`)
    if (input) for (const name of ["media", "scheme", "primary", "accent"]) palette.color[name] = input.getAttribute("data-md-color-" + name)
  }
  for (const [name, value] of Object.entries(palette.color)) document.body.setAttribute("data-md-color-" + name, value)
})()
