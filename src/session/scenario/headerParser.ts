import type { NameKind } from "../../query/names.js";
import type { TokenReader } from "../../query/tokenReader.js";
import type { SettingGroup } from "../settings.js";
import type { Directive, NodesDirective, PlacedName, Setting, StageClaim } from "./syntax.js";
import { readKind, readList, readNewNode } from "./words.js";

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
      return readOnce(directive, reader, draft, () => readPlaced(reader, line, directive));
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
function readPlaced(reader: TokenReader, line: number, kind: NameKind): PlacedName | undefined {
  const name = reader.name(kind);
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
    const from = readPlaced(reader, line, "stage");
    if (from === undefined) return undefined;
    if (!reader.takeIf("..")) return { outcome, from, to: from };
    reader.couldBe("stage");
    const open = reader.atEnd || ["fails", "passes", ","].includes(reader.token.text);
    const to = open ? "end" : readPlaced(reader, line, "stage");
    return to === undefined ? undefined : { outcome, from, to };
  });
}

function readNodesDirective(reader: TokenReader, line: number): NodesDirective {
  const column = reader.token.column;
  const kind = readKind(reader);
  const count = reader.following.type === "end" ? reader.take("number")?.value : undefined;
  const nodes = count ?? readList(reader, readNewNode);
  return { line, column, ...(kind === undefined ? {} : { kind }), nodes };
}

/** `election=150..300` */
function readSetting(group: SettingGroup, reader: TokenReader, line: number): readonly Setting[] {
  const name = readPlaced(reader, line, group);
  reader.expectText("=");
  const value = readPlaced(reader, line, "setting");
  if (name === undefined || value === undefined) return [];
  if (!reader.takeIf("..")) return [{ group, name, value }];
  const most = reader.expect("number", "a whole number");
  const text = `${value.text}..${most?.text ?? ""}`;
  return most === undefined ? [] : [{ group, name, value: { ...value, text } }];
}
