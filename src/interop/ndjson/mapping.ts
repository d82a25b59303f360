/**
 * How to read a team's own NDJSON log: a small JSON document that says which field of a line is
 * what. `docs/foreign-logs.md` explains it; `media/lockstep.import.schema.json` completes it in an
 * editor. The presets beside this file are written in it.
 */
import * as v from "valibot";
import { bad, type BadInput, ok, type Result } from "../../base/result.js";
import { nearest } from "../../base/suggest.js";
import { describeValue, isObject } from "../../trace/check.js";
import { PlacedJson } from "./placedJson.js";

/** Lists are objects to the library, and none to the one who writes a mapping. */
const object = v.custom<object>(isObject, "an object");

function members<E extends v.ObjectEntries>(entries: E, message = "an object") {
  return v.pipe(object, v.strictObject(entries, message));
}

function record<S extends v.GenericSchema>(value: S) {
  return v.pipe(object, v.record(v.string(), value, "an object"));
}

const text = v.pipe(v.string("a text"), v.minLength(1, "a text that is not empty"));

/** Where a value is: names joined by dots, or a JSON pointer (RFC 6901), which begins with `/`. */
const path = text;

/** A text with paths in braces: `{msg.type} t{msg.term}`. */
const template = text;

/** A name in which `*` stands for any characters, or several of them. */
const patterns = v.union([text, v.array(text)], "a text or a list of texts");

/** A path to a node's id; `hex`: an integer in hexadecimal digits, the same as a decimal one. */
const nodePath = v.union(
  [path, members({ at: path, hex: v.exactOptional(v.boolean("true or false")) })],
  "a path, or an object with `at`",
);

const TONES = ["quiet", "seeking", "leading", "waiting", "serving", "odd"] as const;
const tone = v.picklist(TONES, "quiet, seeking, leading, waiting, serving or odd");

/** A field of a node's state. `none` is what the log writes for no node at all. */
const field = v.union(
  [
    path,
    members({
      at: path,
      show: v.exactOptional(
        v.picklist(["value", "node", "nodes", "perNode"], "value, node, nodes or perNode"),
      ),
      none: v.exactOptional(text),
      hex: v.exactOptional(v.boolean("true or false")),
    }),
  ],
  "a path, or an object with `at`",
);

const mappingSchema = members(
  {
    $schema: v.exactOptional(text),
    /** What such a log is called. */
    title: v.exactOptional(text),
    /** Patterns of files' names: which logs it is for when it lies beside them. */
    files: v.exactOptional(patterns),
    /** Path → patterns: only lines where each has one of these values count. */
    lines: v.exactOptional(record(patterns)),
    /** At which node a line's event happened. */
    node: nodePath,
    /** Put before ids that say little alone: `node ` makes `node 3` of 3. */
    nodePrefix: v.exactOptional(text),
    /** The name of what happened. */
    event: path,
    /** The name of an event → the words for it, where the name alone says little. */
    labels: v.exactOptional(record(template)),
    /** `file` unless said otherwise; `clock`: by the vector clock. */
    order: v.exactOptional(
      v.union(
        [v.picklist(["file", "clock"]), members({ by: path })],
        "file, clock, or an object with `by`",
      ),
    ),
    time: v.exactOptional(
      members(
        { at: path, unit: v.picklist(["s", "ms", "us", "ns", "date"], "s, ms, us, ns or date") },
        "an object with `at` and `unit`",
      ),
    ),
    /** A vector clock: an object from node to whole number. */
    clock: v.exactOptional(path),
    /** Names of events, with what they are. */
    sends: v.exactOptional(patterns),
    receives: v.exactOptional(patterns),
    drops: v.exactOptional(patterns),
    /** The second start of a node is a restart. */
    starts: v.exactOptional(patterns),
    crashes: v.exactOptional(patterns),
    /** Left out while they change nothing that is shown. */
    quiet: v.exactOptional(patterns),
    message: v.exactOptional(
      members(
        {
          /** In a line that receives: who sent it. */
          from: v.exactOptional(nodePath),
          /** In a line that sends: to whom; a list for several. Absent: to whoever receives it. */
          to: v.exactOptional(nodePath),
          /** What is equal in the lines that send and receive a message; its body if absent. */
          key: v.exactOptional(
            v.union([path, v.pipe(v.array(path), v.minLength(1))], "a path or a list of paths"),
          ),
          type: v.exactOptional(template),
          /** What the log writes for a type → the type in words. */
          types: v.exactOptional(record(text)),
          /** The words for the arrow; `{type}` is the type in words. */
          label: v.exactOptional(template),
          body: v.exactOptional(path),
        },
        "an object",
      ),
    ),
    /** Messages that are received and whose sending the log never tells. */
    untoldSends: v.exactOptional(
      v.array(
        members({ received: text, sentIn: text }, "an object with `received` and `sentIn`"),
        "a list",
      ),
    ),
    /** The node's state: one object, or one path a field. */
    state: v.exactOptional(v.union([path, record(field)], "a path, or an object of fields")),
    /** Names of events whose lines tell the state before them; the others tell it after. */
    stateBefore: v.exactOptional(patterns),
    role: v.exactOptional(
      members(
        {
          at: path,
          /** Value → how it looks, with a name of its own if it has one. */
          tones: record(
            v.union([tone, members({ name: text, tone })], "a tone, or `name` and `tone`"),
          ),
          /** A few characters beside the role. */
          label: v.exactOptional(template),
        },
        "an object with `at` and `tones`",
      ),
    ),
    /** Lane → the text of the block beside a lifeline; it goes on until the text changes. */
    lanes: v.exactOptional(record(template)),
    /** Types of messages that may fold while they change nothing. */
    routine: v.exactOptional(v.array(text, "a list of texts")),
  },
  "an object",
);

export type Mapping = v.InferOutput<typeof mappingSchema>;
export type NodePath = v.InferOutput<typeof nodePath>;
export type FieldSpecs = Exclude<Mapping["state"], string | undefined>;

/** A mapping with comments, if its writer likes; its mistakes are told at their place. */
export function parseMapping(json: string, source: string): Result<Mapping> {
  const placed = PlacedJson.parse(json, source);
  if (!placed.ok) return placed;
  const parsed = v.safeParse(mappingSchema, placed.value.value);
  if (!parsed.success) {
    return bad(...parsed.issues.map((issue) => problemOf(issue, placed.value)));
  }
  const missing = missingPart(parsed.output);
  return missing === undefined ? ok(parsed.output) : bad({ source, line: 1, problem: missing });
}

/** A mapping that ships with us. */
export function presetMapping(value: unknown): Mapping {
  return v.parse(mappingSchema, value);
}

function problemOf(issue: v.BaseIssue<unknown>, placed: PlacedJson): BadInput {
  const keys = (issue.path ?? []).map(({ key }) => key as string | number);
  const where = keys.join(".");
  const isUnknown = issue.type === "strict_object" && issue.expected === "never";
  if (isUnknown) return unknownMember(keys, placed);
  const place = placed.placeOf(keys);
  const expected = issue.expected === null || issue.received === "undefined" ? "" : issue.message;
  const wanted = issue.received === "undefined" ? "it to be there" : expected;
  const found = describeValue(issue.input);
  return { ...place, problem: `${where || "the mapping"}: expected ${wanted}, found ${found}` };
}

function unknownMember(keys: readonly (string | number)[], placed: PlacedJson): BadInput {
  const name = String(keys.at(-1));
  const known = keys.length === 1 ? Object.keys(mappingSchema.pipe[1].entries) : [];
  const meant = nearest(name, known);
  const guess = meant === undefined ? "" : `; did you mean ${meant}?`;
  const problem = `${keys.join(".")}: expected no member of this name${guess}`;
  return { ...placed.placeOf(keys), problem, ...(meant === undefined ? {} : { meant }) };
}

/** What one part of a mapping needs of another. */
function missingPart({ message, order, clock, ...mapping }: Mapping): string | undefined {
  const speaks = (["sends", "receives", "drops", "untoldSends"] as const).find(
    (part) => mapping[part] !== undefined,
  );
  if (speaks !== undefined && message === undefined) {
    return `message: expected what tells the messages of ${speaks}, found nothing`;
  }
  if (message !== undefined && message.key === undefined && message.body === undefined) {
    return "message: expected a key or a body, found neither: what is equal in both lines?";
  }
  if (order === "clock" && clock === undefined) {
    return "clock: expected where the vector clock is, found nothing";
  }
  return undefined;
}
