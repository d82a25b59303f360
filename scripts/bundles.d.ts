import type { BuildOptions } from "esbuild";

type Name =
  "extension" | "extensionWeb" | "webview" | "cli" | "inHost" | "inHostWeb" | "bench" | "desktop";

export function bundles(options?: {
  readonly production?: boolean;
}): Readonly<Record<Name, BuildOptions>>;
