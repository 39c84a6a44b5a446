/* From what is selected on the page of a source to words of its normalised text, and what settles their place in it.
   `build_tools/exports/annotating.py` makes the data; the rules are those of `sources.py` and `anchoring.py`.
   Nothing here touches a page but `spanOf`. */

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g; // what Python takes for white space
const WORD = /[\p{L}\p{N}\p{M}_]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u; // no spaces between words
const REACH = 400; // characters beside a quote among which a prefix or suffix is looked for
const HIDDEN = ".bt-cut, .bt-pop"; // what stands in a line and is not of the source

export const normalise = (text) => text.replace(SPACE, " ").replace(/^ | $/g, "");

/* ---- the data of a source ---- */

/* The file of a source with the lengths of repeats written out, and its stretches in the order of the page. */
export function readSource(data) {
  const runs = data.runs.map((run) => ({ ...run, repeats: lengthsOf(run.repeats, run.text.length), loose: new Set(run.loose) }));
  const stretches = runs.flatMap((run, number) => {
    const pairs = [];
    for (let at = 0; at < run.stretches.length; at += 2) pairs.push({ run: number, start: run.stretches[at], end: run.stretches[at + 1] });
    return pairs;
  });
  return { ...data, runs, stretches };
}

function lengthsOf(steps, size) {
  const lengths = new Uint32Array(size);
  let next = 0;
  for (let at = 0; at < size; at += 1) {
    if (steps[next] === at) {
      lengths[at] = steps[next + 1];
      next += 2;
    } else {
      lengths[at] = at && lengths[at - 1] ? lengths[at - 1] - 1 : 0;
    }
  }
  return lengths;
}

export const wordsOf = (source, { run, start, end }) => source.runs[run].text.slice(start, end);

/* ---- selection ---- */

/* The text nodes of a line that hold words of the source, in order. */
function* pieces(line) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(HIDDEN)) yield walker.currentNode;
}

/* The stretch of the source that a range covers: { run, start, end, isCut }, or null. `isCut` says that the range goes on
   over words that are not shown. */
export function spanOf(range, text, source) {
  const lines = [...text.querySelectorAll(".bt-par")];
  let found = null;
  for (const [number, line] of lines.entries()) {
    if (!range.intersectsNode(line)) continue;
    const stretch = source.stretches[number];
    const raw = [...pieces(line)].map((piece) => piece.data).join("");
    if (!stretch || normalise(raw) !== wordsOf(source, stretch)) throw new Error("the page and its data are not of the same build");
    const inside = clipped(range, line);
    if (!inside) continue;
    const [start, end] = inside.map((offset) => stretch.start + normalisedOffset(raw, offset, stretch.end - stretch.start));
    if (start >= end) continue;
    if (found && found.run !== stretch.run) return bounded(source, { ...found, isCut: true });
    found = found ? { ...found, end } : { run: stretch.run, start, end, isCut: false };
  }
  return found && bounded(source, found);
}

/* Which characters of a line a range covers, notes and marks left out. */
function clipped(range, line) {
  let [start, end, at] = [Infinity, -1, 0];
  for (const piece of pieces(line)) {
    if (range.intersectsNode(piece)) {
      start = Math.min(start, at + (piece === range.startContainer ? range.startOffset : 0));
      end = Math.max(end, at + (piece === range.endContainer ? range.endOffset : piece.length));
    }
    at += piece.length;
  }
  return start < end ? [start, end] : null;
}

function normalisedOffset(raw, offset, size) {
  const before = raw.slice(0, offset).replace(SPACE, " ").replace(/^ /, "");
  return Math.min(before.length, size);
}

const isWithinWord = (text, at) => at > 0 && at < text.length && WORD.test(text[at - 1]) && WORD.test(text[at]) && !(UNSPACED.test(text[at - 1]) || UNSPACED.test(text[at])) || isLow(text, at);
const isLow = (text, at) => at < text.length && text.charCodeAt(at) >> 10 === 0x37; // the second half of a character

const CLOSING = /[ ,.;:!?،؛؟…)\]}”’»]* /y; // marks of the words before, as whoever selects from the end of a name takes along

/* A stretch without spaces at its ends and without marks that end what stands before it, begun words taken as a whole.
   Null if nothing is left of it. */
export function bounded(source, span) {
  const { text } = source.runs[span.run];
  let { start, end } = span;
  CLOSING.lastIndex = start;
  if (CLOSING.test(text)) start = Math.min(CLOSING.lastIndex, end);
  while (end > start && text[end - 1] === " ") end -= 1;
  if (start === end) return null;
  while (isWithinWord(text, start)) start -= 1;
  while (isWithinWord(text, end)) end += 1;
  return { ...span, start, end };
}

/* The same stretch with its start or end a word further; as it is where there is none. */
export function moved(source, span, edge, step) {
  const { text } = source.runs[span.run];
  const edges = [...text.matchAll(/\S+/g)].map((word) => word.index + (edge === "end" ? word[0].length : 0));
  const next = step > 0 ? edges.find((at) => at > span[edge]) : edges.findLast((at) => at < span[edge]);
  const changed = { ...span, isCut: false, [edge]: next ?? span[edge] };
  return changed.start < changed.end ? changed : span;
}

/* The sentences of what is shown: { run, start, end, words }. */
export function sentencesOf(source) {
  const segmenter = new Intl.Segmenter(source.language, { granularity: "sentence" });
  return source.stretches.flatMap((stretch, number) =>
    [...segmenter.segment(wordsOf(source, stretch))].flatMap(({ segment, index }) => {
      const words = segment.trim();
      if (!words) return [];
      const start = stretch.start + index + segment.indexOf(words);
      return [{ stretch: number, run: stretch.run, start, end: start + words.length, words }];
    }),
  );
}

/* ---- what settles a place ---- */

export const isUnique = (source, { run, start, end }) => source.runs[run].repeats[start] < end - start;

/* How often words stand in what is shown. */
export function timesShown(source, words) {
  let count = 0;
  for (const { text } of source.runs) for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) count += 1;
  return count;
}

/* The shortest prefix or suffix that tells a place from all others: { prefix }, { suffix }, {} where none is needed, null
   where none within what is shown does. As in `anchoring.py`: whole words; one with a letter before a mere mark, then the
   shorter, then the prefix. */
export function settled(source, span) {
  if (isUnique(source, span)) return {};
  const { run, start, end } = span;
  const { text, repeats, loose } = source.runs[run];
  const words = text.slice(start, end);
  // white space between the two does not count: elsewhere they may meet without the space that is here, or with one
  const meets = (before, after) => source.runs.some((other) => other.text.includes(before + after));
  const isLoose = (at) => !source.whole && (loose.has(at) || isWithinWord(text, at));

  const spaceBefore = text[start - 1] === " ";
  const before = text.slice(Math.max(0, start - REACH), start - (spaceBefore ? 1 : 0));
  const first = start - (spaceBefore ? 1 : 0) - before.length;
  const prefixes = isLoose(spaceBefore ? start - 1 : start) ? [] : [...before.matchAll(/\S+/g)].map((word) => before.slice(word.index)).reverse();
  const settlesBefore = (prefix) => repeats[first + before.length - prefix.length] < end - (first + before.length - prefix.length) && !meets(prefix + (spaceBefore ? "" : " "), words);

  const spaceAfter = text[end] === " ";
  const after = text.slice(end + (spaceAfter ? 1 : 0), end + REACH);
  const suffixes = isLoose(end) ? [] : [...after.matchAll(/\S+/g)].map((word) => after.slice(0, word.index + word[0].length));
  const settlesAfter = (suffix) => repeats[start] < end + (spaceAfter ? 1 : 0) + suffix.length - start && !meets(words + (spaceAfter ? "" : " "), suffix);

  const candidates = [
    ...shortest(prefixes, settlesBefore).map((prefix) => ({ prefix, order: [isMark(prefix), [...prefix].length, 0] })),
    ...shortest(suffixes, settlesAfter).map((suffix) => ({ suffix, order: [isMark(suffix), [...suffix].length, 1] })),
  ];
  candidates.sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2]);
  if (!candidates.length) return null;
  const { prefix, suffix } = candidates[0];
  return prefix === undefined ? { suffix } : { prefix };
}

const isMark = (text) => Number(!/[\p{L}\p{N}_]/u.test(text));

/* The shortest of texts, each a part of the next, that settles a place; where that is a mere mark, those up to a word too. */
function shortest(growing, settles) {
  const found = growing.slice(Math.max(0, growing.findIndex(settles)), growing.some(settles) ? undefined : 0);
  const word = found.findIndex((text) => !isMark(text));
  return word < 0 ? found : found.slice(0, word + 1);
}
