/* What can be checked of a draft in the browser: by the JSON Schema that is made from the record classes, and by the rules
   of the check that need nothing but the quote and the registry. Rules, messages and cures are those of the check. What
   is left to it is said: a problem has `later` where only the check of the pull request can tell. */

import { Validator } from "../vendor/json-schema.js";
import { dateCure, dateFault, digits, missingParts } from "./annotate-dates.js";
import { normalise, timesShown } from "./annotate-text.js";
import { namedBy, nearest, stands } from "./annotate-names.js";

const quoted = (text, limit = 80) => `'${[...text].length > limit ? `${[...text].slice(0, limit - 1).join("")}…` : text}'`;
const problem = (field, rule, message, hint = "") => ({ field, rule, message, hint });
const copied = (words, quote) => {
  const meant = nearest(words, quote);
  return meant ? `did you mean ${quoted(meant)}?` : "copy the words from the quote";
};

/* ---- numbers ---- */

const NUMBER = /(?<!\d)\d{1,3}([\u00a0\u2009\u202f '’])\d{3}(?:\1\d{3})*(?:[.,\u066b]\d{1,2})?(?![.,\u066b]?\d)|\d+(?:[.,\u066b\u066c]\d+)*/g;
const LETTERS = { k: 1e3, m: 1e6, mn: 1e6, mln: 1e6, bn: 1e9 };

const groupsThousands = (groups, marks) =>
  !marks.length ||
  (new Set(marks).size === 1 && groups[0].length <= 3 && !groups[0].startsWith("0") && groups.slice(1, -1).every((group) => [2, 3].includes(group.length)) && groups.at(-1).length === 3);

/* What a run of digits may mean; the last of numbers that only stand in a row alone may be multiplied: [number, isLast]. */
function readings(text, language) {
  const groups = text.split(/\D/);
  const marks = text.match(/\D/g) || [];
  const whole = [Number(groups.join("")), true];
  if (!marks.length) return [whole];
  const decimal = [Number(`${groups.slice(0, -1).join("")}.${groups.at(-1)}`), true];
  const last = marks.at(-1);
  const isDecimal = groupsThousands(groups.slice(0, -1), marks.slice(0, -1)) && ".,\u066b".includes(last) && !marks.slice(0, -1).includes(last);
  if (groupsThousands(groups, marks) && last !== "\u066b") {
    const symbol = new Intl.NumberFormat(language).formatToParts(1.5).find((part) => part.type === "decimal").value;
    return isDecimal && last === symbol ? [whole, decimal] : [whole];
  }
  return isDecimal ? [decimal] : groups.map((group, at) => [Number(group), at === groups.length - 1]);
}

function factors(following, magnitudes) {
  const words = following.toLowerCase().replace(/[\s-]+/g, " ").trimStart();
  const isWord = (word, more) => words.startsWith(word) && new RegExp(`^${more}(?![\\p{L}\\p{N}_])`, "u").test(words.slice(word.length));
  const magnitude = Object.keys(magnitudes).find((word) => isWord(word, "s?"));
  if (magnitude) return [magnitudes[magnitude]];
  const letter = Object.keys(LETTERS).find((word) => isWord(word, ""));
  return letter ? [1, LETTERS[letter]] : [1];
}

/* What to enter instead of what is no number in plain digits: "4,500", "70%", "3.5 million". */
function plainly(given, { magnitudes }) {
  const plain = given.replace(/(?<=\d)[,\s'’_](?=\d{3})/g, "");
  const [, number, rest = ""] = /^(-?\d+(?:\.\d+)?)(?:\s*(%|\p{L}.*))?$/u.exec(plain) || [];
  if (number === undefined) return "vague amounts such as dozens are given as words";
  const written = Number((Number(number) * factors(rest, magnitudes).at(-1)).toPrecision(15));
  return `write ${written}${rest && written === Number(number) ? "; what it counts goes under 'unit'" : ""}`;
}

/* Whether a quote states a number in digits: with marks between thousands, or so many thousands, millions and so on. */
export function isInDigits(number, words, source) {
  const text = digits(words);
  const wanted = Number(number);
  const isWanted = (found) => Math.abs(found - wanted) <= 1e-9 * Math.abs(wanted);
  return [...text.matchAll(NUMBER)].some((match) => {
    const scales = factors(text.slice(match.index + match[0].length).slice(0, 24), source.magnitudes);
    return readings(match[0], source.language).some(([reading, isLast]) => (isLast ? scales : [1]).some((factor) => isWanted(reading * factor)));
  });
}

const LATER_NUMBER = "numbers in words are read by the check of the pull request alone; correct it, quote more, or add 'inferred: why' to the figure";

function* figureProblems(claim, field, quote, source) {
  if (!claim.measure) yield isMissing(field, "measure");
  const keys = { value: ["value"], range: ["low", "high"], words: ["words"] }[claim.amount];
  if (!keys.some((key) => claim[key].trim())) {
    yield problem(field(keys[0]), "bad-value", "'figure' must have exactly one of 'value', 'low'/'high' or 'words'", "enter it; vague amounts such as dozens are given as words");
  }
  for (const key of keys) {
    const given = claim[key].trim();
    if (!given) continue;
    if (key === "words") {
      if (!claim.inferred.trim() && !quote.words.toLowerCase().includes(normalise(given).toLowerCase())) yield problem(field(key), "number-not-in-quote", `'words' must be in the quote; ${quoted(given, 60)} is not`, copied(given, quote));
    } else if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(given)) {
      yield problem(field(key), "bad-value", `'${key}' must be a number in plain digits; found ${quoted(given, 60)}`, plainly(given, source));
    } else if (!claim.inferred.trim() && !isInDigits(given, quote.words, source)) {
      yield { ...problem(field(key), "number-not-in-quote", `'${key}' must be in the quote, in digits or words; ${given} is not there in digits`, LATER_NUMBER), later: true };
    }
  }
  if (claim.amount === "range" && claim.low && claim.high && Number(claim.low) > Number(claim.high)) {
    yield problem(field("low"), "bad-value", `'figure' must have 'low' below 'high'; found ${claim.low} and ${claim.high}`);
  }
  const isInferred = claim.inferred.trim() || claim.period_inferred.trim();
  for (const key of ["since", "until"]) yield* dateProblem(field(key), claim[key], isInferred, quote, source, periodMissing);
}

/* ---- the parts of a draft ---- */

function* quoteProblems(place, source) {
  if (!place.words) {
    yield problem("quote", "missing-key", "must have the key 'quote'", "select words of the text, or choose a sentence above");
  } else if (place.unsettled) {
    const times = timesShown(source, place.words);
    const where = times > 1 ? `stands there ${times} times` : "stands there more than once, also in words that are not shown";
    yield problem("quote", "quote-ambiguous", `'quote' must stand in the source once; ${quoted(place.words)} ${where}`, "no 'prefix' or 'suffix' within the words shown here settles it: quote more");
  }
}

function* idProblems(id, source, { length, reserved }) {
  if (!id) {
    yield problem("id", "missing-key", "must have the key 'id'", "a few telling words of the quote, with hyphens between them");
  } else if (id.length > length) {
    yield problem("id", "bad-id", `'id' must have at most ${length} characters; ${quoted(id, 90)} has ${id.length}`);
  } else if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    const plain = id.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    yield problem("id", "bad-id", `'id' must be made of lower-case letters a–z, digits and single hyphens; found ${quoted(id, 90)}`, plain && `for example '${plain}'`);
  } else if (reserved.includes(id)) {
    yield problem("id", "bad-id", `'id' must not be the reserved word '${id}'`);
  } else if (source.passages.includes(id)) {
    yield problem("id", "duplicate-id", `'id' must be unique in the source; '${id}' stands there already`, `for example '${id}-2'`);
  } else if (source.files.includes(`${id}.yml`)) {
    yield problem("id", "duplicate-id", `the file '${id}.yml' must not exist; another passage stands in it`, `for example '${id}-2'`);
  }
}

function* tagProblems(tags, quote, entityOf) {
  for (const [at, tag] of tags.entries()) {
    const entity = entityOf(tag.id);
    const field = `tags.${at}.words`;
    if (tag.words.trim()) {
      if (!stands(tag.words, quote)) yield problem(field, "surface-not-found", `the words given for '${tag.id}' must stand in the quote; ${quoted(tag.words.trim())} does not`, copied(tag.words, quote));
    } else if (!namedBy(entity, quote).length) {
      const names = entity.names.slice(0, 6).map((name) => quoted(name, 40)).join(", ") + (entity.names.length > 6 ? " …" : "");
      yield problem(field, "mention-not-found", `the quote must name '${tag.id}' by one of its names; it holds none of ${names}`, "if the quote has words for it, give the words; if it has none, take it out, and list it under 'about' of a claim");
    }
  }
}

/* A date that is none, or that the quote does not show; `told` words the latter. */
function* dateProblem(field, date, isInferred, quote, source, told) {
  const key = field.split(".").at(-1);
  const given = date.trim();
  const fault = given && dateFault(given);
  if (fault) {
    yield problem(field, "bad-date", `'${key}' ${fault}; found ${quoted(given, 60)}`, dateCure(given, source));
  } else if (given && !isInferred) {
    const missing = missingParts(given, quote.words, source);
    if (missing.length) yield problem(field, "date-not-in-quote", ...told(key, given, missing));
  }
}

const partsMissing = (key, date, missing) => [`'${key}' must be readable in the quote; of ${date} it does not show the ${missing.join(" and ")}`, `quote more, or add '${key}_inferred: why'`];
const periodMissing = (key, date) => [`'${key}' must be readable in the quote; ${date} is not`, "quote more, or add 'period_inferred: why'"];

const isMissing = (field, key) => problem(field(key), "missing-key", `must have the key '${key}'`, "choose one");

/* What goes back to an origin, somebody has said. */
function* originProblem(statement, field) {
  if (statement.origin && !statement.said_by.length) {
    yield problem(field("origin"), "origin-without-speaker", `'origin' must stand beside 'said_by'; '${statement.origin}' stands in the text's own voice`, "say who speaks under 'said_by', or take 'origin' out");
  }
}

function* claimProblems(claim, field, quote, source) {
  if (!claim.type) yield isMissing(field, "type");
  for (const key of ["date", "due"]) yield* dateProblem(field(key), claim[key], claim[`${key}_inferred`].trim(), quote, source, partsMissing);
  if (claim.question && !claim.answer) yield problem(field("answer"), "empty-value", `'${claim.question}' must have a value`, "choose an answer, or no question");
  if (claim.deniedQuestion && !claim.deniedAnswer) yield problem(field("deniedAnswer"), "empty-value", `'${claim.deniedQuestion}' must have a value`, "choose an answer, or no question");
  if (claim.answer && claim.question === claim.deniedQuestion && claim.answer === claim.deniedAnswer) {
    yield problem(field("deniedAnswer"), "answer-contradictory", `a claim must not give and deny the same answer; '${claim.answer}' of '${claim.question}' stands under both 'answers' and 'rejects'`, "keep the one that the words of the quote say");
  }
  yield* originProblem(claim, field);
  if (claim.type === "figure") yield* figureProblems(claim, field, quote, source);
}

function* relationProblems(relation, field, quote, source) {
  for (const key of ["from", "type", "to"]) if (!relation[key]) yield isMissing(field, key);
  if (relation.from && relation.from === relation.to) {
    yield problem(field("to"), "relation-self", `a relation must lead to another entity; both sides are '${relation.to}'`, "write under 'from' who or what it starts from, and under 'to' where it leads");
  }
  yield* dateProblem(field("date"), relation.date, relation.date_inferred.trim(), quote, source, partsMissing);
  yield* originProblem(relation, field);
}

function* reportProblems(report, field, quote, source) {
  for (const key of ["agreement", "report"]) if (!report[key]) yield isMissing(field, key);
  yield* dateProblem(field("date"), report.date, report.date_inferred.trim(), quote, source, partsMissing);
  yield* originProblem(report, field);
}

const OF_STATEMENTS = { claims: claimProblems, relations: relationProblems, provisions: reportProblems };

/* ---- by the schema ---- */

const BY_KEYWORD = { enum: "unknown-term", additionalProperties: "unknown-key", required: "missing-key", type: "wrong-shape", minItems: "bad-value" };

export function schemaChecker(schema) {
  const validator = new Validator(schema, "7", false);
  return (record) =>
    validator.validate(record).errors
      .filter(({ keyword }) => !["properties", "items", "$ref", "anyOf", "false"].includes(keyword))
      .map(({ keyword, instanceLocation, error }) => problem("yaml", BY_KEYWORD[keyword] || "bad-value", `${instanceLocation.replace(/^#\/passages\/0\/?/, "") || "the passage"}: ${error}`));
}

/* Everything that is wrong with a draft, in the order of the panel. `place` is { words, unsettled }, `quote` the words
   with their neighbours. */
export function problemsOf(draft, place, quote, source, registry, entityOf) {
  return [
    ...quoteProblems(place, source),
    ...tagProblems(draft.tags, quote, entityOf),
    ...Object.entries(OF_STATEMENTS).flatMap(([kind, problems]) => draft[kind].flatMap((statement, at) => [...problems(statement, (key) => `${kind}.${at}.${key}`, quote, source)])),
    ...(place.words || draft.id ? idProblems(draft.id.trim(), source, registry.ids) : []), // it is made of the quote
  ];
}
