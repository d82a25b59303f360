import { describe, expect, it } from "vitest";
import { textWidth } from "../../../src/render/fontMetrics.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import { legend } from "../../../src/render/spaceTime/legend.js";
import { LABEL_PX } from "../../../src/render/spaceTime/scale.js";
import {
  DASHES,
  LIFELINES,
  MARKS,
  TAILS,
  TIMER_ENDS,
  TIPS,
} from "../../../src/render/spaceTime/glyphs.js";
import { toSvg } from "../../../src/render/spaceTime/svg.js";
import { THEMES, type ThemeName } from "../../../src/render/theme.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { SCRIPT, hostileTrace } from "../hostile.js";
import { TraceWriter } from "../../../src/trace/writer.js";
import { openLines, raftRun } from "../runs.js";
import { allElements, parseXml } from "../xml.js";
import { BRANCH, troubledRun } from "./troubledRun.js";

const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}]/u;

function elementsOf(trace: RecordedTrace, title = "A run") {
  const picture = layout(trace, "b1", 1, trace.length("b1"));
  return allElements(parseXml(toSvg(picture, THEMES.light, { title, description: title })));
}

describe("the SVG of a real run", () => {
  it("is well-formed, self-contained and says what it is", async () => {
    const elements = elementsOf(await raftRun(60, { nodes: 5 }), "First election");
    const [svg] = elements;
    expect(svg?.tag).toBe("svg");
    expect(elements.find(({ tag }) => tag === "title")?.text).toBe("First election");
    const tags = new Set(elements.map(({ tag }) => tag));
    expect([...tags].sort()).toEqual(
      ["clipPath", "desc", "g", "path", "rect", "style", "svg", "text", "title"].sort(),
    );
    const attributes = elements.flatMap((element) => [...element.attributes]);
    expect(attributes.filter(([name]) => /^on|href/.test(name))).toEqual([]);
  });

  it("holds every arrow once, with its fate, and every node's name", async () => {
    const trace = await raftRun(60);
    const picture = layout(trace, "b1", 1, 60);
    const elements = elementsOf(trace);
    // Neighbours of one fate share a group; each has a line of its own.
    const fates = elements.flatMap((e) => {
      const [kind, fate] = e.attributes.get("class")?.split(" ") ?? [];
      const lines = e.children.filter((c) => c.attributes.get("class") === "arrowLine");
      return kind === "arrow" ? lines.map((line) => [fate, line.attributes.get("d")]) : [];
    });
    expect(fates.map(([fate]) => fate)).toEqual(picture.arrows.map(({ fate }) => `fate-${fate}`));
    expect(new Set(fates.map(([, d]) => d)).size).toBe(picture.arrows.length);
    const names = elements.filter((e) => e.attributes.get("class") === "nodeName");
    expect(names.map(({ text }) => text)).toEqual(["Ana", "Ben", "Cleo"]);
  });

  it("has finite numbers only", async () => {
    const trace = await raftRun(200, { nodes: 5, network: { duplicatePerMille: 200 } });
    for (const { attributes } of elementsOf(trace)) {
      for (const value of attributes.values()) expect(value).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

describe("the SVG of a hostile trace", () => {
  it("shows markup as text and runs none of it", async () => {
    const trace = await hostileTrace();
    const svg = toSvg(layout(trace, "b1", 1, trace.length("b1")), THEMES.light, { title: SCRIPT });
    expect(svg).not.toContain("<script");
    const texts = allElements(parseXml(svg)).filter(({ tag }) => tag === "text");
    expect(texts.some(({ text }) => text.startsWith("<script>"))).toBe(true);
    expect(texts.some(({ text }) => text === "<b>Ana</b>")).toBe(true);
  });

  it("lets no control or bidirectional character through", async () => {
    const texts = elementsOf(await hostileTrace()).filter(({ tag }) => tag === "text");
    for (const { text } of texts) expect(text).not.toMatch(UNSAFE);
  });

  it("cuts endless words to the room there is", async () => {
    const trace = await hostileTrace();
    const picture = layout(trace, "b1", 1, trace.length("b1"));
    for (const { label, words } of picture.arrows) {
      expect(words.length).toBeLessThanOrEqual(200);
      expect(label?.width ?? 0).toBeLessThanOrEqual(220);
    }
    for (const row of picture.rows) {
      expect(row.labelX + row.labelWidth).toBeLessThanOrEqual(picture.width);
      for (const { x, width } of row.flags) expect(x + width).toBeLessThanOrEqual(picture.width);
    }
    expect(picture.width).toBeLessThan(2000);
  });
});

describe("signs", () => {
  it("tell fates apart without colour, by line and tip together", () => {
    const looks = Object.entries(TIPS).map(([fate, tip]) => {
      return JSON.stringify([DASHES[fate as keyof typeof DASHES], tip.parts]);
    });
    // What was lost at a crashed node arrives like any message: the sign of its row says what
    // became of it.
    expect(new Set(looks).size).toBe(looks.length - 1);
    expect(MARKS.lose).not.toEqual(MARKS.receive);
  });

  it("differ for every mark, every tone, every end of a timer", () => {
    for (const set of [MARKS, LIFELINES, TAILS, TIMER_ENDS]) {
      const looks = Object.values(set).map((look) => JSON.stringify(look));
      expect(new Set(looks).size).toBe(looks.length);
    }
  });
});

describe("the legend", () => {
  it("has exactly the signs that occur, each once", async () => {
    const trace = await troubledRun();
    const picture = layout(trace, BRANCH, 1, trace.length(BRANCH));
    const entries = legend(picture);
    const signs = entries.map(({ shows }) => JSON.stringify(shows));
    expect(new Set(signs).size).toBe(signs.length);
    const fates = new Set(picture.arrows.map(({ fate }) => fate));
    const marks = new Set(picture.rows.map(({ mark }) => mark));
    const shown = (sign: string) => entries.filter(({ shows }) => shows.sign === sign).length;
    expect([shown("fate"), shown("mark")]).toEqual([fates.size, marks.size]);
    expect([shown("copy"), shown("forged"), shown("pause"), shown("lane")]).toEqual([1, 1, 1, 1]);
    expect([shown("band"), shown("timer"), shown("look")]).toEqual([2, 6, 4]);
    for (const { words } of entries) expect(words).not.toBe("");
  });

  it("has none of them in a picture without events", async () => {
    expect(legend(layout(await raftRun(10), BRANCH, 1, 0))).toEqual([]);
  });

  it("stands at the foot of a whole branch, inside the picture, and is left out on demand", async () => {
    const trace = await troubledRun();
    const whole = layout(trace, BRANCH, 1, trace.length(BRANCH));
    const [part, svg] = [layout(trace, BRANCH, 5, 20), toSvg(whole, THEMES.print, { title: "T" })];
    const bottom = (text: string) => {
      const [, y = 0, , height = 0] = /viewBox="([^"]+)"/.exec(text)?.[1]?.split(" ") ?? [];
      return Number(y) + Number(height);
    };
    const entries = allElements(parseXml(svg)).filter(
      ({ attributes }) => attributes.get("class") === "legendEntry",
    );
    expect(entries).toHaveLength(legend(whole).length);
    for (const { attributes } of entries) {
      const [, x, y] =
        /translate\(([\d.]+) ([\d.]+)\)/.exec(attributes.get("transform") ?? "") ?? [];
      expect(Number(y)).toBeGreaterThan(whole.bottom);
      expect(Number(y)).toBeLessThan(bottom(svg));
      expect(Number(x)).toBeLessThan(whole.width);
    }
    const without = toSvg(whole, THEMES.print, { title: "T", legend: false });
    for (const text of [without, toSvg(part, THEMES.print, { title: "T" })]) {
      expect(text).not.toContain("legendEntry");
    }
  });
});

describe("the gutter", () => {
  it.each([9, 12_345, 1_700_000_000_000])(
    "has room for numbers beside times of %i ms",
    async (timeMs) => {
      const trace = await localTrace(timeMs);
      const { gutter, numberX, rows } = layout(trace, BRANCH, 1, 2);
      for (const row of rows) {
        const time = textWidth(`${row.timeMs} ms`, LABEL_PX);
        expect(gutter - 16 - time).toBeGreaterThan(numberX + 8);
        expect(numberX - textWidth(String(row.at), LABEL_PX)).toBeGreaterThan(0);
      }
    },
  );
});

/** Two events of which the second is at that time. */
async function localTrace(timeMs: number): Promise<RecordedTrace> {
  const lines: string[] = [];
  const writer = new TraceWriter((line) => lines.push(line));
  writer.write({
    ...{ kind: "header", format: "lockstep-trace", version: 1, kinds: {}, timed: true },
    ...{ nodes: [], invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  });
  const cut = { kind: "event", branch: BRANCH, event: "cut", links: [], lost: [] } as const;
  writer.write({ ...cut, at: 1, timeMs: 0 });
  writer.write({ ...cut, at: 2, timeMs });
  writer.finish();
  return openLines(lines);
}

describe("themes", () => {
  const names = Object.keys(THEMES) as ThemeName[];

  it.each(names)("%s: words have a contrast of 4.5, signs of 3", (name) => {
    const { background, trailFill, ...colours } = THEMES[name];
    for (const [token, colour] of Object.entries(colours)) {
      if (token === "faint") continue;
      const least = ["foreground", "muted", "trail"].includes(token) ? 4.5 : 3;
      expect([token, contrast(colour, background) >= least]).toEqual([token, true]);
    }
    // What lies on a ribbon, and the pattern in it.
    for (const token of ["arrow", "leading", "bad"] as const) {
      expect([token, contrast(colours[token], trailFill) >= 3]).toEqual([token, true]);
    }
    expect(contrast(colours.trail, trailFill)).toBeGreaterThan(3);
  });
});

/** WCAG 2 contrast of two colours like #aabbcc. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const part = parseInt(colour.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
