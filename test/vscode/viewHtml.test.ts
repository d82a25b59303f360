import { describe, expect, it } from "vitest";
import { viewHtml } from "../../src/vscode/viewHtml.js";

const page = viewHtml({
  script: "https://x/webview.js",
  style: 'https://x/a"b<c.css',
  cspSource: "'self' https://*.example",
  nonce: "abc123",
});

describe("the page of the editor", () => {
  it("forbids everything but its own script, style, font and pictures", () => {
    expect(page).toContain(
      "content=\"default-src 'none'; script-src 'nonce-abc123'; style-src 'self' https://*.example; " +
        "font-src 'self' https://*.example; img-src 'self' https://*.example\"",
    );
    expect(page).not.toMatch(/unsafe|style=|<style|\bon\w+=/);
  });

  it("escapes addresses", () => {
    expect(page).toContain('href="https://x/a&quot;b&lt;c.css"');
  });

  it("runs one script only, with the nonce", () => {
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain('<script nonce="abc123" src="https://x/webview.js"></script>');
  });
});
