import { ensure } from "../../base/assert.js";
import type { NodeId } from "../../trace/ids.js";
import { nodeId } from "../foreignRun.js";

/** The nodes of a log from left to right: by kind of name as they appear, and then by number. */
export class NodePlaces {
  /** As the log calls them. */
  readonly names: readonly string[];
  readonly #places: ReadonlyMap<string, number>;

  /** Takes names in the order in which they appear, each as often as it likes. */
  constructor(found: Iterable<string>) {
    const names = [...new Set(found)].map((name) => ({ name, ...parts(name) }));
    const stems = new Map([...new Set(names.map(({ stem }) => stem))].map((s, i) => [s, i]));
    const rank = (stem: string): number => stems.get(stem) ?? 0;
    names.sort((a, b) => rank(a.stem) - rank(b.stem) || a.number - b.number);
    this.names = names.map(({ name }) => name);
    this.#places = new Map(this.names.map((name, place) => [name, place]));
  }

  /** Of a name that was found. */
  place(name: string): number {
    return ensure(this.#places.get(name), `a place for node ${name}`);
  }

  /** Undefined for a name that was not found. */
  id(name: string): NodeId | undefined {
    const place = this.#places.get(name);
    return place === undefined ? undefined : nodeId(place);
  }
}

/** `rm-10` is `rm-` and 10. */
function parts(name: string): { readonly stem: string; readonly number: number } {
  const digits = /\d{1,20}$/.exec(name)?.[0] ?? "";
  return { stem: name.slice(0, name.length - digits.length), number: Number(digits) };
}
