/**
 * VS Code for the web as it is where no server stands behind it: extensions run in the worker
 * alone, and no folder but that of an extension can be opened. It is the tests' workbench, undone
 * of what ties it to its server, which goes on handing out the files that it is made of.
 */

import * as fs from "node:fs";
import * as path from "node:path";
import type { BrowserContext, Route } from "playwright-core";
import { quietSettings, type Server } from "./server.js";

/** The built workbench's own words for its server, and what it says without one. */
const TIES: readonly (readonly [RegExp, string])[] = [
  [/remoteAuthority:location\.host/, "remoteAuthority:void 0"],
  // The user's files are kept in the browser.
  [
    /\(this\.userDataPath\)\.with\(\{scheme:\w+\.vscodeRemote\}\)/,
    '("/").with({scheme:"vscode-userdata"})',
  ],
];

/** Has every page of the context be such a workbench, with these extension folders installed. */
export async function cutFromServer(
  context: BrowserContext,
  { host }: Server,
  extensions: readonly string[],
): Promise<void> {
  const config = {
    configurationDefaults: quietSettings,
    additionalBuiltinExtensions: extensions.map((_, n) => {
      return { scheme: "http", authority: host, path: `/extension-${n}` };
    }),
  };
  await context.route(
    (url) => url.host === host && url.pathname === "/",
    (route) => change(route, (page) => configured(page, config)),
  );
  await context.route("**/workbench/workbench.js", (route) => change(route, untied));
  for (const [n, folder] of extensions.entries()) {
    const address = `http://${host}/extension-${n}`;
    await context.route(`${address}/**`, (route) => handOut(route, address, folder));
  }
}

async function change(route: Route, changed: (text: string) => string): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, body: changed(await response.text()) });
}

/** The page with more in what it tells the workbench. */
function configured(page: string, config: object): string {
  return page.replace(/(?<=web-configuration" data-settings=")[^"]*/, (json) => {
    const settings = JSON.parse(json.replaceAll("&quot;", '"')) as object;
    return JSON.stringify({ ...settings, ...config }).replaceAll('"', "&quot;");
  });
}

function untied(workbench: string): string {
  return TIES.reduce((text, [tie, without]) => {
    if (!tie.test(text)) throw new Error(`This workbench has no ${String(tie)}`);
    return text.replace(tie, without);
  }, workbench);
}

async function handOut(route: Route, address: string, folder: string): Promise<void> {
  const file = path.join(folder, decodeURIComponent(route.request().url().slice(address.length)));
  if (fs.existsSync(file)) await route.fulfill({ path: file });
  // VS Code asks every extension for its translations.
  else if (file.endsWith("package.nls.json")) await route.fulfill({ json: {} });
  else await route.fulfill({ status: 404 });
}
