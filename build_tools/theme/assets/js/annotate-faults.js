/* What is wrong with an annotation, in its panel: beside each field, as a list, and in a word at the foot. */

import { saysNothing } from "./annotate-draft.js";
import { button, element, isolated, reveal } from "./annotate-fields.js";
import { calledOf } from "./annotate-statements.js";

/* What is told of a problem: words of the source and of records run their own way in it. */
const told = (text) => isolated(text, /(?<=')[^']+(?=')/g);

function tellBeside(control, found) {
  const fault = document.getElementById(`${control.id}-fault`);
  control.setAttribute("aria-invalid", String(Boolean(found) && !found.later));
  fault.hidden = !found;
  fault.classList.toggle("bt-annotating__fault--later", Boolean(found?.later));
  fault.replaceChildren(...(found ? told(`${found.message}${found.hint ? ` – ${found.hint}` : ""} [${found.rule}]`) : []));
}

function lineOf(dialog, { field: name, rule, message, hint, later }) {
  const control = dialog.querySelector(`[data-field="${name}"]`);
  const called = calledOf(name);
  const shown = control ? button("", "bt-annotating__goto", () => reveal(control)) : element("span");
  shown.append(...told(`${called && `${called}: `}${message} [${rule}]`));
  return element("li", { className: later ? "bt-annotating__later" : "" }, shown, hint && element("span", { className: "bt-annotating__hint" }, ...told(hint)));
}

/* Show the problems of the panel's draft. */
export function showProblems({ draft, problems, dialog, faults, status }) {
  const open = problems.filter((problem) => !problem.later);
  const later = problems.filter((problem) => problem.later);
  for (const control of dialog.querySelectorAll("[data-field]")) tellBeside(control, problems.find((problem) => problem.field === control.dataset.field));
  faults.replaceChildren(...[...open, ...later].map((problem) => lineOf(dialog, problem)));
  const count = open.length;
  const [isBegun, isSilent] = [Boolean(draft.span), saysNothing(draft)];
  const ready = later.length ? "Ready; the check of the pull request looks at the rest" : "Ready";
  status.textContent = !isBegun ? "Nothing is quoted yet" : count ? `${count} ${count === 1 ? "thing" : "things"} to mend` : isSilent ? "Nothing is said of the quote yet" : ready;
  status.classList.toggle("bt-annotating__status--ready", !count && !isSilent);
  status.classList.toggle("bt-annotating__status--none", !isBegun || (!count && isSilent));
}
