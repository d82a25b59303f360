import type { CommandField } from "../protocol/protocol.js";
import type { Json, JsonObject } from "../trace/ids.js";
import type { RunState } from "./runState.js";
import type { SimNode } from "./simNode.js";

type Form = { readonly [field: string]: CommandField };

/** Why the node does not take that command, or undefined when it does. */
export function wrongCommand(
  run: RunState,
  node: SimNode,
  command: JsonObject & { readonly type: string },
): string | undefined {
  const { type } = command;
  const known = Object.keys(node.definition.onCommand);
  if (!known.includes(type)) {
    const list = known.length === 0 ? "there is none" : `known: ${known.join(", ")}`;
    return `unknown command ${JSON.stringify(type)} of a ${node.kind}; ${list}`;
  }
  const forms: { readonly [type: string]: Form | undefined } = run.setup.protocol.commands;
  const form = forms[type] ?? {};
  const stray = Object.keys(command).find((f) => f !== "type" && !Object.hasOwn(form, f));
  if (stray !== undefined) {
    const fields = Object.keys(form).join(", ") || "none";
    return `command ${type}: unknown field ${JSON.stringify(stray)}; fields: ${fields}`;
  }
  for (const [field, expected] of Object.entries(form)) {
    const found = command[field];
    if (!fits(run, expected, found)) {
      const told = found === undefined ? "nothing" : JSON.stringify(found);
      return `command ${type} ${field}: expected ${WORDS[expected]}, found ${told}`;
    }
  }
  return undefined;
}

const WORDS = { text: "a text", integer: "an integer", node: "a node's id" } as const;

function fits(run: RunState, expected: CommandField, found: Json | undefined): boolean {
  if (expected === "integer") return Number.isSafeInteger(found);
  if (typeof found !== "string") return false;
  return expected === "text" || run.find(found) !== undefined;
}
