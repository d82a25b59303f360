/** Events in a few words: what stands beside a mark. */
import { displayText } from "../trace/displayText.js";
import type { BranchId, JsonObject, Link, NodeId } from "../trace/ids.js";
import {
  linkKey,
  type MessageLife,
  type PathNode,
  type RecordedTrace,
} from "../trace/recordedTrace.js";
import type { EventRecord } from "../trace/records.js";
import type { NameOf } from "../trace/sentence.js";
import { assertNever } from "../base/assert.js";
import { namesOf } from "./nodeWords.js";
import { jsonWords } from "./jsonWords.js";

/** No words of an event are longer than this many characters. */
const MAX_WORDS = 120;

/** What happened in a few words; empty for a message that was simply received. */
export function eventWords(trace: RecordedTrace, branch: BranchId, record: EventRecord): string {
  return displayText(wordsOf(trace, branch, record, namesOf(trace.nodes(branch))), MAX_WORDS);
}

function wordsOf(
  trace: RecordedTrace,
  branch: BranchId,
  record: EventRecord,
  nameOf: NameOf,
): string {
  switch (record.event) {
    case "start":
    case "restart":
    case "crash":
      return record.event;
    case "crashSoon":
      return "crash during the next step";
    case "receive":
      return record.ignored ? "ignored" : "";
    case "lose":
      return "lost";
    case "timeout":
      return timerWords(record.timer);
    case "command":
      return commandWords(record.command);
    case "peerDown":
    case "neighbourDown":
      return `${nameOf(record.peer)} is down${bootWords(record.incarnation)}`;
    case "peerUp":
    case "neighbourUp":
      return `${nameOf(record.peer)} is up${bootWords(record.incarnation)}`;
    case "cut":
    case "restore":
      return `${record.event} ${linkWords(record.links, countNodes(trace, branch, record), nameOf)}`;
    case "addLink":
      return `new link ${linkWords(record.links, countNodes(trace, branch, record), nameOf)}`;
    case "removeLink":
      return `link gone ${linkWords(record.links, countNodes(trace, branch, record), nameOf)}`;
    case "addNode":
      return "added";
    case "removeNode":
      return "removed for good";
    case "drop":
    case "hold":
    case "delay":
    case "release":
    case "duplicate":
      return `${record.event} ${messageWords(trace.message(branch, record.message), nameOf)}`;
    case "clock":
      return `clock ${record.ratePerMille / 10} %, ${record.offsetMs} ms`;
    case "disk":
      return diskWords(record.lagMs);
    case "forge":
      return `forge ${messageWords(forgedMessage(trace, branch, record), nameOf)}`;
    case "local":
      return record.label;
    default:
      return assertNever(record);
  }
}

/** Which boot of the peer a notice speaks of, unless it is the first. */
function bootWords(incarnation: number): string {
  return incarnation === 1 ? "" : ` (boot ${incarnation})`;
}

/** `disk 500 ms slow`. */
export function diskWords(lagMs: number): string {
  return lagMs === 0 ? "disk at once" : `disk ${lagMs} ms slow`;
}

/** The message that a `forge` event put on its way. */
export function forgedMessage(
  trace: RecordedTrace,
  branch: BranchId,
  { effects = [] }: EventRecord,
): MessageLife | undefined {
  const send = effects.find(({ effect }) => effect === "send");
  return send?.effect === "send" ? trace.message(branch, send.message) : undefined;
}

/** How many nodes there are right before an event. */
export function countNodes(
  trace: RecordedTrace,
  branch: BranchId,
  { at }: Pick<EventRecord, "at">,
): number {
  const isThere = ({ addedAt = 0, removedAt = Infinity }: PathNode) =>
    addedAt < at && removedAt >= at;
  return trace.nodes(branch).filter(isThere).length;
}

/** `election timeout`, whether or not the timer's name says so itself. */
export function timerWords(timer: string): string {
  return /timeout$/i.test(timer) ? timer : `${timer} timeout`;
}

/** The command's name and its values: `set x 1`. */
export function commandWords(command: JsonObject): string {
  return Object.values(command)
    .map((value) => jsonWords(value))
    .join(" ");
}

/** A message's label and its link: `RequestVote t2 Ana → Ben`. */
export function messageWords(life: MessageLife | undefined, nameOf: NameOf): string {
  if (life === undefined) return "a message";
  return `${displayText(life.label, 60)} ${nameOf(life.from)} → ${nameOf(life.to)}`;
}

/**
 * Links by their ends, those of both directions once: `Ana ↔ Ben, Ben → Cleo`; all links of one of
 * so many nodes (at least three) as `Ben ↔ all`, many between groups as `Ana, Ben | Cleo, Dan`.
 */
export function linkWords(links: readonly Link[], nodes: number, nameOf: NameOf): string {
  const hub = hubOf(links, nodes);
  if (hub !== undefined) return `${nameOf(hub)} ↔ all`;
  const known = new Set(links.map(linkKey));
  const isTwoWay = ([from, to]: Link) => known.has(linkKey([to, from]));
  const words = links
    .filter((link) => link[0] < link[1] || !isTwoWay(link))
    .map((link) => `${nameOf(link[0])} ${isTwoWay(link) ? "↔" : "→"} ${nameOf(link[1])}`);
  if (words.length <= 3) return words.join(", ");
  const groups = groupsIn(links);
  if (groups !== undefined) return groups.map((ids) => ids.map(nameOf).join(", ")).join(" | ");
  if (words.length <= 4) return words.join(", ");
  return `${words.slice(0, 3).join(", ")} and ${words.length - 3} more`;
}

/** The groups of nodes whose links between each other these all are, in both directions. */
function groupsIn(links: readonly Link[]): readonly (readonly NodeId[])[] | undefined {
  const ids = [...new Set(links.flat())];
  const known = new Set(links.map(linkKey));
  const groups = new Map<string, readonly NodeId[]>();
  for (const id of ids) {
    const group = ids.filter((other) => other === id || !known.has(linkKey([id, other])));
    groups.set(group.join(" "), group);
  }
  const sizes = [...groups.values()].map(({ length }) => length);
  const between = sizes.reduce((sum, size) => sum + size * (ids.length - size), 0);
  const isPartition = sizes.reduce((sum, size) => sum + size, 0) === ids.length;
  return isPartition && between === known.size ? [...groups.values()] : undefined;
}

/** The node that all these links begin or end at, if they are all that it can have. */
function hubOf(links: readonly Link[], nodes: number): NodeId | undefined {
  if (nodes < 3 || links.length !== (nodes - 1) * 2) return undefined;
  return links[0]?.find((id) => links.every((link) => link.includes(id)));
}
