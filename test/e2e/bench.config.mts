import { defineConfig } from "vitest/config";
import workbench from "./vitest.config.mjs";

/** Measures the editor in a real VS Code: `npm run bench:editor`. Not a part of the tests. */
export default defineConfig({
  ...workbench,
  test: { ...workbench.test, include: ["bench.e2e.ts"], exclude: [], testTimeout: 600_000 },
});
