/**
 * Controls, line and paragraph separators, bidirectional and invisible format characters, lone
 * surrogates.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Shows the same without doing anything: the symbol for a control character, else its code point.
 */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `\\u{${code.toString(16)}}`;
}

/**
 * Text from a trace as it may be shown: on one line, with control and bidirectional characters made
 * visible, and shortened with `…` to at most `max` code points. Joiners inside emoji and scripts
 * that need them stay.
 */
export function displayText(text: string, max = 200): string {
  // Nothing beyond this point can be seen, and a text may have millions of characters.
  const head = text.length > max * 2 ? text.slice(0, max * 2) : text;
  const shown = head.replace(UNSAFE, (character, at: number) =>
    isJoiner(character) &&
    at > 0 &&
    /[\p{L}\p{M}\p{So}\u{fe0f}\p{Emoji_Modifier}]/u.test(before(head, at))
      ? character
      : visible(character),
  );
  const points = Array.from(shown);
  if (points.length <= max && head.length === text.length) return shown;
  return `${points.slice(0, Math.max(0, max - 1)).join("")}…`;
}

function isJoiner(character: string): boolean {
  return character === "\u200d" || character === "\u200c";
}

/** The code point that ends before the position. */
function before(text: string, at: number): string {
  const last = text.charCodeAt(at - 1);
  return text.slice(last >= 0xdc00 && last <= 0xdfff ? Math.max(0, at - 2) : at - 1, at);
}
