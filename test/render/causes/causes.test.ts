import { describe, expect, it } from "vitest";
import { causalView } from "../../../src/render/causes/causes.js";
import { drawCauses, withRelations } from "../../../src/render/causes/drawCauses.js";
import { exportTrace } from "../../../src/render/export.js";
import { drawPicture } from "../../../src/render/spaceTime/drawing.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import { FIRST_BRANCH } from "../../../src/trace/records.js";
import { raftRun, shippedTrace } from "../runs.js";

const whole = { from: 1, to: 40 };

describe("the causes of an event", () => {
  it("are told from the timer that began it", async () => {
    const trace = await shippedTrace("raft-first-election");
    const { words, hops } = causalView(trace, FIRST_BRANCH, 12, whole);
    expect(words).toBe(
      "Because Cleo's election timer fires (event 6), " +
        "Eve receives RequestVote t1 from Cleo (event 7), " +
        "Cleo receives vote t1 from Eve (event 12). Before it: 7; after it: 47; concurrent: 4.",
    );
    expect(hops.map(({ from, to }) => [from, to])).toEqual([
      [7, 12],
      [6, 7],
    ]);
  });

  it("are none for a start", async () => {
    const trace = await shippedTrace("raft-first-election");
    const { words, hops, past } = causalView(trace, FIRST_BRANCH, 1, whole);
    expect(words).toMatch(/^No message led to event 1\. Before it: 0; /);
    expect([hops, past]).toEqual([[], []]);
  });

  it("are the same in every window of the run", async () => {
    const trace = await raftRun(80);
    const all = causalView(trace, FIRST_BRANCH, 40, { from: 1, to: 80 });
    for (let from = 1; from <= 71; from += 7) {
      const part = causalView(trace, FIRST_BRANCH, 40, { from, to: from + 9 });
      expect(part.relations).toEqual(all.relations.slice(from - 1, from + 9));
      expect([part.words, part.fronts]).toEqual([all.words, all.fronts]);
      expect(all.past).toEqual(expect.arrayContaining([...part.past]));
      expect(all.future).toEqual(expect.arrayContaining([...part.future]));
    }
  });

  it("split every lifeline into what is before, beside and after", async () => {
    const trace = await raftRun(80);
    const view = causalView(trace, FIRST_BRANCH, 40, { from: 1, to: 80 });
    for (const { node, past, future } of view.fronts) {
      for (let at = 1; at <= 80; at++) {
        const record = trace.event(FIRST_BRANCH, at);
        if (!("node" in record) || record.node !== node || at === 40) continue;
        const relation = at <= past ? "past" : future > 0 && at >= future ? "future" : "concurrent";
        expect(view.relations[at - 1], `event ${at}`).toBe(relation);
      }
    }
  });

  it("leave nothing of an event or a message in the picture undecided", async () => {
    const trace = await raftRun(60);
    const picture = layout(trace, FIRST_BRANCH, 1, 60);
    const view = causalView(trace, FIRST_BRANCH, 30, { from: 1, to: 60 });
    const [, signs] = drawCauses(picture, view);
    expect(signs?.children).toHaveLength(60);
    const marks = withRelations(drawPicture(picture), view).find(
      ({ attributes }) => attributes.class === "marks",
    );
    for (const [i, { attributes }] of (marks?.children ?? []).entries()) {
      expect(attributes.class).toContain(`is-${view.relations[i] ?? ""}`);
    }
  });

  it("are in an exported picture, with what the signs mean; or it is said why not", async () => {
    const trace = await shippedTrace("raft-first-election");
    const svg = exportTrace(trace, { format: "svg", name: "x", causes: 12 });
    if (!svg.ok) throw new Error(JSON.stringify(svg));
    expect(svg.value).toContain("the chain that led to it");
    expect(svg.value).toContain("concurrent with it");
    const late = exportTrace(trace, { format: "svg", name: "x", causes: 30, at: 20 });
    expect(late).toMatchObject({
      problems: [{ source: "causes", problem: "expected an event from 1 to 20, found 30" }],
    });
    const text = exportTrace(trace, { format: "text", name: "x", causes: 3 });
    expect(text).toMatchObject({ ok: false });
  });
});
