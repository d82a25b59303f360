import { defineConfig } from "vitest/config";
import workbench from "./vitest.config.mjs";

/** Measures pictures, ours and Mermaid's: `npm run bench:pictures`. Not a part of the tests. */
export default defineConfig({
  ...workbench,
  test: { ...workbench.test, include: ["pictures/pictures.e2e.ts"], exclude: [] },
});
