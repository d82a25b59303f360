/** The page of the trace editor: joins VS Code, the view and the DOM. */
import { render } from "preact";
import type { Answer, Notice } from "../bridge/messages.js";
import { Rpc } from "../bridge/rpc.js";
import { App } from "./App.js";
import { dressDiagram } from "./diagram/looks.js";
import { keepFocus } from "./focus.js";
import { listenForKeys } from "./keyboard.js";
import { Memory, type StateKeeper } from "./model/memory.js";
import { View } from "./model/view.js";
import "./styles/main.css";

interface VsCode extends StateKeeper {
  postMessage(message: unknown): void;
}

declare function acquireVsCodeApi(): VsCode;

function start(): void {
  const vscode = acquireVsCodeApi();
  const memory = new Memory(vscode);
  const rpc = new Rpc({
    post: (message) => vscode.postMessage(message),
    after: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  });
  const view = new View(rpc, memory);
  window.addEventListener("message", (event: MessageEvent<Answer | Notice>) => {
    view.take(event.data);
  });
  const root = document.getElementById("root");
  if (root === null) return;
  dressDiagram();
  render(<App view={view} memory={memory} />, root);
  view.focus = keepFocus(memory);
  listenForKeys(view);
  void view.start();
}

start();
