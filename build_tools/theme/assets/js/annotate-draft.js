/* A draft of an annotation, the record that it makes, and the record as YAML in the form of the contributors' guide. */

import { FAILSAFE_SCHEMA, dump, load } from "../vendor/yaml.js";

const WIDTH = 80;
const KINDS = { actor: "actors", place: "places", agreement: "agreements" };
const LONGEST_ID = 48; // characters of a proposed one; it may have more

export const emptyClaim = () => ({ type: "", said_by: [], via: [], about: [], date: "", date_inferred: "", question: "", answer: "", amount: "value", measure: "", value: "", low: "", high: "", words: "", qualifier: "", unit: "", scope: "", inferred: "" });
export const emptyDraft = () => ({ span: null, tags: [], claims: [], note: "", id: "", isOwnId: false, isHandedOn: false });

/* Whether nothing is said of the quote yet. */
export const saysNothing = (draft) => !draft.tags.length && !draft.claims.length && !draft.note.trim();

export const isEmpty = (draft) => !draft.tags.length && !draft.claims.length && !draft.note && !draft.isOwnId;

/* ---- ids ---- */

/* An id from the words of a quote: letters without marks; "passage" where the script has none of a to z. */
export function proposedId(words, source) {
  const parts = words.normalize("NFKD").replace(/['’]s\b/g, "").replace(/[\p{M}'’]/gu, "").toLowerCase().match(/[a-z0-9]+/g) || [];
  const telling = parts.filter((part) => part.length > 3 || /\d/.test(part));
  let id = "";
  for (const part of telling.slice(0, 6)) if (id.length + part.length < LONGEST_ID) id += id ? `-${part}` : part;
  const base = /[a-z]/.test(id) && id !== source.id ? id : "passage";
  const taken = (one) => source.passages.includes(one) || source.files.includes(`${one}.yml`);
  let number = 1;
  while (taken(number > 1 ? `${base}-${number}` : base)) number += 1;
  return number > 1 ? `${base}-${number}` : base;
}

/* ---- the record ---- */

const filled = (pairs) => Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== "" && value !== undefined && (typeof value === "string" || Object.keys(value).length)));

function tagOf({ id, words, usage }, named) {
  const given = words.trim() ? [words.trim()] : usage ? named : [];
  if (!given.length) return id;
  const surfaces = given.map((text) => (usage ? { text, usage } : text));
  return { [id]: surfaces.length > 1 ? surfaces : surfaces[0] };
}

function figureOf(claim) {
  const amounts = { value: ["value"], range: ["low", "high"], words: ["words"] }[claim.amount];
  return filled({
    measure: claim.measure,
    ...Object.fromEntries(amounts.map((key) => [key, claim[key].trim()])),
    qualifier: claim.qualifier,
    unit: claim.unit.trim(),
    scope: claim.scope.trim(),
    inferred: claim.inferred.trim(),
  });
}

const one = (list) => (list.length > 1 ? list : list[0]);

function claimOf(claim) {
  return filled({
    type: claim.type,
    said_by: one(claim.said_by),
    via: claim.via,
    about: claim.about,
    date: claim.date.trim(),
    date_inferred: claim.date_inferred.trim(),
    ...(claim.type === "figure" ? { figure: figureOf(claim) } : {}),
    ...(claim.question && claim.answer ? { answers: { [claim.question]: claim.answer } } : {}),
  });
}

/* The record of a draft. `place` is { words, prefix, suffix }, `named` gives the words of the quote that name an entity. */
export function recordOf(draft, place, kindOf, named) {
  const tags = Object.fromEntries(Object.values(KINDS).map((key) => [key, []]));
  for (const tag of draft.tags) tags[KINDS[kindOf(tag.id)]].push(tagOf(tag, named(tag.id)));
  return filled({
    id: draft.id.trim(),
    quote: place.words,
    prefix: place.prefix,
    suffix: place.suffix,
    ...tags,
    claims: draft.claims.map(claimOf),
    note: draft.note.trim(),
  });
}

/* ---- YAML ---- */

const FLOW = { schema: FAILSAFE_SCHEMA, lineWidth: -1, flowLevel: 0, quoteStyle: "double" };
const inLine = (value) => dump(value, FLOW).trimEnd();
// one line that a folded block gives back as it is
const foldable = (text) => /^\S+(?: \S+)*$/.test(text) && !/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/.test(text);

function folded(text, indent) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last && indent.length + last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.map((line) => indent + line);
}

/* The lines of a key with its value; lists of claims and mappings over several lines, all else in one. */
function* entry(key, value, indent) {
  if (typeof value === "string") {
    const line = `${indent}${key}: ${inLine(value)}`;
    if (value.includes("\n")) {
      const [first, ...rest] = dump({ [key]: value }, { schema: FAILSAFE_SCHEMA, lineWidth: -1 }).trimEnd().split("\n");
      yield indent + first;
      for (const one of rest) yield one && indent + one;
    } else if (line.length > WIDTH && foldable(value)) {
      yield `${indent}${key}: >-`;
      yield* folded(value, `${indent}  `);
    } else {
      yield line;
    }
  } else if (Array.isArray(value) && (key === "claims" || Object.values(KINDS).includes(key))) {
    yield `${indent}${key}:`;
    for (const item of value) {
      if (key !== "claims") yield `${indent}  - ${inLine(item)}`;
      else yield* listed(item, `${indent}  `);
    }
  } else if (key === "figure") {
    yield `${indent}${key}:`;
    yield* mapping(value, `${indent}  `);
  } else {
    yield `${indent}${key}: ${inLine(value)}`;
  }
}

function* mapping(record, indent) {
  for (const [key, value] of Object.entries(record)) yield* entry(key, value, indent);
}

function* listed(record, indent) {
  const lines = [...mapping(record, `${indent}  `)];
  yield `${indent}- ${(lines[0] || "").slice(indent.length + 2)}`.trimEnd();
  yield* lines.slice(1);
}

export const yamlOf = (record) => `${["passages:", ...listed(record, "  ")].join("\n")}\n`;

/* What YAML says, every value as the text that stands there: as the check reads it. */
export const readBack = (yaml) => load(yaml, { schema: FAILSAFE_SCHEMA });

/* ---- ways out ---- */

export const LONGEST_ADDRESS = 6000; // bytes; hosts refuse addresses near 8 KB

const withQuery = (address, pairs) => `${address}?${String(new URLSearchParams(pairs)).replaceAll("+", "%20")}`;

/* The page of the repository for a new file, with its name and, if `value` is given, with what it holds. */
export const newFileAddress = (source, id, value) => withQuery(source.new, { filename: `${id}.yml`, ...(value === undefined ? {} : { value }) });

export const issueAddress = (source, page, quote, says) => withQuery(source.issue, { template: "missing-passage.yml", page, source: source.id, quote, ...(says ? { says } : {}) });
