import type { TokenReader } from "../../query/tokenReader.js";
import type { SettingGroup } from "../settings.js";
import type { Directive, NodesDirective, PlacedName, Setting, StageClaim } from "./syntax.js";
import { readList, readNode, readNodes } from "./words.js";

/** The header while it grows, line by line. */
export interface HeaderDraft {
  protocol?: PlacedName;
  stage?: PlacedName;
  seed?: number;
  readonly stages: StageClaim[];
  readonly nodes: NodesDirective[];
  readonly settings: Setting[];
}

/** Reads the rest of a header line into the draft; what does not fit is the reader's problem. */
export function readDirective(
  directive: Directive,
  reader: TokenReader,
  line: number,
  draft: HeaderDraft,
): void {
  switch (directive) {
    case "protocol":
    case "stage":
      return readOnce(directive, reader, draft, () => readPlaced(reader, line, `a ${directive}`));
    case "seed":
      return readOnce(directive, reader, draft, () => readSeed(reader));
    case "stages":
      do draft.stages.push(...readStageClaims(reader, line));
      while (!reader.atEnd && reader.problem === undefined);
      return;
    case "nodes":
      draft.nodes.push(readNodesDirective(reader, line));
      return;
    default:
      do draft.settings.push(...readSetting(directive, reader, line));
      while (!reader.atEnd && reader.problem === undefined);
  }
}

function readOnce<F extends "protocol" | "stage" | "seed">(
  field: F,
  reader: TokenReader,
  draft: HeaderDraft,
  read: () => HeaderDraft[F],
): void {
  if (draft[field] !== undefined) {
    reader.failHere(`${field} is said a second time; expected it once`, 1);
    return;
  }
  const value = read();
  if (value !== undefined) draft[field] = value;
}

/** A hyphened name, a number or a text in quotes. */
function readPlaced(reader: TokenReader, line: number, what: string): PlacedName | undefined {
  const name = reader.name(what);
  return name === undefined ? undefined : { ...name, line };
}

function readSeed(reader: TokenReader): number | undefined {
  const seed = reader.expect("number", "a whole number");
  return seed?.value;
}

/** `fails 10..11`, `passes 12..`, `fails a, b` */
function readStageClaims(reader: TokenReader, line: number): readonly StageClaim[] {
  const outcome = reader.oneOf(["fails", "passes"] as const, "fails or passes");
  if (outcome === undefined) return [];
  return readList(reader, () => {
    const from = readPlaced(reader, line, "a stage");
    if (from === undefined) return undefined;
    if (!reader.takeIf("..")) return { outcome, from, to: from };
    const open = reader.atEnd || ["fails", "passes", ","].includes(reader.token.text);
    const to = open ? "end" : readPlaced(reader, line, "a stage");
    return to === undefined ? undefined : { outcome, from, to };
  });
}

function readNodesDirective(reader: TokenReader, line: number): NodesDirective {
  const column = reader.token.column;
  const first = readCountOrNode(reader);
  if (typeof first === "number") return { line, column, nodes: first };
  if (first !== undefined && reader.takeIf(":")) {
    const more = readCountOrNode(reader);
    if (typeof more === "number") return { line, column, kind: first, nodes: more };
    const names = reader.takeIf(",") ? readNodes(reader) : [];
    return { line, column, kind: first, nodes: more === undefined ? [] : [more, ...names] };
  }
  const names = reader.takeIf(",") ? readNodes(reader) : [];
  return { line, column, nodes: first === undefined ? [] : [first, ...names] };
}

function readCountOrNode(reader: TokenReader) {
  return reader.take("number")?.value ?? readNode(reader);
}

/** `election=150..300` */
function readSetting(group: SettingGroup, reader: TokenReader, line: number): readonly Setting[] {
  const name = readPlaced(reader, line, `a ${group}'s name`);
  reader.expectText("=");
  const value = readPlaced(reader, line, "a value");
  if (name === undefined || value === undefined) return [];
  if (!reader.takeIf("..")) return [{ group, name, value: value.text }];
  const most = reader.expect("number", "a whole number");
  return most === undefined ? [] : [{ group, name, value: `${value.text}..${most.text}` }];
}
