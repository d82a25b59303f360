/** What a webview sends is checked before anything acts on it: a webview shows untrusted text. */
import * as v from "valibot";
import { bad, ok, type Result } from "../base/result.js";
import { HOST_COMMANDS, MAX_WINDOW_ROWS, type Request } from "./messages.js";

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const windowParams = v.pipe(
  v.strictObject({
    branch: v.pipe(v.string(), v.regex(/^b[1-9]\d{0,8}$/)),
    from: v.pipe(wholeNumber, v.minValue(1)),
    to: wholeNumber,
    room: wholeNumber,
  }),
  v.check(
    ({ from, to }) => to - from < MAX_WINDOW_ROWS,
    `expected at most ${MAX_WINDOW_ROWS} rows at once`,
  ),
);

const requestSchema = v.variant("request", [
  v.strictObject({
    id,
    request: v.literal("ready"),
    params: v.strictObject({ bridgeVersion: wholeNumber }),
  }),
  v.strictObject({ id, request: v.literal("window"), params: windowParams }),
  v.strictObject({
    id,
    request: v.literal("goTo"),
    params: v.strictObject({ cursor: wholeNumber }),
  }),
  v.strictObject({
    id,
    request: v.literal("invoke"),
    params: v.strictObject({ command: v.picklist(HOST_COMMANDS) }),
  }),
]);

/** The message as a request, or every reason why it is none. */
export function parseRequest(message: unknown): Result<Request> {
  const parsed = v.safeParse(requestSchema, message);
  if (parsed.success) return ok(parsed.output);
  return bad(...parsed.issues.map(describeIssue));
}

/** The id of a message that may be anything else but a good request; 0 when it has none. */
export function requestIdOf(message: unknown): number {
  const parsed = v.safeParse(v.object({ id }), message);
  return parsed.success ? parsed.output.id : 0;
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? "message";
  if (issue.type === "check") return `${path}: ${issue.message}`;
  return `${path}: expected ${issue.expected ?? "something else"}, found ${issue.received}`;
}
