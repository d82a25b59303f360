/**
 * The same picture in fewer elements and letters, for a document that no script will read. What is
 * dropped or moved changes nothing that is seen, as far as style rules name classes only.
 */
import { standing } from "./standing.js";
import type { Shape } from "./shape.js";

/** Many of them, never on each other: they may as well be one path. */
const JOINED_PATHS: readonly unknown[] = ["guide", "guide networkGuide"];

/** The children of groups are compacted; the groups stay, as layers with a name. */
export function compact(layers: readonly Shape[], css: string): readonly Shape[] {
  const styled = new Set([...css.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name = ""]) => name));
  return layers.map((layer) => within(layer, styled));
}

type Styled = ReadonlySet<string>;

function within(shape: Shape, styled: Styled): Shape {
  if (shape.children === undefined) return shape;
  const children = joined(shape.children.flatMap((child) => tidied(child, styled)));
  return { ...shape, children: children.map((child) => placed(within(child, styled))) };
}

/** The shape, or what is inside a group that is of no use. */
function tidied(shape: Shape, styled: Styled): readonly Shape[] {
  const attributes = withoutData(shape.attributes);
  if (shape.tag !== "g") return [{ ...shape, attributes }];
  const { children = [] } = shape;
  const [only] = children;
  if (only === undefined) return [];
  const { transform, ...rest } = attributes;
  const canMove = children.length === 1 && only.attributes.transform === undefined;
  if (transform !== undefined && !canMove) return [{ ...shape, attributes }];
  const turned = { ...only, attributes: { ...only.attributes, transform: transform ?? "" } };
  const inside = transform === undefined ? children : [turned];
  if (isNeeded(rest, styled)) return [{ tag: "g", attributes: rest, children: inside }];
  return inside.flatMap((child) => tidied(child, styled));
}

/** A path that is turned or moved as a whole, with its points where they are seen. */
function placed(shape: Shape): Shape {
  const { d, transform, ...rest } = shape.attributes;
  if (shape.tag !== "path" || transform === undefined) return shape;
  const path = standing(String(d), String(transform));
  return path === undefined ? shape : { ...shape, attributes: { ...rest, d: path } };
}

/** What only a script would read is left out. */
function withoutData(attributes: Shape["attributes"]): Shape["attributes"] {
  const kept: Record<string, string | number> = {};
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined && !name.startsWith("data-")) kept[name] = value;
  }
  return kept;
}

/** Whether the group has an attribute besides classes, or a class that a rule names. */
function isNeeded(attributes: Shape["attributes"], styled: Styled): boolean {
  for (const name in attributes) if (name !== "class") return true;
  return String(attributes.class ?? "")
    .split(" ")
    .some((one) => styled.has(one));
}

/** Neighbours that differ in nothing but what they hold become one. */
function joined(shapes: readonly Shape[]): readonly Shape[] {
  const runs: Shape[][] = [];
  for (const shape of shapes) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && canJoin(last, shape)) run.push(shape);
    else runs.push([shape]);
  }
  return runs.flatMap((run) => (run.length === 1 ? run : [join(run)]));
}

function canJoin(a: Shape, b: Shape): boolean {
  const name = a.attributes.class;
  if (a.tag !== b.tag || name !== b.attributes.class) return false;
  if (a.tag === "path") return JOINED_PATHS.includes(name);
  const isPlain = (shape: Shape) => Object.keys(shape.attributes).length === 1;
  return a.tag === "g" && isPlain(a) && isPlain(b);
}

/** Shapes of which each can join the next: groups of one class, or guides. */
function join(run: readonly Shape[]): Shape {
  const [{ tag, attributes }] = run as readonly [Shape];
  if (tag === "g") {
    return { tag, attributes, children: run.flatMap(({ children = [] }) => children) };
  }
  const d = run.map((path) => path.attributes.d ?? "").join("");
  return { tag, attributes: { ...attributes, d } };
}
