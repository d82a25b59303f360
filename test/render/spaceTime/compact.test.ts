import { describe, expect, it } from "vitest";
import { compact } from "../../../src/render/spaceTime/compact.js";
import { diagramCss } from "../../../src/render/spaceTime/diagramCss.js";
import { drawGutter, drawPicture } from "../../../src/render/spaceTime/drawing.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import { group, type Shape } from "../../../src/render/spaceTime/shape.js";
import { standing } from "../../../src/render/spaceTime/standing.js";
import { THEMES } from "../../../src/render/theme.js";
import { raftRun } from "../runs.js";

const CSS = diagramCss(THEMES.print);
const styled = new Set([...CSS.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name));

/** What is seen, in painting order: each leaf with the classes and turns that bear on it. */
function seen(shapes: readonly Shape[], names: readonly string[] = [], turn = ""): string[] {
  return shapes.flatMap((shape) => {
    const { class: own = "", transform = "", ...rest } = shape.attributes;
    const all = [...names, ...String(own).split(" ")].filter((name) => styled.has(name));
    const turns = `${turn} ${transform}`.trim();
    if (shape.children !== undefined) return seen(shape.children, all, turns);
    const { d = "", ...others } = rest;
    const path = shape.tag === "path" ? standing(String(d), turns) : undefined;
    const looks = Object.entries(others).filter(([name]) => !name.startsWith("data-"));
    const place = path === undefined ? [turns, d] : ["", path];
    return [JSON.stringify([shape.tag, all, place, looks, shape.text])];
  });
}

function count(shapes: readonly Shape[]): number {
  return shapes.reduce((sum, { children = [] }) => sum + 1 + count(children), 0);
}

describe("a compacted picture", () => {
  it("shows the same in the same order, with a fourth fewer elements", async () => {
    const network = { dropPerMille: 100, duplicatePerMille: 100 };
    const hands = { 60: [{ type: "crash", node: "n2" }], 90: [{ type: "heal" }] } as const;
    const trace = await raftRun(200, { nodes: 5, network }, hands);
    const picture = layout(trace, "b1", 1, 200);
    const all = [...drawPicture(picture), drawGutter(picture, true)];
    const [guides, ...layers] = all.sort((a) => (a.attributes.class === "guides" ? -1 : 0));
    expect(seen(compact(layers, CSS))).toEqual(seen(layers));
    const plainGuides = (guides?.children ?? []).map((guide) => guide.attributes.d);
    const joinedGuides = compact(guides ? [guides] : [], CSS)[0]?.children ?? [];
    expect(joinedGuides.map((guide) => guide.attributes.d).join("")).toBe(plainGuides.join(""));
    expect(count(compact(all, CSS))).toBeLessThan(count(all) * 0.75);
  });

  it("holds no data for scripts and no empty group", () => {
    const empty = group("arrow", []);
    const lone: Shape = { tag: "path", attributes: { d: "M0 0", "data-row": 3 } };
    const [layer] = compact([group("arrows", [empty, group("unknown", [lone])])], CSS);
    expect(layer).toEqual(group("arrows", [{ tag: "path", attributes: { d: "M0 0" } }]));
  });

  it("joins no groups that look different or are turned", () => {
    const path: Shape = { tag: "path", attributes: { class: "fill", d: "M0 0" } };
    const turned: Shape = {
      ...{ tag: "g", attributes: { class: "mark", transform: "translate(1 2)" } },
      children: [path, path],
    };
    const groups = [group("mark", [path]), turned, turned, group("arrow", [path])];
    expect(compact([group("layer", groups)], CSS)).toEqual([group("layer", groups)]);
  });
});

describe("a sign with its place in its path", () => {
  it("has its points where the transform shows them", () => {
    const quarter = "matrix(0 1 -1 0 100 50)"; // (x, y) is seen at (100 - y, 50 + x)
    expect(standing("M0 0L-9 3.8V2H1Z", quarter)).toBe("M100 50L96.2 41L98 41L98 51Z");
    expect(standing("M-5 0A5 5 0 1 1 5 .5Z", "translate(10.25 20)")).toBe(
      "M5.3 20A5 5 0 1 1 15.3 20.5Z",
    );
  });

  it("is left alone when it or its transform is of another kind", () => {
    expect(standing("M0 0L1 1", "rotate(30)")).toBeUndefined();
    expect(standing("M0 0l1 1", "translate(1 2)")).toBeUndefined();
    expect(standing("M0 0A4 5 0 1 1 5 5", "translate(1 2)")).toBeUndefined();
  });
});
