/** Where each document stood, across window reloads. Needs no VS Code. */
import * as v from "valibot";
import type { Position } from "../session/edits.js";

/** The part of VS Code's `Memento` that is used. */
export interface Storage {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = "positions";
/** So many documents are remembered, the latest first. */
const MOST = 200;

const positionSchema = v.object({
  branch: v.string(),
  cursor: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
const storedSchema = v.array(v.tuple([v.string(), positionSchema]));
type Stored = v.InferOutput<typeof storedSchema>;

/** The position that was remembered for the document; undefined for an unknown one. */
export function recallPosition(storage: Storage, document: string): Position | undefined {
  return stored(storage).find(([name]) => name === document)?.[1];
}

/** Remembers the document's position and forgets the documents that were not looked at for long. */
export async function rememberPosition(
  storage: Storage,
  document: string,
  position: Position,
): Promise<void> {
  const others = stored(storage).filter(([name]) => name !== document);
  await storage.update(KEY, [[document, position], ...others].slice(0, MOST));
}

function stored(storage: Storage): Stored {
  const parsed = v.safeParse(storedSchema, storage.get(KEY));
  return parsed.success ? parsed.output : [];
}
