/* The parts of the panel for annotating that repeat: entities that a quote names, and claims. */

import { button, chips, choice, element, picker, textField } from "./annotate-fields.js";

/* ---- entities ---- */

/* Show the entities of the draft, those that the quote names and that are not among them, and the way to any other. */
export function tagList(panel) {
  const { draft, tagBox } = panel;
  const found = panel.find(panel.quote);
  const isTagged = (entity) => draft.tags.some((tag) => tag.id === entity.id);
  const add = (id) => {
    if (!draft.tags.some((tag) => tag.id === id)) draft.tags.push({ id, words: "", usage: "" });
    tagList(panel);
    panel.changed();
    const at = draft.tags.findIndex((tag) => tag.id === id);
    // to what is to be done next, never to the button that takes it out again
    const next = panel.named(id).length ? tagBox.querySelector(".bt-annotating__add") || tagBox.querySelector("[role=combobox]") : tagBox.querySelector(`[data-field="tags.${at}.words"]`);
    next.focus();
  };
  const proposed = [...found].filter(([entity]) => !isTagged(entity));
  tagBox.replaceChildren(
    ...draft.tags.map((tag, at) => tagBoxOf(panel, tag, at)),
    proposed.length
      ? element(
          "div",
          { className: "bt-annotating__proposed", attributes: { role: "group", "aria-label": "Named in the quote" } },
          element("span", { className: "bt-annotating__label", textContent: "Named in the quote:" }),
          ...proposed.map(([entity, words]) => {
            const one = button("", "bt-annotating__add", () => add(entity.id));
            one.append("+ ", element("b", { className: `bt-e bt-e--${entity.kind}` }, element("bdi", { textContent: entity.names[0] })), element("span", { className: "bt-annotating__type" }, `${panel.kinds[entity.kind]} · “`, element("bdi", { textContent: words }), "”"));
            return one;
          }),
        )
      : "",
    picker("tags", "Add an actor, place or agreement", { options: panel.registry.entities.filter((entity) => !isTagged(entity)), first: () => found, kinds: panel.kinds, picked: add, help: "Only what the quote names; what a claim is about without naming it goes under “about”." }),
  );
}

function tagBoxOf(panel, tag, at) {
  const entity = panel.entity(tag.id);
  const named = panel.named(tag.id);
  const out = button("×", "bt-annotating__out", () => {
    panel.draft.tags.splice(at, 1);
    tagList(panel);
    panel.changed();
    panel.tagBox.querySelector("[role=combobox]").focus();
  });
  out.setAttribute("aria-label", `Take out ${entity.names[0]}`);
  const set = (key) => (value) => {
    tag[key] = value;
    panel.changed();
  };
  const fields = [
    textField(`tags.${at}.words`, "Words of the quote that name it", tag.words, set("words"), { help: panel.registry.keys.surface.text, lang: panel.source.language, dir: panel.text.dir, spellcheck: false }),
    choice(`tags.${at}.usage`, "Whose words they are", panel.registry.lists.usages, tag.usage, set("usage"), { none: "the text’s own", help: panel.registry.keys.surface.usage }),
  ];
  const needsWords = !named.length || tag.words || tag.usage;
  return element(
    "div",
    { className: "bt-annotating__tag", data: { tag: at } },
    element(
      "p",
      { className: "bt-annotating__who" },
      element("b", { className: `bt-e bt-e--${entity.kind}` }, element("bdi", { textContent: entity.names[0] })),
      element("span", { className: "bt-annotating__type" }, `${panel.kinds[entity.kind]} · ${entity.type}`, ...(named.length ? [", found as ", ...named.flatMap((words, number) => [number ? ", “" : "“", element("bdi", { textContent: words }), "”"])] : [])),
      out,
    ),
    needsWords ? element("div", {}, ...fields) : element("details", {}, element("summary", { textContent: "Other words, or words of somebody else" }), ...fields),
  );
}

/* ---- claims ---- */

/* The fields of a claim; those of a figure where it is one. */
export function claimBox(panel, claim, at) {
  const { keys, lists } = panel.registry;
  const again = (focused) => {
    panel.showClaims();
    panel.changed();
    panel.claimsBox.querySelector(`[data-field="claims.${at}.${focused}"]`)?.focus();
  };
  const set = (key, isShownAnew = false) => (value) => {
    claim[key] = value;
    if (isShownAnew) again(key);
    else panel.changed();
  };
  const text = (key, label, help, more = {}) => textField(`claims.${at}.${key}`, label, claim[key], set(key), { help, ...more });
  const entities = (key, label, kinds) => {
    const options = panel.registry.entities.filter((entity) => kinds.includes(entity.kind) && !claim[key].includes(entity.id));
    const picked = (id) => {
      claim[key] = [...claim[key], id];
      again(key);
    };
    const removed = (id) => {
      claim[key] = claim[key].filter((one) => one !== id);
      again(key);
    };
    const tagged = () => panel.draft.tags.map((tag) => [panel.entity(tag.id), tag.words]);
    const first = () => new Map([...tagged(), ...panel.find(panel.quote)].filter(([entity]) => options.includes(entity)));
    return element("div", {}, picker(`claims.${at}.${key}`, label, { options, first, kinds: panel.kinds, picked, help: keys.claim[key] }), chips(claim[key].map(panel.entity), panel.kinds, removed));
  };
  const question = panel.registry.questions.find((one) => one.id === claim.question);
  const out = button("Take out", "bt-annotating__button", () => {
    panel.draft.claims.splice(at, 1);
    panel.showClaims();
    panel.changed();
    panel.claimsBox.nextElementSibling.focus();
  });
  out.setAttribute("aria-label", `Take out claim ${at + 1}`);
  return element(
    "fieldset",
    { className: "bt-annotating__claim" },
    element("legend", {}, `Claim ${at + 1} `),
    choice(`claims.${at}.type`, "Type", lists.claim_types, claim.type, set("type", true), { help: keys.claim.type }),
    claim.type === "figure" ? figureFields(panel, claim, at, text, set) : "",
    entities("said_by", "Said by", ["actor"]),
    entities("about", "About", ["actor", "place", "agreement"]),
    text("date", "Date", `${keys.claim.date} For example 2020-02-17, 2020-02 or 2020.`, { spellcheck: false }),
    text("date_inferred", "Date inferred: why", keys.claim.date_inferred),
    element(
      "details",
      { open: Boolean(claim.via.length || claim.question) },
      element("summary", { textContent: "More: passed on by, answer to a question" }),
      entities("via", "Passed on by", ["actor"]),
      panel.registry.questions.length
        ? choice(`claims.${at}.question`, "Answers the question", panel.registry.questions.map(({ id, text: label }) => ({ id, label, definition: "" })), claim.question, (value) => ((claim.answer = ""), set("question", true)(value)), { none: "none", help: keys.claim.answers })
        : "",
      question ? choice(`claims.${at}.answer`, "Its answer", question.answers.map(({ id, text: label }) => ({ id, label, definition: "" })), claim.answer, set("answer")) : "",
    ),
    out,
  );
}

function figureFields(panel, claim, at, text, set) {
  const { keys, lists } = panel.registry;
  const amounts = [
    { id: "value", label: "a number", definition: "" },
    { id: "range", label: "a range", definition: "" },
    { id: "words", label: "words", definition: "" },
  ];
  const shown = {
    value: () => [text("value", "Number", keys.figure.value, { inputMode: "decimal" })],
    range: () => [text("low", "From", keys.figure.low, { inputMode: "decimal" }), text("high", "To", keys.figure.high, { inputMode: "decimal" })],
    words: () => [text("words", "Words", keys.figure.words, { lang: panel.source.language, dir: panel.text.dir })],
  }[claim.amount]();
  return element(
    "div",
    { className: "bt-annotating__figure" },
    choice(`claims.${at}.measure`, "Measure", lists.measures, claim.measure, set("measure"), { help: keys.figure.measure }),
    choice(`claims.${at}.amount`, "The amount is given as", amounts, claim.amount, set("amount", true), { none: null }),
    ...shown,
    choice(`claims.${at}.qualifier`, "Hedge", lists.qualifiers, claim.qualifier, set("qualifier"), { none: "none", help: keys.figure.qualifier }),
    text("unit", "Unit", keys.figure.unit),
    text("scope", "Scope", keys.figure.scope),
    text("inferred", "Inferred: why", keys.figure.inferred),
  );
}
