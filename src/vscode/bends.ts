/** Every command that does something to the run: what it asks for when it was not told. */
import type { HostCommand, Target } from "../bridge/messages.js";
import type { JsonObject, MessageId, NodeId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import { askNumber, askText, pickOne, pickSome } from "./asking.js";
import {
  clockWithRate,
  commandChoices,
  linkChoices,
  messageChoices,
  nodeChoices,
  timerChoices,
  type CommandChoice,
} from "./choices.js";
import type { OpenRun } from "./openRun.js";
import { WORLD_BENDS } from "./worldBends.js";

/** What is to be done, or undefined when the person went away. */
export type Ask = (run: OpenRun, on: Target) => Promise<Intervention | undefined>;

/** As long as the simulator allows. */
const LONGEST_MS = 1_000_000_000;

/** The commands that bend a run. */
export const BENDS: { readonly [C in HostCommand]?: Ask } = {
  forceTimer: async (run, { node, timer }) => {
    if (node !== undefined && timer !== undefined) return { type: "timeout", node, timer };
    const chosen = await pickOne(
      {
        title: "Force Timer",
        none: "No timer is running here.",
        isObvious: node !== undefined,
      },
      timerChoices(run, node),
    );
    return chosen && { type: "timeout", ...chosen };
  },

  receiveMessage: onMessage("Receive Message Now", "all", (message) => ({
    type: "receive",
    message,
  })),
  dropMessage: onMessage("Drop Message", "all", (message) => ({ type: "drop", message })),
  duplicateMessage: onMessage("Duplicate Message", "flying", (message) => ({
    type: "duplicate",
    message,
  })),
  holdMessage: onMessage("Hold Message", "flying", (message) => ({ type: "hold", message })),
  releaseMessage: onMessage("Release Message", "held", (message) => ({ type: "release", message })),
  delayMessage: onMessage("Delay Message", "flying", async (message) => {
    const byMs = await askNumber({
      title: "Delay Message",
      prompt: "By how many milliseconds of the run's time",
      usual: 50,
      min: 1,
      max: LONGEST_MS,
    });
    return byMs === undefined ? undefined : { type: "delay", message, byMs };
  }),

  crashNode: onNode("Crash Node", "up", (node) => ({ type: "crash", node })),
  restartNode: onNode("Restart Node", "down", (node) => ({ type: "restart", node })),
  isolateNode: onNode("Isolate Node", "all", (node) => ({ type: "isolate", node })),
  crashDuringStep: onNode("Crash Node During Its Next Step", "up", async (node) => {
    const afterEffects = await askNumber({
      title: "Crash Node During Its Next Step",
      prompt: "After how many of the step's effects (messages, timers)",
      usual: 0,
      min: 0,
      max: 10_000,
    });
    return afterEffects === undefined ? undefined : { type: "crash", node, afterEffects };
  }),
  setClock: onNode("Set Clock Rate", "all", async (node, run) => {
    const percent = await askNumber({
      title: "Set Clock Rate",
      prompt: "In percent of the right rate: 200 is twice as fast, 50 half as fast",
      usual: 200,
      min: 1,
      max: 100_000,
    });
    return percent === undefined
      ? undefined
      : { type: "clock", node, ...clockWithRate(run, node, percent * 10) };
  }),
  sendCommand: onNode("Send Command", "up", async (node, run) => {
    const question = { title: "Send Command", none: "The node takes no commands." };
    const chosen = await pickOne(question, commandChoices(run, node));
    const command = chosen && (await fillForm(run, chosen));
    return command && { type: "command", node, command };
  }),

  cutLink: async (run, { node }) => {
    const question = { title: "Cut Links", none: "No link is open here." };
    const links = await pickSome(question, linkChoices(run, "open", node));
    return links && { type: "cut", links };
  },
  restoreLink: async (run, { node }) => {
    const question = { title: "Restore Links", none: "No link is cut here." };
    const links = await pickSome(question, linkChoices(run, "cut", node));
    return links && { type: "restore", links };
  },
  partition: async (run) => {
    const question = { title: "Partition: the Nodes of One Side", none: "There is no node." };
    const side = await pickSome(question, nodeChoices(run));
    return side && { type: "partition", groups: [side] };
  },
  heal: () => Promise.resolve({ type: "heal" }),
  ...WORLD_BENDS,
};

function onMessage(
  title: string,
  which: "all" | "flying" | "held",
  does: (message: MessageId) => Intervention | Promise<Intervention | undefined>,
): Ask {
  const none = which === "held" ? "No message is held here." : "No message is on its way here.";
  return async (run, { message }) => {
    const chosen = message ?? (await pickOne({ title, none }, messageChoices(run, which)));
    return chosen === undefined ? undefined : does(chosen);
  };
}

function onNode(
  title: string,
  which: "all" | "up" | "down",
  does: (node: NodeId, run: OpenRun) => Intervention | Promise<Intervention | undefined>,
): Ask {
  const none = which === "down" ? "No node is down here." : "No node is up here.";
  return async (run, { node }) => {
    const chosen = node ?? (await pickOne({ title, none }, nodeChoices(run, which)));
    return chosen === undefined ? undefined : does(chosen, run);
  };
}

/** Asks for the command's fields, one after the other. */
async function fillForm(
  run: OpenRun,
  { type, fields }: CommandChoice,
): Promise<(JsonObject & { readonly type: string }) | undefined> {
  const values: { [field: string]: string | number } = {};
  for (const [field, expected] of fields) {
    const value = await askField(run, `${type}: ${field}`, expected);
    if (value === undefined) return undefined;
    values[field] = value;
  }
  return { type, ...values };
}

function askField(
  run: OpenRun,
  title: string,
  expected: CommandChoice["fields"][number][1],
): Promise<string | number | undefined> {
  switch (expected) {
    case "text":
      return askText(title, "A text", "");
    case "integer": {
      const [min, max] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
      return askNumber({ title, prompt: "A whole number", usual: 1, min, max });
    }
    case "node":
      return pickOne({ title, none: "There is no node." }, nodeChoices(run));
  }
}
