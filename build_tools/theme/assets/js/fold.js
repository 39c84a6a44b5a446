/* Folding: the form of words under which the search finds them, whatever marks, case or letters they are written with.
   `build_tools/folding.py` says the same of what is indexed; both are held to `tests/cases/folding.yml`. */
var btFold = (() => {
  "use strict";

  const apostrophes = /['’‘‛`´ʹʺʻʼʽʾʿˈˊ′]/g;
  const dropped = /[\u00ad\u0640\u200b-\u200f\u2060\ufeff]/g;
  const letters = {
    ß: "ss", ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ħ: "h", ς: "σ",
    ٱ: "ا", ى: "ي", ی: "ي", ک: "ك", ة: "ه", ہ: "ه", ھ: "ه",
  };
  for (const zero of [0x660, 0x6f0]) for (let digit = 0; digit < 10; digit += 1) letters[String.fromCharCode(zero + digit)] = String(digit);
  const exchanged = new RegExp(`[${Object.keys(letters).join("")}]`, "g");

  return (text) =>
    text
      .replace(apostrophes, "'")
      .replace(dropped, "")
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(exchanged, (letter) => letters[letter]);
})();
