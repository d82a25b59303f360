/** Where the cursor of each document stood, across window reloads. Needs no VS Code. */
import * as v from "valibot";

/** The part of VS Code's `Memento` that is used. */
export interface Storage {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = "cursors";
/** So many documents are remembered, the latest first. */
const MOST = 200;

const storedSchema = v.array(
  v.tuple([v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(0))]),
);
type Stored = v.InferOutput<typeof storedSchema>;

/** The cursor that was remembered for the document; undefined for an unknown one. */
export function recallCursor(storage: Storage, document: string): number | undefined {
  return stored(storage).find(([name]) => name === document)?.[1];
}

/** Remembers the document's cursor and forgets the documents that were not looked at for long. */
export async function rememberCursor(
  storage: Storage,
  document: string,
  cursor: number,
): Promise<void> {
  const others = stored(storage).filter(([name]) => name !== document);
  await storage.update(KEY, [[document, cursor], ...others].slice(0, MOST));
}

function stored(storage: Storage): Stored {
  const parsed = v.safeParse(storedSchema, storage.get(KEY));
  return parsed.success ? parsed.output : [];
}
