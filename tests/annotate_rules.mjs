// Answers of the panel's own rules, asked from Python: reads [[what, arguments...], ...] from the standard input.
import { readFileSync } from "node:fs";
import { isInDigits, problemsOf, schemaChecker } from "../build_tools/theme/assets/js/annotate-check.js";
import { dateCure, dateFault, missingParts } from "../build_tools/theme/assets/js/annotate-dates.js";
import { fitting, proposedId, readBack, recordOf, yamlOf } from "../build_tools/theme/assets/js/annotate-draft.js";
import { finder, namedBy } from "../build_tools/theme/assets/js/annotate-names.js";
import { readSource } from "../build_tools/theme/assets/js/annotate-text.js";

const rules = {
  dateCure,
  dateFault,
  missingParts,
  isInDigits,
  proposedId,
  named: (entity, quote) => namedBy(entity, quote),
  found: (entities, quotes) => {
    const find = finder(entities);
    return quotes.map((quote) => [...find(quote)].map(([entity, words]) => [entity.id, words]));
  },
  written: (record) => [yamlOf(record), readBack(yamlOf(record)).passages[0]],
  // of a draft on a quote, without its defaults: its YAML, and its problems
  drafted: (given, words, data, registry) => {
    const draft = fitting(given, registry, []);
    const quote = { before: "", words, after: "" };
    const entityOf = (id) => registry.entities.find((entity) => entity.id === id);
    const record = recordOf(draft, { words }, (id) => entityOf(id).kind, (id) => namedBy(entityOf(id), quote));
    const problems = problemsOf(draft, { words }, quote, readSource(data), registry, entityOf);
    return [yamlOf(record), problems.map(({ rule, message, hint, later }) => [rule, message, hint, Boolean(later)])];
  },
  kept: (given, registry, runs) => fitting(given, registry, runs),
  faults: (schema, records) => records.map((record) => schemaChecker(schema)({ passages: [record] }).map(({ rule, message }) => [rule, message])),
};

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(([what, ...given]) => rules[what](...given))));
