/**
 * Chance by counting: each draw is a pure function of (seed, stream name, ordinal, draw number).
 * There is no generator to advance, so one more message on one link does not reshuffle another, and
 * a checkpoint only keeps ordinals. The mixer is the finaliser of MurmurHash3 (Appleby, public
 * domain), on 32-bit integers only.
 */
import { assert } from "../base/assert.js";

/** Seed and name of a stream, hashed into two independent 32-bit halves. */
export interface StreamKey {
  readonly low: number;
  readonly high: number;
}

const GOLDEN = 0x9e3779b1;
const SECOND = 0x85ebca6b;
const TWO_TO_32 = 4294967296;
const WIDEST = 2147483648;

/** The key of a named stream such as `network/n1>n2`. The seed is any safe integer. */
export function streamKey(seed: number, name: string): StreamKey {
  const seedLow = seed | 0;
  const seedHigh = Math.floor(seed / TWO_TO_32) | 0;
  let low = mix(seedLow ^ mix(seedHigh ^ GOLDEN));
  let high = mix(seedHigh ^ mix(seedLow ^ SECOND));
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    low = mix((low ^ unit) + Math.imul(i, GOLDEN));
    high = mix((high + unit) ^ Math.imul(i + 1, SECOND));
  }
  return { low, high };
}

/** 32 random bits as an unsigned integer. `draw` tells several draws of the same ordinal apart. */
export function randomBits(key: StreamKey, ordinal: number, draw: number): number {
  const first = mix(key.low ^ Math.imul(ordinal + 1, GOLDEN));
  return mix((first ^ key.high) + Math.imul(draw + 1, SECOND)) >>> 0;
}

/**
 * A uniformly random integer in min … max (both included, at most 2^31 of them). `lane` 0 … 3 tells
 * apart what is drawn for one ordinal, such as a message's latency and its loss.
 */
export function randomInteger(
  key: StreamKey,
  ordinal: number,
  lane: number,
  min: number,
  max: number,
): number {
  const count = max - min + 1;
  if (count <= 1) return min;
  assert(count <= WIDEST, `a draw from ${min} to ${max} has more than 2^31 outcomes`);
  // Bits that fall into the incomplete last bucket would favour small results: they are drawn
  // again.
  for (let draw = lane; ; draw += 4) {
    const bits = randomBits(key, ordinal, draw);
    const rest = bits % (count >>> 0);
    if (bits - rest + count <= TWO_TO_32) return min + rest;
  }
}

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
