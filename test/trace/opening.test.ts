import { describe, expect, it } from "vitest";
import { openTrace } from "../../src/trace/reader.js";
import { LINES, text, header, start, send, sends, damageOf, expectDamage } from "./damage.js";
import { bytesOf, makeLines } from "./makeTrace.js";

describe("what looks odd and is sound", () => {
  const lines = LINES.slice(0, 30);

  it.each([
    ["a byte order mark", ["\ufeff", ...lines]],
    ["line ends of another system", lines.map((line) => line.replace("\n", "\r\n"))],
    ["empty lines", lines.flatMap((line) => ["\n", line, "\r\n"])],
    ["no line end at the end", [...lines.slice(0, -1), (lines.at(-1) ?? "").trimEnd()]],
  ])("opens: %s", async (_, odd) => {
    const plain = await damageOf(bytesOf(lines));
    expect(await damageOf(bytesOf(odd))).toEqual(plain);
    expect(plain.damage).toBe("");
  });

  it("keeps the numbers of lines right with empty lines before", async () => {
    await expectDamage(
      bytesOf(["\n\r\n", ...lines.slice(0, 5), "x\n"]),
      "8: expected a record as a JSON object, found text that is no JSON: x",
      4,
    );
  });

  it("keeps hostile labels as they are", async () => {
    const labels = [
      "<script>alert(1)</script>",
      "\u202egnp.exe",
      "x".repeat(10_000),
      "\u0000\u001b[31m",
    ];
    for (const label of labels) {
      const bytes = text(header, start, { ...sends, effects: [{ ...send, label }] });
      const opened = await openTrace(bytes, { source: "a" });
      expect(opened.ok && opened.value.trace.message("b1", 1)?.label).toBe(label);
    }
  });

  it("takes `__proto__` for a key like any other", async () => {
    const change = '{"fields":{"__proto__":{"polluted":1},"constructor":2}}';
    const line = JSON.stringify({ ...start, at: 2, node: "n2", change: "?" }).replace(
      '"?"',
      change,
    );
    const bytes = bytesOf([new TextDecoder().decode(text(header, start)), `${line}\n`]);
    const opened = await openTrace(bytes, { source: "a" });
    const state = opened.ok ? opened.value.trace.world("b1", 2).nodes.get("n2")?.state : undefined;
    expect(Object.entries(state ?? {})).toEqual([
      ["__proto__", { polluted: 1 }],
      ["constructor", 2],
    ]);
    expect("polluted" in {}).toBe(false);
  });

  it("keeps records of kinds that it does not know, and opens protocols that it does not know", async () => {
    const later = { kind: "mood", value: 3 };
    const opened = await openTrace(text(header, start, later, { ...start, at: 2, node: "n2" }), {
      source: "a",
    });
    expect(opened.ok && opened.value.trace.otherLines).toEqual([JSON.stringify(later)]);
    expect(opened.ok && opened.value.trace.length("b1")).toBe(2);
    expect(opened.ok && opened.value.trace.header.engine?.protocol).toBe("made-up");
  });
});

describe("opening", () => {
  const lines = makeLines({ seed: 2, events: 3000 });

  it("lets the event loop turn, and tells how far it is", async () => {
    const seen: number[] = [];
    let pauses = 0;
    await openTrace(bytesOf(lines), {
      source: "a",
      pause: () => Promise.resolve(void (pauses += 1)),
      progress: (perMille) => seen.push(perMille),
    });
    expect(pauses).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThanOrEqual(1000);
  });

  it("stops when it is cancelled", async () => {
    const cancel = new AbortController();
    let pauses = 0;
    const opened = await openTrace(bytesOf(lines), {
      source: "a",
      signal: cancel.signal,
      pause: () => {
        pauses += 1;
        if (pauses === 2) cancel.abort();
        return Promise.resolve();
      },
    });
    expect(opened).toEqual({
      ok: false,
      problems: [{ source: "a", problem: "opening was cancelled" }],
    });
    expect(pauses).toBe(2);
  });
});
