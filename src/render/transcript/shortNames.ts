/** Names over columns that are too narrow for them. */
import { cellsOf, cutToCells } from "../cells.js";

/**
 * Names of at most so many cells, all different: as they are if they fit; else without the words
 * that all begin with (`server 12` becomes `12`); else cut; else their places.
 */
export function shortNames(names: readonly string[], cells: number): readonly string[] {
  const distinct = names.map((name) => name.slice(commonWords(names)));
  const tries = [names, distinct, names.map((name) => cutToCells(name, cells))];
  const fit = tries.find((short) => areGood(short, cells));
  return fit ?? names.map((_, place) => String(place + 1));
}

function areGood(names: readonly string[], cells: number): boolean {
  const isGood = (name: string) => name.trim() !== "" && cellsOf(name) <= cells;
  return names.every(isGood) && new Set(names).size === names.length;
}

/** Length of the beginning that all names share, up to the end of a word or before a number. */
function commonWords(names: readonly string[]): number {
  const [first = ""] = names;
  let shared = 0;
  while (shared < first.length && names.every((name) => name[shared] === first[shared])) shared++;
  while (shared > 0 && !isEdge(first.slice(0, shared), names)) shared--;
  return shared;
}

/** Whether with what follows that beginning another word begins in all names. */
function isEdge(beginning: string, names: readonly string[]): boolean {
  if (/[^\p{L}\p{N}\p{M}]$/u.test(beginning)) return true;
  if (/\p{N}$/u.test(beginning)) return false;
  return names.every((name) => /^\p{N}/u.test(name.slice(beginning.length)));
}
