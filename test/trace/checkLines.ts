import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const schemaPath = new URL("../../docs/trace.schema.json", import.meta.url);
const validate = new Ajv2020({ allErrors: false, strict: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(schemaPath, "utf8")) as object,
);

/**
 * Every line that does not fit the published schema, as `line 3: /path must …`. Empty when all do.
 */
export function findSchemaProblems(lines: readonly string[]): string[] {
  return lines.flatMap((line, i) => {
    if (validate(JSON.parse(line))) return [];
    const reasons = (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath} ${message ?? ""}`,
    );
    return [`line ${String(i + 1)}: ${reasons.join("; ")} in ${line.slice(0, 300)}`];
  });
}
