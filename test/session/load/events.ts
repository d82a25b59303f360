/** Hand-made events of a run in which nodes ask, enter and leave, with nothing else in them. */
import type { NodeId } from "../../../src/trace/ids.js";
import type { EffectData, EventRecord, Happening } from "../../../src/trace/records.js";
import { ServiceMeter, type Service } from "../../../src/session/load/serviceMeter.js";

type Line = readonly [timeMs: number, node: NodeId, does: "ask" | "in" | "out" | "crash" | "up"];

/** What a meter makes of these lines, watched from 0. */
export function serviceOf(
  clients: readonly NodeId[],
  untilMs: number,
  lines: readonly Line[],
): Service {
  const meter = new ServiceMeter(clients, 0);
  for (const [place, [timeMs, node, does]] of lines.entries()) {
    meter.note(eventOf(place + 1, timeMs, node, does));
  }
  return meter.service(untilMs);
}

function eventOf(at: number, timeMs: number, node: NodeId, does: Line[2]): EventRecord {
  switch (does) {
    case "ask":
      return event(at, timeMs, { event: "command", node, id: at, command: { type: "enter" } });
    case "in": {
      const view = { role: "held", blocks: { "critical section": "#1" } };
      return { ...event(at, timeMs, { event: "receive", node, message: at }), view };
    }
    case "out":
      return {
        ...event(at, timeMs, { event: "timeout", node, timer: "leave" }),
        view: { role: "released" },
      };
    case "crash":
      return event(at, timeMs, { event: "crash", node });
    case "up":
      return { ...event(at, timeMs, { event: "restart", node }), view: { role: "released" } };
  }
}

/** An event that sent messages of these types. */
export function sending(at: number, timeMs: number, ...types: readonly string[]): EventRecord {
  const effects = types.map((type, place): EffectData => ({
    ...{ effect: "send", message: at * 10 + place, to: "n2", type, label: type, body: { type } },
  }));
  return { ...event(at, timeMs, { event: "timeout", node: "n1", timer: "t" }), effects };
}

function event(at: number, timeMs: number, happening: Happening): EventRecord {
  return { kind: "event", branch: "b1", at, timeMs, ...happening };
}
