/** When a message is on its way. Needs no DOM. */
import type { Arrow } from "../../render/spaceTime/picture.js";

type Life = Pick<Arrow, "sentAt" | "endAt" | "fate">;

export function isOnItsWay({ sentAt, endAt, fate }: Life, at: number): boolean {
  if (sentAt > at || fate === "noReceive") return false;
  return endAt === undefined ? fate === "inFlight" || fate === "held" : endAt > at;
}

/**
 * The cursor if the message is on its way there; else the nearest one at which it is. Of a message
 * that was lost at once: where it was sent.
 */
export function cursorOnItsWay(life: Life, at: number): number {
  if (isOnItsWay(life, at) || at < life.sentAt) return Math.max(at, life.sentAt);
  return life.endAt === undefined ? life.sentAt : Math.max(life.sentAt, life.endAt - 1);
}
