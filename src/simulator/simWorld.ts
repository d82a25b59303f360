import { ensure } from "../base/assert.js";
import type { MessageInFlight, World, WorldNode } from "../protocol/invariant.js";
import type { AnyTypes } from "../protocol/types.js";
import type { Link, NodeId } from "../trace/ids.js";
import type { RunState } from "./runState.js";

/** The run as invariants, moments and predicates see it: always what is true now. */
export class SimWorld implements World<AnyTypes> {
  constructor(private readonly run: RunState) {}

  get timeMs(): number {
    return this.run.timeMs;
  }

  get nodes(): readonly WorldNode<AnyTypes>[] {
    return this.run.present;
  }

  get features(): AnyTypes["Features"] {
    return this.run.setup.features;
  }

  get config(): AnyTypes["Config"] {
    return this.run.setup.config;
  }

  node(id: NodeId): WorldNode<AnyTypes> {
    const node = this.run.find(id);
    return ensure(node?.isRemoved === true ? undefined : node, `there is no node ${id}`);
  }

  inFlight(): readonly MessageInFlight<AnyTypes>[] {
    return this.run.inFlight();
  }

  isCut(link: Link): boolean {
    return this.run.link(link)?.isCut ?? false;
  }
}
