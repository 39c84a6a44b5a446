/* The reader of a source, on top of a page that reads without it: layers are remembered, the passage addressed is framed
   with its note open, a mention says who it is and how often, and a reader can go from passage to passage of one entity.
   All that is told is read from the index of the page. Started for every page by `document$`, as site.js is. */
(() => {
  "use strict";

  const STORED = "reader.layers";
  const FOLLOWED = "e"; // name in the query, as in urls.py
  const SHOW_AFTER = 200;
  const HIDE_AFTER = 300; // time to get from a mention to what is shown of it

  const pageOf = () => document.querySelector(".bt-page--source");
  const hashOf = (link) => decodeURIComponent(new URL(link.href).hash);
  const pathOf = (link) => new URL(link.href).pathname;
  const having = (page, selector, key, value) => [...page.querySelectorAll(selector)].filter((one) => one.dataset[key] === value);

  function make(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  /* ---- layers ---- */

  function rememberLayers(page) {
    const boxes = [...page.querySelectorAll("[data-layer]")];
    const stored = __md_get(STORED) || {};
    for (const box of boxes) {
      if (!box.disabled && stored[box.dataset.layer] === false) box.checked = false;
      box.addEventListener("change", () => {
        __md_set(STORED, { ...(__md_get(STORED) || {}), [box.dataset.layer]: box.checked });
      });
    }
  }

  /* ---- passages and their notes ---- */

  function light(page) {
    let current = null;
    const set = (id, on) => {
      for (const piece of having(page, ".bt-p", "p", id)) piece.classList.toggle("bt-p--lit", on);
      for (const note of having(page, ".bt-margin", "note", id)) note.classList.toggle("bt-margin--lit", on);
    };
    const idAt = (event) => {
      const element = event.target instanceof Element && event.target.closest(".bt-p, .bt-margin");
      return element ? element.dataset.p || element.dataset.note : null;
    };
    const follow = (event) => {
      const id = event.type === "mouseleave" || event.type === "focusout" ? null : idAt(event);
      if (id === current) return;
      if (current) set(current, false);
      if (id) set(id, true);
      current = id;
    };
    for (const type of ["mouseover", "mouseleave", "focusin", "focusout"]) page.addEventListener(type, follow);
    page.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || event.target.closest("a, button, summary, details, label, .bt-pop")) return;
      const id = idAt(event);
      if (!id || String(getSelection())) return;
      for (const note of having(page, ".bt-margin", "note", id)) note.open = !note.open;
    });
  }

  /* Frames the passage that is addressed, all pieces of it, and opens its note. */
  function markAddressed(page) {
    for (const piece of page.querySelectorAll(".bt-p--addressed")) piece.classList.remove("bt-p--addressed");
    const hash = decodeURIComponent(location.hash);
    if (!hash.startsWith("#p-")) return;
    for (const piece of having(page, ".bt-p", "p", hash.slice(3))) piece.classList.add("bt-p--addressed");
    for (const note of having(page, ".bt-margin", "note", hash.slice(3))) note.open = true;
  }

  /* ---- the index, as data ---- */

  function readIndex(page) {
    const entries = [...page.querySelectorAll(".bt-index li")].map((item) => {
      const link = item.querySelector(".bt-e");
      return {
        id: item.dataset.e,
        path: pathOf(link),
        link,
        type: item.dataset.type,
        count: item.querySelector(".bt-index__count").textContent,
        hashes: [...item.querySelectorAll(".bt-index__where a")].map(hashOf),
        first: Number(item.dataset.first),
        total: Number(item.dataset.total),
        before: item.querySelector("[rel=prev]"),
        after: item.querySelector("[rel=next]"),
      };
    });
    return new Map(entries.flatMap((entry) => [[entry.id, entry], [entry.path, entry]]));
  }

  /* The links to the passages before and after `hash`; without one of the entity, to its first passage here. */
  function stepLinks(entry, hash) {
    const at = entry.hashes.indexOf(hash);
    const link = (near, other, text) => {
      if (!near && !other) return null;
      const made = make("a", "bt-step", text);
      made.dataset.follow = entry.id;
      if (near) made.setAttribute("href", near);
      else {
        made.href = other.href;
        made.append(make("span", "bt-step__where", ` in ${other.textContent.replace(/[←→]/g, "").trim()}`));
      }
      return made;
    };
    if (at < 0) return [link(entry.hashes[0], null, "First passage here")];
    return [
      link(entry.hashes[at - 1], entry.before, "‹ Previous"),
      link(entry.hashes[at + 1], entry.after, "Next ›"),
    ].filter(Boolean);
  }

  const standing = (entry, hash) => {
    const at = entry.hashes.indexOf(hash);
    return at < 0 ? `Named in ${entry.total} ${entry.total === 1 ? "passage" : "passages"}` : `Passage ${entry.first + at} of ${entry.total} that name it`;
  };

  const who = (entry) => make("b", entry.link.className, make("bdi", "", entry.link.textContent));

  /* ---- what a mention says of itself ---- */

  let shown = null; // { mention, box }
  let timer = 0;

  function hide() {
    clearTimeout(timer);
    if (!shown) return;
    shown.mention.removeAttribute("aria-describedby");
    shown.box.remove();
    shown = null;
  }

  /* The passage that a mention belongs to: its link leads to the card of it, `#p-source--passage`. */
  const passageHash = (mention) => `#p-${hashOf(mention).split("--")[1] || ""}`;

  function show(mention, index) {
    if (shown && shown.mention === mention) return;
    hide();
    const entry = mention.isConnected && index.get(pathOf(mention));
    if (!entry) return;
    const hash = passageHash(mention);
    const told = make("span", "bt-pop__told", who(entry), make("span", "bt-pop__type", entry.type), make("span", "", `Named ${entry.count}.`));
    told.id = "bt-pop-told";
    const box = make("span", "bt-pop", told, make("span", "bt-pop__steps", make("span", "", standing(entry, hash)), ...stepLinks(entry, hash)));
    box.lang = "en";
    box.dir = "ltr";
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", told.id);
    mention.after(box); // so that the keyboard goes from the mention into it, and on to the next one
    mention.setAttribute("aria-describedby", told.id);
    shown = { mention, box };
    place(mention, box);
  }

  function place(mention, box) {
    const text = mention.closest(".bt-text").getBoundingClientRect();
    const [line] = mention.getClientRects();
    const room = document.documentElement.clientWidth - box.offsetWidth - 8;
    box.style.left = `${Math.max(8, Math.min(line.left, room)) - text.left}px`;
    const above = line.top - box.offsetHeight - 6;
    const below = mention.getBoundingClientRect().bottom + 6;
    const fits = below + box.offsetHeight < innerHeight || above < 100;
    box.style.top = `${(fits ? below : above) - text.top}px`;
  }

  function tellMentions(page, index) {
    const text = page.querySelector(".bt-text");
    if (!text) return;
    for (const mention of text.querySelectorAll("a.bt-m")) mention.removeAttribute("title");
    const at = (target) => target instanceof Element && target.closest("a.bt-m, .bt-pop");
    text.addEventListener("pointerover", (event) => {
      // a tap follows the link; a pressed pointer selects words
      const found = event.pointerType !== "touch" && !event.buttons && at(event.target);
      if (!found) return;
      clearTimeout(timer);
      if (!found.classList.contains("bt-pop")) timer = setTimeout(() => show(found, index), SHOW_AFTER);
    });
    text.addEventListener("pointerdown", (event) => {
      if (!(event.target instanceof Element && event.target.closest(".bt-pop"))) hide();
    });
    text.addEventListener("pointerout", (event) => {
      if (!at(event.target) || at(event.relatedTarget)) return;
      clearTimeout(timer);
      if (shown && !shown.box.contains(document.activeElement) && shown.mention !== document.activeElement) timer = setTimeout(hide, HIDE_AFTER);
    });
    text.addEventListener("focusin", (event) => {
      const found = at(event.target);
      if (found && !found.classList.contains("bt-pop") && found.matches(":focus-visible")) show(found, index);
    });
    text.addEventListener("focusout", (event) => {
      if (shown && at(event.target) && !(event.relatedTarget && (shown.box.contains(event.relatedTarget) || shown.mention === event.relatedTarget))) hide();
    });
  }

  /* ---- from passage to passage of one entity ---- */

  const followed = () => new URLSearchParams(location.search).get(FOLLOWED);

  function follow(id) {
    const asked = new URLSearchParams(location.search);
    if (id) asked.set(FOLLOWED, id);
    else asked.delete(FOLLOWED);
    const query = String(asked);
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    dispatchEvent(new Event("bt-address")); // steps.js has to know it
  }

  function showFollowed(page, index) {
    const entry = index.get(followed() || "");
    for (const mention of page.querySelectorAll("a.bt-m")) mention.classList.toggle("bt-m--followed", Boolean(entry) && pathOf(mention) === entry.path);
    let bar = page.querySelector(".bt-follow");
    if (!entry) {
      if (bar) bar.remove();
      return;
    }
    if (!bar) {
      bar = make("div", "bt-follow");
      bar.setAttribute("role", "region");
      bar.setAttribute("aria-label", "Passages that name it");
      page.querySelector(".bt-section--text").append(bar);
    }
    const hash = decodeURIComponent(location.hash);
    const had = bar.contains(document.activeElement) && document.activeElement.textContent[0];
    const end = make("button", "bt-follow__end", "×");
    end.type = "button";
    end.setAttribute("aria-label", `Stop following ${entry.link.textContent}`);
    end.addEventListener("click", () => {
      follow("");
      showFollowed(page, index);
    });
    const told = make("output", "", who(entry), ` ${standing(entry, hash)}`);
    bar.replaceChildren(told, ...stepLinks(entry, hash), end);
    // whoever steps by keyboard goes on from the same link
    if (had) ([...bar.querySelectorAll("a")].find((link) => link.textContent[0] === had) || bar.querySelector("a, button")).focus({ preventScroll: true });
  }

  /* A step to another passage of this page: the entity is followed from here on. Before steps.js, which ends the event. */
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[data-follow]");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !link.getAttribute("href").startsWith("#")) return;
      const fromMention = Boolean(link.closest(".bt-pop"));
      follow(link.dataset.follow);
      if (fromMention) addEventListener("hashchange", () => focusMention(link.dataset.follow), { once: true });
    },
    true,
  );

  function focusMention(id) {
    const page = pageOf();
    const entry = page && readIndex(page).get(id);
    if (!entry) return;
    const wanted = decodeURIComponent(location.hash);
    const mentions = [...page.querySelectorAll("a.bt-m")].filter((mention) => pathOf(mention) === entry.path);
    const found = mentions.find((mention) => passageHash(mention) === wanted) || mentions.find((mention) => mention.closest(`[id="${CSS.escape(wanted.slice(1))}"]`));
    hide();
    if (found) found.focus({ preventScroll: true });
  }

  /* ---- start ---- */

  function refresh() {
    const page = pageOf();
    if (!page || !page.dataset.reader) return;
    markAddressed(page);
    showFollowed(page, readIndex(page));
  }

  document$.subscribe(() => {
    const page = pageOf();
    hide(); // it may be that of the page before
    if (!page || page.dataset.reader) return;
    page.dataset.reader = "yes";
    rememberLayers(page);
    light(page);
    tellMentions(page, readIndex(page));
    refresh();
  });
  addEventListener("hashchange", refresh);
  location$.subscribe(refresh); // the address may change after the page

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (shown) {
      if (shown.box.contains(document.activeElement)) shown.mention.focus();
      hide();
    } else {
      for (const note of document.querySelectorAll(".bt-margin[open]")) note.open = false;
    }
  });
})();
