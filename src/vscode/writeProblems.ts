/** Why a file could not be written, and what to do about it. Needs no VS Code. */

const ELSEWHERE = "use Save As… to save in another place";
const FULL = ["the disk is full", `free some space and save again, or ${ELSEWHERE}`] as const;
const NO_RIGHT = ["permission denied", ELSEWHERE] as const;
const READ_ONLY = ["it is read-only", ELSEWHERE] as const;
const NO_FOLDER = ["its folder is not there any more", ELSEWHERE] as const;

/** By the codes of Node and of VS Code's file systems. */
const PROBLEMS: { readonly [code: string]: readonly [reason: string, advice: string] } = {
  ENOSPC: FULL,
  EDQUOT: ["the disk quota is used up", FULL[1]],
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
  NoPermissions: NO_RIGHT,
  EROFS: READ_ONLY,
  ENOENT: NO_FOLDER,
  ENOTDIR: NO_FOLDER,
  FileNotFound: NO_FOLDER,
  Unavailable: ["its file system does not answer", `save again later, or ${ELSEWHERE}`],
};

/** A sentence or two for a person; whatever else happened, nothing was lost. */
export function describeWriteProblem(name: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const known = PROBLEMS[codeOf(error, message)];
  const [reason, advice] = known ?? [message, `save again, or ${ELSEWHERE}`];
  return `${name} was not saved: ${reason}. The edits are still here: ${advice}.`;
}

/** A full disk behind a VS Code file system is told in the message alone. */
function codeOf(error: unknown, message: string): string {
  const told = /\b(ENOSPC|EDQUOT|EROFS|EACCES)\b/.exec(message)?.[1];
  if (told !== undefined) return told;
  if (/no space left|disk (is )?full/i.test(message)) return "ENOSPC";
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
