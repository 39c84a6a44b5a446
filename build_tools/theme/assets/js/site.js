/* Comfort on top of pages that read without it: sorting and filtering of tables, cards, previews, keyboard.
   Started for every page by `document$`, which Material's instant navigation fires again after each change of page. */
(() => {
  "use strict";

  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const folded = (text) => btFold(text).replaceAll("'", "");

  /* ---- tables ---- */

  const sortKey = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
  };

  function makeSortable(table) {
    const head = table.tHead.rows[0];
    const body = table.tBodies[0];
    for (const [column, cell] of [...head.cells].entries()) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "bt-sort";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        const numeric = cell.classList.contains("bt-num");
        const before = cell.getAttribute("aria-sort");
        const descending = before ? before === "ascending" : numeric;
        for (const other of head.cells) other.removeAttribute("aria-sort");
        cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const rows = [...body.rows].map((row) => [sortKey(row, column), row]);
        rows.sort(([a], [b]) => {
          if (!a || !b) return a ? -1 : b ? 1 : 0; // what is missing stays last
          return collator.compare(a, b) * (descending ? -1 : 1);
        });
        body.append(...rows.map(([, row]) => row));
      });
    }
  }

  function makeFilterable(page) {
    const tables = [...page.querySelectorAll("table.bt-filterable")];
    if (!tables.length) return;
    const rows = tables.flatMap((table) => [...table.tBodies[0].rows]).map((row) => [folded(row.textContent), row]);
    if (rows.length < 6) return;
    const box = document.createElement("div");
    box.className = "bt-filter";
    const label = document.createElement("label");
    const input = document.createElement("input");
    const told = document.createElement("output");
    input.type = "search";
    input.autocomplete = "off";
    label.append("Filter ", input);
    told.setAttribute("aria-live", "polite");
    box.append(label, " ", told);
    tables[0].closest(tables.length > 1 ? ".bt-section" : ".bt-scroll").before(box);
    const apply = () => {
      const words = folded(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [text, row] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      for (const table of tables) {
        const section = tables.length > 1 && table.closest(".bt-section");
        if (section) section.hidden = ![...table.tBodies[0].rows].some((row) => !row.hidden);
      }
      told.textContent = words.length ? `${shown} of ${rows.length} rows` : `${rows.length} rows`;
    };
    input.addEventListener("input", apply);
    apply();
  }

  /* ---- the card of a passage that is addressed ---- */

  function markAddressed(page) {
    for (const card of page.querySelectorAll(".bt-card--addressed")) card.classList.remove("bt-card--addressed");
    // `:target` may go to an element that the theme is about to replace.
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && page.contains(target) && target.classList.contains("bt-card")) target.classList.add("bt-card--addressed");
  }

  /* ---- places under a name of before ---- */

  function takeNameOfToday() {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return; // a lone % names no place
    }
    if (!target || !target.classList.contains("bt-former")) return;
    location.replace(`#${encodeURIComponent(target.parentElement.closest("[id]").id)}`);
  }

  /* ---- start ---- */

  /* The boxes in which Material lets tables of hand-written pages scroll: who has only a keyboard must get into them. */
  function reachTables() {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (box.scrollWidth <= box.clientWidth) continue;
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Table");
    }
  }

  document$.subscribe(takeNameOfToday);
  addEventListener("hashchange", takeNameOfToday);
  document$.subscribe(() => {
    requestAnimationFrame(reachTables); // once Material has wrapped them
    const page = document.querySelector(".bt-page");
    if (!page || page.dataset.ready) return;
    page.dataset.ready = "yes";
    for (const table of page.querySelectorAll("table.bt-sortable")) makeSortable(table);
    makeFilterable(page);
    markAddressed(page);
  });

  const markAgain = () => {
    const page = document.querySelector(".bt-page[data-ready]");
    if (page) markAddressed(page);
  };
  addEventListener("hashchange", markAgain);
  location$.subscribe(markAgain); // the address may change after the page

  /* The buttons of the head turn the switches that Material listens to; Escape turns the drawer back. */
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-bt-opens]");
    if (!button) return;
    document.getElementById(button.dataset.btOpens).click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const preview of document.querySelectorAll(".md-tooltip2--active")) preview.hidden = true; // made anew when asked for again
      const drawer = document.getElementById("__drawer");
      if (drawer && drawer.checked) drawer.click();
    }
  });

  document.getElementById("__drawer").addEventListener("change", (event) => {
    const next = event.target.checked ? ".bt-drawer a" : "[data-bt-opens=__drawer]";
    setTimeout(() => document.querySelector(next).focus(), 50); // once it is visible
  });
})();
