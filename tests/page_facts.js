// What a reader meets on the page as it is shown now. Run inside the page by tests/browser_support.py.
() => {
  const SCRIPTED = ".bt-filter, .bt-follow, .bt-pop, .bt-map__tools, .bt-search-page, .bt-annotating__way, noscript"; // made by script, or there in its place
  const EDITING = ".bt-improve, .bt-edit, .bt-page-edit, .bt-margin__foot, .bt-layers, .bt-lineno, .bt-steps, .bt-ask, .bt-back, .headerlink, .bt-citation__fold > summary, .bt-citation__form, .bt-citation__hint, .bt-copy__box, .bt-citing, nav"; // no use on paper

  const told = (element) => element.localName + (element.id ? `#${element.id}` : [...element.classList].slice(0, 2).map((name) => `.${name}`).join(""));
  const path = (element) => (element.parentElement ? `${told(element.parentElement)} > ` : "") + told(element);
  const once = (found) => {
    const known = new Map();
    return (key) => (known.has(key) ? known : known.set(key, found(key))).get(key);
  };
  const style = once(getComputedStyle);
  const visible = once((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  const sized = (element) => element.getBoundingClientRect().width > 1 && element.getBoundingClientRect().height > 1;
  const words = (text) => text.split(/\s+/).filter(Boolean).join(" ");
  const all = (selector) => [...document.querySelectorAll(selector)];

  /* Text nodes that have a place on the page, in order. */
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = words(walker.currentNode.data);
    const element = walker.currentNode.parentElement;
    if (!text || !visible(element)) continue;
    range.selectNodeContents(walker.currentNode);
    if ([...range.getClientRects()].some((box) => box.width > 1 && box.height > 1)) texts.push({ element, text });
  }

  /* ---- contrast ---- */

  const channels = once((colour) => {
    if (!/^(rgba?\(|color\(srgb )/.test(colour)) throw new Error(`colour in an unknown form: ${colour}`);
    const numbers = colour.match(/[\d.e-]+(?=[\s,/)])/g).map(Number);
    const scale = colour.startsWith("color(") ? 255 : 1;
    return [...numbers.slice(0, 3).map((number) => number * scale), numbers.length > 3 ? numbers[3] : 1];
  });
  const over = ([red, green, blue, alpha], below) => [red, green, blue].map((value, at) => value * alpha + below[at] * (1 - alpha));
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((value) => (value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = once((element) => (element ? over(channels(style(element).backgroundColor), ground(element.parentElement)) : [255, 255, 255]));
  const opacity = once((element) => (element ? Number(style(element).opacity) * opacity(element.parentElement) : 1));

  const hints = all("input[placeholder]:placeholder-shown").filter(visible).filter(sized);
  const read = [...texts, ...hints.map((element) => ({ element, text: element.placeholder, part: "::placeholder" }))];
  const faint = new Set();
  for (const { element, text, part } of read) {
    const { color, fontSize, fontWeight } = getComputedStyle(element, part);
    const below = ground(element);
    const [red, green, blue, alpha] = channels(color);
    const ratio = contrast(over([red, green, blue, alpha * opacity(element)], below), below);
    const size = parseFloat(fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
    const sign = !/[\p{L}\p{N}]/u.test(text); // a dot or an arrow is a picture, not text
    const needed = large || sign ? 3 : 4.5;
    if (ratio < needed) faint.add(`${path(element)}: ${ratio.toFixed(2)} < ${needed}`);
  }

  /* ---- what stands outside the page ---- */

  const width = document.documentElement.clientWidth;
  const boxed = once((element) => {
    if (!element || element === document.body) return false;
    const { overflowX, textOverflow } = style(element); // a line may be cut if that is shown
    return /auto|scroll/.test(overflowX) || textOverflow === "ellipsis" || boxed(element.parentElement);
  });
  const beyond = (element) => element.getBoundingClientRect().right > width + 1 || element.getBoundingClientRect().left < -1;
  const outside = texts.map(({ element }) => element).filter((element) => beyond(element) && !boxed(element.parentElement));

  /* ---- pictures ---- */

  const named = (element) => Boolean(words((element.getAttribute("aria-label") || "") + (element.getAttribute("title") || "")));
  const dumb = (element) => {
    const control = element.closest("a, button, label, summary");
    if (element.closest("[aria-hidden=true]") || named(element) || element.hasAttribute("aria-labelledby")) return false;
    if (control && (named(control) || words(control.textContent))) return false;
    if (element.localName === "figure") return !words(element.innerText);
    return !(element.hasAttribute("alt") || element.querySelector("title"));
  };

  const inArticle = texts.filter(({ element }) => element.closest("article.md-content__inner") && !element.closest(SCRIPTED));
  const joined = (found) => found.map(({ text }) => text).join(" ");
  return {
    language: document.documentElement.lang,
    title: words(document.title),
    headings: all("h1").map((heading) => words(heading.innerText)),
    dumb: all("img, figure, svg, canvas, video, audio, object").filter(dumb).map(path),
    surplus: document.documentElement.scrollWidth - width,
    outside: [...new Set(outside.map(path))],
    faint: [...faint],
    dark: luminance(ground(document.body)) < 0.1,
    frame: all("nav, .md-header, .md-sidebar, .md-footer, .md-top, input").filter(visible).filter(sized).map(path),
    controls: all("input, button, select, textarea, label[for], [role=button]").filter(visible).filter(sized).map(path),
    text: joined(inArticle),
    prose: joined(inArticle.filter(({ element }) => !element.closest(EDITING))),
  };
};
