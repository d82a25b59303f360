import { assert, ensure } from "../base/assert.js";
import type { Context, LazyFacts } from "../protocol/context.js";
import type { AnyTypes, MessageOf, ResultOf } from "../protocol/types.js";
import type { CommandId, NodeId } from "../trace/ids.js";
import type { GuardData } from "../trace/records.js";
import type { Sentence } from "../trace/sentence.js";
import { maybeDuplicate, sendMessage } from "./network.js";
import { randomInteger } from "./random.js";
import type { RunState } from "./runState.js";
import type { SimNode } from "./simNode.js";
import { NO_EFFECTS, NO_REMARKS, Replied, type Remarks, type SimEffect } from "./step.js";
import { setTimer, TimerCancelled, TimerSet } from "./timers.js";

const UNLIMITED = 2 ** 30;

/**
 * What handlers see. One for a whole simulator, pointed at a node before each handler. Effects
 * happen at once; they are only collected for those who look.
 */
export class NodeContext implements Context<AnyTypes> {
  private node: SimNode;
  /**
   * The first `effectCount` are the step's. Never shrinks: pushing onto new arrays costs memory and
   * time.
   */
  private readonly effects: SimEffect[] = [];
  private effectCount = 0;
  private guards: GuardData[] | undefined = undefined;
  private notes: Sentence[] | undefined = undefined;
  /** How many more effects happen before the node crashes. */
  private left = UNLIMITED;

  constructor(
    private readonly run: RunState,
    private readonly collects: boolean,
    private readonly remembers: boolean,
  ) {
    this.node = run.nodeAt(0);
  }

  /** Points at the node whose handler runs next and forgets the last one's step. */
  begin(node: SimNode): void {
    this.node = node;
    this.effectCount = 0;
    this.guards = this.notes = undefined;
    this.left = node.crashAfter < 0 ? UNLIMITED : node.crashAfter;
  }

  takeEffects(): readonly SimEffect[] {
    return this.effectCount === 0 ? NO_EFFECTS : this.effects.slice(0, this.effectCount);
  }

  takeRemarks(): Remarks {
    const { guards, notes } = this;
    if (guards === undefined && notes === undefined) return NO_REMARKS;
    return { guards: guards ?? NO_REMARKS.guards, notes: notes ?? NO_REMARKS.notes };
  }

  get self(): NodeId {
    return this.node.id;
  }

  get kind(): string {
    return this.node.kind;
  }

  get incarnation(): number {
    return this.node.incarnation;
  }

  get config(): AnyTypes["Config"] {
    return this.run.setup.config;
  }

  get features(): AnyTypes["Features"] {
    return this.run.setup.features;
  }

  get neighbours(): readonly NodeId[] {
    return this.node.neighbours;
  }

  peers(kind?: string): readonly NodeId[] {
    return kind === undefined ? this.node.peers : this.node.peersOf(kind);
  }

  clockMs(): number {
    return this.node.clockMs(this.run.timeMs);
  }

  draw(min: number, max: number): number {
    assert(Number.isInteger(min) && Number.isInteger(max) && min <= max, `draw(${min}, ${max})`);
    return randomInteger(this.node.drawKey, this.node.draws++, 0, min, max);
  }

  send(to: NodeId, message: MessageOf<AnyTypes>): void {
    if (this.left-- <= 0) return;
    const receiver = this.run.find(to) ?? this.unknownNode(to);
    const sent = sendMessage(this.run, this.node, receiver, message);
    const copy = maybeDuplicate(this.run, sent);
    if (!this.collects) return;
    this.collect(sent);
    if (copy !== undefined) this.collect(copy);
  }

  broadcast(message: MessageOf<AnyTypes>): void {
    for (const peer of this.node.peers) this.send(peer, message);
  }

  setTimer(name: string, delayMs?: number): void {
    const timer = this.node.timer(name);
    if (delayMs !== undefined) checkDelay(name, delayMs);
    if (this.left-- <= 0) return;
    setTimer(this.run, this.node, timer, delayMs);
    if (this.collects) this.collect(new TimerSet(name, timer.firesMs));
  }

  cancelTimer(name: string): void {
    const timer = this.node.timer(name);
    if (!timer.isRunning || this.left-- <= 0) return;
    timer.isRunning = false;
    if (this.collects) this.collect(new TimerCancelled(name));
  }

  reply(command: CommandId, result: ResultOf<AnyTypes>): void {
    const isKnown = Number.isInteger(command) && command >= 1 && command <= this.run.commands;
    assert(isKnown, `a reply to command ${command}, which nobody asked`);
    if (this.left-- <= 0) return;
    if (this.collects) this.collect(new Replied(command, result));
  }

  note(template: string, facts?: LazyFacts): void {
    if (!this.remembers) return;
    (this.notes ??= []).push(facts === undefined ? { template } : { template, facts: facts() });
  }

  because(question: string, guard: string, verdict: boolean, facts?: LazyFacts): boolean {
    if (!this.remembers) return verdict;
    const said: GuardData =
      facts === undefined
        ? { question, guard, verdict }
        : { question, guard, verdict, facts: facts() };
    if (this.guards === undefined) this.guards = [said];
    else this.guards.push(said);
    return verdict;
  }

  private collect(effect: SimEffect): void {
    this.effects[this.effectCount++] = effect;
  }

  private unknownNode(id: NodeId): SimNode {
    const known = this.run.nodes.map((node) => node.id).join(", ");
    return ensure<SimNode>(
      undefined,
      `sends to the unknown node ${JSON.stringify(id)}; known: ${known}`,
    );
  }
}

/** Apart from the handlers' hot path, which should not build a sentence that nobody reads. */
function checkDelay(timer: string, delayMs: number): void {
  const isFit = Number.isInteger(delayMs) && delayMs >= 0;
  assert(isFit, `timer ${timer}: a delay of ${delayMs} ms`);
}
