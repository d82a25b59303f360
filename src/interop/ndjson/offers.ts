/** A line that sends, and one of the nodes it sends to; absent: to all who receive it. */
export interface Offer {
  /** Of the line among those that count. */
  readonly place: number;
  readonly to: string | undefined;
}

/** Offers of equal content between the same nodes, the oldest first; each is taken once. */
export class Offers {
  readonly #offers: Offer[] = [];
  /** Receiver → how many offers, from the first, are taken; then those taken out of turn. */
  readonly #taken = new Map<string, { first: number; readonly others: Set<Offer> }>();

  add(offer: Offer): void {
    this.#offers.push(offer);
  }

  /** The first two possible ones that the receiver has not taken. */
  candidates(receiver: string, isPossible: (offer: Offer) => boolean): readonly Offer[] {
    const taken = this.#takenBy(receiver);
    const candidates: Offer[] = [];
    for (let at = taken.first; at < this.#offers.length && candidates.length < 2; at++) {
      const offer = this.#offers[at];
      if (offer === undefined || taken.others.has(offer)) continue;
      if (isPossible(offer)) candidates.push(offer);
    }
    return candidates;
  }

  take(receiver: string, offer: Offer): void {
    const taken = this.#takenBy(receiver);
    taken.others.add(offer);
    for (;;) {
      const first = this.#offers[taken.first];
      if (first === undefined || !taken.others.delete(first)) return;
      taken.first += 1;
    }
  }

  #takenBy(receiver: string) {
    const known = this.#taken.get(receiver);
    if (known !== undefined) return known;
    const none = { first: 0, others: new Set<Offer>() };
    this.#taken.set(receiver, none);
    return none;
  }
}
