/* Citing: buttons that copy, and the citation of a passage in every form. Without this script all citations can be
   selected on the page, and "Cite" beside a passage leads to those of its source.
   No form is written here: `data/citations/<source>.json` holds each with numbered gaps, and the gaps are filled. */
(() => {
  "use strict";

  const [QUOTE, PASSAGE] = [0, 1];
  const LABELS = { text: "Quotation with its citation", bibtex: "BibTeX", csl: "CSL-JSON", ris: "RIS" };

  /* ---- copying ---- */

  async function copy(element) {
    const words = element.textContent;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // no permission, or a page that was not fetched securely: the older way copies what is selected
      const chosen = getSelection();
      chosen.selectAllChildren(element);
      const done = document.execCommand("copy");
      if (done) chosen.removeAllRanges();
      return done; // else it stays selected, to be copied by hand
    }
    return true;
  }

  function addButton(element) {
    const button = document.createElement("button");
    const told = document.createElement("span");
    button.type = "button";
    button.className = "bt-copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy: ${element.dataset.copy}`);
    told.className = "bt-copy__told";
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      told.textContent = (await copy(element)) ? "Copied" : "Selected: press Ctrl+C";
    });
    const box = document.createElement("p");
    box.className = "bt-copy__box";
    box.append(button, told);
    element.after(box);
  }

  /* ---- the citation of a passage ---- */

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  const inForm = {
    bibtex: ([quote, , escaped]) => escaped ?? quote,
    csl: ([quote]) => JSON.stringify(quote).slice(1, -1),
  };

  /* The pieces of a form, its gaps filled; the words say their language. */
  function filled(form, { forms, language }, id, passage) {
    const quote = element("bdi", { lang: language, textContent: inForm[form] ? inForm[form](passage) : passage[0] });
    return forms[form].map((part) => (typeof part === "string" ? part : part === QUOTE ? quote : part === PASSAGE ? id : passage[1]));
  }

  const pages = new Map();

  /* The citations of a source, by the address of its page: `…/sources/<id>/`. */
  function citations(page) {
    if (!pages.has(page)) {
      const id = new URL(page).pathname.split("/").at(-2);
      const asked = fetch(new URL(`../../data/citations/${id}.json`, page)).then((answer) => {
        if (!answer.ok) throw new Error(answer.statusText);
        return answer.json();
      });
      asked.catch(() => pages.delete(page)); // a later try may find it
      pages.set(page, asked);
    }
    return pages.get(page);
  }

  function dialogOf(source, id) {
    const passage = source.passages[id];
    const dialog = element("dialog", { className: "bt-citation-dialog md-typeset" });
    dialog.setAttribute("aria-labelledby", "bt-citation-title");
    const close = element("button", { type: "button", className: "bt-copy", textContent: "Close" });
    close.addEventListener("click", () => dialog.close());
    dialog.append(element("header", { className: "bt-citation-dialog__head" }, element("h2", { id: "bt-citation-title", className: "bt-citation__title", textContent: "Cite this passage" }), close));
    for (const form of Object.keys(source.forms)) {
      const shown = element(form === "text" ? "p" : "pre", { className: "bt-citation__text", dir: "ltr" }, ...filled(form, source, id, passage));
      shown.dataset.copy = LABELS[form];
      shown.dataset.form = form;
      if (form === "text") {
        dialog.append(shown);
      } else {
        shown.tabIndex = 0;
        shown.setAttribute("role", "region");
        shown.setAttribute("aria-label", LABELS[form]);
        dialog.append(element("details", { className: "bt-citation__form", name: "bt-citation-form" }, element("summary", { textContent: LABELS[form] }), shown));
      }
      addButton(shown);
    }
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
    return dialog;
  }

  async function cite(link) {
    const dialog = dialogOf(await citations(link.href.split("#")[0]), link.dataset.cite);
    document.body.append(dialog);
    dialog.showModal();
    dialog.addEventListener("close", () => link.focus());
  }

  /* Before the theme, which would fetch the page that the link leads to. */
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a.bt-citing");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      cite(link).catch(() => location.assign(link.href));
    },
    true,
  );

  /* ---- start ---- */

  function openAddressed() {
    if (location.hash !== "#cite") return;
    const fold = document.querySelector(".bt-citation__fold");
    if (fold && !fold.open) {
      fold.open = true;
      document.getElementById("cite").scrollIntoView();
    }
  }

  document$.subscribe(() => {
    const part = document.querySelector(".bt-citation");
    if (!part || part.dataset.ready) return;
    part.dataset.ready = "yes";
    for (const shown of part.querySelectorAll("[data-copy]")) addButton(shown);
    openAddressed();
  });
  addEventListener("hashchange", openAddressed);
})();
