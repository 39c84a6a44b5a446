/* A draft of an annotation, the record that it makes, and the record as YAML in the form of the contributors' guide. */

import { FAILSAFE_SCHEMA, dump, load } from "../vendor/yaml.js";

const WIDTH = 80; // columns that are written
const WIDEST = 120; // columns that a line may have
const KINDS = { actor: "actors", place: "places", agreement: "agreements" };
const LONGEST_ID = 48; // characters of a proposed one; it may have more

/* What a passage may say, by the key of its record: an empty one of each. */
export const EMPTY = {
  claims: () => ({ type: "", said_by: [], via: [], origin: "", about: [], date: "", date_inferred: "", due: "", due_inferred: "", question: "", answer: "", deniedQuestion: "", deniedAnswer: "", amount: "value", measure: "", value: "", low: "", high: "", words: "", qualifier: "", unit: "", since: "", until: "", scope: "", inferred: "", period_inferred: "" }),
  relations: () => ({ from: "", type: "", to: "", extent: "", date: "", date_inferred: "", said_by: [], via: [], origin: "" }),
  provisions: () => ({ agreement: "", provision: "", report: "", by: "", date: "", date_inferred: "", said_by: [], via: [], origin: "" }),
};
export const emptyDraft = () => ({ span: null, tags: [], claims: [], relations: [], provisions: [], note: "", id: "", isOwnId: false, isHandedOn: false });

const statesNothing = (draft) => !draft.tags.length && Object.keys(EMPTY).every((kind) => !draft[kind].length);

/* Whether nothing is said of the quote yet. */
export const saysNothing = (draft) => statesNothing(draft) && !draft.note.trim();

export const isEmpty = (draft) => statesNothing(draft) && !draft.note && !draft.isOwnId;

const ENTITIES = ["from", "to", "by", "agreement"]; // keys of one entity each
const LISTS = ["said_by", "via", "about"]; // of several

/* What was entered before, as far as it still fits: records may be gone, and a draft of an older panel lacks keys. */
export function fitting(kept, registry, runs) {
  const draft = { ...emptyDraft(), ...kept };
  const entities = new Map(registry.entities.map((entity) => [entity.id, entity]));
  const isIn = (list, id) => (list || []).some((one) => one.id === id);
  const answersOf = (id) => registry.questions.find((question) => question.id === id)?.answers;
  const fits = (statement) => {
    const gone = (key) => statement[key] && (statement[key] = "");
    for (const key of LISTS) if (statement[key]) statement[key] = statement[key].filter((id) => entities.has(id));
    for (const key of ENTITIES) if (!entities.has(statement[key])) gone(key);
    if (!isIn(registry.origins, statement.origin)) gone("origin");
    if (!isIn(entities.get(statement.agreement)?.provisions, statement.provision)) gone("provision");
    for (const [question, answer] of [["question", "answer"], ["deniedQuestion", "deniedAnswer"]]) {
      if (!answersOf(statement[question])) gone(question);
      if (!isIn(answersOf(statement[question]), statement[answer])) gone(answer);
    }
    return statement;
  };
  if (draft.span && !(draft.span.end <= runs[draft.span.run]?.text.length)) draft.span = null;
  draft.tags = draft.tags.filter((tag) => entities.has(tag.id));
  for (const [kind, empty] of Object.entries(EMPTY)) draft[kind] = draft[kind].map((statement) => fits({ ...empty(), ...statement }));
  return draft;
}

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

const one = (list) => (list.length > 1 ? list : list[0]);
const trimmed = (record, ...keys) => Object.fromEntries(keys.map((key) => [key, record[key].trim()]));

/* The records below follow the order of keys in files. */

function figureOf(claim) {
  const amounts = { value: ["value"], range: ["low", "high"], words: ["words"] }[claim.amount];
  return filled({
    measure: claim.measure,
    ...trimmed(claim, ...amounts),
    qualifier: claim.qualifier,
    ...trimmed(claim, "unit", "since", "until", "scope", "inferred", "period_inferred"),
  });
}

const answerOf = (question, answer) => (question && answer ? { [question]: answer } : {});

const RECORDS = {
  claims: (claim) =>
    filled({
      type: claim.type,
      said_by: one(claim.said_by),
      via: claim.via,
      origin: claim.origin,
      about: claim.about,
      ...trimmed(claim, "date", "date_inferred", "due", "due_inferred"),
      ...(claim.type === "figure" ? { figure: figureOf(claim) } : {}),
      answers: answerOf(claim.question, claim.answer),
      rejects: answerOf(claim.deniedQuestion, claim.deniedAnswer),
    }),
  relations: (relation) =>
    filled({
      from: relation.from,
      type: relation.type,
      to: relation.to,
      ...trimmed(relation, "extent", "date", "date_inferred"),
      said_by: one(relation.said_by),
      via: relation.via,
      origin: relation.origin,
    }),
  provisions: (report) =>
    filled({
      agreement: report.agreement,
      provision: report.provision,
      report: report.report,
      by: report.by,
      ...trimmed(report, "date", "date_inferred"),
      said_by: one(report.said_by),
      via: report.via,
      origin: report.origin,
    }),
};

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
    ...Object.fromEntries(Object.entries(RECORDS).map(([kind, recordOfOne]) => [kind, draft[kind].map(recordOfOne)])),
    note: draft.note.trim(),
  });
}

/* ---- YAML ---- */

const FLOW = { schema: FAILSAFE_SCHEMA, lineWidth: -1, flowLevel: 0, quoteStyle: "double" };
/* A value in one line. The library writes `{a: :b}` and `{a: ?b}`, which other readers of YAML refuse. */
function inLine(value, isWithin = false) {
  if (Array.isArray(value)) return `[${value.map((item) => inLine(item, true)).join(", ")}]`;
  if (typeof value === "object") return `{${Object.entries(value).map(([key, item]) => `${inLine(key, true)}: ${inLine(item, true)}`).join(", ")}}`;
  if (!isWithin) return dump(value, FLOW).trimEnd();
  return /^[?:]/.test(value) ? JSON.stringify(value) : dump([value], FLOW).trim().slice(1, -1);
}
// one paragraph that a folded block gives back as it is
const foldable = (text) => text === text.trim() && text !== "" && !/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/.test(text);

function folded(text, indent) {
  const lines = [""];
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const last = lines.at(-1);
    if (last && indent.length + last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.map((line) => indent + line);
}

/* The lines of a text behind a key or the mark of an item. */
function* text(lead, value, indent) {
  const line = `${lead} ${inLine(value)}`;
  if (value.includes("\n")) {
    const [first, ...rest] = dump({ key: value }, { schema: FAILSAFE_SCHEMA, lineWidth: -1 }).trimEnd().split("\n");
    yield lead + first.slice("key:".length);
    for (const one of rest) yield one && indent + one;
  } else if (line.length > WIDTH && foldable(value)) {
    yield `${lead} >-`;
    yield* folded(value, `${indent}  `);
  } else {
    yield line;
  }
}

const BLOCK = ["claims", "figure"]; // over several lines, however short
const LISTED = ["relations", "provisions", ...Object.values(KINDS)]; // item by item, each in one line where it fits

/* The lines of a value behind a key or the mark of an item, in brackets where they fit, with `most` columns. */
function* node(lead, value, indent, most, isBlock = false) {
  if (typeof value === "string") {
    yield* text(lead, value, indent);
  } else if (!isBlock && `${lead} ${inLine(value)}`.length <= most) {
    yield `${lead} ${inLine(value)}`;
  } else if (lead.endsWith(" -")) {
    const [first, ...rest] = mapping(value, `${indent}  `);
    yield `${lead} ${(first || "").trimStart()}`.trimEnd();
    yield* rest;
  } else {
    yield lead;
    yield* Array.isArray(value) ? items(value, `${indent}  `, WIDEST) : mapping(value, `${indent}  `);
  }
}

function* items(list, indent, most, isBlock = false) {
  for (const item of list) yield* node(`${indent}-`, item, indent, most, isBlock);
}

function* mapping(record, indent) {
  for (const [key, value] of Object.entries(record)) {
    if (Array.isArray(value) && (key === "claims" || LISTED.includes(key))) {
      yield `${indent}${key}:`;
      yield* items(value, `${indent}  `, key in EMPTY ? WIDTH : WIDEST, key === "claims");
    } else {
      yield* node(`${indent}${key}:`, value, indent, WIDEST, BLOCK.includes(key));
    }
  }
}

/* A file that holds the passage alone. */
export const yamlOf = (record) => `${["passages:", ...items([record], "  ", 0, true)].join("\n")}\n`;

/* What YAML says, every value as the text that stands there: as the check reads it. */
export const readBack = (yaml) => load(yaml, { schema: FAILSAFE_SCHEMA });

/* ---- ways out ---- */

export const LONGEST_ADDRESS = 6000; // bytes; hosts refuse addresses near 8 KB

const withQuery = (address, pairs) => `${address}?${String(new URLSearchParams(pairs)).replaceAll("+", "%20")}`;

/* The page of the repository for a new file, with its name and, if `value` is given, with what it holds. */
export const newFileAddress = (source, id, value) => withQuery(source.new, { filename: `${id}.yml`, ...(value === undefined ? {} : { value }) });

export const issueAddress = (source, page, quote, says) => withQuery(source.issue, { template: "missing-passage.yml", page, source: source.id, quote, ...(says ? { says } : {}) });
