import { defineConfig } from "vitest/config";
import workbench from "./vitest.config.mjs";

/** Takes the pictures of the documentation: `npm run screenshots`. Not a part of the tests. */
export default defineConfig({
  ...workbench,
  test: { ...workbench.test, include: ["screenshots.e2e.ts"], exclude: [] },
});
