import { parseArgs } from "node:util";
import { bad, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import { tokenize } from "../query/tokens.js";
import type { GivenArguments, Subcommand } from "./command.js";

export interface OptionSpec {
  /** What its value is called in the help; absent: the option takes none. */
  readonly value?: string;
  /** One letter. */
  readonly short?: string;
  readonly about: string;
  /** May be given several times. */
  readonly multiple?: boolean;
}

export type OptionSpecs = { readonly [option: string]: OptionSpec };

/** Option → its values in order; one empty text for an option without a value. */
export type OptionValues = ReadonlyMap<string, readonly string[]>;

export const HELP: OptionSpecs = { help: { short: "h", about: "Shows this help." } };

/**
 * The arguments of a subcommand; unknown options and missing values are told with what is known.
 */
export function readArguments(
  command: Subcommand,
  args: readonly string[],
): Result<GivenArguments> {
  const specs: OptionSpecs = { ...command.options, ...HELP };
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(specs, args)) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const problem = wrongOption(specs, token, values.has(token.name));
    if (problem !== undefined) return bad(problem);
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ""]);
  }
  const given = { positionals, values };
  return values.has("help") ? ok(given) : checkCount(command, given);
}

/** The last value of an option. */
export function valueOf({ values }: GivenArguments, option: string): string | undefined {
  return values.get(option)?.at(-1);
}

/** One of the words; undefined when the option was not given. */
export function wordOf<W extends string>(
  given: GivenArguments,
  option: string,
  words: readonly W[],
): Result<W | undefined> {
  const text = valueOf(given, option);
  const word = words.find((known) => known === text);
  if (word !== undefined || text === undefined) return ok(word);
  return bad(`--${option}: ${unknownWord(option, text, words)}`);
}

/** A whole number from a least to a greatest value; undefined when the option was not given. */
export function integerOf(
  given: GivenArguments,
  option: string,
  least = Number.MIN_SAFE_INTEGER,
  most = Number.MAX_SAFE_INTEGER,
): Result<number | undefined> {
  const text = valueOf(given, option);
  if (text === undefined) return ok(undefined);
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least && value <= most) return ok(value);
  const range =
    least === Number.MIN_SAFE_INTEGER
      ? "a whole number"
      : `a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`}`;
  return bad(`--${option}: expected ${range}, found ${JSON.stringify(text)}`);
}

/** A time in ms, from 1 ms unless 0 may be; undefined when the option was not given. */
export function timeOf(
  given: GivenArguments,
  option: string,
  leastMs: 0 | 1 = 1,
): Result<number | undefined> {
  const text = valueOf(given, option);
  return text === undefined ? ok(undefined) : readTime(option, text, leastMs);
}

export function readTime(option: string, text: string, leastMs: 0 | 1): Result<number> {
  const tokens = tokenize(text);
  const [token] = tokens.ok ? tokens.value : [];
  const isWhole = token?.type === "duration" && token.text === text;
  if (isWhole && token.ms >= leastMs) return ok(token.ms);
  const found = JSON.stringify(text);
  return bad(`--${option}: expected a time such as 500ms, 20s or 2min, found ${found}`);
}

function tokensOf(specs: OptionSpecs, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { value, short }]) => {
      const type = value === undefined ? ("boolean" as const) : ("string" as const);
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function wrongOption(
  specs: OptionSpecs,
  { name, rawName, value, inlineValue }: OptionToken,
  isRepeated: boolean,
): string | undefined {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (spec === undefined) {
    const known = Object.keys(specs).map((option) => `--${option}`);
    return unknownWord("option", rawName, known);
  }
  if (spec.value === undefined) {
    return value === undefined ? undefined : `${rawName}: expected no value, found ${value}`;
  }
  const isOption = inlineValue !== true && value !== undefined && /^-[^\d]/.test(value);
  if (value === undefined || value === "" || isOption) {
    const found = isOption ? `, found ${value}` : "";
    return `${rawName}: expected a value (${spec.value})${found}`;
  }
  const isOnceOnly = spec.multiple !== true;
  return isRepeated && isOnceOnly ? `${rawName}: expected it once, found it again` : undefined;
}

function checkCount(command: Subcommand, given: GivenArguments): Result<GivenArguments> {
  const { what, least, most } = command.takes;
  const count = given.positionals.length;
  if (count >= least && count <= most) return ok(given);
  const usage = `usage: lockstep ${command.name} ${command.usage}`;
  if (count < least) return bad(`expected ${what}, found nothing; ${usage}`);
  const found = JSON.stringify(given.positionals[most]);
  return bad(`expected ${most === 0 ? "no argument" : what} and no more, found ${found}; ${usage}`);
}
