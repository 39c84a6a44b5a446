/* Comforts of the map: a filter by source, a card for the place that is pointed at, and enlarging. Without script the
   drawing, its links and the list are all there. What is chosen stands in the query of the address.
   The page scrolls as ever: the wheel enlarges with Ctrl only, and one finger moves only what is enlarged.
   Started for every page by `document$`, as site.js is. */
(() => {
  "use strict";

  const MOST = 16; // times
  const SPARE = 2.2; // from here on names show that have no room at first
  const LEAST = 3; // radius of the smallest mark, as in the drawing

  const pageOf = () => document.querySelector(".bt-page--map");
  const parts = (page, id) => page.querySelectorAll(`[data-place="${CSS.escape(id)}"]`);

  /* ---- filter ---- */

  function counts(row) {
    return new Map(row.dataset.mentions.split(" ").filter(Boolean).map((pair) => pair.split("=").map(Number)));
  }

  function read(box) {
    const select = box.querySelector("select");
    const asked = new URLSearchParams(location.search).get(select.name) || "";
    select.value = [...select.options].some((option) => option.value === asked) ? asked : "";
  }

  function write(box) {
    const select = box.querySelector("select");
    const asked = new URLSearchParams(location.search);
    if (select.value) asked.set(select.name, select.value);
    else asked.delete(select.name);
    const query = String(asked);
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    dispatchEvent(new Event("bt-address")); // steps.js has to know it
  }

  function apply(page, box) {
    const chosen = box.querySelector("select").selectedIndex - 1;
    const rows = [...page.querySelectorAll(".bt-atlas__row")];
    let shown = 0;
    for (const row of rows) {
      const found = counts(row);
      const all = [...found.values()].reduce((sum, count) => sum + count, 0);
      const count = chosen < 0 ? all : found.get(chosen) || 0;
      const out = chosen >= 0 && !count;
      if (!out) shown += 1;
      row.hidden = out;
      row.querySelector(".bt-times").textContent = count.toLocaleString("en");
      for (const part of parts(page, row.dataset.place)) {
        if (part === row || part.matches(".bt-map__area, .bt-map__label--country")) continue; // the ground stays
        part.classList.toggle("bt-is-out", out);
        const dot = part.querySelector(".bt-map__dot");
        if (!dot) continue;
        dot.dataset.first ??= dot.getAttribute("r");
        const grow = Number(part.ownerSVGElement.dataset.grow);
        const radius = chosen < 0 ? dot.dataset.first : Math.max(LEAST, grow * Math.sqrt(count)).toFixed(1);
        dot.setAttribute("r", radius);
      }
    }
    box.querySelector("button").hidden = chosen < 0;
    box.querySelector("output").textContent = `${chosen < 0 ? "" : `${shown} of `}${rows.length} ${rows.length === 1 ? "place" : "places"}`;
  }

  function startFilter(page) {
    const box = page.querySelector(".bt-filter--map");
    if (!box) return;
    box.hidden = false;
    const changed = () => {
      write(box);
      apply(page, box);
    };
    box.addEventListener("change", changed);
    box.querySelector("button").addEventListener("click", () => {
      box.querySelector("select").value = "";
      changed();
      box.querySelector("select").focus(); // the button that had the focus is gone
    });
    read(box);
    apply(page, box);
  }

  /* ---- the card of a place, and its mark and row together ---- */

  function startCards(page) {
    const card = Object.assign(document.createElement("div"), { className: "bt-map__card", hidden: true });
    card.setAttribute("aria-hidden", "true"); // it repeats what the row says
    let hot = "";

    const hide = () => {
      if (hot) for (const part of parts(page, hot)) part.classList.remove("bt-is-hot");
      hot = "";
      card.hidden = true;
    };

    const show = (id) => {
      if (id === hot) return;
      hide();
      hot = id;
      for (const part of parts(page, id)) part.classList.add("bt-is-hot");
      const row = page.querySelector(`.bt-atlas__row[data-place="${CSS.escape(id)}"]`);
      const mark = [...parts(page, id)].find((part) => part.closest(".bt-map__pins") && part.getClientRects().length);
      if (!row || !mark) return;
      const name = document.createElement("strong");
      name.textContent = row.querySelector(".bt-e").textContent;
      const times = row.querySelector(".bt-times").textContent;
      const more = row.querySelector(".bt-atlas__more").textContent.replace(/\s+/g, " ");
      card.replaceChildren(name, `${times} ${times === "1" ? "mention" : "mentions"}. ${more}`);
      const map = mark.closest(".bt-map");
      map.append(card);
      card.hidden = false;
      const frame = map.getBoundingClientRect();
      const dot = mark.querySelector(".bt-map__dot").getBoundingClientRect();
      const left = Math.min(Math.max(dot.left + dot.width / 2 - frame.left - card.offsetWidth / 2, 4), frame.width - card.offsetWidth - 4);
      const above = dot.top - frame.top - card.offsetHeight - 6;
      card.style.left = `${left}px`;
      card.style.top = `${above > 4 ? above : dot.bottom - frame.top + 6}px`;
    };

    const placeOf = (target) => target instanceof Element && target.closest(".bt-map [data-place], .bt-atlas__row");
    for (const name of ["pointerover", "focusin"]) {
      page.addEventListener(name, (event) => {
        const part = placeOf(event.target);
        if (part) show(part.dataset.place);
        else hide();
      });
    }
    page.addEventListener("pointerleave", hide);
    page.addEventListener("focusout", hide);
    page.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
    });
    // the card says it better than a tooltip would
    for (const title of page.querySelectorAll(".bt-map__pin title")) {
      title.parentElement.setAttribute("aria-label", title.textContent);
      title.remove();
    }
  }

  /* ---- enlarging ---- */

  /* A drawing that can be enlarged: `times` it, with the corner `x`, `y` of what is shown. */
  class View {
    constructor(svg) {
      this.svg = svg;
      [, , this.width, this.height] = svg.getAttribute("viewBox").split(" ").map(Number);
      this.kept = [...svg.querySelectorAll("g[transform]")].map((part) => {
        const [x, y] = part.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
        return { part, x, y, fixed: part.matches(".bt-map__bar, .bt-map__north") };
      });
      this.bar = svg.querySelector(".bt-map__bar text");
      this.km = Number(this.bar.textContent.replace(/[^\d.]/g, ""));
      this.reset();
    }

    reset() {
      this.times = 1;
      this.x = this.y = 0;
      this.draw();
    }

    /* Enlarge, so that the point at these shares of width and height stays where it is. */
    zoom(factor, across = 0.5, down = 0.5) {
      const times = Math.min(Math.max(this.times * factor, 1), MOST);
      this.x += across * this.width * (1 / this.times - 1 / times);
      this.y += down * this.height * (1 / this.times - 1 / times);
      this.times = times;
      this.draw();
    }

    /* Move by shares of width and height. */
    move(across, down) {
      this.x += (across * this.width) / this.times;
      this.y += (down * this.height) / this.times;
      this.draw();
    }

    draw() {
      const { times, width, height } = this;
      this.x = Math.min(Math.max(this.x, 0), width - width / times);
      this.y = Math.min(Math.max(this.y, 0), height - height / times);
      this.svg.setAttribute("viewBox", `${this.x} ${this.y} ${width / times} ${height / times}`);
      // words and marks keep their size; the scale keeps its corner
      for (const { part, x, y, fixed } of this.kept) {
        const at = fixed ? [this.x + x / times, this.y + y / times] : [x, y];
        part.setAttribute("transform", `translate(${at.join(" ")}) scale(${1 / times})`);
      }
      const km = this.km / times;
      this.bar.textContent = `${km >= 10 ? Math.round(km).toLocaleString("en") : Number(km.toPrecision(2))} km`;
      this.svg.classList.toggle("bt-map__drawing--close", times >= SPARE);
    }
  }

  function button(text, label, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", act);
    return made;
  }

  function startZoom(map) {
    const views = [...map.querySelectorAll("svg.bt-map__drawing")].map((svg) => new View(svg));
    const view = () => views.find((one) => one.svg.getClientRects().length) || views[0];
    const told = () => {
      const { times } = view();
      map.classList.toggle("bt-map--zoomed", times > 1);
      out.disabled = back.disabled = times === 1;
      more.disabled = times === MOST;
    };
    const change = (act) => {
      act(view());
      told();
    };
    const more = button("+", "Enlarge the map", () => change((one) => one.zoom(1.6)));
    const out = button("−", "Make the map smaller", () => change((one) => one.zoom(1 / 1.6)));
    const back = button("↺", "Show the whole map", () => change((one) => one.reset()));
    const tools = Object.assign(document.createElement("div"), { className: "bt-map__tools" });
    tools.append(more, out, back);
    map.append(tools);
    map.classList.add("bt-map--live");
    map.tabIndex = 0;
    map.setAttribute("role", "group");
    map.setAttribute("aria-label", "Map. Plus and minus enlarge it, the arrow keys move it, 0 shows all of it.");
    told();

    const keys = {
      "+": (one) => one.zoom(1.6),
      "=": (one) => one.zoom(1.6),
      "-": (one) => one.zoom(1 / 1.6),
      0: (one) => one.reset(),
      ArrowLeft: (one) => one.move(-0.15, 0),
      ArrowRight: (one) => one.move(0.15, 0),
      ArrowUp: (one) => one.move(0, -0.15),
      ArrowDown: (one) => one.move(0, 0.15),
    };
    map.addEventListener("keydown", (event) => {
      const act = keys[event.key];
      if (event.target !== map || !act || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.startsWith("Arrow") && view().times === 1) return; // the page scrolls
      event.preventDefault();
      event.stopPropagation(); // Material has keys of its own
      change(act);
    });

    const share = (event) => {
      const box = view().svg.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    };
    map.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        change((one) => one.zoom(Math.exp(-event.deltaY / 300), ...share(event)));
      },
      { passive: false },
    );

    map.addEventListener("pointerdown", (event) => {
      if (event.button || event.target.closest("button")) return;
      if (grip?.map !== map) grip = { map, held: new Map(), view, change, share };
      grip.held.set(event.pointerId, share(event));
      moved = grip.held.size > 1;
    });
    map.addEventListener("dragstart", (event) => event.preventDefault());
  }

  /* What is held by pointers, and whether it was moved since: one finger moves, two enlarge. */
  let grip = null;
  let moved = false;

  addEventListener("pointermove", (event) => {
    const before = grip?.held.get(event.pointerId);
    if (!before) return;
    const [across, down] = grip.share(event);
    const other = [...grip.held].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const apart = (one) => Math.hypot(one[0] - other[0], one[1] - other[1]) || 0.01;
      const factor = apart([across, down]) / apart(before);
      grip.change((one) => one.zoom(factor, (across + other[0]) / 2, (down + other[1]) / 2));
    } else if (grip.view().times > 1 && (moved || Math.hypot(across - before[0], down - before[1]) > 0.006)) {
      moved = true;
      grip.change((one) => one.move(before[0] - across, before[1] - down));
    } else {
      return;
    }
    grip.held.set(event.pointerId, [across, down]);
  });

  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, (event) => grip?.held.delete(event.pointerId));

  // a mark by which the map was dragged is not a link that was followed; heard before steps.js hears it
  addEventListener(
    "click",
    (event) => {
      if (moved && event.target instanceof Element && event.target.closest(".bt-map")) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      moved = false;
    },
    true,
  );

  document$.subscribe(() => {
    const page = pageOf();
    if (!page || page.dataset.map) return;
    page.dataset.map = "yes";
    startFilter(page);
    startCards(page);
    for (const map of page.querySelectorAll(".bt-map")) startZoom(map);
  });

  location$.subscribe(() => {
    const page = pageOf();
    const box = page?.dataset.map && page.querySelector(".bt-filter--map");
    if (!box) return;
    read(box); // the address may change after the page
    apply(page, box);
  });
})();
