/**
 * A strict reader of the part of XML that our SVG uses, so that a test cannot pass on broken
 * markup.
 */
import { assert } from "../../src/base/assert.js";

export interface Element {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** All text inside, in order. */
  readonly text: string;
}

const TOKEN = /<\/([\w]+)>|<([\w]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;
const ENTITIES: { readonly [name: string]: string } = { amp: "&", lt: "<", gt: ">", quot: '"' };

interface Open {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

/** The root element; throws when the text is not well-formed. */
export function parseXml(text: string): Element {
  assert(!FORBIDDEN.test(text), "XML holds no control characters");
  const stack: Open[] = [{ tag: "", attributes: new Map(), children: [], text: "" }];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    assert(token !== null, `markup expected, found ${text.slice(at, at + 60)}`);
    take(stack, token);
  }
  const root = stack[0]?.children[0];
  assert(stack.length === 1 && root !== undefined, "every element is closed");
  return root;
}

function take(stack: Open[], [, close, open, attributes, empty, words]: RegExpExecArray): void {
  const top = stack.at(-1);
  assert(top !== undefined, "an element is open");
  if (words !== undefined) top.text += decode(words);
  if (open !== undefined) {
    stack.push({ tag: open, attributes: readAttributes(attributes ?? ""), children: [], text: "" });
  }
  if (close === undefined && empty !== "/") return;
  const done = stack.pop();
  const parent = stack.at(-1);
  assert(done !== undefined && parent !== undefined, "a closing tag has its opening one");
  assert(close === undefined || done.tag === close, `</${close}> closes <${done.tag}>`);
  parent.children.push(done);
  parent.text += done.text;
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(/([\w:-]+)="([^"]*)"/g)];
  const attributes = new Map(pairs.map(([, name = "", value = ""]) => [name, decode(value)]));
  assert(attributes.size === pairs.length, `no attribute stands twice: ${text}`);
  return attributes;
}

function decode(text: string): string {
  return text.replace(/&(\w*);?/g, (whole, name: string) => {
    const character = ENTITIES[name];
    assert(character !== undefined && whole.endsWith(";"), `unknown entity ${whole}`);
    return character;
  });
}

/** The element and all elements inside it. */
export function allElements(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap(allElements)];
}
