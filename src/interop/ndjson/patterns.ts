/** Whether a name is one of those that a mapping means. */
export type Matches = (name: string) => boolean;

/** No patterns match nothing. Answers are remembered: a log has few names and many lines. */
export function matches(patterns: string | readonly string[] | undefined): Matches {
  const list = typeof patterns === "string" ? [patterns] : (patterns ?? []);
  const known = new Map<string, boolean>();
  return (name) => {
    const answer = known.get(name) ?? list.some((pattern) => fits(pattern, name));
    if (known.size < MOST_NAMES) known.set(name, answer);
    return answer;
  };
}

const MOST_NAMES = 1000;

/** Whether the name has the pattern's parts in their order; `*` is anything between two parts. */
function fits(pattern: string, name: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= end;
}
