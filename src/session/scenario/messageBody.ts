/** The fields of a forged message against what the engine says that such a message holds. */
import type { BadInput } from "../../base/result.js";
import { unknownName } from "../../base/suggest.js";
import type { AnyProtocol, MessageField } from "../../protocol/protocol.js";
import { checkNode, type KnownNames } from "../../query/check.js";
import type { Json, JsonObject, NodeId } from "../../trace/ids.js";
import type { Name, NamedField, NamedValue } from "./syntax.js";

type Form = { readonly [field: string]: MessageField };

/** What a message of that type holds; undefined when it cannot be forged. */
export function formOf(type: string, { messages = {} }: AnyProtocol): Form | undefined {
  const forms: { readonly [type: string]: Form | undefined } = messages;
  return Object.hasOwn(forms, type) ? forms[type] : undefined;
}

/** Every field that is unknown, missing or of another type, each with its place. */
export function checkForgery(
  message: Name,
  fields: readonly NamedField[],
  protocol: AnyProtocol,
  known: KnownNames,
): readonly BadInput[] {
  const form = formOf(message.text, protocol);
  if (form !== undefined) return checkFields(message.column, fields, form, known);
  if (!Object.hasOwn(protocol.labels, message.text)) return [];
  const problem = `${protocol.name} does not say what a ${message.text} holds: it cannot be forged`;
  return [{ column: message.column, problem }];
}

function checkFields(
  column: number,
  fields: readonly NamedField[],
  form: Form,
  known: KnownNames,
): readonly BadInput[] {
  const names = Object.keys(form);
  const isGiven = (name: string): boolean => fields.some((field) => field.name.text === name);
  const needed = Object.entries(form).filter(([, field]) => !isOptional(field));
  const missing = needed.map(([name]) => name).filter((name) => !isGiven(name));
  const problem = `expected the fields ${names.join(", ")}; missing: ${missing.join(", ")}`;
  return [
    ...(missing.length === 0 ? [] : [{ column, problem }]),
    ...fields.flatMap(({ name, value }) => {
      const expected = Object.hasOwn(form, name.text) ? form[name.text] : undefined;
      if (expected !== undefined) return checkValue(value, expected, known);
      return [{ column: name.column, ...unknownName("field", name.text, names) }];
    }),
  ];
}

function isOptional(field: MessageField): boolean {
  return typeof field === "object" && "optional" in field;
}

function checkValue(
  value: NamedValue,
  expected: MessageField,
  known: KnownNames,
): readonly BadInput[] {
  if (typeof expected === "string") return checkSingle(value, expected, known);
  if ("isOne" in expected) {
    const isRead = "text" in value && expected.isOne(value.text);
    return isRead ? [] : [wrongValue(expected.called, value)];
  }
  if ("optional" in expected) return checkValue(value, expected.optional, known);
  if ("orNull" in expected) {
    const isNull = value.is === "plain" && value.value === null;
    return isNull ? [] : checkValue(value, expected.orNull, known);
  }
  if ("list" in expected) {
    if (value.is !== "list") return [wrongValue("a list such as [1, 2]", value)];
    return value.items.flatMap((item) => checkValue(item, expected.list, known));
  }
  if (value.is === "object" && "perNode" in expected) {
    return value.fields.flatMap(({ name, value: of }) => [
      ...(isNodeId(name.text) ? [] : checkNode(name, known)),
      ...checkValue(of, expected.perNode, known),
    ]);
  }
  if (value.is === "object" && "object" in expected) {
    return checkFields(value.column, value.fields, expected.object, known);
  }
  const example = "perNode" in expected ? "{Ana=1}" : "{term=1}";
  return [wrongValue(`an object such as ${example}`, value)];
}

/** A node may also be told by its id, as a copied message has it. */
function checkSingle(
  value: NamedValue,
  expected: keyof typeof WORDS,
  known: KnownNames,
): readonly BadInput[] {
  const isNamed = expected === "node" && value.is === "word";
  if (isNamed) return isNodeId(value.text) ? [] : checkNode(value, known);
  if (expected === "text" && (value.is === "plain" || value.is === "word")) return [];
  const type = expected === "integer" ? "number" : "boolean";
  if (expected !== "node" && value.is === "plain" && typeof value.value === type) return [];
  return [wrongValue(WORDS[expected], value)];
}

function isNodeId(text: string): boolean {
  return /^n\d+$/.test(text);
}

function wrongValue(expected: string, value: NamedValue): BadInput {
  const found = "text" in value ? value.text : value.is === "list" ? "a list" : "an object";
  return { column: value.column, problem: `expected ${expected}, found ${found}` };
}

const WORDS = {
  text: "a text",
  integer: "a whole number",
  truth: "true or false",
  node: "a node's name",
} as const;

/** The body as the engine gets it; `idOf` finds a node by its name. */
export function bodyOf(
  fields: readonly NamedField[],
  form: Form,
  idOf: (name: string) => NodeId | undefined,
): JsonObject {
  return Object.fromEntries(
    fields.map(({ name, value }) => [name.text, valueOf(value, form[name.text] ?? "text", idOf)]),
  );
}

function valueOf(
  value: NamedValue,
  expected: MessageField,
  idOf: (name: string) => NodeId | undefined,
): Json {
  if (typeof expected === "object" && "optional" in expected) {
    return valueOf(value, expected.optional, idOf);
  }
  if (typeof expected === "object" && "isOne" in expected) return valueOf(value, "text", idOf);
  if (typeof expected === "object" && "orNull" in expected) {
    const isNull = value.is === "plain" && value.value === null;
    return isNull ? null : valueOf(value, expected.orNull, idOf);
  }
  switch (value.is) {
    case "plain":
      return expected === "text" ? value.text : value.value;
    case "word":
      return (expected === "node" ? idOf(value.text) : undefined) ?? value.text;
    case "list": {
      const item = typeof expected === "object" && "list" in expected ? expected.list : "text";
      return value.items.map((one) => valueOf(one, item, idOf));
    }
    case "object": {
      if (typeof expected === "object" && "perNode" in expected) {
        const entries = value.fields.map(({ name, value: of }) => {
          return [idOf(name.text) ?? name.text, valueOf(of, expected.perNode, idOf)] as const;
        });
        return Object.fromEntries(entries);
      }
      const form = typeof expected === "object" && "object" in expected ? expected.object : {};
      return bodyOf(value.fields, form, idOf);
    }
  }
}
