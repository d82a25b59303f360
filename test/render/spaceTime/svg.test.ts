import { describe, expect, it } from "vitest";
import { layout } from "../../../src/render/spaceTime/layout.js";
import { DASHES, LIFELINES, MARKS, TIPS } from "../../../src/render/spaceTime/glyphs.js";
import { toSvg } from "../../../src/render/spaceTime/svg.js";
import { THEMES, type ThemeName } from "../../../src/render/theme.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { SCRIPT, hostileTrace } from "../hostile.js";
import { raftRun } from "../runs.js";
import { allElements, parseXml } from "../xml.js";

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
    const arrows = elements.filter((e) => e.attributes.get("class")?.startsWith("arrow fate-"));
    expect(arrows.map((e) => Number(e.attributes.get("data-message")))).toEqual(
      picture.arrows.map(({ message }) => message),
    );
    expect(arrows.map((e) => e.attributes.get("class"))).toEqual(
      picture.arrows.map(({ fate }) => `arrow fate-${fate}`),
    );
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

  it("differ for every mark and every tone", () => {
    for (const set of [MARKS, LIFELINES]) {
      const looks = Object.values(set).map((look) => JSON.stringify(look));
      expect(new Set(looks).size).toBe(looks.length);
    }
  });
});

describe("themes", () => {
  const names = Object.keys(THEMES) as ThemeName[];

  it.each(names)("%s: words have a contrast of 4.5, signs of 3", (name) => {
    const { background, ...colours } = THEMES[name];
    for (const [token, colour] of Object.entries(colours)) {
      if (token === "faint") continue;
      const least = token === "foreground" || token === "muted" ? 4.5 : 3;
      expect([token, contrast(colour, background) >= least]).toEqual([token, true]);
    }
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
