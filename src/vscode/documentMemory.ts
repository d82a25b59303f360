/** What is remembered of each document in the workspace's state. Needs no VS Code. */
import * as v from "valibot";

/** The part of VS Code's `Memento` that is used. */
export interface Storage {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** So many documents are remembered, the latest first. */
const MOST = 200;

export interface DocumentMemory<T> {
  /** Undefined for an unknown document, and for what is stored but has another form. */
  recall(storage: Storage, document: string): T | undefined;
  /** Forgets the documents that were not looked at for long. */
  remember(storage: Storage, document: string, value: T): Promise<void>;
}

/** Things of one form under one key. */
export function documentMemory<T>(
  key: string,
  schema: v.GenericSchema<unknown, T>,
): DocumentMemory<T> {
  const storedSchema = v.array(v.tuple([v.string(), schema]));
  const stored = (storage: Storage): readonly (readonly [string, T])[] => {
    const parsed = v.safeParse(storedSchema, storage.get(key));
    return parsed.success ? parsed.output : [];
  };
  return {
    recall: (storage, document) => stored(storage).find(([name]) => name === document)?.[1],
    remember: async (storage, document, value) => {
      const others = stored(storage).filter(([name]) => name !== document);
      await storage.update(key, [[document, value], ...others].slice(0, MOST));
    },
  };
}
