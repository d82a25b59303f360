import { bad, ok, type Result } from "../../base/result.js";
import { describeMismatch, describeValue, isObject, withinLimits } from "../../trace/check.js";
import { displayText } from "../../trace/displayText.js";
import type { JsonObject } from "../../trace/ids.js";
import type { Sentence } from "../../trace/sentence.js";
import type { Pause } from "../pause.js";

/** Parts of a line become parts of a trace's record, which may have 100 levels itself. */
const DEEPEST = 90;

/** Lines parsed between two pauses: a few milliseconds of work. */
const PAUSE_EVERY = 500;

export interface JsonLine {
  /** Counts from 1. */
  readonly number: number;
  readonly value: JsonObject;
}

export interface JsonLines {
  readonly lines: readonly JsonLine[];
  readonly inferred: readonly Sentence[];
}

/**
 * The JSON objects of a log. Lines of plain text between them, which programs print as well, and a
 * last line that is cut short are left out, which is said; any other line is refused.
 */
export async function readJsonLines(
  text: string,
  source: string,
  pause: Pause,
): Promise<Result<JsonLines>> {
  const lines: JsonLine[] = [];
  const plain: number[] = [];
  let cut: number | undefined;
  for (let start = 0, number = 1; start < text.length; number++) {
    const feed = text.indexOf("\n", start);
    const line = text.slice(start, feed < 0 ? text.length : feed).trim();
    start = feed < 0 ? text.length : feed + 1;
    if (number % PAUSE_EVERY === 0) await pause();
    if (line === "") continue;
    if (!line.startsWith("{")) {
      plain.push(number);
      continue;
    }
    const parsed = parseLine(line);
    if ("value" in parsed) lines.push({ number, value: parsed.value });
    else if (feed < 0 && parsed.isNoJson) cut = number;
    else return bad({ source, line: number, problem: parsed.problem });
  }
  if (lines.length === 0) {
    const found = plain[0] === undefined ? "nothing" : "other text";
    const problem = `expected a JSON object on each line, found ${found}`;
    return bad({ source, line: plain[0] ?? 1, problem });
  }
  return ok({ lines, inferred: leftOut(plain, cut) });
}

type ParsedLine =
  { readonly value: JsonObject } | { readonly problem: string; readonly isNoJson: boolean };

function parseLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const found = displayText(line, 60);
    return { problem: `expected a JSON object, found ${found}`, isNoJson: true };
  }
  if (!isObject(value)) {
    const problem = `expected a JSON object, found ${describeValue(value)}`;
    return { problem, isNoJson: false };
  }
  if (isDeeper(value, DEEPEST)) {
    const problem = `expected at most ${DEEPEST} levels of nesting, found more`;
    return { problem, isNoJson: false };
  }
  const wrong = withinLimits(value);
  if (wrong !== undefined) return { problem: describeMismatch(wrong), isNoJson: false };
  return { value: value as JsonObject };
}

/** Whether a value has more than so many levels of lists and objects. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

function leftOut(plain: readonly number[], cut: number | undefined): readonly Sentence[] {
  const inferred: Sentence[] = [];
  if (plain.length > 0) {
    const template = "Lines that are no JSON and were left out: {count}, the first at line {line}.";
    inferred.push({ template, facts: { count: plain.length, line: plain[0] ?? 1 } });
  }
  if (cut !== undefined) {
    const template = "The last line, {line}, is cut short and was left out.";
    inferred.push({ template, facts: { line: cut } });
  }
  return inferred;
}
