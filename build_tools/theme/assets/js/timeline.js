/* The filters of the timeline: select boxes that narrow its list. What is chosen stands in the query of the address, so
   that a narrowed list can be linked to. Without script the boxes stay hidden and the whole list is there.
   Started for every page by `document$`, as site.js is. */
(() => {
  "use strict";

  const boxOf = () => document.querySelector(".bt-page--timeline .bt-filter--events");

  function read(box) {
    const asked = new URLSearchParams(location.search);
    for (const select of box.querySelectorAll("select")) {
      const value = asked.get(select.name) || "";
      // a link from another year may ask for what does not occur in this one
      if (![...select.options].some((option) => option.value === value)) select.add(new Option(`${value} (none here)`, value));
      select.value = value;
    }
  }

  function write(box) {
    const asked = new URLSearchParams(location.search);
    for (const select of box.querySelectorAll("select")) {
      if (select.value) asked.set(select.name, select.value);
      else asked.delete(select.name);
    }
    const query = String(asked);
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    dispatchEvent(new Event("bt-address")); // steps.js has to know it
  }

  function apply(box) {
    const page = box.closest(".bt-page");
    const chosen = Object.fromEntries([...box.querySelectorAll("select")].map((select) => [select.name, select.value]));
    const entities = ["actor", "place", "agreement"].map((name) => chosen[name]).filter(Boolean);
    const entries = [...page.querySelectorAll(".bt-event")];
    let shown = 0;
    for (const entry of entries) {
      const touched = entry.dataset.entities.split(" ");
      const fits =
        entities.every((id) => touched.includes(id)) &&
        (!chosen.source || entry.dataset.source === chosen.source) &&
        (!chosen.kind || entry.dataset.kind.split(" ").includes(chosen.kind));
      entry.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const part of page.querySelectorAll(".bt-month, .bt-year")) part.hidden = !part.querySelector(".bt-event:not([hidden])");
    const narrowed = Object.values(chosen).some(Boolean);
    box.querySelector("button").hidden = !narrowed;
    box.querySelector("output").textContent = `${narrowed ? `${shown} of ` : ""}${entries.length} ${entries.length === 1 ? "entry" : "entries"}`;
    for (const link of page.querySelectorAll(".bt-years a")) link.search = location.search;
  }

  function reset(box) {
    for (const select of box.querySelectorAll("select")) select.value = "";
    write(box);
    apply(box);
  }

  /* Links to parts of this page, which Material made whole addresses, keep what is chosen. */
  function keepChoice() {
    for (const link of document.querySelectorAll("a[href]")) {
      const url = new URL(link.href);
      if (url.hash && url.origin + url.pathname === location.origin + location.pathname) link.setAttribute("href", url.hash);
    }
  }

  /* An entry that is addressed is shown, whatever is chosen. */
  function showAddressed(box) {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest(".bt-year")) return;
    if (target.closest("[hidden]")) reset(box);
    target.scrollIntoView();
  }

  document$.subscribe(() => {
    const box = boxOf();
    if (!box || box.dataset.ready) return;
    box.dataset.ready = "yes";
    box.hidden = false;
    keepChoice();
    box.addEventListener("change", () => {
      write(box);
      apply(box);
    });
    box.querySelector("button").addEventListener("click", () => {
      reset(box);
      box.querySelector("select").focus(); // the button that had the focus is gone
    });
    read(box);
    apply(box);
    showAddressed(box);
  });

  const again = () => {
    const box = boxOf();
    if (!box || !box.dataset.ready) return;
    read(box);
    apply(box);
  };
  addEventListener("hashchange", () => {
    const box = boxOf();
    if (box && box.dataset.ready) showAddressed(box);
  });
  location$.subscribe(again); // the address may change after the page
})();
