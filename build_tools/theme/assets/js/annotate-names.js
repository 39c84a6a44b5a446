/* The words of a quote that name an entity, by the rule of `mentions.py`: a recorded name, letter by letter, whole words,
   the longest first. A quote comes with the character on either side of it: { before, words, after }. */

import { normalise } from "./annotate-text.js";

const LETTER = "[\\p{L}\\p{N}\\p{M}_]";
const TOKEN = /[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]/gu;

const escaped = (words) => words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const longestFirst = (a, b) => [...b].length - [...a].length || (a < b ? -1 : 1);

function pattern(names, flags) {
  const listed = [...new Set(names.map(normalise))].sort(longestFirst).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${listed.join("|")})(?!${LETTER})`, flags);
}

/* Where a pattern stands in a quote, as [start, end] in its words; a quote that ends within a word does not end the word. */
function places({ before, words, after }, names) {
  const ends = new RegExp(`^${LETTER}`, "u").test(after);
  return [...(before + words).matchAll(pattern(names, "gu"))]
    .map((match) => [match.index - before.length, match.index - before.length + match[0].length])
    .filter(([start, end]) => start >= 0 && !(end === words.length && ends));
}

/* The words of a quote that name an entity, each once. */
export const namedBy = (entity, quote) => [...new Set(places(quote, entity.names).map(([start, end]) => quote.words.slice(start, end)))];

/* Whether given words stand in a quote: as whole words, else as any stretch. */
export const stands = (words, quote) => quote.words.includes(normalise(words));

/* The words of a quote that given words mean if marks, spaces and case do not count; "" if there are none. */
export function nearest(words, quote) {
  const alike = escaped(normalise(words)).replace(/['’‘`´]/g, "['’‘`´]").replace(/["“”„«»]/g, "[\"“”„«»]").replace(/[-‐‑–—]/g, "[-‐‑–—]");
  return (alike && quote.words.match(new RegExp(`(?<!${LETTER})${alike}(?!${LETTER})`, "iu"))?.[0]) || "";
}

/* Finds all entities that a quote names, each with the words that do: the names of all at once, the longest first. */
export function finder(entities) {
  const bearers = new Map();
  const byFirst = new Map();
  for (const entity of entities) {
    for (const name of new Set(entity.names.map(normalise))) {
      const first = name.match(TOKEN)?.[0];
      if (!first) continue;
      if (!bearers.has(name)) bearers.set(name, []);
      bearers.get(name).push(entity);
      if (!byFirst.has(first)) byFirst.set(first, new Set());
      byFirst.get(first).add(name);
    }
  }
  const patterns = new Map();
  const starting = (first) => {
    if (!patterns.has(first)) patterns.set(first, pattern([...byFirst.get(first)], "uy"));
    return patterns.get(first);
  };
  return ({ before, words, after }) => {
    const text = before + words + after;
    const found = new Map();
    let position = before.length;
    for (const { 0: token, index } of text.matchAll(TOKEN)) {
      if (index < position || !byFirst.has(token)) continue;
      const tried = starting(token);
      tried.lastIndex = index;
      const match = tried.exec(text);
      if (!match || match.index + match[0].length > before.length + words.length) continue;
      position = match.index + match[0].length;
      for (const entity of bearers.get(match[0])) found.set(entity, match[0]);
    }
    return found;
  };
}
