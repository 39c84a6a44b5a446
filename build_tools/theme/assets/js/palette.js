/* Puts the reader's choice of colours on the page before it is painted; without a choice, the system's. */
(() => {
  const stored = __md_get("__palette");
  let chosen = stored && stored.color;
  if (!chosen) {
    for (const option of document.querySelectorAll("[name=__palette]")) {
      if (matchMedia(option.dataset.mdColorMedia).matches) {
        chosen = { scheme: option.dataset.mdColorScheme, primary: option.dataset.mdColorPrimary, accent: option.dataset.mdColorAccent };
        break;
      }
    }
  }
  for (const [key, value] of Object.entries(chosen || {})) document.body.setAttribute("data-md-color-" + key, value);
})();
