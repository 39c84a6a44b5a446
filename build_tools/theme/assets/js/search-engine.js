/* Asking the index: Pagefind's engine, given the words in the form in which the index has them. */

const index = new URL("../search/pagefind.js", import.meta.url);
let started = null;

/* Start the engine once; a start that failed is tried again. */
function engine() {
  started ??= import(index)
    .then(async (found) => {
      // the index has no accents that could be weighed; long passages are not to lose against short ones
      await found.options({ ranking: { diacriticSimilarity: 0, pageLength: 0.4 } });
      await found.init();
      return found;
    })
    .catch((error) => {
      started = null;
      throw error;
    });
  return started;
}

/* The words of a query as the index has them: an Arabic one without its article, which there is a word of its own. */
export function asked(typed) {
  const words = btFold(typed).match(/[\p{L}\p{N}']+/gu) || [];
  return words.map((word) => word.replace(/^ال(?=\p{L}{3})/u, "")).join(" ");
}

/* Whether what was found for a word is that word, another form or a longer one of it. The engine shortens a word that it
   does not know until something begins like it. */
function isMeant(word, found) {
  let alike = 0;
  while (alike < word.length && word[alike] === found[alike]) alike += 1;
  return alike >= Math.max(Math.min(word.length, 3), word.length - 3);
}

async function areMeant(words, result) {
  const data = await result.data();
  const all = data.content.split(/\s+/);
  const found = data.locations.flatMap((number) => {
    const word = (all[number] || "").replace(/[^\p{L}\p{N}'-]/gu, "");
    return [word.replace(/['-]/g, ""), ...word.split(/['-]/)];
  });
  return words.split(" ").every((word) => found.some((other) => isMeant(word.replaceAll("'", ""), other)));
}

/* What is found: the results, not yet fetched, best first, and how many there are of each kind and source.
   `kinds` and `sources` narrow it, each to any of its values. */
export async function find(typed, { kinds = [], sources = [] } = {}) {
  const found = await engine();
  const words = asked(typed);
  if (!words) return { results: [], filters: {} };
  const filters = {};
  if (kinds.length) filters.kind = { any: kinds };
  if (sources.length) filters.source = { any: sources };
  const answer = await found.search(words, { filters });
  if (answer.results.length && !(await areMeant(words, answer.results[0]))) return { results: [], filters: {} };
  return answer;
}

/* Have the engine count by kind and source from now on. */
export async function countFilters() {
  await (await engine()).filters();
}

/* Results as `fetched` gives them, those first whose name is what was typed, then those whose name begins so. */
export function namedFirst(items, typed) {
  const wanted = btFold(typed).trim();
  const rank = ({ record }) => {
    const names = [record.title, ...(record.names || [])].map((name) => btFold(name?.text || ""));
    return names[0] === wanted ? 0 : names.includes(wanted) ? 1 : names[0].startsWith(wanted) ? 2 : 3;
  };
  return items.map((one) => [rank(one), one]).sort(([a], [b]) => a - b).map(([, one]) => one);
}

/* A result as it is shown: the record that `search_documents.py` laid beside the text, and the words to be marked, by
   their number in title, text and names together. */
export async function fetched(result) {
  const data = await result.data();
  return { record: JSON.parse(data.anchors.at(-1).id), found: new Set(data.locations) };
}
