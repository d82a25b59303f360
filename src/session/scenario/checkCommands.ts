import type { BadInput } from "../../base/result.js";
import { unknownName } from "../../base/suggest.js";
import type { AnyProtocol } from "../../protocol/protocol.js";
import { fixedSize } from "../../simulator/setupNodes.js";
import { checkName, checkNode, checkQuery, type KnownNames } from "../../query/check.js";
import { checkForgery } from "./messageBody.js";
import { castOf, nodesNamed, type NodesThere } from "./cast.js";
import type { Command, CommandBody, Expectation, NamedIntervention } from "./syntax.js";

type Known = KnownNames & NodesThere;

/** Every unknown name of the commands, each with its place. */
export function checkCommands(
  commands: readonly Command[],
  protocol: AnyProtocol,
  nodes: readonly string[],
): readonly BadInput[] {
  const names = {
    moments: protocol.moments.map((moment) => moment.name),
    invariants: protocol.invariants.map((invariant) => invariant.name),
    fields: Object.values(protocol.kinds).flatMap(({ view }) => view.fields.map((f) => f.field)),
  };
  const nodesAt = castOf(commands, nodes);
  return commands.flatMap(({ line, does }, place) => {
    const known: Known = { ...names, ...nodesAt(place) };
    return checkBody(does, protocol, known).map((problem) => ({ line, ...problem }));
  });
}

function checkBody(does: CommandBody, protocol: AnyProtocol, known: Known): readonly BadInput[] {
  switch (does.do) {
    case "intervene":
      return checkIntervention(does.with, protocol, known);
    case "runUntil":
      return checkQuery(does.query, known);
    case "expect":
      return checkExpectation(does.expectation, known);
    default:
      return [];
  }
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
  known: Known,
): readonly BadInput[] {
  return [
    ...nodesNamed(intervention).flatMap((name) => checkNode(name, known)),
    ...checkOtherNames(intervention, protocol, known),
  ];
}

function checkOtherNames(
  intervention: NamedIntervention,
  protocol: AnyProtocol,
  known: Known,
): readonly BadInput[] {
  const { type } = intervention;
  if (type === "timeout") {
    return checkName("timer", intervention.timer, Object.keys(protocol.timers));
  }
  if (type === "command") return checkClientCommand(intervention, protocol);
  if (type === "addNode") return checkNewNode(intervention, protocol, known);
  if (type === "removeNode") return checkRemoval(intervention, protocol);
  if (!("message" in intervention)) return [];
  const { message } = intervention;
  const wrongType = checkName("message", message, Object.keys(protocol.labels));
  if (type !== "forge") return wrongType;
  return [...wrongType, ...checkForgery(message, intervention.fields, protocol, known)];
}

type OfType<T extends NamedIntervention["type"]> = Extract<NamedIntervention, { readonly type: T }>;

function checkNewNode(
  { kind, node }: OfType<"addNode">,
  protocol: AnyProtocol,
  known: Known,
): readonly BadInput[] {
  const kinds = Object.keys(protocol.kinds);
  const wrongKind = kind === undefined ? [] : checkName("kind of node", kind, kinds);
  const { column, text } = node;
  if (known.taken.has(text)) {
    const problem = `node name ${JSON.stringify(text)}: expected one that no other node has had`;
    return [...wrongKind, { column, problem }];
  }
  const wanted = kind?.text ?? kinds[0] ?? "";
  if (protocol.size[wanted]?.fixed !== true) return wrongKind;
  return [{ column, problem: fixedSize(protocol.name, wanted) }];
}

/** Of which kind the node is shows when the scenario runs; that none may go shows here. */
function checkRemoval({ node }: OfType<"removeNode">, { name, size }: AnyProtocol) {
  const kinds = Object.entries(size);
  if (!kinds.every(([, { fixed }]) => fixed === true)) return [];
  const problem = fixedSize(name, kinds.map(([kind]) => kind).join(" or "));
  return [{ column: node.column, problem }];
}

function checkClientCommand(
  { command, values }: OfType<"command">,
  { commands }: AnyProtocol,
): readonly BadInput[] {
  const form = Object.hasOwn(commands, command.text) ? commands[command.text] : undefined;
  const { column } = command;
  if (form === undefined) {
    return [{ column, ...unknownName("command", command.text, Object.keys(commands)) }];
  }
  const fields = Object.keys(form);
  if (fields.length === values.length) return [];
  const expected = [command.text, ...fields.map((field) => field.toUpperCase())].join(" ");
  return [
    { column, problem: `expected ${expected}, found ${values.length} of ${fields.length} values` },
  ];
}
