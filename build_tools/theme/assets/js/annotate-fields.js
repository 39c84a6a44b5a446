/* Fields of the panel for annotating: labelled inputs with their definitions, and the picker of entities, a combobox
   (pattern of the ARIA guide: the focus stays in the field, the list follows). */

let made = 0;
const newId = (what) => `bt-annotating-${what}-${(made += 1)}`;

export function element(tag, properties = {}, ...children) {
  const { data = {}, attributes = {}, ...rest } = properties;
  const one = Object.assign(document.createElement(tag), rest);
  Object.assign(one.dataset, data);
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  one.append(...children.filter((child) => child !== null && child !== undefined));
  return one;
}

export const button = (text, className, pressed) => {
  const one = element("button", { type: "button", className, textContent: text });
  one.addEventListener("click", pressed);
  return one;
};

/* A text in pieces, of which those that match run from right to left if their words do. */
export function isolated(text, pattern) {
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    pieces.push(text.slice(end, match.index), element("bdi", { textContent: match[0] }));
    end = match.index + match[0].length;
  }
  return [...pieces, text.slice(end)];
}

/* Put the focus on a control, and unfold what it stands in. */
export function reveal(control) {
  for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  control.focus();
}

/* A field with its label and what is said of it; `name` is where problems look for it. */
export function field(name, label, control, help = "") {
  control.id ||= newId("field");
  control.dataset.field = name;
  const told = element("p", { id: `${control.id}-help`, className: "bt-annotating__help", dir: "auto", textContent: help, hidden: !help });
  const fault = element("p", { id: `${control.id}-fault`, className: "bt-annotating__fault", hidden: true });
  control.setAttribute("aria-describedby", `${told.id} ${fault.id}`);
  return element("div", { className: "bt-annotating__field" }, element("label", { htmlFor: control.id, textContent: label }), control, told, fault);
}

export function textField(name, label, value, changed, { help = "", long = false, ...more } = {}) {
  const control = element(long ? "textarea" : "input", { value, dir: "auto", autocomplete: "off", spellcheck: long, ...(long ? { rows: 2 } : { type: "text" }), ...more });
  control.addEventListener("input", () => changed(control.value));
  return field(name, label, control, help);
}

/* A choice among terms { id, label, definition }; the definition of the chosen one is shown below. `none` says that nothing
   is chosen; if it is null, something always is. */
export function choice(name, label, terms, value, changed, { help = "", none = "choose…" } = {}) {
  const control = element("select", {}, none === null ? null : element("option", { value: "", textContent: none }));
  for (const term of terms) control.append(element("option", { value: term.id, textContent: term.label, dir: "auto" }));
  control.value = value;
  const box = field(name, label, control);
  const told = box.querySelector(".bt-annotating__help");
  const tell = () => {
    told.textContent = terms.find((term) => term.id === control.value)?.definition || help;
    told.hidden = !told.textContent;
  };
  control.addEventListener("change", () => {
    tell();
    changed(control.value);
  });
  tell();
  return box;
}

/* ---- the picker ---- */

const MOST = 12;

const shownEntity = (entity, kinds, words) =>
  [
    element("b", { className: `bt-e bt-e--${entity.kind}` }, element("bdi", { textContent: entity.names[0] })),
    element("span", { className: "bt-annotating__type" }, `${kinds[entity.kind]} · `, element("bdi", { textContent: entity.type }), ...(words ? [" · “", element("bdi", { textContent: words }), "”"] : [])),
  ];

const foldedNames = new WeakMap();

function folded(entity) {
  if (!foldedNames.has(entity)) foldedNames.set(entity, [...entity.names.map((name) => btFold(name)), entity.id]);
  return foldedNames.get(entity);
}

/* Entities with a name that holds what was typed, those that are proposed before others; of either, those whose names begin
   with it, then those with a word that does. Folded, so that marks, case and letters do not matter. */
function matching(entities, typed, proposed) {
  const wanted = btFold(typed).trim();
  const rank = (entity) => {
    let best = 4;
    for (const name of folded(entity)) {
      if (name === wanted) best = Math.min(best, 0);
      else if (name.startsWith(wanted)) best = Math.min(best, 1);
      else if (name.includes(` ${wanted}`) || name.includes(`-${wanted}`)) best = Math.min(best, 2);
      else if (name.includes(wanted)) best = Math.min(best, 3);
    }
    return best;
  };
  return entities.map((entity) => [rank(entity), entity]).filter(([found]) => found < 4).sort(([a, one], [b, other]) => proposed.has(other) - proposed.has(one) || a - b).map(([, entity]) => entity);
}

/* `options` are the entities to choose from, `first` gives those to propose, with the words that name them (a map);
   `picked` is told the id. */
export function picker(name, label, { options, first, kinds, picked, help = "" }) {
  const list = element("ul", { id: newId("list"), className: "bt-annotating__list", hidden: true, attributes: { role: "listbox", "aria-label": label } });
  const input = element("input", {
    type: "text",
    dir: "auto",
    autocomplete: "off",
    spellcheck: false,
    placeholder: "Type a name",
    attributes: { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id },
  });
  let found = [];
  let at = -1;

  const mark = (next) => {
    at = next;
    for (const [number, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(number === at));
    const item = found.length && list.children[at];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const choose = (entity) => {
    input.value = "";
    close();
    picked(entity.id);
  };
  const open = () => {
    const proposed = first();
    found = (input.value.trim() ? matching(options, input.value, proposed) : [...new Set([...proposed.keys(), ...options])]).filter((entity) => options.includes(entity)).slice(0, MOST);
    list.replaceChildren(
      ...found.map((entity) => {
        const item = element("li", { id: newId("option"), attributes: { role: "option", "aria-selected": "false" } }, ...shownEntity(entity, kinds, proposed.get(entity)));
        item.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
        item.addEventListener("click", () => choose(entity));
        return item;
      }),
      ...(found.length ? [] : [element("li", { className: "bt-annotating__none", textContent: "No recorded name is like it.", attributes: { role: "option", "aria-disabled": "true", "aria-selected": "false" } })]),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    list.scrollIntoView({ block: "nearest" }); // below the last field that is seen, nobody would see it
    mark(input.value.trim() && found.length ? 0 : -1);
  };
  input.addEventListener("input", open);
  input.addEventListener("click", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (list.hidden) open();
      if (found.length) mark((at + by + found.length + (at < 0 && by < 0 ? 1 : 0)) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && found[at]) choose(found[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation(); // the list alone
      close();
    }
  });
  const box = field(name, label, input, help);
  input.after(list);
  return box;
}

/* Chosen entities in a row, each with a button that takes it out. */
export function chips(entities, kinds, removed) {
  return element(
    "ul",
    { className: "bt-annotating__chips" },
    ...entities.map((entity) => {
      const out = button("×", "bt-annotating__out", () => removed(entity.id));
      out.setAttribute("aria-label", `Take out ${entity.names[0]}`);
      return element("li", {}, ...shownEntity(entity, kinds), out);
    }),
  );
}
