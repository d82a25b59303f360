/** Looking through folders without a search. Needs no VS Code. */

/** What is in a folder. */
export interface Listing<F> {
  readonly files: readonly F[];
  readonly folders: readonly F[];
}

export interface Walked<F> {
  readonly files: readonly F[];
  /** There were more folders than should be looked through. */
  readonly isCut: boolean;
}

/**
 * All files below a folder, those of upper folders first. At most so many folders are listed; one
 * that cannot be is passed over.
 */
export async function walkFolders<F>(
  root: F,
  list: (folder: F) => Promise<Listing<F>>,
  mostFolders: number,
): Promise<Walked<F>> {
  const none: Listing<F> = { files: [], folders: [] };
  const files: F[] = [];
  let left = mostFolders;
  for (let level: readonly F[] = [root]; level.length > 0;) {
    const listed = await Promise.all(
      level.slice(0, left).map((one) => list(one).catch(() => none)),
    );
    files.push(...listed.flatMap((one) => one.files));
    if (level.length > left) return { files, isCut: true };
    left -= level.length;
    level = listed.flatMap((one) => one.folders);
  }
  return { files, isCut: false };
}
