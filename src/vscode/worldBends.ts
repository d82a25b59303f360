/** Commands that change the world a run happens in: disks, forged messages, nodes and links. */
import type { HostCommand } from "../bridge/messages.js";
import type { MessageField } from "../protocol/protocol.js";
import type { Json, JsonObject, NodeId } from "../trace/ids.js";
import { askJson, askNumber, askText, pickOne, pickSome } from "./asking.js";
import type { Ask } from "./bends.js";
import {
  forgeryChoices,
  kindChoices,
  linkChoices,
  nodeChoices,
  type MessageForm,
} from "./choices.js";
import type { OpenRun } from "./openRun.js";
import { nextNodeId } from "./topology.js";

/** As long as the simulator allows. */
const LONGEST_MS = 1_000_000_000;
/** As long as a node's name may be. */
const MOST_NAME = 40;

export const WORLD_BENDS: { readonly [C in HostCommand]?: Ask } = {
  slowDisk: async (run, { node }) => {
    const chosen = node ?? (await askNode(run, "Slow Disk"));
    if (chosen === undefined) return undefined;
    const lagMs = await askNumber({
      title: "Slow Disk",
      prompt: "What the node persists reaches its disk so many milliseconds later; 0: at once",
      usual: 100,
      min: 0,
      max: LONGEST_MS,
    });
    return lagMs === undefined ? undefined : { type: "disk", node: chosen, lagMs };
  },

  forgeMessage: async (run, { node }) => {
    const from = node ?? (await askNode(run, "Forge Message (1/4): From"));
    if (from === undefined) return undefined;
    const receivers = linkChoices(run, "there", from).filter(({ value }) => value[0] === from);
    const question = { title: "Forge Message (2/4): Link", none: "No link leaves the node." };
    const link = await pickOne(question, receivers);
    const body = link && (await askBody(run, link[1]));
    return link && body && { type: "forge", from, to: link[1], body };
  },

  addNode: async (run) => {
    const none = "The engine's nodes are fixed: none can be added.";
    const kind = await pickOne(
      { title: "Add Node (1/3): Kind", none, isObvious: true },
      kindChoices(run),
    );
    if (kind === undefined) return undefined;
    const id = nextNodeId(run);
    const name = await askText(
      "Add Node (2/3): Name",
      "A name that no other node has",
      id,
      MOST_NAME,
    );
    if (name === undefined) return undefined;
    const all = await askNeighbours(run);
    return all && { type: "addNode", node: { id, name, kind, ...all } };
  },

  removeNode: async (run, { node }) => {
    const chosen = node ?? (await askNode(run, "Remove Node"));
    return chosen === undefined ? undefined : { type: "removeNode", node: chosen };
  },

  addLink: async (run, { node }) => {
    const question = { title: "Add Links", none: "Every link is there already." };
    const links = await pickSome(question, linkChoices(run, "missing", node));
    return links && { type: "addLink", links };
  },

  removeLink: async (run, { node }) => {
    const question = { title: "Remove Links", none: "There is no link here." };
    const links = await pickSome(question, linkChoices(run, "there", node));
    return links && { type: "removeLink", links };
  },
};

function askNode(run: OpenRun, title: string): Promise<NodeId | undefined> {
  return pickOne({ title, none: "There is no node." }, nodeChoices(run));
}

/** Whether it is linked with all nodes, or with which. */
async function askNeighbours(
  run: OpenRun,
): Promise<{ readonly neighbours?: readonly NodeId[] } | undefined> {
  const title = "Add Node (3/3): Links";
  const some = await pickOne({ title, none: "" }, [
    { label: "With every other node", value: false },
    { label: "With some nodes…", value: true },
  ]);
  if (some !== true) return some === undefined ? undefined : {};
  const neighbours = await pickSome({ title, none: "There is no node." }, nodeChoices(run));
  return neighbours && { neighbours };
}

async function askBody(
  run: OpenRun,
  to: NodeId,
): Promise<(JsonObject & { readonly type: string }) | undefined> {
  const none = "The engine does not say what its messages hold: none can be forged.";
  const title = "Forge Message (3/4): Type";
  const form = await pickOne({ title, none }, forgeryChoices(run, to));
  return form && askFields(run, form);
}

async function askFields(
  run: OpenRun,
  { type, fields }: MessageForm,
): Promise<(JsonObject & { readonly type: string }) | undefined> {
  const values: { [field: string]: Json } = {};
  for (const [field, expected] of fields) {
    const value = await askField(run, `Forge Message (4/4): ${field}`, expected);
    if (value === undefined) return undefined;
    values[field] = value;
  }
  return { type, ...values };
}

/** What is no single word or number is typed as JSON; the simulator checks it against the form. */
function askField(run: OpenRun, title: string, expected: MessageField): Promise<Json | undefined> {
  if (expected === "node") return askNode(run, title);
  if (expected === "text") return askText(title, "A text", "");
  if (expected === "truth") {
    const choices = [true, false].map((value) => ({ label: String(value), value }));
    return pickOne({ title, none: "" }, choices);
  }
  if (expected === "integer") {
    const [min, max] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
    return askNumber({ title, prompt: "A whole number", usual: 1, min, max });
  }
  if ("isOne" in expected) return askText(title, expected.called, "");
  if ("optional" in expected) return askField(run, title, expected.optional);
  if ("orNull" in expected) return askJson(title, "JSON: a value, or null", "null");
  if ("list" in expected) return askJson(title, "JSON: a list", "[]");
  return "perNode" in expected
    ? askJson(title, "JSON: an object with node ids for names", "{}")
    : askJson(title, `JSON: an object with ${Object.keys(expected.object).join(", ")}`, "{}");
}
