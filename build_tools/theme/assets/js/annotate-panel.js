/* The panel for annotating a passage of a source: what is quoted, who is named, what is claimed, and the YAML that says so.
   A dialog that leaves the text within reach; a sheet from below where the window is narrow. What was entered is kept for
   the session, so that nothing is lost by closing or leaving. Nothing is sent: buttons lead to the repository. */

import { emptyClaim, emptyDraft, isEmpty, proposedId, saysNothing, readBack, recordOf, yamlOf } from "./annotate-draft.js";
import { problemsOf, schemaChecker } from "./annotate-check.js";
import { finder, namedBy } from "./annotate-names.js";
import { moved, readSource, sentencesOf, settled, spanOf, wordsOf } from "./annotate-text.js";
import { button, choice, element, textField } from "./annotate-fields.js";
import { claimBox, tagList } from "./annotate-parts.js";
import { waysOut } from "./annotate-send.js";

const KEPT = "annotating."; // with the id of the source: name in the store of the session
const MUCH = 600; // characters; a quote that is longer holds several claims

/* ---- data ---- */

const fetched = new Map();

function json(path) {
  if (!fetched.has(path)) {
    const asked = fetch(new URL(`data/${path}`, __md_scope)).then((answer) => {
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return answer.json();
    });
    asked.catch(() => fetched.delete(path)); // a later try may find it
    fetched.set(path, asked);
  }
  return fetched.get(path);
}

async function readAll(id) {
  const [source, registry, schema] = await Promise.all([json(`annotating/sources/${id}.json`), json("annotating/registry.json"), json("schemas/passages.schema.json")]);
  return { source: readSource(source), registry, schemaProblems: schemaChecker(schema) };
}

/* ---- the panel ---- */

let panel = null;

class Panel {
  constructor(text, { source, registry, schemaProblems }) {
    Object.assign(this, { text, source, registry, schemaProblems });
    this.entities = new Map(registry.entities.map((entity) => [entity.id, entity]));
    this.find = finder(registry.entities);
    this.kinds = Object.fromEntries(registry.lists.entity_kinds.map((term) => [term.id, term.label]));
    this.sentences = sentencesOf(source);
    this.draft = this.kept();
    this.laidAside = null; // a draft that can be brought back
    this.note = "";
    this.gone = new AbortController();
    this.build();
  }

  /* What was entered before, as far as it still fits the page. */
  kept() {
    const draft = { ...emptyDraft(), ...(__md_get(KEPT + this.source.id, sessionStorage) || {}) };
    const isKnown = (id) => this.entities.has(id);
    if (draft.span && !(draft.span.end <= this.source.runs[draft.span.run]?.text.length)) draft.span = null;
    draft.tags = draft.tags.filter((tag) => isKnown(tag.id));
    draft.claims = draft.claims.map((claim) => ({ ...emptyClaim(), ...claim, ...Object.fromEntries(["said_by", "via", "about"].map((key) => [key, (claim[key] || []).filter(isKnown)])) }));
    return draft;
  }

  /* What the draft quotes: its words, what settles them, and the characters beside them. */
  get place() {
    const { span } = this.draft;
    if (!span) return { words: "" };
    const found = settled(this.source, span);
    return { words: wordsOf(this.source, span), unsettled: found === null, ...found };
  }

  get quote() {
    const { span } = this.draft;
    if (!span) return { before: "", words: "", after: "" };
    const { text } = this.source.runs[span.run];
    return { before: [...text.slice(Math.max(0, span.start - 2), span.start)].at(-1) || "", words: wordsOf(this.source, span), after: [...text.slice(span.end, span.end + 2)][0] || "" };
  }

  entity = (id) => this.entities.get(id);

  named = (id) => namedBy(this.entity(id), this.quote);

  get record() {
    return recordOf(this.draft, this.place, (id) => this.entity(id).kind, this.named);
  }

  /* ---- parts that are built once ---- */

  build() {
    const title = element("h2", { id: "bt-annotating-title", textContent: "Annotate a passage", tabIndex: -1 });
    const close = button("Close", "bt-annotating__button", () => this.close());
    this.quoteBox = element("div", { className: "bt-annotating__parts" });
    this.tagBox = element("div", { className: "bt-annotating__parts" });
    this.claimsBox = element("div", { className: "bt-annotating__parts" });
    this.yamlBox = element("pre", { className: "bt-annotating__yaml", tabIndex: 0, attributes: { role: "region", "aria-label": "The annotation as YAML" } });
    this.faults = element("ul", { className: "bt-annotating__faults" });
    this.status = element("p", { className: "bt-annotating__status", attributes: { role: "status" } });
    this.told = element("p", { className: "bt-annotating__sent", attributes: { role: "status" } });
    this.ways = element("div", { className: "bt-annotating__ways" });
    this.toEnd = button("Go to the end", "bt-annotating__button", () => this.goToEnd());
    this.over = this.startOver();
    this.idField = textField("id", "Id of the passage", this.draft.id, (value) => this.change({ id: value, isOwnId: true }), { help: this.registry.keys.passage.id, spellcheck: false });
    this.noteField = textField("note", "Note for readers (optional)", this.draft.note, (value) => this.change({ note: value }), { long: true, help: this.registry.keys.passage.note });
    const part = (name, ...content) => element("section", { className: "bt-annotating__part" }, element("h3", { textContent: name }), ...content);
    this.dialog = element(
      "dialog",
      { className: "bt-annotating md-typeset", lang: "en", dir: "ltr", attributes: { "aria-labelledby": title.id } },
      element("div", { className: "bt-annotating__head" }, title, close),
      element(
        "div",
        { className: "bt-annotating__body" },
        part("1. The quote", this.quoteBox, this.chooser()),
        part("2. Who and what it names", this.tagBox),
        part("3. What is claimed in it", this.claimsBox, button("Add a claim", "bt-annotating__button", () => this.addClaim())),
        part("4. Name and note", this.idField, this.noteField),
        part("5. The annotation", this.faults, this.yamlBox, this.ways, this.told, this.over),
      ),
      element("div", { className: "bt-annotating__foot" }, this.status, this.toEnd),
    );
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        this.close();
      }
      event.stopPropagation(); // the keys of the page behind do nothing
    });
    document.body.append(this.dialog);
    this.keepClear();
    this.showTags();
    this.showClaims();
    this.changed();
  }

  /* A keyboard on the screen covers the foot of a page: a sheet from below has to stand on it. */
  keepClear() {
    const seen = window.visualViewport;
    const measure = () => {
      const covered = seen.scale > 1 ? 0 : Math.max(0, innerHeight - seen.height - seen.offsetTop); // enlarged by hand, less is seen
      this.dialog.style.setProperty("--bt-covered", `${Math.round(covered)}px`);
    };
    for (const name of ["resize", "scroll"]) seen?.addEventListener(name, measure, { signal: this.gone.signal });
  }

  /* Choosing without a pointer: a first and a last sentence, then word by word. */
  chooser() {
    const named = this.sentences.map(({ words }, number) => ({ id: String(number), label: `${number + 1}. ${words.length > 70 ? `${words.slice(0, 69)}…` : words}`, definition: "" }));
    let [first, last] = ["", ""];
    const take = () => {
      if (!first) return;
      const [from, to] = [this.sentences[first], this.sentences[last || first]];
      if (to.run !== from.run || to.end <= from.start) this.take({ ...from, isCut: to.run !== from.run });
      else this.take({ run: from.run, start: from.start, end: to.end, isCut: false });
    };
    const from = choice("first", "First sentence", named, "", (value) => ([first, last] = [value, ""], (to.querySelector("select").value = ""), take()));
    const to = choice("last", "Last sentence", named, "", (value) => ((last = value), take()), { none: "the same" });
    for (const box of [from, to]) box.querySelector("select").lang = this.source.language;
    const step = (text, edge, by) => button(text, "bt-annotating__button", () => this.take(moved(this.source, this.draft.span, edge, by), true));
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

  startOver() {
    this.anew = button("Start over", "bt-annotating__button", () => {
      if (this.laidAside) this.exchange(this.laidAside, null);
      else this.exchange({ ...emptyDraft(), span: this.draft.span }, this.draft);
      this.note = "";
      this.changed();
    });
    return element("p", { className: "bt-annotating__over" }, this.anew);
  }

  /* Show another draft; one that is laid aside can be brought back. */
  exchange(draft, laidAside) {
    Object.assign(this, { draft, laidAside });
    this.anew.textContent = laidAside ? "Bring back what was there" : "Start over";
    this.idField.querySelector("input").value = draft.id;
    this.noteField.querySelector("textarea").value = draft.note;
    this.told.replaceChildren();
    this.showTags();
    this.showClaims();
  }

  /* ---- changes ---- */

  /* Quote another stretch. Words elsewhere begin a new annotation if the one before was handed on; else what was entered
     stays, as somebody may look for better words. */
  take(span, keepsNote = false) {
    if (!span) return;
    const { isCut, run, start, end } = span;
    const before = this.draft.span;
    const isElsewhere = before && (before.run !== run || before.end <= start || end <= before.start);
    const isNew = isElsewhere && this.draft.isHandedOn;
    if (isNew) this.exchange(emptyDraft(), this.draft);
    this.draft.span = { run, start, end };
    if (!keepsNote) {
      this.note = [
        isCut && "Your selection goes on over words that are not shown; the quote ends before them.",
        end - start > MUCH && "It is long: of several sentences that say something, each is better a passage of its own.",
        isNew && "This begins a new annotation; the one before can be brought back below.",
        isElsewhere && !isNew && !saysNothing(this.draft) && "What you entered for the quote before was kept; “Start over” takes it away.",
      ].filter(Boolean).join(" ");
    }
    this.showTags();
    this.changed();
  }

  /* The annotation was copied or opened in the repository. */
  handOn() {
    this.draft.isHandedOn = true;
    this.keep();
  }

  keep() {
    if (this.draft.span && !isEmpty(this.draft)) __md_set(KEPT + this.source.id, this.draft, sessionStorage);
  }

  change(values) {
    Object.assign(this.draft, values);
    this.changed();
  }

  addClaim() {
    this.draft.claims.push(emptyClaim());
    this.showClaims();
    this.changed();
    this.claimsBox.lastElementChild.querySelector("select").focus();
  }

  showTags() {
    tagList(this);
  }

  showClaims() {
    this.claimsBox.replaceChildren(...this.draft.claims.map((claim, at) => claimBox(this, claim, at)));
  }

  /* ---- what follows from a change ---- */

  changed() {
    if (!this.draft.isOwnId) {
      this.draft.id = this.draft.span ? proposedId(this.quote.words, this.source) : "";
      this.idField.querySelector("input").value = this.draft.id;
    }
    this.keep();
    const { place } = this;
    this.showQuote(place);
    const { yaml, problems } = this.checked(place);
    this.yaml = yaml;
    this.problems = problems;
    this.yamlBox.textContent = yaml;
    this.showProblems();
    // before anything is quoted there is nothing to look at or to send
    const isBegun = Boolean(place.words);
    for (const one of [this.yamlBox, this.toEnd, this.over]) one.hidden = !isBegun;
    for (const one of this.dialog.querySelectorAll(".bt-annotating__steps button")) one.disabled = !isBegun;
    this.ways.replaceChildren(...(isBegun ? waysOut(this, place) : []));
  }

  checked(place) {
    const { record } = this;
    const yaml = yamlOf(record);
    const problems = problemsOf(this.draft, place, this.quote, this.source, this.registry, this.entity);
    if (!problems.some((problem) => !problem.later)) {
      const read = readBack(yaml);
      const isSame = JSON.stringify(read.passages[0]) === JSON.stringify(record);
      problems.push(...(isSame ? this.schemaProblems(read) : [{ field: "yaml", rule: "yaml-syntax", message: "the YAML must say what was entered; it does not", hint: "please tell us of it in an issue" }]));
    }
    return { yaml, problems };
  }

  showQuote(place) {
    if (!place.words) {
      this.quoteBox.replaceChildren(element("p", { className: "bt-annotating__help", textContent: "Select words in the text, or choose a sentence below." }));
      return;
    }
    const words = (text) => element("q", { className: "bt-words", lang: this.source.language }, element("bdi", { textContent: text }));
    const settles = place.prefix ? ["It stands in the source more than once; the prefix ", words(place.prefix), " settles which is meant."] : place.suffix ? ["It stands in the source more than once; the suffix ", words(place.suffix), " settles which is meant."] : place.unsettled ? [] : ["It stands in the source once."];
    this.quoteBox.replaceChildren(
      element("blockquote", { className: "bt-quote", lang: this.source.language, dir: this.text.dir }, element("p", {}, element("bdi", { textContent: place.words }))),
      element("p", { className: "bt-annotating__help" }, ...settles, this.note && ` ${this.note}`),
    );
  }

  showProblems() {
    const open = this.problems.filter((problem) => !problem.later);
    const later = this.problems.filter((problem) => problem.later);
    for (const control of this.dialog.querySelectorAll("[data-field]")) {
      const found = this.problems.find((problem) => problem.field === control.dataset.field);
      const fault = document.getElementById(`${control.id}-fault`);
      control.setAttribute("aria-invalid", String(Boolean(found) && !found.later));
      fault.hidden = !found;
      fault.classList.toggle("bt-annotating__fault--later", Boolean(found?.later));
      fault.textContent = found ? `${found.message}${found.hint ? ` – ${found.hint}` : ""} [${found.rule}]` : "";
    }
    const line = ({ field: name, rule, message, hint, later: isLater }) => {
      const control = this.dialog.querySelector(`[data-field="${name}"]`);
      const claim = /^claims\.(\d+)/.exec(name);
      const says = `${claim ? `Claim ${Number(claim[1]) + 1}: ` : ""}${message} [${rule}]`;
      const shown = control ? button(says, "bt-annotating__goto", () => control.focus()) : element("span", { textContent: says });
      return element("li", { className: isLater ? "bt-annotating__later" : "" }, shown, hint && element("span", { className: "bt-annotating__hint", textContent: hint }));
    };
    this.faults.replaceChildren(...[...open, ...later].map(line));
    const count = open.length;
    const [isBegun, isSilent] = [Boolean(this.draft.span), saysNothing(this.draft)];
    const ready = later.length ? "Ready; the check of the pull request looks at the rest" : "Ready";
    this.status.textContent = !isBegun ? "Nothing is quoted yet" : count ? `${count} ${count === 1 ? "thing" : "things"} to mend` : isSilent ? "Nothing is said of the quote yet" : ready;
    this.status.classList.toggle("bt-annotating__status--ready", !count && !isSilent);
    this.status.classList.toggle("bt-annotating__status--none", !isBegun || (!count && isSilent));
  }

  get isReady() {
    return !this.problems.some((problem) => !problem.later);
  }

  goToEnd() {
    this.ways.closest("section").scrollIntoView({ block: "start" });
    (this.faults.querySelector("button") || this.ways.querySelector("a, button")).focus({ preventScroll: true });
  }

  /* ---- coming and going ---- */

  open(opener, range) {
    this.opener = opener;
    if (!this.dialog.open) this.dialog.show();
    document.getElementById("bt-annotating-title").focus({ preventScroll: true });
    const [sheet, words] = [this.dialog.getBoundingClientRect(), range?.getBoundingClientRect()];
    // a sheet from below would lie on the words
    if (words && !sheet.left && words.bottom > sheet.top) scrollBy({ top: words.bottom - sheet.top + 16, behavior: "instant" });
  }

  remove() {
    this.gone.abort();
    this.dialog.remove();
  }

  close() {
    this.dialog.close();
    if (this.opener?.isConnected) this.opener.focus();
  }
}

/* Open the panel on the text of a source, with what is selected in it, if anything is. */
export async function open(text, range, opener) {
  const id = text.dataset.source;
  const data = await readAll(id);
  if (!panel || panel.text !== text) {
    panel?.remove();
    panel = new Panel(text, data);
  }
  const span = range && spanOf(range, text, data.source);
  if (span) panel.take(span);
  panel.open(opener, range);
}

document$.subscribe(() => {
  if (panel && !panel.text.isConnected) {
    panel.remove(); // another page has come
    panel = null;
  }
});
