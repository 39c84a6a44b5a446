/* What every page needs of the search: what opens it, and the panel with its field. Results, and the engine that finds
   them, are fetched when it is first opened. Without script the link in the head leads to the page of the search. */
(() => {
  "use strict";

  const scripts = new URL("assets/js/", __md_scope);
  const load = (name) => import(new URL(`${name}.js`, scripts));

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  /* ---- the panel ---- */

  let panel = null;

  function makePanel() {
    const input = element("input", { type: "search", className: "bt-field__input", autocomplete: "off", spellcheck: false, placeholder: "Names, places, words" });
    input.setAttribute("aria-label", "Search names, places, words");
    const close = element("button", { type: "button", className: "bt-search__close", textContent: "Close" });
    const told = element("p", { className: "bt-search__told" });
    told.setAttribute("role", "status");
    const list = element("div", { className: "bt-search__results" });
    const all = element("a", { className: "bt-search__all", href: new URL("search/", __md_scope).href, textContent: "All results and filters" });
    const keys = element("p", { className: "bt-search__keys" });
    keys.append(element("kbd", { textContent: "↓" }), " ", element("kbd", { textContent: "↑" }), " choose ", element("kbd", { textContent: "Enter" }), " open ", element("kbd", { textContent: "Esc" }), " close");
    const dialog = element(
      "dialog",
      { className: "bt-search" },
      element("form", { className: "bt-field", role: "search" }, input, close),
      told,
      list,
      element("div", { className: "bt-search__foot" }, all, keys),
    );
    dialog.setAttribute("aria-label", "Search");
    document.body.append(dialog);
    panel = { dialog, input, told, list, all };
    connect(panel, close);
    return panel;
  }

  const links = () => [...panel.dialog.querySelectorAll(".bt-search__results a, .bt-search__all")];

  function connect({ dialog, input, list, all }, close) {
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && (event.metaKey || event.ctrlKey || event.shiftKey)) return;
      if (link || event.target === dialog) dialog.close(); // it leads away, or is beside the panel
      if (!link || !document.querySelector("[data-search-page]") || new URL(link.href).pathname !== location.pathname) return;
      // from the page of the search to itself: the theme takes a second step to the same page for the way back
      event.preventDefault();
      event.stopPropagation();
      history.pushState(null, "", link.href);
      dispatchEvent(new Event("bt-address")); // steps.js has to know it
      dispatchEvent(new Event("bt-search"));
    });
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      (list.querySelector("a") || all).click();
    });
    input.addEventListener("input", ask);
    dialog.addEventListener("keydown", (event) => {
      const here = links();
      const at = here.indexOf(document.activeElement);
      if (event.key === "Escape") {
        event.preventDefault(); // the field would only be emptied
        dialog.close();
      } else if (event.key === "ArrowDown" && here.length) {
        event.preventDefault();
        here[Math.min(at + 1, here.length - 1)].focus();
      } else if (event.key === "ArrowUp" && at >= 0) {
        event.preventDefault();
        (at ? here[at - 1] : input).focus();
      } else if (at >= 0 && (event.key === "Backspace" || (event.key.length === 1 && event.key !== " ")) && !event.ctrlKey && !event.metaKey && !event.altKey) {
        input.focus(); // the letter goes into the field
      }
      event.stopPropagation(); // the keys of the page behind do nothing
    });
  }

  async function ask() {
    const { input, all } = panel;
    const typed = input.value;
    panel.asked = typed;
    const address = new URL("search/", __md_scope);
    if (typed.trim()) address.searchParams.set("q", typed.trim());
    all.href = address.href;
    try {
      const { showInPanel } = await load("search-results");
      if (input.value === typed) await showInPanel(panel, typed, () => input.value === typed);
    } catch (error) {
      panel.told.textContent = "The search could not be loaded. The lists of names and sources are on the pages of the sections.";
      panel.asked = null;
      console.info(error);
    }
  }

  function open() {
    const { dialog, input } = panel || makePanel();
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    if (panel.asked !== input.value) ask(); // else what was found is still there
  }

  /* ---- what opens it ---- */

  const opener = document.querySelector(".bt-search-open");
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-keyshortcuts", "/ s f");
  opener.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation(); // the theme would go to the page
    open();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });

  document.addEventListener("keydown", (event) => {
    if (!["/", "s", "f"].includes(event.key) || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    const field = document.querySelector("[data-search-page] input[type=search]");
    if (field) field.focus();
    else open();
  });

  /* ---- pages that have a field of their own ---- */

  document$.subscribe(() => {
    const place = document.querySelector("[data-search-page], [data-search-missing]");
    if (!place || place.dataset.ready) return;
    place.dataset.ready = "yes";
    load("search-page").then(({ start }) => start(place));
  });
})();
