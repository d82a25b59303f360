/** The resource: takes writes, and with fencing remembers the highest number of a grant. */
import type { NodeId } from "../../trace/ids.js";
import { isLower } from "./claims.js";
import type { Fence, ResourceContext, ResourceState, Write } from "./types.js";

export function takeWrite(
  state: ResourceState,
  { epoch, grant }: Write,
  writer: NodeId,
  ctx: ResourceContext,
): ResourceState {
  const fence: Fence = [epoch, grant];
  const { highest } = state;
  const isOutdated = highest !== null && isLower(fence, highest);
  const facts = () => ({ fence: show(fence), highest: highest === null ? "none" : show(highest) });
  const isFit = !ctx.features.fencing || !isOutdated;
  if (!ctx.because("write", "{fence} is not below {highest}, or nobody looks", isFit, facts)) {
    ctx.send(writer, { type: "Refused", epoch, grant });
    return state;
  }
  ctx.send(writer, { type: "Written", epoch, grant });
  return { highest: isOutdated ? highest : fence, writer };
}

function show([epoch, grant]: Fence): string {
  return `${epoch}.${grant}`;
}
