import { AssertionError, ensure } from "../base/assert.js";
import type { AnyTypes, CommandOf } from "../protocol/types.js";
import type { Happening } from "../trace/records.js";
import { Checker } from "./checker.js";
import { NodeContext } from "./context.js";
import { deepFreeze } from "./deepFreeze.js";
import { emptyDisk, loseWrites, writeToDisk } from "./disk.js";
import type { SentMessage } from "./message.js";
import { forgetNotices, noticeHandler, planNotices, type NoticeItem } from "./notices.js";
import type { RunState } from "./runState.js";
import type { AnyState, MessageHandler, SimNode, SimTimer } from "./simNode.js";
import {
  NO_EFFECTS,
  NO_REMARKS,
  SimStep,
  type AppliedIntervention,
  type Cause,
  type Remarks,
  type SimEffect,
} from "./step.js";
import { stopAllTimers } from "./timers.js";

export interface SimulatorOptions {
  /** Guards, notes and facts are built and effects collected. */
  readonly record: boolean;
  /** Invariants and moments are evaluated. */
  readonly check: boolean;
  /**
   * States and messages are frozen, so that an engine that changes one throws. For tests: it is
   * slow.
   */
  readonly freeze?: boolean;
}

/**
 * Makes events, each exactly one step: runs the handler, keeps the state, has the result checked.
 */
export class Stepper {
  /** The intervention that is being applied. */
  intervention: AppliedIntervention | undefined = undefined;
  readonly checker: Checker | undefined;
  private readonly context: NodeContext;
  private readonly freezes: boolean;

  constructor(
    private readonly run: RunState,
    options: SimulatorOptions,
  ) {
    this.context = new NodeContext(run, options.record || options.check, options.record);
    this.checker = options.check ? new Checker(run) : undefined;
    this.freezes = options.freeze ?? false;
  }

  start(node: SimNode): SimStep {
    return this.boot(node, {}, { event: "start", node: node.id });
  }

  /** Boots a crashed node from the fields that survived, or from nothing when its disk is lost. */
  restart(node: SimNode, isDiskLost: boolean): SimStep {
    if (isDiskLost && node.disk !== undefined) emptyDisk(node.disk);
    const saved = isDiskLost ? {} : survivors(node);
    return this.boot(node, saved, { event: "restart", node: node.id });
  }

  /** The message arrives: at a node that runs it is received, at a crashed one lost. */
  receive(message: SentMessage): SimStep {
    const node = this.run.nodeAt(message.toSlot);
    if (!node.isUp) {
      return this.network({ event: "lose", node: node.id, message: message.id });
    }
    this.begin(node);
    const before = stateOf(node);
    let after = before;
    try {
      const { definition } = node;
      const handler = node.messageHandlers.get(message.body.type) ?? unknownMessage(message);
      if (definition.before !== undefined) {
        after = definition.before(before, message.body, message.from, this.context);
      }
      after = handler(after, message.body, message.from, this.context);
    } catch (error) {
      this.blame(node, error);
    }
    return this.keep(node, before, after, message);
  }

  fire(node: SimNode, timer: SimTimer): SimStep {
    timer.isRunning = false;
    this.begin(node);
    const before = stateOf(node);
    let after = before;
    try {
      after = timer.handler(before, this.context);
    } catch (error) {
      this.blame(node, error);
    }
    return this.keep(node, before, after, timer.name);
  }

  command(node: SimNode, command: CommandOf<AnyTypes>): SimStep {
    const id = ++this.run.commands;
    const handler = ensure(node.definition.onCommand[command.type], "the command is known");
    this.begin(node);
    const before = stateOf(node);
    let after = before;
    try {
      after = handler(before, { ...command, id }, this.context);
    } catch (error) {
      this.blame(node, error);
    }
    return this.keep(node, before, after, { event: "command", node: node.id, id, command });
  }

  /** The failure detector tells the node about another one. */
  notice(node: SimNode, notice: NoticeItem): SimStep {
    const handler = ensure(noticeHandler(node.definition, notice), "somebody wants to hear it");
    const peer = this.run.nodeAt(notice.about).id;
    const { isUp, incarnation } = notice;
    const event = `${notice.relation}${isUp ? "Up" : "Down"}` as const;
    this.begin(node);
    const before = stateOf(node);
    let after = before;
    try {
      after = handler(before, peer, incarnation, this.context);
    } catch (error) {
      this.blame(node, error);
    }
    return this.keep(node, before, after, { event, node: node.id, peer, incarnation });
  }

  crash(node: SimNode): SimStep {
    node.isUp = false;
    node.crashAfter = -1;
    stopAllTimers(node);
    if (node.disk !== undefined) loseWrites(node.disk, this.run.timeMs);
    planNotices(this.run);
    this.run.at++;
    const { state } = node;
    return this.finish(node, state, state, NO_EFFECTS, { event: "crash", node: node.id });
  }

  /** An event of the network, a disk or a clock: no handler runs, no state changes. */
  network(happening: Happening, effects: readonly SimEffect[] = NO_EFFECTS): SimStep {
    this.run.at++;
    const node = "node" in happening ? this.run.find(happening.node) : undefined;
    return this.finish(node, node?.state, node?.state, effects, happening);
  }

  /** Nodes or links have come or gone, or are cut or whole again. */
  topology(happening: Happening): SimStep {
    planNotices(this.run);
    return this.network(happening);
  }

  private boot(node: SimNode, saved: Partial<AnyState>, cause: Happening): SimStep {
    const before = node.state;
    node.isUp = true;
    node.incarnation++;
    forgetNotices(this.run, node);
    planNotices(this.run);
    this.begin(node);
    let after = before;
    try {
      after = node.definition.init(saved, this.context);
    } catch (error) {
      this.blame(node, error);
    }
    return this.keep(node, before, after, cause);
  }

  private begin(node: SimNode): void {
    this.run.at++;
    this.context.begin(node);
  }

  private keep(
    node: SimNode,
    before: AnyState | undefined,
    after: AnyState | undefined,
    cause: Cause,
  ): SimStep {
    node.state = after;
    const { disk } = node;
    if (disk !== undefined && after !== undefined) {
      writeToDisk(node, disk, after, this.run.timeMs);
    }
    if (node.crashAfter >= 0) this.run.crashing = node;
    const { context } = this;
    const effects = context.takeEffects();
    if (this.freezes) deepFreeze([after, effects]);
    return this.finish(node, before, after, effects, cause, context.takeRemarks());
  }

  private finish(
    node: SimNode | undefined,
    before: AnyState | undefined,
    after: AnyState | undefined,
    effects: readonly SimEffect[],
    cause: Cause,
    remarks: Remarks = NO_REMARKS,
  ): SimStep {
    const { at, timeMs } = this.run;
    const by = this.intervention;
    const step = new SimStep(at, timeMs, node, before, after, effects, remarks, by, cause);
    if (this.checker !== undefined) step.findings = this.checker.observe(step);
    return step;
  }

  private blame(node: SimNode, error: unknown): never {
    const { setup, at, timeMs } = this.run;
    const found = error instanceof Error ? error.message : String(error);
    const place = `seed ${setup.seed}, event ${at} at ${timeMs} ms, node ${node.id}`;
    const bug = new AssertionError(`bug in ${setup.protocol.name} (${place}): ${found}`);
    bug.cause = error;
    throw bug;
  }
}

function stateOf(node: SimNode): AnyState {
  return ensure(node.state, "a node that runs has a state");
}

/** The persisted fields that are on the node's disk. */
function survivors(node: SimNode): Partial<AnyState> {
  const state = node.disk === undefined ? stateOf(node) : (node.disk.stored ?? {});
  return Object.fromEntries(
    node.persisted.filter((field) => state[field] !== undefined).map((f) => [f, state[f]]),
  );
}

function unknownMessage(message: SentMessage): MessageHandler {
  const { type } = message.body;
  return ensure<MessageHandler>(
    undefined,
    `${message.to} takes no message ${type}, sent by ${message.from}`,
  );
}
