/** Where each document stood, across window reloads. Needs no VS Code. */
import * as v from "valibot";
import type { Position } from "../session/edits.js";
import { documentMemory } from "./documentMemory.js";

export const positionMemory = documentMemory<Position>(
  "positions",
  v.object({
    branch: v.string(),
    cursor: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  }),
);
