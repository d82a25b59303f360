/** Whether a trace's run can be bent: what its engine says of it, in words. */
import { findProtocol } from "../protocols/catalogue.js";
import type { VerificationInfo } from "../bridge/messages.js";
import { originWords, type OriginWords } from "../render/originWords.js";
import { verify, type Verification } from "../session/verify.js";
import { setupFromHeader, type Setup } from "../simulator/setup.js";
import type { TraceFile } from "../trace/traceFile.js";

export interface Verified {
  readonly info: VerificationInfo;
  /** The engine that goes on from anywhere in the trace, or a sentence why there is none. */
  readonly engine: Setup | string;
}

export interface VerifyingOptions {
  pause(): Promise<void>;
  readonly signal: AbortSignal;
}

export const VERIFYING: VerificationInfo = {
  state: "running",
  words: "verifying",
  sentence: "The engine replays the recorded run; it can be bent once that agrees.",
};

/** Replays the whole trace. Undefined when that was cancelled. */
export async function verifyTrace(
  trace: TraceFile,
  options: VerifyingOptions,
): Promise<Verified | undefined> {
  const verification = await verify(trace, { ...options, findProtocol: engineNamed });
  if (verification.verdict === "cancelled") return undefined;
  return tell(trace, verification);
}

function engineNamed(name: string) {
  const found = findProtocol(name);
  return found.ok ? found.value : undefined;
}

function tell(
  trace: TraceFile,
  verification: Exclude<Verification, { readonly verdict: "cancelled" }>,
): Verified {
  switch (verification.verdict) {
    case "verified": {
      const { events } = verification;
      const sentence = `Verified: the engine makes all ${events} events again. The run can be bent, and goes on past its end.`;
      return { info: { state: "verified", words: "verified", sentence }, engine: engineOf(trace) };
    }
    case "diverged": {
      const words = `diverged at event ${verification.at}`;
      const found = `Diverged at ${verification.sentence}`;
      const sentence = `${found}. The engine makes another run of this, so that it can be stepped through but not bent.`;
      return { info: { state: "diverged", words, sentence }, engine: `the trace ${lower(found)}` };
    }
    case "recorded only": {
      const origin = originWords(trace.header);
      if (origin !== undefined) return tellOrigin(origin);
      const { reason } = verification;
      const sentence = `Recorded only: ${reason}. It can be stepped through but not bent.`;
      const engine = `the trace is recorded only: ${reason}`;
      return { info: { state: "recorded only", words: "recorded only", sentence }, engine };
    }
  }
}

/** A run of another program has no engine here that could go on from it. */
function tellOrigin({ kind, source, inferred }: OriginWords): Verified {
  const sentence = `${source}. It can be stepped through but not bent.`;
  const info = { state: "recorded only", words: kind, sentence, inferred } as const;
  return { info, engine: `this run was recorded by another program: it was ${kind}` };
}

function engineOf({ header }: TraceFile): Setup | string {
  const protocol = engineNamed(header.engine?.protocol ?? "");
  if (protocol === undefined) return "its engine is not known here";
  const setup = setupFromHeader(protocol, header);
  return setup.ok ? setup.value : setup.problems.map(({ problem }) => problem).join("; ");
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
