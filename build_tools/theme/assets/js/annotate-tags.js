/* The part of the panel for annotating with the entities that a quote names. */

import { button, choice, element, picker, textField } from "./annotate-fields.js";

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
      element("span", { className: "bt-annotating__type" }, `${panel.kinds[entity.kind]} · `, element("bdi", { textContent: entity.type }), ...(named.length ? [", found as ", ...named.flatMap((words, number) => [number ? ", “" : "“", element("bdi", { textContent: words }), "”"])] : [])),
      out,
    ),
    needsWords ? element("div", {}, ...fields) : element("details", {}, element("summary", { textContent: "Other words, or words of somebody else" }), ...fields),
  );
}
