/** The host's side of the bridge: one message in, one answer out, whatever the message was. */
import { describeBadInput } from "../base/result.js";
import type { Answer, Request, RequestName, Requests } from "./messages.js";
import { parseRequest, requestIdOf } from "./validate.js";

/** One function for every request. A thrown error becomes a refusal with the error's sentence. */
export type Handlers = {
  readonly [N in RequestName]: (
    params: Requests[N]["params"],
  ) => Requests[N]["result"] | Promise<Requests[N]["result"]>;
};

/** Says no to a request: its sentence is what the webview gets. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** Answers a message of a webview. A message that is no request changes nothing. Never rejects. */
export async function serve(message: unknown, handlers: Handlers): Promise<Answer> {
  const parsed = parseRequest(message);
  if (!parsed.ok) {
    const problem = parsed.problems.map(describeBadInput).join("; ");
    return { id: requestIdOf(message), ok: false, problem };
  }
  const { id } = parsed.value;
  try {
    return { id, ok: true, result: await handle(parsed.value, handlers) };
  } catch (error) {
    return { id, ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function handle({ request, params }: Request, handlers: Handlers): unknown {
  // Each request's handler takes what its own schema let through.
  const handler = handlers[request] as (params: Request["params"]) => unknown;
  return handler(params);
}
