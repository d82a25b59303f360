import { useEffect } from "preact/hooks";
import type { CursorInfo } from "../../bridge/messages.js";
import type { View, ViewState } from "../model/view.js";
import type { Shown } from "./usePicture.js";

/** Has the causes shown of the event that the host's cursor stands behind, for what is drawn. */
export function useCauses(
  view: View,
  { showsCauses }: ViewState,
  { branch, at }: CursorInfo,
  of: string,
  shown: Shown | undefined,
): void {
  const [from, to] = shown?.is === "near" ? [shown.picture.from, shown.picture.to] : [1, 0];
  const isWanted = showsCauses && at > 0 && shown !== undefined;
  useEffect(() => {
    view.wantCauses(of, isWanted ? { branch, at, from: Math.max(1, from), to } : undefined);
  }, [isWanted, of, at, from, to]);
}
