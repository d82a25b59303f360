/** Lets the event loop turn; called every few milliseconds of work. */
export type Pause = () => Promise<void>;
