// Answers of the panel's own rules, asked from Python: reads [[what, arguments...], ...] from the standard input.
import { readFileSync } from "node:fs";
import { dateFault, isInDigits, missingParts, schemaChecker } from "../build_tools/theme/assets/js/annotate-check.js";
import { proposedId, readBack, yamlOf } from "../build_tools/theme/assets/js/annotate-draft.js";
import { finder, namedBy } from "../build_tools/theme/assets/js/annotate-names.js";

const rules = {
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
  faults: (schema, records) => records.map((record) => schemaChecker(schema)({ passages: [record] }).map(({ rule, message }) => [rule, message])),
};

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(([what, ...given]) => rules[what](...given))));
