/* The part of the panel for annotating with the quote: its words, what settles them, and how it is chosen without a
   pointer. */

import { button, choice, element } from "./annotate-fields.js";
import { moved } from "./annotate-text.js";

/* Choosing without a pointer: a first and a last sentence, then word by word. */
export function chooser(panel) {
  const { source, sentences } = panel;
  const named = sentences.map(({ words }, number) => ({ id: String(number), label: `${number + 1}. ${words.length > 70 ? `${words.slice(0, 69)}…` : words}`, definition: "" }));
  let [first, last] = ["", ""];
  const take = () => {
    if (!first) return;
    const [from, to] = [sentences[first], sentences[last || first]];
    if (to.run !== from.run || to.end <= from.start) panel.take({ ...from, isCut: to.run !== from.run });
    else panel.take({ run: from.run, start: from.start, end: to.end, isCut: false });
  };
  const from = choice("first", "First sentence", named, "", (value) => ([first, last] = [value, ""], (to.querySelector("select").value = ""), take()));
  const to = choice("last", "Last sentence", named, "", (value) => ((last = value), take()), { none: "the same" });
  for (const option of [from, to].flatMap((box) => [...box.querySelectorAll("option[value]:not([value=''])")])) option.lang = source.language;
  const step = (text, edge, by) => button(text, "bt-annotating__button", () => panel.take(moved(source, panel.draft.span, edge, by), true));
  const steps = (text, label, edge) => element("div", { className: "bt-annotating__steps", attributes: { role: "group", "aria-label": label } }, element("span", { textContent: text }), step("a word earlier", edge, -1), step("a word later", edge, 1));
  return element(
    "details",
    { className: "bt-annotating__chooser" },
    element("summary", { textContent: "Choose by sentence and word" }),
    from,
    to,
    steps("Begin", "Where the quote begins", "start"),
    steps("End", "Where the quote ends", "end"),
  );
}

/* Show what is quoted. */
export function showQuote({ quoteBox, source, text, note }, place) {
  if (!place.words) {
    quoteBox.replaceChildren(element("p", { className: "bt-annotating__help", textContent: "Select words in the text, or choose a sentence below." }));
    return;
  }
  const words = (shown) => element("q", { className: "bt-words", lang: source.language }, element("bdi", { textContent: shown }));
  const settles = place.prefix ? ["It stands in the source more than once; the prefix ", words(place.prefix), " settles which is meant."] : place.suffix ? ["It stands in the source more than once; the suffix ", words(place.suffix), " settles which is meant."] : place.unsettled ? [] : ["It stands in the source once."];
  quoteBox.replaceChildren(
    element("blockquote", { className: "bt-quote", lang: source.language, dir: text.dir }, element("p", {}, element("bdi", { textContent: place.words }))),
    element("p", { className: "bt-annotating__help" }, ...settles, note && ` ${note}`),
  );
}
