import { beforeAll, describe, expect, it } from "vitest";
import { arrowWords, ladderOf, type Ladder, type LadderArrow } from "../../src/render/ladder.js";
import type { MessageLife, RecordedTrace } from "../../src/trace/recordedTrace.js";
import { upTo } from "../../src/trace/upTo.js";
import { hostileTrace } from "./hostile.js";
import { raftRun } from "./runs.js";

const EVENTS = 300;
let trace: RecordedTrace;
let ladder: Ladder;

/** Messages that overtake each other, get lost, are doubled, cut, and meet a crashed node. */
beforeAll(async () => {
  const network = { latencyMsMin: 2, latencyMsMax: 80, dropPerMille: 50, duplicatePerMille: 50 };
  trace = await raftRun(
    EVENTS,
    { nodes: 4, network },
    {
      60: [{ type: "isolate", node: "n1" }],
      90: [{ type: "heal" }, { type: "crash", node: "n2" }],
      150: [{ type: "restart", node: "n2" }],
    },
  );
  ladder = ladderOf(trace, "b1", 1, trace.length("b1"));
});

/** Every arrow with the row where it stands; one that is still open stands below all rows. */
function placed({ rows, open }: Ladder): readonly (readonly [number, LadderArrow])[] {
  const ended = rows.flatMap(({ record, arrows }) =>
    arrows.map((arrow): [number, LadderArrow] => [record.at, arrow]),
  );
  return [...ended, ...open.map((arrow): [number, LadderArrow] => [Infinity, arrow])];
}

function lives(from: number, to: number): readonly MessageLife[] {
  return trace.messages("b1", from, to);
}

describe("the arrows of a ladder", () => {
  it("are all messages, each once, where it ended", () => {
    const found = placed(ladder).map(([row, { life }]) => [life.id, row]);
    found.sort(([a = 0], [b = 0]) => a - b);
    expect(found).toEqual(lives(1, EVENTS + 9).map((life) => [life.id, life.endAt ?? Infinity]));
    const fates = new Set(placed(ladder).map(([, { life }]) => life.fate));
    expect(fates.size).toBeGreaterThanOrEqual(6);
  });

  it("carry a remark exactly where their sender did something between sending and end", () => {
    const eventsOf = (node: string) =>
      ladder.rows.flatMap(({ record }) =>
        "node" in record && record.node === node ? [record.at] : [],
      );
    const remarked = placed(ladder).map(([row, { life, remarks, isOpen }]) => {
      const isWrongOrder =
        !isOpen && eventsOf(life.from).some((at) => at > life.sentAt && at < row);
      expect(remarks.some((r) => r.startsWith(`sent at ${life.sentMs} ms`))).toBe(isWrongOrder);
      return isWrongOrder;
    });
    expect(new Set(remarked).size).toBe(2);
  });

  it("say which message overtook them", () => {
    const overtook = (other: MessageLife, life: MessageLife): boolean =>
      other.from === life.from &&
      other.to === life.to &&
      other.id > life.id &&
      (other.fate === "received" || other.fate === "ignored") &&
      (other.endAt ?? 0) < (life.endAt ?? Infinity);
    const overtaken = placed(ladder).filter(([, { life, remarks }]) => {
      const first = lives(1, EVENTS).find((other) => overtook(other, life));
      const remark = remarks.find((each) => each.startsWith("overtaken"));
      const expected = first && `overtaken by ${first.label}, sent later`;
      expect(remark).toBe(expected);
      return first !== undefined;
    });
    expect(overtaken.length).toBeGreaterThan(3);
  });

  it("say that somebody delayed or held them", async () => {
    const delays = [1, 2, 3, 4].map((message) => ({ type: "delay", message, byMs: 90 }) as const);
    const bent = await raftRun(60, {}, { 6: delays });
    const arrows = placed(ladderOf(bent, "b1", 1, 60)).map(([, arrow]) => arrow);
    const delayed = arrows.filter(({ remarks }) => (remarks[0] ?? "").includes(" ms and delayed"));
    const events = bent.interventions("b1").map(({ after }) => bent.event("b1", after + 1));
    expect(events.length).toBeGreaterThan(0);
    expect(delayed.map(({ life }) => life.id).sort()).toEqual(
      events.map((event) => "message" in event && event.message).sort(),
    );
  });

  it("of a part say what was sent before it and what ends after it", () => {
    const part = ladderOf(trace, "b1", 40, 50);
    const arrows = placed(part).map(([, arrow]) => arrow);
    expect(arrows.map(({ life }) => life.id).sort((a, b) => a - b)).toEqual(
      lives(40, 50).map(({ id }) => id),
    );
    const before = arrows.filter(({ life, isOpen }) => life.sentAt < 40 && !isOpen);
    expect(before.length).toBeGreaterThan(0);
    for (const { remarks } of before) expect(remarks[0]).toMatch(/before this part begins$/);
    const after = part.open.filter(({ life }) => life.endAt !== undefined);
    expect(after.length).toBeGreaterThan(0);
    for (const arrow of after) {
      const { endMs = 0 } = arrow.life;
      const words = `ends later, at ${endMs} ms, sent at ${arrow.life.sentMs} ms`;
      expect(arrowWords(trace, arrow)).toContain(words);
    }
  });

  it("seen from a cursor tell nothing of what comes later", () => {
    const seen = upTo(trace, "b1", 50);
    const { open } = ladderOf(seen, "b1", 1, 50);
    expect(open.length).toBeGreaterThan(0);
    for (const arrow of open) {
      expect(arrow.life.endAt).toBeUndefined();
      expect(arrowWords(seen, arrow)).toMatch(/in flight, arrives at \d+ ms/);
    }
  });

  it("of another tool's trace claim no more than that no receive is known", async () => {
    const foreign = await hostileTrace();
    const arrows = placed(ladderOf(foreign, "b1", 1, foreign.length("b1")));
    expect(arrows).toHaveLength(5);
    for (const [row, arrow] of arrows) {
      expect(row).toBe(arrow.life.sentAt);
      expect(arrowWords(foreign, arrow)).toContain("no receive in this log");
    }
  });
});
