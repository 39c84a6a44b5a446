/* The panel for annotating a passage of a source: what is quoted, who is named, what is said, and the YAML that says so.
   A dialog that leaves the text within reach; a sheet from below where the window is narrow. What was entered is kept for
   the session, so that nothing is lost by closing or leaving. Nothing is sent: buttons lead to the repository. */

import { emptyDraft, fitting, isEmpty, proposedId, saysNothing, readBack, recordOf, yamlOf } from "./annotate-draft.js";
import { problemsOf, schemaChecker } from "./annotate-check.js";
import { finder, namedBy } from "./annotate-names.js";
import { readSource, sentencesOf, settled, spanOf, wordsOf } from "./annotate-text.js";
import { button, element, isolated, textField } from "./annotate-fields.js";
import { chooser, showQuote } from "./annotate-quote.js";
import { tagList } from "./annotate-tags.js";
import { showStatements, statementParts } from "./annotate-statements.js";
import { showProblems } from "./annotate-faults.js";
import { waysOut } from "./annotate-send.js";

const KEPT = "annotating."; // with the id of the source: name in the store of the session
const MUCH = 600; // characters; a quote that is longer holds several claims

/* ---- data ---- */

const fetched = new Map();

function json(path) {
  if (!fetched.has(path)) {
    // asked for anew each time: what the browser holds may be of another version of the site than this script
    const asked = fetch(new URL(`data/${path}`, __md_scope), { cache: "no-cache" }).then((answer) => {
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

/* A line of YAML: its value runs its own way, and what has no room goes on behind its indent. */
function lineOf(line) {
  const one = element("span", { className: "bt-annotating__line" }, ...isolated(line, /(?<=^ *(?:- )*(?:[a-z_]+: )?)(?![a-z_]+: )\S.*$/g));
  one.style.setProperty("--bt-behind", `${/^ *(?:- )*/.exec(line)[0].length + 2}ch`);
  return one;
}

let panel = null;

class Panel {
  constructor(text, { source, registry, schemaProblems }) {
    Object.assign(this, { text, source, registry, schemaProblems });
    this.entities = new Map(registry.entities.map((entity) => [entity.id, entity]));
    this.find = finder(registry.entities);
    this.kinds = Object.fromEntries(registry.lists.entity_kinds.map((term) => [term.id, term.label]));
    this.sentences = sentencesOf(source);
    this.draft = fitting(__md_get(KEPT + source.id, sessionStorage) || {}, registry, source.runs);
    this.laidAside = null; // a draft that can be brought back
    this.note = "";
    this.gone = new AbortController();
    this.build();
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
    this.yamlBox = element("pre", { className: "bt-annotating__yaml", tabIndex: 0, attributes: { role: "region", "aria-label": "The annotation as YAML" } });
    this.faults = element("ul", { className: "bt-annotating__faults" });
    this.status = element("p", { className: "bt-annotating__status", attributes: { role: "status" } });
    this.told = element("p", { className: "bt-annotating__sent", attributes: { role: "status" } });
    this.ways = element("div", { className: "bt-annotating__ways" });
    this.toEnd = button("Go to the end", "bt-annotating__button", () => this.goToEnd());
    this.over = this.startOver();
    this.idField = textField("id", "Id of the passage", this.draft.id, (value) => this.change({ id: value, isOwnId: true }), { help: this.registry.keys.passage.id, spellcheck: false });
    this.noteField = textField("note", "Note for readers (optional)", this.draft.note, (value) => this.change({ note: value }), { long: true, help: this.registry.keys.passage.note });
    let number = 0;
    const part = (name, ...content) => element("section", { className: "bt-annotating__part" }, element("h3", { textContent: `${(number += 1)}. ${name}` }), ...content);
    this.dialog = element(
      "dialog",
      { className: `bt-annotating md-typeset${getComputedStyle(this.text).direction === "rtl" ? " bt-annotating--left" : ""}`, lang: "en", dir: "ltr", attributes: { "aria-labelledby": title.id } },
      element("div", { className: "bt-annotating__head" }, title, close),
      element(
        "div",
        { className: "bt-annotating__body" },
        part("The quote", this.quoteBox, chooser(this)),
        part("Who and what it names", this.tagBox),
        ...statementParts(this).map((content) => part(...content)),
        part("Name and note", this.idField, this.noteField),
        part("The annotation", this.faults, this.yamlBox, this.ways, this.told, this.over),
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
    tagList(this);
    showStatements(this);
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
    tagList(this);
    showStatements(this);
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
    tagList(this);
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

  /* ---- what follows from a change ---- */

  changed() {
    if (!this.draft.isOwnId) {
      this.draft.id = this.draft.span ? proposedId(this.quote.words, this.source) : "";
      this.idField.querySelector("input").value = this.draft.id;
    }
    this.keep();
    const { place } = this;
    showQuote(this, place);
    const { yaml, problems } = this.checked(place);
    this.yaml = yaml;
    this.problems = problems;
    this.yamlBox.replaceChildren(...yaml.split("\n").flatMap((line, at) => (at ? ["\n", lineOf(line)] : [lineOf(line)])));
    showProblems(this);
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
    if (words && sheet.width >= innerWidth && words.bottom > sheet.top) scrollBy({ top: words.bottom - sheet.top + 16, behavior: "instant" });
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
