/* Dates in the panel for annotating: whether a text is one, which parts of it a quote shows, and what is meant by a text that
   is none. Messages and cures are those of the check. */

const DATE = /^(?:(?:[0-9]{2}XX|[0-9]{3}X|[0-9]{4}(?:-XX(?:-XX)?|-(?:0[1-9]|1[0-2])(?:-(?:[0-9]{2}|XX))?|-2[1-4])?)[?~%]?|\.\.|)$/;

const daysOf = (year, month) => new Date(Date.UTC(year < 100 ? year + 400 : year, month, 0)).getUTCDate();
const isDay = (year, month, day) => day >= 1 && day <= daysOf(year, month);

export function dateFault(text) {
  const bounds = text.split("/");
  if (bounds.length > 2 || !bounds.every((bound) => DATE.test(bound)) || !bounds.some((bound) => bound.replace(/\./g, ""))) {
    return "must be a date such as 2020, 2020-02, 2020-02-17 or 2020-02-17/2020-02-18";
  }
  const outside = bounds.find((bound) => /^0000/.test(bound) || (/^\d{4}-\d\d-\d\d/.test(bound) && !isDay(Number(bound.slice(0, 4)), Number(bound.slice(5, 7)), Number(bound.slice(8, 10)))));
  if (outside !== undefined) return `must be in the calendar${bounds.length > 1 ? `; '${outside}' is none` : ""}`;
  const [first, last] = bounds.map((bound) => bound.replace(/[?~%]$/, ""));
  const size = Math.min(first.length, last?.length ?? 0);
  if (/^\d/.test(first) && /^\d/.test(last ?? "") && !/X/.test(first + last) && first.slice(0, size) > last.slice(0, size)) return "must not end before it begins";
  return "";
}

/* A text with digits of any script as those of ours. */
export const digits = (text) => text.replace(/\p{Nd}/gu, (digit) => {
  const code = digit.codePointAt(0);
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
});

/* Which parts of a date a quote does not show: of each that is written out, year, month and day. */
export function missingParts(date, words, source) {
  const text = digits(words).toLowerCase();
  const numbers = new Set((text.match(/\d+/g) || []).map(Number));
  const names = new Set(text.match(/[\p{L}\p{M}]+/gu) || []);
  const missing = new Set();
  for (const bound of date.split("/")) {
    const core = bound.replace(/[?~%]$/, "");
    if (!/^\d/.test(core) || text.includes(core.toLowerCase())) continue;
    for (const [at, part] of core.split("-").entries()) {
      const isShown =
        part.includes("X") ||
        (at === 1
          ? Number(part) <= 12 && source.months[part - 1].some((form) => names.has(form) || (form.includes(" ") && text.includes(form)))
          : numbers.has(Number(part)));
      if (!isShown) missing.add(["year", "month", "day"][at]);
    }
  }
  return ["year", "month", "day"].filter((part) => missing.has(part));
}

/* ---- guesses ---- */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const BESIDE = "st nd rd th of the in on monday tuesday wednesday thursday friday saturday sunday".split(" ");
const ABOUT = /^(?:about|around|circa|ca?\.?|approximately)\s+/i;
const RANGE = /\s+(?:to|until|till|bis)\s+|\s*[–—]\s*|\s+-\s+|\s*\/\s*(?=\d{4}-)/i;
const two = (number) => String(number).padStart(2, "0");
const isDate = (text) => !dateFault(text);

function fromNumbers(parts) {
  if (parts[0].length === 4) return [[parts[0], ...parts.slice(1).map((part) => two(Number(part)))].join("-")]; // year first
  if (parts.length === 2 || parts.at(-1).length !== 4) return [];
  const [day, month] = parts.map(Number);
  const either = day === month ? [[month, day]] : [[month, day], [day, month]];
  return either.filter(([m]) => m >= 1 && m <= 12).map(([m, d]) => `${parts[2]}-${two(m)}-${two(d)}`);
}

const isIn = (form) => new RegExp(`(?<![\\p{L}\\p{M}])${form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{M}])`, "u");

/* Months are read as the language of the source calls them, and in English. */
function fromWords(text, months) {
  const forms = months.flatMap((words, at) => words.map((form) => [isIn(form), at, form.length])).sort(([, , one], [, , other]) => other - one);
  const [form, month] = forms.find(([one]) => one.test(text.toLowerCase())) || [/$/, -1];
  const plain = text.toLowerCase().replace(form, month < 0 ? "" : ` ${MONTHS[month].toLowerCase()} `);
  const monthOf = (word) => MONTHS.findIndex((name) => [name, name.slice(0, 3)].some((one) => one.toLowerCase() === word)) + 1;
  const words = plain.match(/[\p{L}\p{M}]+|\d+/gu) || [];
  const named = words.map(monthOf).filter(Boolean);
  const years = words.filter((word) => /^\d{4}$/.test(word));
  const days = words.filter((word) => /^\d{1,2}$/.test(word));
  const isClear = named.length === 1 && years.length === 1 && days.length <= 1 && words.every((word) => /^\d/.test(word) || monthOf(word) || BESIDE.includes(word));
  return isClear ? [[years[0], two(named[0]), ...days.map((day) => two(Number(day)))].join("-")] : [];
}

function guesses(text, months) {
  if (ABOUT.test(text)) {
    const rest = text.replace(ABOUT, "");
    return (isDate(rest) ? [rest] : guesses(rest, months)).map((guess) => `${guess}~`);
  }
  const ends = text.split(RANGE).filter(Boolean);
  if (ends.length === 2) {
    const [first, last] = ends.map((end) => (isDate(end) ? end : guessed(end, months)));
    if (first && last && !(first + last).includes(" or ")) return [first <= last ? `${first}/${last}` : `${last}/${first}`];
  }
  const decade = /^(?:the )?(\d{3})0s$/.exec(text);
  if (decade) return [`${decade[1]}X`];
  const numbers = /^(\d{1,4})[./\-\s]+(\d{1,2})(?:[./\-\s]+(\d{1,4}))?\.?$/.exec(text);
  return numbers ? fromNumbers(numbers.slice(1).filter(Boolean)) : fromWords(text, months);
}

const guessed = (text, months) => [...new Set(guesses(text.trim(), months).filter(isDate))].join(" or ");

/* What to write for something that is no date: a guess, or the forms that there are. */
export function dateCure(given, { months }) {
  const text = digits(given.trim());
  const guess = text.length <= 80 && guessed(text, months);
  if (guess) return `write ${guess}`;
  const [, year, month] = /^(\d{4})-(\d{2})-\d{2}$/.exec(text) || [];
  if (month >= 1 && month <= 12 && Number(year)) return `${MONTHS[month - 1]} ${Number(year)} has ${daysOf(Number(year), Number(month))} days; write the day, or ${text.slice(0, 7)} alone`;
  const backwards = text.split("/").reverse();
  if (backwards.length === 2 && isDate(backwards.join("/"))) return `write ${backwards.join("/")}`;
  return "write the year first, then month and day as far as they are known: 2020, 2020-02 or 2020-02-17";
}
