/** One editor that shows a document: its page, and the host's end of the bridge. */
import * as vscode from "vscode";
import { BRIDGE_VERSION, type Notice, type Target, type ViewAction } from "../bridge/messages.js";
import { Refusal, serve, type Handlers } from "../bridge/serve.js";
import { causesFor } from "./causeCommands.js";
import { hostCommandIds } from "./commandIds.js";
import { Finding } from "./finding.js";
import type { TraceDocument } from "./traceDocument.js";
import { viewHtml } from "./viewHtml.js";

/** Lives as long as its panel. */
export class TraceView {
  readonly #panel: vscode.WebviewPanel;
  readonly #finding: Finding;
  /** Before it has asked, a page cannot hear. */
  #isReady = false;
  #showsCauses = false;

  constructor(
    readonly document: TraceDocument,
    panel: vscode.WebviewPanel,
    extension: vscode.Uri,
  ) {
    this.#panel = panel;
    this.#finding = new Finding(document, (notice) => this.#tell(notice));
    const stops = [
      document.moved.add((cursor) => this.#tell({ notice: "cursor", cursor })),
      document.changed.add((state) => {
        this.#finding.stop();
        this.#tell({ notice: "document", document: state });
      }),
      () => this.#finding.stop(),
    ];
    panel.onDidDispose(() => stops.forEach((stop) => stop()));
    const handlers = this.#handlers();
    panel.webview.onDidReceiveMessage((message: unknown) => {
      void serve(message, handlers).then((answer) => panel.webview.postMessage(answer));
    });
    show(panel.webview, extension);
  }

  /** Whether the keyboard and the palette mean this editor. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** Whether the causes of the cursor's event are to be seen. */
  get showsCauses(): boolean {
    return this.#showsCauses;
  }

  /** Has the page do what only it can do. */
  act(action: ViewAction, on: Target = {}): void {
    this.#panel.reveal(undefined, false);
    this.#tell({ notice: "do", action, on });
  }

  #tell(notice: Notice): void {
    if (this.#isReady) void this.#panel.webview.postMessage(notice);
  }

  #handlers(): Handlers {
    const { document } = this;
    return {
      ready: ({ bridgeVersion }) => {
        if (bridgeVersion !== BRIDGE_VERSION) {
          throw new Refusal("this editor belongs to another version of Lockstep: reopen it");
        }
        this.#isReady = true;
        return document.state();
      },
      window: (params) => document.picture(params),
      farWindow: (params) => document.farPicture(params),
      causes: (params) => causesFor(document, params),
      showCauses: ({ shows }) => {
        this.#showsCauses = shows;
        return null;
      },
      find: (params) => this.#finding.start(params),
      stopFinding: () => {
        this.#finding.stop();
        return null;
      },
      goTo: ({ cursor }) => document.goTo(cursor),
      intervene: ({ does }) => document.intervene(does),
      run: ({ until }) => document.runUntil(until),
      switchBranch: ({ branch }) => document.switchBranch(branch),
      renameBranch: async ({ branch, name }) => {
        await document.renameBranch(branch, name);
        return null;
      },
      deleteBranch: async ({ branch }) => {
        await document.deleteBranch(branch);
        return null;
      },
      invoke: ({ command, on }) => {
        // Not waited for: it may ask a person, and the page would take that for silence.
        void vscode.commands.executeCommand(hostCommandIds[command], on);
        return null;
      },
    };
  }
}

function show(webview: vscode.Webview, extension: vscode.Uri): void {
  const dist = vscode.Uri.joinPath(extension, "dist");
  const address = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = viewHtml({
    script: address("webview.js"),
    style: address("webview.css"),
    cspSource: webview.cspSource,
    nonce: newNonce(),
  });
}

function newNonce(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
