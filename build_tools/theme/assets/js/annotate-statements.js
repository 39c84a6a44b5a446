/* The parts of the panel for annotating with what a passage says: claims with their figures, relations, and reports on
   agreements. Each statement is a box; what most of them do without is folded up in it. */

import { EMPTY } from "./annotate-draft.js";
import { button, chips, choice, element, picker, reveal, textField } from "./annotate-fields.js";

const DATES = "For example 2020-02-17, 2020-02 or 2020.";
const ANY = ["actor", "place", "agreement"];

/* What is said, by the key of its record: what it is called, and what is in its box. */
const KINDS = {
  claims: { title: "What is claimed in it", one: "claim", content: claim, isOffered: () => true },
  relations: { title: "Relations that it states", one: "relation", content: relation, isOffered: (registry) => registry.lists.relation_types.length },
  provisions: { title: "What it reports of agreements", one: "report", content: report, isOffered: (registry) => registry.entities.some((entity) => entity.kind === "agreement") },
};

/* What a statement is called where a problem with it is told; `field` is the name of one of its fields. */
export function calledOf(field) {
  const [kind, at] = field.split(".");
  return kind in KINDS ? `${KINDS[kind].one.replace(/^./, (letter) => letter.toUpperCase())} ${Number(at) + 1}` : "";
}

/* The parts, each with its title and what is in it; of what the corpus has nothing of, there is none. */
export function statementParts(panel) {
  panel.statements = {};
  return Object.entries(KINDS)
    .filter(([kind, { isOffered }]) => panel.draft[kind].length || isOffered(panel.registry))
    .map(([kind, { title, one }]) => {
      panel.statements[kind] = element("div", { className: "bt-annotating__parts" });
      return [title, panel.statements[kind], button(`Add a ${one}`, "bt-annotating__button", () => add(panel, kind))];
    });
}

/* Show all statements anew. */
export function showStatements(panel) {
  for (const [kind, box] of Object.entries(panel.statements)) box.replaceChildren(...panel.draft[kind].map((_, at) => boxOf(panel, kind, at)));
}

function add(panel, kind) {
  const { draft, statements } = panel;
  draft[kind].push(EMPTY[kind]());
  statements[kind].append(boxOf(panel, kind, draft[kind].length - 1));
  panel.changed();
  statements[kind].lastElementChild.querySelector("select, input").focus();
}

/* ---- a box and its fields ---- */

function boxOf(panel, kind, at) {
  const { one, content } = KINDS[kind];
  const out = button("Take out", "bt-annotating__button", () => {
    const [box, next] = [panel.statements[kind], panel.statements[kind].nextElementSibling];
    panel.draft[kind].splice(at, 1);
    box.replaceChildren(...panel.draft[kind].map((_, number) => boxOf(panel, kind, number)));
    panel.changed();
    next.focus();
  });
  out.setAttribute("aria-label", `Take out ${one} ${at + 1}`);
  return element("fieldset", { className: "bt-annotating__claim" }, element("legend", { textContent: `${calledOf(`${kind}.${at}`)} ` }), ...content(fieldsOf(panel, kind, at)), out);
}

/* What makes the fields of a statement. */
function fieldsOf(panel, kind, at) {
  const { registry } = panel;
  const record = panel.draft[kind][at];
  const keys = kind === "claims" ? { ...registry.keys.figure, ...registry.keys.claims } : registry.keys[kind];
  const name = (key) => `${kind}.${at}.${key}`;
  /* Show the box anew, what is unfolded in it too, with the focus where it was. */
  const again = (key) => {
    const before = panel.statements[kind].children[at];
    const after = boxOf(panel, kind, at);
    const [old, folds] = [before, after].map((box) => [...box.querySelectorAll("details")]);
    for (const fold of folds) fold.open ||= old.some((other) => other.open && other.dataset.fold === fold.dataset.fold);
    before.replaceWith(after);
    panel.changed();
    reveal(after.querySelector(`[data-field="${name(key)}"]`));
  };
  const set = (key, isShownAnew = false) => (value) => {
    record[key] = value;
    if (isShownAnew) again(key);
    else panel.changed();
  };
  const text = (key, label, more = {}) => textField(name(key), label, record[key], set(key), { help: keys[key], ...more });
  /* A choice of one of some terms; the box is shown `anew` where other fields follow from it. */
  const term = (key, label, terms, { anew = false, ...more } = {}) => choice(name(key), label, terms, record[key], set(key, anew), { help: keys[key], ...more });
  /* Entities of some kinds, of which one is meant or several. */
  const entities = (key, label, kinds, { isOne = false, picked = () => {} } = {}) => {
    const chosen = isOne ? [record[key]].filter(Boolean) : record[key];
    const options = registry.entities.filter((entity) => kinds.includes(entity.kind) && !chosen.includes(entity.id));
    const put = (ids) => {
      record[key] = isOne ? ids.at(-1) || "" : ids;
      picked();
      again(key);
    };
    const tagged = () => panel.draft.tags.map((tag) => [panel.entity(tag.id), tag.words]);
    const first = () => new Map([...tagged(), ...panel.find(panel.quote)].filter(([entity]) => options.includes(entity)));
    const field = picker(name(key), label, { options, first, kinds: panel.kinds, picked: (id) => put([...chosen, id]), help: keys[key] });
    return element("div", {}, field, chips(chosen.map(panel.entity), panel.kinds, (id) => put(chosen.filter((other) => other !== id))));
  };
  const texts = (list) => list.map(({ id, text: label }) => ({ id, label, definition: "" }));
  const dates = (key, label) => [text(key, label, { help: `${keys[key]} ${DATES}`, spellcheck: false }), text(`${key}_inferred`, `${label} inferred: why`)];
  const origin = () => (registry.origins.length ? term("origin", "Origin", texts(registry.origins), { none: "none" }) : "");
  /* A question, and once it is chosen one of its answers. */
  const answer = (question, label, ofAnswer, answerLabel, help) => {
    const chosen = registry.questions.find((one) => one.id === record[question]);
    const asked = choice(name(question), label, texts(registry.questions), record[question], (value) => ((record[ofAnswer] = ""), set(question, true)(value)), { none: "none", help });
    return registry.questions.length ? [asked, chosen ? term(ofAnswer, answerLabel, texts(chosen.answers)) : ""] : [];
  };
  /* What is folded up unless something of it is there. */
  const fold = (id, told, inIt, ...content) => element("details", { data: { fold: id }, open: inIt.some((key) => record[key].length) }, element("summary", { textContent: told }), ...content);
  return { panel, registry, record, keys, text, term, entities, dates, origin, answer, fold };
}

/* ---- what is in the boxes ---- */

function claim(fields) {
  const { registry, record, keys, term, entities, dates, origin, answer, fold } = fields;
  const asks = registry.questions.length > 0;
  return [
    term("type", "Type", registry.lists.claim_types, { anew: true }),
    ...(record.type === "figure" ? [figure(fields)] : []),
    entities("said_by", "Said by", ["actor"]),
    entities("about", "About", ANY),
    ...dates("date", "Date"),
    fold(
      "more",
      `More: passed on by${registry.origins.length ? ", origin" : ""}, due${asks ? ", answer to a question" : ""}`,
      ["via", "origin", "due", "due_inferred", "question", "deniedQuestion"],
      entities("via", "Passed on by", ["actor"]),
      origin(),
      ...dates("due", "Due"),
      ...answer("question", "Answers the question", "answer", "Its answer", keys.answers),
      ...answer("deniedQuestion", "Denies an answer to the question", "deniedAnswer", "The answer that it denies", keys.rejects),
    ),
  ];
}

function figure(fields) {
  const { panel, registry, record, text, term, fold } = fields;
  const amounts = [
    { id: "value", label: "a number", definition: "" },
    { id: "range", label: "a range", definition: "" },
    { id: "words", label: "words", definition: "" },
  ];
  const shown = {
    value: () => [text("value", "Number", { inputMode: "decimal" })],
    range: () => [text("low", "From", { inputMode: "decimal" }), text("high", "To", { inputMode: "decimal" })],
    words: () => [text("words", "Words", { lang: panel.source.language, dir: panel.text.dir })],
  }[record.amount]();
  return element(
    "div",
    { className: "bt-annotating__figure" },
    term("measure", "Measure", registry.lists.measures),
    term("amount", "The amount is given as", amounts, { anew: true, none: null }),
    ...shown,
    term("qualifier", "Hedge", registry.lists.qualifiers, { none: "none" }),
    text("unit", "Unit"),
    text("scope", "Scope"),
    text("inferred", "Inferred: why"),
    fold(
      "period",
      "Period counted",
      ["since", "until", "period_inferred"],
      text("since", "Since", { spellcheck: false }),
      text("until", "Until", { spellcheck: false }),
      text("period_inferred", "Period inferred: why"),
    ),
  );
}

const passedOn = ({ registry }) => `passed on by${registry.origins.length ? ", origin" : ""}`;

function relation(fields) {
  const { registry, text, term, entities, dates, origin, fold } = fields;
  return [
    entities("from", "From", ANY, { isOne: true }),
    term("type", "Type", registry.lists.relation_types),
    entities("to", "To", ANY, { isOne: true }),
    entities("said_by", "Said by", ["actor"]),
    ...dates("date", "Date"),
    fold("more", `More: extent, ${passedOn(fields)}`, ["extent", "via", "origin"], text("extent", "Extent"), entities("via", "Passed on by", ["actor"]), origin()),
  ];
}

const short = (words) => (words.length > 70 ? `${words.slice(0, 69)}…` : words);

function report(fields) {
  const { panel, registry, record, term, entities, dates, origin, fold } = fields;
  const provisions = panel.entity(record.agreement)?.provisions || [];
  const terms = provisions.map(({ id, text }) => ({ id, label: short(text), definition: text }));
  return [
    entities("agreement", "Agreement", ["agreement"], { isOne: true, picked: () => (record.provision = "") }),
    provisions.length ? term("provision", "Provision", terms, { none: "the whole agreement" }) : "",
    term("report", "What is reported", registry.lists.report_types),
    entities("by", "By", ["actor"], { isOne: true }),
    entities("said_by", "Said by", ["actor"]),
    ...dates("date", "Date"),
    fold("more", `More: ${passedOn(fields)}`, ["via", "origin"], entities("via", "Passed on by", ["actor"]), origin()),
  ];
}
