import { readQuery } from "../../query/parser.js";
import type { TokenReader } from "../../query/tokenReader.js";
import type {
  CommandBody,
  CommandWord,
  Expectation,
  MessageVerb,
  Name,
  NamedIntervention,
} from "./syntax.js";
import { readFields } from "./bodyParser.js";
import {
  readCount,
  readDuration,
  readKind,
  readLink,
  readList,
  readNewNode,
  readNode,
  readNodes,
} from "./words.js";

/** Reads the rest of a command line; undefined with the reader's problem when it does not fit. */
export function readCommand(word: CommandWord, reader: TokenReader): CommandBody | undefined {
  switch (word) {
    case "run":
      return readRun(reader);
    case "settle":
      return { do: "settle" };
    case "beat":
      return readBeat(reader);
    case "expect":
      return readExpect(reader);
    default: {
      const intervention = readIntervention(word, reader);
      return intervention === undefined ? undefined : { do: "intervene", with: intervention };
    }
  }
}

/** `500ms`, `20 events`, `until QUERY [within T]` */
function readRun(reader: TokenReader): CommandBody | undefined {
  const duration = reader.take("duration");
  if (duration !== undefined) return { do: "runFor", ms: duration.ms };
  if (reader.token.type === "number") {
    const count = readCount(reader, "a number of events", 1);
    if (!reader.takeIf("event")) reader.expectText("events");
    return count === undefined ? undefined : { do: "runEvents", count };
  }
  if (!reader.takeIf("until")) {
    reader.fail("a duration, a number of events, or until");
    return undefined;
  }
  const start = reader.token.column;
  const query = readQuery(reader);
  const text = reader.textFrom(start);
  if (query === undefined || !reader.takeIf("within")) {
    return query === undefined ? undefined : { do: "runUntil", query, text };
  }
  const withinMs = readDuration(reader);
  return withinMs === undefined ? undefined : { do: "runUntil", query, text, withinMs };
}

function readBeat(reader: TokenReader): CommandBody | undefined {
  const title = reader.expect("text", "the beat's title in quotes")?.text;
  if (title === "") {
    reader.failHere("expected the beat's title, found an empty text");
    return undefined;
  }
  return title === undefined ? undefined : { do: "beat", title };
}

function readExpect(reader: TokenReader): CommandBody | undefined {
  const start = reader.token.column;
  const expectation = readExpectation(reader);
  const text = reader.textFrom(start);
  return expectation === undefined ? undefined : { do: "expect", expectation, text };
}

function readExpectation(reader: TokenReader): Expectation | undefined {
  const when = reader.takeIf("eventually")
    ? "eventually"
    : reader.takeIf("never")
      ? "never"
      : "now";
  if (when === "now") {
    const query = readQuery(reader);
    return query === undefined ? undefined : { when, query };
  }
  const name = readLoneText(reader);
  const what = name === undefined ? readQuery(reader) : ({ is: "named", name } as const);
  reader.expectText("within");
  const withinMs = readDuration(reader);
  return what === undefined || withinMs === undefined ? undefined : { when, what, withinMs };
}

/**
 * A text in quotes, unless it is a node's name that opens a comparison: `"Old leader".role = …`.
 */
function readLoneText(reader: TokenReader): Name | undefined {
  reader.couldBe("outcome");
  if (reader.token.type !== "text" || reader.following.text === ".") return undefined;
  return reader.name("outcome");
}

type InterventionWord = Exclude<CommandWord, "run" | "settle" | "beat" | "expect">;

function readIntervention(
  type: InterventionWord,
  reader: TokenReader,
): NamedIntervention | undefined {
  switch (type) {
    case "timeout": {
      const node = readNode(reader);
      const timer = reader.name("timer");
      return node === undefined || timer === undefined ? undefined : { type, node, timer };
    }
    case "command":
      return readClientCommand(reader);
    case "cut":
    case "restore":
      return { type, links: readList(reader, readLink) };
    case "isolate": {
      const node = readNode(reader);
      return node === undefined ? undefined : { type, node };
    }
    case "partition":
      return readPartition(reader);
    case "heal":
      return { type };
    case "crash":
      return readCrash(reader);
    case "restart":
      return readRestart(reader);
    case "clock":
      return readClock(reader);
    case "add":
      return reader.takeIf("link") ? readTopology("addLink", reader) : readAddNode(reader);
    case "remove":
      return reader.takeIf("link") ? readTopology("removeLink", reader) : readRemoveNode(reader);
    case "forge":
      return readForge(reader);
    case "disk":
      return readDisk(reader);
    default:
      return readMessageIntervention(type, reader);
  }
}

/** `Ana set x 1` */
function readClientCommand(reader: TokenReader): NamedIntervention | undefined {
  const node = readNode(reader);
  const command = reader.name("command");
  const values: Name[] = [];
  while (!reader.atEnd) {
    const value = reader.name("value");
    if (value === undefined) return undefined;
    values.push(value);
  }
  if (node === undefined || command === undefined) return undefined;
  return { type: "command", node, command, values };
}

/** `A, B | C` */
function readPartition(reader: TokenReader): NamedIntervention {
  const groups = [readNodes(reader)];
  while (reader.takeIf("|")) groups.push(readNodes(reader));
  return { type: "partition", groups };
}

/** `Ana`, `Ana after 2 effects` */
function readCrash(reader: TokenReader): NamedIntervention | undefined {
  const node = readNode(reader);
  if (!reader.takeIf("after")) return node === undefined ? undefined : { type: "crash", node };
  const afterEffects = readCount(reader, "a number of effects", 0);
  if (!reader.takeIf("effect")) reader.expectText("effects");
  if (node === undefined || afterEffects === undefined) return undefined;
  return { type: "crash", node, afterEffects };
}

/** `Ana`, `Ana without disk` */
function readRestart(reader: TokenReader): NamedIntervention | undefined {
  const node = readNode(reader);
  const diskLost = reader.takeIf("without") && reader.expectText("disk");
  return node === undefined ? undefined : { type: "restart", node, diskLost };
}

/** `Ana rate 900 offset 50`: the clock's rate in per mille, and its offset in ms. */
function readClock(reader: TokenReader): NamedIntervention | undefined {
  const node = readNode(reader);
  reader.expectText("rate");
  const ratePerMille = readCount(reader, "a rate in per mille", 1);
  const offset = reader.takeIf("offset") ? reader.expect("number", "an offset in ms") : undefined;
  if (node === undefined || ratePerMille === undefined) return undefined;
  return { type: "clock", node, ratePerMille, offsetMs: offset?.value ?? 0 };
}

/** `Zoé`, `client: Zoé`, `Zoé linked Ana, Ben` */
function readAddNode(reader: TokenReader): NamedIntervention | undefined {
  const kind = readKind(reader);
  const node = readNewNode(reader);
  const linked = reader.takeIf("linked") ? { linked: readNodes(reader) } : {};
  if (node === undefined) return undefined;
  return { type: "addNode", ...(kind === undefined ? {} : { kind }), node, ...linked };
}

function readRemoveNode(reader: TokenReader): NamedIntervention | undefined {
  const node = readNode(reader);
  return node === undefined ? undefined : { type: "removeNode", node };
}

/** `A -> B, B -> A` */
function readTopology(type: "addLink" | "removeLink", reader: TokenReader): NamedIntervention {
  return { type, links: readList(reader, readLink) };
}

/** `A -> B TYPE term=3 candidateId=Ana` */
function readForge(reader: TokenReader): NamedIntervention | undefined {
  const link = readLink(reader);
  const message = reader.name("message");
  const fields = readFields(reader);
  if (link === undefined || message === undefined) return undefined;
  return { type: "forge", link, message, fields };
}

/** `Ana lag 200ms` */
function readDisk(reader: TokenReader): NamedIntervention | undefined {
  const node = readNode(reader);
  reader.expectText("lag");
  const lagMs = readDuration(reader);
  if (node === undefined || lagMs === undefined) return undefined;
  return { type: "disk", node, lagMs };
}

/** `A -> B TYPE [#k]`, and `50ms` after `delay …`. */
function readMessageIntervention(
  type: MessageVerb,
  reader: TokenReader,
): NamedIntervention | undefined {
  const link = readLink(reader);
  const message = reader.name("message");
  const ordinal = reader.take("ordinal")?.value ?? 1;
  if (link === undefined || message === undefined) return undefined;
  if (type !== "delay") return { type, link, message, ordinal };
  const byMs = readDuration(reader);
  return byMs === undefined ? undefined : { type, link, message, ordinal, byMs };
}
