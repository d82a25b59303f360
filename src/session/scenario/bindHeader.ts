import type { BadInput, Result } from "../../base/result.js";
import { unknownName } from "../../base/suggest.js";
import { checkName } from "../../query/check.js";
import type { AnyProtocol } from "../../protocol/protocol.js";
import { makeSetup, type SetupWish } from "../../simulator/setup.js";
import { knownSettings, readSetting } from "../settings.js";
import type { Name, NodesDirective, ScenarioHeader, Setting } from "./syntax.js";

/** What the header asks for, and what cannot be. */
export interface BoundHeader {
  readonly wishes: readonly SetupWish[];
  /** The names that commands may use, also when something else is wrong with the nodes. */
  readonly nodeNames: readonly string[];
  readonly problems: readonly BadInput[];
}

interface Place {
  readonly line?: number;
  readonly column?: number;
}

/** Each directive is tried alone, so that what is wrong with it is told at its own place. */
export function bindHeader(
  header: ScenarioHeader,
  protocol: AnyProtocol,
  options: { readonly own: string; readonly stage?: string; readonly seed?: number },
): BoundHeader {
  const wishes: SetupWish[] = [];
  const problems: BadInput[] = [];
  const stages = protocol.stages.map(({ name }) => name);
  const stage = options.stage ?? options.own;
  const stagePlace = options.stage === undefined ? placeOf(header.stage) : {};
  if (stages.includes(stage)) wishes.push({ stage });
  else problems.push({ ...stagePlace, ...unknownName("stage", stage, stages) });
  for (const setting of header.settings) {
    const wish = bindSetting(setting, protocol);
    if (wish.ok) wishes.push(wish.value);
    else problems.push(...wish.problems);
  }
  const seed = options.seed ?? header.seed;
  if (seed !== undefined) wishes.push({ seed });
  const nodes = bindNodes(header.nodes, protocol);
  if (nodes.problems.length === 0) wishes.push(nodes.wish);
  return { wishes, nodeNames: nodes.names, problems: [...problems, ...nodes.problems] };
}

function placeOf(place: Place | undefined): Place {
  const { line, column } = place ?? {};
  return { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

/** An unknown name is told at the name, a wrong value at the value. */
function bindSetting({ group, name, value }: Setting, protocol: AnyProtocol): Result<SetupWish> {
  const unknown = checkName(`${group} setting`, name, knownSettings(protocol, group));
  if (unknown.length > 0) return { ok: false, problems: unknown.map(at({ line: name.line })) };
  const wish = readSetting(protocol, { group, name: name.text, value: value.text });
  return wish.ok ? wish : { ok: false, problems: wish.problems.map(at(placeOf(value))) };
}

function at(place: Place): (problem: BadInput) => BadInput {
  return (problem) => ({ ...place, ...problem });
}

interface BoundNodes {
  readonly wish: SetupWish;
  readonly names: readonly string[];
  readonly problems: readonly BadInput[];
}

interface NamedNode extends Place {
  readonly name: string;
  readonly kind: string;
}

/** Nodes by name, or how many of each kind; not both. */
function bindNodes(directives: readonly NodesDirective[], protocol: AnyProtocol): BoundNodes {
  const kinds = Object.keys(protocol.kinds);
  const problems: BadInput[] = [];
  const counts: { [kind: string]: number } = {};
  const named: NamedNode[] = [];
  for (const { line, column, kind: kindName, nodes } of directives) {
    if (kindName !== undefined) {
      problems.push(...checkName("kind of node", kindName, kinds).map(at({ line })));
    }
    const kind = kindName?.text ?? kinds[0] ?? "";
    if (typeof nodes !== "number") {
      named.push(...nodes.map(({ text, column }: Name) => ({ name: text, kind, line, column })));
    } else if (kinds.includes(kind)) {
      counts[kind] = nodes;
      problems.push(...problemsOf(protocol, { [kind]: nodes }).map(at({ line, column })));
    }
    if (named.length > 0 && Object.keys(counts).length > 0) {
      const problem = "nodes: expected names for all nodes, or numbers for all kinds, found both";
      return {
        wish: {},
        names: named.map(({ name }) => name),
        problems: [{ line, column, problem }],
      };
    }
  }
  if (problems.length === 0) problems.push(...wrongNodes(named, protocol));
  const names = [...new Set(named.map(({ name }) => name))];
  if (named.length > 0) return { wish: { nodes: named }, names, problems };
  const wish = directives.length === 0 ? {} : { nodes: counts };
  const setup = makeSetup(protocol, wish);
  return { wish, names: setup.ok ? setup.value.nodes.map(({ name }) => name) : [], problems };
}

/** More names than that are not tried one by one. */
const MOST_TRIED = 100;

/** Each problem stands at the first node that makes it. */
function wrongNodes(nodes: readonly NamedNode[], protocol: AnyProtocol): readonly BadInput[] {
  if (nodes.length === 0) return [];
  const placed = new Map<string, Place>();
  for (let count = 1; count <= Math.min(nodes.length, MOST_TRIED); count++) {
    for (const { problem } of problemsOf(protocol, nodes.slice(0, count))) {
      if (!placed.has(problem)) placed.set(problem, placeOf(nodes[count - 1]));
    }
  }
  return problemsOf(protocol, nodes).map(({ problem }) => {
    return { ...(placed.get(problem) ?? placeOf(nodes[0])), problem };
  });
}

function problemsOf(protocol: AnyProtocol, nodes: NonNullable<SetupWish["nodes"]>) {
  const setup = makeSetup(protocol, { nodes });
  return setup.ok ? [] : setup.problems;
}
