/** What a scenario consists of: its header, and its commands by the beats of the talk. */
import { linesOf, readDraft } from "../parser.js";
import type { Command } from "../syntax.js";

export interface OutlineItem {
  readonly name: string;
  readonly kind: "header" | "beat" | "expectation" | "intervention" | "run";
  /** 1-based; both are part of it. */
  readonly line: number;
  readonly lastLine: number;
  readonly children: readonly OutlineItem[];
}

export function outline(text: string): readonly OutlineItem[] {
  const lines = linesOf(text);
  const { commands, header } = readDraft(text);
  const first = commands[0]?.line ?? lines.length + 1;
  const items: OutlineItem[] = [];
  if (header.protocol !== undefined) {
    const name = header.protocol.text;
    items.push({ name, kind: "header", line: 1, lastLine: Math.max(1, first - 1), children: [] });
  }
  let waiting: OutlineItem[] = [];
  for (const command of commands) {
    const { does, line } = command;
    if (does.do !== "beat") {
      waiting.push(commandItem(command, lines));
      continue;
    }
    const from = waiting[0]?.line ?? line;
    items.push({
      ...{ name: does.title, kind: "beat", line: from, lastLine: line },
      children: waiting,
    });
    waiting = [];
  }
  return [...items, ...waiting];
}

function commandItem({ line, does }: Command, lines: readonly string[]): OutlineItem {
  const name = (lines[line - 1] ?? "").trim();
  const kind =
    does.do === "expect" ? "expectation" : does.do === "intervene" ? "intervention" : "run";
  return { name, kind, line, lastLine: line, children: [] };
}
