/** What a webview sends is checked before anything acts on it: a webview shows untrusted text. */
import * as v from "valibot";
import { bad, ok, type Result } from "../base/result.js";
import { describeMismatch, withinLimits } from "../trace/check.js";
import type { Intervention } from "../trace/intervention.js";
import { INTERVENTION_SHAPE } from "../trace/recordShapes.js";
import { AXIS_NAMES } from "../render/spaceTime/axis.js";
import { HOST_COMMANDS, MAX_FAR_PX, MAX_SEARCH, type Request, type Target } from "./messages.js";

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const branch = v.pipe(v.string(), v.regex(/^b[1-9]\d{0,8}$/));
const name = v.pipe(v.string(), v.maxLength(200));

const axis = v.picklist(AXIS_NAMES);
const height = v.pipe(v.number(), v.finite(), v.minValue(0));
const pixels = v.pipe(height, v.maxValue(MAX_FAR_PX));
const zoom = v.pipe(v.number(), v.finite(), v.minValue(Number.MIN_VALUE), v.maxValue(100));

const windowParams = v.strictObject({
  branch,
  axis,
  y1: height,
  y2: height,
  room: wholeNumber,
});

const farParams = v.strictObject({
  branch,
  axis,
  zoom,
  top: height,
  height: pixels,
  width: pixels,
});

const causesParams = v.strictObject({ branch, at: count, from: count, to: wholeNumber });

const findParams = v.strictObject({
  branch,
  text: v.pipe(v.string(), v.maxLength(MAX_SEARCH)),
  search: count,
});

const until = v.variant("until", [
  v.strictObject({ until: v.literal("event"), node: name }),
  v.strictObject({ until: v.literal("role"), node: v.exactOptional(name) }),
  v.strictObject({ until: v.literal("field"), field: name, node: v.exactOptional(name) }),
  v.strictObject({ until: v.literal("message"), type: name }),
  v.strictObject({ until: v.literal("moment"), name: v.exactOptional(name) }),
  v.strictObject({ until: v.literal("flip"), invariant: v.exactOptional(name) }),
]);

/** Only its shape: whether it applies is for the engine to say. */
export const interventionSchema = v.custom<Intervention>(
  (value) => interventionProblem(value) === undefined,
  ({ input }) => interventionProblem(input) ?? "expected an intervention",
);

const targetFields = {
  node: v.exactOptional(name),
  timer: v.exactOptional(name),
  message: v.exactOptional(count),
  branch: v.exactOptional(branch),
  at: v.exactOptional(wholeNumber),
};

function request<N extends Request["request"], P extends v.GenericSchema>(request: N, params: P) {
  return v.strictObject({ id: count, request: v.literal(request), params });
}

const requestSchema = v.variant("request", [
  request("ready", v.strictObject({ bridgeVersion: wholeNumber })),
  request("window", windowParams),
  request("farWindow", farParams),
  request("causes", causesParams),
  request("showCauses", v.strictObject({ shows: v.boolean() })),
  request("find", findParams),
  request("stopFinding", v.strictObject({})),
  request("goTo", v.strictObject({ cursor: wholeNumber })),
  request("intervene", v.strictObject({ does: interventionSchema })),
  request("run", v.strictObject({ until })),
  request("switchBranch", v.strictObject({ branch })),
  request("renameBranch", v.strictObject({ branch, name })),
  request("deleteBranch", v.strictObject({ branch })),
  request(
    "invoke",
    v.strictObject({
      command: v.picklist(HOST_COMMANDS),
      on: v.exactOptional(v.strictObject(targetFields)),
    }),
  ),
]);

/** The message as a request, or every reason why it is none. */
export function parseRequest(message: unknown): Result<Request> {
  const parsed = v.safeParse(requestSchema, message);
  if (parsed.success) return ok(parsed.output);
  return bad(...parsed.issues.map(describeIssue));
}

/** The id of a message that may be anything else but a good request; 0 when it has none. */
export function requestIdOf(message: unknown): number {
  const parsed = v.safeParse(v.object({ id: count }), message);
  return parsed.success ? parsed.output.id : 0;
}

/**
 * What a command was told to act on: by VS Code's context menu (with whatever else it adds), by a
 * page, by another extension, or not at all.
 */
export function readTarget(argument: unknown): Target {
  const parsed = v.safeParse(v.object(targetFields), argument);
  return parsed.success ? parsed.output : {};
}

function interventionProblem(value: unknown): string | undefined {
  const mismatch = withinLimits(value) ?? INTERVENTION_SHAPE(value);
  return mismatch && describeMismatch(mismatch);
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? "message";
  if (issue.type === "check" || issue.type === "custom") return `${path}: ${issue.message}`;
  return `${path}: expected ${issue.expected ?? "something else"}, found ${issue.received}`;
}
