/** Words of a message in fewer letters: short by meaning, never cut in the middle of one. */

/** What says who or which: anything with a digit, a sign, or a single letter. */
const FACT = /[^\p{L}\p{M}'’-]|^\p{L}$/u;

/**
 * The words, then ever shorter forms of them, each once: `RequestVote t1`, `RV t1` (names written
 * in camel case by their capitals), `RV` (without facts).
 */
export function shortForms(words: string): readonly string[] {
  const tokens = words.split(" ").filter((token) => token !== "");
  const initials = tokens.map(initialsOf);
  const names = initials.filter((token) => !FACT.test(token));
  const forms = [words, initials.join(" "), names.join(" ")];
  return [...new Set(forms)].filter((form) => form !== "");
}

/** `RV` for `RequestVote`; what has fewer than two capitals stays. */
function initialsOf(token: string): string {
  if (!/^\p{L}+$/u.test(token)) return token;
  const capitals = token.match(/\p{Lu}/gu) ?? [];
  return capitals.length >= 2 && /\p{Ll}/u.test(token) ? capitals.join("") : token;
}
