// Select words of the text of a source as a reader would, from their first to their last letter; `nth` of several places.
([words, nth]) => {
  const pieces = [];
  const walker = document.createTreeWalker(document.querySelector(".bt-text"), NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    const piece = walker.currentNode;
    if (!piece.parentElement.closest(".bt-par") || piece.parentElement.closest(".bt-cut, .bt-pop")) continue;
    pieces.push([piece, text.length]);
    text += piece.data;
  }
  let start = -1;
  for (let count = 0; count <= nth; count += 1) start = text.indexOf(words, start + 1);
  if (start < 0) throw new Error(`not on the page: ${words}`);
  const at = (offset) => {
    const [piece, from] = pieces.findLast(([, from]) => from <= offset);
    return [piece, offset - from];
  };
  const range = document.createRange();
  range.setStart(...at(start));
  const [piece, offset] = at(start + words.length - 1);
  range.setEnd(piece, offset + 1);
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
};
