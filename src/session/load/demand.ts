/**
 * Who wants the critical section when, and for how long. Every draw is a function of the seed, the
 * client's number and how often it has asked before, so that each protocol meets the same demand.
 * Each client thinks, asks, waits, is inside, and thinks again: a closed system, in which whoever
 * waits asks for nothing else.
 */
import { randomInteger, streamKey } from "../../simulator/random.js";

export interface Demand {
  readonly seed: number;
  /** The mean time between leaving and asking again, in virtual ms; 0: at once. */
  readonly thinkMs: number;
  /** The mean time inside, in virtual ms, ≥ 1. */
  readonly holdMs: number;
}

/** Between nothing and twice the mean. `client` counts from 1, `request` from 0. */
export function drawThinkMs({ seed, thinkMs }: Demand, client: number, request: number): number {
  return randomInteger(streamKey(seed, `load/think/${client}`), request, 0, 0, 2 * thinkMs);
}

/** Between half the mean and one and a half times the mean. */
export function drawHoldMs({ seed, holdMs }: Demand, client: number, request: number): number {
  const half = Math.floor(holdMs / 2);
  const key = streamKey(seed, `load/hold/${client}`);
  return randomInteger(key, request, 0, holdMs - half, holdMs + half);
}
