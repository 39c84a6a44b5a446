/* The ways out of the panel for annotating: a new file in the repository, filled in; a form for those who want no YAML; the
   clipboard. Nothing leaves the page before one of them is pressed. */

import { LONGEST_ADDRESS, issueAddress, newFileAddress, saysNothing } from "./annotate-draft.js";
import { button, element } from "./annotate-fields.js";

/* Copy, or select to be copied by hand; whether it was copied. */
async function copy(words, shown) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const chosen = getSelection();
    chosen.selectAllChildren(shown);
    return document.execCommand("copy");
  }
}

const away = (text, href, className) => element("a", { textContent: text, href, className, target: "_blank", rel: "noopener" });

/* What the annotation says, in words, for the form. */
function inWords({ draft, registry, entity }) {
  const name = (id) => entity(id)?.names[0];
  const textOf = (list, id) => (list || []).find((one) => one.id === id)?.text;
  const label = (list, id) => registry.lists[list].find((term) => term.id === id)?.label;
  const answer = (question, id) => {
    const asked = registry.questions.find((one) => one.id === question);
    return asked && id && `“${asked.text}”: “${textOf(asked.answers, id)}”`;
  };
  const names = (told, ids) => ids.length && `${told} ${ids.map(name).join(", ")}`;
  const given = (told, value) => value && `${told} ${value}`;
  const inMarks = (words) => words && `“${words}”`;
  const joined = (...parts) => parts.filter(Boolean).join(", ");
  const voice = (one) => joined(names("said by", one.said_by), names("passed on by", one.via), given("going back to", inMarks(textOf(registry.origins, one.origin))));
  const said = [
    ...draft.claims.map((claim) => {
      const figure = claim.type === "figure" && `${claim.measure} ${[claim.value, claim.low && `${claim.low} to`, claim.high, claim.words, claim.unit].filter(Boolean).join(" ")}`;
      const period = figure && joined(given("since", claim.since), given("until", claim.until));
      return `It claims: ${joined(claim.type || "claim", voice(claim), names("about", claim.about), given("date", claim.date), given("due", claim.due), figure, period, given("answering", answer(claim.question, claim.answer)), given("denying as an answer to", answer(claim.deniedQuestion, claim.deniedAnswer)))}`;
    }),
    ...draft.relations.map((one) => `It states: ${joined([name(one.from), label("relation_types", one.type), name(one.to)].map((side) => side || "…").join(" "), one.extent, given("date", one.date), voice(one))}`),
    ...draft.provisions.map((one) => `It reports: ${joined([name(one.agreement), label("report_types", one.report)].map((part) => part || "…").join(" "), given("provision", inMarks(textOf(entity(one.agreement)?.provisions, one.provision))), given("by", name(one.by)), given("date", one.date), voice(one))}`),
  ];
  const named = draft.tags.map((tag) => name(tag.id) + (tag.words ? ` (“${tag.words}”)` : ""));
  return [named.length && `It names: ${named.join("; ")}`, ...said, draft.note].filter(Boolean).join("\n");
}

export function waysOut(panel, place) {
  const { source, yaml } = panel;
  const id = panel.draft.id.trim() || "passage";
  const file = `${source.folder}/${id}.yml`;
  const tell = (...content) => {
    panel.told.replaceChildren(...content);
    panel.told.scrollIntoView({ block: "nearest" });
  };
  const copied = async () => {
    panel.handOn();
    tell((await copy(yaml, panel.yamlBox)) ? `Copied. It belongs in the file ${file}.` : "Nothing could be copied by itself. The annotation is selected: press Ctrl+C.");
  };
  const saved = element("p", { className: "bt-annotating__help" }, "To be saved as ", element("code", { textContent: file }), ".");
  const copying = button("Copy the YAML", "bt-annotating__button", copied);
  if (!source.new) return [saved, copying];
  const main = `bt-annotating__button${panel.isReady && !saysNothing(panel.draft) ? " bt-annotating__button--main" : ""}`;
  const whole = newFileAddress(source, id, yaml);
  const ways = [saved];
  if (whole.length <= LONGEST_ADDRESS) {
    const link = away("Open the new file on the site of the repository", whole, main);
    link.addEventListener("click", () => panel.handOn());
    ways.push(link, element("p", { className: "bt-annotating__help", textContent: "It opens filled in. You can look at it there once more before you propose it; an account is needed." }));
  } else {
    const empty = newFileAddress(source, id);
    const link = away("Copy, and open an empty new file on the site of the repository", empty, main);
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      panel.handOn();
      const isCopied = await copy(yaml, panel.yamlBox);
      tell(isCopied ? "The annotation was copied: paste it into the page that has opened. " : "Nothing could be copied by itself: press Ctrl+C here, where the annotation is selected, and paste it into the page that opens. ", away("Open the page", empty, ""));
      if (isCopied) open(empty, "_blank", "noopener");
    });
    ways.push(link, element("p", { className: "bt-annotating__help", textContent: "It is too long to be filled in: the annotation is copied, and you paste it into the file." }));
  }
  ways.push(copying);
  const form = issueAddress(source, location.href.split("#")[0], place.words, inWords(panel));
  const short = form.length <= LONGEST_ADDRESS ? form : issueAddress(source, location.href.split("#")[0], `${place.words.slice(0, 300)} …`, "");
  ways.push(element("p", { className: "bt-annotating__help" }, "You would rather not write YAML? ", away("Describe it in a form", short, ""), ": somebody else writes it then."));
  return ways;
}
