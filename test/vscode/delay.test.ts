import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { delayed, pauses } from "../../src/vscode/delay.js";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("the pauses of long work", () => {
  it("let the event loop turn only when it was held up for a while", async () => {
    const pause = pauses();
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    for (let n = 0; n < 10_000; n++) await pause();
    expect(turns).toBe(0);
    vi.setSystemTime(Date.now() + 8);
    const paused = pause();
    await vi.advanceTimersByTimeAsync(1);
    await paused;
    expect(turns).toBe(1);
    await pause();
    clearInterval(turning);
  });
});

describe("a delayed call", () => {
  it("comes once, when it has been quiet, with what was said last", () => {
    const calls: number[] = [];
    const say = delayed(100, (n: number) => calls.push(n));
    say(1);
    vi.advanceTimersByTime(99);
    say(2);
    vi.advanceTimersByTime(99);
    expect(calls).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(calls).toEqual([2]);
  });

  it("comes at once when somebody is in a hurry, and not again", () => {
    const calls: number[] = [];
    const say = delayed(100, (n: number) => calls.push(n));
    say.hurry();
    say(3);
    say.hurry();
    vi.advanceTimersByTime(1_000);
    expect(calls).toEqual([3]);
  });
});
