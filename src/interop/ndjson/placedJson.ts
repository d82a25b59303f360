import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from "jsonc-parser";
import { bad, type BadInput, ok, type Result } from "../../base/result.js";

/** What people write by hand is never deeper; in levels. */
const DEEPEST = 20;

/** JSON that a person wrote, perhaps with comments, and where each part of it stands. */
export class PlacedJson {
  readonly value: unknown;
  readonly #text: string;
  readonly #source: string;
  readonly #root: Node;

  private constructor(text: string, source: string, root: Node) {
    this.#text = text;
    this.#source = source;
    this.#root = root;
    this.value = getNodeValue(root);
  }

  /** Refused with its place: what is no JSON, or too deep. */
  static parse(text: string, source: string): Result<PlacedJson> {
    const deep = tooDeep(text);
    if (deep !== undefined) {
      const problem = `expected at most ${DEEPEST} levels of nesting`;
      return bad({ ...placeAt(text, deep, source), problem });
    }
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { allowTrailingComma: true });
    const [first] = errors;
    if (first !== undefined || root === undefined) {
      const what = first === undefined ? "nothing" : wordsOf(printParseErrorCode(first.error));
      const place = placeAt(text, first?.offset ?? 0, source);
      return bad({ ...place, problem: `is no JSON: ${what}` });
    }
    return ok(new PlacedJson(text, source, root));
  }

  /** Where the member of that name or place begins, or the innermost thing around it. */
  placeOf(keys: readonly (string | number)[]): BadInput & { readonly line: number } {
    for (let depth = keys.length; depth > 0; depth--) {
      const node = findNodeAtLocation(this.#root, keys.slice(0, depth));
      const start = node?.parent?.type === "property" ? node.parent : node;
      if (start !== undefined) return placeAt(this.#text, start.offset, this.#source);
    }
    return placeAt(this.#text, this.#root.offset, this.#source);
  }
}

/** Where the text is too deep for a parser that calls itself; braces in texts do not count. */
function tooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    if (scanner.getTokenLength() > 1) continue;
    const token = text[scanner.getTokenOffset()] ?? "";
    if ("{[".includes(token)) depth += 1;
    if ("}]".includes(token)) depth -= 1;
    if (depth > DEEPEST) return scanner.getTokenOffset();
  }
  return undefined;
}

/** `PropertyNameExpected` as words. */
function wordsOf(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

function placeAt(text: string, offset: number, source: string) {
  const before = text.slice(0, offset).split("\n");
  return {
    source,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    problem: "",
  };
}
