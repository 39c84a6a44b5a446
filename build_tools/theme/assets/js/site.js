/* Comfort on top of pages that read without it: sorting and filtering of tables, passages and their notes, keyboard.
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

  /* ---- passages of a source page and their notes ---- */

  const byPassage = (page, selector, key, id) => [...page.querySelectorAll(selector)].filter((element) => element.dataset[key] === id);

  function markAddressed(page) {
    const marks = ["bt-p--addressed", "bt-card--addressed"];
    for (const element of page.querySelectorAll(marks.map((mark) => `.${mark}`).join())) element.classList.remove(...marks);
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !page.contains(target)) return;
    if (target.dataset.p) {
      // a passage that is shown in pieces is addressed as a whole
      for (const piece of byPassage(page, ".bt-p", "p", target.dataset.p)) piece.classList.add("bt-p--addressed");
      for (const note of byPassage(page, "details[data-note]", "note", target.dataset.p)) note.open = true;
    }
    // `:target` may go to an element that the theme is about to replace.
    if (target.classList.contains("bt-card")) target.classList.add("bt-card--addressed");
  }

  function linkNotes(page) {
    const lit = (id, on) => {
      for (const piece of byPassage(page, ".bt-p", "p", id)) piece.classList.toggle("bt-p--lit", on);
      for (const note of byPassage(page, "details[data-note]", "note", id)) note.classList.toggle("bt-margin--lit", on);
    };
    const idOf = (event) => {
      const element = event.target instanceof Element && event.target.closest(".bt-p, details[data-note]");
      return element ? element.dataset.p || element.dataset.note : null;
    };
    let current = null;
    const follow = (event) => {
      const id = event.type === "mouseleave" || event.type === "focusout" ? null : idOf(event);
      if (id === current) return;
      if (current) lit(current, false);
      if (id) lit(id, true);
      current = id;
    };
    for (const type of ["mouseover", "mouseleave", "focusin", "focusout"]) page.addEventListener(type, follow);
    page.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || event.target.closest("a, summary, details")) return;
      const id = idOf(event);
      if (!id || String(getSelection())) return;
      for (const note of byPassage(page, "details[data-note]", "note", id)) note.open = !note.open;
    });
  }

  /* ---- start ---- */

  document$.subscribe(() => {
    const page = document.querySelector(".bt-page");
    if (!page || page.dataset.ready) return;
    page.dataset.ready = "yes";
    for (const table of page.querySelectorAll("table.bt-sortable")) makeSortable(table);
    makeFilterable(page);
    if (page.querySelector(".bt-text")) linkNotes(page);
    markAddressed(page);
  });

  const markAgain = () => {
    const page = document.querySelector(".bt-page[data-ready]");
    if (page) markAddressed(page);
  };
  addEventListener("hashchange", markAgain);
  location$.subscribe(markAgain); // the address may change after the page

  /* The labels of the head are buttons to a keyboard: Material answers Enter, this adds the space bar and Escape. */
  document.addEventListener("keydown", (event) => {
    const label = event.target instanceof Element && event.target.closest("label[role=button]");
    if (label && event.key === " ") {
      event.preventDefault();
      label.click();
    } else if (event.key === "Escape") {
      for (const note of document.querySelectorAll(".bt-margin[open]")) note.open = false;
      const drawer = document.getElementById("__drawer");
      if (drawer && drawer.checked) drawer.click();
    }
  });

  document.getElementById("__drawer").addEventListener("change", (event) => {
    const next = event.target.checked ? ".bt-drawer a" : "label[role=button][for=__drawer]";
    setTimeout(() => document.querySelector(next).focus(), 50); // once it is visible
  });
})();
