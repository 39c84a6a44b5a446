// Where the focus is and whether a reader sees it. Run inside the page by tests/browser_support.py.
() => {
  const told = (element) => element.localName + (element.id ? `#${element.id}` : [...element.classList].map((name) => `.${name}`).join(""));

  /* What stands for a hidden control is a label of its group. */
  const drawn = (element) => {
    const group = element.matches("input[type=radio]") ? [...element.form.querySelectorAll("label")] : [];
    return [element, ...group].filter((part) => {
      const style = getComputedStyle(part);
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
      return outlined && part.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    });
  };

  /* Some point of it that is on the screen must not be covered by something else. */
  const uncovered = (element) =>
    [...element.getClientRects()].some((box) => {
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      if (right - left < 1 || bottom - top < 1) return false;
      const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return above !== null && (element.contains(above) || above.contains(element));
    });

  const look = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const parts = drawn(element);
    return { element: told(element), inArticle: Boolean(element.closest("article")), outlined: parts.length > 0, seen: parts.some(uncovered) };
  };

  /* Opening a search or scrolling takes some frames. */
  return new Promise((resolve) => {
    const end = performance.now() + 2000;
    const again = () => {
      const found = look();
      if (!found || found.seen || performance.now() > end) resolve(found);
      else requestAnimationFrame(again);
    };
    again();
  });
};
