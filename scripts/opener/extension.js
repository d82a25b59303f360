// Opens the file of LOCKSTEP_OPEN in the window that npm start serves. A file named in the
// window's address would do, but it may be opened before the extensions are known, as text.
"use strict";

const vscode = require("vscode");

exports.activate = async () => {
  const file = process.env.LOCKSTEP_OPEN;
  if (file === undefined || vscode.window.tabGroups.activeTabGroup.activeTab !== undefined) return;
  await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(file), { preview: false });
};
