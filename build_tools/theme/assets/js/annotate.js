/* Select to annotate: what every page needs of it. A button beside selected words of a source opens a panel; all else is
   fetched only then. Without script the hint above the text is hidden, and nothing else of it is there.
   Started for every page by `document$`, as site.js is. */
(() => {
  "use strict";

  const panel = () => import(new URL("assets/js/annotate-panel.js", __md_scope));
  const textOf = () => document.querySelector(".bt-text[data-source]");

  /* ---- the button beside a selection ---- */

  const button = Object.assign(document.createElement("button"), { type: "button", className: "bt-annotate", textContent: "Annotate", lang: "en", dir: "ltr" });
  let chosen = null; // the range that was last selected in the text
  let taken = null; // the one that the panel was opened with, or was given last

  function selected() {
    const text = textOf();
    const selection = getSelection();
    if (!text || !selection.rangeCount || selection.isCollapsed || !String(selection).trim()) return null;
    const range = selection.getRangeAt(0);
    return [...text.querySelectorAll(".bt-par")].some((line) => range.intersectsNode(line)) ? range : null;
  }

  function place(range) {
    const text = textOf();
    const last = [...range.getClientRects()].filter((box) => box.width).at(-1);
    const lines = [...text.querySelectorAll(".bt-block")].filter((block) => range.intersectsNode(block));
    if (!last || !lines.length) return;
    lines.at(-1).append(button); // so that the keyboard comes to it after the words
    const around = text.getBoundingClientRect();
    const left = Math.max(8, Math.min(last.right - button.offsetWidth / 2, document.documentElement.clientWidth - button.offsetWidth - 8));
    button.style.left = `${left - around.left}px`;
    button.style.top = `${last.bottom + 6 - around.top}px`;
  }

  const isSame = (one, other) => one && ["START_TO_START", "END_TO_END"].every((ends) => !one.compareBoundaryPoints(Range[ends], other));

  let isDrawn = false; // the mouse is held down: the button would be in the way of what it selects

  function follow() {
    const range = isDrawn ? null : selected();
    if (range && taken?.startContainer.isConnected && isSame(taken, range)) return;
    if (range) {
      chosen = range.cloneRange();
      button.textContent = document.querySelector(".bt-annotating[open]") ? "Quote this" : "Annotate";
      place(range);
    } else if (button.isConnected && document.activeElement !== button) {
      button.remove();
    }
  }

  let waiting = 0;
  const followSoon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(follow);
  };
  document.addEventListener("selectionchange", followSoon);
  document.addEventListener("pointerdown", (event) => {
    isDrawn = event.pointerType === "mouse" && event.target !== button;
  });
  for (const ends of ["pointerup", "pointercancel"]) {
    document.addEventListener(ends, () => {
      isDrawn = false;
      followSoon();
    });
  }

  /* Most names in a text are links, and browsers start no selection on one: a pointer that is drawn from a link selects
     from there, and neither drags nor follows it. */
  const linkAt = (event) => event.target instanceof Element && event.target.closest(".bt-text[data-source] a.bt-m");
  const FAR = 4; // pixels after which a press is no click

  function caretAt({ clientX, clientY }) {
    const caret = document.caretPositionFromPoint?.(clientX, clientY);
    if (caret) return [caret.offsetNode, caret.offset];
    const range = document.caretRangeFromPoint?.(clientX, clientY);
    return range && [range.startContainer, range.startOffset];
  }

  document.addEventListener("mousedown", (event) => {
    const from = linkAt(event) && !event.button && !event.shiftKey && caretAt(event);
    if (!from) return;
    event.preventDefault(); // no dragging of the link
    getSelection().removeAllRanges();
    const extend = (moved) => {
      const to = Math.hypot(moved.clientX - event.clientX, moved.clientY - event.clientY) > FAR && caretAt(moved);
      if (to) getSelection().setBaseAndExtent(...from, ...to);
    };
    document.addEventListener("mousemove", extend);
    addEventListener("mouseup", () => document.removeEventListener("mousemove", extend), { once: true });
  });
  document.addEventListener(
    "click",
    (event) => {
      const link = linkAt(event);
      const range = link && event.detail && selected();
      if (!range || !range.intersectsNode(link)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  /* ---- what opens the panel ---- */

  async function open(range, opener) {
    const text = textOf();
    try {
      await (await panel()).open(text, range, opener);
      taken = range?.cloneRange();
      button.remove();
    } catch (error) {
      console.info(error);
      document.querySelector(".bt-annotating__told").textContent = "The panel could not be loaded; reload the page and try again.";
    }
  }

  // pressing a button must not take the selection away
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && event.target.closest(".bt-annotate, .bt-annotating__open")) event.preventDefault();
  });
  document.addEventListener("mousedown", (event) => {
    if (event.target instanceof Element && event.target.closest(".bt-annotate, .bt-annotating__open")) event.preventDefault();
  });
  button.addEventListener("click", () => open(chosen, document.querySelector(".bt-annotating__open")));
  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element && event.target.closest(".bt-annotating__open");
    if (opener) open(selected(), opener);
  });

  document$.subscribe(() => {
    chosen = taken = null;
    button.remove();
  });
})();
