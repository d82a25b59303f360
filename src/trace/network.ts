/** How links behave when nobody bends them. Times in virtual milliseconds. */
export interface NetworkSettings {
  /** Smallest one-way delay of a message, ≥ 0. */
  readonly latencyMsMin: number;
  /** Largest one-way delay, ≥ latencyMsMin. */
  readonly latencyMsMax: number;
  /** How many of a thousand messages are dropped at sending, 0–1000. */
  readonly dropPerMille: number;
  /** How many of a thousand messages are sent twice, 0–1000. */
  readonly duplicatePerMille: number;
  /** True: no message overtakes an earlier one on the same directed link. */
  readonly fifo: boolean;
  /**
   * How long an observer takes to learn that a node crashed or came back. Only with engines that
   * are told.
   */
  readonly noticeMsMin?: number;
  readonly noticeMsMax?: number;
}

export const DEFAULT_NETWORK = {
  latencyMsMin: 10,
  latencyMsMax: 30,
  dropPerMille: 0,
  duplicatePerMille: 0,
  fifo: false,
} as const satisfies NetworkSettings;

/** What is added to it for engines that assume a failure detector. */
export const DEFAULT_NOTICES = { noticeMsMin: 20, noticeMsMax: 60 } as const;
