/* Two things that Material's instant navigation does wrong. Loaded before Material's script, to hear events first.

   Steps within a page are the browser's business: Material would fetch and replace the page at the first of them, and what
   the reader has filtered, sorted, opened or focused would be lost.

   A link to a part of another page leads there: Material forgets the part if the reader scrolls before the page has come. */
(() => {
  "use strict";

  const withoutHash = (address) => address.split("#")[0];
  let shown = withoutHash(location.href);
  let toPart = false;

  document.body.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (!link) return;
      toPart = Boolean(link.hash);
      if (toPart && withoutHash(link.href) === shown) event.stopPropagation();
    },
    true,
  );

  addEventListener("popstate", (event) => {
    toPart = false;
    if (withoutHash(location.href) !== shown) return;
    event.stopImmediatePropagation();
    if (event.state) scrollTo(0, event.state.y); // where Material noted that the reader was
  });

  addEventListener("DOMContentLoaded", () => {
    location$.subscribe((url) => {
      shown = withoutHash(url.href);
    });
    document$.subscribe(() => {
      if (toPart) location.replace(location.hash);
      toPart = false;
    });
  });
})();
