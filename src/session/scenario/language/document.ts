/** What an editor knows of a scenario's text while somebody types. */
import type { AnyProtocol } from "../../../protocol/protocol.js";
import { bindHeader } from "../bindHeader.js";
import { castOf, type NodesThere } from "../cast.js";
import { finishDraft, linesOf, readDraft, type ScenarioDraft } from "../parser.js";
import type { Scenario } from "../syntax.js";

/** A place in a text. Both are 1-based; columns are UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A part of one line; `end` is the column after it. */
export interface Span extends Place {
  readonly end: number;
}

export interface ScenarioDocument {
  readonly lines: readonly string[];
  readonly draft: ScenarioDraft;
  /** Undefined until the text tells its protocol. */
  readonly scenario: Scenario | undefined;
  /** Undefined as well while that is unknown. */
  readonly protocol: AnyProtocol | undefined;
  /** The nodes that a command in that line may name. */
  nodesAt(line: number): NodesThere;
}

export function readDocument(text: string, catalogue: readonly AnyProtocol[]): ScenarioDocument {
  const draft = readDraft(text);
  const scenario = finishDraft(draft);
  const name = scenario?.header.protocol.text;
  const protocol = catalogue.find((known) => known.name === name);
  const header =
    scenario && protocol ? bindHeader(scenario.header, protocol, { own: "" }).nodeNames : [];
  const nodesAtPlace = castOf(draft.commands, header);
  const nodesAt = (line: number): NodesThere => {
    const place = draft.commands.findIndex((command) => command.line >= line);
    return nodesAtPlace(place < 0 ? draft.commands.length : place);
  };
  return { lines: linesOf(text), draft, scenario, protocol, nodesAt };
}

/** A name as a line may say it: in quotes unless it is one word that means nothing else. */
export function quoted(name: string, reserved: ReadonlySet<string> = new Set()): string {
  const isPlain = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_'’-]*[\p{L}\p{M}\p{N}_'’])?$/u.test(name);
  if (isPlain && !reserved.has(name)) return name;
  return `"${name.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
