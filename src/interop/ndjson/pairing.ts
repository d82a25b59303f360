/**
 * Which receive belongs to which send. A log that gives every message an id tells it; otherwise a
 * message is taken to be the oldest one with equal content between the same two nodes.
 */
import { ensure } from "../../base/assert.js";
import type { Pause } from "../pause.js";
import type { Entry, MessageTold } from "./entries.js";
import type { Mapping } from "./mapping.js";
import { Offers, type Offer } from "./offers.js";

/** Entries between two pauses: a few milliseconds of work. */
const PAUSE_EVERY = 2000;

/** A message that was sent to one node. */
export interface SentMessage {
  /** Unique in the log. */
  readonly id: string;
  readonly to: string;
  readonly told: MessageTold;
}

/** An entry with its messages. */
export interface PairedEntry {
  readonly entry: Entry;
  readonly sends: SentMessage[];
  /** What it received or, if it drops, what it took away. */
  takes: SentMessage | undefined;
}

export interface PairCounts {
  sends: number;
  receives: number;
  /** Receives for which there was more than one send of equal content. */
  ambiguous: number;
  /** Receives whose send stands behind them. */
  early: number;
  /** Receives whose send the log does not tell, but where it must have been. */
  untold: number;
}

export interface Pairs {
  readonly entries: readonly PairedEntry[];
  readonly counts: PairCounts;
}

/** Pairs entries that are in their order. */
export async function pairMessages(
  entries: readonly Entry[],
  mapping: Mapping,
  pause: Pause,
): Promise<Pairs> {
  const pairing = new Pairing(entries, mapping);
  for (const place of entries.keys()) {
    pairing.take(place);
    if (place % PAUSE_EVERY === 0) await pause();
  }
  pairing.takeEarly();
  return { entries: pairing.paired, counts: pairing.counts };
}

class Pairing {
  readonly paired: readonly PairedEntry[];
  readonly counts: PairCounts = { sends: 0, receives: 0, ambiguous: 0, early: 0, untold: 0 };
  readonly #mapping: Mapping;
  readonly #offers = new Map<string, Offers>();
  /** Receives that found no send before them. */
  readonly #waiting: number[] = [];
  /** Who was asked, by whom, in which event → places of the questions not yet answered. */
  readonly #questions = new Map<string, number[]>();

  constructor(entries: readonly Entry[], mapping: Mapping) {
    this.paired = entries.map((entry) => ({ entry, sends: [], takes: undefined }));
    this.#mapping = mapping;
  }

  /** The entry at this place, after all before it. */
  take(place: number): void {
    const { entry } = this.#at(place);
    const { message, act } = entry;
    if (message === undefined) return;
    if (act === "send") {
      this.#send(place, entry.node, message);
      return;
    }
    const isPaired = this.#receive(place, entry, message);
    if (act === "drop") return;
    this.counts.receives += 1;
    this.#ask(place, entry, message);
    if (!isPaired && !this.#answer(place, entry, message)) this.#waiting.push(place);
  }

  /** Then receives whose send stands behind them, as in files that were not merged. */
  takeEarly(): void {
    for (const place of this.#waiting) {
      const { entry } = this.#at(place);
      if (entry.message === undefined) continue;
      if (this.#receive(place, entry, entry.message)) this.counts.early += 1;
    }
  }

  #at(place: number): PairedEntry {
    return ensure(this.paired[place], `an entry at place ${place}`);
  }

  #send(place: number, from: string, message: MessageTold): void {
    for (const to of message.to ?? [undefined]) {
      this.#offersOf(from, to, message.key).add({ place, to });
      if (to !== undefined) this.#sent(place, to, message);
    }
  }

  #sent(place: number, to: string, told: MessageTold): SentMessage {
    const { entry, sends } = this.#at(place);
    const message = { id: `${entry.number}/${sends.length + 1}`, to, told };
    sends.push(message);
    this.counts.sends += 1;
    return message;
  }

  /** False: there is no such send, or none yet. */
  #receive(place: number, entry: Entry, message: MessageTold): boolean {
    const receiver = message.to?.[0] ?? entry.node;
    const to = this.#mapping.message?.to === undefined ? undefined : receiver;
    const offers = this.#offersOf(message.from, to, message.key);
    const candidates = offers.candidates(receiver, (offer) => this.#mayPrecede(offer, entry));
    const [offer] = candidates;
    if (offer === undefined) return false;
    if (candidates.length > 1 && entry.act === "receive") this.counts.ambiguous += 1;
    offers.take(receiver, offer);
    const { sends, entry: sender } = this.#at(offer.place);
    this.#at(place).takes =
      offer.to === undefined
        ? this.#sent(offer.place, receiver, sender.message ?? message)
        : sends.find((sent) => sent.to === offer.to);
    return true;
  }

  /** With vector clocks: a receiver knows of the send. */
  #mayPrecede({ place }: Offer, { clock }: Entry): boolean {
    const { entry: sender } = this.#at(place);
    const sent = sender.clock?.get(sender.node);
    return sent === undefined || clock === undefined || (clock.get(sender.node) ?? 0) >= sent;
  }

  #ask(place: number, { node, event }: Entry, { from }: MessageTold): void {
    const isQuestion = this.#mapping.untoldSends?.some(({ sentIn }) => sentIn === event) === true;
    if (!isQuestion || from === undefined) return;
    const name = JSON.stringify([node, from, event]);
    const places = this.#questions.get(name);
    if (places === undefined) this.#questions.set(name, [place]);
    else places.push(place);
  }

  /** An answer that nobody is told to send: it was sent where the latest question came in. */
  #answer(place: number, { node, event }: Entry, message: MessageTold): boolean {
    const untold = this.#mapping.untoldSends?.find(({ received }) => received === event);
    if (untold === undefined || message.from === undefined) return false;
    const name = JSON.stringify([message.from, node, untold.sentIn]);
    const asked = this.#questions.get(name)?.pop();
    if (asked === undefined) return false;
    this.#at(place).takes = this.#sent(asked, node, message);
    this.counts.untold += 1;
    return true;
  }

  #offersOf(from: string | undefined, to: string | undefined, key: string): Offers {
    const sender = this.#mapping.message?.from === undefined ? undefined : from;
    const name = JSON.stringify([sender ?? null, to ?? null, key]);
    const known = this.#offers.get(name);
    if (known !== undefined) return known;
    const none = new Offers();
    this.#offers.set(name, none);
    return none;
  }
}
