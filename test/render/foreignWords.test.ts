import { beforeAll, describe, expect, it } from "vitest";
import { toMermaid } from "../../src/render/mermaid/mermaid.js";
import { sentenceFor } from "../../src/render/narration.js";
import { layout } from "../../src/render/spaceTime/layout.js";
import { legend } from "../../src/render/spaceTime/legend.js";
import { stateTable } from "../../src/render/stateTable.js";
import { toTranscript } from "../../src/render/transcript/transcript.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { rowTip } from "../../src/webview/diagram/tipText.js";
import { linesOf, makeForeign, type Draft } from "./foreign.js";
import { openLines } from "./runs.js";

const NOTHING = {
  event: "local",
  receives: [],
  sends: [],
  noSend: [],
  fields: {},
  timeMs: 0,
} as const;
const words = { title: "", description: "" };

/** A client's two requests, one of them never received; a third one is in no log. */
const DRAFTS: readonly Draft[] = [
  {
    ...{ ...NOTHING, node: 0, label: "Asks" },
    sends: [
      { to: 1, label: "GET x", body: null },
      { to: 1, label: "GET y", body: null },
      { to: 1, label: "GET z", body: null },
    ],
  },
  {
    ...{ ...NOTHING, node: 1, label: "Answers", receives: [0, 2] },
    noSend: [
      { from: 2, label: "PUT x" },
      { from: undefined, label: "PUT y" },
    ],
  },
];

let trace: RecordedTrace;
beforeAll(async () => {
  trace = await openLines(linesOf(makeForeign(["Ana", "Ben", "Cleo"], false, [], DRAFTS)));
});

describe("an event of a log that received and sent several messages", () => {
  it("is told in one sentence", () => {
    expect(sentenceFor(trace, "b1", 1)).toBe(
      "Event 1: Ana: Asks; sends GET x to Ben; sends GET y to Ben, no receive in this log; " +
        "sends GET z to Ben.",
    );
    expect(sentenceFor(trace, "b1", 2)).toBe(
      "Event 2: Ben: Answers; receives GET x from Ana; receives GET z from Ana; " +
        "receives PUT x from Cleo, no send in this log; " +
        "receives PUT y, no send in this log.",
    );
  });

  it("shows its open ends in the legend and under the pointer", () => {
    const picture = layout(trace, "b1", 1, 2);
    const said = legend(picture).map(({ words: each }) => each);
    expect(said).toContain("no receive in this log");
    expect(said).toContain("no send in this log");
    expect(rowTip(picture, 2)).toBe(
      "Answers\nPUT x, Cleo → Ben: no send in this log\nPUT y, ? → Ben: no send in this log",
    );
  });

  it("is told by the exports as text", () => {
    const mermaid = toMermaid(trace, "b1", 1, 2, words);
    expect(mermaid).toContain("Ana--xBen: event 1 · GET y (no receive in this log)");
    expect(mermaid.replaceAll("<br/>", " ")).toContain("receives PUT y, no send in this log");
    expect(toTranscript(trace, "b1", 1, 2, words)).toMatch(/^ +│ +│◄┄┄\?/m);
  });
});

describe("a log that tells no words of its messages and no timers", () => {
  let silent: RecordedTrace;
  beforeAll(async () => {
    const drafts: readonly Draft[] = [
      { ...{ ...NOTHING, node: 0, label: "Asks" }, sends: [{ to: 1, label: "", body: null }] },
      { ...NOTHING, node: 1, label: "Answers", receives: [0] },
    ];
    silent = await openLines(linesOf(makeForeign(["Ana", "Ben"], false, [], drafts)));
  });

  it("is told with their type, at both ends", () => {
    const [message] = silent.messages("b1", 1, 2);
    const type = message?.type ?? "";
    expect(sentenceFor(silent, "b1", 1)).toBe(`Event 1: Ana: Asks; sends ${type} to Ben.`);
    expect(sentenceFor(silent, "b1", 2)).toBe(`Event 2: Ben: Answers; receives ${type} from Ana.`);
  });

  it("has Mermaid's arrows say when, and nothing dangles", () => {
    const lines = toMermaid(silent, "b1", 1, 2, words).split("\n");
    expect(lines.filter((line) => line.includes("->>") && !line.startsWith("%%"))).toEqual([
      "  Ana->>Ben: event 2",
    ]);
  });

  it("lists them by their type while they are on their way", () => {
    const { flights } = stateTable(silent, "b1", 1);
    expect(flights.map(({ words: each, to }) => [each, to])).toEqual([["m", "Ben"]]);
  });

  it("has no row for timers in the table of states", () => {
    const properties = stateTable(silent, "b1", 2).rows.map(({ property }) => property);
    expect(properties).not.toContain("timers");
    expect(properties[0]).toBe("role");
  });
});
