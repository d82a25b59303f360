import type { NodeId } from "../../trace/ids.js";
import type { Deed } from "./deeds.js";

/** Deeds at virtual times, in order. One that does not apply when its time has come is left out. */
export type Script = readonly ScriptLine[];

export interface ScriptLine {
  readonly timeMs: number;
  readonly does: Deed;
}

/** What is still to be done to one run. */
export class Agenda {
  constructor(
    private lines: Script,
    /** When everything is healed; undefined in a run that has no such time. */
    private readonly healedMs?: number,
  ) {}

  /** When something is to be done next. */
  get nextMs(): number | undefined {
    return this.lines[0]?.timeMs;
  }

  /** Takes out the next line if it comes before the run's next event. */
  takeDue(nextEventMs: number | undefined): ScriptLine | undefined {
    const [line, ...rest] = this.lines;
    if (line === undefined || (nextEventMs ?? Infinity) <= line.timeMs) return undefined;
    this.lines = rest;
    return line;
  }

  /** Puts one more line in, behind those of the same time. */
  plan(line: ScriptLine): void {
    const later = this.lines.findIndex(({ timeMs }) => timeMs > line.timeMs);
    const place = later === -1 ? this.lines.length : later;
    this.lines = [...this.lines.slice(0, place), line, ...this.lines.slice(place)];
  }

  /** While faults, or what heals them, are to come, what holds eventually is not judged. */
  isDisturbed(nowMs: number): boolean {
    if (this.healedMs === undefined) return false;
    return nowMs < this.healedMs || this.lines.length > 0;
  }

  /** Who crashes once everything is healed (of a crash armed before) restarts at once. */
  noteCrash(node: NodeId, timeMs: number): void {
    if (timeMs < (this.healedMs ?? Infinity)) return;
    this.plan({ timeMs, does: { type: "restart", node } });
  }

  copy(): Agenda {
    return new Agenda(this.lines, this.healedMs);
  }
}
