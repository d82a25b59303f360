import { QUERY_WORDS } from "../../query/syntax.js";
import { NAME_KINDS, type Name } from "../../query/names.js";
import type { TokenReader } from "../../query/tokenReader.js";
import { COMMAND_WORDS, DIRECTIVES, type NamedLink } from "./syntax.js";

/** Words that mean something in a scenario; a node called so must stand in quotes. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...DIRECTIVES,
  ...COMMAND_WORDS,
  ...QUERY_WORDS,
  "until",
  "events",
  "eventually",
  "never",
  "fails",
  "passes",
  "link",
  "linked",
]);

/** A node's name. */
export function readNode(reader: TokenReader): Name | undefined {
  return reader.name("node", { reserved: RESERVED });
}

/** The name of a node that begins to exist here. */
export function readNewNode(reader: TokenReader): Name | undefined {
  return reader.name("newNode", { what: NAME_KINDS.node, reserved: RESERVED });
}

/** `KIND:` */
export function readKind(reader: TokenReader): Name | undefined {
  reader.couldBe("kind");
  if (reader.following.text !== ":") return undefined;
  const kind = reader.name("kind");
  reader.expectText(":");
  return kind;
}

/** `Ana, Ben, Cleo` */
export function readNodes(reader: TokenReader): readonly Name[] {
  return readList(reader, readNode);
}

/** `Ana -> Ben` */
export function readLink(reader: TokenReader): NamedLink | undefined {
  const from = readNode(reader);
  reader.expectText("->");
  const to = readNode(reader);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** Items with commas between; at least one. */
export function readList<V>(
  reader: TokenReader,
  readItem: (reader: TokenReader) => V | undefined,
): readonly V[] {
  const items: V[] = [];
  do {
    const item = readItem(reader);
    if (item !== undefined) items.push(item);
  } while (reader.takeIf(","));
  return items;
}

/** `500ms`, `20s`, `2min`, in milliseconds. */
export function readDuration(reader: TokenReader): number | undefined {
  return reader.expect("duration", "a duration such as 500ms, 20s or 2min")?.ms;
}

/** A whole number from a least value on. */
export function readCount(reader: TokenReader, what: string, least: number): number | undefined {
  const token = reader.token;
  const number = reader.expect("number", what);
  if (number === undefined) return undefined;
  if (number.value >= least) return number.value;
  reader.failHere(`expected ${what} of at least ${least}, found ${token.text}`, token.column);
  return undefined;
}
