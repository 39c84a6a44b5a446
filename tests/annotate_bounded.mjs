// What the panel takes of a selection, asked from Python: reads [[text, start, end], ...] from the standard input, and
// prints the words that are quoted for each, or null.
import { readFileSync } from "node:fs";
import { bounded } from "../build_tools/theme/assets/js/annotate-text.js";

const answers = JSON.parse(readFileSync(0, "utf8")).map(([text, start, end]) => {
  const span = bounded({ runs: [{ text }] }, { run: 0, start, end });
  return span && text.slice(span.start, span.end);
});
process.stdout.write(JSON.stringify(answers));
