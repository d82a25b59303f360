"use strict";

const tseslint = require("typescript-eslint");

/** Folders of plain ECMAScript, whose runs must give the same bytes on every machine. */
const plainFolders =
  "base,trace,query,protocol,protocols,simulator,session,interop,render,slides".split(",");
const plainFiles = plainFolders.map((folder) => `src/${folder}/**/*.ts`);

const deterministic = "not in the plain folders: two runs of one seed must give the same bytes";

/** Math functions whose last bits the language leaves to the engine. */
const inexact =
  "acos,acosh,asin,asinh,atan,atan2,atanh,cbrt,cos,cosh,exp,expm1,hypot,log,log10,log1p,log2," +
  "pow,sin,sinh,tan,tanh";

module.exports = tseslint.config(
  {
    ignores: [
      "dist/",
      "node_modules/",
      "test/e2e/node_modules/",
      "scripts/packaging/node_modules/",
      "test/e2e/shots/",
      "traces/",
      "src/base/host.d.ts",
    ],
  },
  {
    files: ["**/*.ts", "**/*.tsx", "**/*.mts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      "@typescript-eslint/consistent-indexed-object-style": "off",
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }], // code points are meant
      "@typescript-eslint/non-nullable-type-assertion-style": "off", // asks for the banned "!"
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "ExportDefaultDeclaration",
          message: "Export by name, so that a search finds it.",
        },
      ],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["**/*.config.*"],
    rules: { "no-restricted-syntax": "off" }, // the tools ask for a default export
  },
  {
    files: ["src/**"],
    rules: {
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 70 }],
      complexity: ["error", { max: 20, variant: "modified" }], // a switch counts once
    },
  },
  {
    files: plainFiles,
    rules: {
      "no-restricted-globals": [
        "error",
        ...["Date", "performance", "setTimeout", "setInterval", "queueMicrotask", "Intl"].map(
          (name) => ({ name, message: `${name}: ${deterministic}` }),
        ),
      ],
      "no-restricted-properties": [
        "error",
        ...["random", ...inexact.split(",")].map((property) => ({
          object: "Math",
          property,
          message: deterministic,
        })),
        ...["toLocaleString", "localeCompare", "toLocaleUpperCase", "toLocaleLowerCase"].map(
          (property) => ({ property, message: `${property}: ${deterministic}` }),
        ),
      ],
    },
  },
  {
    files: ["test/**"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off", // a test may fail that way
      "@typescript-eslint/no-unsafe-assignment": "off", // expect.any() and its kind are untyped
    },
  },
);
