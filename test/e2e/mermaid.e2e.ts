/** What is exported for Mermaid, read and drawn by the real Mermaid. */

import * as fs from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportTrace } from "../../src/render/export.js";
import { openTrace } from "../../src/trace/reader.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { SCRIPT, hostileTrace } from "../render/hostile.js";
import { ringRun } from "../render/runs.js";
import { troubledRun } from "../render/spaceTime/troubledRun.js";
import * as h from "./harness.js";

/** What is used of Mermaid in the page, and what is looked at in its model of a diagram. */
interface Mermaid {
  initialize(config: object): void;
  parse(text: string): Promise<unknown>;
  render(id: string, text: string): Promise<{ readonly svg: string }>;
  readonly mermaidAPI: { getDiagramFromText(text: string): Promise<{ readonly db: SequenceDb }> };
}

interface SequenceDb {
  getActors(): ReadonlyMap<string, { readonly description: string }>;
  getMessages(): readonly { readonly message: string; readonly type: number }[];
  getDiagramTitle(): string;
}

/** Numbers of Mermaid's line types: `->>`, `-->>`, `-x`, `--x`, `-)`, `--)`. */
const ARROWS: ReadonlyMap<number, string> = new Map([
  [0, "received"],
  [1, "ignored"],
  [3, "never received"],
  [4, "no receive in this log"],
  [24, "in flight"],
  [25, "held"],
]);
const NOTE = 2;
const [RECT, RECT_END] = [22, 23];
const [BAR, BAR_END] = [17, 18];

function textOf(trace: RecordedTrace, rows: { readonly from?: number; readonly to?: number } = {}) {
  const result = exportTrace(trace, { format: "mermaid", name: "A run", ...rows });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

async function parsed(text: string) {
  const { actors, messages, title } = await page.evaluate(readInPage, text);
  return {
    names: actors.map(decoded),
    arrows: messages.filter(({ type }) => ARROWS.has(type)),
    notes: messages.filter(({ type }) => type === NOTE).map(({ message }) => decoded(message)),
    others: messages.filter(({ type }) => ![NOTE, RECT, RECT_END, ...ARROWS.keys()].includes(type)),
    title: decoded(title),
  };
}

/** Runs in the page: reads the text as Mermaid does before it draws it. */
async function readInPage(text: string) {
  const { mermaid: real } = globalThis as unknown as { mermaid: Mermaid };
  await real.parse(text);
  const { db } = await real.mermaidAPI.getDiagramFromText(text);
  return {
    actors: [...db.getActors().values()].map(({ description }) => description),
    messages: db.getMessages().map(({ message, type }) => ({ message, type })),
    title: db.getDiagramTitle(),
  };
}

/** Mermaid keeps entity codes under signs of its own until the picture is drawn. */
function decoded(text: string): string {
  return text.replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

async function shipped(): Promise<readonly (readonly [string, RecordedTrace])[]> {
  const folder = path.join(h.repository, "traces");
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => name.endsWith(".trace.jsonl"));
  const opened = files.map(async (file) => {
    const bytes = fs.readFileSync(path.join(folder, file));
    const result = await openTrace(bytes, { source: file });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return [file, result.value.trace] as const;
  });
  return Promise.all(opened);
}

const traces = await shipped();
const problems: string[] = [];
let page: Page;

beforeAll(async () => {
  page = await (await h.browser()).newPage();
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("dialog", (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.setContent("<div id='host'></div>");
  const script = path.join(import.meta.dirname, "node_modules/mermaid/dist/mermaid.min.js");
  await page.addScriptTag({ path: script });
  await page.evaluate(() => {
    const { mermaid: real } = globalThis as unknown as { mermaid: Mermaid };
    real.initialize({ startOnLoad: false, maxTextSize: 10_000_000 });
  });
});
afterAll(h.closeBrowser);

describe("Mermaid reads", () => {
  test.each(traces)(
    "%s: its nodes, and an arrow for every message with its fate",
    async (_, trace) => {
      const { names, arrows, others } = await parsed(textOf(trace));
      expect(names).toEqual(trace.nodes("b1").map(({ name }) => name));
      expect(others).toEqual([]);
      const lives = trace.messages("b1", 1, trace.length("b1"));
      const fates = (of: (fate: string) => boolean) => lives.filter(({ fate }) => of(fate)).length;
      const drawn = (kind: string) => arrows.filter(({ type }) => ARROWS.get(type) === kind).length;
      expect(arrows).toHaveLength(lives.length);
      expect(drawn("received")).toBe(fates((fate) => fate === "received"));
      expect(drawn("ignored")).toBe(fates((fate) => fate === "ignored"));
      expect(drawn("in flight")).toBe(fates((fate) => fate === "inFlight"));
      expect(drawn("never received")).toBe(
        fates((f) => ["dropped", "blocked", "lost"].includes(f)),
      );
    },
  );

  test("bars where a node of a ring holds the token", async () => {
    const enter = { type: "command", node: "n3", command: { type: "enter" } } as const;
    const trace = await ringRun(80, { seed: 5 }, { 6: [enter], 30: [enter] });
    const { others } = await parsed(textOf(trace));
    const kinds = others.map(({ type }) => type);
    expect(kinds).toEqual([BAR, BAR_END, BAR, BAR_END]);
  });

  test("any part of a run in which everything happens that can", async () => {
    const trace = await troubledRun();
    for (let from = 1; from <= 300; from += 29) {
      for (let to = from; to <= 300; to += 37) {
        const { arrows, others } = await parsed(textOf(trace, { from, to }));
        expect(others).toEqual([]);
        expect(arrows).toHaveLength(trace.messages("b1", from, to).length);
      }
    }
  });
});

/** What Mermaid might take for syntax, for markup, or for codes of its own. */
const PIECES = [
  ...["end", "End", "note", "Note over", "participant", "actor", "as ", "rect", "loop", "title"],
  ...["links", "style", "classDef", "accDescr{", "wrap:", "nowrap:", "constructor", "autonumber"],
  ...["->>", "-->>", "-x", "-)", "+", "-", "--", ">", "<", ";", "#", "#35;", "#lt;", "&lt;", "&"],
  ...["%", "%%", "%%{init: {}}%%", "<br/>", "<b>", "<script>", "@{", "{", "}", ":", ": ", ","],
  ...["$$", "$$x^2$$", "ﬂ°", "ﬂ°°60¶ß", "¶ß", "\\n", "\\", '"', "'", "`", "(", ")", "[", "]"],
  ...["/", "//", "|", "*", "_", " ", "Ana", "é", "東京", "😀", "p1", "p2", "---", "=", "?", "!"],
];

const hostileText = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
  .map((pieces) => [...pieces.join("")].slice(0, 40).join("").trim());
const hostileName = hostileText.filter((name) => name !== "");

describe("hostile texts", () => {
  test("neither break the text nor become part of it: Mermaid reads what the trace says", async () => {
    const texts = fc.record({
      names: fc.uniqueArray(hostileName, { minLength: 2, maxLength: 2 }),
      labels: fc.array(hostileText, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(texts, async ({ names: [a = "", b = ""], labels }) => {
        const trace = await hostileTrace({ names: [a, b], labels });
        const { names, arrows, notes, others } = await parsed(textOf(trace));
        expect(names).toEqual([a, b]);
        expect(others).toEqual([]);
        expect(arrows).toHaveLength(labels.length);
        expect(arrows.map(({ message }) => decoded(message))).toEqual(
          labels.map((label, i) => {
            const words = `${label} (no receive in this log)`.trimStart();
            return `${(i + 3) * 10} ms · ${words}`;
          }),
        );
        // Two starts, a moment with a flip, a timer and a local event for each label.
        expect(notes).toHaveLength(3 + labels.length * 2);
      }),
      { numRuns: 300 },
    );
  });

  test("are drawn as text, and nothing of them runs", async () => {
    const text = textOf(await hostileTrace());
    const drawn = await page.evaluate(drawMermaid, text);
    expect(problems).toEqual([]);
    expect(drawn.tags).not.toContain("script");
    expect(drawn.texts).toContain("<b>Ana</b>");
    expect(drawn.texts).toContain(`30 ms · ${SCRIPT} (no receive in this log)`);
  });
});

/** Runs in the page: draws the text and tells of what elements and texts the picture consists. */
async function drawMermaid(text: string) {
  const { mermaid: real } = globalThis as unknown as { mermaid: Mermaid };
  const host = document.querySelector("#host");
  if (host === null) throw new Error("the page has no place for the picture");
  host.innerHTML = (await real.render("picture", text)).svg;
  const all = [...host.querySelectorAll("*")];
  const isText = (element: Element) => element.tagName === "text";
  return {
    tags: [...new Set(all.map(({ tagName }) => tagName.toLowerCase()))],
    texts: all.filter(isText).map(({ textContent }) => textContent),
  };
}
