/**
 * What went wrong with something a person or another tool gave us: where, what was expected, what
 * was found.
 */
export interface BadInput {
  /** File name, option name or the like; absent when the caller knows it. */
  readonly source?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 code units. */
  readonly column?: number;
  /** One sentence: what was expected and what was found. */
  readonly problem: string;
  /** What most likely was meant to stand there; in quotes where only the quotes are missing. */
  readonly meant?: string;
}

/**
 * Either a value or the reasons why there is none. Bad input is a value of this type, never an
 * exception.
 */
export type Result<V> =
  | { readonly ok: true; readonly value: V }
  | { readonly ok: false; readonly problems: readonly BadInput[] };

export function ok<V>(value: V): Result<V> {
  return { ok: true, value };
}

export function bad(...problems: readonly (BadInput | string)[]): Result<never> {
  return {
    ok: false,
    problems: problems.map((p) => (typeof p === "string" ? { problem: p } : p)),
  };
}

/** `file:line:column: problem`, with only the parts that are known. */
export function describeBadInput(input: BadInput): string {
  const place = [input.source, input.line, input.line === undefined ? undefined : input.column]
    .filter((part) => part !== undefined)
    .join(":");
  return place === "" ? input.problem : `${place}: ${input.problem}`;
}
