/** Interventions on one message: what the network may do to it, and a message of nobody's. */
import type { MessageId } from "../trace/ids.js";
import { wrongMessage } from "./forms.js";
import { tellLink } from "./linkRules.js";
import type { SentMessage } from "./message.js";
import { duplicateMessage, forgeMessage, relaunch, takeMessage } from "./network.js";
import { LONGEST_MS, presentNode, wrongInteger, type Refusal, type Rules } from "./rules.js";
import type { RunState } from "./runState.js";

type MessageRule = "receive" | "drop" | "duplicate" | "delay" | "hold" | "release" | "forge";

export const messageRules: Rules<MessageRule> = {
  receive({ run, stepper }, { message: id }) {
    const message = takeMessage(run, id);
    return message === undefined ? notInFlight(run, id) : stepper.receive(message);
  },

  drop({ run, stepper }, { message: id }) {
    if (takeMessage(run, id) === undefined) return notInFlight(run, id);
    return stepper.network({ event: "drop", message: id });
  },

  duplicate({ run, stepper }, { message: id }) {
    const message = flying(run, id);
    if (typeof message === "string") return message;
    const copy = duplicateMessage(run, message);
    return stepper.network({ event: "duplicate", message: id }, [copy]);
  },

  delay({ run, stepper }, { message: id, byMs }) {
    const problem = wrongInteger("byMs", byMs, 1, LONGEST_MS);
    if (problem !== undefined) return problem;
    const message = flying(run, id);
    if (typeof message === "string") return message;
    takeMessage(run, id);
    const arrivesMs = (message.arrivesMs ?? run.timeMs) + byMs;
    relaunch(run, message, arrivesMs);
    return stepper.network({ event: "delay", message: id, arrivesMs });
  },

  hold({ run, stepper }, { message: id }) {
    const message = flying(run, id);
    if (typeof message === "string") return message;
    takeMessage(run, id);
    run.held.push(message);
    return stepper.network({ event: "hold", message: id });
  },

  release({ run, stepper }, { message: id }) {
    const message = run.held.find((held) => held.id === id);
    if (message === undefined) {
      const held = run.held.map((one) => `#${one.id}`).join(", ") || "none";
      return `message #${String(id)} is not held; held: ${held}`;
    }
    takeMessage(run, id);
    const arrivesMs = Math.max(run.timeMs, message.arrivesMs ?? run.timeMs);
    relaunch(run, message, arrivesMs);
    return stepper.network({ event: "release", message: id, arrivesMs });
  },

  forge({ run, stepper }, { from: fromId, to: toId, body }) {
    const from = presentNode(run, fromId);
    if (typeof from === "string") return from;
    const to = presentNode(run, toId);
    if (typeof to === "string") return to;
    if (run.link([fromId, toId]) === undefined) {
      return `there is no link ${tellLink(run, [fromId, toId])}`;
    }
    const problem = wrongMessage(run, to, body);
    if (problem !== undefined) return problem;
    const forged = forgeMessage(run, from, to, body);
    return stepper.network({ event: "forge", from: fromId, to: toId }, [forged]);
  },
};

/** The message, if it is on its way and not held. */
function flying(run: RunState, id: MessageId): SentMessage | Refusal {
  if (run.held.some((message) => message.id === id)) {
    return `message #${id} is held; release it first`;
  }
  return run.inFlight().find((message) => message.id === id) ?? notInFlight(run, id);
}

function notInFlight(run: RunState, id: MessageId): Refusal {
  const all = run.inFlight().map((message) => `#${message.id}`);
  const some = all.length > 10 ? `${all.slice(0, 10).join(", ")} …` : all.join(", ");
  return `message #${String(id)} is not in flight; in flight: ${some || "none"}`;
}
