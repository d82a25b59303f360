// dist/examples.json: what is shipped under traces. VS Code for the web can read an extension's
// files, but not list them.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { repository } = require("./run.js");

/** @param {string} file the list, in the gallery's order: a folder's own files first */
function writeExamples(file) {
  const names = filesUnder(path.join(repository, "traces"), "");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(names, undefined, 1)}\n`);
}

/**
 * @param {string} folder
 * @param {string} name the folder's, with a slash behind it
 * @returns {string[]}
 */
function filesUnder(folder, name) {
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  const order = entries.sort((a, b) => {
    return Number(a.isDirectory()) - Number(b.isDirectory()) || (a.name < b.name ? -1 : 1);
  });
  return order.flatMap((entry) => {
    const own = name + entry.name;
    return entry.isDirectory() ? filesUnder(path.join(folder, entry.name), `${own}/`) : [own];
  });
}

module.exports = { writeExamples };
