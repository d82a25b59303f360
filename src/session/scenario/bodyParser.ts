/** The fields of a forged message: `term=3 candidateId=Ana`, or JSON. */
import type { TokenReader } from "../../query/tokenReader.js";
import type { NamedField, NamedValue } from "./syntax.js";

/** Deeper nesting than this is no message that a person wrote. */
const DEEPEST = 50;

/** `name=value …` up to the end of the line, or all of them in braces. */
export function readFields(reader: TokenReader): readonly NamedField[] {
  if (reader.takeIf("{")) return readMembers(reader, 0);
  const fields: NamedField[] = [];
  while (!reader.atEnd) readField(reader, fields, 0);
  reader.couldBe("messageField");
  return fields;
}

function readField(reader: TokenReader, fields: NamedField[], depth: number): void {
  const { column } = reader.token;
  const name = reader.name("messageField");
  if (!reader.takeIf(":")) reader.expectText("=");
  const value = readValue(reader, depth);
  if (name === undefined || value === undefined) return;
  if (fields.some((field) => field.name.text === name.text)) {
    reader.failHere(`field ${name.text} is said a second time; expected it once`, column);
  }
  fields.push({ name, value });
}

function readValue(reader: TokenReader, depth: number): NamedValue | undefined {
  const { column } = reader.token;
  if (depth > DEEPEST) {
    reader.failHere(`expected at most ${DEEPEST} nested parts`);
    return undefined;
  }
  if (reader.takeIf("[")) return { column, is: "list", items: readItems(reader, depth + 1) };
  if (reader.takeIf("{")) return { column, is: "object", fields: readMembers(reader, depth + 1) };
  const number = reader.take("number");
  if (number !== undefined) return { column, is: "plain", text: number.text, value: number.value };
  for (const [text, value] of CONSTANTS) {
    if (reader.takeIf(text)) return { column, is: "plain", text, value };
  }
  const word = reader.name("messageValue");
  return word === undefined ? undefined : { column, is: "word", text: word.text };
}

const CONSTANTS = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;

/** What stands between `[` and `]`. */
function readItems(reader: TokenReader, depth: number): readonly NamedValue[] {
  const items: NamedValue[] = [];
  if (reader.takeIf("]")) return items;
  do {
    const item = readValue(reader, depth);
    if (item !== undefined) items.push(item);
  } while (reader.takeIf(","));
  reader.expectText("]");
  return items;
}

/** What stands between `{` and `}`. */
function readMembers(reader: TokenReader, depth: number): readonly NamedField[] {
  const fields: NamedField[] = [];
  if (reader.takeIf("}")) return fields;
  do readField(reader, fields, depth);
  while (reader.takeIf(","));
  reader.expectText("}");
  return fields;
}
