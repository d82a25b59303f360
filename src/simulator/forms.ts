/** Whether a command or a forged message is one that the engine can take. */
import type { MessageField } from "../protocol/protocol.js";
import type { Json, JsonObject } from "../trace/ids.js";
import type { RunState } from "./runState.js";
import type { SimNode } from "./simNode.js";

type Form = { readonly [field: string]: MessageField };
type Forms = { readonly [type: string]: Form | undefined };
type Body = JsonObject & { readonly type: string };

/** Why the node does not take that command, or undefined when it does. */
export function wrongCommand(run: RunState, node: SimNode, command: Body): string | undefined {
  const { type } = command;
  const known = Object.keys(node.definition.onCommand);
  if (!known.includes(type)) return unknownType("command", type, node, known);
  const forms: Forms = run.setup.protocol.commands;
  return wrongFields(run, `command ${type}`, forms[type] ?? {}, command);
}

/** Why the node cannot receive such a message, or undefined when it can. */
export function wrongMessage(run: RunState, node: SimNode, body: Body): string | undefined {
  const { type } = body;
  const { name, messages = {} } = run.setup.protocol;
  const forms: Forms = messages;
  if (!node.messageHandlers.has(type)) {
    return unknownType("message", type, node, [...node.messageHandlers.keys()]);
  }
  const form = Object.hasOwn(forms, type) ? forms[type] : undefined;
  if (form === undefined) return `${name} does not say what a ${type} holds: it cannot be forged`;
  return wrongFields(run, `message ${type}`, form, body);
}

function unknownType(what: string, type: string, node: SimNode, known: readonly string[]): string {
  const list = known.length === 0 ? "there is none" : `known: ${known.join(", ")}`;
  return `unknown ${what} ${JSON.stringify(type)} of a ${node.kind}; ${list}`;
}

function wrongFields(run: RunState, what: string, form: Form, body: Body): string | undefined {
  const stray = Object.keys(body).find((f) => f !== "type" && !Object.hasOwn(form, f));
  if (stray !== undefined) {
    const fields = Object.keys(form).join(", ") || "none";
    return `${what}: unknown field ${JSON.stringify(stray)}; fields: ${fields}`;
  }
  for (const [field, expected] of Object.entries(form)) {
    const found = body[field];
    if (!fits(run, expected, found)) {
      const told = found === undefined ? "nothing" : JSON.stringify(found);
      return `${what} ${field}: expected ${words(expected)}, found ${told}`;
    }
  }
  return undefined;
}

const WORDS = {
  text: "a text",
  integer: "an integer",
  truth: "true or false",
  node: "a node's id",
} as const;

function words(expected: MessageField): string {
  if (typeof expected === "string") return WORDS[expected];
  if ("optional" in expected) return `${words(expected.optional)} or nothing`;
  if ("isOne" in expected) return expected.called;
  if ("orNull" in expected) return `${words(expected.orNull)} or null`;
  if ("list" in expected) return `a list, each item ${words(expected.list)}`;
  if ("perNode" in expected) return `an object with ${words(expected.perNode)} for each node`;
  const fields = Object.entries(expected.object).map(([field, of]) => `${field}: ${words(of)}`);
  return `an object with ${fields.join(", ")}`;
}

function fits(run: RunState, expected: MessageField, found: Json | undefined): boolean {
  if (expected === "integer") return Number.isSafeInteger(found);
  if (expected === "truth") return typeof found === "boolean";
  if (expected === "text") return typeof found === "string";
  if (expected === "node") return typeof found === "string" && run.find(found) !== undefined;
  if ("optional" in expected) return found === undefined || fits(run, expected.optional, found);
  if ("isOne" in expected) return typeof found === "string" && expected.isOne(found);
  if ("orNull" in expected) return found === null || fits(run, expected.orNull, found);
  if ("list" in expected) {
    return Array.isArray(found) && found.every((item: Json) => fits(run, expected.list, item));
  }
  if (!isObject(found)) return false;
  if ("object" in expected) return fitsObject(run, expected.object, found);
  return Object.entries(found).every(
    ([node, of]) => fits(run, "node", node) && fits(run, expected.perNode, of),
  );
}

function fitsObject(run: RunState, form: Form, found: JsonObject): boolean {
  const isWhole = Object.entries(form).every(([field, of]) => fits(run, of, found[field]));
  return isWhole && Object.keys(found).every((field) => Object.hasOwn(form, field));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
