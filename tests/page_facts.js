// What a reader meets on the page as it is shown now. Run inside the page by tests/browser_support.py.
() => {
  const told = (element) => {
    const names = [...element.classList].slice(0, 2).map((name) => `.${name}`);
    return element.localName + (element.id ? `#${element.id}` : names.join(""));
  };
  const path = (element) => (element.parentElement ? `${told(element.parentElement)} > ` : "") + told(element);
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const words = (text) => text.split(/\s+/).filter(Boolean).join(" ");

  /* ---- contrast ---- */

  const channels = (colour) => {
    const numbers = (colour.replace(/^color\(srgb/, "").match(/[\d.e-]+/g) || []).map(Number);
    if (!/^(rgba?\(|color\(srgb )/.test(colour) || numbers.length < 3) throw new Error(`colour in an unknown form: ${colour}`);
    const scale = colour.startsWith("color(") ? 255 : 1;
    return [...numbers.slice(0, 3).map((number) => number * scale), numbers.length > 3 ? numbers[3] : 1];
  };
  const over = ([r, g, b, alpha], below) => [r, g, b].map((value, at) => value * alpha + below[at] * (1 - alpha));
  const luminance = (colour) => {
    const [r, g, b] = colour.map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (element) => {
    const below = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
    return over(channels(getComputedStyle(element).backgroundColor), below);
  };
  const opacity = (element) => (element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1);

  const texts = () => {
    const found = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const text = walker.currentNode.data.trim();
      const element = walker.currentNode.parentElement;
      if (!text || found.has(element) || !visible(element)) continue;
      range.selectNodeContents(walker.currentNode);
      if ([...range.getClientRects()].some((box) => box.width > 1 && box.height > 1)) found.set(element, text);
    }
    return found;
  };

  const faint = new Map();
  for (const [element, text] of texts()) {
    const style = getComputedStyle(element);
    const below = ground(element);
    const [r, g, b, alpha] = channels(style.color);
    const ratio = contrast(over([r, g, b, alpha * opacity(element)], below), below);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const sign = !/[\p{L}\p{N}]/u.test(text); // a dot or an arrow is a picture, not text
    const needed = large || sign ? 3 : 4.5;
    if (ratio < needed) faint.set(path(element), `${path(element)}: ${ratio.toFixed(2)} < ${needed} (${text.slice(0, 30)})`);
  }

  /* ---- what stands outside the page ---- */

  const width = document.documentElement.clientWidth;
  const scrolls = (element) => {
    const style = getComputedStyle(element);
    return /auto|scroll/.test(style.overflowX) || style.textOverflow === "ellipsis"; // a line may be cut if that is shown
  };
  const boxed = (element, within) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) if (within(box)) return true;
    return false;
  };
  const outside = [];
  for (const element of texts().keys()) {
    const box = element.getBoundingClientRect();
    if ((box.right > width + 1 || box.left < -1) && !boxed(element, scrolls)) outside.push(path(element));
  }

  /* ---- pictures ---- */

  const named = (element) => Boolean(words(element.getAttribute("aria-label") || element.getAttribute("title") || ""));
  const silent = (element) => {
    if (element.closest("[aria-hidden=true]")) return false;
    const control = element.closest("a, button, label, summary");
    if (control && (named(control) || words(control.textContent))) return false;
    if (element.localName === "img") return !element.hasAttribute("alt");
    if (element.localName === "figure") return !(named(element) || element.hasAttribute("aria-labelledby") || words(element.innerText));
    return !(named(element) || element.hasAttribute("aria-labelledby") || element.querySelector("title"));
  };

  const article = document.querySelector("article.md-content__inner");
  return {
    language: document.documentElement.lang,
    title: words(document.title),
    headings: [...document.querySelectorAll("h1")].map((heading) => words(heading.textContent)),
    pictures: [...document.querySelectorAll("img, figure, svg, canvas, video, audio, object")].length,
    silent: [...document.querySelectorAll("img, figure, svg, canvas, video, audio, object")].filter(silent).map(path),
    surplus: document.documentElement.scrollWidth - width,
    outside: [...new Set(outside)],
    faint: [...faint.values()],
    text: words(article.innerText),
  };
};
