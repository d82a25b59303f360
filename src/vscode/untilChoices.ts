/** What a run can go on to. Needs no VS Code. */
import { findProtocol } from "../protocols/catalogue.js";
import { knownFields, type Until } from "../query/until.js";
import { namesOf } from "../render/nodeWords.js";
import { displayText } from "../trace/displayText.js";
import type { Choice } from "./choices.js";
import type { OpenRun } from "./openRun.js";

/**
 * Moments, roles, messages, invariants and fields that the run's engine knows, the most telling
 * first.
 */
export function untilChoices({ trace, position }: OpenRun): readonly Choice<Until>[] {
  const { header } = trace;
  const nodes = trace.nodes(position.branch).filter(({ removedAt }) => removedAt === undefined);
  const nameOf = namesOf(nodes);
  const found = findProtocol(header.engine?.protocol ?? "");
  const moments = found.ok ? found.value.moments.map(({ name }) => name) : [];
  const messages = found.ok ? Object.keys(found.value.labels) : [];
  return [
    { label: "Any moment", description: "moment", value: { until: "moment" } },
    ...moments.map((name): Choice<Until> => choice(name, "moment", { until: "moment", name })),
    { label: "Any node changes its role", description: "role", value: { until: "role" } },
    ...nodes.map(({ id: node }): Choice<Until> =>
      choice(`${nameOf(node)} changes its role`, "role", { until: "role", node }),
    ),
    { label: "Any invariant flips", description: "invariant", value: { until: "flip" } },
    ...header.invariants.map(({ name: invariant }): Choice<Until> =>
      choice(`${invariant} flips`, "invariant", { until: "flip", invariant }),
    ),
    ...messages.map((type): Choice<Until> =>
      choice(`${type} is received`, "message", { until: "message", type }),
    ),
    ...knownFields(header).map((field): Choice<Until> =>
      choice(`${field} changes`, "field", { until: "field", field }),
    ),
  ];
}

function choice(label: string, description: string, value: Until): Choice<Until> {
  return { label: displayText(label, 80), description, value };
}
