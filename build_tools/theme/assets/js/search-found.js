/* After a step from a result to its passage: the words that were found are marked there, too, where the browser can do
   so without a change of the page. */

let wanted = null;

/* Remember where a result leads, and the words that were found in it. */
export function remember(link) {
  link.addEventListener("click", () => {
    wanted = { address: link.href, words: new Set([...link.querySelectorAll("mark")].map((mark) => btFold(mark.textContent))) };
  });
}

function rangesIn(element) {
  const ranges = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const match of texts.currentNode.data.matchAll(/[\p{L}\p{N}](?:\S*[\p{L}\p{M}\p{N}])?/gu)) {
      if (!wanted.words.has(btFold(match[0]))) continue;
      const range = new Range();
      range.setStart(texts.currentNode, match.index);
      range.setEnd(texts.currentNode, match.index + match[0].length);
      ranges.push(range);
    }
  }
  return ranges;
}

function mark() {
  CSS.highlights.delete("bt-found");
  if (!wanted || location.href !== wanted.address || !location.hash) return;
  const passage = [...document.querySelectorAll(".bt-p--addressed")];
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const found = (passage.length ? passage : [target]).filter(Boolean).flatMap(rangesIn);
  if (found.length) CSS.highlights.set("bt-found", new Highlight(...found));
}

if ("highlights" in CSS) {
  document$.subscribe(mark);
  location$.subscribe(mark); // the address may change after the page
}
