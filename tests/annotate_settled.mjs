// Answers of the panel's own modules, asked from Python: reads [source file, [[run, start, end], ...]] from the standard
// input, and prints for each stretch its words, whether it is unique, and what settles it.
import { readFileSync } from "node:fs";
import { isUnique, readSource, settled, wordsOf } from "../build_tools/theme/assets/js/annotate-text.js";

const cases = JSON.parse(readFileSync(0, "utf8"));
const answers = cases.map(([data, spans]) => {
  const source = readSource(data);
  return spans.map(([run, start, end]) => {
    const span = { run, start, end };
    return { words: wordsOf(source, span), unique: isUnique(source, span), settled: settled(source, span) };
  });
});
process.stdout.write(JSON.stringify(answers));
