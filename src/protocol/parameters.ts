import { bad, ok, type BadInput, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { ParameterValue } from "../trace/records.js";

/**
 * One typed setting of an engine: a config value or a feature that a stage switches. `boolean` and
 * the words of a choice each stay one type instead of distributing.
 */
export type ParameterSpec<V extends ParameterValue = ParameterValue> = {
  readonly about: string;
  readonly default: V;
} & ([V] extends [boolean]
  ? { readonly type: "boolean" }
  : [V] extends [number]
    ? { readonly type: "integer"; readonly min: number; readonly max: number }
    : { readonly type: "choice"; readonly values: readonly V[] });

/** A spec for every name of the bag. */
export type ParameterSpecs<P extends { readonly [name: string]: ParameterValue }> = {
  readonly [N in keyof P]: ParameterSpec<P[N]>;
};

/** What the bags look like when their names are not known. */
export type AnyParameterSpec =
  | { readonly about: string; readonly type: "boolean"; readonly default: boolean }
  | {
      readonly about: string;
      readonly type: "integer";
      readonly default: number;
      readonly min: number;
      readonly max: number;
    }
  | {
      readonly about: string;
      readonly type: "choice";
      readonly default: string;
      readonly values: readonly string[];
    };

export type AnyParameterSpecs = { readonly [name: string]: AnyParameterSpec };

/**
 * The defaults with the given values put in. Every unknown name and every wrong value is a problem
 * of its own.
 */
export function fillParameters(
  specs: AnyParameterSpecs,
  given: { readonly [name: string]: unknown },
  what: string,
): Result<{ [name: string]: ParameterValue }> {
  const problems: BadInput[] = [];
  const values: { [name: string]: ParameterValue } = {};
  for (const [name, spec] of Object.entries(specs)) values[name] = spec.default;
  for (const [name, value] of Object.entries(given)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    const problem =
      spec === undefined ? unknownWord(what, name, Object.keys(specs)) : wrongValue(spec, value);
    if (problem === undefined) values[name] = value as ParameterValue;
    else problems.push({ problem: spec === undefined ? problem : `${what} ${name}: ${problem}` });
  }
  return problems.length > 0 ? bad(...problems) : ok(values);
}

/** The value that a text on a command line or in a scenario means, or what is wrong with it. */
export function parseParameter(spec: AnyParameterSpec, text: string): Result<ParameterValue> {
  const value =
    spec.type === "boolean"
      ? readBoolean(text)
      : spec.type === "integer"
        ? readInteger(text)
        : text;
  const problem = wrongValue(spec, value);
  return problem === undefined ? ok(value) : bad(problem);
}

function readBoolean(text: string): boolean | string {
  if (text === "true" || text === "on") return true;
  return text === "false" || text === "off" ? false : text;
}

function readInteger(text: string): number | string {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function wrongValue(spec: AnyParameterSpec, value: unknown): string | undefined {
  const found = `found ${JSON.stringify(value)}`;
  if (spec.type === "boolean") {
    return typeof value === "boolean" ? undefined : `expected true or false, ${found}`;
  }
  if (spec.type === "choice") {
    return spec.values.includes(value as string)
      ? undefined
      : `expected one of ${spec.values.join(", ")}, ${found}`;
  }
  const fits =
    typeof value === "number" && Number.isInteger(value) && value >= spec.min && value <= spec.max;
  return fits ? undefined : `expected an integer from ${spec.min} to ${spec.max}, ${found}`;
}
