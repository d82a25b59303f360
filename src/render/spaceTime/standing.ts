/**
 * A sign with its place in its own path instead of in a `transform`: a third of the letters.
 * For signs as `glyphs.ts` has them: absolute M, L, H, V, Z and arcs of circles.
 */

/** As of SVG: x' = a·x + c·y + e, y' = b·x + d·y + f; here only turns and moves. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** A command with its last point, if it has one, and what stands before that. */
interface Step {
  readonly command: string;
  readonly before: string;
  readonly point?: readonly [x: number, y: number];
}

/** Few signs make all pictures. */
const known = new Map<string, readonly Step[]>();

/** The path as it stands after the transform; nothing for a transform or path of another kind. */
export function standing(d: string, transform: string): string | undefined {
  const matrix = matrixOf(transform);
  const steps = known.get(d) ?? stepsOf(d);
  if (matrix === undefined || steps === undefined) return undefined;
  known.set(d, steps);
  const [a, b, c, e, dx, dy] = matrix;
  return steps
    .map(({ command, before, point }) => {
      if (point === undefined) return command;
      const [x, y] = point;
      return `${command}${before}${tenths(a * x + c * y + dx)} ${tenths(b * x + e * y + dy)}`;
    })
    .join("");
}

function matrixOf(transform: string): Matrix | undefined {
  const found = /^(matrix|translate)\(([-\d. ]+)\)$/.exec(transform);
  const values = found?.[2]?.split(" ").map(Number) ?? [];
  if (found?.[1] === "translate" && values.length === 2) {
    return [1, 0, 0, 1, ...(values as [number, number])];
  }
  return values.length === 6 ? (values as unknown as Matrix) : undefined;
}

function stepsOf(d: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let [x, y] = [0, 0];
  for (const [, command = "", rest = ""] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const values = (rest.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    if (command === "Z") {
      steps.push({ command, before: "" });
      continue;
    }
    const isLine = { M: 2, L: 2, H: 1, V: 1 }[command] === values.length;
    const isRound = command === "A" && values.length === 7 && values[0] === values[1];
    if (!isLine && !isRound) return undefined;
    const last = values.at(-1) ?? 0;
    if (command !== "H") y = last;
    if (command === "H") x = last;
    else if (command !== "V") x = values.at(-2) ?? 0;
    const before = isRound ? `${values.slice(0, 5).join(" ")} ` : "";
    steps.push({ command: isRound || command === "M" ? command : "L", before, point: [x, y] });
  }
  return steps;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
