import { assertNever } from "../../base/assert.js";
import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import { unknownWord } from "../../base/suggest.js";
import type { AnyProtocol } from "../../protocol/protocol.js";
import { checkName, checkQuery, type KnownNames } from "../../query/check.js";
import { makeSetup, type Setup, type SetupWish } from "../../simulator/setup.js";
import { joinWishes, readSetting } from "../settings.js";
import { readClaims, type StageClaims } from "./stages.js";
import type {
  Command,
  Expectation,
  Name,
  NamedIntervention,
  NodesDirective,
  Scenario,
} from "./syntax.js";

/** A scenario whose names are all known to its protocol, ready to run. */
export interface BoundScenario {
  readonly source: string;
  readonly scenario: Scenario;
  readonly setup: Setup;
  readonly claims: StageClaims;
  /**
   * False: the stage was chosen by somebody else than the scenario; what does not apply there is
   * skipped.
   */
  readonly atOwnStage: boolean;
}

export interface BindOptions {
  /** As error messages call the scenario. */
  readonly source: string;
  /** In place of the scenario's. */
  readonly stage?: string;
  readonly seed?: number;
}

/**
 * Resolves every name of the scenario; all that are unknown are told at once, each with its place.
 */
export function bindScenario(
  scenario: Scenario,
  protocol: AnyProtocol,
  options: BindOptions,
): Result<BoundScenario> {
  const { source } = options;
  const problems: BadInput[] = [];
  const stages = protocol.stages.map((stage) => stage.name);
  const claims = readClaims(scenario.header.stages, stages);
  if (!claims.ok) problems.push(...claims.problems);
  const wishes = readHeader(scenario, protocol, options, claims.ok ? claims.value : new Map());
  problems.push(...wishes.problems);
  const setup = makeSetup(protocol, joinWishes(wishes.wishes));
  if (!setup.ok && problems.length === 0) {
    problems.push(...setup.problems.map((problem) => ({ line: 1, ...problem })));
  }
  problems.push(...checkCommands(scenario.commands, protocol, wishes.nodeNames));
  if (!setup.ok || !claims.ok || problems.length > 0) {
    const inOrder = problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return bad(...inOrder.map((problem) => ({ source, ...problem })));
  }
  const { stage } = setup.value;
  const own = ownStage(scenario, claims.value, protocol);
  const atOwnStage = stage === own || claims.value.has(stage);
  return ok({ source, scenario, setup: setup.value, claims: claims.value, atOwnStage });
}

/**
 * The stage that a scenario runs at unless told otherwise: named, or the last that is said to pass.
 */
function ownStage(scenario: Scenario, claims: StageClaims, protocol: AnyProtocol) {
  const passing = protocol.stages.filter((stage) => claims.get(stage.name) === "passes");
  return scenario.header.stage?.text ?? (passing.at(-1) ?? protocol.stages.at(-1))?.name;
}

interface HeaderWishes {
  readonly wishes: readonly SetupWish[];
  readonly nodeNames: readonly string[];
  readonly problems: readonly BadInput[];
}

/** Each directive is tried alone, so that what is wrong with it is told at its own line. */
function readHeader(
  scenario: Scenario,
  protocol: AnyProtocol,
  options: BindOptions,
  claims: StageClaims,
): HeaderWishes {
  const { header } = scenario;
  const wishes: SetupWish[] = [];
  const problems: BadInput[] = [];
  const add = (wish: Result<SetupWish>, place: { line?: number; column?: number }): void => {
    const setup = wish.ok ? makeSetup(protocol, wish.value) : wish;
    if (wish.ok) wishes.push(wish.value);
    if (!setup.ok) problems.push(...setup.problems.map(({ problem }) => ({ ...place, problem })));
  };
  const stage = options.stage ?? ownStage(scenario, claims, protocol);
  const stagePlace = options.stage === undefined ? placeOf(header.stage) : {};
  if (stage !== undefined) add(readStage(stage, protocol), stagePlace);
  for (const { group, name, value } of header.settings) {
    add(readSetting(protocol, { group, name: name.text, value }), placeOf(name));
  }
  const seed = options.seed ?? header.seed;
  if (seed !== undefined) wishes.push({ seed });
  const nodes = readNodes(header.nodes, protocol);
  const [first] = header.nodes;
  if (first !== undefined) add(nodes, { line: first.line, column: first.column });
  const nodeNames = namesOf(header.nodes, protocol, nodes.ok ? nodes.value : {});
  return { wishes, nodeNames, problems };
}

function readStage(stage: string, protocol: AnyProtocol): Result<SetupWish> {
  const stages = protocol.stages.map(({ name }) => name);
  return stages.includes(stage) ? ok({ stage }) : bad(unknownWord("stage", stage, stages));
}

function placeOf(name: { line: number; column: number } | undefined) {
  return name === undefined ? {} : { line: name.line, column: name.column };
}

/** Nodes by name, or how many of each kind; not both. */
function readNodes(
  directives: readonly NodesDirective[],
  protocol: AnyProtocol,
): Result<SetupWish> {
  const kinds = Object.keys(protocol.kinds);
  const [firstKind = ""] = kinds;
  const counts: { [kind: string]: number } = {};
  const named: { name: string; kind: string }[] = [];
  for (const directive of directives) {
    const kind = directive.kind?.text ?? firstKind;
    if (!kinds.includes(kind)) return bad(unknownWord("kind of node", kind, kinds));
    if (typeof directive.nodes === "number") counts[kind] = directive.nodes;
    else named.push(...directive.nodes.map(({ text }) => ({ name: text, kind })));
  }
  if (named.length > 0 && Object.keys(counts).length > 0) {
    return bad("nodes: expected names for all nodes, or numbers for all kinds, found both");
  }
  if (named.length > 0) return ok({ nodes: named });
  return ok(directives.length === 0 ? {} : { nodes: counts });
}

/** The names that commands may use, also when something else is wrong with the nodes. */
function namesOf(
  directives: readonly NodesDirective[],
  protocol: AnyProtocol,
  wish: SetupWish,
): readonly string[] {
  const named = directives.flatMap(({ nodes }) => (typeof nodes === "number" ? [] : nodes));
  if (named.length > 0) return [...new Set(named.map(({ text }) => text))];
  const setup = makeSetup(protocol, wish);
  return setup.ok ? setup.value.nodes.map((node) => node.name) : [];
}

function checkCommands(
  commands: readonly Command[],
  protocol: AnyProtocol,
  nodes: readonly string[],
): readonly BadInput[] {
  const known: KnownNames = {
    nodes,
    moments: protocol.moments.map((moment) => moment.name),
    invariants: protocol.invariants.map((invariant) => invariant.name),
    fields: Object.values(protocol.kinds).flatMap(({ view }) => view.fields.map((f) => f.field)),
  };
  return commands.flatMap(({ line, does }) => {
    const problems =
      does.do === "intervene"
        ? checkIntervention(does.with, protocol, nodes)
        : does.do === "runUntil"
          ? checkQuery(does.query, known)
          : does.do === "expect"
            ? checkExpectation(does.expectation, known)
            : [];
    return problems.map((problem) => ({ line, ...problem }));
  });
}

function checkExpectation(expectation: Expectation, known: KnownNames): readonly BadInput[] {
  if (expectation.when === "now") return checkQuery(expectation.query, known);
  const { what } = expectation;
  if (what.is !== "named") return checkQuery(what, known);
  return checkName("moment or invariant", what.name, [...known.moments, ...known.invariants]);
}

function checkIntervention(
  intervention: NamedIntervention,
  protocol: AnyProtocol,
  nodes: readonly string[],
): readonly BadInput[] {
  const checkNodes = (names: readonly Name[]): readonly BadInput[] =>
    names.flatMap((name) => checkName("node", name, nodes));
  switch (intervention.type) {
    case "heal":
      return [];
    case "partition":
      return checkNodes(intervention.groups.flat());
    case "cut":
    case "restore":
      return checkNodes(intervention.links.flatMap(({ from, to }) => [from, to]));
    case "timeout":
      return [
        ...checkNodes([intervention.node]),
        ...checkName("timer", intervention.timer, Object.keys(protocol.timers)),
      ];
    case "command":
      return [...checkNodes([intervention.node]), ...checkClientCommand(intervention, protocol)];
    case "crash":
    case "restart":
    case "isolate":
    case "clock":
      return checkNodes([intervention.node]);
    case "receive":
    case "drop":
    case "duplicate":
    case "delay":
    case "hold":
    case "release": {
      const { link, message } = intervention;
      const types = Object.keys(protocol.labels);
      return [...checkNodes([link.from, link.to]), ...checkName("message", message, types)];
    }
    default:
      return assertNever(intervention);
  }
}

type ClientCommand = Extract<NamedIntervention, { readonly type: "command" }>;

function checkClientCommand(
  { command, values }: ClientCommand,
  protocol: AnyProtocol,
): readonly BadInput[] {
  const { commands } = protocol;
  const form = Object.hasOwn(commands, command.text) ? commands[command.text] : undefined;
  const { column } = command;
  if (form === undefined) {
    return [{ column, problem: unknownWord("command", command.text, Object.keys(commands)) }];
  }
  const fields = Object.keys(form);
  if (fields.length === values.length) return [];
  const expected = [command.text, ...fields.map((field) => field.toUpperCase())].join(" ");
  return [
    { column, problem: `expected ${expected}, found ${values.length} of ${fields.length} values` },
  ];
}
