/**
 * Named timers. A timer that is set again and again (an election timeout at every heartbeat) keeps
 * its one entry in the queue: the entry may be earlier than the timer, and moves on when it comes
 * up.
 */
import { randomInteger } from "./random.js";
import type { RunState } from "./runState.js";
import type { SimNode, SimTimer, TimerItem } from "./simNode.js";

/** What a step did to a timer. */
export class TimerSet {
  readonly what = "setTimer";
  constructor(
    readonly timer: string,
    readonly firesMs: number,
  ) {}
}

/** The timer was running and no longer is. */
export class TimerCancelled {
  readonly what = "cancelTimer";
  constructor(readonly timer: string) {}
}

/** (Re)starts the timer; without a delay one is drawn. The delay is in ms of the node's clock. */
export function setTimer(run: RunState, node: SimNode, timer: SimTimer, delayMs?: number): void {
  const delay = delayMs ?? drawDelay(timer);
  timer.isRunning = true;
  timer.setAt = run.at;
  timer.setMs = run.timeMs;
  startFrom(run, timer, run.timeMs + node.virtualMs(delay));
}

/**
 * The node's clock has changed its rate: what is left of its timers keeps its length on that clock.
 */
export function followClock(run: RunState, node: SimNode, oldPerMille: number): TimerSet[] {
  if (oldPerMille === node.ratePerMille) return [];
  const running = [...node.timers.values()].filter((timer) => timer.isRunning);
  return running.map((timer) => {
    const left = (timer.firesMs - run.timeMs) * oldPerMille;
    timer.setAt = run.at;
    timer.setMs = run.timeMs;
    startFrom(run, timer, run.timeMs + Math.ceil(left / node.ratePerMille));
    return new TimerSet(timer.name, timer.firesMs);
  });
}

export function stopAllTimers(node: SimNode): void {
  for (const timer of node.timers.values()) timer.isRunning = false;
}

/** Names of the running timers. */
export function runningTimers(node: SimNode): string[] {
  return [...node.timers.values()].filter((timer) => timer.isRunning).map((timer) => timer.name);
}

/**
 * Whether the timer's item, the queue's first, is one that fires now. If not it is taken out, and
 * put back in for when it does.
 */
export function isTimerDue(run: RunState, item: TimerItem): boolean {
  const { queue } = run;
  const timer = run.nodeAt(item.slot).timer(item.timer);
  if (timer.isRunning && queue.firstSeq() === timer.seq) return true;
  const isValid = queue.firstSeq() === timer.queuedSeq;
  queue.pop();
  if (isValid) moveOn(run, timer);
  return false;
}

/** The timer's entry has come up: it is no longer in the queue, and no longer runs. */
export function takeOff(timer: SimTimer): void {
  timer.isRunning = false;
  timer.queuedMs = timer.queuedSeq = -1;
}

function drawDelay(timer: SimTimer): number {
  if (timer.minMs === timer.maxMs) return timer.minMs;
  return randomInteger(timer.key, timer.draws++, 0, timer.minMs, timer.maxMs);
}

function startFrom(run: RunState, timer: SimTimer, firesMs: number): void {
  timer.firesMs = firesMs;
  timer.seq = run.nextSeq();
  const isCovered = timer.queuedSeq >= 0 && timer.queuedMs <= firesMs;
  if (!isCovered) enqueue(run, timer);
}

function moveOn(run: RunState, timer: SimTimer): void {
  timer.queuedMs = timer.queuedSeq = -1;
  if (timer.isRunning) enqueue(run, timer);
}

function enqueue(run: RunState, timer: SimTimer): void {
  timer.queuedMs = timer.firesMs;
  timer.queuedSeq = timer.seq;
  run.queue.push(timer.firesMs, timer.seq, timer.queued);
}
