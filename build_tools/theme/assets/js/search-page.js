/* The page of the search, and the field of the page for a wrong address. What is asked stands in the query of the
   address (`q`, and any number of `kind` and `source`), so that a search can be linked to and the way back leads through
   it. */

import { countFilters, fetched, find, namedFirst } from "./search-engine.js";
import { item, KINDS } from "./search-results.js";

const STEP = 20;
const SOURCES = 12; // sources that the filter lists at once

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/* ---- the address ---- */

function asked() {
  const query = new URLSearchParams(location.search);
  return { typed: query.get("q") || "", kinds: query.getAll("kind").filter((kind) => kind in KINDS), sources: query.getAll("source") };
}

const addressOf = ({ typed, kinds, sources }) => {
  const query = new URLSearchParams();
  if (typed.trim()) query.set("q", typed.trim());
  for (const kind of kinds) query.append("kind", kind);
  for (const source of sources) query.append("source", source);
  const text = String(query);
  return new URL(`search/${text ? `?${text}` : ""}`, __md_scope).href;
};

/* ---- the filters ---- */

function filterOf(title, name, counts, chosen, label, change) {
  const values = Object.entries(counts).filter(([value, count]) => count || chosen.includes(value));
  if (!values.length) return null;
  const box = element("fieldset", { className: "bt-facet" }, element("legend", { textContent: title }));
  const list = element("ul");
  for (const [number, [value, count]] of values.entries()) {
    const input = element("input", { type: "checkbox", name, value, checked: chosen.includes(value) });
    input.addEventListener("change", change);
    const entry = element("li", {}, element("label", {}, input, label(value), element("span", { className: "bt-facet__count", textContent: count.toLocaleString("en") })));
    entry.hidden = number >= SOURCES && !input.checked;
    list.append(entry);
  }
  box.append(list);
  const hidden = [...list.children].filter((entry) => entry.hidden);
  if (hidden.length) {
    const more = element("button", { type: "button", className: "bt-facet__more", textContent: `${hidden.length} more` });
    more.addEventListener("click", () => {
      for (const entry of hidden) entry.hidden = false;
      more.remove();
      hidden[0].querySelector("input").focus();
    });
    box.append(more);
  }
  return box;
}

const kindLabel = (kind) => element("span", { className: `bt-kind bt-kind--${kind}`, textContent: KINDS[kind][1] });
const sourceLabel = (label) => element("bdi", { className: "bt-facet__source", textContent: label });

/* ---- the page ---- */

class Search {
  constructor(place, { filtered }) {
    this.place = place;
    this.filtered = filtered;
    this.turn = 0;
    this.input = element("input", { type: "search", className: "bt-field__input", autocomplete: "off", spellcheck: false, placeholder: "Names, places, words" });
    this.input.setAttribute("aria-label", "Search names, places, words");
    const form = element("form", { className: "bt-field bt-field--page", role: "search" }, this.input, element("button", { className: "bt-field__go", textContent: "Search" }));
    this.told = element("p", { className: "bt-search-page__told" });
    this.told.setAttribute("role", "status");
    this.filters = element("div", { className: "bt-facets__all", id: "bt-facets" });
    this.fold = element("button", { type: "button", className: "bt-facets__fold", hidden: true });
    this.fold.setAttribute("aria-controls", "bt-facets");
    this.unfold(false);
    this.fold.addEventListener("click", () => this.unfold(this.fold.ariaExpanded === "false"));
    this.list = element("ol", { className: "bt-hits bt-hits--page" });
    this.more = element("button", { type: "button", className: "bt-search-page__more", hidden: true });
    place.replaceChildren(form, element("div", { className: "bt-search-page__body" }, element("div", { className: "bt-facets" }, this.fold, this.filters), element("div", { className: "bt-search-page__found" }, this.told, this.list, this.more)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go(true);
    });
    this.input.addEventListener("input", () => this.go(false));
    this.more.addEventListener("click", () => this.showMore());
  }

  /* On narrow screens the filters are behind a button; on wide ones they are always there. */
  unfold(on) {
    this.fold.ariaExpanded = String(on);
    this.filters.classList.toggle("bt-facets__all--open", on);
  }

  chosen(name) {
    return [...this.filters.querySelectorAll(`input[name=${name}]:checked`)].map((input) => input.value);
  }

  /* Ask for what the form says, and put it into the address: as a step of its own, or in the place of the last. */
  go(step) {
    const query = { typed: this.input.value, kinds: this.chosen("kind"), sources: this.chosen("source") };
    if (this.filtered) {
      const address = addressOf(query);
      if (address !== location.href) history[step ? "pushState" : "replaceState"](step ? null : history.state, "", address);
      dispatchEvent(new Event("bt-address")); // steps.js has to know it
    }
    this.show(query);
  }

  async show(query) {
    const turn = (this.turn += 1);
    const { typed, kinds, sources } = query;
    this.place.ariaBusy = "true";
    try {
      if (this.filtered) await countFilters();
      // a filter counts what its own choice leaves out, too: else nothing could be added to the choice
      const [found, byKind, bySource] = await Promise.all([
        find(typed, { kinds, sources }),
        this.filtered ? find(typed, { sources }) : null,
        this.filtered ? find(typed, { kinds }) : null,
      ]);
      if (turn !== this.turn) return;
      this.results = found.results;
      if (this.filtered) this.showFilters(byKind.filters.kind || {}, bySource.filters.source || {}, query);
      this.tell(query);
      this.shown = 0;
      const items = await this.next(turn);
      if (turn === this.turn) this.list.replaceChildren(...items);
    } catch (error) {
      this.told.textContent = "The search could not be loaded. The lists below are there without it.";
      console.info(error);
    }
    if (turn === this.turn) this.place.ariaBusy = null;
  }

  showFilters(kinds, sources, query) {
    const focused = this.filters.contains(document.activeElement) ? document.activeElement : null;
    const again = () => this.go(true);
    const ordered = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, kinds[kind] || 0]));
    const most = Object.fromEntries(Object.entries(sources).sort(([a, one], [b, other]) => other - one || a.localeCompare(b, "en")));
    for (const label of query.sources) most[label] ??= 0;
    const made = query.typed.trim() ? [filterOf("Kind", "kind", ordered, query.kinds, kindLabel, again), filterOf("Source of the passage", "source", most, query.sources, sourceLabel, again)] : [];
    const boxes = made.filter(Boolean);
    const count = query.kinds.length + query.sources.length;
    this.fold.textContent = count ? `Filters (${count})` : "Filters";
    this.fold.hidden = !boxes.length;
    this.filters.replaceChildren(...boxes);
    if (focused && focused.name) [...this.filters.querySelectorAll("input")].find((input) => input.name === focused.name && input.value === focused.value)?.focus();
  }

  tell({ typed, kinds, sources }) {
    const count = this.results.length;
    if (!typed.trim()) this.told.textContent = "Type a name in any spelling or script, or words of a passage.";
    else if (count) this.told.textContent = count === 1 ? "1 result" : `${count.toLocaleString("en")} results`;
    else if (kinds.length || sources.length) this.told.textContent = `Nothing is found for “${typed.trim()}” with these filters. Take one away, or try other words.`;
    else this.told.textContent = `Nothing is found for “${typed.trim()}”. Try fewer or shorter words, another spelling, or go by a list below.`;
  }

  /* Fetch the next results. */
  async next(turn) {
    const wanted = this.results.slice(this.shown, this.shown + STEP);
    const items = namedFirst(await Promise.all(wanted.map(fetched)), this.input.value).map(item);
    if (turn !== this.turn) return [];
    this.shown += wanted.length;
    const left = this.results.length - this.shown;
    this.more.hidden = !left;
    this.more.textContent = `Show ${Math.min(left, STEP)} more of ${left.toLocaleString("en")}`;
    return items;
  }

  async showMore() {
    const items = await this.next(this.turn);
    this.list.append(...items);
    items[0]?.querySelector("a").focus({ preventScroll: true });
  }

  /* Put into the form what the address asks for. */
  read() {
    const query = asked();
    this.input.value = query.typed;
    this.show(query);
  }
}

/* Words of an address that leads nowhere. */
function wordsOfAddress() {
  const path = location.pathname.slice(__md_scope.pathname.length);
  let words = path;
  try {
    words = decodeURIComponent(path);
  } catch {
    // not encoded as it should be: as it is, then
  }
  const parts = words.split("/").filter(Boolean);
  return (parts.at(-1) || "").replace(/\.\w+$/, "").split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
}

/* Search for all words of the address; for fewer where that finds nothing: one of them will be the mistake. */
async function searchForAddress(search) {
  const words = wordsOfAddress();
  search.input.value = words.join(" ");
  while (words.length > 1 && !(await find(words.join(" "))).results.length) words.pop();
  if (search.input.value !== wordsOfAddress().join(" ")) return; // the reader was faster
  search.input.value = words.join(" ");
  search.show({ typed: search.input.value, kinds: [], sources: [] });
}

let current = null;

/* Make a page's search in `place`. */
export function start(place) {
  const filtered = "searchPage" in place.dataset;
  const search = new Search(place, { filtered });
  current = filtered ? search : null;
  if (filtered) {
    search.read();
    if (!search.input.value && matchMedia("(hover: hover)").matches) search.input.focus();
  } else {
    searchForAddress(search);
  }
}

const again = () => {
  if (current && current.place.isConnected && addressOf(asked()) !== addressOf({ typed: current.input.value, kinds: current.chosen("kind"), sources: current.chosen("source") })) current.read();
};
addEventListener("popstate", again);
addEventListener("bt-search", again); // a link of the panel
location$.subscribe(again); // the address may change after the page
