/* Comfort on pages of entities: a link to a passage that has moved to a page of its own leads there, and the line of a
   relation is lit while its rows in the table are pointed at or focused.
   Started for every page by `document$`, which Material's instant navigation fires again after each change of page. */
(() => {
  "use strict";

  function followMoved() {
    const link = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (link instanceof HTMLAnchorElement && "moved" in link.dataset) location.replace(link.href);
  }

  function lightLines(page) {
    const lines = new Map();
    for (const edge of page.querySelectorAll("a.bt-ego__edge")) {
      const id = edge.getAttribute("href").split("#")[1]; // Material makes whole addresses of links
      lines.set(id, [...(lines.get(id) ?? []), edge]);
    }
    for (const [id, edges] of lines) {
      const rows = document.getElementById(id);
      if (!rows) continue;
      const lit = (on) => () => edges.forEach((edge) => edge.classList.toggle("bt-ego__edge--lit", on));
      for (const type of ["pointerenter", "focusin"]) rows.addEventListener(type, lit(true));
      for (const type of ["pointerleave", "focusout"]) rows.addEventListener(type, lit(false));
    }
  }

  document$.subscribe(() => {
    const page = document.querySelector(".bt-page");
    if (!page || page.dataset.network) return;
    page.dataset.network = "yes";
    lightLines(page);
    followMoved();
  });
  addEventListener("hashchange", followMoved);
})();
