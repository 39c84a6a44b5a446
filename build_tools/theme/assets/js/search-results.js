/* Results as elements: each a link, labelled by kind, the words that were found marked in it. And the panel's lists. */

import { fetched, find, namedFirst } from "./search-engine.js";
import { remember } from "./search-found.js";

export const KINDS = {
  actor: ["Actor", "Actors"],
  place: ["Place", "Places"],
  agreement: ["Agreement", "Agreements"],
  provision: ["Provision", "Provisions"],
  passage: ["Passage", "Passages"],
  question: ["Question", "Questions"],
  figure: ["Figures", "Figures"],
  source: ["Source", "Sources"],
  page: ["Page", "Pages"],
};
const GROUPS = [
  ["Names", ["actor", "place", "agreement"], 4],
  ["Passages", ["passage"], 5],
  ["Questions and figures", ["question", "figure", "provision"], 3],
  ["Sources and pages", ["source", "page"], 3],
];
const LEAD = 9; // words shown before the first one found
const LOOKED_AT = 12; // results of which those shown are chosen by name
const NAMES = 6; // names shown of an entity, those found first

const element = (tag, className, ...children) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

const inLanguage = (made, { language, direction }) => {
  if (language) Object.assign(made, { lang: language, dir: direction });
  return made;
};

/* ---- words that were found ---- */

const wordsOf = (text) => [...text.matchAll(/[^ ]+/g)].map((match) => ({ text: match[0], start: match.index }));

/* Number the words of a text on from `first`; return those that were found, without the punctuation around them. */
function foundIn(text, first, found) {
  const words = wordsOf(text);
  const ranges = [];
  for (const [number, word] of words.entries()) {
    if (!found.has(first + number)) continue;
    const core = word.text.match(/[\p{L}\p{N}](?:.*[\p{L}\p{M}\p{N}])?/u);
    if (core) ranges.push([word.start + core.index, word.start + core.index + core[0].length]);
  }
  return { ranges, next: first + words.length };
}

/* A stretch of a text as nodes, the ranges in it marked. */
function marked(text, ranges, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  for (const [start, end] of ranges) {
    const [left, right] = [Math.max(start, from), Math.min(end, to)];
    if (left >= right) continue;
    nodes.push(text.slice(at, left), element("mark", "", text.slice(left, right)));
    at = right;
  }
  nodes.push(text.slice(at, to));
  return nodes;
}

/* Where to begin to show a text, so that what was found, or else `wanted`, is not far from its beginning. */
function beginning(text, ranges, wanted) {
  const aim = ranges.length ? ranges[0][0] : wanted;
  const before = wordsOf(text).filter((word) => word.start < aim);
  return before.length > LEAD + 4 ? before[before.length - LEAD].start : 0;
}

/* ---- a result ---- */

function passage(record, text, ranges) {
  const before = (record.before || "").length;
  const end = before + record.quote.text.length;
  const from = beginning(text, ranges, before);
  const parts = [
    ["bt-hit__around", from, before],
    ["bt-hit__quoted", Math.max(from, before), end],
    ["bt-hit__around", Math.max(from, end), text.length],
  ];
  const shown = inLanguage(element("span", "bt-hit__quote"), record.quote);
  if (from) shown.append("… ");
  for (const [name, start, stop] of parts) if (start < stop) shown.append(element("span", name, ...marked(text, ranges, start, stop)));
  const foot = element("span", "bt-hit__foot");
  if (record.said) foot.append(element("span", "bt-hit__by", record.said), " · ");
  foot.append(element("bdi", "", record.source), `, ${record.date}`);
  return [shown, foot];
}

function names(all) {
  const hits = all.filter(({ ranges }) => ranges.length);
  const best = [...hits, ...all.filter(({ ranges }) => !ranges.length)].slice(0, NAMES);
  if (!best.length) return [];
  const shown = element("span", "bt-hit__names");
  for (const [number, { name, ranges }] of best.entries()) shown.append(number ? " · " : "", inLanguage(element("bdi", "", ...marked(name.text, ranges)), name));
  return [shown];
}

/* The parts of a record in the order in which their words are numbered, each with what was found in it. */
function partsOf(record, found) {
  let next = 0;
  const part = (text) => {
    const read = foundIn(text || "", next, found);
    next = read.next;
    return read.ranges;
  };
  const title = part(record.title?.text);
  const [before, quote] = [record.before || "", record.quote?.text || ""];
  const inQuote = part(quote).map((range) => range.map((at) => at + before.length));
  const inBefore = part(before);
  const inAfter = part(record.after).map((range) => range.map((at) => at + before.length + quote.length));
  const all = (record.names || []).map((name) => ({ name, ranges: part(name.text) }));
  return { title, text: [...inBefore, ...inQuote, ...inAfter], names: all };
}

/* A result that was fetched, as an item of a list. */
export function item({ record, found }) {
  const ranges = partsOf(record, found);
  const text = (record.before || "") + (record.quote?.text || "") + (record.after || "");
  const link = element("a", "bt-hit__link");
  link.href = new URL(record.address, __md_scope).href;
  const kind = element("span", `bt-hit__kind bt-kind bt-kind--${record.kind}`, KINDS[record.kind][0]);
  const note = [record.note, record.kind === "source" && record.date].filter(Boolean).join(", ");
  if (note) kind.append(` · ${note}`);
  if (record.kind === "passage") {
    link.append(kind, ...passage(record, text, ranges.text));
  } else {
    link.append(kind, inLanguage(element("span", "bt-hit__title", ...marked(record.title.text, ranges.title)), record.title), ...names(ranges.names));
    const from = beginning(text, ranges.text, 0);
    if (text) link.append(inLanguage(element("span", "bt-hit__text", from ? "… " : "", ...marked(text, ranges.text, from)), record.quote));
  }
  remember(link);
  const made = element("li", `bt-hit bt-hit--${record.kind}`, link);
  // found by its name: then the text below it says nothing of what was asked
  made.classList.toggle("bt-hit--named", ranges.title.length > 0 || ranges.names.some((name) => name.ranges.length));
  return made;
}

/* ---- the panel ---- */

function group([title, kinds], count, items, typed) {
  const heading = element("h2", "bt-search__group", title);
  if (count > items.length) {
    const all = element("a", "bt-search__more", `all ${count.toLocaleString("en")}`);
    const address = new URL("search/", __md_scope);
    address.searchParams.set("q", typed.trim());
    for (const kind of kinds) address.searchParams.append("kind", kind);
    all.href = address.href;
    all.setAttribute("aria-label", `${title}: all ${count} results`);
    heading.append(" ", all);
  }
  return element("section", "", heading, element("ul", "bt-hits", ...items));
}

/* Show in the panel what is found for `typed`, as long as `current` says that nothing else was typed since. */
export async function showInPanel({ list, told }, typed, current) {
  if (!typed.trim()) {
    list.replaceChildren();
    told.textContent = "Type a name in any spelling or script, or words of a passage.";
    await find(""); // the engine starts meanwhile
    return;
  }
  const shown = [];
  let total = 0;
  for (const wanted of GROUPS) {
    const { results } = await find(typed, { kinds: wanted[1] });
    const best = await Promise.all(results.slice(0, LOOKED_AT).map(fetched));
    const items = namedFirst(best, typed).slice(0, wanted[2]).map(item);
    if (!current()) return;
    total += results.length;
    if (items.length) shown.push(group(wanted, results.length, items, typed));
  }
  const chosen = list.contains(document.activeElement); // the reader was faster than the last letter
  list.replaceChildren(...shown);
  list.scrollTop = 0;
  if (chosen) list.querySelector("a")?.focus();
  if (total) told.textContent = total === 1 ? "1 result" : `${total.toLocaleString("en")} results`;
  else told.textContent = `Nothing is found for “${typed.trim()}”. Try fewer or shorter words, or another spelling.`;
}
