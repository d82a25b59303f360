/**
 * The page of the trace editor. It holds no text of any trace: everything to see comes over the
 * bridge.
 */

export interface ViewAddresses {
  readonly script: string;
  readonly style: string;
  /** What VS Code serves an extension's own files from. */
  readonly cspSource: string;
  /** Unguessable, new for every page. */
  readonly nonce: string;
}

/**
 * The page as HTML, under the strictest policy that lets it run: our script, our style sheet, our
 * font.
 */
export function viewHtml({ script, style, cspSource, nonce }: ViewAddresses): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${attribute(style)}">
  <title>Lockstep</title>
</head>
<body>
  <div id="root"></div>
  <script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}
