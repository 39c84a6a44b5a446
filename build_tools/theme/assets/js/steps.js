/* Three things that Material's instant navigation does wrong. Loaded before Material's script, to hear events first.

   Steps within a page are the browser's business: Material would fetch and replace the page at the first of them, and what
   the reader has filtered, sorted, opened or focused would be lost.

   A link to a part of another page leads there: Material forgets the part if the reader scrolls before the page has come.

   A link in a drawing is a link: Material reads and sets the `href` of each as if it were a text, and fails where it is
   not. So it is made one, and a click on it is one on a link of HTML. */
(() => {
  "use strict";

  const withoutHash = (address) => address.split("#")[0];
  let shown = withoutHash(location.href);
  let toPart = false;
  let clicked = false; // a link to a part of the page that is shown: the browser tells of the step as if it were one back

  Object.defineProperty(SVGAElement.prototype, "href", {
    configurable: true,
    enumerable: true,
    get() {
      return new URL(this.getAttribute("href") ?? "", this.baseURI).href;
    },
    set(value) {
      this.setAttribute("href", value);
    },
  });

  document.body.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (!(link instanceof SVGAElement) || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const stand = Object.assign(document.createElement("a"), { href: link.href });
      document.body.append(stand);
      stand.click();
      stand.remove();
    },
    true,
  );

  document.body.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (!link) return;
      toPart = Boolean(link.hash);
      clicked = toPart && withoutHash(link.href) === withoutHash(location.href);
      if (toPart && withoutHash(link.href) === shown) event.stopPropagation();
    },
    true,
  );

  addEventListener("popstate", (event) => {
    // Material clicks on a link of its own when it has put a page in place: the part that was asked for is still to come.
    if (clicked && withoutHash(location.href) !== shown) {
      clicked = false;
      return;
    }
    clicked = false;
    toPart = false;
    if (withoutHash(location.href) !== shown) return;
    event.stopImmediatePropagation();
    if (event.state) scrollTo(0, event.state.y); // where Material noted that the reader was
  });

  addEventListener("bt-address", () => {
    shown = withoutHash(location.href); // a script changed the query: the page is the same
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
