/** What the service owes its clients. */
import { broken, HOLDS, monitor, type Verdict } from "../../protocol/invariant.js";
import type { CommandId, NodeId } from "../../trace/ids.js";
import { majorityGroup } from "./groups.js";
import { commonLength, sameEntry } from "./log.js";
import type { Entry, LadderFeatures, LadderStep, LadderTypes, LadderWorld } from "./types.js";

// ── Service ──

/** How long a disturbance may keep the service down, and a calm service may take to answer. */
const PATIENCE_MS = 20_000;

interface Service {
  readonly open: readonly OpenWrite[];
  /** When a fault or a change of office last disturbed the service. */
  readonly disturbedMs: number;
  readonly verdict: Verdict;
}

interface OpenWrite {
  readonly id: CommandId;
  readonly text: string;
  readonly node: NodeId;
  readonly askedMs: number;
}

export const service = monitor<LadderTypes, Service>({
  name: "Service",
  about:
    "A write to a live node is eventually taken: no node refuses it for good, and where a majority" +
    " is connected and undisturbed it is answered.",
  promised: (has) => has.relayWrites && (!has.elections || has.termsInVotes),
  memory: { open: [], disturbedMs: 0, verdict: HOLDS },
  observe(memory, step, world) {
    if (isQuiet(step, memory)) return { memory, verdict: memory.verdict };
    const settled = isDisturbed(step)
      ? { ...memory, open: [], disturbedMs: step.timeMs }
      : judgeOld(memory, step, world);
    const next = judgeAnswers(addAsked(settled, step), step, world);
    return { memory: next, verdict: next.verdict };
  },
});

/** Most steps have nothing to do with writes. */
function isQuiet(step: LadderStep, { open }: Service): boolean {
  return open.length === 0 && step.asked === undefined && !isDisturbed(step);
}

const FAULTS: ReadonlySet<string> = new Set([
  ...["crash", "restart", "cut", "restore", "drop", "delay", "hold", "clock", "disk"],
  ...["addNode", "removeNode", "addLink", "removeLink", "forge", "lose"],
]);

function isDisturbed({ happening, before, after }: LadderStep): boolean {
  return FAULTS.has(happening.event) || (before !== undefined && before.role !== after?.role);
}

function addAsked(memory: Service, { asked, node, timeMs }: LadderStep): Service {
  if (asked === undefined || node === undefined) return memory;
  const { id, text } = asked as typeof asked & { readonly id: CommandId };
  return { ...memory, open: [...memory.open, { id, text, node, askedMs: timeMs }] };
}

/** Every answer settles its write; a taken one shows that the service is there again. */
function judgeAnswers(memory: Service, step: LadderStep, world: LadderWorld): Service {
  return step.replies.reduce((now, { command, result }) => {
    const asked = now.open.find(({ id }) => id === command);
    if (asked === undefined) return now;
    const open = now.open.filter((other) => other !== asked);
    if (result.type === "refused") {
      const { node, text } = asked;
      const sentence = "{node:node} refuses the write “{text}”: it is {role}.";
      return { ...now, open, verdict: broken(sentence, { node, text, role: result.role }) };
    }
    if (result.type !== "noLeader") return { ...now, open, verdict: HOLDS };
    const isOwed = step.timeMs - now.disturbedMs >= PATIENCE_MS && isServed(asked.node, world);
    return { ...now, open, verdict: isOwed ? unanswered(asked, "knows no leader") : now.verdict };
  }, memory);
}

function judgeOld(memory: Service, { timeMs }: LadderStep, world: LadderWorld): Service {
  const [oldest] = memory.open;
  if (oldest === undefined || timeMs - oldest.askedMs < PATIENCE_MS) return memory;
  const open = memory.open.slice(1);
  if (!isServed(oldest.node, world)) return { ...memory, open };
  return { ...memory, open, verdict: unanswered(oldest, "gives no answer") };
}

/** Nobody owes an answer where no majority is connected. */
function isServed(node: NodeId, world: LadderWorld): boolean {
  return majorityGroup(world)?.some(({ id }) => id === node) ?? false;
}

function unanswered({ node, text }: OpenWrite, why: string): Verdict {
  return broken("{node:node} does not take the write “{text}”: it {why}.", { node, text, why });
}

// ── What is kept ──

export const writeKept = monitor<LadderTypes, Verdict>({
  name: "Write Kept",
  about: "What a node had in its log when it crashed is there when it restarts.",
  promised: (has) => has.durableLog,
  memory: HOLDS,
  observe(memory, { happening, node, before, after }) {
    const isLost = happening.event === "restart" && before !== undefined && after !== undefined;
    if (!isLost || !memory.holds || node === undefined) return { memory, verdict: memory };
    const index = commonLength(before.log, after.log) + 1;
    const command = before.log[index - 1]?.command;
    if (command === undefined) return { memory, verdict: memory };
    const verdict = broken("{node:node} restarts without entry {index}, “{command}”.", {
      ...{ node, index, command },
    });
    return { memory: verdict, verdict };
  },
});

interface Acknowledged {
  readonly writes: readonly AcknowledgedWrite[];
  readonly verdict: Verdict;
}

/** A write that counts as done: its client was told, or at least may be. */
interface AcknowledgedWrite {
  readonly index: number;
  readonly entry: Entry;
  readonly by: NodeId;
}

const keepsCommitted = (has: LadderFeatures) =>
  has.ownTermCommit && (has.durableVote || has.durableForGood);

export const acknowledgedWritesSurvive = monitor<LadderTypes, Acknowledged>({
  name: "Acknowledged Writes Survive",
  about:
    "No node loses an acknowledged write from its log; until stage 14 a write is acknowledged when" +
    " a leader appends it, then when a leader commits it.",
  promised: keepsCommitted,
  memory: { writes: [], verdict: HOLDS },
  observe(memory, step, world) {
    if (step.before === step.after || !memory.verdict.holds) {
      return { memory, verdict: memory.verdict };
    }
    const erased = memory.writes.find((write) => isErased(step, write));
    const verdict = erased === undefined ? HOLDS : lost(erased, step.node ?? "");
    const fresh = acknowledgedBy(step, world.features).filter((write) => isNew(write, memory));
    if (fresh.length === 0 && verdict.holds) return { memory, verdict };
    return { memory: { writes: [...memory.writes, ...fresh], verdict }, verdict };
  },
});

/** The entries that this step's leader took for done. */
function acknowledgedBy(
  { node, before, after }: LadderStep,
  { commitAtMajority }: LadderFeatures,
): readonly AcknowledgedWrite[] {
  if (before === undefined || after?.role !== "leader" || node === undefined) return [];
  const from = commitAtMajority ? before.commitLength : before.log.length;
  const to = commitAtMajority ? after.commitLength : after.log.length;
  if (to <= from) return [];
  return after.log.slice(from, to).map((entry, i) => ({ index: from + i + 1, entry, by: node }));
}

/** A later leader may commit it once more. */
function isNew({ index, entry }: AcknowledgedWrite, { writes }: Acknowledged): boolean {
  return !writes.some((known) => known.index === index && sameEntry(known.entry, entry));
}

function isErased({ before, after }: LadderStep, { index, entry }: AcknowledgedWrite): boolean {
  if (before === undefined || after === undefined || before.log === after.log) return false;
  return sameEntry(before.log[index - 1], entry) && !sameEntry(after.log[index - 1], entry);
}

function lost({ by, entry, index }: AcknowledgedWrite, other: NodeId): Verdict {
  const { command } = entry;
  return broken(
    "{by:node} acknowledged “{command}” (entry {index}), but {other:node} loses it from its log.",
    { by, command, index, other },
  );
}
