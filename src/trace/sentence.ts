import type { Json, NodeId } from "./ids.js";

/** A fact in a sentence: plain JSON. What it means is said by its placeholder. */
export type Facts = { readonly [name: string]: Json };

/**
 * A sentence kept as template and facts, so that it can be translated and names can change.
 * Placeholders: `{x}` the value; `{x:node}` a node's name; `{x:nodes}` several nodes' names;
 * `{x:ms}` a duration in milliseconds. A placeholder without its fact is shown as it stands.
 */
export interface Sentence {
  readonly template: string;
  readonly facts?: Facts;
}

/** Node id → human name; an unknown id is shown as it is. */
export type NameOf = (id: NodeId) => string;

/** The sentence as English text. */
export function tell(sentence: Sentence, nameOf: NameOf): string {
  return sentence.template.replace(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, how?: string) => {
    const fact = sentence.facts?.[name];
    return fact === undefined ? whole : tellFact(fact, how, nameOf);
  });
}

function tellFact(fact: Json, how: string | undefined, nameOf: NameOf): string {
  if (how === "node" && typeof fact === "string") return nameOf(fact);
  if (how === "nodes" && Array.isArray(fact)) {
    return listWords((fact as readonly Json[]).map((id) => nameOf(plainText(id))));
  }
  return how === "ms" ? `${plainText(fact)} ms` : plainText(fact);
}

function plainText(fact: Json): string {
  return typeof fact === "string" ? fact : JSON.stringify(fact);
}

/** "a", "a and b", "a, b and c"; "nobody" for none. */
export function listWords(words: readonly string[]): string {
  if (words.length === 0) return "nobody";
  if (words.length === 1) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}
