import { bad, ok, type Result } from "../base/result.js";

/** The cursor that a person typed: 0 to `length`, with or without a leading `#`. */
export function readEventNumber(text: string, length: number): Result<number> {
  const digits = /^\s*#?(\d{1,15})\s*$/.exec(text)?.[1];
  const cursor = digits === undefined ? undefined : Number(digits);
  if (cursor !== undefined && cursor <= length) return ok(cursor);
  const found = text.trim() === "" ? "nothing" : text.trim();
  return bad(`Expected a whole number from 0 to ${length}, found ${found}`);
}
