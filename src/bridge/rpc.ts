/** The webview's side of the bridge: questions with answers, over any pair of mailboxes. */
import type { Answer, Notice, RequestName, Requests } from "./messages.js";

/** What the surroundings must offer, so that a test can do without them. */
export interface RpcPort {
  post(message: unknown): void;
  /** Calls back after a while; the result takes the call back. */
  after(ms: number, call: () => void): () => void;
}

/** The host refused, or did not answer in time. */
export class RpcError extends Error {
  override readonly name = "RpcError";
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: RpcError): void;
  stopClock(): void;
}

/** Long enough for a loaded machine; a host that takes longer has lost the question. */
const TIMEOUT_MS = 20_000;

/** Keeps the questions that have no answer yet. */
export class Rpc {
  readonly #port: RpcPort;
  readonly #timeoutMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(port: RpcPort, timeoutMs: number = TIMEOUT_MS) {
    this.#port = port;
    this.#timeoutMs = timeoutMs;
  }

  /** Asks the host. Rejects with an {@link RpcError} when it refuses or stays silent. */
  ask<N extends RequestName>(
    request: N,
    params: Requests[N]["params"],
  ): Promise<Requests[N]["result"]> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const stopClock = this.#port.after(this.#timeoutMs, () => {
        this.#waiting.delete(id);
        reject(new RpcError(`no answer to "${request}" within ${this.#timeoutMs} ms`));
      });
      // The host is ours and built together with this code: what it answers is what `Requests`
      // says.
      const resolveTyped = resolve as (result: unknown) => void;
      this.#waiting.set(id, { resolve: resolveTyped, reject, stopClock });
      this.#port.post({ id, request, params });
    });
  }

  /** Takes a message of the host. The notice, if it is one; answers go to whoever asked. */
  take(message: Answer | Notice): Notice | undefined {
    if ("notice" in message) return message;
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return undefined;
    this.#waiting.delete(message.id);
    waiting.stopClock();
    if (message.ok) waiting.resolve(message.result);
    else waiting.reject(new RpcError(message.problem));
    return undefined;
  }
}
