/** Logs of other tools as documents of the trace editor, without VS Code. */
import type * as vscode from "vscode";
import { describe, expect, it } from "vitest";
import type { LogChoices } from "../../src/vscode/logs/logChoices.js";
import type { OpenedLog } from "../../src/vscode/logs/readLog.js";
import { TraceDocument } from "../../src/vscode/traceDocument.js";

const NO_URI = JSON.parse("{}") as vscode.Uri;

const GOVECTOR = `(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)

client {"client":1}
asks
server {"client":1, "server":1}
answers
client {"client":2, "server":1}
has it
`;

const TWO_RUNS =
  GOVECTOR.replace("\n\n", "\n^=== (?<trace>.*) ===$\n=== calm ===\n") +
  '=== storm ===\na {"a":1}\nwaits\n';

interface Opened {
  readonly document: TraceDocument;
  readonly logs: readonly OpenedLog[];
}

async function open(
  name: string,
  text: string,
  choices: LogChoices = {},
  mapping?: string,
): Promise<Opened> {
  const { document, logs, loaded } = begin(name, text, choices, mapping);
  await loaded;
  await document.settled();
  return { document, logs };
}

function begin(
  name: string,
  text: string,
  choices: LogChoices,
  mapping: string | undefined,
  pause = () => Promise.resolve(),
): Opened & { readonly loaded: Promise<void> } {
  const bytes = new TextEncoder().encode(text);
  const logs: OpenedLog[] = [];
  const document = new TraceDocument(NO_URI, {
    file: {
      name,
      stat: () => Promise.resolve({ isDirectory: false, bytes: bytes.length, changedMs: 0 }),
      read: () => Promise.resolve(bytes),
      write: () => Promise.reject(new Error("a log is never written")),
    },
    pause,
    recall: () => undefined,
    remember: () => undefined,
    logs: {
      choices: () => choices,
      beside: () =>
        Promise.resolve(mapping?.length ? new TextEncoder().encode(mapping) : undefined),
      opened: (log) => logs.push(log),
    },
  });
  return { document, logs, loaded: document.load() };
}

/** Why it is not open. */
function refusal({ document }: Opened): string {
  const state = document.state();
  return state.state === "refused" ? state.problems.join("; ") : state.state;
}

describe("a log of another tool", () => {
  it("is not read on when its editor is closed", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `a {"a":${i + 1}}\nstep\n`);
    const text = `(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)\n\n${lines.join("")}`;
    let pauses = 0;
    const pause = () => {
      if (++pauses === 3) document.dispose();
      return Promise.resolve();
    };
    const { document, loaded } = begin("long.log", text, {}, undefined, pause);
    await loaded;
    expect(pauses).toBe(3);
    expect(document.state()).toMatchObject({ state: "opening", perMille: 0 });
  });

  it("opens as what it is, and can be stepped", async () => {
    const { document, logs } = await open("client.log", GOVECTOR);
    expect(document.length).toBe(3);
    expect(logs).toEqual([
      { format: "ShiViz log", executions: [""], execution: "", isUnasked: true },
    ]);
    document.goTo(2);
    expect(document.cursorInfo().sentence).toMatch(/server/);
  });

  it("takes no changes, which its file could not hold, and is saved as a trace", async () => {
    const { document } = await open("client.log", GOVECTOR);
    await expect(document.renameBranch("b1", "mine")).rejects.toThrow(
      "this is a ShiViz log, which cannot hold changes: save it as a trace first",
    );
    await expect(document.intervene({ type: "crash", node: "n1" })).rejects.toThrow();
    expect(document.isDirty).toBe(false);
    const { bytes } = await document.content();
    expect(new TextDecoder().decode(bytes)).toMatch(/^\{"kind":"header","format":"lockstep-trace"/);
  });

  it("with several executions opens at the first, or at the one that was chosen", async () => {
    const first = await open("runs.log", TWO_RUNS);
    expect(first.document.length).toBe(3);
    expect(first.logs[0]).toMatchObject({ executions: ["calm", "storm"], isUnasked: true });
    const second = await open("runs.log", TWO_RUNS, { execution: "storm" });
    expect(second.document.length).toBe(1);
    expect(second.logs[0]).toMatchObject({ execution: "storm", isUnasked: false });
    const gone = await open("runs.log", TWO_RUNS, { execution: "of yesterday" });
    expect(gone.logs[0]).toMatchObject({ execution: "calm", isUnasked: true });
  });

  it("is read by the expression that somebody gave, and says where that is wrong", async () => {
    const text = 'a says hello {"a":1}\nb hears it {"a":1,"b":1}\n';
    const pattern = "(?<host>\\S+) (?<event>.*) (?<clock>{.*})";
    const { document } = await open("app.txt", text, { format: "shiviz", pattern });
    expect(document.length).toBe(2);
    const wrong = await open("app.txt", text, { format: "shiviz", pattern: "(?<host>" });
    expect(refusal(wrong)).toMatch(/app\.txt|--pattern|expression/);
  });

  it("is read by the mapping that lies beside it", async () => {
    const line = (more: object) => JSON.stringify({ who: "a", did: "works", ...more });
    const text = `${line({})}\n${line({ who: "b" })}\n`;
    const mapping = JSON.stringify({ node: "who", event: "did" });
    const { document, logs } = await open("app.ndjson", text, {}, mapping);
    expect(document.length).toBe(2);
    expect(logs[0]?.executions).toEqual([""]);
    const wrong = await open("app.ndjson", text, {}, '{"node": 3}');
    expect(refusal(wrong)).toMatch(/lockstep\.import\.json:1/);
    expect(refusal(await open("app.ndjson", text))).toMatch(/lockstep\.import\.json/);
  });

  it("is told from a trace by what it holds, unless its name says so", async () => {
    expect(refusal(await open("notes.txt", "nothing to see\n"))).toMatch(/notes\.txt:1/);
    expect(refusal(await open("run.trace.jsonl", GOVECTOR))).toMatch(/run\.trace\.jsonl:1/);
  });
});
